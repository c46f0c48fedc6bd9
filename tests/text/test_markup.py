r"""The markup of titles and notes."""

import doctest
import gc
import itertools
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib.text.markup import TAGS, Kind, escape, plain, to_tagged, tokenize

ROOT = Path(__file__).parents[2]

# Built of the markup's own delimiters: arbitrary text would hardly ever hold a tag or a piece of math.
PIECES = [
    *(tag for pair in TAGS.values() for tag in pair), *"\\{}[]$<>%#~^&_ \n-'`\"a1é", "\\LaTeX", "\\textsc{Foo}", "\\'e",
    "$$", "e\u0301", "数", "</", "<span", "word",
]  # fmt: skip
markups = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=25).map("".join)

HOSTILE = [
    "{", "}", "$", "\\", "<", "<i>", "</i>", "<i></b>", "<b><i></b>", "\\a{", "\\a[", "\\a{[", "\\a[{", "\\a{}", "$$",
    "$$a$", "\\$", "<span", "\\'{", "{\\'", "[]", "\\ ",
]  # fmt: skip


def kinds(markup: str) -> list[tuple[str, str]]:
    """Return the tokens with their kinds as plain strings."""
    return [(kind.value, value) for kind, value in tokenize(markup)]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("", []),
        ("a < b", [("text", "a < b")]),
        ("<i>x</i>", [("open", "i"), ("text", "x"), ("close", "i")]),
        ('<span class="nocase">x</span>', [("open", "nocase"), ("text", "x"), ("close", "nocase")]),
        (
            '<span style="font-variant:small-caps;">x</span>',
            [("open", "smallcaps"), ("text", "x"), ("close", "smallcaps")],
        ),
        ("$x<y$", [("math", "x<y")]),
        ("$a$$b$", [("math", "a"), ("math", "b")]),
        ("$$a$$", [("math", "$a$")]),
        (r"$a\$b$", [("math", r"a\$b")]),
        (r"\LaTeX x", [("tex", r"\LaTeX"), ("text", " x")]),
        (r"\textsc{F{o}o}x", [("tex", r"\textsc{F{o}o}"), ("text", "x")]),
        (r"\href[a]{b}{c} d", [("tex", r"\href[a]{b}{c}"), ("text", " d")]),
        (r"\LaTeX\ x", [("tex", r"\LaTeX"), ("tex", "\\ "), ("text", "x")]),
        (r"\$5 \\ \<i>", [("text", r"$5 \ <i>")]),
        ("{a}", [("text", "{a}")]),
    ],
)
def test_tokens(markup: str, expected: list[tuple[str, str]]) -> None:
    """Tags, math, kept TeX and escaped characters are told apart."""
    assert expected == kinds(markup)


@pytest.mark.parametrize(
    "markup",
    ["<i>x", "x</i>", "</i><i>", "<u>x</u>", "<I>x</I>", "$5", "$$", "a\\", "\\1", "\\é", '<span class="x">y</span>'],
)
def test_what_is_not_markup_is_text(markup: str) -> None:
    """A tag, dollar or backslash without its partner means itself."""
    assert [("text", markup)] == kinds(markup)


def test_crossing_tags() -> None:
    """Of two tags that cross, the outer pair counts and the other tag is text."""
    assert [("open", "i"), ("text", "<b>x"), ("close", "i"), ("text", "</b>")] == kinds("<i><b>x</i></b>")


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("H<sub>2</sub>O", "H2O"),
        ("$O(n)$ time", "O(n) time"),
        (r"\LaTeX and \textsc{Foo}", "LaTeX and Foo"),
        (r"\href[x]{a}{\emph{b}}", "ab"),
        (r"5\% of \$1", "5% of $1"),
    ],
)
def test_plain(markup: str, expected: str) -> None:
    """Bare text has no tags, no dollars, and of a command its arguments or its name."""
    assert expected == plain(markup)


def test_escape_is_minimal() -> None:
    """Only backslash, dollar and what looks like a tag need an escape."""
    assert r"{a} & 5% < 6 \$7 \\b \<i> <u>" == escape(r"{a} & 5% < 6 $7 \b <i> <u>")


def test_to_tagged() -> None:
    """CSL-JSON and RIS get tags, math and kept TeX as they are and escaped characters bare."""
    assert r"<i>a</i> $x$ \textsc{B} 5% $" == to_tagged(r"<i>a</i> $x$ \textsc{B} 5\% \$")


@given(st.text() | markups)
def test_escaped_text_means_itself(text: str) -> None:
    """For any text, escape is undone by plain, by to_tagged and by tokenize."""
    assert text == plain(escape(text))
    assert text == to_tagged(escape(text))
    assert [("text", text)] * bool(text) == kinds(escape(text))


def rebuild(tokens: list[tuple[Kind, str]]) -> str:
    """Return the markup that *tokens* are of."""
    pieces = []
    for kind, value in tokens:
        if kind in (Kind.OPEN, Kind.CLOSE):
            pieces.append(TAGS[value][kind is Kind.CLOSE])
        else:
            pieces.append(escape(value) if kind is Kind.TEXT else f"${value}$" if kind is Kind.MATH else value)
    return "".join(pieces)


@given(markups)
def test_tokens_balance(markup: str) -> None:
    """Tags nest, no token is empty, and no two texts are neighbours."""
    opened: list[str] = []
    before = None
    for kind, value in tokenize(markup):
        assert value
        assert not (kind is before is Kind.TEXT)
        before = kind
        if kind is Kind.OPEN:
            opened.append(value)
        elif kind is Kind.CLOSE:
            assert value == opened.pop()
    assert opened == []


@given(markups)
def test_tokens_are_stable(markup: str) -> None:
    """Text written again from its tokens has the same tokens, if no bare command runs into what follows it."""
    tokens = tokenize(markup)
    runs_on = any(
        kind is Kind.TEX and value[-1].isalpha() and following[0] is Kind.TEXT and following[1][:1] in tuple("[{")
        for (kind, value), following in itertools.pairwise(tokens)
    )
    if not runs_on:
        assert tokens == tokenize(rebuild(tokens))


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_is_linear(piece: str) -> None:
    """100 kB of one delimiter take a few seconds at most, and not the minutes that a quadratic search would.

    Garbage is not collected meanwhile: late in a run of all tests that takes longer than the functions do.
    """
    text = piece * (100_000 // len(piece))
    gc.disable()
    try:
        started = time.process_time()
        tokenize(text)
        plain(text)
        to_tagged(text)
        escape(text)
        taken = time.process_time() - started
    finally:
        gc.enable()
    assert taken < 5


def test_page() -> None:
    """Every example of the page runs."""
    page = ROOT / "docs" / "reference" / "markup.md"
    result = doctest.testfile(str(page), module_relative=False)
    assert result.failed == 0
    assert result.attempted > 5


@given(st.lists(st.sampled_from(["$", "$x$", "\\", "\\$", "\\,", "\\alpha", "{", "}", "[", "]", "a", " ", "\\ "])))
def test_text_without_tags_and_escapes_is_written_as_it_is(pieces: list[str]) -> None:
    """What is not taken apart is what would be put together again."""
    markup = "".join(pieces)
    written = {Kind.MATH: "${}$", Kind.TEX: "{}", Kind.TEXT: "{}"}
    assert to_tagged(markup) == "".join([written[kind].format(value) for kind, value in tokenize(markup)])
