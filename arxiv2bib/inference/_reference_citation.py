"""Whole citations in a journal reference: authors and title, before the part that says where the paper appeared."""

import re
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from arxiv2bib.data.journals import find_journal
from arxiv2bib.data.keys import fold_letters
from arxiv2bib.data.venues import find_venue
from arxiv2bib.inference._reference_words import is_journal, is_strong_proceedings, load_abbreviated
from arxiv2bib.text.expressions import compile_late

_FIRST: Final = compile_late(r"[,;:(\d]|\.\s(?=[A-Z][a-z]{4})")


class Citation(NamedTuple):
    """The parts of a citation; ``rest`` is what is left for the container."""

    authors: str | None
    title: str | None
    editors: str | None
    rest: str


_UPPER: Final = r"[^\W\d_a-zà-öø-ÿ]"
_SMALL: Final = r"(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|el|al|bin|ten|ter|Van|Von|De|Di|Da|La|Le|El|Al)"
_SURNAME: Final = rf"(?:{_SMALL}[\s-]){{0,2}}{_UPPER}['’\w-]+(?:[\s-]{_UPPER}['’\w-]+){{0,2}}"
_PARTICLES: Final = frozenset("van von der den de del della di da dos du la le el al bin ten ter zu af y".split())
_INITIALS: Final = rf"{_UPPER}(?:-{_UPPER})?\.(?:[\s-]?{_UPPER}\.){{0,3}}"
# Three orders: surname, initials; initials surname; surname and bare initials.
_AUTHOR: Final = compile_late(
    rf"(?P<comma>{_SURNAME},\s?(?:{_INITIALS}|{_UPPER}{{1,3}}(?![^\W_]))(?:\s(?:Jr|Sr|II|III)\b\.?)?)"
    rf"|(?P<dots>{_INITIALS}\s?(?:{_SMALL}\s){{0,2}}{_UPPER}['’\w-]+(?:[\s-]{_UPPER}['’\w-]+)?)"
    rf"|(?P<bare>{_SURNAME}\s{_UPPER}{{1,3}}\.?(?![^\W_]))"
    rf"|(?P<point>{_SURNAME}\s{_INITIALS})"
)
_FULL_NAME: Final = compile_late(
    rf"{_UPPER}['’\w-]+(?:\s{_UPPER}\.?(?:[\s-]?{_UPPER}\.)?)?\s(?:{_SMALL}\s)?{_UPPER}['’\w-]+"
)
_MIDDLE_INITIAL: Final = compile_late(r"[a-z] [A-Z]\. [A-Z]")
_BIBTEX_NAMES: Final = compile_late(
    rf"{_SURNAME}, {_UPPER}['’\w-]+(?: (?:and|&) {_SURNAME}, {_UPPER}['’\w-]+){{1,20}}(?=[.:( ])"
)
_NAMES_END: Final = compile_late(r"\.\s(?:\(((?:19|20)\d\d)\)\.\s)?(?=[A-Z][a-z]{3})")
# What a list of authors with initials cannot do without, and what a title after a name in full cannot.
_INITIAL: Final = compile_late(r"(?:(?<=[\s,.])|\A)[^\W\d_a-zà-öø-ÿ]{1,3}(?:-[A-Z])?[.,:;\s&]")
_PROSE_AHEAD: Final = compile_late(r"\s[a-z]\w{3,}\s|et al")
_BETWEEN: Final = compile_late(r"\s*(?:,?\s*(?:&|\band\b|\bund\b)\s*|[,;]\s*)")
_ET_AL: Final = compile_late(r"[\s,;]*\b(?:et\.?\s?al|and others)\b\.?|[\s,;]*(?:\.{3}|…)")
_YEAR_AFTER: Final = compile_late(
    r"\s*[.,:;]?\s*(?:\((?P<year>(?:19|20)\d\d)[a-z]?(?:,\s(?P<month>[A-Z][a-z]{2,8})(?:\s\d{1,2}(?:[-–]\d{1,2})?)?)?\)"
    r"|(?:19|20)\d\d[a-z]?(?=[.,:;]))\s*[.,:;]?\s*"
)
_LAST_YEAR: Final = compile_late(r"\(?((?:19|20)\d\d)[a-z]?\)?\Z")
_INITIAL_END: Final = compile_late(r"(?:(?<![^\W_])[^\W\d_]|\bal)\.\Z")
_COMMA: Final = compile_late(r"[,;]\s+")
_MOST_COMMAS: Final = 40
_SHORT: Final = compile_late(
    rf"((?:{_UPPER}\.\s?){{0,3}}{_SURNAME}(?:,\s?(?:{_UPPER}\.\s?){{1,3}})? et\.? al\.?),?"
    r"\s\(?((?:19|20)\d\d)[a-z]?\)?,?\s(?=[A-Z])"
)
"""Authors and year as a text cites them, before a journal: ``Doe et al. 2015 ApJS 216 28``."""
_NUMBERED: Final = compile_late(r"\A\[\d{1,3}\]\s*")
_QUOTE: Final = compile_late(r"[\"“”`'‘]")
_ANY_YEAR: Final = compile_late(r"(?<!\d)(?<!\d[-–])(?:19|20)\d\d(?!\d|[-–]\d{4})")
_YEAR_OF_TITLE: Final = compile_late(r",\s((?:19|20)\d\d)\Z")
_SPECIAL: Final = compile_late(r"(?:the\s)?special (?:issue|section|session)", re.I)
_SPECIAL_END: Final = compile_late(r"special (?:issue|section)(?: on| of|:)?\Z", re.I)
_MARKER: Final = compile_late(r"\[\s?(?:J|C|M|D|P|R|A|N|S|EB)(?:\s?/\s?OL)?\s?\]")
_QUOTED: Final = compile_late(
    r"[\"“”]([^\"“”]{12,300})[\"“”]|``([^`\"]{12,300}?)(?:''|\")"
    r"|(?<!\w)['‘]([^'‘’]{20,250})['’](?!\w)"
)
_SENTENCE_END: Final = compile_late(r"([.?!])[\"”’']?\s+(?=[^\Wa-z_]|[\[(]|in\b|arXiv)")
_MEETING_NEXT: Final = compile_late(r"(?:\d{1,3}(?:st|nd|rd|th)|(?:The )?International|Proceedings|IEEE|ACM)\s")
_IN: Final = compile_late(
    r"(?:(?<=[.;:,?!\"”’)] )|\A)[Ii]n:?\s+(?=[^\Wa-z_]|the\b|proc)"
    r"|(?<=\s)In(?::|\s+(?=Proc|Advances|Proceedings|[A-Z]{3,}))\s*"
)
_BOOK_NEXT: Final = compile_late(r"(?:\A|[\s,;.(])[Ii]n(?: the book| book)?\Z")
_QUOTED_BOOK: Final = compile_late(r"[Ii]n:?\s(?:the book\s|book\s)?[\"“]([^\"“”]{8,200}?)[,.]?[\"”][\s,.:;]*")
"""A book in quotation marks: ``In "Handbook of X", J. Doe (ed.), Springer``."""
_EDITORS_BEHIND: Final = compile_late(
    r"\(?(?:[Ee]d(?:ited|s?\.|s|itors?:?)\s(?:by\s)?([^\d\"“”()]{4,120}?)(?=[,;(]\s?[^,;(]*\d)|"
    r"([^\d\"“”()]{4,120}?)[\s,(]+[Ee]d(?:s?\.|s|itors?)\)?)[\s,.:;)]*"
)
_EDITORS_FIRST: Final = compile_late(r"(.{2,300}?)[\s,(\[]+(?:[Ee]ds?|[Ee]ditors?|EDS?|Hrsg)\b[.)\],:]*\s*")
_SEVERAL: Final = compile_late(r"[,;&]|\band\b")
_LEAD: Final = compile_late(r"[\s.,;:/\[\]–—-]+")
_WORD: Final = compile_late(r"[^\W\d_]+")


