"""One entry a work: what is the same, which entry stays, what it is given and what is told."""

import time

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import (
    ArxivId,
    ArxivInfo,
    ArxivVersion,
    Block,
    BlockKind,
    Code,
    Date,
    Doi,
    Entry,
    EntryType,
    Extra,
    Library,
    Name,
    NameRole,
    Origin,
    Pages,
    Record,
    Related,
    Report,
    Severity,
    dumps,
    loads,
    merge_duplicates,
)
from arxiv2bib.model.entry import COMPARED_FIELDS, DEFAULTS, INDEX
from arxiv2bib.transforms.works import find_identifiers

HERE = Name(family="Abbott", given="B. P.")
PREPRINT = Entry(
    type=EntryType.ARTICLE,
    key="preprint",
    title="Observation of Gravitational Waves",
    author=(HERE,),
    issued=Date(start=(2016, 2, 11)),
    submitted=Date(start=(2016, 2, 11)),
    doi=Doi("10.48550/arXiv.1602.03837"),
    url="https://arxiv.org/abs/1602.03837",
    publisher="arXiv",
    version="1",
    abstract="On September 14",
    arxiv=ArxivInfo(id=ArxivId("1602.03837"), primary_category="gr-qc", categories=("gr-qc",)),
)
PUBLISHED = Entry(
    type=EntryType.ARTICLE_JOURNAL,
    key="published",
    title="Observation of gravitational waves from a binary black hole merger",
    author=(HERE,),
    issued=Date(start=(2016,)),
    container_title="Phys. Rev. Lett.",
    doi=Doi("10.1103/PhysRevLett.116.061102"),
)


def merge(*entries: Entry | Block) -> tuple[list[Entry], Report]:
    """Return the entries that are left, and what was said."""
    report = Report()
    return [item for item in merge_duplicates(entries, report=report) if isinstance(item, Entry)], report


def keys_of(*entries: Entry) -> list[str | None]:
    """Return the keys of the entries that are left."""
    return [entry.key for entry in merge(*entries)[0]]


def arxiv(key: str, text: str, **fields: object) -> Entry:
    """Return an entry with an arXiv identifier."""
    return Entry(key=key, arxiv=ArxivInfo(id=ArxivId.parse(text))).evolve(**fields)


def doi(key: str, text: str, **fields: object) -> Entry:
    """Return an entry with a DOI."""
    return Entry(key=key, doi=Doi(text)).evolve(**fields)


