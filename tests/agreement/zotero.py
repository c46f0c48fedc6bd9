"""Zotero's items, and those of Better BibTeX, in neutral form.

Which Zotero field is which CSL variable is Zotero's own mapping; a creator who is the first one of his item type
(the artist of an artwork, the director of a film) is its author. Lines ``Name: value`` of ``extra`` are the fields that
they name; ``tex.NAME: value`` is a BibTeX field that Better BibTeX keeps without giving it a meaning.

Source: Zotero's schema.json, "csl" and "itemTypes"; Better BibTeX's manual, "Extra fields".
"""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from tests.agreement.neutral import Item, Person, Value, fold, make_person, read_value

__all__ = ["HOLDS", "TYPES", "for_zotero", "from_zotero", "with_places"]

TYPES: Final = {
    "artwork": "graphic", "audioRecording": "song", "bill": "bill", "blogPost": "post-weblog", "book": "book",
    "bookSection": "chapter", "case": "legal_case", "computerProgram": "software",
    "conferencePaper": "paper-conference", "dataset": "dataset", "dictionaryEntry": "entry-dictionary",
    "document": "document", "email": "personal_communication", "encyclopediaArticle": "entry-encyclopedia",
    "film": "motion_picture", "forumPost": "post", "hearing": "hearing", "instantMessage": "personal_communication",
    "interview": "interview", "journalArticle": "article-journal", "letter": "personal_communication",
    "magazineArticle": "article-magazine", "manuscript": "manuscript", "map": "map",
    "newspaperArticle": "article-newspaper", "patent": "patent", "podcast": "broadcast", "preprint": "article",
    "presentation": "speech", "radioBroadcast": "broadcast", "report": "report", "standard": "standard",
    "statute": "legislation", "thesis": "thesis", "tvBroadcast": "broadcast", "videoRecording": "motion_picture",
    "webpage": "webpage",
}  # fmt: skip
FIELDS: Final = {
    **dict.fromkeys(("title", "caseName", "nameOfAct", "subject"), "title"),
    **dict.fromkeys(
        ("publicationTitle", "bookTitle", "proceedingsTitle", "encyclopediaTitle", "dictionaryTitle", "programTitle",
         "forumTitle", "websiteTitle", "blogTitle", "code", "reporter"), "container-title"),
    "journalAbbreviation": "container-title-short", "shortTitle": "title-short",
    **dict.fromkeys(("series", "seriesTitle"), "collection-title"), "seriesNumber": "collection-number",
    **dict.fromkeys(("conferenceName", "meetingName"), "event-title"),
    **dict.fromkeys(("volume", "codeVolume", "codeNumber", "reporterVolume"), "volume"), "issue": "issue",
    **dict.fromkeys(
        ("number", "reportNumber", "billNumber", "publicLawNumber", "docketNumber", "documentNumber", "patentNumber",
         "episodeNumber", "identifier"), "number"),
    **dict.fromkeys(("pages", "codePages", "firstPage"), "page"), "numPages": "number-of-pages",
    "numberOfVolumes": "number-of-volumes", "section": "section", "committee": "section", "edition": "edition",
    "versionNumber": "version",
    **dict.fromkeys(
        ("publisher", "institution", "university", "distributor", "label", "studio", "network", "company"),
        "publisher"),
    "place": "publisher-place", "date": "issued", "dateDecided": "issued", "dateEnacted": "issued",
    "issueDate": "issued", "filingDate": "submitted", "accessDate": "accessed", "originalDate": "original-date",
    **dict.fromkeys(
        ("type", "reportType", "thesisType", "manuscriptType", "mapType", "letterType", "websiteType", "postType",
         "presentationType", "genre"), "genre"),
    **dict.fromkeys(("artworkMedium", "videoRecordingFormat", "audioRecordingFormat", "system"), "medium"),
    **dict.fromkeys(("artworkSize", "runningTime"), "dimensions"), "scale": "scale",
    **dict.fromkeys(("court", "legislativeBody", "issuingAuthority"), "authority"),
    **dict.fromkeys(("history", "references"), "references"), "legalStatus": "status",
    "callNumber": "call-number", "archive": "archive", "repository": "publisher",
    "archiveLocation": "archive_location", "repositoryLocation": "publisher-place", "libraryCatalog": "source",
    "language": "language", "url": "URL", "DOI": "DOI", "ISBN": "ISBN", "ISSN": "ISSN", "abstractNote": "abstract",
}  # fmt: skip
UNMAPPED: Final = frozenset("session priorityNumbers country assignee programmingLanguage applicationNumber".split())
"""The fields for which CSL has no variable."""
UNMAPPED_ROLES: Final = frozenset("attorneyAgent commenter counsel cosponsor wordsBy".split())
"""The creators for whom CSL has no role."""
UNREAD: Final = frozenset(
    "itemType creators tags notes extra itemID citationKey attachments seeAlso relations dateAdded dateModified uri "
    "key itemKey libraryID version collections parentItem rights".split()
)
"""What is read in another way, or is no statement on the work."""
_ANY: Final = frozenset(
    "type key title title-short abstract language URL accessed issued keyword note author contributor".split()
)
_ARCHIVED: Final = _ANY | frozenset("archive archive_location source call-number".split())
_BOOK: Final = _ARCHIVED | frozenset(
    "collection-title collection-number volume number-of-volumes edition publisher-place publisher ISBN editor "
    "translator collection-editor".split()
)
_PART: Final = _BOOK | {"container-title", "page"}
_BROADCAST: Final = _ARCHIVED | frozenset(
    "container-title number medium publisher-place publisher dimensions script-writer producer performer guest".split()
)
_SERIAL: Final = _ARCHIVED | frozenset("container-title page ISSN translator".split())


