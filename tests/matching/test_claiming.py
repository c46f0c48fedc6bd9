"""What an accepted answer claims, and what merging makes of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arxiv2bib import (
    ArxivInfo,
    Cite,
    Claim,
    Code,
    Date,
    Doi,
    Entry,
    EntryType,
    Name,
    Pages,
    Related,
    Report,
    Strength,
    dumps,
    infer,
    merge,
)
from arxiv2bib.matching import claims_from, match, refuse, strength_of
from arxiv2bib.model.claims import ClaimValue
from arxiv2bib.testing import strategies
from tests.matching.works import TITLE, paper, people, preprint

PUBLISHED = paper(
    volume="12",
    issue="3",
    page=Pages(first="345", last="356"),
    publisher="Photon Press",
    abstract="Few photons suffice.",
).evolve(issued=Date(start=(2022, 3, 1)))


def resolved(entry: Entry, *answers: Entry, cite: Cite = Cite.AUTO, report: Report | None = None) -> Entry:
    """Return *entry* with what *answers* claim, as a registry's."""
    claims = [claim for answer in answers for claim in claims_from(answer, source="crossref")]
    return merge(entry, claims, report=report if report is not None else Report(), cite=cite)


def test_a_preprint_becomes_its_publication() -> None:
    """Type, venue, place in it, DOI, publisher and date are the publication's, and the eprint stays."""
    entry = resolved(preprint(), PUBLISHED)
    assert (EntryType.ARTICLE_JOURNAL, "Journal of Photons", "12", "3", "345-356") == (
        entry.type, entry.container_title, entry.volume, entry.issue, str(entry.page),
    )  # fmt: skip
    assert (Doi("10.1000/182"), "Photon Press", Date(start=(2022, 3, 1)), None) == (
        entry.doi, entry.publisher, entry.issued, entry.url,
    )  # fmt: skip
    assert preprint().arxiv == entry.arxiv


def test_the_preprint_stays_where_it_is_asked_for() -> None:
    """With ``cite="preprint"`` nothing of the publication comes in but what is true of both."""
    entry = resolved(preprint(), PUBLISHED, cite=Cite.PREPRINT)
    assert preprint().evolve(abstract="Few photons suffice.") == entry


def test_names_stay_the_entrys_own() -> None:
    """The registry's initials do not take the place of names in full, and that is no conflict."""
    report = Report()
    entry = resolved(preprint(), paper(authors="A. Lovelace; G. Hopper; J. Müller"), report=report)
    assert (preprint().author, 0) == (entry.author, report.counts["merge/conflict"])


def test_a_title_in_other_spelling_stays() -> None:
    """Markup and capitals of the record are kept where the words are the same."""
    entry = resolved(preprint("Learning $\\alpha$-rays"), paper("LEARNING α RAYS"))
    assert "Learning $\\alpha$-rays" == entry.title


def test_a_title_in_other_words_is_the_publications() -> None:
    """Who cites the published work cites it by its title; the preprint's is told."""
    report = Report()
    entry = resolved(preprint(), paper("Photons in the dark"), report=report)
    assert "Photons in the dark" == entry.title
    assert [("title", TITLE)] == [(told.path, told.value) for told in report.of_code(Code.MERGE_CONFLICT)]


def test_what_a_bibliography_lacks_is_filled_in() -> None:
    """A published entry gets volume and pages, and keeps what it states; what contradicts it is told."""
    report = Report()
    stated = paper(publisher="P. P. Press", volume="13")
    entry = resolved(stated, PUBLISHED, report=report)
    assert ("13", "3", "345-356", "P. P. Press") == (entry.volume, entry.issue, str(entry.page), entry.publisher)
    assert {"volume", "publisher"} == {told.path for told in report.of_code(Code.MERGE_CONFLICT)}


def test_the_registry_may_call_the_container_otherwise() -> None:
    """For the DOI that is stated, the registry's record is of this publication, however it calls the journal."""
    entry = resolved(paper(container="Lecture Notes on Light"), PUBLISHED)
    assert ("Lecture Notes on Light", "12") == (entry.container_title, entry.volume)


def test_another_container_without_the_doi() -> None:
    """Where no DOI says that it is the same publication, pages of another container are not taken."""
    entry = resolved(paper(container="Lecture Notes on Light", doi=None), PUBLISHED)
    assert (None, None, None) == (entry.volume, entry.page, entry.doi)


def test_an_entry_of_no_type_gets_one() -> None:
    """``@misc`` says nothing of what a work is; the registry does."""
    entry = resolved(Entry(key="k", title=TITLE, doi=Doi("10.1000/182")), PUBLISHED)
    assert (EntryType.ARTICLE_JOURNAL, "12", "k") == (entry.type, entry.volume, entry.key)


