r"""TeX to Unicode and markup to LaTeX."""

import re
import time
import unicodedata
from collections.abc import Callable

import pypandoc
import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from hypothesis import strategies as st
from pybtex.richtext import Text

from arxiv2bib.text.latex import decode_accents, escape_latex, survey_to_latex, to_latex
from arxiv2bib.text.latex_decoding import from_latex
from arxiv2bib.text.markup import TAGS, escape

# Built of TeX's and the markup's own delimiters: arbitrary text would hardly ever hold one.
PIECES = [
    *(tag for pair in TAGS.values() for tag in pair), *"\\{}[]$<>%#~^&_|\"'`-? \n\t\x00\x7f\x85\xa0aAXéßÉıΔπℝ数Ж😀",
    "\\LaTeX", "\\textsc{Foo}", "\\'e", "\\v S", "{\\'\\i}", "$$", "\\{", "\\}", "\\begin{a}&\\end{a}", "\u0301",
    "\u0323", "\ud800", "\ufb01", "\u2028", "word", "CNN", " of ",
]  # fmt: skip
pieces = st.sampled_from(PIECES) | st.text(st.characters(), max_size=3)
texts = st.lists(pieces, max_size=25).map("".join)

HOSTILE = [
    "{", "}", "$", "\\", "<", "<i>", "</i>", "<i></b>", "\\a{", "\\a[", "\\a{[", "\\a{}", "$$", "$a$", "\\$", "\\'",
    "\\'{", "{\\'", "\\' ", "\\i ", "{ ", "\\'{a", "<i>\\'", "e\u0301", "\u0301", "-", "'", "`", "$\\{$", "A$", "\x00 ",
    "é",
]  # fmt: skip


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"\'e \`e \^e \"e \~n \=a \.z", "é è ê ë ñ ā ż"),
        (r"\u g \v S \H o \c c \k a \d u \b d \r u", "ğ Š ő ç ą ụ ḏ ů"),
        (r"\'{e} \' y \v{S} \c{c} {\'e} \t{oo}", "é ý Š ç é o͡o"),
        (r"{\'\i} \'{\i} \'\i n \v{\j} \.\i", "í í ín ǰ i"),
        (r"\~{\^e} {\~{\^{e}}} \d{\^a} \'\o", "ễ ễ ậ ǿ"),
        (r"\ss\o\O\l\L\ae\AE\oe\OE\aa\AA\i\j", "ßøØłŁæÆœŒåÅıȷ"),
        (r"\dh\DH\th\TH\dj\DJ\ng\NG", "ðÐþÞđĐŋŊ"),
        (r"{\AA}sa, \o re, Stra\ss{}e, {\L}ukasz, \L ukasz", "Åsa, øre, Straße, Łukasz, Łukasz"),
        (r"\h{a} {\h\^{o}} \'{\uhorn} \OHORN{}n \textcommabelow{S}\textcommabelow t \cb{T}", "ả ổ ứ Ơn Șț Ț"),
        (r"\'{\protect\i} \'{\protect \"{u}} {\protect\c c}", "í ǘ ç"),
        ("\\'\n e", "é"),
        (r"\'{es}", "és"),
    ],
)
def test_decode(tex: str, expected: str) -> None:
    """Accents and letters become characters, with the braces, spaces and {} that belong to them."""
    assert expected == decode_accents(tex)


@pytest.mark.parametrize(
    "tex",
    [
        "", "{e}", r"\LaTeX {x} \alpha \cc", r"$\'e \o$", r"$$\'e$$", r"\\'e", r"\~{} \'1 \'", r"http://x.org/\~joe",
        "\\", r"\% \& \{\}",
    ],
)  # fmt: skip
def test_decode_leaves_the_rest(tex: str) -> None:
    """Math, unknown commands, other braces, escaped characters and a URL's tilde stay as they are."""
    assert tex == decode_accents(tex)


def test_decode_keeps_arguments() -> None:
    """The braces of a command's argument are no grouping, and what is decoded does not join a command's name."""
    assert r"\textit{é} \href{á}{é} é" == decode_accents(
        r"\textit{\'e} \href{\'a}{\'e} {\'e}".replace(r" {\'e}", r" \'e")
    )
    assert r"\foo\.ı" == decode_accents(r"\foo\.{\i}")


