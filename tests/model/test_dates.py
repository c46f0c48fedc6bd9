"""Dates: ISO 8601 and EDTF, and the words of all others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import Date, parse_date
from arxiv2bib.model.dates import is_calendar_date


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (Date(start=(2017,)), "2017"),
        (Date(start=(2017, 6)), "2017-06"),
        (Date(start=(2017, 6, 12)), "2017-06-12"),
        (Date(start=(2017, 6, 12)), " 2017-06-12\n"),
        (Date(start=(2017, 6, 12)), "2017-06-12 17:57:34+00:00"),
        (Date(start=(2017, 6, 12)), "2017-06-12T17:57:34Z"),
        (Date(start=(2017, 6, 12)), "2017-06-12T17:57:34.123-0500"),
        (Date(start=(2004, 6), end=(2006, 8)), "2004-06/2006-08"),
        (Date(start=(2004,), end=()), "2004/.."),
        (Date(start=(2004,), end=()), "2004/"),
        (Date(end=(2004,)), "../2004"),
        (Date(end=(2004,)), "/2004"),
        (Date(start=(2004,), circa=True), "2004~"),
        (Date(start=(2004,), end=(2006,), circa=True), "2004~/2006~"),
        (Date(start=(2001,), season=1), "2001-21"),
        (Date(start=(2001,), season=4, circa=True), "2001-24~"),
        (Date(start=(-44, 3, 15)), "-0044-03-15"),
        (Date(start=(2000, 2, 29)), "2000-02-29"),
    ],
)
def test_parse_date(expected: Date, text: str) -> None:
    """ISO 8601 and EDTF dates are understood to the day; the time of day is not kept."""
    assert expected == parse_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "spring 2001",
        "2017-6-1",
        "2017-13",
        "2017-00",
        "2017-02-30",
        "1999-02-29",
        "1900-02-29",
        "2017-04-31",
        "2017-06-00",
        "2001-20",
        "2001-25",
        "12017",
        "2004/2006-13",
        "1/2/2003",
        "199X",
        "2022-1",
        "٢٠١٧",
    ],
)
def test_parse_date_keeps_the_words_of_what_it_does_not_understand(text: str) -> None:
    """A date in another form, or that the calendar does not have, comes back as its words."""
    assert Date(literal=text) == parse_date(text)


@pytest.mark.parametrize(
    ("expected", "date"),
    [
        ("2017-06-12", Date(start=(2017, 6, 12))),
        ("0044", Date(start=(44,))),
        ("-0044-03", Date(start=(-44, 3))),
        ("2004-06/2006-08", Date(start=(2004, 6), end=(2006, 8))),
        ("2004/..", Date(start=(2004,), end=())),
        ("/2004", Date(end=(2004,))),
        ("2001-21~", Date(start=(2001,), season=1, circa=True)),
        ("in press", Date(literal="in press")),
        ("", Date()),
    ],
)
def test_date_as_text(expected: str, date: Date) -> None:
    """A date is written in EDTF, or in its words."""
    assert expected == str(date)


@pytest.mark.parametrize(
    ("expected", "date"),
    [
        ((2017, 6, 12), Date(start=(2017, 6, 12))),
        ((2017, 6, None), Date(start=(2017, 6))),
        ((2004, None, None), Date(end=(2004, 5))),
        ((None, None, None), Date(literal="in press")),
    ],
)
def test_date_parts(expected: tuple[int | None, ...], date: Date) -> None:
    """Year, month and day are those of the start; the year is the end's where only the end is known."""
    assert expected == (date.year, date.month, date.day)


@pytest.mark.parametrize("parts", [(), (2017, 0), (2017, 13), (2017, 2, 29), (2017, 1, 32), (10000,), (2017, 1, 1, 1)])
def test_is_calendar_date_says_no(parts: tuple[int, ...]) -> None:
    """Months, days and counts of parts that the calendar does not have are refused."""
    assert not is_calendar_date(parts)


points = (
    st.dates()
    .map(lambda day: (day.year, day.month, day.day))
    .flatmap(lambda parts: st.integers(1, 3).map(lambda count: parts[:count]))
)
dates = (
    st.builds(lambda start, circa: Date(start=start, circa=circa), points, st.booleans())
    | st.builds(
        lambda start, end, circa: Date(start=start, end=end, circa=circa), points, points | st.just(()), st.booleans()
    )
    | st.builds(lambda end: Date(end=end), points)
    | st.builds(lambda year, season, circa: Date(start=(year,), season=season, circa=circa), st.integers(-999, 9999),
                st.integers(1, 4), st.booleans())
)  # fmt: skip


@given(dates)
def test_parse_date_reads_what_is_written(date: Date) -> None:
    """The text of a date is read back as the same date."""
    assert date == parse_date(str(date))


@given(st.text(st.sampled_from("0123456789-/~. TZ:+")) | st.text())
def test_parse_date_never_raises(text: str) -> None:
    """Any text gives a date whose text is read back as the same date."""
    date = parse_date(text)
    assert date == parse_date(str(date))