# What is one work


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (arxiv("a", "1602.03837"), arxiv("b", "1602.03837")),
        (arxiv("a", "1602.03837v1"), arxiv("b", "1602.03837v3")),
        (arxiv("a", "math.GT/0309136"), arxiv("b", "math/0309136")),
        (arxiv("a", "1602.03837"), doi("b", "10.48550/ARXIV.1602.03837")),
        (arxiv("a", "1602.03837"), Entry(key="b", url="http://arxiv.org/pdf/1602.03837v2.pdf")),
        (arxiv("a", "1602.03837"), Entry(key="b", container_title="arXiv preprint arXiv:1602.03837")),
        (arxiv("a", "1602.03837"), Entry(key="b", container_title="ArXiv e-prints, 1602.03837v2 [gr-qc] (2016)")),
        (arxiv("a", "1602.03837"), Entry(key="b", container_title="CoRR", volume="abs/1602.03837")),
        (arxiv("a", "1602.03837"), Entry(key="b", container_title="arXiv", page=Pages(literal="arXiv:1602.03837"))),
        (arxiv("a", "1602.03837"), Entry(key="b", container_title="arXiv preprint", number="1602.03837v2")),
        (arxiv("a", "1602.03837"), Entry(key="b", container_title="Preprint at https://arxiv.org/abs/1602.03837")),
        (arxiv("a", "hep-th/9711200"), Entry(key="b", container_title="hep-th/9711200")),
        (arxiv("a", "1602.03837"), Entry(key="b", note="arXiv:1602.03837 [gr-qc]")),
        (arxiv("a", "1602.03837"), Entry(key="b", note="arXiv preprint arXiv:1602.03837.")),
        (arxiv("a", "1602.03837"), Entry(key="b", container_title="ArXiv", issue="arXiv:1602.03837")),
        (arxiv("a", "1602.03837"), Entry(key="b", container_title="arXiv e-prints", article_number="1602.03837v2")),
        (arxiv("a", "1602.03837"), Entry(key="b", number="arXiv:1602.03837")),
        (arxiv("a", "1602.03837"), Entry(key="b", number="1602.03837", publisher="arXiv")),
        (arxiv("a", "1602.03837"), Entry(key="b", publisher="arXiv preprint arXiv:1602.03837")),
        (arxiv("a", "1602.03837"), Entry(key="b", extra=(Extra("bibtex", "arxivId", "1602.03837"),))),
        *(
            (arxiv("a", "1602.03837"), Entry(key="b", note=note, container_title="Phys. Rev. Lett."))
            for note in (
                "arXiv:1602.03837",
                "arXiv:1602.03837v1 [gr-qc]",
                "[arXiv:1602.03837]",
                "(arXiv: 1602.03837)",
                "Preprint arXiv:1602.03837, 2016",
                "Available at arXiv:1602.03837.",
                "https://arxiv.org/abs/1602.03837",
                r"\href{http://arxiv.org/abs/1602.03837}{arXiv:1602.03837}",
            )
        ),
        (doi("a", "10.1000/ABC"), doi("b", "10.1000/abc")),
        (doi("a", "10.1000/abc"), Entry(key="b", url="https://doi.org/10.1000/abc")),
        *(
            (doi("a", "10.1000/abc"), Entry(key="b", url=url))
            for url in (
                "https://link.example.com/article/10.1000/abc",
                "https://link.example.com/chapter/10.1000%2Fabc#Sec1",
                "https://dl.example.org/doi/10.1000/abc",
                "https://dl.example.org/doi/fullHtml/10.1000/abc",
                "https://library.example.com/doi/abs/10.1000/abc?journalCode=abc",
                "https://library.example.com/doi/10.1000/abc/full",
                "https://journals.example.org/prl/abstract/10.1000/abc",
                "https://science.example.org/article/10.1000/abc/meta",
                "https://journals.example.org/plosone/article?id=10.1000/abc&type=printable",
                "http://doi.example.org/10.1000/abc",
            )
        ),
        (doi("a", "10.1000/abc", title="One"), doi("b", "10.1000/abc", title="Two")),
        (doi("a", "10.1000/abc", type=EntryType.BOOK), doi("b", "10.1000/abc", type=EntryType.DOCUMENT)),
        (doi("a", "10.1000/abc"), Entry(key="b", arxiv=ArxivInfo(id=ArxivId("1602.03837"), doi="10.1000/ABC"))),
        (
            doi("a", "10.1000/abc"),
            arxiv("b", "1602.03837", related=(Related(relation="is-preprint-of", identifier="10.1000/abc"),)),
        ),
    ],
)
def test_one_work(one: Entry, other: Entry) -> None:
    """The same DOI or arXiv identifier in any spelling is one work, and a preprint is that whose DOI it names."""
    assert 1 == len(merge(one, other)[0]) == len(merge(other, one)[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Entry(key="a", title="The same", author=(HERE,)), Entry(key="b", title="The same", author=(HERE,))),
        (Entry(key="a"), Entry(key="a")),
        (arxiv("a", "1602.03837", title="The same"), arxiv("b", "1602.03838", title="The same")),
        (doi("a", "10.1000/abc"), doi("b", "10.1000/abcd")),
        (doi("a", "10.1000/a"), doi("b", "10.1000/b", url="https://doi.org/10.1000/a")),
        *(
            (doi("a", "10.1000/a"), Entry(key="b", url=url))
            for url in (
                "https://link.example.com/book/10.1000/a",
                "https://dl.example.org/doi/suppl/10.1000/a",
                "https://www.example.org/content/10.1000/av1",
                "https://code.example.com/someone/10.1000/a",
            )
        ),
        (arxiv("a", "1602.03837"), Entry(key="b", number="1602.03837", container_title="J. Light")),
        *(
            (arxiv("a", "1602.03837"), Entry(key="b", note=note))
            for note in (
                "see also arXiv:1602.03837",
                "Comment on arXiv:1602.03837",
                "arXiv:1602.03837, arXiv:1602.03838",
                "arXiv admin note: text overlap with arXiv:1602.03837",
                "1602.03837",
                "arXiv 2016",
            )
        ),
        (arxiv("a", "1602.03837"), Entry(key="b", container_title="arXiv preprint", volume="1602.03837 and others")),
        (arxiv("a", "1602.03837"), doi("b", "10.1000/b", container_title="arXiv preprint arXiv:1602.03837")),
        (arxiv("a", "1602.03837"), Entry(key="b", note="See also arXiv:1602.03837")),
        (arxiv("a", "1602.03837"), Entry(key="b", note="Comment on arXiv:1602.03837")),
        (arxiv("a", "1602.03837"), Entry(key="b", container_title="Nature", volume="1602.03837")),
        (
            Entry(key="a", container_title="CoRR", volume="1602"),
            Entry(key="b", container_title="CoRR", volume="1602"),
        ),
        (doi("a", ""), doi("b", "")),
        (
            doi("a", "10.1000/abc", type=EntryType.BOOK),
            doi("b", "10.1000/abc", type=EntryType.PAPER_CONFERENCE),
        ),
        (
            doi("a", "10.1000/abc"),
            arxiv("b", "1602.03837", related=(Related(relation="is-referenced-by", identifier="10.1000/abc"),)),
        ),
    ],
)
def test_two_works(one: Entry, other: Entry) -> None:
    """A title, a key or another's identifier make nothing one; nor is a paper the volume whose DOI it was given."""
    assert 2 == len(merge(one, other)[0]) == len(merge(other, one)[0])