@given(texts)
def test_decode_is_composed(text: str) -> None:
    """Decoding never raises, never adds a backslash or dollar, and composes what it decodes."""
    decoded = decode_accents(text)
    assert decoded.count("\\") <= text.count("\\")
    assert decoded.count("$") == text.count("$")
    if "\\" not in text:
        assert decoded is text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5% of R&D_x #1 $5", r"5\% of R\&D\_x \#1 \$5"),
        ("~^\\", r"\textasciitilde{}\textasciicircum{}\textbackslash{}"),
        ("a<b>c|d", "a$<$b$>$c$|$d"),
        ("{a} }{", r"\{a\} \ensuremath{\rbrace}\ensuremath{\lbrace}"),
        ("a\n \tb\x00c\x7f\ud800", "a bc\ufffd"),
        ("a---b ''c'' ``d ?`", "a-{}-{}-b '{}'c'{}' `{}`d ?{}`"),
        ("“x” – ’ é 数", "“x” – ’ é 数"),
        ("a\xa0b", "a~b"),
        ('"x"', '"x"'),
    ],
)
def test_escape(text: str, expected: str) -> None:
    """Specials are escaped, ligatures broken, white space is one space, control characters go."""
    assert expected == escape_latex(text, ascii=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("é Å ß ø ı", r"{\'e} {\AA} {\ss} {\o} {\i}"),
        ("ễ ậ ḉ ǿ", r"{\~{\^e}} {\^{\d{a}}} {\'{\c{c}}} {\'\o}"),
        ("í ī š ő", r"{\'i} {\=\i} {\v{s}} {\H{o}}"),
        ("e\u0301 m\u0304 o\u0361o", r"{\'e} {\=m} {\t{oo}}"),
        ("a–b—c ‘d’ “e” f\xa0g …", r"a--b---c {\textquoteleft}d{\textquoteright} ``e'' f~g {\ldots}"),
        ("π ≤ ℝ × °", r"$\pi$ $\leq$ $\mathbb{R}$ $\times$ {\textdegree}"),
        ("数 😀 Ж ș \u0301", "数 😀 Ж ș \u0301"),
        ("C♯ B♭ ⊨ ⋘ ℒ ℵ", r"C$\sharp$ B$\flat$ $\models$ $\lll$ $\mathscr{L}$ $\aleph$"),
        ("ɛ ϒ ə 𝟙 𝕒 𝒶 ∯", "ɛ ϒ ə 𝟙 𝕒 𝒶 ∯"),
        ("αβγ, NF-κB, Δφ, Υ(1S)", r"$\alpha$$\beta$$\gamma$, NF-$\kappa$B, $\Delta$$\varphi$, $\Upsilon$(1S)"),
        ("Η γλώσσα και το β – π.χ. ἐν ἀρχῇ é", r"Η γλώσσα και το β -- π.χ. ἐν ἀρχῇ {\'e}"),
        ("Παπάς", "Παπάς"),
        ("Gelʹfand, podʺezd, 3′", r"Gel${}'$fand, pod${}''$ezd, 3$'$"),
        ("–- ’’ §", r"--{}- {\textquoteright}{}{\textquoteright} {\S}"),
    ],
)
def test_escape_to_ascii(text: str, expected: str) -> None:
    """Accents stand in braces, symbols are commands; what LaTeX has nothing for stays, and so does Greek prose."""
    assert expected == escape_latex(text, ascii=True)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<i>a</i><b>b</b><sub>c</sub><sup>d</sup>", r"\textit{a}\textbf{b}\textsubscript{c}\textsuperscript{d}"),
        ('<span style="font-variant:small-caps;">a</span> <span class="nocase">b</span>', r"\textsc{a} {b}"),
        (r"5% in $a_1$ \& \LaTeX \textsc{Foo}", r"5\% in $a_1$ \& \LaTeX \textsc{Foo}"),
        (r"$$x_1$$ and $5", r"$$x_1$$ and \$5"),
        (r"\LaTeX<span class='x'>", r"\LaTeX$<$span class='x'$>$"),
        (r'\LaTeX<span class="nocase">x</span>é', r"\LaTeX{}{x}é"),
        ("\\LaTeX\\ ", r"\LaTeX "),
    ],
)
def test_to_latex(markup: str, expected: str) -> None:
    """Tags become commands; math and kept TeX stay; what follows a command does not join it."""
    assert expected == to_latex(markup, ascii=False)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (r"$\{a\}$", r"$\{a\}$"),
        (r"$\left\{a\right.$", r"$\left\lbrace a\right.$"),
        (r"$a%b#c&d$", r"$a\%b\#c\&d$"),
        (r"$\begin{array}a&b\end{array}$", r"$\begin{array}a&b\end{array}$"),
        (r"${a$ b", r"\$\ensuremath{\lbrace}a\$ b"),
        (r"$}{$", r"\$\ensuremath{\rbrace}\ensuremath{\lbrace}\$"),
        (r"\url{a%20b}", r"\url{a\%20b}"),
        (r"\foo{a\}}", r"\foo{a\ensuremath{\rbrace}}"),
        (r"\foo{$}", r"\foo{\$}"),
    ],
)
def test_broken_math_is_mended(markup: str, expected: str) -> None:
    """Math and kept TeX that would break the field are mended, or printed as text if their braces do not balance."""
    assert expected == to_latex(markup, ascii=False)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [("$π$", r"$\pi$"), ("$Δ$x", r"$\Delta$x"), ("$πr$", r"$\pi r$"), ("$π2$", r"$\pi2$"), ("$é数$", "$é数$")],
)
def test_math_in_ascii(markup: str, expected: str) -> None:
    """In math a character is its command, apart from the letter behind it."""
    assert expected == to_latex(markup, ascii=True)


