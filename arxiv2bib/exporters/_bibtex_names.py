"""Names as BibTeX reads them: ``von Last, Jr, First``."""

import re

from arxiv2bib.formats.bibtex_extended_names import parse_names
from arxiv2bib.formats.bibtex_names import has_odd_words
from arxiv2bib.formats.name_words import is_suffix
from arxiv2bib.model.names import Name, PlainNames
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.latex import escape_latex
from arxiv2bib.text.symbols import encode_text

# "Family, Given" that BibTeX splits back in one way: capitalised words before the comma, nothing to escape.
_PLAIN = compile_late(r"[A-Z][A-Za-z'.-]*(?: [A-Z][A-Za-z'.-]*)*, [A-Z][A-Za-z'. -]*\Z")
_AND = compile_late(r"\band\b", re.I)
# A word that may be taken for a particle behind the given name, of this name or of the one before it.
_LOW_END = compile_late(r"(?:\A|[ ~])[a-z]+\Z")
_BLANK = compile_late(r"[\s~]")


def _compile_line(capital: str, letter: str) -> re.Pattern[str]:
    """Return what a whole line of such names is, the given ones capitalised too."""
    word = f"[{capital}][{letter}]*+"
    person = f"{word}(?: {word})*+, {word}(?: {word})*+"
    return compile_late(rf"{person}(?>(?: and {person})*)\Z")


_PLAIN_LINE = _compile_line("A-Z", "A-Za-z'.-")
# Letters that LaTeX has commands for which mean them and nothing else: Ĳ is read as two letters.
CAPITALS = "A-ZÀ-ÖØ-Þ" + "".join(filter(str.isupper, map(chr, (*range(0x100, 0x132), *range(0x134, 0x17F)))))
LETTERS = "A-Za-zÀ-ÖØ-öø-ıĴ-ňŊ-ž"
_ACCENTED_LINE = _compile_line(CAPITALS, f"{LETTERS}.-")


def render_bibtex_names(names: tuple[Name, ...], *, truncated: bool, ascii: bool) -> str:
    """Return *names* as the value of an author or editor field; ``and others`` at the end if *truncated*.

    Groups and everything that BibTeX would split in the wrong place go in braces. ``ascii`` writes accents as LaTeX.

    Source: btxdoc, section 4 "Helpful Hints", item 18; Markey, "Tame the BeaST", section 11.
    """
    if not truncated and (line := render_plain_names(names, ascii=ascii)) is not None:
        return line
    return render_each_name(names, truncated=truncated, ascii=ascii)


def render_each_name(names: tuple[Name, ...], *, truncated: bool, ascii: bool) -> str:
    """Return what :func:`render_bibtex_names` does, for *names* that are not all plain."""
    rendered = [text for text in render_names(names, ascii=ascii) if text]
    if truncated and rendered:
        rendered.append("others")
    return " and ".join(rendered)


def render_names(names: tuple[Name, ...], *, ascii: bool) -> list[str]:
    """Return what each of *names* is in a list, an empty text if there is nothing in it."""
    return [_render_name(name, ascii) for name in names]


def stands_for(text: str, name: Name) -> bool:
    """Whether *text*, what *name* is in a list, is read as it whatever other names are there, and as nothing beside."""
    if "=" in text or _AND.search(text) is not None or _LOW_END.search(text) is not None:
        return False
    from arxiv2bib.formats.bibtex_name_rows import are_odd  # most names are plain, and the reader stays unloaded

    return parse_names(text) == ((name,), False) and not are_odd(text, (name,), truncated=False)


