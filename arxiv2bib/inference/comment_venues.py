"""What words name a venue: its name, acronym and year, and the workshop at it."""

import re
from functools import lru_cache
from typing import NamedTuple

from arxiv2bib.inference.comment_names import (
    MONTH,
    ORGANISATIONS,
    YEAR,
    cut_name,
    is_acronym,
    known_acronyms,
    known_conferences,
    known_lists,
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
_WORKSHOP = compile_late(r"\b(?:workshops?|WS|wksp|bridge program|tutorial)\b", re.I)
_WORKSHOP_SIGNS = ("workshop", "ws", "wksp", "bridge p", "tutorial")
_WORKSHOP_BEHIND = compile_late(
    r"[ ,:-]{1,3}(?:(?:[A-Za-z0-9][\w&'’/+-]*|\([A-Z][\w&-]{1,12}\))[ ,]{1,2}){0,9}?"
    r"(?:workshops?\b|WS\b|bridge program\b)",
    re.I,
)
_LEADING = compile_late(r"\A(?:on|in|at|the|and|for|with|of|part|its) ")
_TOPIC = compile_late(r" (on|for) ")
_WORKSHOP_NEXT = compile_late(r" (?:workshops?|symposium)\b", re.I)
_ACRONYM_AT_END = compile_late(r"[A-Z]{3,10}")
_FEWEST = 3
_HELD_AT = compile_late(
    r",? ?(?:held |organi[sz]ed )?(?:(?:at|@|in conjunction with|co(?:-?|l)located with|in association with|as part of"
    r"|part of|in|of|during|with|under)(?: the)? |@ ?|[,-] ?(?:the )?)",
    re.I,
)
_CONFERENCE = compile_late(r"\b(?:conference|conf\.|symposium|congress|meeting|convention)", re.I)
_BEHIND_COMMA = compile_late(r"[,:]? ?[-–]{0,2} ?([A-Z0-9][A-Za-z0-9&/+-]{1,14})[ '’-]{0,2}((?:19|20)?\d\d)\b")
_NO_VENUES = frozenset(
    "ieee springer elsevier acm arxiv nature publication press journal conference wiley mdpi iet openreview"
    " review publisher sciencedirect university version preprint pdf appendix github iclr2 ieee/cvf taylor"
    " springer-verlag hindawi sage ios oxford cambridge peer hal zenodo ssrn techrxiv medrxiv biorxiv phd submission"
    " revision eprint not".split()
)
_GENERIC = compile_late(
    r"(?:date of |a |an |the |peer.reviewed |international |ieee |top |ml |cv "
    r"|elsevier |springer |acm |spie |refereed )*"
    r"(?:journals?|conferences?|workshops?|magazine|publication|review|transactions?|proceedings)\Z",
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
_PLAIN = compile_late(r"(?:the )?((?:IEEE |ACM )?([A-Za-z0-9-]{2,11}))(?:[ -]{0,2}|['’`])((?:20)?\d\d)\Z")

_LONGEST_PLAIN = 30


def read_plain(text: str) -> NamedVenue | None:
    """Return the venue that *text* is: a known acronym with its year, or a known name."""
    plain = _PLAIN.match(text) if text[-1:].isdigit() and len(text) <= _LONGEST_PLAIN else None
    if plain is not None:
        name, acronym, year = plain.groups()
        if name.lower() in known_acronyms():
            return NamedVenue(name, acronym if name[:5] == "IEEE " else name, int(year) % 2000 + 2000)
        return NamedVenue(name, acronym, int(year) % 2000 + 2000) if acronym.lower() in known_acronyms() else None
    return NamedVenue(text, _own_acronym(text)) if text.lower() in known_names() else None


# Another half begin like this, and go on with something that is no workshop: CVPR 2021 (oral), ICCV2023, Paris.
_DATED = compile_late(r"([A-Za-z0-9]{2,11}?) ?((?:19[89]|20[0-4])\d)(?= |,(?: |\Z))")


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
    if "," in text:
        text = _TIGHT_COMMA.sub(", ", text)
    at = _WORKSHOP_AT.match(text) if "@" in text else None
    if at is not None and is_host(at[2]):
        venue = read_venue(at[2])
        return venue._replace(workshop=take_year(at[1])[0]) if venue is not None else None
    name, rest = _cut_known_name(text)
    notes = []
    while rest and (found := _PARENTHESIS.match(rest)) is not None:
        notes.append(found[1])
        rest = rest[found.end() :]
    if (
        rest[:1] == " "
        and (more := _WORKSHOP_NEXT.match(rest)) is not None
        and (not is_host(name) or (_is_workshop(name) and _find_host(rest[more.end() :]) is not None))
    ):
        name, rest = f"{name}{more[0]}", rest[more.end() :]
    name, behind = _part_acronym(name)
    name = name.strip(" \"'“”’`*_" if "(" in name or "[" in name else " \"'“”’`*_)]")
    if not name or name.lower() in _NO_VENUES or _GENERIC.match(name) or _DATE.match(name):
        return None
    if "niversit" in name and not _PUBLISHING.search(name):
        return None  # a thesis presented to a university
    year = _find_year(name, notes, rest)
    host, workshop, notes = _part_workshop(name, notes, rest)
    stem, year_of_host = take_year(host)
    year = year_of_host if year is None else year
    if " for " in stem and year is not None and (last := stem.rpartition(" for ")[2]).lower() in known_acronyms():
        stem = last  # camera-ready version of X for CVPR 2019
    if not stem or stem.lower() in _NO_VENUES or (year is None and stem == "SPIE"):
        return None
    acronym = (
        behind
        or _own_acronym(stem)
        or next(filter(None, map(_noted_acronym, notes)), None)
        or _acronym_behind(stem, rest)
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
    return NamedVenue(stem, acronym, year, workshop)


def _cut_known_name(text: str) -> tuple[str, str]:
    """Return the name that *text* begins with and what is left, as far as a known one goes on behind a mark."""
    name, rest = cut_name(text)
    if rest[:1] == "," and (listed := _cut_known_list(text)) is not None and len(listed[0]) > len(name):
        return listed
    if rest.startswith(":"):  # Radiology: Artificial Intelligence
        subtitle, behind_it = cut_name(rest[1:].lstrip())
        if (whole := f"{name}: {subtitle}").lower() in known_names():
            return whole, behind_it
    return name, rest


def _cut_known_list(text: str) -> tuple[str, str] | None:
    """Return the known name with commas that *text* begins with, and what is left."""
    names = known_lists().get(text.partition(",")[0].lower()) if "," in text else None
    lowered = text.lower()
    for name in names or ():
        if lowered.startswith(name) and not lowered[len(name) : len(name) + 1].isalnum():
            return text[: len(name)], text[len(name) :]
    return None


def _part_acronym(name: str) -> tuple[str, str | None]:
    """Return *name* without the acronym at its end, and that: ``18th European Conference on Computer Vision ECCV``."""
    if name.count(" ") < _FEWEST:
        return name, None
    stem, year = take_year(name)
    head, _, last = stem.rpartition(" ")
    if head.count(" ") < _FEWEST or not _ACRONYM_AT_END.fullmatch(last):
        return name, None
    initials = "".join(word[0] for word in head.split(" ") if word[:1].isupper()).lower()
    if not _is_within(last.lower(), initials) or head.rpartition(" ")[2].lower() in ("on", "of", "for", "and", "the"):
        return name, None
    return (f"{head} {year}" if year is not None else head), last


_FIGURES = frozenset("0123456789")
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")


def _find_year(name: str, notes: list[str], rest: str) -> int | None:
    """Return the year with the name, else one in full with its acronym or behind it, else one in short."""
    year = take_year(name)[1]
    if year is not None and (name[-1:] not in _FIGURES or name[-3:-2] not in _LETTERS or not notes):
        return year
    for part in notes if year is not None else (*notes, rest):
        if (found := YEAR.search(part)) is not None:
            return int(found[0])
    if year is not None:
        return year
    for note in notes:
        if (year := take_year(note)[1]) is not None:
            return year
    short = re.match(r"[ ,]*['’](\d\d)\b", rest)
    return 2000 + int(short[1]) if short is not None else None


def _own_acronym(stem: str) -> str | None:
    """Return the acronym that *stem* is, an organisation before it apart: ``IEEE ICIA`` is ``ICIA``."""
    if " " not in stem:
        return stem if is_acronym(stem) else None
    if (head := stem.removesuffix(" Conference")).lower() in known_acronyms() and head != stem and " " not in head:
        return head
    head, _, last = stem.rpartition(" ")
    if stem.lower() in known_acronyms() and sum(map(str.isupper, stem)) > len(stem) // 2 and head != "IEEE":
        return stem
    if all(word.lower() in ORGANISATIONS for word in head.split(" ")) and is_acronym(last):
        return last
    return None


def _noted_acronym(note: str) -> str | None:
    """Return the acronym in a parenthesis: ``CVPR 2021``, ``IEEE SSCI``, ``ECML PKDD '25``."""
    stem = take_year(re.split(r"[,;:]", note)[0].replace(" - ", " ").strip())[0]
    words = stem.split(" ")
    if stem.lower() in known_acronyms() and (
        len(words) == 1 or words[0].lower() not in ORGANISATIONS or words[-1] == "MM"
    ):
        return stem
    if len(words) <= 3 and all(map(is_acronym_or_organisation, words)) and is_acronym(words[-1]):
        return words[-1] if words[0].lower() in ORGANISATIONS else stem
    return None


def is_acronym_or_organisation(word: str) -> bool:
    """Whether *word* is an acronym, of a venue or of those who hold it."""
    return is_acronym(word) or word.lower() in ORGANISATIONS


def _acronym_behind(stem: str, rest: str) -> str | None:
    """Return the acronym that follows a full name: ``British Machine Vision Conference, BMVC 2004``."""
    found = _BEHIND_COMMA.match(rest)
    if found is None:
        return None
    initials = "".join(word[0] for word in stem.split(" ") if word[:1].isupper()).lower()
    letters = re.sub(r"\W|\d", "", found[1]).lower()
    return found[1] if is_acronym(found[1]) and len(letters) > 2 and _is_within(letters, initials) else None


def _is_within(letters: str, initials: str) -> bool:
    """Whether *letters* all occur in *initials*, in their order."""
    remaining = iter(initials)
    return all(letter in remaining for letter in letters)


def has_workshop(text: str) -> bool:
    """Whether *text* has a word for a workshop."""
    lowered = text.lower()
    return any(map(lowered.__contains__, _WORKSHOP_SIGNS)) and _WORKSHOP.search(text) is not None


def _part_workshop_behind(name: str, notes: list[str], rest: str) -> tuple[str, str | None, list[str]]:
    """Return what :func:`_part_workshop` does for a *name* that speaks of no workshop: it may stand behind."""
    for note in notes:  # (CVPR 2021 Workshop on X)
        if has_workshop(note):
            inner = read_venue(note)
            if inner is not None and inner.workshop is not None and _WORKSHOP.fullmatch(inner.workshop):
                return inner.name, name, []
            if inner is not None and is_host(name):
                return name, inner.workshop or inner.name, [other for other in notes if other != note]
            if inner is not None and inner.acronym == inner.name:
                return inner.name, name, []
    is_near = any(map(rest.lower().__contains__, _WORKSHOP_SIGNS))
    behind = _WORKSHOP_BEHIND.match(rest) if is_near and is_host(name) else None
    if behind is None:
        return name, None, notes
    workshop = _LEADING.sub("", behind[0].strip(" ,:-"))
    whole = cut_name(_LEADING.sub("", rest.lstrip(" ,:-")))[0]
    workshop = take_year(whole if whole.startswith(workshop) else workshop)[0]
    if not _WORKSHOP.fullmatch(workshop):
        return name, workshop, notes
    stem, year = take_year(name)
    topic, _, acronym = stem.rpartition(" ")
    if not (topic and is_acronym(acronym)) or all(map(is_acronym_or_organisation, topic.split(" "))):
        return name, workshop, notes
    host = f"{acronym} {year or ''}".rstrip()  # LatinX in AI CVPR 2025 Workshop
    return host, f"{stem} {workshop}" if topic[0].isupper() else workshop, notes


def _part_workshop(name: str, notes: list[str], rest: str) -> tuple[str, str | None, list[str]]:
    """Return the conference, the workshop at it, if there is one, and the notes that belong to the conference."""
    if not has_workshop(name):
        return _part_workshop_behind(name, notes, rest)
    found = _host_within(name)
    at = _find_host(rest)
    if found is not None and not (at is not None and _WORKSHOP.fullmatch(found[1]) and _is_workshop(found[0])):
        host, workshop = found
        return (
            host,
            _with_topic(workshop, rest),
            [note for note in notes if take_year(note)[0] == take_year(host)[0]],
        )
    for note in notes:  # Workshop on X (CVPR 2021)
        if (plain := read_plain(note)) is not None and plain.year is not None and _is_elsewhere(plain, name):
            return note, name, []
    if at is not None:
        noted = _PARENTHESIS.match(at[1])
        return at[0], name, [noted[1]] if noted is not None else []
    return name, None, notes


def _find_host(rest: str) -> tuple[str, str] | None:
    """Return the conference that *rest* says a workshop is held at, and what follows that."""
    at = _HELD_AT.match(rest)
    if at is None:
        return None
    host, behind = cut_name(rest[at.end() :])
    return (host.removesuffix(" conference"), behind) if is_host(host) else None


def _is_workshop(name: str) -> bool:
    """Whether *name* is not that of a conference which itself has workshops."""
    full = names_of_conferences().get(take_year(name)[0].rpartition(" ")[2].lower(), "")
    return has_workshop(full) or not (_CONFERENCE.search(full) or full.startswith("advances"))


def _is_elsewhere(venue: NamedVenue, workshop: str) -> bool:
    """Whether *venue*, named behind *workshop*, is the conference it is held at, and not its own acronym."""
    full = names_of_conferences().get(venue.name.lower(), "workshop")
    initials = "".join(word[0] for word in workshop.split(" ") if word[:1].isupper()).lower()
    if has_workshop(full) or _is_within(re.sub(r"\W|\d", "", venue.name).lower(), initials):
        return False
    topic = [word for word in full.split(" ") if len(word) > _FEWEST]
    return _CONFERENCE.search(full) is not None or 2 * sum(map(workshop.lower().__contains__, topic)) < len(topic)


def _with_topic(workshop: str, rest: str) -> str:
    """Return *workshop* with the topic that follows its year: ``Workshop on X`` of ``Workshop 2022 on X``."""
    stem = take_year(workshop)[0]
    found = _TOPIC.match(rest)
    if found is not None and stem.lower().endswith(("workshop", "workshops")):
        return f"{stem} {found[1]} {cut_name(rest[found.end() :])[0]}".rstrip()
    return stem


def _host_within(name: str) -> tuple[str, str] | None:
    """Return the conference and the workshop in ``CVPR 2024 MAT Workshop`` or ``ShapeMI MICCAI Workshop``."""
    words = name.split(" ")
    for index, word in enumerate(words):
        if _WORKSHOP.match(word) and index and words[index - 1].lower() in ("on", "of"):
            break
        bare = word.rstrip(",:")
        stem, year = take_year(bare)
        has_year = year is not None or (index + 1 < len(words) and YEAR.match(words[index + 1]) is not None)
        pair = f"{words[index - 1]} {stem}" if index else stem
        is_known = stem.lower() in known_acronyms() or (index > 0 and pair.lower() in known_acronyms())
        if is_known or (index == 0 and has_year and is_acronym(stem)):
            after = words[index + 1 :]
            if after and YEAR.fullmatch(after[0].strip(",:'")):
                after = after[1:]
            before = [part for part in words[:index] if part.lower() not in ORGANISATIONS and not YEAR.fullmatch(part)]
            if before and has_workshop(" ".join(before)) and after:
                continue
            host = pair if pair.lower() in known_acronyms() and index else stem
            organisations = [part for part in words[:index] if part.lower() in ORGANISATIONS and part.lower() != "the"]
            if not before and organisations and host == stem:
                host = " ".join([*organisations, stem])
            workshop = " ".join(after) if not before else " ".join([*words[:index], bare, *after])
            return (host, workshop.strip(" ,:-'’")) if workshop else None
    return None


def is_host(text: str) -> bool:
    """Whether *text* names a conference that a workshop can be at."""
    stem, year = take_year(text)
    if _CONFERENCE.search(stem) or stem.lower() in known_conferences():
        return not has_workshop(stem)
    last = stem.rpartition(" ")[2]
    if stem.lower() in known_acronyms() or last.lower() in known_acronyms():
        return stem.count(" ") <= 3
    return year is not None and is_acronym(last) and stem.count(" ") <= 1
