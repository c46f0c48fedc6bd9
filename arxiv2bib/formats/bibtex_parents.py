"""Inheritance: what an entry takes over from the entries that its ``crossref`` and ``xdata`` name.

Source: btxdoc, "Cross references"; the biblatex manual 3.x, 2.4.1.1 and appendix B "Default Inheritance Setup".
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from arxiv2bib.diagnostics import Code
from arxiv2bib.formats.bibtex import scan_bibtex
from arxiv2bib.formats.bibtex_rows import ROWS
from arxiv2bib.formats.bibtex_values import expand_value
from arxiv2bib.model.records import Record, Source
from arxiv2bib.text.encoding import decode_bad_bytes
from arxiv2bib.text.expressions import compile_late

__all__ = ["Parents", "find_parents", "is_held"]

_LINK: Final = re.compile(rb"(?:crossref|xdata)\s*=\s*(?:\{([^{}]*)\}|\"([^\"{}]*)\"|([^\s,#{}()\"=\\]+))")
_GAP: Final = compile_late(r"\s*,\s*")
_OVERLAP: Final = 4096
_MOST: Final = 32
# What says something of the parent alone. A child that took its DOI or its pages would be a chimera.
_OWN: Final = frozenset(
    "abstract annotation annote archiveprefix comment crossref doi eprint eprintclass eprinttype howpublished keyword "
    "keywords language library note pages pagetotal pmcid pmid primaryclass pubstate shorttitle url urldate "
    "xdata".split()
)
# A child's container is what the parent is called.
_CONTAINED: Final = frozenset(
    "inproceedings conference incollection inbook inreference bookinbook suppbook suppcollection".split()
)
_TITLES: Final = ("title", "subtitle", "titleaddon")
_BOOK_PARTS: Final = frozenset({"booksubtitle", "booktitleaddon"})
_PERIODICAL: Final = frozenset({"article", "suppperiodical", "review"})
# Two names for one thing: an entry that has the one does not take over the other.
_RIVALS: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(("journal", "journaltitle", "booktitle"), frozenset({"journal", "journaltitle", "booktitle"})),
    **dict.fromkeys(("address", "location"), frozenset({"address", "location"})),
    **dict.fromkeys(("institution", "school"), frozenset({"institution", "school"})),
    **dict.fromkeys(("issue", "number"), frozenset({"issue", "number"})),
    **dict.fromkeys(("date", "year"), frozenset({"date", "year"})),
    "month": frozenset({"month", "date"}),
    "day": frozenset({"day", "date"}),
}
_Fields = Mapping[str, str]


class Parents:
    """The entries of one source that others inherit from, by their keys; fields by their names in lower case."""

    def __init__(self, entries: Mapping[str, _Fields]) -> None:
        self._entries = entries
        self._folded: dict[str, _Fields] = {}
        for key, fields in entries.items():
            self._folded.setdefault(key.casefold(), fields)

    def inherit(self, kind: str, fields: Iterable[tuple[str, str]]) -> tuple[dict[str, str] | None, list[str]]:
        """Return what an entry of type *kind* with these *fields* takes over, and the keys that no entry has.

        Nearer parents go before farther ones, what an entry says itself before both. Never raises.
        """
        own: dict[str, str] = {}
        for name, tex in fields:
            if tex.strip():
                own.setdefault(name.lower(), tex)
        if "crossref" not in own and "xdata" not in own:
            return None, []
        missing = [key for key, _ in _find_links(own) if self._find(key) is None]
        taken: dict[str, str] = {}
        held = set(own)
        for parent, is_crossref in self._find_ancestors(own):
            passed = _hand_down(kind, parent) if is_crossref else parent
            fresh = {name: tex for name, tex in passed.items() if name in ROWS and not is_held(name, held)}
            if "booktitle" in taken:  # the subtitle of a farther parent is that of another title
                fresh = {name: tex for name, tex in fresh.items() if name not in _BOOK_PARTS}
            taken.update(fresh)
            held.update(fresh)
        return taken or None, missing

    def _find(self, key: str) -> _Fields | None:
        return self._entries.get(key) or self._folded.get(key.casefold())

    def _find_ancestors(self, own: _Fields) -> Iterator[tuple[_Fields, bool]]:
        """Yield each entry that *own* inherits from, once, nearest first, and whether a ``crossref`` led to it."""
        seen: list[_Fields] = [own]
        links = list(_find_links(own))
        while links and len(seen) <= _MOST:
            key, is_crossref = links.pop(0)
            parent = self._find(key)
            if parent is not None and not any(parent is other for other in seen):
                seen.append(parent)
                yield parent, is_crossref
                links[:0] = _find_links(parent, is_crossref=is_crossref)


def _find_links(fields: _Fields, *, is_crossref: bool = False) -> Iterator[tuple[str, bool]]:
    for key in _GAP.split(fields.get("xdata", "").strip()):
        if key:
            yield key, is_crossref
    key = fields.get("crossref", "").strip()
    if key:
        yield key, True


def is_held(name: str, held: set[str]) -> bool:
    """Whether an entry with the fields *held* does not take over *name*: it has it, or another name for it."""
    rivals = _RIVALS.get(name)
    return name in held if rivals is None else not rivals.isdisjoint(held)


def _hand_down(kind: str, parent: _Fields) -> dict[str, str]:
    """Return *parent* as a child of type *kind* sees it: its title is the child's container."""
    handed = {name: tex for name, tex in parent.items() if name not in _OWN and name not in _TITLES}
    container = "booktitle" if kind in _CONTAINED else "journaltitle" if kind in _PERIODICAL else None
    if container is not None and "title" in parent and container not in handed:
        prefix = container.removesuffix("title")
        for name in _TITLES:
            if name in parent:
                handed["journaltitleaddon" if name == "titleaddon" and prefix == "journal" else prefix + name] = parent[
                    name
                ]
    return handed