def test_arxivs_doi_on_a_published_entry() -> None:
    """A journal article that has arXiv's DOI beside its identifier gets its own."""
    entry = resolved(paper(doi="10.48550/arXiv.2111.03216").evolve(arxiv=preprint().arxiv), PUBLISHED)
    assert Doi("10.1000/182") == entry.doi


def test_arxivs_record_completes_what_is_known_of_the_paper() -> None:
    """Members of ``arxiv`` that the entry lacks are taken from arXiv's record of the same paper; a version is not."""
    bare = preprint().evolve(arxiv=ArxivInfo(id=preprint().arxiv.id), abstract=None)  # type: ignore[union-attr]
    full = preprint(number="2111.03216v2", doi="10.1000/182").evolve(version="2")
    entry = merge(bare, claims_from(full, source="arxiv"), report=Report())
    assert entry.arxiv is not None
    assert ("cs.CV", "10.1000/182", "2111.03216") == (
        entry.arxiv.primary_category,
        entry.arxiv.doi,
        str(entry.arxiv.id),
    )


def test_arxivs_record_says_nothing_of_a_publication() -> None:
    """A published entry takes nothing of the preprint's DOI, address and date: no chimera."""
    entry = merge(paper(doi=None, year=None), claims_from(preprint(), source="arxiv"), report=Report())
    assert (None, None, None, "2111.03216") == (entry.doi, entry.url, entry.issued, str(entry.arxiv and entry.arxiv.id))


def test_a_record_of_the_preprint_and_one_of_the_publication() -> None:
    """Two answers of one registry are kept apart: the published work is the publication's in all its parts."""
    other = preprint(number=None).evolve(doi=Doi("10.1101/2021.1"), publisher="bioRxiv")
    entry = resolved(other, other, PUBLISHED)
    assert (Doi("10.1000/182"), "Photon Press") == (entry.doi, entry.publisher)
    assert {"crossref", "crossref (preprint)", "record"} == {claim.source for claim in entry.claims}


def test_a_refused_doi_takes_its_claims_along() -> None:
    """What was inferred from a DOI that leads to another work is not followed any more, in whatever order it comes."""
    before = infer(preprint(doi="10.1016/j.eswa.2022.116793"))
    assert EntryType.ARTICLE_JOURNAL is before.type
    refused = refuse(Doi("10.1016/j.eswa.2022.116793"), source="crossref", evidence="another work")
    after = merge(before, [refused], report=Report())
    assert (EntryType.ARTICLE, None, preprint().doi) == (after.type, after.container_title, after.doi)
    again = infer(merge(preprint(doi="10.1016/j.eswa.2022.116793"), [refused], report=Report()))
    assert after == again


def test_a_refused_doi_is_not_told_as_the_publications() -> None:
    """The note says that the authors gave it, and not that it is the published version."""
    refused = refuse(Doi("10.1000/182"), source="crossref", evidence="another work")
    entry = merge(preprint(doi="10.1000/182"), [refused], report=Report())
    text = dumps([entry], "bibtex")
    assert ("DOI as given: 10.1000/182" in text, "Published version" in text) == (True, False)


def test_a_retracted_paper() -> None:
    """A retraction is claimed, the mark is no part of the title, and the published work carries it."""
    entry = resolved(preprint(), PUBLISHED.evolve(title=f"RETRACTED: {TITLE}", note="Retracted on 2023-01-01"))
    assert (TITLE, "retracted", "Retracted on 2023-01-01") == (entry.title, entry.status, entry.note)


def test_strength_and_evidence() -> None:
    """An answer that an identifier led to is certain, one that was found by words is strong; the words are kept."""
    found = match(preprint(), PUBLISHED)
    linked = match(preprint(doi="10.1000/182"), PUBLISHED)
    assert (Strength.STRONG, Strength.CERTAIN) == (strength_of(found), strength_of(linked))
    claims = claims_from(
        PUBLISHED, source="crossref", strength=strength_of(found), evidence=found, retrieved="2026-11-29"
    )
    assert {(Strength.STRONG, str(found), "2026-11-29")} == {(c.strength, c.evidence, c.retrieved) for c in claims}


def test_what_is_not_claimed() -> None:
    """Keys, keywords, extras, days of access an address beside a DOI and a type that says nothing are not claimed."""
    candidate = PUBLISHED.evolve(
        key="k",
        keyword=("w",),
        url="https://doi.org/10.1000/182",
        accessed=Date(start=(2026,)),
        type=EntryType.DOCUMENT,
    )
    fields = {claim.field for claim in claims_from(candidate, source="crossref")}
    assert not fields & {"key", "keyword", "url", "accessed", "type", "extra"}
    without = claims_from(candidate.evolve(doi=None), source="crossref")
    assert "url" in {claim.field for claim in without}


