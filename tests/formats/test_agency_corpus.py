"""Every answer of Crossref and DataCite in the corpus: an entry, and nothing of it lost in silence."""

import html
import re
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from arxiv2bib.formats.crossref import interpret_work, list_works
from arxiv2bib.formats.crossref_types import REVIEWS
from arxiv2bib.formats.crossref_types import TYPES as CROSSREF_TYPES
from arxiv2bib.formats.datacite import interpret_record, list_records
from arxiv2bib.formats.datacite_types import CITING
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.identifiers import Doi
from arxiv2bib.model.names import Name
from arxiv2bib.text.markup import plain
from tests.formats.agency_answers import CROSSREF, DATACITE, Rule, Said, find_lost, read_bodies

Interpret = Callable[[Mapping[str, Any], Any], Entry]  # Any: JSON, and a Say


def is_doi(value: Any, entry: Entry) -> bool:
    """Whether *value* is the address of the entry's DOI."""
    return Doi.find_all(str(value)) == (entry.doi,)


def is_one_of(*values: str) -> Rule:
    """Return whether a value is one of *values*."""
    return lambda value, _: value in values


def is_same_name(text: str, name: Name) -> bool:
    """Whether a name in one string has the words of *name*, in whatever order."""
    return set(re.findall(r"\w+", text)) == set(re.findall(r"\w+", str(name)))


def is_subject(value: str, entry: Entry) -> bool:
    """Whether *value* names keywords of *entry*, a category of arXiv, or a field of science of a paper of arXiv."""
    if entry.arxiv is None:
        return set(value.split("; ")) <= set(entry.keyword)
    return value.startswith("FOS: ") or value.rpartition("(")[2].rstrip(")") in entry.arxiv.categories


def is_formula(value: str, title: str) -> bool:
    """Whether *title* has the letters and digits of *value*, whose MathML may have them in another order."""
    letters = Counter(re.sub(r"<[^<>]+>|[\W_]", "", value))
    return letters == Counter(re.sub(r"[\W_]", "", re.sub(r"\\[A-Za-z]+", "", title)))


def is_abstract(value: str, abstract: str) -> bool:
    """Whether *abstract* has all words of *value* but the heading that says that it is the abstract."""
    words = re.findall(r"\w+", re.sub(r"<[^<>]+>|&\w+;", " ", html.unescape(value)))
    return Counter(words) - Counter(re.findall(r"\w+", plain(abstract))) <= Counter(["Abstract"])


