"""Whether an answer is about a paper: what is accepted, what never is, and what is left undecided."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arxiv2bib import ArxivInfo, Claim, Doi, Entry, EntryType, NameRole, Pages, Related, Strength
from arxiv2bib.matching import Verdict, choose, match
from arxiv2bib.testing import strategies
from tests.matching.works import AUTHORS, TITLE, paper, people, preprint

DOI = Doi("10.1000/182")
PARTIAL = "Ada Lovelace; Grace M. Hopper; Jürgen Müller; Emmy Noether"
A, R, U = Verdict.ACCEPTED, Verdict.REFUSED, Verdict.UNSURE

LINKED: list[tuple[str, Entry, Verdict]] = [
    ("the same words", paper(), A),
    ("a new title, half of it the old one", paper("Learning to see in darkness with few photons per pixel"), A),
    ("a new title with three words of the old one", paper("Photons in the dark: a learned camera"), A),
    ("a title with two words in common, all authors", paper("Cameras for dark cities that count photons fast"), U),
    ("one author more", paper(authors=PARTIAL), A),
    ("only the first author", paper(authors="A. Lovelace"), A),
    ("no authors, the same title", paper(authors=""), A),
    ("years later", paper(year=2035), A),
    ("posted long after", paper(year=1999), A),
    ("a book", paper(type=EntryType.BOOK, container=None), A),
    ("another title, all authors", paper("Cooking for two"), U),
    (
        "half of the title, and three authors of nine",
        paper(
            TITLE + " per pixel and hour of the night",
            "Ada Lovelace; Grace Hopper; Jürgen Müller; A. B; C. D; E. F; G. H; I. J",
        ),
        U,
    ),
    ("nothing but a DOI", paper(None, ""), U),
    ("other authors", paper(authors="Max Planck; Lise Meitner"), R),
    ("another work", paper("Cooking for two", "Max Planck"), R),
    ("another work without authors", paper("Cooking for two", ""), R),
    ("an erratum", paper(f"Erratum: {TITLE}"), R),
    ("a review", paper(type=EntryType.REVIEW), R),
    ("the data", paper(type=EntryType.DATASET), R),
    ("the issue", paper(type=EntryType.PERIODICAL), R),
    ("the proceedings", paper("Proceedings of the Conference on Photons", "", type=EntryType.BOOK), R),
    ("another preprint", paper(type=EntryType.ARTICLE, container=None), R),
]
UNLINKED: list[tuple[str, Entry, Verdict]] = [
    ("the same words", paper(), A),
    ("initials", paper(authors="A. Lovelace; G. M. Hopper; J. Mueller"), A),
    ("one author more", paper(authors=PARTIAL), A),
    ("a long title and the first author", paper(authors="Ada Lovelace"), A),
    ("a subtitle more", paper(f"{TITLE}: a camera"), A),
    ("another title by the same people", paper("Learning to see in the fog with few photons"), U),
    ("too late", paper(year=2032), U),
    ("too early", paper(year=2011), U),
    ("without a year", paper(year=None), U),
    ("without authors", paper(authors=""), U),
    ("one author of three, not the first", paper(authors="Grace Hopper; Max Planck; Lise Meitner"), U),
    ("other authors", paper(authors="Max Planck; Lise Meitner"), R),
    ("another work", paper("Cooking for two"), R),
    ("the second part", paper(f"{TITLE}. II"), R),
    ("a comment", paper(f"Comment on “{TITLE}”"), R),
    ("a retraction notice", paper(f"Retraction: {TITLE}"), R),
    ("a thesis", paper(type=EntryType.THESIS, container=None), R),
    ("another preprint", paper(type=EntryType.ARTICLE, container=None), R),
    ("a correction, as its relations say", paper(related=(Related(relation="is-erratum-of", identifier="10.1/x"),)), R),
]


@pytest.mark.parametrize(("candidate", "expected"), [pytest.param(c, v, id=name) for name, c, v in LINKED])
def test_the_doi_that_the_authors_gave(candidate: Entry, expected: Verdict) -> None:
    """A DOI on the record is followed unless what it leads to contradicts title or authors, or is no paper."""
    found = match(preprint(doi="10.1000/182"), candidate, asked=DOI)
    assert (expected, True) == (found.verdict, found.is_linked), found


@pytest.mark.parametrize(("candidate", "expected"), [pytest.param(c, v, id=name) for name, c, v in UNLINKED])
def test_an_answer_to_a_search(candidate: Entry, expected: Verdict) -> None:
    """Where words alone speak, title, authors and year must agree, and it must be a paper of that title."""
    found = match(preprint(), candidate)
    assert (expected, False) == (found.verdict, found.is_linked), found


@pytest.mark.parametrize("title", [None, TITLE])
def test_an_answer_about_another_doi(title: str | None) -> None:
    """What was asked for is not what is answered: refused, however alike the rest is."""
    assert R is match(preprint(title, doi="10.1000/182"), paper(doi="10.1000/999"), asked=DOI).verdict


def test_a_printed_title_does_not_change() -> None:
    """Of two records of print, one DOI and half of the title are not enough, unless they are of the same pages."""
    entry = paper("Learning to see in the fog with few photons", volume="12", page=Pages(first="345"))
    assert U is match(entry, paper()).verdict
    assert A is match(entry, paper(volume="12", page=Pages(first="345"))).verdict


def test_a_cloned_doi() -> None:
    """The DOI of one paper on the record of another, as it happens when entries are copied, is refused."""
    assert R is match(paper("Cooking for two", "Max Planck"), paper()).verdict


def test_a_search_answer_with_another_doi_than_the_record() -> None:
    """The authors' DOI is of one publication, the answer is another: the article that grew from a conference paper."""
    assert R is match(preprint(doi="10.1000/conf"), paper(doi="10.1000/journal")).verdict


