r"""HTML in the fields of a BibTeX entry, as the TeX that it means.

Titles at Crossref are HTML, and its BibTeX had them as they are, or each of their characters in TeX:
``{\&}amp$\mathsemicolon$``, ``$\less$i$\greater$``. Mendeley and Papers write ``{\textless}sub{\textgreater}`` and
``{\&}quot;``. No TeX means any of that as it stands.

Not read so is what a text on HTML has in it: a tag without its partner, and an ampersand behind a backslash before an
entity, ``\&amp;``, which is how the exporter writes that text.

Source: BibTeX of Crossref's content negotiation, until 2022 and today; JATS 1.3 for the tags.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final

from arxiv2bib.text.expressions import compile_late

__all__ = ["TYPESET", "find_html", "may_have_html", "without_html"]

TYPESET: Final = frozenset(
    "title subtitle titleaddon shorttitle maintitle mainsubtitle booktitle booksubtitle journal journaltitle "
    "journalsubtitle fjournal shortjournal eventtitle series publisher institution school organization address "
    "location abstract note annote annotation keywords keyword edition".split()
)
"""The fields that hold words."""

_OPEN: Final = "\x0e"
_CLOSE: Final = "\x0f"
_AND: Final = "\x10"  # an ampersand that was an entity, and may begin another
_SEMICOLON: Final = r"(?:;|\$\\mathsemicolon\$)"
_ENTITY: Final = compile_late(
    rf"(?:(?<!\\)[&{_AND}]|\{{\\&\}})(#\d{{1,7}}|#[xX][0-9A-Fa-f]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,31}}){_SEMICOLON}"
    rf"|(?:\{{\\&\}}|\\&|{_AND})(?:\{{\\\#\}}|\\\#)?([A-Za-z0-9]{{2,31}})\$\\mathsemicolon\$"
)
_LESS: Final = compile_late(r"\$\\less\$|\{\\textless(?:\{\})?\}|\\textless(?:\{\}|(?![A-Za-z]) ?)")
_GREATER: Final = compile_late(r"\$\\greater\$|\{\\textgreater(?:\{\})?\}|\\textgreater(?:\{\}|(?![A-Za-z]) ?)")
_TAG: Final = compile_late(rf"[<{_OPEN}](/)?(?:jats:)?([A-Za-z][A-Za-z0-9-]*+)(?: ?/)?[>{_CLOSE}]")
_HEADING: Final = compile_late(
    rf"[<{_OPEN}](?:jats:)?title[>{_CLOSE}]\s*(?:abstract|summary)\s*[<{_OPEN}]/(?:jats:)?title[>{_CLOSE}]", re.I
)
_FACES: Final = {
    **dict.fromkeys(("i", "em", "italic"), r"\textit{"), **dict.fromkeys(("b", "strong", "bold"), r"\textbf{"),
    **dict.fromkeys(("sub", "inf"), r"\textsubscript{"), "sup": r"\textsuperscript{",
    **dict.fromkeys(("sc", "scp"), r"\textsc{"),
}  # fmt: skip
_BLOCKS: Final = frozenset("p sec title div br list list-item ul ol li".split())
_PLAIN: Final = frozenset("u underline small span".split())
_SPECIAL: Final = {char: f"\\{char}" for char in "%$#_{}"} | {
    "&": _AND,
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\xa0": "~",
}
_TIMES: Final = 3  # that somebody may have escaped a text
_LONGEST_ENTITY: Final = 80  # with TeX round its characters
_MOST: Final = 1000  # tags that are looked at
_MARK: Final = compile_late(r"\\.|[{}$]", re.DOTALL)


def may_have_html(tex: str) -> bool:
    """Whether there may be HTML in *tex*; it takes no time to ask."""
    return (
        ("&" in tex and _has_entity(tex))
        or ("<" in tex and "</" in tex)
        or (
            "\\" in tex and "less" in tex and ("\\less" in tex or "\\textless" in tex) and _LESS.search(tex) is not None
        )
    )


def _has_entity(tex: str) -> bool:
    at = tex.find("&")  # many times faster than a search for all that an entity may begin with
    while at >= 0:
        if _ENTITY.search(tex, max(at - 2, 0), at + _LONGEST_ENTITY) is not None:
            return True
        at = tex.find("&", at + 1)
    return False


def find_html(fields: Mapping[str, str]) -> dict[str, str]:
    """Return those of *fields*, by their names in lower case, that have HTML in them, with the TeX that it means."""
    found = {}
    for name, tex in fields.items():
        if ("&" in tex or "<" in tex or "less" in tex) and name in TYPESET and (meant := without_html(tex)) is not None:
            found[name] = meant
    return found


def without_html(tex: str) -> str | None:
    """Return the TeX that *tex* means; None if there is no HTML in it. Never raises."""
    if not may_have_html(tex):
        return None
    text = tex
    for _ in range(_TIMES):
        text, count = _ENTITY.subn(_read_entity, text)
        if not count:
            break
    text = text.replace(_AND, r"\&")
    marked = _GREATER.sub(_CLOSE, _LESS.sub(_OPEN, text))
    tags = _TAG.search(marked) and _read_tags(_HEADING.sub(" ", marked))
    if tags:
        return tags.replace(_OPEN, r"{\textless}").replace(_CLOSE, r"{\textgreater}")
    return text if text != tex else None


def _read_entity(found: re.Match[str]) -> str:
    meant = _find_character(found[1]) if found[1] is not None else _find_character(found[2], is_marked=True)
    return found[0] if meant is None else meant


@lru_cache(maxsize=512)
def _find_character(name: str, *, is_marked: bool = False) -> str | None:
    """Return the TeX for the entity *name*, or None; *is_marked* says that ``#`` may lack before a number."""
    from html import unescape
    from html.entities import html5

    if is_marked and name not in html5 and f"{name};" not in html5:
        name = f"#{name}"
    if name[0] != "#" and f"{name};" not in html5:
        return None
    meant = unescape(f"&{name};")
    if not meant or not (meant.isprintable() or meant == "\xa0"):
        return None
    return "".join([_SPECIAL.get(char, char) for char in meant])


