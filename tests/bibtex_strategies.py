"""Strategies for BibTeX files, made of its delimiters: what a program writes, what people make of it, and neither."""

from hypothesis import strategies as st

NEWLINES = ("\n", "\r\n", "\r")

FRAGMENTS = (
    *"@ { } ( ) \" # , = % \\ ~ $ & - -- ' ` : . + / _ < > ; ? !".split(),
    " ", "  ", "\t", "\n", "\r\n", "\r", "\f", "\n\n",
    "\x00", "\xa0", "\x85", "\u2028", "\x1c", "\ufeff", "\udc80",
    "@article{", "@book(", "@misc{k1,", "\n@misc{k2,\n", "@comment{", "@comment", "@preamble{", "@string{", "@string(",
    "@ article {", "@xdata{k3,", "me@example.org (me)", "@a.b{", "@1{", "},\n", "}\n", "\n}\n\n", "{{", "}}",
    "title = {",
    "title = ", 'title = "',
    "author = {A. Smith and ", " and others", "family=de", "given = ", "year = 2001",
    "year=", "month = jan", " # ", "jan # ", '" # "', "month = ", "date = {2004-06/2005}", "Date Added = {", "a+b = {",
    "crossref = {k1}", "xdata = {k1, k2}", "crossref = k2", "doi = {10.1000/x_1}", "url = {http://x.org/a%20b#c}",
    "eprint = {1706.03762v2}", "archivePrefix = {arXiv}", "eprinttype = {jstor}", "primaryClass = {cs.CL}",
    "keywords = {a, b; {c, d}}", "pages = {1--2}", "number = 3", "note = {", "journal = jacm", "jacm = {J. ACM}",
    "arxiv2bib = {", '{"title":["x"]}', '"title":', "[", "]",
    "http://x.org/?a=b,", "k1", "k2", "x", "Gödel", "深", "12",
    "\\url{", '{\\"o}', "\\emph{", "\\", "$x$", "%comment\n", "% a = {b}\n",
)  # fmt: skip

texts = st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join)
"""Any text at all, as long as it is made of BibTeX."""

# Values as people write them: balanced, in any delimiters.

_words = st.sampled_from(
    'Learning of the Graphs; A {GPU} study $x^2$ G{\\"o}del \\emph{loud} 50\\% naïve so #1 a,b x=y (z) --'.split()
)
_plain = st.lists(_words, max_size=5).map(" ".join)
_bare = st.sampled_from(["2001", "jan", "jacm", "12", "undefinedmacro"])
_quoted = _plain.filter(lambda text: '"' not in text.replace('\\"', "")).map(
    lambda text: '"' + text.replace('\\"', "\\'") + '"'
)
values = st.one_of(
    _plain.map(lambda text: f"{{{text}}}"),
    _quoted,
    _bare,
    st.lists(st.one_of(_quoted, _bare, _plain.map(lambda text: f"{{{text}}}")), min_size=2, max_size=3).map(" # ".join),
)
"""The value of a field, with its delimiters."""

names = st.sampled_from(
    "title author editor journal booktitle year month day volume number pages publisher institution address location "
    "date doi url note keywords abstract series edition howpublished isbn issn eprint archivePrefix eprinttype "
    "eprintclass file Groups date-added annote language shorttitle type eid pubstate urldate translator".split()
)
"""Names of fields, known and unknown."""

SAMPLES = {
    "author": ["{Kurt Gödel and others}", '"van der Berg, Jan and {The Team}"', "{family=Luther, given=Martin}"],
    "editor": ["{A. Smith}", "{Smith, Jr., A.}"],
    "year": ["2001", "{1999}", '"in press"'],
    "month": ["jan", "{June}", 'jun # "~12"', "{7}", 'may # "--" # jun', "{Sept.-Oct.}", "{June 28-30}", "{7/8}"],
    "date": ["{2004-06-12}", "{2004/2006}", "{2004~}"],
    "doi": ["{10.1000/x_1}", "{https://doi.org/10.1000/xyz}", "{none}"],
    "eprint": ["{1706.03762}", "{hep-th/9901001v2}", "{12345}"],
    "archivePrefix": ["{arXiv}", "{jstor}"],
    "eprinttype": ["{arxiv}", "{jstor}"],
    "pages": ["{1--10}", "{12}", '"1-3, 7"'],
    "isbn": [
        "{978-3-16-148410-0}",
        "{none}",
        "{0-306-40615-2 (v. 1, cloth), 978-0-306-40615-7 (pbk.)}",
        "{0028-0836 (Linking)}",
    ],
    "issn": ["{0031-9007}", "{1476-4687 (Electronic) 0028-0836 (Linking)}", '"ISSN: 0031-9007"'],
    "journal": ["{Nature}", "jacm", '"J. " # jacm', "{\\apj}", "{{\\nat}}", "{\\unknown}"],
    "series": ["{Lecture Notes}", "{\\procspie}", '"{LNCS}"'],
    "url": ["{https://example.org/a_b?c=d}", "{\\url{http://x.org/~a}}"],
    "howpublished": ["{\\url{http://x.org/a}}", "{On paper}"],
    "keywords": ["{one, two}", "{one; {two, three}}"],
}
"""Values that a field may have, for fields that have values of their own kind."""


