"""The line to Zotero's Web API: with a key, and with the patience that the service asks for.

Source: zotero/dataserver, ApiController.php; zotero.org/support/dev/web_api/v3/basics, "Rate Limiting".
"""

from collections.abc import Callable, Mapping
from typing import Final, TypeVar
from urllib.parse import urlsplit

import attrs
import requests

from arxiv2bib.errors import ExportError, ServiceError
from arxiv2bib.pushing.line import Answer, Line, LineBrokenError, LineDeadError
from arxiv2bib.settings import Secret, Settings

__all__ = ["BUSY", "WebLine"]

BUSY: Final = frozenset({409, 429, 503})
"""The library is locked; too many requests; maintenance: nothing was done, and later it may be."""
_TROUBLE: Final = frozenset({500, 502, 504})
_VERSION: Final = "3"
_FIRST_PAUSE: Final = 1.0  # seconds, where the service names none; each one after it is twice as long
_PATIENCE: Final = {"GET": 2.5, "POST": 5.0}  # times the time-out: the service takes up to 60 s for a request
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_STARS: Final = b"***"
_Value = TypeVar("_Value")


class _Hidden(str):
    """A header's value whose ``repr`` is stars: some tools show the variables of a traceback."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'***'"


class WebLine(Line):
    """A line to the API at ``settings.zotero_web_url``, opened with *key*, which no answer has in it.

    *wait* lets seconds pass. One question takes at most as many tries and seconds of waiting as are set.
    """

    def __init__(self, settings: Settings, key: Secret, wait: Callable[[float], object]) -> None:
        super().__init__(settings.zotero_web_url, settings)
        is_here = urlsplit(self.url).hostname in _LOOPBACK
        if self.url.startswith("http://") and not is_here:
            raise ExportError(f"the key is sent over https only, and not to {self.url}")
        self._key = key
        self._wait = wait
        self._tries = settings.tries
        self._deadline = settings.deadline
        self._backoff = 0.0
        self._session.trust_env = not is_here  # proxies and certificates, to which the user's environment leads
        self._session.auth = _leave_as_it_is
        self._session.headers.update({"Zotero-API-Version": _VERSION, "Zotero-API-Key": _Hidden(key.reveal())})

    def ask(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Return the answer to a GET; what fails is asked again.

        Raises :class:`~arxiv2bib.ServiceError` if there is no answer but errors of the service.
        """
        pause, turn = _FIRST_PAUSE, 1
        while True:
            try:
                answer = self._be_patient("GET", path, headers or {}, None)
            except LineBrokenError:
                if turn == self._tries:
                    raise
            else:
                if answer.status not in BUSY | _TROUBLE:
                    return answer
                if answer.status in BUSY or turn == self._tries:
                    raise ServiceError(f"{self.host} answers {answer.said}", status=answer.status)
            self._wait(pause)
            pause *= 2
            turn += 1

    def read_value(self, answer: Answer, kind: type[_Value]) -> _Value:
        """Return the JSON in *answer*, a *kind*; raises :class:`~arxiv2bib.ServiceError` if it is no such answer."""
        value = answer.read_json()
        if answer.status != 200 or not isinstance(value, kind):
            raise ServiceError(f"{self.host} answers {answer.said}", status=answer.status)
        return value

    def write(self, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Return the answer to a POST of JSON, also one that tells an error; what the service puts off is asked again.

        Raises what :meth:`Line.post` raises: a request whose answer is lost is not sent again.
        """
        return self._be_patient("POST", path, {"Content-Type": "application/json", **headers}, body)

    def _be_patient(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
        """Ask until the service is not busy, with the pauses that it names."""
        waited, pause = 0.0, _FIRST_PAUSE
        turn = 1
        while True:
            waited += self._rest()
            answer = self._scrub(self._ask(method, path, headers, body, _PATIENCE[method]))
            self._backoff = _read_seconds(answer, "backoff") or 0.0
            seconds = _read_seconds(answer, "retry-after")
            seconds = pause if seconds is None else seconds
            if answer.status not in BUSY or turn == self._tries or waited + seconds > self._deadline:
                return answer
            self._wait(seconds)
            waited += seconds
            pause *= 2
            turn += 1

    def _rest(self) -> float:
        """Wait for as long as the last answer asked to be left alone after it; return the seconds."""
        seconds, self._backoff = self._backoff, 0.0
        if seconds > self._deadline:
            self._backoff = seconds
            raise LineDeadError(f"{self.host} asks to be left alone for {seconds:g} s")
        if seconds:
            self._wait(seconds)
        return seconds

    def _scrub(self, answer: Answer) -> Answer:
        """Return *answer* without the key: the service repeats it, in errors as well."""
        return attrs.evolve(answer, body=answer.body.replace(self._key.reveal().encode(), _STARS))


def _leave_as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Return *request*: without this, a password of ``.netrc`` would be put into it."""
    return request


def _read_seconds(answer: Answer, name: str) -> float | None:
    """Return the seconds in a header; None if it is not there, or a date."""
    try:
        seconds = float(answer.headers.get(name, ""))
    except ValueError:
        return None
    return seconds if 0 <= seconds < float("inf") else None
