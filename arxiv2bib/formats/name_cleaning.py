"""What stands round a name in an author line: marks of affiliation, brackets, stray "and"s and left-over TeX."""

import re
from collections.abc import Iterator
from typing import Final

from arxiv2bib.formats.group_names import is_group
from arxiv2bib.formats.name_tex import decode_letters, lower_letters, remove_controls, remove_tex
from arxiv2bib.formats.name_words import is_suffix
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.normalizing import normalize

__all__ = [
    "APPENDIX",
    "BRACKET",
    "ET_AL",
    "GRADE",
    "ON_BEHALF",
    "OTHERS",
    "OTHERS_IN_BRACKETS",
    "clean_name",
    "drop_brackets",
    "find_bracketed",
    "pair_brackets",
    "prepare_text",
]

# Marks that tie authors to affiliations and footnotes; a person has no digits either.
_MARKS: Final = "*†‡§¶#^$|+\\_=<>;:,!?@•·‖∥⋆★☆✉⁎∗✝♠♣♥♦◇◆⊥✦✢❖≀& "
_DIGITS: Final = "0123456789⁰¹²³⁴⁵⁶⁷⁸⁹"

BRACKET: Final = compile_late(r"[()\[\]（）]")
_PARTNERS: Final = {")": "(", "]": "[", "}": "{", "）": "（"}
_NICKNAME: Final = compile_late(r"[(（][^\W\d_][\w.' -]{0,30}[)）]")
_SUPERSCRIPT: Final = compile_late(
    r"\$[ {}]{0,4}(?:\^|\\(?:dagger|ddagger|ast|star)\b)[^$]{0,80}\$|(?<!\\)\^(?:\{[^{}]{0,80}\}|\w(?!\w))"
    r"|\\(?:textsuperscript|thanks|footnote|inst|IEEEauthorrefmark|corref|[ft]nref|orcidlink|orcid(?:ID)?|email"
    r"|(?:alt)?affil(?:iation)?)\s?(?:\[[^\[\]]{0,40}\])?\{(?:[^{}]|\{[^{}]{0,80}\}){0,200}\}"
    r"|\\footnotemark(?![A-Za-z])(?:\[[^\[\]]{0,40}\])?(?:\{[^{}]{0,200}\})?"
    r"|\\(?:dagger|ddagger|ast|star|fnmsep|S|P)(?![A-Za-z])|<sup>[^<>]{0,80}</sup>"
)
# "<john@example.org>", "https://orcid.org/0000-0002-1825-0097": they say where a person is, not who.
_ADDRESS: Final = compile_late(r"(?<!\S)(?:[(<\[]?[\w.+-]++@[\w-]++\.[\w.-]++[)>\]]?|https?://\S++)")
_THIN_SPACE: Final = compile_late(r"(?<!\\)\\,(?=\S)")
# "Casta~neda", "Jo~ao": an accent that lost its backslash; any other tilde is TeX's space.
_TILDE: Final = compile_late(r"(?<![^\W\d_])~|~(?![nao])")
OTHERS: Final = compile_late(
    r"(?:and |et |plus )?(?:et\.? ?al\.?|al\.|(?:(?:\d{1,5}|many|several|more|other|additional) ){0,3}others"
    r"|(?:(?:\d{1,5} )?(?:more|other|additional)|\d{1,5}) (?:co-?)?authors(?: not shown)?|\d{1,5} more"
    r"|etc\.|\.{2,9}|…)\.?",
    re.IGNORECASE,
)
OTHERS_IN_BRACKETS: Final = compile_late(rf"[(\[](?:{OTHERS.pattern})[)\]]", re.IGNORECASE)
ET_AL: Final = compile_late(r"(?:[\s,]et\.? ?al\.?|[\s,]and others|\.\.\.|…)[,.]?\Z", re.IGNORECASE)
ON_BEHALF: Final = compile_late(
    r"(?:(?<=\s)|\A)(?:on behalf of (?=\S)|(?:for|representing) (?=the |(?:[^\W_][\w.+-]{0,30} ){1,3}collab))",
    re.IGNORECASE,
)
# "X, with an appendix by Y": Y is one of arXiv's authors.
APPENDIX: Final = compile_late(
    r"(?:(?<=\s)|\A)(?:(?:and )?with )?(?:an )?appendi(?:x|ces) (?:written )?by (?=\S)", re.IGNORECASE
)
GRADE: Final = compile_late(
    r"(?:(?:senior|student|graduate student|life|life senior|associate) )?(?:member|fellow)(?:,? (?:IEEE|ACM))?"
    r"|IEEE|ACM",
    re.IGNORECASE,
)
"""What members of societies put behind their names in a journal's author line."""
_SPLIT_INITIALS: Final = compile_late(r"(?<=\.) -(?=[^\W\d_])")


