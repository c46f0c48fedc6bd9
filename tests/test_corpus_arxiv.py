"""Every Atom, OAI, JSON and .abs file of the corpus, added up: what stands in a record is in the output or the report.

And where one paper comes in several forms, its entries agree. Nothing here uses the readers under test to find what a
record says: files are cut up by the standard library and regular expressions of our own.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, fromstring

import pytest

from arxiv2bib import Entry, load
from tests.test_corpus_digests import READERS, Written, bare, convert_to, reported

FILES = ("atom/*.xml", "oai/*.xml", "jsonl/*.jsonl", "jsonl/docmeta/[01]*.json", "abs/*")

# What follows from the identifier and the categories, or says how the record itself is written.
DERIVED = frozenset({"link", "setSpec", "identifier", "id", "type", "scheme", "rel", "paper_id_v", "is_current"})


class Raw(NamedTuple):
    """A record: the identifier of its paper, and each value with its name."""

    id: str
    values: list[tuple[str, str]]


def flatten(element: Element) -> Iterator[tuple[str, str]]:
    """Yield the texts below *element* by the names of their elements; of a category its term."""
    for child in element:
        name = child.tag.rpartition("}")[2]
        if "term" in child.attrib:
            yield name, child.attrib["term"]
        elif len(child):
            yield from flatten(child)
        elif (child.text or "").strip():
            yield name, " ".join((child.text or "").split())


def read_xml(path: Path) -> Iterator[Raw]:
    """Yield the records of a feed or of an answer of the harvesting service."""
    root = fromstring(path.read_bytes())
    for record in root.iter():
        if record.tag.rpartition("}")[2] in ("entry", "record"):
            values = list(flatten(record))
            name = next(value for key, value in values if key in ("id", "identifier"))
            yield Raw(find_id(name), values)


def find_id(text: str) -> str:
    """Return the identifier in *text* without archive prefixes of addresses, and without a version."""
    found = re.search(r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})", text)
    assert found is not None
    return re.sub(r"\.[A-Z]{2}/", "/", found[0])


def list_texts(name: str, value: Any) -> Iterator[tuple[str, str]]:  # Any: JSON
    """Yield the texts and numbers in *value*, by the name of the innermost member."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from list_texts(key, part)
    elif isinstance(value, list):
        for part in value:
            yield from list_texts(name, part)
    elif value not in (None, "", True, False):
        yield name, str(value)


def read_json(path: Path) -> Iterator[Raw]:
    """Yield the objects of a file, one a line or one alone."""
    text = path.read_text("utf-8")
    items = [json.loads(line) for line in text.splitlines()] if path.suffix == ".jsonl" else [json.loads(text)]
    for item in items:
        # What is said a second time in another spelling, and the names of licences, classes and groups.
        said_twice = {name for name in item if name.endswith("_utf8")} | {"authors_freeform"}
        for name in ("primary_classification", "secondary_classification", "submitter"):
            if isinstance(item.get(name), dict | list):
                said_twice.add(name)
        if isinstance(item.get("license"), dict):
            item["license"] = item["license"]["uri"]
        values = [pair for name, value in item.items() if name not in said_twice for pair in list_texts(name, value)]
        yield Raw(find_id(item.get("id") or item["paper_id"]), values)


def read_abs(path: Path) -> Iterator[Raw]:
    """Yield the records of an abstract file."""
    for piece in re.split(r"^-{70,}\n\\\\\n", path.read_text("utf-8"), flags=re.M)[1:]:
        head, abstract = re.split(r"^\\\\\n", piece, flags=re.M)[:2]
        fields = re.findall(r"^([A-Za-z-]+)[^:\n]*:(.*(?:\n  .*)*)", head, flags=re.M)
        values = [(name, " ".join(value.split())) for name, value in fields]
        yield Raw(find_id(values[0][1]), [*values[1:], ("abstract", abstract)])


def read_raw(path: Path) -> list[Raw]:
    """Return the records of *path*."""
    read = read_xml if path.suffix == ".xml" else read_json if path.suffix in (".jsonl", ".json") else read_abs
    return list(read(path))