def find_parents(source: Source) -> Parents | None:
    """Return the entries of *source* that others name, or None if none is named: one look at the text, or two."""
    wanted: set[str] = set()
    tail = b""
    for chunk in source.chunks(translate=False):
        data = tail + chunk.encode("utf-8", "surrogatepass").lower()  # far faster than of text outside ASCII
        for word in (b"crossref", b"xdata"):
            at = data.find(word)
            while at >= 0:
                match = _LINK.match(data, at)
                if match is not None:
                    keys = (match[1] or match[2] or match[3] or b"").decode("utf-8", "surrogatepass")
                    wanted.update(key.casefold() for key in _GAP.split(keys.strip()))
                at = data.find(word, at + len(word))
        tail = data[-_OVERLAP:]
    wanted.discard("")
    return Parents(_read_parents(source, wanted)) if wanted else None


def _read_parents(source: Source, wanted: set[str]) -> dict[str, _Fields]:
    entries: dict[str, _Fields] = {}
    macros: dict[str, str] = {}
    for item in scan_bibtex(source.chunks(translate=False), _say_nothing):
        if not isinstance(item, Record):
            continue
        if item.type == "string":
            macros.update((name.casefold(), expand_value(raw, macros)) for name, raw, _ in item.fields)
        elif item.key is not None and item.key.casefold() in wanted and item.key not in entries:
            fields = _read_fields(item, macros)
            entries[item.key] = {name: decode_bad_bytes(tex) for name, tex in fields.items()}
    return entries


def _read_fields(record: Record, macros: Mapping[str, str]) -> _Fields:
    fields: dict[str, str] = {}
    for name, raw, _ in record.fields:
        tex = " ".join(expand_value(raw, macros).split())
        if tex:
            fields.setdefault(name.lower(), tex)
    return fields


def _say_nothing(_code: Code, _message: str, _line: int, _key: str | None, _value: str | None) -> None:
    """Say nothing: the reading proper says it."""
