"""BibTeX and BibLaTeX read: what becomes an entry, what a block, and what is said of it."""

import io
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import (
    Block,
    BlockKind,
    Code,
    Date,
    Entry,
    EntryType,
    Extra,
    Library,
    Name,
    NameRole,
    ReadError,
    Report,
    load,
    loads,
)
from arxiv2bib.formats.bibtex_fields import READ_TYPES
from tests import bibtex_strategies


def read(text: str) -> Entry:
    """Return the last entry of *text*."""
    return loads(text, "bibtex")[-1]


def read_fields(fields: str, kind: str = "article") -> Entry:
    """Return the entry of type *kind* with these *fields*."""
    return read(f"@{kind}{{k, {fields}}}")


def extras(entry: Entry, namespace: str = "bibtex") -> list[tuple[str, str]]:
    """Return names and values of what an entry keeps in a namespace."""
    return [(extra.name, extra.value) for extra in entry.extra if extra.namespace == namespace]


def told(library: Library) -> list[tuple[str, int | None, str | None, str | None]]:
    """Return what is said of a library: code, line, key, value."""
    return [(str(said.code), said.line, said.key, said.value) for said in library.report.diagnostics]


# Items


def test_items_stand_in_order() -> None:
    """Entries, macros, comments, preambles and text come as they stand, with the source and the format they are of."""
    text = "text\n@string{a = {b}}\n@comment{c}\n@preamble{d}\n@misc{k, title = {e}}\n@misc{l, title {f}}\n"
    items = loads(text, "bibtex").items
    assert ["text", "macro", "comment", "preamble", "entry", "failed"] == [
        item.kind.value if isinstance(item, Block) else "entry" for item in items
    ]
    origins = [None if isinstance(item, Block) else item.origin for item in items]
    raws = [item.raw if isinstance(item, Block) else "" for item in items]
    assert text == "".join(origin.record.raw if origin else raw for origin, raw in zip(origins, raws, strict=True))
    assert {("bibtex", "<text>")} == {(item.format, item.source) for item in items if isinstance(item, Block)}


def test_macro_block_knows_its_name() -> None:
    """A macro can be found by its name."""
    (block,) = loads("@string{jacm = {J. ACM}}", "bibtex").blocks
    assert (BlockKind.MACRO, "jacm") == (block.kind, block.key)


def test_damaged_entry_is_counted_and_its_neighbours_come_through() -> None:
    """A failed entry is read, failed and reported with its line and key."""
    library = loads("@misc{a}\n@misc{b, title {x}}\n@misc{c}\n", "bibtex")
    assert ["a", "c"] == [entry.key for entry in library]
    assert (3, 1) == (library.report.records_read, library.report.records_failed)
    assert [("read/failed-record", 2, "b", "@misc{b, title {x}}")] == told(library)


def test_unfinished_entry_is_reported_and_kept() -> None:
    """An entry without its last brace is an entry."""
    library = loads("@misc{a, title = {x}\n@misc{b}\n", "bibtex")
    assert ["a", "b"] == [entry.key for entry in library]
    assert [("read/unfinished-record", 1, "a", None)] == told(library)


def test_stray_text_is_told() -> None:
    """Text between entries is worth knowing of, white space is not."""
    library = loads("a  note\n@misc{a}\n\n  \n@misc{b}\n", "bibtex")
    assert [("read/stray-text", 1, None, "a note")] == told(library)


def test_line_of_a_field_is_told() -> None:
    """What is wrong with a field is told with the line of its value."""
    library = loads("\n\n@misc{a,\n  title = {x},\n  doi = {none},\n}\n", "bibtex")
    assert [("read/invalid-value", 5, "a", "none")] == told(library)


