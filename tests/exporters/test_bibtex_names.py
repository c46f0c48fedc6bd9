"""Names in the syntax that BibTeX splits back into the same parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import Name, parse_name
from arxiv2bib.exporters._bibtex_kept import are_kept_names
from arxiv2bib.exporters._bibtex_names import (
    render_bibtex_names,
    render_each_name,
    render_names,
    render_plain_names,
    stands_for,
)
from arxiv2bib.formats.bibtex_values import interpret_bibtex
from arxiv2bib.model.entry import INDEX
from arxiv2bib.testing import strategies


def render(*names: Name, truncated: bool = False, latex: bool = True) -> str:
    """Return *names* as an author field."""
    return render_bibtex_names(names, truncated=truncated, ascii=latex)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # Persons.
        (Name(family="Vaswani", given="Ashish"), "Vaswani, Ashish"),
        (Name(family="García Márquez", given="Gabriel"), r"Garc{\'i}a M{\'a}rquez, Gabriel"),
        (Name(family="O'Brien", given="Conan C."), "O'Brien, Conan C."),
        (Name(family="Saint-Exupéry", given="Antoine"), r"Saint-Exup{\'e}ry, Antoine"),
        (Name(family="Nguyễn", given="Ái"), r"Nguy{\~{\^e}}n, {\'A}i"),
        # Particles are written before the family name, in lower case.
        (Name(family="Beethoven", given="Ludwig", non_dropping_particle="van"), "van Beethoven, Ludwig"),
        (Name(family="Humboldt", given="Alexander", dropping_particle="von"), "von Humboldt, Alexander"),
        (Name(family="Fontaine", dropping_particle="de", non_dropping_particle="la", given="J."), "de la Fontaine, J."),
        (Name(family="Gogh", non_dropping_particle="van"), "van Gogh"),
        (Name(family="Gogh", non_dropping_particle="Van"), "{Van Gogh}"),
        # Suffixes stand between two commas.
        (Name(family="King", given="M. L.", suffix="Jr."), "King, Jr., M. L."),
        (Name(family="King", suffix="Jr."), "King, Jr., {}"),
        (Name(family="Jr."), "Jr."),
        (Name(family="III", given="Hal"), "{III}, Hal"),
        (Name(family="King", given="M. L.", suffix="OFM"), "King, {OFM}, M. L."),
        (Name(family="Ng", given="A.", non_dropping_particle="de", suffix="III"), "de Ng, III, A."),
        # Family names whose words in lower case BibTeX would take for particles.
        (Name(family="de la Cruz", given="Ana"), "{de la Cruz}, Ana"),
        (Name(family="'t Hooft", given="Gerard"), "{'t Hooft}, Gerard"),
        (Name(family="Ortega y Gasset", given="José"), r"{Ortega y Gasset}, Jos{\'e}"),
        # biber takes a name for a particle that has no capital before the comma and none after it.
        (Name(family="lower", given="case"), "{lower}, case"),
        (Name(family="lower", given="Case"), "lower, Case"),
        (Name(family="berg", given="jan", non_dropping_particle="van der"), "van der {berg}, jan"),
        (Name(family="Berg", given="jan", non_dropping_particle="van der"), "van der Berg, jan"),
        (Name(family="lower", given="case", suffix="Jr."), "lower, Jr., case"),
        # One name.
        (Name(family="Plato"), "Plato"),
        (Name(given="Madonna"), "{Madonna}"),
        (Name(family="Foo Bar"), "{Foo Bar}"),
        (Name(family="Foo\N{NO-BREAK SPACE}Bar"), "{Foo~Bar}"),
        (Name(family="Øre Åse"), r"{{\O}re {\AA}se}"),
        # Groups.
        (Name(literal="ATLAS Collaboration"), "{ATLAS Collaboration}"),
        (Name(literal="Barnes and Noble, Inc."), "{Barnes and Noble, Inc.}"),
        (Name(literal="AT&T"), r"{AT\&T}"),
        # Words and signs of BibTeX's own.
        (Name(family="Barnes and Noble"), "{Barnes and Noble}"),
        (Name(family="Smith", given="X And Y"), "Smith, {X And Y}"),
        (Name(family="Smith", given="Anders"), "Smith, Anders"),
        (Name(family="Anderson", given="Brandand"), "Anderson, Brandand"),
        (Name(family="Smith, Jr.", given="John"), "{Smith, Jr.}, John"),
        (Name(family="Smith", given="A, B"), "Smith, {A, B}"),
        (Name(family="others"), "{others}"),
        (Name(family="Others"), "{Others}"),
        (Name(literal="others"), "{others}"),
        (Name(family="a=b", given="c"), "{a=b}, c"),
        (Name(family="}{", given="X"), r"\ensuremath{\rbrace}\ensuremath{\lbrace}, X"),
        # biber skips an entry with more than two commas in a name, unless all parts are in braces.
        (Name(family="Smith", given="A", suffix="PhD, MD"), "{Smith}, {{PhD, MD}}, {A}"),
        (Name(family="A, B", given="C, D"), "{{A, B}}, {{C, D}}"),
        # Nothing at all.
        (Name(), ""),
        (Name(family="", given=""), ""),
        (Name(literal=" "), ""),
    ],
)  # fmt: skip
def test_name_is_written(name: Name, expected: str) -> None:
    """What BibTeX would take apart stands in braces, and nothing else does."""
    assert expected == render(name)


def test_letters_stay_in_utf8() -> None:
    """With ``letters="utf8"`` accents are no commands."""
    assert "Łukasz, Kaiser" == render(Name(family="Łukasz", given="Kaiser"), latex=False)


def test_names_are_joined_with_and() -> None:
    """Names are separated by "and"; those with nothing in them leave no trace."""
    assert "A, B and {C D}" == render(Name(family="A", given="B"), Name(), Name(literal="C D"))


def test_list_that_goes_on_ends_in_others() -> None:
    """A truncated list ends in "and others", which BibTeX prints as "et al."; with no name before it, it is no list."""
    assert "A, B and others" == render(Name(family="A", given="B"), truncated=True)
    assert "" == render(Name(), truncated=True)


@given(name=strategies.plain_names)
def test_plain_name_is_read_back(name: Name) -> None:
    """Family and given names of any letters are those that BibTeX's rules read."""
    assert name == parse_name(render(name), "bibtex")
    assert name == parse_name(render(name, latex=False), "bibtex")


