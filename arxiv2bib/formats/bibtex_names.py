r"""Names as BibTeX writes them: ``von Last, Jr, First`` and ``First von Last``, joined by ``and``.

What BibTeX's own rules say is done, and some things more, where the words leave no doubt: a suffix at the end of a
family name is a suffix (``Shipman III``, ``{Wassam, Jr.}``), and so is one in its place (``III, Hal Daumé``); a
particle at the end of a given name is a particle (``Putten, C. van``), glued initials are initials (``J.Siekmann``),
and those behind a name belong to it (``Efron B.``); dblp's number of a namesake is no name (``Hao Chen 0001``); and an
unbraced collaboration is a group.
Room is left for BibLaTeX's extended format (``family=..., given=...``): it is one more way to fill a ``Name``.

Source: O. Patashnik, "BibTeXing" and "Designing BibTeX Styles" (1988).
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from arxiv2bib.formats.name_tex import decode_letters, remove_controls, remove_tex
from arxiv2bib.formats.name_words import (
    CONNECTORS,
    DROPPING_PARTICLES,
    NUMERAL,
    PARTICLES,
    SUFFIXES,
    is_east_asian,
    is_particle,
    is_suffix,
)
from arxiv2bib.formats.odd_words import compile_odd_words
from arxiv2bib.model.names import Name, make_name, make_people
from arxiv2bib.text.expressions import compile_late

_LONE_SUFFIXES: Final = frozenset({*SUFFIXES, *(f"{suffix}." for suffix in SUFFIXES)})
_BRACE: Final = compile_late(r"[{}]")
_TOKEN: Final = compile_late(r"[{}]|,|[\s~]++|[^{},\s~]++")
_AND: Final = compile_late(r"[{}]|(?:(?<!\s)\s++|\A)and(?=\s|\Z)", re.IGNORECASE)
# ADS has "{et al.}" at the end of its lists, programs that take all for persons "al., et".
_OTHERS: Final = compile_late(
    r"others|\{?(?:\\(?:it|em|sl|emph|textit)(?![a-z])\s*+\{?)?\s*+et[\s~]*+al\.?\s*+\}{0,2}|al\.?,\s*+et",
    re.IGNORECASE,
)
_ET_AL: Final = compile_late(r"[\s~,](?:et[\s~]{1,9}al\.?|\{ ?et[\s~]{1,9}al\. ?\})\Z", re.IGNORECASE)
_INITIAL: Final = compile_late(r"[^\W\d_]\.")
# Two letters are one initial where they stand for one of another script: "Yu.I.Manin", "Ph.Blanchard".
_GLUED: Final = compile_late(
    r"((?>(?:(?:[^\W\d_a-z]|Y[aeou]|Zh|[CKST]h|Ts|Ph)\.-?)+))((?:[^\W\d_]['’])?[^\W\d_]{2}(?:[^\W\d_]|['’-])*+)"
)
# Unbraced, these are still no person; "Committee" and "Group" stay with BibTeX's rules, which give them a last name.
_GROUPS: Final = frozenset({"collaboration", "collaborations", "consortium", "team"})
# A list that is nothing but capitalised words, apart from the words in _NOT_PLAIN.
_CAPITALISED: Final = r"[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ž'.-]*+"
_CAPITALISED_WORDS: Final = rf"{_CAPITALISED}(?: {_CAPITALISED})*+"
_INVERTED_LIST: Final = compile_late(
    rf"{_CAPITALISED_WORDS}, {_CAPITALISED_WORDS}(?>(?: and {_CAPITALISED_WORDS}, {_CAPITALISED_WORDS})*)"
)
_NATURAL_LIST: Final = compile_late(
    rf"{_CAPITALISED}(?>(?: {_CAPITALISED})+)(?>(?: and {_CAPITALISED}(?>(?: {_CAPITALISED})+))*)"
)
_NOT_PLAIN: Final = compile_odd_words({"and", "others", *map(str.lower, SUFFIXES), *_GROUPS})
# "B.", "J.-P.", "A.B.": no family name ends so.
_INITIALS: Final = compile_late(r"(?>(?:[^\W\d_]\.-?)+)(?<=\.)\Z")
_BRACED_CAPITAL: Final = compile_late(r"\{[^\W\d_a-z]\}[a-z]")
_NOBODY: Final = Name()
# Longer texts are no names; they are parsed, but not remembered.
_LONGEST: Final = 200


def parse_bibtex_names(text: str) -> tuple[tuple[Name, ...], bool]:
    """Return the names of an author or editor field, and whether it ends in ``and others``.

    The names are split at the word "and" between white space, outside braces, in any case. A brace without
    a partner is taken as absent; an "and" with no name on one side separates nothing and is dropped.
    Empty text gives ``((), False)``. Never raises.

    Source: "BibTeXing"; BibTeX's ``num.names$``.
    """
    lower = text.lower()
    if "others" not in lower and " al" not in lower and "~al" not in lower:
        parts = _split_plain(text, lower) or split_names(text)
        return tuple([name for name in map(parse_bibtex_name, parts) if name.family or name != _NOBODY]), False
    names = []
    truncated = False
    for part in split_names(text):
        if _OTHERS.fullmatch(part):
            truncated = True
            continue
        truncated |= _ET_AL.search(part) is not None
        name = parse_bibtex_name(part)
        if name != _NOBODY:
            names.append(name)
    return tuple(names), truncated


def parse_plain_bibtex_names(text: str) -> tuple[Name, ...] | None:
    """Return the names of a list of capitalised words alone, as most lists are, or None if it is anything else.

    ``Vaswani, Ashish and Shazeer, Noam`` or ``Ashish Vaswani and Noam Shazeer``: nothing in it has to be looked at but
    where one part ends. What comes back is what :func:`parse_bibtex_names` gives.
    """
    inverted = parse_inverted_names(text)
    if inverted is not None or _NATURAL_LIST.fullmatch(text) is None or has_odd_words(text):
        return inverted
    if text[-1] == "." or ". and " in text:  # "Efron B."
        return None
    given_names, _, families = zip(*[part.rpartition(" ") for part in text.split(" and ")], strict=True)
    return make_people(families, given_names)


def parse_inverted_names(text: str) -> tuple[Name, ...] | None:
    """Return the names of a list like ``Vaswani, Ashish and Shazeer, Noam``, or None if it is anything else.

    As :func:`parse_plain_bibtex_names`, but for names that begin with the family name.
    """
    if _INVERTED_LIST.fullmatch(text) is None or has_odd_words(text):
        return None
    parts = text.replace(" and ", ", ").split(", ")
    return make_people(parts[::2], parts[1::2])


def has_odd_words(text: str) -> bool:
    """Whether anything in *text*, names of capitalised words, may be more than a part of a name: a word, or a dash."""
    return "--" in text or _NOT_PLAIN.search(f" {text}") is not None


def _split_plain(text: str, lower: str) -> list[str] | None:
    """Return the names of a list that nothing but " and " between single blanks needs to be looked for in, or None."""
    if "{" in text or "}" in text or "\\" in text or "\n" in text or "  " in text or "\t" in text:
        return None
    parts = text.split(" and ")
    is_plain = lower.count(" and") == len(parts) - 1 and lower.count("and ") == len(parts) - 1
    return parts if is_plain else None


def split_names(text: str) -> tuple[str, ...]:
    """Return the raw names of a BibTeX name list, in order, without empty ones."""
    # Accents go first: a brace that belongs to one must not be counted as damage.
    text = balance_braces(decode_letters(text))
    parts: list[str] = []
    depth = start = 0
    if "{" not in text:
        return tuple(part for part in map(str.strip, _AND.split(text)) if part)
    for match in _AND.finditer(text):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
        elif depth == 0:
            parts.append(text[start : match.start()])
            start = match.end()
    parts.append(text[start:])
    return tuple(stripped for part in parts if (stripped := part.strip()))


def parse_bibtex_name(text: str) -> Name:
    """Return one name in BibTeX's syntax; see :func:`arxiv2bib.formats.names.parse_name`."""
    return _remembered(text) if len(text) <= _LONGEST else _parse(text)


