"""What to ask for, in which order."""

from hypothesis import given, settings

from arxiv2bib import Claim, Date, Doi, Entry, EntryType, Pages, Related, Strength
from arxiv2bib.matching import Lead, Path, find_leads, needs_more, refuse
from arxiv2bib.testing import strategies
from tests.matching.works import paper, preprint


def shape(leads: tuple[Lead, ...]) -> list[tuple[str, str]]:
    """Return the paths of *leads*, and what each asks for."""
    return [(str(lead.path), str(lead.doi or lead.arxiv_id or (lead.query and lead.query.text))) for lead in leads]


def test_the_order() -> None:
    """The record's DOIs, arXiv's record, relations, the registry of arXiv's own DOI, and a search at the end."""
    entry = preprint("A foo of bars", doi="10.1000/1, 10.1000/2", related=("10.1000/3",))
    assert [
        ("record", "10.1000/1"),
        ("record", "10.1000/2"),
        ("arxiv", "2111.03216"),
        ("relation", "10.1000/3"),
        ("relation", "10.48550/arXiv.2111.03216"),
        ("search", "a foo of bars Lovelace Hopper Müller 2021"),
    ] == shape(find_leads(entry, search=True))


def test_answers_lead_on() -> None:
    """What arXiv's record and a registry's record of the preprint name is asked for next."""
    arxiv = preprint(doi="10.1000/1")
    registered = preprint(related=("10.1000/2",))
    found = shape(find_leads(preprint(), answers=(arxiv, registered)))
    assert [("arxiv", "2111.03216"), ("arxiv", "10.1000/1"), ("relation", "10.1000/2")] == found[:3]


def test_nothing_is_searched_unasked() -> None:
    """Without ``search`` there is no search, and a title that says too little is never searched for."""
    assert "search" not in dict(shape(find_leads(preprint())))
    assert "search" not in dict(shape(find_leads(preprint("Editorial"), search=True)))
    assert "search" not in dict(shape(find_leads(preprint(authors=""), search=True)))


def test_what_was_refused_is_not_asked_again() -> None:
    """A DOI that led to another work is no lead any more."""
    entry = preprint(doi="10.1000/1").evolve(claims=(refuse(Doi("10.1000/1"), source="crossref", evidence="no"),))
    assert Path.RECORD not in {lead.path for lead in find_leads(entry)}


def test_a_published_entry_is_asked_for_by_its_doi() -> None:
    """A bibliography's entry with a DOI leads to the record of that DOI."""
    assert [("record", "10.1000/182")] == shape(find_leads(paper()))


def test_the_address_of_an_entry_without_a_doi_leads_on() -> None:
    """At doi.org or at a publisher's; a DOI that the entry has goes before it."""
    for url in ("https://doi.org/10.1000/1", "https://dl.example.org/doi/abs/10.1000/1"):
        assert [("record", "10.1000/1")] == shape(find_leads(paper().evolve(doi=None, url=url)))
        assert [("record", "10.1000/2")] == shape(find_leads(paper().evolve(doi=Doi("10.1000/2"), url=url)))
    assert () == find_leads(paper().evolve(doi=None, url="https://doi.org/10.48550/arXiv.2111.03216"))


def test_arxivs_doi_is_no_publication() -> None:
    """A relation to arXiv's own DOI leads to no publication."""
    entry = Entry(related=(Related(relation="is-version-of", identifier="10.48550/arXiv.2111.03216"),))
    assert () == find_leads(entry)


def test_who_needs_more() -> None:
    """A preprint, and a published entry that lacks what its kind has; not one that is complete."""
    whole = paper(volume="1", page=Pages(first="2"))
    assert not needs_more(whole)
    assert not needs_more(whole.evolve(page=None, article_number="7"))
    for lacking in (preprint(), paper(), whole.evolve(doi=None), whole.evolve(issued=None), whole.evolve(author=())):
        assert needs_more(lacking)
    in_proceedings = whole.evolve(type=EntryType.PAPER_CONFERENCE, volume=None)
    assert not needs_more(in_proceedings)
    for lacking in (in_proceedings.evolve(page=None), in_proceedings.evolve(container_title=None)):
        assert needs_more(lacking)
    assert needs_more(whole.evolve(type=EntryType.DOCUMENT))
    assert not needs_more(
        Entry(type=EntryType.BOOK, title="T", author=whole.author, issued=Date(start=(2000,)), doi=Doi("10.1/x"))
    )


def test_a_place_that_is_not_known_yet_is_none() -> None:
    """A registry is asked again about an article whose volume or pages are ``n/a``."""
    whole = paper().evolve(
        type=EntryType.ARTICLE_JOURNAL, doi=Doi("10.1000/1"), container_title="J", volume="7", page=Pages(first="1"),
        issued=Date(start=(2020,)),
    )  # fmt: skip
    assert not needs_more(whole)
    assert needs_more(whole.evolve(volume="n/a"))
    assert needs_more(whole.evolve(page=Pages(first="n/a", last="n/a")))


def test_claimed_dois_are_no_leads() -> None:
    """What only was claimed is not yet on the record."""
    claim = Claim(field="doi", value=Doi("10.1000/9"), source="comment", strength=Strength.WEAK)
    assert "10.1000/9" not in dict(map(reversed, shape(find_leads(preprint().evolve(claims=(claim,))))))  # type: ignore[arg-type]


@settings(max_examples=40)
@given(strategies.entries)
def test_any_entry_has_leads_or_none(entry: Entry) -> None:
    """Whatever an entry holds: no exception, each thing once."""
    leads = find_leads(entry, answers=(entry,), search=True)
    assert len(leads) == len(set(leads))
    assert needs_more(entry) in (True, False)
