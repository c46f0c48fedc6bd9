r"""MathML as TeX: the formulas that publishers put into titles and abstracts.

Presentation MathML has some thirty elements; those that formulas in titles are made of have a rule here, of others the
content is rendered in a row. ``<msub><mi>H</mi><mn>2</mn></msub>`` is ``H_2``.

Source: W3C, MathML Core and MathML 3.0, chapter 3.
"""

from collections.abc import Callable
from typing import Final

import attrs

from arxiv2bib.text.symbols import encode_math

__all__ = ["Node", "render_mathml"]


@attrs.define(eq=False)
class Node:
    """An element: its name without a prefix in lower case, its attributes, its children and its text."""

    name: str
    attributes: dict[str, str]
    children: "list[Node]" = attrs.field(factory=list)
    text: str = ""

    def add_text(self, text: str) -> None:
        """Add *text*, which stands in the element; between elements white space says nothing."""
        if text.strip() or self.name in _TOKENS:
            if self.name in _TOKENS:
                self.text += text
            else:
                is_words = len(text.strip()) > 1 and any(map(str.isalpha, text))
                self.children.append(Node("mtext" if is_words else "mo", {}, text=text.strip()))


_FUNCTIONS: Final = frozenset(
    "arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup ln log max "
    "min sec sin sinh sup tan tanh Pr".split()
)
_VARIANTS: Final = {
    "normal": "mathrm", "bold": "mathbf", "bold-italic": "boldsymbol", "double-struck": "mathbb", "script": "mathcal",
    "bold-script": "mathcal", "fraktur": "mathfrak", "sans-serif": "mathsf", "monospace": "mathtt",
}  # fmt: skip
_OPERATORS: Final = {
    "\u2212": "-", "\u2032": "'", "\u2033": "''", "\u2061": "", "\u2062": "", "\u2063": "", "\u2064": "",
    "\u00d7": r"\times", "\u00b7": r"\cdot", "\u22c5": r"\cdot", "\u2217": "*", "\u2192": r"\to", "\u2026": r"\ldots",
    "\u22ef": r"\cdots", "\u00b1": r"\pm", "\u2213": r"\mp", "\u00ac": r"\neg", "\u00b0": r"^\circ", "{": r"\{",
    "}": r"\}", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "$": r"\$", "<": "<", ">": ">", "\u2225": r"\parallel",
    "\u2009": r"\,", "\u2003": r"\quad", "\u00a0": "~", "\u2010": "-", "\u2013": "-", "\u2014": "-", "\u00f7": r"\div",
}  # fmt: skip
_ACCENTS: Final = {
    "^": "hat", "\u02c6": "hat", "\u0302": "hat", "~": "tilde", "\u02dc": "tilde", "\u0303": "tilde", "\u223c": "tilde",
    "\u00af": "bar", "\u0304": "bar", "\u02c9": "bar", "\u203e": "overline", "_": "bar", "-": "bar", "\u2212": "bar",
    "\u2192": "vec", "\u20d7": "vec", "\u02d9": "dot", "\u0307": "dot", ".": "dot", "\u00a8": "ddot", "\u0308": "ddot",
    "\u02c7": "check", "\u02d8": "breve", "\u00b4": "acute", "`": "grave", "\u23de": "overbrace",
}  # fmt: skip


def render_mathml(node: Node) -> str:
    """Return the TeX of *node*, without dollars; empty for nothing. Never raises."""
    return " ".join(_render(node).split())


def _render(node: Node) -> str:
    rule = _RULES.get(node.name)
    return rule(node) if rule is not None else _row(node)


def _row(node: Node) -> str:
    text = _join([_render(child) for child in node.children])
    return text or _escape(node.text.strip())


def _join(pieces: list[str]) -> str:
    """Return *pieces* in a row, with a blank where a command would run into a letter."""
    joined = ""
    for piece in pieces:
        if piece and joined and piece[0].isalpha() and piece[0].isascii() and _ends_in_command(joined):
            joined += " "
        joined += piece
    return joined


def _ends_in_command(text: str) -> bool:
    stem = text.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    return len(stem) < len(text) and stem.endswith("\\")


def _escape(text: str) -> str:
    """Return the characters of *text* as TeX's math has them."""
    text = text.replace("\\", r"\backslash ")
    return encode_math(_join([_OPERATORS.get(character, character) for character in text]))


def _group(text: str) -> str:
    """Return *text* as the argument of a command or a script: in braces where it is more than one character."""
    return text if len(text) == 1 and text not in "{}\\" else f"{{{text}}}"


def _identifier(node: Node) -> str:
    text = node.text.strip()
    if text in _FUNCTIONS:
        return f"\\{text} "
    variant = _VARIANTS.get(node.attributes.get("mathvariant", ""))
    if variant is None and len(text) > 1 and text.isascii() and text.isalpha():
        variant = "mathrm"
    return f"\\{variant}{{{_escape(text)}}}" if variant is not None and text else _escape(text)