# What follows from other values, and is in no entry for that reason.
FROM_CROSSREF: Final[dict[str, Rule]] = {
    r"(?:author|editor|translator|chair)\.sequence": is_one_of("first", "additional"),
    r"(?:author|editor|translator|chair)\.role\.role": is_one_of("author", "editor", "translator", "chair"),
    r"(?:author|editor|translator|chair)\.role\.vocabulary": is_one_of("crossref"),
    r"URL": is_doi,
    r"relation\.[\w-]+\.id-type": is_one_of("doi", "uri"),
    r"abstract": lambda value, entry: is_abstract(value, entry.abstract or ""),
    r"title": lambda value, entry: "mml:math" in value and is_formula(value, entry.title or ""),
    r"event\.acronym": lambda value, entry: value in str(entry.event_title),
    r"review\.type": lambda value, entry: entry.genre == REVIEWS[value],
}
FROM_DATACITE: Final[dict[str, Rule]] = {
    r"(?:creators|contributors|relatedItems\.contributors)\.nameType": is_one_of("Personal", "Organizational"),
    r"creators\.type": is_one_of("Person", "Organization"),
    r"creators\.name": lambda value, entry: any(is_same_name(value, name) for name in entry.author),
    r"(?:relatedItems\.)?contributors\.name": lambda value, entry: any(
        is_same_name(value, name) for name in (*entry.editor, *(n for one in entry.contributors for n in one.names))
    ),
    r"(?:relatedItems\.)?contributors\.contributorType": is_one_of("Editor"),
    r"relatedIdentifiers\.relatedIdentifierType": is_one_of("DOI", "URL", "URN", "ISSN", "ISBN"),
    r"relatedIdentifiers\.relationType": lambda value, entry: (
        value in ("IsPartOf", "IsPublishedIn") and bool(entry.issn or entry.isbn)
    ),
    r"relatedItems\.relationType": is_one_of("IsPublishedIn"),
    r"relatedItems\.relatedItemIdentifier\.relatedItemIdentifierType": is_one_of("DOI", "ISSN", "ISBN"),
    r"relatedItems\.titles\.titleType": is_one_of("Subtitle"),
    r"container\.identifierType": is_one_of("DOI", "ISBN", "ISSN", "URL"),
    r"publicationYear": lambda value, entry: entry.issued is not None and str(entry.issued.year) == str(value),
    r"descriptions\.descriptionType": lambda value, entry: (
        value == "Abstract" or any(extra.name.endswith(f".{value}") for extra in entry.extra)
    ),
    r"dates\.dateType": is_one_of("Issued", "Available", "Submitted", "Updated"),
    r"(?:identifiers|alternateIdentifiers)\.\w+": is_doi,
    r"(?:identifiers|alternateIdentifiers)\.\w+Type": is_one_of("DOI", "arXiv"),
    r"publisher": lambda value, entry: value == "arXiv" and entry.arxiv is not None,
    r"sizes": lambda value, entry: value.partition(" ")[0] == dict(entry.variables).get("number-of-pages"),
    r"subjects\.subject": is_subject,
}


def interpret_all(corpus: Path, name: str) -> list[tuple[str, Any, Entry, list[Said]]]:
    """Return each record of the corpus with its file, its entry and what was told of it."""
    patterns, listed, interpret = (
        (CROSSREF, list_works, interpret_work) if name == "crossref" else (DATACITE, list_records, interpret_record)
    )
    found = []
    for file, body in read_bodies(corpus, *patterns):
        for record in listed(body):
            said: list[Said] = []
            found.append((file, record, interpret(record, lambda *told, said=said: said.append(told)), said))
    return found


def without_citations(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return *record* without the works that it cites and is cited by, which the report names as such."""
    related = record.get("relatedIdentifiers") or []
    return {**record, "relatedIdentifiers": [one for one in related if one.get("relationType") not in CITING]}


@pytest.mark.parametrize(
    ("name", "least", "rules"), [("crossref", 160, FROM_CROSSREF), ("datacite", 40, FROM_DATACITE)]
)
def test_every_value_is_accounted_for(corpus: Path, name: str, least: int, rules: Mapping[str, Rule]) -> None:
    """Each value of each record is in its entry, in an extra, or named in the report."""
    records = interpret_all(corpus, name)
    assert least <= len(records)
    lost = [
        (file, *leaf)
        for file, record, entry, said in records
        for leaf in find_lost(without_citations(record.get("attributes", record)), entry, said, rules)
    ]
    assert [] == lost


@pytest.mark.parametrize("name", ["crossref", "datacite"])
def test_every_record_is_an_entry_that_can_be_cited(corpus: Path, name: str) -> None:
    """An entry has its DOI, and a title wherever the record has one."""
    for file, record, entry, _ in interpret_all(corpus, name):
        assert entry.doi is not None, file
        titles = record.get("attributes", record).get("titles") or record.get("title") or record.get("subtitle")
        assert bool(titles) <= bool(entry.title), file


def test_every_type_of_crossref_is_known(corpus: Path) -> None:
    """Crossref's own list of its types has none that the table has not."""
    for _, body in read_bodies(corpus, "crossref/lists/*types_rows*.json"):
        assert {item["id"] for item in body["message"]["items"]} <= set(CROSSREF_TYPES)
