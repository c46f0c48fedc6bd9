"""BibTeX written back: untouched text as it was, edits in the lines of their fields, and the canonical form."""

import io
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from arxiv2bib import (
    ArxivId,
    ArxivInfo,
    Date,
    Doi,
    Entry,
    EntryType,
    Issn,
    Library,
    Name,
    Pages,
    ReadError,
    Report,
    dump,
    dumps,
    load,
    loads,
)
from arxiv2bib.testing import strategies
from tests import bibtex_strategies
from tests.round_trips.trips import says


def write_edited(text: str, at: int = 0, /, **changes: object) -> str:
    """Return *text* with its entry *at* changed."""
    library = loads(text, "bibtex")
    return dumps(library.replace(library[at], library[at].evolve(**changes)), "bibtex")


# Untouched


@given(text=bibtex_strategies.any_files)
@pytest.mark.parametrize("name", ["bibtex", "biblatex"])
def test_text_is_written_back_as_it_was(name: str, text: str) -> None:
    """Law 3: what nobody touched comes back character for character."""
    assert text.removeprefix("\ufeff") == dumps(loads(text, name), name)


BOMS = {"utf-8": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}


@given(
    text=bibtex_strategies.any_files.map(lambda text: text.encode("utf-8", "replace").decode()),
    encoding=st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "cp1252", "gbk"]),
    has_bom=st.booleans(),
)
def test_bytes_are_written_back_as_they_were(text: str, encoding: str, *, has_bom: bool) -> None:
    """Law 3: in every encoding, with a byte order mark and without."""
    data = (BOMS.get(encoding, b"") if has_bom else b"") + text.encode(encoding, "replace")
    assert data == write_back(data)


ODD_BYTES = (b"@misc{a, title = {x", b"}}", b"@misc{b, title = {\xe9}, journal = aap}",
             b"\n", b"\r", b"\xe9", b"\xff", b"\xc3", b"\xa9", b"x", b"\x81",
             b"\xc3\xa9",
             b"\xef\xbb\xbf", b"\xff\xfe", b"\x00")  # fmt: skip


@given(data=st.lists(st.sampled_from(ODD_BYTES), max_size=12))
def test_bytes_of_no_encoding_are_written_back_as_they_were(data: list[bytes]) -> None:
    """Law 3: bytes that are no text are written back like any others."""
    whole = b"@misc{k, title = {x}}\n" * 4 + b"".join(data)
    assert whole == write_back(whole)


def write_back(data: bytes) -> bytes:
    """Return what comes out when *data* is read and written."""
    target = io.BytesIO()
    try:
        library = load(io.BytesIO(data), "bibtex")
    except ReadError:
        assume(False)  # no text in any encoding
        raise
    dump(library, target, "bibtex")
    return target.getvalue()


def test_file_is_written_back_as_it_was(tmp_path: Path) -> None:
    """A path is as good as an open file."""
    data = b'\xef\xbb\xbf% mine\r\n@Misc{k,\r\n  title = "G\xc3\xb6del",\r\n}\r\n\xff\r\n'
    (tmp_path / "a.bib").write_bytes(data)
    dump(load(tmp_path / "a.bib"), tmp_path / "b.bib")
    assert data == (tmp_path / "b.bib").read_bytes()


# Edited

EDITS: dict[str, tuple[object, ...]] = {
    "title": ("A new $x$ & more", "Short", None),
    "author": ((Name(family="Gödel", given="Kurt"), Name(literal="The Team")), ()),
    "issued": (Date(start=(1999, 5)), Date(start=(1998,)), Date(start=(1997,), end=(1999,)), None),
    "doi": (Doi("10.1000/new_1"), None),
    "publisher": ("Smith & Sons",),
    "note": ("A <i>note</i>", None),
    "keyword": (("one", "two, three"), ()),
    "key": ("newkey", "http://x.org/new"),
    "type": (EntryType.BOOK, EntryType.ARTICLE_JOURNAL, EntryType.REPORT),
    "abstract": ("Short.", None),
    "container_title": ("Nature", "A & B", None),
    "issn": ((Issn("0028-0836"),), (Issn("0028-0836"), Issn("1476-4687")), ()),
    "volume": ("77", None),
    "page": (Pages(first="3", last="9"), None),
    "edition": ("2", None),
}
"""Values to put into an entry, or to take out of it."""

