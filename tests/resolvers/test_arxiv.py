"""arXiv's API: batches, what is remembered of them, and what goes wrong in them."""

from collections.abc import Mapping, Sequence

import pytest

from arxiv2bib import ArxivId, Code, Date, Entry, EntryType, Report, ServiceError, Strength
from arxiv2bib.model.entry import ArxivInfo
from arxiv2bib.resolvers.arxiv import ArxivResolver
from arxiv2bib.testing import Answer, FakeFetcher
from tests.resolvers.answers import make_error, make_feed, make_paper

BASE = "https://arxiv.example/api/query?id_list="
BAD_REQUEST = ServiceError("https://arxiv.example: status 400", status=400, body=make_error().encode())


def url(*names: str) -> str:
    """Return the address at which papers are asked for."""
    return f"{BASE}{','.join(names)}&max_results={len(names)}"


def find(
    names: Sequence[str], answers: Mapping[str, Answer], *, batch: int = 100, fetch: FakeFetcher | None = None
) -> tuple[dict[str, Entry | None], FakeFetcher, Report]:
    """Return what is found of papers, by their names, who was asked, and the report."""
    fetch = fetch if fetch is not None else FakeFetcher(answers)
    report = Report()
    identifiers = [ArxivId.parse(name) for name in names]
    resolver = ArxivResolver("https://arxiv.example", batch)
    found = {names[at]: entry for at, entry in resolver.find_entries(identifiers, fetch=fetch, report=report)}
    return found, fetch, report


def test_many_papers_in_one_request() -> None:
    """Papers are asked for together, whatever their order in the answer."""
    names = ["2111.03216", "hep-th/9901001"]
    answer = make_feed(make_paper("hep-th/9901001", "Two"), make_paper("2111.03216", "One"))
    found, fetch, report = find(names, {url(*names): answer})
    assert ["One", "Two"] == [entry.title for name in names if (entry := found[name]) is not None]
    assert [url(*names)] == fetch.asked
    assert [] == report.diagnostics


def test_batches_are_bounded() -> None:
    """No more than so many are asked for at once, and no more than an address holds."""
    names = [f"2111.{number:05d}" for number in range(1, 6)]
    _, fetch, _ = find(names, {}, batch=2)
    assert all(asked.count(",") < 2 for asked in fetch.asked)
    many = [f"hep-th/99{number // 1000 + 1:02d}{number % 1000:03d}" for number in range(400)]
    _, fetch, _ = find(many, {}, batch=400)
    assert max(map(len, fetch.asked)) <= 2000


def test_each_paper_is_remembered_by_itself() -> None:
    """What came in a batch is not asked for again, in whatever batch it is wanted next; nor what is missing."""
    names = ["2111.03216", "2111.00001", "2111.00002"]
    answer = make_feed(make_paper("2111.03216", version=2), make_paper("2111.00001"))
    _, fetch, _ = find(names, {url(*names): answer})
    found, fetch, _ = find(["2111.00002", "2111.03216"], {}, fetch=fetch)
    assert [url(*names)] == fetch.asked
    assert found["2111.00002"] is None
    assert found["2111.03216"] is not None
    assert "2" == found["2111.03216"].version


def test_a_missing_paper_is_none() -> None:
    """A paper that a whole answer does not have does not exist."""
    names = ["2111.03216", "2111.99999"]
    found, _, report = find(names, {url(*names): make_feed(make_paper("2111.03216"))})
    assert found["2111.99999"] is None
    assert found["2111.03216"] is not None
    assert [] == report.diagnostics


@pytest.mark.parametrize("refusal", [BAD_REQUEST, make_error()])
def test_one_bad_identifier_does_not_lose_its_batch(refusal: Answer) -> None:
    """A batch that the service does not understand is halved until what spoils it is alone."""
    names = ["2111.03216", "2111.00001", "2111.00002", "2111.00003"]
    bad = "2111.00002"
    answers: dict[str, Answer] = {
        url(*names): refusal,
        url(*names[:2]): make_feed(make_paper(names[0]), make_paper(names[1])),
        url(*names[2:]): refusal,
        url(bad): refusal,
        url(names[3]): make_feed(make_paper(names[3])),
    }
    found, fetch, _ = find(names, answers)
    assert [name for name in names if name != bad] == [name for name in names if found[name] is not None]
    assert found[bad] is None
    _, fetch, _ = find([bad], {}, fetch=fetch)
    assert 5 == len(fetch.asked), "it is remembered that there is no such paper"


@pytest.mark.parametrize("status", [200, 500])
def test_an_identifier_that_breaks_the_service_does_not_lose_its_batch(status: int) -> None:
    """An answer that is broken by one of many leaves the others to be asked for without it, and is told of it alone."""
    names = ["2111.00001", "2111.00002"]
    broken = ServiceError("broken", status=status)
    answers: dict[str, Answer] = {
        url(*names): broken,
        url(names[0]): broken,
        url(names[1]): make_feed(make_paper(names[1])),
    }
    found, _, report = find(names, answers)
    assert [names[1]] == list(found)
    assert [names[0]] == [one.record for one in report.of_code(Code.RESOLVE_NO_ANSWER)]


def test_an_outage_is_not_asked_about_in_halves() -> None:
    """A service that is not available is not asked again and again with fewer papers."""
    names = ["2111.00001", "2111.00002"]
    _, fetch, _ = find(names, {url(*names): ServiceError("down", status=503)})
    assert [url(*names)] == fetch.asked


def test_one_damaged_record_does_not_lose_its_batch() -> None:
    """What cannot be read in an answer to many is asked for by itself."""
    names = ["2111.03216", "2111.00001"]
    damaged = make_paper("2111.00001").replace("<summary>", "<summary")
    answers = {
        url(*names): make_feed(make_paper("2111.03216"), damaged, total=2),
        url("2111.00001"): make_feed(make_paper("2111.00001")),
    }
    found, _, _ = find(names, answers)
    assert all(found[name] is not None for name in names)


