"""Fields as their source spelled them, where that still says what the entry says; and fields that a parent has.

What a BibTeX reader kept in ``bibtex-as-written`` and ``bibtex-inherited`` extras is read again: where it gives what
the entry holds now, the source's own lines stand in place of those made from the entry. An entry that was edited is
written as it is now, and the old spelling is forgotten.
"""

from collections.abc import Collection, Sequence
from operator import attrgetter
from typing import Any, Final

from arxiv2bib.data.journal_macros import find_journal_macro
from arxiv2bib.errors import InvalidValueError
from arxiv2bib.exporters._bibtex_lines import FieldLines, is_safe_raw, name_of
from arxiv2bib.formats.bibtex_fields import GENRES, READ_TYPES, SERIES
from arxiv2bib.formats.bibtex_html import without_html
from arxiv2bib.formats.bibtex_reading import AS_WRITTEN, INHERITED, NAMESPACE
from arxiv2bib.formats.bibtex_title_rows import PARTS
from arxiv2bib.model.entry import DEFAULTS, INDEX, Entry, Extra
from arxiv2bib.model.identifiers import ArxivId
from arxiv2bib.text.latex_decoding import from_latex_verbatim

__all__ = ["find_hidden", "find_returning", "respell", "settle_extras"]

# The fields of an entry that one value of a source may be written in, together.
_GROUPS: Final[tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]] = (
    (("title",), ("title", "subtitle", "titleaddon")),
    (("short_title",), ("shorttitle",)),
    (
        ("container_title",),
        (
            "journal",
            "journaltitle",
            "journalsubtitle",
            "journaltitleaddon",
            "fjournal",
            "journal-full",
            "booktitle",
            "booksubtitle",
            "booktitleaddon",
        ),
    ),
    (("publisher",), ("publisher", "institution", "school", "organization", "university")),
    (("publisher_place",), ("address", "location", "place")),
    (("event_place",), ("venue",)),
    (("issue", "number", "collection_number"), ("issue", "number")),
    (("issued",), ("date", "year", "month", "day")),
    (("annote",), ("annote", "annotation")),
    (("note",), ("note", "addendum")),
    (("language",), ("language", "langid", "hyphenation")),
    (("url",), ("url",)),
    (("eprint",), ("eprint",)),
    (("keyword",), ("keyword", "keywords", "tags")),
    (("page",), ("pages",)),
    (("article_number",), ("eid", "article-number", "articleno", "elocation-id", "art_number")),
    (("genre",), ("type", "genre")),
    (("author",), ("author", "groupauthor")),
    (("variables",), ("origdate", "origyear")),
    (("variables",), ("pmid", "pubmedid", "pubmed_id")),
    (("variables",), ("pmcid", "pmc")),
    (("variables",), ("pagetotal", "numpages", "page_count")),
    (("variables",), ("library", "call-number", "callnumber")),
    (("event_title",), ("eventtitle",)),
    (("status",), ("pubstate",)),
    (("collection_title",), ("series",)),
    (("container_title_short",), ("shortjournal", "abbrev_source_title", "journal-iso")),
    (("accessed",), ("urldate", "lastchecked", "lastaccessed", "accessed", "lastvisited", "visited")),
)
_Group = tuple[tuple[str, ...], tuple[str, ...]]
_MAIN: Final = ("maintitle", "mainsubtitle", "maintitleaddon")


def _list_groups(volume: str) -> dict[str, _Group]:
    """Return the group of each field; the title of the whole stands with *volume*, the title of a volume of it.

    The short title stands with them if there is one of a whole: it is the volume's.
    """
    groups = {name: group for group in _GROUPS for name in group[1]}
    groups["eprinttype"] = groups["eprint"]  # which has a spelling only where the number is no arXiv identifier
    values, names = groups[volume]
    return {**groups, **dict.fromkeys((*names, *_MAIN), (values, (*names, *_MAIN)))}


