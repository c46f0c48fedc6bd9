"""Works of Crossref as entries: what each member means, and what is told of it."""

from typing import Any

import pytest

from arxiv2bib import Contributor, Entry, EntryType, Extra, Isbn, Issn, Name, NameRole, Pages, Related, dumps
from arxiv2bib.diagnostics import Code, Severity
from arxiv2bib.formats.crossref import interpret_work, list_works
from arxiv2bib.formats.crossref_types import CHAPTERS, POSTED, REVIEWS, SERIES, TYPES, UPDATES
from arxiv2bib.model.dates import Date
from tests.formats.agency_answers import Said

Json = Any  # Any: JSON


def read(**members: Json) -> Entry:
    """Return the entry of a work with *members*; an underscore in a name is a hyphen."""
    return interpret_work({"DOI": "10.1000/1", **{name.replace("_", "-"): value for name, value in members.items()}})


def listen(**members: Json) -> list[Said]:
    """Return what is told of such a work, without what is left out."""
    said: list[Said] = []
    work = {"DOI": "10.1000/1", "type": "book", **{name.replace("_", "-"): value for name, value in members.items()}}
    interpret_work(work, lambda *told: said.append(told))
    return [told for told in said if told[0] is not Code.READ_LEFT_OUT]


def day(*parts: int | None) -> Json:
    """Return a date as Crossref has it."""
    return {"date-parts": [list(parts)]}


@pytest.mark.parametrize(("native", "expected"), TYPES.items())
def test_every_type_has_one_of_csl(native: str, expected: EntryType) -> None:
    """Each of Crossref's types is one of CSL's, and its own word is kept."""
    entry = read(type=native)
    assert (expected, native) == (entry.type, entry.native_type)


@pytest.mark.parametrize(
    ("members", "expected", "native", "genre"),
    [
        ({"subtype": "preprint"}, EntryType.ARTICLE, "posted-content", None),
        ({}, EntryType.ARTICLE, "posted-content", None),
        ({"subtype": "other"}, EntryType.ARTICLE, "posted-content (other)", None),
        ({"subtype": "working_paper"}, EntryType.ARTICLE, "posted-content", "working paper"),
        ({"subtype": "blog"}, EntryType.POST_WEBLOG, "posted-content (blog)", None),
        ({"subtype": "report"}, EntryType.REPORT, "posted-content (report)", None),
    ],
)
def test_posted_content(members: Json, expected: EntryType, native: str, genre: str | None) -> None:
    """Posted content is what its subtype says; a preprint where that says nothing else."""
    entry = read(type="posted-content", **members)
    assert (expected, native, genre) == (entry.type, entry.native_type, entry.genre)


def test_other_in_a_book_is_a_chapter() -> None:
    """What Crossref has no word for is a part of a book if it has a book's title and its ISBN."""
    assert EntryType.CHAPTER is read(type="other", ISBN=["9780201134476"], container_title=["A"]).type
    assert EntryType.DOCUMENT is read(type="other", container_title=["A"]).type


def test_tables_hold_only_what_they_should() -> None:
    """No table has a type that another does not know."""
    assert set(TYPES) >= SERIES
    assert set(TYPES.values()) >= CHAPTERS
    assert "preprint" not in POSTED
    assert all(" " in name or name == "recommendation" for name in REVIEWS.values())
    assert {"retracted", "withdrawn", "removed", "partially retracted", None} == {
        status for status, _ in UPDATES.values()
    }


@pytest.mark.parametrize(
    ("title", "subtitle", "expected"),
    [
        (["A"], [], "A"),
        (["A &amp; <i>B</i>"], [], "A & <i>B</i>"),
        (["A"], ["B"], "A: B"),
        (["A:"], ["B"], "A: B"),
        (["Why A?"], ["B"], "Why A? B"),
        (["A: B"], ["B"], "A: B"),
        (["A: the b"], ["The <i>B</i>"], "A: the b"),
        (["A"], ["B", "C"], "A: B: C"),
        ([], ["B"], "B"),
        ("A", None, "A"),
        ([""], [], None),
        (None, None, None),
    ],
)
def test_title_and_subtitle(title: Json, subtitle: Json, expected: str | None) -> None:
    """The subtitle stands behind the title, once."""
    assert expected == read(title=title, subtitle=subtitle).title


