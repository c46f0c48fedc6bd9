"""Which acronym a venue has: as its name, at the end of it, in the brackets behind it, or behind a comma."""

import re

from arxiv2bib.inference.comment_names import ORGANISATIONS, is_acronym, known_acronyms, take_year
from arxiv2bib.text.expressions import compile_late

_ACRONYM_AT_END = compile_late(r"[A-Z](?:-?[A-Z]){2,9}")
_BEHIND_COMMA = compile_late(r"[,:]? ?[-–]{0,2} ?([A-Z0-9][A-Za-z0-9&/+-]{1,14})[ '’-]{0,2}((?:19|20)?\d\d)\b")
_ORDINAL = compile_late(r"\d+(?:st|nd|rd|th)\Z", re.I)
_FEWEST = 3


def part_acronym(name: str) -> tuple[str, str | None]:
    """Return *name* without the acronym at its end, and that: ``18th European Conference on Computer Vision ECCV``."""
    if name.count(" ") < _FEWEST:
        return name, None
    stem, year = take_year(name)
    head, _, last = stem.rpartition(" ")
    if head.count(" ") < _FEWEST or not _ACRONYM_AT_END.fullmatch(last):
        return name, None
    head = head.rstrip(" -–:")
    initials = "".join(word[0] for word in head.replace("-", " ").split(" ") if word).lower()
    is_open = head.rpartition(" ")[2].lower() in ("on", "of", "for", "and", "the")
    if is_open or not is_within(last.replace("-", "").lower(), initials):
        return name, None
    return (f"{head} {year}" if year is not None else head), last


def own_acronym(stem: str) -> str | None:
    """Return the acronym that *stem* is, an organisation before it apart: ``IEEE ICIA`` is ``ICIA``."""
    if " " not in stem:
        return stem if is_acronym(stem) else None
    if (head := stem.removesuffix(" Conference")).lower() in known_acronyms() and head != stem and " " not in head:
        return head
    head, _, last = stem.rpartition(" ")
    if last == "conference" and is_acronym(head) and 2 * sum(map(str.isupper, head)) > len(head):
        return head
    if stem.lower() in known_acronyms() and sum(map(str.isupper, stem)) > len(stem) // 2 and head != "IEEE":
        return stem
    if is_acronym(last) and all(word.lower() in ORGANISATIONS or _ORDINAL.match(word) for word in head.split(" ")):
        return last
    return None


def noted_acronym(note: str) -> str | None:
    """Return the acronym in a parenthesis: ``CVPR 2021``, ``IEEE SSCI``, ``ECML PKDD '25``."""
    stem = take_year(re.split(r"[,;:]|(?<=20\d\d)[-–/]\d", note)[0].replace(" - ", " ").strip())[0]
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


def acronym_behind(stem: str, rest: str) -> str | None:
    """Return the acronym that follows a full name: ``British Machine Vision Conference, BMVC 2004``."""
    found = _BEHIND_COMMA.match(rest)
    if found is None:
        return None
    initials = "".join(word[0] for word in stem.replace("-", " ").split(" ") if word[:1].isupper()).lower()
    letters = re.sub(r"\W|\d", "", found[1]).lower()
    is_own = is_within(letters, initials) or (
        letters.startswith("ic") and len(letters) >= _FEWEST + 2 and is_within(letters[2:], initials)
    )
    return found[1] if is_acronym(found[1]) and len(letters) > 2 and is_own else None


def is_within(letters: str, initials: str) -> bool:
    """Whether *letters* all occur in *initials*, in their order."""
    remaining = iter(initials)
    return all(letter in remaining for letter in letters)
