"""What words name a venue: its name, acronym and year, and the workshop at it."""

import re
from functools import lru_cache
from typing import NamedTuple

from arxiv2bib.data.journals import find_journal
from arxiv2bib.inference.comment_acronyms import (
    acronym_behind,
    is_acronym_or_organisation,
    is_within,
    noted_acronym,
    own_acronym,
    part_acronym,
)
from arxiv2bib.inference.comment_hosts import (
    CONFERENCE,
    WORKSHOP,
    WORKSHOP_SIGNS,
    find_host,
    has_workshop,
    host_within,
    is_host,
    is_workshop,
    part_title,
    tidy_workshop,
    with_topic,
)
from arxiv2bib.inference.comment_names import (
    MONTH,
    YEAR,
    cut_name,
    is_acronym,
    known_acronyms,
    known_beginnings,
    known_names,
    names_of_conferences,
    take_year,
)
from arxiv2bib.text.expressions import compile_late


class NamedVenue(NamedTuple):
    """A venue as a comment names it, without the year."""

    name: str
    acronym: str | None = None
    year: int | None = None
    workshop: str | None = None


_PARENTHESIS = compile_late(r",? ?[(\[]([^()\[\]]{1,120})[)\]]")
_TIGHT_COMMA = compile_late(r",(?=[A-Za-z])")
_WORKSHOP_AT = compile_late(r"([A-Za-z0-9][\w&+-]{1,24}) ?@ ?([A-Z][\w'’-]{2,12}(?: ?20\d\d)?)")
_WORKSHOP_BEHIND = compile_late(
    r"[ ,:-]{1,3}(?:(?:[A-Za-z0-9][\w&'’/+-]*|\([A-Z][\w&-]{1,12}\))[ ,]{1,2}){0,9}?"
    r"(?:workshops?\b|WS\b|bridge program\b)",
    re.I,
)
_LEADING = compile_late(r"\A(?:conference for the|as an?|as|on|in|at|the|and|for|with|of|part|its) ")
_WORKSHOP_NEXT = compile_late(r" (?:workshops?|symposium)\b", re.I)
_FEWEST = 3
_NO_VENUES = frozenset(
    "ieee springer elsevier acm arxiv publication press journal conference wiley mdpi iet openreview"
    " review publisher sciencedirect university version preprint pdf appendix github iclr2 ieee/cvf taylor"
    " springer-verlag hindawi sage ios oxford cambridge peer hal zenodo ssrn techrxiv medrxiv biorxiv phd submission"
    " revision eprint not msc bsc latex pdflatex".split()
) | {
    "springer nature", "springer lncs", "special session", "special issue", "phd thesis", "taylor & francis",
    "john wiley & sons", "john wiley & sons ltd",
}  # fmt: skip
# International Conference on Knowledge capture (K-CAP 2019)
_SMALL_TAIL = compile_late(
    r"((?: (?!is |was |as |at |in |by |with |has |have |paper|oral|poster|spotlight)[a-z][\w-]+){1,4})"
    r" ?\((?=[A-Z][\w-]*[A-Z][\w-]*(?:[ ,'’-]{0,2}\d{2,4})?\))"
)
# Computer Vision - ECCV 2022 Workshops
_TITLE_BEFORE = compile_late(r" ?[-–—]{1,2} ?(?=([A-Z][\w-]{1,10}?[ -]?(?:19|20)\d\d)(?!\w))")
_STUCK_WORKSHOP = compile_late(r"(?<=[A-Z])[-_]?(?=Workshop)")
_DASH_BEHIND_WORKSHOP = compile_late(r"(?<=orkshop) ?[-–:]{1,2} ?(?=[A-Z](?!amera|ode\b|roject|aper\b|ral\b))")
# Applied Data Science Track of KDD'19
_TRACK_OF = compile_late(
    r"(?:[\w&/+'’-]+ ){1,6}?[Tt]rack (?:of|at|in|for|@) (?:the )?(?=(?:(?:19|20)\d\d |\d+(?:st|nd|rd|th) )?[A-Z])"
)
_EDITION_OF = compile_late(r"\A(?:\w+) edition of (?:the )?")
_CONTEST = compile_late(r"hallenge|ompetition")
_PERIODICAL = compile_late(
    r"ournal|ransactions|rans\.|etters|Notes|Review|Magazine|Session|Track|hallenge|Demo|roceedings|Report|Press"
    r"|PMLR|LNCS|CCIS|CEUR|Keynote|Award|Springer"
)
_QUOTATION_ENDS = compile_late(r"[,.]\"|\",")
_TITLE_OPENS = compile_late(r"(?<=[A-Z\d.]) \"")  # NATO ASI "The Neutron Star - Black Hole
_LISTING = compile_late(r"[,:](?!.*\)\Z)")
# J. reine angew. Math., Informatics in Medicine Unlocked: what a list of journals is asked for
_WHOLE = compile_late(r"[^,;:(\d]*[^,;:(\d ]")
# What can stand behind a known name that is written in small letters; behind another word it may be longer.
_NAME_ENDS = compile_late(
    r"\Z|[,.;:)\"”]| ?\(| \d"
    r"| (?:journal|conference|workshops?|in (?=(?:19|20)\d\d)|special|by|as|with|is|was|has|will"
    r"|but|track|and [a-z]+ed)\b",
    re.I,
)
_GENERIC = compile_late(
    r"(?:date of |a |an |the |peer.reviewed |international |ieee |top |ml |cv "
    r"|elsevier |springer |acm |spie |refereed )*"
    r"(?:journals?|conferences?|workshops?|magazine|publication|review|transactions?|proceedings)"
    r"(?: (?:format|style|template)s?)?\Z|version \d|(?:[a-z]+ ){1,2}press\Z",
    re.I,
)
_PUBLISHING = compile_late(
    r"(?:journal|press|conference|conf|workshop|symposium|congress|bulletin|annals|annales|proceedings|proc|revista"
    r"|transactions|letters|studies|science|scientia|acta|studia|publications|series|meeting|seminar)",
    re.I,
)
"""What a name has that is more than that of a university."""
_DATE = compile_late(
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?[ -](?:of )?)?{MONTH}(?:[ -]\d.*)?\Z"
    r"|[\W\d]*\Z"
)


