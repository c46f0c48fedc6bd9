"""Why a request had no good answer, in words, and whether it is worth asking again."""

import http.client
import math
import re
import socket
import ssl
from collections.abc import Iterator, Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Final

import requests
import urllib3.exceptions

__all__ = ["TOO_MANY", "TRIES_OF_SILENCE", "Failure", "find_pause", "name_failure", "name_status"]

TOO_MANY: Final = 429
TRIES_OF_SILENCE: Final = 2
"""How often a service is asked that does not answer: each time costs as long as a request may last."""
_PASSING: Final = frozenset({408, 425, TOO_MANY, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529})
_REFUSED: Final = frozenset({401, 403, 407, 451})

_REASONS: Final = {
    400: "it does not understand the question",
    401: "it wants a name and a password",
    403: "it refuses to answer",
    406: "it has no answer of the wanted kind",
    407: "the proxy wants a name and a password",
    408: "it took too long",
    429: "too many requests",
    451: "it may not answer",
    500: "it has broken down",
    502: "it has broken down",
    503: "it is not available",
    504: "it took too long",
}


class Failure(Exception):  # noqa: N818 (it never leaves the package; what does is an error of ours)
    """No good answer to one request.

    ``tries`` is how often it is worth asking, if that is less often than usual; ``pause`` the seconds for which the
    service wants to be left alone; ``is_general`` tells that it concerns the service rather than this question;
    ``seconds`` how long the request lasted.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        tries: int | None = None,
        pause: float | None = None,
        is_general: bool = True,
        body: bytes = b"",
    ) -> None:
        super().__init__(message)
        self.status = status
        self.tries = tries
        self.pause = pause
        self.is_general = is_general
        self.body = body
        self.seconds = 0.0


def name_status(status: int, headers: Mapping[str, str], now: float, body: bytes = b"") -> Failure:
    """Return what a *status* that is no answer means; *now* is the time of day, *body* what came with it."""
    reason = _REASONS.get(status)
    message = f"status {status}{f': {reason}' if reason else ''}"
    # Who was refused once for want of a cookie is let in with it.
    passing = status in _PASSING or (status in _REFUSED and "set-cookie" in headers)
    pause = find_pause(headers, now) if status in {TOO_MANY, 503} else None
    tries = None if status in _PASSING else 2 if passing else 1
    is_general = status in _PASSING or status in _REFUSED
    return Failure(message, status=status, tries=tries, pause=pause, is_general=is_general, body=body)


def find_pause(headers: Mapping[str, str], now: float) -> float | None:
    """Return the seconds that ``Retry-After`` demands; None if it demands nothing that can be understood.

    It has seconds or a date (RFC 9110, 10.2.3). A date is compared with the service's own ``Date``, where it has one,
    since the clocks of both may differ.
    """
    text = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}(?:\.\d*)?", text):
        return float(text)
    until = _parse_date(text)
    if until is None:
        return None
    since = _parse_date(headers.get("date", ""))
    seconds = until - (now if since is None else since)
    return seconds if seconds > 0 else None


def _parse_date(text: str) -> float | None:
    try:
        date = parsedate_to_datetime(text)
        seconds = (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return seconds if math.isfinite(seconds) else None


def name_failure(error: BaseException, host: str) -> Failure:
    """Return what *error*, of one of the libraries, means."""
    causes = tuple(_walk(error))
    for kinds, message, tries in _KINDS:
        cause = next((cause for cause in causes if isinstance(cause, kinds)), None)
        if cause is not None:
            return Failure(message.format(host=host, detail=_detail(cause)), tries=tries)
    return Failure(f"no answer from {host}: {_detail(error)}")


_KINDS: Final[tuple[tuple[tuple[type[BaseException], ...], str, int | None], ...]] = (
    ((ssl.SSLCertVerificationError,), "the certificate of {host} is not to be trusted: {detail}", 1),
    ((socket.gaierror, urllib3.exceptions.NameResolutionError), "the name {host} is not known: no network?", 2),
    ((requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema, requests.exceptions.MissingSchema,
      urllib3.exceptions.LocationParseError, UnicodeError), "the address is none: {detail}", 1),
    ((ConnectionRefusedError,), "{host} takes no connection", 2),
    ((urllib3.exceptions.IncompleteRead, http.client.IncompleteRead, urllib3.exceptions.InvalidChunkLength),
     "the answer is cut off", None),
    ((ConnectionResetError, BrokenPipeError), "{host} broke the connection", None),
    ((http.client.BadStatusLine,), "{host} answers with what is no HTTP", None),
    ((urllib3.exceptions.InvalidHeader,), "the headers of the answer contradict each other", None),
    ((http.client.LineTooLong, http.client.HTTPException), "the headers of the answer are too large: {detail}", None),
    ((requests.exceptions.ProxyError, urllib3.exceptions.ProxyError), "the proxy does not work: {detail}", 2),
    ((TimeoutError, requests.exceptions.Timeout, urllib3.exceptions.TimeoutError),
     "{host} does not answer in time", TRIES_OF_SILENCE),
)  # fmt: skip


def _walk(error: BaseException) -> Iterator[BaseException]:
    """Yield *error* and what is behind it, whether chained, wrapped as ``reason`` or handed on as an argument."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        current = waiting.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        behind = (current.__cause__, current.__context__, getattr(current, "reason", None), *current.args)
        waiting += [cause for cause in behind if isinstance(cause, BaseException)]


def _detail(error: BaseException) -> str:
    text = getattr(error, "verify_message", "") or " ".join(str(error).split()) or type(error).__name__
    return text if len(text) <= 160 else f"{text[:157]}..."
