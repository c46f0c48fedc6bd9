"""Crossref, DataCite and doi.org: records by DOI and by title, used only where they are about the very work."""

import json
from collections.abc import Mapping

import pytest

from arxiv2bib import Claim, Code, Date, Doi, Entry, EntryType, Name, OfflineError, Report, ServiceError, Strength
from arxiv2bib.model.entry import ArxivInfo, Related
from arxiv2bib.model.identifiers import ArxivId
from arxiv2bib.protocols import Resolver
from arxiv2bib.resolvers.crossref import CrossrefResolver
from arxiv2bib.resolvers.datacite import DataciteResolver
from arxiv2bib.resolvers.doi_org import DoiOrgResolver
from arxiv2bib.testing import Answer, FakeFetcher
from tests.resolvers.answers import (
    AUTHORS,
    make_crossref,
    make_crossref_list,
    make_datacite,
    make_item,
    make_record,
    make_work,
)

TITLE = "On the weaving of algebraic patterns"
NAMES = tuple(Name(family=family, given=given) for given, family in AUTHORS)
PAPER = Entry(
    type=EntryType.ARTICLE,
    key="a",
    title=TITLE,
    author=NAMES,
    issued=Date(start=(2021, 11)),
    arxiv=ArxivInfo(id=ArxivId("2111.03216")),
)
WITH_DOI = PAPER.evolve(arxiv=ArxivInfo(id=ArxivId("2111.03216"), doi="10.1000/1"))
CROSSREF, DATACITE, DOI_ORG = CrossrefResolver("https://c"), DataciteResolver("https://d"), DoiOrgResolver("https://o")


def resolve(
    resolver: Resolver, entry: Entry, answers: Mapping[str, Answer]
) -> tuple[dict[str, Claim], FakeFetcher, Report]:
    """Return what *resolver* claims of *entry*, by field, who was asked, and the report."""
    fetch, report = FakeFetcher(answers), Report()
    claims = [claim for _, claim in resolver.resolve([entry], fetch=fetch, report=report)]
    return {claim.field: claim for claim in claims}, fetch, report


def test_the_publication_that_the_authors_name() -> None:
    """The work under the DOI that the authors gave arXiv is the published version: with the evidence, for certain."""
    claims, fetch, _ = resolve(CROSSREF, WITH_DOI, {"https://c/works/10.1000/1": make_crossref(make_work("10.1000/1"))})
    assert "Journal of Looms" == claims["container_title"].value
    claim = claims["doi"]
    assert (Doi("10.1000/1"), "crossref", Strength.CERTAIN) == (claim.value, claim.source, claim.strength)
    assert claim.evidence is not None
    assert "the same title" in claim.evidence
    assert ["https://c/works/10.1000/1"] == fetch.asked


def test_a_doi_that_leads_to_another_work_is_refused() -> None:
    """A work of other people with another title is none of the entry's: refused, and told, with the reason."""
    other = make_work("10.1000/1", "Compilers", author=[{"given": "Konrad", "family": "Zuse"}])
    claims, _, report = resolve(CROSSREF, WITH_DOI, {"https://c/works/10.1000/1": make_crossref(other)})
    assert {"doi": Strength.REFUSED} == {name: claim.strength for name, claim in claims.items()}
    (diagnostic,) = report.of_code(Code.RESOLVE_REFUSED_ANSWER)
    assert ("crossref", "2111.03216", "a", "10.1000/1") == (
        diagnostic.source,
        diagnostic.record,
        diagnostic.key,
        diagnostic.value,
    )
    assert diagnostic.message.startswith("10.1000/1 is another work: another title")


def test_an_answer_about_another_doi_is_refused() -> None:
    """A record of another DOI than that which was asked for is no answer, whatever it says."""
    claims, _, report = resolve(
        CROSSREF, WITH_DOI, {"https://c/works/10.1000/1": make_crossref(make_work("10.1000/2"))}
    )
    assert {} == claims
    assert "the answer is about 10.1000/2" == report.of_code(Code.RESOLVE_REFUSED_ANSWER)[0].message


