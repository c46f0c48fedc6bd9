"""Names of persons and groups, read from what formats have for them: one string, or one list in a string.

Two syntaxes: ``natural``, as people write names and as arXiv lists authors, and ``bibtex``.
The rules for one name are in :mod:`~arxiv2bib.formats.natural_names` and :mod:`~arxiv2bib.formats.bibtex_names`;
here is what splits arXiv's author lines. A line of plain names is split at its commas and done; any other
takes the long way as a whole, since a bracket or a suffix says something about its neighbours.
"""

import re
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from typing import Final

from arxiv2bib.errors import InvalidValueError
from arxiv2bib.formats.bibtex_names import parse_bibtex_name
from arxiv2bib.formats.group_names import is_group, is_group_word
from arxiv2bib.formats.name_cleaning import (
    APPENDIX,
    ET_AL,
    GRADE,
    ON_BEHALF,
    OTHERS,
    OTHERS_IN_BRACKETS,
    clean_name,
    drop_brackets,
    find_bracketed,
    pair_brackets,
    prepare_text,
)
from arxiv2bib.formats.name_words import is_particle, is_suffix
from arxiv2bib.formats.natural_names import (
    INITIALS,
    LONGEST,
    is_ordinary_name,
    parse_natural_name,
    parse_ordinary_names,
    parse_plain_name,
)
from arxiv2bib.model.checking import refuse_text
from arxiv2bib.model.names import Name
from arxiv2bib.text.expressions import compile_late

__all__ = [
    "choose_new_groups",
    "drop_rest",
    "find_collaborations",
    "is_cut_short",
    "parse_authors",
    "parse_name",
    "parse_plain_authors",
    "split_author_line",
    "split_authors",
]


def _parse_field_name(text: str) -> Name:
    """Return one name of a BibTeX or BibLaTeX field, whose other format has an equals sign in it."""
    if "=" in text:
        from arxiv2bib.formats.bibtex_extended_names import parse_names  # few names need it

        names, _ = parse_names(text)
        if len(names) == 1:
            return names[0]
    return parse_bibtex_name(text)


_PARSERS: Final[dict[str, Callable[[str], Name]]] = {"natural": parse_natural_name, "bibtex": _parse_field_name}

_SEPARATOR: Final = compile_late(
    r"[()\[\]{}（）]|[,;，、；]|:(?=\s|\Z)|(?<![^\s,;:)\]])(?:and|AND|\\?&|[/|·•])(?![^\s,;:(\[])|\\and(?![A-Za-z])"
)

_COMMA_OR_AND: Final = compile_late(r",? and |, ")
_DOTTED: Final = compile_late(r"[^\W\d_]\.(?>(?:-?[^\W\d_]\.)*)")


def parse_name(text: str, syntax: str = "natural") -> Name:
    """Return the one name written in *text*.

    ``natural``: ``Ludwig van Beethoven Jr.``; also with a comma before the suffix, and ``Last, First``.
    Marks of affiliation, brackets at the end and stray "and"s are removed.
    ``bibtex``: one name of an author or editor field, by BibTeX's rules; braced as a whole it is a literal.
    BibLaTeX's ``family=..., given=...`` is read too.
    Of both: groups and collaborations have ``literal`` only, persons with one name ``family`` only.

    Text without a name in it (empty, blank, "et al.") gives ``Name()``, in which every part is None.
    Never raises because of the text; another *syntax* raises :exc:`~arxiv2bib.errors.InvalidValueError`.

    Source: CSL 1.0.2, "Names"; "BibTeXing".
    """
    try:
        parse = _PARSERS[syntax]
    except (KeyError, TypeError):
        raise InvalidValueError(f"no name syntax {syntax!r}; known: {', '.join(_PARSERS)}") from None
    if not isinstance(text, str):
        raise refuse_text("parse_name", text)
    return parse(text)


