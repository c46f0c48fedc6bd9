"""Items of Zotero's Web API, made of CSL items."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings

from arxiv2bib import ArxivInfo, Contributor, Date, Entry, EntryType, Name, NameRole, Pages, dumps, loads
from arxiv2bib.exporters.zotero_items import to_zotero_item
from arxiv2bib.formats.csl_values import split_keywords
from arxiv2bib.model.identifiers import ArxivId, Doi
from arxiv2bib.testing import strategies
from arxiv2bib.text.markup import plain
from tests.pushing.zotero_web import check_item

ADA = Name(family="Lovelace", given="Ada")


def to_csl(entry: Entry) -> dict[str, Any]:
    """Return *entry* in CSL-JSON, as it is made for zotero.org."""
    (item,) = json.loads(dumps([entry], "csl-json", carry=False, preserve=False, formulas="text"))
    return dict(item)


def write(entry: Entry) -> dict[str, Any]:
    """Return the item of *entry*, which the service takes."""
    item = to_zotero_item(to_csl(entry))
    assert check_item(item) is None
    return item


def test_preprint_as_zotero_saves_it() -> None:
    """A paper of arXiv is what Zotero's own translator of arXiv.org makes of it. Source: translators, arXiv.org.js."""
    entry = Entry(
        type=EntryType.ARTICLE,
        key="vaswani2017attention",
        title="Attention Is All You Need",
        author=(Name(family="Vaswani", given="Ashish"),),
        issued=Date(start=(2017, 6, 12)),
        doi=Doi("10.48550/arXiv.1706.03762"),
        url="https://arxiv.org/abs/1706.03762",
        version="7",
        abstract="We propose the Transformer.",
        arxiv=ArxivInfo(id=ArxivId.parse("1706.03762"), primary_category="cs.CL", categories=("cs.CL", "cs.LG")),
    )
    assert {
        "itemType": "preprint",
        "title": "Attention Is All You Need",
        "creators": [{"creatorType": "author", "lastName": "Vaswani", "firstName": "Ashish"}],
        "abstractNote": "We propose the Transformer.",
        "date": "2017-06-12",
        "repository": "arXiv",
        "archiveID": "arXiv:1706.03762",
        "DOI": "10.48550/arXiv.1706.03762",
        "url": "https://arxiv.org/abs/1706.03762",
        "citationKey": "vaswani2017attention",
        "tags": [{"tag": "cs.CL", "type": 1}, {"tag": "cs.LG", "type": 1}],
        "extra": "arXiv:1706.03762 [cs.CL]\nversion: 7",
    } == write(entry)


def test_published_paper_of_arxiv() -> None:
    """A publication is a journal article, with the line in Extra that Zotero's translator leaves."""
    entry = Entry(
        type=EntryType.ARTICLE_JOURNAL,
        key="k",
        title="Waves",
        container_title="Physical Review Letters",
        container_title_short="Phys. Rev. Lett.",
        volume="116",
        issue="6",
        article_number="061102",
        doi=Doi("10.1103/PhysRevLett.116.061102"),
        arxiv=ArxivInfo(id=ArxivId.parse("1602.03837"), primary_category="gr-qc"),
    )
    assert {
        "itemType": "journalArticle",
        "title": "Waves",
        "publicationTitle": "Physical Review Letters",
        "journalAbbreviation": "Phys. Rev. Lett.",
        "volume": "116",
        "issue": "6",
        "pages": "061102",
        "DOI": "10.1103/PhysRevLett.116.061102",
        "citationKey": "k",
        "extra": "arXiv:1602.03837 [gr-qc]",
    } == write(entry)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (ADA, {"lastName": "Lovelace", "firstName": "Ada"}),
        (Name(family="Plato"), {"lastName": "Plato", "firstName": ""}),
        (Name(literal="LIGO Scientific Collaboration"), {"name": "LIGO Scientific Collaboration"}),
        (
            Name(family="Beethoven", given="Ludwig", dropping_particle="van"),
            {"lastName": "Beethoven", "firstName": "Ludwig van"},
        ),
        (
            Name(family="Gogh", given="Vincent", non_dropping_particle="van"),
            {"lastName": "van Gogh", "firstName": "Vincent"},
        ),
        (Name(family="King", given="Martin", suffix="Jr."), {"lastName": "King", "firstName": "Martin, Jr."}),
    ],
)
def test_names_have_two_fields_or_one(name: Name, expected: dict[str, str]) -> None:
    """People have two fields, both of which must be there; groups have one."""
    item = write(Entry(type=EntryType.BOOK, key="k", author=(name,)))
    assert [{"creatorType": "author", **expected}] == item["creators"]


@pytest.mark.parametrize(
    ("kind", "role", "creator"),
    [
        (EntryType.ARTICLE, NameRole.AUTHOR, "author"),
        (EntryType.SOFTWARE, NameRole.AUTHOR, "programmer"),
        (EntryType.SPEECH, NameRole.AUTHOR, "presenter"),
        (EntryType.PATENT, NameRole.AUTHOR, "inventor"),
        (EntryType.CHAPTER, NameRole.EDITOR, "editor"),
        (EntryType.CHAPTER, NameRole.CONTAINER_AUTHOR, "bookAuthor"),
        (EntryType.BOOK, NameRole.COLLECTION_EDITOR, "seriesEditor"),
        (EntryType.MOTION_PICTURE, NameRole.SCRIPT_WRITER, "scriptwriter"),
    ],
)
def test_roles_are_creator_types(kind: EntryType, role: NameRole, creator: str) -> None:
    """Who did what is told in the words of the item type; an author is its main creator."""
    entry = Entry(type=kind, key="k", contributors=(Contributor(role, (ADA,)),))
    if role in (NameRole.AUTHOR, NameRole.EDITOR):
        entry = Entry(type=kind, key="k").evolve(**{role.value: (ADA,)})
    assert [creator] == [made["creatorType"] for made in write(entry)["creators"]]


