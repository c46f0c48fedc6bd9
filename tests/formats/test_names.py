import json
import os
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib.errors import InvalidValueError
from arxiv2bib.formats.bibtex_names import parse_bibtex_names
from arxiv2bib.formats.names import parse_authors, parse_name, split_authors
from arxiv2bib.formats.natural_names import is_ordinary_name, parse_ordinary_names
from arxiv2bib.model.names import Name

CORPUS = Path(os.environ.get("ARXIV2BIB_CORPUS") or Path(__file__).resolve().parents[3] / "shared" / "corpus")
# A row of a hand-labelled file: its values are text, lists and objects, as JSON has them.
Row = dict[str, Any]


def person(given: str | None, family: str | None, particle: str | None = None, suffix: str | None = None) -> Name:
    """Build a person whose particle, if there is one, is non-dropping."""
    return Name(given=given, family=family, non_dropping_particle=particle, suffix=suffix)


def group(literal: str) -> Name:
    """Build a group."""
    return Name(literal=literal)


NATURAL = [
    # The last word is the family name.
    ("Keren Fu", person("Keren", "Fu")),
    ("Rita M. A. Cucchiara", person("Rita M. A.", "Cucchiara")),
    ("jun wang", person("jun", "wang")),
    ("WEI ZHANG", person("WEI", "ZHANG")),
    ('Linxi "Jim" Fan', person('Linxi "Jim"', "Fan")),
    ("Li Fei-Fei", person("Li", "Fei-Fei")),
    ("Noel E. O'Connor", person("Noel E.", "O'Connor")),
    ("Claire O’Shea", person("Claire", "O’Shea")),
    ("Matthew O`Brien", person("Matthew", "O`Brien")),
    ("Florence d'Alché-Buc", person("Florence", "d'Alché-Buc")),
    # One word is a family name.
    ("Linus", person(None, "Linus")),
    ("Xiaobin-Chang", person(None, "Xiaobin-Chang")),
    ("趙紫陽", person(None, "趙紫陽")),
    # In Chinese, Japanese and Korean writing the family name comes first.
    ("趙 紫陽", person("紫陽", "趙")),
    ("山田 太郎", person("太郎", "山田")),
    # A particle in lower case begins the family name.
    ("Marcel van Gerven", person("Marcel", "Gerven", "van")),
    ("Aaron van den Oord", person("Aaron", "Oord", "van den")),
    ("Jan van 't Hoff", person("Jan", "Hoff", "van 't")),
    ("Jan op den Camp", person("Jan", "Camp", "op den")),
    ("Bas ter Haar Romeny", person("Bas", "Haar Romeny", "ter")),
    ("Rodrigo de Barros Vimieiro", person("Rodrigo", "Barros Vimieiro", "de")),
    ("Ahmad bin Abdullah", person("Ahmad", "Abdullah", "bin")),
    ("Nur Aisyah binti Ahmad", person("Nur Aisyah", "Ahmad", "binti")),
    ("Muhammad Zia ul Haq", person("Muhammad Zia", "Haq", "ul")),
    ("van Gogh", person(None, "Gogh", "van")),
    ("Lorenzo de' Medici", person("Lorenzo", "Medici", "de'")),
    ("Gerard ‘t Hooft", person("Gerard", "Hooft", "‘t")),
    # Also one that is cut short, or glued to initials.
    ("J. v. Neumann", person("J.", "Neumann", "v.")),
    ("Dirk v.d. Hof", person("Dirk", "Hof", "v.d.")),
    ("A. v. d. Berg", person("A.", "Berg", "v. d.")),
    ("a. v. sokolov", person("a. v.", "sokolov")),
    ("J.-B.de la Rose", person("J.-B.", "Rose", "de la")),
    ("Ph.de Forcrand", person("Ph.", "Forcrand", "de")),
    ("P.Di Vecchia", person("P.", "Di Vecchia")),
    ("G.'t Hooft", person("G.", "Hooft", "'t")),
    ("G. `t Hooft", person("G.", "Hooft", "`t")),
    ("Charles de La Vallée Poussin", person("Charles", "La Vallée Poussin", "de")),
    # Portuguese names have several surnames; the last particle counts.
    ("Marcelo da Costa de Souza", person("Marcelo da Costa", "Souza", "de")),
    # A particle before an initial or a saint is inside the given name.
    ("Maria del C. Valdes-Hernandez", person("Maria del C.", "Valdes-Hernandez")),
    ("Maria de Lourdes Silva", person("Maria de Lourdes", "Silva")),
    # Short words are no particles where a given name is likelier.
    ("di Xu", person("di", "Xu")),
    ("Xiao bin Wang", person("Xiao bin", "Wang")),
    # Connectors make one surname of two.
    ("José Ortega y Gasset", person("José", "Ortega y Gasset")),
    ("Joao Costa e Silva", person("Joao", "Costa e Silva")),
    # A capitalised particle belongs to a Western family name ...
    ("Ryan De Iaco", person("Ryan", "De Iaco")),
    ("Wouter Van den Broeck", person("Wouter", "Van den Broeck")),
    ("Loic Le Folgoc", person("Loic", "Le Folgoc")),
    ("Oisin Mac Aodha", person("Oisin", "Mac Aodha")),
    ("Oliver St John", person("Oliver", "St John")),
    ("Daniel San Martin", person("Daniel", "San Martin")),
    ("JUAN DE LA CRUZ", person("JUAN", "DE LA CRUZ")),
    ("Jose DA SILVA", person("Jose", "DA SILVA")),
    ("Hugh O' Neill", person("Hugh", "O' Neill")),
    # ... and to an Arabic one if one word follows ...
    ("Aisha Al Busaidi", person("Aisha", "Al Busaidi")),
    ("Mohamed Abd El Aziz", person("Mohamed", "Abd El Aziz")),
    ("Mohammed El Amin Larabi", person("Mohammed El Amin", "Larabi")),
    ("Md Abu Sayed", person("Md Abu", "Sayed")),
    # ... but not to a Vietnamese, Chinese or Korean one, nor does the first word.
    ("Thang Van Vu", person("Thang Van", "Vu")),
    ("Minh Van Nguyễn", person("Minh Van", "Nguyễn")),
    ("Nguyen Van Thang", person("Nguyen Van", "Thang")),
    ("Yun Da Tsai", person("Yun Da", "Tsai")),
    ("Duong Van Minh", person("Duong Van", "Minh")),
    ("De Cheng", person("De", "Cheng")),
    # Suffixes.
    ("Marcelo H Ang Jr", person("Marcelo H", "Ang", suffix="Jr")),
    ("Reginald B. Adams, Jr.", person("Reginald B.", "Adams", suffix="Jr.")),
    ("Neal J. Evans II", person("Neal J.", "Evans", suffix="II")),
    ("Jan van Dijk Jr.", person("Jan", "Dijk", "van", "Jr.")),
    ("John Smith, MD, PhD", person("John", "Smith", suffix="MD PhD")),
    ("John Smith III, MD", person("John", "Smith", suffix="III MD")),
    # What only looks like a suffix.
    ("IV Ramakrishnan", person("IV", "Ramakrishnan")),
    ("Ramakrishnan, I.V.", person("I.V.", "Ramakrishnan")),
    ("Anna Smith I.I.", person("Anna Smith", "I.I.")),
    ("MD Jillur Rahman", person("MD Jillur", "Rahman")),
    ("Jr-Jen Chen", person("Jr-Jen", "Chen")),
    ("Karthik V", person("Karthik", "V")),
    # "Filho" and its like are part of the family name.
    ("João Florindo Batista Neto", person("João Florindo", "Batista Neto")),
    ("Francisco Filho", person("Francisco", "Filho")),
    ("João Pessoa, Filho", person("João", "Pessoa Filho")),
    # The catalogue's order.
    ("Pérez-Rúa, Juan-Manuel", person("Juan-Manuel", "Pérez-Rúa")),
    ("van der Berg, Jan", person("Jan", "Berg", "van der")),
    ("Gogh, Vincent van", person("Vincent", "Gogh", "van")),
    ("Hulst, H. van de", person("H.", "Hulst", "van de")),
    ("in 't Veld, Sophie", person("Sophie", "Veld", "in 't")),
    ("op den Camp, Jan", person("Jan", "Camp", "op den")),
    ("v.d. Berg, A.", person("A.", "Berg", "v.d.")),
    ("Rabi, II", person("II", "Rabi")),
    ("Bafna, V.", person("V.", "Bafna")),
    ("Ford, Jr.", person(None, "Ford", suffix="Jr.")),
    ("John Rockefeller, V", person("John", "Rockefeller", suffix="V")),
    ("Davis Jr., Sammy", person("Sammy", "Davis", suffix="Jr.")),
    # Initials without a space.
    ("J.P.Hague", person("J.P.", "Hague")),
    ("Yuri N.Kartashov", person("Yuri N.", "Kartashov")),
    ("A.Yu.Morozov", person("A.Yu.", "Morozov")),
    ("Mikhail.Z.Morozov", person("Mikhail Z.", "Morozov")),
    ("F.v. Morozov", person("F.", "Morozov", "v.")),
    ("Ph.Blanchard", person("Ph.", "Blanchard")),
    ("St.Clair", person(None, "St.Clair")),
    ("N.d'Ambrumenil", person("N.", "d'Ambrumenil")),
    # arXiv's feeds put a space into hyphenated initials.
    ("D. -M. Koh", person("D.-M.", "Koh")),
    # Groups.
    ("Tencent Hunyuan Team", group("Tencent Hunyuan Team")),
    ("2024 CVS Challenge Consortium", group("2024 CVS Challenge Consortium")),
    ("the Dawn Mission's Satellite Working Group", group("the Dawn Mission's Satellite Working Group")),
    ("Institute of Computing Technology", group("Institute of Computing Technology")),
    ("Inclusion AI", group("Inclusion AI")),
    ("Microsoft Research", group("Microsoft Research")),
    ("OpenAI", group("OpenAI")),
    ("NVIDIA", group("NVIDIA")),
    ("on behalf of the ATLAS Collaboration", group("the ATLAS Collaboration")),
    ("on behalf of ATLAS Collaboration", group("ATLAS Collaboration")),
    ("with an appendix by Jie Qin", person("Jie", "Qin")),
    ("Event Horizon Telescope", group("Event Horizon Telescope")),
    ("COVID-19 Task Force", group("COVID-19 Task Force")),
    ("Huawei Lin", person("Huawei", "Lin")),
    # Marks, brackets and stray words.
    ("Jie Qin1", person("Jie", "Qin")),
    ("Jie Qin¹", person("Jie", "Qin")),
    ("Jie Qin$^{1,2}$", person("Jie", "Qin")),
    ("Jie Qin\\textsuperscript{1}", person("Jie", "Qin")),
    ("Jie Qin1,2", person("Jie", "Qin")),
    ("Jie Qin<sup>1,2</sup>", person("Jie", "Qin")),
    ("Jie Qin\\inst{\\ref{a}}\\fnmsep\\thanks{b}", person("Jie", "Qin")),
    ("Jie Qin¹,²", person("Jie", "Qin")),
    ("Jie Qin\\footnotemark[1]", person("Jie", "Qin")),
    ("Jie Qin\\corref{cor1}\\fnref{fn1}", person("Jie", "Qin")),
    ("Jie Qin\\orcid{0000-0002-1825-0097}", person("Jie", "Qin")),
    ("Jie Qin 0000-0002-1825-0097", person("Jie", "Qin")),
    ("https://orcid.org/0000-0002-1825-0097 Jie Qin", person("Jie", "Qin")),
    ("Jie Qin <jie.qin@example.org>", person("Jie", "Qin")),
    ("Jie Qin jie@example.org", person("Jie", "Qin")),
    ("jie@example.org", person(None, "jie@example.org")),
    ("Jie Qin, Senior Member, IEEE", person("Jie", "Qin")),
    ("Abdu Naim+", person("Abdu", "Naim")),
    ("Mariia Gladkova†‡§¶#^$\\", person("Mariia", "Gladkova")),
    ("Laurent Wendling (LIPADE)", person("Laurent", "Wendling")),
    ("William (Bill) Freeman", person("William (Bill)", "Freeman")),
    ("Yong Tang and", person("Yong", "Tang")),
    ("and Liang Wang", person("Liang", "Wang")),
    ("Bryan Morse\x7f", person("Bryan", "Morse")),
    ("B. Aubert et al.", person("B.", "Aubert")),
    ("B. Aubert et al. (BaBar Collaboration)", person("B.", "Aubert")),
    # Entities of HTML.
    ("J&ouml;rg O&#39;Brien", person("Jörg", "O'Brien")),
    ("Jie&nbsp;Qin", person("Jie", "Qin")),
    # TeX that was left.
    ("William ``Bill'' Freeman", person("William “Bill”", "Freeman")),
    ("Ignacio Ram{í}rez", person("Ignacio", "Ramírez")),
    ("Juan-Manuel~Pérez-Rúa", person("Juan-Manuel", "Pérez-Rúa")),
    ("Sathyanarayanan N. Aakur\\\\", person("Sathyanarayanan N.", "Aakur")),
    ("P\\'eter E. Frenkel", person("Péter E.", "Frenkel")),
    ("Mohamed Ka{\\^a}niche", person("Mohamed", "Kaâniche")),
    ("V'ictor Casta~neda", person("V'ictor", "Casta~neda")),
    ("J. $\\check{S}$ima", person("J.", "Šima")),
    ("K. M$^{\\rm c}$Leod", person("K.", "McLeod")),
    ("K. M\\textsuperscript{c}Leod", person("K.", "McLeod")),
    ("K. Kim$^c$", person("K.", "Kim")),
    # Nothing there.
    ("", Name()),
    (" \t", Name()),
    (":", Name()),
    ("***", Name()),
    ("et al.", Name()),
    # A number says nothing of a person, but it is kept.
    ("2024", group("2024")),
]

