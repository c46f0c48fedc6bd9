"""Profiles: which format, which options, which bytes."""

import json
from pathlib import Path

import pytest

from arxiv2bib import (
    ArxivId,
    ArxivInfo,
    Contributor,
    Date,
    Doi,
    Entry,
    EntryType,
    InvalidValueError,
    Name,
    NameRole,
    Pages,
    Report,
    convert,
    diff,
    dump,
    dumps,
    loads,
)
from arxiv2bib.profiles import PROFILES, Profile, find_profile
from arxiv2bib.registry import PROFILES as NAMES
from arxiv2bib.registry import get_exporter

PAPER = ArxivId("2101.00001")
PREPRINT = Entry(
    type=EntryType.ARTICLE,
    key="sample2021",
    title="On $\\alpha$ and H<sub>2</sub>O",
    author=(Name(family="Sample", given="Sam"),),
    doi=PAPER.doi,
    url=PAPER.url,
    language="en",
    arxiv=ArxivInfo(id=PAPER, primary_category="cs.CV", categories=("cs.CV", "cs.LG")),
)
ARTICLE = Entry(
    type=EntryType.ARTICLE_JOURNAL,
    key="article",
    title="T",
    container_title="J",
    article_number="061102",
    doi=Doi("10.1000/a_b"),
)
REPORT = Entry(
    type=EntryType.REPORT, key="report", title="T", number="TR-1", collection_title="S", editor=PREPRINT.author
)


def write(entry: Entry, profile: str) -> set[str]:
    """Return the lines of *entry*, without the blanks at their ends and the commas."""
    return {" ".join(line.strip(" ,").split()) for line in dumps([entry], for_=profile).splitlines()}


@pytest.mark.parametrize("profile", PROFILES.values(), ids=lambda profile: profile.name)
def test_options_are_those_of_the_exporters(profile: Profile) -> None:
    """Every output of every profile can be made, and its style is one of its format."""
    for output in profile.outputs:
        exporter = get_exporter(output.format, **output.options)
        assert output.format == exporter.format.name
        assert output.style is None or output.format == output.style.format


def test_names_are_known_without_the_profiles() -> None:
    """The command line offers every profile, and no other."""
    assert NAMES == tuple(PROFILES)


def test_names_are_found_in_any_case() -> None:
    """``Zotero`` is ``zotero``."""
    assert PROFILES["zotero"] is find_profile("Zotero")


def test_unknown_programs_are_refused() -> None:
    """The message names those that there are."""
    with pytest.raises(InvalidValueError, match="no profile for 'word'; there are: zotero, jabref"):
        dumps([PREPRINT], for_="word")


def test_format_is_the_first_of_the_profile() -> None:
    """Where nothing else says so, the program is given what it reads best."""
    assert dumps([PREPRINT], for_="mendeley").startswith("TY  - UNPB\n")


def test_format_may_be_chosen_among_the_profiles() -> None:
    """``-t`` takes another of them, by any of its names."""
    assert dumps([PREPRINT], "csl", for_="zotero").startswith("[")
    assert dumps([PREPRINT], "bibtex", for_="zotero").startswith("@misc{")


def test_format_that_the_program_does_not_read_is_refused() -> None:
    """The message names those that it reads."""
    with pytest.raises(InvalidValueError, match="EndNote is not given bibtex; it is given: ris"):
        dumps([PREPRINT], "bibtex", for_="endnote")


@pytest.mark.parametrize(
    ("profile", "name", "expected"),
    [
        ("zotero", "papers.json", "["),
        ("zotero", "papers.bib", "@misc"),
        ("zotero", "papers.ris", "TY  -"),
        ("zotero", "papers.txt", "["),
        ("zotero", "papers", "["),
        ("jabref", "papers.bib", "@online"),
        ("bibdesk", "papers.bib", "@misc"),
    ],
)
def test_name_of_the_output_chooses_among_the_formats(profile: str, name: str, expected: str, tmp_path: Path) -> None:
    """The first format whose files are called so; the best one if the name says nothing."""
    dump([PREPRINT], tmp_path / name, for_=profile)
    assert (tmp_path / name).read_text("utf-8").startswith(expected)