# Spanish, French, German. Portuguese and Catalan "e" and "i" stand inside family names.
_FOREIGN_ANDS: Final = frozenset({"y", "et", "und"})
_PLURALS: Final = frozenset({"collaborations", "consortia", "teams", "groups"})
_COLLABORATIONS: Final = frozenset({"collaboration", "collaborations", "collab", "consortium", "consortia"})
_COLLABORATION: Final = compile_late(r"collab|consorti", re.IGNORECASE)
_LONGEST_REST: Final = 40
"""Characters in which an author line says at its end that it goes on."""


def split_authors(text: str) -> tuple[str, ...]:
    """Return the names in the author line of an arXiv digest, cleaned, in order.

    Commas, semicolons, colons after a team and "and" separate names; in brackets they do not. A suffix after
    a comma goes to the name before it (``Reginald B. Adams, Jr.`` is ``Reginald B. Adams Jr.``), and where semicolons
    separate names that begin with the family name (``Smith, John; Lee, Ann``), so does the given name.
    Affiliations, marks and "et al." are no names; a collaboration in the place of an affiliation, ``D. Peressounko (for
    the PHENIX Collaboration)``, is one, behind the others. Empty text gives ``()``. Never raises.

    Source: the author lines of the digests; arXiv writes a name as its author typed it.
    """
    if not isinstance(text, str):
        raise refuse_text("split_authors", text)
    if parse_plain_authors(text) is not None:
        return tuple(text.split(", "))
    return split_author_line(text)[0]


def parse_authors(text: str) -> tuple[tuple[Name, ...], bool]:
    """Return the names in the author line of an arXiv digest, and whether the list was cut short.

    The list was cut short if it has an "et al.", "and others", "12 more authors" or "..."; none of them is a name.
    The names are those of :func:`split_authors`, parsed as ``natural``. Empty text gives ``((), False)``. Never raises.
    """
    names = parse_plain_authors(text)
    if names is not None:
        return names, False
    cleaned, truncated = split_author_line(text)
    return tuple(map(parse_natural_name, cleaned)), truncated


def is_cut_short(text: str) -> bool:
    """Whether an author line says that the list goes on, as ``B. Aubert, et al`` does."""
    end = text[-_LONGEST_REST:].lower()
    may_go_on = " al" in end or "others" in end or "..." in end or "more" in end or "authors" in end
    return may_go_on and split_author_line(text)[1]


def drop_rest(names: Sequence[Name]) -> tuple[tuple[Name, ...], bool]:
    """Return *names* without a last one that says that there are more, as ``al., et`` does, and whether one was."""
    if len(names) > 1 and len(last := str(names[-1])) < _LONGEST_REST and OTHERS.fullmatch(last):
        return tuple(names[:-1]), True
    return tuple(names), False


def parse_plain_authors(text: str) -> tuple[Name, ...] | None:
    """Return the names of an author line that is names and commas alone, or None if it is anything else."""
    parts = text.split(", ")
    if text.isascii() and (names := parse_ordinary_names(text, parts)) is not None:
        return names
    if len(text) > LONGEST and max(map(len, parts)) > LONGEST:
        return None
    found = tuple(map(parse_plain_name, parts))
    return found if all(found) else None  # type: ignore[return-value]


def split_author_line(text: str) -> tuple[tuple[str, ...], bool]:
    """Return the cleaned names of any author line, and whether it was cut short: what both functions above ask."""
    names: list[str] = []
    groups: list[str] = []
    truncated = False
    prepared = prepare_text(text)
    for piece in _split_inverted(prepared) or _split_pieces(prepared):
        if is_ordinary_name(name := piece.strip(" ,")) and not _is_no_name(name):
            names.append(name)
            continue
        truncated |= OTHERS_IN_BRACKETS.search(piece) is not None
        kept = drop_brackets(ET_AL.sub("", name)).strip(" ,")
        if len(kept) < len(name):
            groups += (group for inner in find_bracketed(piece) for group in find_collaborations(inner))
        shorter = ET_AL.sub("", kept)
        truncated |= shorter != kept or ET_AL.search(name) is not None
        name = clean_name(shorter)
        is_rest = bool(OTHERS.fullmatch(kept) or OTHERS.fullmatch(name))
        truncated |= is_rest
        if is_rest or (names and GRADE.fullmatch(name)):
            continue
        if names and is_suffix(name, set_off=True):
            names[-1] += f" {name}" if is_suffix(name) else f", {name}"
        elif name:
            names.append(name)
    return (*names, *choose_new_groups(groups, names)) if groups else tuple(names), truncated


