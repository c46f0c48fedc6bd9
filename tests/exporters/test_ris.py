"""RIS, tag by tag."""

import re
from collections.abc import Iterable

import pytest
from hypothesis import given

import arxiv2bib
from arxiv2bib import (
    ArxivId,
    ArxivInfo,
    Block,
    BlockKind,
    Code,
    Contributor,
    Date,
    Entry,
    EntryType,
    Extra,
    Isbn,
    Issn,
    Library,
    Name,
    NameRole,
    Pages,
    Report,
    Severity,
    Source,
    dumps,
)
from arxiv2bib.exporters.ris import RisExporter
from arxiv2bib.formats.ris_names import render_ris_name
from arxiv2bib.readers.ris import RisReader
from arxiv2bib.testing import strategies

LINE = re.compile(r"[A-Z][A-Z0-9]  - [^\x00-\x1f\x7f\x85\u2028\u2029]*")


def write(entry: Entry) -> list[str]:
    """Return the lines between the type and the key of *entry*."""
    return dumps([entry], "ris").splitlines()[1:-2]


def tell(entry: Entry) -> list[tuple[str | None, str | None]]:
    """Return path and value of what is reported of *entry*."""
    report = Report()
    dumps([entry], "ris", report=report)
    return [(diagnostic.path, diagnostic.value) for diagnostic in report.diagnostics if diagnostic.path != "type"]


@given(entry=strategies.entries)
def test_record_has_one_line_a_value(entry: Entry) -> None:
    """TY begins a record and ER ends it; no value breaks its line by a sign that some reader takes for a line end."""
    first, *lines, last, end = dumps([entry], "ris").split("\n")
    assert first.startswith("TY  - ")
    assert ("ER  - ", "") == (last, end)
    assert [] == [line for line in lines if not LINE.fullmatch(line)]
    assert not {line[:2] for line in lines} & {"TY", "ER"}
    assert [] == [line for line in lines if not line[6:].strip()]


def test_records_stand_apart() -> None:
    """A blank line separates records, for people; readers go by ER."""
    assert "TY  - GEN\nID  - a\nER  - \n\nTY  - GEN\nID  - b\nER  - \n" == dumps(
        [Entry(key="a"), Entry(key="b")], "ris"
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (Name(family="Vaswani", given="Ashish"), "Vaswani, Ashish"),
        (Name(family="King", given="M. L.", suffix="Jr."), "King, M. L., Jr."),
        (Name(family="King", suffix="Jr."), "King, , Jr."),
        (Name(family="Beethoven", given="Ludwig", non_dropping_particle="van"), "van Beethoven, Ludwig"),
        (Name(family="Fontaine", dropping_particle="de", non_dropping_particle="la", given="J."), "de la Fontaine, J."),
        (Name(family="Plato"), "Plato"),
        (Name(given="Madonna"), "Madonna"),
        (Name(family="Foo Bar"), "Foo Bar,"),
        (Name(literal="ATLAS Collaboration"), "ATLAS Collaboration,"),
        (Name(literal="Barnes and Noble, Inc."), "Barnes and Noble, Inc.,"),
        (Name(literal="OpenAI"), "OpenAI"),
        (Name(), ""),
    ],
)
def test_name_is_written(name: Name, expected: str) -> None:
    """Family, given and suffix with commas; a comma ends a name of several words that is not to be split."""
    assert expected == render_ris_name(name)


@pytest.mark.parametrize(
    ("date", "expected", "told"),
    [
        (Date(start=(2017,)), ["PY  - 2017"], None),
        (Date(start=(2017, 6)), ["PY  - 2017", "DA  - 2017/06//"], None),
        (Date(start=(2017, 6, 12)), ["PY  - 2017", "DA  - 2017/06/12/"], None),
        (Date(start=(2001,), season=3), ["PY  - 2001", "DA  - 2001///Autumn"], None),
        (Date(start=(2004,), circa=True), ["PY  - 2004"], "2004, circa"),
        (Date(start=(2004,), end=(2006, 8)), ["PY  - 2004"], "2004/2006-08"),
        (Date(start=(2004, 5), end=()), ["PY  - 2004", "DA  - 2004/05//"], "2004-05/.."),
        (Date(end=(2004,)), ["PY  - 2004"], "2004"),
        (Date(literal="in press"), ["PY  - in press"], None),
        (Date(start=(2017, 13)), ["PY  - 2017-13"], None),
        (Date(start=(44,)), ["PY  - 0044"], None),
        (Date(start=(-44, 3)), ["PY  - -0044-03"], None),
        (Date(start=(0,)), ["PY  - 0000"], "0000"),
        (Date(), [], None),
    ],
    ids=str,
)
def test_date_of_issue(date: Date, expected: list[str], told: str | None) -> None:
    """PY is the year and DA the day, with slashes for what is not known; what neither can say is told."""
    assert expected == write(Entry(key="k", issued=date))
    assert ([] if told is None else [("issued", told)]) == tell(Entry(key="k", issued=date))


