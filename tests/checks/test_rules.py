"""The edges of the rules: what each finds beyond its example in the documentation, and what it leaves alone."""

import pytest

import arxiv2bib
from tests.checks.found import find, find_codes, make_entry

ODD = [
    ("name/commas", "author", "{J. Smith, K. Jones}"),
    ("name/commas", "author", "{Smith, Ann, M.}"),
    ("name/commas", "author", "{John Smith, Jane Doe}"),
    ("name/commas", "author", "{Smith J., Jones K. L.}"),
    ("name/commas", "author", "{Smith JA, Jones K}"),
    ("name/empty-part", "author", "{Smith,, Ann}"),
    ("name/empty-part", "author", "{, Ann}"),
    ("name/empty-part", "author", "{Smith, }"),
    ("name/commas", "author", "{Smith, A., Jones, B., Brown, C.}"),
    ("name/commas", "editor", '"{\\"O}zt{\\"u}rk, A., Jones, B., Brown, C."'),
    ("name/semicolon", "author", "{Cockshott, W. P.;Cottrell, A.}"),
    ("name/semicolon", "author", "{张三;李四}"),
    ("name/semicolon", "author", "{张三；李四}"),
    ("name/ampersand", "author", "{Smith & Jones}"),
    ("name/empty", "author", "{and Ann Smith}"),
    ("name/empty", "author", "{Ann Smith and}"),
    ("name/et-al", "author", "{Ann Smith and {\\it et al.}}"),
    ("name/et-al", "author", "{Smith et al, A.}"),
    ("name/others", "author", "{others}"),
    ("name/others", "author", "{Ann Smith, others}"),
    ("name/digits", "author", "{Ann Smith 1 and Bob Jones}"),
    ("name/digits", "author", "{Ann Smith$^{1,2}$}"),
    ("name/glued-initials", "author", "{J.Smith and Bob Jones}"),
    ("name/glued-initials", "author", "{J.-P.A. Serre}"),
    ("date/year", "year", "{98}"),
    ("date/year", "year", "{2004a}"),
    ("date/year", "year", "{????}"),
    ("date/month", "month", "{0}"),
    ("date/month-in-words", "month", '"sept."'),
    ("pages/prefix", "pages", "{p. 7}"),
    ("pages/prefix", "pages", "{pages~7--9}"),
    ("pages/reversed", "pages", "{198-173}"),
    ("pages/dash", "pages", "{12 — 14, 20–22}"),
    ("doi/address", "doi", "{DOI: 10.1000/182}"),
    ("doi/address", "doi", "{http://proxy.example.org:80/10.1000/182}"),
    ("doi/malformed", "doi", "{none}"),
    ("doi/malformed", "doi", "{10.1000/182.}"),
    ("doi/malformed", "doi", "{10.1000/182, 10.1000/183}"),
    ("doi/malformed", "doi", "{10.1000/182 (see there)}"),
    ("doi/malformed", "doi", "{https://example.org/paper}"),
    ("isbn/malformed", "isbn", "{978-3-540-12330}"),
    ("isbn/check-digit", "isbn", "{0-201-13448-9 (v. 1), 0-201-13448-8 (v. 2)}"),
    ("isbn/check-digit", "isbn", "{978-0-306-40615-8}"),
    ("issn/malformed", "issn", "{3-540-12330-X}"),
    ("issn/check-digit", "issn", "{ISSN 0031-9008}"),
    ("orcid/malformed", "orcid", "{0000-0002-1825-009X}"),
    ("text/math", "title", "{On $x and $y$}"),
    ("text/math", "note", '"Price: $5"'),
    ("text/unescaped", "title", "{100% of C# and a_b}"),
    ("text/unescaped", "note", "{See http://example.org/a_b}"),
    ("text/html", "publisher", "{Simon &amp; Schuster}"),
    ("text/html", "note", "{M&uuml;nchen}"),
    ("text/mojibake", "title", "{FrÃ©rot}"),
    ("url/blank", "url", "{http://example.org/a.\npdf}"),
    ("field/misspelled", "jounral", "{Nature}"),
    ("field/misspelled", "authors", "{Ann Smith}"),
]
"""Codes, fields, and values in which exactly that is found."""

