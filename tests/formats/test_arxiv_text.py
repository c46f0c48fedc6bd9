"""arXiv's titles, abstracts and comments, in the markup of the model."""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib.formats.arxiv_text import decode_arxiv_text
from arxiv2bib.text.markup import Kind, plain, tokenize

CAPS = '<span style="font-variant:small-caps;">'


def check(expected: str, text: str) -> None:
    """Compare with what *text* becomes."""
    assert expected == decode_arxiv_text(text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (r"saves \$300,000 (\$26,000 vs. \$320,000)", r"saves \$300,000 (\$26,000 vs. \$320,000)"),
        (r"costs \$5 and \$7", "costs $5 and $7"),
        (r"from \$5-\$10, for $x$", "from $5-$10, for $x$"),
        (r"US\$ 5 or US\$ 7 for $k$ items", "US$ 5 or US$ 7 for $k$ items"),
        (r"a \$16,000 budget. Then $x$ of $y$", "a $16,000 budget. Then $x$ of $y$"),
        (r"a lone \$ sign", "a lone $ sign"),
        (r"19/\$31.00 © 2019", r"19/$31.00 \copyright 2019"),
        (r"\$\$ to \$\$\$\$", "$$ to $$$$"),
    ],
)
def test_a_dollar_that_is_money_is_escaped(expected: str, text: str) -> None:
    """Money is a dollar before an amount, with prose up to the next one, or without a partner."""
    check(expected, text)


