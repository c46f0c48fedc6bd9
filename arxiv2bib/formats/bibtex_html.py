r"""HTML in the fields of a BibTeX entry, as the TeX that it means.

Titles at Crossref are HTML, and its BibTeX had them as they are, or each of their characters in TeX:
``{\&}amp$\mathsemicolon$``, ``$\less$i$\greater$``. Mendeley and Papers write ``{\textless}sub{\textgreater}`` and
``{\&}quot;``. No TeX means any of that as it stands.

Not read so is what a text on HTML has in it: a tag without its partner, and an ampersand behind a backslash before an
entity, ``\&amp;``, which is how the exporter writes that text.

Source: BibTeX of Crossref's content negotiation, until 2022 and today; JATS 1.3 for the tags.
"""

import re
from collections.abc import Mapping
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


def may_have_html(tex: str) -> bool:
    """Whether there may be HTML in *tex*; it takes no time to ask."""
    return (
        ("&" in tex and _ENTITY.search(tex) is not None)
        or ("<" in tex and "</" in tex)
        or ("\\" in tex and "less" in tex and _LESS.search(tex) is not None)
    )


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
    from html import unescape
    from html.entities import html5

    name = found[1] or found[2]
    if found[1] is None and name not in html5 and f"{name};" not in html5:
        name = f"#{name}"
    if name[0] != "#" and f"{name};" not in html5:
        return found[0]
    meant = unescape(f"&{name};")
    if not meant or not (meant.isprintable() or meant == "\xa0"):
        return found[0]
    return "".join([_SPECIAL.get(char, char) for char in meant])


def _read_tags(text: str) -> str | None:
    """Return *text* with TeX for its tags; None if none of them has a partner."""
    tags = list(_TAG.finditer(text))
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
        within = text[tags[partner].end() : tag.start()]
        if name in _FACES and _is_text(within) and _is_text(text[: tags[partner].start()], is_part=True):
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


def _is_text(tex: str, *, is_part: bool = False) -> bool:
    """Whether *tex* has partners for all its braces and dollars; *is_part* says that a brace may stay open."""
    bare = re.sub(r"\\.", "", tex)
    depth = 0
    for char in bare:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return bare.count("$") % 2 == 0 and (is_part or depth == 0)