def test_an_entry_with_both_identifiers_links_the_others() -> None:
    """What has a DOI and an arXiv identifier is one with what has either, through any number of entries."""
    both = doi("c", "10.1000/abc", arxiv=ArxivInfo(id=ArxivId("1602.03837")))
    assert 1 == len(merge(arxiv("a", "1602.03837"), doi("b", "10.1000/ABC"), both)[0])


def test_a_doi_that_two_preprints_name_joins_neither() -> None:
    """Authors also give the DOI of a volume or a part: where two papers give one, it says nothing of either."""
    volume = doi("v", "10.1000/abc", title="Volume")
    one, two = (
        Entry(key=key, title=key, arxiv=ArxivInfo(id=ArxivId(number), doi="10.1000/abc"))
        for key, number in (("a", "1602.00001"), ("b", "1602.00002"))
    )
    assert ["v", "a", "b"] == keys_of(volume, one, two)
    assert 1 == len(merge(volume, one)[0])


def test_a_preprint_that_names_two_works_joins_neither() -> None:
    """Where the authors give two DOIs, none is chosen for them."""
    preprint = Entry(key="a", arxiv=ArxivInfo(id=ArxivId("1602.00001"), doi="10.1000/a, 10.1000/b"))
    assert ["a", "x", "y"] == keys_of(preprint, doi("x", "10.1000/a"), doi("y", "10.1000/b"))


def test_what_is_named_has_another_preprint() -> None:
    """A published version that has an arXiv identifier of its own is not that of another preprint."""
    published = doi("x", "10.1000/a", arxiv=ArxivInfo(id=ArxivId("1602.00002")))
    assert 2 == len(merge(Entry(key="a", arxiv=ArxivInfo(id=ArxivId("1602.00001"), doi="10.1000/a")), published)[0])


