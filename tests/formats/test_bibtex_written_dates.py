"""Dates as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import Date, dumps, loads
from arxiv2bib.formats.bibtex_written_dates import parse_written_date, read_written_month
from arxiv2bib.model.dates import is_calendar_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("23.01.2001", Date(start=(2001, 1, 23))),
        ("3. 1. 2001", Date(start=(2001, 1, 3))),
        ("01.2001", Date(start=(2001, 1))),
        ("3/2015", Date(start=(2015, 3))),
        ("2015/3/12", Date(start=(2015, 3, 12))),
        ("2015.03.12", Date(start=(2015, 3, 12))),
        ("2012-03-05TZ", Date(start=(2012, 3, 5))),
        ("20150312", Date(start=(2015, 3, 12))),
        ("25/03/2015", Date(start=(2015, 3, 25))),
        ("03-25-2015", Date(start=(2015, 3, 25))),
        ("04/04/2015", Date(start=(2015, 4, 4))),
        ("March 12, 2015", Date(start=(2015, 3, 12))),
        ("12th March 2015", Date(start=(2015, 3, 12))),
        ("12-Mar-2015", Date(start=(2015, 3, 12))),
        ("2015, Sept. 3", Date(start=(2015, 9, 3))),
        ("12. März 2015", Date(start=(2015, 3, 12))),
        ("1er août 2016", Date(start=(2016, 8, 1))),
        ("12 de marzo de 2015", Date(start=(2015, 3, 12))),
        ("Mai 2015", Date(start=(2015, 5))),
        ("[1923]", Date(start=(1923,))),
        ("c1923", Date(start=(1923,))),
        ("2020a", Date(start=(2020,))),
        ("2015.", Date(start=(2015,))),
        ("ca. 1600", Date(start=(1600,), circa=True)),
        ("[um 1600]", Date(start=(1600,), circa=True)),
        ("1923?", Date(start=(1923,), circa=True)),
        ("1998/99", Date(start=(1998,), end=(1999,))),
        ("1914--18", Date(start=(1914,), end=(1918,))),
    ],
)
def test_date_that_means_one_thing(text: str, expected: Date) -> None:
    """In words and numbers, in the order of several countries, as cataloguers supply it."""
    assert expected == parse_written_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "12/03/2015", "12-03-2015", "31.02.2015", "2009/10", "1999/98", "in press", "2015 (1923)", "1998, 2. Aufl.",
        "Accessed: 2015-03-12", "May", "12 March", "12345", "99999999", "5", "March 2015 and May 2016", "1 2 May 2015",
    ],
)  # fmt: skip
def test_other_words_are_no_date(text: str) -> None:
    """What may be two dates, or says more than a date, stays words."""
    assert parse_written_date(text) is None


@given(st.text(st.sampled_from("0123456789 .-/?[]acM\u0661") | st.characters(), max_size=14))
def test_any_text_is_read(text: str) -> None:
    """Never raises, and gives days that the calendar has."""
    date = parse_written_date(text)
    assert date is None or all(is_calendar_date(parts) for parts in (date.start, date.end) if parts)


def test_months_of_other_languages() -> None:
    """With a full stop or without, in any case."""
    assert [10, 3, 8, 12, None, None] == [
        read_written_month(word) for word in ("Oktober", "MÄRZ", "août", "Dez.", "listopad", "")
    ]


@pytest.mark.parametrize("fields", ["date = {23.01.2001}", "year = {2020a}, month = {Oktober}", "urldate = {3/2015}"])
def test_spelling_comes_back(fields: str) -> None:
    """What was written so is written so again, and the month as the macro that every style knows."""
    library = loads(f"@misc{{k, {fields}}}", "bibtex")
    text = dumps(library, "bibtex", preserve=False)
    assert list(library) == list(loads(text, "bibtex"))
    assert fields.partition("}")[0].partition("{")[2] in text


def test_months_of_more_languages() -> None:
    """Polish, Czech, Turkish, Russian and Swedish."""
    words = ("czerwca", "září", "Haziran", "мая", "augusti")
    assert [6, 9, 6, 5, 8] == [read_written_month(word) for word in words]
