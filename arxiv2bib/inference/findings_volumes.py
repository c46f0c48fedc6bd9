"""Findings of a conference: papers that were accepted but not for its proceedings, in a volume of their own."""

import re
from typing import Final

from arxiv2bib.text.expressions import compile_late

_ASSOCIATION: Final = "Findings of the Association for Computational Linguistics"
_MEETINGS: Final = frozenset("ACL EMNLP NAACL EACL AACL IJCNLP ACL-IJCNLP IJCNLP-AACL".split())
"""The meetings whose findings the Association for Computational Linguistics prints."""
_TITLE: Final = compile_late(
    r"findings of (?:the )?(?:association for computational linguistics[ :,(-]{1,3})?([a-z]{3,6}(?:-[a-z]{4,6})?)\)?\Z",
    re.I,
)
_FULL: Final = compile_late(rf"{_ASSOCIATION}[ :,(-]{{1,3}}([A-Z]{{3,6}}(?:-[A-Z]{{4,6}})?)")
_WORD: Final = compile_late(r"Findings\b|\bfindings(?= of | track| paper|\s*(?:[,.;:)]|\Z))")
_REACH: Final = 60


def find_full_title(words: str) -> str | None:
    """Return the meeting whose findings *words* name by their full title; None if there are none."""
    match = _FULL.search(words) if _ASSOCIATION in words else None
    return match[1] if match is not None else None


def is_in_findings(words: str, acronym: str | None) -> bool:
    """Whether *words* say that a paper is in the findings of the conference *acronym*: ``EMNLP 2021 (Findings)``."""
    if acronym is None or "indings" not in words:
        return False
    for found in _WORD.finditer(words):
        before = re.split(r"[.;!?]\s", words[max(0, found.start() - _REACH) : found.start()])[-1]
        behind = re.split(r"[.;!?]\s", words[found.end() : found.end() + _REACH])[0]
        if re.search(rf"\b{re.escape(acronym)}(?![^\W\d_])", f"{before}|{behind}", re.I) is not None:
            return True
    return False


def title_findings(acronym: str, year: int | None) -> str | None:
    """Return the title of the findings of a meeting of computational linguists; None of any other conference."""
    if acronym.upper() not in _MEETINGS:
        return None
    return f"{_ASSOCIATION}: {acronym}{f' {year}' if year is not None else ''}"


def complete_findings(title: str, year: int | None) -> str | None:
    """Return the full title of findings that a journal line calls *title*: ``Findings of EMNLP``; None of others."""
    match = _TITLE.match(title)
    return title_findings(match[1].upper(), year) if match is not None else None