FINE = [
    ("author", "{St\\&\\#233;phane Grumbach}"),
    ("author", "{de la Cruz, Jr., Ana}"),
    ("author", "{García Márquez, Gabriel José and Mary Ann, John}"),
    ("author", "{Headden III, William P. and King V, AB}"),
    ("author", "{Smith, Ph.D., Ann and King, III, B.}"),
    ("author", "{{Acme, Inc., Research, Dept. 5}}"),
    ("author", "{M{\\\"u}ller, A. and {\\O}ster, B. and van 't Veer, L.}"),
    ("author", "{family=Smith, given=Ann, given-i=A and family={Jones}, given={B.}, suffix={Jr}}"),
    ("author", "{Ann Smith and others}"),
    ("author", "{{Johnson \\& Johnson} and Ann Smith}"),
    ("author", "{Ernst \\& Young Partners}"),
    ("author", "{{3GPP}}"),
    ("author", "{W3C}"),
    ("author", "{K. M$^c$Leod}"),
    ("author", "{Robert Smith 3rd}"),
    ("author", "{Working Group 2 of the IPCC}"),
    ("author", "{Leland Anderson and Ferdinand Alexander}"),
    ("author", "{Al and Bob et Albert}"),
    ("author", "{J.-P. Serre and D. E. Knuth}"),
    ("author", "{U.S. Department of Energy}"),
    ("author", "{{Dept. of Physics and Astronomy}}"),
    ("year", "{1998/1999}"),
    ("year", "{[1984]}"),
    ("year", "{ca. 1450}"),
    ("year", "{{\\noopsort{1973a}}1973}"),
    ("year", "{800}"),
    ("year", "{Winter 1998}"),
    ("month", "{July/August}"),
    ("month", 'jun # "~12"'),
    ("month", "{12 June}"),
    ("month", "6"),
    ("pages", "{1234--56}"),
    ("pages", "{P2.B}"),
    ("pages", "{S12--S15, 20}"),
    ("pages", "{e1001234}"),
    ("pages", "{173-198}"),
    ("doi", "{10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O}"),
    ("doi", "{10.1007/978-3-319-46493-0\\_38}"),
    ("doi", "{10/f8tz8t}"),
    ("isbn", "{0-201-13448-9 (hardcover)}"),
    ("isbn", "{978 0 306 40615 7}"),
    ("isbn", "{3-540--12330--X}"),
    ("issn", "{0031-9007 (print), 1079-7114 (online)}"),
    ("issn", "{00319007}"),
    ("orcid", "{https://orcid.org/0000-0002-1825-0097}"),
    ("title", "{Living on \\$1 and $x^2_1 \\& y$}"),
    ("title", "{\\emph{A \\& B}: 50\\% of C\\#, \\(x_1\\), \\ce{H_2O}}"),
    ("howpublished", "{\\url{http://example.org/a_b?c=d&e=f%20#g}}"),
    ("note", "{See \\href{http://example.org/a_b}{there}}"),
    ("abstract", "{Cats & dogs, $1 and 50% of a_b}"),
    ("file", "{a_b.pdf:C\\:\\\\x:PDF}"),
    ("url", "{http://example.org/a_b?c=d&e=f%20#g}"),
    ("url", "{http://example.org/a, http://example.org/b}"),
    ("title", "{São Paulo à la carte: ÀÉ Ångström}"),
    ("titleaddon", "{Something}"),
    ("xeditor", "{Ann Smith}"),
    ("OPTnote", "{}"),
]
"""Fields and values in which nothing is found."""


@pytest.mark.parametrize(("code", "field", "value"), ODD)
def test_odd_value_is_found(code: str, field: str, value: str) -> None:
    """One thing that is odd is one finding, of that field."""
    rest = "" if field == "title" else ", title = {A Title}"
    found = find(make_entry(field, value, rest))
    assert [(code, field)] == [(finding.code, finding.field) for finding in found]