def test_name_of_a_format_that_the_program_does_not_read_is_refused(tmp_path: Path) -> None:
    """RIS is not written into a file called papers.bib."""
    with pytest.raises(InvalidValueError, match=r"papers\.bib is called like a file of bibtex; EndNote is given: ris"):
        dump([PREPRINT], tmp_path / "papers.bib", for_="endnote")


def test_neither_format_nor_program_is_refused() -> None:
    """``dumps`` has no name of a file to look at."""
    with pytest.raises(InvalidValueError, match=r"neither a format \(.*\) nor a program"):
        dumps([PREPRINT])


def test_endnote_has_its_bytes(tmp_path: Path) -> None:
    """The file begins with UTF-8's mark, and lines end with CR and LF; so does ``ER  - ``."""
    dump([PREPRINT], tmp_path / "papers.ris", for_="endnote")
    data = (tmp_path / "papers.ris").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfTY  - UNPB\r\n")
    assert data.endswith(b"\r\nER  - \r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_converting_and_appending_have_the_bytes_too(tmp_path: Path) -> None:
    """A new file, and one that is added to."""
    (tmp_path / "one.bib").write_text(dumps([PREPRINT], "bibtex"), "utf-8")
    (tmp_path / "two.bib").write_text(dumps([ARTICLE], "bibtex"), "utf-8")
    for source in ("one.bib", "two.bib"):
        convert(tmp_path / source, tmp_path / "papers.ris", for_="endnote", append=True)
    data = (tmp_path / "papers.ris").read_bytes()
    assert (1, 2) == (data.count(b"\xef\xbb\xbf"), data.count(b"ER  - \r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_nothing_is_carried_unless_asked_for() -> None:
    """``--for`` implies ``--no-carry``; what has no place is reported instead."""
    entry = loads("@misc{a, title={T}, mood={good}}", "bibtex")[0]
    report = Report()
    assert "arxiv2bib" not in dumps([entry], for_="mendeley", report=report)
    assert ["extra.bibtex.mood"] == [item.path for item in report.diagnostics]
    assert "arxiv2bib" in dumps([entry], for_="mendeley", carry=True)


def test_entries_are_written_anew_unless_asked_for() -> None:
    """What was read from the same format is written as the program wants it."""
    text = "@misc{a,\n  title = {T},\n  eprint={2101.00001}, archivePrefix={arXiv}}\n"
    assert "note          = {arXiv:2101.00001}" in dumps(loads(text, "bibtex"), for_="bibtex")
    assert text == dumps(loads(text, "bibtex"), for_="bibtex", preserve=True)


def test_options_of_the_caller_win() -> None:
    """Each option of a profile can be set otherwise."""
    assert "note" not in dumps([PREPRINT], for_="bibtex", noted_identifiers="none")


def test_diff_takes_a_program(tmp_path: Path) -> None:
    """``diff`` has the arguments of ``convert``."""
    (tmp_path / "one.bib").write_text(dumps([PREPRINT], "bibtex"), "utf-8")
    assert "+TY  - UNPB" in diff(tmp_path / "one.bib", tmp_path / "papers.ris", for_="mendeley")


def test_jabref_is_told_the_dialect() -> None:
    """A comment at the end; once, also where the input has it."""
    text = dumps([PREPRINT], for_="jabref")
    assert text.endswith("\n@Comment{jabref-meta: databaseType:biblatex;}\n")
    assert 1 == dumps(loads(text, "biblatex"), for_="jabref").count("databaseType")


def test_jabref_is_not_told_twice_in_a_file_that_is_added_to(tmp_path: Path) -> None:
    """What is added to a library is entries."""
    for number, entry in enumerate((PREPRINT, ARTICLE)):
        (tmp_path / f"{number}.bib").write_text(dumps([entry], "bibtex"), "utf-8")
        convert(tmp_path / f"{number}.bib", tmp_path / "library.bib", for_="jabref", append=True)
    library = (tmp_path / "library.bib").read_text("utf-8")
    assert (1, 2) == (library.count("databaseType"), library.count("\n  title "))


def test_jabref_has_groups_on_request() -> None:
    """The group of an entry is its primary category, and the tree has each group once."""
    text = dumps([PREPRINT, ARTICLE, PREPRINT.evolve(key="b")], for_="jabref", groups=True)
    assert 2 == text.count("groups        = {cs.CV}")
    tree = text.partition("grouping:\n")[2]
    assert "0 AllEntriesGroup:;\n1 StaticGroup:cs.CV\\;0\\;1\\;\\;\\;\\;;\n}\n" == tree


def test_classic_styles_print_identifiers() -> None:
    """They know no ``eprint`` and ``doi``: both stand in ``note``, escaped, and arXiv's own DOI does not."""
    assert "note = {arXiv:2101.00001 [cs.CV]}" in write(PREPRINT, "bibtex")
    assert {"note = {doi:10.1000/a\\_b}", "pages = {061102}"} <= write(ARTICLE, "bibtex")
    page = Entry(type=EntryType.WEBPAGE, key="k", url="https://example.org/a_b")
    assert {"note = {https://example.org/a\\_b}", "url = {https://example.org/a_b}"} <= write(page, "bibtex")


def test_identifiers_are_not_said_twice() -> None:
    """A note that has the identifier has it once."""
    assert "note = {See arXiv:2101.00001}" in write(PREPRINT.evolve(note="See arXiv:2101.00001"), "bibtex")


def test_article_numbers_with_pages_stay_apart() -> None:
    """``pages`` is free for the number only where there are no pages."""
    entry = ARTICLE.evolve(page=Pages(first="1", last="9"))
    assert {"pages = {1--9}", "eid = {061102}"} <= write(entry, "bibtex")


def test_revtex_prints_the_link_to_arxiv_once() -> None:
    """The DOI and the address that follow from ``eprint`` go, a publisher's DOI stays; no language is switched to."""
    assert not {"doi", "url", "language"} & {line.partition(" ")[0] for line in write(PREPRINT, "revtex")}
    assert "doi = {10.1000/a_b}" in write(ARTICLE, "revtex")


def test_revtex_prints_identifiers_of_unpublished_works() -> None:
    """Its styles print the note of ``@unpublished``, and neither its DOI nor its address; of others they do."""
    work = Entry(type=EntryType.MANUSCRIPT, key="k", doi=Doi("10.1000/a_b"))
    assert "note = {doi:10.1000/a\\_b}" in write(work, "revtex")
    assert not any(line.startswith("note") for line in write(work.evolve(type=EntryType.BOOK), "revtex"))
    paper = work.evolve(arxiv=ArxivInfo(id=PAPER))
    assert not any(line.startswith("note") for line in write(paper, "revtex"))  # they print its eprint


def test_language_left_out_is_reported() -> None:
    """What REVTeX cannot have is a loss like any other."""
    report = Report()
    dumps([PREPRINT], for_="revtex", report=report)
    assert [("language", "en")] == [(item.path, item.value) for item in report.diagnostics]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", {"language = {english}", "langid = {english}"}),
        ("en-GB", {"language = {english}", "langid = {british}"}),
        ("de", {"language = {german}", "langid = {ngerman}"}),
        ("pt_BR", {"language = {portuguese}", "langid = {brazilian}"}),
        ("ja", {"language = {japanese}", "langid = {japanese}"}),
        ("french", {"language = {french}", "langid = {french}"}),
        ("tlh", {"language = {tlh}"}),
    ],
)
def test_languages_have_babels_names(language: str, expected: set[str]) -> None:
    """A code would be printed as it is; what babel does not know stays."""
    found = {line for line in write(PREPRINT.evolve(language=language), "biblatex") if line.startswith("lang")}
    assert expected == found


def test_typst_has_no_commands() -> None:
    """Formulas and scripts are characters, and preprints of a type that all styles print the date of."""
    lines = write(PREPRINT, "typst")
    assert {"@unpublished{sample2021", "title = {On α and {H₂O}}"} <= lines


def test_typst_keeps_the_zeros_of_article_numbers() -> None:
    """A number would lose them, with a word joiner it is none; other pages stay as they are."""
    assert "pages = {061102\u2060}" in write(ARTICLE, "typst")
    paged = ARTICLE.evolve(article_number=None)
    assert "pages = {061102\u2060}" in write(paged.evolve(page=Pages(first="061102")), "typst")
    assert "pages = {1--9}" in write(paged.evolve(page=Pages(first="1", last="9")), "typst")


def test_typst_has_no_address_beside_a_doi() -> None:
    """It would take the work for a web page; an address that does not follow from the rest is reported."""
    report = Report()
    work = Entry(type=EntryType.DATASET, key="k", doi=Doi("10.1000/a"), url="https://example.org/")
    assert "url" not in dumps([work, PREPRINT], for_="typst", report=report)
    lost = [(item.path, item.value) for item in report.diagnostics if item.path != "title"]
    assert [("url", "https://example.org/")] == lost
    assert "url = {https://example.org/}" in write(work.evolve(doi=None), "typst")
    assert "url = {https://example.org/}" in write(work.evolve(type=EntryType.WEBPAGE), "typst")


def test_what_italics_lose_for_typst_is_reported() -> None:
    """A text that says less is a changed value."""
    report = Report()
    dumps([PREPRINT.evolve(title="<i>E. coli</i>")], for_="typst", report=report)
    assert [("title", "<i>E. coli</i>")] == [(item.path, item.value) for item in report.diagnostics]
    report = Report()
    dumps(loads(r"@misc{k, title = {\emph{E. coli}}}", "bibtex"), for_="typst", report=report)
    assert [("title", "<i>E. coli</i>")] == [(item.path, item.value) for item in report.diagnostics]


def test_pandoc_prints_formulas_as_text() -> None:
    """Styles print what stands in CSL-JSON; a formula that is more than symbols and scripts stays TeX."""
    assert '"title": "On α and H<sub>2</sub>O"' in write(PREPRINT, "pandoc")
    assert '"title": "On $\\\\frac12$"' in write(PREPRINT.evolve(title="On $\\frac12$"), "pandoc")


@pytest.mark.parametrize(
    ("kind", "words"), [("phdthesis", "PhD thesis"), ("mastersthesis", "Master's thesis"), ("thesis", None)]
)
def test_programs_with_one_type_of_theses_have_the_kind_in_words(kind: str, words: str | None) -> None:
    """Styles print ``genre``, as pandoc reads it from BibTeX, and EndNote has a field for it; other words stay."""
    library = loads(f"@{kind}{{a, title = {{T}}, school = {{S}}}}\n", "bibtex")
    for program in ("pandoc", "zotero"):
        (item,) = json.loads(dumps(library, "csl-json", for_=program))
        assert words == item.get("genre")
    for program in ("endnote", "mendeley", "zotero"):
        assert (f"M3  - {words}\n" in dumps(library, "ris", for_=program).replace("\r\n", "\n")) == (words is not None)
    (own,) = json.loads(dumps([library[0].evolve(genre="Habilitation")], "csl-json", for_="pandoc"))
    assert "Habilitation" == own["genre"]


def test_papis_has_escaped_addresses() -> None:
    """It decodes them like text."""
    entry = Entry(type=EntryType.WEBPAGE, key="k", url="https://example.org/~sam?a=1&b=2")
    assert "url = {https://example.org/\\textasciitilde{}sam?a=1\\&b=2}" in write(entry, "papis")


def test_endnote_has_its_own_tags() -> None:
    """The number of a report is ``SN``, its series ``T2``, editors ``A2``, and of a book ``A3``."""
    assert {"SN - TR-1", "T2 - S", "A2 - Sample, Sam"} <= write(REPORT, "endnote")
    book = Entry(
        type=EntryType.BOOK,
        key="k",
        editor=PREPRINT.author,
        contributors=(Contributor(NameRole.COLLECTION_EDITOR, PREPRINT.author),),
    )
    assert {"A3 - Sample, Sam", "A2 - Sample, Sam"} <= write(book, "endnote")


def test_endnote_has_papers_at_conferences_of_the_type_with_a_series() -> None:
    """Its conference papers have no field for a series and an ISBN, its proceedings do."""
    entry = Entry(type=EntryType.PAPER_CONFERENCE, key="k", container_title="Proceedings", collection_title="Series")
    assert {"TY - CONF", "T2 - Proceedings", "T3 - Series"} <= write(entry, "endnote")
    assert {"T2 - Workshop", "C3 - Proceedings"} <= write(entry.evolve(event_title="Workshop"), "endnote")


@pytest.mark.parametrize("profile", ["endnote", "zotero"])
def test_language_of_software_is_not_its_programming_language(profile: str) -> None:
    """``LA`` is that there: the language is left out, and reported."""
    report = Report()
    text = dumps([Entry(type=EntryType.SOFTWARE, key="k", language="en")], "ris", for_=profile, report=report)
    assert "LA  - " not in text
    assert [("language", "en")] == [(item.path, item.value) for item in report.diagnostics if item.path != "type"]


def test_mendeley_gets_no_accession_number() -> None:
    """It would take one for a PubMed number."""
    assert not any(line.startswith("AN ") for line in write(PREPRINT, "mendeley"))


def test_papis_has_suffixes_behind_given_names() -> None:
    """It would put them behind the family name."""
    entry = Entry(type=EntryType.BOOK, key="k", author=(Name(family="King", given="Martin Luther", suffix="Jr."),))
    assert "author = {King, Martin Luther Jr.}" in write(entry, "papis")


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (Date(start=(2020,), end=(2021,)), "date = {2020}"),
        (Date(start=(2020,), season=1), "date = {2020}"),
        (Date(start=(2020, 2, 3)), "date = {2020-02-03}"),
    ],
    ids=str,
)
def test_typst_has_the_beginning_of_a_date(date: Date, expected: str) -> None:
    """It prints the end of a range, and nothing of a season; what is left out is reported."""
    report = Report()
    text = dumps([Entry(type=EntryType.BOOK, key="k", issued=date)], for_="typst", report=report)
    assert expected in " ".join(text.split())
    assert (["issued"] if date != Date(start=date.start) else []) == [item.path for item in report.diagnostics]