LINES_OF = {
    "issued": {"year", "month", "day", "date"},
    "keyword": {"keyword", "keywords"},
    "page": {"pages"},
    "container_title": {"journal", "booktitle"},
    "issn": {"isbn", "issn"},
    "publisher": {"publisher", "institution", "school", "organization", "howpublished"},
    "key": set(),
    "type": {"publisher", "institution", "school", "organization", "journal", "journaltitle", "booktitle", "number",
             "pubstate"},
}  # fmt: skip
"""The fields that an edit may concern, where they are not just the one of that name."""


@given(text=bibtex_strategies.files(), data=st.data())
def test_edit_changes_the_lines_of_its_field_alone(text: str, data: st.DataObject) -> None:
    """Law 3: every other line stays as it was, and what is read again is the entry as it was edited."""
    library = loads(text, "bibtex")
    entry = data.draw(st.sampled_from(library.entries))
    name = data.draw(st.sampled_from(sorted(EDITS)))
    new = entry.evolve(**{name: data.draw(st.sampled_from(EDITS[name]))})
    written = dumps(library.replace(entry, new), "bibtex")
    kept = find_lines_to_keep(text, entry, name)
    lines = iter(written.splitlines(keepends=True))
    assert [] == [line for line in kept if line not in lines]
    again = loads(written, "bibtex")
    assert list(map(says, library.replace(entry, new))) == [
        says(read.evolve(native_type=entry.native_type) if read.key == new.key else read) for read in again
    ]
    assert [block.raw for block in library.blocks] == [block.raw for block in again.blocks]


def find_lines_to_keep(text: str, entry: Entry, name: str) -> list[str]:
    """Return the lines of *text* that an edit of the field *name* of *entry* has no business with."""
    assert entry.origin is not None
    record = entry.origin.record
    concerned = LINES_OF.get(name, {name})
    spans = [span for field, _, span in record.fields if span and field.lower() in concerned]
    spans += [span for _, _, span in record.fields[-1:] if span]  # a comma may come behind it
    if name in ("key", "type") or not record.fields:
        spans.append((record.span[0], record.span[0] + 1))
    if not {field.lower() for field, _, _ in record.fields} - concerned:
        spans.append((record.span[0], record.span[0] + 1))  # what is added stands behind the key
    kept, start = [], 0
    for line in text.splitlines(keepends=True):
        if not any(start < last and first < start + len(line) for first, last in spans):
            kept.append(line)
        start += len(line)
    return kept


EDITED = """@article{k,
  author  = "A. Smith", % the author
  TITLE   = {Old},
  journal = jacm,
  year    = 2001, month = "June", note = {x},
  doi     = {10.1000/x}
}
"""


@pytest.mark.parametrize(
    ("changes", "old", "new"),
    [
        ({"title": "New"}, "{Old}", "{New}"),
        ({"title": None}, "  TITLE   = {Old},\n", ""),
        ({"author": (Name(literal="Team"),)}, '"A. Smith"', "{{Team}}"),
        ({"author": ()}, '  author  = "A. Smith", % the author\n', "  % the author\n"),
        ({"issued": Date(start=(2001, 7))}, '"June"', "jul"),
        ({"issued": Date(start=(2002, 6))}, "2001", "{2002}"),
        ({"issued": Date(start=(2001,))}, ' month = "June",', ""),
        ({"issued": None}, 'year    = 2001, month = "June", note', "note"),
        ({"note": None}, " note = {x},", ""),
        ({"doi": None}, "  doi     = {10.1000/x}\n", ""),
        ({"volume": "3"}, "{10.1000/x}", "{10.1000/x},\n  volume  = {3}"),
        ({"publisher": "P"}, "{10.1000/x}", "{10.1000/x},\n  publisher = {P}"),
        ({"container_title": "J"}, "jacm", "{J}"),
        ({"key": "new"}, "{k,", "{new,"),
        ({"doi": None, "volume": "3"}, " note = {x},\n  doi     = {10.1000/x}\n", " note = {x}, volume  = {3},\n"),
    ],
)  # fmt: skip
def test_edit_is_put_where_the_field_stands(changes: dict[str, object], old: str, new: str) -> None:
    """Spelling, column and comments stay; what is new goes behind the last field, in the layout of the others."""
    assert 1 == EDITED.count(old)
    assert EDITED.replace(old, new) == write_edited(EDITED, **changes)


