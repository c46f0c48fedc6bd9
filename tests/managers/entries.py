"""300 entries of our own making, from a fixed seed, with all that makes trouble: for programs to read.

Every type comes six times, preprints thirty-six times. Names have particles, suffixes, accents, one part only, or are
groups; dates are years, months, days, seasons, ranges and "about"; titles hold math, markup, TeX's special characters,
quotation marks, dashes, names in capitals and letters of Latin, Greek and Cyrillic script.
"""

from pathlib import Path
from random import Random
from typing import Any, Final

from arxiv2bib import (
    ArxivId,
    ArxivInfo,
    Contributor,
    Date,
    Doi,
    Entry,
    EntryType,
    Isbn,
    Issn,
    Name,
    NameRole,
    Pages,
    infer,
    load,
)

__all__ = ["SEED", "make_entries", "read_papers"]

SEED: Final = 20261129
_EACH: Final = 6
_PREPRINTS: Final = 36
_EVERY: Final = 10
"""Every how many of the papers of a corpus are taken."""

_TOPICS: Final = (
    "learning", "segmentation", "inference", "transport", "retrieval", "calibration", "sampling", "registration",
    "tracking", "synthesis", "annealing", "diffusion",
)  # fmt: skip
_OBJECTS: Final = (
    "point clouds", "lattice gauge fields", "retinal images", "random graphs", "long documents", "galaxy clusters",
    "protein folds", "noisy labels", "sparse matrices", "thin films", "speech", "quantum circuits",
)  # fmt: skip
_TITLES: Final = (
    "{Topic} of {objects}",
    "On the {topic} of {objects}: a survey of ten years",
    'What is <span class="nocase">SLAM</span>? {Topic} for {objects}',
    "{Topic} & {topic} at 100% of the cost of {objects}",
    "An $O(n^2)$ algorithm for the {topic} of {objects}",
    "{Topic} with $\\alpha$-divergences and {objects}",
    "The “{topic}” of {objects} – revisited",
    "{Topic} in H<sub>2</sub>O: {objects} at 10<sup>6</sup> atoms",
    "<i>Drosophila</i> {objects} and their {topic}",
    "Über die {Topic} von {objects} nach Gödel",
    "Schrödinger’s {objects}: {topic} à la carte",
    "{Topic}_net #1: {objects} for less than \\$5 (and more)",
    "Poincaré–Łojasiewicz inequalities for {topic} of {objects}",
    'From <span class="nocase">BERT</span> to <span class="nocase">GPT-4</span>: {topic} of {objects}',
    "Does {topic} need {objects}?",
    "{Topic} on $\\mathbb{{R}}^d$ without {objects}",
)
_NAMES: Final = (
    Name(family="Sample", given="Sam"),
    Name(family="Smith-Jones", given="Anne-Marie"),
    Name(family="Gómez", given="Luis"),
    Name(family="Müller", given="Jürgen K."),
    Name(family="Vojíř", given="Tomáš"),
    Name(family="Erdős", given="P."),
    Name(family="Łukasiewicz", given="Jan"),
    Name(family="Sørensen", given="Åse"),
    Name(family="Şahin", given="Gül"),
    Name(family="Nguyễn", given="Văn A."),
    Name(family="Berg", given="Jan", non_dropping_particle="van den"),
    Name(family="Vallée Poussin", given="Charles", non_dropping_particle="de la"),
    Name(family="Humboldt", given="Alexander", dropping_particle="von"),
    Name(family="King", given="Martin Luther", suffix="Jr."),
    Name(family="Griffey", given="Ken", suffix="III"),
    Name(family="O’Neil", given="Cathy"),
    Name(family="D’Angelo", given="Beverly"),
    Name(family="García Márquez", given="Gabriel"),
    Name(family="Zhang", given="Wei"),
    Name(family="Li", given="X."),
    Name(literal="ATLAS Collaboration"),
    Name(literal="World Health Organization"),
    Name(literal="Institute for Advanced Study"),
)
_MONTHS: Final = 12
_PLACES: Final = ("Berlin", "New York", "São Paulo", "Zürich", "Kraków")
_PUBLISHERS: Final = ("Springer", "MIT Press", "Éditions du Seuil", "Taylor & Francis", "Elsevier")
_JOURNALS: Final = (
    "Physical Review D", "Annals of Mathematics", "Zeitschrift für Physik", "Science & Society",
    "Revista Brasileira de Ensino de Física",
)  # fmt: skip
_BOOKS: Final = (
    "Proceedings of the Tenth Workshop on Samples", "Handbook of Sampling", "Advances in Samples 12",
    "Enzyklopädie der Beispiele",
)  # fmt: skip
_CATEGORIES: Final = ("cs.CV", "cs.LG", "hep-th", "math.AG", "stat.ML", "astro-ph.CO")
_ARTICLES: Final = frozenset({
    EntryType.ARTICLE_JOURNAL, EntryType.ARTICLE_MAGAZINE, EntryType.ARTICLE_NEWSPAPER, EntryType.REVIEW,
    EntryType.REVIEW_BOOK,
})  # fmt: skip
_PARTS: Final = frozenset({
    EntryType.CHAPTER, EntryType.PAPER_CONFERENCE, EntryType.ENTRY, EntryType.ENTRY_ENCYCLOPEDIA,
    EntryType.ENTRY_DICTIONARY,
})  # fmt: skip
_BOOK_LIKE: Final = frozenset({EntryType.BOOK, EntryType.CLASSIC})


def make_entries() -> tuple[Entry, ...]:
    """Return the entries, the same ones each time, each with a key of its own."""
    random = Random(SEED)
    kinds = [kind for kind in EntryType for _ in range(_PREPRINTS if kind is EntryType.ARTICLE else _EACH)]
    return tuple(_make_entry(random, number, kind) for number, kind in enumerate(kinds))