def find_collaborations(text: str) -> Iterator[str]:
    """Yield the collaborations that the affiliation *text* names: ``for the PHENIX Collaboration``.

    Teams and institutes are places where somebody works, unless somebody signs ``on behalf of`` them.
    Source: INSPIRE, hepcrawl, parsers/arxiv.py, which takes collaborations from affiliations.
    """
    behalf = ON_BEHALF.match(text)
    if behalf is None and _COLLABORATION.search(text) is None:
        return
    for piece in _split_pieces(text[behalf.end() :] if behalf else text):
        name = clean_name(drop_brackets(piece))
        words = name.split()
        if len(words) > (2 if words[:1] in (["the"], ["The"]) else 1) and (
            words[-1].rstrip(".").casefold() in _COLLABORATIONS or (behalf is not None and is_group(words))
        ):
            yield name


def choose_new_groups(groups: Iterable[str], names: Iterable[str]) -> tuple[str, ...]:
    """Return those of *groups* that are not among *names*, each once; an article at the beginning says nothing."""
    known = {_fold_group(name) for name in names}
    chosen: dict[str, str] = {}
    for group in groups:
        chosen.setdefault(_fold_group(group), group)
    return tuple(group for folded, group in chosen.items() if folded not in known)


def _fold_group(name: str) -> str:
    return name.casefold().removeprefix("the ")


def _is_no_name(text: str) -> bool:
    """Whether plain words say that there are more names, or what one is a member of."""
    return bool(OTHERS.fullmatch(text) or ET_AL.search(text) or GRADE.fullmatch(text))


def _split_inverted(text: str) -> list[str] | None:
    """Return the names in a list of names that begin with the family name, or None if it is none.

    ``Smith, John; van der Berg, J.``, ``Smith, John and Lee, Ann``, ``Smith, J., Lee, A.`` or ``Smith J., Lee A.``
    """
    body = ET_AL.sub("", text).rstrip(" ,;")
    names = _split_initials(body) if "., " in body or ". and " in body else None
    for separator in (";", ";| and "):
        pieces = [piece for piece in map(str.strip, re.split(separator, body)) if piece]
        is_list = names is None and len(pieces) > 1 and "," in pieces[0]
        if is_list and all(map(_is_inverted, pieces)) and pieces[0].count("(") == pieces[0].count(")"):
            names = pieces
    return names if names is None or ET_AL.search(text) is None else [*names, "et al."]


def _split_initials(text: str) -> list[str] | None:
    """Return the names in ``Smith, J., Lee, A. B.`` or ``Smith J., Lee A. B.``, or None if anything else is in it."""
    pieces = [piece.split() for piece in _COMMA_OR_AND.split(text)]
    if len(pieces) < 2 or not all(pieces):
        return None
    if not any(INITIALS.fullmatch(piece[0]) for piece in pieces) and all(
        _DOTTED.fullmatch(piece[-1]) for piece in pieces
    ):
        starts = [next(at for at, word in enumerate(piece) if INITIALS.fullmatch(word)) for piece in pieces]
        pairs = [(piece[:at], piece[at:]) for piece, at in zip(pieces, starts, strict=True)]
    elif len(pieces) % 2 == 0 and len(pieces) > 2:
        pairs = list(zip(pieces[::2], pieces[1::2], strict=True))
    else:
        return None
    if any(INITIALS.fullmatch(word) for family, _ in pairs for word in family):
        return None
    if not all(_DOTTED.fullmatch(word) for _, given in pairs for word in given):
        return None
    return [f"{' '.join(family)}, {' '.join(given)}" for family, given in pairs]


