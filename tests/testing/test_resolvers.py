"""The laws of resolvers, on the built-in ones."""

from typing import ClassVar

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arxiv2bib import ArxivId, Date, Doi, Entry, EntryType, Name
from arxiv2bib.model.entry import ArxivInfo
from arxiv2bib.resolvers.arxiv import ArxivResolver
from arxiv2bib.resolvers.crossref import CrossrefResolver
from arxiv2bib.resolvers.datacite import DataciteResolver
from arxiv2bib.resolvers.doi_org import DoiOrgResolver
from arxiv2bib.testing import Answer, ResolverContract, strategies
from tests.resolvers.answers import (
    AUTHORS,
    make_crossref,
    make_crossref_list,
    make_datacite,
    make_feed,
    make_item,
    make_paper,
    make_record,
    make_work,
)

NAMES = tuple(Name(family=family, given=given) for given, family in AUTHORS)
ONE, TWO = "On the weaving of algebraic patterns", "Compilers for machines that do not exist"


class Contract(ResolverContract):
    """The laws; of any entry, all resolvers are asked below, on the same entries: these take time to make."""

    def test_any_entry_may_be_looked_at(self) -> None:
        """The samples are wanted."""
        assert all(map(self.resolver.wants, self.entries))


def make_entries(*, first: str, second: str) -> tuple[Entry, Entry]:
    """Return two works that are known by title, authors and DOI."""
    return (
        Entry(type=EntryType.DOCUMENT, key="a", title=ONE, author=NAMES, doi=Doi(first)),
        Entry(type=EntryType.DOCUMENT, key="b", title=TWO, author=NAMES, doi=Doi(second)),
    )


class TestArxivResolver(Contract):
    """arXiv, which is asked for one paper at a time."""

    resolver = ArxivResolver("https://arxiv.example", batch=1)
    entries = tuple(
        Entry(type=EntryType.ARTICLE, key=key, title=title, arxiv=ArxivInfo(id=ArxivId.parse(name)))
        for key, title, name in (("a", ONE, "2111.03216"), ("b", TWO, "math.GT/0309136"))
    )
    answers: ClassVar[dict[str, Answer]] = {
        "https://arxiv.example/api/query?id_list=2111.03216&max_results=1": make_feed(make_paper("2111.03216", ONE)),
        "https://arxiv.example/api/query?id_list=math/0309136&max_results=1": make_feed(
            make_paper("math/0309136", TWO, version=3)
        ),
    }


class TestCrossrefResolver(Contract):
    """Crossref, by DOI."""

    resolver = CrossrefResolver("https://crossref.example")
    entries = make_entries(first="10.1000/1", second="10.1000/a(2)/3")
    answers: ClassVar[dict[str, Answer]] = {
        "https://crossref.example/works/10.1000/1": make_crossref(make_work("10.1000/1", ONE)),
        "https://crossref.example/works/10.1000/a%282%29%2F3": make_crossref(make_work("10.1000/A(2)/3", TWO)),
    }


class TestCrossrefSearch(Contract):
    """Crossref, by title."""

    resolver = CrossrefResolver("https://crossref.example", search=True)
    entries = tuple(
        entry.evolve(type=EntryType.ARTICLE, doi=None, issued=Date(start=(2021, 11)))
        for entry in make_entries(first="1", second="2")
    )
    answers: ClassVar[dict[str, Answer]] = {
        "https://crossref.example/works?query.bibliographic="
        "on%20the%20weaving%20of%20algebraic%20patterns%20Lovelace%20Hopper%202021&rows=5": make_crossref_list(
            [make_work("10.1000/9", "Patterns of other looms"), make_work("10.1000/1", ONE, page="1-2")]
        ),
        "https://crossref.example/works?query.bibliographic="
        "compilers%20for%20machines%20that%20do%20not%20exist%20Lovelace%20Hopper%202021&rows=5": make_crossref_list(
            [make_work("10.1000/2", TWO)]
        ),
    }


class TestDataciteResolver(Contract):
    """DataCite, by DOI."""

    resolver = DataciteResolver("https://datacite.example")
    entries = make_entries(first="10.5072/ONE", second="10.5072/two")
    answers: ClassVar[dict[str, Answer]] = {
        "https://datacite.example/dois/10.5072/ONE": make_datacite(make_record("10.5072/ONE", ONE)),
        "https://datacite.example/dois/10.5072/two": make_datacite(make_record("10.5072/two", TWO)),
    }


class TestDoiOrgResolver(Contract):
    """doi.org, by content negotiation."""

    resolver = DoiOrgResolver("https://doi.example")
    entries = make_entries(first="10.1400/1", second="10.11501/2")
    answers: ClassVar[dict[str, Answer]] = {
        "https://doi.example/10.1400/1": make_item("10.1400/1", ONE),
        "https://doi.example/10.11501/2": make_item("10.11501/2", TWO),
    }


RESOLVERS = (
    ArxivResolver(),
    CrossrefResolver(),
    CrossrefResolver(search=True),
    DataciteResolver(),
    DataciteResolver(search=True),
    DoiOrgResolver(),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.one_of(strategies.entries, strategies.surrogate_entries))
def test_any_entry_may_be_looked_at(entry: Entry) -> None:
    """Whether an entry is wanted is a yes or a no, whatever it holds."""
    assert {True, False} >= {resolver.wants(entry) for resolver in RESOLVERS}