def balance_braces(text: str) -> str:
    """Return *text* without the braces that have no partner."""
    opened: list[int] = []
    lone: list[int] = []
    for match in _BRACE.finditer(text):
        if match[0] == "{":
            opened.append(match.start())
        elif opened:
            opened.pop()
        else:
            lone.append(match.start())
    drop = {*opened, *lone}
    return "".join(character for at, character in enumerate(text) if at not in drop) if drop else text


def build_person(given: str, particle: str, family: str, suffix: str) -> Name:
    """Return a person of these parts, empty ones absent; a particle drops if its first word does."""
    dropping = particle.partition(" ")[0] in DROPPING_PARTICLES
    return make_name(
        family or None,
        given or None,
        None if dropping else particle or None,
        particle if dropping else None,
        suffix or None,
    )


def unglue_initials(word: str) -> tuple[str, str] | None:
    """Return the initials and the family name of ``J.P.Hague``, or None if *word* is nothing like it."""
    match = _GLUED.fullmatch(word) if "." in word else None
    return (match[1], match[2]) if match else None


def _parse(text: str) -> Name:
    plain = parse_inverted_names(text)
    if plain is not None and len(plain) == 1:
        return plain[0]
    text = _ET_AL.sub("", balance_braces(decode_letters(remove_controls(text))).strip())
    if _OTHERS.fullmatch(text):
        return Name()
    parts = [words for words in _split_words(text) if words]
    if not parts:
        return Name()
    if len(parts) == 1:
        words = parts[0]
        if len(words) == 1 and _is_wrapped(words[0]):
            return Name(literal=remove_tex(words[0]) or None)
        if len(words) > 1 and any(word.casefold() in _GROUPS for word in words):
            return Name(literal=remove_tex(" ".join(words)) or None)
        return _parse_first_von_last(words, ())
    return _parse_with_commas(parts)


