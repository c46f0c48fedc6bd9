"""What we read beside what others read: in the corpus, on the list of what agrees, and in the neutral form itself."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from arxiv2bib import loads
from tests.agreement.cases import SOURCES, Case, read_cases
from tests.agreement.compare import Pair, compare_items, is_same_text
from tests.agreement.explanations import EXPLANATIONS, find_explanation
from tests.agreement.listing import LIST, Line, find_lost, read_list, render_list
from tests.agreement.neutral import Item, Person, Value, read_value
from tests.agreement.ours import from_entry
from tests.agreement.page import list_disagreements
from tests.agreement.pandoc import read_command_test, to_tags
from tests.agreement.zotero import from_zotero
from tests.conftest import ROOT

LEAST = 0.95
"""The share of all values that must agree; explanations do not raise it."""


@pytest.fixture(scope="module")
def cases(corpus: Path) -> list[Case]:
    """Return the cases of all sources."""
    return [case for source in SOURCES for case in read_cases(source, corpus)]


def test_what_agreed_agrees(cases: list[Case]) -> None:
    """The list only grows: no value that agreed once is lost.

    ``python -m tests.agreement --add`` adds what agrees now, unless something is lost.
    """
    assert [] == list(find_lost(read_list(LIST.read_text("utf-8")), cases))


def test_list_holds_all_that_agrees(cases: list[Case]) -> None:
    """What agrees stands on the list: ``python -m tests.agreement --add`` puts it there."""
    assert render_list(cases) == LIST.read_text("utf-8")


def test_disagreements_are_explained(cases: list[Case]) -> None:
    """Every value that is not the same has one line that says why (tests/agreement/explanations.py)."""
    found = list_disagreements(cases)
    assert [] == [(name, pair) for name, pair, explanation in found if explanation is None]


def test_explanations_explain_something(cases: list[Case]) -> None:
    """No explanation outlives its disagreement."""
    used = {explanation for _, _, explanation in list_disagreements(cases)}
    assert [] == [explanation for explanation in EXPLANATIONS if explanation not in used]


def test_most_values_agree(cases: list[Case]) -> None:
    """The share of all values, explained or not."""
    pairs = [pair for case in cases for pair in case.pairs]
    assert len(pairs) * LEAST <= sum(pair.agrees for pair in pairs)


def test_page_is_that_of_today(tmp_path: Path, corpus: Path) -> None:
    """The documentation's page is what the command writes: ``python -m tests.agreement --write docs/agreement.md``."""
    page = tmp_path / "page.md"
    command = [sys.executable, "-m", "tests.agreement", "--corpus", str(corpus), "--write", str(page)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, encoding="utf-8")
    assert (0, "") == (done.returncode, done.stderr)
    written = (ROOT / "docs" / "agreement.md").read_text("utf-8")
    assert page.read_text("utf-8").partition("## Figures")[2] == written.partition("## Figures")[2]


# The list


def make_case(*agrees: bool, name: str = "file#1", digest: str = "a") -> Case:
    """Return a case whose values agree or don't."""
    return Case(name, digest, tuple(Pair(str(at), "x", "x", agrees=value) for at, value in enumerate(agrees)))


@pytest.mark.parametrize(
    ("cases", "expected"),
    [
        ([make_case(True, True)], []),
        ([make_case(True, True, True)], []),
        ([make_case(True, False)], ["file#1: 1 values agree, and were 2"]),
        ([], ["file#1: the case is gone"]),
        ([make_case(True, True, digest="b")], ["file#1: another outcome is expected than when the list was written"]),
    ],
)
def test_loss_is_found(cases: list[Case], expected: list[str]) -> None:
    """What is on the list must be there, must be expected today, and must agree as much."""
    assert expected == list(find_lost({"file#1": Line("a", 2, 2)}, cases))


def test_list_is_read_as_written() -> None:
    """A line has numbers and the name of its case, whatever characters that has; a case without agreement has none."""
    cases = [make_case(True, False, name="a b#c d"), make_case(False, name="e")]
    assert {"a b#c d": Line("a", 1, 2)} == read_list(render_list(cases))


# The neutral form


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("page", "1–10", "1-10"),
        ("page", "1--10,12 - 14", "1-10, 12-14"),
        ("issued", "January 5, 2013", "2013-01-05"),
        ("issued", "2013/1/5", "2013-01-05"),
        ("issued", "May 2013", "2013-05"),
        ("issued", "2004-06/2006-08", "2004-06/2006-08"),
        ("issued", "2004-00-00", "2004"),
        ("issued", "13th Century 1200", "13th Century 1200"),
        ("issued", "0000 Year Date", ""),
        ("DOI", "https://doi.org/10.1000/ABC", "10.1000/abc"),
        ("ISBN", "978-3-16-148410-0", "9783161484100"),
        ("ISSN", "none", ""),
        ("language", "ngerman", "de"),
        ("language", "de-AT", "de"),
        ("language", "Klingon", "klingon"),
        ("publisher", "A and B", "A; B"),
        ("publisher", "A / B", "A; B"),
        ("note", "it’s  “here”", 'it\'s "here"'),
    ],
)
def test_value_has_one_form(field: str, text: str, expected: str) -> None:
    """Dashes, dates, identifiers, quotation marks and white space are written one way."""
    assert expected == read_value(field, text)


