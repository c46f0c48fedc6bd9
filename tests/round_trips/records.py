"""Records of our own making, of every type and with every field of each format, each in a text of its own.

The same ones each time: all choices are dealt from decks that are shuffled by seeded generators. Values are as real
bibliographies have them, the odd ones too.
"""

from collections.abc import Callable, Iterable
from functools import cache
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")

ROUNDS = 7
"""Records of each type."""

Kinds = dict[str, tuple[str, ...]]
"""Texts of one record each, by their type."""


class Deck(Generic[T]):
    """Deals all its cards before it deals one a second time."""

    def __init__(self, cards: Iterable[T], random: Random) -> None:
        self._cards = tuple(cards)
        self._random = random
        self._left: list[T] = []

    def deal(self) -> T:
        """Return the next card."""
        if not self._left:
            self._left = list(self._cards)
            self._random.shuffle(self._left)
        return self._left.pop()

    def deal_some(self, count: int) -> list[T]:
        """Return the next *count* cards, none of them twice unless the deck has fewer."""
        dealt: list[T] = []
        while len(dealt) < min(count, len(self._cards)):
            card = self.deal()
            if card not in dealt:
                dealt.append(card)
        return dealt


@cache
def make_records(format: str) -> Kinds:
    """Return the records in the format of that name."""
    from tests.round_trips.bibtex_records import make_biblatex, make_bibtex
    from tests.round_trips.csl_records import make_csl
    from tests.round_trips.ris_records import make_ris

    makers: dict[str, Callable[[], Kinds]] = {
        "bibtex": make_bibtex,
        "biblatex": make_biblatex,
        "ris": make_ris,
        "csl-json": make_csl,
    }
    return makers[format]()


# What several formats say alike.

WORDS = (
    "Springer", "Addison-Wesley", "North-Holland / Elsevier", "O'Reilly", "Presses Universitaires de France",
    "Academic Press, Inc.", "New York, NY, USA", "São Paulo", "München", "Łódź", "清华大学出版社", "IV", "12", "A247",
    "Suppl. 1", "3-4", "2nd ed.", "Third", "v1.0.2", "TR-2017/12", "10^{th}", "100% free", "C# and F#", "a_b", "x < y",
    "AT&T", "\"quoted\" words", "50 €", "e\u0301 decomposed", "no\u00a0break", "1–10", "It’s “curly”", "$5 and $6",
    "back\\slash", "tilde ~", "{brace}", "(paren) [bracket]", "semi; colon, comma", "#1", "@at", "trailing dot.",
)  # fmt: skip
DOIS = (
    "10.1000/xyz123", "10.1007/978-3-540-24777-7_1", "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O",
    "https://doi.org/10.1000/ABC.def", "http://dx.doi.org/10.1016/j.cell.2009.01.043", "doi:10.1000/182",
    "10.48550/arXiv.1706.03762", "10.1000/a; 10.1000/b", "not yet known", "DOI: 10.1371/journal.pone.0000030.",
)  # fmt: skip
URLS = (
    "https://www.example.org/paper", "http://example.org/~user/a_b.pdf?x=1&y=%20#top", "https://arxiv.org/abs/1706.03762",
    "https://doi.org/10.1000/xyz123", "www.example.org", "https://例え.jp/ü", "ftp://ftp.example.org/a,b;c.ps",
    "https://example.org/{a}^b", "http://www.jstor.org/stable/2346101", "see http://example.org/ and others",
)  # fmt: skip
ISBNS = ("978-3-16-148410-0", "3-540-65488-X", "9780262033848", "0-306-40615-2 (hardback)", "0262033844, 9780262033848")
ISSNS = ("0028-0836", "00280836", "1234-567x", "0001-0782, 1557-7317", "n/a")
