"""Entries that services know more about: the order in which they are asked, and what comes of it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import ClassVar

import attrs
import pytest

from arxiv2bib import (
    Claim,
    Code,
    Doi,
    Entry,
    EntryType,
    Fetcher,
    InvalidValueError,
    Library,
    Report,
    ServiceError,
    Severity,
    Strength,
    UnknownFormatError,
    convert,
    dumps,
    loads,
    resolve,
)
from arxiv2bib._services import Step
from arxiv2bib.registry import RESOLVERS
from arxiv2bib.testing import Answer, FakeFetcher
from tests.resolvers.answers import (
    make_crossref,
    make_crossref_list,
    make_datacite,
    make_feed,
    make_paper,
    make_record,
    make_work,
)

ARXIV = "https://export.arxiv.org/api/query?id_list="
CROSSREF, DATACITE = "https://api.crossref.org/works/", "https://api.datacite.org/dois/"
TITLE = "On the weaving of algebraic patterns"
PREPRINT = f"""@misc{{loom,
  title = {{{TITLE}}},
  author = {{Lovelace, Ada and Hopper, Grace}},
  year = 2021,
  eprint = {{2111.03216}},
  eprinttype = {{arxiv}},
}}
"""
AS_ARTICLE = f"""% what everybody writes
@article{{loom,
  title = {{{TITLE}}},
  author = {{Lovelace, Ada and Hopper, Grace}},
  journal = {{arXiv preprint arXiv:2111.03216}},
  year = 2021,
}}
"""


pytestmark = pytest.mark.usefixtures("no_settings")


def arxiv(record: str, name: str = "2111.03216") -> dict[str, Answer]:
    """Return arXiv's answer that is *record*."""
    return {f"{ARXIV}{name}&max_results=1": make_feed(record)}


def run(text: str, answers: Mapping[str, Answer], **options: bool) -> tuple[Library, FakeFetcher, Report]:
    """Return the bibliography *text* with what services know of it, whom they were asked, and the report."""
    fetch, report = FakeFetcher(answers), Report()
    return resolve(loads(text, "bibtex"), fetcher=fetch, report=report, **options), fetch, report  # type: ignore[arg-type]


def test_the_doi_on_the_record_comes_first() -> None:
    """The DOI that the entry has leads to its publication: nobody else is asked about it."""
    text = PREPRINT.replace("  year", "  doi = {10.1000/1},\n  year")
    library, fetch, _ = run(text, {f"{CROSSREF}10.1000/1": make_crossref(make_work("10.1000/1"))})
    assert (EntryType.ARTICLE_JOURNAL, "Journal of Looms", "7") == (
        library[0].type,
        library[0].container_title,
        library[0].volume,
    )
    assert [] == [url for url in fetch.asked if url.startswith(DATACITE)]


def test_arxiv_names_the_published_version() -> None:
    """ArXiv's own record has a DOI: Crossref's record of it makes the entry the published one; the eprint stays."""
    answers = {
        **arxiv(make_paper("2111.03216", doi="10.1000/1")),
        f"{CROSSREF}10.1000/1": make_crossref(make_work("10.1000/1")),
    }
    library, fetch, _ = run(PREPRINT, answers)
    entry = library[0]
    assert (Doi("10.1000/1"), "Journal of Looms") == (entry.doi, entry.container_title)
    assert entry.arxiv is not None
    assert "2111.03216" == str(entry.arxiv.id)
    assert list(answers) == fetch.asked
    assert {"arxiv", "crossref"} <= {claim.source for claim in entry.claims}


def test_arxiv_names_the_journal() -> None:
    """ArXiv's journal line is read where no registry knows the paper, and the words are the evidence."""
    library, _, _ = run(PREPRINT, arxiv(make_paper("2111.03216", journal="Phys. Rev. D 66, 010001 (2002)")))
    assert ("Physical Review D", "66") == (library[0].container_title, library[0].volume)
    library, _, _ = run(
        PREPRINT, arxiv(make_paper("2111.03216", journal="Phys. Rev. D 66, 010001 (2002)")), infer=False
    )
    assert library[0].container_title is None


def test_relations_come_next() -> None:
    """DataCite's record of the preprint names the published version, and then that is asked for."""
    related = [{"relatedIdentifier": "10.1000/1", "relatedIdentifierType": "DOI", "relationType": "IsVersionOf"}]
    record = make_record("10.48550/arXiv.2111.03216", kind="Preprint", relatedIdentifiers=related)
    answers = {
        **arxiv(make_paper("2111.03216")),
        f"{DATACITE}10.48550/arXiv.2111.03216": make_datacite(record),
        f"{CROSSREF}10.1000/1": make_crossref(make_work("10.1000/1")),
    }
    library, fetch, _ = run(PREPRINT, answers)
    assert Doi("10.1000/1") == library[0].doi
    assert list(answers) == fetch.asked