def test_a_record_that_stays_damaged_is_told() -> None:
    """A record that cannot be read, by itself either, is no answer: told, and not remembered."""
    damaged = make_feed(make_paper("2111.00001").replace("<summary>", "<summary"))
    found, fetch, report = find(["2111.00001"], {url("2111.00001"): damaged})
    assert {} == found
    assert [] == list(fetch.remembered)
    assert Code.RESOLVE_NO_ANSWER in report.counts


def test_an_answer_about_another_paper_is_refused() -> None:
    """The record of another paper is none of this one: told, and not remembered."""
    found, fetch, report = find(["2111.00001"], {url("2111.00001"): make_feed(make_paper("2111.00002"))})
    assert {} == found
    assert [] == list(fetch.remembered)
    assert "the answer is about 2111.00002v1" == report.of_code(Code.RESOLVE_REFUSED_ANSWER)[0].message


@pytest.mark.parametrize("body", ["", "Rate exceeded.", make_feed(make_paper("2111.00001"))[:-20], make_feed()])
def test_no_feed_is_no_answer(body: str) -> None:
    """An empty body, words, a feed that is cut off and an empty one are asked for again, and not remembered."""
    found, fetch, report = find(["2111.00001"], {url("2111.00001"): body})
    assert ({}, {}) == (found, fetch.remembered)
    assert Code.RESOLVE_NO_ANSWER in report.counts


def test_an_empty_feed_is_believed_in_the_end() -> None:
    """What the service says three times it means: there is no such paper."""

    class Patient(FakeFetcher):
        """Asks three times, as the real one does."""

        def __call__(self, url, /, *, accept=None, check=None):  # type: ignore[no-untyped-def]
            """Return the third answer if the first two fail their check."""
            for _ in range(2):
                try:
                    return super().__call__(url, accept=accept, check=check)
                except ServiceError:
                    pass
            return super().__call__(url, accept=accept, check=check)

    found, fetch, report = find(["2111.00001"], {}, fetch=Patient({url("2111.00001"): make_feed()}))
    assert {"2111.00001": None} == found
    assert 3 == len(fetch.asked)
    assert [] == report.diagnostics


def test_a_version_that_is_asked_for_is_that_version() -> None:
    """With a version, its own day counts; without one the day of the first, and no version is pinned."""
    record = make_paper("2111.03216", version=2, days=("2021-11-05", "2022-03-01"))
    found, _, _ = find(["2111.03216v2"], {url("2111.03216v2"): make_feed(record)})
    entry = found["2111.03216v2"]
    assert entry is not None
    assert entry.arxiv is not None
    assert ("2111.03216v2", Date(start=(2022, 3, 1))) == (str(entry.arxiv.id), entry.issued)
    found, _, _ = find(["2111.03216"], {url("2111.03216"): make_feed(record)})
    entry = found["2111.03216"]
    assert entry is not None
    assert entry.arxiv is not None
    assert ("2111.03216", Date(start=(2021, 11, 5))) == (str(entry.arxiv.id), entry.issued)


def test_versions_of_one_paper_in_one_answer() -> None:
    """The paper and an older version of it may be asked for together: without a version the latest is meant."""
    names = ["2111.03216v1", "2111.03216"]
    answer = make_feed(make_paper("2111.03216", "New", version=2), make_paper("2111.03216", "Old", version=1))
    found, _, _ = find(names, {url(*names): answer})
    assert ["Old", "New"] == [entry.title for name in names if (entry := found[name]) is not None]


def test_another_version_is_another_answer() -> None:
    """The newest version is no answer to who asks for the first."""
    found, _, _ = find(["2111.03216v1"], {url("2111.03216v1"): make_feed(make_paper("2111.03216", version=2))})
    assert {} == found


def test_a_service_that_fails_is_told() -> None:
    """Papers on which there is no answer are missing, and the report says which."""
    names = ["2111.00001", "2111.00002"]
    found, _, report = find(names, {url(*names): ServiceError(f"{url(*names)}: status 503")})
    assert {} == found
    (diagnostic,) = report.diagnostics
    assert ("arxiv", "status 503", "2111.00001, 2111.00002") == (
        diagnostic.source,
        diagnostic.message,
        diagnostic.record,
    )


def claim(entry: Entry, record: str) -> dict[str, object]:
    """Return what arXiv claims of *entry*, by field, if it answers with *record*."""
    fetch = FakeFetcher({url("2111.03216"): make_feed(record)})
    claims = ArxivResolver("https://arxiv.example").resolve([entry], fetch=fetch, report=Report())
    return {claim.field: claim.value for _, claim in claims if claim.strength > Strength.REFUSED}


PAPER = Entry(
    type=EntryType.ARTICLE,
    title="On the weaving of algebraic patterns",
    arxiv=ArxivInfo(id=ArxivId("2111.03216")),
)


def test_what_arxiv_claims() -> None:
    """What arXiv knows of a publication comes with the record, in its authors' words."""
    claims = claim(PAPER, make_paper("2111.03216", doi="10.1000/1", journal="J. Looms 7, 11 (2022)", comment="9 pages"))
    info = claims["arxiv"]
    assert isinstance(info, ArxivInfo)
    assert ("10.1000/1", "J. Looms 7, 11 (2022)", "9 pages") == (info.doi, info.journal_ref, info.comment)


def test_a_wrong_identifier_claims_nothing() -> None:
    """An identifier that leads to a paper of other people with another title is no claim."""
    other = PAPER.evolve(title="Compilers for machines that do not exist")
    assert {} == claim(other, make_paper("2111.03216"))
