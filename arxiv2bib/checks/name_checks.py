"""What is looked at in lists of names.

BibTeX has one list in a field, other formats a value for each name. What stands in braces is nobody's business: that
is how one keeps BibTeX from taking a group for a person.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from arxiv2bib.checks.findings import Edit, shorten
from arxiv2bib.checks.rules import Hit
from arxiv2bib.checks.subjects import Subject, Value
from arxiv2bib.formats.bibtex_extended_names import EXTENDED
from arxiv2bib.formats.group_names import is_group_word
from arxiv2bib.formats.name_tex import remove_tex
from arxiv2bib.formats.name_words import is_suffix
from arxiv2bib.text.expressions import compile_late

__all__ = [
    "find_ampersands",
    "find_braced_lists",
    "find_commas",
    "find_digits",
    "find_empty_names",
    "find_empty_parts",
    "find_et_al",
    "find_glued_initials",
    "find_misplaced_others",
    "find_semicolons",
]

_MARK = compile_late(r"[{}]|\\.", re.S)
_AND = compile_late(r"(?<!\S)and(?!\S)", re.I)
_LONGEST = 200
_HIDDEN = "x"  # a letter in lower case: words with accents in braces stay words

Span = tuple[int, int]


@lru_cache(maxsize=64)
def _hide_braces(text: str) -> str:
    """Return *text* with everything in braces hidden, at the same length."""
    if "{" not in text and "}" not in text:
        return text
    pieces: list[str] = []
    depth = done = 0
    for match in _MARK.finditer(text):
        if len(match[0]) > 1:
            continue
        at = match.start()
        piece = text[done:at]
        pieces.append(_HIDDEN * len(piece) if depth else piece)
        pieces.append(_HIDDEN)
        depth = max(0, depth + (1 if match[0] == "{" else -1))
        done = at + 1
    pieces.append(_HIDDEN * (len(text) - done) if depth else text[done:])
    return "".join(pieces)


@lru_cache(maxsize=64)
def _split(text: str) -> tuple[Span, ...]:
    """Return where the names of a BibTeX list stand, empty ones too, without the blanks around them."""
    hidden = _hide_braces(text)
    cuts = [match.span() for match in _AND.finditer(hidden)]
    bounds = zip([0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)], strict=True)
    spans = []
    for start, end in bounds:
        words = hidden[start:end]
        lead = len(words) - len(words.lstrip())
        stripped = words.strip()
        spans.append((start + lead, start + lead + len(stripped)))
    return tuple(spans)


def _list_names(value: Value) -> Iterator[tuple[Span, str, str]]:
    """Yield where each name of *value* stands, its text, and that with everything in braces hidden.

    Names in BibLaTeX's extended format (``family=...``) are left out: they say themselves what is what.
    """
    if not value.is_tex:
        if value.text.strip():
            yield (0, len(value.text)), value.text, value.text
        return
    hidden = _hide_braces(value.text)
    is_extended = "=" in hidden and EXTENDED.search(hidden) is not None
    for start, end in _split(value.text):
        if start < end and not (is_extended and "=" in hidden[start:end]):
            yield (start, end), value.text[start:end], hidden[start:end]


def find_empty_names(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield each ``and`` that has no name on one side."""
    if not value.is_tex or not value.text.strip():
        return
    spans = _split(value.text)
    if len(spans) > 1:
        for start, end in spans:
            if start == end:
                yield Hit({"value": shorten(value.text)}, value, (max(0, start - 4), min(len(value.text), end + 4)))
                return


_ET_AL = compile_late(r"(?<![\w-])(?:et\.?[\s~]+al|et\.?~?al\.)(?![\w-])", re.I)
_LAST_ET_AL = compile_late(r"(?<![\w-])et\.?[\s~]{1,3}al\b[\s.,]*\Z", re.I)