def test_day_of_access() -> None:
    """Y2 has the form of DA."""
    assert ["Y2  - 2021/01/02/"] == write(Entry(key="k", accessed=Date(start=(2021, 1, 2))))
    assert ["Y2  - 2021///"] == write(Entry(key="k", accessed=Date(start=(2021,))))
    assert ["Y2  - last week"] == write(Entry(key="k", accessed=Date(literal="last week")))


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (Entry(page=Pages(first="1", last="20")), ["SP  - 1", "EP  - 20"]),
        (Entry(page=Pages(literal="1, 5-7")), ["SP  - 1, 5-7"]),
        (Entry(page=Pages(first="1"), article_number="e1"), ["SP  - 1", "C7  - e1"]),
        (Entry(article_number="061102"), ["SP  - 061102"]),
        (Entry(isbn=(Isbn("1"),), issn=(Issn("2"), Issn("3"))), ["SN  - 1", "SN  - 2", "SN  - 3"]),
        (Entry(keyword=("a, b", "c <i>d</i>")), ["KW  - a, b", "KW  - c <i>d</i>"]),
        (Entry(note="one\ntwo\u2028three"), ["N1  - one", "N1  - two three"]),
        (Entry(abstract="Costs \\$5\\<i>"), ["AB  - Costs $5<i>"]),
        (Entry(title="\nER  - \nTY  - JOUR"), ["TI  - ER  -  TY  - JOUR"]),
        (Entry(event_place="Paris"), ["CY  - Paris"]),
        (Entry(version="2.0"), ["ET  - 2.0"]),
        (Entry(arxiv=ArxivInfo(id=ArxivId("2111.03216"), msc_class=("14J60",), acm_class=("I.4.8",))),
         ["KW  - MSC 14J60", "KW  - ACM I.4.8", "N1  - arXiv:2111.03216"]),
        (Entry(type=EntryType.ARTICLE, arxiv=ArxivInfo(id=ArxivId("2111.03216")), publisher="Own"),
         ["PB  - Own", "N1  - arXiv:2111.03216"]),
    ],
    ids=repr,
)  # fmt: skip
def test_fields(entry: Entry, expected: list[str]) -> None:
    """Each field has its tag, each value its line."""
    assert expected == write(entry.evolve(key="k"))


def test_roles_have_tags_or_are_told() -> None:
    """Editors of series and translators have tags, others don't."""
    people = (Name(family="A", given="B"),)
    roles = (NameRole.COLLECTION_EDITOR, NameRole.TRANSLATOR, NameRole.COMPOSER)
    entry = Entry(key="k", contributors=tuple(Contributor(role, people) for role in roles))
    assert ["A3  - A, B", "A4  - A, B"] == write(entry)
    assert [("contributors.composer", "B A")] == tell(entry)


def test_last_change_stands_beside_the_version() -> None:
    """The day of the version seen is in the note on the version; without a version it is told."""
    arxiv = ArxivInfo(id=ArxivId("2111.03216"))
    entry = Entry(key="k", issued=Date(start=(2021,)), updated=Date(start=(2022, 1, 2)), arxiv=arxiv, version="3")
    assert "N1  - Version 3, updated 2022-01-02" in write(entry)
    assert [] == tell(entry)
    assert [("updated", "2022-01-02")] == tell(entry.evolve(version=None))


# Writing back, carrying, blocks --------------------------------------------------------------------------------------


def export(items: Iterable[Entry | Block], *, carry: bool | None = None, preserve: bool = True) -> str:
    """Return *items* in RIS."""
    return "".join(RisExporter(carry=carry, preserve=preserve).export(items, report=Report()))


def read(text: str) -> list[Entry | Block]:
    """Return what is in *text*."""
    return list(RisReader().read(Source("refs.ris", text=text), report=Report()))


def read_entry(text: str) -> Entry:
    """Return the one entry in *text*."""
    (entry,) = (item for item in read(text) if isinstance(item, Entry))
    return entry


RECORD = (
    "TY  - JOUR\nT1  - A title\nJO  - J. Foo\nJF  - Journal of Foo\nY1  - 5 Nov 2021\nL1  - a.pdf\nID  - k\nER  - \n"
)