BIBTEX = [
    # In Chinese, Japanese and Korean writing the family name comes first.
    ("夏目 漱石", person("漱石", "夏目")),
    ("홍 길동", person("길동", "홍")),
    ("川端, 康成", person("康成", "川端")),
    ("趙紫陽", person(None, "趙紫陽")),
    # First von Last.
    ("Donald E. Knuth", person("Donald E.", "Knuth")),
    ("Charles Xavier de la Vall{\\'e}e Poussin", person("Charles Xavier", "Vallée Poussin", "de la")),
    ("AA bb CC", person("AA", "CC", "bb")),
    ("AA {bb} CC", person("AA bb", "CC")),
    ("jean de la Fontaine", person("jean", "Fontaine", "de la")),
    ("Jan Van den Bussche", person("Jan", "Bussche", "Van den")),
    # von Last, First.
    ("van Emde Boas, Peter", person("Peter", "Emde Boas", "van")),
    ("De la Fontaine, Jean", person("Jean", "Fontaine", "De la")),
    ("Le Formal, Florian", person("Florian", "Le Formal")),
    ("Ortega y Gasset, José", person("José", "Ortega y Gasset")),
    ("Lopez de Molina, G.", person("G.", "Lopez de Molina")),
    ("Putten, C. van", person("C.", "Putten", "van")),
    # von Last, Jr, First.
    ("Doe, Jr., Jeffrey", person("Jeffrey", "Doe", suffix="Jr.")),
    ("van Kluster, Jr., Kevin", person("Kevin", "Kluster", "van", "Jr.")),
    ("bb CC,xx, AA", person("AA", "CC", "bb", "xx")),
    ("King, {OFM}, M. L.", person("M. L.", "King", suffix="OFM")),
    ("King, {Jr., PhD}, M. L.", person("M. L.", "King", suffix="Jr., PhD")),
    # A suffix in a place of its own.
    ("Rodrigues Jr., Waldyr Alves", person("Waldyr Alves", "Rodrigues", suffix="Jr.")),
    ("F.W. Hudson~Jr.", person("F.W.", "Hudson", suffix="Jr.")),
    ("W. A. {Wassam, Jr.}", person("W. A.", "Wassam", suffix="Jr.")),
    ("Henry Ford, Jr.", person("Henry", "Ford", suffix="Jr.")),
    ("Doe, John, Jr.", person("John", "Doe", suffix="Jr.")),
    ("Rabi, II", person("II", "Rabi")),
    ("William Gates, III", person("William", "Gates", suffix="III")),
    ("Halstead, Robert H. jr.", person("Robert H.", "Halstead", suffix="jr.")),
    # Braces: all of the name is a literal, a part of it is one word.
    ("{Research Data Netherlands}", group("Research Data Netherlands")),
    ("{IEEE Committee, Floating-Point Group}", group("IEEE Committee, Floating-Point Group")),
    ("{R.~M.~Winglee \\& B.~R.~Dennis}", group("R. M. Winglee & B. R. Dennis")),
    ("{Puget}, {J.-L.}", person("J.-L.", "Puget")),
    ("H. {de Ridder}", person("H.", "de Ridder")),
    ("{John Henry} Ford", person("John Henry", "Ford")),
    ("The ATLAS Collaboration", group("The ATLAS Collaboration")),
    # BibLaTeX's other format.
    ("family=Vries, given=Jan, prefix=de, useprefix=true", person("Jan", "Vries", "de")),
    ("given={John}, family={Smith}, middle={Simon}", person("John Simon", "Smith")),
    # TeX is decoded, and a special character has the case of its letter.
    ("{\\v S}omeone Smith", person("Šomeone", "Smith")),
    ("Someone {\\v s}mith Smith", person("Someone", "Smith", "šmith")),
    ("\\v{S}imon, Petr", person("Petr", "Šimon")),
    ("Z. Vostr{\\' y}", person("Z.", "Vostrý")),
    ("{\\AA}sa Ericsson", person("Åsa", "Ericsson")),
    ("Brand\\~{a}o, F", person("F", "Brandão")),
    ("{du Puy de Clinchamps}, {\\relax Ph}ilippe", person("Philippe", "du Puy de Clinchamps")),
    ("Jim Hef{}feron", person("Jim", "Hefferon")),
    ("D{\\rq}Angelo, Beverly", person("Beverly", "D’Angelo")),  # KBibTeX
    ("{The \\TUB{} Team}", group("The TUB Team")),
    ("\\underline{Doe}, Jane", person("Jane", "Doe")),
    ("{\\uppercase{d}}oe, Jane", person("Jane", "doe")),
    ("J.~$\\check{S}$ima", person("J.", "Šima")),
    ("N. Nordstr$\\ddot {\\rm o}$m", person("N.", "Nordström")),
    ("V.~K{\\accent '27 u}rkov{\\'a}", person("V.", "Kůrková")),
    ("K. M$^c$Leod", person("K.", "McLeod")),
    ("P. Erd\\accent125os", person("P.", "Erdős")),
    ("{$\\mu$SR Group}", group("μSR Group")),
    ("G.~R.~Davies", person("G. R.", "Davies")),
    ("Davies, G.\\thinspace R.\\nobreakspace{}", person("G. R.", "Davies")),
    ("R.~Hecht--Nielsen", person("R.", "Hecht–Nielsen")),
    ("Schwefel, Hans--Paul", person("Hans–Paul", "Schwefel")),
    ('M{\\"u}ller-{}-Schmidt, K.', person("K.", "Müller--Schmidt")),
    ("J.Siekmann", person("J.", "Siekmann")),
    ("趙, 紫陽", person("紫陽", "趙")),
    ("AA", person(None, "AA")),
    # Damage loses no words.
    ("Doe,", person(None, "Doe")),
    (", Jane", person(None, "Jane")),
    ("{Doe, Jane", person("Jane", "Doe")),
    ("Goldschlager, Leslie, M.", person("Leslie M.", "Goldschlager")),
    ("Y. Jiang, Y. B. Yang, S. F. Chen", group("Y. Jiang, Y. B. Yang, S. F. Chen")),
    ("", Name()),
    ("~", Name()),
    ("{}", Name()),
]  # fmt: skip

