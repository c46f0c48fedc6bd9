"""Names of BibTeX fields: what is read in one go is what is read one by one."""

from hypothesis import example, given
from hypothesis import strategies as st

from arxiv2bib.formats.bibtex_extended_names import parse_names
from arxiv2bib.formats.bibtex_name_rows import are_odd, parse_accented_names

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
