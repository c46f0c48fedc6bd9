"""Which words of a title are protected from BibTeX's change of case."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib.text.titlecase import brace_protected, find_protected


def brace(title: str) -> str:
    """Return *title* with braces round what is to be protected."""
    for start, end in reversed(find_protected(title)):
        title = f"{title[:start]}{{{title[start:end]}}}{title[end:]}"
    return title


@pytest.mark.parametrize(
    "expected",
    [
        "{CNNs} and {GANs} from {LaTeX} to {YouTube}",
        "The {CNN}'s Way (with {RNNs})",
        "{iPhone} Users and {eLearning}",
        "{McDonald} and {O'Neill} on {mRNA}",
        "{Ph.D.} Theses in the {U.S.} Market",
    ],
)
def test_capitals_inside_a_word(expected: str) -> None:
    """A capital beyond the first letter protects a word, without its possessive and the punctuation round it."""
    assert expected == brace(expected.replace("{", "").replace("}", ""))


@pytest.mark.parametrize(
    "expected",
    [
        "{Hα} and {Lyα} Lines of {Kβ}-Like Étoiles",
        "{COVID-19} and {3D} Scans",
        "{Sentinel-2} with {ResNet-50}",
        "{H2} and {YOLOv8}",
        "The 2nd 100-Year Flood",
    ],
)
def test_capitals_with_digits(expected: str) -> None:
    """A capital with a digit, or with a hyphen and a number behind it, protects both."""
    assert expected == brace(expected.replace("{", "").replace("}", ""))


@pytest.mark.parametrize(
    "expected",
    [
        "{X}-ray Images",
        "Vitamin {C} and Type {I} Errors",
        "A Theory of Once Upon a Time",
        "{A}* Search, {A/B} Testing, {O(N)} Sorting",
        "#{P}-Complete",
        "A-Posteriori Bounds by {J}. Smith",
    ],
)
def test_single_letters(expected: str) -> None:
    """A single capital is a symbol or an initial; A and O are words unless something is stuck to them."""
    assert expected == brace(expected.replace("{", "").replace("}", ""))


@pytest.mark.parametrize(
    "expected",
    [
        "Edge-Based Multi-Spectral Input/Output",
        "Non-Linear (Re)Imagining",
        "{CNN}-Based Vision-{LLM} Alignment",
        "{GAN-to-CNN} Transfer",
        "In-Context k-Means",
        "Bounds for non-{Gaussian} Noise",
    ],
)
def test_hyphens(expected: str) -> None:
    """Title-cased parts of a compound are free; one pair of braces covers all that are not."""
    assert expected == brace(expected.replace("{", "").replace("}", ""))


@pytest.mark.parametrize(
    "expected",
    [
        "A survey of {Bayesian} methods",
        "On the {Kullback-Leibler} divergence between {Bayesian}-based estimates",
        "Surface reconstruction of sampled textiles via {Morse} theory",
        "Portable disease assessment: Methods for {Alzheimer}'s patients. {The} {Swiss} case",
        "Should we stop? {Not} yet — Learning from {Swiss} lakes",
        "Explaining the “Great” divide of modern {London}",
        "Cox vs. {Bayesian} methods in practice",
        "{Poincaré–Łojasiewicz} inequalities for descent",
        "Human–computer interaction at work",
    ],
)
def test_names_in_sentence_case(expected: str) -> None:
    """Where longer words are in lower case, a capital in mid-sentence is a name; at its start, two with a dash."""
    assert expected == brace(expected.replace("{", "").replace("}", ""))


@pytest.mark.parametrize(
    "expected",
    [
        "Is Attention All You Need? {A} Study of Models",
        "“{Why} Should {I} Trust You?” {Explaining} Models",
        "Stop! “{Look}” before You Leap",
        "{Planck} 2018 Results. {VI}. {Cosmological} Parameters",
        "A Survey of Stars. {I}. {Overview}",
        "A Study of Things. {Part} Two: More",
        "Results: ({Un})Seen Data",
        "“{Multi-GPU}” Training",
        "Approx. Methods of {J}. Doe vs. Others: Data",
        "Data of the {U.S.} Market? no",
        "WHY? A STUDY OF MODELS",
    ],
)
def test_starts_that_bibtex_does_not_see(expected: str) -> None:
    """BibTeX keeps the first character of a title and that behind a colon and a blank; others that begin are braced."""
    assert expected == brace(expected.replace("{", "").replace("}", ""))


@pytest.mark.parametrize(
    "expected",
    [
        "Zur {Elektrodynamik} bewegter {Körper}",
        "Über die {Grundlagen} der {Geometrie}",
        "Theorie der {Gase} und {Dämpfe}",
        "Maschinelles {Lernen} für {Anfänger}",
        "Van der {Waals} Structures of Two Layers",
        "Modes of van der {Waals} Structures",
    ],
)
def test_nouns_in_german(expected: str) -> None:
    """In German a capital in mid-sentence stays, however many there are."""
    assert expected == brace(expected.replace("{", "").replace("}", ""))


@pytest.mark.parametrize(
    "title",
    ["Robust Methods Through the Ages", "Deep Learning with Random Processes: Methods from Theory", "", " ", "—"],
)
def test_title_case_is_free(title: str) -> None:
    """Where every longer word has a capital, a capital says nothing."""
    assert title == brace(title)


@pytest.mark.parametrize(
    "expected",
    [
        "DEEP LEARNING FOR ALL",
        "SEGMENTATION OF {3D} SCANS FOR {COVID-19}",
        "{BERT}",
        "{QCD} {QED}",
        "{H2O} + 2 {CO2} → 3 {X}",
    ],
)
def test_title_in_capitals(expected: str) -> None:
    """A title in capitals throughout keeps those of its words with digits; one of a few names keeps them all."""
    assert expected == brace(expected.replace("{", "").replace("}", ""))


@given(
    st.lists(
        st.sampled_from(
            [*" -'’.:/()[]\"“#*1éÉßẞİ\ufffc", "A", "O", "X", "Aa", "aa", "word", "CNN", "'s", "? ", "! ", "und"]
        )
    ).map("".join)
)
def test_stretches_are_in_order(title: str) -> None:
    """Stretches do not overlap, are not empty, have a capital, and neither begin nor end with a space."""
    done = 0
    for start, end in find_protected(title):
        assert done <= start < end <= len(title)
        assert any(character.isupper() for character in title[start:end])
        assert title[start:end].strip() == title[start:end]
        done = end


@given(
    st.lists(
        st.sampled_from(
            [
                *" -'’.:/()[]\"“#*1éÉßẞİ\ufffc",
                "  ",
                " A ",
                "O",
                "X",
                "Aa",
                "aa ",
                " word ",
                " CNN ",
                "'s",
                " Bayes ",
                " THE ",
            ]
        ),
        max_size=12,
    ).map("".join)
    | st.lists(
        st.sampled_from("deep Deep networks Networks: CNNs iPhone 3D DNA OF THE A of Gauss k-Means a".split())
    ).map(" ".join)
    | st.text(max_size=20)
)
def test_braces_stand_round_the_stretches(title: str) -> None:
    """Put there word by word, or stretch by stretch."""
    assert brace(title) == brace_protected(title)


def test_braces_stand_round_the_stretches_of_a_long_title() -> None:
    """A title that is too long for its words to be remembered is treated like others."""
    title = "Of CNNs and networks " * 100
    assert brace(title) == brace_protected(title) != title


@pytest.mark.parametrize("piece", ["1-", "A-1-", "a'", "CNN-", ':"', "(", "A", "A ", "a B ", "I.", " "])
def test_time_is_linear(piece: str) -> None:
    """100 kB of one piece take well under the time that a quadratic search would."""
    started = time.process_time()
    find_protected(piece * (100_000 // len(piece)))
    assert time.process_time() - started < 5


def test_corpus_is_protected_with_measure(corpus: Path) -> None:
    """Of the words of real arXiv titles about one in eight needs braces: neither none nor most."""
    words = stretches = 0
    for path in sorted(corpus.glob("digests/*.md")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("### "):
                words += len(line.split()) - 1
                stretches += len(find_protected(line[4:]))
    assert 0.08 < stretches / words < 0.17


@pytest.mark.parametrize(
    ("expected", "title"),
    [
        (["Gaussian"], "Variational Gaussian Mixture Models"),
        (["BBC-Oxford", "British"], "BBC-Oxford British Sign Language Dataset"),
        (["Alzheimer"], "Diagnosis of Alzheimer's Disease From Brain Scans"),
        (["Kullback-Leibler"], "The Kullback-Leibler Divergence"),
        (["Monte", "Carlo"], "Quasi Monte Carlo Methods"),
        (["Lie", "Kähler"], "Lie Groups of Kähler Manifolds"),
        (["Hall", "Josephson"], "Quantum Hall Josephson Junctions"),
    ],
)
def test_names_keep_their_capitals_in_title_case(expected: list[str], title: str) -> None:
    """Names of persons, peoples and places are protected where every other word has a capital too."""
    assert expected == [title[start:end] for start, end in find_protected(title)]
