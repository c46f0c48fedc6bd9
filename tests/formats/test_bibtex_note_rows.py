"""What people and programs write into ``note`` for want of a field."""

import pytest

from arxiv2bib import dumps, loads
from arxiv2bib.formats.bibtex_note_rows import find_access
from arxiv2bib.model.dates import Date


@pytest.mark.parametrize(
    ("note", "day"),
    [
        ("[Online; accessed 22-July-2004]", (2004, 7, 22)),
        ("Accessed: 2020-05-12", (2020, 5, 12)),
        ("Last accessed on May 12, 2020.", (2020, 5, 12)),
        ("(Accessed on 04/19/2017)", (2017, 4, 19)),
        ("aufgerufen am 17.06.2018", (2018, 6, 17)),
        ("Consulté le 3 mai 2019", (2019, 5, 3)),
        ("dostęp: 12 maja 2019", (2019, 5, 12)),
        ("Acesso em: 10 jan 2002", (2002, 1, 10)),
        ("Accedido: 16 noviembre 2024", (2024, 11, 16)),
    ],
)
def test_day_of_access(note: str, day: tuple[int, ...]) -> None:
    """A note that says nothing but when somebody looked at the work is that day, and stays a note in BibTeX."""
    text = f"@misc{{a,\n  title         = {{{{Title}}}},\n  note          = {{{note}}}\n}}\n"
    library = loads(text, "bibtex")
    assert (Date(start=day), None) == (library[0].accessed, library[0].note)
    assert text == dumps(library, "bibtex", preserve=False, letters="utf8")
    assert "Y2  - " in dumps(library, "ris")
    for via in ("ris", "csl-json"):
        assert list(library) == list(loads(dumps(loads(dumps(library, via), via), "bibtex"), "bibtex"))


@pytest.mark.parametrize(
    "note",
    ["Accessed: 12/03/2015", "aufgerufen am 20.02.18", "Accessed: 2020", "Retrieved from the attic", "Cited 12"],
)
def test_other_notes_stay(note: str) -> None:
    """A day that may be two, a year alone and other words are the note that they are."""
    assert find_access(note) is None
    assert note == loads(f"@misc{{a, note = {{{note}}}}}", "bibtex")[0].note


def test_day_of_access_beside_its_field() -> None:
    """Where there is a field for it, the note is one."""
    (entry,) = loads("@misc{a, note = {Accessed: 2020-05-12}, urldate = {2020-06-01}}", "bibtex")
    assert ("Accessed: 2020-05-12", Date(start=(2020, 6, 1))) == (entry.note, entry.accessed)


def test_publisher_in_notes_of_zotero() -> None:
    """The lines of Zotero's Extra are a publisher and its place; what else is there stays the note."""
    text = "@article{a, title = {T}, note = {Place: Paris\n Publisher: A \\& B\n \\_eprint: x}}"
    library = loads(text, "bibtex")
    entry = library[0]
    assert ("A & B", "Paris", "_eprint: x") == (entry.publisher, entry.publisher_place, entry.note)
    assert "note          = {Place: Paris Publisher: A \\& B \\_eprint: x}" in dumps(library, "bibtex", preserve=False)
    assert "PB  - A & B" in dumps(library, "ris")


@pytest.mark.parametrize("fields", ["note = {Publisher: X}, publisher = {Y}", "note = {See Publisher: X}"])
def test_note_is_no_second_publisher(fields: str) -> None:
    """A publisher that is there, or other words before it, leave the note alone."""
    (entry,) = loads(f"@article{{a, {fields}}}", "bibtex")
    assert "Publisher: X" in (entry.note or "")


def test_addendum_is_a_note() -> None:
    """BibLaTeX prints both at the end; beside a note, the addendum is kept."""
    one, two = loads("@book{a, addendum = {With maps}} @book{b, addendum = {With maps}, note = {N}}", "biblatex")
    assert ("With maps", "N") == (one.note, two.note)
    for dialect in ("bibtex", "biblatex"):
        (entry,) = loads("@book{a, addendum = {With maps}}", dialect)
        written = dumps([entry], dialect, preserve=False)
        assert "addendum      = {With maps}\n" in written
        assert "note " not in written
        assert "note          = {With charts}\n" in dumps([entry.evolve(note="With charts")], dialect, preserve=False)
    assert ["addendum"] == [extra.name for extra in two.extra]


def test_note_of_another_format_that_would_be_read_as_more_comes_back() -> None:
    """A note of RIS stays one through BibTeX."""
    for note in ("Accessed May 12, 2020", "Publisher: X"):
        entries = loads(f"TY  - JOUR\nTI  - T\nT2  - J\nN1  - {note}\nER  - \n", "ris")
        assert note == entries[0].note
        assert note == loads(dumps(entries, "bibtex"), "bibtex")[0].note


@pytest.mark.parametrize(
    ("note", "url", "day"),
    [
        (r"\url{https://a.b/c_d}", "https://a.b/c_d", None),
        (r"Available at: \url{https://a.b/c}", "https://a.b/c", None),
        ("[Online]. Available: https://a.b/c", "https://a.b/c", None),
        (r"Retrieved May 3, 2014 from \url{http://a.b}", "http://a.b", Date(start=(2014, 5, 3))),
        (r"\url{https://a.b/c}, accessed 2020-05-12", "https://a.b/c", Date(start=(2020, 5, 12))),
    ],
)
def test_address_in_a_note(note: str, url: str, day: Date | None) -> None:
    """A note that is an address and no more is the address of what has none, and stays a note in BibTeX."""
    library = loads(f"@misc{{a, note = {{{note}}}}}", "bibtex")
    assert (url, day, None) == (library[0].url, library[0].accessed, library[0].note)
    assert f"note          = {{{note}}}" in dumps(library, "bibtex", preserve=False)


@pytest.mark.parametrize("fields", [r"note = {See \url{http://a.b}}", r"note = {\url{http://a.b}}, url = {http://c.d}"])
def test_other_addresses_in_notes_stay(fields: str) -> None:
    """Beside other words, or an address in its own field."""
    assert "http://a.b" in (loads(f"@misc{{a, {fields}}}", "bibtex")[0].note or "")


def test_day_of_access_behind_an_address() -> None:
    """Words in ``howpublished`` may end in one."""
    (entry,) = loads(r"@misc{a, howpublished = {Available: \url{http://a.b/c}. [Accessed: 12-Mar-2019]}}", "bibtex")
    assert ("http://a.b/c", Date(start=(2019, 3, 12))) == (entry.url, entry.accessed)
