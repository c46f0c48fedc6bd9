"""The values of BibTeX's fields: macros, and fields read without a file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import ArxivId, Code, Date, Doi, Entry, EntryType, Extra, Isbn, Issn, Pages, dumps, loads
from arxiv2bib.formats.bibtex_extended_names import parse_names
from arxiv2bib.formats.bibtex_rows import ROWS
from arxiv2bib.formats.bibtex_values import expand_value, interpret_bibtex
from arxiv2bib.model.entry import COMPARED_FIELDS, ENTRY_FIELDS, INDEX
from arxiv2bib.model.names import Name
from arxiv2bib.model.pages import parse_pages
from arxiv2bib.testing import strategies
from tests import bibtex_strategies


@pytest.mark.parametrize(
    ("raw", "expected", "missing"),
    [
        ("{a {b} c}", "a {b} c", []),
        ('"a {"} c"', 'a {"} c', []),
        ("2001", "2001", []),
        ("jan", "January", []),
        ("DEC", "December", []),
        ("m", "x", []),
        ("M # {y}", "xy", []),
        ("m # jan # n", "xJanuaryn", ["n"]),
        ('jun # "~12"', "June~12", []),
        ("{C# and m}", "C# and m", []),
        ("{a} # ", "a", []),
        ("", "", []),
        ("2001a", "2001a", ["2001a"]),
    ],
)
def test_value_is_expanded(raw: str, expected: str, missing: list[str]) -> None:
    """Delimiters off, macros in, parts joined; what is no macro stands for itself, and is told."""
    told: list[str] = []
    assert expected == expand_value(raw, {"m": "x"}, told)
    assert missing == told


def test_values_stand_in_the_order_of_an_entry() -> None:
    """A value for each field of an entry."""
    values = interpret_bibtex("article", "k", [("title", "T"), ("year", "2001"), ("foo", "bar")])
    assert len(ENTRY_FIELDS) == len(values)
    assert ("k", "T", Date(start=(2001,)), (Extra("bibtex", "foo", "bar"),)) == tuple(
        values[INDEX[name]] for name in ("key", "title", "issued", "extra")
    )


def test_record_fields_are_expanded() -> None:
    """With macros, fields are as a scanner yields them, and an unknown macro is told with its field."""
    said: list[tuple[Code, str, str | None]] = []
    values = interpret_bibtex(
        "article",
        "k",
        [("title", "{T}", None), ("journal", "no", None)],
        macros={},
        say=lambda code, name, _message, value: said.append((code, name, value)),
    )
    assert ("T", "no") == (values[INDEX["title"]], values[INDEX["container_title"]])
    assert [(Code.READ_UNDEFINED_MACRO, "journal", "no")] == said


def test_field_without_a_name_is_kept() -> None:
    """Objects of other programs may have one; no file has."""
    values = interpret_bibtex("article", "k", [("maintitle", "M"), ("", "x")])
    assert (Extra("bibtex", "maintitle", "M"), Extra("bibtex", "", "x")) == values[INDEX["extra"]]


def test_inherited_fields_give_way() -> None:
    """A parent's field is used where the entry has none of the name, and kept apart."""
    values = interpret_bibtex("inbook", "k", [("Publisher", "P")], inherited={"publisher": "Q", "address": "A"})
    assert ("P", "A") == (values[INDEX["publisher"]], values[INDEX["publisher_place"]])
    assert (Extra("bibtex-inherited", "address", "A"),) == values[INDEX["extra"]]


@given(kind=st.sampled_from(bibtex_strategies.KINDS) | strategies.texts, fields=st.lists(
    st.tuples(st.sampled_from([*ROWS, "foo"]) | strategies.texts, strategies.texts | bibtex_strategies.texts),
    max_size=6), inherited=st.dictionaries(st.sampled_from(sorted(ROWS)), strategies.texts, max_size=2))  # fmt: skip
def test_reading_never_raises(kind: str, fields: list[tuple[str, str]], inherited: dict[str, str]) -> None:
    """Law 5: any text in any field of any type."""
    values = interpret_bibtex(kind, None, fields, inherited=inherited)
    assert len(COMPARED_FIELDS) <= len(values)


@given(kind=st.sampled_from(bibtex_strategies.KINDS), fields=bibtex_strategies.fields())
def test_no_field_is_lost_in_silence(kind: str, fields: list[tuple[str, str]]) -> None:
    """Law 2: each field is in a value of its own, or kept as it is.

    That an identifier is arXiv's, it says itself, and a date of BibLaTeX the month and the year that stand beside it.
    """
    plain = [(name, expand_value(raw, {})) for name, raw in fields]
    whole = interpret_bibtex(kind, None, plain)
    said_again = {"year", "month", "day"} if any(name == "date" for name, _ in plain) else set()
    for name, tex in plain:
        rest = interpret_bibtex(kind, None, [field for field in plain if field[0] != name])
        assert not tex.strip() or rest != whole or tex.lower() == "arxiv" or name in said_again, name


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        ("family=Doe, given=Jane", [Name(family="Doe", given="Jane")]),
        ("given = Jane , family = {Doe, X}", [Name(family="Doe, X", given="Jane")]),
        ("family={Doe and Sons}", [Name(family="Doe and Sons")]),
        ("FAMILY=Doe, Given=J.", [Name(family="Doe", given="J.")]),
        ("family=Berg, prefix=van den, suffix=Jr.",
         [Name(family="Berg", non_dropping_particle="van den", suffix="Jr.")]),
        ("family=G{\\\"o}del, given=Kurt", [Name(family="Gödel", given="Kurt")]),
        ("family={{Deep} x}, given=y", [Name(family="Deep x", given="y")]),
        ("family=Doe, given=Jane, hash=1 and Kurt Gödel",
         [Name(family="Doe", given="Jane"), Name(family="Gödel", given="Kurt")]),
        ("useprefix=false and von Doe, Jane", [Name(family="Doe", given="Jane", dropping_particle="von")]),
        ("family=Goethe, given=J, prefix=von, useprefix=false",
         [Name(family="Goethe", given="J", dropping_particle="von")]),
        ("Doe, Jane and xdata=key-author-1", [Name(family="Doe", given="Jane"), Name(literal="xdata=key-author-1")]),
        ("a=b, c=d", [Name(family="a=b", given="c=d")]),
        ("family=", []),
        ("", []),
    ],
)  # fmt: skip
def test_extended_names(tex: str, expected: list[Name]) -> None:
    """BibLaTeX's names by their parts, in any order; other names beside them."""
    assert (tuple(expected), False) == parse_names(tex)


