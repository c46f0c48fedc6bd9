r"""Texts of which it is known what BibTeX's reader makes of them, without reading them.

A text of words, of punctuation and of letters that LaTeX has commands for comes back. So do formulas, but for those
that are one character: ``$\alpha$`` is read as the letter.
"""

from typing import Final

from arxiv2bib.formats.bibtex_title_rows import is_respelled
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.latex import render_math
from arxiv2bib.text.latex_tokens import MEANINGS
from arxiv2bib.text.markup import has_tag_start

__all__ = ["are_hyphenated_words", "are_words", "is_kept_title", "is_plain", "predict_markup"]

# The punctuation that is escaped and nothing else, and letters that LaTeX has commands for.
_SURE_ASCII: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 ,.;:()?!/*+=[]\"'@%&_#-"
_SURE_LETTERS: Final = frozenset(
    map(chr, (*range(0xC0, 0xD7), *range(0xD8, 0xF7), *range(0xF8, 0x149), *range(0x150, 0x17F), 0x219, 0x21B))
)
# Characters that LaTeX has signs or math for which are read as them, and what is read as something else: of "/~", a
# home page begins.
_TYPESET: Final = frozenset(
    "–—“”‘’…<>~^|\xa0†‡•€™′″−±×÷·≤≥≈≠∞→←↔⇒∈∑°µ§¶©®«»¿¡²³¹½¼¾ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρςστυφχψω"
)
_JOINED: Final = compile_late(r"[-–—][-–—]|['’”‘“`]['’”‘“`]|[!?][‘“]|>>|/\xa0")
_JOINING: Final = frozenset("–—’”‘“>\xa0")  # one of them is in all that is found so
_WORDS: Final = compile_late(r"[A-Za-z0-9.]+(?: [A-Za-z0-9.]+)*\Z")
_TAGGED: Final = compile_late(r"<([ib])>([^<>]*+)</\1>")
_APART: Final = "x"  # stands for a formula or the end of a tag: nothing is read together with what is behind that


def is_kept_title(title: str, latex: str) -> bool:
    """Whether nothing but braces round words was added to *title* for *latex*, or it is plain, and so are formulas."""
    if "<" in title:
        return False
    if "$" in title:
        return not is_respelled(title) and _predict_formulas(title, is_tidy=False) == title
    if "{" in latex:
        latex = "" if "{}" in latex else latex.replace("{", "").replace("}", "")
    return _is_verbatim(title, latex) or is_plain(title, typeset=_TYPESET)


def predict_markup(text: str, latex: str, *, is_tidy: bool = False) -> str | None:
    """Return what is read from *latex*, all of a line's value, that was written for *text*; None if only reading tells.

    *text* is tidy if there are surely no two blanks, hyphens or apostrophes beside one another.
    """
    if _is_verbatim(text, latex):
        return text
    if "\\" in text:
        bare = text.replace("\\\\", _APART).replace("\\$", _APART)
        if "$" not in bare:
            return text if _is_plain_tagged(bare, is_tidy=is_tidy) else None
    if "$" in text:
        return _predict_formulas(text, is_tidy=is_tidy)
    return text if _is_plain_tagged(text, is_tidy=is_tidy) else None


def is_plain(text: str, *, is_tidy: bool = False, typeset: frozenset[str] = frozenset()) -> bool:
    """Whether *text* is words, numbers, punctuation that means nothing to TeX, and letters with accents.

    Characters among *typeset* may stand in it, each apart from others that TeX would read it together with.
    """
    if not text or text[0] == " " or text[-1] in " '":
        return False
    if not is_tidy and ("  " in text or "--" in text or "''" in text):
        return False
    rest = text.encode("utf-8", "surrogatepass").translate(None, _SURE_ASCII)
    if not rest:
        return True
    odd = set(rest.decode("utf-8", "surrogatepass")) - _SURE_LETTERS
    return not odd or (odd <= typeset and not _is_joined(text, odd))


def _is_joined(text: str, odd: set[str]) -> bool:
    """Whether any character of *text* among *odd* stands beside one that TeX reads it together with."""
    for character in odd & _JOINING:
        at = text.find(character)  # many times faster than a search for all of them at once
        while at >= 0:
            if _JOINED.search(text, max(at - 1, 0), at + 2) is not None:
                return True
            at = text.find(character, at + 1)
    return False


def are_words(text: str) -> bool:
    """Whether *text* is words and numbers alone, which are never escaped."""
    return (text.isalnum() and text.isascii()) or _WORDS.match(text) is not None


def _is_verbatim(text: str, latex: str) -> bool:
    """Whether *text* stands in *latex* as it is, and no part of it is TeX."""
    if text != latex or not text or text[0] == " " or text[-1] == " ":
        return False
    return "$" not in text and "\\" not in text and "`" not in text  # with an apostrophe, that is a quotation


def are_hyphenated_words(text: str) -> bool:
    """Whether *text* is words and numbers with single hyphens or blanks between them, as classes of arXiv are."""
    return are_words(text.replace("-", " "))


def _is_plain_tagged(text: str, *, is_tidy: bool) -> bool:
    """Whether *text* is plain, and so is what stands in its tags: there are none in one another."""
    if "<" not in text:
        return is_plain(text, is_tidy=is_tidy, typeset=_TYPESET)
    if "</" in text:
        parts = _TAGGED.split(text)
        del parts[1::3]  # their names
        if any(not content or content[0] == " " or content[-1] in " '" for content in parts[1::2]):
            return False
        text = _APART.join(parts)
    return not has_tag_start(text) and is_plain(text, is_tidy=is_tidy, typeset=_TYPESET)


def _predict_formulas(text: str, *, is_tidy: bool) -> str | None:
    """Return what is read of *text* in which every dollar has its partner, or None if anything in it is not plain."""
    parts = text.split("$")
    formulas = parts[1::2]
    contents = "".join(formulas)
    if len(parts) % 2 == 0 or "  " in contents or not contents.isascii() or not contents.isprintable():
        return None
    words = _APART.join(parts[::2])
    if not _is_plain_tagged(words, is_tidy=is_tidy):
        return None
    read = [meaning for formula in formulas if (meaning := _predict_formula(formula)) is not None]
    if len(read) != len(formulas):
        return None
    parts[1::2] = read
    predicted = "".join(parts)
    if predicted != text:
        # With a "<", what is read of formulas may be a tag; in an address, a tilde between relations is none.
        is_odd = "<" in _TAGGED.sub(_APART, words) or ("∼" in predicted and "://" in predicted)
        return None if is_odd else predicted
    return predicted


def _predict_formula(content: str) -> str | None:
    """Return what is read of the formula *content*: itself, or the one character that it is."""
    formula = f"${content}$"
    if not content or content[-1] == "\\" or render_math(content) != formula:
        return None
    meaning = MEANINGS[formula]
    is_known = meaning == formula or (meaning is not None and len(meaning) == 1 and meaning.isprintable())
    return meaning if is_known and meaning not in (" ", "`") else None