def test_one_identifier_of_two_works_is_doubted() -> None:
    """Entries with one identifier but no author and no word in common stay apart, and it is told."""
    one = doi("a", "10.1000/abc", title="On whales", author=(Name(family="Ahab"),))
    other = doi("b", "10.1000/abc", title="Spinning wheels", author=(Name(family="Rose"),))
    entries, report = merge(one, other)
    (doubt,) = report.diagnostics
    assert [one, other] == entries
    assert (Code.UNIQUE_DOUBTFUL_IDENTIFIER, Severity.WARNING, "b", "doi:10.1000/abc") == (
        doubt.code,
        doubt.severity,
        doubt.key,
        doubt.value,
    )


def test_two_chapters_with_the_doi_of_their_book_are_doubted() -> None:
    """Few common words and other first pages make two works; a title of more words is one all the same."""
    shape = {"type": EntryType.CHAPTER, "author": (HERE,)}
    one = doi("a", "10.1000/book", title="Spinning by hand", page=Pages(first="1", last="20"), **shape)
    other = doi("b", "10.1000/book", title="Weaving with looms", page=Pages(first="21", last="40"), **shape)
    entries, report = merge(one, other)
    assert [one, other] == entries
    assert 1 == report.counts[Code.UNIQUE_DOUBTFUL_IDENTIFIER]
    longer = one.evolve(key="c", title="Spinning by hand: a history", page=Pages(first="12"))
    assert 1 == len(merge(one, longer)[0])
    assert 1 == len(merge(one, one.evolve(key="c", title="Spinnen von Hand"))[0])


# Which entry stays, and what it is given


@pytest.mark.parametrize("turn", [1, -1])
def test_the_published_version_stays(turn: int) -> None:
    """Of a preprint and the published version the latter stays, as it was, with what is true of both."""
    assert PREPRINT.arxiv is not None
    named = attrs.evolve(PREPRINT.arxiv, doi="10.1103/PhysRevLett.116.061102")
    preprint = PREPRINT.evolve(arxiv=named)
    (entry,), report = merge(*[preprint, PUBLISHED][::turn])
    expected = PUBLISHED.evolve(abstract=PREPRINT.abstract, arxiv=PREPRINT.arxiv)
    assert expected == entry
    assert {"title", "issued", "version", "type", "submitted"} == {
        one.path for one in report.of_code(Code.MERGE_CONFLICT)
    }


def test_no_chimera() -> None:
    """A preprint's publisher, address, note and DOI never get into a published entry that lacks them."""
    preprint = PREPRINT.evolve(note="Under review", number="arXiv:1602.03837", status="prepublished", genre="Preprint")
    published = PUBLISHED.evolve(doi=None, arxiv=ArxivInfo(id=ArxivId("1602.03837")))
    (entry,), report = merge(preprint, published)
    kept = (entry.publisher, entry.url, entry.note, entry.number, entry.status, entry.genre, entry.doi, entry.version)
    assert (None,) * 8 == kept
    told = {one.path for one in report.of_code(Code.MERGE_CONFLICT)}
    assert {"note", "status", "genre", "version", "title", "issued", "type", "submitted"} == told


def test_two_published_versions_lend_each_other_nothing_of_their_own() -> None:
    """A paper in a journal and the same one at a conference, known by its preprint: each keeps its pages to itself."""
    conference = PUBLISHED.evolve(
        key="conference", type=EntryType.PAPER_CONFERENCE, container_title="GR21", volume="3", doi=Doi("10.1000/gr21"),
        arxiv=ArxivInfo(id=ArxivId("1602.03837")),
    )  # fmt: skip
    journal = PUBLISHED.evolve(arxiv=ArxivInfo(id=ArxivId("1602.03837")))
    (entry,), report = merge(journal, conference)
    assert journal == entry
    assert {"container_title", "volume", "doi", "type"} == {one.path for one in report.of_code(Code.MERGE_CONFLICT)}