# Two thirds of all venues are written like this, and need no closer look: CVPR 2021, ICCV'21.
_PLAIN = compile_late(r"(?:the )?((?:IEEE |ACM )?([A-Za-z0-9-]{2,11}?))(?:[ -]{0,2}|['’`])((?:20)?[0-4]\d)\Z")

_LONGEST_PLAIN = 30


def read_plain(text: str) -> NamedVenue | None:
    """Return the venue that *text* is: a known acronym with its year, or a known name."""
    plain = _PLAIN.match(text) if text[-1:].isdigit() and len(text) <= _LONGEST_PLAIN else None
    if plain is not None:
        name, acronym, year = plain.groups()
        if name.lower() in known_acronyms():
            return NamedVenue(name, acronym if name[:5] == "IEEE " else name, int(year) % 2000 + 2000)
        return NamedVenue(name, acronym, int(year) % 2000 + 2000) if acronym.lower() in known_acronyms() else None
    return NamedVenue(text, own_acronym(text)) if text.lower() in known_names() else None


# Another half begin like this, and go on with something that is no workshop: CVPR 2021 (oral), ICCV2023, Paris.
_DATED = compile_late(r"([A-Za-z0-9]{2,11}?) ?((?:19[89]|20[0-4])\d)(?=[ )]|,(?: |\Z))")


def _read_dated(text: str) -> NamedVenue | None:
    """Return the known acronym with its year that *text* begins with, where no workshop is spoken of."""
    dated = _DATED.match(text)
    if dated is None or has_workshop(text):
        return None
    acronym = dated[1]
    lowered = acronym.lower()
    if lowered not in known_acronyms() or lowered in _NO_VENUES:
        return None
    return NamedVenue(acronym, acronym, int(dated[2]))