def test_a_publication_tells_its_preprint() -> None:
    """Crossref's "has-preprint" gives a published entry its eprint; a preprint's relation stays a relation."""
    named = PUBLISHED.evolve(related=(Related(relation="has-preprint", identifier="10.48550/arXiv.2111.03216v2"),))
    entry = resolved(paper(), named)
    assert "2111.03216" == str(entry.arxiv and entry.arxiv.id)
    related = (Related(relation="is-preprint-of", identifier="10.1000/182"),)
    claims = claims_from(preprint().evolve(related=related), source="datacite")
    assert [related] == [claim.value for claim in claims if claim.field == "related"]


@settings(max_examples=40)
@given(strategies.entries)
def test_any_answer_can_be_claimed(candidate: Entry) -> None:
    """Whatever an answer holds, what it claims can be merged, and merging it again changes nothing."""
    claims = claims_from(candidate, source="crossref")
    entry = merge(preprint(), claims, report=Report())
    assert entry == merge(entry, reversed(claims), report=Report())


SOURCES = ["arxiv", "crossref", "datacite", "doi", "doi (series)", "journal_ref", "comment"]
VALUES: dict[str, list[ClaimValue]] = {
    "type": [EntryType.ARTICLE, EntryType.ARTICLE_JOURNAL, EntryType.PAPER_CONFERENCE, EntryType.BOOK],
    "container_title": ["Sensors", "Nature"],
    "volume": ["1", "2"],
    "doi": [Doi("10.1000/1"), Doi("10.1000/2"), Doi("10.48550/arXiv.2111.03216")],
    "url": ["https://arxiv.org/abs/2111.03216", "https://example.org"],
    "issued": [Date(start=(2021,)), Date(start=(2022, 3))],
    "title": ["Any", TITLE],
    "author": [people("A. Bell"), (Name(literal="CMS"),)],
    "status": ["accepted", "retracted"],
    "note": ["Accepted", "Retracted"],
    "publisher": ["IEEE", "arXiv"],
    "arxiv": [ArxivInfo(comment="c"), ArxivInfo(comment="d", license="l")],
}
CLAIMS = st.builds(
    lambda pair, source, strength: Claim(field=pair[0], value=pair[1], source=source, strength=strength),
    st.sampled_from([(field, value) for field, values in VALUES.items() for value in values]),
    st.sampled_from(SOURCES),
    st.sampled_from([strength for strength in Strength if strength is not Strength.STATED]),
)
ENTRIES = st.sampled_from([preprint(), Entry(title=TITLE), Entry(doi=preprint().doi, arxiv=preprint().arxiv)])


def is_chimera(entry: Entry) -> bool:
    """Whether *entry* joins a preprint's type, DOI or address with a venue, or the reverse."""
    has_arxiv_doi = entry.doi is not None and entry.doi.is_arxiv
    if entry.type is EntryType.ARTICLE:
        return entry.container_title is not None or entry.volume is not None
    return entry.container_title is not None and entry.type is not EntryType.DOCUMENT and has_arxiv_doi


@given(ENTRIES, st.lists(CLAIMS, max_size=12), st.sampled_from(Cite))
def test_no_chimera_whatever_services_claim(entry: Entry, claims: list[Claim], cite: Cite) -> None:
    """Law 8: any claims together give a preprint or a publication, and nothing between."""
    assert not is_chimera(merge(entry, claims, report=Report(), cite=cite))


@given(ENTRIES, st.lists(CLAIMS, max_size=10), st.data())
def test_the_order_of_answers_does_not_count(entry: Entry, claims: list[Claim], data: st.DataObject) -> None:
    """Law 9: in one call or in several, in any order, once or twice, with refusals among them."""
    whole = merge(entry, claims, report=Report())
    shuffled = data.draw(st.permutations(claims))
    cut = data.draw(st.integers(0, len(claims)))
    parts = merge(merge(entry, shuffled[:cut], report=Report()), shuffled[cut:], report=Report())
    assert whole == parts == merge(whole, claims, report=Report())
    assert whole.claims == parts.claims


@pytest.mark.parametrize("cite", Cite)
def test_a_preprint_alone_stays_as_it_is(cite: Cite) -> None:
    """Its own record, claimed by arXiv, makes no other entry of a preprint."""
    entry = merge(preprint(), claims_from(preprint(), source="arxiv"), report=Report(), cite=cite)
    assert preprint() == entry