_OPENING_MARK: Final = compile_late(r"[\"“”`‘\[]")
_IN_CITATION: Final = compile_late(r"[.,;:)] [Ii]n[: ]")
_EDITORS: Final = compile_late(r"[Ee]d(?:s\b|\.|itor|ited)")
_OPENING: Final = compile_late(r"(?:in:? |n (?=IEEE))?(?:the )?(?:(?:19|20)\d\d |\d{1,3}(?:st|nd|rd|th) ){0,3}", re.I)


def split_citation(text: str) -> Citation:
    """Return *text* taken apart: authors and title, where it begins with them, and the rest."""
    if " et al" in text and (short := _SHORT.match(text)) is not None:
        rest = text[short.end() :]
        if is_container(_first_piece(rest)):
            return Citation(
                short[1], None, None, rest if _ANY_YEAR.search(rest) is not None else f"{rest} ({short[2]})"
            )
    if text[:1] == "[":
        text = _NUMBERED.sub("", text)
    else:
        opening = _OPENING.match(text)
        start = opening.end() if opening else 0
        if is_container(_first_piece(text[start:])) and not _has_citation_sign(text[start:]):
            return Citation(None, None, None, text)
    if "[" in text and (marker := _MARKER.search(text)) is not None:
        authors, title = _split_authors(text[: marker.start()])
        return _take_editors(authors, title, text[marker.end() :].lstrip(" ./,;:"))
    if (book := _QUOTED_BOOK.match(text)) is not None:
        persons = _EDITORS_BEHIND.match(text, book.end())
        editors, end = (persons[1] or persons[2], persons.end()) if persons is not None else (None, book.end())
        return Citation(None, None, editors, f"{book[1]}, {text[end:]}")
    if _QUOTE.search(text) is not None and (quoted := _find_title(text)) is not None:
        head, title, rest = quoted
        return _take_editors(head or None, title, rest)
    authors, title, rest = (None, None, text) if is_container(_first_piece(text)) else _take_authors(text)
    if rest is text and (named := _take_names(text)) is not None:
        return named
    if title is None and ("In" in rest or " in" in rest):
        authors, title, rest = _take_before_in(authors, rest)
    return _take_editors(authors, title, rest)