_remembered: Final = lru_cache(maxsize=16384)(_parse)


def _split_words(text: str) -> list[list[str]]:
    """Return the words of *text*, in one list for each piece between commas outside braces."""
    if "{" not in text:
        return [part.replace("~", " ").split() for part in text.split(",")]
    parts: list[list[str]] = [[]]
    word: list[str] = []
    depth = 0
    for match in _TOKEN.finditer(text):
        token = match[0]
        depth += (token == "{") - (token == "}")
        if depth or not (token[0] in ",~" or token[0].isspace()):
            word.append(token)
            continue
        if word:
            parts[-1].append("".join(word))
            word = []
        if token == ",":
            parts.append([])
    if word:
        parts[-1].append("".join(word))
    return parts


def _parse_with_commas(parts: Sequence[list[str]]) -> Name:
    """Return ``von Last, First`` or ``von Last, Jr, First``; more commas than that make a literal of it all."""
    suffixes = [_is_suffix_part(part) for part in parts]
    match parts:
        case [last, jr] if all(is_suffix(remove_tex(word)) for word in jr) and (
            len(last) > 1 or not NUMERAL.issuperset(jr[0])  # "Rabi, II" has initials, as has "Bafna, V."
        ):
            return _parse_first_von_last(last, jr)
        case [[mark], first] if mark in _LONE_SUFFIXES and len(first) > 1:  # "III, Hal Daumé"
            return _parse_first_von_last(first, [mark])
        case [last, first]:
            return _build_inverted(last, first, ())
        case [last, jr, first] if suffixes[1] or _is_lower(jr[0]) or (len(jr) == 1 and _is_wrapped(jr[0])):
            return _build_inverted(last, first, jr)
        case [last, first, jr] if suffixes[2]:  # "Doe, John, Jr.": the parts in the wrong order
            return _build_inverted(last, first, jr)
        case [last, first, more] if not _INITIAL.match(last[0]) and min(map(len, parts)) == 1:
            # "Goldschlager, Leslie, M.": a comma too many
            return _build_inverted(last, [*first, *more], ())
        case _:  # "Y. Jiang, Y. B. Yang, S. F. Chen": commas for "and"
            pieces = [remove_tex(" ".join(part)) for part in parts]
            return Name(literal=", ".join(filter(None, pieces)) or None)


def _build_inverted(last: Sequence[str], first: Sequence[str], jr: Sequence[str]) -> Name:
    found = _find_von(last)
    # BibTeX takes "Galouzeau de" for a particle and prints it before the name. Where particles are sorted and
    # dropped, that would tear a family name apart.
    von = found[-1] + 1 if found and (_is_lower(last[0]) or last[0].lower() in PARTICLES) else 0
    if von and _BRACED_CAPITAL.match(last[0]) is not None:
        von = 0  # "{G}uevara {C}arrasco": somebody protected a capital, and BibTeX looks at the "u"
    kept = len(first)
    if von == 0:
        while kept > 1 and is_particle(first[kept - 1]):
            kept -= 1  # "Putten, C. van": where CSL itself puts a dropping particle
    return _build(first[:kept], [*first[kept:], *last[:von]], last[von:], jr)