def find_et_al(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield an "et al." that stands where a name should, or behind one."""
    if _ET_AL.search(value.text) is None:
        return
    yield Hit({"value": shorten(value.text[-60:])}, value, edits=tuple(_mend_et_al(value)))


def _mend_et_al(value: Value) -> Iterator[Edit]:
    """Yield what makes a list with an "et al." at its end one with "and others"; nothing where anything is odd."""
    text = value.text
    last = _LAST_ET_AL.search(text)
    if last is None or not value.is_tex or "{" in text or "\\" in text[last.start() - 2 :]:
        return
    before = text[: last.start()].rstrip()
    words = before.removesuffix("and").rstrip() if before.endswith((" and", "\nand")) else before
    if words and not words.endswith((",", "(")) and not words.endswith(" and"):
        yield Edit(len(words), len(text), " and others")


def find_misplaced_others(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield ``others`` as a name anywhere but at the end of a list."""
    if not value.is_tex or "others" not in value.text.casefold():
        return
    names = list(_list_names(value))
    for at, (span, text, _) in enumerate(names):
        is_others = text.casefold().strip(" .") == "others"
        if is_others and (at != len(names) - 1 or at == 0):
            yield Hit({"value": shorten(value.text)}, value, span)
        elif re.search(r"[,\s](?:and\s+)?others\.?\Z", text, re.I) and len(text.split()) < 5:
            yield Hit({"value": shorten(text)}, value, span)


_SEMICOLON = compile_late(r"(?<![&#\\]);|；")
_ENTITY = compile_late(r"&\\?#?\w{1,8};\Z")


def find_semicolons(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield a list that semicolons separate."""
    hidden = _hide_braces(value.text) if value.is_tex else value.text
    for match in _SEMICOLON.finditer(hidden):
        before, after = hidden[: match.start()], hidden[match.end() :]
        if (
            _ENTITY.search(hidden[max(0, match.start() - 10) : match.end()]) is None
            and before.strip()
            and after.strip()
        ):
            yield Hit({"value": shorten(value.text)}, value, match.span())
            return


_AMPERSAND = compile_late(r"\s\\?&\s")


def find_ampersands(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield a list in which ``&`` stands for ``and``, outside the names of firms."""
    if value.is_tex:
        for span, text, hidden in _list_names(value):
            match = _AMPERSAND.search(hidden)
            if match is not None and not _is_group(hidden):
                yield Hit({"value": shorten(text)}, value, span)
                return


_FIRM = frozenset("co inc ltd gmbh sons company corp partners associates llc brothers young".split())


def _is_group(text: str) -> bool:
    words = [word.strip(".,") for word in text.split()]
    return any(is_group_word(word) or word.casefold() in _FIRM for word in words)


_INITIALS = r"(?:[^\W\d_a-z]\.[\s~-]*){1,4}"
_FAMILY = r"[^\W\d_a-z][\w'’-]+"
# "J. Smith": initials, then one family name, perhaps with a particle.
_NATURAL = compile_late(
    rf"{_INITIALS}(?:(?:van|von|de|der|den|da|di|la|le|el|ter|ten|dos|del)\s+){{0,3}}{_FAMILY}(?:[\s-]{_FAMILY})?\s*"
)
# "Smith J." and, as medical journals have it, "Smith JA"; "Smith III" is no such thing.
_TURNED = compile_late(rf"{_FAMILY}\s+{_INITIALS}\s*")
_MEDICAL = compile_late(rf"{_FAMILY}\s+(?!II|IV\b|VI|V\b)[A-Z]{{1,3}}\s*")
_WHOLE_NAMES = (_NATURAL, _TURNED, _MEDICAL)
# Given names that are no family names: "John Smith, Jane Doe" are two persons, "García Márquez, Gabriel José" is one.
_GIVEN_NAMES = frozenset(
    "Alice Amanda Amy Andrea Andrew Angela Anna Anne Barbara Bob Brian Carlos Carol Catherine Christine Christopher "
    "Deborah Diane Donald Dorothy Edward Elena Elizabeth Emily Emma Eric Geoffrey Giovanni Giuseppe Hannah Heather "
    "Helen Ilya Jane Janet Jeffrey Jennifer Jessica Joan John Jonathan José Joseph Joshua Juan Judith Jürgen Karen "
    "Katherine Kathleen Kenneth Kevin Klaus Laura Linda Lisa Margaret Maria Mark Marie Mary Matthew Melissa Michelle "
    "Nancy Nicole Olga Pamela Patricia Peter Rachel Rebecca Robert Ronald Ruth Sandra Sarah Sergey Sharon Stefan "
    "Stephen Steven Susan Teresa Theresa Timothy Tina Victoria Vladimir Wolfgang Yann".split()
)


def find_commas(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield a name with more commas than BibTeX knows what to do with: a list that commas separate."""
    if value.is_tex and "," in value.text:
        for span, text, hidden in _list_names(value):
            parts = [part.strip() for part in hidden.split(",")]
            if _SEMICOLON.search(hidden) is None and all(parts) and _is_list(parts, hidden):
                yield Hit({"value": shorten(text)}, value, span)


def _is_list(parts: list[str], hidden: str) -> bool:
    """Whether the *parts* of what should be one name, with everything in braces hidden, are several persons'."""
    if len(parts) == 2:
        if len(hidden) > _LONGEST:
            return False
        firsts = [part.partition(" ")[0] for part in parts if " " in part]
        is_named = len(firsts) == 2 and _GIVEN_NAMES.issuperset(firsts)
        return is_named or any(all(kind.fullmatch(part) for part in parts) for kind in _WHOLE_NAMES)
    if len(parts) == 3:
        return not any(_is_suffix(part) for part in remove_tex(hidden).split(",")[1:])
    return len(parts) > 3


def find_empty_parts(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield a name with a comma that has nothing on one side, or behind which the next comma follows."""
    if not value.is_tex or "," not in value.text:
        return
    for (start, end), text, hidden in _list_names(value):
        parts = [part.strip() for part in hidden.split(",")]
        if len(parts) > 1 and not all(parts) and _SEMICOLON.search(hidden) is None:
            is_last = all(parts[:-1]) and len(parts) < 4
            edits = (Edit(start + len(hidden.rstrip(", \t\r\n")), end, ""),) if is_last else ()
            yield Hit({"value": shorten(text)}, value, (start, end), edits)


def _is_suffix(part: str) -> bool:
    words = part.split()
    return bool(words) and all(is_suffix(word, set_off=True) for word in words)


_DIGIT = compile_late(r"(?<=[a-z])[0-9]{1,2}(?![0-9A-Za-z])|(?<=[a-z],)\s*[0-9]{1,4}(?![\w.-])")
_MAY_BE_MARK = compile_late(r"[0-9*]")
_RAISED = compile_late(r"\$\s*\^|\\textsuperscript(?![a-z])")
_MARK_OF_AFFILIATION = compile_late(r"(?:\$\s*\^|\\textsuperscript)\s*\{?\s*[0-9*]")
_LONE_NUMBER = compile_late(r"(?<![\w.#/-])[0-9]{1,4}(?![\w./-])")


def find_digits(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield a person's name with a number in it: a mark of an affiliation, a year."""
    if _MAY_BE_MARK.search(value.text) is None:
        return
    for span, text, hidden in _list_names(value):
        if _is_group(hidden) or _has_joining_words(hidden):
            continue
        words = hidden.replace(",", " ").split()
        raised = _RAISED.search(hidden)
        is_mark = _DIGIT.search(hidden) is not None or (
            raised is not None and _MARK_OF_AFFILIATION.match(text, raised.start()) is not None
        )
        is_lone = len(words) > 2 and _LONE_NUMBER.search(hidden) is not None
        if is_lone or (len(words) > 1 and is_mark):
            yield Hit({"value": shorten(text)}, value, span)


_JOINING = frozenset("of the for on in and".split())


def _has_joining_words(text: str) -> bool:
    return not _JOINING.isdisjoint(text.casefold().split())


_MAY_BE_GLUED = compile_late(r"[A-Z]\.[A-Z-]")
_GLUED = compile_late(r"(?<![\w.\\])(?:[A-Z]\.-?){2,5}(?![\w.])")
_GLUED_TO_NAME = compile_late(r"(?<![\w.\\-])(?:[A-Z]\.){1,4}(?=[A-Z][a-z]{2})")
_BETWEEN = compile_late(r"(?<=[A-Z]\.)(?=[A-Z])")


def find_glued_initials(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield a name whose initials have no blanks between them: BibTeX takes them for one given name."""
    if not value.is_tex or _MAY_BE_GLUED.search(value.text) is None:
        return
    for span, text, hidden in _list_names(value):
        found = _GLUED.search(hidden) or _GLUED_TO_NAME.search(hidden)
        if (
            found is None
            or _is_group(hidden)
            or (_BETWEEN.search(found[0]) is None and hidden[found.end() : found.end() + 1] in ("", " ", ","))
        ):
            continue
        edits: tuple[Edit, ...] = ()
        family, comma, given = hidden.partition(",")
        if comma and "," not in given and _GLUED.search(family) is None and _GLUED_TO_NAME.search(hidden) is None:
            edits = tuple(
                Edit(span[0] + at, span[0] + at, " ")
                for match in _GLUED.finditer(hidden)
                if match.start() > len(family)
                for at in (match.start() + inner.start() for inner in _BETWEEN.finditer(match[0]))
            )
        yield Hit({"value": shorten(text)}, value, span, edits)


_LISTED = compile_late(rf"[^\W\d_][\w'’.-]*(?:\s[\w'’.-]+)?,\s*{_INITIALS}\s*|{_INITIALS}[^\W\d_][\w'’-]+\s*")


def find_braced_lists(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield a list of persons that braces make one name."""
    text = value.text.strip()
    if not value.is_tex or not (text.startswith("{") and text.endswith("}")):
        return
    inner = text[1:-1]
    parts = [part for part in re.split(r"\s+and\s+", inner) if part.strip()]
    is_list = len(parts) > 1 and "{" not in inner and max(map(len, parts)) < _LONGEST
    if is_list and all(_LISTED.fullmatch(part) for part in parts):
        yield Hit({"value": shorten(value.text)}, value)
