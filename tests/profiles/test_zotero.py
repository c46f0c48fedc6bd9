"""What is written for Zotero, by the rules of its importers.

Source: zotero/translators, "CSL JSON.js" and "RIS.js"; zotero/utilities, itemFromCSLJSON.
"""

import json
from typing import Any

import pytest
from hypothesis import given, settings

from arxiv2bib import ArxivId, ArxivInfo, Contributor, Date, Doi, Entry, EntryType, Name, NameRole, Report, dumps, loads
from arxiv2bib.profiles import zotero
from arxiv2bib.testing import strategies
from tests.managers.entries import make_entries

# The list in the importer: one item of another type, and the file is not taken.
ACCEPTED = frozenset(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset "
    "document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation "
    "manuscript map motion_picture musical_score pamphlet paper-conference patent performance personal_communication "
    "periodical post post-weblog regulation report review review-book song speech standard thesis treaty "
    "webpage".split()
)


def write(entry: Entry) -> dict[str, Any]:  # Any: JSON
    """Return the item for *entry*."""
    (item,) = json.loads(dumps([entry], for_="zotero"))
    return dict(item)


def lines(entry: Entry) -> list[str]:
    """Return the lines of the item's note."""
    return str(write(entry).get("note", "")).split("\n")


def test_preprint_is_what_zotero_saves_from_arxiv() -> None:
    """Type, repository, identifier and the first line of *Extra* are those of Zotero's translator of arXiv's pages."""
    paper = ArxivId("1402.1516")
    entry = Entry(
        type=EntryType.ARTICLE,
        key="gaybalmaz2014dual",
        title="A dual pair for free boundary fluids",
        author=(Name(family="Gay-Balmaz", given="Francois"), Name(family="Vizman", given="Cornelia")),
        issued=Date(start=(2014, 2, 6)),
        doi=paper.doi,
        url=paper.url,
        arxiv=ArxivInfo(id=paper, primary_category="math.SG", categories=("math.SG",)),
    )
    item = write(entry)
    assert ("article", "arXiv", "arXiv:1402.1516") == (item["type"], item["publisher"], item["number"])
    assert "10.48550/arXiv.1402.1516" == item["DOI"]
    assert "https://arxiv.org/abs/1402.1516" == item["URL"]
    assert "arXiv:1402.1516 [math.SG]" == item["note"].split("\n")[0]


@pytest.mark.parametrize("kind", EntryType)
def test_every_type_is_accepted(kind: EntryType) -> None:
    """No type keeps Zotero from taking the file."""
    assert write(Entry(type=kind, key="k", title="T"))["type"] in ACCEPTED


def test_software_says_what_it_is() -> None:
    """Software is no type that the importer knows: it is a book, and *Extra* makes a program of it."""
    entry = Entry(type=EntryType.SOFTWARE, key="k", title="T", version="2")
    assert ("book", "2") == (write(entry)["type"], write(entry)["version"])
    assert "type: computerProgram" in lines(entry)


def test_book_with_a_version_stays_a_book() -> None:
    """To the importer a book with a version is a computer program; so the version is a line."""
    entry = Entry(type=EntryType.BOOK, key="k", title="T", version="2")
    assert "version" not in write(entry)
    assert "version: 2" in lines(entry)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (Name(family="Berg", given="Jan", non_dropping_particle="van den"), {"family": "van den Berg", "given": "Jan"}),
        (
            Name(family="Humboldt", given="Alexander", dropping_particle="von"),
            {"family": "Humboldt", "given": "Alexander von"},
        ),
        (Name(family="King", given="Martin Luther", suffix="Jr."), {"family": "King", "given": "Martin Luther, Jr."}),
        (Name(family="Angelo", given="B.", non_dropping_particle="D’"), {"family": "D’Angelo", "given": "B."}),
        (Name(family="Plato", dropping_particle="von", suffix="II"), {"family": "von Plato II"}),
        (Name(literal="ATLAS Collaboration"), {"literal": "ATLAS Collaboration"}),
    ],
    ids=str,
)
def test_names_have_two_parts(name: Name, expected: dict[str, str]) -> None:
    """Particles and suffixes stand where citeproc-js, and with it Zotero, finds them in two parts."""
    assert [expected] == write(Entry(type=EntryType.BOOK, key="k", author=(name,)))["author"]


def test_names_without_a_field_are_no_authors() -> None:
    """The importer makes authors of whom the type has no field for: they are lines, family and given name apart."""
    editor = (Name(family="Sample", given="Sam"),)
    entry = Entry(type=EntryType.THESIS, key="k", editor=editor)
    assert "editor" not in write(entry)
    assert "editor: Sample || Sam" in lines(entry)


def test_roles_with_a_field_stay() -> None:
    """A translator of a book has a field."""
    contributors = (Contributor(NameRole.TRANSLATOR, (Name(family="Turner", given="Tina"),)),)
    assert [{"family": "Turner", "given": "Tina"}] == write(
        Entry(type=EntryType.BOOK, key="k", contributors=contributors)
    )["translator"]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (Date(start=(2020, 1), end=(2020, 2)), "2020-01/2020-02"),
        (Date(start=(2020,), season=1), "Spring 2020"),
        (Date(start=(2020,), circa=True), "circa 2020"),
    ],
    ids=str,
)
def test_dates_that_have_no_parts_there_are_words(date: Date, expected: str) -> None:
    """The importer reads one date of a range, and a season as a number: these are words."""
    assert {"literal": expected} == write(Entry(type=EntryType.BOOK, key="k", issued=date))["issued"]