LINES = [
    (("Keren Fu", "Deng-Ping Fan"), "Keren Fu, Deng-Ping Fan"),
    # "and" separates names, wherever it strayed to.
    (("Graham Taylor", "Alexander Wong"), "Graham Taylor and, Alexander Wong"),
    (("Akila Pemasiri", "Clinton Fookes"), "Akila Pemasiri, and Clinton Fookes"),
    (("Akila Pemasiri", "Clinton Fookes"), "Akila Pemasiri and Clinton Fookes"),
    (("Akila Pemasiri", "Clinton Fookes"), "Akila Pemasiri & Clinton Fookes"),
    (("Simon Marin Giraldo", "Mauricio Toro Bermudez"), "Simon Marin Giraldo y Mauricio Toro Bermudez"),
    (("Akila Pemasiri", "Clinton Fookes"), "Akila Pemasiri \\& Clinton Fookes"),
    (("Akila Pemasiri", "Clinton Fookes"), "Akila Pemasiri / Clinton Fookes"),
    (("Akila Pemasiri", "Clinton Fookes"), "Akila Pemasiri · Clinton Fookes"),
    (("Akila Pemasiri", "Clinton Fookes"), "Akila Pemasiri\\and Clinton Fookes"),
    (("Jean Dupont", "Marie Curie", "Ève Curie"), "Jean Dupont et Marie Curie et Ève Curie"),
    (("Hans Meyer", "Karl von und zu Stein"), "Hans Meyer und Karl von und zu Stein"),
    (("Jörg Müller", "Li Liu", "Jie Qin"), "J&ouml;rg M&#252;ller, Li Liu &amp; Jie Qin"),
    # In a group's name it does not.
    (("Vision and Learning Lab", "Jia Li"), "Vision and Learning Lab, Jia Li"),
    (("AlphaFold Team", "John Jumper"), "AlphaFold Team and John Jumper"),
    (("John Jumper", "Team X"), "John Jumper and Team X"),
    (("The LIGO Scientific Collaboration", "the Virgo Collaboration"),
     "The LIGO Scientific Collaboration and the Virgo Collaboration"),
    (("Jane Doe", "the ATLAS Collaboration"), "Jane Doe for the ATLAS Collaboration"),
    (("Jane Doe", "ATLAS Collaboration"), "Jane Doe on behalf of ATLAS Collaboration"),
    (("Jane Doe", "CDF Collaboration"), "Jane Doe for CDF Collaboration"),
    # In the place of an affiliation, a collaboration signs, behind all others and once; a team and an institute do not.
    (("D. Peressounko", "the PHENIX Collaboration"), "D. Peressounko (for the PHENIX Collaboration)"),
    (("Jane Doe", "Jia Li", "NA49 Collaboration"), "Jane Doe (NA49 Collaboration), Jia Li (The NA49 Collaboration)"),
    (("CDF Collaboration", "Jane Doe"), "CDF Collaboration: Jane Doe (the CDF Collaboration)"),
    (("Jane Doe", "the LIGO Scientific Collaboration", "the Virgo Collaboration"),
     "Jane Doe (for the LIGO Scientific Collaboration and the Virgo Collaboration)"),
    (("Jane Doe", "ATLAS Collaboration"), "Jane Doe (CERN, ATLAS Collaboration)"),
    (("Jane Doe", "the OPERA and ICARUS groups"), "Jane Doe [on behalf of the OPERA and ICARUS groups]"),
    (("CDF Collaboration",), "(CDF Collaboration)"),
    (("Jane Doe", "Jia Li"), "Jane Doe (Vision Team, Acme), Jia Li (Institute for Advanced Study)"),
    (("Jane Doe", "Jia Li"), "Jane Doe (for the team), Jia Li (on behalf of the authors)"),
    (("The H1 and ZEUS Collaborations", "F. D. Aaron"), "The H1 and ZEUS Collaborations: F. D. Aaron"),
    (("ATLAS and CMS Collaborations",), "ATLAS and CMS Collaborations"),
    (("Jane Doe", "COVID-19 Task Force"), "Jane Doe, COVID-19 Task Force"),
    # Semicolons leave the commas to names that begin with the family name, if all of them do.
    (("Smith, John", "van der Berg, Jan"), "Smith, John; van der Berg, Jan"),
    (("García Márquez, G.", "Jones, Jr., K.", "The X Team"), "García Márquez, G.; Jones, Jr., K.; and The X Team"),
    (("Yan Li", "Jie Qin", "Ling Shao", "Fan Zhu"), "Yan Li, Jie Qin; Ling Shao, Fan Zhu"),
    (("Jie Qin", "Li Liu"), "Jie Qin (MIT; ETH); Li Liu"),
    (("García Márquez, Gabriel", "Lee, Ann"), "García Márquez, Gabriel; Lee, Ann"),
    # So does "and" between such names, and initials tell them too.
    (("Smith, John", "van der Berg, Jan", "the X Team"), "Smith, John and van der Berg, Jan, and the X Team"),
    (("Smith, J.", "Lee, A. B.", "Brown, K.-L."), "Smith, J., Lee, A. B., and Brown, K.-L., et al."),
    (("van der Berg, J.", "Lee, A. B."), "van der Berg J., Lee A. B."),
    (("Smith, John", "Lee, Ann", "Ray, Bo"), "Smith, John; Lee, Ann and Ray, Bo"),
    (("Smith, J.", "Lee, A."), "Smith, J. and Lee, A. and others"),
    (("Linus", "Yan Li", "Jie Qin", "Fan Zhu"), "Linus, Yan Li and Jie Qin, Fan Zhu"),
    (("J. Smith", "A. Lee"), "J. Smith, A. Lee"),
    # The author of an appendix is an author.
    (("Jie Qin", "Li Liu"), "Jie Qin, with an appendix by Li Liu"),
    (("Jie Qin", "Li Liu"), "Jie Qin with an Appendix by Li Liu"),
    (("Jie Qin",), "Jie Qin (with an appendix by Li Liu)"),
    # Numbers of a list, addresses and "al." are no names.
    (("Jie Qin", "Li Liu"), "1. Jie Qin, 2. Li Liu"),
    (("Jie Qin", "Li Liu"), "Jie Qin <jie@example.org>, Li Liu <li@example.org> & al."),
    (("Jie Qin", "Li Liu"), "Jie Qin, Li Liu, and 3 more"),
    # A colon after a team is no author.
    (("Inclusion AI", "Fudong Wang"), "Inclusion AI, :, Fudong Wang"),
    (("NVIDIA", "Aarti Basant"), " NVIDIA,  :, Aarti Basant"),
    (("CLEO Collaboration", "T. K. Pedlar"), "CLEO Collaboration: T. K. Pedlar, et al"),
    # A suffix goes to the name before it, a name that begins like one does not.
    (("Reginald B. Adams Jr.", "Jia Li"), "Reginald B. Adams, Jr., Jia Li"),
    (("Robert W. Heath Jr.", "Sriram Vishwanath"), "Robert W. Heath, Jr. and Sriram Vishwanath"),
    (("Jr-Jen Chen", "IV Ramakrishnan"), "Jr-Jen Chen, IV Ramakrishnan"),
    # Commas in brackets do not separate, and brackets that have no partner are no authors.
    (("Yuta Hayashi", "Masao Ogata"), "Yuta Hayashi (Kobe, Japan), Masao Ogata (Univ. (Tokyo, Japan))"),
    (("Arthur Jaffe", "Gordon Ritter"), "Arthur Jaffe (1) and Gordon Ritter (1) ((1) Harvard University)"),
    (("A. S. Mishchenko", "N. Nagaosa"), "A. S. Mishchenko (1 and 2) and N. Nagaosa (1, 3)"),
    (("Jane Q. Doe", "Ann Roe"), "Jane Q. Doe (Univ. of X, Y and Z), Ann Roe (same)"),
    (("Jane Doe", "Ann Roe"), "Jane Doe (1) and Ann Roe (1 and 2). ((1) Here, (2) There)"),
    (("J. Doe", "A. Roe"), "J. Doe (MIT). and A. Roe"),
    (("Sylvain Lobry", "Laurent Wendling"), "Sylvain Lobry, ), Laurent Wendling (LIPADE)"),
    (("Sylvain Lobry", "Laurent Wendling"), "Sylvain Lobry (, Laurent Wendling"),
    # Marks are no authors either.
    (("Jie Qin", "Li Liu"), "Jie Qin1,2, Li Liu*"),
    (("M. D. Stewart", "Jia Li"), "M. D. Stewart,, Jia Li"),
    ((), ""),
    ((), " , :, "),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NATURAL)