@pytest.mark.parametrize(
    ("text", "changes", "expected"),
    [
        ("@misc{k}\n", {"title": "x"}, "@misc{k,\n  title = {x}\n}\n"),
        ("@misc{k,}\n", {"title": "x"}, "@misc{k,\n  title = {x}\n}\n"),
        ("@misc(k)\n", {"title": "x"}, "@misc(k,\n  title = {x}\n)\n"),
        ("@misc{k,\r\n}\r\n", {"title": "x"}, "@misc{k,\r\n  title = {x}\r\n}\r\n"),
        ("@misc{k,\r  note={y}\r}\r", {"title": "x"}, "@misc{k,\r  note={y},\r  title={x}\r}\r"),
        ("@misc{k, note={y}}\n", {"title": "x"}, "@misc{k, note={y}, title={x}}\n"),
        ("@misc{k\n , note={y}\n}\n", {"title": "x"}, "@misc{k\n , note={y}\n , title={x}\n}\n"),
        ("@misc{k\n , note={y}\n , title={x}\n}\n", {"title": None}, "@misc{k\n , note={y}\n}\n"),
        ("@misc{k,\n\tnote\t=\t{y},\n}\n", {"title": "x"}, "@misc{k,\n\tnote\t=\t{y},\n\ttitle\t=\t{x},\n}\n"),
        ("@misc{k,\n  note = {y}\n  year = 2001\n}\n", {"note": None}, "@misc{k,\n  year = 2001\n}\n"),
        ("@misc{a b, note={y}}\n", {"key": "c"}, "@misc{c, note={y}}\n"),
        ("@misc{note, note={y}}\n", {"key": "c"}, "@misc{c, note={y}}\n"),
        ("@Misc(http://x.org/?a=b, note={y})\n", {"key": "c"}, "@Misc(c, note={y})\n"),
        ("@misc{k, note={a}, note={b}}\n", {"title": "x"}, "@misc{k, note={a}, note={b}, title={x}}\n"),
        ("@misc{k,\n  date = {2001-05}\n}\n", {"issued": Date(start=(2002,))}, "@misc{k,\n  year = {2002}\n}\n"),
        ("@misc{k, year=2001, month={May 6}}\n", {"issued": Date(start=(2002, 5))},
         "@misc{k, year={2002}, month=may}\n"),
        ("@misc{k, year=2001, month={5}}\n", {"issued": Date(start=(2002, 5))}, "@misc{k, year={2002}, month={5}}\n"),
        ("@misc{k, title = , note={y}}\n", {"title": "x"}, "@misc{k, title = {x}, note={y}}\n"),
        ("@misc{k, note={y}, title = }\n", {"title": "x", "volume": "1"},
         "@misc{k, note={y}, title = {x}, volume = {1}}\n"),
        ("@misc{k, title = {a} # { b}}\n", {"title": "c"}, "@misc{k, title = {c}}\n"),
        ("@misc{k, title = {x}\n", {"title": "y"}, "@misc{k, title = {y}\n"),
        ("@misc{k, eprint={1706.03762}, archivePrefix={arXiv}, primaryClass={cs.CL}}\n",
         {"arxiv": ArxivInfo(id=ArxivId("1706.03762"), primary_category="cs.LG")},
         "@misc{k, eprint={1706.03762}, archivePrefix={arXiv}, primaryClass={cs.LG}}\n"),
    ],
)  # fmt: skip
def test_edit_keeps_the_layout(text: str, changes: dict[str, object], expected: str) -> None:
    """However a file is laid out, what is written into it is laid out like that."""
    assert expected == write_edited(text, **changes)


def test_edit_of_a_repeated_field_goes_to_the_first() -> None:
    """It is the first one that is read."""
    assert "@misc{k, note={c}, note={b}}\n" == write_edited("@misc{k, note={a}, note={b}}\n", note="c")


