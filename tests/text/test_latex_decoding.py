r"""LaTeX of BibTeX fields to markup, text and addresses."""

import re
import time
import unicodedata
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from arxiv2bib.text import latex_decoding
from arxiv2bib.text.latex import escape_latex, to_latex
from arxiv2bib.text.latex_decoding import from_latex, from_latex_text, from_latex_verbatim
from arxiv2bib.text.markup import tokenize

# Built of TeX's, BibTeX's and the markup's own delimiters: arbitrary text would hardly ever hold one.
CLEAN = [
    "a", "b", "CNN", "Word", " word ", " of ", " ", "  ", "\n", "{}", "{X}", "{Deep CNN}", "{B}ayes", "{{CNN}}", "}",
    "{", "\\{", "\\}", "[", "]", "*", "1", "5", "é", "É", "π", "“", "\u00a0", "数", ":", ".",
    "{\\'e}", "\\'e", "\\'{E}", "{{\\'E}}", "\\\"{\\i}", "{\\v s}", "\\c c", "{\\~{\\^e}}", "\\o ", "{\\o}", "\\ss ",
    "\\~{}", "/~", "~", "-", "--", "---", "'", "''", "``", "!`", "?`", '"', "<", ">", "|", "<i>", "</i>",
    '<span class="nocase">', "</span>", "\\$", "\\%", "%", "&", "\\&", "#", "_", "^", "\\_", "\\#", "\\\\", "\\,",
    "\\ ", "\\-", "\\/", "\\textbackslash{}", "\\ldots", "{\\ldots}", "\\LaTeX", "\\ensuremath{\\lbrace}", "\\par ",
    "$x$", "$O(N)$", "$\\alpha$", "$^2$", "$_2$", "$<$", "\\(x\\)", "\\emph{a}", "\\emph{", "\\textit{{E}. coli}",
    "\\textbf{x}", "{\\it x}", "{\\em ", "{\\bf\\em x}", "\\textsc{F}", "\\textsubscript{2}", "\\enquote{x}",
    "\\enquote{", "\\mbox{", "\\url{http://x/~a_b}", "\\uppercase{A}",
]  # fmt: skip
KEPT = [
    "\\foo", "\\foo ", "\\foo{}", "{\\foo}", "\\foo{a},", "\\foo[x]{y}.", "\\href{u}{t}:", "{\\tt x};", "\\tt ", "\\'",
    "$", "$$", "\\(", "\\)", "\\[y\\]", "`", "‘", "’", "\\", "\x00", "\x01", "\x02", "\x03", "\x04", "\ud800",
]  # fmt: skip
clean = st.lists(st.sampled_from(CLEAN), max_size=12).map("".join)
texts = st.lists(st.sampled_from(CLEAN + KEPT) | st.text(st.characters(), max_size=3), max_size=12).map("".join)