def test_a_doi_that_was_refused_says_nothing_any_more() -> None:
    """Once the authors' DOI was found to be wrong, it speaks against no other."""
    wrong = Claim(field="doi", value=Doi("10.1000/conf"), source="crossref", strength=Strength.REFUSED)
    assert A is match(preprint(doi="10.1000/conf").evolve(claims=(wrong,)), paper(doi="10.1000/journal")).verdict


def test_a_relation_is_a_link() -> None:
    """Crossref's "is-preprint-of" and "has-preprint" lead from one to the other, also where the title changed."""
    changed = paper("Photons in the dark: a learned camera")
    assert A is match(preprint(related=("https://doi.org/10.1000/182",)), changed).verdict
    named = changed.evolve(related=(Related(relation="has-preprint", identifier="10.48550/arXiv.2111.03216"),))
    assert A is match(preprint(), named).verdict


def test_a_preprint_of_another_server() -> None:
    """Its own DOI says nothing of its publication's; two preprints' DOIs do."""
    entry = preprint(number=None).evolve(doi=Doi("10.1101/2021.1"))
    assert A is match(entry, paper()).verdict
    named = paper("Photons in the dark: a learned camera")
    named = named.evolve(related=(Related(relation="has-preprint", identifier="10.1101/2021.1"),))
    assert A is match(entry, named).verdict
    assert R is match(entry, entry.evolve(doi=Doi("10.1101/2021.2"))).verdict


def test_arxivs_own_record() -> None:
    """The same arXiv identifier is the same work, whatever the title has become; not if nobody of it is an author."""
    renamed = preprint("Photons, seen", AUTHORS)
    assert A is match(preprint(), renamed).verdict
    assert R is match(preprint(), preprint("Photons, seen", "Max Planck")).verdict
    assert R is match(preprint(), preprint(number="2111.03217")).verdict


def test_an_identifier_is_enough_for_who_has_nothing_else() -> None:
    """An entry that is only an identifier takes what the service says of that."""
    assert A is match(Entry(doi=DOI), paper()).verdict
    bare = Entry(arxiv=ArxivInfo(id=preprint().arxiv.id))  # type: ignore[union-attr]
    assert A is match(bare, preprint()).verdict


def test_a_book_and_its_review() -> None:
    """A journal article of a book's title is a review of it, though its authors are not given."""
    book = paper(type=EntryType.BOOK, container=None, doi=None)
    assert R is match(book, paper(authors="", type=EntryType.ARTICLE_JOURNAL)).verdict


def test_a_paper_and_the_volume_with_the_papers_doi() -> None:
    """A paper that was given the DOI of its proceedings takes nothing from them."""
    entry = paper(type=EntryType.PAPER_CONFERENCE)
    assert R is match(entry, paper("Proceedings", "", type=EntryType.BOOK, container=None)).verdict