@given(name=strategies.names)
def test_braces_balance_and_no_and_is_free(name: Name) -> None:
    """Whatever is in a name, it stays one name: no "and", no unbalanced brace, at most two commas outside braces."""
    text = render(name)
    depth, outside = 0, []
    for character in text.replace("\\{", "").replace("\\}", ""):
        depth += (character == "{") - (character == "}")
        assert depth >= 0
        if depth == 0 and character != "}":
            outside.append(character)
    assert 0 == depth
    words = "".join(outside)
    assert "and" not in words.lower().split()
    assert words.count(",") <= 2


def comes_back(names: tuple[Name, ...], line: str) -> bool:
    """Whether *line*, the value of an author field, is read as *names*, and as nothing beside."""
    values = interpret_bibtex("misc", "key", [("author", line)])
    return values[INDEX["author"]] == names and not values[INDEX["extra"]] and not values[INDEX["truncated"]]


@pytest.mark.parametrize("ascii", [True, False])
def test_every_letter_of_a_plain_list_comes_back(ascii: bool) -> None:
    """As a capital that begins a name, and as any letter inside; letters that are none of these are not plain."""
    plain = 0
    for letter in map(chr, range(0xC0, 0x180)):
        first = Name(family=f"{letter}x", given="Ann"), Name(family="Ng", given=f"{letter}. Y")
        for names in (first, (Name(family=f"B{letter}d", given=f"An{letter}"),)):
            line = render_plain_names(names, ascii=ascii)
            each = render_each_name(names, truncated=False, ascii=ascii)
            assert line in (None, each)
            assert comes_back(names, each) or not (line or are_kept_names(names)), letter
            plain += line is not None
    assert plain > 200


