"""Zotero's item types: the table against what the protocol's page has of the schema, and against itself."""

import pytest

from arxiv2bib.formats.csl_variables import DATE_VARIABLES, TEXT_VARIABLES
from arxiv2bib.formats.zotero_schema import CREATOR_TYPES, DATE_FIELDS, ITEM_TYPES, TEXT_FIELDS, find_item_type
from arxiv2bib.model.vocabulary import EntryType
from tests.pushing.zotero_web import ALL_FIELDS, CREATORS, FIELDS


@pytest.mark.parametrize("kind", FIELDS)
def test_fields_of_the_usual_types(kind: str) -> None:
    """The types that papers become have just the fields of the schema."""
    assert sorted(f"{ALL_FIELDS} {FIELDS[kind]}".split()) == sorted(ITEM_TYPES[kind].fields.values())


@pytest.mark.parametrize("kind", CREATORS)
def test_creators_of_the_usual_types(kind: str) -> None:
    """The same goes for their creators."""
    assert sorted(CREATORS[kind].split()) == sorted(ITEM_TYPES[kind].creators)


@pytest.mark.parametrize(
    ("kind", "variable", "field"),
    [
        ("article", "publisher", "repository"),
        ("article", "number", "archiveID"),
        ("article", "genre", "genre"),
        ("article-journal", "container-title", "publicationTitle"),
        ("article-journal", "container-title-short", "journalAbbreviation"),
        ("article-journal", "number", None),
        ("paper-conference", "container-title", "proceedingsTitle"),
        ("paper-conference", "event-title", "conferenceName"),
        ("paper-conference", "collection-title", "series"),
        ("thesis", "publisher", "university"),
        ("report", "number", "reportNumber"),
        ("legal_case", "title", "caseName"),
        ("legal_case", "issued", "dateDecided"),
        ("patent", "issued", "issueDate"),
        ("patent", "submitted", "filingDate"),
        ("book", "submitted", None),
        ("dataset", "version", "versionNumber"),
        ("speech", "event-title", "meetingName"),
    ],
)
def test_fields_for_variables(kind: str, variable: str, field: str | None) -> None:
    """A variable of CSL stands in the field that means it in that type, or in none."""
    assert field == find_item_type(kind)[0].find_field(variable)


@pytest.mark.parametrize("kind", EntryType)
def test_every_type_becomes_one(kind: EntryType) -> None:
    """Each type of CSL has an item type, which can hold a title, a date, an address, a DOI and an author."""
    found, _ = find_item_type(kind)
    assert None not in {found.find_field(name) for name in ("title", "issued", "URL", "DOI", "citation-key")}
    assert found.find_creator("author") == found.creators[0]


def test_every_row_is_of_use() -> None:
    """No field, role or variable of the tables is one that no type has, or that CSL does not have."""
    bases = {base for kind in ITEM_TYPES.values() for base in kind.fields}
    creators = {creator for kind in ITEM_TYPES.values() for creator in kind.creators}
    assert [] == [name for name, found in {**TEXT_FIELDS, **DATE_FIELDS}.items() if bases.isdisjoint(found)]
    assert [] == [name for name, found in CREATOR_TYPES.items() if found not in creators]
    own = {"title", "title-short", "abstract", "citation-key", "DOI", "ISBN", "ISSN", "page", "URL"}
    known = {*TEXT_VARIABLES, *DATE_VARIABLES, *own}
    assert set(DATE_FIELDS) <= known | {"issued", "accessed", "submitted"}