def test_old_spelling_of_an_edited_field_is_not_carried() -> None:
    """How a value was written that is no longer there needs no field of ours in somebody's file."""
    assert "@misc{k, note={a}, keywords={c}}\n" == write_edited("@misc{k, note={a}, keyword={b}}\n", keyword=("c",))


def test_key_given_to_an_entry_without_one_is_written() -> None:
    """A key that somebody gave is not lost in silence."""
    assert "@misc{k, note={a}}\n" == write_edited("@misc{, note={a}}\n", key="k")


def test_edited_type_is_not_carried() -> None:
    """The type that an entry no longer has needs no field of ours in somebody's file."""
    assert "@book{k, title={a}}\n" == write_edited("@misc{k, title={a}}\n", type=EntryType.BOOK)


def test_edit_is_written_in_the_encoding_of_the_file() -> None:
    """The lines around an edited field keep their bytes."""
    data = "@misc{k,\r\n  title = {Gödel},\r\n  note = {x}\r\n}\r\n".encode("cp1252")
    library = load(io.BytesIO(data), "bibtex")
    target = io.BytesIO()
    dump(library.replace(library[0], library[0].evolve(note="ü")), target, "bibtex")
    assert data.replace(b"{x}", b'{{\\"u}}') == target.getvalue()


def test_new_entry_among_old_ones_stands_alone() -> None:
    """An entry of another source is written anew, an empty line before it, and nothing else changes."""
    library = loads("@misc{a}\n", "bibtex")
    text = dumps(Library([*library.items, Entry(key="b", title="x")]), "bibtex")
    assert "@misc{a}\n\n@misc{b,\n  title         = {x}\n}\n" == text


# The canonical form


@given(text=bibtex_strategies.any_files, name=st.sampled_from(["bibtex", "biblatex"]))
def test_canonical_form_is_read_as_the_same_entries(text: str, name: str) -> None:
    """Law 3: written anew, entries are read as they were, and nothing of them is reported."""
    library = loads(text, name)
    report = Report()
    again = loads(dumps(library, name, preserve=False, report=report), name)
    assert [says(entry) for entry in library if entry.key] == [
        says(read) for entry, read in zip(library, again, strict=True) if entry.key
    ]
    assert {} == report.counts


@given(text=bibtex_strategies.files(), names=st.permutations(["bibtex", "biblatex"]))
def test_dialects_carry_one_another(text: str, names: list[str]) -> None:
    """Law 4: BibTeX -> BibLaTeX -> BibTeX, and the other way round, gives equal entries."""
    first, second = names
    library = loads(text, first)
    there = loads(dumps(library, second), second)
    assert list(map(says, library)) == list(map(says, loads(dumps(there, first, preserve=False), first)))


PERIODICAL = "@periodical{k,\n  number = {\\unknown{kept} words},\n  title  = {A}\n}\n"


def test_spelling_that_means_something_else_in_the_other_dialect_is_carried() -> None:
    """The number of an issue would be that of a ``@misc``: it has no place there, and stands as it did back home."""
    library = loads(PERIODICAL, "biblatex")
    there = dumps(library, "bibtex")
    assert "@misc{k" in there
    (back,) = loads(dumps(loads(there, "bibtex"), "biblatex"), "biblatex")
    assert library[0] == back
    assert r"number        = {\unknown{kept} words}" in dumps(loads(there, "bibtex"), "biblatex")


def test_spelling_that_means_something_else_in_the_other_dialect_is_told() -> None:
    """Law 2: without carrying, the words of the source are in the report."""
    report = Report()
    dumps(loads(PERIODICAL, "biblatex"), "bibtex", report=report, carry=False)
    told = {diagnostic.path: diagnostic.value for diagnostic in report.diagnostics}
    assert r"\unknown{kept} words" == told["extra.bibtex-as-written.number"]


def test_spelling_in_an_entry_of_no_file_is_told() -> None:
    """An entry that was made, not read, carries nothing; what it cannot be written with is in the report."""
    entry = loads(PERIODICAL, "biblatex")[0].evolve(origin=None, native_type=None)
    report = Report()
    dumps([entry], "bibtex", report=report)
    assert "extra.bibtex-as-written.number" in {diagnostic.path for diagnostic in report.diagnostics}


