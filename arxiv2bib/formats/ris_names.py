"""Names as RIS writes them: ``Family, Given, Suffix``, a group with a comma behind it.

Source: RIS specification, "Author fields"; EndNote's manual, "Corporate Authors".
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from typing import Final

from arxiv2bib.formats.bibtex_names import build_person
from arxiv2bib.formats.group_names import is_group
from arxiv2bib.formats.name_words import PARTICLES, count_particles, is_particle, is_suffix
from arxiv2bib.formats.names import parse_name
from arxiv2bib.formats.plain_names import read_plain_line
from arxiv2bib.formats.ris_name_lists import split_ris_names, turn_name
from arxiv2bib.model.names import Name, make_people, make_person
from arxiv2bib.text.expressions import compile_late

__all__ = ["parse_plain_ris_names", "parse_ris_name", "render_plain_ris_names", "render_ris_name"]

# Programs that know only persons turn "ATLAS Collaboration" round as well.
_INVERTED_GROUPS: Final = frozenset({"collaboration", "collaborations", "consortium", "team"})
_OTHER_CASES: Final = {"s": "ſ", "i": "ıİ"}
# Others, such as "V." and "IV", are initials where a given name is expected.
_LONE_SUFFIXES: Final = frozenset(
    "".join(letters) + dot
    for word in ("jr", "sr", "jnr", "snr", "ii", "iii", "2nd", "3rd")
    for letters in product(*[{letter, letter.upper(), *_OTHER_CASES.get(letter, "")} for letter in word])
    for dot in ("", ".")
)
_NEVER_LAST: Final = _LONE_SUFFIXES | PARTICLES  # in a given name
# Letters of Latin, but for the long s, which folds to another one; a class with those of more scripts takes many times
# as long to compile.
_LETTERS: Final = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017e"
_LAST: Final = r"(?:[JjSs][Nn]?[Rr]|[Iiİı]{2,3})\.?"  # a suffix
# Persons, each a family name of one word, a comma, a blank and a given name, that are no groups and no suffixes, nor
# have one, or a particle, at the end.
_PLAIN_LINES: Final = compile_late(
    rf"(?>(?:(?![Cc][Oo](?:[Ll][Ll][Aa][Bb]|[Nn][Ss][Oo][Rr])|[Tt][Ee][Aa][Mm],)[{_LETTERS}][{_LETTERS}'\u2019-]*+"
    rf", (?!{_LAST}\n)[{_LETTERS}][{_LETTERS}.'\u2019-]*+"
    rf"(?>(?: (?!{_LAST}\n|[^A-Z \n]++\n)[{_LETTERS}.'\u2019-]++)*)\n)+)\Z"
)
# What library catalogues put behind a name: the years of a life, what somebody did.
_LIFE: Final = r"(?:(?:active|born|died|fl|b|d)\.? )?{0}(?:-(?:{0})?)?".format(
    r"(?:ca?\.? ?|approximately )?[0-9]{3,4}\??"
)
_DEED: Final = r"(?:author|editor|translator|illustrator|compiler|contributor|(?:thesis )?advisor|degree supervisor)"
_ASIDE: Final = compile_late(rf"(?:{_LIFE}(?: {_DEED})?|{_DEED})\.?\Z")
_SKIPPED: Final = compile_late(r"[.\s]")
_LONGEST: Final = 200  # longer texts are no names; they are read, but not remembered


def parse_ris_name(text: str) -> tuple[Name, bool]:
    """Return the name in *text*, and whether :func:`render_ris_name` writes the same again, spaces and dots apart.

    ``Family, Given, Suffix``, also with the suffix before the given name; a particle in lower case before the family
    name is one. One comma at the end makes a group of what stands before it. A name without a comma is read as people
    write names, unless it has its initials at the end. Text without a name gives ``Name()``; a list of names is not
    taken apart, but not the same either. Never raises.
    """
    return _remembered(text) if len(text) <= _LONGEST else _parse(text)


def render_ris_name(name: Name) -> str:
    """Return *name* as ``Family, Given, Suffix``, a particle before the family; a group with a comma behind it.

    Without that comma readers take the last word of several for a family name, and semicolons in it for the ends of
    names.
    """
    family, given = name.family, name.given
    if name.literal is not None or not family:
        text = str(name).strip()
        return f"{text}," if " " in text or ";" in text else text
    if name.dropping_particle or name.non_dropping_particle:
        family = " ".join(filter(None, (name.dropping_particle, name.non_dropping_particle, family)))
    if name.suffix:
        return f"{family}, {given or ''}, {name.suffix}"
    if given:
        return f"{family}, {given}"
    return f"{family}," if " " in family else family


def _parse(text: str) -> tuple[Name, bool]:
    name = _parse_plain(text)
    return (name, True) if name is not None else _parse_any(text)


def _parse_plain(text: str) -> Name | None:
    """Return the name in *text* if it is one word, a comma, a blank and a given name; as most are."""
    family, comma, given = text.partition(", ")
    if (
        not comma
        or not family
        or not given
        or not text.isprintable()
        or " " in family
        or "," in given
        or "," in family
        or ";" in text
        or "  " in given
        or given[0] == " "
        or given[-1] == " "
        or given.rpartition(" ")[2] in _NEVER_LAST
        or family.casefold() in _INVERTED_GROUPS
    ):
        return None
    return make_person(family, given) if any(map(str.isalnum, family)) else None


def parse_plain_ris_names(texts: Sequence[str]) -> tuple[Name, ...] | None:
    """Return the names in *texts* if each is a family name of one word, a comma, a blank and a given name, as most are.

    What comes back, if it is not None, is what :func:`parse_ris_name` gives, each the same when written. All of them
    are looked at in one go.
    """
    plain = read_plain_line(" and ".join(texts))
    if plain is not None and len(plain) == len(texts):
        return plain
    parts = ", \n".join(texts).split(", ")
    families, given_names = "".join(parts[::2]).split("\n"), parts[1::2]
    if len(parts) != 2 * len(texts) or len(families) != len(texts):
        return None
    return make_people(families, given_names) if _are_plain(families, given_names) else None


def render_plain_ris_names(names: Sequence[Name]) -> list[str] | None:
    """Return *names* as :func:`render_ris_name` writes each, if :func:`parse_ris_name` plainly gives them back.

    None if any of them is no person of two parts, or may be read as something else.
    """
    texts = [
        f"{name.family}, {name.given}" for name in names
        if name.family is not None and name.given is not None and name.literal is None and name.suffix is None
        and name.non_dropping_particle is None and name.dropping_particle is None
    ]  # fmt: skip
    lines = "\n".join([*texts, ""])
    is_plain = len(texts) == len(names) == lines.count("\n") and "  " not in lines
    return texts if is_plain and _PLAIN_LINES.match(lines) is not None else None


def _are_plain(families: Sequence[str], given_names: Sequence[str]) -> bool:
    """Whether the names of persons, a family name and a given name each, are written and read as they are."""
    # Two blanks in a row are an empty name as well, or one with a blank at an end.
    given_line = " ".join(["", *given_names, ""])
    if "  " in given_line or "," in given_line or ";" in given_line or not given_line.isprintable():
        return False
    letters = "".join(families)
    if not letters.isalpha() or "" in families:
        words = [family.replace("-", "").replace("'", "") for family in families]
        if "" in words or not "".join(words).isalpha():
            return False
    folded = letters.casefold()
    if "collaboration" in folded or "consortium" in folded or "team" in folded:
        return False
    return _NEVER_LAST.isdisjoint(given_line.split())


def _parse_any(text: str) -> tuple[Name, bool]:
    parts = [" ".join(part.split()) for part in text.split(",")]
    name = _parse_parts(parts, " ".join(text.split()))
    written = render_ris_name(name)
    is_same = name != Name() and _fold(parts) == _fold(written.split(",")) and split_ris_names(text) == [text]
    if is_same and written != text.strip():  # not so for what has no letters in it
        is_same = _parse_parts([part.strip() for part in written.split(",")], written) == name
    return name, is_same


_remembered: Final = lru_cache(maxsize=65536)(_parse)


def _parse_parts(parts: Sequence[str], text: str) -> Name:
    if len(parts) == 1 and (turned := turn_name(text)) != text:
        parts, text = turned.split(", "), turned
    if len(parts) == 1 or not any(map(str.isalnum, text)):
        if " & " in text:  # "Ernst & Young": two persons were taken apart before
            return Name(literal=text)
        name = parse_name(text)
        # "World Health Organization (WHO)": what stands behind a person is none of the name.
        is_whole = name.literal is not None and text.startswith(f"{name.literal} (") and text.endswith(")")
        return Name(literal=text) if is_whole else name
    if not parts[-1]:
        return _parse_closed(parts[:-1], text[:-1].strip())
    while len(parts) > 2 and _ASIDE.match(parts[-1]) is not None:
        parts = parts[:-1]
    match parts:
        case [family, given] if given in _LONE_SUFFIXES:
            return _build(family, "", given)
        case [family, given] if family.casefold() in _INVERTED_GROUPS and given and "." not in given:
            return Name(literal=f"{given} {family}")
        case [family, given]:
            return _build(family, given, "")
        case _ if is_group(text.split()):
            return Name(literal=text)
        case [family, suffix, given] if suffix and is_suffix(suffix):
            return _build(family, given, suffix)
        case [family, given, suffix]:
            return _build(family, given, suffix)
        case _:
            return Name(literal=text)


def _parse_closed(parts: Sequence[str], text: str) -> Name:
    """Return the name before a comma at the end: a group, or a person with a comma too many."""
    if len(parts) == 1:
        name = parse_name(text)
        is_plain = " " not in text and ";" not in text
        return name if is_plain and name != Name() else Name(literal=text or None)
    return Name(literal=text) if is_group(text.split()) or not parts[-1] else _parse_parts(parts, text)


def _build(family: str, given: str, suffix: str) -> Name:
    if not family:
        return parse_name(f"{given} {suffix}".strip())
    if not suffix:
        family, given, suffix = _take_suffix(family, given)
    words = family.split(" ")
    start = count_particles(words)
    given, behind = _split_particles(given)
    return build_person(given, " ".join([*behind, *words[:start]]), " ".join(words[start:]), suffix)


def _take_suffix(family: str, given: str) -> tuple[str, str, str]:
    """Return the two without the suffix at the end of one, and that: of ``Soares, JM Jr`` or ``Downey Jr., Robert``."""
    rest, _, suffix = given.rpartition(" ")
    if rest and suffix in _LONE_SUFFIXES:
        return family, rest, suffix
    rest, _, suffix = family.rpartition(" ")
    return (rest, given, suffix) if rest and suffix in _LONE_SUFFIXES else (family, given, "")


def _split_particles(given: str) -> tuple[str, list[str]]:
    """Return the given name and the particles that stand behind it: ``U. P. de`` of U. P. de Albuquerque."""
    words = given.split(" ")
    end = len(words)
    while end > 1 and is_particle(words[end - 1]):
        end -= 1
    return (given, []) if end == len(words) else (" ".join(words[:end]), words[end:])


def _fold(parts: Sequence[str]) -> list[str]:
    """Return the parts of a name without dots and spaces, in their usual order, empty ones left out."""
    if len(parts) == 1 and " " in parts[0].strip():
        words = parts[0].split()
        if words[0][:1].islower():
            return [_SKIPPED.sub("", parts[0])]
        start = next((at for at, word in enumerate(words[1:-1], 1) if word[:1].islower()), len(words) - 1)
        parts = [" ".join(words[start:]), " ".join(words[:start])]
    elif len(parts) > 2 and is_suffix(parts[1].strip()):
        parts = [parts[0], *parts[2:], parts[1]]
    return [folded for part in parts if (folded := _SKIPPED.sub("", part))]
