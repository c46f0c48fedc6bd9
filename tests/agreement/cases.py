"""The expected outcomes of the corpus, one case for every item that another program made of an input."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import attrs

from arxiv2bib import Entry, Report, loads
from tests.agreement.agencies import read_bolognese, read_commonmeta, read_papis
from tests.agreement.compare import Pair, compare_items
from tests.agreement.csl import from_csl
from tests.agreement.names import read_name_parts, read_name_splits
from tests.agreement.neutral import Item
from tests.agreement.ours import from_entry
from tests.agreement.pandoc import read_command_test, read_references
from tests.agreement.zotero import HOLDS, for_zotero, from_zotero, with_places

__all__ = ["SOURCES", "Case", "Source", "read_cases"]


@attrs.frozen
class Case:
    """One item as both read it; ``digest`` stands for the file with the input and the outcome."""

    name: str
    digest: str
    pairs: tuple[Pair, ...]

    @property
    def agrees(self) -> bool:
        """Whether all values agree."""
        return all(pair.agrees for pair in self.pairs)


class Row(NamedTuple):
    """One item as both read it, None where one has none; ``holds`` as :func:`compare_items` takes it."""

    name: str
    ours: Item | None
    theirs: Item
    holds: frozenset[str] | None = None


Rows = Iterator[Row]
NOTHING: Final[Item] = {}
"""What a program has of a record that it does not read."""


@attrs.frozen
class Source:
    """One program's expected outcomes: where they are, what they are, and how a file of them is read."""

    name: str
    program: str
    pattern: str
    read: Callable[[Path], Rows]
    recases: bool = False


def _pair_up(ours: Sequence[Item], theirs: Sequence[Item], *, by_key: bool) -> Rows:
    """Yield what belongs together: items of one key or of one place."""
    if not by_key:
        for at in range(max(len(ours), len(theirs))):
            yield Row(str(at + 1), ours[at] if at < len(ours) else None, theirs[at] if at < len(theirs) else NOTHING)
        return
    waiting = list(ours)
    late: list[Item] = []
    seen: Counter[str] = Counter()
    for item in theirs:
        key = str(item.get("key", ""))
        mine = next((candidate for candidate in waiting if candidate.get("key") == key), None)
        if mine is None:
            late.append(item)
            continue
        waiting.remove(mine)
        seen[key] += 1
        yield Row(f"{key}({seen[key]})" if seen[key] > 1 else key, mine, item)
    for at, item in enumerate(late):  # keys that the other program made
        yield Row(str(item.get("key", at + 1)), waiting[at] if at < len(waiting) else None, item)
    for at, extra in enumerate(waiting[len(late) :]):  # what only we read
        yield Row(str(extra.get("key", f"only ours {at + 1}")), extra, NOTHING)


def _read_ours(text: str, format: str) -> list[Item]:
    return [from_entry(entry) for entry in loads(text, format, report=Report(keep=0))]


FORMATS: Final = {
    "BibTeX.js": "bibtex", "RIS.js": "ris", "CSL JSON.js": "csl-json", "Datacite JSON.js": "datacite-json",
}  # fmt: skip
"""Which of our readers reads the input of a Zotero translator's test."""


def read_zotero(path: Path) -> Rows:
    """Yield the items of one of Zotero's own test cases."""
    data = json.loads(path.read_text("utf-8"))
    name = FORMATS[data["translator"]]
    ours = [dict(item) for item in _read_ours(data["input"], name)]
    items = [item for item in data["expected_items"] if item["itemType"] not in ("note", "attachment")]
    theirs = [dict(from_zotero({"itemID": "", **item})) for item in items]
    if name != "bibtex":  # Zotero keeps no key of these
        for item in (*ours, *theirs):
            item.pop("key", None)
    kinds = {id(neutral): item["itemType"] for neutral, item in zip(theirs, items, strict=True)}
    rows = _as_zotero(_pair_up(ours, theirs, by_key=name == "bibtex"), kinds)
    # Zotero's tests leave out when somebody looked.
    yield from (row._replace(holds=row.holds - {"accessed"} if row.holds else None) for row in rows)


def _as_zotero(rows: Rows, kinds: Mapping[int, str]) -> Rows:
    for row in rows:
        if row.theirs is NOTHING:
            yield row
            continue
        kind = kinds[id(row.theirs)]
        ours = for_zotero(row.ours, kind) if row.ours else None
        yield row._replace(ours=ours, theirs=with_places(row.theirs, ours or {}, HOLDS[kind]), holds=HOLDS[kind])