@pytest.mark.parametrize(
    ("latex", "markup"),
    [
        (r"{\'e} \'{e} \'e {\"{\i}} \c c {\c{c}} {\v s} \.I \'\i", "é é é ï ç ç š İ í"),
        (r"{\~{\^e}} {\'{\c{c}}} \'{\'\o} {\d{\^a}} \'{es}", "ễ ḉ ǿ\u0301 ậ és"),
        (r"\h{a} {\h{\^o}} \'{\ohorn} {\UHORN} \textcommabelow{s} {\textcommabelow{\u{a}}}", "ả ổ ớ Ư ș ă̦"),
        (r"\'{\protect\i} {\protect\'e} {\textschwa}", "í é ə"),
        (r"Arnol{\cprime}d, Gel\cprime fand, {\cdprime} \Dbar ung {\dbar}", "Arnolʹd, Gelʹfand, ʺ Đung đ"),
        ("Gel${}'$fand, pod${}''$ezd, 3$'$ and $<'$", "Gelʹfand, podʺezd, 3′ and $<'$"),
        (r"G\polhk{a}dek, R\ocirc uza, \udot{o} \lfhook{S}, Nguy\cftil{e}n \cfudot o", "Gądek, Růza, ọ Ș, Nguyễn ộ"),
        ('Каталог "--- дом, a~"---~b, "big"---small', 'Каталог — дом, a\u00a0—\u00a0b, "big"—small'),
        ("Труды <<Сети>> и <<{Сети}>>, a << b, 1 << 2 >> 3", "Труды «Сети» и «Сети», a << b, 1 << 2 >> 3"),
        (r"\No 3, 2\ieme\ tome, 1\up{er}", "N<sup>o</sup> 3, 2<sup>e</sup> tome, 1<sup>er</sup>"),
        (r"\ss{}e {\o}re \o re {\L}\L ukasz \AA\i", "ße øre øre ŁŁukasz Åı"),
        (r"a\textendash b {\textemdash} {\ldots} \ldots\ x \dots y", "a–b — … … x … y"),
        (r"\S 5 {\P} \copyright{} \textregistered \pounds 5 \dag", "§5 ¶ © ®£5 †"),
        (r"\& \% \$ \_ \# \{ \} 5% & _", r"& % \$ _ # { } 5% & _"),
        (r"\textasciitilde{}\textasciicircum{}\textbackslash{}\~{}\^{}", r"~^\\~^"),
        (r"a\,b c\ d e\-f \/g\@.", "a\u2009b c d e\u00adf g."),
        (r"\alpha-synuclein, {\texttimes}", "α-synuclein, ×"),
        (r"CO(1{\textrightarrow}0), m{\texttwosuperior}, \textminus 5", "CO(1→0), m², −5"),
        (r"\LaTeX\ and {\TeX} by \BibTeX{} \LaTeX now", "LaTeX and TeX by BibTeX LaTeX now"),
    ],
)
def test_characters(latex: str, markup: str) -> None:
    """Accents, letters and symbols become characters, with the braces and the space that end their names."""
    assert markup == from_latex(latex)


@pytest.mark.parametrize(
    ("latex", "markup"),
    [
        ("a--b---c----d", "a–b—c—-d"),
        ("-{}- -{}-{}- '{}' `{}`", "-- --- '' ``"),
        ("``a'' `b' don't '90s !`c ?`d", "“a” ‘b’ don't '90s ¡c ¿d"),
        ("a ` b, `c", "a ` b, `c"),
        ("a~b {\\'e}~c", "a\u00a0b é\u00a0c"),
        (
            "http://x.org/~a http://x.org/\\~a http://x.org/{$\\sim$}a",
            "http://x.org/~a http://x.org/~a http://x.org/~a",
        ),
        (r"\enquote{a \enquote{b}} \enquote*{c}", "“a ‘b’” ‘c’"),
        ('"`Hallo"\' "`a `b\' c"\' "`x', '„Hallo“ „a ‘b’ c“ "`x'),
        (r"\og Oui \fg{} \og{}Non\fg{}", "«\u00a0Oui\u00a0» «\u00a0Non\u00a0»"),
    ],
)
def test_typography(latex: str, markup: str) -> None:
    """TeX's dashes, quotes and ties become characters; braces between two marks keep them apart."""
    assert markup == from_latex(latex)


@pytest.mark.parametrize(
    ("latex", "markup"),
    [
        (r"$\pi$ $ \alpha $ ${\beta}$ $\mathbb{R}$ $\leq$ 10$^{2}$ CO$_2$ 5$^\circ$", "π α β ℝ ≤ 10² CO₂ 5°"),
        (r"$<$ $>$ $|$ \ensuremath{\lbrace}\ensuremath{\rbrace} \ensuremath{^2}", "< > | {} ²"),
        (r"$n$ $e$ $10^{-3}$ $\mathcal{O}(n)$ $$x$$ $a\%b$", r"$n$ $e$ $10^{-3}$ $\mathcal{O}(n)$ $$x$$ $a\%b$"),
        (r"\(x+1\) \[y\] \ensuremath{x+1}", "$x+1$ $$y$$ $x+1$"),
        (r"$\'e -- ``x'' {a} ~$", r"$\'e -- ``x'' {a} ~$"),
        ("5$ a", r"5\$ a"),
        ("$$", r"\$\$"),
        (r"5$ or \(a", r"5\$ or (a"),
    ],
)
def test_math(latex: str, markup: str) -> None:
    """One symbol of math is a character, all other math stays as it is, and a lone dollar is text."""
    assert markup == from_latex(latex)


