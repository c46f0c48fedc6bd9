"""Persons and groups as registration agencies give them, with what is said of each beside the name.

Source: Crossref REST API, "Author"; DataCite Metadata Schema 4.6, "creator" and "contributor".
"""

import re
from collections.abc import Iterable
from typing import Final

from arxiv2bib.diagnostics import Code, Severity
from arxiv2bib.formats.agency_members import Gathering, Members
from arxiv2bib.formats.agency_text import decode_words
from arxiv2bib.formats.bibtex_names import build_person
from arxiv2bib.formats.csl_names import is_et_al
from arxiv2bib.formats.group_names import is_group
from arxiv2bib.formats.name_words import is_particle, is_suffix
from arxiv2bib.model.names import Name
from arxiv2bib.model.vocabulary import NameRole
from arxiv2bib.text.expressions import compile_late

__all__ = ["Person", "build_name", "gather_names", "soften_capitals", "take_words"]

Person = tuple[Name, str]
"""A name and all that the record says of it, as text: two that say the same are one person given twice."""

_MOST_PARTICLES: Final = 4
_LETTERS: Final = compile_late(r"[^\W\d_]+")
_LONG: Final = compile_late(r"[^\W\d_]{3}")
_FULL: Final = compile_late(r"[^\W\d_]{4}")  # three letters may be as many initials
_SCOTS: Final = compile_late(r"\AMc([a-z])(?=[a-z]{2})")


def take_words(members: Members, name: str) -> str | None:
    """Return the text of the member *name* as bare characters, or None."""
    text = members.take_text(name)
    return (decode_words(text) or None) if text is not None else None


def build_name(family: str | None, given: str | None, suffix: str | None = None) -> Name | None:
    """Return the name that has these parts, or None if that is none.

    Particles in lower case between the two, at the end of the one or the beginning of the other, are apart, and so is a
    suffix at the end of either (``Smith Jr.``; ``Martin Luther, Jr.``); a family name that is a group's is one.
    """
    if not family:
        return Name(family=given, suffix=suffix) if given else None
    words = family.split()
    if not given and is_group(words):
        return Name(literal=family)
    first = given.split() if given else []
    if not suffix:
        suffix = _take_suffix(words) or _take_suffix(first)
    end = len(first)
    while end > max(1, len(first) - _MOST_PARTICLES) and is_particle(first[end - 1]):
        end -= 1
    count = 0
    while count < min(len(words) - 1, _MOST_PARTICLES) and is_particle(words[count]):
        count += 1
    particle = " ".join([*first[end:], *words[:count]])
    return build_person(" ".join(first[:end]), particle, " ".join(words[count:]), suffix or "")


def _take_suffix(words: list[str]) -> str | None:
    """Take the suffix at the end of *words* from them, with the comma that sets it off; None without one."""
    if len(words) < 2 or not is_suffix(words[-1], set_off=words[-2].endswith(",")):
        return None
    suffix = words.pop()
    words[-1] = words[-1].rstrip(",")
    return suffix


def soften_capitals(run: Gathering, path: str, family: str | None, given: str | None) -> tuple[str | None, str | None]:
    """Return *family* and *given* name without the capitals in which old records have them: ``GRAY`` is ``Gray``.

    A given name goes along with the family name, unless it may be initials. What was changed is told.
    """
    if (
        family is None
        or not family.isupper()
        or _LONG.search(family) is None
        or (given is None and is_group(family.split()))
    ):
        return family, given
    *before, last = family.split()
    softened = " ".join([*(_soften(word, is_last=False) for word in before), _soften(last, is_last=True)])
    if given is not None and given.isupper():
        given = " ".join(_soften(word, is_last=True) if _FULL.search(word) else word for word in given.split())
    run.tell(Code.READ_INVALID_VALUE, path, f"a name in capitals; read as {softened}", family)
    return softened, given


def _soften(word: str, *, is_last: bool) -> str:
    if not is_last and is_particle(word.lower()):
        return word.lower()
    return _LETTERS.sub(lambda found: _SCOTS.sub(_raise_third, found[0].capitalize()), word)


def _raise_third(found: re.Match[str]) -> str:
    return f"Mc{found[1].upper()}"


def gather_names(run: Gathering, role: NameRole, path: str, people: Iterable[Person]) -> None:
    """Give the entry the *people* of one *role*, each once; "et al." at the end says that the list goes on."""
    found = list(people)
    if len(found) > 1 and is_et_al(found[-1][0]):
        run.truncated.append(role)
        run.tell(Code.READ_REMOVED_TEXT, path, "the list of names goes on", str(found[-1][0]))
        found.pop()
    half = len(found) // 2
    if half > 1 and len(found) % 2 == 0 and [name for name, _ in found[:half]] == [name for name, _ in found[half:]]:
        _tell_twice(run, path, "the list of names is given twice", found[0][0])
        del found[half:]
    seen: dict[Name, str] = {}
    names = []
    for name, about in found:
        if name in seen and about and seen[name] == about:
            _tell_twice(run, path, "a person is given twice", name)
            continue
        if name in seen:
            run.tell(Code.READ_REPEATED_FIELD, path, "two persons of one name, or one given twice; kept", str(name))
        seen.setdefault(name, about)
        names.append(name)
    run.set_names(role, tuple(names))


def _tell_twice(run: Gathering, path: str, message: str, name: Name) -> None:
    run.tell(Code.READ_REPEATED_FIELD, path, f"{message}; once is enough", str(name), Severity.WARNING)
