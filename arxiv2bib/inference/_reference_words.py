"""The words that tell what a number or a piece of a journal reference is."""

import re
from enum import IntEnum, auto
from functools import cache
from typing import Final

from arxiv2bib.data import read_text


class Label(IntEnum):
    """What a word before a number says of it."""

    VOLUME = auto()
    ISSUE = auto()
    PAGES = auto()
    ARTICLE = auto()
    SERIES = auto()
    """The number is that of a volume in the series which the word names; the word stays in the text."""
    INSIDE = auto()
    """The number belongs to the words: Part 2, Chapter 5."""


_LABEL_WORDS: Final = {
    Label.VOLUME: "vol vols volume volumes v volumen band bd tom tome vl",
    Label.ISSUE: "no nos nr num number numbers n issue issues iss numero heft fascicola fasc",
    Label.PAGES: "pp p pg pgs page pages pag pags s",
    Label.ARTICLE: "article articles art id eid",
    Label.SERIES: "lncs lnai lnbi lnbip lnee lnns lni lnm lnp lnicst ccis aisc spie pmlr eptcs ceur lipics ifipaict",
    Label.INSIDE: "part pt chapter chap ch chapt section sec session track version edition phase task level grade stage "
    "paper day catalogue lecture step report grant pmid pmcid cap capítulo",
}
LABELS: Final = {word: label for label, words in _LABEL_WORDS.items() for word in words.split()}
SINGLE: Final = frozenset("vnps")
"""Labels of one letter, which count only where nothing but a full stop stands between them and the number."""

_MONTH_NAMES: Final = (
    "jan january janv janvier januar enero|feb february febr february fév février februar|mar march mars märz mrz|"
    "apr april avril abril|may mai mayo|jun june juin juni|jul july juil juillet juli|aug august août|"
    "sep sept september septembre|oct october octobre okt oktober|nov november novembre|"
    "dec december décembre dez dezember"
)
MONTHS: Final = {
    word: number for number, words in enumerate(_MONTH_NAMES.split("|"), start=1) for word in words.split()
}

FIELD_WORDS: Final = frozenset("year month date doi url issn isbn link online publication pages dated available location eid".split())
"""Names of fields that stand before their values and say nothing themselves."""

COUNTED: Final = frozenset("pages page pgs pp figures figure figs tables slides references refs".split())
"""What a number before it counts: ``10 pages`` are no page numbers."""

PROCEEDINGS_WORD: Final = re.compile(
    r"\b(?:proceedings?|procs?\.|conferences?|conf\.|con[fv]|symposium|symposia|symp\.|workshops?|wksp|works?\."
    r"|congress|congreso|colloqui(?:um|a)|colloque|summit|forum|meeting|convention|tagung|jornadas|journées|simpósio"
    r"|challenges?|expo|findings|conférence|konferenz|conferencia|konferencja|symposion|school|seminar|hackathon|track|poster)(?![\w])",
    re.I,
)
STRONG_PROCEEDINGS: Final = re.compile(
    r"\b(?:proceedings?|procs?\.|conference|conf\.|symposium|symp\.|workshops?|congress|colloquium|colloque)(?!\w)", re.I
)
JOURNAL_WORD: Final = re.compile(
    r"\b(?:journal|jour\.|j(?=\s[A-Z])|transactions?|trans\.|trans(?=\s)|letters?|lett\.|annals?|ann\.|archives?"
    r"|arch\.|bulletin|bull\.|magazine|mag\.|reviews?|rev\.|revista|revue|acta|zeitschrift|rendiconti|quarterly"
    r"|newsletter|express|phys\.|math\.|sci\.|dergisi|periodical|gazette|record|notices|reports?|rep\.|adv\."
    r"|foundations and trends|frontiers|studies|comptes|izvestiya|doklady|lett|studia|buletinul|annales|nature)(?!\w)|\bj\.(?=\s?(?-i:[A-Z][a-z]))",
    re.I,
)
THESIS_WORD: Final = re.compile(
    r"\b(?:thesis|dissertation|ph\.?\s?d\.?|master'?s|m\.?sc\.|habilitation|diplomarbeit|th[eè]se|thesi|tesi[s]?"
    r"|doctorat(?:e)?|m\.?tech)(?!\w)",
    re.I,
)
UNIVERSITY_WORD: Final = re.compile(
    r"\b(?:universi\w+|univ\.|institut\w*|college|school|école|ecole|eth|epfl|mit|academy|polytechni\w*|politecnico"
    r"|hochschule|faculty|iit|tu)\b",
    re.I,
)


@cache
def load_abbreviated() -> frozenset[str]:
    """Return the words that end in a full stop since they are cut short, folded."""
    lines = read_text("abbreviated_words.txt").splitlines()
    return frozenset(word for line in lines if line[0] != "#" for word in line.split())