@st.composite
def fields(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Return the fields of an entry, each name once."""
    chosen = draw(st.lists(names, max_size=6, unique_by=str.casefold))
    return [(name, draw(st.sampled_from(SAMPLES[name]) if name in SAMPLES else values)) for name in chosen]


KINDS = (
    "article book inproceedings misc online techreport phdthesis incollection thesis unpublished dataset Article patent"
).split()


@st.composite
def entries(draw: st.DrawFn, key: str | None = None, newline: str = "\n") -> str:
    """Return the text of an entry as some program or person writes it; *key* is its key if it is given."""
    kind = draw(st.sampled_from(KINDS))
    key = key if key is not None else draw(st.sampled_from(["k", "a:b/c", "Müller2001", "a b", "http://x.org/?a=b"]))
    written = draw(fields())
    opening, closing = draw(st.sampled_from([("{", "}"), ("{", "}"), ("{", "}"), ("(", ")")]))
    layout = draw(st.sampled_from(["lines", "aligned", "line", "commas first", "tabs"]))
    if layout == "line":
        body = "".join(f", {name} = {value}" for name, value in written)
        return f"@{kind}{opening}{key}{body}{closing}{newline}"
    if layout == "commas first":
        body = "".join(f"{newline}  , {name} = {value}" for name, value in written)
        return f"@{kind}{opening}{key}{body}{newline}  {closing}{newline}"
    indent, width = ("\t", 0) if layout == "tabs" else ("  ", 14 if layout == "aligned" else 0)
    lines = [f"{indent}{name:<{width}} = {value}" for name, value in written]
    last = draw(st.sampled_from(["", ","])) if lines else ""
    return f"@{kind}{opening}{key},{newline}" + f",{newline}".join(lines) + f"{last}{newline}{closing}{newline}"


@st.composite
def files(draw: st.DrawFn) -> str:
    """Return a whole file: entries with keys of their own, and comments, macros and text between them."""
    newline = draw(st.sampled_from(NEWLINES))
    pieces = []
    for number in range(draw(st.integers(1, 4))):
        pieces.append(draw(st.sampled_from(BETWEEN)).replace("\n", newline))
        pieces.append(draw(entries(f"key{number}", newline)))
    pieces.append(draw(st.sampled_from(BETWEEN)).replace("\n", newline))
    return draw(st.sampled_from(["", "@string{jacm = {J. ACM}}", "@string(jacm = {J.} # { ACM})\n"])) + "".join(pieces)


BETWEEN = (
    "", "\n", "\n\n", "% a comment\n", "@comment{jabref-meta: grouping;}\n", "@preamble{{\\newcommand{\\x}{y}}}\n",
    "Some text of mine, me@example.org\n", "@comment{ @article{hidden, title = {x}} }\n\n",
)  # fmt: skip

damage = st.sampled_from(["{", "}", '"', "@", ",", "=", "#", "(", ")", "\\", "\n@", "%", "@misc{x,\n", ""])
"""What gets into a file that somebody edits, or out of it."""


@st.composite
def damaged_files(draw: st.DrawFn) -> str:
    """Return a file with something put in or taken out at one or two places."""
    text = draw(files())
    for _ in range(draw(st.integers(1, 2))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(damage) + text[at + draw(st.integers(0, 3)) :]
    return text


any_files = st.one_of(texts, files(), damaged_files())
"""Files of every kind."""