def test_of_one_version_every_field_is_filled() -> None:
    """Of two entries of one version, the first has what it lacks from the second, lists both; the rest is told."""
    one = doi("a", "10.1000/abc", title="T", keyword=("x",), container_title="J", volume="1", extra=(EXTRA,))
    other = doi(
        "b", "10.1000/ABC", title="T.", keyword=("X", "y"), container_title="J", volume="2", publisher="P",
        variables=(("PMID", "1"),), extra=(Extra("bibtex", "SHELF", "2"), Extra("bibtex", "file", "x"), SPELLED),
    )  # fmt: skip
    (entry,), report = merge(one, other)
    filled = {"publisher": "P", "keyword": ("x", "y"), "variables": (("PMID", "1"),)}
    assert one.evolve(**filled, extra=(EXTRA, Extra("bibtex", "file", "x"))) == entry
    assert [
        ("title", "T.", Severity.INFO),
        ("volume", "2", Severity.WARNING),
        ("extra.bibtex.SHELF", "2", Severity.WARNING),
    ] == [(one.path, one.value, one.severity) for one in report.of_code(Code.MERGE_CONFLICT)]


EXTRA = Extra("bibtex", "shelf", "1")
SPELLED = Extra("bibtex-as-written", "title", "{T.}")


def test_a_symbol_written_otherwise_is_an_info() -> None:
    """A record of arXiv and the BibTeX of it: a formula there is a character here."""
    one = arxiv("a", "1602.03837", abstract=r"Looms of $\alpha$ are $\sim$6% faster, 3$\times$ at best.")
    other = arxiv("b", "1602.03837", abstract="Looms of α are ∼6% faster, 3× at best.")
    (conflict,) = merge(one, other)[1].of_code(Code.MERGE_CONFLICT)
    assert Severity.INFO is conflict.severity


def test_what_is_kept_in_full_is_no_warning() -> None:
    """An abbreviated journal, initials and a first page say less than what stays; the reverse is told as a warning."""
    jane, pages = Name(family="Doe", given="Jane"), Pages(first="1", last="9")
    full = doi("a", "10.1000/abc", container_title="Physical Review Letters", author=(jane,), page=pages)
    initials, page = Name(family="Doe", given="J."), Pages(first="1")
    short = doi("b", "10.1000/abc", container_title="Phys. Rev. Lett.", author=(initials,), page=page)
    for pair, expected in (((full, short), Severity.INFO), ((short, full), Severity.WARNING)):
        found = {one.path: one.severity for one in merge(*pair)[1].of_code(Code.MERGE_CONFLICT)}
        assert (expected, expected) == (found["container_title"], found["author"])
        assert Severity.INFO is found["page"]


@pytest.mark.parametrize(("one", "other"), [("Second", "2"), ("2nd", "second"), ("2", "Second edition")])
def test_an_edition_in_words_is_no_conflict(one: str, other: str) -> None:
    """``Second`` and ``2`` are one edition, and ``Third`` is another: that is a warning."""
    for edition, severity in ((other, Severity.INFO), ("Third", Severity.WARNING)):
        pair = doi("a", "10.1000/abc", edition=one), doi("b", "10.1000/abc", edition=edition)
        told = merge(*pair)[1].of_code(Code.MERGE_CONFLICT)
        assert [(severity, edition)] == [(conflict.severity, conflict.value) for conflict in told]