def test_the_next_doi_is_asked_for_where_the_first_leads_nowhere() -> None:
    """Of several DOIs the best is asked for first, and the next only if that is not the published version."""
    entry = PAPER.evolve(arxiv=ArxivInfo(id=ArxivId("2111.03216"), doi="10.1000/1 10.1000/2 10.1000/3"))
    answers = {"https://c/works/10.1000/2": make_crossref(make_work("10.1000/2"))}
    claims, fetch, report = resolve(CROSSREF, entry, answers)
    assert Doi("10.1000/2") == claims["doi"].value
    assert ["https://c/works/10.1000/1", "https://c/works/10.1000/2"] == fetch.asked
    assert ["no record of 10.1000/1"] == [one.message for one in report.of_code(Code.RESOLVE_NO_MATCH)]


def test_a_retraction_is_told() -> None:
    """What a record says of a retraction is told, and claimed."""
    update = [{"DOI": "10.1000/9", "type": "retraction", "updated": {"date-parts": [[2023, 1, 1]]}}]
    work = make_work("10.1000/1", **{"updated-by": update})
    claims, _, report = resolve(CROSSREF, WITH_DOI, {"https://c/works/10.1000/1": make_crossref(work)})
    assert "retracted" == claims["status"].value
    assert [("crossref", "a")] == [(one.source, one.key) for one in report.of_code(Code.READ_RETRACTED_WORK)]


def test_what_was_not_asked_for_is_not_told() -> None:
    """What a record says beyond an entry's fields is no news where the record serves to complete an entry."""
    work = make_work("10.1000/1", license=[{"URL": "https://x.example"}])
    _, _, report = resolve(CROSSREF, WITH_DOI, {"https://c/works/10.1000/1": make_crossref(work)})
    assert [] == report.diagnostics


@pytest.mark.parametrize(
    ("wanted", "entry"),
    [
        (True, WITH_DOI),
        (False, PAPER),
        (False, WITH_DOI.evolve(claims=(Claim(field="doi", value=Doi("10.1000/1"), source="crossref",
                                              strength=Strength.CERTAIN),))),
        (True, WITH_DOI.evolve(claims=(Claim(field="type", value=EntryType.ARTICLE, source="datacite (preprint)",
                                             strength=Strength.CERTAIN),))),
        (True, Entry(type=EntryType.ARTICLE_JOURNAL, doi=Doi("10.1000/1"), title=TITLE)),
        (False, Entry(type=EntryType.ARTICLE_JOURNAL, doi=Doi("10.1000/1"), title=TITLE, author=NAMES, volume="1",
                      container_title="J", article_number="2", issued=Date(start=(2021,)))),
    ],
)  # fmt: skip
def test_who_is_wanted(wanted: bool, entry: Entry) -> None:
    """Entries with a DOI that lack something are asked for, until a registry has said what the published work is."""
    assert wanted == CROSSREF.wants(entry) == DOI_ORG.wants(entry)


def test_datacite_is_asked_about_the_preprint_too() -> None:
    """DataCite's record of an arXiv paper names the published version: a claim on what is related, and no venue."""
    related = [{"relatedIdentifier": "10.1000/1", "relatedIdentifierType": "DOI", "relationType": "IsVersionOf"}]
    record = make_record("10.48550/arXiv.2111.03216", kind="Preprint", relatedIdentifiers=related)
    assert DATACITE.wants(PAPER)
    claims, fetch, _ = resolve(DATACITE, PAPER, {"https://d/dois/10.48550/arXiv.2111.03216": make_datacite(record)})
    assert (Related(relation="is-version-of", identifier="10.1000/1"),) == claims["related"].value
    assert "container_title" not in claims
    assert ["https://d/dois/10.48550/arXiv.2111.03216"] == fetch.asked


