"""The services: which address belongs to which, how often each may be asked, how long its answers are good."""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple
from urllib.parse import urlsplit

import attrs

from arxiv2bib.settings import Settings

__all__ = ["DAY", "Limit", "Service", "Services", "find_host", "read_header_interval"]

DAY: Final = 86_400.0
"""The seconds of a day."""


@attrs.frozen
class Limit:
    """How often a service may be asked.

    ``interval`` are the seconds from one request to the next, ``burst`` how many may come without them after a rest,
    ``connections`` how many may be open at a time.
    """

    interval: float
    burst: int = 1
    connections: int = 1


@attrs.frozen(kw_only=True)
class Service:
    """What holds for one kind of question: a service is paused, and its connections counted, by ``name`` and ``host``.

    Requests are counted by ``counter`` as well: Crossref's records apart from its searches. ``days`` is how long an
    answer is good, ``missing_days`` how long the answer that there is none.
    """

    name: str
    host: str
    counter: str
    limit: Limit
    days: float
    missing_days: float

    @property
    def key(self) -> str:
        """The service at this host."""
        return f"{self.name} {self.host}"

    @property
    def patience(self) -> float:
        """How much longer than usual a request may last: arXiv is asked about a hundred papers at once."""
        return 2.0 if self.name == "arxiv" else 1.0

    @property
    def has_missing(self) -> bool:
        """Whether 404 is the service's way to say that there is none; arXiv's is an answer without entries."""
        return self.name != "arxiv"

    @property
    def rate_key(self) -> str:
        """What is counted together."""
        return f"{self.name} {self.counter} {self.host}"


class _Row(NamedTuple):
    """One kind of question: the settings about it, the path that tells it, and the published limits.

    ``public`` is for everybody, ``polite`` for those who say who they are (``mailto``).
    """

    name: str
    base: str | None
    path: str
    interval: str | None
    days: str
    public: Limit
    polite: Limit


# arXiv: one request in 3 s on one connection (API user manual, terms of use), whoever asks.
_ARXIV: Final = Limit(3.0)
# Crossref, since December 2025: records 5 a second and 10 politely, lists 1 and 3; connections 1 and 3.
# DataCite: 500 in 5 minutes, 1,000 for those with an address; a burst of 20 and the rest spread stays below.
_DATACITE: Final = Limit(0.64, burst=20, connections=3)
_DATACITE_POLITE: Final = Limit(0.31, burst=20, connections=3)
_CROSSREF: Final = Limit(0.2)
_CROSSREF_POLITE: Final = Limit(0.1, connections=3)
_CROSSREF_SEARCH: Final = Limit(1.0)
_CROSSREF_SEARCH_POLITE: Final = Limit(0.34, connections=3)
# doi.org publishes none, and hands over to the agencies, whose limits then count.
_DOI: Final = Limit(0.2, connections=2)

_ARXIV_SEARCH: Final = r"/api/query\?(?:.*&)?search_query="
_ARXIV_HOST: Final = r"https?://(?:[^/?#]+\.)?arxiv\.org(?=[:/?#]|$)"

_ROWS: Final = (
    _Row("arxiv", "arxiv_url", _ARXIV_SEARCH, "arxiv_interval", "search_days", _ARXIV, _ARXIV),
    _Row("arxiv", "arxiv_url", r"/api/query\b", "arxiv_interval", "preprint_days", _ARXIV, _ARXIV),
    _Row("crossref", "crossref_url", r"/works/", "crossref_interval", "record_days", _CROSSREF, _CROSSREF_POLITE),
    _Row("crossref", "crossref_url", r"/works\b", "crossref_search_interval", "search_days",
         _CROSSREF_SEARCH, _CROSSREF_SEARCH_POLITE),
    _Row("datacite", "datacite_url", r"/dois/", "datacite_interval", "record_days", _DATACITE, _DATACITE_POLITE),
    _Row("datacite", "datacite_url", r"/dois\b", "datacite_interval", "search_days", _DATACITE, _DATACITE_POLITE),
    _Row("doi", "doi_url", r"/", "doi_interval", "record_days", _DOI, _DOI),
    # What redirects lead to, and what a plug-in asks.
    _Row("arxiv", None, _ARXIV_HOST, "arxiv_interval", "preprint_days", _ARXIV, _ARXIV),
    _Row("other", None, r"", None, "record_days", _DOI, _DOI),
)  # fmt: skip


class Services:
    """Finds the service that a URL belongs to."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._rows = tuple((row, re.compile(row.path, re.IGNORECASE)) for row in _ROWS)

    def find(self, url: str) -> Service:
        """Return the service that *url* belongs to; ``other`` for a host that is none of ours."""
        for row, path in self._rows:
            base = "" if row.base is None else getattr(self._settings, row.base)
            if url.startswith(base) and path.match(url[len(base) :]):
                return self._make(row, find_host(url))
        raise AssertionError(url)  # the last row matches everything

    def _make(self, row: _Row, host: str) -> Service:
        settings = self._settings
        limit = row.polite if settings.mailto else row.public
        interval = None if row.interval is None else getattr(settings, row.interval)
        if interval is not None:
            limit = attrs.evolve(limit, interval=interval, burst=1)
        return Service(
            name=row.name,
            host=host,
            counter=row.interval or "",
            limit=limit,
            days=getattr(settings, row.days),
            missing_days=settings.missing_days,
        )


def read_header_interval(headers: Mapping[str, str]) -> float | None:
    """Return the seconds between two requests that a service asks for in its headers; None if it does not.

    Crossref: ``x-rate-limit-limit: 10`` and ``x-rate-limit-interval: 1s``.
    """
    count = re.fullmatch(r"\s*(\d{1,9})\s*", headers.get("x-rate-limit-limit", ""))
    time = re.fullmatch(r"\s*(\d{1,6})\s*s?\s*", headers.get("x-rate-limit-interval", ""))
    if count is None or time is None or not int(count[1]) or not int(time[1]):
        return None
    return int(time[1]) / int(count[1])


def find_host(url: str) -> str:
    """Return the host of *url*, and its port if it has one; empty for what is no address."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:  # brackets that hold no address
        return ""