DAY_NAMES = {"published", "updated", "created", "date", "Date", "submitted_date", "submitted_date_all",
             "submitted_date_first", "submitted_date_latest"}  # fmt: skip
NAMES = {"name", "authors", "Authors", "authors_parsed", "keyname", "forenames", "suffix", "last_name", "first_name"}
LISTS = {"categories", "msc-class", "acm-class", "abs_categories", "category", "msc_class", "acm_class", "doi"}


def list_parts(name: str, value: str) -> list[str]:
    """Return the parts of *value* that must be found, each of them somewhere."""
    if name in DAY_NAMES:
        sizes = re.findall(r"\d+kb", value)
        try:
            return [parsedate_to_datetime(value.partition("(")[0]).strftime("%Y-%m-%d"), *sizes]
        except ValueError:
            return sizes  # an offset: the day in UTC is tested where the reader is
    if name == "created" or re.fullmatch(r"v\d+", value):
        return []
    if name in NAMES:
        return [word for word in re.split(r"[\s,.;]+|(?<!\\)~", value) if word not in ("and", ":")]
    return re.split(r"[\s,;]+", value) if name.lower() in LISTS else [value]


def find_losses(raw: Raw, written: Written, said: str) -> Iterator[str]:
    """Yield what stands in *raw* and neither in *written* nor in what was *said*."""
    names = "".join(map(bare, written.authors))
    told = "|".join([said, written.text, written.title, written.abstract, bare(written.day), names])
    for name, value in raw.values:
        if name in DERIVED or (name == "version" and value.isdigit()):
            continue
        for part in list_parts(name, value):
            if bare(part) not in told:
                yield f"{raw.id} {name}: {part!r}"


@pytest.mark.parametrize("format", sorted(READERS))
@pytest.mark.parametrize("pattern", FILES)
def test_every_value_is_in_the_output_or_in_the_report(corpus: Path, pattern: str, format: str) -> None:
    """Each record is an entry, and each of its values is in the output, in the report, or follows from another."""
    losses: list[str] = []
    for path in sorted(corpus.glob(pattern)):
        text, report, diagnostics = convert_to(path, format)
        records, entries = read_raw(path), READERS[format](text)
        assert len(records) == len(entries) == report.records_written
        said = reported(list(diagnostics))
        for raw, written in zip(records, entries, strict=True):
            losses += find_losses(raw, written, said.get(raw.id, ""))
    assert [] == losses


def compare(entry: Entry, other: Entry) -> Iterator[str]:
    """Yield the fields of one paper that are not the same in two forms."""
    for name in ("title", "abstract", "issued", "submitted", "doi", "url", "type"):
        if getattr(entry, name) != getattr(other, name):
            yield name
    if [str(name).replace(" ", "") for name in entry.author] != [str(name).replace(" ", "") for name in other.author]:
        yield "author"
    assert entry.arxiv is not None
    assert other.arxiv is not None
    for name in ("id", "primary_category", "categories", "comment", "journal_ref", "doi", "report_number", "license",
                 "versions"):  # fmt: skip
        value, further = getattr(entry.arxiv, name), getattr(other.arxiv, name)
        if value and further and value != further:
            yield f"arxiv.{name}"


def test_one_paper_in_several_forms_is_one_entry(corpus: Path) -> None:
    """Papers that the snapshot and the abstract files both have, in the same version, are the same entries."""
    forms: dict[tuple[str, str | None], list[Entry]] = defaultdict(list)
    for pattern in FILES:
        for path in sorted(corpus.glob(pattern)):
            seen = {(entry.url or "", entry.version): entry for entry in load(path)}
            for key, entry in seen.items():
                forms[key].append(entry)
    shared = [entries for entries in forms.values() if len({e.origin and e.origin.record.format for e in entries}) > 1]
    assert 4 <= len(shared)
    assert [] == [
        (entries[0].url, name) for entries in shared for other in entries[1:] for name in compare(entries[0], other)
    ]
