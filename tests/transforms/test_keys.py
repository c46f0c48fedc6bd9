"""Citation keys: made from a pattern, unique, in ASCII, the same at every run."""

import re
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import ArxivId, ArxivInfo, Block, BlockKind, Date, Doi, Entry, InvalidValueError, Name, assign_keys
from arxiv2bib.transforms.key_parts import fold_ascii
from arxiv2bib.transforms.key_patterns import DEFAULT_PATTERN, compile_pattern

ENTRY = Entry(
    title="The Attention of <i>Many</i> Transformers",
    author=(Name(family="Vaswani", given="Ashish"), Name(family="Shazeer", given="Noam")),
    issued=Date(start=(2017, 6, 12)),
    doi=Doi("10.48550/arXiv.1706.03762"),
    arxiv=ArxivInfo(id=ArxivId("1706.03762")),
)


def key_of(entry: Entry, pattern: str = DEFAULT_PATTERN) -> str | None:
    """Return the key that *entry* gets by *pattern*."""
    return next(assign_keys([entry], pattern)).key


def keys_of(*entries: Entry, reserved: tuple[str, ...] = ()) -> list[str | None]:
    """Return the keys that *entries* get, in order."""
    return [entry.key for entry in assign_keys(entries, reserved=reserved)]


def by(family: str, title: str = "Attention") -> Entry:
    """Return an entry of 2017 by somebody."""
    return Entry(author=(Name(family=family),), title=title, issued=Date(start=(2017,)))


@pytest.mark.parametrize(
    ("expected", "pattern"),
    [
        ("vaswani2017attention", DEFAULT_PATTERN),
        ("Vaswani", "[auth]"),
        ("VASWANI", "[auth:upper]"),
        ("Vaswani", "[auth:lower:capitalize]"),
        ("Vaswani:2017", "[auth]:[year]"),
        ("Vaswani17", "[auth][shortyear]"),
        ("2017-06", "[year]-[month]"),
        ("Attention", "[veryshorttitle]"),
        ("AttentionManyTransformers", "[shorttitle]"),
        ("AttentionManyTransformers", "[title]"),
        ("arXiv:1706.03762", "arXiv:[arxiv]"),
        ("10.48550/arXiv.1706.03762", "[doi]"),
        ("paper_1.x+y/z", "paper_1.x+y/z"),
    ],
)
def test_pattern(expected: str, pattern: str) -> None:
    """Names in brackets stand for values, modifiers change their case, other characters stand for themselves."""
    assert expected == key_of(ENTRY, pattern)


@pytest.mark.parametrize("pattern", ["[foo]", "[auth:foo]", "[]", "[auth:]", "[AUTH]"])
def test_pattern_with_an_unknown_part(pattern: str) -> None:
    """A name or modifier that is not known is an error that lists the known ones."""
    with pytest.raises(InvalidValueError, match=r"known: \[auth\], .*:lower, :upper, :capitalize"):
        compile_pattern(pattern)


@pytest.mark.parametrize("pattern", ["a b", "[auth],[year]", "{x}", "a\nb", "é", "%", "~"])
def test_pattern_with_characters_that_no_key_may_hold(pattern: str) -> None:
    """White space, BibTeX's own signs and letters outside ASCII cannot stand in a pattern."""
    with pytest.raises(InvalidValueError, match="characters that no key may hold"):
        compile_pattern(pattern)


@pytest.mark.parametrize("pattern", ["[auth", "auth]", "[[auth]]"])
def test_pattern_with_a_bracket_too_many(pattern: str) -> None:
    """A part that is not closed is told as what it is."""
    with pytest.raises(InvalidValueError, match="a bracket without its other one"):
        compile_pattern(pattern)


