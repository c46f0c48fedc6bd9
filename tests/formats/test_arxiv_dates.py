"""Days as arXiv's formats write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import Date
from arxiv2bib.formats.arxiv_dates import parse_day


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ((2007, 4, 2), "Mon, 2 Apr 2007 19:18:42 GMT"),
        ((2007, 4, 2), "2 Apr 2007"),
        ((1992, 2, 5), "Wed, 5 Feb 92 17:01 GMT"),
        ((2007, 4, 3), "Mon, 2 Apr 2007 22:18:42 EST"),
        ((2007, 4, 1), "Mon, 2 Apr 2007 01:18:42 +0200"),
        ((2007, 4, 2), "Mon, 2 Apr 2007 01:18:42 XYZ"),
        ((2012, 8, 9), "2012-08-09T00:00:00-04:00"),
        ((2012, 8, 10), "2012-08-09T20:00:00-0400"),
        ((2012, 8, 9), "2012-08-09T20:00:00.123Z"),
        ((2012, 8, 9), " 2012-08-09 20:00:00+00:00 "),
        ((2012, 8, 9), "2012-08-09"),
        ((2012, 8), "2012-08"),
    ],
)
def test_a_day_is_that_of_utc(expected: tuple[int, ...], text: str) -> None:
    """Whatever the form, an offset or a zone that is known moves the time to UTC before the day is taken."""
    assert Date(start=expected) == parse_day(text)


@pytest.mark.parametrize(
    "text",
    [
        "yesterday",
        "Mon, 31 Feb 2007 19:18:42 GMT",
        "2007-13-01T00:00:00Z",
        "2 Foo 2007",
        "Mon, 2 Apr 2007 25:00:00 EST",
        "2007-01-01T00:00:00+99:99",
    ],
)
def test_what_is_no_day_keeps_its_words(text: str) -> None:
    """A day that the calendar does not have, a month without a name, an hour too many."""
    assert Date(literal=text) == parse_day(text)


@given(st.from_regex(r"[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{2,4} \d\d:\d\d:\d\d ([A-Z]{3}|[+-]\d{4})") | st.text())
def test_any_text_is_a_date_of_some_kind(text: str) -> None:
    """Nothing raises, and a text that is no date is not lost."""
    date = parse_day(text)
    assert date.start is not None or date.end is not None or date.literal == text.strip()
