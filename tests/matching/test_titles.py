"""How alike titles are."""

import pytest
from hypothesis import given

from arxiv2bib.matching.titles import Likeness, compare_titles, count_words, find_parts, have_other_names
from arxiv2bib.testing import strategies
from arxiv2bib.text.title_words import fold_title, is_same_title

SAME = [
    (r"$\alpha$-decay of H$_2$O", "α-decay of H<sub>2</sub>O"),
    (r"$b\to s\ell\ell$ anomalies", "b → sℓℓ anomalies"),
    (r"Collisions at $\sqrt{s}=13$ TeV", "Collisions at √s = 13 TeV"),
    (r"$\mathcal{N}=4$ super-Yang-Mills", "N = 4 Super Yang–Mills"),
    (r"\textit{Ab initio} folding", "<i>Ab Initio</i> Folding"),
    ("Über Käse & Brot", "Uber Kase &amp; Brot"),
    ("The real-time web", "REALTIME WEB"),
    ("“Quoted” — and dashed", "'Quoted' - and dashed"),
    (r"$\varepsilon$-nets", "ε-nets"),
    (r"DR$\vert$GRADUATE", "DR|GRADUATE"),
    (r"A $3\times 3$ kernel", "A 3×3 kernel"),
    (r"A $3\times 3$ kernel", "A 3x3 kernel"),
]
DIFFER = [
    ("Supervised learning of shapes", "Unsupervised learning of shapes", Likeness.SIMILAR),
    ("Fast R-CNN for detection", "Faster R-CNN for detection", Likeness.SIMILAR),
    ("Networks with attention", "Networks without attention", Likeness.SIMILAR),
    ("Foo bars I: theory of rest", "Foo bars II: theory of rest", Likeness.SIMILAR),
    ("Modelling colour in the centre", "Modeling color in the center", Likeness.CLOSE),
    ("A survey on optimal transport", "A survey of optimal transport", Likeness.CLOSE),
    ("Weakly supervised segmentation of images", "Weakly supervised segmentaton of images", Likeness.CLOSE),
    ("YOLO: You see only this once", "You see only this once", Likeness.SUBTITLE),
    ("Viewpoint: You see only this once", "You see only this once", Likeness.SIMILAR),
    ("Deep vision models: a survey of methods", "Deep vision models", Likeness.SUBTITLE),
    ("Deep vision models: a survey", "Deep vision models: a benchmark", Likeness.SIMILAR),
    ("FooNet: Fast quiet detection", "FooNet++: Fast quiet detection", Likeness.SIMILAR),
    ("FooNet++: Fast quiet detection", "FooNet++: Fast Quiet Detection", Likeness.SAME),
    ("FooNet++: Fast quiet detection", "FOONET++: FAST QUIET DETECTION", Likeness.SAME),
    ("Trees", "Of mice and men", Likeness.DIFFERENT),
    ("Trees", None, Likeness.UNKNOWN),
    ("Trees", "$$", Likeness.UNKNOWN),
]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_one_title_in_two_spellings(one: str, two: str) -> None:
    """Markup, math, TeX, Greek letters, entities, case, dashes, quotes and articles make no other title."""
    assert Likeness.SAME is compare_titles(one, two)
    assert is_same_title(one, two)


@pytest.mark.parametrize(("one", "two", "expected"), DIFFER)
def test_titles_that_differ(one: str, two: str | None, expected: Likeness) -> None:
    """Endings, prepositions and slips are told from words that say another thing, in either order."""
    assert (expected, expected) == (compare_titles(one, two), compare_titles(two, one))


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("Foo. II. Bars", (2,)),
        ("Foo, part I", (1,)),
        ("Foo I", (1,)),
        ("Foo: Part two", (2,)),
        ("Foo, Vol. 3", (3,)),
        ("Lectures on foo, series B", (2,)),
        ("First results from foo", ()),
        ("I see foo", ()),
        ("Foo at 13 TeV", ()),
        ("", ()),
    ],
)
def test_parts_of_a_work(title: str, parts: tuple[int, ...]) -> None:
    """Numbers that tell one part from another are found; other numbers are none."""
    assert parts == find_parts(title)


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("FooNet: seeing in the dark", "BarNet: seeing in the dark", True),
        ("Plant identification task 2014", "Plant identification task 2015", True),
        ("FooNet: seeing in the dark", "Seeing in the dark", False),
        ("Seeing in the dark: a survey", "Seeing at night: a survey", False),
        ("Plant identification task", "Plant identification task 2015", False),
    ],
)
def test_titles_that_name_two_things(one: str, two: str, expected: bool) -> None:
    """Names before a colon, and numbers, that both titles have and that differ."""
    assert (expected, expected) == (have_other_names(one, two), have_other_names(two, one))


def test_words_that_tell() -> None:
    """Articles and prepositions tell nothing of what a title is about."""
    assert (2, 0, 0) == (count_words("On the Origin of Species"), count_words(None), count_words("Of the"))


@given(strategies.markups, strategies.markups)
def test_any_titles_can_be_compared(one: str, two: str) -> None:
    """Whatever stands in a title: no exception, the same in either order, and equal to itself."""
    assert compare_titles(one, two) is compare_titles(two, one)
    assert compare_titles(one, one) in (Likeness.SAME, Likeness.UNKNOWN)
    assert isinstance(find_parts(one), tuple)
    assert fold_title(one) == fold_title(fold_title(one)) or "\\" in one or "$" in one or not one.isascii()
