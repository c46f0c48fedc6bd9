"""The neutral readers and the judge of the table, on records whose difference anyone can see."""

import pytest

from tests.round_trips.judge import compare, make_normalized, make_strict, normalize, normalize_name
from tests.round_trips.neutral import READERS, MalformedError, read_bibtex

BIBTEX = (
    '@string{j = "Jour"}\n@Article{k, Author = {Erd{\\H o}s, P{\\\'a}l and others}, journal = j # "nal", month = jan}'
)


def test_bibtex_is_read() -> None:
    """Type and names are in lower case, macros are put in, and those used are named."""
    (record,) = read_bibtex(BIBTEX)
    assert ("article", "k", ("j",)) == (record.type, record.key, record.macros)
    assert [("author", "Erd{\\H o}s, P{\\'a}l and others"), ("journal", "Journal"), ("month", "jan")] == record.fields


@pytest.mark.parametrize("text", ["@misc{a, title = {x}", "@misc{a, title {x}}", '@misc{a, title = "x}'])
def test_what_is_not_well_formed_is_refused(text: str) -> None:
    """The neutral reader does not guess."""
    with pytest.raises(MalformedError):
        read_bibtex(text)


@pytest.mark.parametrize(
    ("format", "before", "after"),
    [
        ("bibtex", '@misc{a, title = {G{\\"o}del}, month = jan}', '@misc{a, Title = "Gödel", month = {January}}'),
        ("bibtex", "@misc{a, author = {Jan van Eyck}}", "@misc{a, author = {van Eyck, Jan}}"),
        ("bibtex", "@misc{a, year = 2017, month = 6}", "@misc{a, date = {2017-06}}"),
        ("ris", "TY  - JOUR\nT1  - A\nSP  - 1\nEP  - 2\nER  - \n", "TY  - JOUR\nTI  - A\nSP  - 1-2\nER  - \n"),
        ("csl-json", '[{"id": 1, "issued": {"raw": "2017-06"}}]', '{"id": "1", "issued": {"date-parts": [[2017, 6]]}}'),
    ],
)
def test_spellings_of_one_thing_are_the_same(format: str, before: str, after: str) -> None:
    """What a person would call the same record is the same, if not strictly."""
    (one,), (other,) = READERS[format](before), READERS[format](after)
    assert make_strict(one) != make_strict(other)
    assert make_normalized(one, format) == make_normalized(other, format)


def test_differences_are_named() -> None:
    """A field that is gone, another that says something else, and one that is new."""
    (one,) = read_bibtex("@misc{a, title = {A}, note = {B}, year = 2017}")
    (other,) = read_bibtex("@book{a, title = {a}, year = 2017, url = {x}}")
    difference = compare(make_normalized(one, "bibtex"), make_normalized(other, "bibtex"))
    assert (("note",), ("title",), ("url",), True) == difference


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"Universit\'e Paris", "Université Paris"), (r"{\c{C}}a \v s", "Ça š"), (r"a\_b \& c~d", "ab & c d"),
        (r"\emph{x} $y_2$", "x y2"), ("``q'' -- <i>z</i>", '"q"-z'), (r"one\newline two", "one two"),
    ],
)  # fmt: skip
def test_tex_is_decoded(text: str, expected: str) -> None:
    """The common commands, as a person reads them."""
    assert expected == normalize(text, is_tex=True)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Donald E. Knuth", "knuth|donalde"), ("{NASA Ames}", "nasaames"), ("King, Jr., Martin", "king|martin|jr"),
        ("Ludwig van Beethoven", "vanbeethoven|ludwig"), ("Smith, J. A., Jr.", "smith|ja|jr"),
    ],
)  # fmt: skip
def test_names_have_one_form(name: str, expected: str) -> None:
    """Family, given and suffix, particles with the family."""
    assert expected == normalize_name(name)
