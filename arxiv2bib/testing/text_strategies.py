"""Texts for the strategies: made of the delimiters of every format, or plain."""

import re

from hypothesis import strategies as st

WORDS = (
    "deep learning of the a Networks CNNs iPhone 3D COVID-19 X-ray K3 U-Net and others et al Gödel naïve Łódź Ørsted "
    "ﬁnite данные 深度学习 نص שלום ภาษา n̈ e\u0301 क्षि 🧮 ß ı İ ŉ ǆ"
).split()
SPACES = (
    " ", "  ", "\t", "\n", "\r", "\r\n", "\n\n", "\u00a0", "\u2009", "\u2028", "\u2029", "\u3000", "\x0b", "\x0c",
    "\x85",
)  # fmt: skip
CONTROLS = (
    "\x00", "\x07", "\x08", "\x1b", "\x1c", "\x1f", "\x7f", "\x80", "\x9f", "\u200b", "\u200e", "\u202e", "\ufeff",
    "\ufffe",
)  # fmt: skip
PUNCTUATION = (*".,;:!?'\"()[]/+*-–—‘’“”…«»·×°€|`´", "--", "---", "``", "''", ",,", "<<", ">>", "?`", "!`")
TEX = (
    *r"{ } \ $ % # & _ ~ ^ < > @ = $$ {} {{ }} \\ \{ \} \$ \% \" \' \textbf \textbf{ \emph{x} \alpha \input".split(),
    *r"\end{document} \verb|x| \url{http://x.org/a_b} \'e {\'e} \"{o} \c{c} \ss ^^M \begin{a} \left( \newline".split(),
    "\\ ",
)
BIBTEX = (
    "@article{a,", "@comment", "@", "},", "\n}\n", '" # "', " # jan", "=", "\n@misc{b, title = {c}}\n", " and ",
    "others", ", Jr., ",
)  # fmt: skip
RIS = ("ER  - ", "TY  - ", "TY  - JOUR", "\nER  - \n", "\nTY  - JOUR\n", "AU  - X", "[arxiv2bib]", "  - ")
TAGS = (
    "<i>", "</i>", "<b>", "</b>", "<sub>", "</sub>", "<sup>", "</sup>", '<span class="nocase">', "</span>",
    '<span style="font-variant:small-caps;">', "<i>x</i>", "<sub>2</sub>", "<br/>", "&lt;", "&amp;", "<", "< ", "x<y",
    "<jats:p>", "</jats:p>", "<p>", "</p>", "&amp;lt;",
)  # fmt: skip
MATH = (
    "$x$", "$x^2$", "$\\alpha$", "$a_{ij}$", "$$E=mc^2$$", "$", "\\$", "$5", "$\\mathcal{O}(n)$", "$\\{$", "$x<y$",
    "$é$", "$%$",
    "$a & b$", "$\\sim$6%", "$\\frac{1}{2}$", "$\\", "$}$", "${$",
)  # fmt: skip
JSON = ("\\u0000", '"', '\\"', "\\n", "null", "</script>", "0", "-1", "1e999")

FRAGMENTS = (WORDS, SPACES, CONTROLS, PUNCTUATION, TEX, BIBTEX, RIS, TAGS, MATH, JSON)


def joined(pieces: st.SearchStrategy[str], max_size: int) -> st.SearchStrategy[str]:
    """Return a strategy of up to *max_size* of *pieces* with nothing between them."""
    return st.lists(pieces, max_size=max_size).map("".join)


# One choice of many: a choice among choices would take twice the time.
_fragment = st.sampled_from([fragment for fragments in FRAGMENTS for fragment in fragments] + [" "] * 40)
_random = st.text(st.characters(exclude_categories=["Cs"]), max_size=4)

texts = st.one_of(joined(_fragment, 8), joined(_fragment, 8), _random)
"""Any text without lone surrogates, the empty one too, made of every format's delimiters."""

markups = texts
"""Running text in the model's markup: any text is one."""

# Two halves that stand side by side are one character to JSON, and no longer lone.
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")

surrogate_texts = joined(
    st.one_of(st.sampled_from(["\ud800", "\udc80", "\udcff", "\udfff", "\ud83d", *WORDS, "$", "{"]), texts), 4
).filter(lambda text: _PAIR.search(text) is None)
"""Texts that may hold lone surrogates, which stand for undecodable bytes."""

_plain_word = st.one_of(
    st.sampled_from(
        "learning networks deep graph theory of in the for via neural Bayesian Gödel naïve Poincaré Łojasiewicz".split()
    ),
    st.text("abcdefghijklmnopqrstuvwxyzäéñ", min_size=2, max_size=8),
    st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=8).map(str.capitalize),
)
plain_texts = st.lists(_plain_word, min_size=1, max_size=8).map(" ".join)
"""Words with single spaces between them: letters, accents, nothing that any format treats specially."""