def test_other_titles() -> None:
    """The short title and the original one have their places; a second title is kept."""
    entry = read(title=["A", "B"], short_title=["S"], original_title=["O", ""])
    assert ("A", "S", (("original-title", "O"),)) == (entry.title, entry.short_title, entry.variables)
    assert (Extra("crossref-json", "title[1]", '"B"'),) == entry.extra


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ({"given": "Ada", "family": "Lovelace"}, Name(given="Ada", family="Lovelace")),
        ({"given": "Ludwig", "family": "van Beethoven"},
         Name(given="Ludwig", family="Beethoven", dropping_particle=None, non_dropping_particle="van")),
        ({"given": "Harmen van der", "family": "Wilt"},
         Name(given="Harmen", family="Wilt", non_dropping_particle="van der")),
        ({"given": "A.", "family": "Del Maestro"}, Name(given="A.", family="Del Maestro")),
        ({"given": "Martin", "family": "King", "suffix": "Jr."}, Name(given="Martin", family="King", suffix="Jr.")),
        ({"given": "John", "family": "Smith Jr."}, Name(given="John", family="Smith", suffix="Jr.")),
        ({"given": "Martin Luther, Jr.", "family": "King"}, Name(given="Martin Luther", family="King", suffix="Jr.")),
        ({"given": "Henry III", "family": "Ford"}, Name(given="Henry", family="Ford", suffix="III")),
        ({"given": "I.", "family": "Rabi"}, Name(given="I.", family="Rabi")),
        ({"name": "The CMS Collaboration"}, Name(literal="The CMS Collaboration")),
        ({"family": "ATLAS Collaboration"}, Name(literal="ATLAS Collaboration")),
        ({"family": "Plato"}, Name(family="Plato")),
        ({"given": "Plato"}, Name(family="Plato")),
        ({"given": "", "family": "Plato"}, Name(family="Plato")),
        ({"given": "J&#xF6;rg\u00a0A.", "family": "M&uuml;ller"}, Name(given="Jörg A.", family="Müller")),
    ],
)  # fmt: skip
def test_names(person: Json, expected: Name) -> None:
    """Parts are parts, particles apart, groups are literals, entities and odd blanks are gone."""
    assert (expected,) == read(author=[{**person, "sequence": "first", "affiliation": []}]).author


@pytest.mark.parametrize(
    ("family", "given", "expected"),
    [
        ("GRAY", "J.D.", ("Gray", "J.D.")),
        ("O'BRIEN-SMITH", "ANNE MARIE", ("O'Brien-Smith", "Anne Marie")),
        ("McDONALD", "A", ("McDONALD", "A")),
        ("MCDONALD", "AJE", ("McDonald", "AJE")),
        ("LI", "Wei", ("LI", "Wei")),
        ("MÜLLER", None, ("Müller", None)),
        ("Gray", "JD", ("Gray", "JD")),
    ],
)
def test_names_in_capitals(family: str, given: str | None, expected: tuple[str, str | None]) -> None:
    """Old records have names in capitals; initials stay, two letters may be anything."""
    (name,) = read(author=[{"family": family, "given": given}]).author
    assert expected == (name.family, name.given)


def test_names_in_capitals_are_told() -> None:
    """A changed name is told as it was, and particles become small with it."""
    (name,) = read(author=[{"family": "VAN DER BERG", "given": "A."}]).author
    assert ("van der", "Berg") == (name.non_dropping_particle, name.family)
    (told,) = listen(author=[{"family": "GRAY", "given": "A."}])
    assert (Code.READ_INVALID_VALUE, "author[0]", "GRAY") == (told[0], told[1], told[3])


def test_grant_has_the_title_of_its_project() -> None:
    """A grant has no title of its own."""
    project = [{"project-title": [{"title": "A", "language": "en"}], "award-amount": {"amount": 1}}]
    assert "A" == read(type="grant", project=project).title


def test_roles() -> None:
    """Editors are editors, and others have CSL's roles."""
    entry = read(editor=[{"family": "A"}], translator=[{"family": "B"}], chair=[{"family": "C"}])
    assert (Name(family="A"),) == entry.editor
    expected = (Contributor(NameRole.CHAIR, (Name(family="C"),)), Contributor(NameRole.TRANSLATOR, (Name(family="B"),)))
    assert expected == entry.contributors


def test_what_is_said_of_a_person_is_kept() -> None:
    """ORCID and affiliation are extras with the place of the name; order and role follow from the list."""
    person = {"family": "A", "ORCID": "https://orcid.org/0", "affiliation": [{"name": "B"}], "sequence": "first",
              "authenticated-orcid": True, "role": [{"role": "author", "vocabulary": "crossref"}]}  # fmt: skip
    expected = (
        Extra("crossref-json", "author[0].ORCID", '"https://orcid.org/0"'),
        Extra("crossref-json", "author[0].affiliation", '[{"name":"B"}]'),
    )
    assert expected == read(author=[person]).extra


