"""What papis, commonmeta and bolognese make of answers of Crossref, in neutral form."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

from arxiv2bib import Report, loads
from tests.agreement.neutral import Item, Person, Value, fold, make_person, read_value
from tests.agreement.ours import from_entry

__all__ = ["read_bolognese", "read_commonmeta", "read_papis"]

Row: TypeAlias = tuple[str, Item, Item, frozenset[str] | None]
_Json = Mapping[str, Any]  # Any: JSON

_PAPIS: Final = {
    "title": "title", "journal": "container-title", "publisher": "publisher", "volume": "volume", "issue": "issue",
    "doi": "DOI", "url": "URL", "language": "language", "pages": "page", "abstract": "abstract",
}  # fmt: skip
_PAPIS_TYPES: Final = {"article": "article-journal"}
_PAPIS_HOLDS: Final = frozenset({*_PAPIS.values(), "type", "author", "issued"})
_COMMONMETA_TYPES: Final = {"Component": "document"}
_COMMONMETA_HOLDS: Final = frozenset(
    {"type", "author", "issued", "DOI", "URL", "title", "publisher", "container-title", "volume", "issue", "page"}
)
_BIBTEX_HOLDS: Final = _PAPIS_HOLDS | {"ISSN"}


def _read_ours(text: str) -> Item:
    (entry,) = loads(text, "crossref-json", report=Report(keep=0))
    return {name: value for name, value in from_entry(entry).items() if name != "key"}


def read_papis(path: Path) -> Iterator[Row]:
    """Yield the work that papis reads in the answer beside."""
    data = json.loads(path.read_text("utf-8"))
    found: dict[str, Value] = {name: read_value(name, str(data[key])) for key, name in _PAPIS.items() if key in data}
    found["type"] = _PAPIS_TYPES[data["type"]]
    found["author"] = tuple(_read_name(name) for name in data["author_list"])
    found["issued"] = read_value("issued", "-".join(f"{data[part]:02d}" for part in ("year", "month") if part in data))
    ours = _read_ours(path.with_name(path.name.replace("_out.json", ".json")).read_text("utf-8"))
    yield "1", ours, found, _PAPIS_HOLDS


def _read_name(name: _Json) -> Person:
    return make_person(name["family"], name.get("given", ""))


def read_commonmeta(path: Path) -> Iterator[Row]:
    """Yield the work that commonmeta reads in Crossref's answer on the same DOI, if the corpus has that."""
    data = json.loads(path.read_text("utf-8"))
    if data.get("provider") != "Crossref":
        return
    doi = data["id"].partition("doi.org/")[2]
    for answer in sorted(path.parents[1].glob("works-responses/*.json")):
        recorded = json.loads(answer.read_text("utf-8"))
        if recorded["request"]["uri"].endswith(doi):
            found: dict[str, Value] = {
                "type": _COMMONMETA_TYPES[data["type"]],
                "DOI": read_value("DOI", data["id"]),
                "URL": read_value("URL", data["url"]),
                "title": fold(data["titles"][0]["title"]),
                "publisher": read_value("publisher", data["publisher"]["name"]),
                "issued": read_value("issued", data["date"]["published"]),
                "author": tuple(make_person(who["familyName"], who["givenName"]) for who in data["contributors"]),
            }
            yield "1", _read_ours(recorded["response"]["body"]), found, _COMMONMETA_HOLDS


def read_bolognese(path: Path) -> Iterator[Row]:
    """Yield the work that bolognese writes in BibTeX or RIS, as we read that, beside Crossref's answer."""
    (entry,) = loads(path.read_text("utf-8"), report=Report(keep=0), format=path.suffix[1:].replace("bib", "bibtex"))
    theirs = {
        name: value for name, value in from_entry(entry).items() if name != "key" and not name.startswith("kept:")
    }
    answer = path.parents[2] / "crossref" / "works" / "crossref.json"
    yield "1", _read_ours(answer.read_text("utf-8")), theirs, _BIBTEX_HOLDS