@pytest.mark.parametrize(
    ("latex", "markup"),
    [
        (
            r"\emph{a \textbf{b}} \mkbibemph{c} {\it d} {\em e} {\itshape f}",
            "<i>a <b>b</b></i> <i>c</i> <i>d</i> <i>e</i> <i>f</i>",
        ),
        (r"{\em y \bf z} w", "<i>y <b>z</b></i> w"),
        (r"\em{x} y {\em{x} y}", "<i>x</i> y <i>x y</i>"),
        (r"\it a", "<i>a</i>"),
        (r"H\textsubscript{2}O x\textsuperscript{th}", "H<sub>2</sub>O x<sup>th</sup>"),
        (
            r"{\sc A} \textsc{b}",
            '<span style="font-variant:small-caps;">A</span> <span style="font-variant:small-caps;">b</span>',
        ),
        (r"\emph{}a\textit{ }b{\it}", "a b"),
        (r"\mbox{a} \text{b} \protect\textnormal{c} {\rm d} {\small e} \relax f", "a b c d e f"),
        (r"{\tt x\_y} {\sf a} \texttt{b}", r"\texttt{x\_y} \textsf{a} \texttt{b}"),
        (r"\url{http://x.org/a_b\%20\~{}c} {\tt http://x.org/a\_b}", "http://x.org/a_b%20~c http://x.org/a_b"),
        (
            r"\foreignlanguage{german}{Der \emph{T}} {\selectlanguage{french} Le x} \NoCaseChange{a} \guillemetleft",
            "Der <i>T</i> Le x a «",
        ),
        (r"\foreignlanguage{german} x", r"\foreignlanguage{german} x"),
        (r"\verb+http://x.org/~a+ \path|a\b|", r"http://x.org/~a a\\b"),
        (r"\url{a$b}", r"a\$b"),
    ],
)
def test_fonts(latex: str, markup: str) -> None:
    """Font commands and switches become tags; what no reader sees goes, a font without a tag is kept TeX."""
    assert markup == from_latex(latex)


@pytest.mark.parametrize(
    ("latex", "markup"),
    [
        (r"\foo{a--{\'e}} \foo[x]{a}{b}c \foo bar", r"\foo{a--é} \foo[x]{a}{b}c \foo bar"),
        (r"\foo {a} \foo*{b}", r"\foo{a} \foo{b}"),
        (
            r"{\foo}bar \foo{}bar {\foo} bar \foo{} bar \foo{}, \foo",
            r"\foo{}bar \foo{}bar \foo bar \foo bar \foo, \foo",
        ),
        (r"\foo\{a\} {\foo}[x]", r"\foo\{a} \foo{}[x]"),
        (r"\href{http://x}{\'E}", r"\href{http://x}{É}"),
        (r"\foo{a", r"\foo\{a"),
    ],
)
def test_kept_commands(latex: str, markup: str) -> None:
    """An unknown command stays with its arguments, and nothing behind it becomes one of them."""
    assert markup == from_latex(latex)


@pytest.mark.parametrize(
    ("latex", "markup"),
    [
        ("", ""), ("  a\n\n  b \t", "a b"), (r"a \\ b\\[2pt]c \newline d \par", "a b c d"), ("a\x00b\x01", "ab"),
        ("{", "{"), ("}{", "}{"), ("{a", "{a"), ("{{a}", "{a"), ("a}", "a}"), ("\\", r"\\"), (r"{\}", "{}"),
        (r"\5 \é", r"\\5 \\é"), (r"\'", "'"), ("<i>x</i> < 3", r"\<i>x\</i> < 3"), ("<{i}>", r"\<i>"),
        ("$<$i$>$", r"\<i>"),
    ],
)  # fmt: skip
def test_white_space_and_damage(latex: str, markup: str) -> None:
    """Breaks are blanks, controls go, a brace without a partner is a brace, and what looks like a tag is escaped."""
    assert markup == from_latex(latex)


def nocase(text: str) -> str:
    """Return *text* with its case protected."""
    return f'<span class="nocase">{text}</span>'


