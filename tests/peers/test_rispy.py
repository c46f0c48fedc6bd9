"""rispy reads our RIS."""

from typing import Any

import rispy
from hypothesis import given, settings

from arxiv2bib import Entry, EntryType, Name, dumps
from arxiv2bib.formats.ris_tags import TYPES
from arxiv2bib.testing import strategies
from arxiv2bib.text.markup import to_tagged
from tests.peers.compare import find_differences, squeeze, year_of


def read(text: str) -> list[dict[str, Any]]:  # Any: what rispy gives
    """Return the records that rispy finds in *text*."""
    return list(rispy.loads(text))


def split_name(text: str) -> tuple[str, ...]:
    """Return the parts of a name, which rispy leaves together."""
    return tuple(filter(None, map(str.strip, text.split(","))))


@settings(max_examples=150)
@given(one=strategies.entries, other=strategies.entries)
def test_any_entry_is_read(one: Entry, other: Entry) -> None:
    """Two entries of any content are two records with those types and keys, and no tag that RIS does not have.

    rispy knows editors as A2 only; Zotero, pandoc and bibutils read ED, and bibutils no A2. EndNote's SV, the volume
    of a series, it does not know.
    """
    entries = (one.evolve(key="one"), other.evolve(key="other"))
    records = read(dumps(entries, "ris"))
    assert [(TYPES[entry.type], entry.key) for entry in entries] == [
        (record["type_of_reference"], record["id"]) for record in records
    ]
    assert set() == {tag for record in records for tag in record.get("unknown_tag", {})} - {"ED", "SV"}


@settings(max_examples=100)
@given(entry=strategies.plain_entries)
def test_plain_entry_is_understood(entry: Entry) -> None:
    """The fields of an ordinary entry are those that were written, none of them broken over lines."""
    (record,) = read(dumps([entry], "ris"))
    assert entry.key == record["id"]
    assert entry.title == record["title"]
    assert [(name.family, name.given) for name in entry.author] == list(map(split_name, record["authors"]))
    assert year_of(entry) == record["year"]
    assert (str(entry.doi) if entry.doi is not None else None) == record.get("doi")
    assert entry.abstract == record.get("abstract")
    assert entry.volume == record.get("volume")


def test_papers_are_understood(papers: tuple[Entry, ...]) -> None:
    """Every record of every digest: type, key, title, names, year, DOI and abstract."""
    records = read(dumps(papers, "ris"))
    found: list[object] = [
        (
            record["type_of_reference"],
            record["id"],
            squeeze(record["title"]),
            list(map(split_name, record["authors"])),
            record["year"],
            record["doi"],
            squeeze(record.get("abstract", "")),
        )
        for record in records
    ]
    expected: list[object] = [
        (
            TYPES[EntryType.ARTICLE],
            entry.key,
            squeeze(to_tagged(entry.title or "")),
            [tuple(part for part in (family_of(name), name.given, name.suffix) if part) for name in entry.author],
            year_of(entry),
            str(entry.doi),
            squeeze(to_tagged(entry.abstract or "")),
        )
        for entry in papers
    ]
    assert [] == find_differences(found, expected)


def family_of(name: Name) -> str:
    """Return the family name with its particles, or the group."""
    parts = (name.dropping_particle, name.non_dropping_particle, name.family)
    return name.literal or " ".join(part for part in parts if part)