def test_a_preprint_of_another_server() -> None:
    """Crossref's record of a preprint names the published version, which is asked for; each is asked for once."""
    relation = {"is-preprint-of": [{"id-type": "doi", "id": "10.1000/1"}]}
    preprint = make_work("10.1101/1", kind="posted-content", subtype="preprint", relation=relation)
    answers = {
        f"{CROSSREF}10.1101/1": make_crossref({**preprint, "container-title": []}),
        f"{CROSSREF}10.1000/1": make_crossref(make_work("10.1000/1")),
    }
    text = f"@misc{{x, title={{{TITLE}}}, author={{Lovelace, Ada and Hopper, Grace}}, doi={{10.1101/1}}, year=2021}}\n"
    library, fetch, _ = run(text, answers)
    assert ("Journal of Looms", Doi("10.1000/1")) == (library[0].container_title, library[0].doi)
    assert list(answers) == fetch.asked
    assert "arxiv2bib" not in dumps(library, "bibtex")


def test_a_search_is_the_last_resort() -> None:
    """By title is searched only if that is asked for, and only where nothing else led to a publication."""
    query = f"query.bibliographic={TITLE.lower().replace(' ', '%20')}%20Lovelace%20Hopper%202021&rows=5"
    answers = {
        **arxiv(make_paper("2111.03216")),
        f"https://api.crossref.org/works?{query}": make_crossref_list([make_work("10.1000/1")]),
    }
    library, fetch, _ = run(PREPRINT, answers)
    assert (EntryType.ARTICLE, False) == (library[0].type, any("query" in url for url in fetch.asked[1:]))
    library, fetch, _ = run(PREPRINT, answers, search=True)
    assert Doi("10.1000/1") == library[0].doi
    assert fetch.asked[-1].startswith("https://api.crossref.org/works?")


def test_what_everybody_writes_is_resolved(tmp_path: Path) -> None:
    """``journal = {arXiv preprint …}`` becomes the published article; comments and other entries stay as they are."""
    answers = {
        **arxiv(make_paper("2111.03216", doi="10.1000/1")),
        f"{CROSSREF}10.1000/1": make_crossref(make_work("10.1000/1")),
    }
    other = "@book{other,\n  title = {Looms},\n  author = {Doe, Jane},\n  year = 1999\n}\n"
    (tmp_path / "in.bib").write_text(AS_ARTICLE + other, "utf-8")
    convert(tmp_path / "in.bib", tmp_path / "out.bib", resolve=True, fetcher=FakeFetcher(answers))
    text = (tmp_path / "out.bib").read_text("utf-8")
    assert text.startswith("% what everybody writes\n@article{loom,\n")
    assert text.endswith(other)
    entry = loads(text)[0]
    assert ("Journal of Looms", Doi("10.1000/1")) == (entry.container_title, entry.doi)


@pytest.mark.parametrize(
    "link", ["doi = {10.48550/ARXIV.2111.03216},\n  publisher = {arXiv}", "url = {https://arxiv.org/abs/2111.03216}"]
)
def test_what_names_arxiv_in_a_link_alone_is_resolved(link: str) -> None:
    """DataCite's BibTeX has arXiv's own DOI and no eprint: it leads to the published article all the same."""
    text = PREPRINT.replace("eprint = {2111.03216},\n  eprinttype = {arxiv}", link)
    answers = {
        **arxiv(make_paper("2111.03216", doi="10.1000/1")),
        f"{CROSSREF}10.1000/1": make_crossref(make_work("10.1000/1")),
    }
    library, _, _ = run(text, answers)
    assert ("Journal of Looms", Doi("10.1000/1")) == (library[0].container_title, library[0].doi)


@pytest.mark.parametrize(
    "text", [PREPRINT, AS_ARTICLE, PREPRINT.replace("eprint = {2111.03216}", "doi = {10.48550/arXiv.2111.03216}")]
)
@pytest.mark.parametrize("default", [ServiceError("down"), FakeFetcher().default])
def test_an_entry_on_which_nothing_is_said_stays_as_it_is(text: str, default: Answer) -> None:
    """If services know nothing, or do not answer, the entry comes out as it came in, character for character."""
    library = resolve(loads(text, "bibtex"), fetcher=FakeFetcher(default=default))
    assert text == dumps(library, "bibtex")