def test_a_volume_that_is_not_known_yet_is_filled() -> None:
    """Publishers say ``n/a`` of what is in no issue yet; that is taken over by nobody, and told as an info."""
    early = doi("a", "10.1000/abc", volume="n/a", page=Pages(first="n/a", last="n/a"), issued=Date(start=(2020,)))
    late = doi("b", "10.1000/abc", volume="7", page=Pages(first="1", last="9"), issued=Date(start=(2020,)))
    for pair in ((early, late), (late, early)):
        (kept,), report = merge(*pair)
        assert ("7", "1-9") == (kept.volume, str(kept.page))
        assert not [one for one in report.of_code(Code.MERGE_CONFLICT) if one.severity is Severity.WARNING]


def test_a_more_precise_date_and_a_longer_list_of_names_are_taken() -> None:
    """2016-02 says more than 2016, and the whole list of authors more than one that ends in "and others"."""
    others = (HERE, Name(family="Adhikari"))
    one = doi("a", "10.1000/abc", author=(HERE,), truncated=(NameRole.AUTHOR,), issued=Date(start=(2016,)))
    other = doi("b", "10.1000/abc", author=others, issued=Date(start=(2016, 2)))
    for pair in ((one, other), (other, one)):
        (entry,), report = merge(*pair)
        assert (others, (), Date(start=(2016, 2))) == (entry.author, entry.truncated, entry.issued)
        assert () == report.of_code(Code.MERGE_CONFLICT)


def test_a_key_that_came_in_stays() -> None:
    """The published version takes the key that a preprint's entry came with, if its own was made."""
    record = Record("arxiv-digest", None, "1602.03837", (), (0, 0), 1, "")
    made = PREPRINT.evolve(key="made2016", origin=Origin("digest.md", record))
    (entry,), report = merge(made, PREPRINT.evolve(key="cited"))
    assert "cited" == entry.key
    assert (Severity.INFO, "made2016") == (report.diagnostics[0].severity, report.diagnostics[0].key)
    (entry,), _ = merge(PREPRINT.evolve(key="cited"), PUBLISHED.evolve(
        key="made", origin=made.origin, arxiv=ArxivInfo(id=ArxivId("1602.03837"))))  # fmt: skip
    assert ("cited", "Phys. Rev. Lett.") == (entry.key, entry.container_title)


def test_the_first_of_equals_stays_in_its_place() -> None:
    """Where nothing else decides, the first entry stays where it stands; other entries and blocks keep their order."""
    block = Block(kind=BlockKind.COMMENT, raw="@comment{x}")
    a, b, c = arxiv("a", "1602.03837"), Entry(key="b"), arxiv("c", "1602.03837")
    items: list[Entry | Block] = [block, a, block, b, c, block]
    assert [block, a, block, b, block] == list(merge_duplicates(items))


def test_a_removed_key_is_told() -> None:
    """A key that may be cited and is gone is a warning with the key to cite instead, and by what they are one."""
    _, report = merge(arxiv("a", "1602.03837"), arxiv("b", "1602.03837v2"))
    told = report.diagnostics[0]
    assert (Code.UNIQUE_MERGED_ENTRY, Severity.WARNING, "b", "key", "a") == (
        told.code,
        told.severity,
        told.key,
        told.path,
        told.value,
    )
    assert "the same work as a, by arxiv:1602.03837; cite a for b" == told.message


def test_entries_without_keys_are_told_by_their_titles() -> None:
    """Where there is no key to cite, the message names the title of the entry that stays."""
    one, other = (arxiv("x", "1602.03837", title=title).evolve(key=None) for title in ("One", "Another"))
    _, report = merge(one, other)
    assert ("the same work as 'One', by arxiv:1602.03837", Severity.INFO) == (
        report.diagnostics[0].message,
        report.diagnostics[0].severity,
    )


def test_references_follow() -> None:
    """An entry that refers to a removed one refers to that which stays, and shows what it says."""
    text = """@inproceedings{p, crossref = {two}, title = {P}}
@proceedings{one, title = {Vol}, doi = {10.1000/abc}, publisher = {X}}
@proceedings{two, title = {Vol}, doi = {10.1000/ABC}, year = 2001}
"""
    library = loads(text, "bibtex")
    merged = library.with_items(merge_duplicates(library.items))
    found = loads(dumps(merged, "bibtex"))
    assert ["p", "one"] == [entry.key for entry in found]
    assert ("Vol", "X") == (found["p"].container_title, found["p"].publisher)