@pytest.mark.parametrize(
    ("expected", "family"),
    [
        ("levesque2017attention", "Lévesque"),
        ("niessner2017attention", "Nießner"),
        ("niessner2017attention", "NIEẞNER"),
        ("dordevic2017attention", "Đorđević"),
        ("kindiroglu2017attention", "Kındıroğlu"),
        ("ilhan2017attention", "İlhan"),
        ("gomezchova2017attention", "Gómez-Chova"),
        ("obrien2017attention", "O'Brien"),
        ("obrien2017attention", "O’Brien"),
        ("lukasz2017attention", "Łukasz"),
        ("aeroskobing2017attention", "Ærøskøbing"),
        ("nguyen2017attention", "Nguyễn"),
        ("thorsson2017attention", "Þórsson"),
        ("vandermeer2017attention", "van der Meer"),
    ],
)
def test_names_are_folded_to_ascii(expected: str, family: str) -> None:
    """Accents go, letters of their own have their usual spelling, hyphens and apostrophes go."""
    assert expected == key_of(by(family))


@pytest.mark.parametrize(
    ("expected", "title"),
    [
        ("vaswani2017attention", "On the Attention"),
        ("vaswani2017what", "What Is to Be?"),
        ("vaswani2017l", "$L_p$ norms"),
        ("vaswani2017z", "On $\\mathbb{Z}_2$ gauge fields"),
        ("vaswani2017alpha", "$\\alpha$ decay"),
        ("vaswani2017vision", "3D Vision"),
        ("vaswani20173d", "3D 2"),
        ("vaswani2017dont", "Don't Stop"),
        ("vaswani2017dont", "Don’t Stop"),
        ("vaswani2017deja", "Déjà vu"),
        ("vaswani2017multi", "Multi-View Stereo"),
        ("vaswani2017x", '<span class="nocase">X</span>ception'),
    ],
)
def test_the_word_of_a_title(expected: str, title: str) -> None:
    """The word is the first that says something, without markup, hyphens and apostrophes."""
    key = key_of(by("Vaswani", title))
    assert key is not None
    assert key.startswith(expected)


@pytest.mark.parametrize(
    ("expected", "entry"),
    [
        ("smith2017attention", by("王").evolve(author=(Name(family="王", given="小明"), Name(family="Smith")))),
        ("2017attention", by("王")),
        ("2017", by("王", "注意力")),
        ("atlas2017attention", by("x").evolve(author=(Name(literal="ATLAS Collaboration"),))),
        ("atlas2017attention", by("x").evolve(author=(Name(literal="The ATLAS Collaboration"),))),
        ("hess2017attention", by("x").evolve(author=(Name(literal="The H.E.S.S. Collaboration"),))),
        ("editor2017attention", by("x").evolve(author=(), editor=(Name(family="Editor"),))),
        ("1706.03762", Entry(arxiv=ArxivInfo(id=ArxivId("1706.03762")))),
        ("hep-th/9901001", Entry(arxiv=ArxivInfo(id=ArxivId("9901001", "hep-th")))),
        ("untitled", Entry()),
        ("untitled", Entry(issued=Date(literal="in press"), title="注意力", author=(Name(),))),
        ("vaswaniattention", by("Vaswani").evolve(issued=None)),
        ("vaswani2004attention", by("Vaswani").evolve(issued=Date(end=(2004,)))),
    ],
)
def test_what_has_no_letters_for_a_key(expected: str, entry: Entry) -> None:
    """Where a name has no Latin letters the next one serves; an entry of nothing is "untitled" or has its arXiv id."""
    assert expected == key_of(entry)


def test_equal_keys_get_letters() -> None:
    """The first entry with a key has it bare, later ones a, b, ... z, aa."""
    keys = keys_of(*[by("Vaswani")] * 29)
    assert ["vaswani2017attention", "vaswani2017attentiona", "vaswani2017attentionb"] == keys[:3]
    assert ["vaswani2017attentionz", "vaswani2017attentionaa"] == keys[26:28]


def test_a_letter_that_is_taken_is_passed_over() -> None:
    """A key that another entry has by itself is not given again."""
    assert ["xa", "x", "xb"] == [
        entry.key for entry in assign_keys([Entry(key="xa"), by("X"), by("x")], "[auth:lower]")
    ]


