"""A work of Crossref's REST API as an entry.

Source: Crossref REST API, https://api.crossref.org/swagger-ui; CrossRef/rest-api-doc, "api_format.md".
"""

from collections.abc import Callable, Mapping
from typing import Final

from arxiv2bib.diagnostics import Code, Severity
from arxiv2bib.errors import InvalidValueError
from arxiv2bib.formats.agency_members import Gathering, Json, Members, Say, find_objects, is_empty, is_text
from arxiv2bib.formats.agency_names import Person, build_name, gather_names, soften_capitals, take_words
from arxiv2bib.formats.agency_text import decode_paragraphs, decode_text
from arxiv2bib.formats.crossref_containers import gather_containers
from arxiv2bib.formats.crossref_dates import gather_dates
from arxiv2bib.formats.crossref_types import POSTED, REVIEWS, TYPES
from arxiv2bib.formats.crossref_updates import gather_relations, gather_updates
from arxiv2bib.formats.json_text import compact
from arxiv2bib.formats.known import CROSSREF_JSON
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.identifiers import Doi, Isbn, Issn
from arxiv2bib.model.pages import parse_pages
from arxiv2bib.model.vocabulary import EntryType, NameRole
from arxiv2bib.text.markup import plain

__all__ = ["interpret_work", "is_work", "list_works"]

_ROLES: Final = {
    "author": NameRole.AUTHOR, "editor": NameRole.EDITOR, "translator": NameRole.TRANSLATOR, "chair": NameRole.CHAIR,
}  # fmt: skip
# What Crossref keeps for itself, and lists of other works.
_LEFT_OUT: Final = (
    "indexed", "created", "deposited", "score", "source", "prefix", "member", "reference-count", "references-count",
    "is-referenced-by-count", "content-domain", "update-policy", "reference", "link", "issn-type", "isbn-type",
)  # fmt: skip
# What is said of the work, and nobody cites.
_KEPT: Final = (
    "license", "funder", "assertion", "alternative-id", "archive", "description", "clinical-trial-number",
    "free-to-read", "component-number", "project", "award", "award-start", "proceedings-subject", "special-numbering",
    "content-updated", "accepted",
)  # fmt: skip


def list_works(answer: Json) -> tuple[Mapping[str, Json], ...]:
    """Return the works in *answer*: a whole answer of the API, its message, a list of these, or one work.

    ``()`` for what has none: an error in words, a list of journals or members, something else. Never raises.
    """
    return tuple(find_objects(answer, is_work, ("message", "items")))


def is_work(item: Mapping[str, Json]) -> bool:
    """Whether *item* is a work and not what Crossref says of a journal, a member, a funder or an agency."""
    if is_text(item.get("DOI")) and "agency" not in item:
        return True
    return any(isinstance(item.get(name), list) and not is_empty(item[name]) for name in ("title", "author"))


def interpret_work(work: Mapping[str, Json], say: Say | None = None) -> Entry:
    """Return the entry that *work* is; tell *say* what is wrong with it, and what it says beyond an entry's fields.

    Nothing is lost in silence: what the model has no place for is an ``Extra("crossref-json", path, value)`` with the
    value as compact JSON, except for what Crossref keeps for itself and the works that it cites, which are named.
    A retracted work has the status ``retracted``, a note, and a warning. The entry has no key and no origin.
    Never raises, whatever the members hold.
    """
    run = Gathering(CROSSREF_JSON.name, say)
    members = Members(run, "", work)
    for row in _ROWS:
        row(run, members)
    members.leave_out(*_LEFT_OUT)
    members.keep(*_KEPT)
    members.keep_rest(is_known=False)
    return run.close()


def _identifiers(run: Gathering, work: Members) -> None:
    text = take_words(work, "DOI")
    if text is None:
        run.tell(Code.READ_MISSING_FIELD, "DOI", "the work has no DOI", None, Severity.WARNING)
    else:
        try:
            run.set("doi", Doi.parse(text))
        except InvalidValueError:
            run.refuse("DOI", text, f"{text[:100]!r} is no DOI; kept as it is")
    run.set("isbn", tuple(dict.fromkeys(Isbn(_strip_address(text)) for text in work.take_texts("ISBN"))))
    run.set("issn", tuple(dict.fromkeys(Issn(_strip_address(text)) for text in work.take_texts("ISSN"))))


def _strip_address(text: str) -> str:
    """Return a number without the address that Crossref once put before it: ``http://id.crossref.org/isbn/978…``."""
    return text.strip().rpartition("/")[2]


def _type(run: Gathering, work: Members) -> None:
    native = take_words(work, "type")
    if native is None:
        run.tell(Code.READ_MISSING_FIELD, "type", "the work has no type, and is read as a document")
        return
    kind = TYPES.get(native)
    run.set("native_type", native)
    if kind is None:
        message = f"{native!r} is no type of Crossref that is known; read as a document"
        run.tell(Code.READ_INVALID_VALUE, "type", message, native)
    elif native == "posted-content":
        subtype = take_words(work, "subtype")
        kind = POSTED.get(subtype or "", kind)
        if subtype not in (None, "preprint", "other", *POSTED):
            run.set("genre", str(subtype).replace("_", " "))
        elif subtype is not None and subtype != "preprint":
            run.set("native_type", f"{native} ({subtype})")
    elif native == "other" and run.get("isbn") and not is_empty(work.rest.get("container-title")):
        kind = EntryType.CHAPTER
    run.set("type", kind or EntryType.DOCUMENT)


