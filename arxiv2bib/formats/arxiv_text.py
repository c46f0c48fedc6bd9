r"""Titles, abstracts and comments as arXiv gives them, in the markup of the model.

arXiv stores what the author typed into a form: prose with some TeX, some HTML and a few typing habits.
Steps, each behind a cheap test: white space; math and URLs set aside; accents; commands, tags and entities; typography.
What was set aside stands in the text as one character that the text does not have, so no later step can touch it.

Source: arXiv help, "Title and Abstract Fields (Metadata)": accents in TeX, math by MathJax; what is beyond it: seen.
"""

import re
from collections.abc import Iterator
from typing import Final

from arxiv2bib.formats.arxiv_math import (
    BOLD,
    ENTITY,
    ITALIC,
    PLAIN,
    SMALL_CAPS,
    TAG,
    WRAPPERS,
    decode_url,
    pair_marks,
    set_aside,
    to_character,
)
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.latex import decode_accents
from arxiv2bib.text.latex_tables import LESS, find_symbol
from arxiv2bib.text.places import find_places

# Commands that act to the end of their group: {\it ...}.
_SWITCHES: Final[dict[str, tuple[str, str]]] = {
    "it": ITALIC, "em": ITALIC, "sl": ITALIC, "itshape": ITALIC, "slshape": ITALIC, "bf": BOLD,
    "bfseries": BOLD, "sc": SMALL_CAPS, "scshape": SMALL_CAPS, "rm": PLAIN, "rmfamily": PLAIN, "sf": PLAIN,
    "sffamily": PLAIN, "tt": PLAIN, "ttfamily": PLAIN, "upshape": PLAIN, "normalfont": PLAIN, "tiny": PLAIN,
    "scriptsize": PLAIN, "footnotesize": PLAIN, "small": PLAIN, "normalsize": PLAIN, "large": PLAIN, "Large": PLAIN,
}  # fmt: skip
# Commands of text mode that stand for characters (in the markup: a backslash and a dollar are escaped).
_SYMBOLS: Final[dict[str, str]] = {
    "copyright": "©", "textcopyright": "©", "textregistered": "®", "texttrademark": "™", "pounds": "£",
    "textsterling": "£", "euro": "€", "texteuro": "€", "textdollar": r"\$", "S": "§", "P": "¶", "dag": "†",
    "ddag": "‡", "textdagger": "†", "deg": "°", "textdegree": "°", "ldots": "…", "dots": "…", "textellipsis": "…",
    "textmu": "µ", "texttimes": "×", "textpm": "±", "textbullet": "•", "textendash": "–", "textemdash": "—",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”",
    "textasciitilde": "~", "textasciicircum": "^", "textbackslash": r"\\", "textunderscore": "_", "textbar": "|",
    "textless": r"\<", "textgreater": ">", "slash": "/", "quad": " ", "qquad": " ", "newline": " ", "linebreak": " ",
    "LaTeX": "LaTeX", "TeX": "TeX",
}  # fmt: skip
# A backslash and one of these; any other punctuation stands for itself, as in the model.
_PUNCTUATION: Final[dict[str, str]] = {
    " ": " ", ",": " ", ";": " ", ":": " ", "\\": " ", "!": "", "-": "", "@": "", "$": r"\$", "<": r"\<",
}  # fmt: skip
_LINKS: Final = frozenset({"href", "hyperlink"})
_ADDRESSES: Final = frozenset({"url", "nolinkurl", "path"})

