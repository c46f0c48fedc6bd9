"""What a work at DataCite stands in: journal, proceedings, book, series.

Three members say it: ``relatedItems`` in full, ``container`` as DataCite sums it up, ``relatedIdentifiers`` by numbers.

Source: DataCite Metadata Schema 4.6, properties 12 and 20; DataCite REST API.
"""

import re
from typing import Final

from arxiv2bib.formats.agency_members import Gathering, Members
from arxiv2bib.formats.agency_names import build_name, take_words
from arxiv2bib.formats.agency_text import decode_text
from arxiv2bib.formats.crossref_updates import name_identifier
from arxiv2bib.formats.datacite_types import CITING, name_relation
from arxiv2bib.formats.names import parse_name
from arxiv2bib.model.dates import Date, parse_date
from arxiv2bib.model.identifiers import Isbn, Issn
from arxiv2bib.model.pages import Pages
from arxiv2bib.model.vocabulary import EntryType, NameRole
from arxiv2bib.text.expressions import compile_late

__all__ = ["gather_containers", "gather_related_identifiers"]

_PUBLISHED_IN: Final = "IsPublishedIn"
_PART: Final = frozenset({"IsPublishedIn", "IsPartOf"})
_SERIES: Final = frozenset({"Collection", "Series"})
_IN_BOOKS: Final = frozenset({EntryType.CHAPTER, EntryType.PAPER_CONFERENCE})
_NUMBERED: Final = frozenset({EntryType.REPORT, EntryType.STANDARD})
_NUMBERS: Final = {"article": "article_number", "report": "number"}
_NUMBER: Final = compile_late(r"[A-Za-z]{0,3}\.?\d[\d.:/–-]*[A-Za-z]?|[ivxlcdm]+", re.I)
_NUMBER_MEMBERS: Final = ("volume", "issue", "firstPage", "lastPage")
# Where a container's title goes: what stands in nothing stands in a series, and a thesis in neither.
_PLACES: Final = {
    EntryType.BOOK: "collection_title", EntryType.REPORT: "collection_title", EntryType.STANDARD: "collection_title",
    EntryType.THESIS: "",
}  # fmt: skip
_FIELDS: Final = (("volume", "volume"), ("issue", "issue"), ("edition", "edition"))


def gather_containers(run: Gathering, record: Members) -> None:
    """Take ``relatedItems`` and ``container``: titles, volume, issue, pages, series."""
    for item in record.take_objects("relatedItems"):
        if item.peek("relationType") == _PUBLISHED_IN:
            _take_published_in(run, item)
        else:
            run.keep(item.path, item.rest)
    container = record.take_object("container")
    if container is not None:
        _take_sum(run, container)


def _take_sum(run: Gathering, container: Members) -> None:
    """Take ``container``: what DataCite sums up, or makes of a sentence on the series by cutting it at its commas.

    Where one of its numbers is none, the sentence had another order, and none of them is trusted.
    """
    container.leave_out("type")
    title = container.take_text("title")
    decoded = decode_text(title) if title is not None else ""
    field = _PLACES.get(run.get("type"), "container_title")
    if decoded and field and run.get(field) is None and run.get("container_title") is None:
        run.set(field, decoded)
    elif title is not None and decoded not in (run.get("container_title"), run.get("collection_title")):
        run.keep(container.at("title"), title)
    numbers = [container.peek(name) or "" for name in _NUMBER_MEMBERS]
    if all(_NUMBER.fullmatch(number.strip()) for number in numbers if number):
        _take_numbers(run, container)
    _take_identifier(run, container, "identifier", "identifierType", "IsPartOf")
    container.keep_rest()


def _take_published_in(run: Gathering, item: Members) -> None:
    """Take one container: of two the second, or a collection beside proceedings, is the series."""
    item.take("relationType")
    titles = [title for title in map(_take_title, item.take_objects("titles")) if title]
    name = ": ".join(titles) or None
    kind = run.get("type")
    is_series = run.get("container_title") is not None or item.peek("relatedItemType") in _SERIES
    is_series = is_series and kind is not EntryType.ARTICLE_JOURNAL
    field = "collection_title" if is_series else "container_title"
    if run.get(field) is None:
        run.set(field, name)
    elif name is not None and name != run.get(field):
        run.keep(item.at("titles"), name)
    item.leave_out("relatedItemType")
    _take_numbers(run, item)
    _take_year(run, item, is_series=is_series)
    _take_publisher(run, item, is_series=is_series)
    _take_editors(run, item)
    identifier = item.take_object("relatedItemIdentifier")
    if identifier is not None:
        _take_identifier(run, identifier, "relatedItemIdentifier", "relatedItemIdentifierType", _PUBLISHED_IN)
        identifier.keep_rest()
    item.keep_rest()


def _take_title(title: Members) -> str | None:
    text = title.take_text("title")
    if title.rest.get("titleType") in ("Subtitle", None):
        title.take("titleType")
    title.keep_rest()
    return decode_text(text) if text is not None else None


