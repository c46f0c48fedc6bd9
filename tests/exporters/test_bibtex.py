"""BibTeX and BibLaTeX, field by field."""

import re

import pytest
from hypothesis import given

from arxiv2bib import (
    ArxivId,
    ArxivInfo,
    Code,
    Contributor,
    Date,
    Doi,
    Entry,
    EntryType,
    Extra,
    InvalidValueError,
    Isbn,
    Name,
    NameRole,
    Pages,
    Report,
    dumps,
)
from arxiv2bib.testing import strategies

each_dialect = pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])

LINE = re.compile(r"  ([A-Za-z][\w:.+/-]*) += (?:\{.*\}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec),?")


def write(entry: Entry, dialect: str = "bibtex", letters: str | None = None) -> dict[str, str]:
    """Return the fields of *entry* as they are written, in braces."""
    text = dumps([entry], dialect) if letters is None else dumps([entry], dialect, letters=letters)
    _, *lines = text.splitlines()
    pairs = (line.removesuffix(",").split("=", 1) for line in lines[:-1])
    return {name.strip(): value.strip() for name, value in pairs}


def tell(entry: Entry, dialect: str = "bibtex") -> list[tuple[str | None, str | None]]:
    """Return path and value of what is reported of *entry*."""
    report = Report()
    dumps([entry], dialect, report=report)
    return [(diagnostic.path, diagnostic.value) for diagnostic in report.diagnostics]


# Dates


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (Date(start=(2017,)), {"year": "{2017}"}),
        (Date(start=(2017, 6)), {"year": "{2017}", "month": "jun"}),
        (Date(start=(2017, 6, 12)), {"year": "{2017}", "month": "jun", "day": "{12}"}),
        (Date(start=(800,)), {"year": "{800}"}),
        (Date(start=(-44, 3, 15)), {"year": "{-44}", "month": "mar", "day": "{15}"}),
        (Date(start=(2001,), season=1), {"year": "{2001}", "month": "{Spring}"}),
        (Date(start=(2001,), season=4), {"year": "{2001}", "month": "{Winter}"}),
        (Date(start=(2004,), circa=True), {"year": "{2004}", "date": "{2004~}"}),
        (Date(start=(2004,), end=(2006,)), {"year": "{2004--2006}", "date": "{2004/2006}"}),
        (Date(start=(2004, 6), end=(2006, 8)), {"year": "{2004--2006}", "date": "{2004-06/2006-08}"}),
        (Date(start=(2004, 6), end=(2004, 8)), {"year": "{2004}", "date": "{2004-06/2004-08}"}),
        (
            Date(start=(2004, 6, 1), end=(2004, 6, 8)),
            {"year": "{2004}", "month": "jun", "date": "{2004-06-01/2004-06-08}"},
        ),
        (Date(start=(2004,), end=()), {"year": "{2004--}", "date": "{2004/..}"}),
        (Date(end=(2004,)), {"year": "{--2004}", "date": "{/2004}"}),
        (Date(literal="in press"), {"year": "{in press}"}),
        (Date(literal="~2004 & later"), {"year": r"{\textasciitilde{}2004 \& later}"}),
        (Date(start=(2017, 13)), {"year": "{2017-13}"}),
        (Date(start=(2017, 0)), {"year": "{2017-00}"}),
        (Date(start=(2017, 2, 30)), {"year": "{2017-02-30}"}),
        (Date(start=(0, 21)), {"year": "{0000-21}"}),
        (Date(start=(10_000,)), {"year": "{10000}"}),
        (Date(literal=""), {}),
        (Date(), {}),
    ],
    ids=str,
)
def test_date_of_issue_in_bibtex(date: Date, expected: dict[str, str]) -> None:
    """Year, month macro and day; what these cannot say stands in BibLaTeX's date beside them; words are the year."""
    assert expected == write(Entry(key="k", issued=date))
    assert [] == tell(Entry(key="k", issued=date))


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (Date(start=(2017,)), {"date": "{2017}"}),
        (Date(start=(2017, 6)), {"date": "{2017-06}"}),
        (Date(start=(2017, 6, 12)), {"date": "{2017-06-12}"}),
        (Date(start=(800,)), {"date": "{0800}"}),
        (Date(start=(-44, 3, 15)), {"date": "{-0044-03-15}"}),
        (Date(start=(2001,), season=3), {"date": "{2001-23}"}),
        (Date(start=(2004,), circa=True), {"date": "{2004~}"}),
        (Date(start=(2004, 6), end=(2006, 8)), {"date": "{2004-06/2006-08}"}),
        (Date(start=(2004,), end=(2006,), circa=True), {"date": "{2004~/2006~}"}),
        (Date(start=(2004,), end=()), {"date": "{2004/..}"}),
        (Date(end=(2004,)), {"date": "{/2004}"}),
        (Date(literal="in press"), {"year": "{in press}"}),
        (Date(start=(2017, 13)), {"year": "{2017-13}"}),
        (Date(literal=""), {}),
    ],
    ids=str,
)
def test_date_of_issue_in_biblatex(date: Date, expected: dict[str, str]) -> None:
    """BibLaTeX's date is EDTF; words, which no date may be, stand in year."""
    assert expected == write(Entry(key="k", issued=date), "biblatex")
    assert [] == tell(Entry(key="k", issued=date), "biblatex")


