"""A Zotero to push into and to read from, as strict as the real one: each rule of docs/reference/push-protocols.md."""

import http.server
import itertools
import json
import os
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import attrs

from arxiv2bib import Entry, loads
from arxiv2bib.model.vocabulary import EntryType
from arxiv2bib.settings import Settings, load_settings

NO_FILE = Path(os.devnull)
KNOWN_TYPES = {str(kind) for kind in EntryType} - {"software"}
"""The types of CSL JSON.js: one other, and nothing of the text is recognised."""

Fault = Callable[[str, int], str | None]
"""From a path without its query, and how many requests came for it with this one, to what goes wrong: ``fail`` (500),
``drop`` (closed before anything is done) or ``lose`` (done, and closed without an answer)."""


@attrs.frozen
class Heard:
    """A request as it came; names of headers are in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@attrs.frozen
class Reply:
    """An answer; a body is sent without its length, as Zotero sends it. None for ``status``: closed without a byte."""

    status: int | None
    body: bytes = b""
    headers: Mapping[str, str] = attrs.field(factory=dict)


def reply_json(status: int, value: object, **headers: str) -> Reply:
    """Return a reply with *value* as JSON."""
    return Reply(status, json.dumps(value).encode(), {"Content-Type": "application/json", **headers})


TARGETS = (
    {"id": "L1", "name": "Meine Bibliothek", "level": 0},
    {"id": "C1", "name": "Thesis", "level": 1},
    {"id": "C2", "name": "To read", "level": 2},
    {"id": "C3", "name": "Old", "level": 1},
    {"id": "C4", "name": "To read", "level": 2},
    {"id": "L5", "name": "Group", "level": 0},
    {"id": "C9", "name": "Shared", "level": 1},
)
"""The user's library in German, with collections in two levels, and a group."""