def _take_year(run: Gathering, item: Members, *, is_series: bool) -> None:
    """Take the year of the book or the volume: it is the year of what stands in it, whenever that was deposited."""
    given = item.rest.get("publicationYear")
    text = take_words(item, "publicationYear")
    year = parse_date(text).start if text is not None else None
    issued = run.get("issued")
    if year is None or is_series:
        run.keep(item.at("publicationYear"), given)
    elif issued is None or issued.year != year[0]:
        run.set("issued", Date(start=year))
        if issued is not None:
            run.keep("issued", str(issued))


def _take_publisher(run: Gathering, item: Members, *, is_series: bool) -> None:
    """Take the publisher of the book: the record's own may be the repository that the part lies in."""
    name, own = take_words(item, "publisher"), run.get("publisher")
    if name is None or own == name:
        return
    if run.get("type") in _IN_BOOKS and not is_series:
        run.keep("publisher", own)
        run.set("publisher", name)
    else:
        run.keep(item.at("publisher"), name)


def _take_editors(run: Gathering, item: Members) -> None:
    """Take the editors of the book, where the record itself names none."""
    people = item.take_objects("contributors")
    editors = [person for person in people if person.peek("contributorType") == "Editor"]
    names = []
    for person in editors:
        name = build_name(take_words(person, "familyName"), take_words(person, "givenName"))
        whole = take_words(person, "name")
        if name is None and whole is not None:
            name = parse_name(whole)
        if name is not None:
            names.append(name)
            for member in ("contributorType", "nameType"):
                person.take(member)
    known = run.names.get(NameRole.EDITOR, ())
    if not known:
        run.set_names(NameRole.EDITOR, tuple(dict.fromkeys(names)))
    elif set(names) - set(known):
        run.keep(item.at("contributors"), [str(name) for name in names])
    for person in people:
        person.keep_rest()


def _take_numbers(run: Gathering, members: Members) -> None:
    """Take volume, issue, number and pages, each where the entry has none yet."""
    for member, field in _FIELDS:
        _set_once(run, members, member, field)
    _take_pages(run, members)
    number, kind = take_words(members, "number"), take_words(members, "numberType")
    if number is not None:
        usual = "Report" if run.get("type") in _NUMBERED else ""
        field = _NUMBERS.get((kind or usual).lower(), "")
        if field and run.get(field) is None:
            run.set(field, number)
        elif number not in (run.get("number"), run.get("article_number")):
            run.keep(members.at("number"), f"{kind} {number}" if kind is not None else number)
    chapter = take_words(members, "chapterNumber")
    if chapter is not None:
        run.variables["chapter-number"] = chapter


def _take_pages(run: Gathering, members: Members) -> None:
    """Take first and last page."""
    first, last = take_words(members, "firstPage"), take_words(members, "lastPage")
    if first is None and last is None:
        return
    pages = Pages(first=first or last, last=last if first is not None and last != first else None)
    if run.get("page") is None:
        run.set("page", pages)
    elif run.get("page") != pages:
        run.keep(members.at("firstPage"), str(pages))


def _set_once(run: Gathering, members: Members, member: str, field: str) -> None:
    value = take_words(members, member)
    if value is None:
        return
    if run.get(field) is None:
        run.set(field, value)
    elif run.get(field) != value:
        run.keep(members.at(member), value)


def _take_identifier(run: Gathering, members: Members, name: str, kind: str, relation: str) -> None:
    """Take the identifier of a container: an ISSN or an ISBN is the work's own, others are those of another work."""
    identifier, scheme = take_words(members, name), take_words(members, kind)
    if identifier is not None:
        _relate(run, identifier, scheme, relation)


def _relate(run: Gathering, identifier: str, scheme: str | None, relation: str) -> None:
    folded = (scheme or "").upper()
    if folded in ("ISSN", "EISSN", "LISSN") and relation in _PART:
        if (issn := Issn(identifier)) not in run.get("issn"):
            run.set("issn", (*run.get("issn"), issn))
    elif folded == "ISBN" and relation in _PART:
        if (isbn := Isbn(identifier)) not in run.get("isbn"):
            run.set("isbn", (*run.get("isbn"), isbn))
    else:
        run.relate(name_relation(relation), name_identifier(scheme, identifier))


def gather_related_identifiers(run: Gathering, record: Members) -> None:
    """Take ``relatedIdentifiers``: what other works are to this one; those that cite and are cited are left out."""
    for related in record.take_objects("relatedIdentifiers"):
        relation = related.peek("relationType")
        if relation in CITING:
            run.left_out["relatedIdentifiers (citations)"] = None
            continue
        identifier = take_words(related, "relatedIdentifier")
        if identifier is None or not relation:
            if identifier is not None:
                related.rest["relatedIdentifier"] = identifier
            run.keep(related.path, related.rest)
            continue
        related.take("relationType")
        _relate(run, identifier, take_words(related, "relatedIdentifierType"), relation)
        related.leave_out("resourceTypeGeneral")
        related.keep_rest()