def test_zotero_has_spelled_formulas_in_bibtex() -> None:
    """Formulas are letters and scripts, italics stay; letters are UTF-8."""
    entry = PREPRINT.evolve(title="<i>Über</i> $\\alpha$ and $n^2$ for \\$5")
    assert "title = {\\textit{Über} α and n\\textsuperscript{2} for \\$5}" in " ".join(
        dumps([entry], "bibtex", for_="zotero").split()
    )


@pytest.mark.parametrize("profile", ["mendeley", "endnote", "zotero"])
def test_lines_of_other_programs_are_written_as_usual(profile: str) -> None:
    """With ``DA  - Mar 15``, bibutils reads no year; JabRef takes ``JO`` for the journal, and words for an ISSN."""
    text = (
        "TY  - JOUR\nAU  - Smith J.\nT2  - Journal\nJO  - J.\nPY  - 2010\nDA  - Mar 15\n"
        "SN  - 1234-5679 (Print)\nKW  - a;b\nID  - k\nER  - \n"
    )
    library = loads(text, "ris")
    written = dumps(library, "ris", for_=profile).replace("\r", "").splitlines()
    expected = {"AU  - Smith, J.", "J2  - J.", "DA  - 2010/03/15/", "SN  - 1234-5679", "KW  - a", "KW  - b"}
    assert expected <= set(written)
    assert not any(line.startswith("JO") for line in written)
    assert dumps(library, "ris", preserve=False).startswith("TY  - JOUR\nAU  - Smith J.\nT2  - Journal\nJO  - J.\n")


