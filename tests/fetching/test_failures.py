"""What a failure means: how long to wait, how often to ask."""

from email.utils import formatdate

import pytest

from arxiv2bib.fetching.failures import find_pause, name_status

NOW = 1_800_000_000.0


def date(seconds: float) -> str:
    """Return the date so many seconds after now, as headers have it."""
    return formatdate(NOW + seconds, usegmt=True)


@pytest.mark.parametrize(
    ("headers", "pause"),
    [
        ({}, None),
        ({"retry-after": "2"}, 2.0),
        ({"retry-after": " 2.5 "}, 2.5),
        ({"retry-after": "0"}, 0.0),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "9" * 40}, None),
        ({"retry-after": date(30)}, 30.0),
        ({"retry-after": date(-30)}, None),
        # The clock of the service is an hour slow, or ours is fast: its own date counts.
        ({"retry-after": date(-3570), "date": date(-3600)}, 30.0),
        ({"retry-after": date(30), "date": "yesterday"}, 30.0),
        ({"retry-after": "Fri, 31 Feb 2027 25:00:00 GMT"}, None),
    ],
)
def test_pauses(headers: dict[str, str], pause: float | None) -> None:
    """``Retry-After`` has seconds or a date; what is neither, or lies in the past, says nothing.

    Source: RFC 9110, 10.2.3.
    """
    assert pause == find_pause(headers, NOW)


@pytest.mark.parametrize(
    ("status", "headers", "tries", "is_general"),
    [
        (400, {}, 1, False),
        (403, {}, 1, True),
        (403, {"set-cookie": "k=v"}, 2, True),
        (406, {}, 1, False),
        (429, {}, None, True),
        (500, {}, None, True),
        (501, {}, 1, False),
        (204, {}, 1, False),
    ],
)
def test_statuses(status: int, headers: dict[str, str], tries: int | None, is_general: bool) -> None:
    """A status says whether asking again may help, and whether other questions will fare as badly."""
    failure = name_status(status, headers, NOW)
    assert (tries, is_general) == (failure.tries, failure.is_general)
    assert str(status) in str(failure)