@pytest.mark.parametrize(
    ("latex", "markup"),
    [
        ("{GW}150914", nocase("GW") + "150914"),
        ("The {B}ayesian {John Wayne}", f"The {nocase('B')}ayesian {nocase('John Wayne')}"),
        (
            "{CNNs}, {BERT}: {COVID-19} for {{DNA}} ({SOSP} '01) {2018} {}",
            "CNNs, BERT: COVID-19 for DNA (SOSP '01) 2018",
        ),
        ("{BERT:} The {CNN RNN} of {(FPL)}", "BERT: The CNN RNN of (FPL)"),
        ("{Whole Title of a Paper}", nocase("Whole Title of a Paper")),
        ("{{Whole {CNN} Title}}", nocase("Whole CNN Title")),
        ("{X}YZ, A{B}C", "XYZ, ABC"),
        ("On { Foo }s", f"On {nocase('Foo')} s"),
        (r"{\'E}cole {\'Ecole} {{\'E}}cole", f"École École {nocase('É')}cole"),
        (
            r"{$O(N)$} {$O(N)$-time} {{\foo{X}}} {$\Delta$}-method",
            rf"$O(N)$ {nocase('$O(N)$-time')} \foo{{X}} Δ-method",
        ),
        (
            r"The Great \emph{{E}. coli} {\emph{Foo}} {{\emph{Foo}}} Title",
            f"The Great <i>E. coli</i> <i>Foo</i> {nocase('<i>Foo</i>')} Title",
        ),
        (r"{CO}\textsubscript{2} \uppercase{A}lgorithm", f"CO<sub>2</sub> {nocase('A')}lgorithm"),
    ],
)
def test_protected(latex: str, markup: str) -> None:
    """Braces that keep capitals become nocase, but for those that the exporter sets by itself."""
    assert markup == from_latex(latex, protect=True)


_title_pieces = st.sampled_from(
    [
        "CNN",
        "deep",
        "Deep",
        "Gaussian",
        "MR-Guided",
        "3D",
        "iPhone",
        "A",
        "X",
        "O(N)",
        "GPU:",
        "anti",
        "Jo",
        "of",
        "é",
        "A CNN of",
    ]
)
_title_links = st.sampled_from([" ", " ", " ", "-", ", ", ": ", "'s ", ". "])


@given(st.lists(st.tuples(_title_pieces, _title_links, st.booleans()), min_size=1, max_size=9))
def test_usual_groups_are_known_word_by_word(pieces: list[tuple[str, str, bool]]) -> None:
    """Where no group says more than its word, that is what a look at the whole title says as well."""
    words = [(f"{{{word}}}" if is_group else word) + link for word, link, is_group in pieces]
    title = "".join(words)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(latex_decoding, "_are_usual", lambda first, parts: False)
        expected = from_latex(title, protect=True)
    assert from_latex(title, protect=True) == expected


def test_braces_go_without_protect() -> None:
    """In fields whose case no style changes, braces only group."""
    assert "GW150914 and The Whole" == from_latex("{GW}150914 and {{The Whole}}")


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"Springer", "Springer"), (r"North\,--\,Holland {\&} S{\"o}hne", "North\u2009–\u2009Holland & Söhne"),
        (r"{O'Reilly} \& ``Co''", "O'Reilly & “Co”"), (r"5\$ \textbackslash{} $<$i$>$ $\pi$", r"5$ \ <i> π"),
        ("", ""), (r"\emph{a}", None), ("$x_1$", None), (r"\foo", None), (r"\foo{a}", None), (r"{\tt a}", None),
    ],
)  # fmt: skip
def test_text(latex: str, text: str | None) -> None:
    """Plain text comes bare, and what it cannot hold is None."""
    assert text == from_latex_text(latex)


@pytest.mark.parametrize(
    ("latex", "address"),
    [
        (r"\url{http://x.org/\_a\%20\~{}b}", "http://x.org/_a%20~b"),
        (r"\href{http://x.org/a{b}}{Text}", "http://x.org/ab"),
        ("<http://x.org>", "http://x.org"),
        (r"10.1000/{\_}a\&b\#c\^{}d\$e", "10.1000/_a&b#c^d$e"),
        (r"http://x/$\sim$a/{\textasciitilde}b/\textasciitilde c/~d/\~e", "http://x/~a/~b/~c/~d/~e"),
        ("http://x.org/\n    a%20b?c=d--e''", "http://x.org/a%20b?c=d--e''"),
        (r"10.1002/(SICI)1\textless1::AID-X$>$3.0", "10.1002/(SICI)1<1::AID-X>3.0"),
        (r"C:\Users\x.pdf", r"C:\Users\x.pdf"),
        (r"See \url{http://x.org}", "See http://x.org"),
        ("{a}{b", "ab"),
        ("", ""),
    ],
)
def test_verbatim(latex: str, address: str) -> None:
    """Addresses lose TeX's escapes and commands and nothing else."""
    assert address == from_latex_verbatim(latex)


