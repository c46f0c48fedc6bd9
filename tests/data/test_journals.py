"""Journals by title, abbreviation and acronym."""

from pathlib import Path

import pytest

from arxiv2bib.data import read_rows, read_text
from arxiv2bib.data.journals import abbreviate_journal, expand_journal, find_journal
from arxiv2bib.data.keys import make_key
from tests.data.journals import is_abbreviation, pack


@pytest.mark.parametrize(
    "name",
    [
        "Physical Review Letters",
        "Phys. Rev. Lett.",
        "Phys.Rev.Lett.",
        "PHYSICAL REVIEW LETTERS",
    ],
)
def test_a_journal_is_found_however_it_is_written(name: str) -> None:
    """Case, spaces and full stops of a title or an abbreviation do not count."""
    assert expand_journal(name) == "Physical Review Letters"


def test_a_journal_of_the_packed_lists_is_found_both_ways() -> None:
    """A journal that only the lists know goes from title to abbreviation and back."""
    assert abbreviate_journal("Transport in Porous Media") == "Transp. Porous Media"
    assert expand_journal("Transp. Porous Media") == "Transport in Porous Media"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Acta Phys. Polon. B", "Acta Physica Polonica B"),
        ("Ann. of Math. (2)", "Annals of Mathematics"),
        ("J. Reine Angew. Math.", "Journal für die reine und angewandte Mathematik"),
        ("Proc. Natl. Acad. Sci. USA", "Proceedings of the National Academy of Sciences"),
        ("Nucl.Phys.Proc.Suppl.", "Nuclear Physics B, Proceedings Supplements"),
        ("Rept.Prog.Phys.", "Reports on Progress in Physics"),
        ("Sov. Phys. JETP", "Soviet Physics–JETP"),
    ],
)
def test_an_abbreviation_leads_to_the_title_that_it_shortens(name: str, title: str) -> None:
    """A common abbreviation leads to its journal, and to nothing else than its title."""
    assert expand_journal(name) == title


@pytest.mark.parametrize("name", ["Trudy Mat. Inst. Steklov.", "Bull. Polish Acad. Sci. Math.", "Acta Cryst. Sect. A"])
def test_a_journal_whose_title_the_lists_cut_keeps_its_name(name: str) -> None:
    """Where a list has the publisher, or another series, as the title, the journal is known by its abbreviation."""
    assert expand_journal(name) == abbreviate_journal(name) == name


@pytest.mark.parametrize(
    ("short", "title", "fits"),
    [
        ("Natl. Sci. Rev.", "National Science Review", True),
        ("Kybernetika (Prague)", "Kybernetika", True),
        ("Prog. Neuropsychopharmacol.", "Progress in Neuro-Psychopharmacology", True),
        ("JAMES", "Journal of Advances in Modeling Earth Systems", True),
        ("Acta Phys. Polon. B", "Jagellonian University", False),
        ("Acta Cryst. Sect. A", "Acta Crystallographica", False),
        ("Math. Bohem.", "Academy of Sciences of the Czech Republic", False),
    ],
)
def test_an_abbreviation_has_only_words_of_its_title(short: str, title: str, fits: bool) -> None:
    """Each word of an abbreviation is one of the title shortened, a part of a compound, or the initials."""
    assert is_abbreviation(short, title) is fits


def test_the_case_of_an_acronym_counts() -> None:
    """``TIP`` is a journal, ``tip`` is a word."""
    assert expand_journal("TIP") == "IEEE Transactions on Image Processing"
    assert find_journal("tip") is None


@pytest.mark.parametrize("name", ["", "a", "Some Journal That Nobody Founded", "\t"])
def test_what_is_no_journal_is_not_found(name: str) -> None:
    """An unknown name gives None."""
    assert find_journal(name) is None
    assert abbreviate_journal(name) is None
    assert expand_journal(name) is None


def test_packed_lines_are_sorted_and_lead_to_titles() -> None:
    """The packed table can be searched by halves, and every abbreviation leads to a line with a title."""
    text = read_text("journals.tsv.z")
    lines = text.split("\n")
    keys = [line.partition("\t")[0] for line in lines]
    assert keys == sorted(set(keys))
    fields = [line.split("\t") for line in lines]
    targets = [text[int(entry[1]) :].partition("\n")[0] for entry in fields if len(entry) == 2]
    assert {3} == {len(target.split("\t")) for target in targets}
    assert set(targets) <= set(lines)


def test_own_table_is_complete() -> None:
    """Each row of the field's own table has a title and an origin, and no title is there twice."""
    rows = read_rows("journal_names.txt")
    assert {4} == {len(row) for row in rows}
    assert all(row[0] and row[3] for row in rows)
    titles = [make_key(row[0]) for row in rows]
    assert len(titles) == len(set(titles))


def test_packed_table_is_that_of_the_lists(corpus: Path) -> None:
    """The packed table is what its maker makes of the lists today."""
    assert pack(corpus / "journals") == read_text("journals.tsv.z")