@pytest.mark.parametrize(
    ("people", "count", "code"),
    [
        ([{"family": "A", "ORCID": "1"}, {"family": "A", "ORCID": "1"}], 1, Code.READ_REPEATED_FIELD),
        ([{"family": "A", "ORCID": "1"}, {"family": "A", "ORCID": "2"}], 2, Code.READ_REPEATED_FIELD),
        ([{"family": "A"}, {"family": "A"}], 2, Code.READ_REPEATED_FIELD),
        ([{"family": "A"}, {"family": "B"}, {"family": "A"}, {"family": "B"}], 2, Code.READ_REPEATED_FIELD),
        ([{"family": "A"}, {"name": "et al."}], 1, Code.READ_REMOVED_TEXT),
        ([{"family": "A"}, {"affiliation": [{"name": "B"}]}], 1, Code.READ_INVALID_VALUE),
        ([{"family": "A"}, "B"], 1, Code.READ_INVALID_VALUE),
    ],
)
def test_lists_of_names_with_faults(people: Json, count: int, code: Code) -> None:
    """A person given twice with the same words is one; two of one name may be two; and it is told."""
    assert count == len(read(author=people).author)
    assert [code] == [told[0] for told in listen(author=people)]


@pytest.mark.parametrize(
    ("members", "issued", "available"),
    [
        ({"published_print": day(2016, 2), "published_online": day(2015, 12, 20), "issued": day(2015, 12, 20)},
         "2016-02", "2015-12-20"),
        ({"published_online": day(2015, 12, 20), "issued": day(2015, 12, 20)}, "2015-12-20", None),
        ({"published_online": day(2015, 12, 20), "journal_issue": {"published-print": day(2016, 1)}},
         "2016-01", "2015-12-20"),
        ({"published_online": day(2016, 1, 11), "journal_issue": {"published-print": day(2016, 1)}},
         "2016-01-11", None),
        ({"issued": day(2016)}, "2016", None),
        ({"issued": day(None)}, None, None),
        ({"published": day(2016, 5)}, "2016-05", None),
        ({"posted": day(2016, 5, 1), "issued": day(2016, 5, 1)}, "2016-05-01", None),
        ({"type": "dissertation", "approved": day(2014), "issued": day(2013)}, "2014", None),
        ({"journal_issue": {"published-print": day(2012)}}, "2012", None),
        ({"content_created": day(1984, 3, 7), "issued": day(1984, 3, 7), "published_print": day(1984, 7, 17)},
         "1984-07-17", None),
    ],
)  # fmt: skip
def test_dates(members: Json, issued: str | None, available: str | None) -> None:
    """The date of issue is the one in print; that of the online edition stands beside it."""
    entry = read(**members)
    assert issued == (str(entry.issued) if entry.issued is not None else None)
    assert available == dict(entry.variables).get("available-date")


def test_dates_that_say_more_are_kept() -> None:
    """The day of acceptance, and a date of Crossref's that none of the others is."""
    entry = read(accepted=day(2015, 1, 2), published_print=day(2016), issued=day(1999))
    names = {extra.name: extra.value for extra in entry.extra}
    assert {"accepted": '{"date-parts":[[2015,1,2]]}', "issued": '{"date-parts":[[1999]]}'} == names


@pytest.mark.parametrize("date", [day(0), day(2016, 13), {"date-parts": "x"}, "soon", 5.5, [], day(2016, 2, 30)])
def test_dates_that_are_none(date: Json) -> None:
    """A date that no calendar has is kept and told, unless there is nothing in it."""
    entry = read(issued=date)
    assert entry.issued in (None, Date(start=(2016,)))
    assert [Code.READ_INVALID_VALUE] == [told[0] for told in listen(issued=date)] or not date


@pytest.mark.parametrize(
    ("date", "issued"),
    [
        (day(2016, 22), Date(start=(2016,), season=2)),
        (day(2016, 33), Date(start=(2016,))),
        (day(2016, 0, 0), Date(start=(2016,))),
        (day(2016, 2, 30), Date(start=(2016,))),
    ],
)
def test_the_year_of_an_odd_date_counts(date: Json, issued: Date) -> None:
    """Seasons and quarters are months at Crossref; of what no calendar has, the year is sure."""
    assert issued == read(issued=date).issued


