"""BibTeX and BibLaTeX records of every type and with every field."""

from itertools import count
from random import Random

from arxiv2bib.formats.bibtex_fields import READ_TYPES
from arxiv2bib.formats.bibtex_rows import ROWS
from tests.round_trips.records import DOIS, ISBNS, ISSNS, ROUNDS, URLS, Deck, Kinds

UNKNOWN_TYPES = ("webinar", "my-type", "glossdef")
UNKNOWN_FIELDS = {
    "file": (":home/user/a b.pdf:PDF", "C\\:\\\\Users\\\\me\\\\x.pdf", "Full Text:files/12/x.pdf:application/pdf"),
    "timestamp": ("Mon, 17 Sep 2018 14:00:00 +0200",),
    "bdsk-url-1": ("http://dx.doi.org/10.1000/182",),
    "date-added": ("2012-05-01 10:00:00 +0000",),
    "mendeley-groups": ("Thesis/Chapter 2",),
    "__markedentry": ("[me:6]",),
    "author+an": ("1=highlight; 2:family=\"x\"",),
    "adsurl": (r"http://adsabs.harvard.edu/abs/2003A\%26A...400..421K",),
    "local_url": ("file://localhost/a%20b.pdf",),
    "options": ("useprefix=true,maxnames=3",),
    "crossref": ("nowhere2010",),
    "related": ("one,two",),
    "gender": ("sf",),
    "x-été": ("accent in the name",),
    "SLACcitation": (r"%%CITATION = HEP-TH/9901001;%%",),
    "arxivId": ("1706.03762",),
    "pubmed_id": ("12345678",),
    "titleaddon": (r"With an {Addendum} \& more",),
    "empty": ("",),
    "spaces": ("  in   between  ",),
    "unbalanced-quote": ('5" disk',),
}  # fmt: skip

KEYS = (
    "smith2017", "DBLP:conf/nips/VaswaniSPUJGKP17", "Müller:2020", "10.1000/xyz-123", "a_b+c.d", "Knuth:TAOCP/1",
    "2017arXiv170603762V", "李2020", "https://doi.org/10.1000/182", "O'Brien99", "x", "A&A...400", "key*",
)  # fmt: skip

TITLES = (
    r"Attention Is All You Need",
    r"{BERT}: Pre-training of Deep Bidirectional Transformers",
    r"{\'E}tude sur la th{\'e}orie des fonctions \'elliptiques",
    r"\"{U}ber formal unentscheidbare S{\"a}tze",
    r"On the $L^2$-norm of ${\cal O}(n^{1/2})$ estimators",
    r"The {\em Drosophila} genome \& its \textit{in vivo} expression",
    r"``Quoted'' titles --- and dashes -- 100\% of {T}hem",
    r"{W}eb 2.0: {A} {C}ase for {XML}/{RDF}?",
    r"Gr{\"o}{\ss}e, \o re, {\L}ukasiewicz, na\"\i ve, \c{c}a, \v{s}, {\aa}ngstr\"om",
    r"Ελληνικά και 中文标题",
    r"H\textsubscript{2}O and CO$_2$, x\textsuperscript{2}",
    r"A \textsc{Small Caps} \texttt{tool\_name} for \LaTeX",
    r"\MakeUppercase{unknown} \mycommand[opt]{arg} and \~{}tilde\_under\#hash",
    r"{{Entirely Protected Title}}",
    r"Title with {nested {braces {deep}}} and \{literal\}",
    r"A < B and C > D: $\alpha<\beta$",
    r"One \url{http://example.org/~user_a/} in a title",
    "A title\n    over two lines",
    r"\enquote{Enquoted} words, \slash, {\sl slanted} and {\bf bold}",
    r"$E=mc^2$",
    r"50\textdegree{}C \textemdash{} \ldots{} \S 3, \copyright\ 2001",
    r"What is {\O}?",
    r"non~breaking and \ spaced\\broken \today",
    r"{\"O}l und {\relax Ch}emie: <i>italic</i> &amp; entities",
)  # fmt: skip