def test_edited_value_is_not_carried_as_it_was() -> None:
    """How a value was written before the edit is in no other format either."""
    entry = loads(PERIODICAL, "biblatex")[0].evolve(issue="7")
    for name in ("bibtex", "biblatex", "ris", "csl-json"):
        assert "unknown" not in dumps([entry], name)


def test_article_without_a_venue_is_no_preprint() -> None:
    """``@article`` with an ``eprint`` and no journal reads as a preprint: the type is carried, or told."""
    (entry,) = loads("TY  - JOUR\nTI  - A\nN1  - arXiv:1706.03762\nID  - k\nER  - \n", "ris")
    assert EntryType.ARTICLE_JOURNAL is loads(dumps([entry], "bibtex"), "bibtex")[0].type
    report = Report()
    dumps([entry], "bibtex", report=report, carry=False)
    assert ["type"] == [diagnostic.path for diagnostic in report.diagnostics]


@pytest.mark.parametrize(
    ("names", "author"),
    [
        ("Goldschlager, Leslie, M.", Name(family="Goldschlager", given="Leslie M.")),
        ("Smith,, John", Name(family="Smith", given="John")),
        ("Ann Smith, Bo Li, Cy Young", Name(literal="Ann Smith, Bo Li, Cy Young")),
    ],
)
def test_names_with_a_comma_too_many_are_written_as_they_stood(names: str, author: Name) -> None:
    """What we take a malformed list for is no reason to change it: it is the same after RIS as well."""
    library = loads(f"@misc{{k, author = {{{names}}}, title = {{A \\@ B}}}}\n", "bibtex")
    assert (author,) == library[0].author
    for there in (library, loads(dumps(library, "ris"), "ris")):
        text = dumps(there, "bibtex", preserve=False)
        assert names in text
        assert r"A \@ B" in text


@pytest.mark.parametrize("field", ["author", "editor", "translator", "organizer", "serieseditor"])
@pytest.mark.parametrize("names", ["Goldschlager, Leslie, M.", "family=Smith, given=Ann, given-i=A, orcid=0000"])
def test_parts_of_names_that_mean_nothing_are_kept_in_every_field(field: str, names: str) -> None:
    """Whoever the names are: they are written as they stood, after RIS as well, or that they are not is told."""
    library = loads(f"@book{{k, {field} = {{{names}}}, title = {{A}}}}\n", "biblatex")
    for there in (library, loads(dumps(library, "ris"), "ris")):
        assert names in dumps(there, "biblatex", preserve=False)
    report = Report()
    dumps(library, "ris", carry=False, report=report)
    assert names in {diagnostic.value for diagnostic in report.diagnostics}


@pytest.mark.parametrize("native", ["Journal Article", "GRANT", "a}b"])
def test_carried_type_of_another_format_is_no_type_of_bibtex(native: str) -> None:
    """What RIS called an entry stays among what is carried when that file is written anew."""
    (entry,) = loads(f"TY  - {native}\nTI  - A\nID  - k\nER  - \n", "ris")
    for _ in range(2):
        text = dumps([entry], "bibtex", preserve=False)
        (entry,) = loads(text, "bibtex")
        assert text.startswith("@misc{k,")
        assert native == entry.native_type


@pytest.mark.parametrize("native", ["no-such-type", "other", "preprint", "blog"])
def test_type_that_csl_does_not_know_is_no_type_of_bibtex(native: str) -> None:
    """``@no-such-type``, and pandoc refuses the whole file: the word is carried."""
    (entry,) = loads(f'[{{"id": "k", "type": "{native}", "title": "A"}}]', "csl-json")
    text = dumps([entry], "bibtex")
    assert text.startswith("@misc{k,")
    assert native == loads(text, "bibtex")[0].native_type
    assert dumps([entry.evolve(title="B")], "bibtex").startswith("@misc{k,")