@lru_cache(maxsize=4096)
def read_venue(text: str) -> NamedVenue | None:
    """Return the venue that *text* begins with, or None if that is no name of one."""
    if (simple := read_plain(text) or _read_dated(text)) is not None:
        return simple
    text = _loosen(text)
    at = _WORKSHOP_AT.match(text) if "@" in text else None
    if at is not None and is_host(at[2]):
        venue = read_venue(at[2])
        return venue._replace(workshop=take_year(at[1])[0]) if venue is not None else None
    titled = part_title(text) if "orkshop" in text else None
    if titled is not None and (host := read_plain(titled[1])) is not None:
        return host._replace(workshop=titled[0])
    name, rest = cut_name(text)
    if (title := _TITLE_BEFORE.match(rest)) is not None and _is_title_of(name, title[1]):
        return read_venue(rest[title.end() :])
    name, notes, rest = _close_name(*_lengthen(name, rest, text))
    name, behind = part_acronym(name)
    is_closed = name.rstrip(" ,").endswith('"')
    name = name.strip(" ,\"'“”’`*_" if "(" in name or "[" in name else " ,\"'“”’`*_)]")
    if '"' in name:
        name = _close_quotation(name, is_closed=is_closed)
    return _describe(name, behind, notes, rest) if _can_be_venue(name) else None


def _close_name(name: str, rest: str) -> tuple[str, list[str], str]:
    """Return *name* with the noun behind its brackets, what stands in them, and what is left of *rest*."""
    notes = []
    while rest and (found := _PARENTHESIS.match(rest)) is not None:
        notes.append(found[1])
        rest = rest[found.end() :]
    if (
        rest[:1] == " "
        and (more := _WORKSHOP_NEXT.match(rest)) is not None
        and (not is_host(name) or (is_workshop(name) and find_host(rest[more.end() :]) is not None))
    ):
        name, rest = f"{name}{more[0]}", rest[more.end() :]
    return name, notes, rest


def _describe(name: str, behind: str | None, notes: list[str], rest: str) -> NamedVenue | None:
    """Return the venue that *name* is: the acronym *behind* it, *notes* in brackets, and *rest* tell more of it."""
    year = _find_year(name, notes, rest)
    host, workshop, notes = _part_workshop(name, notes, rest)
    stem, year_of_host = take_year(host)
    stem = stem.removesuffix(" in")
    year = year_of_host if year is None else year
    if " for " in stem and year is not None and (last := stem.rpartition(" for ")[2]).lower() in known_acronyms():
        stem = last  # camera-ready version of X for CVPR 2019
    if not stem or stem.lower() in _NO_VENUES or (year is None and stem == "SPIE"):
        return None
    acronym = (
        behind or own_acronym(stem) or next(filter(None, map(noted_acronym, notes)), None) or acronym_behind(stem, rest)
    )
    if workshop is None and ((acronym == stem and "-" in stem) or stem.count(" ") == 1):
        head, _, tail = stem.replace(" ", "-").partition("-")
        if (
            head.lower() in known_acronyms()
            and len(tail) > 2
            and tail.isupper()
            and stem.lower().replace("-", " ") not in known_acronyms()
            and stem.lower() not in known_acronyms()
        ):
            stem, acronym, workshop = head, head, tail
    return NamedVenue(stem, acronym, year, tidy_workshop(workshop) if workshop is not None else None)


def _loosen(text: str) -> str:
    """Return *text* with blanks behind its commas and before a workshop that is stuck to its conference."""
    if "," in text:
        text = _TIGHT_COMMA.sub(", ", text)
    if "Workshop" in text:
        text = _STUCK_WORKSHOP.sub(" ", text)
    if "dition of" in text:
        text = _EDITION_OF.sub("", text)
    if "rack " in text and (track := _TRACK_OF.match(text)) is not None:
        skipped = track[0].split(" ")
        is_other = any(word.lower() in known_acronyms() for word in skipped) or has_workshop(track[0])
        if not is_other and _CONTEST.search(text) is None:
            text = text[track.end() :]
    return text


def _can_be_venue(name: str) -> bool:
    """Whether *name* is more than a date, a generic word, a publisher, a university that got a thesis."""
    if not name or name.lower() in _NO_VENUES or _GENERIC.match(name) or _DATE.match(name):
        return False
    return "niversit" not in name or _PUBLISHING.search(name) is not None