@pytest.mark.parametrize(
    "text",
    [
        "COCO-$20^i$ and", r"$93.1\%$ on", r"$\sim$6%", r"360$^\circ$", "a $ x $ b", "$5,000$ feature", "$k$-means",
        "$3$D", "$5$ to $10$", r"at $256 \times 256$ px", "$nm$ x", "$||| f(A) ||| $ is", r"$0 \le α, β\le 1/8$",
    ],
)  # fmt: skip
def test_math_is_kept_verbatim(text: str) -> None:
    """A formula stays as written, also one that is a number, or has blanks inside."""
    check(text, text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("$x=1$ holds", "$$x=1$$ holds"),
        ("$x$ and $y+z$", r"\(x\) and \[y+z\]"),
        ("a $x + y$", "a $x \n  + y$"),
        (r"a $\mathcal{K}$-invariant of $\mathcal{N}$=4", r"a {\cal K}-invariant of {\cal N}=4"),
        (r"$\mathcal{P}\mathcal{T}$ (${\cal N}=2$)", r"{\cal P}{\cal T} (${\cal N}=2$)"),
        (r"$x${\cal K} \calK{}", r"$x${\cal K} {\calK}"),
        ("<b>K-Prism</b>, mAP", r"$\textbf{K-Prism}$, $\text{mAP}$"),
        (r"$\text{Di}^2$", r"$\text{Di}^2$"),
        (r"<i>Proc. of the $\mathit{35}^{th}$ Conf.</i>", r"$\textit{Proc. of the $\mathit{35}^{th}$ Conf.}$"),
    ],
)
def test_other_delimiters_of_math_become_dollars(expected: str, text: str) -> None:
    """Display and LaTeX's brackets are math; math that holds one text command only is text."""
    check(expected, text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("3.8% H&E #1 a_b {x}", r"3.8\% H\&E \#1 a\_b \{x\}"),
        ("Santé ö Gjøvik ğ", r"Sant\'e {\"o} Gj{\o}vik {ğ}"),
        ("300 ms, vs. 5 a b", r"300\,ms, vs.\ 5 a\\b"),
        (r"C:\\1", "C:\\1 \\"),
        ("© 2021 IEEE", r"\c{opyright} 2021 IEEE"),
        ("©2022, §V, 2.5°, …", r"\copyright{}2022, {\S}V, 2.5{\deg}, \ldots"),
        ("20°C, 3 µm, it’s", r"20\textdegree C, 3 \textmu m, it\textquoteright s"),
        ("ΛCDM, γ-ray, Hα, 5 μ m", r"{\Lambda}CDM, {\gamma}-ray, H\alpha{}, 5 \mu m"),
        ("π+π−, ℓ_∞, 1 × 2, a < b", r"{\pi}+{\pi}−, \ell_\infty, 1 \times 2, a \lt b"),
    ],
)
def test_escapes_accents_and_symbols_become_characters(expected: str, text: str) -> None:
    """What stands for a character in text mode is that character; a literal backslash is doubled."""
    check(expected, text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("<i>a <b>b</b> c</i>", r"\emph{a \textbf{b} c}"),
        ("<i>vs.</i> <b><i>x</i></b>", r"{\it vs.} {\bf\em x}"),
        (f"{CAPS}DAR</span>, x<sup>2</sup><sub>i</sub>", r"\textsc{DAR}, x\textsuperscript{2}\textsubscript{i}"),
        ("Hierarchical DER++", r"\underline{H}ierarchical DER\texttt{++}"),
        (r"\emph\{open", r"\emph{open"),
    ],
)
def test_text_commands_become_tags_or_their_words(expected: str, text: str) -> None:
    """CSL has italic, bold, small capitals, sub and sup; of the others the words stay."""
    check(expected, text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (r"\cite{a--b} \big_\Big \cite[p.~3]{x}", r"\cite{a--b} \big_\Big \cite[p.~3]{x}"),
        (r"\sqrt{\alpha} \bar{\nu}", r"\sqrt{\alpha} \bar{\nu}"),
        (r"\ours{}FosB", r"{\ours}FosB"),
        (r"\foo{}bar \foo\{x}", r"\foo\textrm{bar} \foo\{x\}"),
        (r"\model outperforms", r"\model\ outperforms"),
        ("{A, R} {x", "{A, R} {x"),
    ],
)
def test_unknown_commands_are_kept_with_their_groups(expected: str, text: str) -> None:
    """Kept TeX is as written, and never swallows the text behind it."""
    check(expected, text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("https://x.org/a_b~c.", r"\url{https://x.org/a\_b~c}."),
        ("https://x.org/a_b", r"https://x.org/a\_b"),
        ("here (https://x.org/a)", r"\href{https://x.org/a}{here}"),
        ("https://x.org/a", r"\href{https://x.org/a}{https://x.org/a/}"),
        ("https://x.org/a", r"\href{https://x.org/a}{x.org/a}"),
        ("this link (https://x.org/a)", r"$\href{https://x.org/a}{\text{this link}}$"),
        ("https://x.org/a?b=1&c=2", "https://x.org/a?b=1&amp;c=2"),
    ],
)
def test_links_keep_their_words_and_their_address(expected: str, text: str) -> None:
    """The address follows the words in brackets unless it says the same."""
    check(expected, text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("“easy” and “shading,”", "``easy'' and ``shading,''"),
        ("‘self’, “seen” OOD", "`self', ``seen\" OOD"),
        ("‘don't’ “a ‘b’”", "`don't' ``a `b'''"),
        ("`code` isn't ```x``` 5' ''", "`code` isn't ```x``` 5' ''"),
        ("`dogs' and the cats' bowl", "`dogs' and the cats' bowl"),
        ("2–3 a—b word–word (x) – y –", "2--3 a---b word--word (x) -- y --"),
        ("run --flag, C-- , -->", "run --flag, C-- , -->"),
        ("$a$–$b$", "$a$--$b$"),
        ("https://x.org/a--b www.x.org/a--b", "https://x.org/a--b www.x.org/a--b"),
        ("Fig.\u00a03, Network\u00a0(CNN), $x$\u00a0m", "Fig.~3, Network~(CNN), $x$~m"),
        (
            "z~2, (z~0.5), λ~3, $z$~2, M_BH~10^6, NGC\u00a0253, M\u00a031",
            "z~2, (z~0.5), λ~3, $z$~2, M_BH~10^6, NGC~253, M~31",
        ),
        ("~10%, a ~ 5, x.edu/~me, ~/path, 5~10, (~4", "~10%, a ~ 5, x.edu/~me, ~/path, 5~10, (~4"),
    ],
)
def test_typing_habits_become_typography_where_clear(expected: str, text: str) -> None:
    """Quotes in pairs, dashes between words or blanks, ties between words; ``z~2`` is about; what is unsure stays."""
    check(expected, text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("H<sub>2</sub>O <i>x</i>", "H<sub>2</sub>O <i>x</i>"),
        (r"a \<b> c \</i>", "a <b> c </i>"),
        ("p < 0.05, <https://x.org>", r"p < 0.05, \<https://x.org>"),
        ("AT&T < – é &A; R&D; &bogus;", "AT&amp;T &lt; &#8211; &eacute; &A; R&D; &bogus;"),
        (r"\<i>x\</i>", "&lt;i&gt;x&lt;/i&gt;"),
    ],
)
def test_html_means_the_tag_or_the_character(expected: str, text: str) -> None:
    """The abstracts hold some HTML: tags in pairs are the markup's, an escaped one is text."""
    check(expected, text)


def test_white_space_runs_become_one_space() -> None:
    """Line breaks and tabs too; a no-break space is no run."""
    check("a b c\u00a0d", "  a\n  b \t\r\nc\u00a0d ")