_SPACES: Final = compile_late("[\t\r\f\v\x85\u2028\u2029][ \t\r\f\v\x85\u2028\u2029]*| [ \t\r\f\v\x85\u2028\u2029]+")
_NAME: Final = compile_late(r"\\([A-Za-z]+)")
_SWITCH: Final = compile_late(rf" ?\\({'|'.join(_SWITCHES)})(?![A-Za-z]) ?")
_OPTION: Final = compile_late(r"\[[^\[\]{}]*\]")
_WORDLESS: Final = compile_late(r"\\(?:url|text|texttt|textrm)\{.\}")
_CALLIGRAPHIC: Final = compile_late(r"(?>(?:\{\\cal [A-Za-z]{1,3}\})+)")
_ONE_CALLIGRAPHIC: Final = compile_late(r"\\cal ([A-Za-z]{1,3})")
_LONE_COMMAND: Final = compile_late(r"(\\([A-Za-z]+)) ?\}")
# Commands before whose next letter there is no space in print: 20\textdegree C, 3 \textmu m, it\textquoteright s
_JOINED: Final = compile_late(r"\\text(?:(?:degree|mu|quoteleft|quotedblleft) |quoteright (?=s\b))")
_KEPT: Final = compile_late(r"\\[A-Za-z]")
_KEPT_BARE: Final = compile_late(r"\\[A-Za-z]+")
_TAG_REST: Final = compile_late(r"(?:/?(?:i|b|sub|sup|span)|span [^<>]*)>")

# Each begins with the character itself: a look behind in front would be tried at every letter.
_DASHES: Final = compile_late(r"--+")
_BEFORE_DASH: Final = frozenset(")]}\"'’”%.!?,")
_AFTER_DASH: Final = frozenset("([\"'“‘`")
_TILDE: Final = compile_late(r"~(?<=[^\s~/=<>(:\\]~)(?=[^\s~=/<>)])")
# What stands before a number that is meant as "about": 5~10, z~2, M_BH~10^6, but not NGC~253, M~31.
_AMOUNT: Final = compile_late(r"[\d%]$|(?:(?<![^\W_])[^\W\dA-Z_]|_\w*)$")
_AMOUNT_REACH: Final = 20
_SITE: Final = compile_late(r"www\.|[\w-]\.[a-z]{2,}/|\b10\.\d{4,}/")
_SITE_REACH: Final = 200
# A pair of TeX's quotation marks. Code in backticks has no apostrophe at its end, an apostrophe has a letter behind it.
_SINGLE_QUOTES: Final = compile_late(r"`(?<![\w`]`)(?=[^\s`'.,;:!?)\]}])([^`]{1,120}?)(?<![\s'])'(?=''(?!')|[^\w']|\Z)")
_SECOND_END: Final = compile_late(r"[^`]{1,120}?(?<![\s'])'(?![\w'])")
_DOUBLE_QUOTES: Final = compile_late(r"``(?<![\w`]``)(?=[^\s`'.,;:!?)\]}])((?:(?!``).)+?)(?<=\S)(''(?!')|\"(?!\w))")


def decode_arxiv_text(text: str) -> str:
    r"""Return *text*, a title, an abstract or a comment as arXiv gives it, in the markup of the model.

    Text commands become tags or their words, escapes, accents, HTML entities and TeX's quotes and dashes become
    characters, math in dollars stays as written, a dollar that is money becomes ``\$``, an unknown command stays.
    White space runs become one space. No letter or digit is lost but the names of the commands decoded. Never raises.
    """
    text = text.strip()
    if "\n" in text:
        text = text.replace("\n", " ")
    text = _collapse(text)
    has_commands = "\\" in text
    if has_commands and "$" not in text and "\\\\" not in text:  # a percent sign is most often all there is
        text = text.replace(r"\%", "%")
        has_commands = "\\" in text
    has_pieces = has_commands or "{" in text or "<" in text or "&" in text
    has_dashes = text.rfind("--") >= 0  # from the end takes Python less
    if not (has_pieces or has_dashes or "$" in text or "~" in text or "`" in text):
        return text
    hole = _find_free_character(text)
    stash: list[str] = []
    if has_commands or "$" in text or "://" in text:
        text, stash = set_aside(text, hole)
    if has_commands:
        # Seen in a handful of comments: \copyright, taken for a cedilla.
        text = decode_accents(text.replace(r"\c{opyright}", r"\copyright{}"))
    if has_pieces:
        text, stash = _Decoder(text, hole, stash).decode()
    if "`" in text:
        text = _curl_quotes(text)
    if has_dashes:
        text = _DASHES.sub(lambda found: _to_dash(found, hole), text)
    if "~" in text:
        text = _TILDE.sub(lambda found: _to_space(found, hole), text)
    if not stash:
        return _collapse(text).strip(" ")
    text = "".join(_fill(text.split(hole), iter(stash)))
    return _collapse(text).strip(" ") if has_commands or "" in stash else text


