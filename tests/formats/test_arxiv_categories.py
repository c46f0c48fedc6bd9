"""Category lines: arXiv's categories told from MSC and ACM codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib.formats.arxiv_categories import Classification, parse_categories, split_codes


def classify(
    primary: str | None = None,
    categories: tuple[str, ...] = (),
    msc: tuple[str, ...] = (),
    acm: tuple[str, ...] = (),
    unknown: tuple[str, ...] = (),
) -> Classification:
    """Return a classification in which only what is named is there."""
    return Classification(primary, categories, msc, acm, unknown)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (classify(), ""),
        (classify("cs.CV", ("cs.CV",)), "**cs.CV**"),
        (classify("cs.CV", ("cs.CV", "cs.LG", "stat.ML")), "**cs.CV**, cs.LG, stat.ML"),
        (classify("cs.CV", ("cs.CV", "cs.LG")), "cs.LG, **cs.CV**"),
        (classify(None, ("cs.CV", "cs.LG")), "cs.CV, cs.LG"),
        (classify("cs.CV", ("cs.CV", "cs.LG")), "**cs.CV**, cs.LG, cs.CV, cs.LG"),
        (classify("cs.CV", ("cs.CV", "eess.IV")), "**cs.CV**,\n  eess.IV"),
        (classify("physics.flu-dyn", ("physics.flu-dyn", "q-bio.NC")), "**physics.flu-dyn**, q-bio.NC"),
        (
            classify("astro-ph", ("astro-ph", "hep-th", "cond-mat.stat-mech")),
            "**astro-ph**, hep-th, cond-mat.stat-mech",
        ),
        (classify("cs.CV", ("cs.CV",), ("68T45",)), "**cs.CV**, 68T45"),
        (classify("cs.CV", ("cs.CV",), ("68T45", "65D19")), "**cs.CV**, 68T45; 65D19"),
        (classify("cs.CV", ("cs.CV",), ("68-XX", "68Txx", "68")), "**cs.CV**, 68-XX, 68Txx, 68"),
        (
            classify("cs.CV", ("cs.CV",), ("68T07 (Primary)", "65D19 (Secondary)")),
            "**cs.CV**, 68T07 (Primary), 65D19 (Secondary)",
        ),
        (classify("cs.CV", ("cs.CV",), ("68T07 (Primary)",)), "**cs.CV**, 68T07, (Primary)"),
        (classify("cs.CV", ("cs.CV",), ("68T07", "65D19")), "**cs.CV**, 68T07 65D19"),
        (
            classify("cs.CV", ("cs.CV",), ("68T07 (Primary)", "65D19 (Secondary)"), ("I.2.10", "I.4.8")),
            "**cs.CV**, 68T07 (Primary) 65D19 (Secondary), I.2.10 I.4.8",
        ),
        (
            classify("cs.CV", ("cs.CV",), ("Primary 68T07", "Secondary 65D19")),
            "**cs.CV**, Primary 68T07 Secondary 65D19",
        ),
        (classify("cs.CV", ("cs.CV",), (), ("I.2.10",)), "**cs.CV**, I.2.10"),
        (classify("cs.CV", ("cs.CV",), (), ("I.4.8", "I.2.10", "K.m")), "**cs.CV**, I.4.8; I.2.10, K.m"),
        (classify("cs.CV", ("cs.CV", "cs.LG"), ("68T45",), ("I.4",)), "**cs.CV**, cs.LG, 68T45, I.4"),
        (
            classify("math.GT", ("math.GT",), ("57M25 (Primary)", "57M27", "20F36 (Secondary)")),
            "**math.GT**, 57M25 (Primary) 57M27, 20F36 (Secondary)",
        ),
        (
            classify("math.AG", ("math.AG",), ("Primary 14H10", "Secondary 14H40", "11G30")),
            "**math.AG**, Primary 14H10; Secondary 14H40, 11G30",
        ),
        (
            classify("math.AG", ("math.AG",), ("MSC2020: 14H10", "secondary: 14H40")),
            "**math.AG**, MSC2020: 14H10, secondary: 14H40",
        ),
        (classify("cs.CV", ("cs.CV",), ("68T45",), ("I.4.8",)), "**cs.CV**, ACM I.4.8, MSC: 68T45"),
        (
            classify("cs.CV", ("cs.CV", "cs.LG", "hep-th")),
            "**Computer Vision (cs.CV)**, Machine Learning (cs.LG); High Energy Physics - Theory (hep-th)",
        ),
        (
            classify("cs.CV", ("cs.CV",), (), (), ("Primary", "MSC", "ACM nonsense", "Foo (bar)")),
            "**cs.CV**, Primary, MSC, ACM nonsense, Foo (bar)",
        ),
        (classify("cs.CV", ("cs.CV",), (), (), ("nonsense",)), "**cs.CV**, nonsense"),
        (classify("new.XY", ("new.XY", "cs.CV")), "**new.XY**, cs.CV"),
    ],
)
def test_parse_categories(expected: Classification, text: str) -> None:
    """The bold category is the primary one and stands first, each stands once; codes and the rest are apart."""
    assert expected == parse_categories(text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (("37K05", "53D10"), "37K05 53D10"),
        (("37K05", "53D10"), "37K05, 53D10"),
        (("I.2.10", "I.4.8"), "I.2.10; I.4.8"),
        (("Primary 14J32", "Secondary 14N35"), "Primary 14J32; Secondary 14N35"),
        (("14J32 (Primary)", "14N35 (Secondary)"), "14J32 (Primary), 14N35 (Secondary)"),
        (("H.3.3 Information Search",), "H.3.3 Information Search"),
        (("14J32 (Primary)", "14N35 (Secondary)"), "14J32 (Primary) 14N35 (Secondary)"),
        (("Primary 14J32", "14J33", "Secondary 14N35"), "Primary 14J32 14J33 Secondary 14N35"),
        (("57M25 (Primary)", "57M27", "20F36 (Secondary)"), "57M25 (Primary) 57M27, 20F36 (Secondary)"),
        (("68-XX",), "68-XX"),
        ((), " ; , "),
    ],
)
def test_codes_are_split_where_only_codes_stand(expected: tuple[str, ...], text: str) -> None:
    """Codes alone are one each; a word beside a code stays with it."""
    assert expected == split_codes(text)


@given(
    st.lists(
        st.sampled_from(["**cs.CV**", "cs.LG", ",", ";", " ", "\n  ", "68T45", "(Primary)", "I.2.10", "x", "*", "é"])
        | st.text(max_size=4),
        max_size=12,
    ).map("".join)
)
def test_parse_categories_loses_no_word(text: str) -> None:
    """Whatever the line says is in one of the places, and nothing raises."""
    found = parse_categories(text)
    kept = " ".join((*found.categories, *found.msc, *found.acm, *found.unknown))
    for word in text.replace(",", " ").replace(";", " ").split():
        assert word.replace("*", "") in kept.replace("*", "")
