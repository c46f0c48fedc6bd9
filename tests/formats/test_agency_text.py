"""Titles and abstracts of registration agencies: face markup, MathML, JATS, entities."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib.formats.agency_text import decode_paragraphs, decode_text, decode_words
from arxiv2bib.text.markup import plain, tokenize

MML = 'xmlns:mml="http://www.w3.org/1998/Math/MathML"'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plain   words\n  of a title", "Plain words of a title"),
        ("Marketing &amp; Sales", "Marketing & Sales"),
        ("Marketing &amp;amp; Sales", "Marketing & Sales"),
        ("R&D and AT&T; Q&A", "R&D and AT&T; Q&A"),
        ("p &lt; 0.05", "p < 0.05"),
        ("p < 0.05 and q > 1", "p < 0.05 and q > 1"),
        ("CO<sub>2</sub> and <i>E. coli</i>", "CO<sub>2</sub> and <i>E. coli</i>"),
        ("&lt;i&gt;E. coli&lt;/i&gt;", "<i>E. coli</i>"),
        ("&amp;lt;i&amp;gt;E. coli&amp;lt;/i&amp;gt;", "<i>E. coli</i>"),
        ("<jats:italic>E. coli</jats:italic> <em>x</em> <bold>y</bold>", "<i>E. coli</i> <i>x</i> <b>y</b>"),
        ("<scp>MRI</scp>", '<span style="font-variant:small-caps;">MRI</span>'),
        ("<sc>Foo</sc> <u>bar</u> <tt>baz</tt>", '<span style="font-variant:small-caps;">Foo</span> bar baz'),
        ('<span class="x">a</span> <xref ref-type="bibr" rid="b1">1</xref>', "a 1"),
        ("One<br/>two", "One two"),
        ("<![CDATA[On <i>x</i>]]>", "On <i>x</i>"),
        ("A <!-- note --> B", "A B"),
        ("<i>open and <b>crossed</i> over</b>", "<i>open and crossed</i> over"),
        ("shut</i> <i></i> <i>open", "shut open"),
        ("a <foo> of <T> types", "a <foo> of <T> types"),
        ("costs $5 and $6", r"costs \$5 and \$6"),
        ("the $L_p$ norm", "the $L_p$ norm"),
        (r"back\slash", r"back\\slash"),
        ("zero\u200bwidth and soft\u00adhyphen", "zerowidth and softhyphen"),
        ("", ""),
        ("<p></p>", ""),
    ],
)
def test_titles(text: str, expected: str) -> None:
    """Face markup is the model's, entities are characters, and anything else is what it is."""
    assert expected == decode_text(text)