NAMES = (
    r"Donald E. Knuth",
    r"Knuth, Donald E. and Lamport, Leslie",
    r"van der Berg, Jan and Ludwig van Beethoven",
    r"{NASA Ames Research Center}",
    r"de la Vall{\'e}e Poussin, Charles Louis Xavier Joseph",
    r"King, Jr., Martin Luther and Ford, III, Henry",
    r"Ford, Jr., Henry and others",
    r"{\"O}zg{\"u}r, A. and G{\'o}mez-Chova, Luis and {\v S}afa{\v r}{\'\i}k, Pavel Jozef",
    r"J.-P. Serre and A. Grothendieck",
    r"Aristotle",
    r"{Barnes and Noble, Inc.} and {The ATLAS Collaboration} and Aad, G.",
    r"family=Ramachandran, given=Vilayanur, prefix=de, useprefix=true",
    r"Jean de La Fontaine and d'Alembert, Jean le Rond",
    r"李 明 and 王, 小明",
    r"Smith, J. and Doe, J. and et al.",
    r"Smith, J., Doe, A., Roe, B.",
    r"Steele Jr., Guy L. and {Steele Jr.}, Guy",
    r"von~Neumann, John",
    r"M{\"u}ller, {\relax Yu}ri and Smith,, John",
    r"Smith, John AND Doe, Jane",
    "Smith, John\n    and Doe, Jane",
    r"\'{E}. Galois and {\relax Ch}. Hermite and H. de Balzac",
    r"Anonymous",
    r"AA and BB and CC and DD and others",
    r"{de} Silva, V. and {O}'Brien, K.",
)  # fmt: skip

TEXTS = (
    r"Springer", r"Addison-Wesley", r"Elsevier Science \& Technology", r"{\'E}ditions du Seuil", r"O'Reilly",
    r"ACM Press, New York, {NY}, {USA}", r"{\v C}esk{\'y} Krumlov", r"12", r"IV", r"A247", r"{\bf 12}", r"3--4",
    r"Suppl.~1", r"Second", r"2nd", r"3. {Aufl.}", r"TR-2017/12", r"10$^{th}$", r"100\% free", r"C\# and F\#", r"a\_b",
    r"$x < y$", r"``quoted'' words", r"{\em Ph.D. thesis}", r"MIT Press", r"清华大学出版社", r"\url{http://x.org/a_b}",
    r"number \textbf{7}", r"\unknown{kept} words", r"{}", r"12345", r"a{\textendash}b", r"S\~ao Paulo",
    r"1.0.2-beta+3",
    r"{Protected {N}ame}", r"Wiley-{VCH}", r"<b>bold</b>", r"trailing backslash \textbackslash", r"50\,\%",
    r"O\kern 0pt x",
)  # fmt: skip

LONG = (
    r"We show that $\alpha \le \beta$ in 95\% of all cases, and that \emph{nothing} else holds.",
    "First paragraph.\n\nSecond paragraph with {\\it style} and a URL \\url{http://example.org/x_y}.",
    r"Ph.D. thesis, in {G}erman; see \cite{knuth84} and footnote~3",
    r"to appear", r"arXiv:1706.03762 [cs.CL]", r"{\em Erratum:} 2005. Accessed: 2020-01-01",
    r"\url{http://example.org/}",
    r"<p>Markup from a <jats:italic>publisher</jats:italic> &lt;here&gt;</p>", r"Published version: doi:10.1000/182",
    r"Comment: 12 pages, 3 figures", r"10.1000/xyz", r"version: 3; Journal reference: Nature 1 (1869) 1", "tab\tstop",
    r"\begin{itemize}\item one\item two\end{itemize}", r"50 \% \$5 \& \_ \# \{ \} \~{} \^{}",
    r"[arxiv2bib] {""no"": 1}",
)  # fmt: skip

KEYWORDS = (
    r"machine learning, neural networks, attention", r"one; two; three", r"{deep learning}, $k$-means, {A, B}",
    r"caf\'e, na{\"\i}ve", r"single", r"a,b,,c", r"trailing,", r"C\#, R\&D", r"cs.CL, cs.LG, MSC 68T50",
)  # fmt: skip

LANGUAGES = ("english", "de-AT", "german and french", "ngerman", r"fran{\c c}ais", "USenglish")
PAGES = (
    "1--10", "1-10", "123", "123+", "S12--S15", "xi–xx", "1, 3, 5--7", "e1002195", "61:1--61:36", "101--", "pp. 1--2",
    "1-1--1-12", r"1\,--\,5", "12---15", "{A}1--{A}9",
)  # fmt: skip
ADDRESSES = (
    *URLS, r"\url{http://example.org/a_b}", r"http://example.org/\~{}user/a\_b\%20c", r"{http://example.org}",
    r"http://example.org/ \& http://example.com/",
)  # fmt: skip
TEX_DOIS = (
    r"10.1007/978-3-540-24777-7\_1", r"\url{https://doi.org/10.1000/182}", r"10.1000/a\&b", r"{10.1000/182}",
    *(doi for doi in DOIS if "<" not in doi),
)  # fmt: skip
VENUES = (
    r"Journal of Machine Learning Research", r"Proc.\ 31st {NIPS}", r"Lecture Notes in Computer Science",
    r"Comptes Rendus de l'Acad{\'e}mie des Sciences", r"{IEEE} Trans.\ on Pattern Analysis \& Machine Intelligence",
    r"Proceedings of the \emph{Second} Workshop on {X}, {ICML}'17", r"Phys. Rev. {\bf D}", r"Nature",
    r"arXiv preprint arXiv:1706.03762", r"CoRR", r"Ann. of Math. (2)", r"Астрономический журнал",
)  # fmt: skip
EDTF = (
    "2017-06-12", "2017-06", "2017", "2017-06-12/2017-06-14", "1988/1992", "2004-21", "2004~", "2004?", "1997/",
    "-0044",
    "2004-06-30T12:00:00", "in press", "/1997", "1723-04/1724-05", "2004-22/2004-24", "199X", "2017-6-1",
)  # fmt: skip