def _number(node: Node) -> str:
    variant = _VARIANTS.get(node.attributes.get("mathvariant", ""))
    text = _escape(node.text.strip())
    return f"\\{variant}{{{text}}}" if variant not in (None, "mathrm") and text else text


def _operator(node: Node) -> str:
    text = node.text.strip()
    if text in _FUNCTIONS:
        return f"\\{text} "
    if len(text) > 1 and text.isascii() and text.isalpha():
        return f"\\mathrm{{{text}}}"
    return _escape(text)


def _text(node: Node) -> str:
    text = node.text if node.text.strip() else ""
    if not text:
        return "~" if node.text else ""
    return f"\\text{{{_escape(text)}}}"


def _children(node: Node, count: int) -> list[str]:
    """Return the TeX of the first *count* children, empty ones for those that lack; the last one has the rest."""
    rendered = [_render(child) for child in node.children]
    if len(rendered) > count:
        rendered = [*rendered[: count - 1], _join(rendered[count - 1 :])]
    return rendered + [""] * (count - len(rendered))


def _base(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 1 or text.startswith("\\") or text.isalnum() else f"{{{text}}}"


def _script(mark: str, text: str) -> str:
    text = text.strip()
    if not text:
        return ""
    return text if mark == "^" and text in ("'", "''", r"^\circ") else mark + _group(text)


def _scripts(*marks: str) -> Callable[[Node], str]:
    def rule(node: Node) -> str:
        base, *parts = _children(node, 1 + len(marks))
        written = [_script(mark, part) for mark, part in zip(marks, parts, strict=True)]
        return (_base(base) or "{}") + "".join(written)

    return rule


def _over(node: Node) -> str:
    base, mark = _children(node, 2)
    accent = _ACCENTS.get(node.children[1].text.strip()) if len(node.children) == 2 else None
    if accent is not None:
        return f"\\{accent}{{{base}}}"
    return f"\\overset{{{mark}}}{{{base}}}" if mark else base


def _under(node: Node) -> str:
    base, mark = _children(node, 2)
    if len(node.children) == 2 and node.children[1].text.strip() in ("_", "\u0332", "\u00af", "\u2015"):
        return f"\\underline{{{base}}}"
    if base.strip() in (r"\lim", r"\max", r"\min", r"\inf", r"\sup", r"\sum", r"\prod"):
        return f"{base.strip()}{_script('_', mark)}"
    return f"\\underset{{{mark}}}{{{base}}}" if mark else base


def _fraction(node: Node) -> str:
    above, below = _children(node, 2)
    return f"\\frac{{{above}}}{{{below}}}"


def _root(node: Node) -> str:
    base, index = _children(node, 2)
    return f"\\sqrt[{index}]{{{base}}}"


def _fenced(node: Node) -> str:
    opened, closed = node.attributes.get("open", "("), node.attributes.get("close", ")")
    separators = node.attributes.get("separators", ",").strip() or ""
    inner = separators[:1].join(_render(child) for child in node.children)
    return f"{_escape(opened)}{inner}{_escape(closed)}"


def _first(node: Node) -> str:
    """Return what ``semantics`` annotates; the annotations say the same in another way."""
    return _render(node.children[0]) if node.children else ""


def _prescripts(node: Node) -> str:
    names = [child.name for child in node.children]
    at = names.index("mprescripts") if "mprescripts" in names else len(names)
    before = [_render(child) for child in node.children[at + 1 : at + 3]]
    base, *after = [_render(child) for child in node.children[:at]] or [""]
    left = "".join(_script(mark, text) for mark, text in zip("_^", before, strict=False))
    right = "".join(_script(mark, text) for mark, text in zip("_^", after, strict=False))
    return ("{}" + left if left else "") + _base(base) + right


def _table(node: Node) -> str:
    rows = r" \\ ".join(" & ".join(map(_render, row.children)) for row in node.children)
    return f"\\begin{{matrix}}{rows}\\end{{matrix}}"


_TOKENS: Final = frozenset({"mi", "mn", "mo", "mtext", "ms"})
_RULES: Final[dict[str, Callable[[Node], str]]] = {
    "mi": _identifier, "mn": _number, "mo": _operator, "mtext": _text, "ms": _text, "msub": _scripts("_"),
    "msup": _scripts("^"), "msubsup": _scripts("_", "^"), "mover": _over, "munder": _under,
    "munderover": _scripts("_", "^"), "mfrac": _fraction, "mroot": _root, "mfenced": _fenced, "semantics": _first,
    "msqrt": lambda node: f"\\sqrt{{{_row(node)}}}", "mmultiscripts": _prescripts, "mtable": _table,
    "mspace": lambda node: " ", "none": lambda node: "", "mprescripts": lambda node: "", "mphantom": lambda node: "",
    "annotation": lambda node: "", "annotation-xml": lambda node: "",
}  # fmt: skip