@pytest.mark.parametrize(
    ("mathml", "expected"),
    [
        ("<mi>B</mi>", "$B$"),
        ("<mi>α</mi>", "α"),
        ("<mi>sin</mi><mi>x</mi>", r"$\sin x$"),
        ("<mi>Tb</mi>", r"$\mathrm{Tb}$"),
        ("<msub><mi>H</mi><mn>2</mn></msub><mi>O</mi>", "$H_2O$"),
        ("<msup><mi>x</mi><mrow><mi>n</mi><mo>+</mo><mn>1</mn></mrow></msup>", "$x^{n+1}$"),
        ("<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>", "$x_1^2$"),
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac>", r"$\frac{1}{2}$"),
        ("<msqrt><mi>s</mi></msqrt><mo>=</mo><mn>7</mn><mtext> TeV</mtext>", r"$\sqrt{s}=7\text{ TeV}$"),
        ("<mover><mi>B</mi><mo>¯</mo></mover>", r"$\bar{B}$"),
        ("<mover><mi>x</mi><mo>→</mo></mover>", r"$\vec{x}$"),
        ("<msup><mi>B</mi><mo>+</mo></msup><mo>→</mo><mi>J</mi><mo>/</mo><mi>ψ</mi>", r"$B^+\to J/\psi$"),
        ('<mi mathvariant="double-struck">R</mi>', r"$\mathbb{R}$"),
        ("<mfenced><mi>a</mi><mi>b</mi></mfenced>", "$(a,b)$"),
        ("<mmultiscripts><mi>Tb</mi><mprescripts/><none/><mn>153</mn></mmultiscripts>", r"${}^{153}\mathrm{Tb}$"),
        ("<semantics><mi>x</mi><annotation>y</annotation></semantics>", "$x$"),
        ("<mrow><mi>x</mi><mo>≥</mo><mn>0</mn></mrow>", r"$x\geq0$"),
        ("<mi>x</mi><mo>&lt;</mo><mi>y</mi>", "$x<y$"),
        ("<mn>10</mn><mo>%</mo>", r"$10\%$"),
        ("<munder><mi>lim</mi><mi>n</mi></munder>", r"$\lim_n$"),
        ("<unknown><mi>x</mi></unknown>", "$x$"),
        ("<msub><mi>H</mi></msub>", "$H$"),
        ("plain words", r"$\text{plain words}$"),
        ("", ""),
    ],
)
def test_mathml_is_tex(mathml: str, expected: str) -> None:
    """A formula becomes TeX in dollars, one symbol alone its character."""
    prefixed = mathml.replace("</", "</mml:").replace("<m", "<mml:m")
    assert expected == decode_text(f"<math>{mathml}</math>") == decode_text(f"<mml:math {MML}>{prefixed}</mml:math>")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("spin in the<math><mi>N</mi></math>nucleus", "spin in the $N$ nucleus"),
        ("the<math><mi>k</mi></math>th and 4<math><mi>k</mi></math>-fold", "the $k$th and 4$k$-fold"),
        ("<tex-math>$$x^2$$</tex-math>", "$x^2$"),
        (r"<tex-math>\documentclass{x}\begin{document}$$y$$\end{document}</tex-math><math><mi>y</mi></math>", "$y$"),
        ("<math><mi>x", "$x$"),
    ],
)
def test_formulas_in_words(text: str, expected: str) -> None:
    """A blank that got lost beside a formula is set, the same formula in two notations stands once."""
    assert expected == decode_text(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<jats:p>One.</jats:p><jats:p>Two.</jats:p>", "One.\nTwo."),
        ("<jats:title>Abstract</jats:title><jats:p>One.</jats:p>", "One."),
        ("<jats:sec><jats:title>Background</jats:title><jats:p>One.</jats:p></jats:sec>", "Background: One."),
        ("<jats:title>Summary.</jats:title><jats:sec><jats:title>Aims:</jats:title> A</jats:sec>", "Aims: A"),
        ("<jats:p>&lt;em&gt;Abstract.&lt;/em&gt;—We fish.</jats:p>", "We fish."),
        ("Abstract. We fish.", "Abstract. We fish."),
        ("One line\nwraps to the next at some place or other\nand ends.\n\nThen more.",
         "One line\nwraps to the next at some place or other and ends.\nThen more."),
        ("<p>x</p>\n   <p>y<br>z</p>", "x\ny\nz"),
        ("<jats:list><jats:list-item><jats:p>a</jats:p></jats:list-item></jats:list>", "a"),
    ],
)  # fmt: skip
def test_abstracts(text: str, expected: str) -> None:
    """Each paragraph is a line, headings stand before theirs, and the heading "Abstract" goes."""
    assert expected == decode_paragraphs(text)


def test_words_are_bare() -> None:
    """Names and places have no markup."""
    assert "Müller & Söhne <x> $5" == decode_words(" M&uuml;ller &amp;\n <i>S&#246;hne</i> <x> $5")


PIECES = st.sampled_from(
    ["<", ">", "<i>", "</i>", "<b>", "</b>", "<jats:p>", "</jats:p>", "<jats:title>", "</jats:title>", "<mml:math>",
     "</mml:math>", "<mml:mi>", "</mml:mi>", "<mml:msub>", "&", "&amp;", "&lt;", "&#0;", "&#xD800;", "<!--", "-->",
     "<![CDATA[", "]]>", "<tex-math>", "$", "\\", "\x00", "\ud800", " ", "x", "Abstract", "\n", '<i a="b">', "<a b=>"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=12).map("".join))
def test_any_text_becomes_markup(text: str) -> None:
    """Nothing raises, tags balance, and no control character but the line's end is left."""
    for decoded in (decode_text(text), decode_paragraphs(text)):
        kinds = [kind for kind, _ in tokenize(decoded)]
        assert kinds.count("open") == kinds.count("close")  # type: ignore[arg-type]
        assert not any(ord(character) < 32 and character != "\n" for character in plain(decoded))


@pytest.mark.parametrize("piece", ["<i>", "</i>", "<i></b>", "<mml:math><mml:mi>", "<!--", "<![CDATA[", "&amp;", "<a "])
def test_time_is_linear(piece: str) -> None:
    """A text of 100,000 characters without any end is read at once."""
    text = piece * (100_000 // len(piece))
    assert isinstance(decode_text(text), str)
    assert isinstance(decode_paragraphs(text), str)
