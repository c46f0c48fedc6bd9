"""Tellico, asked over D-Bus on a screen that nobody sees: BibTeX and RIS imported, its own XML exported.

It has no command for that: a window opens, and what its menus do is done by messages. It holds of BibTeX whatever
fields there are, with TeX's commands for the letters that it does not know.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from arxiv2bib.data.calendar import MONTHS
from arxiv2bib.formats.ris_names import parse_ris_name
from tests.agreement.neutral import Item, Value, fold, make_person, read_value
from tests.agreement.ours import from_names
from tests.managers.fields import simplify
from tests.managers.programs import Fault, MissingError, Program, load
from tests.managers.quick import fields, find_command, is_single_page, run

__all__ = ["TELLICO"]

_LIMIT: Final = 120
"""Seconds."""
_NAMESPACE: Final = "{http://periapsis.org/tellico/}"
_COMMANDS: Final = ("xvfb-run", "xauth", "dbus-run-session", "dbus-send")
# Started without a file, since it answers before one given with the command is read.
_SCRIPT: Final = """
ask() { dbus-send --session --print-reply --reply-timeout=60000 --dest=org.kde.tellico /Tellico "$@"; }
tellico --nofile >tellico.log 2>&1 &
for try in $(seq 150); do
    ask org.freedesktop.DBus.Introspectable.Introspect >/dev/null 2>&1 && break
    sleep 0.2
done
ask "org.kde.tellico.$1" "string:$PWD/papers" string:replace
ask org.kde.tellico.exportXML "string:$PWD/saved.xml" boolean:false
kill $!
"""
_FIELDS: Final = {
    "title": "title", "booktitle": "container-title", "journal": "container-title", "series": "collection-title",
    "volume": "volume", "number": "issue", "pages": "page", "eid": "page", "edition": "edition",
    "publisher": "publisher", "institution": "publisher", "school": "publisher", "organization": "publisher",
    "address": "publisher-place", "doi": "DOI", "url": "URL", "isbn": "ISBN", "issn": "ISSN", "eprint": "eprint",
    "abstract": "abstract", "note": "note", "language": "language", "urldate": "accessed", "type": "genre",
}  # fmt: skip
"""What Tellico calls the fields: as BibTeX does, those that it has no name for as well."""
_STAMPS: Final = (f"{_NAMESPACE}cdate", f"{_NAMESPACE}mdate")
"""When an entry was made and changed there."""
_PEOPLE: Final = ("author", "editor", "translator")


def _find() -> str:
    for name in _COMMANDS:
        if shutil.which(name) is None:
            raise MissingError(f"no program {name}")
    return find_command("dpkg-query", "--show", "--showformat=${Version}", "tellico")


def _read(text: str, *, method: str) -> Mapping[str, Item]:
    etree = load("defusedxml.ElementTree")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "papers").write_text(text, encoding="utf-8")
        (place / "ask.sh").write_text(_SCRIPT, encoding="utf-8")
        # Its settings are looked for in the home of the user; root may not use the sandbox of its browser.
        home = {**os.environ, "HOME": folder, "XDG_RUNTIME_DIR": folder, "QTWEBENGINE_DISABLE_SANDBOX": "1"}
        command = ("xvfb-run", "-a", "dbus-run-session", "--", "sh", "ask.sh", method)
        run(*command, folder=place, limit=_LIMIT, environment=home)
        root = etree.parse(place / "saved.xml").getroot()
    entries = [dict(_list_fields(entry)) for entry in root.iter(f"{_NAMESPACE}entry")]
    return {entry["bibtex-key"][0]: simplify(_from_tellico(entry)) for entry in entries}


def _list_fields(entry: Any) -> Iterator[tuple[str, list[str]]]:  # Any: an element of XML
    """Yield the names of the fields and their values; one with several stands in an element of its own, in plural."""
    for element in entry:
        if element.tag in _STAMPS:
            continue
        parts = list(element) or [element]
        yield parts[0].tag.removeprefix(_NAMESPACE), [part.text or "" for part in parts]


def _from_tellico(entry: Mapping[str, list[str]]) -> Item:
    found: dict[str, Value] = {
        field: read_value(field, "; ".join(entry[name])) for name, field in _FIELDS.items() if name in entry
    }
    for role in _PEOPLE:
        found[role] = tuple(_make_person(text) for text in entry.get(role, ()))
    found["keyword"] = frozenset(map(fold, entry.get("keyword", ())))
    note = str(found.get("note", ""))
    if "eprint" not in found and note.startswith("arXiv:"):
        found["eprint"] = note.removeprefix("arXiv:").split(";")[0]
    year, month, day = (next(iter(entry.get(name, ())), "") for name in ("year", "month", "day"))
    number = str(MONTHS.index(month) + 1) if month in MONTHS else month
    found["issued"] = "-".join([year[:4], *(part.zfill(2) for part in (number, day) if part.isdigit())])
    if next(iter(entry["entry-type"])) in ("techreport", "report", "patent", "standard"):
        found["number"] = found.pop("issue", "")
    return found


def _make_person(text: str) -> Any:  # Any: a Person
    if text.startswith("{"):
        return make_person(text.strip("{}"))
    (person,) = from_names([parse_ris_name(text)[0]])
    return person


_NO_RANGES: Final = Fault(fields("month day"), "reads no `date`, which holds ranges")
_NO_PAGE: Final = Fault(fields("page"), "drops a first page without a last one", is_single_page)

TELLICO: Final[tuple[Program, ...]] = (
    Program("Tellico", "zotero", "bibtex", _find, partial(_read, method="importBibtex"), faults=(_NO_RANGES,)),
    Program("Tellico", "mendeley", "ris", _find, partial(_read, method="importRIS"),
            lacks=fields("DOI ISSN month day language edition translator accessed number genre"), faults=(_NO_PAGE,)),
)  # fmt: skip