def test_what_a_type_has_no_field_for_is_in_extra() -> None:
    """Roles, variables and dates without a field are lines that Zotero reads, one each."""
    entry = Entry(
        type=EntryType.THESIS,
        key="k",
        editor=(ADA,),
        container_title="Notes",
        submitted=Date(start=(2020, 1)),
        note="Own note",
        variables=(("dimensions", "two\nmetres"),),
    )
    assert {
        "Own note",
        "editor: Lovelace || Ada",
        "submitted: 2020-01",
        "container-title: Notes",
        "dimensions: two metres",
    } == set(write(entry)["extra"].split("\n"))


@pytest.mark.parametrize(
    ("kind", "item_type"),
    [(EntryType.REVIEW, "journalArticle"), (EntryType.CLASSIC, "book"), (EntryType.TREATY, "statute")],
)
def test_types_that_zotero_does_not_have(kind: EntryType, item_type: str) -> None:
    """The nearest type is taken, and the own one told in Extra, where citation styles find it."""
    item = write(Entry(type=kind, key="k"))
    assert (item_type, f"type: {kind}") == (item["itemType"], item["extra"])


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (Date(start=(2020, 5, 17)), {"accessDate": "2020-05-17"}),
        (Date(start=(2020, 5)), {"extra": "accessed: 2020-05"}),
        (Date(literal="last week"), {"extra": "accessed: last week"}),
    ],
)
def test_access_dates_are_days(date: Date, expected: dict[str, str]) -> None:
    """The service takes a whole day or nothing; what is less stands in Extra."""
    item = write(Entry(type=EntryType.WEBPAGE, key="k", accessed=date))
    assert expected == {name: value for name, value in item.items() if name in ("accessDate", "extra")}


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (Date(start=(2017,)), "2017"),
        (Date(start=(2017, 6)), "2017-06"),
        (Date(start=(2017, 6, 1), end=(2017, 6, 4)), "2017-06-01/2017-06-04"),
        (Date(start=(2017,), season=1), "Spring 2017"),
        (Date(start=(1850,), circa=True), "circa 1850"),
        (Date(literal="in press"), "in press"),
    ],
)
def test_dates_are_text(date: Date, expected: str) -> None:
    """A date is told as a person would read it, from its year down to its day."""
    assert expected.casefold() == write(Entry(type=EntryType.BOOK, key="k", issued=date))["date"].casefold()


def test_keywords_are_tags() -> None:
    """Tags are automatic ones, each once, without markup; one that is too long to be a tag is in Extra."""
    long = "x" * 256
    item = write(Entry(type=EntryType.BOOK, key="k", keyword=("<i>a</i>", "b", "a", long)))
    assert ([{"tag": "a", "type": 1}, {"tag": "b", "type": 1}], f"keyword: {long}") == (item["tags"], item["extra"])


def test_formulas_are_text() -> None:
    """A title has no TeX, and the tags that Zotero knows."""
    item = write(
        Entry(type=EntryType.ARTICLE, key="k", title="An $\\ell_p$ norm of <i>E. coli</i>", page=Pages(literal="3"))
    )
    assert "An \N{SCRIPT SMALL L}<sub>p</sub> norm of <i>E. coli</i>" == item["title"]


def list_strings(value: Any) -> Iterator[str]:
    """Yield all text in *value*."""
    if isinstance(value, dict):
        for part in value.values():
            yield from list_strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from list_strings(part)
    else:
        yield " ".join(str(value).split())


def test_lists_that_are_no_names_are_in_extra() -> None:
    """The texts of CSL's ``categories``, and of lists that are not CSL's, are lines of *Extra*."""
    text = json.dumps([{"id": "k", "type": "book", "title": "T", "categories": ["a", "b"], "mine": [1]}])
    (entry,) = loads(text, "csl-json")
    assert "categories: a\ncategories: b\nmine: 1" == write(entry)["extra"]


@settings(max_examples=40)
@given(entry=strategies.entries)
def test_every_entry_is_an_item_without_loss(entry: Entry) -> None:
    """Whatever an entry holds, the service takes the item, and every text of the CSL item is somewhere in it."""
    csl = to_csl(entry)
    item = to_zotero_item(csl)
    assert check_item(item) is None
    found = "\n".join(list_strings(item))
    for name, value in csl.items():
        if name in ("type", "id"):
            continue
        if name == "keyword":
            texts = [plain(word) for word in split_keywords(value)]
        elif isinstance(value, list):
            texts = [text for part in value for text in part.values()]
        elif isinstance(value, dict):
            continue  # tests of dates by themselves
        else:
            texts = str(value).split("\n")
        for text in texts:
            assert " ".join(text.split()) in found