def test_natural_names(text: str, expected: Name) -> None:
    """A name as people write it comes apart as its bearer would take it apart; the table says the rule for each."""
    assert expected == parse_name(text)


@pytest.mark.parametrize(("text", "expected"), BIBTEX)
def test_bibtex_names(text: str, expected: Name) -> None:
    """A name in BibTeX's syntax comes apart by BibTeX's rules, decoded; the table says the rule for each."""
    assert expected == parse_name(text, syntax="bibtex")


@pytest.mark.parametrize(("expected", "text"), LINES)
def test_author_lines(expected: tuple[str, ...], text: str) -> None:
    """An author line gives each author once, in order, without what is no name."""
    assert expected == split_authors(text)


@pytest.mark.parametrize("syntax", ["natural", "bibtex"])
@pytest.mark.parametrize(
    ("text", "particle"), [("Karl von und zu Guttenberg", "von und zu"), ("Jefersson A. dos Santos", "dos")]
)
def test_german_and_portuguese_particles_drop(syntax: str, text: str, particle: str) -> None:
    """Particles that drop in every language that has them are dropping particles."""
    name = parse_name(text, syntax)
    assert (particle, None) == (name.dropping_particle, name.non_dropping_particle)


@pytest.mark.parametrize("syntax", ["", "Natural", "biblatex"])
def test_unknown_syntax_is_refused(syntax: str) -> None:
    """A syntax that is not known is a bad call, and the message names the known ones."""
    with pytest.raises(InvalidValueError, match="known: natural, bibtex"):
        parse_name("Jane Doe", syntax)


