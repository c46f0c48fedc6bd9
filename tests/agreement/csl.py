"""CSL items in neutral form, as JSON has them and as pandoc writes them in YAML."""

import re
from collections.abc import Mapping
from typing import Any, Final

from tests.agreement.neutral import Item, Person, Value, fold, make_person, read_date, read_value

__all__ = ["from_csl"]

_NAMES: Final = frozenset(
    "author editor translator collection-editor container-author director illustrator performer editorial-director "
    "composer recipient interviewer reviewed-author original-author".split()
)
_SPELLED: Final = {"url": "URL", "doi": "DOI", "isbn": "ISBN", "issn": "ISSN", "pmid": "PMID", "pmcid": "PMCID"}


def from_csl(data: Mapping[str, Any]) -> Item:  # Any: JSON or YAML
    """Return a CSL item whose texts carry CSL's tags."""
    found: dict[str, Value] = {}
    for name, value in data.items():
        name = _SPELLED.get(name, name)
        if name == "id":
            found["key"] = str(value)
        elif name in _NAMES:
            found[name] = tuple(map(_read_name, value))
        elif name == "keyword":
            found[name] = frozenset(fold(word) for word in re.split(r",\s*", value))
        elif isinstance(value, Mapping):
            found[name] = _read_json_date(value)
        else:
            found[name] = read_value(name, str(value))
    return {name: value for name, value in found.items() if value}


def _read_name(name: Mapping[str, str]) -> Person:
    if "literal" in name:
        return make_person(name["literal"])
    particles = (name.get("dropping-particle"), name.get("non-dropping-particle"))
    return make_person(name.get("family", ""), name.get("given", ""), name.get("suffix", ""), particles)


def _read_json_date(value: Mapping[str, Any]) -> str:
    if "date-parts" not in value:
        return read_date(str(value.get("literal") or value.get("raw") or ""))
    return "/".join(read_date("-".join(f"{int(part):02d}" for part in parts)) for parts in value["date-parts"])
