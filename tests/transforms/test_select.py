"""The filter: what each condition is true of, and what is said of a filter that is none."""

import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import (
    ArxivId,
    ArxivInfo,
    Block,
    BlockKind,
    Contributor,
    Date,
    Doi,
    Entry,
    EntryType,
    Extra,
    InvalidValueError,
    Name,
    NameRole,
    Pages,
    select_entries,
)
from arxiv2bib.testing import strategies
from arxiv2bib.transforms.select import compile_filter

ENTRY = Entry(
    type=EntryType.ARTICLE,
    native_type="misc",
    key="Varol:2021",
    title="The <i>Lévy</i> process, and $x^2$",
    author=(Name(family="Varol", given="Gül"), Name(family="Berg", given="A. B.", non_dropping_particle="van den")),
    contributors=(Contributor(NameRole.TRANSLATOR, (Name(family="Lovelace", given="Ada"),)),),
    issued=Date(start=(2021, 11, 5)),
    updated=Date(start=(2022,)),
    doi=Doi("10.48550/arXiv.2111.03216"),
    volume="12",
    page=Pages(first="10", last="20"),
    keyword=("deep learning", "Vision"),
    arxiv=ArxivInfo(
        id=ArxivId("2111.03216", version=2),
        primary_category="cs.CV",
        categories=("cs.CV", "stat.ML"),
        comment="9 pages",
    ),
    variables=(("PMID", "123"),),
    extra=(Extra("bibtex", "Shelf", "B 12"), Extra("bibtex-as-written", "note", "x")),
)


@pytest.mark.parametrize(
    "where",
    [
        "category=cs.CV",
        "category=stat.ml",
        "category=cs.*",
        "category=*ml",
        "category=c*.*v",
        "category=math.AG|cs.CV",
        "category!=math.*",
        "primary_category=cs.CV",
        "year=2021",
        "year==2021",
        "year>=2021",
        "year<=2021",
        "year<2022",
        "year>2020",
        "year!=2020",
        "issued=2021-11",
        "issued>=2021-11-05",
        "date<2021-12",
        "month=11",
        "day<6",
        "updated>=2022",
        "author=varol",
        "author='Gül Varol'",
        'author="Varol, Gul"',
        "author=van den berg",
        "author~den b",
        "author!~smith",
        "translator=lovelace",
        "contributors.translator=Lovelace",
        "title=the levy process*",
        'title="The Lévy process, and x^2"',
        "title~LEVY",
        "doi=https://doi.org/10.48550/ARXIV.2111.03216",
        "doi=10.48550/*",
        "eprint=arXiv:2111.03216v1",
        "arxiv.id=2111.03216",
        "volume=12",
        "volume>9",
        "volume<100",
        "pages=10-20",
        "keywords=vision",
        "keyword~learn",
        "type=article",
        "type=art*",
        "native_type=misc",
        "key=varol:2021",
        "key>v",
        "comment~pages",
        "pmid=123",
        "variables.pmid=123",
        "extra.shelf=b 12",
        "doi",
        "!publisher",
        "!extra.note",
        " category = cs.CV , year >= 2020 , ! url ",
    ],
)
def test_what_is_true(where: str) -> None:
    """Each of these is true of the entry."""
    assert compile_filter(where)(ENTRY)


@pytest.mark.parametrize(
    "where",
    [
        "category=cs.C",
        "category=cs.CVx",
        "category='cs.*'",
        "category!=cs.CV",
        "category!~cv",
        "year=2020",
        "year>2021",
        "year<2021",
        "issued=2021-10",
        "issued>2021-11-05",
        "month=1",
        "author=gul",
        "publisher",
        "!doi",
        "publisher=x",
        "publisher>a",
        "accessed>=1990",
        "volume>12",
        "volume>100",
        "type=article-journal",
        "year=2021,volume=13",
        "doi=10.1000/182",
        "eprint=2111.03217",
        "extra.note",
        "title=a*a*levy",
    ],
)
def test_what_is_false(where: str) -> None:
    """Each of these is false of the entry; a comparison with a value that is not there is."""
    assert not compile_filter(where)(ENTRY)


