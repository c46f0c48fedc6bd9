"""Math, money and addresses in text from arXiv: told apart, and set aside so that nothing else touches them.

Source: arXiv help, "Title and Abstract Fields (Metadata)": math by MathJax; what is beyond it: seen.
"""

import re
from typing import Final

from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.places import find_places

_SMALL_CAPS: Final = '<span style="font-variant:small-caps;">'
ITALIC: Final = ("<i>", "</i>")
BOLD: Final = ("<b>", "</b>")
SMALL_CAPS: Final = (_SMALL_CAPS, "</span>")
PLAIN: Final = ("", "")
# Commands with one argument: what they become. Underline and typewriter have no tag in CSL, their words stay.
WRAPPERS: Final[dict[str, tuple[str, str]]] = {
    "emph": ITALIC, "textit": ITALIC, "textsl": ITALIC, "textbf": BOLD, "textsc": SMALL_CAPS,
    "textsuperscript": ("<sup>", "</sup>"), "textsubscript": ("<sub>", "</sub>"),
    "text": PLAIN, "textrm": PLAIN, "textsf": PLAIN, "texttt": PLAIN, "textup": PLAIN, "textmd": PLAIN,
    "textnormal": PLAIN, "underline": PLAIN, "uline": PLAIN, "mbox": PLAIN, "hbox": PLAIN,
}  # fmt: skip
_URL: Final = compile_late(r'https?://(?:[^\s{}$\\<>"]|\\~\{\}|\\[_%#&~$])+')
_MATH_ESCAPE: Final = compile_late(r"\\[()\[\]]|\\.", re.DOTALL)
_DOLLAR: Final = compile_late(r"\$")
_DELIMITERS: Final[dict[str, str]] = {r"\(": r"\)", r"\[": r"\]"}
_URL_ESCAPE: Final = compile_late(r"\\~\{\}|\\([_%#&~${}])")
# Math that is nothing but text: $\href{...}{...}$, $\textbf{...}$.
_TEXT_IN_MATH: Final = compile_late(rf"\$ ?\\(?:href|url|{'|'.join(WRAPPERS)})(?=\{{)")
_AMOUNT: Final = compile_late(r" ?\.?\d")
_CURRENCY: Final = compile_late(r"(?<![A-Za-z])(?:US|A|AU|C|CA|HK|NZ|NT|R|S|MX|Z)\Z")
_TEX_IN_MATH: Final = compile_late(r"[\\^_{}]")
_NO_PROSE: Final = compile_late(r"\\[A-Za-z]+|\{[^{}]*\}")
_WORD: Final = compile_late(r"[^\W\d_]{2,}")
_FUNCTION_WORDS: Final = frozenset({"and", "or", "to", "the", "of", "for", "in", "with", "is", "per", "from", "vs"})
TAG: Final = compile_late(r'</?(?:i|b|sub|sup)>|</span>|<span (?:class="nocase"|style="font-variant: ?small-caps;?")>')
ENTITY: Final = compile_late(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def set_aside(text: str, hole: str) -> tuple[str, list[str]]:
    """Return *text* with a hole for every formula, literal dollar and bare URL, and what goes into the holes."""
    marks = _find_marks(text)
    if not marks:
        return text, []
    pieces: list[str] = []
    stash: list[str] = []
    braces: dict[int, int] | None = None
    dropped: set[int] = set()
    done = index = 0
    while index < len(marks):
        start, end, count = marks[index].start(), marks[index].end(), 1
        value: str | None = None
        if start in dropped:
            value = ""
        elif text[start] == "$":
            if _TEXT_IN_MATH.match(text, start) is not None:
                braces = pair_marks(text) if braces is None else braces
                if (close := _find_end_of_text(text, start, braces)) is not None:
                    dropped |= {start, close}
                    continue
            value, count = _read_dollar(text, marks, index, dropped)
        elif (right := _DELIMITERS.get(text[start:end])) is not None:
            if index + 1 < len(marks) and marks[index + 1][0] == right:
                value, count = f"${text[end : marks[index + 1].start()]}$", 2
        elif text[start] != "\\":
            value = decode_url(text[start:end])
        if value is not None:
            pieces += (text[done:start], hole)
            stash.append(value)
            done = marks[index + count - 1].end()
        index += count
    pieces.append(text[done:])
    return "".join(pieces), stash


def _find_marks(text: str) -> list[re.Match[str]]:
    """Return the dollars, the delimiters of math and the URLs of *text*; what a backslash stands before is none."""
    if "$" not in text and "://" not in text and r"\(" not in text and r"\[" not in text:
        return []
    # To look for one character, or for one word, is many times faster than for all that may begin a mark.
    marks = list(_DOLLAR.finditer(text))
    if "\\" in text:
        marks = sorted([*_MATH_ESCAPE.finditer(text), *marks], key=re.Match.start)
    if "://" in text:
        marks = sorted([*_URL.finditer(text), *marks], key=re.Match.start)
    free = 0
    found = []
    for mark in marks:
        start, end = mark.span()
        if start >= free:  # what stands before it does not take it in
            free = end
            if text[start] != "\\" or text[end - 1] in "()[]":
                found.append(mark)
    return found


def _find_end_of_text(text: str, start: int, braces: dict[int, int]) -> int | None:
    """Return where the math that opens at *start* closes, if it holds one text command and nothing else."""
    end = text.index("{", start)
    while end in braces:
        end = braces[end] + 1
    if text.startswith(" ", end):
        end += 1
    return end if text.startswith("$", end) else None


def _read_dollar(text: str, marks: list[re.Match[str]], index: int, dropped: set[int]) -> tuple[str, int]:
    """Return what the dollar at *marks[index]* opens or is in the markup, and how many marks that takes."""
    start = marks[index].start()
    partner = next((other for other in range(index + 1, len(marks)) if marks[other][0] == "$"), index)
    close = marks[partner].start()
    if partner == index or close in dropped:
        return r"\$", 1
    if close == start + 1:
        right = partner + 1
        if right + 1 < len(marks) and text.startswith("$$", marks[right].start()):
            # Authors write "$$ $$" for a line break; "$$$$" is a price.
            content = text[close + 1 : marks[right].start()]
            if content and not content.strip():
                return "", right + 2 - index
            if looks_like_math(content, before="", after=""):
                return f"${content}$", right + 2 - index
        return r"\$", 1
    content = text[start + 1 : close]
    if content.strip() == r"\copyright":
        return "©", partner + 1 - index
    is_math = looks_like_math(content, before=text[max(0, start - 4) : start], after=text[close + 1 : close + 2])
    return (f"${content}$", partner + 1 - index) if is_math else (r"\$", 1)


def looks_like_math(content: str, *, before: str, after: str) -> bool:
    """Tell whether what stands between two dollars is a formula; else the first of them is money, or a stray.

    An amount behind the dollar, prose up to the next one, a blank or an open bracket before it: these speak for money.
    TeX, no words, blanks on both sides or on neither: these speak for math.

    Source: Pandoc manual, "tex_math_dollars" (no blank inside, no digit after), loosened: arXiv has ``$ x $`` too.
    """
    inner = content.strip()
    if not inner:
        return False
    words = _WORD.findall(_NO_PROSE.sub(" ", inner))
    blank_before = content[0] == " "
    blank_after = content[-1] == " " or (len(inner) > 1 and inner[-1] in "([" and inner[-2] != "\\")
    if _AMOUNT.match(content) and (not blank_before or _CURRENCY.search(before)):
        if after.isdigit():
            return False
        return not words and _TEX_IN_MATH.search(inner) is not None if blank_after else len(words) <= 1
    if blank_before and blank_after:
        return not words or not _FUNCTION_WORDS.issuperset(words)
    return blank_before == blank_after or not words or " " not in inner


def decode_url(url: str) -> str:
    """Return *url* without TeX's escapes and HTML's entities, as markup."""
    bare = _URL_ESCAPE.sub(lambda found: found[1] or "~", url)
    bare = ENTITY.sub(to_character, bare) if "&" in bare else bare
    return bare.replace("\\", r"\\").replace("$", r"\$")


def pair_marks(text: str) -> dict[int, int]:
    """Return the place of the partner for every brace and tag of *text* that opens and is closed, well nested."""
    pairs: dict[int, int] = {}
    opened: list[tuple[str, int]] = []
    depth = 0
    escaped = -1
    for at in find_places(text, "\\{}<"):
        if at == escaped:
            continue
        mark = text[at]
        if mark == "{":
            opened.append((mark, at))
            depth += 1
        elif mark == "}":
            while depth and opened[-1][0] != "{":
                opened.pop()
            if depth:
                pairs[opened.pop()[1]] = at
                depth -= 1
        elif mark == "\\":
            escaped = at + 1
        elif (tag := TAG.match(text, at)) is not None:
            if text[at + 1] != "/":
                opened.append((tag[0][1:-1].split(" ")[0], at))
            elif opened and opened[-1][0] == tag[0][2:-1]:
                pairs[opened.pop()[1]] = at
    return pairs


def to_character(entity: re.Match[str]) -> str:
    """Return the character that an HTML entity names, or the entity itself."""
    import html  # with its table slow to load, and few texts have any
    from html.entities import html5

    if entity[0][1] != "#":
        return html5.get(entity[0][1:], entity[0])
    value = html.unescape(entity[0])
    return value if value.isprintable() and value not in ("", "\ufffd") else entity[0]