def _collapse(text: str) -> str:
    """Return *text* with one blank for every run of blanks and line breaks; a no-break space is none of these."""
    # From the end, where what is half found all the time takes Python less.
    if text.rfind("  ") >= 0 or "\t" in text or "\r" in text or "\f" in text or "\v" in text:
        return _SPACES.sub(" ", text)
    is_broken = not text.isascii() and ("\x85" in text or "\u2028" in text or "\u2029" in text)
    return _SPACES.sub(" ", text) if is_broken else text


def _find_free_character(text: str) -> str:
    """Return a character that *text* does not have: one of Unicode's noncharacters if possible."""
    if "\ufdd0" not in text:
        return "\ufdd0"
    return next(chr(code) for code in range(0xF0000, 0x110000) if chr(code) not in text)


class _Decoder:
    """One pass over a text with holes: commands, groups, tags, entities. What must not be touched again is a hole."""

    def __init__(self, text: str, hole: str, stash: list[str]) -> None:
        self._text = text
        self._hole = hole
        self._given = iter(stash)
        self._pairs = pair_marks(text) if "{" in text or "<" in text else {}
        self._closers: dict[int, tuple[int, str]] = {}
        self._pieces: list[str] = []
        self._stash: list[str] = []

    def decode(self) -> tuple[str, list[str]]:
        """Return the text decoded, with holes, and what goes into them."""
        readers = {"\\": self._read_backslash, "{": self._read_group, "<": self._read_tag, "&": self._read_entity}
        text, position = self._text, 0
        for start in find_places(text, "\\{}<&" + self._hole):
            if start < position:
                continue
            mark = text[start]
            self._pieces.append(text[position:start])
            if start in self._closers:
                length, value = self._closers.pop(start)
                self._put(value)
                position = start + length
            elif mark == self._hole:
                self._put(next(self._given))
                position = start + 1
            elif mark == "}":
                self._pieces.append("}")
                position = start + 1
            else:
                position = readers[mark](start)
        self._pieces.append(text[position:])
        return "".join(self._pieces), self._stash

    def _put(self, value: str) -> None:
        if value:
            self._pieces.append(self._hole)
            self._stash.append(value)

    def _say(self, value: str) -> None:
        """Put what is markup or might be taken for TeX; write what is plain text."""
        if "\\" in value or "~" in value:
            self._put(value)
        else:
            self._pieces.append(value)

    def _expand(self, piece: str) -> str:
        """Return *piece* with its holes filled."""
        return "".join(_fill(piece.split(self._hole), self._given))

    def _wrap(self, inside: int, around: tuple[str, str], close: int, length: int = 1) -> int:
        """Put what opens, note what closes at *close*, and return where the content begins."""
        self._put(around[0])
        self._closers[close] = (length, around[1])
        return inside

    def _read_backslash(self, start: int) -> int:
        text = self._text
        found = _NAME.match(text, start)
        if found is None:
            return self._read_punctuation(start)
        name, end = found[1], found.end()
        opening = end + 1 if text.startswith(" {", end) else end
        close = self._pairs.get(opening)
        if close is not None and text[opening] == "{":
            if name in WRAPPERS:
                return self._wrap(opening + 1, WRAPPERS[name], close)
            if name in _ADDRESSES:
                self._put(_decode_address(self._expand(text[opening + 1 : close])))
                return close + 1
            if name in _LINKS and text.startswith("{", close + 1) and close + 1 in self._pairs:
                return self._read_link(opening, close)
        is_ended = text.startswith("{}", end)
        symbol = _find_symbol(name) if is_ended or not text.startswith(("{", "["), end) else None
        if symbol is not None:
            self._say(symbol)
            joined = _JOINED.match(text, start)
            return joined.end() if joined is not None else end + 2 if is_ended else end
        while (group := self._find_group(end)) is not None:
            end = group
        self._put(self._expand(text[start:end]))
        return end

    def _find_group(self, start: int) -> int | None:
        """Return where the argument of a command that begins at *start* ends."""
        if self._text.startswith("{", start):
            return self._pairs[start] + 1 if start in self._pairs else None
        option = _OPTION.match(self._text, start)
        return option.end() if option is not None else None

    def _read_link(self, opening: int, close: int) -> int:
        """Return where the words of a link begin; its address follows them in brackets if it says more."""
        address = _decode_address(self._expand(self._text[opening + 1 : close]))
        end = self._pairs[close + 1]
        words = self._text[close + 2 : end].strip(" ")
        if words == self._hole or (_WORDLESS.fullmatch(words) and words[-2] == self._hole):
            words = next(self._given)
            says_more = not _is_same_address(words, address)
            self._put(f"{words} ({address})" if says_more else address)
            return end + 1
        if not words or _is_same_address(words, address):
            self._put(address)
            return end + 1
        return self._wrap(close + 2, ("", f" ({address})" if address else ""), end)

    def _read_punctuation(self, start: int) -> int:
        text = self._text
        escaped = text[start + 1 : start + 2]
        if escaped == "\\" and text.startswith(":", start - 1):
            self._put(r"\\\\")
            return start + 2
        if not escaped:
            # The blank of a last "\\ " was stripped, here or by arXiv.
            return start + 1
        is_known = escaped in _PUNCTUATION or (escaped.isascii() and escaped.isprintable() and not escaped.isalnum())
        if not is_known:
            self._put(r"\\")
            return start + 1
        value = _PUNCTUATION.get(escaped, escaped)
        self._say(value)
        return start + (4 if escaped in "~^\"`'=." and text.startswith("{}", start + 2) else 2)

    def _read_group(self, start: int) -> int:
        text, close = self._text, self._pairs.get(start)
        if close is None:
            self._pieces.append("{")
            return start + 1
        if close == start + 2 and not text[start + 1].isascii() and text[start + 1] != self._hole:
            self._pieces.append(text[start + 1])
            return close + 1
        if self._is_one_command(start + 1, close):
            return self._wrap(start + 1, PLAIN, close)
        if (math := _CALLIGRAPHIC.match(text, start)) is not None and not self._is_beside_hole(start, math.end()):
            # Math whose dollars the author left out.
            letters = "".join(rf"\mathcal{{{letter}}}" for letter in _ONE_CALLIGRAPHIC.findall(math[0]))
            self._put(f"${letters}$")
            return math.end()
        if (lone := _LONE_COMMAND.match(text, start + 1)) is not None:
            # The braces only end the command's name, which "{}" does as well.
            self._say(_find_symbol(lone[2]) or lone[1] + "{}")
            return lone.end()
        before = after = ""
        position = start + 1
        while (switch := _SWITCH.match(text, position)) is not None:
            around = _SWITCHES[switch[1]]
            before, after, position = before + around[0], around[1] + after, switch.end()
        if position > start + 1:
            return self._wrap(position, (before, after), close)
        self._pieces.append("{")
        return start + 1

    def _is_beside_hole(self, start: int, end: int) -> bool:
        return self._hole in (self._text[start - 1 : start], self._text[end : end + 1])

    def _is_one_command(self, start: int, end: int) -> bool:
        """Tell whether nothing but a command that is decoded stands there, with its groups."""
        name = _NAME.match(self._text, start)
        if name is None or (name[1] not in WRAPPERS and name[1] not in _ADDRESSES and name[1] not in _LINKS):
            return False
        start = name.end()
        while start in self._pairs:
            start = self._pairs[start] + 1
        return start == end

    def _read_tag(self, start: int) -> int:
        tag, close = TAG.match(self._text, start), self._pairs.get(start)
        if tag is None:
            self._pieces.append("<")
            return start + 1
        if close is None:
            self._put(r"\<")
            return start + 1
        ending = f"</{tag[0][1:-1].split(' ')[0]}>"
        return self._wrap(tag.end(), (tag[0], ending), close, len(ending))

    def _read_entity(self, start: int) -> int:
        entity = ENTITY.match(self._text, start)
        value = to_character(entity) if entity is not None else "&"
        self._say("\\" + value if value in "\\$<" else value)
        return entity.end() if entity is not None else start + 1


