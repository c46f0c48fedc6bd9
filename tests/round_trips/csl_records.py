"""CSL-JSON items of every type and with every variable."""

import json
from itertools import count
from random import Random
from typing import Any

from arxiv2bib.formats.csl_variables import DATE_FIELDS, DATE_VARIABLES, TYPES, VARIABLES
from arxiv2bib.model.vocabulary import EntryType, NameRole
from tests.round_trips.records import DOIS, ISBNS, ISSNS, ROUNDS, URLS, WORDS, Deck, Kinds

Json = Any  # Any: JSON

UNKNOWN_TYPES = ("journal", "other", "no-such-type")
UNKNOWN_VARIABLES: dict[str, Json] = {
    "GSCC": "0000012", "system_id": 17, "indexed": {"date-parts": [[2020, 1, 2]], "timestamp": 1577923200000},
    "reference": [{"key": "ref1", "DOI": "10.1000/1"}, {"key": "ref2", "unstructured": "X & Y"}],
    "is-referenced-by-count": 3,
    "score": 1.0, "subject": ["A", "B"], "relation": {}, "alternative-id": ["S0001"],
    "multi": {"main": {"title": "en"}},
    "none": None, "flag": True, "empty": "", "list": [], "x y": "space in the name", "été": "accent",
}  # fmt: skip

