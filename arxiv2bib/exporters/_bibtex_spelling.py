"""Fields as their source spelled them, where that still says what the entry says; and fields that a parent has.

What a BibTeX reader kept in ``bibtex-as-written`` and ``bibtex-inherited`` extras is read again: where it gives what
the entry holds now, the source's own lines stand in place of those made from the entry. An entry that was edited is
written as it is now, and the old spelling is forgotten.
"""

from collections.abc import Sequence
from typing import Any, Final

from arxiv2bib.errors import InvalidValueError
from arxiv2bib.exporters._bibtex_lines import FieldLines, is_safe_raw
from arxiv2bib.formats.bibtex_reading import AS_WRITTEN, INHERITED
from arxiv2bib.formats.bibtex_values import interpret_bibtex
from arxiv2bib.model.entry import DEFAULTS, INDEX, Entry, Extra
from arxiv2bib.model.identifiers import ArxivId
from arxiv2bib.text.latex_decoding import from_latex_verbatim

__all__ = ["respell"]

# The fields of an entry that one value of a source may be written in, together.
_GROUPS: Final[tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]] = (
    (("title",), ("title", "subtitle")),
    (("container_title",), ("journal", "journaltitle", "booktitle")),
    (("publisher",), ("publisher", "institution", "school", "organization")),
    (("publisher_place",), ("address", "location")),
    (("event_place",), ("venue",)),
    (("issue", "number", "collection_number"), ("issue", "number")),
    (("issued",), ("date", "year", "month", "day")),
    (("annote",), ("annote", "annotation")),
    (("language",), ("language", "langid")),
    (("url",), ("url", "howpublished")),
    (("keyword",), ("keyword", "keywords")),
    (("page",), ("pages",)),
    (("article_number",), ("eid",)),
    (("genre",), ("type",)),
    (("event_title",), ("eventtitle",)),
    (("status",), ("pubstate",)),
    (("collection_title",), ("series",)),
    (("container_title_short",), ("shortjournal",)),
    (("accessed",), ("urldate",)),
    (("short_title",), ("shorttitle",)),
)
_GROUP_OF: Final = {name: group for group in _GROUPS for name in group[1]}


def respell(fields: FieldLines) -> None:
    """Put what the source wrote in the place of the lines that say the same, and take out what a parent says.

    ``fields.stale`` are then the extras that no longer say what the entry does.
    """
    entry, kind = fields.entry, fields.kind
    for namespace in (AS_WRITTEN, INHERITED):
        groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Extra]] = {}
        for extra in entry.extra:
            if extra.namespace == namespace:
                folded = extra.name.lower()
                groups.setdefault(_GROUP_OF.get(folded, ((folded,), (folded,))), []).append(extra)
        for (values, names), extras in groups.items():
            lines = [(extra.name, extra.value) for extra in extras]
            if not _says_the_same(entry, kind, values, lines):
                fields.stale += extras
            elif namespace == INHERITED:
                if fields.has_parents:
                    fields.replace(names, ())
            elif fields.keeps_spelling and all(is_safe_raw(tex) for _, tex in lines):
                fields.replace(names, lines)


def _says_the_same(entry: Entry, kind: str, names: tuple[str, ...], lines: Sequence[tuple[str, str]]) -> bool:
    if names == ("eprint",):
        return _is_same_identifier(entry, lines[0][1])
    read = interpret_bibtex(kind, None, lines)
    changed = [at for at in range(2, len(DEFAULTS)) if read[at] != DEFAULTS[at] and at not in _ASIDE]
    return bool(changed) and all(_holds(entry, at, read[at]) for at in changed)


_ASIDE: Final = frozenset({INDEX["native_type"], INDEX["extra"], INDEX["truncated"]})
_VARIABLES: Final = INDEX["variables"]
_CONTRIBUTORS: Final = INDEX["contributors"]


def _holds(entry: Entry, at: int, value: Any) -> bool:  # Any: a value of the model
    name = _NAMES[at]
    held = getattr(entry, name)
    return set(value) <= set(held) if at in (_VARIABLES, _CONTRIBUTORS) else bool(held == value)


_NAMES: Final = tuple(INDEX)


def _is_same_identifier(entry: Entry, tex: str) -> bool:
    try:
        identifier = ArxivId.parse(from_latex_verbatim(tex))
    except InvalidValueError:
        return False
    return entry.arxiv is not None and entry.arxiv.id == identifier