def test_authors_are_the_split_names_parsed() -> None:
    """A line becomes names in its order, whichever way it is read."""
    line = "Keren Fu, Marcel van Gerven, Jie Qin1, OpenAI"
    expected = (person("Keren", "Fu"), person("Marcel", "Gerven", "van"), person("Jie", "Qin"), group("OpenAI"))
    assert (expected, False) == parse_authors(line)


def test_empty_line_has_no_authors() -> None:
    """Nothing is no authors, and nothing was cut."""
    assert ((), False) == parse_authors("")


@pytest.mark.parametrize(
    "end",
    [", et al.", " et al", ", et. al", " and others", ", others", ", ...", ", …", " and 12 others",
     ", et al. (5 not shown)", " (MIT) et al.", " (and 3 others)", " (23 additional authors not shown)",
     ", additional authors not shown", " and 23 co-authors", ", etc."],
)  # fmt: skip
def test_a_line_cut_short_is_marked(end: str) -> None:
    """What says that there were more authors is told apart, and is never a person."""
    assert ((person("B.", "Aubert"), person("Jia", "Li")), True) == parse_authors(f"B. Aubert, Jia Li{end}")


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (["Knuth", "Lamport"], "Donald E. Knuth and Leslie Lamport"),
        (["Knuth", "Lamport"], "Knuth, Donald AND\n\tLamport, Leslie"),
        (["Barnes and Noble"], "{Barnes and Noble}"),
        (["Knuth", "Lamport"], "Donald E. Knuth and and Leslie Lamport"),
        (["Knuth", "Lamport"], "and Donald E. Knuth and Leslie Lamport and"),
        (["Knuth", "Lamport"], "{Donald E. Knuth and Leslie Lamport"),
        (["Knuth", "Lamport"], "Donald E. Knuth} and Leslie Lamport"),
        (["Anderson", "Landau"], "Ann Anderson and Lev Landau"),
        ([], ""),
        ([], " and "),
    ],
)
def test_bibtex_lists_split_at_and(names: list[str], text: str) -> None:
    """The word "and" outside braces separates names; a brace or an "and" too many loses none of them."""
    found, truncated = parse_bibtex_names(text)
    assert (names, False) == ([name.literal or name.family for name in found], truncated)