# What has one LaTeX for two characters; the other one comes back. And characters for which LaTeX has letters only.
LOST_IN_ASCII = "ˆ˙˜‐―⁎∆∊∍∕∗∶⋅∎♢⪯⪰〈〉ﬁﬂℊℎℯℴ⩮"


def unify(text: str) -> str:
    """Return *text* without what ASCII cannot tell apart or LaTeX does not keep."""
    return unicodedata.normalize("NFC", text).replace("‘", "`").replace("’", "'")


def test_every_symbol_comes_back() -> None:
    """What escape_latex writes for a character in ASCII is read as that character, but for a short list."""
    lost = ""
    for code in range(0xA0, 0x3100):
        character = chr(code)
        if character.isprintable() and not unicodedata.combining(character) and unify(character) == character:
            latex = escape_latex(f"x {character}a", ascii=True)
            if from_latex_text(latex) != f"x {character}a":
                lost += character
    assert set(lost) <= set(LOST_IN_ASCII)


plain_texts = st.lists(
    st.sampled_from(
        [*"aZ é É ı ß ő π ≤ ℝ – — “ ” … 数 1 . , : - ' \" ` & % $ # _ ^ ~ < > | { } \\ / [ ] ! ?".split(), " "]
    )
    | st.sampled_from(["--", "---", "''", "``", "\u00a0", "<i>", "</b>", "http://x.org/~a", "\\foo", "$x$", "word"]),
    max_size=12,
).map(lambda pieces: " ".join("".join(pieces).split(" ")).strip(" "))


@given(plain_texts, st.booleans())
def test_escaped_text_comes_back(text: str, ascii: bool) -> None:
    """Escaped text is read back, but for a backtick that opens a quotation, and a tie behind a slash: a URL's tilde."""
    text = re.sub(" +", " ", re.sub("/\u00a0+", "/", text))
    expected = from_latex_text(escape_latex(text, ascii=ascii))
    assert expected is not None
    assert unify(text) == unify(expected)
    if "`" not in text:
        assert text == expected


@given(texts, st.booleans())
def test_never_raises(latex: str, protect: bool) -> None:
    """Any string has a reading, with single blanks, none at the ends, and no control character."""
    markup = from_latex(latex, protect=protect)
    assert re.search(r"[\x00-\x1f\x7f]|  |\A | \Z", markup) is None
    text = from_latex_text(latex)
    assert text is None or re.search(r"[\x00-\x1f\x7f]", text) is None
    from_latex_verbatim(latex)
    tokenize(markup)


@given(clean, st.booleans(), st.booleans())
def test_markup_is_a_fixed_point(latex: str, ascii: bool, protect: bool) -> None:
    """What was read is read again from the LaTeX that is written for it."""
    markup = from_latex(latex, protect=protect)
    written = to_latex(markup, ascii=ascii, protect=protect)
    assert unify(markup) == unify(from_latex(written, protect=protect))


@given(clean, st.booleans())
def test_text_is_a_fixed_point(latex: str, ascii: bool) -> None:
    """Text that was read is read again from its escaped form."""
    text = from_latex_text(latex)
    if text is not None:
        assert unify(text) == unify(from_latex_text(escape_latex(text, ascii=ascii)) or "")


@given(texts, st.booleans())
def test_damage_is_mended_in_two_steps(latex: str, protect: bool) -> None:
    """Math and kept TeX that to_latex has to mend are stable once they are mended."""
    markup = from_latex(latex.replace("\ud800", ""), protect=protect)
    for _ in range(2):
        markup = from_latex(to_latex(markup, ascii=False, protect=protect), protect=protect)
    assert markup == from_latex(to_latex(markup, ascii=False, protect=protect), protect=protect)