def _find_symbol(name: str) -> str | None:
    """Return the markup of the character that the command *name* stands for, in text or in math without its dollars."""
    symbol = _SYMBOLS.get(name) or find_symbol("\\" + name)
    return r"\<" if symbol == LESS else symbol


def _decode_address(address: str) -> str:
    """Return the argument of a link command, whose URL may have been decoded before."""
    return address.strip(" ") if "://" in address else decode_url(address.strip(" "))


def _is_same_address(words: str, address: str) -> bool:
    return words.rstrip("/").removeprefix("https://") == address.rstrip("/").removeprefix("https://")


def _fill(parts: list[str], stash: Iterator[str]) -> Iterator[str]:
    """Yield *parts* with one value of *stash* between any two, kept TeX fenced off from what follows it."""
    kept = ""
    for number, part in enumerate(parts):
        value = next(stash) if number else ""
        if value == r"\<" and not _TAG_REST.match(part):
            value = "<"
        for piece in (value, part):
            if not piece:
                continue
            if kept and piece[0] in "{[":
                yield "\\"
            elif kept and piece[0].isascii() and piece[0].isalpha() and _KEPT_BARE.fullmatch(kept):
                yield "{}"
            kept = piece if piece[0] == "\\" and _KEPT.match(piece) else ""
            yield piece