@pytest.mark.parametrize(
    "end",
    [" and others", " and Others", " and et al.", " et al.", " et~al.", " and {et al.}", " and {\\it et al.}",
     " and \\emph{et al.}", " and al., et"],
)  # fmt: skip
def test_bibtex_list_cut_short(end: str) -> None:
    """``and others`` marks the list; people's "et al." does too."""
    assert ((person("Donald", "Knuth"),), True) == parse_bibtex_names(f"Knuth, Donald{end}")


# Built from what the two syntaxes know: names, their marks, and everything that separates them.
WORDS = st.sampled_from(
    "Jan van der de la De Le Al bin y e i and And others et al. Jr. III IV MD Team Lab University of the for Ng O'Neil "
    "d'Arc Ørsted ß 趙 J. J.P.Hague A-B -M. é e\u0301 1 ² * † $^1$ ^ ~ \\\\ \\'e {\\'e} {\\v S} \\v \\relax \\, "
    "{ } ( ) [ ] , ; : & ... … \x7f \x85 \u200b \ufeff \ud800".split(" ")
)
TEXTS = st.lists(WORDS, max_size=30).map(" ".join) | st.lists(WORDS, max_size=30).map("".join) | st.text()


@given(TEXTS)
def test_no_text_raises(text: str) -> None:
    """Whatever the text, a call gives a name, with parts that are absent or hold words."""
    for name in (
        parse_name(text),
        parse_name(text, syntax="bibtex"),
        *parse_authors(text)[0],
        *parse_bibtex_names(text)[0],
    ):
        parts = (name.family, name.given, name.non_dropping_particle, name.dropping_particle, name.suffix, name.literal)
        assert all(part is None or (part and part == " ".join(part.split())) for part in parts)
        assert name.literal is None or parts.count(None) == 5


