"""A zotero.org to push into, as strict as the real one: each rule of docs/reference/push-protocols.md.

What it takes and what it answers is that of zotero/dataserver: ApiController.php, KeysController.php,
ItemsController.php, DataObjects.inc.php, API.inc.php, Items.inc.php, Results.inc.php, Errors.inc.php.
"""

import html
import json
import re
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import attrs

from arxiv2bib.formats.zotero_schema import ITEM_TYPES
from arxiv2bib.settings import Settings, load_settings
from tests.pushing.zotero import NO_FILE, Fault, Heard, Reply, reply_json

KEY = "Pq7R2sT4uV6wX8yZ1aB3cD5e"
USER = 475425
ALL_FIELDS = (
    "title abstractNote date url accessDate language rights extra shortTitle archive archiveLocation libraryCatalog "
    "callNumber DOI citationKey"
)
"""The fields of all types of :data:`FIELDS`. Source: zotero/zotero-schema, schema.json, 41."""
FIELDS = {
    "preprint": "genre repository archiveID place series seriesNumber",
    "journalArticle": "publicationTitle publisher place volume issue section partNumber partTitle pages series "
    "seriesTitle seriesText journalAbbreviation PMID PMCID ISSN",
    "conferencePaper": "proceedingsTitle conferenceName publisher place eventPlace volume issue numberOfVolumes pages "
    "series seriesNumber ISBN ISSN",
    "bookSection": "bookTitle series seriesNumber volume numberOfVolumes edition publisher place originalDate "
    "originalPublisher originalPlace format pages ISBN ISSN",
    "book": "series seriesNumber volume numberOfVolumes edition publisher place originalDate originalPublisher "
    "originalPlace format numPages ISBN ISSN",
    "thesis": "thesisType university place series seriesNumber numPages ISBN ISSN",
    "report": "reportNumber reportType institution place seriesTitle seriesNumber pages ISBN ISSN",
    "dataset": "identifier type versionNumber repository repositoryLocation format",
}
"""What such items have besides; other types have what the package's own table says."""
CREATORS = {
    "preprint": "author contributor editor translator reviewedAuthor",
    "journalArticle": "author contributor editor translator reviewedAuthor",
    "conferencePaper": "author contributor editor translator seriesEditor",
    "bookSection": "author contributor editor translator seriesEditor bookAuthor",
    "book": "author contributor editor translator seriesEditor",
    "thesis": "author contributor",
    "report": "author contributor editor translator seriesEditor",
    "dataset": "author contributor",
}
_KEY_OF_OBJECT = re.compile(r"[2-9A-NP-Z]{8}\Z")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d:\d\dZ?)?\Z")


@attrs.define
class Library:
    """What a library has: items by key, those in the trash, collections by key, and when each was changed."""

    items: dict[str, dict[str, Any]] = attrs.field(factory=dict)
    collections: dict[str, dict[str, Any]] = attrs.field(factory=dict)
    trash: set[str] = attrs.field(factory=set)
    deleted: dict[str, int] = attrs.field(factory=dict)
    version: int = 0

    def add(self, **data: Any) -> str:
        """Add an item as another program would, and return its key."""
        key = f"AAAA{len(self.items):04}".replace("0", "Z").replace("1", "Y")
        self.version += 1
        self.items[key] = {"key": key, "version": self.version, **data}
        return key

    def edit(self, key: str, **data: Any) -> None:
        """Change an item, as a user would."""
        self.version += 1
        self.items[key] |= {**data, "version": self.version}

    def throw_away(self, key: str) -> None:
        """Put an item into the trash, as a user would."""
        self.trash.add(key)
        self.edit(key, deleted=1)

    def delete(self, key: str) -> None:
        """Delete an item for good."""
        self.version += 1
        del self.items[key]
        self.deleted[key] = self.version

    def add_collection(self, key: str, name: str, parent: str | bool = False) -> None:
        """Add a collection."""
        self.collections[key] = {"key": key, "version": 1, "name": name, "parentCollection": parent}