@pytest.mark.parametrize(("field", "value"), FINE)
def test_value_that_is_fine_is_left_alone(field: str, value: str) -> None:
    """What has a reason to look so is no finding."""
    rest = "" if field == "title" else ", title = {A Title}"
    assert [] == find_codes(make_entry(field, value, rest))


def test_place_is_that_of_the_characters() -> None:
    """Line and column are those of the first character concerned, the end behind the last one, in characters."""
    text = "@misc{a,\n  title = {Ünlü},\n  note  = {Cats\n  & dogs}\n}\n"
    (finding,) = find(text)
    assert (4, 3, 4, 4) == (finding.line, finding.column, finding.end_line, finding.end_column)


def test_place_of_a_key_is_not_that_of_a_letter() -> None:
    """A key or a macro that is a letter of the type is shown where it stands."""
    found = find("@misc{m, title = {A}}\n@misc{m, title = {B}}\n@string{s = {A}}\n")
    assert [(2, 7, 2, 8), (3, 9, 3, 10)] == [(item.line, item.column, item.end_line, item.end_column) for item in found]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_end_as_the_file_has_it(newline: str) -> None:
    """Lines are counted by line feeds, returns, or both together."""
    text = "% remark\n\n@misc{a, title = {A}}\n@misc{b,\n  title = {B},\n  month = {13}}\n".replace("\n", newline)
    (finding,) = find(text)
    assert (6, 11, "b") == (finding.line, finding.column, finding.key)


def test_second_entry_of_a_line_has_its_column() -> None:
    """Columns count from the beginning of the line, not of the entry."""
    (finding,) = find("@misc{a, title = {A}} @misc{b, title = {B}, month = {13}}\n")
    assert (1, 53) == (finding.line, finding.column)


def test_value_of_macros_is_checked_where_it_stands() -> None:
    """A bad character in a macro is found once, in the macro, however often it is used."""
    uses = "@misc{a, title = {A}, publisher = pub}\n@misc{b, title = {B}, publisher = pub}\n"
    text = f"@string{{pub = {{Wiley & Sons}}}}\n{uses}"
    assert [("text/unescaped", 1)] == [(finding.code, finding.line) for finding in find(text)]


def test_identifiers_of_macros_are_checked() -> None:
    """A value that is put together is checked as a whole, and shown where it begins."""
    (finding,) = find('@string{p = "10.1000"}\n@misc{a, title = {A}, doi = p # "/18 2"}\n')
    assert ("doi/malformed", 2, 29) == (finding.code, finding.line, finding.column)


def test_inherited_fields_are_not_missed() -> None:
    """What comes from the parent, by crossref or xdata, counts."""
    text = (
        "@inproceedings{a, author = {Smith, Ann}, title = {A}, crossref = {p}}\n"
        "@proceedings{p, title = {P}, year = 2001}\n"
    )
    assert [] == find_codes(text)


def test_nothing_is_missed_where_the_parent_is_elsewhere() -> None:
    """Of an entry whose parent is not in the file, only that is said."""
    assert ["read/missing-parent"] == find_codes("@inproceedings{a, title = {A}, crossref = {p}}\n")


def test_biblatex_has_its_own_requirements() -> None:
    """In a file with BibLaTeX's fields, a book needs no publisher, and BibTeX's own requirements will do as well."""
    assert [] == find_codes("@book{a, author = {Smith, Ann}, title = {A}, date = {2001}}\n")
    assert ["field/missing"] == find_codes("@book{a, author = {Smith, Ann}, title = {A}, year = {2001}}\n")


def test_empty_required_field_is_missing_and_nothing_else() -> None:
    """An empty field that the type needs is told once, in its place."""
    (finding,) = find("@techreport{a, author = {Smith, Ann}, title = {},\n institution = {I}, year = 2001}\n")
    assert ("field/missing", 1, 47) == (finding.code, finding.line, finding.column)


def test_preprint_without_a_journal_is_told_once() -> None:
    """An article on arXiv is told as a preprint, and its journal is not missed as well."""
    text = "@article{a, author = {Smith, Ann}, title = {A}, year = 2017, url = {https://arxiv.org/abs/1706.03762}}\n"
    assert ["preprint/as-article"] == find_codes(text)