def test_a_record_is_filled_line_by_line() -> None:
    """Written back to its format, the entry that stays has new lines for what it was given, and is else as it was."""
    text = "@misc{a,\n  title = {T},\n  eprint = {1602.03837}, % id\n}\n\n@misc{b, eprint={1602.03837}, abstract={A}}\n"
    library = loads(text)
    merged = dumps(library.with_items(merge_duplicates(library.items)), "bibtex")
    assert merged.startswith("@misc{a,\n  title = {T},\n  eprint = {1602.03837},")
    assert "abstract = {A}" in merged
    assert "@misc{b" not in merged


def test_versions_are_told_in_words() -> None:
    """As people call them, and not as the model holds them."""
    days = (Date(start=(2016, 2, 11)), Date(start=(2016, 3, 1)))
    one, other = (
        arxiv("a", "1602.03837").evolve(
            arxiv=ArxivInfo(id=ArxivId("1602.03837"), versions=(ArxivVersion(number=number + 1, submitted=day),))
        )
        for number, day in enumerate(days)
    )
    (conflict,) = merge(one, other)[1].of_code(Code.MERGE_CONFLICT)
    assert "arxiv.versions is not taken over to a, which keeps v1 2016-02-11" == conflict.message
    assert "v2 2016-03-01" == conflict.value


def test_a_report_is_not_needed() -> None:
    """Without a report nothing is told, and blocks need not be there."""
    assert 1 == len(list(merge_duplicates([arxiv("a", "1602.03837"), arxiv("b", "1602.03837")])))


def test_a_library_of_one_volume_in_linear_time() -> None:
    """Thousands of entries with one DOI, alike or not, take time in proportion to their number."""
    for title in ("same", "{}"):
        start = time.process_time()
        entries = [
            doi(
                f"k{n}",
                "10.1000/abc",
                title=title.format(f"word{n}"),
                author=(Name(family=f"F{n}" if "{" in title else "F"),),
            )
            for n in range(5000)
        ]
        merge(*entries)
        assert time.process_time() - start < 10


# Laws

_ids = st.sampled_from(["1602.00001", "1602.00002v1", "1602.00002v2", "1602.00003"])
_dois = st.sampled_from(["10.1000/a", "10.1000/A", "10.1000/b", "10.1000/c", "10.48550/arXiv.1602.00001"])
_names = st.lists(st.sampled_from([HERE, Name(family="Ahab"), Name(family="Rose")]), max_size=2).map(tuple)
_words = st.none() | st.sampled_from(["On whales", "on Whales!", "Wheels", "Whales and wheels"])
_infos = st.builds(ArxivInfo, id=st.none() | _ids.map(ArxivId.parse), doi=st.none() | _dois, journal_ref=_words)
_entries = st.builds(
    Entry,
    type=st.sampled_from([EntryType.ARTICLE, EntryType.ARTICLE_JOURNAL, EntryType.BOOK, EntryType.PAPER_CONFERENCE]),
    key=st.sampled_from("abcdefgh"),
    title=_words,
    author=_names,
    truncated=st.sampled_from([(), (NameRole.AUTHOR,)]),
    issued=st.none() | st.sampled_from([Date(start=(2016,)), Date(start=(2016, 2)), Date(literal="x")]),
    container_title=st.none() | st.sampled_from(["J", "arXiv", "Proc"]),
    doi=st.none() | _dois.map(Doi),
    volume=st.none() | st.sampled_from(["1", "2"]),
    arxiv=st.none() | _infos,
    keyword=st.sampled_from([(), ("x",), ("X", "y")]),
    extra=st.sampled_from([(), (EXTRA,), (Extra("bibtex", "crossref", "a"),)]),
)
_libraries = st.lists(_entries, max_size=7)


