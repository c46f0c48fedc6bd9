"""Names of BibTeX fields: what is read in one go is what is read one by one."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from arxiv2bib import Entry, EntryType, dumps, loads
from arxiv2bib.formats.bibtex_extended_names import parse_names
from arxiv2bib.formats.bibtex_name_rows import are_odd, parse_accented_names
from arxiv2bib.formats.bibtex_names import has_odd_words, parse_bibtex_names, parse_plain_bibtex_names
from arxiv2bib.formats.name_words import SUFFIXES
from arxiv2bib.model.names import Name

_accented = [r"M{\"u}ller", r"J{\'o}zef", r"\'E", r"{\O}rsted", r"{\L}ukasz", r"Fran{\c c}ois", r"\v{S}", r"{\'{\i}}"]
_plain = ["Al", "Jr", "II", "Otto", "van", "{Inc}", "Team", "others", "O'Neil", "~"]
_odd = [r"{\'Jr}", r"\={a}", r"\textbf{A}", r"\ss", r"\c{,}"]
_words = st.sampled_from([*_accented, *_plain, *_odd])
_names = st.lists(_words, min_size=1, max_size=3).map(" ".join)
_lists = st.lists(st.tuples(_names, _names).map(", ".join), min_size=1, max_size=4).map(" and ".join)


@given(_lists)
@example(r"M{\"u}ller, J{\'o}zef and Shazeer, Noam")
def test_accented_names_are_those_of_any_list(tex: str) -> None:
    """None is odd, and none goes on."""
    names = parse_accented_names(tex)
    if names is not None:
        assert parse_names(tex) == (names, False)
        assert not are_odd(tex, names, truncated=False)


def test_accented_names_are_read() -> None:
    """Accents are all that is in the way of most of these lists."""
    names = parse_accented_names(r"M{\"u}ller, J{\'o}zef and Shazeer, Noam")
    assert names is not None
    assert [str(name) for name in names] == ["Józef Müller", "Noam Shazeer"]


_ODD = {"and", "others", "collaboration", "collaborations", "consortium", "team", *map(str.lower, SUFFIXES)}
_dots = st.sampled_from(["", "", "", ".", ".."])


@st.composite
def _spelled(draw: st.DrawFn) -> str:
    """Draw a word that begins with a capital, odd or nearly so, with full stops in it and in any case."""
    word = draw(st.sampled_from([*sorted(_ODD), "anders", "teams", "iii", "jra", "siv", "otto", "ii-i", "v"]))
    letters = [draw(st.sampled_from([letter.lower(), letter.upper()])) + draw(_dots) for letter in word[1:]]
    return word[0].upper() + draw(_dots) + "".join(letters)


_capitalised = st.one_of(_spelled(), st.sampled_from(["Otto", "Ann", "É.", "J.", "O'Neil", "Smith-Jones"]))
_full = st.lists(_capitalised, min_size=1, max_size=3).map(" ".join)
_inverted = st.lists(st.tuples(_full, _full).map(", ".join), min_size=1, max_size=3)


@given(_inverted)
def test_odd_words_are_found_however_they_are_spelled(parts: list[str]) -> None:
    """In any case, with full stops, behind a comma or not; "and" between two names is none."""
    words = " ".join(parts).replace(",", "").replace(".", "").lower().split(" ")
    assert has_odd_words(" and ".join(parts)) == (not _ODD.isdisjoint(words))


@given(_inverted | st.lists(_full, min_size=1, max_size=3))
@example(["Ann, Otto J.R"])
@example(["Smith, Ann", "Jr, Otto"])
def test_plain_names_are_those_of_any_list(parts: list[str]) -> None:
    """What is read at one look is what is read name by name."""
    text = " and ".join(parts)
    names = parse_plain_bibtex_names(text)
    assert names is None or parse_bibtex_names(text) == (names, False)


@pytest.mark.parametrize(
    ("tex", "names"),
    [
        ("III, Hal Daumé and Singh, Aarti", ["Daumé, III, Hal", "Singh, Aarti"]),
        ("Efron B. and Tibshirani R. J.", ["Efron, B.", "Tibshirani, R. J."]),
        ("D. H. Lawrence and Efron, B.", ["Lawrence, D. H.", "Efron, B."]),
        ("Hao Chen 0001 and Wei Wang", ["Chen, Hao", "Wang, Wei"]),
        ("{Chen, L and Wu, PQ}", ["Chen, L", "Wu, PQ"]),
        ("Doe, Jane; Roe, Richard", ["Doe, Jane", "Roe, Richard"]),
        ("{Smith, Jones and Co}", ["Smith, Jones and Co"]),
        ("Rabi, II", ["Rabi, II"]),
    ],
)
def test_names_in_the_wrong_place(tex: str, names: list[str]) -> None:
    """What the words leave no doubt about is read as meant, and stays as it was in BibTeX."""
    text = f"@article{{a,\n  author        = {{{tex}}}\n}}\n"
    library = loads(text, "bibtex")
    parts = [(name.literal, name.family, name.suffix, name.given) for name in library[0].author]
    assert names == [", ".join(filter(None, each)) for each in parts]
    assert list(library) == list(loads(dumps(library, "bibtex", preserve=False), "bibtex"))
    if "H. L" not in tex:
        assert text == dumps(library, "bibtex", preserve=False, letters="utf8")


def test_suffix_for_a_family_name_comes_back() -> None:
    """A family name that is a suffix, from another format, is not read as one."""
    entry = Entry(key="a", type=EntryType.BOOK, author=(Name(family="III", given="Hal Daumé"),))
    assert entry.author == loads(dumps([entry], "bibtex"), "bibtex")[0].author