@attrs.define
class FakeZotero:
    """What such a Zotero has, and how it is set."""

    url: str = ""
    items: list[dict[str, Any]] = attrs.field(factory=list)
    sessions: dict[str | None, list[int]] = attrs.field(factory=dict)
    local_api: bool = False
    better_bibtex: bool = False
    editable: bool = True
    selected: str = "L1"
    targets: Sequence[Mapping[str, Any]] = TARGETS
    fault: Fault = attrs.field(default=lambda path, count: None)
    heard: list[Heard] = attrs.field(factory=list)
    biblatex: str = ""
    drops_silently: frozenset[str] = frozenset()
    """Titles of which the importer makes no item."""
    _lock: threading.Lock = attrs.field(factory=threading.Lock)
    _keys: Iterator[int] = attrs.field(factory=lambda: itertools.count(1))

    @property
    def titles(self) -> list[str]:
        """The titles of all items, in the order in which they came."""
        return [str(item["title"]) for item in self.items]

    def count(self, path: str) -> int:
        """Return how many requests came for *path*."""
        return sum(urlsplit(heard.path).path == path for heard in self.heard)

    def handle(self, heard: Heard) -> Reply:
        """Return the reply to *heard*."""
        with self._lock:
            self.heard.append(heard)
            path = urlsplit(heard.path).path
            fault = self.fault(path, self.count(path))
            if fault == "drop":
                return Reply(None)
            if fault == "fail":
                return Reply(500)
            reply = self._check(heard)
            return Reply(None) if fault == "lose" else reply

    def _check(self, heard: Heard) -> Reply:
        """Apply the rules of every endpoint; see server.js."""
        if not re.fullmatch(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?", heard.headers.get("host", "")):
            return Reply(400, b"Invalid Host header")
        allowed = {"x-zotero-connector-api-version", "zotero-allowed-request"}
        is_browser = heard.headers.get("user-agent", "").startswith("Mozilla/") or "origin" in heard.headers
        if is_browser and allowed.isdisjoint(heard.headers):
            return Reply(None)
        data: Any = None
        if heard.method == "POST":
            if not heard.headers.get("content-length", "").isdigit():
                return Reply(400, b"Content-length not provided")
            kind = heard.headers.get("content-type", "").partition(";")[0]
            if kind == "application/json":
                try:
                    data = json.loads(heard.body)
                except ValueError:
                    return Reply(400, b"Invalid JSON provided")
            elif kind:
                data = heard.body
        parts = urlsplit(heard.path)
        if parts.path.startswith("/api/"):
            return self._answer_api(parts.path, parse_qs(parts.query))
        if parts.path.startswith("/better-bibtex/"):
            return self._answer_better_bibtex(parts.path, unquote(parts.query), data)
        endpoints: dict[tuple[str, str], Callable[[Any, dict[str, list[str]]], Reply]] = {
            ("GET", "/connector/ping"): lambda data, query: Reply(200, b"<html>Zotero is running</html>"),
            ("POST", "/connector/getSelectedCollection"): self._select,
            ("POST", "/connector/import"): self._import,
            ("POST", "/connector/updateSession"): self._update_session,
        }
        answer = endpoints.get((heard.method, parts.path))
        if answer is None:
            is_known = parts.path in {path for _, path in endpoints}
            return Reply(400, b"Endpoint does not support method") if is_known else Reply(404, b"No endpoint found")
        return answer(data, parse_qs(parts.query))

    def _select(self, data: Any, query: dict[str, list[str]]) -> Reply:
        if not isinstance(data, dict):
            return Reply(500)
        names = {target["id"]: target["name"] for target in self.targets}
        number = int(self.selected[1:]) if self.selected.startswith("C") else None
        return reply_json(200, {
            "libraryID": 1, "libraryName": "Meine Bibliothek", "libraryEditable": self.editable,
            "editable": self.editable, "id": number, "name": names[self.selected], "targets": self.targets,
        })  # fmt: skip

    def _import(self, data: Any, query: dict[str, list[str]]) -> Reply:
        session = query.get("session", [None])[0]
        if session in self.sessions:
            return reply_json(409, {"error": "SESSION_EXISTS"})
        self.sessions[session] = []
        if not isinstance(data, bytes):  # an object: the translators are handed no text
            return Reply(500)
        try:
            value = json.loads(data.decode())
        except ValueError:
            return Reply(400)
        rows = value if isinstance(value, list) else [value]
        if not rows or any(row.get("type") not in KNOWN_TYPES for row in rows):
            return Reply(400)
        if not self.editable and self.selected == "none":
            return reply_json(500, {"libraryEditable": False})
        made = []
        for row in rows:
            if row["title"] in self.drops_silently:
                continue
            key = f"KEY{next(self._keys):05}"
            self.sessions[session].append(len(self.items))
            self.items.append({**row, "key": key, "target": self.selected})
            made.append({"key": key, "version": 0, "itemType": "preprint", "title": row["title"]})
        return reply_json(201, made)

    def _update_session(self, data: Any, query: dict[str, list[str]]) -> Reply:
        if not isinstance(data, dict) or not data.get("sessionID"):
            return reply_json(400, {"error": "SESSION_ID_NOT_PROVIDED"})
        if data["sessionID"] not in self.sessions:
            return reply_json(400, {"error": "SESSION_NOT_FOUND"})
        if data.get("target") not in {target["id"] for target in self.targets}:
            return reply_json(400, {"error": "COLLECTION_NOT_FOUND"})
        for index in self.sessions[data["sessionID"]]:
            self.items[index]["target"] = data["target"]
        return reply_json(200, {})

    def _answer_api(self, path: str, query: dict[str, list[str]]) -> Reply:
        if not self.local_api:
            return Reply(403, b"Local API is not enabled")
        if path == "/api/users/0/groups":
            return reply_json(200, [{"id": 77, "data": {"id": 77, "name": "Group"}}])
        if match := re.fullmatch(r"/api/(users/0|groups/77)/collections(?:/top)?", path):
            return reply_json(200, self._list_collections(is_group=match[1] != "users/0"))
        match = re.fullmatch(r"/api/(users/0|groups/77)(?:/collections/COLL(\d))?/items/top", path)
        if match is None:
            return Reply(404, b"Not found")
        wanted = f"C{match[2]}" if match[2] else None
        own = {"C9", "L5"} if match[1] != "users/0" else {"L1", "C1", "C2", "C3", "C4"}
        found = [item for item in self.items if (item["target"] == wanted if wanted else item["target"] in own)]
        if words := query.get("q"):
            fields = None if query.get("qmode") == ["everything"] else {"title", "author"}
            found = [item for item in found if _has(item, words[0], fields)]
        start, limit = int(query.get("start", ["0"])[0]), int(query.get("limit", [str(len(found) or 1)])[0])
        if query.get("format") != ["csljson"]:
            return reply_json(200, found[start : start + limit])
        page = [_export(item) for item in found[start : start + limit]]
        return Reply(200, json.dumps(page).encode(), {"Content-Type": "text/plain", "Total-Results": str(len(found))})

    def _list_collections(self, *, is_group: bool) -> list[dict[str, Any]]:
        parents: dict[int, Any] = {}
        rows = []
        is_asked = True
        for target in self.targets:
            if target["id"].startswith("L"):
                is_asked = (target["id"] == "L5") == is_group
                continue
            if not is_asked:
                continue
            level, key = int(str(target["level"])), f"COLL{str(target['id'])[1:]}"
            if level:
                parents[level] = key
                rows.append({"key": key, "data": {
                    "key": key, "name": target["name"], "parentCollection": parents.get(level - 1, False)
                }})  # fmt: skip
        return rows

    def _answer_better_bibtex(self, path: str, query: str, data: Any) -> Reply:
        if not self.better_bibtex:
            return Reply(404, b"No endpoint found")
        if path == "/better-bibtex/json-rpc":
            assert data == {"jsonrpc": "2.0", "method": "user.groups", "params": [True], "id": 1}
            libraries = [{"id": 1, "name": "Meine Bibliothek"}, {"id": 5, "name": "Group"}]
            return reply_json(200, {"jsonrpc": "2.0", "result": libraries, "id": 1})
        known = {
            ("/better-bibtex/export/library", "/1/library.biblatex"),
            ("/better-bibtex/export/collection", "/1/Thesis/To read.biblatex"),
            ("/better-bibtex/export/library", "/5/library.biblatex"),
        }
        if (path, query) not in known:
            return Reply(404, b"could not find collection")
        return Reply(200, f"% {query}\n{self.biblatex}".encode(), {"Content-Type": "text/plain"})


def _has(item: Mapping[str, Any], words: str, fields: set[str] | None) -> bool:
    values = (value for name, value in item.items() if fields is None or name in fields)
    return any(words.casefold() in json.dumps(value).casefold() for value in values)


def _export(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return *item* as Zotero exports it: the id is its address."""
    row = {name: value for name, value in item.items() if name not in {"key", "target", "citation-key"}}
    return {**row, "id": f"http://zotero.org/users/local/AbCd/items/{item['key']}"}


@contextmanager
def run_program(handle: Callable[[Heard], Reply], headers: Mapping[str, str]) -> Iterator[str]:
    """Give the address of a program on this machine that answers by *handle*, with *headers*."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.0"
        timeout = 30

        def log_message(self, *_: object) -> None:
            pass

        def do_POST(self) -> None:
            length = self.headers.get("Content-Length", "")
            body = self.rfile.read(int(length)) if length.isdigit() else b""
            found = {name.lower(): value for name, value in self.headers.items()}
            reply = handle(Heard(self.command, self.path, found, body))
            if reply.status is None:
                return
            self.send_response(reply.status)
            for name, value in {**headers, **reply.headers}.items():
                self.send_header(name, value)
            if not reply.body:
                self.send_header("Content-Length", "0")
            self.end_headers()
            with suppress(ConnectionError):  # who asked may be gone
                self.wfile.write(reply.body)

        def do_GET(self) -> None:
            self.do_POST()

    httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{httpd.server_address[1]}"
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()


@contextmanager
def run_zotero(zotero: FakeZotero) -> Iterator[FakeZotero]:
    """Let *zotero* run."""
    headers = {"X-Zotero-Version": "9.0.6", "X-Zotero-Connector-API-Version": "3"}
    with run_program(zotero.handle, headers) as url:
        zotero.url = url
        yield zotero


def read_csl(text: str) -> Iterator[Entry]:
    """Yield the entries of *text* in CSL-JSON."""
    return iter(loads(text, "csl-json"))


def make_settings(url: str, state_dir: Path, **changes: object) -> Settings:
    """Return settings under which Zotero is at *url*, and what is pushed is remembered in *state_dir*."""
    given = {"zotero_url": url, "state_dir": state_dir, "cache_dir": state_dir, "timeout": 5.0, **changes}
    return load_settings(config=NO_FILE, environ={}, **given)
