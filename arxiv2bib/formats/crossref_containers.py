"""What a work at Crossref stands in: journal, book, series, conference, institution, publisher.

Source: Crossref REST API, "Work"; Crossref, "Metadata deposit schema 5.4.0": ``content_item``,
``book_series_metadata``, ``institution``, ``event_metadata``.
"""

from typing import Final

from arxiv2bib.data.venues import find_series
from arxiv2bib.formats.agency_members import Gathering, Members
from arxiv2bib.formats.agency_names import take_words
from arxiv2bib.formats.agency_text import decode_text
from arxiv2bib.formats.crossref_types import CHAPTERS, WHOLES
from arxiv2bib.model.vocabulary import EntryType
from arxiv2bib.text.markup import escape, plain

__all__ = ["gather_containers"]

_NOTHING: Final = (["-"], "-")
"""What Crossref had in place of an institution's acronym and place, where nobody gave them."""
# Who puts out such a work is the institution; the publisher that Crossref names registered the DOI.
_OF_INSTITUTIONS: Final = frozenset({EntryType.ARTICLE, EntryType.THESIS, EntryType.REPORT})


def gather_containers(run: Gathering, work: Members) -> None:
    """Take the titles of what the work stands in, the conference, the institution and the publisher."""
    _titles(run, work)
    _event(run, work)
    _publisher(run, work)


def _titles(run: Gathering, work: Members) -> None:
    titles = list(dict.fromkeys(filter(None, map(decode_text, work.take_texts("container-title")))))
    shorts = list(dict.fromkeys(filter(None, map(decode_text, work.take_texts("short-container-title")))))
    kind, native = run.get("type"), run.get("native_type")
    series: str | None = None
    container: str | None = None
    if kind in CHAPTERS and len(titles) > 1:
        series = titles.pop(_find_series(titles))
    elif kind in WHOLES and titles:
        series = titles.pop(0)
    if titles:
        container = titles.pop(0)
    if kind is EntryType.PERIODICAL and container is not None and run.get("title") in (None, container):
        run.set("title", container)  # an issue is cited by its journal's name, unless it has its own
        container = None
    run.set("collection_title", series)
    run.set("container_title", container)
    if native == "posted-content (blog)":
        container = _take_group(run, work, container)
    known = {plain(text) for text in (container, series, run.get("title")) if text}
    shorts = [short for short in shorts if plain(short) not in known]
    if shorts and (container is not None or kind is EntryType.PERIODICAL):
        run.set("container_title_short", shorts.pop(0))
    for name, others in (("container-title", titles), ("short-container-title", shorts)):
        for other in others:
            run.keep(name, other)


def _find_series(titles: list[str]) -> int:
    """Return which of the titles above a chapter is that of the series: the one that is known to be, else the first."""
    known = [position for position, title in enumerate(titles) if find_series(plain(title)) is not None]
    return known[0] if known else 0


def _take_group(run: Gathering, work: Members, container: str | None) -> str | None:
    """Take the name of a blog, which Crossref has as the group that a posting belongs to."""
    if container is None and (group := work.take_text("group-title")) is not None:
        container = decode_text(group)
        run.set("container_title", container)
    return container


def _event(run: Gathering, work: Members) -> None:
    event = work.take_object("event")
    if event is None:
        return
    name, acronym = take_words(event, "name"), take_words(event, "acronym")
    run.set("event_title", escape(name or acronym or "") or None)
    if name is not None and acronym is not None and acronym not in name:
        run.keep("event.acronym", acronym)
    run.set("event_place", take_words(event, "location"))
    start, end = event.take_date("start"), event.take_date("end")
    if start is not None or end is not None:
        run.variables["event-date"] = "/".join(dict.fromkeys(str(date) for date in (start, end) if date is not None))
    event.keep_rest()


def _take_institutions(work: Members) -> list[Members]:
    institutions = work.take_objects("institution")
    for institution in institutions:
        for member in ("acronym", "place"):
            if institution.rest.get(member) in _NOTHING:
                institution.take(member)
    return institutions


def _publisher(run: Gathering, work: Members) -> None:
    publisher, place = take_words(work, "publisher"), take_words(work, "publisher-location")
    institutions = _take_institutions(work)
    if institutions and (run.get("type") in _OF_INSTITUTIONS or publisher is None):
        institution = institutions[0]
        name = take_words(institution, "name")
        if name is not None and name != publisher:
            run.keep("publisher", publisher)
            publisher = name
        where = institution.take_texts("place")
        if where:
            run.keep("publisher-location", place)
            place = ", ".join(where)
    for institution in institutions:
        if institution.rest.get("name") == publisher:
            institution.take("name")
        institution.keep_rest()
    run.set("publisher", publisher)
    run.set("publisher_place", place)
    degrees = work.take_texts("degree")
    if degrees:
        run.set("genre", degrees.pop(0))
    for degree in degrees:
        run.keep("degree", degree)
    body = work.take_object("standards-body")
    if body is not None:
        name = take_words(body, "name")
        if name is not None:
            run.variables["authority"] = name
        body.keep_rest()
    group = work.take_text("group-title")
    if group is not None:
        run.keep("group-title", group)
