"""Text with CSL's tags, as CSL-JSON and RIS hold it, read into the model's markup."""

import re
from typing import Final

from arxiv2bib.formats.arxiv_math import looks_like_math
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.markup import MATH, TAGGED, Kind, escape, has_tag_start, tokenize
from arxiv2bib.text.places import find_places

__all__ = ["from_tagged"]

# A tag that the markup knows, spelled otherwise than it writes it.
_ODD_TAG: Final = r'<(?=span style="font-variant: ?small-caps;?">)(?!span style="font-variant:small-caps;">)'
# What the markup would read as more than the characters that it is; math where two dollars may be that.
_MARK: Final = compile_late(rf"\\[\\$]?|{MATH}|\$|{_ODD_TAG}", re.DOTALL)


def from_tagged(text: str) -> str:
    r"""Return the markup of bare *text* with CSL's tags: the reverse of :func:`arxiv2bib.text.markup.to_tagged`.

    ``<i>`` and CSL's other tags are tags where they have a partner, ``$...$`` is math where it is no money, and
    anything else is the characters that it is: a backslash, a lone dollar, HTML. So ``to_tagged`` gives back exactly
    *text*. Never raises, in time linear in the length.
    """
    if "$" not in text and "\\" not in text and "<" not in text:
        return text
    text = _escape_marks(text)
    if not has_tag_start(text):
        return text
    return "".join([_WRITTEN[kind](value) for kind, value in tokenize(text)])


def _escape_marks(text: str) -> str:
    """Return *text* with every backslash, every dollar of no formula and every odd tag escaped."""
    pieces: list[str] = []
    done = position = 0
    for start in find_places(text, "\\$<"):
        found = _MARK.match(text, start) if start >= position else None
        if found is None:
            continue
        mark = found[0]
        if mark[0] == "$" and len(mark) > 1 and _is_formula(text, found):
            position = found.end()
            continue
        # Of two dollars that are no formula, the second may open one.
        position = found.end() if mark[0] == "\\" else start + 1
        pieces.append(text[done:start])
        pieces.extend(f"\\{character}" for character in text[start:position])
        done = position
    pieces.append(text[done:])
    return "".join(pieces)


def _is_formula(text: str, found: re.Match[str]) -> bool:
    mark, start, end = found[0], found.start(), found.end()
    if mark.startswith("$$"):
        return looks_like_math(mark[2:-2], before="", after="")
    return looks_like_math(mark[1:-1], before=text[max(0, start - 4) : start], after=text[end : end + 1])


_WRITTEN: Final = {**TAGGED, Kind.TEXT: escape}
