"""The line to a program on this machine: one request, one answer, no proxy, no redirect, nothing tried again."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, Self
from urllib.parse import urlsplit

import attrs
import requests
import urllib3

from arxiv2bib._version import __version__
from arxiv2bib.errors import ServiceError
from arxiv2bib.settings import Settings

__all__ = ["Answer", "Line", "LineBrokenError", "LineDeadError", "taking_apart"]

_PIECE: Final = 1 << 16
_CONNECT: Final = 5.0  # seconds; on this machine it takes none
_USER_AGENT: Final = f"arxiv2bib-kit/{__version__}"
"""A plain name: whatever begins with ``Mozilla/`` is a web page to Zotero, which then closes the connection."""


class LineDeadError(ServiceError):
    """Nobody answers the call: nothing was sent."""


class LineBrokenError(ServiceError):
    """The request was sent, and no whole answer came."""


@attrs.frozen
class Answer:
    """What came back; names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")

    def read_json(self) -> Any:  # Any: JSON
        """Return the body's value; None if it is no JSON."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    @property
    def said(self) -> str:
        """The status, and what the program says with it, in one short line."""
        value = self.read_json()
        words = str(value.get("error", "") if isinstance(value, dict) else "") or " ".join(self.text.split())
        return f"{self.status} {words[:120]}".rstrip()


@contextmanager
def taking_apart(what: str) -> Iterator[None]:
    """Raise :class:`~arxiv2bib.ServiceError` if an answer, called *what*, is not made as it is taken apart here."""
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise ServiceError(f"{what} is not as it should be ({type(error).__name__}: {error})") from error


class Line:
    """A line to the program at *url*."""

    def __init__(self, url: str, settings: Settings) -> None:
        self.url = url
        self._seconds = settings.timeout
        self._limit = int(settings.max_megabytes * (1 << 20))
        self._session = requests.Session()
        self._session.trust_env = False  # no proxy has a way to this machine's programs; no .netrc is for them
        self._session.headers.clear()
        self._session.headers.update({"User-Agent": _USER_AGENT, "Accept": "*/*"})

    @property
    def host(self) -> str:
        """Host and port, for messages."""
        return urlsplit(self.url).netloc.rpartition("@")[2]

    def get(self, path: str, *, accept: str = "*/*", patience: float = 1.0) -> Answer:
        """Return the answer to a GET, of the media type *accept*; *patience* times as long as usual is waited for."""
        return self._ask("GET", path, {"Accept": accept}, None, patience)

    def post_json(self, path: str, value: object, *, patience: float = 1.0) -> Answer:
        """Return the answer to a POST of *value* as JSON."""
        return self.post(path, json.dumps(value).encode(), "application/json", patience=patience)

    def post(self, path: str, body: bytes, content_type: str, *, patience: float = 1.0) -> Answer:
        """Return the answer to a POST of *body*, whose length is told: Zotero refuses what comes in chunks."""
        return self._ask("POST", path, {"Content-Type": content_type}, body, patience)

    def _ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None, patience: float) -> Answer:
        try:
            response = self._session.request(
                method,
                f"{self.url}{path}",
                data=body,
                headers=dict(headers),
                timeout=(_CONNECT, self._seconds * patience),
                allow_redirects=False,
                stream=True,
            )
            try:
                return self._read(response)
            finally:
                response.close()
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            if _is_dead(error):
                raise LineDeadError(f"nothing answers at {self.host}") from error
            raise LineBrokenError(f"{self.host} gave no answer to {method} {path.partition('?')[0]}") from error

    def _read(self, response: requests.Response) -> Answer:
        body = bytearray()
        for piece in response.iter_content(_PIECE):
            body += piece
            if len(body) > self._limit:
                raise LineBrokenError(f"the answer of {self.host} is larger than {self._limit >> 20} MB")
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status_code, headers, bytes(body))

    def close(self) -> None:
        """Hang up."""
        self._session.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _is_dead(error: BaseException) -> bool:
    """Whether no connection came about."""
    if isinstance(error, requests.ConnectTimeout):
        return True
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    return isinstance(reason, urllib3.exceptions.NewConnectionError)
