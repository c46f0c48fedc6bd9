"""The tables of the pages on Crossref and DataCite, made by asking what each member of a record changes in the entry.

Each value of a sample that has everything is changed a little, and what differs in the entry is where it goes.
``python -m tests.docs.agency_tables --write`` puts the tables into the pages; a test fails while they are not those of
today.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from arxiv2bib import Entry, EntryType
from arxiv2bib.diagnostics import Code
from arxiv2bib.formats.crossref import interpret_work
from arxiv2bib.formats.crossref_types import TYPES as CROSSREF_TYPES
from arxiv2bib.formats.datacite import interpret_record
from arxiv2bib.formats.datacite_types import TYPES as DATACITE_TYPES
from arxiv2bib.model.entry import COMPARED_FIELDS
from tests.formats.agency_samples import RECORD, WORK, list_places, put

if TYPE_CHECKING:
    from tests.formats.agency_answers import Said

Json = Any  # Any: JSON

PAGES = Path(__file__).resolve().parents[2] / "docs" / "formats"


class Agency(NamedTuple):
    """A page, what its tables are made from, and which members have words that decide about others."""

    page: str
    sample: Json
    interpret: Callable[..., Entry]
    types: Mapping[str, EntryType | None]
    deciding: frozenset[str]


AGENCIES = {
    "crossref-json": Agency("crossref-json.md", WORK, interpret_work, CROSSREF_TYPES, frozenset(
        {"type", "id-type", "asserted-by", "sequence", "role"})),
    "datacite-json": Agency("datacite-json.md", RECORD["attributes"], interpret_record, DATACITE_TYPES, frozenset(
        {"nameType", "contributorType", "titleType", "dateType", "descriptionType", "relationType", "identifierType",
         "relatedIdentifierType", "relatedItemIdentifierType", "resourceTypeGeneral", "resourceType"})),
}  # fmt: skip
KEPT, LEFT_OUT, FOLLOWS, DECIDES = "`extra`", "left out, and named", "follows from others", "says where others go"


def interpret(agency: Agency, record: Json) -> tuple[Entry, str]:
    """Return the entry of *record*, and what was left out of it."""
    said: list[Said] = []
    entry = agency.interpret(record, lambda *told: said.append(told))
    return entry, ", ".join(value or "" for code, _, _, value, _ in said if code is Code.READ_LEFT_OUT)


def change(value: Json) -> Json:
    """Return another value of the same kind."""
    return f"{value}7" if isinstance(value, str) else value + 1


def find_places(agency: Agency) -> Iterator[tuple[str, str]]:
    """Yield each member of the sample that has a value, and where in the entry that goes."""
    usual, left_out = interpret(agency, agency.sample)
    for place in list_places(agency.sample):
        value = agency.sample
        for part in place:
            value = value[part]
        if isinstance(value, dict | list) or value is None or "novel" in place:
            continue
        name = ".".join(part for part in place if isinstance(part, str))
        if place[-1] in agency.deciding or (len(place) > 2 and place[-3] in agency.deciding):
            yield name, DECIDES
            continue
        changed, _ = interpret(agency, put(agency.sample, place, change(value)))
        fields = [field for field in COMPARED_FIELDS if getattr(changed, field) != getattr(usual, field)]
        if fields != ["extra"] and "extra" in fields:
            fields.remove("extra")
        if not fields:
            without, rest = interpret(agency, put(agency.sample, place, ...))
            is_left_out = rest != left_out
            yield name, LEFT_OUT if is_left_out else KEPT if without.extra != usual.extra else FOLLOWS
        else:
            yield name, ", ".join(f"`{describe(field, usual, changed)}`" for field in fields)


def describe(field: str, usual: Entry, changed: Entry) -> str:
    """Return the name of a field, of a variable or a role its own."""
    if field == "variables":
        return ", ".join(sorted({name for name, _ in set(changed.variables) ^ set(usual.variables)}))
    if field == "contributors":
        return "contributors"
    return field


def render_members(agency: Agency) -> str:
    """Return the table of members, those that go to one place together."""
    groups: dict[str, dict[str, None]] = {}
    for name, place in find_places(agency):
        groups.setdefault(place, {})[f"`{name}`"] = None
    last = [place for place in (KEPT, LEFT_OUT, FOLLOWS, DECIDES) if place in groups]
    ordered = [*(place for place in groups if place not in last), *last]
    return "".join(f"| {', '.join(groups[place])} | {place} |\n" for place in ordered)


def render_types(agency: Agency) -> str:
    """Return the table of types, those of one kind together."""
    groups: dict[str, list[str]] = {}
    for native, kind in sorted(agency.types.items()):
        groups.setdefault(str(kind) if kind is not None else "by the words of `resourceType`", []).append(f"`{native}`")
    return "".join(f"| {', '.join(natives)} | {kind} |\n" for kind, natives in sorted(groups.items()))


def rewrite_page(text: str, name: str) -> str:
    """Return the page with today's tables."""
    agency = AGENCIES[name]
    for kind, head, table in (
        ("members", "| member | goes to |\n| --- | --- |\n", render_members(agency)),
        ("types", "| type | CSL type |\n| --- | --- |\n", render_types(agency)),
    ):
        before, _, rest = text.partition(f"<!-- {kind}: begin -->")
        after = rest.partition(f"<!-- {kind}: end -->")[2]
        text = f"{before}<!-- {kind}: begin -->\n{head}{table}<!-- {kind}: end -->{after}"
    return text


if __name__ == "__main__":
    for name, agency in AGENCIES.items():
        path = PAGES / agency.page
        page = rewrite_page(path.read_text("utf-8"), name)
        if "--write" in sys.argv:
            path.write_text(page, "utf-8")
        else:
            sys.stdout.write(page)
