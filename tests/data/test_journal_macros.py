"""TeX macros that stand for journals."""

import pytest

from arxiv2bib.data import read_rows
from arxiv2bib.data.journal_macros import find_journal_macro
from arxiv2bib.data.journals import find_journal
from arxiv2bib.text.latex_decoding import from_latex


@pytest.mark.parametrize(
    ("macro", "expected"),
    [
        ("\\apj", ("The Astrophysical Journal", "ApJ")),
        ("\\applopt", ("Applied Optics", "Appl. Opt.")),
        ("\\nat ", ("Nature", None)),
        ("\\APJ", None),
        ("apj", None),
        ("\\apj Letters", None),
        ("\\apj\\mnras", None),
        ("\\unknown", None),
    ],
)
def test_a_macro_alone_stands_for_its_journal(macro: str, expected: tuple[str, str | None] | None) -> None:
    """With title and what is printed; macros with anything beside them are texts of their own."""
    assert expected == find_journal_macro(macro)


def test_table_of_macros_is_complete() -> None:
    """Each row has macros, a title, what is printed and an origin; no macro is there twice, and none is a letter."""
    rows = read_rows("journal_macros.txt")
    assert {4} == {len(row) for row in rows}
    assert all(all(row) for row in rows)
    macros = [macro.strip() for row in rows for macro in row[0].split(";")]
    assert len(macros) == len(set(macros))
    for macro in macros:
        assert f"\\{macro}" == from_latex(f"\\{macro}")
        assert find_journal_macro(f"\\{macro}") is not None


@pytest.mark.parametrize("macro", ["aj", "apj", "apjl", "apjs", "aap", "mnras", "pasp", "pasj", "prd", "prl", "jcap"])
def test_what_is_printed_is_known_for_that_journal(macro: str) -> None:
    """The table of macros and that of journals agree in what they both know."""
    found = find_journal_macro(f"\\{macro}")
    assert found is not None
    assert found.printed is not None
    assert find_journal(found.title) is not None
    assert find_journal(found.title) == (find_journal(found.printed) or find_journal(found.title))