@each_dialect
def test_day_of_access_is_iso(dialect: str) -> None:
    """Both dialects have urldate, in EDTF."""
    assert {"urldate": "{2021-01-02}"} == write(Entry(key="k", accessed=Date(start=(2021, 1, 2))), dialect)
    assert {"urldate": "{last week}"} == write(Entry(key="k", accessed=Date(literal="last week")), dialect)
    assert {} == write(Entry(key="k", accessed=Date()), dialect)


@each_dialect
def test_part_of_a_date_that_is_not_written_is_told(dialect: str) -> None:
    """A month beside a season has no place; the report has all of the date."""
    date = Date(start=(2004, 5), season=1)
    assert [("issued", "2004-05, season 1")] == tell(Entry(key="k", issued=date), dialect)


def test_dates_of_other_fields_keep_their_tilde() -> None:
    """A date in a variable is EDTF; in other variables the tilde is a character."""
    entry = Entry(key="k", variables=(("event-date", "2004~"), ("original-date", "c. ~1850"), ("part", "2~3")))
    expected = {"eventdate": "{2004~}", "origdate": r"{c. \textasciitilde{}1850}", "part": r"{2\textasciitilde{}3}"}
    assert expected == write(entry)


# Keys


@each_dialect
@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("vaswani2017attention", "vaswani2017attention"),
        ("DBLP:conf/nips/V+17", "DBLP:conf/nips/V+17"),
        ("https://doi.org/10.48550/arXiv.1706.03762", "https://doi.org/10.48550/arXiv.1706.03762"),
        ("1706.03762v7", "1706.03762v7"),
        ("Müller2020", "Müller2020"),
        ("a b", "a_b"),
        ("a,b", "a_b"),
        ("a{b}c", "a_b_c"),
        ('50%"off"', "50_off_"),
        ("x\\y~z#=", "x_y_z_"),
        ("a\n@book{b", "a_@book_b"),
        ("a\ud800b\uffffc", "a_b_c"),
    ],
)
def test_key_is_safe(dialect: str, key: str, expected: str) -> None:
    """A key is kept as it is, but for the signs that end a key in one reader or another."""
    report = Report()
    text = dumps([Entry(key=key)], dialect, report=report)
    assert expected == text.partition("{")[2].partition(",\n")[0]
    assert [key] * (key != expected) == [d.value for d in report.of_code(Code.EXPORT_VALUE_CHANGED) if d.path == "key"]