@pytest.mark.parametrize(
    "journal",
    [
        "arXiv preprint arXiv:1706.03762", "ArXiv e-prints", "CoRR", "arXiv:hep-th/9901001", "arXiv.org",
        "{arXiv preprint} arXiv:2001.00001v2 [cs.CL]", "arXiv (2017)", "Preprint arXiv:1706.03762",
    ],
)  # fmt: skip
def test_arxiv_is_no_journal_however_it_is_written(journal: str) -> None:
    """All the ways to write arXiv as a journal are seen."""
    text = f"@article{{a, author = {{Smith, Ann}}, title = {{A}}, year = 2017, journal = {{{journal}}}}}\n"
    assert ["preprint/as-journal"] == find_codes(text)


@pytest.mark.parametrize("journal", ["Corrosion", "Journal of Archives", "Phys. Rev. D", "Nature 437/7055"])
def test_other_journals_are_journals(journal: str) -> None:
    """Names that only begin alike are left alone."""
    text = f"@article{{a, author = {{Smith, Ann}}, title = {{A}}, year = 2017, journal = {{{journal}}}}}\n"
    assert [] == find_codes(text)


def test_preprint_type_with_a_venue_is_a_chimera() -> None:
    """An arXiv paper of a preprint's type that names where it was published."""
    text = "@misc{a, title = {A}, eprint = {1706.03762}, archivePrefix = {arXiv}, booktitle = {NeurIPS}}\n"
    assert ["preprint/chimera"] == find_codes(text)


def test_other_server_is_no_venue() -> None:
    """BioRxiv and its like publish preprints."""
    text = "@misc{a, title = {A}, eprint = {1706.03762}, archivePrefix = {arXiv}, journal = {bioRxiv}}\n"
    assert [] == find_codes(text)


def test_identifiers_of_other_archives_are_theirs() -> None:
    """Only what is said to be arXiv's has to be an identifier of arXiv."""
    text = make_entry("eprint", "{7}", ", title = {A}, archivePrefix = {jstor}")
    assert [] == find_codes(text)


def test_same_work_is_seen_under_all_names_of_its_identifier() -> None:
    """The arXiv DOI, the identifier and the journal that is none are one name."""
    text = (
        "@misc{a, title = {A}, doi = {10.48550/arXiv.1706.03762}}\n"
        "@misc{b, title = {A}, eprint = {1706.03762v3}, archivePrefix = {arXiv}}\n"
        "@article{c, author = {Smith, Ann}, title = {A}, journal = {arXiv preprint arXiv:1706.03762}, year = 2017}\n"
    )
    assert ["b", "c"] == [finding.key for finding in find(text, "work/duplicate")]


def test_one_title_is_not_one_work() -> None:
    """Entries with the same title, authors and year, but no identifier, are never said to be one work."""
    text = "@misc{a, title = {Editorial}, year = 2001}\n@misc{b, title = {Editorial}, year = 2001}\n"
    assert [] == find_codes(text)


def test_entry_that_was_edited_is_checked_as_it_is() -> None:
    """What an edit mended is no longer found, and what it broke is."""
    library = arxiv2bib.loads(make_entry("doi", "{https://doi.org/10.1000/182}", ", isbn = {0-201-13448-9}"), "bibtex")
    edited = library.map(lambda entry: entry.evolve(isbn=(arxiv2bib.Isbn("0-201-13448-8"),)))
    assert ["isbn/check-digit"] == [finding.code for finding in arxiv2bib.check(edited)]


def test_macros_in_macros_are_used() -> None:
    """A macro that another macro is made of is used, and one that is not there is told."""
    text = "@string{a = {A}}\n@string{b = a # { } # c}\n@misc{k, title = b}\n"
    assert [("macro/undefined", 2, 23)] == [(item.code, item.line, item.column) for item in find(text)]


def test_names_of_macros_have_no_case() -> None:
    """BibTeX takes PUB and pub for one."""
    assert [] == find_codes("@string{PUB = {Springer}}\n@misc{k, title = {A}, publisher = pub, month = JAN}\n")