def _parse_first_von_last(words: Sequence[str], suffix: Sequence[str]) -> Name:
    """Return ``First von Last``: von runs from the first to the last word in lower case before the last word."""
    if words[-1][:2] == "00" and len(words) > 2 and words[-1].isdecimal():
        words = words[:-1]
    if not suffix and len(words) > 2 and is_suffix(words[-1]):
        words, suffix = words[:-1], words[-1:]
    if not suffix and words[-1][-1] == "." and (late := _count_last_initials(words)):
        return _build_inverted(words[:-late], words[-late:], ())
    if len(words) == 1:
        initials, family = unglue_initials(words[0]) or ("", words[0])
        return _build([initials] if initials else [], [], [family], suffix)
    if len(words) == 2 and words[0][0] >= "\u2e80" and is_east_asian(words[0] + words[1]):
        return _build(words[1:], [], words[:1], suffix)
    von = _find_von(words)
    if von and von[0] == 0 and not is_particle(words[0]):
        # "jean de la Fontaine": a first name left in lower case, which BibTeX would take for a particle.
        von = von[next((index for index, at in enumerate(von) if is_particle(words[at])), len(von)) :]
    if von:
        start = von[0]
        if start > 1 and words[start - 1] in {"Van", "Von", "De"}:
            start -= 1  # "Jan Van den Bussche"
        return _build(words[:start], words[start : von[-1] + 1], words[von[-1] + 1 :], suffix)
    connected = next((at for at in range(1, len(words) - 1) if words[at] in CONNECTORS), len(words))
    start = connected - 1 if connected > 1 else 0
    return _build(words[:start], [], words[start:], suffix)


def _count_last_initials(words: Sequence[str]) -> int:
    """Return how many of *words* are initials behind a name, as in ``Efron B.``; 0 if no name begins them."""
    name = next((at for at in range(len(words), 0, -1) if _INITIALS.match(words[at - 1]) is None), 0)
    is_name = name > 0 and all("." not in word for word in words[:name])
    return len(words) - name if is_name and len(words[name - 1]) > 1 else 0


def _find_von(words: Sequence[str]) -> list[int]:
    """Return where words in lower case stand, the last word and connectors between surnames apart."""
    return [
        at
        for at, word in enumerate(words[:-1])
        if _is_lower(word) and not (at and word in CONNECTORS and not _is_lower(words[at - 1]))
    ]


def _is_lower(word: str) -> bool:
    r"""Whether BibTeX counts *word* as von: its first letter outside braces, or in a ``{\...}``, is a small one."""
    depth = at = 0
    while at < len(word):
        character = word[at]
        if character == "{":
            if depth == 0 and word.startswith("\\", at + 1):
                at += 2
                while at < len(word) and word[at].isascii() and word[at].isalpha():
                    at += 1
                while at < len(word) and word[at] != "}":
                    if word[at].isalpha():
                        return word[at].islower()
                    at += 1
            depth += 1
        elif character == "}":
            depth -= 1
        elif depth == 0 and character.isalpha():
            return character.islower()
        at += 1
    return False


def _is_wrapped(word: str) -> bool:
    """Whether one pair of braces holds all of *word*, whose braces are balanced."""
    if not word.startswith("{"):
        return False
    depth = 0
    for match in _BRACE.finditer(word):
        depth += 1 if match[0] == "{" else -1
        if depth == 0:
            return match.end() == len(word)
    return False


def _is_suffix_part(words: Sequence[str]) -> bool:
    return all(is_suffix(remove_tex(word), set_off=True) for word in words)


def _build(given: Sequence[str], von: Sequence[str], last: Sequence[str], suffix: Sequence[str]) -> Name:
    family, jr = remove_tex(" ".join(last)), remove_tex(" ".join(suffix))
    head, _, tail = family.rpartition(" ")  # "Rodrigues Jr.", "{Wassam, Jr.}"
    if head and not jr and is_suffix(tail):
        family, jr = head.rstrip(","), tail
    if len(given) > 1 and not jr and is_suffix(given[-1]):  # "Halstead, Robert H. Jr."
        given, jr = given[:-1], given[-1]
    return build_person(remove_tex(" ".join(given)), remove_tex(" ".join(von)), family, jr)