@each_dialect
def test_keys_that_were_made_safe_stay_apart(dialect: str) -> None:
    """Two keys that would become one do not: a reader would drop the second entry."""
    text = dumps([Entry(key="a b"), Entry(key="a,b"), Entry(key="a b c"), Entry(key="a~b")], dialect)
    assert ["a_b", "a_b_", "a_b_c", "a_b__"] == re.findall(r"^@\w+\{(.*),$", text, re.MULTILINE)


@pytest.mark.parametrize("keys", [["a b", "a_b"], ["a_b", "a b"], ["A_B", "a b"]])
def test_no_key_becomes_that_of_another_entry(keys: list[str]) -> None:
    """Law 7: whichever comes first, and BibTeX knows no case."""
    text = dumps([Entry(key=key) for key in keys], "bibtex")
    assert {keys[0].replace("a b", "a_b_"), keys[1].replace("a b", "a_b_")} == set(
        re.findall(r"^@\w+\{(.*),$", text, re.MULTILINE)
    )


@each_dialect
def test_missing_key_is_made(dialect: str) -> None:
    """An entry without a key gets one, and the next one with the same gets a letter."""
    entry = Entry(title="Attention Is All", author=(Name(family="Vaswani"),), issued=Date(start=(2017,)))
    text = dumps([entry, entry, Entry()], dialect)
    expected = ["vaswani2017attention", "vaswani2017attentiona", "untitled"]
    assert expected == re.findall(r"^@\w+\{(.*),$", text, re.MULTILINE)


# Fields


@each_dialect
@given(entry=strategies.entries)
def test_file_has_one_line_a_field(dialect: str, entry: Entry) -> None:
    """Nothing in an entry breaks out of its line: a head, a field a line, a closing brace, no name twice."""
    first, *lines, last, end = dumps([entry], dialect).split("\n")
    assert re.fullmatch(r"@[a-z]+\{[^\s,{}]+,", first)
    assert ("}", "") == (last, end)
    matches = [LINE.fullmatch(line) for line in lines if line]
    names = [match[1].casefold() for match in matches if match is not None]
    assert len(names) == len(matches)
    assert len(names) == len(set(names))
    assert all(line.endswith(",") for line in lines[:-1])


@each_dialect
@given(entry=strategies.entries)
def test_braces_balance_as_every_reader_counts_them(dialect: str, entry: Entry) -> None:
    """BibTeX counts escaped braces, others do not: both counts must come out even, in each field."""
    for line in dumps([entry], dialect).splitlines()[1:-1]:
        for text in (line, line.replace("\\{", "").replace("\\}", "")):
            assert text.count("{") == text.count("}")


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (Entry(page=Pages(first="1", last="20")), {"pages": "{1--20}"}),
        (Entry(page=Pages(first="S12")), {"pages": "{S12}"}),
        (Entry(page=Pages(literal="1, 5-7")), {"pages": "{1, 5-7}"}),
        (Entry(page=Pages()), {}),
        (Entry(volume="12", issue="3", article_number="e1"), {"volume": "{12}", "number": "{3}", "eid": "{e1}"}),
        (Entry(number="TR-1"), {"number": "{TR-1}"}),
        (Entry(type=EntryType.THESIS, publisher="MIT"), {"school": "{MIT}"}),
        (Entry(type=EntryType.REPORT, publisher="MIT"), {"institution": "{MIT}"}),
        (Entry(publisher="A & B_C"), {"publisher": r"{A \& B\_C}"}),
        (Entry(publisher_place="50 % #1"), {"address": r"{50 \% \#1}"}),
        (Entry(isbn=(Isbn("1"), Isbn(""), Isbn("2"))), {"isbn": "{1, 2}"}),
        (Entry(keyword=("a", "b, c", "")), {"keywords": "{a, {b, c}}"}),
        (Entry(status="in press"), {"pubstate": "{in press}"}),
        (Entry(note="Costs $5", arxiv=ArxivInfo(journal_ref="Not $x")),
         {"note": r"{Costs \$5; Journal reference: Not \$x}"}),
        (Entry(arxiv=ArxivInfo(report_number="CERN-1")), {"reportnumber": "{CERN-1}"}),
        (Entry(arxiv=ArxivInfo(comment="5 pages")), {"comment": "{5 pages}"}),
        (Entry(title=" \n"), {}),
        (Entry(author=(Name(),), editor=(Name(literal=""),), doi=Doi(""), url=" "), {}),
    ],
    ids=repr,
)  # fmt: skip
def test_fields_of_bibtex(entry: Entry, expected: dict[str, str]) -> None:
    """Each field has its place, and one without anything in it is not written."""
    assert expected == write(entry.evolve(key="k"))


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("Graph CNNs for RGB-D images of <i>E. coli</i>", r"Graph {CNNs} for {RGB-D} images of {\textit{E. coli}}"),
        ("On $K$-means and $x$", "On {$K$}-means and $x$"),
        ("100% of A_B & C # D", r"100\% of {A}\_{B} \& {C} \# {D}"),
        ("Money \\$5", r"Money \$5"),
    ],
)
def test_title_is_protected_word_by_word(markup: str, expected: str) -> None:
    """Capitals that must survive stand in braces, word by word; the title as a whole does not."""
    title = write(Entry(key="k", title=markup))["title"]
    assert not title.startswith("{{") or not title.endswith("}}")
    assert re.sub(r"[{}]", "", expected) == re.sub(r"[{}]", "", title)