@given(TEXTS)
def test_same_text_same_names(text: str) -> None:
    """Reading a second time, when the names are remembered, gives the same."""
    assert (parse_authors(text), parse_bibtex_names(text)) == (parse_authors(text), parse_bibtex_names(text))


@given(TEXTS)
def test_split_and_parse_agree(text: str) -> None:
    """There are as many parsed authors as split ones, and no author is empty."""
    names = parse_authors(text)[0]
    assert len(split_authors(text)) == len(names)
    assert Name() not in names


def letters(text: str) -> list[str]:
    """Return the letters of *text*, in order of the alphabet."""
    return sorted(filter(str.isalpha, text))


PLAIN_WORDS = st.text(st.sampled_from("abcdefgABCDEFGéßÅøž'-."), min_size=1, max_size=8)
KNOWN_WORDS = st.sampled_from(
    "van der de la von zu dos De Le Al El bin Bin y e i Jr. Jr III IV Filho Team Group of the J. A.B.Cee Nguyen Li "
    "Md".split()
)
NAMES = st.lists(PLAIN_WORDS | KNOWN_WORDS, min_size=1, max_size=7).map(" ".join)


@given(NAMES)
def test_natural_names_keep_their_letters(text: str) -> None:
    """No letter of a name without brackets and TeX is lost: they are all in the parts."""
    assert letters(text) == letters(str(parse_name(text)))


@given(NAMES)
def test_bibtex_names_keep_their_letters(text: str) -> None:
    """No letter of a BibTeX name without TeX is lost."""
    assert letters(text) == letters(str(parse_name(text, "bibtex")))


