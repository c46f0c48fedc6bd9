"""What a work at DataCite stands in: journal, proceedings, book, series.

Three members say it: ``relatedItems`` in full, ``container`` as DataCite sums it up, ``relatedIdentifiers`` by numbers.

Source: DataCite Metadata Schema 4.6, properties 12 and 20; DataCite REST API.
"""

from typing import Final

from arxiv2bib.formats.agency_members import Gathering, Members, is_text
from arxiv2bib.formats.agency_names import take_words
from arxiv2bib.formats.agency_text import decode_text
from arxiv2bib.formats.crossref_updates import name_identifier
from arxiv2bib.formats.datacite_types import CITING, name_relation
from arxiv2bib.model.identifiers import Isbn, Issn
from arxiv2bib.model.pages import Pages
from arxiv2bib.model.vocabulary import EntryType
from arxiv2bib.text.markup import escape

__all__ = ["gather_containers", "gather_related_identifiers"]

_PUBLISHED_IN: Final = "IsPublishedIn"
_PART: Final = frozenset({"IsPublishedIn", "IsPartOf"})
_FIELDS: Final = (("volume", "volume"), ("issue", "issue"), ("edition", "edition"))


def gather_containers(run: Gathering, record: Members) -> None:
    """Take ``relatedItems`` and ``container``: titles, volume, issue, pages, series."""
    for item in record.take_objects("relatedItems"):
        if item.rest.get("relationType") == _PUBLISHED_IN:
            _take_published_in(run, item)
        else:
            run.keep(item.path, item.rest)
    container = record.take_object("container")
    if container is not None:
        container.leave_out("type")
        title = container.take_text("title")
        if title is not None and run.get("container_title") is None:
            run.set("container_title", decode_text(title) or None)
        elif title is not None and decode_text(title) not in (run.get("container_title"), run.get("collection_title")):
            run.keep(container.at("title"), title)
        _take_numbers(run, container)
        _take_identifier(run, container, "identifier", "identifierType", "IsPartOf")
        container.keep_rest()


def _take_published_in(run: Gathering, item: Members) -> None:
    """Take one container: of two the second, or a collection beside proceedings, is the series."""
    item.take("relationType")
    titles = [title for title in map(_take_title, item.take_objects("titles")) if title]
    name = ": ".join(titles) or None
    is_series = run.get("container_title") is not None or item.rest.get("relatedItemType") in ("Collection", "Series")
    field = "collection_title" if is_series and run.get("type") is not EntryType.ARTICLE_JOURNAL else "container_title"
    if run.get(field) is None:
        run.set(field, name)
    elif name is not None and name != run.get(field):
        run.keep(item.at("titles"), name)
    item.leave_out("relatedItemType", "publisher", "creators", "contributors")
    _take_numbers(run, item)
    year = item.take_text("publicationYear")
    if year is not None:
        run.left_out["relatedItems.publicationYear"] = None
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


def _take_numbers(run: Gathering, members: Members) -> None:
    """Take volume, issue, number and pages, each where the entry has none yet."""
    for member, field in _FIELDS:
        _set_once(run, members, member, field)
    first, last = take_words(members, "firstPage"), take_words(members, "lastPage")
    if first is not None or last is not None:
        pages = Pages(first=first or last, last=last if first is not None and last != first else None)
        if run.get("page") is None:
            run.set("page", pages)
        elif run.get("page") != pages:
            run.keep(members.at("firstPage"), str(pages))
    number = take_words(members, "number")
    kind = take_words(members, "numberType")
    if number is not None and (kind or "").lower() == "article" and run.get("article_number") is None:
        run.set("article_number", number)
    elif (
        number is not None
        and run.get("article_number") != number
        and run.get("number") is None
        and kind in (None, "Report")
    ):
        run.set("number", number)
    elif number is not None and number not in (run.get("number"), run.get("article_number")):
        run.keep(members.at("number"), f"{kind} {number}" if kind is not None else number)
    chapter = take_words(members, "chapterNumber")
    if chapter is not None:
        run.variables["chapter-number"] = chapter


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
        relation = related.rest.get("relationType")
        if relation in CITING:
            run.left_out["relatedIdentifiers (citations)"] = None
            continue
        identifier = take_words(related, "relatedIdentifier")
        if identifier is None or not is_text(relation) or not relation:
            if identifier is not None:
                related.rest["relatedIdentifier"] = identifier
            run.keep(related.path, related.rest)
            continue
        related.take("relationType")
        _relate(run, identifier, take_words(related, "relatedIdentifierType"), relation)
        related.leave_out("resourceTypeGeneral")
        related.keep_rest()


def set_publisher(run: Gathering, name: str | None) -> None:
    """Give the entry its publisher, as markup."""
    run.set("publisher", escape(name) if name else None)