def read_papers(corpus: Path) -> tuple[Entry, ...]:
    """Return a few hundred papers of the digests in *corpus*, published ones as publications, each with a key."""
    papers = [infer(entry) for path in sorted(corpus.glob("digests/*.md")) for entry in load(path)]
    return tuple(entry.evolve(key=f"paper{number:04d}") for number, entry in enumerate(papers[::_EVERY]))


def _make_entry(random: Random, number: int, kind: EntryType) -> Entry:
    values: dict[str, Any] = {  # Any: each of its field's type
        "type": kind,
        "key": f"sample{number:03d}",
        "title": _make_title(random, number),
        "author": tuple(random.sample(_NAMES, random.choice((1, 1, 2, 3, 5)))),
        "issued": _make_date(random, number),
    }
    if kind is EntryType.ARTICLE:
        values.update(_make_preprint(random, number))
    else:
        values.update(_make_publication(random, number, kind))
    if number % 4 == 0:
        values["abstract"] = "We sample 10% of $n$ samples. They are “fine” – all of them, naïve or not."
    if number % 5 == 0:
        values["keyword"] = ("sampling", "Monte Carlo", "naïve estimators")
    return Entry(**values)


def _make_title(random: Random, number: int) -> str:
    topic, objects = random.choice(_TOPICS), random.choice(_OBJECTS)
    return _TITLES[number % len(_TITLES)].format(topic=topic, Topic=topic.capitalize(), objects=objects)


def _make_date(random: Random, number: int) -> Date:
    year, month, day = random.randint(1991, 2026), random.randint(1, _MONTHS), random.randint(1, 28)
    match number % 12:
        case 0 | 1:
            return Date(start=(year,))
        case 2 | 3:
            return Date(start=(year, month))
        case 4:
            return Date(start=(year,), season=random.randint(1, 4))
        case 5:
            return Date(start=(year,), end=(year + 1,))
        case 6:
            return Date(start=(year, 3), end=(year, 4))
        case 7:
            return Date(start=(year,), circa=True)
        case _:
            return Date(start=(year, month, day))


def _make_preprint(random: Random, number: int) -> dict[str, Any]:  # Any: as above
    old = f"hep-th/99{number % 12 + 1:02d}{number:03d}"
    paper = ArxivId(old if number % 6 == 0 else f"21{number % 12 + 1:02d}.{number:05d}")
    primary = random.choice(_CATEGORIES)
    return {
        "doi": paper.doi,
        "url": paper.url,
        "arxiv": ArxivInfo(id=paper, primary_category=primary, categories=(primary,)),
    }


def _make_publication(random: Random, number: int, kind: EntryType) -> dict[str, Any]:  # Any: as above
    values: dict[str, Any] = {"doi": Doi(f"10.1000/sample.{number}_{number % 7}"), "language": "en"}
    if number % 3 == 0:
        values["url"] = f"https://example.org/~sam/samples?id={number}&v=1_0#top"
    if kind in _ARTICLES:
        values |= {
            "container_title": random.choice(_JOURNALS),
            "volume": str(random.randint(1, 300)),
            "issue": str(random.randint(1, 12)),
            "issn": (Issn("0031-9007"),),
        }
        values |= _make_pages(random, number)
    elif kind in _PARTS:
        values |= {
            "container_title": random.choice(_BOOKS),
            "editor": tuple(random.sample(_NAMES[:20], random.choice((1, 2)))),
            "publisher": random.choice(_PUBLISHERS),
            "publisher_place": random.choice(_PLACES),
            "isbn": (Isbn("978-3-16-148410-0"),),
            "page": Pages(first="11", last="22"),
        }
    elif kind in _BOOK_LIKE:
        values |= {
            "publisher": random.choice(_PUBLISHERS),
            "publisher_place": random.choice(_PLACES),
            "edition": "2",
            "collection_title": "Lecture Notes in Samples",
            "collection_number": str(random.randint(1, 99)),
            "isbn": (Isbn("978-3-16-148410-0"),),
        }
        if number % 2:
            values["contributors"] = (Contributor(NameRole.TRANSLATOR, (Name(family="Turner", given="Tina"),)),)
    elif kind in (EntryType.THESIS, EntryType.REPORT):
        values |= {"publisher": "University of Samples", "publisher_place": random.choice(_PLACES)}
        values["genre"] = "PhD thesis" if kind is EntryType.THESIS else "Technical report"
        if kind is EntryType.REPORT:
            values["number"] = f"TR-{number}"
    elif kind in (EntryType.SOFTWARE, EntryType.DATASET, EntryType.STANDARD):
        values |= {"publisher": random.choice(_PUBLISHERS), "version": "1.2.0"}
    elif kind in (EntryType.WEBPAGE, EntryType.POST, EntryType.POST_WEBLOG):
        values |= {"accessed": Date(start=(2026, 11, 1)), "url": f"https://example.org/page_{number}"}
    else:
        values["publisher"] = random.choice(_PUBLISHERS)
    if number % 7 == 0:
        values["note"] = "A note about 50% of it & more"
    if kind is EntryType.ARTICLE_JOURNAL and number % 2:
        paper = ArxivId(f"2203.{number:05d}")
        values["arxiv"] = ArxivInfo(id=paper, primary_category="cs.LG", categories=("cs.LG",))
    return values


def _make_pages(random: Random, number: int) -> dict[str, Any]:  # Any: as above
    if number % 3 == 1:
        return {"article_number": f"{random.randint(1000, 99999):06d}"}
    first = random.randint(1, 900)
    return {"page": Pages(first=str(first), last=str(first + 12))}
