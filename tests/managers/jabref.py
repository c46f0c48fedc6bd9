"""JabRef on its command line, as Debian has it (3.8): a library of ours saved by it again, and RIS imported.

Of a library it copies the text of what it understands, so that this tells of fields lost, and not of letters.
"""

import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

from arxiv2bib import loads
from tests.agreement.neutral import Item
from tests.managers.fields import describe, simplify
from tests.managers.programs import Fault, Program
from tests.managers.quick import fields, find_command, has_group, has_suffix, run

__all__ = ["JABREF"]

_LIMIT: Final = 120
"""Seconds; after some errors it waits for a window that never comes."""


def _find() -> str:
    find_command("jabref", "--help")
    return find_command("dpkg-query", "--show", "--showformat=${Version}", "jabref")


def _save(text: str, *, format: str) -> Mapping[str, Item]:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "papers.bib").write_text(text, encoding="utf-8")
        run("jabref", "--nogui", "--output=saved.bib", "papers.bib", folder=place, limit=_LIMIT)
        saved = (place / "saved.bib").read_text("utf-8")
    if f"databaseType:{format}" not in saved:
        raise AssertionError("JabRef has not understood which dialect the library is in")
    return {entry.key or "": simplify(describe(entry)) for entry in loads(saved, format)}


def _import(text: str) -> Mapping[str, Item]:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "papers.ris").write_text(text, encoding="utf-8")
        run("jabref", "--nogui", "--import=papers.ris,ris", "--output=papers.bib", folder=place, limit=_LIMIT)
        entries = loads((place / "papers.bib").read_text("utf-8"), "bibtex")
    keyed = ((extra.value, entry) for entry in entries for extra in entry.extra if extra.name == "refid")
    return {key: simplify(describe(entry)) for key, entry in keyed}


_RIS_FAULTS: Final = (
    Fault(fields("author editor translator"), "takes groups for persons", has_group),
    Fault(fields("author editor translator"), "writes suffixes last, where BibTeX has given names", has_suffix),
)

JABREF: Final[tuple[Program, ...]] = (
    Program("JabRef", "jabref", "biblatex", _find, partial(_save, format="biblatex")),
    Program("JabRef", "jabref", "bibtex", _find, partial(_save, format="bibtex")),
    Program("JabRef", "mendeley", "ris", _find, _import,
            lacks=fields("DOI day eprint note ISBN translator accessed number genre issue editor"), faults=_RIS_FAULTS),
)  # fmt: skip