_words = st.sampled_from(
    "Ann O'Neil Éric Núñez Müller-Lüdenscheidt Jr Jr. J.R II Team And others van É. K.-H. None".split()
)
_parts = st.lists(_words, min_size=1, max_size=3).map(" ".join) | st.sampled_from(
    ["A--B", "A''B", "A and B", "A, B", ""]
)
_people = st.builds(Name, family=_parts | st.none(), given=_parts | st.none())


@given(names=st.lists(_people, min_size=1, max_size=3).map(tuple), ascii=st.booleans())
def test_plain_lists_are_written_as_name_by_name_and_come_back(names: tuple[Name, ...], ascii: bool) -> None:
    """Whatever is taken for plain."""
    line = render_plain_names(names, ascii=ascii)
    if line is not None:
        assert line == render_each_name(names, truncated=False, ascii=ascii)
        assert comes_back(names, line)


_odd = st.sampled_from(
    [
        Name(family="Gogh", given="Vincent", non_dropping_particle="van"),
        Name(family="Gogh", given="Vincent", dropping_particle="von"),
        Name(family="Lee", given="Ann B.", suffix="Jr."),
        Name(family="Lee", given="Ann", suffix="III"),
        Name(family="larabi", given="Mohammed El Amin"),
        Name(family="Mohammed", given="El amin"),
        Name(family="Shilpika"),
        Name(family="shilpika"),
        Name(family="de Lima"),
        Name(literal="ATLAS Collaboration"),
        Name(literal="Team, The"),
        Name(literal="others"),
        Name(literal="Bed and Bath"),
        Name(family="and"),
        Name(family="Ng", given="and"),
        Name(family="et al."),
        Name(family="Kišš", given="Žofie"),
        Name(family="Ōe", given="Ken"),
        Name(family="A", given="B, C"),
        Name(family="{X}", given="\\'"),
        Name(family="a=b", given="~"),
        Name(),
    ]
)


@given(names=st.lists(_people | _odd | strategies.names, min_size=1, max_size=4).map(tuple), ascii=st.booleans())
def test_names_that_stand_for_themselves_come_back_among_any_others(names: tuple[Name, ...], ascii: bool) -> None:
    """Each name that is not plain is judged by itself; the list of all of them is read as them."""
    texts = render_names(names, ascii=ascii)
    if are_kept_names(names, texts):
        assert comes_back(names, " and ".join(texts))


@pytest.mark.parametrize(
    "name",
    [
        Name(family="Gogh", given="Vincent", non_dropping_particle="van"),
        Name(family="Santos", given="Gabriel Oliveira", dropping_particle="dos"),
        Name(family="Treadwell", given="David R.", suffix="IV"),
        Name(family="larabi", given="Mohammed El Amin"),
        Name(family="Shilpika"),
        Name(family="Štruc", given="Vitomír"),
        Name(literal="The Team"),
    ],
)
def test_most_odd_names_stand_for_themselves(name: Name) -> None:
    """So that lists with one of them are not read back."""
    assert are_kept_names((name,), render_names((name,), ascii=True))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("{\\=O}e, Ken", Name(family="Ōe", given="Ken"), id="what biber takes for its own format"),
        pytest.param("{A and B}", Name(literal="A and B"), id="the word that is between names"),
        pytest.param("Ng, Ann van", Name(family="Ng", given="Ann", non_dropping_particle="van"), id="a late particle"),
        pytest.param("shilpika", Name(family="shilpika"), id="what a particle may be before the next name"),
        pytest.param("others", Name(literal="others"), id="others"),
        pytest.param("Lee, Ann", Name(family="Lee", given="Bob"), id="another name"),
        pytest.param("Lee, Ann, M.", Name(family="Lee", given="Ann M."), id="a comma that is lost"),
    ],
)
def test_texts_that_depend_on_their_list_stand_for_nothing(text: str, name: Name) -> None:
    """They are read back with it."""
    assert not stands_for(text, name)
