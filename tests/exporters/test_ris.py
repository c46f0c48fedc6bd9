"""RIS, tag by tag."""

import re

import pytest
from hypothesis import given

from arxiv2bib import (
    ArxivId,
    ArxivInfo,
    Contributor,
    Date,
    Entry,
    EntryType,
    Isbn,
    Issn,
    Name,
    NameRole,
    Pages,
    Report,
    dumps,
)
from arxiv2bib.exporters.ris import render_ris_name
from tests import strategies

LINE = re.compile(r"[A-Z][A-Z0-9]  - [^\x00-\x1f\x7f\x85\u2028\u2029]*")


def write(entry: Entry) -> list[str]:
    """Return the lines between the type and the key of *entry*."""
    return dumps([entry], "ris").splitlines()[1:-2]


def tell(entry: Entry) -> list[tuple[str | None, str | None]]:
    """Return path and value of what is reported of *entry*."""
    report = Report()
    dumps([entry], "ris", report=report)
    return [(diagnostic.path, diagnostic.value) for diagnostic in report.diagnostics if diagnostic.path != "type"]


@given(entry=strategies.entries)
def test_record_has_one_line_a_value(entry: Entry) -> None:
    """TY begins a record and ER ends it; no value breaks its line by a sign that some reader takes for a line end."""
    first, *lines, last, end = dumps([entry], "ris").split("\n")
    assert first.startswith("TY  - ")
    assert ("ER  - ", "") == (last, end)
    assert [] == [line for line in lines if not LINE.fullmatch(line)]
    assert not {line[:2] for line in lines} & {"TY", "ER"}
    assert [] == [line for line in lines if not line[6:].strip()]


def test_records_stand_apart() -> None:
    """A blank line separates records, for people; readers go by ER."""
    assert "TY  - GEN\nID  - a\nER  - \n\nTY  - GEN\nID  - b\nER  - \n" == dumps(
        [Entry(key="a"), Entry(key="b")], "ris"
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (Name(family="Vaswani", given="Ashish"), "Vaswani, Ashish"),
        (Name(family="King", given="M. L.", suffix="Jr."), "King, M. L., Jr."),
        (Name(family="King", suffix="Jr."), "King, , Jr."),
        (Name(family="Beethoven", given="Ludwig", non_dropping_particle="van"), "van Beethoven, Ludwig"),
        (Name(family="Fontaine", dropping_particle="de", non_dropping_particle="la", given="J."), "de la Fontaine, J."),
        (Name(family="Plato"), "Plato"),
        (Name(given="Madonna"), "Madonna"),
        (Name(family="Foo Bar"), "Foo Bar,"),
        (Name(literal="ATLAS Collaboration"), "ATLAS Collaboration,"),
        (Name(literal="Barnes and Noble, Inc."), "Barnes and Noble, Inc.,"),
        (Name(literal="OpenAI"), "OpenAI"),
        (Name(), ""),
    ],
)
def test_name_is_written(name: Name, expected: str) -> None:
    """Family, given and suffix with commas; a comma ends a name of several words that is not to be split."""
    assert expected == render_ris_name(name)


@pytest.mark.parametrize(
    ("date", "expected", "told"),
    [
        (Date(start=(2017,)), ["PY  - 2017"], None),
        (Date(start=(2017, 6)), ["PY  - 2017", "DA  - 2017/06//"], None),
        (Date(start=(2017, 6, 12)), ["PY  - 2017", "DA  - 2017/06/12/"], None),
        (Date(start=(2001,), season=3), ["PY  - 2001", "DA  - 2001///Autumn"], None),
        (Date(start=(2004,), circa=True), ["PY  - 2004"], "2004, circa"),
        (Date(start=(2004,), end=(2006, 8)), ["PY  - 2004"], "2004/2006-08"),
        (Date(start=(2004, 5), end=()), ["PY  - 2004", "DA  - 2004/05//"], "2004-05/.."),
        (Date(end=(2004,)), ["PY  - 2004"], "2004"),
        (Date(literal="in press"), ["PY  - in press"], None),
        (Date(start=(2017, 13)), ["PY  - 2017-13"], None),
        (Date(), [], None),
    ],
    ids=str,
)
def test_date_of_issue(date: Date, expected: list[str], told: str | None) -> None:
    """PY is the year and DA the day, with slashes for what is not known; what neither can say is told."""
    assert expected == write(Entry(key="k", issued=date))
    assert ([] if told is None else [("issued", told)]) == tell(Entry(key="k", issued=date))