def test_untouched_records_keep_their_text() -> None:
    """Law 3: with the text and the blank lines around them; an edited one alone is written anew."""
    text = f"1.\n{RECORD}\n\n2.\nTY  - BOOK\nTI  - B\nER  -\nTY  - BOOK\nTI  - C\nER  - "
    items = read(text)
    assert f"{text}\n" == export(items)
    edited = [
        item.evolve(title="D", key="d") if isinstance(item, Entry) and item.title == "B" else item for item in items
    ]
    assert f"{text}\n".replace("TI  - B\nER  -\n", "TI  - D\nID  - d\nER  - \n") == export(edited)


def test_records_that_did_not_stand_together_are_set_apart() -> None:
    """Between records of two files, or where something was taken out, there is a blank line, and one only."""
    first, second = read_entry(RECORD), read_entry("TY  - BOOK\nTI  - B\nER  - \n\n")
    alone = Entry(key="x")
    assert f"{RECORD}\nTY  - BOOK\nTI  - B\nER  - \n\n" == export([first, second])
    assert f"TY  - BOOK\nTI  - B\nER  - \n\n{RECORD}" == export([second, first])
    assert f"TY  - GEN\nID  - x\nER  - \n\n{RECORD}" == export([alone, first])


def test_record_without_an_end_is_closed() -> None:
    """It would swallow the next one elsewhere; what was read of it stands."""
    assert "TY  - JOUR\nTI  - a\nER  - \n\n\nTY  - JOUR\nTI  - b\nER  - \n" == export(
        read("TY  - JOUR\nTI  - a\n\n\nTY  - JOUR\nTI  - b")
    )


def test_canonical_record_keeps_what_the_source_spelled_otherwise() -> None:
    """Tags come in one order; a tag or a spelling that other readers take for something else stays."""
    expected = ["TY  - JOUR", "TI  - A title", "JO  - J. Foo", "JF  - Journal of Foo", "Y1  - 5 Nov 2021"]
    assert expected == export([read_entry(RECORD)], preserve=False).splitlines()[:5]


def test_spelling_of_an_edited_field_is_out_of_date() -> None:
    """Only a line that still says what the field says is written as it was spelled."""
    entry = read_entry(RECORD).evolve(container_title_short="J. Bar", issued=Date(start=(2022,)))
    assert ["JF  - Journal of Foo", "J2  - J. Bar", "PY  - 2022"] == [
        line for line in export([entry]).splitlines() if line[:2] in ("T2", "JF", "JO", "J2", "PY", "Y1", "DA")
    ]


@pytest.mark.parametrize("text", ["a\nER  - ", "a\x00", "", " a", "\nb", "a\n\nb", "a\nTI  - b"])
@pytest.mark.parametrize("namespace", ["ris", "ris-line"])
def test_extra_never_breaks_a_record(namespace: str, text: str) -> None:
    """A line that would be read as something else is not written; carried, it is there all the same."""
    entry = Entry(key="k", title="a", keyword=tuple(text.split("\n")), extra=(Extra(namespace, "KW", text),))
    (again,) = read(export([entry], carry=True))
    assert again == entry.evolve(native_type="GEN")


def test_what_has_no_place_is_carried() -> None:
    """Law 4: entries of bibliographies carry it in a last note, in ASCII; those of arXiv and made ones do not."""
    entry = read_entry(RECORD).evolve(status="in Präß", title="B")
    assert '"in Pr\\u00e4\\u00df"' in export([entry]).splitlines()[-2]
    assert entry == read_entry(export([entry]))
    assert "[arxiv2bib]" not in export([entry], carry=False)
    assert "[arxiv2bib]" not in export([entry.evolve(origin=None)])
    assert "[arxiv2bib]" in export([entry.evolve(origin=None)], carry=True)


def test_what_is_not_carried_is_told() -> None:
    """Law 2: with ``carry=False`` each value that would not come back is in the report."""
    entry = read_entry(RECORD).evolve(
        status="in press", type=EntryType.REVIEW, extra=(Extra("bibtex", "x", "y"), Extra("ris-line", "JO", "J. Foo"))
    )
    report = Report()
    list(RisExporter(carry=False).export([entry], report=report))
    assert {("type", "review"), ("status", "in press"), ("extra.bibtex.x", "y")} == {
        (diagnostic.path, diagnostic.value) for diagnostic in report.diagnostics
    }


def test_a_spelling_without_a_line_is_told() -> None:
    """Where another line of the source has a season as well, the date is written our way, and not as it was spelled."""
    entry = read_entry("TY  - RPRT\nTI  - A\nY1  - 2017/06/12/Summer\nDA  - June 2017\nER  - \n")
    report = Report()
    list(RisExporter(carry=False, preserve=False).export([entry], report=report))
    assert [("export/value-changed", "extra.ris-line.DA", "June 2017")] == [
        (str(diagnostic.code), diagnostic.path, diagnostic.value) for diagnostic in report.diagnostics
    ]