@given(tex=bibtex_strategies.texts | strategies.texts, parts=st.lists(st.sampled_from(
    ["family=", "given=", "prefix=", " and ", ",", "{", "}", '"', "x", "others", " ", "\\"]), max_size=12))  # fmt: skip
def test_reading_names_never_raises(tex: str, parts: list[str]) -> None:
    """Law 5: any text is some names."""
    parse_names(tex)
    parse_names("".join(parts))


# What fields mean


def read_fields(fields: str, kind: str = "article") -> Entry:
    """Return the entry of type *kind* with these *fields*."""
    return loads(f"@{kind}{{k, {fields}}}", "bibtex")[0]


def extras(entry: Entry) -> list[tuple[str, str]]:
    """Return names and values of what the model has no place for."""
    return [(extra.name, extra.value) for extra in entry.extra if extra.namespace == "bibtex"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("title = {The {gpu} Effect}", {"title": 'The <span class="nocase">gpu</span> Effect'}),
        ('title = "G{\\"o}del, $x^2$ and \\emph{more}"', {"title": "Gödel, $x^2$ and <i>more</i>"}),
        ("title = {a\n   b\t c}", {"title": "a b c"}),
        ("title = {Main}, subtitle = {Sub}", {"title": "Main: Sub"}),
        ("title = {Why?}, subtitle = {Because}", {"title": "Why? Because"}),
        ("title = {\\unknowncommand{x} y}", {"title": "\\unknowncommand{x} y"}),
        ("journal = {J}", {"container_title": "J"}),
        ("journaltitle = {J}", {"container_title": "J"}),
        ("shortjournal = {J}", {"container_title_short": "J"}),
        ("volume = 3, number = {4}", {"volume": "3", "issue": "4"}),
        ("volume = 3, number = {4}, issue = {Spring}", {"volume": "3", "issue": "Spring", "number": "4"}),
        ("pages = {1--10}", {"page": Pages(first="1", last="10")}),
        ("pages = {1-10}", {"page": Pages(first="1", last="10")}),
        ("pages = {1\N{EN DASH}10}", {"page": Pages(first="1", last="10")}),
        ("pages = {S12}", {"page": Pages(first="S12")}),
        ("pages = {1-3, 7}", {"page": Pages(literal="1-3, 7")}),
        ("pages = {pp. 12--34}", {"page": Pages(first="12", last="34")}),
        ("pages = {S.~5}", {"page": Pages(first="5")}),
        ("pages = {S5}", {"page": Pages(first="S5")}),
        ("pages = {pages 3, 7}", {"page": Pages(literal="3, 7")}),
        ("pages = {43+}", {"page": Pages(first="43+")}),
        ("eid = {e12}", {"article_number": "e12"}),
        ("edition = {2$^{nd}$}", {"edition": "2nd"}),
        ("edition = {$3^{\\rm rd}$ ed.}", {"edition": "3rd ed."}),
        ("edition = {6$^{\\textrm{e}}$}, volume = {10$^6$}", {"edition": "6e", "volume": "10⁶"}),
        ("publisher = {Smith \\& Sons}", {"publisher": "Smith & Sons"}),
        ("address = {Berlin}", {"publisher_place": "Berlin"}),
        ("location = {Berlin}", {"publisher_place": "Berlin"}),
        ("year = 2001", {"issued": Date(start=(2001,))}),
        ("year = {2001}, month = {7}", {"issued": Date(start=(2001, 7))}),
        ("year = 2001, month = jul, day = 4", {"issued": Date(start=(2001, 7, 4))}),
        ("year = 2001, month = {June,}", {"issued": Date(start=(2001, 6))}),
        ("year = 2001, month = {June 5--7,}", {"issued": Date(start=(2001, 6, 5), end=(2001, 6, 7))}),
        ('year = 2001, month = jun # "~12"', {"issued": Date(start=(2001, 6, 12))}),
        ('year = 2001, month = "12~" # jun', {"issued": Date(start=(2001, 6, 12))}),
        ("date = {2001-07-04}", {"issued": Date(start=(2001, 7, 4))}),
        ("date = {2001/2003}", {"issued": Date(start=(2001,), end=(2003,))}),
        ("date = {2001/}", {"issued": Date(start=(2001,), end=())}),
        ("date = {2001-21}", {"issued": Date(start=(2001,), season=1)}),
        ("date = {2001~}", {"issued": Date(start=(2001,), circa=True)}),
        ("date = {2001-07-04T12:00:00Z}", {"issued": Date(start=(2001, 7, 4))}),
        ("date = {2001-07-04}, year = 2001", {"issued": Date(start=(2001, 7, 4))}),
        ("year = {in press}", {"issued": Date(literal="in press")}),
        ("year = {{\\noopsort{1973a}}1973}", {"issued": Date(start=(1973,))}),
        ("urldate = {2020-02-03}", {"accessed": Date(start=(2020, 2, 3))}),
        ("doi = {10.1000/a_b}", {"doi": Doi("10.1000/a_b")}),
        ("doi = {10.1000/a\\_b}", {"doi": Doi("10.1000/a_b")}),
        ("doi = {https://doi.org/10.1000/x}", {"doi": Doi("10.1000/x")}),
        ("doi = {doi: 10.1000/x}", {"doi": Doi("10.1000/x")}),
        ("url = {http://x.org/a_b%20c#d}", {"url": "http://x.org/a_b%20c#d"}),
        ("url = {\\url{http://x.org/a_b}}", {"url": "http://x.org/a_b"}),
        ("howpublished = {\\url{http://x.org/}}", {"url": "http://x.org/"}),
        ("howpublished = {http://x.org/}", {"url": "http://x.org/"}),
        ("howpublished = {\\href{http://x.org/a_b}{http://x.org/a_b}}", {"url": "http://x.org/a_b"}),
        ("isbn = {978-3-16-148410-0}", {"isbn": (Isbn("978-3-16-148410-0"),)}),
        ("isbn = {978-3-16-148410-0, 3-16-148410-X}", {"isbn": (Isbn("978-3-16-148410-0"), Isbn("3-16-148410-X"))}),
        ("isbn = {9783161484100 0-306-40615-2}", {"isbn": (Isbn("9783161484100"), Isbn("0-306-40615-2"))}),
        ("isbn = {0306406152 316148410X}", {"isbn": (Isbn("0306406152"), Isbn("316148410X"))}),
        ("isbn = {978 3 16 148410 0}", {"isbn": (Isbn("978 3 16 148410 0"),)}),
        ("isbn = {978-0-387-31073-2 (hardcover)}", {"isbn": (Isbn("978-0-387-31073-2"),)}),
        ("isbn = {ISBN-13: 9780306406157 (v. 1, cloth); 0306406152}",
         {"isbn": (Isbn("9780306406157"), Isbn("0306406152"))}),
        ("issn = {1476-4687 (Electronic)\n0028-0836 (Linking)}", {"issn": (Issn("1476-4687"), Issn("0028-0836"))}),
        ("issn = {1476-4687 (Electronic)$\\backslash$n0028-0836 (Linking)}",
         {"issn": (Issn("1476-4687"), Issn("0028-0836"))}),
        ("issn = {0021-9606 (Print) 0021-9606 (Linking)}", {"issn": (Issn("0021-9606"),)}),
        ("issn = {0933--6192}", {"issn": (Issn("0933-6192"),)}),
        ("isbn = {3–16–148410–0}", {"isbn": (Isbn("3-16-148410-0"),)}),
        ("issn = {e-ISSN 2049-3630}", {"issn": (Issn("2049-3630"),)}),
        ("isbn = {1476-4687 (Electronic)}", {"isbn": (), "issn": (Issn("1476-4687"),)}),
        ("isbn = {1476-4687}, issn = {0028-0836}", {"isbn": (), "issn": (Issn("0028-0836"),)}),
        ("issn = {978-3-16-148410-0}", {"isbn": (Isbn("978-3-16-148410-0"),), "issn": ()}),
        ("isbn = {1476-4687, 978-3-16-148410-0}", {"isbn": (), "issn": ()}),
        ("isbn = {1476-4687 (Electronic)$\\backslash$r0028-0836}, issn = {0028-0836}",
         {"isbn": (), "issn": (Issn("0028-0836"),)}),
        ("origyear = {1923}", {"variables": (("original-date", "1923"),)}),
        ("groupauthor = {{World Health Organization} and Merriam-Webster}",
         {"author": (Name(literal="World Health Organization"), Name(literal="Merriam-Webster"))}),
        ("groupauthor = {{APA}}, author = {Smith, Ann}", {"author": (Name(family="Smith", given="Ann"),)}),
        ("abstract = {risk.$\\backslash$n$\\backslash$nOBJECTIVE: C$\\backslash$nu}",
         {"abstract": "risk. OBJECTIVE: C$\\backslash$nu"}),
        ("keywords = {a, b c}", {"keyword": ("a", "b c")}),
        ("keywords = {R&amp;D, G&#246;del, a}", {"keyword": ("R&D", "Gödel", "a")}),
        ("keywords = {R&amp;D; {a}; caf&eacute;}", {"keyword": ("R&D", "a", "café")}),
        ("keywords = {a, b; c}", {"keyword": ("a, b", "c")}),
        ("keywords = {a, {b, c}}", {"keyword": ("a", "b, c")}),
        ("keyword = {a}", {"keyword": ("a",)}),
        ("pubstate = {forthcoming}", {"status": "forthcoming"}),
        ("langid = {english}", {"language": "en-US"}),
        ("hyphenation = {ngerman}", {"language": "de-DE"}),
        ("langid = {klingon}", {"language": "klingon"}),
        ("language = {german}, langid = {german}", {"language": "german"}),
        ("title = {Main}, subtitle = {Sub}, titleaddon = {A Comment}", {"title": "Main: Sub. A Comment"}),
        ("titleaddon = {Photograph of a dog}", {"title": "Photograph of a dog"}),
        ("journaltitle = {J}, journalsubtitle = {S}", {"container_title": "J: S"}),
        ("journal = {Adv. Math.}, fjournal = {Advances in Mathematics}",
         {"container_title": "Advances in Mathematics", "container_title_short": "Adv. Math."}),
        ("journal = {J Biol Chem}, journal-full = {The Journal of Biological Chemistry}",
         {"container_title": "The Journal of Biological Chemistry", "container_title_short": "J Biol Chem"}),
        ("journal = {Cell}, journal-full = {Cell}", {"container_title": "Cell", "container_title_short": None}),
        ("journal = {\\apj}", {"container_title": "The Astrophysical Journal", "container_title_short": "ApJ"}),
        ("journaltitle = {{\\aap}}", {"container_title": "Astronomy & Astrophysics", "container_title_short": "A&A"}),
        ("journal = {\\nat{}}", {"container_title": "Nature", "container_title_short": None}),
        ("journal = {\\apj}, shortjournal = {A. J.}",
         {"container_title": "The Astrophysical Journal", "container_title_short": "A. J."}),
        ("journal = {\\apj}, fjournal = {The Journal}",
         {"container_title": "The Journal", "container_title_short": "ApJ"}),
        ("journal = {\\apj Letters}", {"container_title": "\\apj Letters"}),
        ("journal = {\\unknown}", {"container_title": "\\unknown"}),
        ("series = {\\procspie}", {"collection_title": "Proceedings of SPIE"}),
        ("type = {techreport}", {"genre": "technical report"}),
        ("genre = {Social service}", {"genre": "Social service"}),
        ("article-number = {2114}", {"article_number": "2114"}),
        ("articleno = {248}, numpages = {38}", {"article_number": "248", "variables": (("number-of-pages", "38"),)}),
        ("elocation-id = {2021.10.04.463034}", {"article_number": "2021.10.04.463034"}),
        ("art_number = {123456}, page_count = {10}",
         {"article_number": "123456", "variables": (("number-of-pages", "10"),)}),
        ("eid = {e12}, articleno = {248}", {"article_number": "e12"}),
        ("PubMedID = {31861734}", {"variables": (("PMID", "31861734"),)}),
        ("pmc = {PMC4715508}", {"variables": (("PMCID", "PMC4715508"),)}),
        ("pmc = {PMC1}, pmcid = {PMC2}", {"variables": (("PMCID", "PMC2"),)}),
        ("numpages = {10}, call-number = {HV40}",
         {"variables": (("number-of-pages", "10"), ("call-number", "HV40"))}),
        ("lastchecked = {2020-02-03}", {"accessed": Date(start=(2020, 2, 3))}),
        ("urldate = {2012-03-05TZ}", {"accessed": Date(start=(2012, 3, 5))}),
        ("lastvisited = {3.2.2020}", {"accessed": Date(start=(2020, 2, 3))}),
        ("accessed = {yes}", {"accessed": None}),
        ("url = {https://x.org/a\nhttps://y.org/b}", {"url": "https://x.org/a"}),
        ("url = {http://x.org/a; http://y.org/b}", {"url": "http://x.org/a"}),
        ("url = {see http://x.org/}", {"url": "see http://x.org/"}),
        ("journal = {Journal}, abbrev_source_title = {J.}", {"container_title_short": "J."}),
        ("journal = {JOURNAL}, journal-iso = {{J.}}", {"container_title_short": "J."}),
        ("shortjournal = {A}, journal-iso = {J.}", {"container_title_short": "A"}),
        ("pages = {xvi+496}", {"page": parse_pages("xvi+496"), "variables": ()}),
        ("bdsk-url-1 = {http://x.org/}", {"url": "http://x.org/"}),
        ("url = {http://y.org/}, bdsk-url-1 = {http://x.org/}", {"url": "http://y.org/"}),
        ("keywords = {{a; b}}", {"keyword": ("a", "b")}),
        # EndNote: a line each; other programs wrap a list.
        ("keywords = {Animals\nHearing\n*Imaging, Cine\nBrain/anatomy}",
         {"keyword": ("Animals", "Hearing", "*Imaging, Cine", "Brain/anatomy")}),
        ("keywords = {deep\nlearning}", {"keyword": ("deep", "learning")}),
        ("keywords = {deep\n    learning}", {"keyword": ("deep learning",)}),
        ("keywords = {deep learning,\nvision}", {"keyword": ("deep learning", "vision")}),
        ("keywords = {deep learning, neural\nnetworks}", {"keyword": ("deep learning", "neural networks")}),
        ("keywords = {deep\nlearning; vision}", {"keyword": ("deep learning", "vision")}),
        ("keywords = {{a; b},}", {"keyword": ("a; b",)}),
        ("tags = {a, b}", {"keyword": ("a", "b")}),
        ("series = {newseries}", {"collection_title": "New series"}),
        ("entrysubtype = {magazine}", {"type": EntryType.ARTICLE_MAGAZINE}),
        ("entrysubtype = {Newspaper}", {"type": EntryType.ARTICLE_NEWSPAPER}),
        ("entrysubtype = {nonacademic}", {"type": EntryType.ARTICLE_JOURNAL}),
        ("eprint = {5500723}, eprinttype = {pubmed}", {"variables": (("PMID", "5500723"),)}),
        ("section = {3}", {"variables": (("section", "3"),)}),
        ("date = {2016--2017}", {"issued": Date(start=(2016,), end=(2017,))}),
        ("note = {see \\textbf{x}}", {"note": "see <b>x</b>"}),
        ("abstract = {x}, annotation = {y}", {"abstract": "x", "annote": "y"}),
        ("eventdate = {2001-02-03}, pmid = {12}", {"variables": (("event-date", "2001-02-03"), ("PMID", "12"))}),
        ("TITLE = {x}", {"title": "x"}),
        ("title = {}", {"title": None}),
        ("title = { }", {"title": None}),
    ],
)  # fmt: skip
def test_field_is_read(fields: str, expected: dict[str, object]) -> None:
    """What a field of an article means in the model."""
    entry = read_fields(fields)
    assert expected == {name: getattr(entry, name) for name in expected}


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("book", "number = 7, series = {S}", {"collection_number": "7", "collection_title": "S"}),
        ("techreport", "number = 7, institution = {MIT}", {"number": "7", "publisher": "MIT"}),
        ("phdthesis", "school = {MIT}, type = {Habil}", {"publisher": "MIT", "genre": "Habil"}),
        ("thesis", "institution = {MIT}", {"publisher": "MIT"}),
        ("inproceedings", "booktitle = {B}, eventtitle = {E}", {"container_title": "B", "event_title": "E"}),
        ("inproceedings", "organization = {ACM}", {"publisher": "ACM"}),
        ("incollection", "booktitle = {B}, chapter = 3", {"container_title": "B"}),
        ("misc", "journal = {J}", {"container_title": "J"}),
        ("misc", "howpublished = {A \\emph{talk}}", {"publisher": "A talk"}),
        ("misc", "howpublished = {A talk}, publisher = {P}", {"publisher": "P"}),
        (
            "misc",
            "howpublished = {Available at \\url{http://x.org/a\\_b} (accessed 2010)}",
            {"publisher": None, "url": "http://x.org/a_b"},
        ),
        (
            "misc",
            "howpublished = {Online: http://x.org/a. Seen}, url = {http://y.org/}",
            {"publisher": None, "url": "http://y.org/"},
        ),
        (
            "misc",
            "howpublished = {{\\tt http://www.\\-x.\\-org/\\~{}me/}}",
            {"publisher": None, "url": "http://www.x.org/~me/"},
        ),
        ("misc", "howpublished = {\\url{http://\\newline x.org/a} in print}", {"url": None}),
        ("misc", "howpublished = {On http://x.org/a\\verb+_+b}", {"url": "http://x.org/a_b"}),
        ("misc", "howpublished = {On http://x.org/a\\unknown b}", {"url": None}),
        ("misc", "howpublished = {On http://x.org/% b}", {"url": None}),
        ("misc", "howpublished = {On \\emph{http://x.org/b}.}", {"url": "http://x.org/b"}),
        ("misc", "howpublished = {http://y.org/}, url = {http://x.org/}", {"publisher": None, "url": "http://x.org/"}),
        ("misc", "howpublished = {A talk}, url = {http://x.org/}", {"publisher": "A talk", "url": "http://x.org/"}),
        ("collection", "title = {T}", {"type": EntryType.BOOK}),
        ("video", "entrysubtype = {tvepisode}", {"type": EntryType.BROADCAST}),
        ("video", "entrysubtype = {clip}", {"type": EntryType.MOTION_PICTURE}),
        (
            "book",
            "title = {V}, subtitle = {S}, maintitle = {M}, mainsubtitle = {N}",
            {"title": "M: N", "variables": (("volume-title", "V: S"),)},
        ),
        (
            "inbook",
            "title = {T}, booktitle = {V}, maintitle = {M}",
            {"title": "T", "container_title": "M", "variables": (("volume-title", "V"),)},
        ),
        ("article", "title = {T}, maintitle = {M}", {"title": "T", "variables": ()}),
        ("incollection", "booktitle = {B}, booksubtitle = {S}, booktitleaddon = {A}", {"container_title": "B: S. A"}),
        ("proceedings", "booktitle = {B}", {"title": "B", "container_title": None}),
        ("proceedings", "title = {T}, booktitle = {B}", {"title": "T", "container_title": None}),
        ("book", "title = {T}, booktitle = {T}", {"title": "T", "container_title": None}),
        ("book", "title = {T}, booktitle = {B}", {"title": "T", "container_title": "B"}),
        (
            "inproceedings",
            "address = {New York}, location = {Calgary}",
            {"publisher_place": "New York", "event_place": "Calgary"},
        ),
        ("book", "address = {New York}, location = {Calgary}", {"publisher_place": "New York", "event_place": None}),
    ],
)
def test_field_is_read_by_type(kind: str, fields: str, expected: dict[str, object]) -> None:
    """What a number, a publisher or a container is depends on the type."""
    entry = read_fields(fields, kind)
    assert expected == {name: getattr(entry, name) for name in expected}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("Groups = {a}, date-added = {b}, file = {:x.pdf:PDF}",
         [("Groups", "a"), ("date-added", "b"), ("file", ":x.pdf:PDF")]),
        ("doi = {none}", [("doi", "none")]),
        ("isbn = {none}", [("isbn", "none")]),
        ("month = {Christmas}, year = 2001", [("month", "Christmas")]),
        ("month = dec # \"/\" # jan, year = 2001", [("month", "December/January")]),
        ("month = jan", [("month", "January")]),
        ("day = 3, year = 2001", [("day", "3")]),
        ("howpublished = {On paper}", [("howpublished", "On paper")]),
        ("title = {{}}", [("title", "{}")]),
        ("journal = {J}, booktitle = {B}", [("booktitle", "B")]),
        ("x = {\\foo{a}  \n b}", [("x", "\\foo{a} b")]),
        ("eprint = {12345}, eprinttype = {jstor}", [("eprint", "12345"), ("eprinttype", "jstor")]),
        ("eprint = {no id}, archivePrefix = {arXiv}", [("eprint", "no id"), ("archivePrefix", "arXiv")]),
        ("subtitle = {x}", [("subtitle", "x")]),
        ("fjournal = {x}, booksubtitle = {y}, maintitle = {z}",
         [("fjournal", "x"), ("booksubtitle", "y"), ("maintitle", "z")]),
    ],
)  # fmt: skip
def test_what_the_model_has_no_place_for_is_kept(fields: str, expected: list[tuple[str, str]]) -> None:
    """In order and in its spelling, as TeX."""
    assert expected == extras(read_fields(fields))