@pytest.mark.parametrize("name", ["DOI", "Doi", "doi"])
def test_line_of_a_field_is_told_however_its_name_is_spelled(name: str) -> None:
    """In capitals as well, as BibTeX itself takes names of fields."""
    library = loads(f"@misc{{a,\n  title = {{x}},\n  year = 2001,\n  {name} = {{none}},\n}}\n", "bibtex")
    assert [("read/invalid-value", 4, "a", "none")] == told(library)


def test_line_of_a_field_that_comes_again_is_told() -> None:
    """Also where it is spelled otherwise the second time."""
    library = loads("@misc{a,\n  Title = {x},\n  TITLE = {y},\n  title = {z}\n}\n", "bibtex")
    assert [3, 4] == [diagnostic.line for diagnostic in library.report.diagnostics]
    library = loads("@misc{a,\n  doi = {x},\n  month = foo,\n  DOI = {10.1000/1},\n  month = jan\n}\n", "bibtex")
    assert [
        ("read/undefined-macro", 3, "a", "foo"), ("read/repeated-field", 4, "a", "10.1000/1"),
        ("read/repeated-field", 5, "a", "January"), ("read/invalid-value", 2, "a", "x"),
    ] == told(library)  # fmt: skip


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_line_of_a_field_is_told_for_every_line_end(newline: str) -> None:
    """CR and CRLF end lines as well."""
    library = loads("\n\n@misc{a,\n  title = {x},\n  doi = {none},\n}\n".replace("\n", newline), "bibtex")
    assert [("read/invalid-value", 5, "a", "none")] == told(library)


def test_duplicate_keys_are_told_and_kept() -> None:
    """Both entries stay, under the key they have."""
    library = loads("@misc{a, title = {x}}\n@misc{a, title = {y}}\n", "bibtex")
    assert ["x", "y"] == [entry.title for entry in library]
    assert [("read/duplicate-key", 2, "a", "a")] == told(library)


def test_entry_without_a_key_has_none() -> None:
    """Absent is None."""
    assert None is read("@misc{, title = {x}}").key


def test_text_alone_is_a_block() -> None:
    """A file without any entry is text between entries, and is not lost."""
    library = load(io.BytesIO(b"just text"), "bibtex")
    assert ([], ["just text"]) == (list(library), [block.raw for block in library.blocks])


@given(data=st.binary(max_size=60) | bibtex_strategies.any_files.map(lambda t: t.encode("utf-8", "surrogateescape")))
def test_reading_never_raises(data: bytes) -> None:
    """Law 5: whatever the bytes are, they are entries and blocks; only what is no text at all is refused."""
    with suppress(ReadError):
        load(io.BytesIO(b"@misc{a}\n" * 20 + data), "bibtex")


@given(text=bibtex_strategies.any_files)
def test_reading_text_never_raises(text: str) -> None:
    """Law 5, for text: lone surrogates and all."""
    loads(text, "biblatex")


# Macros


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("jacm", "J. ACM"),
        ("JACM", "J. ACM"),
        ("jacm # { 5}", "J. ACM 5"),
        ('"The " # jacm # " of " # "x"', "The J. ACM of x"),
        ("nested", "J. ACM letters"),
        ("jacm#jacm", "J. ACMJ. ACM"),
        ("12 # {a}", "12a"),
    ],
)
def test_macros_are_expanded(value: str, expected: str) -> None:
    """Their names are the same in any case; they may stand in one another and between parts."""
    macros = "@string{JAcm = {J. ACM}}\n@string(nested = jacm # { letters})\n"
    assert expected == read(f"{macros}@article{{k, journal = {value}}}").container_title


def test_macro_may_be_redefined() -> None:
    """An entry gets the value that a macro has where the entry stands."""
    text = "@string{a={1}}@article{k, volume = a}@string{a={2}}@article{l, volume = a}"
    assert ["1", "2"] == [entry.volume for entry in loads(text, "bibtex")]


def test_month_macro_may_be_redefined() -> None:
    """What a file says a month is called is what the month is called."""
    assert Date(start=(2001, 3)) == read('@string{jan = "March"}@misc{k, year = 2001, month = jan}').issued


