"""The names of a CSL item.

Source: CSL 1.0.2, schema "csl-data", name-variable; pandoc's citeproc, which reads the literal "others" as "et al.".
"""

from collections.abc import Iterator
from operator import itemgetter
from typing import Any, Final

from arxiv2bib.diagnostics import Code, Severity
from arxiv2bib.formats.csl_gathering import GatheredItem
from arxiv2bib.formats.csl_variables import NAME_PARTS
from arxiv2bib.formats.json_text import Constant, Number, Repeating, compact
from arxiv2bib.formats.known import CSL_JSON
from arxiv2bib.model.entry import Extra
from arxiv2bib.model.names import Name, make_person
from arxiv2bib.model.vocabulary import NameRole

__all__ = ["ROLES", "is_et_al", "read_names", "split_persons"]

_Json = Any  # Any: JSON

ROLES: Final = {str(role): role for role in NameRole}
_NAME_FIELDS: Final = {name: field for field, name in NAME_PARTS}
_ET_AL: Final = frozenset({"others", "et al", "et al.", "and others"})
# Members of the schema that say how a name is to be printed.
_STYLING: Final = frozenset({"comma-suffix", "static-ordering", "parse-names"})


_family_of: Final = itemgetter("family")
_given_of: Final = itemgetter("given")


def split_persons(value: _Json) -> tuple[list[str], list[str]] | None:
    """Return the family and the given names in *value* if all are persons that have both, else None.

    What else is said of them is not looked at. A value that is no list of objects raises LookupError or TypeError.
    """
    families, given_names = list(map(_family_of, value)), list(map(_given_of, value))
    "".join(families)  # raises TypeError if one is no text
    if "," in "".join(given_names):  # as here
        return None
    return (families, given_names) if families and "" not in families and "" not in given_names else None


def read_names(run: GatheredItem, name: str, value: _Json) -> tuple[Name, ...]:
    """Return the names in *value*; a list that holds more than names is kept whole beside them."""
    if type(value) is not list:
        if value is not None:
            run.keep(name, value)
        return ()
    names: list[Name] = []
    is_kept = True
    for position, part in enumerate(value):
        if type(part) is dict and len(part) == 2:
            family, given = part.get("family"), part.get("given")
            if type(family) is str and type(given) is str and family and "," not in given:
                names.append(make_person(family, given) if given else Name(family=family))
                continue
        if type(part) is str:
            run.tell(Code.READ_INVALID_VALUE, f"{name}[{position}]", "a text where a name belongs", part, Severity.INFO)
            part = {"literal": part}
        made = _read_name(run, f"{name}[{len(names)}]", part) if isinstance(part, dict) else None
        if made is None:
            is_kept = is_kept and part in (None, {})
        elif position == len(value) - 1 and names and is_et_al(made):
            run.truncated.append(ROLES[name])
            if part != {"literal": "others"}:
                run.tell(Code.READ_REMOVED_TEXT, name, "the list of names goes on", str(made), Severity.INFO)
        elif any(made_part for made_part in _parts_of(made)):
            names.append(made)
    if not is_kept:
        run.keep(name, value, message=f"{name} holds more than names; kept as it is beside them")
    return tuple(names)


def _parts_of(name: Name) -> Iterator[str | None]:
    return (getattr(name, field) for field, _ in NAME_PARTS)


def _read_name(run: GatheredItem, path: str, part: dict[str, _Json]) -> Name | None:
    """Return the name in *part*, or None if a part of it is no text; members that are no part are kept by *path*."""
    parts: dict[str, str] = {}
    others: list[tuple[str, _Json]] = part.repeated if isinstance(part, Repeating) else []
    for member, value in part.items():
        field = _NAME_FIELDS.get(member)
        if field is None:
            others.append((member, value))
        elif type(value) is str:
            if value:
                parts[field] = value
        elif isinstance(value, Number | Constant) or type(value) is int:
            parts[field] = str(value)
            run.tell(Code.READ_INVALID_VALUE, f"{path}.{member}", "a number in a name", value, Severity.INFO)
        elif type(value) is list and value and all(type(word) is str and word for word in value):
            parts[field] = " ".join(value)
            run.tell(Code.READ_INVALID_VALUE, f"{path}.{member}", "a list of words in a name", value, Severity.INFO)
        elif value is not None:
            return None
    if others and not parts:
        group = part.get("name")  # as Crossref has it for groups, in CSL-JSON too
        if type(group) is not str or not group:
            return None
        parts["literal"] = group
        others = [other for other in others if other != ("name", group)]
        run.tell(Code.READ_INVALID_VALUE, f"{path}.name", "the name of a group, read as literal", group, Severity.INFO)
    for member, value in others:
        if member in _STYLING:
            run.extra.append(Extra(CSL_JSON.name, f"{path}.{member}", compact(value)))
        else:
            run.keep_unknown(f"{path}.{member}", value)
    _set_off_suffix(run, path, parts)
    return Name(**parts)


def _set_off_suffix(run: GatheredItem, path: str, parts: dict[str, str]) -> None:
    """Take the suffix that a comma sets off from the given name: ``Martin Luther, Jr.``.

    Source: citeproc-js, which does so with names that have no suffix of their own.
    """
    given, _, suffix = parts.get("given", "").rpartition(",")
    if not given.strip() or "suffix" in parts:
        return
    from arxiv2bib.formats.name_words import is_suffix  # few names have a comma

    if is_suffix(suffix.strip(), set_off=True):
        run.tell(Code.READ_INVALID_VALUE, f"{path}.given", "a suffix in a given name", parts["given"], Severity.INFO)
        parts["given"], parts["suffix"] = given.strip(), suffix.strip()


def is_et_al(name: Name) -> bool:
    """Whether *name* is none, but says that the list goes on."""
    words = name.literal or (name.family if name.given is None else None)
    return words is not None and words.casefold() in _ET_AL