# Each piece of input, and the letters and digits of it that must come out.
WORDS = st.sampled_from([(word, word) for word in ("zq", "7k", "é", "Wz's", "5,000", "1")])
MARKS = st.sampled_from(
    [
        *r"\ { } $ $$ \$ ~ ` `` ' '' ''' -- --- < > & ; \\ \{ \} \% \( \) \[ \] <i> </i> </b> ( ) [ ] \, \-".split(),
        *"\n \t \ufdd0".split(" "),
        " ",
        " ",
    ]
).map(lambda mark: (mark, ""))
COMMANDS = st.sampled_from(
    [
        ("\\zz", "zz"), ("\\zz{7}", "zz7"), ("\\emph", ""), ("{\\it ", ""), ("\\url{x9}", "x9"), ("&amp;", ""),
        ("$x^2$", "x2"), ("http://q8/", "httpq8"), ("\\'e", "e"), ("\\href{u1}{w2}", "u1w2"), ("\\copyright{}", ""),
    ]
)  # fmt: skip
PAIRS = [
    "\\emph{|}", "{\\bf |}", "{|}", "$|$", "``|''", "<sub>|</sub>", "\\zz{|}", "$\\text{|}$", "\\href{|}{t}",
    "\\url{|}", "\\href{t}{|}",
]  # fmt: skip


def _wrap(inner: st.SearchStrategy[tuple[str, str]]) -> st.SearchStrategy[tuple[str, str]]:
    several = st.lists(inner, max_size=4).map(lambda many: ("".join(a for a, _ in many), "".join(b for _, b in many)))
    return st.tuples(st.sampled_from(PAIRS), several).map(lambda both: (both[0].replace("|", both[1][0]), both[1][1]))


PIECES = st.recursive(WORDS | MARKS | COMMANDS, _wrap, max_leaves=12)


def letters(text: str) -> Counter[str]:
    """Count the letters and digits, accents apart."""
    return Counter(character for character in unicodedata.normalize("NFKD", text) if character.isalnum())


@given(st.lists(PIECES, max_size=12))
def test_no_letter_or_digit_is_lost(pieces: list[tuple[str, str]]) -> None:
    """Whatever the delimiters do to one another, what was said is in the output."""
    text = "".join(piece for piece, _ in pieces)
    expected = letters("".join(kept for _, kept in pieces))
    missing = expected - letters(decode_arxiv_text(text))
    assert Counter() == missing, text


@given(st.lists(PIECES, max_size=12))
def test_the_output_is_clean_markup(pieces: list[tuple[str, str]]) -> None:
    """White space is collapsed, tags balance, and decoding bare text again changes no letter."""
    markup = decode_arxiv_text("".join(piece for piece, _ in pieces))
    assert markup == markup.strip(" \n")
    assert "\n" not in markup
    kinds = Counter(kind for kind, _ in tokenize(markup))
    assert kinds[Kind.OPEN] == kinds[Kind.CLOSE]


@given(
    st.text(
        st.characters(codec="utf-8", exclude_characters="\\$~`{<&-\x85\u2028\u2029", exclude_categories=["Zs", "Cc"])
    )
)
def test_clean_text_is_returned_as_it_is(text: str) -> None:
    """Text without any mark of TeX or HTML is not touched."""
    check(text, text)


@pytest.mark.parametrize(
    "unit",
    [
        "{",
        "\\emph{",
        "$",
        "`",
        "``a",
        "a~",
        "a--",
        "<i>",
        "{<i>",
        "&lt",
        "\\(",
        "\\href{",
        "$\\text{",
        "{\\it ",
        "`s' ",
        "http://",
    ],
)
def test_long_input_of_one_delimiter_is_answered(unit: str) -> None:
    """Unbalanced delimiters cost no more than their length."""
    assert decode_arxiv_text(unit * (20_000 // len(unit)))


MONEY = {"within a $16,000", "pursue $314k", "at $411 billion"}


@pytest.mark.corpus_files("digests/*.md")
def test_every_dollar_of_the_digests_is_judged_right(corpus_file: Path) -> None:
    r"""All dollars that are money were picked by eye; every other one is math, but for those written ``\$``."""
    for line in corpus_file.read_text("utf-8").splitlines():
        if "$" in line and line.startswith(("### ", "- **Summary**")):
            amounts = sum(line.count(money) for money in MONEY) + line.count(r"\$")
            assert amounts == len(re.findall(r"\\\$", decode_arxiv_text(line))), line


@pytest.mark.corpus_files("digests/*.md")
def test_the_words_of_the_digests_come_through(corpus_file: Path) -> None:
    """Every word of four letters and more that is no command is in the bare text."""
    for line in corpus_file.read_text("utf-8").splitlines():
        if line.startswith(("### ", "- **Summary**")):
            words = re.findall(r"(?<![\\\w'\"{}$])[A-Za-z]{4,}(?![\w\\{}'$])", re.sub(r"\\\w+", " ", line))
            bare = plain(decode_arxiv_text(line))
            assert [] == [word for word in words if word not in bare]