def test_what_has_no_field_is_a_line() -> None:
    """Keywords, a PubMed number and the key are lines of *Extra*; an identifier stays a member as well."""
    entry = Entry(type=EntryType.BOOK, key="k", keyword=("a", "b"), doi=Doi("10.1000/182"), variables=(("PMID", "77"),))
    assert {"keyword: a, b", "PMID: 77", "Citation Key: k", "DOI: 10.1000/182"} <= set(lines(entry))
    assert "10.1000/182" == write(entry)["DOI"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (["a", "b"], ["categories: a", "categories: b"]),
        ([1, None, ["x"]], ["categories: 1", "categories: null", 'categories: ["x"]']),
        ([{"family": "Lovelace", "given": "Ada"}], ["categories: Lovelace || Ada"]),
        ([{"family": 5}], ['categories: {"family":5}']),
        ({"a": 1}, ['categories: {"a":1}']),
        ({"date-parts": [[2017, 6]]}, ["categories: 2017-06"]),
        (True, ["categories: true"]),
    ],
    ids=str,
)
def test_members_of_any_kind_are_lines(value: object, expected: list[str]) -> None:
    """CSL's ``categories`` is a list of texts, and what is no member of CSL may be anything: each is told in lines."""
    (entry,) = loads(json.dumps([{"id": "k", "type": "book", "categories": value}]), "csl-json")
    assert expected == lines(entry)


def test_parts_that_are_not_csls_are_told() -> None:
    """Of names and dates the importer takes what CSL knows: the rest, as Crossref has it, is in the report."""
    author = {"family": "Lovelace", "given": "Ada", "sequence": "first"}
    issued = {"date-parts": [[2017, 6, 12]], "date-time": "2017-06-12T00:00:00Z"}
    item = {"id": "k", "type": "book", "author": [author], "issued": issued}
    report = Report()
    (written,) = json.loads(dumps(loads(json.dumps([item]), "csl-json"), for_="zotero", report=report))
    assert [{"family": "Lovelace", "given": "Ada"}] == written["author"]
    assert {"date-parts": [[2017, 6, 12]]} == written["issued"]
    told = {diagnostic.path: diagnostic.value for diagnostic in report.diagnostics}
    assert '"first"' == told["extra.csl-json.author[0].sequence"]
    assert '"2017-06-12T00:00:00Z"' == told["extra.csl-json.issued.date-time"]


@settings(max_examples=25)
@given(entry=strategies.plain_entries)
def test_every_text_is_in_the_item(entry: Entry) -> None:
    """Nothing that CSL-JSON has of an entry is missing in what is written for Zotero."""
    entry = entry.evolve(key=entry.key or "k")
    (full,) = json.loads(dumps([entry], "csl-json"))
    adapted = json.dumps(write(entry), ensure_ascii=False)
    for name in ("title", "publisher", "volume", "DOI", "URL", "genre", "status", "version", "event-place"):
        if name in full:
            assert json.dumps(" ".join(str(full[name]).split()), ensure_ascii=False)[1:-1] in adapted


def test_every_type_of_reference_is_one_of_the_importer() -> None:
    """In RIS, ``UNPB`` and ``GEN`` would be journal articles; no preprint, document or talk is written as one."""
    text = dumps(make_entries(), "ris", for_="zotero")
    assert not {"TY  - UNPB", "TY  - GEN"} & set(text.splitlines())
    assert "MANSCPT" == zotero.RIS_TYPES[EntryType.ARTICLE]


def test_ris_tells_archive_and_identifier() -> None:
    """``DB`` and ``AN`` are *Archive* and *Loc. in Archive*; a suffix stands in the given name."""
    paper = ArxivId("1402.1516")
    entry = Entry(
        type=EntryType.ARTICLE,
        key="k",
        author=(Name(family="King", given="M. L.", suffix="Jr."),),
        arxiv=ArxivInfo(id=paper),
    )
    text = dumps([entry], "ris", for_="zotero").splitlines()
    assert {"DB  - arXiv", "AN  - arXiv:1402.1516", "AU  - King, M. L. Jr."} <= set(text)


def test_ris_tells_proceedings_from_conferences() -> None:
    """``T2`` is the name of a conference or a meeting; the title of proceedings is ``C3``."""
    paper = Entry(type=EntryType.PAPER_CONFERENCE, key="k", container_title="Proceedings", event_title="Workshop")
    lines = set(dumps([paper], "ris", for_="zotero").splitlines())
    assert {"C3  - Proceedings", "T2  - Workshop"} <= lines
    talk = Entry(type=EntryType.SPEECH, key="k", event_title="Workshop")
    assert "T2  - Workshop" in dumps([talk], "ris", for_="zotero").splitlines()