def test_a_conference_paper_and_the_article_that_grew_from_it() -> None:
    """Two publications of one title, with different venues, are two works; with unknown ones nobody knows."""
    entry = paper(type=EntryType.PAPER_CONFERENCE, container="Proceedings of the Conference on Vision", doi=None)
    assert R is match(entry, paper()).verdict
    assert U is match(entry.evolve(container_title=None), paper()).verdict


def test_a_venue_that_the_preprint_names() -> None:
    """Where a preprint's own words name a venue, an answer from another one is left undecided."""
    named = Claim(field="container_title", value="Physical Review Letters", source="comment", strength=Strength.WEAK)
    entry = preprint().evolve(claims=(named,))
    assert U is match(entry, paper()).verdict
    assert A is match(entry, paper(container="Phys. Rev. Lett.")).verdict


def test_short_titles_need_more() -> None:
    """One word and one author are too little; a second author, or volume and page, make it sure."""
    assert U is match(preprint("Perception", "Ada Lovelace"), paper("Perception", "Ada Lovelace")).verdict
    assert A is match(preprint("Robot perception"), paper("Robot perception")).verdict
    one = paper("Perception", "Ada Lovelace", doi=None, volume="12", page=Pages(first="345"))
    assert A is match(one, one.evolve(doi=DOI, author=people("A. Lovelace"))).verdict


def test_editorials() -> None:
    """What every issue has is told apart by nothing but its place."""
    assert U is match(paper("Editorial", doi=None), paper("Editorial")).verdict


def test_a_truncated_list_of_authors() -> None:
    """An entry whose authors end in "and others" has all that the answer's list begins with."""
    entry = preprint(authors="Ada Lovelace; Grace Hopper").evolve(truncated=(NameRole.AUTHOR,))
    assert A is match(entry, paper(authors=f"{AUTHORS}; E. Noether; M. Curie; L. Meitner; C. Wu")).verdict


def test_evidence_is_in_words() -> None:
    """The first words say what decided, then how title and authors compare."""
    assert "refused: other authors; the same title; no author of 3; years 2021 and 2022" == str(
        match(preprint(), paper(authors="Max Planck; Lise Meitner"))
    )


def test_one_of_several_answers() -> None:
    """The one that is about the paper is chosen, also from behind others that are not."""
    answers = [paper("Cooking for two", doi="10.1000/1"), paper(f"Erratum: {TITLE}", doi="10.1000/2"), paper()]
    chosen = choose(preprint(), answers)
    assert (answers[2], 3) == (chosen.candidate, len(chosen.matches))


def test_two_answers_that_are_as_good() -> None:
    """A DOI and its clone, or two publications of one title: none is chosen."""
    chosen = choose(preprint(), [paper(), paper(doi="10.9999/clone")])
    assert (None, U) == (chosen.candidate, chosen.match.verdict)


def test_an_identifier_decides_between_answers() -> None:
    """Of two that are as good in words, the one that an identifier leads to is chosen."""
    linked = paper(doi="10.1000/2", related=(Related(relation="has-preprint", identifier="arXiv:2111.03216"),))
    assert linked == choose(preprint(), [paper(), linked]).candidate


def test_no_answers() -> None:
    """Without answers there is none to choose."""
    assert (None, R) == (choose(preprint(), []).candidate, choose(preprint(), []).match.verdict)


few = settings(max_examples=40)  # entries of any kind take long to make
anything = st.one_of(strategies.entries, strategies.preprints, strategies.plain_entries)


@few
@given(anything, anything)
def test_any_two_entries_can_be_compared(one: Entry, two: Entry) -> None:
    """Whatever entries hold: no exception, and the same verdict in either order where both have titles."""
    if one.title and two.title:
        assert match(one, two).verdict is match(two, one).verdict
    assert match(one, two) == match(one, two)


@few
@given(strategies.preprints)
def test_an_entry_is_never_another_work_than_itself(entry: Entry) -> None:
    """An entry compared with itself is accepted, or too little is known of it."""
    assert R is not match(entry, entry).verdict


def test_people_are_read_as_readers_read_them() -> None:
    """The helper of these tests makes persons and groups."""
    assert "CMS" == people("[CMS]")[0].literal