@pytest.mark.parametrize(
    "fields",
    [
        "eprint = {1706.03762}, archivePrefix = {arXiv}, primaryClass = {cs.CL}",
        "eprint = {1706.03762}, eprinttype = {arxiv}, eprintclass = {cs.CL}",
        "eprint = {arXiv:1706.03762}, primaryClass = {cs.CL}",
        "EPRINT = {1706.03762}, archiveprefix = {arxiv}, eprintclass = {cs.CL}, primaryclass = {cs.CL}",
        "eprint = {https://arxiv.org/abs/1706.03762}, eprintclass = {cs.CL}",
    ],
)
def test_arxiv_identifier_is_read_in_every_spelling(fields: str) -> None:
    """BibLaTeX's names, INSPIRE's names, a prefix, an address; such an entry without a venue is a preprint."""
    entry = read_fields(fields, "misc")
    assert entry.arxiv is not None
    assert (ArxivId("1706.03762"), "cs.CL", EntryType.ARTICLE) == (
        entry.arxiv.id,
        entry.arxiv.primary_category,
        entry.type,
    )
    assert [] == extras(entry)


@pytest.mark.parametrize(
    ("eprint", "expected"),
    [
        ("1706.03762v2", ArxivId("1706.03762", version=2)),
        ("hep-th/9901001", ArxivId("9901001", "hep-th")),
        ("hep-th/9901001v3", ArxivId("9901001", "hep-th", 3)),
        ("math.AG/0102003", ArxivId("0102003", "math", subject_class="AG")),
    ],
)  # fmt: skip
def test_arxiv_identifiers_of_every_age_are_read(eprint: str, expected: ArxivId) -> None:
    """Old archives and versions are parts of an identifier."""
    entry = read_fields(f"eprint = {{{eprint}}}, archivePrefix = {{arXiv}}", "misc")
    assert entry.arxiv is not None
    assert (expected.archive, expected.number, expected.version) == (
        entry.arxiv.id and entry.arxiv.id.archive,
        entry.arxiv.id and entry.arxiv.id.number,
        entry.arxiv.id and entry.arxiv.id.version,
    )