HOSTILE = [
    "{",
    "}",
    "$",
    "\\",
    "\\a{",
    "\\a[",
    "\\em{",
    "\\em ",
    "{\\em ",
    "{\\tt ",
    "\\url{",
    "\\(",
    "\\[",
    "\\'{",
    "\\'",
    "{\\'",
    "$$",
    "$a$",
    "\\$",
    "{}",
    "{a}",
    "\\foo{a}",
    "\\foo{}",
    "\\~{",
    "`",
    "`a'",
    "--",
    "''",
    "<i>",
    "\\verb|",
    "\\href{a}{",
    "{A}b",
    "{{A}",
    "\\enquote{",
    "\\emph{",
    "\\^\\",
    " \n",
    "\\ensuremath{",
    "{\\o",
    "\\foo ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_is_linear(piece: str) -> None:
    """300 kB of one delimiter take well under the time that a quadratic search would."""
    text = piece * (300_000 // len(piece))
    started = time.process_time()
    from_latex(text)
    from_latex(text + " x", protect=True)
    from_latex_verbatim(text)
    assert time.process_time() - started < 10


def test_deep_nesting() -> None:
    """Fifty thousand nested groups need no recursion."""
    depth = 50_000
    assert "x" == from_latex("{" * depth + "x" + "}" * depth)
    assert "<i>" * 3 + "x" == from_latex(r"\emph{" * depth + "x" + "}" * depth)[-(depth * 4 + 10) :][:10]
    assert nocase("Xy z") == from_latex("{" * depth + "Xy z" + "}" * depth, protect=True)


_GROUPED = "{CNN} {CNN}: {CNN}s {PB-IAD} {iPhone}, {3D} {COVID-19} a{DNA} {DNA}b {DNA}{RNA} {Aa} {A} Of NETS {é} {X2};"
_grouped_words = st.sampled_from([*_GROUPED.split(" "), "{}", "{a", "CNN}", "--", "''", " ", "é{CNN}", "{CNN}é", "BIG"])


@given(st.lists(_grouped_words, max_size=6).map(" ".join))
def test_acronyms_in_braces_are_read_as_any_group_is(latex: str) -> None:
    """The look at all of them at once gives what each group by itself does."""
    quick = from_latex(latex, protect=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(latex_decoding, "without_acronyms_in_braces", lambda text: text)
        assert from_latex(latex, protect=True) == quick


_signs = st.lists(st.sampled_from(["a ", "5", "\\%", "\\&", "\\_", "\\#", "\\,", "\\\\", "\\", "--", "''", "}", "~"]))
_gaps = st.lists(st.sampled_from(["a", "CNN", "{", " ", " {} ", "{ ", "}", "\\o ", "\\ ", "$x$", "\\& ", " ~ "]))


@given(texts | _signs.map("".join) | _gaps.map("".join), st.booleans())
@example(r"a\,5\%", False)
@example("a {} b", False)
@example("{} a", True)
def test_what_needs_no_second_look_is_read_as_all_is(latex: str, protect: bool) -> None:
    """Signs behind backslashes, and tokens that leave blanks as they are, give what tokens and blanks in general do."""
    found = from_latex(latex, protect=protect)
    finish = latex_decoding._finish
    with (
        patch.object(latex_decoding, "_unescape_signs", lambda _latex: None),
        patch.object(latex_decoding, "_split_groups", lambda _latex: None),
        patch.object(latex_decoding, "_finish", lambda markup, **_options: finish(markup)),
    ):
        assert from_latex(latex, protect=protect) == found


@pytest.mark.parametrize(
    ("latex", "markup"),
    [
        (",,Pan Tadeusz'' i inne", "„Pan Tadeusz” i inne"),
        (",,Eine Gefahr``", "„Eine Gefahr“"),
        ("5 ,, 6''", "5 ,, 6”"),
        (r"Idols \mkbibbrackets{\mkbibemph{ktb}}", "Idols [<i>ktb</i>]"),
        (r"\mkbibparens{x} \mkbibacro{RIMA}", "(x) RIMA"),
        (r"rev.\@ ed.\isdot", "rev. ed."),
        (r"Lund\addcomma\addspace Oslo\nopunct", "Lund, Oslo"),
    ],
)
def test_commas_for_quotation_marks_and_commands_of_biblatex(latex: str, markup: str) -> None:
    """As they come out in print."""
    assert markup == from_latex(latex)