def test_undefined_macro_stands_for_itself_and_is_told() -> None:
    """Nothing is lost: the name is the value; file, line and key are in the report."""
    library = load(io.BytesIO(b"@article{k,\n  title = {x},\n  journal = nojournal # { A},\n}\n"), "bibtex")
    assert "nojournal A" == library[0].container_title
    (said,) = library.report.diagnostics
    assert (Code.READ_UNDEFINED_MACRO, "<input>", 3, "k", "journal", "nojournal") == (
        said.code, said.source, said.line, said.key, said.path, said.value)  # fmt: skip


def test_undefined_macro_in_a_macro_is_told() -> None:
    """A macro's value may hold a name that nobody defined."""
    library = loads('@string{a = b # "c"}\n@article{k, volume = a}\n', "bibtex")
    assert "bc" == library[0].volume
    assert [("read/undefined-macro", 1, None, "b")] == told(library)


def test_macros_cannot_fill_the_memory() -> None:
    """Macros that double one another are not expanded beyond what a bibliography may hold."""
    macros = "".join(f"@string{{m{n + 1} = m{n} # m{n}}}\n" for n in range(24))
    entry = read(f"@string{{m0 = {{x}}}}\n{macros}@misc{{k, title = m24}}\n")
    assert len(entry.title or "") < 1 << 22


# Types


@pytest.mark.parametrize("kind", sorted(READ_TYPES))
def test_every_type_is_read(kind: str) -> None:
    """Each type of BibTeX and BibLaTeX is a CSL type, in any case; its own name is kept."""
    entry = read(f"@{kind.title()}{{k, title = {{x}}}}")
    assert (READ_TYPES[kind], kind) == (entry.type, entry.native_type)


def test_unknown_type_is_a_document() -> None:
    """A type of somebody's own is kept by its name."""
    entry = read("@GitHubRepository{k, title = {x}}")
    assert (EntryType.DOCUMENT, "githubrepository") == (entry.type, entry.native_type)


# Fields


def test_second_field_of_a_name_is_kept_and_told() -> None:
    """The first one is used; names in another case are the same name."""
    library = loads("@misc{k,\n title = {x},\n Title = {y},\n file = {a},\n file = {b}}", "bibtex")
    assert "x" == library[0].title
    assert [("Title", "y"), ("file", "b")] == extras(library[0], "bibtex-repeated")
    assert [("read/repeated-field", 3, "k", "y"), ("read/repeated-field", 5, "k", "b")] == told(library)


# Names


@pytest.mark.parametrize(
    ("author", "expected", "truncated"),
    [
        ("{Kurt G{\\\"o}del}", [Name(family="Gödel", given="Kurt")], False),
        ("{Gödel, Kurt and others}", [Name(family="Gödel", given="Kurt")], True),
        ("{van der Berg, Jan}", [Name(family="Berg", given="Jan", non_dropping_particle="van der")], False),
        ("{Smith, Jr., A. B.}", [Name(family="Smith", given="A. B.", suffix="Jr.")], False),
        ("{{The ATLAS Collaboration}}", [Name(literal="The ATLAS Collaboration")], False),
        ("{{Barnes and Noble} and A. Smith}",
         [Name(literal="Barnes and Noble"), Name(family="Smith", given="A.")], False),
        ("{family=Harman, given=Hans, prefix=von}",
         [Name(family="Harman", given="Hans", non_dropping_particle="von")], False),
        ("{given={Jean Paul}, family=\"Doe, X\", suffix=III and others}",
         [Name(family="Doe, X", given="Jean Paul", suffix="III")], True),
        ("{family=Luther, given=Martin, given-i=M, useprefix=true and A. Smith}",
         [Name(family="Luther", given="Martin"), Name(family="Smith", given="A.")], False),
        ("{A. Smith\nand\n  B. Jones}", [Name(family="Smith", given="A."), Name(family="Jones", given="B.")], False),
    ],
)  # fmt: skip
def test_names_are_read(author: str, expected: list[Name], *, truncated: bool) -> None:
    """BibTeX's names, groups in braces, BibLaTeX's extended format, lists that go on."""
    entry = read_fields(f"author = {author}")
    assert (tuple(expected), (NameRole.AUTHOR,) if truncated else ()) == (entry.author, entry.truncated)