def test_published_paper_with_an_eprint_is_no_preprint() -> None:
    """Law 8: a journal makes it a journal article that is on arXiv too."""
    entry = read_fields("eprint = {1706.03762}, archivePrefix = {arXiv}, journal = {J}")
    assert EntryType.ARTICLE_JOURNAL == entry.type
    assert entry.arxiv is not None


def test_note_that_names_the_version_is_kept() -> None:
    """Law 2: what version somebody used is in no other field."""
    entry = read_fields("eprint = {0909.1884}, archivePrefix = {arXiv}, note = {arXiv:0909.1884v2}", "misc")
    assert "arXiv:0909.1884v2" == entry.note


@pytest.mark.parametrize("number", ["2111.03216", "0704.0001", "hep-th/9901001", "2111.03216v2"])
@pytest.mark.parametrize("spelled", ["", "v1", " ", "x", "}"])
def test_own_addresses_are_read_like_any(number: str, spelled: str) -> None:
    """The DOI and the address of arXiv's paper itself are what they are in an entry that is not known to be its."""
    fields = [("doi", f"10.48550/arXiv.{number}{spelled}"), ("url", f"https://arxiv.org/abs/{number}{spelled}")]
    own = interpret_bibtex("misc", "k", [("eprint", number), *fields])
    other = interpret_bibtex("misc", "k", fields)
    assert [other[INDEX[name]] for name in ("doi", "url")] == [own[INDEX[name]] for name in ("doi", "url")]