@given(st.lists(st.sampled_from("Jan Smith van , and { } Jr. ~ \n".split(" ")), max_size=30).map(" ".join))
def test_damaged_bibtex_lists_keep_their_letters(text: str) -> None:
    """Commas, braces and "and"s in any order lose no word but "and" itself."""
    names, _ = parse_bibtex_names(text)
    kept = " ".join(map(str, names)).split(" ")
    wanted = text.replace("{", " ").replace("}", " ").replace("~", " ").replace(",", " ").split()
    assert sorted(set(wanted) - {"and"}) == sorted({word.strip(",") for word in kept} - {"and", ""})


@pytest.mark.parametrize(
    "piece",
    ["A ", "de ", "De ", "in ", "A.", "(", "()", "{", "{}", ", ", " and ", "lab and ", "*", "$^", "^{", "\\", "~",
     "for the ", "y ", "e\u0301", "1", "et al ", "\\thanks{", "X DE ", "Jr., "],
)  # fmt: skip
def test_long_texts_are_read_in_linear_time(piece: str) -> None:
    """A field of 100,000 characters made of one thing over and over costs no more than its length."""
    text = f"A B {piece * (100_000 // len(piece))} C"
    started = time.process_time()
    parse_authors(text)
    parse_bibtex_names(text)
    parse_name(text)
    assert time.process_time() - started < 5


def read_rows(path: str) -> list[Row]:
    """Return the rows of a file of the corpus; skip the test where there is none."""
    file = CORPUS / path
    if not file.exists():
        pytest.skip(f"the hand-labelled names are not beside this checkout: {path}")
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]


def label(parts: Row) -> tuple[str | None, ...]:
    """Return the parts of a labelled name in one order."""
    return tuple(parts.get(field) for field in ("literal", "given", "particle", "family", "suffix"))


def test_gold_names() -> None:
    """At least 96 % of the hand-labelled names come apart as labelled."""
    rows = read_rows("gold/names.jsonl")
    missed = []
    for row in rows:
        alternatives: list[Row] = row.get("accepted_alternatives") or []
        wanted = [label(parts) for parts in (row["expected"], *alternatives)]
        if row["format"] == "bibtex" and row.get("bibtex_reading"):
            wanted.append(label(row["bibtex_reading"]))
        name = parse_name(row["input"], syntax=row["format"])
        particle = name.dropping_particle or name.non_dropping_particle
        if (name.literal, name.given, particle, name.family, name.suffix) not in wanted:
            missed.append((row["input"], name))
    assert len(missed) <= 0.04 * len(rows), missed


def test_gold_author_lists() -> None:
    """At least 95 % of the hand-labelled author lines are split as labelled."""
    rows = [row for row in read_rows("gold/author_lists.jsonl") if row["expected"] is not None]
    missed = [row["authors"] for row in rows if list(split_authors(row["authors"])) != row["expected"]]
    assert len(missed) <= 0.05 * len(rows), missed


# Where BibTeX's answer is of no use: a particle that tears a family name apart, a suffix left in it, an accent split,
# and names braced as a whole, which are literals here.
OTHERWISE = {"Galouzeau de Villepin, Dominique", "Edwin V. {Bell, II}", "Brand\\~{a}o, F"}


def test_outside_table_of_bibtex_names() -> None:
    """The first, von, last and jr parts are those of bibtexparser's table, the cases named above apart."""
    for row in read_rows("names/bibtex_name_parts.jsonl"):
        text, parts = row["input"], row["expected"]
        if text in OTHERWISE:
            continue
        name = parse_name(text, "bibtex")
        pieces = [" ".join(parts[part]) for part in ("first", "von", "last", "jr")]
        wanted = tuple(parse_name(f"{{{piece}}}", "bibtex").literal for piece in pieces)
        particle = name.dropping_particle or name.non_dropping_particle
        assert wanted == (name.given, particle, name.family or name.literal, name.suffix), text


def test_outside_table_of_bibtex_lists() -> None:
    """There are as many names as in bibtexparser's table of name lists; "~" alone is none."""
    for row in read_rows("names/bibtex_and_splitting.jsonl"):
        expected = [text for text in row["expected"] if text != "~"]
        assert len(expected) == len(parse_bibtex_names(row["input"])[0]), row["input"]


@pytest.mark.parametrize("grade", ["Senior Member, IEEE", "Fellow, IEEE", "Member", "Student Member, IEEE"])
def test_grades_of_members_are_no_authors(grade: str) -> None:
    """What a journal prints behind the names of a society's members is no name."""
    assert ("Ada Lovelace", "Alan Turing") == split_authors(f"Ada Lovelace, {grade}, Alan Turing")


@given(
    st.lists(
        st.sampled_from(["Ada", "B.", "C", "van", "Jr", "I", "and", " ", " ", ", ", ".", ",", "-", "'", "1"]),
        min_size=1,
        max_size=9,
    ).map("".join)
)
def test_a_line_of_ordinary_names_is_what_its_parts_are(text: str) -> None:
    """One look at a line finds the names that a look at each finds, and no line that has others."""
    parts = text.split(", ")
    names = parse_ordinary_names(text, parts)
    if names is not None:
        assert all(map(is_ordinary_name, parts))
        assert tuple(map(parse_name, parts)) == names