BIBTEX_DATES: tuple[dict[str, str], ...] = (
    {"year": "2017"}, {"year": "{2017}", "month": "jun"}, {"year": '"2017"', "month": '"June"'},
    {"year": "1999", "month": '"1~" # jan'}, {"year": "2003", "month": "jul # \"--\" # aug"}, {"year": "{in press}"},
    {"year": "{2004/2005}"}, {"year": "{1998--1999}", "month": "{12}"}, {"year": "2001", "month": "3", "day": "14"},
    {"month": "feb"}, {"year": "{c. 1850}"}, {"year": "{{\\noopsort{1973b}}1973}"},
    {"year": "2012", "month": "{Spring}"},
    {"year": "{[1872]}"}, {"year": "1987", "month": "{Sept.}"}, {"year": "{n.d.}"}, {"year": "1984", "day": "{5}"},
    {"year": "{44 BC}"}, {"year": "2017", "month": "{June 12--14,}"}, {"year": "0999"}, {"date": "{2017-06-12}"},
    {"year": "2010", "month": "{January/February}"}, {"year": "2010", "month": "{}"}, {"year": "{to appear}"},
    {"year": "{\\noopsort{1973b}1973}"}, {"year": "{1973a}"}, {"year": "1973", "month": "undefinedmonth"},
    {"date": "{2017-06}", "year": "2017", "month": "jun"}, {"date": "2017", "year": "2018"},
)  # fmt: skip
BIBLATEX_DATES: tuple[dict[str, str], ...] = (
    *({"date": f"{{{text}}}"} for text in EDTF), {"date": "{2017-06}", "year": "2017"}, {"year": "2017", "month": "6"},
    {"date": "{2016}", "month": "jul"}, {"year": "{2001}"}, {"date": "{}"},
    {"date": "2011", "year": "{2011}", "day": "3"},
)  # fmt: skip
EPRINTS: tuple[dict[str, str], ...] = (
    {"eprint": "1706.03762", "archivePrefix": "arXiv", "primaryClass": "cs.CL"},
    {"eprint": "arXiv:1706.03762v5"},
    {"eprint": "1706.03762v2", "eprinttype": "arxiv", "eprintclass": "cs.LG"},
    {"eprint": "hep-th/9901001", "archiveprefix": "arXiv", "reportNumber": "CERN-TH-99-01"},
    {"eprint": "math.GT/0309136", "ArchivePrefix": "ArXiv", "comment": r"12 pages, $k$ figures"},
    {"eprint": "12345678", "eprinttype": "pubmed"},
    {"eprint": "http://www.jstor.org/stable/2346101", "eprinttype": "jstor"},
    {"eprint": "https://arxiv.org/abs/1706.03762"},
    {"eprint": "https://onlinelibrary.wiley.com/doi/pdf/10.1000/182"},
    {"archivePrefix": "arXiv", "primaryClass": "quant-ph"},
    {"eprinttype": "arXiv", "eprintclass": "math.CO"},
    {"eprint": "0706.0376", "eprinttype": "arXiv", "archivePrefix": "hal", "primaryClass": "cs.CL", "eprintclass": "x"},
    {"eprint": "0704.0001", "archivePrefix": "arXiv", "primaryClass": "hep-ph", "pubstate": "prepublished"},
    {"eprint": "arXiv:cs/0112017", "keywords": "cs.CL, cs.AI, 68T50", "note": "Published version: 10.1000/182; more"},
    {"eprint": r"hep-th\slash 9901001", "archivePrefix": "{arXiv}", "primaryClass": "hep-th", "eid": "arXiv:9901001"},
)  # fmt: skip