@pytest.mark.parametrize(
    ("primary", "keywords", "expected"),
    [
        ("cs.CV", "cs.CV, cs.LG", ("cs.CV", ("cs.CV", "cs.LG"), (), ())),
        ("cs.CV", f"cs.CV, ACM I.2, {'x' * 200}", ("cs.CV", ("cs.CV",), ("x" * 200,), ())),
        ("$x$", "a", ("x", (), ("a",), (Extra("bibtex-as-written", "eprintclass", "$x$"),))),
        ("{}", "", ("", (), (), ())),
        ("", "{A, b}; c", (None, (), ("A, b", "c"), ())),
    ],
)
def test_classes_are_read_with_the_identifier(primary: str, keywords: str, expected: object) -> None:
    """The primary category, which is text, the categories among the keywords, and the other keywords."""
    fields = [("eprint", "2111.03216"), ("eprintclass", primary), ("keywords", keywords)]
    values = interpret_bibtex("misc", "k", [field for field in fields if field[1]])
    arxiv = values[INDEX["arxiv"]]
    assert expected == (arxiv.primary_category, arxiv.categories, values[INDEX["keyword"]], values[INDEX["extra"]])


@pytest.mark.parametrize(
    ("tex", "is_kept"),
    [
        ("p $<$ 0.05", False),
        ("for $n<5$ and $ n < \\$5 $", False),
        ("{\\textless}b{\\textgreater}", False),
        ("p < 0.05", True),
        ("<b>bold</b>", True),
        ("p $ < $ 0.05", True),
        ("\\(n<5\\)", True),
        ("\\$5 < \\$6", True),
    ],
)
def test_less_is_kept_as_written_only_where_we_write_it_otherwise(tex: str, is_kept: bool) -> None:
    """What the exporter itself writes for a sign, and formulas, which stay as they are, need no second copy."""
    (entry,) = loads(f"@article{{k, title = {{T}}, abstract = {{{tex}}}}}", "bibtex")
    assert ((Extra("bibtex-as-written", "abstract", tex),) if is_kept else ()) == entry.extra


