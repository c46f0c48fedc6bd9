"""Which words speak of a workshop, and which of the conference that it is held at."""

import re

from arxiv2bib.inference.comment_acronyms import is_acronym_or_organisation
from arxiv2bib.inference.comment_names import (
    ORGANISATIONS,
    YEAR,
    cut_name,
    is_acronym,
    known_acronyms,
    known_conferences,
    names_of_conferences,
    take_year,
)
from arxiv2bib.text.expressions import compile_late

WORKSHOP = compile_late(r"\b(?:workshops?|WS|wksp|bridge program|tutorial)\b", re.I)
WORKSHOP_SIGNS = ("workshop", "ws", "wksp", "bridge p", "tutorial")
_HELD_AT = compile_late(
    r"(?: proceedings| track ?\d{0,2})?,? ?(?:(?:to be |which is |that is )?(?:held|organi[sz]ed|hosted) )?"
    r"(?:(?:at|@|in conjunction with|co(?:-?|l)located with|in association with|as part of"
    r"|part of|in|of|during|with|under)(?: the)? |@ ?|[,-] ?(?:the )?)",
    re.I,
)
_HELD_TOGETHER = compile_late(
    r",? ?\(?(?:(?:to be |which is )?held )?(?:(?:at|@|in conjunction with|co(?:-?|l)located with|in association with)"
    r"(?: the)? |@ ?)",
    re.I,
)
# Workshop on birds, bees and trees @ NeurIPS 2020
_HELD_LATER = compile_late(r"(?:,|:| and| &)[^.;()@]{0,70}?(?: at| ?@|,? in conjunction with)(?: the)? ?(?=[A-Z])")
_TOPIC = compile_late(r" (on|for) ")
# AI That Keeps Up: NeurIPS 2025 Workshop; XAI in Action, Workshop at ICML 2023
_TITLED = compile_late(
    r"([A-Z][\w-]+(?:,? [\w'’&+/-]+){1,10}(?:: [A-Z][\w'’&+/-]*(?:,? [\w'’&+/-]+){0,10})?)(?::|,| [-–—])"
    r" (?:(workshop) (?:at|@|of) )?([A-Z][\w-]{1,10}[ -]?(?:(?:19|20)\d\d|['’]\d\d))(?(2)(?!\w)| workshop)",
    re.I,
)
CONFERENCE = compile_late(r"\b(?:conference|conf\.|symposium|congress|meeting|convention)", re.I)


def has_workshop(text: str) -> bool:
    """Whether *text* has a word for a workshop."""
    lowered = text.lower()
    return any(map(lowered.__contains__, WORKSHOP_SIGNS)) and WORKSHOP.search(text) is not None


def is_host(text: str) -> bool:
    """Whether *text* names a conference that a workshop can be at."""
    stem, year = take_year(text)
    if CONFERENCE.search(stem) or stem.lower() in known_conferences():
        return not has_workshop(stem)
    last = stem.rpartition(" ")[2]
    if stem.lower() in known_acronyms() or last.lower() in known_acronyms():
        return stem.count(" ") <= 3
    return year is not None and is_acronym(last) and stem.count(" ") <= 1


def find_host(rest: str, *, is_together: bool = False) -> tuple[str, str] | None:
    """Return the conference that *rest* says a workshop is held at, and what follows that.

    *is_together*: only where that is said so that it can be said of nothing but a workshop.
    """
    for pattern in (_HELD_TOGETHER,) if is_together else (_HELD_AT, _HELD_LATER):
        at = pattern.match(rest)
        if at is not None:
            host, behind = cut_name(rest[at.end() :])
            if is_host(host) and not (is_together and has_workshop(host)):
                return host.removesuffix(" conference"), behind
    return None


def is_workshop(name: str) -> bool:
    """Whether *name* is not that of a conference which itself has workshops."""
    full = names_of_conferences().get(take_year(name)[0].rpartition(" ")[2].lower(), "")
    return has_workshop(full) or not (CONFERENCE.search(full) or full.startswith("advances"))


def part_title(text: str) -> tuple[str, str] | None:
    """Return the title of a workshop that *text* begins with, like an acronym, and the conference with its year behind.

    ``XAI in Action`` and ``ICML 2023`` of ``XAI in Action, Workshop at ICML 2023``.
    """
    found = _TITLED.match(text)
    if found is None:
        return None
    words = found[1].replace(",", "").split(" ")
    is_venue = has_workshop(found[1]) or CONFERENCE.search(found[1]) or YEAR.search(found[1])
    is_list = all(map(is_acronym_or_organisation, words))
    return None if is_venue or is_list or not is_acronym(words[0]) else (found[1], found[3])


def with_topic(workshop: str, rest: str) -> str:
    """Return *workshop* with the topic that follows its year: ``Workshop on X`` of ``Workshop 2022 on X``."""
    stem = take_year(workshop)[0]
    found = _TOPIC.match(rest)
    if found is not None and stem.lower().endswith(("workshop", "workshops")):
        return f"{stem} {found[1]} {cut_name(rest[found.end() :])[0]}".rstrip()
    return stem


def host_within(name: str) -> tuple[str, str] | None:
    """Return the conference and the workshop in ``CVPR 2024 MAT Workshop`` or ``ShapeMI MICCAI Workshop``."""
    if (parted := _part_host(name)) is not None:
        return parted
    words = name.split(" ")
    for index, word in enumerate(words):
        if WORKSHOP.match(word) and index and words[index - 1].lower() in ("on", "of"):
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


_WORD_BEFORE_TITLE = compile_late(r"(?:workshops?|WS) ?(?::|-|–) ?(?:the )?(?=\w)", re.I)
_WITHIN_HOST = compile_late(r"(.+) (?:in conjunction with|in|at|of|@)(?: the)? (\S.*)", re.I)


def tidy_workshop(name: str) -> str:
    """Return the *name* of a workshop without the word for it before a colon, and without its conference behind."""
    titled = _WORD_BEFORE_TITLE.match(name)
    if titled is not None:
        name = name[titled.end() :]
    parted = _part_host(name)
    return parted[1] if parted is not None else name


def _part_host(name: str) -> tuple[str, str] | None:
    """Return the conference and the workshop in ``MAT Workshop at CVPR 2024``."""
    within = _WITHIN_HOST.fullmatch(name)
    if within is None or not has_workshop(within[1]):
        return None
    host = take_year(within[2])[0]
    if CONFERENCE.search(host):
        return (within[2], within[1]) if not has_workshop(host) else None
    last = host.rpartition(" ")[2]
    is_own = all(map(is_acronym_or_organisation, host.split(" "))) and host.lower() in known_acronyms() | {last.lower()}
    return (within[2], within[1]) if is_own and last.lower() in known_acronyms() else None