def test_lines_keep_their_blanks_and_marks() -> None:
    """A no-break space and a soft hyphen, as publishers have them, break no line: nothing is carried for them."""
    text = "TY  - JOUR\nTI  - A\nAD  - Univ.\u00a0of\u00a0Test\u00adville\nID  - k\nER  - \n"
    assert text == export([read_entry(text)], preserve=False)


def test_spelling_of_a_value_that_was_taken_out_is_not_carried() -> None:
    """What somebody took out of an entry is nowhere in the output."""
    entry = read_entry(RECORD).evolve(issued=None)
    assert "2021" not in export([entry]).replace("ID  - k", "")
    assert "2021" not in dumps([entry], "bibtex")


@pytest.mark.parametrize(("key", "written"), [("ab  ", "ab"), (" a", "a"), ("a\tb", "a b")])
def test_a_key_that_no_line_can_hold_is_told(key: str, written: str) -> None:
    """Law 2: blanks around a key are not read back, so the report has the key as it was."""
    report = Report()
    text = "".join(RisExporter().export([Entry(key=key, title="A")], report=report))
    assert f"ID  - {written}\n" in text
    assert [("key", key)] == [(one.path, one.value) for one in report.of_code(Code.EXPORT_VALUE_CHANGED)]


def test_blocks_of_others_are_told() -> None:
    """A comment of BibTeX means nothing here; the report has it."""
    blocks = [
        Block(kind=BlockKind.COMMENT, raw="@comment{x}", format="bibtex"),
        Block(kind=BlockKind.TEXT, raw="text", format="ris"),
        Block(kind=BlockKind.MACRO, raw=" ", format="bibtex"),
    ]
    report = Report()
    assert "text" == "".join(RisExporter().export(blocks, report=report))
    assert [("export/block-dropped", "@comment{x}")] == [(found.code, found.value) for found in report.diagnostics]


@pytest.mark.parametrize(
    ("kind", "native", "expected"),
    [
        (EntryType.BOOK, "EDBOOK", "EDBOOK"),
        (EntryType.BOOK, "book", "BOOK"),
        (EntryType.SPEECH, "SLIDE", "SLIDE"),
        (EntryType.BOOK, "JOUR", "BOOK"),
        (EntryType.ARTICLE_JOURNAL, "article", "JOUR"),
        (EntryType.REVIEW, None, "JOUR"),
    ],
)
def test_type_is_written_as_the_source_had_it(kind: EntryType, native: str | None, expected: str) -> None:
    """The native type where RIS has it and it means the type; else the usual one."""
    assert f"TY  - {expected}" == export([Entry(type=kind, native_type=native)]).splitlines()[0]


@given(entry=strategies.entries | strategies.plain_entries | strategies.preprints)
def test_carried_entry_comes_back(entry: Entry) -> None:
    """Law 4: with what it carries, any entry with a key is read as it was."""
    entry = entry.evolve(key=(entry.key or "").strip() or "k")
    again = read_entry(export([entry], carry=True, preserve=False))
    assert entry.evolve(native_type=None) == again.evolve(native_type=None)


@pytest.mark.parametrize(("tag", "value"), [("KW", ""), ("SN", ""), ("TI", ""), ("KW", ";"), ("TI", "A\x0bB")])
def test_a_spelling_that_says_nothing_is_no_line(tag: str, value: str) -> None:
    """A line as written that means no value that is written, which somebody made, stands for nothing."""
    entry = Entry(title="A", keyword=("x",), extra=(Extra("ris-line", tag, value),))
    text = dumps(Library([entry]), "ris")
    assert "TI  - A\n" in text
    assert "KW  - x\n" in text


@pytest.mark.parametrize("name", ["ris", "csl-json"])
@pytest.mark.parametrize("note", ["arXiv:1706.03762 [cs]", "arXiv:1706.03762v1 [cs.CL]", "arXiv:1706.03762"])
def test_a_note_that_is_read_as_an_identifier_is_no_loss(name: str, note: str) -> None:
    """Zotero's BibTeX has arXiv's identifier in a note; that other formats read it as one takes nothing away."""
    library = arxiv2bib.loads(f"@misc{{a,\n  title = {{T}},\n  note = {{{note}}}\n}}\n", "bibtex")
    assert note in arxiv2bib.dumps(library, name, carry=False)
    (told,) = [found for found in library.report.diagnostics if found.path == "note"]
    assert ("export/value-changed", Severity.INFO) == (told.code, told.severity)
    assert told.message.startswith("note is written as 'the arXiv identifier 1706.03762")