def test_less_from_another_format_needs_no_marker() -> None:
    """An abstract of RIS with a sign in it is read back from its field alone."""
    library = loads("TY  - JOUR\nTI  - T\nAB  - We found p < 0.05.\nID  - k\nER  - \n", "ris")
    text = dumps(library, "bibtex")
    assert "arxiv2bib" not in text
    assert library[0] == loads(text, "bibtex")[0].evolve(native_type="JOUR")


@pytest.mark.parametrize(
    ("fields", "url", "publisher"),
    [
        ("howpublished = {\\href{http://x.org/a_b}{Some \\emph{site}}}", "http://x.org/a_b", "Some site"),
        ("howpublished = {\\href{http://x.org/}{Site}}, url = {http://x.org/}", "http://x.org/", "Site"),
        ("howpublished = {\\href{http://x.org/}{Site}}, url = {http://y.org/}", "http://y.org/", None),
        ("howpublished = {\\href{http://x.org/}{Site}}, publisher = {P}", None, "P"),
        ("howpublished = {Web page}, url = {http://y.org/}", "http://y.org/", "Web page"),
    ],
)
def test_link_in_howpublished(fields: str, url: str | None, publisher: str | None) -> None:
    """An address and what is called so are not run together; what both have no place for is kept."""
    (entry,) = loads(f"@misc{{k, {fields}}}", "bibtex")
    assert (url, publisher) == (entry.url, entry.publisher)
    assert ["howpublished"] == [extra.name for extra in entry.extra]
    assert loads(dumps([entry], "bibtex", preserve=False), "bibtex")[0] == entry