def render_plain_names(names: tuple[Name, ...], *, ascii: bool) -> str | None:
    """Return the value for *names* if all of them are plain, as most lines are: a look at the whole line is faster.

    BibTeX splits it back in one way, at each " and " and at the comma behind each family name, and it is read as
    *names* again.
    """
    if isinstance(names, PlainNames):
        return names.line
    persons = [
        f"{name.family}, {name.given}"
        for name in names
        if not (name.literal or name.non_dropping_particle or name.dropping_particle or name.suffix)
    ]
    if len(persons) != len(names):
        return None
    line = " and ".join(persons)
    # The commas are counted in case that one of the parts looks like two names; one that lacks is "None".
    if line.count(", ") != len(names) or ("None" in line and _lack_parts(names)):
        return None
    if line.isascii():
        return line if _PLAIN_LINE.match(line) is not None and not has_odd_words(line) else None
    if _ACCENTED_LINE.match(line) is None or "--" in line or has_odd_words(line):
        return None
    latex = encode_text(line) if ascii else line
    return None if "=" in latex else latex  # the macron, which biber takes for its extended names


def _lack_parts(names: tuple[Name, ...]) -> bool:
    return not all(name.family and name.given for name in names)


def _render_name(name: Name, ascii: bool) -> str:
    family, given = name.family, name.given
    particle = name.non_dropping_particle or name.dropping_particle or name.suffix
    if name.literal is None and particle is None and family and given:
        text = f"{family}, {given}"
        if _PLAIN.match(text) and " and" not in text.lower() and not is_suffix(family):
            return text
    last = _guard(family, ascii, is_family=True) if family and not name.literal else ""
    if not last:
        text = escape_latex(str(name), ascii=ascii).strip()
        return f"{{{text}}}" if text else ""
    von = " ".join(
        part for part in (_guard(name.dropping_particle, ascii), _guard(name.non_dropping_particle, ascii)) if part
    )
    suffix, first = _guard_suffix(name.suffix, ascii), _guard(given, ascii)
    # Where no word but those of the given name behind the first has a capital, biber makes one particle of it all.
    is_low = first and not suffix and all(map(_starts_low, (von or "x", *last.split(), first)))
    is_like_suffix = first and not (von or suffix) and is_suffix(last)  # "III, Hal Daumé" is read as it is meant
    if (is_low or is_like_suffix) and not _is_in_braces(last, family, ascii):
        last = f"{{{last}}}"
    if von:
        last = f"{von} {last}"
    if suffix or first:
        parts = (last, suffix, first or "{}") if suffix else (last, first)
        text = ", ".join(parts)
        # biber counts commas in braces too, and skips the entry where they are more than two, but for {...}, {...}.
        return text if text.count(",") <= 2 else ", ".join(f"{{{part}}}" for part in parts)
    # Without a comma the last word alone would be the family name, and what is in lower case before it the particle.
    is_apart = _BLANK.search(last) is not None and not _starts_low(von) and not _is_in_braces(last, family, ascii)
    return f"{{{last}}}" if is_apart or last.casefold() == "others" else last


def _guard(text: str | None, ascii: bool, *, is_family: bool = False) -> str:
    """Return *text* in LaTeX, in braces where BibTeX would take it apart: commas, "and", lower-case words in a family.

    So it would biber, at "=": that makes a name of its extended format.
    """
    if not text:
        return ""
    latex = escape_latex(text, ascii=ascii).strip()
    if not latex:
        return ""
    has_von = is_family and any(map(_starts_low, text.split()[:-1]))
    if has_von or "," in latex or "=" in latex or _AND.search(text) is not None:
        return f"{{{latex}}}"
    return latex


def _guard_suffix(text: str | None, ascii: bool) -> str:
    """Return *text* in LaTeX, in braces if it is no usual suffix: without them it may be taken for a given name."""
    latex = _guard(text, ascii)
    is_sure = (
        latex.startswith("{") or latex[:1].islower() or all(is_suffix(word, set_off=True) for word in latex.split())
    )
    return latex if is_sure else f"{{{latex}}}"


def _is_in_braces(last: str, family: str | None, ascii: bool) -> bool:
    return last == f"{{{escape_latex(family or '', ascii=ascii).strip()}}}"


def _starts_low(word: str) -> bool:
    """Whether the first letter of *word* is a small one: BibTeX takes such a word for a particle."""
    return next((character for character in word if character.isalpha()), "").islower()
