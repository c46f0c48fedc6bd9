"""The runs of text of a journal reference, split at their marks into segments."""

from typing import Final

from arxiv2bib.data.journals import find_journal
from arxiv2bib.data.keys import fold_letters
from arxiv2bib.inference._reference_words import load_abbreviated
from arxiv2bib.text.expressions import compile_late

_MARK: Final = compile_late(r"[,;]\s*|[.?!]\s+")
_MARK_OR_WORDS: Final = compile_late(r"[,;]\s*|[.?!]\s+|\s(?:\|\s+|(?=published by |edited by ))")
_DOTTED: Final = compile_late(r"(?:[^\W\d_]{1,9}\.\s?)+[^\W\d_]+\Z")
"""An abbreviated title so far: one word cut short after the other."""
_STRIPPED: Final = " \t.,;:-–—|/&*#\"“”'’`"
_NTH: Final = compile_late(r"(?:\A|\s)\d{1,2}\Z")
_MEETINGS: Final = frozenset("Inte Work Conf Symp Tagu Annu Meet Euro Cong".split())
"""How words begin before which a full stop makes an ordinal, as in German: ``31. Workshop``."""
_INITIALS: Final = frozenset("Yu Ya Ye Iu Ia Ju Ja Zh Kh Ch Sh Ts".split())
"""Initials of two letters, as names from Russian have them."""
_LAST_WORD: Final = compile_late(r"[^\W\d_]+\Z")
_QUOTED: Final = compile_late(r"(?<!\w)['‘](?=[^\W\d_])[^'‘’]{8,120}(?<!\s)['’](?!\w)")
"""A title in single quotation marks, which are no apostrophes."""
_CLOSING: Final = {")": "(", "]": "["}
_OPENING: Final = {"(": ")", "[": "]"}
_REACH: Final = 120
"""How far behind a bracket is looked for that closes."""


def split_segments(run: str) -> list[tuple[str, str]]:
    """Return the segments of *run*, each with the mark before it; marks in brackets and quotes do not split."""
    segments: list[tuple[str, str]] = []
    start, mark, sign = 0, "", ""
    if run.count("(") > run.count(")"):
        head, _, tail = run.rpartition("(")
        run = f"{head}, {tail}"
    has_brackets = "(" in run or "[" in run
    has_quotes = '"' in run or "“" in run
    quoted = [title.span() for title in _QUOTED.finditer(run)] if "'" in run or "‘" in run else []
    separator = _MARK_OR_WORDS if "|" in run or "ed by " in run else _MARK
    for match in separator.finditer(run):
        at, end = match.span()
        piece = run[start:at]
        if has_brackets and _is_in_brackets(piece, run, at):
            continue
        if has_quotes and (piece.count('"') + piece.count("“") + piece.count("”")) % 2:
            continue
        if quoted and any(begin < at < close for begin, close in quoted):
            continue
        sign = match[0].strip()
        if sign == "." and _is_cut_short(piece, run[end : end + 8]):
            continue
        segments.append((mark, piece))
        start, mark = end, sign
    segments.append((mark, run[start:]))
    if sign == "." and find_journal(whole := clean_segment(run)) is not None:
        return [("", whole)]  # Ergod. Th. & Dynam. Sys.
    return [(mark, cleaned) for mark, piece in segments if (cleaned := clean_segment(piece))]


def _is_in_brackets(piece: str, run: str, at: int) -> bool:
    """Whether a bracket is open at the end of *piece* and closed in *run* not far behind *at*."""
    return any(
        piece.count(opening) > piece.count(closing) and run.find(closing, at, at + _REACH) >= 0
        for opening, closing in _OPENING.items()
    )


def _is_cut_short(piece: str, following: str) -> bool:
    """Whether the full stop after *piece* cuts a word short instead of ending a segment."""
    if following.partition(" ")[0].islower():  # iMIMIC is a name
        return True
    match = _LAST_WORD.search(piece[-24:])
    if match is None:
        return _NTH.search(piece[-4:]) is not None and following[:4] in _MEETINGS
    word = match[0]
    if len(word) == 1 or word in _INITIALS or fold_letters(word) in load_abbreviated():
        return True
    return len(word) < 9 and _DOTTED.match(piece) is not None


def clean_segment(piece: str) -> str:
    """Return *piece* without marks around it and without brackets that have no partner."""
    is_last = piece.lstrip()[:2] == "& "
    closing = next((mark for mark in '"”' if mark in piece), "")
    whole, piece = piece, piece.strip(_STRIPPED)
    if closing and piece.count('"') % 2 + piece.count("“") > piece.count("”"):
        piece += closing  # 33rd Symposium "Star Formation"
    if "'" in piece or "‘" in piece:
        end = whole.find(piece) + len(piece)
        if any(title.end() == end + 1 for title in _QUOTED.finditer(whole)):
            piece += whole[end]  # Symposium 'Star Formation'
    while piece and (shorter := _drop_bracket(piece)) != piece:
        piece = shorter.strip(_STRIPPED)
    if piece.count("(") > piece.count(")") and (cut := piece.rfind("(")) > 0 and not piece[cut + 1 :].strip():
        piece = piece[:cut].rstrip(_STRIPPED)
    return f"& {piece}" if is_last and piece else piece  # Acoustics, Speech, & Signal Processing


def _drop_bracket(piece: str) -> str:
    """Return *piece* without the first bracket at its ends that has no partner, or that is around all of it."""
    first, last = piece[0], piece[-1]
    if last in _OPENING or (last in _CLOSING and piece.count(last) > piece.count(_CLOSING[last])):
        return piece[:-1]
    if first in _CLOSING or (first in _OPENING and piece.count(first) > piece.count(_OPENING[first])):
        return piece[1:]
    if first == "(" and last == ")" and piece.find(")") == len(piece) - 1:
        return piece[1:-1]
    return piece