def _holds(base: frozenset[str], more: str) -> frozenset[str]:
    return base | frozenset(more.split())


HOLDS: Final = {
    "artwork": _holds(_ARCHIVED, "medium dimensions"),
    "audioRecording": _holds(
        _ARCHIVED,
        "medium collection-title volume number-of-volumes publisher-place publisher dimensions ISBN composer",
    ),
    "bill": _holds(_ANY, "number container-title volume section page authority references"),
    "blogPost": _holds(_ANY, "container-title genre"),
    "book": _holds(_BOOK, "number-of-pages"),
    "bookSection": _holds(_PART, "container-author"),
    "case": _holds(_ANY, "authority number container-title volume page references"),
    "computerProgram": _holds(_ARCHIVED, "collection-title version medium publisher-place publisher ISBN"),
    "conferencePaper": _holds(
        _ARCHIVED,
        "container-title event-title publisher-place publisher volume page collection-title DOI ISBN editor translator "
        "collection-editor",
    ),
    "dataset": _holds(_ARCHIVED, "number genre version publisher publisher-place DOI"),
    "dictionaryEntry": _PART,
    "document": _holds(_ARCHIVED, "publisher editor translator reviewed-author"),
    "email": _holds(_ANY, "recipient"),
    "encyclopediaArticle": _PART,
    "film": _holds(_ARCHIVED, "publisher genre medium dimensions script-writer producer"),
    "forumPost": _holds(_ANY, "container-title genre"),
    "hearing": _holds(_ANY, "section publisher-place publisher number-of-volumes number page authority references"),
    "instantMessage": _holds(_ANY, "recipient"),
    "interview": _holds(_ARCHIVED, "medium interviewer translator"),
    "journalArticle": _holds(
        _SERIAL, "volume issue collection-title container-title-short DOI editor reviewed-author"
    ),
    "letter": _holds(_ARCHIVED, "genre recipient"),
    "magazineArticle": _holds(_SERIAL, "volume issue reviewed-author"),
    "manuscript": _holds(_ARCHIVED, "genre publisher-place number-of-pages translator"),
    "map": _holds(_ARCHIVED, "genre scale collection-title edition publisher-place publisher ISBN collection-editor"),
    "newspaperArticle": _holds(_SERIAL, "publisher-place edition section reviewed-author"),
    "patent": _holds(
        _ANY, "publisher-place authority number submitted page references status"
    ),
    "podcast": _holds(_ANY, "collection-title number medium dimensions guest"),
    "preprint": _holds(_ARCHIVED, "genre number publisher collection-title DOI editor translator reviewed-author"),
    "presentation": _holds(_ANY, "genre publisher-place event-title"),
    "radioBroadcast": _BROADCAST,
    "report": _holds(
        _ARCHIVED, "number genre collection-title publisher-place publisher page translator collection-editor"
    ),
    "statute": _holds(_ANY, "container-title volume number page section references"),
    "thesis": _holds(_ARCHIVED, "genre publisher publisher-place number-of-pages"),
    "tvBroadcast": _BROADCAST,
    "videoRecording": _holds(
        _ARCHIVED,
        "medium collection-title volume number-of-volumes publisher-place publisher dimensions ISBN script-writer "
        "producer performer",
    ),
    "webpage": _holds(_ANY, "container-title genre translator"),
}  # fmt: skip
"""What an item of each type has a field for, in Zotero's schema; what is of no other use than to sort is left out."""
FIRST_CREATORS: Final = {
    "artwork": "artist", "audioRecording": "performer", "bill": "sponsor", "computerProgram": "programmer",
    "film": "director", "hearing": "contributor", "interview": "interviewee", "map": "cartographer",
    "patent": "inventor", "podcast": "podcaster", "presentation": "presenter", "radioBroadcast": "director",
    "tvBroadcast": "director", "videoRecording": "director",
}  # fmt: skip
ROLES: Final = {
    "bookAuthor": "container-author", "castMember": "performer", "reviewedAuthor": "reviewed-author",
    "scriptwriter": "script-writer", "seriesEditor": "collection-editor",
}  # fmt: skip
EXTRA_NAMES: Final = {
    "place": "publisher-place", "type": "genre", "number": "number", "pages": "page", "version-number": "version",
    "doi": "DOI", "pmid": "PMID", "pmcid": "PMCID", "original-date": "original-date", "citation-key": "key",
    "arxiv": "eprint", "mr": "kept:mrnumber", "lccn": "kept:lccn", "zbl": "kept:zmnumber",
}  # fmt: skip
"""The names of lines of ``extra`` that are not CSL's names with blanks for hyphens."""
KEPT_NAMES: Final = {
    "eprint": "eprint", "eventtitle": "event-title", "venue": "event-place", "pubstate": "status", "part": "part",
}  # fmt: skip
"""The fields that Better BibTeX keeps as they are and that CSL has a variable for."""
_LINE: Final = re.compile(r"(tex\.\"[^\"]*\"|tex\.[^: ]+|[A-Z][A-Za-z -]+|arXiv): (.*)")
_CLASS: Final = re.compile(r" \[[\w.-]+\]\Z")
_SUFFIX: Final = re.compile(r",? ((?:Jr|Sr)\.?|I{2,3}|IV)\Z")


