"""Which service a URL belongs to, and what holds for it."""

import os
from pathlib import Path

import pytest

from arxiv2bib.fetching.services import Limit, Services, read_header_interval
from arxiv2bib.settings import Settings, load_settings

ONE = "http://127.0.0.1:8765"


def settings(**values: object) -> Settings:
    """Return settings that no file and no variable has a say in."""
    return load_settings(config=Path(os.devnull), environ={}, **values)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://export.arxiv.org/api/query?id_list=2111.03216", "arxiv"),
        ("https://oaipmh.arxiv.org/oai?verb=Identify", "arxiv"),
        ("https://api.crossref.org/works/10.1/a", "crossref"),
        ("https://api.crossref.org/works?query.bibliographic=a", "crossref"),
        ("https://api.datacite.org/dois/10.48550/arxiv.2111.03216", "datacite"),
        ("https://doi.org/10.1/a", "doi"),
        ("https://doi.org.example.org/10.1/a", "other"),
        ("https://notarxiv.org/api/query", "other"),
        ("https://data.crosscite.org/10.1/a", "other"),
        ("https://[", "other"),
    ],
)
def test_services_are_told_by_their_addresses(url: str, name: str) -> None:
    """A URL below the address of a service belongs to it, and one at another host to none of ours."""
    assert name == Services(settings()).find(url).name


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/api/query?search_query=all:x", "arxiv"),
        ("/works/10.1/a", "crossref"),
        ("/dois/10.1/a", "datacite"),
        ("/10.1/a", "doi"),
        ("/doiRA/10.1/a", "doi"),
    ],
)
def test_services_at_one_address_are_told_by_their_paths(path: str, name: str) -> None:
    """A mirror may be all of the services at once; each keeps its limits there."""
    mirror = settings(arxiv_url=ONE, crossref_url=ONE, datacite_url=ONE, doi_url=ONE)
    service = Services(mirror).find(ONE + path)
    assert (name, "127.0.0.1:8765") == (service.name, service.host)


@pytest.mark.parametrize(
    ("path", "mailto", "limit"),
    [
        ("https://export.arxiv.org/api/query?id_list=1", None, Limit(3.0)),
        ("https://export.arxiv.org/api/query?id_list=1", "a@b.org", Limit(3.0)),
        ("https://api.crossref.org/works/10.1/a", None, Limit(0.2)),
        ("https://api.crossref.org/works/10.1/a", "a@b.org", Limit(0.1, connections=3)),
        ("https://api.crossref.org/works?query=a", None, Limit(1.0)),
    ],
)
def test_published_limits_hold(path: str, mailto: str | None, limit: Limit) -> None:
    """Each service is asked as often as it publishes, with an address and without."""
    assert limit == Services(settings(mailto=mailto)).find(path).limit


@pytest.mark.parametrize(("mailto", "allowed"), [(None, 500), ("a@b.org", 1000)])
def test_datacite_counts_five_minutes(mailto: str | None, allowed: int) -> None:
    """In no five minutes are there more requests than DataCite allows, the burst at their begin included."""
    limit = Services(settings(mailto=mailto)).find("https://api.datacite.org/dois/10.1/a").limit
    assert 0.95 * allowed < limit.burst + 300 / limit.interval <= allowed


def test_an_interval_can_be_set() -> None:
    """What the user sets stands instead of what is published, and is spread evenly."""
    service = Services(settings(datacite_interval=2)).find("https://api.datacite.org/dois/10.1/a")
    assert (2.0, 1) == (service.limit.interval, service.limit.burst)


def test_searches_and_records_are_counted_apart_at_crossref_alone() -> None:
    """Crossref has a limit for each of the two; arXiv and DataCite have one for both."""
    find = Services(settings()).find
    crossref = {find(f"https://api.crossref.org/works{rest}").rate_key for rest in ("/10.1/a", "?query=a")}
    datacite = {find(f"https://api.datacite.org/dois{rest}").rate_key for rest in ("/10.1/a", "?query=a")}
    base = "https://export.arxiv.org/api/query?"
    arxiv = {find(base + rest).rate_key for rest in ("id_list=1", "search_query=a")}
    assert (2, 1, 1) == (len(crossref), len(datacite), len(arxiv))


@pytest.mark.parametrize(
    ("path", "days"),
    [
        ("/api/query?id_list=1", 7),
        ("/api/query?start=0&search_query=a", 1),
        ("/works/10.1/a", 30),
        ("/works?query=a", 1),
        ("/dois/10.1/a", 30),
        ("/10.1/a", 30),
    ],
)
def test_answers_are_good_for_as_long_as_their_kind(path: str, days: float) -> None:
    """A record is good for a month, one of arXiv for a week, a search for a day."""
    mirror = settings(arxiv_url=ONE, crossref_url=ONE, datacite_url=ONE, doi_url=ONE)
    assert days == Services(mirror).find(ONE + path).days


@pytest.mark.parametrize(
    ("limit", "interval", "seconds"),
    [
        ("10", "1s", 0.1),
        ("50", "2", 25.0**-1),
        ("0", "1s", None),
        ("5", "0s", None),
        ("many", "1s", None),
        ("5", "", None),
        ("-5", "1s", None),
    ],
)
def test_limits_in_headers(limit: str, interval: str, seconds: float | None) -> None:
    """Crossref says in the headers of every answer how often it may be asked; nonsense there says nothing."""
    assert seconds == read_header_interval({"x-rate-limit-limit": limit, "x-rate-limit-interval": interval})