def read_better_bibtex(path: Path) -> Rows:
    """Yield the items that Better BibTeX imports from the BibTeX file beside."""
    data = json.loads(path.read_text("utf-8"))
    rows = [item for item in data["items"] if item["itemType"] != "note"]
    items = list(map(from_zotero, rows))
    text = path.with_name(path.name.replace(".expected.json", ".bib")).read_text("utf-8")
    kinds = {id(item): row["itemType"] for item, row in zip(items, rows, strict=True)}
    yield from _as_zotero(_pair_up(_read_ours(text, "biblatex"), items, by_key=True), kinds)


def read_pandoc(path: Path) -> Rows:
    """Yield the references of pandoc's command tests."""
    for test in read_command_test(path.read_text("utf-8")):
        if "-f biblatex" in test.command and "-t markdown" in test.command:
            theirs = [from_csl(item) for item in read_references(test.output)]
            entries = list(loads(test.input, "biblatex", report=Report(keep=0)))
            for row in _pair_up(list(map(from_entry, entries)), theirs, by_key=True):
                entry = next((entry for entry in entries if entry.key == row.name), None)
                yield row._replace(theirs=_without_made_title(row.theirs, entry)) if entry is not None else row


def _without_made_title(theirs: Item, entry: Entry) -> Item:
    """Return *theirs* without a short title that the source does not have: pandoc cuts the title at a mark."""
    title, short = theirs.get("title"), theirs.get("title-short")
    record = entry.origin.record if entry.origin is not None else None
    if record is None or any(field[0].lower() == "shorttitle" for field in record.fields):
        return theirs
    if not (isinstance(title, str) and isinstance(short, str) and title.startswith(short)):
        return theirs
    return {name: value for name, value in theirs.items() if name != "title-short"}


def read_names(path: Path) -> Rows:
    """Yield names, by their parts or by the field that they stand in."""
    read = read_name_parts if path.name == "bibtex_name_parts.jsonl" else read_name_splits
    return (Row(*row) for row in read(path))


def _rows(read: Callable[[Path], Iterator[tuple[str, Item, Item, frozenset[str] | None]]]) -> Callable[[Path], Rows]:
    return lambda path: (Row(*row) for row in read(path))


SOURCES: Final = (
    Source("zotero-bibtex", "Zotero, BibTeX.js", "zotero/bibtex/*.json", read_zotero),
    Source("zotero-ris", "Zotero, RIS.js", "zotero/ris/*.json", read_zotero),
    Source("zotero-csl", "Zotero, CSL JSON.js", "zotero/csl/*.json", read_zotero),
    Source("zotero-datacite", "Zotero, Datacite JSON.js", "zotero/datacite/*.json", read_zotero),
    Source("papis", "papis, Crossref", "crossref/papis/*_out.json", _rows(read_papis)),
    Source("commonmeta", "commonmeta, Crossref", "crossref/works/*.json", _rows(read_commonmeta)),
    Source("bolognese", "bolognese, Crossref to BibTeX", "bib/bolognese/crossref.bib", _rows(read_bolognese)),
    Source("bolognese-ris", "bolognese, Crossref to RIS", "ris/bolognese/crossref.ris", _rows(read_bolognese)),
    Source("better-bibtex", "Better BibTeX", "bib/better-bibtex-import/*.expected.json", read_better_bibtex, True),
    Source("pandoc", "pandoc", "bib/pandoc/*.md", read_pandoc, True),
    Source("names", "bibtexparser, names", "names/*.jsonl", read_names),
)


def read_cases(source: Source, corpus: Path) -> Iterator[Case]:
    """Yield the cases of *source*, in order."""
    for path in sorted(corpus.glob(source.pattern)):
        digest = _hash_files(path, path.with_name(path.name.replace(".expected.json", ".bib")))
        for name, ours, theirs, holds in source.read(path):
            pairs = tuple(compare_items(ours or {}, theirs, holds=holds, recases=source.recases))
            yield Case(f"{path.relative_to(corpus).as_posix()}#{name}", digest, pairs)


def _hash_files(*paths: Path) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in dict.fromkeys(paths))).hexdigest()[:12]