def _has_citation_sign(text: str) -> bool:
    """Whether *text* has quotation marks, ``in`` behind a mark or editors: it may be a whole citation."""
    return (
        _OPENING_MARK.search(text) is not None
        or " '" in text
        or (("n " in text or "n:" in text) and _IN_CITATION.search(text) is not None)
        or ("d" in text and _EDITORS.search(text) is not None)
    )


def _take_authors(text: str) -> tuple[str | None, str | None, str]:
    """Return authors, title and rest of a *text* that may begin with authors."""
    count, end = _match_authors(text) if _INITIAL.search(text[:60]) is not None else (0, 0)
    parts = _split_after_authors(text, count, end) if count else None
    if parts is None and _PROSE_AHEAD.search(text) is not None:
        count, end = _match_full_names(text)
        parts = _split_after_authors(text, count, end) if count else None
        is_prose = parts is not None and parts[1] is not None and _is_prose(parts[1])
        if not is_prose and " et al" not in text[:end]:
            parts = None
    return parts or (None, None, text)


def _take_names(text: str) -> Citation | None:
    """Return the persons in full before a book, which HAL calls by its editors, or before the year and proceedings."""
    names = _BIBTEX_NAMES.match(text)
    behind = _NAMES_END.match(text, names.end()) if names is not None else None
    if names is None or behind is None:
        return None
    rest = text[behind.end() :]
    if behind[1] is None:
        return Citation(None, None, names[0], rest)
    return Citation(names[0], None, None, f"{rest} ({behind[1]})")


def _take_before_in(authors: str | None, text: str) -> tuple[str | None, str | None, str]:
    """Return authors, title and rest of a *text* that says ``In`` before the container."""
    match = _IN.search(text)
    if match is None:
        return authors, None, text
    head, rest = text[: match.start()].strip(" .,;:"), text[match.end() :]
    if not head:
        return authors, None, rest
    if (year := _LAST_YEAR.fullmatch(head.strip("(). "))) is not None:  # (2023). In: ...
        return authors, None, f"{rest} ({year[1]})"
    if not _is_title(head):
        return authors, None, text
    if authors is not None:
        return authors, head, rest
    authors, title = _split_authors(head)
    return authors, title, rest


@lru_cache(maxsize=4096)
def is_container(segment: str) -> bool:
    """Whether *segment* is a journal or a venue that is known, or says that it is proceedings or a journal."""
    return (
        is_strong_proceedings(segment)
        or is_journal(segment)
        or find_journal(segment) is not None
        or find_venue(segment) is not None
    )


def _first_piece(text: str) -> str:
    """Return what stands before the first mark or number."""
    for match in _FIRST.finditer(text):
        piece = text[: match.start()]
        word = piece.rpartition(" ")[2]
        if match[0][0] != "." or not (word.isalpha() and (len(word) == 1 or fold_letters(word) in load_abbreviated())):
            return piece.strip(" .")
    return text.strip(" .")


