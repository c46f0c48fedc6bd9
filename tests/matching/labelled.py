"""The labelled set: pairs of an entry and an answer, of which a reader of both said whether they are one work.

``pairs.jsonl`` has a row a pair: ``same`` is the label, ``why`` what is hard about it, ``source`` where the facts of
the answer were read (a folder of the corpus of recorded answers; ``digests``: arXiv's record, with the publication that
its authors name; ``known``: a well-known work, or one made up, under DOIs of the prefix 10.1000). ``asked`` is the DOI
that was asked for; without it the answer came from a search. ``given`` is the DOI that the authors gave arXiv.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from arxiv2bib import ArxivId, ArxivInfo, Date, Doi, Entry, EntryType, Name, NameRole, Pages, Related
from arxiv2bib.matching import Match, match

__all__ = ["Pair", "Result", "judge", "read_pairs"]

_PAIRS = Path(__file__).with_name("pairs.jsonl")
_Row = Mapping[str, Any]  # Any: JSON


@attrs.frozen(kw_only=True)
class Pair:
    """One row of the set."""

    same: bool
    why: str
    source: str
    entry: Entry
    candidate: Entry
    asked: Doi | None

    @property
    def way(self) -> str:
        """How one came to the answer."""
        return "DOI" if self.asked is not None else "search"


@attrs.frozen(kw_only=True)
class Result:
    """A pair, and the verdict on it."""

    pair: Pair
    match: Match


def read_pairs() -> Iterator[Pair]:
    """Yield the pairs of the set, in their order."""
    for line in _PAIRS.read_text("utf-8").splitlines():
        row = json.loads(line)
        asked = row.get("asked")
        yield Pair(
            same=row["same"],
            why=row["why"],
            source=row["source"],
            entry=_build(row["entry"]),
            candidate=_build(row["candidate"]),
            asked=Doi(asked) if asked is not None else None,
        )


def judge() -> tuple[Result, ...]:
    """Return the verdicts on all pairs."""
    return tuple(Result(pair=pair, match=match(pair.entry, pair.candidate, asked=pair.asked)) for pair in read_pairs())


def _build(row: _Row) -> Entry:
    identifier = ArxivId.parse(row["arxiv"]) if "arxiv" in row else None
    doi = Doi(row["doi"]) if "doi" in row else None
    has_arxiv = identifier is not None or "given" in row
    return Entry(
        type=EntryType(row["type"]),
        title=row.get("title"),
        author=tuple(map(_name, row.get("authors", ()))),
        truncated=(NameRole.AUTHOR,) if row.get("truncated") else (),
        issued=Date(start=(row["year"],)) if "year" in row else None,
        doi=doi if doi is not None or identifier is None else identifier.doi,
        arxiv=ArxivInfo(id=identifier, doi=row.get("given")) if has_arxiv else None,
        container_title=row.get("container"),
        volume=row.get("volume"),
        page=Pages(first=row["page"]) if "page" in row else None,
        article_number=row.get("article"),
        related=tuple(Related(relation=name, identifier=other) for name, other in row.get("related", ())),
    )


def _name(text: str) -> Name:
    if text.startswith("["):
        return Name(literal=text.strip("[]"))
    family, _, given = text.partition(", ")
    return Name(family=family, given=given or None)