@pytest.mark.parametrize("kind", ["book", "phdthesis", "techreport", "booklet"])
@pytest.mark.parametrize("pages", ["xvi+496", "vii + 585", "XI, 98 pp.", "210 pages", "210 p."])
def test_pages_of_a_whole_work_may_be_counted(kind: str, pages: str) -> None:
    """What says how many pages a book has is no page of it; it comes back as it was."""
    text = f"@{kind}{{a,\n  pages         = {{{pages}}}\n}}\n"
    library = loads(text, "bibtex")
    assert (None, (("number-of-pages", pages),)) == (library[0].page, library[0].variables)
    assert text == dumps(library, "bibtex", preserve=False)
    assert "pagetotal" in dumps(library, "biblatex")
    assert pages in dumps(library, "csl-json")
    for via in ("ris", "csl-json", "biblatex"):
        assert text == dumps(loads(dumps(library, via), via), "bibtex")


@pytest.mark.parametrize(
    ("fields", "page"),
    [("pages = {496}", "496"), ("pages = {10--20}", "10-20"), ("pages = {xi+9}, pagetotal = {20}", "xi+9")],
)
def test_other_pages_of_a_book_are_pages(fields: str, page: str) -> None:
    """A bare number may be a page, and what has its own field is no count."""
    assert page == str(loads(f"@book{{a, {fields}}}", "bibtex")[0].page)


def test_number_of_a_preprint_is_no_number_of_an_issue() -> None:
    """Better BibTeX repeats the identifier in ``number``: JabRef and Zotero would take it for an issue's in RIS."""
    text = "@misc{a, number = {arXiv:1810.04805}, eprint = {1810.04805}, archiveprefix = {arXiv}}"
    library = loads(text, "bibtex")
    assert library[0].number is None
    assert "M1  -" not in dumps(library, "ris")
    assert "number        = {arXiv:1810.04805}" in dumps(loads(dumps(library, "ris"), "ris"), "bibtex")
    assert "arXiv:1810.04806" == loads(text.replace("05}, eprint", "06}, eprint"), "bibtex")[0].number


@pytest.mark.parametrize(("isbn", "is_told"), [("0028-0836", False), ("0028-0836 1476-4687", False), ("5", True)])
def test_isbn_that_repeats_the_issn_is_no_fault(isbn: str, is_told: bool) -> None:
    """Mendeley writes an ISSN into both fields; what is no number at all is told."""
    library = loads(f"@article{{k, isbn = {{{isbn}}}, issn = {{00280836}}}}", "bibtex")
    assert [("isbn", isbn)] == extras(library[0])
    assert is_told is bool(library.report.of_code(Code.READ_INVALID_VALUE))