def _find_title(text: str) -> tuple[str, str, str] | None:
    """Return authors, title and rest of a *text* with a title in quotation marks; None if the marks are no title's."""
    match = _QUOTED.search(text)
    if match is None:
        return None
    title = (match[1] or match[2] or match[3]).strip(" ,.;")
    head = text[: match.start()].strip(" ,.;:(")
    rest = text[match.end() :].lstrip(" ,.;:)")
    if not rest or len(_WORD.findall(title)) < 3 or is_strong_proceedings(title):
        return None
    if head and not _match_authors(head)[0] and is_container(_first_piece(head)):
        return None
    if _BOOK_NEXT.search(head) is not None:
        return None
    if _SPECIAL.match(title) is not None or _SPECIAL_END.search(head) is not None:
        return None
    year = _LAST_YEAR.search(head)
    if year is not None and _ANY_YEAR.search(rest) is None:
        return head[: year.start()].strip(" ,.;:("), title, f"{rest} ({year[1]})"
    return head, title, rest


def _split_authors(head: str) -> tuple[str | None, str | None]:
    """Return authors and title of *head*, the part of a citation before the container."""
    head = head.strip(" .,;:")
    count, end = _match_authors(head)
    if not count:
        return None, head or None
    authors = _tidy_authors(head[:end]) or None
    title = _YEAR_AFTER.sub("", head[end:], count=1) if _YEAR_AFTER.match(head[end:]) else head[end:]
    return authors, title.strip(' .,;:"“”') or None


def _tidy_authors(words: str) -> str:
    """Return *words* without marks at their ends, but with the full stop of an initial or of ``et al.``."""
    words = words.strip(" ,;:")
    return words if _INITIAL_END.search(words[-4:]) is not None else words.rstrip(" .,;:")


def _match_authors(text: str) -> tuple[int, int]:
    """Return how many authors stand at the beginning of *text*, and where they end."""
    position = count = 0
    end = 0
    while count < 60:
        match = _AUTHOR.match(text, position)
        if match is None and count:
            match = _FULL_NAME.match(text, position) if _BETWEEN.match(text, end) else None
            if match is not None and not re.match(r"\s*(?:[.:;]|,?\s*(?:and|&)\s|,\s*[A-Z])", text[match.end() :][:12]):
                match = None
        if match is None:
            break
        if match.lastgroup == "bare" and re.search(
            r"\s(?:II|III|IV|VI|IX|XI|IP|AI|CV|ML|TV|PC|US|UK|EU)\.?\Z", match[0]
        ):
            break
        count += 1
        end = match.end()
        if (more := _ET_AL.match(text, end)) is not None:
            return count + 1, more.end()
        gap = _BETWEEN.match(text, end)
        if gap is None:
            break
        position = gap.end()
    return count, end


def _match_full_names(text: str) -> tuple[int, int]:
    """Return how many names in full stand at the beginning of *text*, ``Mi Zhang and Helen L Bear``, and their end."""
    if (match := _BIBTEX_NAMES.match(text)) is not None:
        return 2, match.end()
    position = count = end = 0
    while count < 60 and (match := _FULL_NAME.match(text, position)) is not None:
        count, end = count + 1, match.end()
        if (more := _ET_AL.match(text, end)) is not None:
            return count + 1, more.end()
        gap = _BETWEEN.match(text, end)
        if gap is None:
            break
        position = gap.end()
    if text[end : end + 1] == ",":
        return (count, end) if count > 1 and _MIDDLE_INITIAL.search(text, 0, end) is not None else (0, 0)
    return (count, end) if count and text[end : end + 1] in {".", "("} and not is_container(text[:end]) else (0, 0)


def _is_prose(title: str) -> bool:
    """Whether *title* has words in lower case that carry meaning: a name of a journal or a book has few."""
    return sum(len(word) > 3 and word.islower() for word in title.split(" ")) > 2


def _split_after_authors(text: str, count: int, end: int) -> tuple[str | None, str | None, str] | None:
    """Return authors, title and rest of *text*, whose first *count* authors end at *end*; None if it is no citation."""
    authors, after = _tidy_authors(text[:end]), text[end:]
    year = ""
    if (match := _YEAR_AFTER.match(after)) is not None:
        year, after = match[0].strip(" .,:;()"), after[match.end() :]
        if match["month"] is not None:
            year = f"{match['month']} {match['year']}"  # (2021, May)
    mark = after[:1]
    body = after.lstrip(" .,;:")
    if (match := _EDITORS_FIRST.match(text)) is not None and match.end(1) <= end + 2:
        return None
    if year and _ANY_YEAR.search(after) is not None:
        authors, year = f"{authors} ({year})", ""
        has_year = True
    else:
        has_year = bool(year)
    if not has_year and count == 1 and mark not in ".,:;":
        return None
    title, rest = _split_title(body)
    if title is None:
        if count > 1 and is_container(_first_piece(body)):
            return authors, None, f"{rest} ({year})" if year else rest
        return None
    if count == 1 and not has_year and len(_WORD.findall(title)) < 4:
        return None
    return authors, title, f"{rest} ({year})" if year else rest