@attrs.define
class FakeZoteroWeb:
    """What such a service has, and how it is set."""

    url: str = ""
    key: str = KEY
    access: dict[str, Any] = attrs.field(factory=lambda: {
        "user": {"library": True, "files": True, "notes": True, "write": True},
        "groups": {"all": {"library": True, "write": True}},
    })  # fmt: skip
    mine: Library = attrs.field(factory=Library)
    groups: dict[int, tuple[dict[str, Any], Library]] = attrs.field(factory=dict)
    tokens: set[str] = attrs.field(factory=set)
    fault: Fault = attrs.field(default=lambda path, count: None)
    before_write: Callable[[], object] = attrs.field(default=lambda: None)
    """What happens when a write comes in, before it is looked at: another program changes the library."""
    after_write: Callable[[], object] = attrs.field(default=lambda: None)
    """What happens when a write is done, before it is answered."""
    extra_headers: dict[str, str] = attrs.field(factory=dict)
    """Headers of the next answer, once."""
    most_bytes: int = 10_000_000
    bucket: int = 1_000_000
    """How many requests may come at once; ten of them are filled in a second. Source: ApiController.php, "limits"."""
    heard: list[Heard] = attrs.field(factory=list)
    refused: int = 0
    _lock: threading.Lock = attrs.field(factory=threading.Lock)

    @property
    def titles(self) -> list[str]:
        """The titles of all items of the user, in the order in which they came."""
        return [str(item.get("title")) for item in self.mine.items.values()]

    def count(self, path: str, method: str = "POST") -> int:
        """Return how many requests came for *path*."""
        return sum(urlsplit(heard.path).path == path and heard.method == method for heard in self.heard)

    def handle(self, heard: Heard) -> Reply:
        """Return the reply to *heard*."""
        with self._lock:
            self.heard.append(heard)
            path = urlsplit(heard.path).path
            if self.bucket <= 0:
                return Reply(429, b"Request rate limit exceeded", {"Retry-After": "10"})
            self.bucket -= 1
            fault = self.fault(path, self.count(path, heard.method))
            if fault == "drop":
                return Reply(None)
            if fault is not None and fault[:3].isdigit():  # "429 10": busy, for so many seconds
                status, _, seconds = fault.partition(" ")
                return Reply(int(status), b"Too many requests", {"Retry-After": seconds} if seconds else {})
            if fault == "fail":
                return Reply(500, b"An error occurred")
            reply = self._check(heard, half=fault == "half")
            if heard.method == "POST":
                self.after_write()
            extra, self.extra_headers = self.extra_headers, {}
            reply = attrs.evolve(reply, headers={"Zotero-Schema-Version": "42", **reply.headers, **extra})
            return Reply(None) if fault == "lose" else reply

    def _check(self, heard: Heard, *, half: bool) -> Reply:
        """Apply the rules of every request; see ApiController.php, "init"."""
        headers = heard.headers
        if "expect" in headers:
            return Reply(417, b"Expect header is not supported")
        is_write = heard.method == "POST"
        if is_write and not heard.body:
            return Reply(400, b"POST data not provided")
        key = headers.get("zotero-api-key")
        if key is None:
            return Reply(403, b"An API key is required for write requests." if is_write else b"Forbidden")
        if key != self.key:
            self.refused += 1
            return Reply(429 if self.refused > 5 else 403, b"Invalid key")
        token = headers.get("zotero-write-token")
        if is_write and token is not None:
            if not 5 <= len(token) <= 32:
                return Reply(400, b"Write token must be 5-32 characters in length")
            if token in self.tokens:
                return Reply(412, b"Write token already used")
        if headers.get("zotero-api-version") != "3":  # another one has other shapes
            return Reply(400, b"Invalid API version")
        return self._route(heard, half=half)

    def _route(self, heard: Heard, *, half: bool) -> Reply:
        parts = urlsplit(heard.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/keys/current":
            return reply_json(200, {"key": self.key, "userID": USER, "username": "Z User", "access": self.access})
        if parts.path == f"/users/{USER}/groups":
            rows = [{"id": number, "version": 1, "data": data} for number, (data, _) in self.groups.items()]
            return _list(rows, query)
        match = re.fullmatch(r"/(users|groups)/(\d+)/(collections|deleted|items|items/top)", parts.path)
        library = self._find_library(match[1], int(match[2])) if match else None
        if match is None or library is None:
            return Reply(404, b"Not found")
        if heard.method == "POST":
            if match[3] != "items":
                return Reply(405, b"Method not allowed")
            self.before_write()
            return self._write(heard, library, may_write=self._may_write(match[1], match[2]), half=half)
        version = {"Last-Modified-Version": str(library.version)}
        if match[3] == "deleted":
            gone = [key for key, number in library.deleted.items() if number > int(query["since"])]
            return reply_json(200, {"collections": [], "items": gone, "searches": [], "tags": []}, **version)
        since = heard.headers.get("if-modified-since-version")
        if since is not None and library.version <= int(since):
            return Reply(304, headers=version)
        if match[3] == "collections":
            return _list([{"key": key, "data": data} for key, data in library.collections.items()], query, version)
        return self._read_items(library, query, version, is_top=match[3] == "items/top")

    def _find_library(self, kind: str, number: int) -> Library | None:
        if kind == "users":
            return self.mine if number == USER else None
        return self.groups[number][1] if number in self.groups else None

    def _may_write(self, kind: str, number: str) -> bool:
        groups = self.access.get("groups", {})
        rights = self.access.get("user", {}) if kind == "users" else groups.get("all") or groups.get(number) or {}
        return bool(rights.get("write"))

    def _read_items(
        self, library: Library, query: Mapping[str, str], version: dict[str, str], *, is_top: bool
    ) -> Reply:
        items = [item for key, item in library.items.items() if "includeTrashed" in query or key not in library.trash]
        items = [item for item in items if int(item["version"]) > int(query.get("since", "-1"))]
        if "itemKey" in query:
            wanted = query["itemKey"].split(",")
            if len(wanted) > 50:
                return Reply(400, b"Too many keys")
            items = [item for item in items if item["key"] in wanted]
        if query.get("format") == "versions":
            return Reply(
                200, json.dumps({item["key"]: item["version"] for item in items}).encode(),
                {"Content-Type": "application/json", **version},
            )  # fmt: skip
        assert query.get("format", "json") == "json"
        assert is_top
        return _list([{"key": item["key"], "version": item["version"], "data": item} for item in items], query, version)

    def _write(self, heard: Heard, library: Library, *, may_write: bool, half: bool) -> Reply:
        refusal = self._check_write(heard, library, may_write=may_write)
        if refusal is not None:
            return refusal
        items = json.loads(heard.body)
        version = library.version + 1
        is_version_known = "if-unmodified-since-version" in heard.headers
        report: dict[str, dict[str, Any]] = {"successful": {}, "success": {}, "unchanged": {}, "failed": {}}
        for index, item in enumerate(items):
            if half and index >= len(items) // 2:
                return Reply(500, b"An error occurred")
            failure = self._save(item, library, version, is_version_known=is_version_known)
            if failure is None:
                key = item["key"]
                report["successful"][str(index)] = {"key": key, "version": version, "data": library.items[key]}
                report["success"][str(index)] = key
            else:
                code, message = failure
                report["failed"][str(index)] = {"code": code, "message": html.escape(message)}
        if token := heard.headers.get("zotero-write-token"):
            self.tokens.add(token)
        return reply_json(200, report, **{"Last-Modified-Version": str(library.version)})

    def _check_write(self, heard: Heard, library: Library, *, may_write: bool) -> Reply | None:
        """Return the refusal of the whole request, if it is refused."""
        if heard.headers.get("content-type") != "application/json":
            return Reply(400, b"Content-Type must be application/json")
        if not may_write:
            return Reply(403, b"Write access denied")
        if len(heard.body) > self.most_bytes:
            return Reply(413, b"Request Entity Too Large")
        since = heard.headers.get("if-unmodified-since-version", str(library.version))
        if not since.isdecimal():
            return Reply(400, b"Invalid If-Unmodified-Since-Version value")
        if library.version > int(since):
            message = f"Library has been modified since specified version (expected {since}, found {library.version})"
            return Reply(412, message.encode(), {"Last-Modified-Version": str(library.version)})
        try:
            items = json.loads(heard.body)
        except ValueError:
            return Reply(400, b"JSON Error: Syntax error, malformed JSON")
        if not isinstance(items, list):
            return Reply(400, b"Uploaded data must be a JSON array")
        return Reply(413, b"Cannot add more than 50 items at a time") if len(items) > 50 else None

    def _save(self, item: Any, library: Library, version: int, *, is_version_known: bool) -> tuple[int, str] | None:
        """Save *item* in a transaction of its own; return what is wrong with it."""
        failure = check_item(item)
        if failure is not None:
            return failure
        key = item.setdefault("key", f"BBBB{version % 1000:04}".replace("0", "Z").replace("1", "Y"))
        if "version" not in item and not is_version_known:
            return (
                428,
                "Either If-Unmodified-Since-Version or 'version' property must be provided for 'key'-based writes",
            )
        there = library.items.get(key)
        if there is not None and there["version"] > item.get("version", there["version"]):
            return 412, (
                f"Item has been modified since specified version (expected {item['version']}, found {there['version']})"
            )
        for collection in item.get("collections", ()):
            if collection not in library.collections:
                return 409, f"Collection {collection} not found"
        library.version = version
        library.items[key] = {**(there or {}), **item, "version": version}
        return None


def check_item(item: Any) -> tuple[int, str] | None:
    """Return what is wrong with *item*, as the service says it; see Items.inc.php, "validateJSONItem"."""
    if not isinstance(item, dict):
        return 400, "Invalid item object"
    kind = item.get("itemType")
    if kind is None:
        return 400, "'itemType' property not provided"
    if kind not in ITEM_TYPES:
        return 400, f"'{kind}' is not a valid itemType"
    if "version" in item and "key" not in item:
        return 400, "'version' is valid only with 'key' property"
    fields = set(f"{ALL_FIELDS} {FIELDS[kind]}".split()) if kind in FIELDS else set(ITEM_TYPES[kind].fields.values())
    for name, value in item.items():
        failure = _check_property(kind, name, value, fields)
        if failure is not None:
            return failure
    return None


def _check_property(kind: str, name: str, value: Any, fields: set[str]) -> tuple[int, str] | None:
    match name:
        case "itemType" | "version":
            return None
        case "key":
            return None if _KEY_OF_OBJECT.match(value) else (400, f"'{value}' is not a valid item key")
        case "creators":
            return next(filter(None, (_check_creator(kind, creator) for creator in value)), None)
        case "tags":
            return next(filter(None, map(_check_tag, value)), None)
        case "collections":
            bad = [key for key in value if not _KEY_OF_OBJECT.match(key)]
            return (400, f"'{bad[0]}' is not a valid collection key") if bad else None
        case "relations":
            return None if value == {} else (400, "Unsupported predicate")
    known = set(ALL_FIELDS.split()).union(*(each.fields.values() for each in ITEM_TYPES.values()))
    if name not in known:
        return 400, f"Invalid property '{name}'"
    if name not in fields:
        return 400, f"'{name}' is not a valid field for type '{kind}'"
    if not isinstance(value, str):
        return 400, f"Unexpected array for property '{name}'"
    if name == "accessDate" and _DAY.match(value) is None:
        return 400, f"'accessDate' must be in ISO 8601 or UTC 'YYYY-MM-DD[ hh:mm:ss]' format ({value})"
    if len(value) > 65535:
        return 413, f"{name} field value '{value[:50]}...' too long"
    return None


def _check_creator(kind: str, creator: Any) -> tuple[int, str] | None:
    role = creator.get("creatorType")
    if role is None:
        return 400, "creator object must contain 'creatorType'"
    if role not in (CREATORS[kind].split() if kind in CREATORS else ITEM_TYPES[kind].creators):
        return 400, f"'{role}' is not a valid creator type for item type '{kind}'"
    if set(creator) not in ({"creatorType", "name"}, {"creatorType", "firstName", "lastName"}):
        return 400, "'firstName' and 'name' creator fields are mutually exclusive"
    if not any(str(creator.get(part, "")).strip() for part in ("name", "firstName", "lastName")):
        return 400, "creator object must contain 'firstName'/'lastName' or 'name'"
    return None


def _check_tag(tag: Any) -> tuple[int, str] | None:
    if not isinstance(tag, dict) or not tag:
        return 400, "Tag must be an object"
    if not set(tag) <= {"tag", "type"}:
        return 400, f"Invalid tag property '{next(iter(set(tag) - {'tag', 'type'}))}'"
    if not isinstance(tag.get("type", 0), int):
        return 400, "Invalid tag type"
    return (413, f"Tag '{tag['tag'][:50]}\N{HORIZONTAL ELLIPSIS}' too long") if len(tag["tag"]) > 255 else None


def _list(rows: list[Any], query: Mapping[str, str], headers: Mapping[str, str] | None = None) -> Reply:
    """Return a page of *rows*: 25 unless another number is asked for, 100 at most."""
    start, limit = int(query.get("start", "0")), min(int(query.get("limit", "25")), 100)
    return reply_json(200, rows[start : start + limit], **{"Total-Results": str(len(rows)), **(headers or {})})


def make_web_settings(url: str, state_dir: Path, **changes: object) -> Settings:
    """Return settings under which zotero.org is at *url*, and opened with :data:`KEY`."""
    given = {
        "zotero_web_url": url, "zotero_api_key": KEY, "state_dir": state_dir, "cache_dir": state_dir, "timeout": 5.0,
        **changes,
    }  # fmt: skip
    return load_settings(config=NO_FILE, environ={}, **given)