def _titles(run: Gathering, work: Members) -> None:
    titles = [title for title in map(decode_text, work.take_texts("title")) if title]
    subtitles = [subtitle for subtitle in map(decode_text, work.take_texts("subtitle")) if subtitle]
    title = titles[0] if titles else None
    for subtitle in subtitles:
        if title is None:
            title = subtitle
        elif plain(subtitle).casefold() not in plain(title).casefold():
            title += f" {subtitle}" if plain(title)[-1:] in ":?!–—" else f": {subtitle}"
    run.set("title", title)
    for position, other in enumerate(titles[1:], 1):
        if other != titles[0]:
            run.keep(f"title[{position}]", other)
    short = [text for text in map(decode_text, work.take_texts("short-title")) if text]
    if short and short[0] != title:
        run.set("short_title", short[0])
    for position, other in enumerate(short[1:], 1):
        run.keep(f"short-title[{position}]", other)
    originals = [text for text in map(decode_text, work.take_texts("original-title")) if text]
    if originals and originals[0] != title:
        run.variables["original-title"] = "; ".join(dict.fromkeys(originals))
    work.keep("original-language")


def _names(run: Gathering, work: Members) -> None:
    for member, role in _ROLES.items():
        people = [_read_person(run, person) for person in work.take_objects(member)]
        gather_names(run, role, member, [person for person in people if person is not None])


def _read_person(run: Gathering, person: Members) -> Person | None:
    given, family, literal = (take_words(person, name) for name in ("given", "family", "name"))
    name = build_name(*soften_capitals(run, person.path, family, given), take_words(person, "suffix"))
    if name is None and literal is not None:
        name = build_name(literal, None)
    elif literal is not None:
        run.keep(person.at("name"), literal)
    _drop_derivable(person)
    about = {member: value for member, value in person.rest.items() if not is_empty(value)}
    if name is None:
        run.refuse(person.path, about, f"{person.path} has no name; kept as it is")
        return None
    person.keep_rest()
    return name, compact(about) if about else ""


def _drop_derivable(person: Members) -> None:
    """Drop what follows from where a person stands: who comes first, and that an author is one."""
    if person.peek("sequence") in ("first", "additional"):
        person.take("sequence")
    roles = person.rest.get("role")
    parts = roles if isinstance(roles, list) else [roles]
    member = person.path.partition("[")[0]
    if all(isinstance(part, Mapping) and part.get("role") == member for part in parts):
        person.take("role")
    person.leave_out("authenticated-orcid")


def _grant(run: Gathering, work: Members) -> None:
    """Take the title of a grant: that of its project."""
    if run.get("native_type") != "grant" or run.get("title") is not None:
        return
    for project in work.take_objects("project"):
        for title in project.take_objects("project-title"):
            text = title.take_text("title")
            if text is not None and run.get("title") is None:
                run.set("title", decode_text(text) or None)
            elif text is not None:
                run.keep(title.at("title"), text)
            title.keep_rest()
        project.keep_rest()


def _numbers(run: Gathering, work: Members) -> None:
    for member, field in (
        ("volume", "volume"), ("issue", "issue"), ("edition-number", "edition"), ("language", "language"),
    ):  # fmt: skip
        run.set(field, take_words(work, member))
    number = take_words(work, "article-number")
    pages = take_words(work, "page")
    run.set("article_number", number)
    if pages is not None and pages != number:
        run.set("page", parse_pages(pages))
    part = take_words(work, "part-number")
    if part is not None:
        run.variables["part"] = part
    version = work.take_object("version") if isinstance(work.rest.get("version"), Mapping) else None
    run.set("version", take_words(version, "version") if version is not None else take_words(work, "version"))
    if version is not None:
        version.keep_rest()


def _texts(run: Gathering, work: Members) -> None:
    abstract = work.take_text("abstract")
    run.set("abstract", decode_paragraphs(abstract) or None if abstract is not None else None)
    run.keywords.update(dict.fromkeys(filter(None, map(decode_text, work.take_texts("subject")))))


def _address(run: Gathering, work: Members) -> None:
    """Take the addresses: the page that the DOI leads to; that of the DOI itself follows from it."""
    url = take_words(work, "URL")
    resource = work.take_object("resource")
    primary = resource.take_object("primary") if resource is not None else None
    landing = take_words(primary, "URL") if primary is not None else None
    for members in (primary, resource):
        if members is not None:
            members.keep_rest()
    doi = run.get("doi")
    is_own = url is not None and doi is not None and Doi.find_all(url) == (doi,)
    run.set("url", landing or (None if is_own else url))
    if landing is not None and not is_own and url != landing:
        run.keep("URL", url)


def _review(run: Gathering, work: Members) -> None:
    """Take what a peer review says of itself: what kind it is."""
    review = work.take_object("review")
    kind = take_words(review, "type") if review is not None else None
    if run.get("native_type") == "peer-review":
        run.set("genre", REVIEWS.get(kind or "", (kind or "peer review").replace("-", " ")))
    elif kind is not None:
        run.keep("review.type", kind)
    if review is not None:
        review.keep_rest()


_ROWS: Final[tuple[Callable[[Gathering, Members], None], ...]] = (
    _identifiers, _type, _titles, _grant, _names, gather_dates, gather_containers, _numbers, _texts, _address, _review,
    gather_relations, gather_updates,
)  # fmt: skip