def _is_inverted(text: str) -> bool:
    """Whether *text* is a family name, a comma and a given name, or a group: of the two, one must be plain to see."""
    family, comma, given = text.removeprefix("and ").partition(",")
    if not comma:
        return is_group(text.split())
    words = [word for word in family.split() if not is_particle(word)]
    given_words = [
        word for part in given.split(",") if not is_suffix(part.strip(), set_off=True) for word in part.split()
    ]
    if not words or not given_words or "and" in given_words or is_group(given_words):
        return False
    return len(words) == 1 or len(given_words) == 1 or all(map(INITIALS.fullmatch, given_words))


def _split_pieces(text: str) -> Iterator[str]:
    """Yield what stands between commas, semicolons, colons and "and"s outside brackets, one author each."""
    partners = pair_brackets(text)
    depth = start = 0
    held = ""  # the piece before an "and" that may be part of a group's name
    joint = ""
    for match in _SEPARATOR.finditer(text):
        token, at = match[0], match.start()
        if token in "([{（":
            depth += at in partners
        elif token in ")]}）":
            depth -= at in partners
        elif depth == 0:
            held = yield from _hold(held, joint, text[start:at])
            joint, start = token, match.end()
    held = yield from _hold(held, joint, text[start:])
    yield from _split_persons(held)


def _hold(held: str, joint: str, piece: str) -> Generator[str, None, str]:
    """Join *piece* to *held* if the two are one group's name, else yield *held*; return what is held now."""
    if joint[:1] not in ",;:，、；" and _is_one_group(drop_brackets(held).split(), drop_brackets(piece).split()):
        return f"{held.rstrip()} {joint} {piece.lstrip()}"
    yield from _split_persons(held)
    return piece


def _is_one_group(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether "*left* and *right*" names one group: "Vision and Learning Lab", "Physics and Astronomy Team"."""
    if not left or not right or OTHERS.fullmatch(" ".join(right)):
        return False
    if right[0].casefold() == "the" or is_group_word(left[-1]) or right[0] == "Team":
        return False
    last = right[-1].casefold()
    if last in _PLURALS and (len(left) == 1 or left[0] == "The"):  # "The H1 and ZEUS Collaborations"
        return True
    if is_group(left):
        return len(left) > 1
    # Collaborations sign beside persons; laboratories have an "and" in the name.
    return is_group(right) and len(right) > 1 and not (len(left) > 1 and last.startswith(("collab", "consort")))


def _split_persons(piece: str) -> Iterator[str]:
    """Yield the authors of a piece without commas: "A for the B Collaboration" and "A B y C D" are two."""
    behalf = ON_BEHALF.search(piece)
    if behalf and is_group(piece[behalf.end() :].split()) and not is_group(piece[: behalf.start()].split()):
        yield piece[: behalf.start()]
        yield piece[behalf.end() :]
        return
    appendix = APPENDIX.search(piece)
    if appendix and appendix.start() and "(" not in piece[: appendix.start()].rpartition(")")[2]:
        yield piece[: appendix.start()]
        yield piece[appendix.end() :]
        return
    words = piece.split()
    if not _FOREIGN_ANDS.isdisjoint(words) and not is_group(words):
        at = next(at for at, word in enumerate(words) if word in _FOREIGN_ANDS)
        if at >= 2 and len(words) - at > 2 and words[at + 1][:1].isupper() and words[at - 1][:1].isupper():
            yield " ".join(words[:at])
            yield from _split_persons(" ".join(words[at + 1 :]))
            return
    yield piece