@pytest.mark.parametrize(
    ("markup", "ascii", "expected"),
    [
        ("A survey of Bayesian methods", False, "A survey of {Bayesian} methods"),
        ("R&D for CNNs", False, r"{R\&D} for {CNNs}"),
        ("Bounds of $O(N)$ and $n$", False, "Bounds of {$O(N)$} and $n$"),
        (r"The \LaTeX of \textsc{Foo} and \emph{bar}", False, r"The {{\LaTeX}} of {{\textsc{Foo}}} and \emph{bar}"),
        ("<i>E. coli</i> and <i><b>X</b></i>", False, r"\textit{{E}. coli} and \textit{{\textbf{{X}}}}"),
        ('<span class="nocase">CNN and \\LaTeX</span>', False, r"{CNN and \LaTeX}"),
        (r'<span class="nocase">\LaTeX</span>', False, r"{{\LaTeX}}"),
        ("CO<sub>2</sub> Étude", False, r"{CO}\textsubscript{2} Étude"),
        (
            "Δφ ⇒ ℝn <i>a ⇔ b</i>",
            True,
            r"{$\Delta$$\varphi$} {$\Rightarrow$} {$\mathbb{R}$n} \textit{a $\Leftrightarrow$ b}",
        ),
        ("A STUDY OF ΔΦ IN <b>B</b> ⇒ 2", True, r"A STUDY OF {$\Delta$$\Phi$} IN \textbf{B} {$\Rightarrow$} 2"),
        ("X\u0304 charts of Q\u0303s and N\u0304→D", True, r"{{\=X}} charts of {{\~Q}s} and {{\=N}$\rightarrow$D}"),
        ("Δ-method of É-waves, É", True, r"{$\Delta$}-method of {{\'E}}-waves, {{\'E}}"),
    ],
)
def test_protection(markup: str, ascii: bool, expected: str) -> None:
    """Capitals that must survive change.case stand in braces that do not make a special character of them."""
    assert expected == to_latex(markup, ascii=ascii, protect=True)


def test_symbols_of_math() -> None:
    """Without ASCII, letters and signs of text stay, and what fonts of text lack are commands if asked for."""
    text = "Ée – α₂ ≤ ℝ: ‘x’ → y° ± µ 数, 5\u2009km"
    assert text == to_latex(text, ascii=False)
    expected = r"Ée – $\alpha$$_2$ $\leq$ {$\mathbb{R}$}: ‘x’ → y° ± µ 数, 5\,km"
    assert expected == to_latex(text, ascii=False, protect=True, symbols=True)
    assert text == from_latex(expected, protect=True)
    assert "Η γλώσσα: β – ∞" == to_latex("Η γλώσσα: β – ∞", ascii=False)
    assert r"Η γλώσσα: β – $\infty$" == to_latex("Η γλώσσα: β – ∞", ascii=False, symbols=True)


def outside_math(latex: str) -> str:
    """Return *latex* without math, in which specials may stand bare, and without escaped characters."""
    return re.sub(r"\\.|\$\$(?:[^\\$]|\\.)+\$\$|\$(?:[^\\$]|\\.)+\$", "", latex)


def assert_is_safe(latex: str) -> None:
    """Fail unless *latex* can stand in a BibTeX field."""
    depth = 0
    for brace in re.findall("[{}]", latex):
        depth += 1 if brace == "{" else -1
        assert depth >= 0
    assert depth == 0
    assert re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]|  ", latex) is None
    assert re.search(r"(?<!\\)(?:\\\\)*\\\Z", latex.rstrip()) is None


