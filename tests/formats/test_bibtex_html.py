"""Tests of HTML in BibTeX: what registries and programs put there is read as what it means, and comes back."""

import pytest

from arxiv2bib import dumps, loads
from arxiv2bib.formats.bibtex_html import may_have_html, without_html

SAMPLES = [
    ("R&amp;D", r"R\&D"),
    ("R&amp;amp;D", r"R\&D"),
    (r"Science {\&}amp$\mathsemicolon$ Art", r"Science \& Art"),
    (r"1{\&}{\#}x2013$\mathsemicolon$2", "1–2"),
    (r"1{\&}{\#}8211$\mathsemicolon$2", "1–2"),
    (r"1{\&}amp$\mathsemicolon$\#8211$\mathsemicolon$2", "1–2"),
    (r"{\&}lt$\mathsemicolon$b{\&}gt$\mathsemicolon$x{\&}lt$\mathsemicolon$/b{\&}gt$\mathsemicolon$", r"\textbf{x}"),
    (r"{\&}quot;classic{\&}quot;", '"classic"'),
    ("p &lt; 5 &#37;", r"p < 5 \%"),
    ("G&#246;del", "Gödel"),
    ("H<sub>2</sub>O", r"H\textsubscript{2}O"),
    ("x<SUP>2</SUP>", r"x\textsuperscript{2}"),
    (r"H$\less$sub$\greater$2$\less$/sub$\greater$O", r"H\textsubscript{2}O"),
    (r"{\textless}i{\textgreater}E. coli{\textless}/i{\textgreater}", r"\textit{E. coli}"),
    (r"\textless{}i\textgreater{}E. coli\textless/i\textgreater", r"\textit{E. coli}"),
    ("&lt;i&gt;in vivo&lt;/i&gt;", r"\textit{in vivo}"),
    ("<b>a <i>b</i></b>", r"\textbf{a \textit{b}}"),
    ("<jats:title>Abstract</jats:title><jats:p>One.</jats:p><jats:p>Two.</jats:p>", "One. Two."),
    (r"<p>3 {\textless} 4</p>", r"3 {\textless} 4"),
]
PLAIN = [
    r"Cats \& Dogs", r"R\&amp;D", "A & b; &c;", "2 < 3", "the <b> tag", "all </p> of it", "$a<i>b</i>$", "$x</b$",
    r"1 {\textless} 2", "unless less", r"$\lesssim$", "a {<i>b} c</i>", "&#1;", r"$<$i$>$x$<$/i$>$",
]  # fmt: skip


@pytest.mark.parametrize(("tex", "expected"), SAMPLES)
def test_html_is_read_as_tex(tex: str, expected: str) -> None:
    """Entities are characters, in one spelling or another, and tags with a partner are commands."""
    assert expected == without_html(tex)
    assert may_have_html(tex)


@pytest.mark.parametrize("tex", PLAIN)
def test_other_text_is_left(tex: str) -> None:
    """A tag alone, a tag in a formula, and what the exporter writes for a text on HTML are what they are."""
    assert without_html(tex) is None


@pytest.mark.parametrize(("tex", "meant"), SAMPLES)
@pytest.mark.parametrize("name", ["title", "journal", "abstract", "note", "publisher"])
@pytest.mark.parametrize("via", ["ris", "csl-json", "biblatex"])
def test_html_comes_back(via: str, name: str, tex: str, meant: str) -> None:
    """A field with HTML says what its TeX would, and is written as it was, also after another format."""
    text = f"@article{{a,\n  {name:<13} = {{{tex}}}\n}}\n"
    library = loads(text, "bibtex")
    same = loads(text.replace(tex, meant), "bibtex")
    assert same[0].evolve(extra=()) == library[0].evolve(extra=())
    assert text == dumps(library, "bibtex", preserve=False)
    back = loads(dumps(library, via), via)
    assert text == dumps(back, "bibtex")


def test_addresses_and_unknown_fields_are_left() -> None:
    """An ampersand in an address, and any text in a field that nobody knows, is what it is."""
    library = loads("@misc{a, url = {http://a.org/?x&amp;y}, shelf = {<i>x</i>}}", "bibtex")
    assert library[0].url == "http://a.org/?x&amp;y"
    assert library[0].extra[0].value == "<i>x</i>"


def test_edited_text_is_written_anew() -> None:
    """HTML of a title that was edited is forgotten."""
    library = loads("@book{a, title = {H<sub>2</sub>O}}", "bibtex")
    edited = dumps(library.map(lambda entry: entry.evolve(title="CO<sub>2</sub>")), "bibtex", preserve=False)
    assert "@book{a,\n  title         = {{CO}\\textsubscript{2}}\n}\n" == edited


@pytest.mark.parametrize("tex", ["<i>a</i> ", "<i>", "&amp;", r"$\less$", r"{\textless}i{\textgreater}", "{<b>x</b>"])
def test_long_texts_take_no_time(tex: str) -> None:
    """A text of a hundred thousand tags is read as fast as any other; what is behind the first thousand stays."""
    may_have_html(tex * 20_000)
    without_html(tex * 20_000 + "</i>")