_DATES = frozenset({"year", "month", "day", "date"})
_EPRINTS = frozenset({"eprint", "eprinttype", "eprintclass", "archiveprefix", "primaryclass"})
_NAMES = frozenset({
    "author", "editor", "translator", "bookauthor", "serieseditor", "compiler", "illustrator", "director", "organizer",
    "reviewedauthor",
})  # fmt: skip
_VALUES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("title", "shorttitle", "subtitle", "origtitle"), TITLES),
    **dict.fromkeys(("journal", "journaltitle", "booktitle", "shortjournal", "series", "eventtitle"), VENUES),
    **dict.fromkeys(("abstract", "note", "annote", "annotation", "comment"), LONG),
    **dict.fromkeys(("keyword", "keywords"), KEYWORDS), **dict.fromkeys(("language", "langid"), LANGUAGES),
    **dict.fromkeys(("eventdate", "origdate", "urldate"), EDTF), **dict.fromkeys(_NAMES, NAMES),
    "pages": PAGES, "doi": TEX_DOIS, "url": ADDRESSES, "howpublished": (*ADDRESSES, *TEXTS),
    "isbn": ISBNS, "issn": ISSNS, "pubstate": ("inpress", "submitted", "prepublished", "forthcoming"),
    **UNKNOWN_FIELDS,
}  # fmt: skip

_MACROS = '@string{jmlr = "Journal of Machine Learning Research"}\n@string(acm = {{ACM} Press})\n'


class _Dealer:
    """Makes the records of one dialect."""

    def __init__(self, seed: int, dates: tuple[dict[str, str], ...]) -> None:
        self.random = Random(seed)
        plain = sorted(set(ROWS) - _DATES - _EPRINTS - {"title"})
        self.names = Deck((*plain, *UNKNOWN_FIELDS, "DATE", "DATE", "EPRINT", "EPRINT", "AGAIN"), self.random)
        self.decks = {name: Deck(values, self.random) for name, values in _VALUES.items()}
        self.texts = Deck(TEXTS, self.random)
        self.groups = {"DATE": Deck(dates, self.random), "EPRINT": Deck(EPRINTS, self.random)}
        self.keys = Deck(KEYS, self.random)
        self.numbers = count(1)

    def make(self, kind: str) -> str:
        """Return a record of the type *kind*."""
        random = self.random
        fields = [("title", self._value("title"))] if random.random() < 0.95 else []
        fields += [("author", self._value("author"))] if random.random() < 0.7 else []
        for name in self.names.deal_some(random.randint(4, 14)):
            fields += self._fields(name, fields)
        if random.random() < 0.5:
            random.shuffle(fields)
        spell = random.choice((str, str, str, str.capitalize, str.upper))
        key = f"{self.keys.deal()}{next(self.numbers)}"
        if random.random() < 0.03:
            key = ""
        start, end = random.choice((("{", "}"), ("{", "}"), ("{", "}"), ("(", ")")))
        lines = "".join(f"{random.choice(('  ', '', chr(9)))}{spell(name)} = {value},\n" for name, value in fields)
        macros = _MACROS if "jmlr" in lines or "acm" in lines else ""
        return f"{macros}@{spell(kind)}{start}{key},\n{lines}{end}\n"

    def _fields(self, name: str, before: list[tuple[str, str]]) -> list[tuple[str, str]]:
        if name == "AGAIN":
            return [(before[-1][0], self._value(before[-1][0]))] if before else []
        if name not in self.groups:
            has_it = any(name == other.lower() for other, _ in before)
            return [] if has_it else [(name, self._value(name))]
        had = {other.lower() for other, _ in before}
        group = self.groups[name].deal()
        is_date = name == "DATE"
        return [
            (part, value if is_date else self._quote(value)) for part, value in group.items() if part.lower() not in had
        ]

    def _value(self, name: str) -> str:
        if name in ("journal", "booktitle") and self.random.random() < 0.1:
            return self.random.choice(("jmlr", '"Proc. of " # jmlr', "undefinedmacro", 'jmlr # "~{II}"'))
        if name in ("publisher", "organization") and self.random.random() < 0.1:
            return "acm"
        deck = self.decks.get(name, self.texts)
        return self._quote(deck.deal())

    def _quote(self, text: str) -> str:
        if text.isdigit() and self.random.random() < 0.5:
            return text
        if '"' not in text and self.random.random() < 0.25:
            return f'"{text}"'
        return f"{{{text}}}"


def _make(seed: int, dates: tuple[dict[str, str], ...]) -> Kinds:
    dealer = _Dealer(seed, dates)
    kinds = (*sorted(READ_TYPES), *UNKNOWN_TYPES)
    return {kind: tuple(dealer.make(kind) for _ in range(ROUNDS)) for kind in kinds}


def make_bibtex() -> Kinds:
    """Return BibTeX records, by type."""
    return _make(3, BIBTEX_DATES)


def make_biblatex() -> Kinds:
    """Return BibLaTeX records, by type."""
    return _make(33, (*BIBLATEX_DATES, *BIBTEX_DATES[:6]))
