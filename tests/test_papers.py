"""Papers by their identifiers, from Python: who has them, and what is told of those that nobody has."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

import attrs
import pytest

from arxiv2bib import (
    ArxivId,
    Claim,
    Code,
    Doi,
    Entry,
    EntryType,
    Fetcher,
    InvalidValueError,
    OfflineError,
    Report,
    Severity,
    fetch,
)
from arxiv2bib.registry import RESOLVERS
from arxiv2bib.testing import Answer, FakeFetcher
from tests.resolvers.answers import make_crossref, make_feed, make_paper, make_work

ARXIV, CROSSREF = "https://export.arxiv.org/api/query?id_list=", "https://api.crossref.org/works/"
PAPER: dict[str, Answer] = {f"{ARXIV}2111.03216&max_results=1": make_feed(make_paper("2111.03216", doi="10.1000/1"))}
WORK: dict[str, Answer] = {f"{CROSSREF}10.1000/1": make_crossref(make_work("10.1000/1"))}


pytestmark = pytest.mark.usefixtures("no_settings")


@pytest.mark.parametrize(
    "identifiers", ["2111.03216", ["2111.03216"], [ArxivId("2111.03216")], ["10.48550/arXiv.2111.03216"]]
)
def test_one_or_several_in_any_form(identifiers: str | list[str]) -> None:
    """One text is one identifier; a list may hold texts or identifiers; arXiv's DOIs are arXiv's identifiers."""
    library = fetch(identifiers, fetcher=FakeFetcher(PAPER))
    assert ["On the weaving of algebraic patterns"] == [entry.title for entry in library]


def test_the_record_says_where_it_was_published() -> None:
    """What the record says in words is read, unless it is not to be; other services are asked with ``resolve`` only."""
    answers = {
        f"{ARXIV}2111.03216&max_results=1": make_feed(
            make_paper("2111.03216", journal="Phys. Rev. D 66, 010001 (2002)")
        )
    }
    assert EntryType.ARTICLE_JOURNAL is fetch("2111.03216", fetcher=FakeFetcher(answers))[0].type
    assert EntryType.ARTICLE is fetch("2111.03216", fetcher=FakeFetcher(answers), infer=False)[0].type
    assert EntryType.ARTICLE is fetch("2111.03216", fetcher=FakeFetcher(answers), cite="preprint")[0].type


def test_both_versions() -> None:
    """With ``cite="both"`` the preprint stands behind its publication, and the two name each other."""
    published, preprint = fetch("2111.03216", fetcher=FakeFetcher({**PAPER, **WORK}), resolve=True, cite="both")
    assert ("Journal of Looms", EntryType.ARTICLE) == (published.container_title, preprint.type)
    assert [preprint.key] == [link.identifier for link in published.related]
    assert [published.key] == [link.identifier for link in preprint.related]
    (alone,) = fetch("2111.03216", fetcher=FakeFetcher(PAPER), cite="both")
    assert EntryType.ARTICLE is alone.type


def test_resolved_as_well() -> None:
    """With ``resolve`` the published version comes from its registry."""
    fetcher = FakeFetcher({**PAPER, **WORK})
    assert fetch("2111.03216", fetcher=fetcher)[0].container_title is None
    assert "Journal of Looms" == fetch("2111.03216", fetcher=fetcher, resolve=True)[0].container_title


def test_what_is_missing_is_told() -> None:
    """Each identifier that has no entry has its diagnostic: it is none, nobody has it, or nobody answered."""
    answers = {**WORK, f"{ARXIV}2111.00001&max_results=1": OfflineError("offline")}
    report = Report()
    library = fetch(["x", "10.1000/2", "2111.00001", "10.1000/1"], fetcher=FakeFetcher(answers), report=report)
    assert [Doi("10.1000/1")] == [entry.doi for entry in library]
    told = {one.code: (one.record, one.severity) for one in report.diagnostics if one.code.startswith("fetch/")}
    assert {
        Code.FETCH_INVALID_IDENTIFIER: ("x", Severity.ERROR),
        Code.FETCH_NOT_FOUND: ("10.1000/2", Severity.ERROR),
        Code.FETCH_NO_ANSWER: ("2111.00001", Severity.INFO),
    } == told
    assert (1, 3) == (report.records_read, report.records_failed)


def test_the_services_are_asked_one_after_the_other() -> None:
    """A DOI is looked for at Crossref, then at DataCite, then at doi.org."""
    fetcher = FakeFetcher()
    fetch("10.1000/1", fetcher=fetcher)
    hosts = [url.split("/")[2] for url in fetcher.asked]
    assert ["api.crossref.org", "api.datacite.org", "doi.org"] == hosts


def test_a_bad_call() -> None:
    """A choice of version that there is not is an error at once."""
    with pytest.raises(InvalidValueError, match="cite is one of auto"):
        fetch("2111.03216", fetcher=FakeFetcher(), cite="all")


@attrs.frozen
class Shelves:
    """A plug-in's resolver that has a record of every DOI."""

    name: ClassVar[str] = "shelves"
    is_broken: ClassVar[bool] = False

    def wants(self, entry: Entry, /) -> bool:
        """Whether *entry* is to be asked about: none is."""
        return False

    def resolve(self, entries: Sequence[Entry], /, *, fetch: Fetcher, report: Report) -> Iterator[tuple[int, Claim]]:
        """Yield nothing."""
        return iter(())

    def wants_identifier(self, identifier: ArxivId | Doi, /) -> bool:
        """Whether *identifier* is a DOI."""
        return isinstance(identifier, Doi)

    def find_entries(
        self, identifiers: Sequence[ArxivId | Doi], /, *, fetch: Fetcher, report: Report
    ) -> Iterator[tuple[int, Entry | None]]:
        """Yield a record of each."""
        for position, identifier in enumerate(identifiers):
            yield position, Entry(title=f"Shelf {identifier}")
            if self.is_broken:
                raise KeyError("shelf")


@attrs.frozen
class Broken(Shelves):
    """Stumbles over the second one."""

    is_broken: ClassVar[bool] = True


@pytest.mark.parametrize(
    ("expected", "resolver"),
    [(["Shelf 10.1000/1", "Shelf 10.1000/2"], Shelves), (["Shelf 10.1000/1"], Broken)],
)
def test_a_plug_in_has_records(expected: list[str], resolver: type, monkeypatch: pytest.MonkeyPatch) -> None:
    """A resolver of a plug-in gives records too, if it is a finder; one that breaks costs what it would have given."""
    monkeypatch.setattr(f"{resolver.__module__}.Used", resolver, raising=False)
    monkeypatch.setitem(RESOLVERS, "shelves", f"{resolver.__module__}:Used")
    library = fetch(["10.1000/1", "10.1000/2"], resolvers=["shelves"], fetcher=FakeFetcher())
    assert expected == [entry.title for entry in library]
    assert (resolver is Broken) is bool(library.report.of_code(Code.RESOLVE_NO_ANSWER))
