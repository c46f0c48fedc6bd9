"""The programs that can be pushed into, as a table: how each is opened, what it takes, and what is left for it."""

import hashlib
import importlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import Any, Final

import attrs

from arxiv2bib.diagnostics import Report
from arxiv2bib.errors import InvalidValueError
from arxiv2bib.exporters._jabref_library import render_library
from arxiv2bib.exporters._losses import Losses
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.records import Block, Source
from arxiv2bib.pushing import PROGRAMS
from arxiv2bib.pushing.parcels import Destination, Parcel, ReadEntries
from arxiv2bib.pushing.works import name_work
from arxiv2bib.registry import get_reader
from arxiv2bib.settings import Settings
from arxiv2bib.transforms.works import find_identifiers

__all__ = ["Program", "find_program", "pack_bibtex", "pack_csl"]

_CSL: Final = "csl-json"

Open = Callable[[Settings, str | None, ReadEntries], AbstractContextManager[Destination]]
"""From the settings, a collection's name and what reads the program's format to the library.

Raises :class:`~arxiv2bib.ServiceError` if the program is not there, :class:`~arxiv2bib.ExportError` if there is no such
collection.
"""


@attrs.frozen(kw_only=True)
class Program:
    """What can be pushed into.

    ``name`` is for messages; ``opener`` the module and the function, an :data:`Open`, which is loaded when it is used.
    ``to`` and ``profile`` are those of ``convert``, ``options`` its exporter's; ``pack`` parts the text that they make
    into the entries, and tells the report what these cannot hold. If the program is not there, ``join`` makes of the
    parcels the contents of ``file``, and ``remedy`` says what to do with it. ``variant`` is for what settings change.
    """

    name: str
    opener: str
    to: str
    profile: str | None
    pack: Callable[[str, Report], list[Parcel]]
    join: Callable[[Sequence[Parcel]], Iterable[str]]
    file: str
    remedy: str
    options: Mapping[str, object] = attrs.field(factory=dict)
    variant: "Callable[[Settings], Program] | None" = None

    def choose(self, settings: Settings) -> "Program":
        """Return the program as *settings* have it."""
        return self if self.variant is None else self.variant(settings)

    def open(self, settings: Settings, collection: str | None) -> AbstractContextManager[Destination]:
        """Return the library, to be entered; raises what an :data:`Open` raises."""
        module, _, name = self.opener.partition(":")
        opener: Open = getattr(importlib.import_module(module), name)
        return opener(settings, collection, partial(_read, self.to))


def find_program(name: str) -> Program:
    """Return the program *name*; raises :class:`~arxiv2bib.InvalidValueError` if there is none."""
    if name not in PROGRAMS:
        raise InvalidValueError(f"nothing can be pushed into {name!r}; these can: {', '.join(PROGRAMS)}")
    return _PROGRAMS[name]


def _read(format_name: str, text: str) -> Iterable[Entry]:
    source = Source(f"<{format_name}>", text=text)
    return (item for item in get_reader(format_name).read(source, report=Report(keep=0)) if isinstance(item, Entry))


def pack_csl(text: str, report: Report) -> list[Parcel]:
    """Return the items of *text*, in CSL-JSON as we write it, one by one.

    What has no identifier is known by its content.
    """
    return [_make_parcel(item, entry) for item, entry in _read_items(text)]


def _read_items(text: str) -> Iterable[tuple[dict[str, Any], Entry]]:  # Any: JSON
    return zip(json.loads(text), _read(_CSL, text), strict=True)


def _make_parcel(item: Mapping[str, object], entry: Entry) -> Parcel:
    identifiers = find_identifiers(entry) or (_name_content(item),)
    return Parcel(identifiers, json.dumps(item, ensure_ascii=False), entry.key, entry.title)