_GROUPS_OF_PARTS: Final = _list_groups("booktitle")
_GROUPS_OF_OTHERS: Final = _list_groups("title")
_PUBMED: Final = -1
# The lines that a field of an entry is written in: those of its group, or these.
_WRITTEN: Final[dict[int, tuple[str, ...]]] = {
    **{INDEX[value]: names for values, names in _GROUPS for value in values if value in INDEX},
    _PUBMED: ("pmid",),
    INDEX["title"]: ("title", "maintitle"),
    INDEX["short_title"]: ("shorttitle",),
    INDEX["isbn"]: ("isbn",),
    INDEX["issn"]: ("issn",),
    INDEX["container_title"]: ("journal", "journaltitle", "booktitle", "maintitle"),
}
del _WRITTEN[INDEX["variables"]]


def respell(fields: FieldLines) -> None:
    """Put what the source wrote in the place of the lines that say the same, and take out what a parent says.

    What an entry spells itself may mean what it does only beside what it inherits, as a title beside the subtitle of a
    parent. Then both are its own, so that no parent says the subtitle once more, and ``fields.adopted`` is what was
    inherited. ``fields.stale`` are the fields of parents that do not say what the entry does.
    """
    spelled, inherited = (_gather(fields, namespace) for namespace in (AS_WRITTEN, INHERITED))
    for group, extras in spelled.items():
        said = _find_said(fields, group, extras)
        if said is None and group in inherited:
            said = _find_said(fields, group, [*extras, *inherited[group]])
            if said is not None:
                fields.adopted += inherited[group]
                extras[:] = sorted([*extras, *inherited.pop(group)], key=attrgetter("name"))  # as they are read again
        if said is None:  # what the source wrote was edited, or means something else in an entry of this type
            for extra in extras:
                fields.losses.spell(fields.entry, f"extra.{AS_WRITTEN}.{extra.name}", extra.value)
        elif fields.keeps_spelling and all(_can_stand(extra.value, fields) for extra in extras):
            fields.replace(_find_taken(group, extras, said), [(extra.name, extra.value) for extra in extras])
    for group, extras in inherited.items():
        said = _find_said(fields, group, extras)
        if said is None:
            fields.stale += extras
        elif fields.has_parents:
            fields.replace(_find_taken(group, extras, said), ())


def settle_extras(fields: FieldLines) -> tuple[Extra, ...]:
    """Return the extras of an entry as they are read back: without what is stale, and what is adopted as its own."""
    extras = [extra for extra in fields.entry.extra if extra not in fields.stale and extra not in fields.adopted]
    if fields.adopted:
        first = next(at for at, extra in enumerate(extras) if extra.namespace == AS_WRITTEN)
        spelled = {extra for extra in extras if extra.namespace == AS_WRITTEN}
        spelled.update(Extra(AS_WRITTEN, extra.name, extra.value) for extra in fields.adopted)
        extras = [extra for extra in extras if extra.namespace != AS_WRITTEN]
        extras[first:first] = sorted(spelled, key=attrgetter("name"))
    return tuple(extras)


def find_returning(fields: FieldLines) -> dict[str, str]:
    """Return what the parents of an entry say otherwise than it does, and it has no field against."""
    told = (*fields.stale, *fields.adopted)
    if not told:
        return {}
    from arxiv2bib.formats.bibtex_parents import is_held

    held = {name_of(line).lower() for line in fields.lines}
    if not fields.keeps_spelling and any(extra.name.lower() == "crossref" for extra in fields.entry.extra):
        # In the other dialect, the title of such a parent has its subtitle in it.
        held.update(extra.name for extra in fields.adopted if extra.name.startswith(("book", "journal")))
    return {extra.name: extra.value for extra in told if not is_held(extra.name, held)}


def find_hidden(fields: FieldLines) -> tuple[Extra, ...]:
    """Return what no part inherits from an entry in its own dialect: ``booksubtitle`` beside a ``subtitle``.

    In the other one, where the subtitle stands in the title, the parts would inherit it. Beside a ``booktitle`` of its
    own it is inherited in both.
    """
    extras = fields.entry.extra
    own = {"book" + extra.name.lower() for extra in extras if extra.namespace == AS_WRITTEN}
    if own.isdisjoint(("booksubtitle", "booktitleaddon")) or any(extra.name.lower() == "booktitle" for extra in extras):
        return ()
    return tuple(extra for extra in extras if extra.namespace == NAMESPACE and extra.name.lower() in own)