def test_a_dash_is_no_place() -> None:
    """Crossref had a dash where nobody gave an institution's acronym and place."""
    entry = read(type="posted-content", institution=[{"name": "bioRxiv", "acronym": ["-"], "place": ["-"]}])
    assert ("bioRxiv", None, ()) == (entry.publisher, entry.publisher_place, entry.extra)


@pytest.mark.parametrize(
    ("native", "titles", "container", "series"),
    [
        ("journal-article", ["A"], "A", None),
        ("book-chapter", ["A"], "A", None),
        ("book-chapter", ["Lecture Notes in Computer Science", "ECCV 2016"], "ECCV 2016",
         "Lecture Notes in Computer Science"),
        ("book-chapter", ["ECCV 2016", "Lecture Notes in Computer Science"], "ECCV 2016",
         "Lecture Notes in Computer Science"),
        ("proceedings-article", ["A Series", "A Book"], "A Book", "A Series"),
        ("monograph", ["A Series"], None, "A Series"),
        ("report", ["Open-File Report"], None, "Open-File Report"),
        ("dataset", ["A Database"], "A Database", None),
        ("journal-article", ["A &amp; B"], "A & B", None),
    ],
)  # fmt: skip
def test_containers(native: str, titles: list[str], container: str | None, series: str | None) -> None:
    """Of two titles above a chapter one is the series: the one that is known to be, else the first."""
    entry = read(type=native, container_title=titles)
    assert (container, series) == (entry.container_title, entry.collection_title)


def test_short_container_title() -> None:
    """An abbreviation that is no other than the title is none."""
    members = {"type": "journal-article", "container_title": ["Physical Review D"]}
    assert "Phys. Rev. D" == read(**members, short_container_title=["Phys. Rev. D"]).container_title_short
    assert read(**members, short_container_title=["Physical Review D"]).container_title_short is None


def test_issue_of_a_journal() -> None:
    """An issue without a title of its own is called like its journal."""
    entry = read(type="journal-issue", container_title=["A"], volume="1", journal_issue={"issue": "2"})
    assert (EntryType.PERIODICAL, "A", None, "1", "2") == (
        entry.type, entry.title, entry.container_title, entry.volume, entry.issue,
    )  # fmt: skip


def test_event() -> None:
    """A conference has a name, a place and its days."""
    event = {"name": "A", "acronym": "B", "location": "C", "start": day(2016, 10, 8), "end": day(2016, 10, 16)}
    entry = read(type="proceedings-article", event=event)
    assert ("A", "C", (("event-date", "2016-10-08/2016-10-16"),)) == (
        entry.event_title, entry.event_place, entry.variables,
    )  # fmt: skip
    assert (Extra("crossref-json", "event.acronym", '"B"'),) == entry.extra


@pytest.mark.parametrize(
    ("native", "expected", "kept"),
    [
        ("posted-content", "bioRxiv", ['"Cold Spring Harbor Laboratory"']),
        ("dissertation", "bioRxiv", ['"Cold Spring Harbor Laboratory"']),
        ("journal-article", "Cold Spring Harbor Laboratory", ['"bioRxiv"']),
    ],
)
def test_institution(native: str, expected: str, kept: list[str]) -> None:
    """A preprint's server, a thesis' university and a report's institution are its publisher."""
    entry = read(type=native, publisher="Cold Spring Harbor Laboratory", institution=[{"name": "bioRxiv"}])
    assert (expected, kept) == (entry.publisher, [extra.value for extra in entry.extra])


def test_thesis() -> None:
    """A thesis has its degree and the place of its university."""
    entry = read(type="dissertation", degree=["PhD"], institution=[{"name": "A", "place": ["B", "C"]}])
    assert ("PhD", "A", "B, C") == (entry.genre, entry.publisher, entry.publisher_place)


def test_numbers_and_identifiers() -> None:
    """Numbers are text, ISBNs and ISSNs lists, the language and the rest as given."""
    entry = read(
        volume=2, issue="1", edition_number="3", language="en", part_number="4", version={"version": "v1"},
        ISBN=["http://id.crossref.org/isbn/9780201134476", "978-0-201-13447-6"], ISSN=["0302-9743"], subject=["X", "X"],
    )  # fmt: skip
    assert ("2", "1", "3", "en", "v1") == (entry.volume, entry.issue, entry.edition, entry.language, entry.version)
    assert ((Isbn("9780201134476"),), (Issn("0302-9743"),)) == (entry.isbn, entry.issn)
    assert (("X",), (("part", "4"),)) == (entry.keyword, entry.variables)