def test_a_date_counts_as_precisely_as_it_is_asked_for() -> None:
    """A year is compared with a year; a date without a month stands at the beginning of its year."""
    year, literal = Entry(issued=Date(start=(2020,))), Entry(issued=Date(literal="2020?"))
    assert compile_filter("issued=2020")(year)
    assert compile_filter("issued<2020-02")(year)
    assert not compile_filter("issued>=2020-02")(year)
    assert not compile_filter("issued=2020")(literal)


def test_blocks_stay() -> None:
    """What is no entry passes: macros may be used, and no comment is lost."""
    block = Block(kind=BlockKind.COMMENT, raw="@comment{x}")
    items: list[Entry | Block] = [block, ENTRY, Entry(), block]
    assert [block, ENTRY, block] == list(select_entries(items, "doi"))


def test_entries_are_selected_one_by_one() -> None:
    """Nothing is waited for, and the very entries come out."""

    def entries() -> Iterator[Entry]:
        yield ENTRY
        raise AssertionError("asked for too early")

    assert ENTRY is next(select_entries(entries(), "year"))


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("", "a field is missing in the filter; write FIELD, !FIELD or FIELD=VALUE\n  \n  \\^"),
        ("year=2020,", "a field is missing in the filter; .*\n  year=2020,\n            \\^"),
        ("yaer=2020", "no field is called 'yaer' in the filter; did you mean year\\?.*\n  yaer=2020\n  \\^{4}"),
        ("year=", "a value is missing in the filter; .*\n  year=\n       \\^"),
        ("year=|2020", "a value is missing"),
        ("year=x", "'x' is no date in the filter; write 2020, 2020-06 or 2020-06-12\n  year=x\n       \\^"),
        ("year=2019/2020", "is no date"),
        ("month=june", "'june' is no number"),
        ("title=a=b", "= in a value in the filter; .*quotes around the value\n  title=a=b\n         \\^"),
        ("year>2019 year<2021", "< in a value"),
        ("year=2020 and title~x", "~ in a value"),
        ("author=O'Brien", "a stray quotation mark in the filter; quote the whole value"),
        ("author='O", "a stray quotation mark"),
        ('author="O" x', "this is no operator"),
        ("year?2020", "this is no operator in the filter; use = != ~ !~ < <= > >=.*\n  year\\?2020\n      \\^"),
        ("!year=2020", "! is for a field alone in the filter; write year!=VALUE"),
        ("type=preprint", "no type is called 'preprint' in the filter; types are CSL's: article, "),
        ("eprint=x", "'x' is no arXiv identifier"),
        ("2020", "a field is missing"),
        ("year>=2020;doi", "is no date"),
    ],
)
def test_what_is_no_filter(where: str, message: str) -> None:
    """What cannot be understood is told with the way out, and the place below it."""
    with pytest.raises(InvalidValueError, match=message):
        select_entries([], where)


def test_a_filter_must_be_text() -> None:
    """Anything but text is a wrong call."""
    with pytest.raises(InvalidValueError, match="a filter is text like"):
        compile_filter(None)  # type: ignore[arg-type]


@given(
    strategies.entries,
    st.sampled_from(
        [
            ("title~a", "title!~a"),
            ("author=x*", "author!=x*"),
            ("issued=2000", "issued!=2000"),
            ("doi", "!doi"),
            ("extra.note=x", "extra.note!=x"),
            ("keywords~$", "keywords!~$"),
        ]
    ),
)
def test_a_condition_and_its_opposite(entry: Entry, pair: tuple[str, str]) -> None:
    """Whatever an entry holds, it can be asked; of a condition and its opposite exactly one is true."""
    one, other = pair
    assert compile_filter(one)(entry) is not compile_filter(other)(entry)


@given(st.text(alphabet="abyeartil=<>!~*|,\"' 012-", max_size=20))
def test_any_text_is_a_filter_or_an_error(where: str) -> None:
    """No text breaks the reading of filters, and what is wrong with one is shown in it."""
    message = f"\n  {where}\n"
    try:
        compile_filter(where)(ENTRY)
    except InvalidValueError as error:
        message = str(error)
    assert f"\n  {where}\n" in message


def test_stars_take_no_longer_than_reading() -> None:
    """A value with many stars is looked for in linear time."""
    start = time.process_time()
    assert not compile_filter(f"title={'a*' * 60}b")(Entry(title="a" * 100_000))
    assert time.process_time() - start < 1