def from_zotero(data: Mapping[str, Any]) -> Item:  # Any: JSON
    """Return a Zotero item."""
    kind = data["itemType"]
    found: dict[str, Value | None] = {"type": TYPES[kind], "key": _to_text(data.get("citationKey") or data["itemID"])}
    loose: list[str] = []
    for field, value in data.items():
        if field in FIELDS:
            found[FIELDS[field]] = read_value(FIELDS[field], _to_text(value))
        elif field in UNMAPPED:
            loose.append(fold(_to_text(value)))
        elif field not in UNREAD:
            raise ValueError(f"a Zotero field that has no place in the neutral form: {field}")
    creators = data.get("creators", ())
    found.update(_read_creators(kind, (who for who in creators if who["creatorType"] not in UNMAPPED_ROLES)))
    loose += [", ".join(filter(None, _read_name(who))) for who in creators if who["creatorType"] in UNMAPPED_ROLES]
    tags = (tag["tag"] if isinstance(tag, dict) else tag for tag in data.get("tags", ()))
    found["keyword"] = frozenset(map(fold, tags))
    notes = [fold(_strip(note["note"] if isinstance(note, dict) else note)) for note in data.get("notes", ())]
    for name, value in read_extra(data.get("extra", "")):
        if name:
            found[name] = value
        else:
            loose.append(value)
    found["extra"] = frozenset(loose)
    found["note"] = "\n".join(sorted(notes))
    if kind == "journalArticle" and "number" in found:
        found["article-number"] = found.pop("number")
    if kind == "bookSection" and "section" in found:
        found["chapter-number"] = found.pop("section")
    if kind == "document" and "publisher" not in found and "kept:howpublished" in found:
        found["publisher"] = found.pop("kept:howpublished")
    _join_titles(found)
    return {name: value for name, value in found.items() if value}


_WHOLES: Final = frozenset({"book"})
_PARTS: Final = frozenset({"chapter", "paper-conference", "entry-encyclopedia"})