@pytest.mark.parametrize(
    ("page", "number", "expected"),
    [
        ("1-10", None, (Pages(first="1", last="10"), None)),
        ("e5", "e5", (None, "e5")),
        (None, "016005", (None, "016005")),
    ],
)
def test_pages_and_article_numbers(page: str | None, number: str | None, expected: Json) -> None:
    """An article number is no page, though some publishers give it as both."""
    entry = read(page=page, article_number=number)
    assert expected == (entry.page, entry.article_number)


def test_addresses() -> None:
    """The address is that of the page that the DOI leads to; that of the DOI follows from it."""
    resource = {"primary": {"URL": "https://example.org/1"}}
    assert "https://example.org/1" == read(URL="http://dx.doi.org/10.1000/1", resource=resource).url
    assert read(URL="https://doi.org/10.1000/1").url is None
    assert "https://example.org/2" == read(URL="https://example.org/2").url


def test_peer_review() -> None:
    """A review says what it is and of what; an anonymous one has no author."""
    entry = read(
        type="peer-review", review={"type": "referee-report", "stage": "pre-publication"},
        relation={"is-review-of": [{"id-type": "doi", "id": "10.1000/2", "asserted-by": "subject"}]},
    )  # fmt: skip
    assert (EntryType.REVIEW, "peer review report", ()) == (entry.type, entry.genre, entry.author)
    assert (Related(relation="is-review-of", identifier="10.1000/2"),) == entry.related


@pytest.mark.parametrize(
    ("kind", "identifier", "expected"),
    [
        ("doi", "10.1000/2", "10.1000/2"),
        ("DOI", "https://doi.org/10.1000/2", "10.1000/2"),
        ("arxiv", "2001.00001", "arxiv:2001.00001"),
        ("arxiv", "arXiv:2001.00001", "arXiv:2001.00001"),
        ("issn", "0302-9743", "issn:0302-9743"),
        ("uri", "https://example.org", "https://example.org"),
        (None, "10.1000/2", "10.1000/2"),
    ],
)
def test_relations(kind: str | None, identifier: str, expected: str) -> None:
    """A relation keeps Crossref's word, and the other work is a DOI, an address, or a scheme and a number."""
    entry = read(relation={"is-preprint-of": [{"id-type": kind, "id": identifier, "asserted-by": "subject"}] * 2})
    assert (Related(relation="is-preprint-of", identifier=expected),) == entry.related


def update(kind: str, **members: Json) -> Json:
    """Return an update of *kind* by 10.1000/2."""
    return [{"DOI": "10.1000/2", "type": kind, "label": "Label", "source": "publisher", **members}]


@pytest.mark.parametrize(
    ("kind", "status", "note"),
    [
        ("retraction", "retracted", "Retracted on 2020-05-01, see 10.1000/2"),
        ("partial_retraction", "partially retracted", "Partially retracted on 2020-05-01, see 10.1000/2"),
        ("withdrawal", "withdrawn", "Withdrawn on 2020-05-01, see 10.1000/2"),
        ("removal", "removed", "Removed on 2020-05-01, see 10.1000/2"),
        ("expression_of_concern", None, "Expression of concern on 2020-05-01, see 10.1000/2"),
    ],
)
def test_work_that_no_longer_stands(kind: str, status: str | None, note: str) -> None:
    """A retracted work has CSL's status, a note that every output prints, the notice as a relation, and a warning."""
    updated = update(kind, updated=day(2020, 5, 1))
    entry = read(type="journal-article", title=["A"], updated_by=updated)
    assert (status, note) == (entry.status, entry.note)
    assert (Related(relation=f"has-{kind.replace('_', '-')}", identifier="10.1000/2"),) == entry.related
    assert [(Code.READ_RETRACTED_WORK, Severity.WARNING)] == [(told[0], told[4]) for told in listen(updated_by=updated)]
    assert note.partition(" on ")[0] in dumps([entry], "bibtex")


@pytest.mark.parametrize("kind", ["correction", "erratum", "corrigendum", "addendum", "new_version", "something_new"])
def test_work_that_was_corrected(kind: str) -> None:
    """A work that stands as corrected has no status; the correction is a relation, and is told."""
    entry = read(updated_by=update(kind))
    assert (None, None) == (entry.status, entry.note)
    assert [(Code.READ_UPDATED_WORK, Severity.INFO)] == [(told[0], told[4]) for told in listen(updated_by=update(kind))]
    assert (Related(relation=f"has-{kind.replace('_', '-')}", identifier="10.1000/2"),) == entry.related