@pytest.mark.parametrize("profile", ["zotero", "mendeley", "papis"])
def test_fields_of_other_programs_are_written_as_usual(profile: str) -> None:
    """Their readers know neither ``issue`` nor ``fjournal``, and take HTML for characters."""
    text = "@article{k, title = {H<sub>2</sub>O}, journal = {J. T.}, fjournal = {Journal of T}, issue = {6}}"
    written = dumps(loads(text, "bibtex"), "bibtex", for_=profile)
    assert "number        = {6}" in written
    assert "journal       = {Journal of T}" in written
    assert "<sub>" not in written


@pytest.mark.parametrize("profile", ["jabref", "bibdesk", "bibtex", "revtex", "biblatex", "pandoc"])
def test_latex_gets_no_html(profile: str) -> None:
    """What a source writes in TeX of its own is kept, and its HTML becomes TeX."""
    text = r"@article{k, title = {R{\&}amp$\mathsemicolon$D}, journal = {\apj}, abstract = {<i>x</i>}}"
    dialect = next(output.format for output in PROFILES[profile].outputs if output.format in ("bibtex", "biblatex"))
    written = dumps(loads(text, dialect), dialect, for_=profile)
    assert r"{{R\&D}}" in written
    assert r"\textit{x}" in written
    assert r"{\apj}" in written