def _lengthen(name: str, rest: str, text: str) -> tuple[str, str]:
    """Return the name that *text* begins with and what is left, where it is known to be longer than *name*."""
    if not rest or len(name) == len(text):
        return name, rest
    start = 5 if YEAR.match(text) and text[4:5] == " " else 0
    lowered = text[start:].lower()
    for known in known_beginnings().get(lowered.partition(" ")[0].rstrip(",:"), ()):
        end = start + len(known)
        if end <= len(name):
            break
        if lowered.startswith(known) and (_LISTING.search(known) or _NAME_ENDS.match(text, end)):
            return text[:end], text[end:]
    is_open = (name.endswith(".") and rest[1:2].islower()) or (rest.startswith(" in ") and " " not in name)
    if is_open and (whole := _WHOLE.match(text)) is not None:
        end = whole.end() - (len(" journal") if whole[0].endswith(" journal") else 0)
        if find_journal(text[:end]) is not None:
            return text[:end], text[end:]
    tail = _SMALL_TAIL.match(rest) if CONFERENCE.search(name) or WORKSHOP.search(name) else None
    if tail is not None and name == text[: len(name)] and rest == text[len(name) :]:
        return f"{name}{tail[1]}", rest[tail.end(1) :]
    return name, rest


def _is_title_of(name: str, dated: str) -> bool:
    """Whether *name* is only what stands before a conference in the title of its proceedings, the *dated* one."""
    return " " in name and not (CONFERENCE.search(name) or has_workshop(name)) and read_plain(dated) is not None


def _close_quotation(name: str, *, is_closed: bool) -> str:
    """Return *name* without a quotation mark whose other one is not in it, and up to it if a comma is beside it."""
    if name.count('"') != 1:
        return name
    ending = _QUOTATION_ENDS.search(name) or (None if is_closed else _TITLE_OPENS.search(name))
    return name.replace('"', "") if ending is None else name[: ending.start()]


_FIGURES = frozenset("0123456789")
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")


def _find_year(name: str, notes: list[str], rest: str) -> int | None:
    """Return the year with the name, else one in full with its acronym or behind it, else one in short."""
    year = take_year(name)[1]
    if year is not None and (name[-1:] not in _FIGURES or name[-3:-2] not in _LETTERS or not notes):
        return year
    for part in notes if year is not None else (*notes, rest):
        for found in YEAR.finditer(part):
            word = part[: found.start()].rpartition(" ")[2]
            if not word.isalpha() or word.isupper() or word.lower() in known_acronyms():  # not SynthRAD2025
                return int(found[0])
    if year is not None:
        return year
    for note in notes:
        if (year := take_year(note)[1]) is not None:
            return year
    short = re.match(r"[ ,]*['’](\d\d)\b", rest)
    return 2000 + int(short[1]) if short is not None else None


def _part_workshop_behind(name: str, notes: list[str], rest: str) -> tuple[str, str | None, list[str]]:
    """Return what :func:`_part_workshop` does for a *name* that speaks of no workshop: it may stand behind."""
    for note in notes:  # (CVPR 2021 Workshop on X)
        if has_workshop(note):
            inner = read_venue(note)
            if inner is not None and inner.workshop is not None and WORKSHOP.fullmatch(inner.workshop):
                return inner.name, name, []
            if inner is not None and is_host(name):
                return name, inner.workshop or inner.name, [other for other in notes if other != note]
            if inner is not None and inner.acronym == inner.name:
                return inner.name, name, []
    is_near = any(map(rest.lower().__contains__, WORKSHOP_SIGNS))
    behind = _WORKSHOP_BEHIND.match(rest) if is_near and is_host(name) else None
    if behind is None:
        return _part_from_host(name, notes, rest)
    rest = _DASH_BEHIND_WORKSHOP.sub(": ", rest)
    workshop = _LEADING.sub("", behind[0].strip(" ,:-"))
    whole = cut_name(_LEADING.sub("", rest.lstrip(" ,:-")))[0]
    workshop = take_year(whole if whole.startswith(workshop) else workshop)[0]
    stem, year = take_year(name)
    if not WORKSHOP.fullmatch(workshop):
        first, _, last = take_year(workshop)[0].partition(" ")
        first = take_year(first)[0]
        is_own = CONFERENCE.search(stem) or names_of_conferences().get(first.lower()) == stem.lower()
        if not is_own and WORKSHOP.fullmatch(last) and is_workshop(stem) and not is_workshop(first):
            return f"{first} {year or ''}".rstrip(), stem, []  # VisDrone 2021 ICCV workshop
        return name, workshop, notes
    topic, _, acronym = stem.rpartition(" ")
    if not (topic and is_acronym(acronym)) or all(map(is_acronym_or_organisation, topic.split(" "))):
        return name, workshop, notes
    host = f"{acronym} {year or ''}".rstrip()  # LatinX in AI CVPR 2025 Workshop
    return host, f"{stem} {workshop}" if topic[0].isupper() else workshop, notes