@pytest.mark.parametrize(
    ("ours", "theirs", "recases", "expected"),
    [
        ("On Graphs", "On Graphs", False, True),
        ("On Graphs", "On graphs", False, False),
        ("On Graphs", "On graphs", True, True),
        ("On graphs", "On Graphs", True, False),
        ('On <span class="nocase">Graphs</span>', "On graphs", True, False),
        ('On <span class="nocase">Graphs</span>', "On Graphs", False, True),
        ("On <i>Graphs</i>", "On Graphs", False, False),
        ("Graphs: A Review", "Graphs. A review", True, True),
        ("Graphs – a review", "Graphs - a review", False, False),
        ("Graphs: a review", "Graphs: A review", True, True),
        ("Graphs: a review", "Graphs: a Review", True, False),
        ("Graphs of $x$", "Graphs of x", False, True),
        ("Graphs", "Graph", True, False),
    ],
)
def test_texts_are_the_same_only_if_they_say_the_same(ours: str, theirs: str, recases: bool, expected: bool) -> None:
    """Who puts titles into sentence case makes capitals small, but none that are protected, and nothing else."""
    assert expected is is_same_text(ours, theirs, recases=recases)


@pytest.mark.parametrize(
    ("ours", "theirs", "holds", "expected"),
    [
        ({"title": "a"}, {"title": "a"}, None, {"title": True}),
        ({"title": "a"}, {}, None, {"title": False}),
        ({}, {"title": "a"}, frozenset(), {"title": False}),
        ({"title": "a"}, {}, frozenset({"title"}), {"title": False}),
        ({"title": "a"}, {}, frozenset(), {}),
        ({"kept:file": "a"}, {}, None, {}),
        ({}, {"kept:file": "a"}, None, {"kept:file": False}),
        ({"author": (Person("A"), Person("B"))}, {"author": (Person("B"), Person("A"))}, None, {"author": False}),
        ({"keyword": frozenset("ab")}, {"keyword": frozenset("ba")}, None, {"keyword": True}),
    ],
)
def test_what_one_side_lacks_is_no_agreement(
    ours: Item, theirs: Item, holds: frozenset[str] | None, expected: dict[str, bool]
) -> None:
    """A value too many counts as one too few does, unless the other has no place for it."""
    assert expected == {pair.field: pair.agrees for pair in compare_items(ours, theirs, holds=holds)}


def test_our_entries_in_neutral_form() -> None:
    """Every part of an entry has its CSL name, and what has none is kept under its own."""
    (entry,) = loads(
        "@article{k, title = {The {Gpu} of \\emph{it}}, author = {van Gogh, Vincent and {A Group}}, year = 2001,"
        " pages = {1--2}, doi = {10.1000/X}, keywords = {b, a}, file = {x\\_y.pdf}, pmid = 3}",
        "bibtex",
    )
    expected: dict[str, Value] = {
        "type": "article-journal", "key": "k", "title": 'The <span class="nocase">Gpu</span> of <i>it</i>',
        "author": (Person("van Gogh", "Vincent"), Person("A Group")), "issued": "2001", "page": "1-2",
        "DOI": "10.1000/x", "keyword": frozenset("ab"), "PMID": "3", "kept:file": "x_y.pdf",
        "kept:entrytype": "article",
    }  # fmt: skip
    assert expected == from_entry(entry)


def test_zotero_items_in_neutral_form() -> None:
    """Fields go by CSL's names, the first creator is the author, lines of extra are the fields that they name."""
    item = {
        "itemType": "film", "itemID": "k", "title": "T", "distributor": "D", "date": "May 5, 2001",
        "creators": [{"creatorType": "director", "firstName": "A", "lastName": "B"},
                     {"creatorType": "producer", "name": "C"}],
        "tags": [{"tag": "x"}, "y"], "notes": [{"note": "<p>N</p>"}],
        "extra": 'Original date: 1970\ntex.file: x.pdf\ntex."author+an:role": 1=a\nloose words',
    }  # fmt: skip
    expected: dict[str, Value] = {
        "type": "motion_picture", "key": "k", "title": "T", "publisher": "D", "issued": "2001-05-05",
        "author": (Person("B", "A"),), "producer": (Person("C"),), "keyword": frozenset("xy"), "note": "N",
        "original-date": "1970", "kept:file": "x.pdf", "kept:author+an:role": "1=a",
        "extra": frozenset({"loose words"}),
    }  # fmt: skip
    assert expected == from_zotero(item)


def test_zotero_field_without_a_place_is_an_error() -> None:
    """A field that the mapping forgets is found out at once."""
    with pytest.raises(ValueError, match="colour"):
        from_zotero({"itemType": "book", "itemID": "k", "colour": "red"})


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("*a* **b** H~2~O x^2^", "<i>a</i> <b>b</b> H<sub>2</sub>O x<sup>2</sup>"),
        ("[Pd]{.nocase} [sc]{.smallcaps}",
         '<span class="nocase">Pd</span> <span style="font-variant:small-caps;">sc</span>'),
        ("a -- b --- c", "a – b — c"),
        ("a\\*b\\_c", "a*b_c"),
    ],
)  # fmt: skip
def test_markdown_is_read(markdown: str, expected: str) -> None:
    """Pandoc's Markdown says in another way what CSL's tags say."""
    assert expected == to_tags(markdown)


def test_command_tests_are_found() -> None:
    """A file may hold several: the command, the input up to its end mark, the output."""
    test = "```\n% pandoc -f x\nin\n\n^D\nout\n```\n"
    assert [("pandoc -f x", "in\n", "out")] * 2 == [tuple(found) for found in read_command_test(f"{test}\n{test}")]


def list_patterns() -> Iterator[str]:
    """Yield the patterns of all explanations."""
    for explanation in EXPLANATIONS:
        yield from explanation.cases.split()


def test_first_explanation_counts() -> None:
    """Of two explanations, the one before is meant; of none, there is none."""
    pattern = next(list_patterns())
    name = pattern.replace("*", "x").replace("?", "x")
    assert EXPLANATIONS[0] == find_explanation(name, EXPLANATIONS[0].fields.split()[0].replace("*", "x"))
    assert find_explanation("no file#1", "title") is None