@pytest.mark.parametrize(
    ("own", "written"),
    [
        ("mvbook", "book"), ("collection", "book"), ("thesis", "phdthesis"), ("report", "techreport"),
        ("inbook", "incollection"), ("bookinbook", "incollection"), ("online", "online"), ("patent", "patent"),
        ("manual", "manual"), ("mastersthesis", "mastersthesis"), ("conference", "conference"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("profile", ["bibtex", "revtex"])
def test_styles_of_bibtex_get_their_types(profile: str, own: str, written: str) -> None:
    """What a style does not know, it prints as ``@misc``, without publisher and school; its ``@inbook`` is a book."""
    text = f"@{own}{{k, title = {{T}}, booktitle = {{B}}, year = 2000}}"
    assert dumps(loads(text, "bibtex"), "bibtex", for_=profile).startswith(f"@{written}{{k,")
    assert dumps(loads(text, "bibtex"), "bibtex", preserve=False).startswith(f"@{own}{{k,")


def test_styles_of_bibtex_get_words_for_the_kind_of_a_thesis() -> None:
    """They print what ``type`` says, and BibLaTeX's word for it is no word."""
    library = loads("@thesis{k, title = {T}, type = {mathesis}, institution = {U}}", "bibtex")
    written = dumps(library, "bibtex", for_="bibtex")
    assert "@phdthesis{k," in written
    assert "type          = {Master's thesis}" in written
    assert "type          = {mathesis}" in dumps(library, "bibtex", preserve=False)


@pytest.mark.parametrize(
    ("profile", "dialect"),
    [
        ("zotero", "csl-json"), ("zotero", "ris"), ("mendeley", "ris"), ("endnote", "ris"), ("pandoc", "csl-json"),
        ("typst", "biblatex"),
    ],
)  # fmt: skip
def test_faces_that_no_program_has_are_left_out(profile: str, dialect: str) -> None:
    """Programs without TeX would show the command; that it is gone is told."""
    (work,) = loads(r"@article{k, title = {The \texttt{lme4} package}, journal = {J}}", "bibtex")
    report = Report()
    assert "The lme4 package" in dumps([work], dialect, for_=profile, report=report)
    assert [work.title] == [item.value for item in report.diagnostics if item.path == "title"]
    assert r"\\texttt{lme4}" in dumps([work], "csl-json")