def _split_title(body: str) -> tuple[str | None, str]:
    """Return the title at the beginning of *body* and what follows; None if a container begins at once."""
    if is_container(_first_piece(body)) and len(_WORD.findall(_first_piece(body))) < 9 and not body[:1].islower():
        first = _first_piece(body)
        if (
            find_journal(first)
            or find_venue(first)
            or re.match(r"[\s,.:]*(?:vol|no|pp|\(?\d)", body[len(first) :], re.I)
        ):
            return None, body
    if (match := _IN.search(body)) is not None and match.start() > 8:
        return body[: match.start()].strip(' .,;:"“”'), body[match.end() :]
    for match in _SENTENCE_END.finditer(body):
        head = body[: match.start()]
        word = _WORD.findall(head[-20:])
        is_cut_short = bool(word) and (len(word[-1]) == 1 or fold_letters(word[-1]) in load_abbreviated())
        if is_cut_short and word[-1].islower() and _MEETING_NEXT.match(body, match.end()) is not None:
            is_cut_short = False  # by a drawing test. 21th Conference of
        if match[1] == "." and is_cut_short:
            continue
        if head.count(" ") > 1:
            return head.strip(' .,;:"“”'), body[match.end() :]
    for match in islice(_COMMA.finditer(body), _MOST_COMMAS):
        if body.count(" ", 0, match.start()) > 1 and is_container(_first_piece(body[match.end() :][:200])):
            title, rest = body[: match.start()].strip(' .,;:"“”'), body[match.end() :]
            if (year := _YEAR_OF_TITLE.search(title)) is not None and _ANY_YEAR.search(rest) is None:
                return title[: year.start()], f"{rest} ({year[1]})"
            return title, rest
    return None, body


def _is_title(head: str) -> bool:
    """Whether *head*, which stands before ``In``, is a title and not the name of a series or a place."""
    return (
        len(_WORD.findall(head)) >= 4
        and not is_strong_proceedings(head)
        and not is_container(_first_piece(head))
        and re.search(r"\d{4}\Z", head) is None
    )


def _take_editors(authors: str | None, title: str | None, rest: str) -> Citation:
    """Take the editors off the beginning of *rest*: ``Roth, V., Vetter, T. (eds.) Pattern Recognition``."""
    while (match := _IN.match(rest)) is not None:
        rest = rest[match.end() :]
    rest = _LEAD.sub("", rest, count=1) if _LEAD.match(rest) else rest
    if "d" in rest and (match := _EDITORS_FIRST.match(rest)) is not None:
        count, end = _match_authors(match[1])
        names = match[1].strip(" ,;")
        is_one_title = "ds" in match[0][match.end(1) :].lower() and _SEVERAL.search(names) is None  # Quiet Clouds, eds.
        if (count and end >= len(names) - 25) or (_are_names(names) and not is_one_title):
            return Citation(authors, title, names, rest[match.end() :].lstrip(" .,;:"))
    if title is not None and "." in rest[:200]:
        count, end = _match_authors(rest)
        if count > 1 and rest[end - 1 : end + 1].strip(" :") in {".", ".."} and rest[end:].strip(" .:"):
            return Citation(authors, title, rest[:end].strip(" ,;"), rest[end:].lstrip(" .,;:"))
    return Citation(authors, title, None, rest)


def _are_names(words: str) -> bool:
    """Whether *words* are nothing but names in full, between commas and ``and``."""
    names = [name for name in re.split(r"\s*[,;]\s*(?:(?:and|&)\s+)?|\s*&\s*|\s+and\s+", words) if name]
    if "(" in words or is_container(words):
        return False
    return all(1 < len(name.split(" ")) < 5 and name[:4] != "The " and _may_be_name(name) for name in names)


def _may_be_name(words: str) -> bool:
    """Whether each of the *words* has a capital, but for particles: ``Galaxies in Isolation`` is no person."""
    return words[0].isupper() and all(word[0].isupper() or word in _PARTICLES for word in words.split())