@each_dialect
@pytest.mark.parametrize(
    ("doi", "expected"),
    [
        ("10.1000/a_b#c%d&e", "{10.1000/a_b#c%d&e}"),
        ("10.1002/1:8<693::AID>3.0.CO;2-O", "{10.1002/1:8<693::AID>3.0.CO;2-O}"),
        ("10.1000/a b{c}", "{10.1000/a%20b%7Bc%7D}"),
        (" 10.1000/a", "{10.1000/a}"),
    ],
)
def test_doi_is_verbatim(dialect: str, doi: str, expected: str) -> None:
    """A DOI is written bare and unescaped, but for what no field can hold."""
    assert {"doi": expected} == write(Entry(key="k", doi=Doi(doi)), dialect)


@each_dialect
@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://x.org/a_b?c=d&e=%20#f~g", "{http://x.org/a_b?c=d&e=%20#f~g}"),
        ("http://x.org/{a}\\b^c<d>", "{http://x.org/%7Ba%7D%5Cb%5Ec%3Cd%3E}"),
        ("http://x.org/a b\n", "{http://x.org/a%20b}"),
        ("https://例え.jp/ü", "{https://例え.jp/ü}"),
    ],
)
def test_url_is_verbatim(dialect: str, url: str, expected: str) -> None:
    """An address is written unescaped; characters that no address may hold are percent-encoded."""
    assert {"url": expected} == write(Entry(key="k", url=url), dialect)


@each_dialect
def test_eprint_of_any_text_is_verbatim(dialect: str) -> None:
    """What stands for an identifier cannot break the field either."""
    fields = write(Entry(key="k", arxiv=ArxivInfo(id=ArxivId("}{ 1"))), dialect)
    assert "{%7D%7B%201}" == fields["eprint"]


def test_pinned_version_is_in_the_eprint() -> None:
    """A version that the user asked for is part of the identifier."""
    fields = write(Entry(key="k", arxiv=ArxivInfo(id=ArxivId("9901001", "hep-th", 2))))
    assert "{hep-th/9901001v2}" == fields["eprint"]


# Letters