def _gather(fields: FieldLines, namespace: str) -> dict[_Group, list[Extra]]:
    """Return the extras of *namespace* by the groups of their fields."""
    group_of = _GROUPS_OF_PARTS if READ_TYPES.get(fields.kind) in PARTS else _GROUPS_OF_OTHERS
    extras = fields.entry.extra
    has_main = group_of is _GROUPS_OF_OTHERS and any(extra.name.lower() == "maintitle" for extra in extras)
    groups: dict[_Group, list[Extra]] = {}
    for extra in extras:
        if extra.namespace == namespace:
            folded = extra.name.lower()
            group = group_of.get("maintitle" if folded == "shorttitle" and has_main else folded)
            groups.setdefault(group or ((folded,), (folded,)), []).append(extra)
    return groups


def _find_taken(group: _Group, extras: Sequence[Extra], said: Sequence[int]) -> set[str]:
    """Return the names of the lines in whose place *extras* are, which say the fields *said*."""
    values, names = group
    written = {name for at in said for name in _WRITTEN.get(at, ())}
    if "maintitle" not in names:  # of a part, the whole is said by the container; of a whole, by its own title
        written.discard("maintitle")
    if names == ("pages",) and _VARIABLES in said:
        written.add("pagetotal")  # as the exporter writes what the source has there
    return written.union(names if values == ("variables",) else (), (extra.name.lower() for extra in extras))


def _can_stand(tex: str, fields: FieldLines) -> bool:
    """Whether *tex*, of the source, may be written: in braces as it is, and to a program that knows its command."""
    return (
        is_safe_raw(tex)
        and (fields.keeps_macros or find_journal_macro(tex.strip("{} ")) is None)
        and (fields.keeps_html or without_html(tex) is None)
        and (fields.keeps_words or (tex not in GENRES and tex not in SERIES))
    )


def _find_said(fields: FieldLines, group: _Group, extras: Sequence[Extra]) -> Sequence[int] | None:
    """Return the fields of the entry that *extras* say as it does, by their places; None if they say anything else."""
    from arxiv2bib.formats.bibtex_values import interpret_bibtex

    entry, kind, names = fields.entry, fields.kind, group[0]
    lines = [(extra.name, extra.value) for extra in extras]
    if names == ("eprint",):
        number = next((tex for name, tex in lines if name.lower() == "eprint"), "")
        if ("PMID", number) in entry.variables:
            return (_PUBMED,)
        return () if _is_same_identifier(entry, number) else None
    aside = _ASIDE
    if names == ("container_title",) and entry.container_title is not None:
        lines, aside = [("title", "T"), *lines], _ASIDE_IN_CONTAINERS  # without one, a book's would be the title
    said = _compare(entry, interpret_bibtex(kind, None, lines), aside)
    if said is None and names == ("container_title",) and entry.container_title_short is not None:
        # Beside a short title of its own, a macro of a journal says the title alone.
        said = _compare(entry, interpret_bibtex(kind, None, [*lines, ("shortjournal", "S")]), aside | _SHORT)
    return said


def _compare(entry: Entry, read: Sequence[Any], aside: Collection[int]) -> Sequence[int] | None:  # Any: as above
    """Return the places of what *read* says, but for those *aside*; None if the entry says otherwise, or if nothing."""
    changed = [at for at in range(2, len(DEFAULTS)) if read[at] != DEFAULTS[at] and at not in aside]
    return changed if changed and all(_holds(entry, at, read[at]) for at in changed) else None


_ASIDE: Final = frozenset({INDEX["native_type"], INDEX["extra"], INDEX["truncated"]})
_ASIDE_IN_CONTAINERS: Final = _ASIDE | {INDEX["title"]}
_SHORT: Final = {INDEX["container_title_short"]}
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