def _read_tags(text: str) -> str | None:
    """Return *text* with TeX for its tags; None if none of them has a partner."""
    tags = list(islice(_TAG.finditer(text), _MOST))
    measures = _measure(text, tags)
    meant: dict[int, str] = {}
    opened: list[int] = []
    has_pairs = False
    for at, tag in enumerate(tags):
        if not tag[1]:
            opened.append(at)
            continue
        partner = next((one for one in reversed(opened) if tags[one][2].lower() == tag[2].lower()), None)
        if partner is None:
            continue
        del opened[opened.index(partner) :]
        name = tag[2].lower()
        depth, _, dollars = measures[partner]
        is_whole = depth == measures[at][0] == min(fewest for _, fewest, _ in measures[partner + 1 : at + 1])
        if name in _FACES and is_whole and dollars % 2 == measures[at][2] % 2 == 0:
            meant[partner], meant[at] = _FACES[name], "}"
            has_pairs = True
        has_pairs = has_pairs or name in _BLOCKS or name in _PLAIN
    if not has_pairs:
        return None
    for at, tag in enumerate(tags):
        name = tag[2].lower()
        if name in _BLOCKS or name in _PLAIN:
            meant[at] = " " if name in _BLOCKS else ""
    pieces: list[str] = []
    end = 0
    for at, tag in enumerate(tags):
        pieces += text[end : tag.start()], meant.get(at, tag[0])
        end = tag.end()
    return " ".join(filter(None, "".join([*pieces, text[end:]]).split(" ")))


def _measure(text: str, tags: Sequence[re.Match[str]]) -> list[tuple[int, int, int]]:
    """Return, for each of *tags*, the open braces before it, the fewest since the last one, and the dollars so far."""
    found = []
    depth = fewest = dollars = position = 0
    for tag in tags:
        for mark in _MARK.finditer(text, position, tag.start()):
            depth += (mark[0] == "{") - (mark[0] == "}")
            fewest = min(fewest, depth)
            dollars += mark[0] == "$"
        found.append((depth, fewest, dollars))
        fewest, position = depth, tag.end()
    return found
