"""A JabRef to push into, as strict as the real one: each rule of docs/reference/push-protocols.md.

Source: JabRef/jabref, jabsrv: RootResource, LibrariesResource, LibraryResource, EntriesResource, GroupsResource.
"""

import itertools
import json
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import attrs
from bibtexparser.entrypoint import parse_string

from arxiv2bib import Entry, loads
from arxiv2bib.settings import Settings, load_settings
from tests.pushing.zotero import NO_FILE, Fault, Heard, Reply

THESIS = "thesis.bib-4f3a21"
OTHER = "other.bib-77b0c9"
UNSAVED = ""
"""The library without a name that may be selected."""

Group = tuple[str, ...]


@attrs.define
class FakeJabRef:
    """What such a JabRef has, and how it is set.

    Papers come under keys that JabRef makes itself, and twice if they are sent twice.
    """

    url: str = ""
    libraries: dict[str, list[str]] = attrs.field(factory=lambda: {THESIS: [], OTHER: ["@Misc{o,\n  note = {x},\n}\n"]})
    """The entries of the libraries that are open, as texts."""
    selected: str | None = THESIS
    groups: tuple[Group, ...] = (("Thesis",), ("Thesis", "To read"), ("A",), ("A", "Twin"), ("B",), ("B", "Twin"))
    is_old: bool = False
    """Whether it is 6.0-alpha.5 or 6: no groups, and no library but the one that is selected."""
    has_window: bool = True
    asks: bool = False
    """Whether it shows a window in which the user says what to import."""
    looks: int = 0
    """How often the library is looked at before what came is in it."""
    fault: Fault = attrs.field(default=lambda path, count: None)
    heard: list[Heard] = attrs.field(factory=list)
    waiting: list[tuple[str, str, str]] = attrs.field(factory=list)
    """What came and is not in its library yet: the library, the texts, the group."""
    _left: int = 0
    _lock: threading.Lock = attrs.field(factory=threading.Lock)
    _keys: Iterator[int] = attrs.field(factory=lambda: itertools.count(1))

    def titles(self, library: str = THESIS) -> list[str]:
        """Return the titles in *library*, in the order in which they came."""
        return [match[1] for text in self.libraries[library] if (match := re.search(r"title = \{(.*)\}", text))]

    def count(self, path: str) -> int:
        """Return how many requests came for *path*."""
        return sum(urlsplit(heard.path).path == path for heard in self.heard)

    @property
    def posts(self) -> list[Heard]:
        """The requests that bring papers."""
        return [heard for heard in self.heard if heard.method == "POST"]

    def answer_window(self) -> None:
        """Import what the window asks about."""
        for library, text, group in self.waiting:
            self.libraries[library].extend(self._import(text, group))
        self.waiting.clear()

    def handle(self, heard: Heard) -> Reply:
        """Return the reply to *heard*."""
        with self._lock:
            self.heard.append(heard)
            path = urlsplit(heard.path).path
            fault = self.fault(path, self.count(path))
            if fault == "drop":
                return Reply(None)
            if fault == "fail":
                return Reply(500, b"Internal Server Error", {"Content-Type": "text/plain"})
            reply = self._route(heard)
            return Reply(None) if fault == "lose" else reply

    def _route(self, heard: Heard) -> Reply:
        parts = urlsplit(heard.path)
        path, query = parts.path, parse_qs(parts.query)
        routes: tuple[tuple[str, str, Callable[..., Reply]], ...] = (
            ("GET", r"/", self._greet),
            ("GET", r"/libraries", lambda heard, query: _reply_json([*filter(None, self.libraries), "demo"])),
            ("GET", r"/libraries/([^/]+)", self._show),
            ("POST", r"/libraries/([^/]+)/entries", self._add),
            *(() if self.is_old else (("GET", r"/libraries/([^/]+)/groups", self._list_groups),)),
        )
        is_known = False
        for method, form, answer in routes:
            if (match := re.fullmatch(form, path)) is not None:
                if method == heard.method:
                    return answer(heard, query, *map(unquote, match.groups()))
                is_known = True
        return Reply(405) if is_known else Reply(404)

    def _greet(self, heard: Heard, query: dict[str, list[str]]) -> Reply:
        page = '<html>\n<body>\n<p>JabRef http API runs. Please navigate to <a href="libraries">libraries</a>.</p>\n'
        return Reply(200, page.encode(), {"Content-Type": "text/html"})

    def _find(self, name: str) -> str | None:
        """Return the library that is called *name*; None if it is not open."""
        if name == "current":
            return self.selected
        return name if name and name in self.libraries else None

    def _show(self, heard: Heard, query: dict[str, list[str]], name: str) -> Reply:
        if self._left:
            self._left -= 1
            if not self._left:
                self.answer_window()
        library = self._find(name)
        if library is None:
            return _say(404, f"No library with id {name} found")
        accept = heard.headers.get("accept", "*/*")
        if accept != "application/json":  # the file on disk, which the selected library is not asked for
            return Reply(404) if name == "current" else Reply(200, b"", {"Content-Type": "application/x-bibtex"})
        return _reply_json([
            {
                "sharingMetadata": {"sharedID": hash(text) % 1000, "version": 1},
                "userComments": "",
                "citationKey": text[text.index("{") + 1 : text.index(",")],
                "bibtex": text,
            }
            for text in self.libraries[library]
        ])  # fmt: skip

    def _list_groups(self, heard: Heard, query: dict[str, list[str]], name: str) -> Reply:
        if self._find(name) is None:
            return _say(404, f"No library with id {name} found")
        return _reply_json([{"name": path[-1], "path": path} for path in self.groups])

    def _add(self, heard: Heard, query: dict[str, list[str]], name: str) -> Reply:
        text = heard.body.decode()
        if heard.headers.get("content-type") != "application/x-bibtex":
            return Reply(415)
        if not text.strip():
            return _say(400, "BibTeX data must not be empty.")
        if not self.has_window:
            return _say(400, "Only possible in GUI mode.")
        if self.is_old and name != "current":
            return _say(400, "Only currently selected library possible")
        library = self._find(name)
        if library is None:
            return _say(404, "HTTP 404 Not Found")
        group = "" if self.is_old else query.get("group", [""])[0]
        self.waiting.append((library, text, group))
        if self.looks:
            self._left = self.looks
        elif not self.asks:
            self.answer_window()
        return Reply(204)

    def _import(self, text: str, group: str) -> Iterator[str]:
        """Yield the entries of *text* as JabRef writes them; what it cannot read is in its log only."""
        for entry in parse_string(text).entries:
            fields = {field.key: field.value for field in entry.fields} | ({"groups": group} if group else {})
            lines = "".join(f"  {name} = {{{value}}},\n" for name, value in sorted(fields.items()))
            yield f"@{entry.entry_type.title()}{{made{next(self._keys)},\n{lines}}}\n"


def _say(status: int, words: str) -> Reply:
    return Reply(status, words.encode(), {"Content-Type": "text/plain"})


def _reply_json(value: object) -> Reply:
    """Return *value* as Gson writes it: indented, with signs of HTML escaped."""
    text = json.dumps(value, indent=2).replace("=", "\\u003d").replace("<", "\\u003c").replace(">", "\\u003e")
    return Reply(200, text.encode(), {"Content-Type": "application/json"})


def read_biblatex(text: str) -> Sequence[Entry]:
    """Return the entries of *text* in BibLaTeX."""
    return tuple(loads(text, "biblatex"))


def make_settings(url: str, state_dir: Path, **changes: object) -> Settings:
    """Return settings under which JabRef is at *url*, is never started, and what is pushed is kept in *state_dir*."""
    given = {"jabref_url": url, "jabref_command": "none", "state_dir": state_dir, "cache_dir": state_dir, **changes}
    return load_settings(config=NO_FILE, environ={}, **{"timeout": 5.0, **given})