def test_what_the_entry_states_stays() -> None:
    """What is missing is filled in; what stands there is not touched, and the difference is told."""
    text = (
        f"@article{{x,\n  title = {{{TITLE}}},\n  author = {{Lovelace, Ada and Hopper, Grace}},\n  volume = {{8}},\n"
        "  year = 2022,\n  doi = {10.1000/1}\n}\n"
    )
    library, _, report = run(text, {f"{CROSSREF}10.1000/1": make_crossref(make_work("10.1000/1"))})
    assert ("8", "Journal of Looms") == (library[0].volume, library[0].container_title)
    assert ["volume"] == [one.path for one in report.of_code(Code.MERGE_CONFLICT)]


def test_an_entry_that_lacks_nothing_is_not_asked_about() -> None:
    """Nobody is asked about an entry that says it all."""
    text = (
        f"@article{{x, title={{{TITLE}}}, author={{Lovelace, Ada}}, journal={{J}}, volume=1, pages=2, year=2022, "
        "doi={10.1000/1}}\n@misc{y, title={No identifier}}\n"
    )
    _, fetch, _ = run(text, {})
    assert [] == fetch.asked


def test_both_versions_if_both_are_to_be_cited() -> None:
    """With ``cite="both"`` a publication has its preprint behind it; what is not of arXiv stays alone."""
    answers = {
        **arxiv(make_paper("2111.03216", doi="10.1000/1")),
        f"{CROSSREF}10.1000/1": make_crossref(make_work("10.1000/1")),
    }
    library = loads(PREPRINT + "@book{b, title={Another Thing}}\n", "bibtex")
    entries = resolve(library, fetcher=FakeFetcher(answers), cite="both")
    assert [EntryType.ARTICLE_JOURNAL, EntryType.ARTICLE, EntryType.BOOK] == [entry.type for entry in entries]
    assert library[0].key == entries[0].key
    assert (entries[1].key,) == tuple(link.identifier for link in entries[0].related)


def test_the_preprint_stays_if_it_is_to_be_cited() -> None:
    """With ``cite="preprint"`` what is known of a publication is a claim, and no more."""
    answers = {
        **arxiv(make_paper("2111.03216", doi="10.1000/1")),
        f"{CROSSREF}10.1000/1": make_crossref(make_work("10.1000/1")),
    }
    entry = resolve(loads(PREPRINT, "bibtex"), fetcher=FakeFetcher(answers), cite="preprint")[0]
    assert (EntryType.ARTICLE, None) == (entry.type, entry.container_title)
    assert Doi("10.1000/1") in {claim.value for claim in entry.claims}


def test_one_failure_is_told_once() -> None:
    """A service that is down is told once as an error, whatever it would have been asked; the report has them all."""
    text = "".join(PREPRINT.replace("loom", f"l{at}").replace("03216", f"0000{at}") for at in range(3))
    names = ",".join(f"2111.0000{at}" for at in range(3))
    answers: dict[str, Answer] = {f"{ARXIV}{names}&max_results=3": ServiceError("status 503", status=503), **{
        f"{DATACITE}10.48550/arXiv.2111.0000{at}": ServiceError("status 503") for at in range(3)
    }}  # fmt: skip
    library, _, report = run(text, answers)
    assert text == dumps(library, "bibtex")
    told = report.of_code(Code.RESOLVE_NO_ANSWER)
    assert [("arxiv", Severity.ERROR), ("datacite", Severity.ERROR), ("datacite", Severity.INFO),
            ("datacite", Severity.INFO)] == [(one.source, one.severity) for one in told]  # fmt: skip


def test_the_report_tells_what_was_filled_in() -> None:
    """For each answer that is used, the report has who gave it and which fields are as it says."""
    text = PREPRINT.replace("  year", "  doi = {10.1000/1},\n  year")
    _, _, report = run(text, {f"{CROSSREF}10.1000/1": make_crossref(make_work("10.1000/1"))})
    (diagnostic,) = report.of_code(Code.RESOLVE_ANSWER)
    assert (Severity.INFO, "crossref", "2111.03216", "loom") == (
        diagnostic.severity,
        diagnostic.source,
        diagnostic.record,
        diagnostic.key,
    )
    assert {"container_title", "doi", "volume"} <= set(diagnostic.message.split(", "))