@given(entry=strategies.entries, name=st.sampled_from(["bibtex", "biblatex"]))
def test_carried_entries_are_read_as_they_were(entry: Entry, name: str) -> None:
    """Law 4: whatever an entry holds comes back where it may be carried."""
    assume(entry.key is not None and entry.key.strip())
    (again,) = loads(dumps([entry], name, carry=True), name)
    assert says(entry).evolve(key=None, native_type=None) == says(again).evolve(key=None, native_type=None)


def test_noncharacters_are_carried() -> None:
    """Law 4: biber refuses them in a file, JSON can hold them."""
    (again,) = loads(dumps([Entry(key="k", note="a\ufffe")], "bibtex", carry=True), "bibtex")
    assert "a\ufffe" == again.note


def test_pieces_that_were_no_neighbours_are_set_apart() -> None:
    """What stands behind a piece that it did not follow in the file has a blank line before it; neighbours have not."""
    library = loads("@misc{a}\n@misc{b}\n@misc{c}\n@misc{d}", "bibtex")
    a, b, c, d = library.items
    assert "@misc{a}\n@misc{b}\n" == dumps(library.with_items([a, b]), "bibtex")
    assert "@misc{a}\n\n@misc{c}\n@misc{d}" == dumps(library.with_items([a, c, d]), "bibtex")
    assert "@misc{d}\n\n@misc{a}\n" == dumps(library.with_items([d, a]), "bibtex")


@pytest.mark.parametrize("macros", [b"", b'@string{pub = "Caf\xe9"}\n'])
def test_a_macro_that_was_never_there_is_kept_beside_bytes_that_are_no_text(macros: bytes) -> None:
    """It is in no other way undefined where single bytes of a file are in another encoding."""
    data = macros + b"@article{k,\n  title = {Caf\xe9 \xc3\xa9},\n  journal = aap,\n  publisher = pub\n}\n"
    output = io.BytesIO()
    dump(load(io.BytesIO(data), "bibtex"), output, "bibtex")
    assert data == output.getvalue()


def test_a_macro_that_was_never_there_is_kept_beside_lone_surrogates() -> None:
    """In a text they are no bytes."""
    text = "@article{k,\n  title = {Caf\udce9},\n  journal = aap\n}\n"
    assert text == dumps(loads(text, "bibtex"), "bibtex")


def test_a_macro_that_is_gone_is_expanded_under_any_name_of_its_field() -> None:
    """``journaltitle`` is BibLaTeX's name of ``journal``: its macro is expanded where its definition is not there."""
    library = loads("@string{j = {Journal}}\n@article{a, journaltitle = j, title = {A}}\n", "bibtex")
    assert "@article{a, journaltitle = {Journal}, title = {A}}\n" == dumps(library.entries, "bibtex")


ADS = "@article{k,\n  title  = {A},\n  journal = {\\apj},\n  year   = 1981\n}\n"


@pytest.mark.parametrize(
    ("changes", "journal"),
    [
        ({"volume": "3"}, "{\\apj}"),
        ({"container_title_short": "Astrophys. J."}, "{\\apj}"),
        ({"container_title_short": None}, "{The Astrophysical Journal}"),
        ({"container_title": "Nature"}, "{Nature}"),
    ],
)
def test_macro_of_a_journal_stays_while_it_says_what_the_entry_does(changes: dict[str, str], journal: str) -> None:
    """What it prints is the short title: without one, the macro would say more than the entry."""
    entry = loads(ADS, "bibtex")[0].evolve(**changes)
    for preserve in (True, False):
        text = dumps([entry], "bibtex", preserve=preserve, carry=False)
        assert f"= {journal}" in text
        assert entry.evolve(extra=()) == loads(text, "bibtex")[0].evolve(extra=())


@pytest.mark.parametrize("names", [["ris"], ["csl-json"], ["biblatex"], ["ris", "csl-json"]])
def test_macro_of_a_journal_comes_back(names: list[str]) -> None:
    """Law 4: other formats have the title, and carry the macro."""
    library = loads(ADS, "bibtex")
    text = dumps(library, "bibtex", preserve=False)
    entries = list(library)
    for name in names:
        there = dumps(entries, name)
        assert "The Astrophysical Journal" in there
        entries = list(loads(there, name))
    assert text == dumps(entries, "bibtex")


