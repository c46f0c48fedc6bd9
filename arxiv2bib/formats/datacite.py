"""A DataCite record as an entry: an answer of DataCite's REST API, or the plain JSON of its schema 4.

Source: DataCite Metadata Schema 4.6; DataCite REST API, https://support.datacite.org/docs/api.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from arxiv2bib.diagnostics import Code, Severity
from arxiv2bib.errors import InvalidValueError
from arxiv2bib.formats.agency_members import Gathering, Json, Members, Say, find_objects, is_empty, is_text
from arxiv2bib.formats.agency_names import Person, build_name, gather_names, soften_capitals, take_words
from arxiv2bib.formats.agency_text import decode_paragraphs, decode_text
from arxiv2bib.formats.arxiv_text import decode_arxiv_text
from arxiv2bib.formats.datacite_arxiv import find_paper, gather_paper
from arxiv2bib.formats.datacite_containers import gather_containers, gather_related_identifiers
from arxiv2bib.formats.datacite_dates import gather_dates
from arxiv2bib.formats.datacite_types import NO_VALUES, ROLES, TYPES, WORDS
from arxiv2bib.formats.json_text import compact
from arxiv2bib.formats.known import DATACITE_JSON
from arxiv2bib.formats.names import parse_name
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.identifiers import Doi, Isbn
from arxiv2bib.model.names import Name
from arxiv2bib.model.pages import parse_pages
from arxiv2bib.model.vocabulary import EntryType, NameRole
from arxiv2bib.text.expressions import compile_late

__all__ = ["interpret_record", "is_record", "list_records"]

# What DataCite keeps for itself, or works out from the rest.
_LEFT_OUT: Final = (
    "id", "type", "prefix", "suffix", "metadataVersion", "schemaVersion", "source", "isActive", "state", "reason",
    "viewCount", "viewsOverTime", "downloadCount", "downloadsOverTime", "referenceCount", "citationCount",
    "citationsOverTime", "partCount", "partOfCount", "versionCount", "versionOfCount", "created", "registered",
    "published", "updated", "xml", "contentUrl", "landingPage", "agency", "clientId", "providerId", "relationships",
    "included", "meta", "links", "types.ris", "types.bibtex", "types.citeproc", "types.schemaOrg",
)  # fmt: skip
_KEPT: Final = ("rightsList", "fundingReferences", "geoLocations")
_OLDER_TYPES: Final = {"Person": "Personal", "Organization": "Organizational"}
_CONTAINERS: Final = ("container", "relatedItems")
_MEMBERS: Final = ("creators", "titles", "types", "publicationYear")
_PAGES: Final = compile_late(
    r"(?:(?:pp?\.|pages|seiten|s\.) ?)?(?P<range>\d{1,5} ?[-–] ?\d{1,5})"
    r"(?: ?(?:pp?|pages|seiten|s|págs?|páginas)\.?)?\Z"
    r"|(?P<count>\d{1,5}) ?(?:pp?|pages?|seiten?|s|págs?|páginas?)\.?\Z",
    re.I,
)


def list_records(answer: Json) -> tuple[Mapping[str, Json], ...]:
    """Return the records in *answer*: a whole answer of the API, its data, a list of these, or one record.

    ``()`` for what has none: errors, clients, providers, something else. Never raises.
    """
    return tuple(find_objects(answer, is_record, ("data",)))


def is_record(item: Mapping[str, Json]) -> bool:
    """Whether *item* is the record of a work, and not what DataCite says of a client, a provider or an event."""
    attributes = item.get("attributes")
    if isinstance(attributes, Mapping):
        return item.get("type", "dois") == "dois" and (is_text(attributes.get("doi")) or is_record(attributes))
    return any(name in item and not is_empty(item[name]) for name in _MEMBERS)


def interpret_record(record: Mapping[str, Json], say: Say | None = None) -> Entry:
    """Return the entry that *record* is; tell *say* what is wrong with it, and what it says beyond an entry's fields.

    Nothing is lost in silence: what the model has no place for is an ``Extra("datacite-json", path, value)`` with the
    value as compact JSON, except for what DataCite keeps for itself and lists of citations, which are named. A DOI of
    arXiv gives the preprint that arXiv's own formats give. The entry has no key and no origin. Never raises.
    """
    run = Gathering(DATACITE_JSON.name, say)
    members = Members(run, "", record)
    attributes = record.get("attributes")
    if isinstance(attributes, Mapping):
        members.take("attributes")
        for name in ("id", "type", "relationships"):
            members.leave_out(name)
        members.keep_rest(is_known=False)
        members = Members(run, "", attributes)
    _identifier(run, members)
    paper = find_paper(run.get("doi"))
    _titles(run, members, decode_text if paper is None else decode_arxiv_text)
    _names(run, members)
    if paper is not None:
        gather_paper(run, members, paper)
    for row in _ROWS:
        row(run, members)
    members.leave_out(*_LEFT_OUT)
    members.keep(*_KEPT)
    members.keep_rest(is_known=False)
    return run.close()


def _identifier(run: Gathering, record: Members) -> None:
    text = take_words(record, "doi")
    if text is None and "10." in (record.peek("id") or ""):
        text = take_words(record, "id")
    if text is None:
        run.tell(Code.READ_MISSING_FIELD, "doi", "the record has no DOI", None, Severity.WARNING)
        return
    try:
        run.set("doi", Doi.parse(text))
    except InvalidValueError:
        run.refuse("doi", text, f"{text[:100]!r} is no DOI; kept as it is")


def _titles(run: Gathering, record: Members, decode: Callable[[str], str]) -> None:
    mains: list[tuple[str, str]] = []
    subtitles: list[str] = []
    others: list[tuple[str, Json]] = []
    for title in record.take_objects("titles"):
        text = title.take_text("title")
        kind = take_words(title, "titleType")
        decoded = decode(text) if text is not None and text.strip() not in NO_VALUES else ""
        if not decoded:
            run.keep(title.path, {**title.rest, **({"title": text} if text else {})})
        elif kind is None:
            mains.append((title.path, decoded))
        elif kind.lower() == "subtitle":
            subtitles.append(decoded)
        else:
            others.append((title.path, {"title": decoded, "titleType": kind}))
        title.leave_out("lang")
        title.keep_rest()
    if not mains and others:
        path, other = others.pop(0)
        mains.append((path, other["title"]))
    title_text = mains[0][1] if mains else None
    for subtitle in subtitles:
        title_text = f"{title_text}: {subtitle}" if title_text is not None else subtitle
    run.set("title", title_text)
    for path, other in (*mains[1:], *others):
        if other != (mains[0][1] if mains else None):
            run.keep(path, other)


def _names(run: Gathering, record: Members) -> None:
    creators = [_read_person(run, person) for person in record.take_objects("creators")]
    gather_names(run, NameRole.AUTHOR, "creators", [person for person in creators if person is not None])
    by_role: dict[NameRole, list[Person]] = {}
    for person in record.take_objects("contributors"):
        kind = take_words(person, "contributorType")
        role = ROLES.get(kind or "", NameRole.CONTRIBUTOR)
        if kind is not None and kind not in ROLES:
            run.keep(f"{person.path}.contributorType", kind)
        read = _read_person(run, person)
        if read is not None:
            by_role.setdefault(role, []).append(read)
    for role, people in by_role.items():
        seen = dict.fromkeys(name for name, _ in people)  # one person may have several tasks
        gather_names(run, role, "contributors", [(name, "") for name in seen])


def _read_person(run: Gathering, person: Members) -> Person | None:
    whole, kind = take_words(person, "name"), take_words(person, "nameType")
    family, given = take_words(person, "familyName"), take_words(person, "givenName")
    if (older := _OLDER_TYPES.get(person.peek("type") or "")) is not None:
        kind = kind or older
        person.take("type")
    name = _choose_name(whole, kind, *soften_capitals(run, person.path, family, given))
    about = {member: value for member, value in person.rest.items() if not is_empty(value)}
    if name is None:
        if whole in ("(:etal)", ":etal"):
            return Name(literal="et al."), ""
        if whole is not None and whole not in NO_VALUES:
            about["name"] = whole
        if whole is None:
            run.refuse(person.path, about, f"{person.path} has no name; kept as it is")
        else:
            run.keep(person.path, about)
        return None
    if whole is not None and set(_words_of(whole.casefold())) - set(_words_of(str(name).casefold())):
        run.keep(person.at("name"), whole)
    person.keep_rest()
    return name, compact(about) if about else ""


def _words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _choose_name(whole: str | None, kind: str | None, family: str | None, given: str | None) -> Name | None:
    if family is not None and family not in NO_VALUES and (given is not None or whole != family):
        return build_name(family, given)
    if whole is None or whole in NO_VALUES or whole in ("(:etal)", ":etal"):
        return build_name(None, given)
    if kind == "Organizational":
        return Name(literal=whole)
    if "," in whole:
        before, _, after = whole.partition(",")
        if before.strip() and after.strip() and kind == "Personal":
            return build_name(before.strip(), after.strip())
    if family is not None and kind != "Personal":  # one name that somebody put where the family name belongs
        return build_name(family, None)
    name = parse_name(whole)
    return name if name != Name() else Name(literal=whole)


def _type(run: Gathering, record: Members) -> None:
    types = record.take_object("types")
    if types is None:
        if run.get("arxiv") is None:
            run.tell(Code.READ_MISSING_FIELD, "types", "the record has no type, and is read as a document")
        return
    general, words = take_words(types, "resourceTypeGeneral"), take_words(types, "resourceType")
    run.set("native_type", general)
    kind = TYPES.get(general or "")
    if kind is None:
        kind = next((kind for pattern, kind in WORDS if words and pattern.search(words)), None)
    if kind is None and general not in (None, *TYPES):
        run.tell(Code.READ_INVALID_VALUE, "types.resourceTypeGeneral", f"{general!r} is no type of DataCite", general)
    if kind is None and (usual := types.peek("citeproc")) in tuple(EntryType):
        kind = EntryType(usual)
    if general == "Image" and words is not None and "figure" in words.lower():
        kind = EntryType.FIGURE
    elif general == "Image" and words is not None and "map" in words.lower().split():
        kind = EntryType.MAP
    if general == "DataPaper" and not any(not is_empty(record.rest.get(name)) for name in _CONTAINERS):
        kind = EntryType.ARTICLE  # in no journal
    run.set("type", kind or EntryType.DOCUMENT)
    known = {(name or "").replace("-", "").lower() for name in (general, kind)}
    if words is not None and words.replace(" ", "").lower() not in known:
        run.set("genre", words)
    types.leave_out("ris", "bibtex", "citeproc", "schemaOrg")
    types.keep_rest()


def _publisher(run: Gathering, record: Members) -> None:
    value = record.rest.get("publisher")
    publisher = record.take_object("publisher") if isinstance(value, Mapping) else None
    name = take_words(publisher, "name") if publisher is not None else take_words(record, "publisher")
    if publisher is not None:
        publisher.keep_rest()
    if name is not None and name not in NO_VALUES:
        run.set("publisher", name)


def _subjects(run: Gathering, record: Members) -> None:
    value = record.rest.get("subjects")
    if isinstance(value, list) and all(map(is_text, value)):
        words = record.take_texts("subjects")
    else:
        words = []
        for subject in record.take_objects("subjects"):
            text = subject.take_text("subject")
            if text is not None:
                words.append(text)
            subject.leave_out("lang", "subjectScheme", "schemeUri", "valueUri", "classificationCode")
            subject.keep_rest()
    run.keywords.update(dict.fromkeys(filter(None, (decode_text(part) for word in words for part in word.split("; ")))))


def _descriptions(run: Gathering, record: Members) -> None:
    for description in record.take_objects("descriptions"):
        kind, text = take_words(description, "descriptionType"), description.take_text("description")
        decoded = decode_paragraphs(text) if text is not None and text.strip() not in NO_VALUES else ""
        if kind in (None, "Abstract") and decoded and run.get("abstract") is None:
            run.set("abstract", decoded)
        elif text is not None:
            run.keep(f"{description.path}.{kind}" if kind else description.path, text)
        description.leave_out("lang")
        description.keep_rest()


def _others(run: Gathering, record: Members) -> None:
    """Take language, version, address, sizes and formats."""
    if run.get("arxiv") is None:
        run.set("version", take_words(record, "version"))
        run.set("url", take_words(record, "url"))
    run.set("language", take_words(record, "language"))
    sizes = record.take_texts("sizes")
    others = []
    for size in sizes:
        pages = _PAGES.match(size.strip())
        if pages is None:
            others.append(size)
        elif pages["range"] is None:
            run.variables.setdefault("number-of-pages", pages["count"])
        elif run.get("page") is None:
            run.set("page", parse_pages(pages["range"]))
        elif str(run.get("page")) != pages["range"]:
            others.append(size)
    if others:
        run.variables["dimensions"] = ", ".join(others)
    formats = record.take_texts("formats")
    if formats:
        run.variables["medium"] = ", ".join(formats)


def _identifiers(run: Gathering, record: Members) -> None:
    """Take the other identifiers of the work; DataCite has them under two names."""
    doi, arxiv = run.get("doi"), run.get("arxiv")
    seen: set[tuple[str | None, str | None]] = set()
    for name, member in (("identifiers", "identifier"), ("alternateIdentifiers", "alternateIdentifier")):
        for part in record.take_objects(name):
            identifier, kind = take_words(part, member), take_words(part, f"{member}Type")
            is_own = kind in ("DOI", None) and Doi.find_all(identifier or "") == (doi,)
            is_own = is_own or (arxiv is not None and identifier == str(arxiv.id))
            if kind == "ISBN" and identifier is not None and (isbn := Isbn(identifier)).is_valid:
                run.set("isbn", tuple(dict.fromkeys((*run.get("isbn"), isbn))))
            elif not is_own and identifier is not None and (kind, identifier) not in seen:
                run.keep(part.path, {"identifier": identifier, **({"identifierType": kind} if kind else {})})
            seen.add((kind, identifier))
            part.keep_rest()


_ROWS: Final[tuple[Callable[[Gathering, Members], None], ...]] = (
    _type, gather_dates, _publisher, gather_containers, gather_related_identifiers, _subjects, _descriptions, _others,
    _identifiers,
)  # fmt: skip