@given(texts, st.booleans())
def test_escaped_text_is_safe(text: str, ascii: bool) -> None:
    """For any text, braces balance, nothing breaks a line, and no special stands bare."""
    latex = escape_latex(text, ascii=ascii)
    assert_is_safe(latex)
    bare = re.sub(r"\$[^$]+\$", "", re.sub(r"\\(?:[A-Za-z]+|.)", "x", latex))
    assert re.search(r"[%#$&_^<>|]", bare) is None
    assert (
        ascii
        or not latex.isascii()
        or text.isascii()
        or re.search(r"[^\x00-\x7f\x80-\x9f\xa0\u2028\u2029]", text) is None
    )


@given(texts, st.booleans(), st.booleans())
def test_latex_is_safe(markup: str, ascii: bool, protect: bool) -> None:
    """For any markup, braces balance, nothing breaks a line, and no comment or parameter stands bare."""
    latex = to_latex(markup, ascii=ascii, protect=protect)
    assert_is_safe(latex)
    assert re.search(r"[%#]", re.sub(r"\\.", "", latex)) is None
    assert re.search(r"[<>|]", outside_math(latex)) is None or "\\" in markup


@given(texts)
def test_markup_of_bare_text_is_the_text(text: str) -> None:
    """Escaped to markup and then to LaTeX, a text is what it is escaped to LaTeX directly."""
    if re.search("[{}]", text) is None:
        assert escape_latex(text, ascii=False) == to_latex(escape(text), ascii=False)


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_is_linear(piece: str) -> None:
    """100 kB of one delimiter take well under the time that a quadratic search would."""
    text = piece * (100_000 // len(piece)) + "\\"
    started = time.process_time()
    decode_accents(text)
    escape_latex(text, ascii=True)
    to_latex(text, ascii=True, protect=True)
    to_latex(text, ascii=False)
    assert time.process_time() - started < 10


# Letters that pandoc, bibtexparser (pylatexenc) and pybtex all know; not all know thorn, eth, eng or a dot below.
NAMES = [
    "Gödel", "Erdős", "Čech", "Łukasiewicz", "Møller", "Ångström", "Weiß", "Çelik", "Škoda", "Żak", "Wałęsa", "Ğ",
    "Peña", "Müller", "García-López", "O'Neill", "Œuvre", "Ægir", "Tůma", "Nguyen & Söhne", "Kārlis", "Ştefan",
]  # fmt: skip


def read_with_bibtexparser(latex: list[str]) -> list[str]:
    """Return the texts that bibtexparser with its LaTeX middleware sees."""
    source = "".join(f"@misc{{k{number}, note = {{{value}}}}}\n" for number, value in enumerate(latex))
    library = parse_string(source, append_middleware=[LatexDecodingMiddleware()])
    return [str(entry["note"]) for entry in library.entries]


def read_with_pybtex(latex: list[str]) -> list[str]:
    """Return the texts that pybtex sees."""
    return [str(Text.from_latex(value)) for value in latex]


def read_with_pandoc(latex: list[str]) -> list[str]:
    """Return the texts that pandoc sees."""
    text = pypandoc.convert_text("\n\n".join(latex), "plain", format="latex", extra_args=["--wrap=none"])
    return [str(line) for line in text.split("\n\n")]


@pytest.mark.parametrize("ascii", [False, True])
@pytest.mark.parametrize("read", [read_with_bibtexparser, read_with_pybtex, read_with_pandoc])
def test_other_readers_get_the_name_back(read: Callable[[list[str]], list[str]], ascii: bool) -> None:
    """Accented Latin names come back from the LaTeX decoders of other programs; pandoc curls the apostrophe."""
    got = read([escape_latex(name, ascii=ascii) for name in NAMES])
    assert NAMES == [name.strip().replace("’", "'") for name in got]


@given(st.text(st.sampled_from("aeoé–—“ñ가각ᄀ\u1161\u11a8\u0301\u0323\u0361\u09c7\u09beΩ\u2126\u00b4ȯ "), max_size=12))
def test_any_normal_form_is_the_same_latex(text: str) -> None:
    """Letters with their marks apart are written as those that hold them."""
    assert escape_latex(unicodedata.normalize("NFC", text), ascii=True) == escape_latex(text, ascii=True)


@given(
    st.lists(st.sampled_from(["a", " ", "-", "'", "\t", "\x00", "\xa0", "\u2028", "é", "%", "\ud800"]), max_size=9).map(
        "".join
    )
)
def test_tidy_text_is_left_as_it_is(text: str) -> None:
    """What is called tidy has nothing to clean, and no two characters that join."""
    latex, is_tidy = survey_to_latex(text, ascii=False)
    assert latex == to_latex(text, ascii=False)
    if is_tidy:
        assert not any(pair in text for pair in ("  ", "--", "''"))
        assert latex.replace("\\%", "%") == text
