"""What an entry inherits through crossref and xdata."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import Code, Date, Doi, Entry, Library, Name, Report, dumps, loads
from arxiv2bib.formats.bibtex_parents import Parents, find_parents
from arxiv2bib.model.records import Source
from tests import bibtex_strategies

PROCEEDINGS = """@proceedings{p,
  title = {Proceedings of X}, subtitle = {A Subtitle}, editor = {A. Smith}, publisher = {P}, address = {Berlin},
  year = 2001, month = jun, volume = 3, series = {S}, isbn = {978-3-16-148410-0}, doi = {10.1000/parent},
  url = {http://x.org/}, note = {n}, abstract = {b}, keywords = {c}, eprint = {1706.03762}, pmid = {12},
  pages = {1--500}, pagetotal = {500}, unknown = {u}
}
"""


def read(text: str) -> Entry:
    """Return the entry of *text* that has the key k."""
    return loads(text, "bibtex")["k"]


def missing(library: Library) -> list[tuple[int | None, str | None, str | None]]:
    """Return line, key and value of each parent that is told to be missing."""
    return [(said.line, said.key, said.value) for said in library.report.of_code(Code.READ_MISSING_PARENT)]


@pytest.mark.parametrize("text", ["{child}{parent}", "{parent}{child}"])
def test_child_shows_what_its_parent_says(text: str) -> None:
    """Wherever the parent stands; its title is the child's container, and what is the parent's alone stays there."""
    child = "@inproceedings{k, title = {T}, author = {B. Jones}, pages = {7--9}, crossref = {p}}\n"
    entry = read(text.format(child=child, parent=PROCEEDINGS))
    assert ("T", "Proceedings of X: A Subtitle", "P", "Berlin", "S", Date(start=(2001, 6))) == (
        entry.title,
        entry.container_title,
        entry.publisher,
        entry.publisher_place,
        entry.collection_title,
        entry.issued,
    )
    assert (Name(family="Smith", given="A."),) == entry.editor
    assert (None, None, None, None, None, (), ()) == (
        entry.doi, entry.url, entry.note, entry.abstract, entry.arxiv, entry.keyword, entry.variables)  # fmt: skip
    assert "7" == (entry.page and entry.page.first)


def test_what_is_inherited_is_not_written_twice() -> None:
    """The parent's data is shown, not copied into the child."""
    child = "@inproceedings{k,\n  title         = {On Graphs},\n  crossref      = {p}\n}\n"
    text = child + PROCEEDINGS
    library = loads(text, "bibtex")
    assert dumps(library, "bibtex", preserve=False).startswith(child)
    edited = dumps(library.replace(library["k"], library["k"].evolve(title="On Trees")), "bibtex")
    assert text.replace("{On Graphs}", "{On Trees}") == edited


TITLED = """
@inproceedings{a, crossref = {p}, booktitle = {Proceedings of X}}
@inproceedings{b, crossref = {p}, booksubtitle = {Part 2}}
@inproceedings{c, crossref = {p}, booktitle = {Proceedings of X: Part 1}}
@proceedings{p, title = {Proceedings of X}, subtitle = {Part 1}, titleaddon = {Held in Y}}
@article{d, crossref = {q}, journaltitle = {J}}
@periodical{q, title = {J}, subtitle = {Series A}}
@book{e, xdata = {x}, title = {Mine}}
@xdata{x, subtitle = {Yours}}
@inproceedings{f, xdata = {y}, booktitle = {Proceedings of Y}}
@xdata{y, booksubtitle = {Part 3}}
"""


@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
@pytest.mark.parametrize("other", ["bibtex", "biblatex", "ris", "csl-json"])
def test_title_beside_the_subtitle_of_a_parent_is_no_other_when_written_anew(dialect: str, other: str) -> None:
    """An entry's own title and what it inherits beside it are its own, so that no parent says a subtitle twice."""
    library = loads(TITLED, dialect)
    there = loads(dumps(library, other, preserve=False), other)
    ways = [there, loads(dumps(there, other, preserve=False), other)]
    ways.append(loads(dumps(there, dialect, preserve=False), dialect))
    titles = [(entry.title, entry.container_title) for entry in library]
    assert (None, "Proceedings of X: Part 1. Held in Y") == titles[0]
    for way in ways:
        assert titles == [(entry.title, entry.container_title) for entry in way]
        assert not way.report.counts.get(Code.READ_NOT_RESTORED)


def test_inherited_value_that_is_taken_away_is_carried() -> None:
    """BibTeX has no way to say that an entry does not inherit something, or a subtitle beside its edited title."""
    library = loads("@book{k, xdata = {x}, title = {T}}@xdata{x, subtitle = {S}, publisher = {P}}", "biblatex")
    edited = library.replace(library["k"], library["k"].evolve(title="New", publisher=None))
    again = loads(dumps(edited, "biblatex"), "biblatex")["k"]
    assert ("New", None) == (again.title, again.publisher)
    report = Report()
    dumps(edited, "biblatex", carry=False, report=report)
    assert "title" in {diagnostic.path for diagnostic in report.diagnostics}


def test_inherited_value_that_is_edited_is_the_childs_own() -> None:
    """An edit of what a parent says is written into the child."""
    library = loads("@proceedings{p, publisher = {P}}\n@inproceedings{k, crossref = {p}}\n", "bibtex")
    edited = dumps(library.replace(library["k"], library["k"].evolve(publisher="Q")), "bibtex")
    assert "@proceedings{p, publisher = {P}}\n@inproceedings{k, crossref = {p}, publisher = {Q}}\n" == edited


@pytest.mark.parametrize(
    ("kind", "parent", "expected"),
    [
        ("inproceedings", "title = {T}", "T"),
        ("incollection", "title = {T}, booktitle = {B}", "B"),
        ("inbook", "title = {T}", "T"),
        ("article", "title = {T}", "T"),
        ("article", "title = {T}, journal = {J}", "J"),
        ("misc", "title = {T}", None),
    ],
)
def test_container_of_a_child_is_what_the_parent_is_called(kind: str, parent: str, expected: str | None) -> None:
    """By its booktitle or journal where it has one, as BibTeX wants it, else by its title."""
    entry = read(f"@{kind}{{k, crossref = {{p}}}}@book{{p, {parent}}}")
    assert (None, expected) == (entry.title, entry.container_title)


@pytest.mark.parametrize(
    ("own", "parent", "expected"),
    [
        ("year = 2001", "date = {1999-05}", Date(start=(2001,))),
        ("date = {2001}", "year = 1999, month = may", Date(start=(2001,))),
        ("year = 2001", "year = 2001, month = may", Date(start=(2001, 5))),
        ("", "date = {1999-05}", Date(start=(1999, 5))),
    ],
)
def test_own_date_goes_before_the_parents(own: str, parent: str, expected: Date) -> None:
    """However the two spell it."""
    assert expected == read(f"@inbook{{k, crossref = {{p}}, {own}}}@book{{p, {parent}}}").issued


def test_subtitle_of_a_farther_parent_stays_with_its_title() -> None:
    """A chapter's book is a volume of a work with a subtitle: the volume has none."""
    entry = read(
        "@incollection{k, title = {T}, crossref = {v}} @collection{v, title = {Volume}, crossref = {w}}"
        "@mvcollection{w, title = {Work}, subtitle = {From then to now}, publisher = {P}}"
    )
    assert ("Volume", "P") == (entry.container_title, entry.publisher)


def test_own_fields_go_before_the_parents() -> None:
    """A field under its other name is there too."""
    entry = read("@inbook{k, crossref = {p}, location = {A}, journal = {J}}@book{p, address = {B}, title = {T}}")
    assert ("A", "J") == (entry.publisher_place, entry.container_title)


def test_first_of_two_links_counts() -> None:
    """As the report says of a field that is given twice: another parent hands nothing down."""
    library = loads("@inbook{k, crossref = {a}, crossref = {b}}@book{b, publisher = {P}, title = {B}}", "bibtex")
    assert None is library["k"].publisher
    assert [(1, "k", "a")] == missing(library)


def test_xdata_is_taken_over_as_it_is() -> None:
    """An xdata entry is a part of each entry that names it: its title is the entry's title, its DOI the entry's DOI."""
    entry = read("@xdata{x, title = {T}, doi = {10.1000/x}}@xdata{y, publisher = {P}}@book{k, xdata = {x, y}}")
    assert ("T", Doi("10.1000/x"), "P") == (entry.title, entry.doi, entry.publisher)


@pytest.mark.parametrize(
    "text",
    [
        "@xdata{a, publisher = {P}}@xdata{b, xdata = {a}}@book{k, xdata = {b}}",
        "@xdata{a, publisher = {P}}@book{b, xdata = {a}}@inbook{k, crossref = {b}}",
        "@book{a, publisher = {P}}@book{b, crossref = {a}}@inbook{k, crossref = {b}}",
        "@book{a, publisher = {Q}}@book{b, crossref = {a}, publisher = {P}}@inbook{k, crossref = {b}}",
        "@book{B, publisher = {P}}@inbook{k, crossref = {b}}",
        '@string{p = {P}}@book{b, publisher = p # ""}@inbook{k, CrossRef = "b"}',
        "@book{12, publisher = {P}}@inbook{k, crossref = 12}",
        "@book{ü ber, publisher = {P}}@inbook{k, crossref = {ü ber}}",
        "@book{b, publisher = {P}}@book{b, publisher = {Q}}@inbook{k, crossref = {b}}",
    ],
)
def test_inheritance_has_steps_and_spellings(text: str) -> None:
    """Parents have parents; the nearer one, and the first of a key, says it; case of keys and macros do not matter."""
    assert "P" == read(text).publisher


@pytest.mark.parametrize(
    "text",
    [
        "@book{k, title = {T}, crossref = {k}}",
        "@book{k, title = {T}, crossref = {b}}@book{b, crossref = {k}}",
        "@book{k, title = {T}, xdata = {b, c}}@xdata{b, xdata = {c}}@xdata{c, xdata = {b, k}}",
    ],
)
def test_circles_end(text: str) -> None:
    """Entries that inherit from themselves say what they say themselves."""
    library = loads(text, "bibtex")
    assert "T" == library["k"].title
    assert [] == missing(library)


def test_missing_parent_is_told() -> None:
    """With the line and the key of the entry that names it; the entry is as it is."""
    library = loads("@book{k,\n title = {T},\n crossref = {no}}\n@book{l, xdata = {k, nor}}\n", "bibtex")
    assert "T" == library["k"].title
    assert [("k", "no"), ("l", "nor")] == [(key, value) for _, key, value in missing(library)]


def test_missing_parent_is_told_with_the_field_that_names_it() -> None:
    """The path and the line are those of the field."""
    library = loads("@book{k,\n title = {T},\n XData = {no}}\n", "bibtex")
    assert [(3, "XData")] == [(said.line, said.path) for said in library.report.of_code(Code.READ_MISSING_PARENT)]


def test_no_parents_are_looked_for_where_none_is_named() -> None:
    """One look at the text is all it costs."""
    assert None is find_parents(Source("s", text="@book{k, title = {crossref and xdata}}"))
    assert None is find_parents(Source("s", text="@book{k, crossref = {}}"))


def test_most_ancestors_are_enough() -> None:
    """A clique of entries that all name one another takes no more than its length."""
    names = ", ".join(f"k{number}" for number in range(40))
    text = "".join(f"@xdata{{k{number}, f{number} = {{x}}, xdata = {{{names}}}}}" for number in range(40))
    started = time.process_time()
    assert 41 == len(loads(f"{text}@misc{{k, xdata = {{{names}}}}}", "bibtex"))
    assert time.process_time() - started < 5


@given(text=bibtex_strategies.any_files, kind=st.sampled_from(bibtex_strategies.KINDS))
def test_inheriting_never_raises(text: str, kind: str) -> None:
    """Law 5: whatever is named, and by whatever."""
    parents = find_parents(Source("s", text=text)) or Parents({"k1": {"title": "T", "crossref": "k1"}})
    parents.inherit(kind, [("crossref", text), ("XDATA", text)])