@given(_libraries)
def test_merging_twice_changes_nothing(entries: list[Entry]) -> None:
    """What is left is one entry a work: a second time finds nothing to merge."""
    once, _ = merge(*entries)
    twice, report = merge(*once)
    assert once == twice
    assert 0 == report.counts[Code.UNIQUE_MERGED_ENTRY]


@given(_libraries)
def test_every_removed_entry_and_value_is_told(entries: list[Entry]) -> None:
    """What goes in comes out, or is in the report: each entry, and each value of a removed entry."""
    left, report = merge(*entries)
    told = report.of_code(Code.UNIQUE_MERGED_ENTRY)
    assert len(entries) == len(left) + len(told)
    values = {str(one.value) for one in report.diagnostics} | {text for entry in left for text in _list_texts(entry)}
    for entry in entries:
        assert {text for text in _list_texts(entry) if not _is_derived(text)} <= values


def _list_texts(entry: Entry) -> set[str]:
    fields = {"title": entry.title, "issued": entry.issued, "container_title": entry.container_title,
              "volume": entry.volume, "doi": entry.doi}  # fmt: skip
    texts = {str(value) for value in fields.values() if value is not None}
    return texts | {extra.value for extra in entry.extra if extra.name != "crossref"}


def _is_derived(text: str) -> bool:
    """Whether *text* follows from what stays: arXiv's DOI, its name as a journal, a date of which more is known."""
    return text in ("10.48550/arXiv.1602.00001", "arXiv", "2016") or text.startswith("10.1000/")


@given(_libraries)
def test_no_two_entries_have_one_identifier(entries: list[Entry]) -> None:
    """Of one identifier one entry is left, or what is of another kind, or what was doubted."""
    left, report = merge(*entries)
    seen: dict[str, Entry] = {}
    for entry in left:
        for identifier in find_identifiers(entry):
            other = seen.setdefault(identifier, entry)
            kinds = {entry.type, other.type}
            is_told = identifier in {one.value for one in report.of_code(Code.UNIQUE_DOUBTFUL_IDENTIFIER)}
            assert other is entry or is_told or kinds == {EntryType.BOOK, EntryType.PAPER_CONFERENCE}


@given(_libraries)
def test_no_value_is_made_up(entries: list[Entry]) -> None:
    """Type and venue of what is left are those of one entry that went in, and every other value is somebody's."""
    pairs = {(entry.type, entry.container_title, entry.volume) for entry in entries if entry.container_title}
    for entry in merge(*entries)[0]:
        if entry.container_title and entry.volume is None:
            assert any(pair[:2] == (entry.type, entry.container_title) for pair in pairs)
        for name in COMPARED_FIELDS:
            value = getattr(entry, name)
            if name not in ("arxiv", "keyword", "extra", "truncated") and value != DEFAULTS[INDEX[name]]:
                assert value in [getattr(one, name) for one in entries]


@given(_libraries)
def test_entries_of_other_works_pass(entries: list[Entry]) -> None:
    """An entry that is merged with none is the very same, at its place among the others."""
    left, _ = merge(*entries)
    kept = [entry for entry in entries if any(entry is one for one in left)]
    assert kept == [entry for entry in left if any(entry is one for one in entries)]
    unnamed = [entry for entry in entries if not find_identifiers(entry) and not entry.arxiv and not entry.extra]
    assert all(any(entry is one for one in left) for entry in unnamed)


def test_a_library_keeps_its_style() -> None:
    """A library of merged items is written as the one before."""
    library = loads("@misc{a, eprint = {1602.03837}}\r\n\r\n@misc{b, eprint = {1602.03837}}\r\n", "bibtex")
    merged = library.with_items(merge_duplicates(library.items))
    assert isinstance(merged, Library)
    assert library.style == merged.style
    assert library.report is merged.report