def test_names_of_other_roles_are_contributors() -> None:
    """Translators and others stand in order of the fields, editors in their own."""
    entry = read_fields(
        "editor = {A. Smith}, translator = {B. Jones and others}, bookauthor = {C. Doe}", "incollection"
    )
    assert (Name(family="Smith", given="A."),) == entry.editor
    assert [("translator", "Jones"), ("container-author", "Doe")] == [
        (contributor.role.value, contributor.names[0].family) for contributor in entry.contributors
    ]
    assert (NameRole.TRANSLATOR,) == entry.truncated


# Encodings


@pytest.mark.parametrize(
    ("encoding", "bom"), [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"),
                          ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"),
                          ("cp1252", b""), ("utf-16-le", b"")]
)  # fmt: skip
def test_encodings_are_read(encoding: str, bom: bytes) -> None:
    """A byte order mark is no text; what is not UTF-8 is weighed."""
    data = bom + "@misc{k, title = {Gödel und Erdős}}\n".replace("ő", "ö").encode(encoding)
    library = load(io.BytesIO(data), "bibtex")
    assert ["Gödel und Erdös"] == [entry.title for entry in library]
    assert () == library.blocks


def test_bytes_that_are_no_text_are_read_as_cp1252() -> None:
    """In a file that is UTF-8 but for a byte, the byte is a letter of the entry, and itself in its text."""
    data = "@misc{k, title = {Gödel, Erdős, Łódź and }}\n".encode().replace(b"and }", b"and \xe9}")
    entry = load(io.BytesIO(data), "bibtex")[0]
    assert "Gödel, Erdős, Łódź and é" == entry.title
    assert entry.origin is not None
    assert "\udce9" in entry.origin.record.raw


def test_extra_is_text() -> None:
    """An unknown field is kept with the namespace of BibTeX."""
    assert (Extra("bibtex", "foo", "bar"),) == read_fields("foo = {bar}").extra


def test_what_is_said_of_many_fields_takes_no_time() -> None:
    """The lines of an entry's fields are counted once, however much there is to say of them."""
    fields = "".join(f"  f{number} = {{x}},\n  f{number} = m{number},\n" for number in range(4000))
    text = f"@misc{{a,\n{fields}}}\n@misc{{b, f = {{x}},\n f = {{y}}}}\n"
    started = time.process_time()
    said = loads(text, "bibtex", report=Report(keep=5000)).report.of_code(Code.READ_REPEATED_FIELD)
    assert time.process_time() - started < 5
    assert [*range(3, 8002, 2), 8004] == [diagnostic.line for diagnostic in said]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_parents_are_found_from_the_middle_of_a_file(encoding: str) -> None:
    """The first entry that inherits has the file read once more for its parents; the reading goes on where it was."""
    before, behind = (
        "".join(f"@misc{{{name}{n},\n  note = {{{'ä' * 500}}}\n}}\n\n" for n in range(300)) for name in "ab"
    )
    child = "@inproceedings{child,\n  title = {A},\n  crossref = {parent}\n}\n\n"
    parent = "@proceedings{parent,\n  title = {Proceedings}\n}\n"
    library = load(io.BytesIO((before + child + behind + parent).encode(encoding)), "bibtex", encoding=encoding)
    assert [*(f"a{n}" for n in range(300)), "child", *(f"b{n}" for n in range(300)), "parent"] == [
        entry.key for entry in library
    ]
    assert "Proceedings" == library["child"].container_title
