"""A fetcher that asks nobody."""

from collections.abc import Mapping
from typing import Final

import attrs

from arxiv2bib.errors import RateLimitedError, ServiceError
from arxiv2bib.protocols import Check, Response

__all__ = ["RETRIEVED", "Answer", "FakeFetcher"]

Answer = Response | bytes | str | Exception
"""What a service says to one URL: a whole response, the body of a good one, or an exception to raise."""

RETRIEVED: Final = "2026-01-31"
"""The day on which every answer of :class:`FakeFetcher` was given, unless it says otherwise."""

_NOT_FOUND: Final = Response(url="", status=404)
_OK: Final = 200
_TOO_MANY: Final = 429
_ANSWERS: Final = frozenset({200, 404, 410})


@attrs.define
class FakeFetcher:
    """Answers as *answers* say, by URL, and everything else with *default*; ``asked`` are the URLs in order.

    As the real one does, it raises :class:`~arxiv2bib.RateLimitedError` for a status of 429, and
    :class:`~arxiv2bib.ServiceError` for one that is no answer and for an answer that fails its *check*.
    ``remembered`` is what a resolver gave it to remember, by URL and ``Accept``; of its own answers it remembers none.
    """

    answers: Mapping[str, Answer] = attrs.field(factory=dict)
    default: Answer = _NOT_FOUND
    asked: list[str] = attrs.field(factory=list, init=False)
    remembered: dict[tuple[str, str | None], Response] = attrs.field(factory=dict, init=False)

    def __call__(self, url: str, /, *, accept: str | None = None, check: Check | None = None) -> Response:
        """Return the answer to *url*, or raise it."""
        self.asked.append(url)
        answer = self.answers.get(url, self.default)
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, str | bytes):
            body = answer.encode("utf-8") if isinstance(answer, str) else answer
            answer = Response(url=url, status=_OK, body=body)
        response = attrs.evolve(answer, url=url, retrieved=answer.retrieved or RETRIEVED)
        if response.status == _TOO_MANY:
            raise RateLimitedError(f"{url}: too many requests")
        if response.status not in _ANSWERS:
            raise ServiceError(f"{url}: status {response.status}", status=response.status, body=response.body)
        if response.status == _OK and check is not None and not check(response):
            message = f"{url}: no answer of the service's own"
            raise ServiceError(message, status=response.status, body=response.body)
        return response

    def recall(self, url: str, /, *, accept: str | None = None) -> Response | None:
        """Return what was to be remembered of *url*, if anything."""
        return self.remembered.get((url, accept))

    def remember(self, response: Response, /, *, accept: str | None = None) -> None:
        """Remember *response* as the answer to its URL."""
        self.remembered[response.url, accept] = attrs.evolve(response, retrieved=response.retrieved or RETRIEVED)