def prepare_text(text: str) -> str:
    """Return *text* in NFC without controls and superscripts, accents and entities decoded, white space collapsed."""
    text = remove_controls(text)
    if "&" in text and ";" in text:
        from arxiv2bib.formats.arxiv_math import ENTITY, to_character  # few author lines have any

        text = ENTITY.sub(to_character, text)
    if "\\" in text or "^" in text or "$" in text or "<sup" in text:
        text = decode_letters(_THIN_SPACE.sub(" ", _SUPERSCRIPT.sub("", lower_letters(text))))
    return normalize("NFC", " ".join(text.split()))


def clean_name(text: str) -> str:
    """Return the words of one name without marks, TeX and stray "and"s; empty if there are no letters."""
    lead = ON_BEHALF.match(text) or APPENDIX.match(text)
    text = _TILDE.sub(" ", text[lead.end() :] if lead else text)
    if "@" in text or "://" in text:
        text = _drop_addresses(text)
    if "\\" in text or "{" in text or "}" in text or "``" in text:
        # Control characters are gone by now, so one of them can stand for the tildes that stay.
        text = remove_tex(text.replace("~", "\0")).replace("\0", "~")
    words = text.strip(_MARKS).split()
    while words and words[0] in {"and", "AND", "&"}:
        del words[0]
    while words and words[-1] in {"and", "AND", "&", "-", "."}:
        del words[-1]
    if not any(map(str.isalpha, "".join(words))):
        return ""
    if len(words) > 1 and not is_group(words):
        words = [word for word in map(_strip_marks, words) if word]
        if len(words[-1]) > 4 and words[-1].endswith(".") and words[-1][1:-1].islower() and not is_suffix(words[-1]):
            words[-1] = words[-1][:-1]
    # arXiv's programs put a space before the hyphen of "D.-M. Koh".
    return _SPLIT_INITIALS.sub("-", " ".join(words)).strip(_MARKS)


def _strip_marks(word: str) -> str:
    """Return *word* of a person's name without digits and marks; a comma at its end stays, and so does "3rd".

    Nothing is left of a number, be it a person's ("0000-0002-1825-0097") or a place in a list ("1.").
    """
    if is_suffix(word):
        return word
    comma = "," if word.endswith(",") else ""
    if not any(map(str.isalpha, word)) and any(digit in word for digit in _DIGITS):
        return comma
    return word.lstrip(_DIGITS + _MARKS.replace(",", "")).rstrip(_DIGITS + _MARKS) + comma


def _drop_addresses(text: str) -> str:
    """Return *text* without addresses of the person it names; what is nothing but an address stays."""
    shorter = _ADDRESS.sub(" ", text)
    return shorter if any(map(str.isalpha, shorter)) else text


def pair_brackets(text: str) -> dict[int, int]:
    """Return where each bracket that has a partner finds it, both ways."""
    opened: dict[str, list[int]] = {"(": [], "[": [], "{": [], "（": []}
    partners = {}
    for at, character in enumerate(text):
        if character in opened:
            opened[character].append(at)
        elif character in _PARTNERS and (stack := opened[_PARTNERS[character]]):
            partners[at] = stack.pop()
            partners[partners[at]] = at
    return partners


def find_bracketed(text: str) -> Iterator[str]:
    """Yield what stands in the outermost brackets of *text*, without them."""
    end = 0
    for at, partner in sorted(pair_brackets(text).items()):
        if at >= end and partner > at:
            yield text[at + 1 : partner]
            end = partner


def drop_brackets(text: str) -> str:
    """Return *text* without affiliations in brackets and without lone brackets; a nickname between words stays."""
    if not BRACKET.search(text):
        return text
    partners = pair_brackets(text)
    outside: list[str] = []
    groups: list[str] = []
    start = 0
    for match in BRACKET.finditer(text):
        at = match.start()
        if at < start:
            continue
        outside.append(text[start:at])
        start = partners.get(at, at) + 1
        groups.append(text[at:start])
    outside.append(text[start:])
    filled = [index for index, words in enumerate(outside) if words.strip(" .")]
    if not filled:
        return ""
    kept = [
        group if filled[0] <= index < filled[-1] and _NICKNAME.fullmatch(group) else ""
        for index, group in enumerate(groups)
    ]
    return "".join(words + group for words, group in zip(outside, [*kept, ""], strict=True))