def _to_dash(found: re.Match[str], hole: str) -> str:
    text, start, end = found.string, found.start(), found.end()
    dash = {2: "–", 3: "—"}.get(end - start)
    before, after = text[start - 1 : start], text[end : end + 1]
    if dash is None or not before or not after:
        return dash if dash is not None and before == " " else found[0]
    if before == after == " ":
        return dash
    fits = (before.isalnum() or before == hole or before in _BEFORE_DASH) and (
        after.isalnum() or after == hole or after in _AFTER_DASH
    )
    return dash if fits and not _is_in_address(text, start) else found[0]


def _to_space(found: re.Match[str], hole: str) -> str:
    text, start = found.string, found.start()
    is_about = text[start + 1].isdigit() and (
        text[start - 1] == hole or _AMOUNT.search(text, max(0, start - _AMOUNT_REACH), start) is not None
    )
    return "~" if is_about or _is_in_address(text, start) else "\u00a0"


def _is_in_address(text: str, position: int) -> bool:
    """Tell whether the word that *position* stands in is an address without a scheme, or a DOI."""
    reach = max(0, position - _SITE_REACH)
    return _SITE.search(text, max(reach, text.rfind(" ", reach, position) + 1), position) is not None


def _curl_quotes(text: str) -> str:
    """Return *text* with TeX's quotation marks curled where both ends are found; backticks round code stay."""
    return _DOUBLE_QUOTES.sub(_to_double_quotes, _SINGLE_QUOTES.sub(_to_single_quotes, text))


def _to_single_quotes(found: re.Match[str]) -> str:
    # Two ends, the first of them perhaps a plural's apostrophe: leave it.
    is_unsure = found[1].endswith("s") and _SECOND_END.match(found.string, found.end()) is not None
    return found[0] if is_unsure else f"‘{found[1]}’"


def _to_double_quotes(found: re.Match[str]) -> str:
    is_unsure = found[2] == '"' and '"' in found[1]
    return found[0] if is_unsure else f"“{found[1]}”"