def test_many_entries_in_chunks(tmp_path: Path) -> None:
    """Entries go through a chunk at a time, in their order; arXiv is asked once for each chunk."""
    count = 250
    text = "".join(
        f"@misc{{k{at}, title={{Paper {at}}}, eprint={{2111.{at:05d}}}, eprinttype={{arxiv}}}}\n"
        for at in range(1, count)
    )

    class Arxiv(FakeFetcher):
        """Has every paper that it is asked for."""

        def __call__(self, url, /, *, accept=None, check=None):  # type: ignore[no-untyped-def]
            """Return what is asked for, in the other order."""
            if url.startswith(ARXIV):
                names = url.removeprefix(ARXIV).partition("&")[0].split(",")
                papers = [make_paper(name, f"Paper {int(name[5:])}", comment="9 pages") for name in reversed(names)]
                self.answers = {url: make_feed(*papers)}
            return super().__call__(url, accept=accept, check=check)

    fetch = Arxiv()
    steps: list[object] = []
    (tmp_path / "in.bib").write_text(text, "utf-8")
    convert(
        tmp_path / "in.bib", tmp_path / "out.json", resolve=True, resolvers=["arxiv"], fetcher=fetch,
        watch=steps.append,
    )  # fmt: skip
    items = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert [f"k{at}" for at in range(1, count)] == [item["id"] for item in items]
    assert all(item["author"] for item in items)
    assert 3 == len(fetch.asked)
    assert [Step(done=done, failed=0) for done in (100, 200, 249)] == steps


# Plug-ins


@attrs.frozen
class Shelves:
    """A resolver that knows where in the library every work stands."""

    name: ClassVar[str] = "shelves"

    def wants(self, entry: Entry, /) -> bool:
        """Whether *entry* has a title."""
        return entry.title is not None

    def resolve(self, entries: Sequence[Entry], /, *, fetch: Fetcher, report: Report) -> Iterator[tuple[int, Claim]]:
        """Yield where they stand."""
        for position, _ in enumerate(entries):
            yield position, Claim(field="note", value="second floor", source="shelves", strength=Strength.CERTAIN)


@attrs.frozen
class Picky(Shelves):
    """Stumbles over what it looks at."""

    def wants(self, entry: Entry, /) -> bool:
        """Raise."""
        raise KeyError(entry.title)


@attrs.frozen
class Clumsy(Shelves):
    """Stumbles over the second entry."""

    def resolve(self, entries: Sequence[Entry], /, *, fetch: Fetcher, report: Report) -> Iterator[tuple[int, Claim]]:
        """Yield one claim, and raise."""
        yield from islice(super().resolve(entries, fetch=fetch, report=report), 1)
        raise KeyError("shelf")


@attrs.frozen
class Bold(Shelves):
    """Claims what cannot be claimed."""

    def resolve(self, entries: Sequence[Entry], /, *, fetch: Fetcher, report: Report) -> Iterator[tuple[int, Claim]]:
        """Yield a citation key."""
        yield 0, Claim(field="key", value="mine", source="shelves", strength=Strength.CERTAIN)


@pytest.mark.parametrize(
    ("notes", "problem", "resolver"),
    [
        (["second floor", "second floor"], None, Shelves),
        ([None, None], "KeyError: 'One'", Picky),
        (["second floor", None], "KeyError: 'shelf'", Clumsy),
        ([None, None], "nothing can be claimed on 'key'", Bold),
    ],
)
def test_a_plug_in_takes_part(
    notes: list[str | None], problem: str | None, resolver: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A resolver of a plug-in is asked as the built-in ones are; one that breaks its contract costs what it claims."""
    monkeypatch.setattr(f"{resolver.__module__}.Used", resolver, raising=False)
    monkeypatch.setitem(RESOLVERS, "shelves", f"{resolver.__module__}:Used")
    report = Report()
    entries = [Entry(title="One"), Entry(title="Two")]
    library = resolve(entries, resolvers=["shelves"], fetcher=FakeFetcher(), report=report)
    assert notes == [entry.note for entry in library]
    told = [(one.source, one.message) for one in report.of_code(Code.RESOLVE_NO_ANSWER)]
    assert ([] if problem is None else [("shelves", f"the resolver failed: {problem}")]) == told


def test_resolvers_that_are_none() -> None:
    """A name that no resolver has is a bad call, before anybody is asked."""
    with pytest.raises(
        UnknownFormatError, match=r"no resolver named 'foo'; known: arxiv, crossref, datacite, doi\.org"
    ):
        resolve([], resolvers=["foo"], fetcher=FakeFetcher())


def test_offline_and_refresh_exclude_each_other() -> None:
    """What is to be asked for again cannot come from the cache."""
    with pytest.raises(InvalidValueError, match="offline and refresh exclude each other"):
        resolve([], offline=True, refresh=True)