@pytest.mark.parametrize(
    ("pages", "page"),
    [("pp.63--96", "63-96"), ("p.12", "12"), ("s. 12--15", "12-15"), ("ss. 12-15", "12-15"), ("str. 7", "7"),
     ("С. 18--40", "18-40"), ("S12--S20", "S12-S20"), ("s12", "s12")],
)  # fmt: skip
def test_words_before_pages(pages: str, page: str) -> None:
    """What stands in print before the numbers is none of them, in several languages; it stays in BibTeX."""
    text = f"@article{{a,\n  journal       = {{J}},\n  pages         = {{{pages}}}\n}}\n"
    library = loads(text, "bibtex")
    assert page == str(library[0].page)
    assert pages in dumps(library, "bibtex", preserve=False, letters="utf8")


def test_fields_of_programs() -> None:
    """EndNote's school, Cambridge's address, the PubMed identifier of Scopus, the volume of Frontiers."""
    text = """@phdthesis{a, university = {U}} @book{b, place = {Cambridge}} @article{c, pubmed_id = {123}}
@article{d, volume = {Volume 12 - 2021}}"""
    one, two, three, four = library = loads(text, "bibtex")
    assert ("U", "Cambridge", (("PMID", "123"),), "12") == (
        one.publisher, two.publisher_place, three.variables, four.volume
    )  # fmt: skip
    anew = dumps(library, "bibtex", preserve=False)
    for name in ("university", "place", "pubmed_id", "volume"):
        assert f"\n  {name} " in anew
    assert list(library) == list(loads(anew, "bibtex"))


@pytest.mark.parametrize(
    ("fields", "kind"),
    [("type = {Web Page}", EntryType.WEBPAGE), ("type = {data set}", EntryType.DATASET),
     ("publisher = {Google Patents}, note = {US Patent 6,285,999}", EntryType.PATENT),
     ("type = {Poster}", EntryType.DOCUMENT)],
)  # fmt: skip
def test_type_in_words(fields: str, kind: EntryType) -> None:
    """What a @misc is, EndNote, PANGAEA and Google Scholar say in other fields."""
    text = f"@misc{{a, {fields}}}"
    library = loads(text, "bibtex")
    assert kind == library[0].type
    assert list(library) == list(loads(dumps(library, "bibtex", preserve=False), "bibtex"))
    assert kind == loads(dumps(library, "biblatex"), "biblatex")[0].type
    assert EntryType.ARTICLE_NEWSPAPER == loads("@article{a, type = {Newspaper Article}}", "bibtex")[0].type


def test_preprint_of_zbmath() -> None:
    """Its identifier stands in a field of its own, which stays."""
    text = "@misc{a, title = {T}, howpublished = {Preprint, {arXiv}:0707.1384}, arXiv = {arXiv:0707.1384}}"
    library = loads(text, "bibtex")
    assert (EntryType.ARTICLE, "0707.1384") == (library[0].type, str(library[0].arxiv and library[0].arxiv.id))
    assert library[0].publisher is None
    assert list(library) == list(loads(dumps(library, "bibtex", preserve=False), "bibtex"))
    assert loads("@misc{a, arXiv = {no}}", "bibtex")[0].arxiv is None


@pytest.mark.parametrize("more", ["", ", eprint = {1605.08695}", ", eprint = {1605.08695}, archivePrefix = {arXiv}"])
def test_preprint_of_mendeley(more: str) -> None:
    """It writes ``arxivId``, beside ``eprint`` or alone."""
    library = loads(f"@article{{a, title = {{T}}, arxivId = {{1605.08695}}{more}}}", "bibtex")
    assert (EntryType.ARTICLE, "1605.08695") == (library[0].type, str(library[0].arxiv and library[0].arxiv.id))
    assert list(library) == list(loads(dumps(library, "bibtex", preserve=False), "bibtex"))


def test_wrapped_address_is_one() -> None:
    """A line end in an address is none of it; several addresses on lines of their own are several."""
    text = "@misc{a, url = {http://x.org/\n   y.htm}} @misc{b, url = {http://x.org/\nhttp://y.org/}}"
    one, two = loads(text, "bibtex")
    assert ("http://x.org/y.htm", "http://x.org/") == (one.url, two.url)


def test_month_with_its_year() -> None:
    """The Web of Science has the whole day in ``month``."""
    (entry,) = loads("@article{a, Year = {2024}, Month = {2024 NOV 6}}", "bibtex")
    assert "2024-11-06" == str(entry.issued)


def test_words_before_volume_and_issue() -> None:
    """An article's are numbers; a series may be called otherwise."""
    text = (
        "@article{a, volume = {Vol. 12}, number = {No.~3}} @book{b, volume = {Bd. 4}, series = {S}, number = {t. 88e}}"
    )
    one, two = library = loads(text, "bibtex")
    assert ("12", "3", "Bd. 4", "t. 88e") == (one.volume, one.issue, two.volume, two.collection_number)
    assert "volume        = {Vol. 12}" in dumps(library, "bibtex", preserve=False)
    entries = loads('[{"id": "a", "type": "article-journal", "volume": "Band 3"}]', "csl-json")
    assert "Band 3" == loads(dumps(entries, "bibtex"), "bibtex")[0].volume


def test_country_of_a_patent() -> None:
    """BibLaTeX's word for it stands for its name."""
    library = loads("@patent{a, location = {countryus}}", "biblatex")
    assert "United States of America" == library[0].publisher_place
    assert list(library) == list(loads(dumps(library, "biblatex", preserve=False), "biblatex"))