def test_day_of_access() -> None:
    """Y2 has the form of DA."""
    assert ["Y2  - 2021/01/02/"] == write(Entry(key="k", accessed=Date(start=(2021, 1, 2))))
    assert ["Y2  - 2021///"] == write(Entry(key="k", accessed=Date(start=(2021,))))
    assert ["Y2  - last week"] == write(Entry(key="k", accessed=Date(literal="last week")))


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (Entry(page=Pages(first="1", last="20")), ["SP  - 1", "EP  - 20"]),
        (Entry(page=Pages(literal="1, 5-7")), ["SP  - 1, 5-7"]),
        (Entry(page=Pages(first="1"), article_number="e1"), ["SP  - 1", "C7  - e1"]),
        (Entry(article_number="061102"), ["SP  - 061102"]),
        (Entry(isbn=(Isbn("1"),), issn=(Issn("2"), Issn("3"))), ["SN  - 1", "SN  - 2", "SN  - 3"]),
        (Entry(keyword=("a, b", "c <i>d</i>")), ["KW  - a, b", "KW  - c <i>d</i>"]),
        (Entry(note="one\ntwo\u2028three"), ["N1  - one two three"]),
        (Entry(abstract="Costs \\$5\\<i>"), ["AB  - Costs $5<i>"]),
        (Entry(title="\nER  - \nTY  - JOUR"), ["TI  - ER  -  TY  - JOUR"]),
        (Entry(event_place="Paris"), ["CY  - Paris"]),
        (Entry(version="2.0"), ["ET  - 2.0"]),
        (Entry(arxiv=ArxivInfo(id=ArxivId("2111.03216"), msc_class=("14J60",), acm_class=("I.4.8",))),
         ["KW  - MSC 14J60", "KW  - ACM I.4.8", "N1  - arXiv:2111.03216"]),
        (Entry(type=EntryType.ARTICLE, arxiv=ArxivInfo(id=ArxivId("2111.03216")), publisher="Own"),
         ["PB  - Own", "N1  - arXiv:2111.03216"]),
    ],
    ids=repr,
)  # fmt: skip
def test_fields(entry: Entry, expected: list[str]) -> None:
    """Each field has its tag, each value its line."""
    assert expected == write(entry.evolve(key="k"))


def test_roles_have_tags_or_are_told() -> None:
    """Editors of series and translators have tags, others don't."""
    people = (Name(family="A", given="B"),)
    roles = (NameRole.COLLECTION_EDITOR, NameRole.TRANSLATOR, NameRole.COMPOSER)
    entry = Entry(key="k", contributors=tuple(Contributor(role, people) for role in roles))
    assert ["A3  - A, B", "A4  - A, B"] == write(entry)
    assert [("contributors.composer", "B A")] == tell(entry)


def test_last_change_stands_beside_the_version() -> None:
    """The day of the version seen is in the note on the version; without a version it is told."""
    arxiv = ArxivInfo(id=ArxivId("2111.03216"))
    entry = Entry(key="k", issued=Date(start=(2021,)), updated=Date(start=(2022, 1, 2)), arxiv=arxiv, version="3")
    assert "N1  - Version 3, updated 2022-01-02" in write(entry)
    assert [] == tell(entry)
    assert [("updated", "2022-01-02")] == tell(entry.evolve(version=None))