@pytest.mark.parametrize(
    ("dialect", "letters", "expected"),
    [
        ("bibtex", None, r"{Universit{\"a}t}"),
        ("bibtex", "utf8", "{Universität}"),
        ("biblatex", None, "{Universität}"),
        ("biblatex", "latex", r"{Universit{\"a}t}"),
    ],
)
def test_letters_are_latex_or_utf8(dialect: str, letters: str | None, expected: str) -> None:
    """BibTeX has LaTeX commands for accents and BibLaTeX has UTF-8, unless asked otherwise, in every field."""
    entry = Entry(key="k", publisher="Universität", title="Universität", keyword=("Universität",), genre="Universität")
    assert {expected} == set(write(entry, dialect, letters).values())


def test_letters_of_another_kind_are_refused() -> None:
    """A wrong option is a bad call."""
    with pytest.raises(InvalidValueError, match="letters"):
        dumps([], "bibtex", letters="ebcdic")


@pytest.mark.parametrize("letters", ["latex", "utf8"])
def test_every_letter_is_accounted_for(letters: str) -> None:
    """Each letter of Latin, Greek and Cyrillic script is written as a command or as it is, and no two alike."""
    alphabet = [letter for letter in map(chr, range(0xC0, 0x530)) if letter.isalpha() and letter not in COMPATIBLE]
    written = {
        letter: write(Entry(key="k", publisher=f"Q{letter}Q"), letters=letters)["publisher"] for letter in alphabet
    }
    assert [] == [letter for letter, text in written.items() if not re.fullmatch(r"\{Q.+Q\}", text)]
    assert len(written) == len(set(written.values()))


COMPATIBLE = frozenset("\u0340\u0341\u0343\u0374\u037e\u0387")
"""Characters that Unicode's own normal form makes others."""


# What has no place


def test_three_numbers_are_one_field() -> None:
    """BibTeX has one field for an issue, a report's number and a number in a series: the first is written."""
    entry = Entry(key="k", issue="1", number="2", collection_number="3")
    assert {"number": "{1}"} == write(entry)
    assert [("number", "2"), ("collection_number", "3")] == tell(entry)


@each_dialect
def test_roles_have_fields_or_are_told(dialect: str) -> None:
    """A translator has a field, a composer has none."""
    people = (Name(family="A", given="B"),)
    entry = Entry(
        key="k",
        contributors=(Contributor(NameRole.TRANSLATOR, people), Contributor(NameRole.COMPOSER, people)),
        truncated=(NameRole.TRANSLATOR, NameRole.COMPOSER),
    )
    assert {"translator": "{A, B and others}"} == write(entry, dialect)
    assert [("contributors.composer", "B A"), ("truncated", "composer")] == tell(entry, dialect)


@each_dialect
@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        (Extra("bibtex", "howpublished", r"\url{x}"), {"howpublished": r"{\url{x}}"}),
        (Extra("biblatex", "file", "a:b\n  c"), {"file": "{a:b c}"}),
        (Extra("ris", "U1", "x"), {}),
        (Extra("bibtex", "Title", "another"), {}),
        (Extra("bibtex", "a b", "x"), {}),
        (Extra("bibtex", "x", "}{"), {}),
        (Extra("bibtex", "x", r"\{"), {}),
        (Extra("bibtex", "x", "{\\}"), {}),
        (Extra("bibtex", "x", "ends in \\"), {}),
        (Extra("bibtex", "x", "\x00"), {}),
        (Extra("bibtex", "x", "\udc80"), {}),
    ],
    ids=repr,
)
def test_extra_fields_of_bibtex_come_back_as_they_were(dialect: str, extra: Extra, expected: dict[str, str]) -> None:
    """A field of another BibTeX file is written raw; one that would break the entry, or is not BibTeX's, is told."""
    entry = Entry(key="k", title="t", extra=(extra,))
    assert {"title": "{t}", **expected} == write(entry, dialect)
    told = [] if expected else [(f"extra.{extra.namespace}.{extra.name}", extra.value)]
    assert told == tell(entry, dialect)