def test_notice_is_not_retracted() -> None:
    """The notice retracts another work; its title may begin like that of the work."""
    entry = read(title=["Retracted: A"], update_to=update("retraction"))
    assert (None, (Related(relation="is-retraction-of", identifier="10.1000/2"),)) == (entry.status, entry.related)
    assert read(title=["RETRACTED: A"], update_to=update("retraction")).status is None


@pytest.mark.parametrize(
    ("title", "status"),
    [
        ("RETRACTED ARTICLE: On A", "retracted"),
        ("RETRACTED: On A", "retracted"),
        ("[RETRACTED] On A", "retracted"),
        ("[Retracted] On A", "retracted"),
        ("On A (Retracted article. See vol. 3, pg. 4, 2020)", "retracted"),
        ("On A (withdrawn)", "withdrawn"),
        ("On A (not retracted)", None),
        ("WITHDRAWN: On A", "withdrawn"),
        ("Retracted papers: a survey", None),
        ("RETRACTED PAPERS AND WHAT BECAME OF THEM", None),
    ],
)
def test_mark_in_the_title(title: str, status: str | None) -> None:
    """Publishers mark a retracted work in its title."""
    assert status == read(title=[title]).status


def test_new_version_of_itself_is_no_relation() -> None:
    """A work that was updated under its own DOI is not related to itself."""
    itself = [{"DOI": "10.1000/1", "type": "new_version"}]
    assert () == read(updated_by=itself, update_to=itself).related


def test_what_is_left_out_is_named() -> None:
    """What Crossref keeps for itself, and the works that are cited, are named, and are in no extra."""
    said: list[Said] = []
    work = {
        "DOI": "10.1000/1",
        "type": "book",
        "score": 1,
        "reference": [{"key": "1"}],
        "indexed": day(2022),
        "link": [],
    }
    entry = interpret_work(work, lambda *told: said.append(told))
    assert [(Code.READ_LEFT_OUT, "indexed, score, reference")] == [(told[0], told[3]) for told in said]
    assert () == entry.extra


def test_what_nobody_knows_is_kept() -> None:
    """A member that Crossref adds tomorrow is an extra, and told."""
    assert (Extra("crossref-json", "novel", '{"a":[1]}'),) == read(novel={"a": [1]}).extra
    assert [Code.READ_UNKNOWN_FIELD] == [told[0] for told in listen(novel=1)]


@pytest.mark.parametrize(
    ("answer", "count"),
    [
        ({"DOI": "10.1000/1"}, 1),
        ({"message": {"DOI": "10.1000/1"}}, 1),
        ({"message": {"items": [{"DOI": "10.1000/1"}, {"title": ["A"]}]}}, 2),
        ([{"message": {"DOI": "10.1000/1"}}, {"DOI": "10.1000/2"}], 2),
        ({"message": {"DOI": "10.1000/1", "agency": {"id": "crossref"}}}, 0),
        ({"message": {"items": [{"title": "A journal", "ISSN": ["0302-9743"]}]}}, 0),
        ({"status": "failed", "message": [{"type": "x", "message": "y"}]}, 0),
        ("Resource not found.", 0),
    ],
)
def test_works_are_found_in_answers(answer: Json, count: int) -> None:
    """A work stands alone, in an answer, in a list; journals, members and errors are none."""
    assert count == len(list_works(answer))


def test_missing_and_wrong_dois() -> None:
    """A work without a DOI is told, one that is none is kept."""
    assert [Code.READ_MISSING_FIELD] == [told[0] for told in listen(DOI=None)]
    assert (Extra("crossref-json", "DOI", '"none"'),) == interpret_work({"DOI": "none", "type": "book"}).extra


def test_broken_encoding_is_repaired() -> None:
    """UTF-8 that was read as Latin-1 somewhere is put right, and told."""
    assert "Erdős – Müller" == read(title=["ErdÅ\u0091s â\u0080\u0093 MÃ¼ller"]).title
    assert [Code.TEXT_REPAIRED_MOJIBAKE] == [told[0] for told in listen(title=["MÃ¼ller â\u0080\u0093 A"])]


def test_date_of_event_may_be_open() -> None:
    """One day alone is a day."""
    assert (("event-date", str(Date(start=(2016, 1)))),) == read(event={"name": "A", "start": day(2016, 1)}).variables
