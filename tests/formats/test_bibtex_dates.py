"""Dates in the fields of BibTeX and BibLaTeX."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import Date
from arxiv2bib.formats.bibtex_dates import parse_bibtex_date, parse_edtf, read_month, read_year
from arxiv2bib.testing import strategies


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2017", 2017), ("800", 800), ("-44", -44), ("0", 0), ("12345", None), ("1998a", None), ("", None), ("٢٠", None)],
)
def test_year_is_a_number_of_up_to_four_digits(text: str, expected: int | None) -> None:
    """Anything else is no year, digits of other scripts among it."""
    assert expected == read_year(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jan", (1, None)),
        ("May", (5, None)),
        ("Sept.", (9, None)),
        ("SEPTEMBER", (9, None)),
        ("5", (5, None)),
        ("05", (5, None)),
        ("June 12", (6, 12)),
        ("June~12", (6, 12)),
        ("June\xa012", (6, 12)),
        ("June, 3rd", (6, 3)),
        ("12 June", (6, 12)),
        ("12th~June", (6, 12)),
        ("1.Jan.", (1, 1)),
        ("Spring", (13, None)),
        ("summer", (14, None)),
        ("Fall", (15, None)),
        ("autumn", (15, None)),
        ("Winter", (16, None)),
        ("0", None),
        ("13", None),
        ("005", None),
        ("", None),
        ("jan-feb", None),
        ("January/February", None),
        ("June 12--15", None),
        ("Spring 12", None),
        ("Christmas", None),
        ("٥", None),
        ("5" * 5000, None),
    ],
)
def test_month_is_named_or_numbered(text: str, expected: tuple[int, int | None] | None) -> None:
    """Month and day; 13 to 16 are the seasons; what says more, or less, than that is none."""
    assert expected == read_month(text)


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"),
    [
        ("2017", None, None, (Date(start=(2017,)), False, False)),
        ("2017", "June", None, (Date(start=(2017, 6)), True, False)),
        ("2017", "June", "12", (Date(start=(2017, 6, 12)), True, True)),
        ("2017", "June", "3rd", (Date(start=(2017, 6)), True, False)),
        ("2017", "June 12", None, (Date(start=(2017, 6, 12)), True, False)),
        ("2017", "June 12", "13", (Date(start=(2017,)), False, False)),
        ("2017", "June 31", None, (Date(start=(2017,)), False, False)),
        ("2017", "2", "30", (Date(start=(2017, 2)), True, False)),
        ("2016", "2", "29", (Date(start=(2016, 2, 29)), True, True)),
        ("2017", "Fall", "1", (Date(start=(2017,), season=3), True, False)),
        ("2017", "jan-feb", "3", (Date(start=(2017,)), False, False)),
        ("2017", "jan-feb", None, (Date(start=(2017, 1), end=(2017, 2)), True, False)),
        ("2017", "Sept. / Oct.", None, (Date(start=(2017, 9), end=(2017, 10)), True, False)),
        ("2017", "May and June", None, (Date(start=(2017, 5), end=(2017, 6)), True, False)),
        ("2017", "7\u20138", None, (Date(start=(2017, 7), end=(2017, 8)), True, False)),
        ("2017", "June 28--30", None, (Date(start=(2017, 6, 28), end=(2017, 6, 30)), True, False)),
        ("2017", "5th-7th Nov.", None, (Date(start=(2017, 11, 5), end=(2017, 11, 7)), True, False)),
        ("2017", "31 May -- 2 June", None, (Date(start=(2017, 5, 31), end=(2017, 6, 2)), True, False)),
        ("2017", "7/8", None, (Date(start=(2017,)), False, False)),
        ("2017", "Dec.-Jan.", None, (Date(start=(2017,)), False, False)),
        ("2017", "June 29-31", None, (Date(start=(2017,)), False, False)),
        ("2017", "June 12-July", None, (Date(start=(2017,)), False, False)),
        ("2017", "0-3", None, (Date(start=(2017,)), False, False)),
        ("2017", "Winter-Spring", None, (Date(start=(2017,)), False, False)),
        ("2017", None, "3", (Date(start=(2017,)), False, False)),
        ("2017", "", "", (Date(start=(2017,)), False, False)),
        ("800", None, None, (Date(start=(800,)), False, False)),
        ("-44", "3", "15", (Date(start=(-44, 3, 15)), True, True)),
        ("in press", "June", None, (Date(literal="in press"), False, False)),
        ("2017--2018", None, None, (Date(start=(2017,), end=(2018,)), False, False)),
        ("2017-2018", None, None, (Date(start=(2017,), end=(2018,)), False, False)),
        ("2017 \u2013 2018", "June", None, (Date(start=(2017,), end=(2018,)), False, False)),
        ("2017--", None, None, (Date(start=(2017,), end=()), False, False)),
        ("--2017", None, None, (Date(end=(2017,)), False, False)),
        ("2018--2017", None, None, (Date(literal="2018--2017"), False, False)),
        ("--", None, None, (Date(literal="--"), False, False)),
        ("2017-06-12", None, None, (Date(start=(2017, 6, 12)), False, False)),
    ],
)
def test_year_month_and_day_are_one_date(
    year: str, month: str | None, day: str | None, expected: tuple[Date, bool, bool]
) -> None:
    """The date, and whether month and day are in it: a field that is not is kept beside it."""
    assert expected == parse_bibtex_date(year, month, day)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2004", Date(start=(2004,))),
        ("2004-06", Date(start=(2004, 6))),
        ("2004-06-12", Date(start=(2004, 6, 12))),
        ("2004-6-1", Date(start=(2004, 6, 1))),
        ("2004-6", Date(start=(2004, 6))),
        ("2004-13-1", Date(literal="2004-13-1")),
        ("2004/2006", Date(start=(2004,), end=(2006,))),
        ("2004-06-01/2004-06-08", Date(start=(2004, 6, 1), end=(2004, 6, 8))),
        ("2004/", Date(start=(2004,), end=())),
        ("2004/..", Date(start=(2004,), end=())),
        ("/2004", Date(end=(2004,))),
        ("2004-22", Date(start=(2004,), season=2)),
        ("2004~", Date(start=(2004,), circa=True)),
        ("-0044", Date(start=(-44,))),
        ("2004-06-12T10:15:00", Date(start=(2004, 6, 12))),
        ("last week", Date(literal="last week")),
    ],
)
def test_edtf(text: str, expected: Date) -> None:
    """BibLaTeX's dates are EDTF; months and days of one digit are understood as well."""
    assert expected == parse_edtf(text)


@given(text=strategies.texts | st.text("0123456789-/~?. ", max_size=12), other=st.none() | strategies.texts)
def test_reading_never_raises(text: str, other: str | None) -> None:
    """Law 5: any text is some date, if only as words; a year is not lost."""
    parse_edtf(text)
    read_month(text)
    date, has_month, _ = parse_bibtex_date(text, other, other)
    assert date.literal is not None or date.start is not None or date.end is not None
    assert other is not None or not has_month