def _part_workshop(name: str, notes: list[str], rest: str) -> tuple[str, str | None, list[str]]:
    """Return the conference, the workshop at it, if there is one, and the notes that belong to the conference."""
    if not has_workshop(name):
        return _part_workshop_behind(name, notes, rest)
    found = host_within(name)
    at = find_host(rest)
    is_at = rest.startswith((" at ", " @"))
    is_whole = at is not None and found is not None and (is_at or is_workshop(found[0]))
    if is_whole and found is not None and not WORKSHOP.fullmatch(found[1]):
        is_whole = is_at and is_workshop(found[0])  # AICITY2024 Workshop Track2 at CVPR
    if found is not None and not is_whole:
        host, workshop = found
        return (
            host,
            with_topic(workshop, rest),
            [note for note in notes if CONFERENCE.search(host) or take_year(note)[0] == take_year(host)[0]],
        )
    for note in notes:  # Workshop on X (CVPR 2021)
        if (plain := read_plain(note)) is not None and plain.year is not None and _is_elsewhere(plain, name):
            return note, name, []
    at = at or next(filter(None, map(find_host, notes)), None)  # (in conjunction with ICCV)
    if at is not None:
        noted = _PARENTHESIS.match(at[1])
        return at[0], name, [noted[1]] if noted is not None else []
    return name, None, notes


def _part_from_host(name: str, notes: list[str], rest: str) -> tuple[str, str | None, list[str]]:
    """Return what :func:`_part_workshop` does for ``DeCaF 2022 held in conjunction with MICCAI 2022``."""
    stem = take_year(name)[0]
    is_known = stem.lower() in known_names()
    is_at = is_known and is_acronym(stem) and stem == name and rest.startswith((" at ", " @"))  # AIM at ECCV 2020
    if not rest or CONFERENCE.search(stem) or _PERIODICAL.search(stem) or (is_known and not is_at):
        return name, None, notes
    is_name = is_acronym(stem) or (" " in stem and not stem[0].islower())
    at = find_host(rest, is_together=True) if is_name else None
    if at is None or (is_at and is_workshop(at[0])):
        return name, None, notes
    noted = _PARENTHESIS.match(at[1])
    return at[0], stem, [noted[1]] if noted is not None else []


def _is_elsewhere(venue: NamedVenue, workshop: str) -> bool:
    """Whether *venue*, named behind *workshop*, is the conference it is held at, and not its own acronym."""
    full = names_of_conferences().get(venue.name.lower(), "workshop")
    initials = "".join(word[0] for word in workshop.split(" ") if word[:1].isupper()).lower()
    if has_workshop(full) or is_within(re.sub(r"\W|\d", "", venue.name).lower(), initials):
        return False
    topic = [word for word in full.split(" ") if len(word) > _FEWEST]
    return CONFERENCE.search(full) is not None or 2 * sum(map(workshop.lower().__contains__, topic)) < len(topic)


_HOST_BEHIND = compile_late(r"[\"'”’]{0,2}(?:,| at| ?@|,? \() ?(?:the )?(?=[A-Z])")


def place_workshop(venue: NamedVenue, workshop: str, text: str) -> NamedVenue:
    """Return *venue* for a workshop paper in *text*: as the conference that it is, or as a workshop at one.

    ``as a workshop paper at ICLR 2015`` names no workshop, ``as a workshop paper at AI4AH, ICLR 2020`` does.
    """
    if venue.workshop is not None or has_workshop(venue.name):
        return venue
    if is_host(venue.name):
        return venue._replace(workshop=workshop)
    position = text.find(venue.name) + len(venue.name)
    behind = _HOST_BEHIND.match(text, position)
    host = read_venue(text[behind.end() :].partition(")")[0]) if behind is not None else None
    if host is None or host.workshop is not None or not is_host(host.name):
        return venue
    return host._replace(workshop=venue.name)