def test_macro_of_a_journal_is_not_for_programs_without_latex() -> None:
    """Zotero would show the command; LaTeX and what the file came from have it."""
    library = loads(ADS, "bibtex")
    assert "{The Astrophysical Journal}" in dumps(library, "bibtex", for_="zotero")
    assert "{\\apj}" in dumps(library, "bibtex", for_="revtex")
    series = loads("@book{k, title = {A}, series = {{\\procspie}}}", "bibtex")
    assert "{Proceedings of SPIE}" in dumps(series, "bibtex", for_="zotero")


@pytest.mark.parametrize("value", ["1476-4687 (Electronic) 0028-0836 (Linking)", "ISSN 0028-0836"])
def test_words_about_an_issn_come_back(value: str) -> None:
    """Other formats have the numbers, and carry the words."""
    library = loads(f"@article{{k,\n  title = {{A}},\n  issn = {{{value}}}\n}}\n", "bibtex")
    text = dumps(library, "bibtex", preserve=False)
    assert f"{{{value}}}" in text
    for name in ("ris", "csl-json", "biblatex"):
        there = dumps(library, name, carry=False)
        assert "0028-0836" in there
        assert "(" not in there.partition("0028")[2]
        assert text == dumps(loads(dumps(library, name), name), "bibtex")


CHILD = """@inproceedings{{a,
  title    = {{T}},
  {link} = {{p}}
}}

@{kind}{{p,
  editor    = {{Lee, Ann}},
  booktitle = {{The Proceedings}},
  publisher = {{ACM}},
  month     = may,
  year      = 2001
}}
"""


@pytest.mark.parametrize(("link", "kind"), [("crossref", "proceedings"), ("xdata", "xdata")])
@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"publisher": None}, [("publisher", "ACM")]),
        ({"editor": ()}, [("editor", "Ann Lee")]),
        ({"publisher": None, "container_title": None}, [("container_title", "The Proceedings"), ("publisher", "ACM")]),
        ({"issued": None}, [("issued", "2001-05")]),
        ({"issued": Date(start=(1999,))}, []),
        ({"publisher": "X", "editor": (Name(family="Ray", given="Bob"),)}, []),
    ],
)
def test_value_taken_from_an_entry_that_inherits_it(
    link: str, kind: str, changes: dict[str, object], told: list[tuple[str, str]]
) -> None:
    """It comes back as it was edited, from every format; that TeX still takes it over is told."""
    library = loads(CHILD.format(link=link, kind=kind), "bibtex")
    edited = library["a"].evolve(**changes)
    items = library.replace(library["a"], edited)
    for preserve in (True, False):
        report = Report()
        again = loads(dumps(items, "bibtex", preserve=preserve, report=report), "bibtex")["a"]
        assert told == [(diagnostic.path, diagnostic.value) for diagnostic in report.diagnostics]
        assert changes == {name: getattr(again, name) for name in changes}
        assert edited.evolve(extra=()) == again.evolve(extra=())
    for name in ("ris", "csl-json") if "issued" in changes else ("ris", "csl-json", "biblatex"):
        there = loads(dumps(items, name), name)
        back = loads(dumps(there, "bibtex"), "bibtex")["a"]
        assert changes == {name: getattr(back, name) for name in changes}


def test_value_taken_from_an_entry_that_inherits_it_is_told_without_carrying() -> None:
    """Law 2: the edit is not in the output, and the report says so."""
    library = loads(CHILD.format(link="crossref", kind="proceedings"), "bibtex")
    items = library.replace(library["a"], library["a"].evolve(publisher=None))
    report = Report()
    assert "arxiv2bib" not in dumps(items, "bibtex", carry=False, report=report)
    assert ["publisher is still 'ACM' in bibtex: it is inherited"] == [one.message for one in report.diagnostics]


@pytest.mark.parametrize("month", ["{May--June}", 'may # "/" # jun', "{Sept.-Oct.}", "{June 28-30}"])
def test_two_months_of_an_issue_come_back(month: str) -> None:
    """Other formats have a range of dates, and carry how BibTeX had it."""
    library = loads(f"@article{{k,\n  title = {{A}},\n  month = {month},\n  year = 2006\n}}\n", "bibtex")
    text = dumps(library, "bibtex", preserve=False)
    assert "DA  - 2006/0" in dumps(library, "ris", carry=False)
    assert "month         = {" in text
    assert "date" not in text
    for name in ("ris", "csl-json", "biblatex"):
        there = dumps(library, name)
        assert library[0].issued == loads(there, name)[0].issued
        assert text == dumps(loads(there, name), "bibtex")