def test_reserved_keys_are_not_given() -> None:
    """A key in *reserved* is left to whoever has it."""
    assert ["vaswani2017attentionb"] == keys_of(
        by("Vaswani"), reserved=("vaswani2017attention", "vaswani2017attentiona")
    )


def test_own_keys_are_never_touched() -> None:
    """An entry's own key stays, odd and repeated ones too, and the very entry comes back."""
    entries = [Entry(key="A key, odd"), Entry(key="x"), Entry(key="x")]
    assert all(before is after for before, after in zip(entries, assign_keys(entries), strict=True))


def test_keys_of_a_list_are_never_made() -> None:
    """Law 7: also those that stand behind; what comes one by one cannot be looked through."""
    made = Entry(author=(Name(family="Doe"),), issued=Date(start=(2020,)), title="One")
    entries = [made, made.evolve(key="doe2020one")]
    assert ["doe2020onea", "doe2020one"] == [entry.key for entry in assign_keys(entries)]
    assert ["doe2020one", "doe2020one"] == [entry.key for entry in assign_keys(iter(entries))]


def test_blocks_pass() -> None:
    """The entries and blocks of a library go through whole."""
    block = Block(kind=BlockKind.COMMENT, raw="% mine\n", source="a.bib", format="bibtex")
    items: list[Entry | Block] = [block, Entry(key="a")]
    assert items == list(assign_keys(items))


def test_an_empty_key_is_none() -> None:
    """An entry whose key is empty gets one."""
    assert ["vaswani2017attention"] == keys_of(by("Vaswani").evolve(key=""))


def test_keys_are_assigned_one_by_one() -> None:
    """Entries go through as they come: none is waited for."""

    def entries() -> Iterator[Entry]:
        yield by("X")
        raise AssertionError("asked for too early")

    assert "x2017attention" == next(assign_keys(entries())).key


def test_many_equal_keys_in_linear_time() -> None:
    """Twenty thousand entries with one key take no longer than twenty thousand others, or a few times as long."""
    start = time.process_time()
    keys = keys_of(*[by("Vaswani")] * 20_000)
    assert 20_000 == len(set(keys))
    assert time.process_time() - start < 5


@given(
    st.lists(
        st.builds(by, st.sampled_from(["A", "Aa", "É", "王", ""]), st.sampled_from(["x", "A", "é b", ""])), max_size=20
    )
)
def test_keys_are_unique_and_stable(entries: list[Entry]) -> None:
    """Made keys differ from one another and are the same at the next run; those of a beginning do not change."""
    keys = keys_of(*entries)
    assert len(keys) == len(set(keys))
    assert keys == keys_of(*entries)
    assert keys[: len(keys) // 2] == keys_of(*entries[: len(keys) // 2])


@given(st.text(), st.text(), st.sampled_from([DEFAULT_PATTERN, "[title]", "[auth]", "[shorttitle:upper]"]))
def test_keys_are_ascii(family: str, title: str, pattern: str) -> None:
    """Whatever stands in an entry, a key is not empty and has no character that BibTeX does not take."""
    key = key_of(by(family, title), pattern)
    assert key is not None
    assert re.fullmatch(r"[A-Za-z0-9_.:+/-]+", key)


@given(st.text())
def test_fold_ascii(text: str) -> None:
    """What is folded is ASCII, and ASCII is not changed."""
    assert fold_ascii(text).isascii()
    assert not text.isascii() or text == fold_ascii(text)


def test_the_key_of_an_arxiv_paper_has_the_year_of_its_first_version() -> None:
    """A key does not change when the paper is published a year later."""
    paper = Entry(
        author=(Name(family="Lovelace"),),
        title="Cats",
        issued=Date(start=(2022,)),
        submitted=Date(start=(2021, 11, 5)),
        arxiv=ArxivInfo(id=ArxivId.parse("2111.03260")),
    )
    (keyed,) = assign_keys([paper])
    assert "lovelace2021cats" == keyed.key