NAMES: tuple[Json, ...] = (
    {"family": "Smith", "given": "John"},
    {"family": "Beethoven", "given": "Ludwig", "dropping-particle": "van"},
    {"family": "Gaulle", "given": "Charles", "non-dropping-particle": "de"},
    {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
    {"family": "King", "given": "Martin Luther", "suffix": "III", "comma-suffix": True},
    {"literal": "World Health Organization"},
    {"family": "La Fontaine", "given": "Jean", "dropping-particle": "de", "suffix": "Sr."},
    {"family": "毛", "given": "泽东", "static-ordering": True},
    {"family": "Aristotle"},
    {"given": "Plato"},
    {"literal": "Barnes and Noble, Inc."},
    {"family": "van der Vlist", "given": "Eric", "parse-names": True},
    {"family": "Müller-Lüdenscheidt", "given": "K.-H. “Kurt”"},
    {"family": "Doe", "given": "Jane", "ORCID": "http://orcid.org/0000-0001", "affiliation": [{"name": "MIT"}]},
    {"family": "and", "given": "others {braces}"},
    {"literal": "et al."},
    {"family": "Gómez, Jr.", "given": "A, B"},
    {"family": "", "given": "Cher"},
    {"literal": ""},
    {"family": "d’Alembert", "given": "Jean le Rond"},
    {"name": "The Consortium", "sequence": "first"},
)  # fmt: skip
DATES: tuple[Json, ...] = (
    {"date-parts": [[2017, 6, 12]]}, {"date-parts": [[2017, 6]]}, {"date-parts": [[2017]]},
    {"date-parts": [["2017", "6"]]},
    {"date-parts": [["2017", "06", "12"]]}, {"date-parts": [[2017, 6, 12], [2017, 6, 14]]},
    {"date-parts": [[1988], [1992]]},
    {"date-parts": [[2004]], "season": 1}, {"date-parts": [[2004]], "season": "3"},
    {"date-parts": [[1850]], "circa": True},
    {"date-parts": [[1850]], "circa": "1"}, {"raw": "2017-06-12"}, {"raw": "12 June 2017"}, {"literal": "in press"},
    {"date-parts": [[-44, 3, 15]]}, {"raw": "2004-22"}, "2017-06-12",
    {"date-parts": [[2017]], "literal": "2017 (reprint)"},
    {"literal": "n.d."}, {"date-parts": [[2017, 13]]}, {"date-parts": [[]]}, {"date-parts": [[None]]},
    {"date-parts": [[0]]},
    {"date-parts": [[2017, 0, 0]]}, {"date-parts": [2017, 6]}, {"raw": "1997/.."},
    {"date-parts": [[2017]], "season": "Summer"},
    {"date-parts": [[2020, 2, 30]]},
    {"date-time": "2020-01-02T03:04:05Z", "timestamp": 1, "date-parts": [[2020, 1, 2]]},
)  # fmt: skip
TITLES = (
    "Attention is all you need", "Über formal unentscheidbare Sätze",
    "The <i>Drosophila</i> genome &amp; its H<sub>2</sub>O",
    '<span class="nocase">BERT</span>: pre-training',
    'Small <span style="font-variant:small-caps;">caps</span> & <sc>more</sc>',
    "On the $L^2$-norm, x_i < y and {braces}", "“Curly” and \"straight\" — dashes – 100%", "Ελληνικά και 中文标题", "",
    "<b>Bold <i>nested</i></b> x<sup>2</sup> \\alpha", "unclosed <i>tag", "line\nbreak and\ttab", " spaces  around ",
)  # fmt: skip
TEXTS = (*WORDS, "", "a\nb")
NUMBERS: tuple[Json, ...] = (12, "12", "IV", "3-4", "2nd", "", 0, "Suppl. 1", 2.5, "A247")
PAGES: tuple[Json, ...] = ("1-10", "1–10", "123", 7, "S12-S15", "e1002195", "1, 3, 5-7", "xi-xx", "123+", "61:1-61:36")
CUSTOM: tuple[Json, ...] = (
    {"mine": "value", "n": 1}, {}, {"arxiv2bib": "not ours"}, "text", {"arxiv2bib": {"title": ["stale", "00000000"]}}
)  # fmt: skip
KEYWORDS = ("machine learning, attention", "one; two", "single", "a,b,c", "")
NOTES = (
    "arXiv:1706.03762 [cs.CL]", "arXiv:1706.03762 [cs.CL]\nversion: 3\nComment: 12 pages", "PMID: 123\nPMCID: PMC1",
    "original-date: 1850\ntype: map", "Just a <i>note</i> & more", "", "line one\n\nline two",
    "Published version: 10.1000/1",
)  # fmt: skip
KEYS: tuple[Json, ...] = (
    "smith2017",
    "http://zotero.org/users/1/items/ABC",
    "Müller 2020",
    17,
    "10.1000/182",
    "a,b",
    "x{y}",
)

_NUMBERS = frozenset(
    "chapter-number citation-number collection-number edition first-reference-note-number issue locator number "
    "number-of-pages number-of-volumes page-first part printing supplement volume".split()
)
_MARKUP = frozenset(
    "title title-short container-title container-title-short collection-title event-title annote abstract "
    "original-title part-title reviewed-title volume-title shortTitle".split()
)
_VALUES: dict[str, tuple[Json, ...]] = {
    **dict.fromkeys((*DATE_FIELDS, *DATE_VARIABLES), DATES), **dict.fromkeys(_NUMBERS, NUMBERS),
    **dict.fromkeys(_MARKUP, TITLES), "page": PAGES, "DOI": DOIS, "URL": URLS, "custom": CUSTOM, "keyword": KEYWORDS,
    "note": NOTES, "ISBN": (*ISBNS, "978-3-16-148410-0 3-540-65488-X"), "ISSN": (*ISSNS, 12345678),
    "categories": (["a", "b"], []), "language": ("en-US", "de", "English"), "status": ("in press", "submitted"),
}  # fmt: skip


class _Dealer:
    """Makes the items."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.names = Deck(sorted(VARIABLES - {"type", "id"}) + list(UNKNOWN_VARIABLES), self.random)
        self.decks = {name: Deck(values, self.random) for name, values in _VALUES.items()}
        self.texts = Deck(TEXTS, self.random)
        self.people = Deck(NAMES, self.random)
        self.keys = Deck(KEYS, self.random)
        self.numbers = count(1)

    def make(self, kind: str) -> str:
        """Return an item of the type *kind*, in a text of its own."""
        random = self.random
        key = self.keys.deal()
        key = key * 1000 + next(self.numbers) if isinstance(key, int) else f"{key}{next(self.numbers)}"
        item: dict[str, Json] = {"id": key, "type": kind, "title": self.decks["title"].deal()}
        names = ["author", "issued", *self.names.deal_some(random.randint(5, 20))]
        item.update({name: self._value(name) for name in names if name not in item})
        if random.random() < 0.3:
            pairs = list(item.items())
            random.shuffle(pairs)
            item = dict(pairs)
        whole = random.choice(([item], [item], item, {"items": [item]}))
        return json.dumps(whole, ensure_ascii=random.random() < 0.3, indent=random.choice((None, 2))) + "\n"

    def _value(self, name: str) -> Json:
        if name in UNKNOWN_VARIABLES:
            return UNKNOWN_VARIABLES[name]
        if name in set(NameRole):
            return self.people.deal_some(self.random.choice((1, 1, 2, 3)))
        if name == "citation-key":
            return f"key{next(self.numbers)}"
        return self.decks.get(name, self.texts).deal()


def make_csl() -> Kinds:
    """Return CSL-JSON texts of one item each, by type."""
    dealer = _Dealer(11)
    kinds = (*sorted(map(str, EntryType)), *sorted(TYPES), *UNKNOWN_TYPES)
    return {kind: tuple(dealer.make(kind) for _ in range(ROUNDS)) for kind in kinds}