def test_issn_in_the_place_of_an_isbn_comes_back() -> None:
    """Mendeley puts it there; it is written there again, and once."""
    library = loads("@article{k,\n  title = {A},\n  isbn = {1476-4687}\n}\n", "bibtex")
    text = dumps(library, "bibtex", preserve=False)
    assert "isbn          = {1476-4687}\n" in text
    assert "issn " not in text
    for name in ("ris", "csl-json", "biblatex"):
        assert text == dumps(loads(dumps(library, name), name), "bibtex")
    edited = library[0].evolve(issn=(Issn("0028-0836"),))
    assert edited.evolve(extra=()) == loads(dumps([edited], "bibtex"), "bibtex")[0].evolve(extra=())


@pytest.mark.parametrize("kind", ["inbook", "incollection", "inproceedings"])
def test_the_title_of_a_whole_stays_beside_a_subtitle_of_the_part(kind: str) -> None:
    """Title and subtitle of the part, and of the book in volumes that it is in, are four fields again."""
    titles = {
        "title": "Looms",
        "subtitle": "A view",
        "booktitle": "Volume",
        "maintitle": "Works",
        "mainsubtitle": "All",
    }
    fields = "".join(f"  {name} = {{{title}}},\n" for name, title in titles.items())
    library = loads(f"@{kind}{{k,\n{fields}  volume = {{1}}\n}}\n", "bibtex")
    text = dumps(library, "bibtex", preserve=False)
    assert "arxiv2bib" not in text
    assert sorted(titles.values()) == sorted(
        line.split("{")[1].split("}")[0] for line in text.splitlines() if "itle" in line
    )
    assert list(library) == list(loads(text, "bibtex"))


@pytest.mark.parametrize(
    "address", ["{\\tt http://a.org/c\\_d}", "\\texttt{http://a.org/c\\_d}", "$<$http://a.org/c\\_d$>$"]
)
def test_an_address_in_typewriter_is_the_address(address: str) -> None:
    """``howpublished`` that holds nothing else is how the address is spelled, and goes when another is set."""
    library = loads(f"@misc{{k,\n  title = {{A}},\n  howpublished = {{{address}}}\n}}\n", "bibtex")
    (entry,) = library
    assert "http://a.org/c_d" == entry.url
    assert ["bibtex-as-written"] == [extra.namespace for extra in entry.extra]
    assert address in dumps(library, "bibtex", preserve=False)
    assert "howpublished" not in dumps(library.replace(entry, entry.evolve(url="https://b.org/")), "bibtex")


@pytest.mark.parametrize("name", ["bibtex", "biblatex"])
@pytest.mark.parametrize(
    ("fields", "lost"),
    [
        ("subtitle = {View}, booksubtitle = {Other}", ["extra.bibtex.booksubtitle"]),
        ("titleaddon = {View}, booktitleaddon = {Other}", ["extra.bibtex.booktitleaddon"]),
        ("booksubtitle = {Other}", []),
        ("subtitle = {View}, booksubtitle = {Other}, booktitle = {Looms}", []),
    ],
)
def test_a_part_inherits_the_same_in_the_other_dialect(name: str, fields: str, lost: list[str]) -> None:
    """The subtitle of a parent stands in its title there, and a ``booksubtitle`` that was nobody's stays so."""
    text = (
        f"@book{{p, title = {{Looms}}, {fields}, year = 2001}}\n@incollection{{c, title = {{A}}, crossref = {{p}}}}\n"
    )
    library = loads(text, name)
    other = "biblatex" if name == "bibtex" else "bibtex"
    again = loads(dumps(library, other), other)
    assert library["c"].container_title == again["c"].container_title
    report = Report()
    dumps(library, other, carry=False, report=report)
    assert lost == [told.path for told in report.of_code("export/field-dropped")]
