"""What is told where nothing is carried: what is gone, what is read elsewhere, and nothing that is there as it was."""

import pytest

from arxiv2bib import Entry, EntryType, Report, dumps, loads


def tell(bibtex: str, target: str) -> set[tuple[str, str, str]]:
    """Return what is told of the entries of *bibtex*, written in the format *target*: code, path and message."""
    report = Report()
    dumps(loads(bibtex, "bibtex"), target, carry=False, preserve=False, report=report)
    return {(told.code.partition("/")[2], told.path or "", told.message) for told in report.diagnostics}


@pytest.mark.parametrize(
    ("fields", "target", "path", "place"),
    [
        ("journal = {J}, eid = {123456}", "csl-json", "article_number", "page"),
        ("journal = {J}, eid = {123456}", "ris", "article_number", "page"),
        ("journal = {J}, venue = {Rome}", "ris", "event_place", "publisher_place"),
        ("journal = {J}, eventtitle = {E 20}", "ris", "event_title", "extra.ris.C3"),
    ],
)
def test_a_value_that_is_read_elsewhere_is_not_dropped(fields: str, target: str, path: str, place: str) -> None:
    """It is in the output: what is told is the field that a reader takes it for."""
    told = tell(f"@article{{a, title = {{On looms}}, {fields}, year = 2001}}", target)
    assert ("value-changed", path, f"{path} is read as {place} in {target}") in told
    assert not [path for code, path, _ in told if code == "field-dropped"]


@pytest.mark.parametrize("target", ["csl-json", "ris"])
def test_the_number_of_pages_of_a_book_is_moved_where_a_reader_moves_it(target: str) -> None:
    """A lone number of pages is in the output, whatever it is read as."""
    told = tell("@book{a, title = {On looms}, pages = {644}, year = 2001}", target)
    assert not [path for code, path, _ in told if code == "field-dropped"]


@pytest.mark.parametrize(("word", "is_used"), [("newspaper", True), ("Magazine", True), ("blog", False)])
def test_a_subtype_that_is_the_type_of_the_output_is_in_other_words(word: str, is_used: bool) -> None:
    """``entrysubtype`` says that an article is one of a newspaper, which both formats have a type for."""
    bibtex = f"@article{{a, title = {{On looms}}, journal = {{Daily Loom}}, entrysubtype = {{{word}}}, year = 2001}}"
    code = "value-changed" if is_used else "field-dropped"
    for target in ("csl-json", "ris"):
        assert {(code, "extra.bibtex.entrysubtype")} == {told[:2] for told in tell(bibtex, target)}


def test_a_type_is_told_with_the_word_that_is_written_in_its_place() -> None:
    """CSL has one word for a type; BibLaTeX's is BibTeX's, which would be another on the way back."""
    told = tell("@mastersthesis{a, title = {On looms}, school = {U}, year = 2001}", "csl-json")
    assert {("value-changed", "native_type", "native_type is written as 'thesis' in csl-json")} == told
    told = tell("@online{a, title = {Looms}, url = {https://example.org/}, year = 2001}", "biblatex")
    assert {("value-changed", "native_type", "native_type is written as it is in biblatex, and read otherwise")} == told


@pytest.mark.parametrize("target", ["bibtex", "csl-json"])
def test_the_doi_once_more_is_in_other_words(target: str) -> None:
    """Publishers have it in ``N1`` and ``M3`` too; a note on another DOI is lost."""
    record = "TY  - JOUR\nTI  - On looms\nN1  - {}\nDO  - 10.1000/182\nM3  - doi: 10.1000/182\nER  - \n"
    for note, code in (("doi: 10.1000/182", "value-changed"), ("doi: 10.1000/183", "field-dropped")):
        report = Report()
        text = dumps(loads(record.format(note), "ris"), target, carry=False, report=report)
        told = {diagnostic.path: diagnostic.code for diagnostic in report.diagnostics}
        assert "export/value-changed" == told["extra.ris.M3"]
        assert note in text or f"export/{code}" == told["extra.ris.N1"]


@pytest.mark.parametrize(
    ("entry", "echo"),
    [
        ("@book{a, title = {Looms}, subtitle = {A View}, booktitle = {Looms}, year = 2001}", "booktitle"),
        ("@misc{a, title = {Looms}, institution = {Looms Inc.}, publisher = {Looms Inc.}}", "institution"),
        ("@misc{a, title = {Looms}, url = {http://a.org/}, howpublished = {\\url{http://a.org/}}}", "howpublished"),
    ],
)
def test_what_another_field_says_too_is_in_other_words(entry: str, echo: str) -> None:
    """A value that stands twice in the source stands once in the output."""
    for target in ("csl-json", "ris"):
        assert ("value-changed", f"extra.bibtex.{echo}") in {told[:2] for told in tell(entry, target)}
        assert "field-dropped" not in {code for code, *_ in tell(entry, target)}


@pytest.mark.parametrize(
    ("entry", "lost"),
    [
        ("@book{a, title = {Looms}, booksubtitle = {A View}, year = 2001}", "booksubtitle"),
        ("@misc{a, title = {Looms}, url = {http://a.org/}, howpublished = {\\url{http://b.org/}}}", "howpublished"),
    ],
)
def test_what_is_not_quite_said_is_lost(entry: str, lost: str) -> None:
    """A title of something else, another address."""
    assert ("field-dropped", f"extra.bibtex.{lost}") in {told[:2] for told in tell(entry, "ris")}


@pytest.mark.parametrize(
    ("note", "told"), [("Accepted at Loomcon 2021", "value-changed"), ("At Loomcon 2021", "field-dropped")]
)
def test_a_status_that_a_note_says_is_not_lost(note: str, told: str) -> None:
    """RIS has no tag for it; a paper of a digest has its acceptance in a note as well."""
    entry = Entry(key="a", type=EntryType.ARTICLE, title="Looms", status="accepted", note=note)
    report = Report()
    assert f"N1  - {note}\n" in dumps([entry], "ris", report=report)
    assert [(f"export/{told}", "status")] == [(one.code, one.path) for one in report.diagnostics]


def test_a_name_that_is_read_otherwise_is_told_so() -> None:
    """The message does not show one text twice, as if nothing had changed."""
    told = tell("@misc{a, title = {Looms}, author = {{Weaver}}}", "ris") | tell(
        "@misc{a, title = {Looms}, author = {given=Ada, prefix=von, family=Loom}}", "ris"
    )
    assert ("value-changed", "author", "author is written as it is in ris, and read otherwise") in told