@pytest.mark.parametrize("kind", ["article-journal", "journal-article"])
def test_doi_org_reads_the_csl_of_every_agency(kind: str) -> None:
    """The CSL-JSON of content negotiation is read, also with Crossref's types; an agency's id is no key."""
    fetch = FakeFetcher({"https://o/10.1400/1": make_item("10.1400/1", type=kind)})
    ((_, entry),) = DOI_ORG.find_entries([Doi("10.1400/1")], fetch=fetch, report=Report())
    assert entry is not None
    assert (None, EntryType.ARTICLE_JOURNAL, TITLE) == (entry.key, entry.type, entry.title)


def test_records_by_their_dois() -> None:
    """Each DOI gets its record, None where there is none, and nothing where there is no answer."""
    dois = [Doi(f"10.1000/{number}") for number in range(4)]
    answers: dict[str, Answer] = {
        "https://c/works/10.1000/0": make_crossref(make_work("10.1000/0", "Zero")),
        "https://c/works/10.1000/1": ServiceError("https://c/works/10.1000/1: status 503", status=503),
        "https://c/works/10.1000/2": OfflineError("https://c/works/10.1000/2: not in the cache"),
    }
    report = Report()
    found = dict(CROSSREF.find_entries(dois, fetch=FakeFetcher(answers), report=report))
    assert {0: "Zero", 3: None} == {at: entry.title if entry is not None else None for at, entry in found.items()}
    assert ["10.1000/1", "10.1000/2"] == [one.record for one in report.of_code(Code.RESOLVE_NO_ANSWER)]


def search(entry: Entry, *works: Mapping[str, object]) -> tuple[dict[str, Claim], Report]:
    """Return what Crossref claims of *entry* if a search for it gives *works*."""
    fetch, report = FakeFetcher(default=make_crossref_list(works)), Report()
    claims = CrossrefResolver("https://c", search=True).resolve([entry], fetch=fetch, report=report)
    return {claim.field: claim for _, claim in claims}, report


def test_a_search_finds_the_published_version() -> None:
    """The one work with title, authors and year is the published version; its worth is less than an identifier's."""
    claims, _ = search(PAPER, make_work("10.1000/2", "Other patterns"), make_work("10.1000/1"))
    assert (Doi("10.1000/1"), Strength.STRONG) == (claims["doi"].value, claims["doi"].strength)


@pytest.mark.parametrize(
    "works",
    [
        [],
        [make_work("10.1000/1", author=[{"given": "Konrad", "family": "Zuse"}])],
        [make_work("10.1000/1", f"Erratum: {TITLE}")],
        [make_work("10.1000/1", issued={"date-parts": [[1987]]})],
        [make_work("10.1000/1", kind="posted-content", subtype="preprint")],
        [make_work("10.1000/1"), make_work("10.1000/2", **{"container-title": ["Annals of Thread"]})],
    ],
    ids=["nothing", "other authors", "an erratum", "another year", "another preprint", "two of them"],
)
def test_a_search_abstains_where_it_is_not_sure(works: list[Mapping[str, object]]) -> None:
    """Nothing is claimed where nothing is surely it, and that is said."""
    claims, report = search(PAPER, *works)
    assert {} == claims
    assert 1 == report.counts[Code.RESOLVE_NO_MATCH]


def test_who_is_searched_for() -> None:
    """A search is for entries with a title and authors to which no registry has led."""
    searcher = DataciteResolver(search=True)
    assert searcher.wants(PAPER)
    assert not searcher.wants(PAPER.evolve(author=()))
    claimed = (Claim(field="doi", value=Doi("10.1000/1"), source="doi.org", strength=Strength.CERTAIN),)
    assert not searcher.wants(PAPER.evolve(claims=claimed))


def test_datacite_is_searched_too() -> None:
    """A record at DataCite is found by title and authors."""
    body = make_datacite_list(make_record("10.4230/LIPIcs.1", kind="ConferencePaper"))
    claims = DataciteResolver("https://d", search=True).resolve(
        [PAPER], fetch=FakeFetcher(default=body), report=Report()
    )
    assert Doi("10.4230/lipics.1") in [claim.value for _, claim in claims]


def make_datacite_list(*records: Mapping[str, object]) -> str:
    """Return the answer of DataCite's API to a search."""
    return json.dumps({"data": records})