def _pack_zotero_items(text: str, report: Report) -> list[Parcel]:
    """Return the items of *text*, in CSL-JSON, as those of Zotero's Web API, which have parts of names in one place."""
    from arxiv2bib.exporters._csl_extras import is_no_part
    from arxiv2bib.exporters.zotero_items import to_zotero_item

    losses, parcels = Losses(report, "zotero.org"), []
    for item, entry in _read_items(text):
        parcel = _make_parcel(item, entry)
        parcels.append(attrs.evolve(parcel, text=json.dumps(to_zotero_item(item)), spare=parcel.text))
        for extra in entry.extra:
            if extra.namespace == _CSL and (extra.name == "custom" or not is_no_part(extra.name)):
                losses.drop(entry.evolve(origin=None), f"extra.{_CSL}.{extra.name}", extra.value)
    return parcels


def _name_content(item: Mapping[str, object]) -> str:
    content = {name: value for name, value in item.items() if name not in {"id", "citation-key"}}
    return f"content:{hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()}"


def _join_csl(parcels: Sequence[Parcel]) -> Iterable[str]:
    return ("[\n", ",\n".join(parcel.text for parcel in parcels), "\n]\n")


def _join_spare_csl(parcels: Sequence[Parcel]) -> Iterable[str]:
    """Return the file that would be written for Zotero."""
    from arxiv2bib.exporters._csl_adapting import adapt_item
    from arxiv2bib.profiles.zotero import CSL

    spare = (json.dumps(adapt_item(json.loads(parcel.spare), CSL), ensure_ascii=False) for parcel in parcels)
    return ("[\n", ",\n".join(spare), "\n]\n")


def pack_bibtex(dialect: str, text: str, report: Report) -> list[Parcel]:
    """Return the entries of *text*, in *dialect* as the profile of JabRef writes it, one by one.

    Macros are no loss: such entries have their texts in them. What has no identifier is known by its content.
    """
    losses, ending = Losses(report, "JabRef"), render_library(dialect, ()).strip()
    parcels = []
    for item in get_reader(dialect).read(Source(f"<{dialect}>", text=text), report=Report(keep=0)):
        if isinstance(item, Block):
            if item.raw.strip() != ending:
                losses.drop_block(item)
        elif item.origin is not None:
            parcels.append(Parcel(name_work(item), item.origin.record.raw.strip(), item.key, item.title))
    return parcels


def _join_bibtex(dialect: str, parcels: Sequence[Parcel]) -> Iterable[str]:
    return (*(f"{parcel.text}\n\n" for parcel in parcels), render_library(dialect, ()).lstrip())


def _make_jabref(dialect: str) -> Program:
    return Program(
        name="JabRef",
        opener="arxiv2bib.pushing.jabref:connect_jabref",
        to=dialect,
        profile="jabref",
        pack=partial(pack_bibtex, dialect),
        join=partial(_join_bibtex, dialect),
        file="arxiv2bib-jabref.bib",
        remedy="Start JabRef and push again; or import {file} with File > Import > Import into current library",
        variant=lambda settings: _make_jabref(settings.jabref_format),
    )


_PROGRAMS: Final = {
    "zotero": Program(
        name="Zotero",
        opener="arxiv2bib.pushing.connector:connect_zotero",
        to=_CSL,  # the only one in which a preprint arrives in Zotero as a preprint
        profile="zotero",
        pack=pack_csl,
        join=_join_csl,
        file="arxiv2bib-zotero.json",
        remedy="Start Zotero and push again; or import {file} with File > Import",
    ),
    "zotero-web": Program(
        name="zotero.org",
        opener="arxiv2bib.pushing.zotero_web:connect_zotero_web",
        to=_CSL,
        profile=None,
        options={"carry": False, "preserve": False, "formulas": "text"},
        pack=_pack_zotero_items,
        join=_join_spare_csl,
        file="arxiv2bib-zotero.json",
        remedy="Push again when zotero.org answers; or import {file} into Zotero with File > Import",
    ),
    "jabref": _make_jabref("biblatex"),
}
if tuple(_PROGRAMS) != PROGRAMS:
    raise AssertionError(f"the programs are {tuple(_PROGRAMS)}, and not {PROGRAMS}")
