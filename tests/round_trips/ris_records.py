"""RIS records of every reference type and with every tag."""

from itertools import count
from random import Random

from arxiv2bib.formats.ris_tags import READ_TYPES, TAGS
from tests.round_trips.records import DOIS, ISBNS, ISSNS, ROUNDS, URLS, WORDS, Deck, Kinds

UNKNOWN_TYPES = ("XYZ", "Journal Article")
UNKNOWN_TAGS = ("ZZ", "X1", "KP", "C9")

NAMES = (
    "Smith, John", "Smith, John A., Jr.", "Smith,J.A.", "van der Berg, Jan", "World Health Organization", "NASA",
    "de la Vallée Poussin, Charles Louis Xavier Joseph", "李, 明", "Müller-Lüdenscheidt, K.-H.", "O'Brien, K. C.",
    "John Smith",
    "Aristotle", "Smith, J. and Doe, J.", "et al.", "Barnes & Noble, Inc.", "King, Martin Luther, Jr",
    "Smith, J; Doe, A",
    "Doe, Jane, PhD, MD", "Consortium, The Human Genome", "Smith, ", "al-Khwārizmī, Muḥammad",
)  # fmt: skip
TITLES = (
    "Attention Is All You Need", "Über formal unentscheidbare Sätze: Ein Überblick",
    "On the $L^2$-norm and x_i < y^2",
    "The <i>Drosophila</i> genome & its <sub>2</sub> expression", "“Curly” and \"straight\" — dashes – 100% of them",
    "Ελληνικά και 中文标题", "H2O {braces} and \\backslash \\alpha", "What? A title with marks!", "ALL CAPITALS TITLE",
    "<p>Markup</p> &amp; entities &lt;here&gt;", "Ends with a full stop.", "a title in lower case",
    "5' UTR and 3'-end",
)  # fmt: skip
LONG = (
    "We show that nothing else holds.  Two spaces.", "First line\nsecond line, without a tag\nthird",
    "Published version: 10.1000/182",
    "Copyright © 2001 Elsevier", "Accessed: 2020-01-01; 12 pages", "arXiv:1706.03762 [cs.CL]", "Times Cited: 12",
    "[arxiv2bib] not ours", "<h2>Background</h2> words & more", "Journal reference: Nature 1 (1869) 1",
)  # fmt: skip
DATES = (
    "2017", "2017///", "2017/06/12/", "2017/06//", "2017/06/12/Summer", "2017///Spring", "2017/6/1", "2017-06-12",
    "12 June 2017", "June 2017", "in press", "2017/06", "Jun 12, 2017", "1988/1992", "2004///in press", "0044///",
    "2017-2018",
    "2017/12/24/Christmas Eve", "/06/12/", "2017/06/12/09:30", "20170612",
)  # fmt: skip
PAGES = ("1", "123", "1-10", "S12", "e1002195", "xi", "1-5, 7", "123+", "61:1", "1–10")
LANGUAGES = ("English", "en", "German; French", "de-AT", "eng")
KEYWORDS = ("machine learning", "one; two", "a, b", "Humans/*genetics", "café", "line one\nline two")
GENRES = ("Article", "Ph.D. thesis", "10.1000/xyz123", "Conference Paper", "doi:10.1000/182")
NUMBERS = ("0028-0836", "US 7,123,456", "TR-12", *ISSNS, *ISBNS)
KEYS = ("smith2017", "10.1000/182", "Müller 2020", "12345", "WOS:000123456700001", "a,b", "ref{1}")

_NAMES = frozenset("AU A1 ED A2 A3 A4 TA".split())
_DATES = frozenset("PY Y1 DA Y2 RP".split())
_VALUES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_NAMES, NAMES), **dict.fromkeys(_DATES, DATES), **dict.fromkeys(("SP", "EP"), PAGES),
    **dict.fromkeys("TI T1 CT T2 JF JO BT J1 J2 JA T3 ST TT OP".split(), TITLES), "AB": LONG, "N2": LONG, "N1": LONG,
    "RN": LONG, "KW": KEYWORDS, "LA": LANGUAGES, "M3": GENRES, "SN": NUMBERS, "DO": DOIS, "UR": URLS,
    **dict.fromkeys(("L1", "L2", "L3", "L4", "LK"), URLS), "ID": KEYS,
}  # fmt: skip
_REPEATED = frozenset("AU A1 A2 A3 A4 ED KW N1 UR L1 SN".split())


class _Dealer:
    """Makes the records."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.tags = Deck((*TAGS, *UNKNOWN_TAGS), self.random)
        self.decks = {tag: Deck(values, self.random) for tag, values in _VALUES.items()}
        self.words = Deck(WORDS, self.random)
        self.numbers = count(1)

    def make(self, kind: str) -> str:
        """Return a record of the type *kind*."""
        random = self.random
        tags = [random.choice(("TI", "T1")), "AU", random.choice(("PY", "Y1", "DA"))]
        tags += [tag for tag in self.tags.deal_some(random.randint(5, 18)) if tag not in tags]
        lines = []
        for tag in tags:
            times = random.choice((1, 1, 1, 2, 3)) if tag in _REPEATED or random.random() < 0.03 else 1
            lines += [f"{tag}  - {self._value(tag)}" for _ in range(times)]
        if random.random() < 0.3:
            random.shuffle(lines)
        newline = "\r\n" if random.random() < 0.2 else "\n"
        end = random.choice(("ER  - ", "ER  - ", "ER  - ", "ER  -", "ER  - \n"))
        text = "\n".join((f"TY  - {kind}", *lines, end)) + "\n"
        return text.replace("\n", newline)

    def _value(self, tag: str) -> str:
        if tag == "ID":
            return f"{self.decks[tag].deal()}{next(self.numbers)}"
        return self.decks.get(tag, self.words).deal()


def make_ris() -> Kinds:
    """Return RIS records, by type."""
    dealer = _Dealer(7)
    return {kind: tuple(dealer.make(kind) for _ in range(ROUNDS)) for kind in (*sorted(READ_TYPES), *UNKNOWN_TYPES)}