def _join_titles(found: dict[str, Value | None]) -> None:
    """Put the titles that Better BibTeX keeps apart together: of a book and its subtitle, of a volume and the whole."""

    def join(*names: str) -> str | None:
        return ". ".join(str(found.pop(name)) for name in names if found.get(name)) or None

    place = "title" if found["type"] in _WHOLES else "container-title" if found["type"] in _PARTS else ""
    if place == "container-title":
        found[place] = join(place, "kept:booksubtitle", "kept:booktitleaddon")
    if place and found.get("kept:maintitle") and found.get(place):
        found["volume-title"] = found[place]
        found[place] = join("kept:maintitle", "kept:mainsubtitle", "kept:maintitleaddon")


def _to_text(value: Any) -> str:  # Any: JSON
    return str(value)


def _strip(text: str) -> str:
    return html.unescape(re.sub(r"</?(?:p|br|div|span)\b[^<>]*>", " ", text))


def read_extra(extra: "str | list[str]") -> Iterator[tuple[str, str]]:
    """Yield the fields that stand in ``extra``, and under no name the lines that are none."""
    for line in extra.split("\n") if isinstance(extra, str) else extra:
        found = _LINE.match(line)
        if found is None:
            if line.strip():
                yield "", fold(line)
            continue
        name = found[1]
        if name.startswith("tex."):
            name = name[4:].strip('"').lower()
            name = KEPT_NAMES.get(name, f"kept:{name}")
            yield name, read_value(name, re.sub(r"[{}]", "", found[2]))
            continue
        name = name.lower().replace(" ", "-")
        name = EXTRA_NAMES.get(name, name)
        yield name, read_value(name, _CLASS.sub("", found[2]) if name == "eprint" else found[2])


def _read_creators(kind: str, creators: Any) -> Mapping[str, tuple[Person, ...]]:  # Any: JSON
    found: dict[str, tuple[Person, ...]] = {}
    for creator in creators:
        role = creator["creatorType"]
        role = "author" if role == FIRST_CREATORS.get(kind) else ROLES.get(role, role)
        found[role] = (*found.get(role, ()), _read_name(creator))
    if kind in FIRST_CREATORS and "author" not in found and "contributor" in found:
        found["author"] = found.pop("contributor")  # Better BibTeX's authors of what has no authors in Zotero
    return found


def _read_name(creator: Mapping[str, str]) -> Person:
    if "name" in creator:
        return make_person(creator["name"])
    family, given = creator.get("lastName", ""), creator.get("firstName", "")
    for text in (given, family):
        suffix = _SUFFIX.search(text)
        if suffix is not None and given:
            rest = text[: suffix.start()]
            return make_person(rest if text is family else family, given if text is family else rest, suffix[1])
    return make_person(family, given)


NEAREST: Final = {
    "classic": "book", "collection": "book", "entry": "entry-encyclopedia", "figure": "graphic",
    "musical_score": "song", "pamphlet": "manuscript", "regulation": "legislation", "review": "article-journal",
    "review-book": "article-journal", "treaty": "legislation",
}  # fmt: skip
"""Of CSL's types for which Zotero has no item type, the one that Zotero or Better BibTeX puts in its place."""


def for_zotero(ours: Item, kind: str) -> Item:
    """Return our item as an item of the Zotero type *kind* could hold it.

    Research notes are notes, and whoever the type calls its first creator (the director of a film) is the author.
    """
    found = {name: value for name, value in ours.items() if name != "annote"}
    notes = [text for name in ("note", "annote") if isinstance(text := ours.get(name), str)]
    found["type"] = NEAREST.get(str(ours["type"]), str(ours["type"]))
    first = FIRST_CREATORS.get(kind)
    if "author" not in found and first in found:
        found["author"] = found.pop(first)
    if notes:
        found["note"] = "\n".join(sorted(notes))
    return found


def with_places(theirs: Item, ours: Item, holds: frozenset[str]) -> Item:
    """Return *theirs*, the words that CSL has no variable for, or no name stands before in ``extra``, in their places.

    Zotero puts into ``extra`` what the item type has no field for. Words that we have too, in a field that the item
    type has not or as a line that is kept, are that field's value; others are notes.
    """
    found = dict(theirs)
    words = found.pop("extra", frozenset())
    assert isinstance(words, frozenset)
    notes = [found["note"]] if "note" in found else []
    for word in sorted(words):
        place = next(
            (name for name, value in ours.items() if value == word and name not in holds and name not in found), None
        )
        if place is None and any(value == word for name, value in ours.items() if name in holds):
            continue
        if place is not None:
            found[place] = word
        else:
            notes.append(word)
    if notes:
        found["note"] = "\n".join(sorted(line for note in notes for line in str(note).split("\n")))
    return found
