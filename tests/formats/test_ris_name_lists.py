"""Several names in one line of RIS."""

import pytest

import arxiv2bib
from arxiv2bib.formats.ris_name_lists import split_ris_names
from arxiv2bib.formats.ris_names import parse_ris_name

_LISTS = {
    "Smith, John; Doe, Jane A.; van der Berg, C.": ["Smith, John", "Doe, Jane A.", "van der Berg, C."],
    "Smith, J.;": ["Smith, J."],
    "Smith, J.; and Doe, K.; et al.": ["Smith, J.", "Doe, K.", "et al."],
    "Smith, John and Doe, Jane": ["Smith, John", "Doe, Jane"],
    "De La Cruz, Maria & King, M. L., Jr.": ["De La Cruz, Maria", "King, M. L., Jr."],
    "Smith, John, and Lee, Ann": ["Smith, John", "Lee, Ann"],
    "John Smith and Jane A. Doe": ["John Smith", "Jane A. Doe"],
    "Smith, J., Lee, A. B., and Doe, C.": ["Smith, J.", "Lee, A. B.", "Doe, C."],
    "Smith, J., Lee, A., Doe, C., et al.": ["Smith, J.", "Lee, A.", "Doe, C.", "et al."],
    "Smith JA, van der Berg K": ["Smith, JA", "van der Berg, K"],
    "Smith JA; Lee A.-B.": ["Smith, JA", "Lee, A.-B."],
    "O'Neill B, Kumar V": ["O'Neill, B", "Kumar, V"],
    "张三；李四": ["张三", "李四"],
    "Department of Health and Human Services; CDC": ["Department of Health and Human Services", "CDC"],
}
_NAMES = (
    "Smith, John",
    "King, M. L., Jr.",
    "King, Jr., M. L.",
    "Kennedy III, John F",
    "García Márquez, Gabriel José",
    "M&uuml;ller, H.",
    "Centers for Disease Control and Prevention",
    "Food and Drug Administration, U.S.",
    "Bureau of Land Management, Alaska and Forest Service, Oregon",
    "Marks and Spencer",
    "Johnson & Johnson",
    "Smith, John and Jane",
    "Smith, J.A., University of X",
    "Institute A; Institute B,",
    "et al.",
    "",
)


@pytest.mark.parametrize("text", _LISTS)
def test_names_that_stand_in_one_line_are_taken_apart(text: str) -> None:
    """Semicolons part names, and so do "and" and commas where there is a person on each side."""
    assert split_ris_names(text) == _LISTS[text]


@pytest.mark.parametrize("text", _NAMES)
def test_one_name_is_one(text: str) -> None:
    """An "and", a comma or an entity within a name, or a comma at its end, makes no list of it."""
    assert split_ris_names(text) == [text]


@pytest.mark.parametrize(
    ("text", "family", "given"),
    [
        ("Smith J.A.", "Smith", "J.A."),
        ("García-López M.Á.", "García-López", "M.Á."),
        ("O'Neill B", "O'Neill", "B"),
        ("Smith JB", "Smith", "JB"),
    ],
)
def test_initials_behind_the_family_name_are_the_given_name(text: str, family: str, given: str) -> None:
    """Embase, Ovid and what comes from PubMed write names without a comma."""
    name, is_same = parse_ris_name(text)
    assert (family, given, False) == (name.family, name.given, is_same)


@pytest.mark.parametrize("text", ["Xiaoming LI", "Chan NG", "Smith II", "Zhou Wang"])
def test_a_short_family_name_in_capitals_is_one(text: str) -> None:
    """One name alone does not tell whether its capitals are initials, if they have a vowel."""
    assert parse_ris_name(text)[0].family == text.rsplit(maxsplit=1)[-1]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (("Smith JA", "Lee A", "O'Neill B"), "Smith:JA Lee:A O'Neill:B"),
        (("Smith JA", "Lee AO", "GRADE Study Group"), "Smith:JA Lee:AO :"),
        (("Smith JA", "Lee AO", "et al."), "Smith:JA Lee:AO"),
        (("Xiaoming LI", "Wei WU", "Jean DUPONT"), "LI:Xiaoming WU:Wei DUPONT:Jean"),
        (("Smith JA", "Zhou Wang"), "JA:Smith Wang:Zhou"),
    ],
)
def test_authors_that_all_have_initials_behind_them(lines: tuple[str, ...], names: str) -> None:
    """What comes from PubMed has no commas: where each author has initials, they are no family names in capitals."""
    text = "".join(f"{line}\n" for line in ("TY  - JOUR", *(f"AU  - {line}" for line in lines), "ID  - a", "ER  - "))
    library = arxiv2bib.loads(text, "ris")
    assert names == " ".join(f"{name.family or ''}:{name.given or ''}" for name in library[0].author)
    assert text == arxiv2bib.dumps(library, "ris")
    assert library[0] == arxiv2bib.loads(arxiv2bib.dumps(library, "ris", preserve=False), "ris")[0]


@pytest.mark.parametrize("target", ["bibtex", "biblatex", "csl-json"])
def test_a_line_of_names_comes_back_as_it_was(target: str) -> None:
    """The authors are three in every format, and the record of RIS has its line again."""
    text = "TY  - JOUR\nA1  - Smith, John; Doe, Jane; et al.\nA2  - Lee A, Ho B\nT1  - T\nID  - a\nER  - \n"
    library = arxiv2bib.loads(text, "ris")
    assert ["Smith", "Doe"] == [name.family for name in library[0].author]
    assert ["Lee", "Ho"] == [name.family for name in library[0].editor]
    assert library[0].truncated
    back = arxiv2bib.loads(arxiv2bib.dumps(library, target), target)
    assert "A1  - Smith, John; Doe, Jane; et al.\nTI  - T\nA2  - Lee A, Ho B\n" in arxiv2bib.dumps(back, "ris")


def test_an_edited_list_is_written_anew() -> None:
    """The line of the source goes when one of its names does."""
    entry = arxiv2bib.loads("TY  - JOUR\nAU  - Smith, John; Doe, Jane\nTI  - T\nID  - a\nER  - \n", "ris")[0]
    text = arxiv2bib.dumps([entry.evolve(author=entry.author[:1])], "ris")
    assert "AU  - Smith, John\n" in text
    assert "Doe" not in text


def test_a_group_with_a_semicolon_in_it_stays_one() -> None:
    """It is written with the comma that makes one group of a line."""
    text = "TY  - JOUR\nAU  - A;B,\nTI  - T\nID  - a\nER  - \n"
    entry = arxiv2bib.loads(text, "ris")[0]
    assert ["A;B"] == [name.literal for name in entry.author]
    assert "AU  - A;B,\n" in arxiv2bib.dumps([entry.evolve(title="U")], "ris")
