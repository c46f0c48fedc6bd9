"""Merging: claims applied to an entry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import (
    ArxivId,
    ArxivInfo,
    Claim,
    Code,
    Date,
    Doi,
    Entry,
    EntryType,
    InvalidValueError,
    Name,
    NameRole,
    Pages,
    Report,
    Severity,
    Strength,
)
from arxiv2bib.merging import RECORD, merge

ENTRY = Entry(key="x", type=EntryType.ARTICLE_JOURNAL, title="Stated")


def claim(
    field: str = "container_title",
    value: object = "CVPR",
    strength: Strength = Strength.LIKELY,
    source: str = "comment",
) -> Claim:
    """Return a claim."""
    return Claim(field=field, value=value, source=source, strength=strength)  # type: ignore[arg-type]


def merged(*claims: Claim, entry: Entry = ENTRY) -> Entry:
    """Return *entry* with *claims*."""
    return merge(entry, claims, report=Report())


def test_a_claim_fills_what_is_absent() -> None:
    """Where the entry states nothing, the claim is its value, and the entry keeps the claim."""
    entry = merged(claim())
    assert ("CVPR", (claim(),)) == (entry.container_title, entry.claims)


def test_nothing_claimed_changes_nothing() -> None:
    """Without claims the entry is as it was."""
    assert ENTRY == merged()


@pytest.mark.parametrize("strength", Strength)
def test_what_the_entry_states_wins(strength: Strength) -> None:
    """No claim of another overwrites what the entry states, except one of its own words."""
    assert "Stated" == merged(claim("title", "Tother", strength)).title or strength is Strength.STATED


def test_the_strongest_claim_wins() -> None:
    """Among claims on one field the strongest is the value."""
    weak, strong = claim(value="A", strength=Strength.WEAK), claim(value="B", strength=Strength.CERTAIN)
    assert "B" == merged(weak, strong).container_title


def test_equally_strong_claims_are_ordered_by_value() -> None:
    """Of equally strong claims the first by value wins, in whatever order they come."""
    assert "A" == merged(claim(value="B"), claim(value="A")).container_title


def test_a_conflict_is_told() -> None:
    """A claim that is not followed is a diagnostic with key, field and the value that lost."""
    report = Report()
    merge(ENTRY, [claim("title", "Other", Strength.CERTAIN, source="crossref")], report=report)
    (diagnostic,) = report.diagnostics
    assert (Code.MERGE_CONFLICT, Severity.WARNING) == (diagnostic.code, diagnostic.severity)
    assert ("x", "title", "Other") == (diagnostic.key, diagnostic.path, diagnostic.value)


@pytest.mark.parametrize("strength", [Strength.WEAK, Strength.LIKELY, Strength.STRONG])
def test_a_hint_against_the_record_is_an_info(strength: Strength) -> None:
    """What the record states is kept, and nothing of the output is lost: a strict run does not stop."""
    report = Report()
    merge(ENTRY, [claim("title", "Other", strength, source="doi")], report=report)
    assert [Severity.INFO] == [one.severity for one in report.diagnostics]


def test_numbers_agree_without_zeros_in_front() -> None:
    """A volume 04 is the volume 4, and PLOS's e0020409 its e20409."""
    report = Report()
    merged_twice = [claim("volume", "04", Strength.STRONG), claim("volume", "4"), claim("article_number", "e0020409")]
    merge(ENTRY, [*merged_twice, claim("article_number", "e20409", source="doi")], report=report)
    assert [] == report.diagnostics


def test_of_claims_that_agree_the_fuller_is_taken() -> None:
    """The first page and the year of the stronger claim do not take last page and month away."""
    entry = merged(
        claim("page", Pages(first="12"), Strength.STRONG, "doi"),
        claim("page", Pages(first="12", last="34")),
        claim("issued", Date(start=(2021,)), Strength.STRONG, "doi"),
        claim("issued", Date(start=(2021, 3))),
    )
    assert (Pages(first="12", last="34"), Date(start=(2021, 3))) == (entry.page, entry.issued)


def test_a_page_that_the_entry_states_is_no_article_number_too() -> None:
    """A source that calls the stated page an article number adds nothing; another number is added."""
    entry = ENTRY.evolve(page=Pages(first="7"))
    same = merged(claim("article_number", "007"), entry=entry)
    assert (entry.page, None) == (same.page, same.article_number)
    assert "107" == merged(claim("article_number", "107"), entry=entry).article_number


def test_agreement_is_no_conflict() -> None:
    """Claims that say what the entry says are kept in silence."""
    report = Report()
    entry = merge(ENTRY, [claim("title", "Stated")], report=report)
    assert [] == report.diagnostics
    assert {RECORD, "comment"} == {kept.source for kept in entry.claims}


@pytest.mark.parametrize("field", ["key", "native_type", "extra", "claims", "origin", "titel", ""])
def test_what_cannot_be_claimed(field: str) -> None:
    """Keys, extras and fields that entries do not have cannot be claimed."""
    with pytest.raises(InvalidValueError, match=f"nothing can be claimed on {field!r}"):
        merged(claim(field))


strengths = st.sampled_from(Strength)
texts = st.builds(
    claim, st.sampled_from(["title", "volume"]), st.sampled_from(["A", "B", "Stated"]), strengths, st.sampled_from("ab")
)
dois = st.builds(claim, st.just("doi"), st.sampled_from(["10.1000/a", "10.1000/b"]).map(Doi), strengths)
dates = st.builds(claim, st.just("issued"), st.integers(2000, 2002).map(lambda year: Date(start=(year,))), strengths)
types = st.builds(claim, st.just("type"), st.sampled_from(EntryType), strengths)
claims = st.lists(texts | dois | dates | types, max_size=6)


@given(claims, claims, st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_matter(first: list[Claim], second: list[Claim], random: object) -> None:
    """Claims in one call or in several, in any order, once or twice, give the same entry with the same claims."""
    entry = merged(*first, *second)
    shuffled = [*second, *first, *first]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    for other in (
        merged(*shuffled),
        merged(*second, entry=merged(*first)),
        merged(*first, entry=merged(*second)),
        merged(*first, *second, entry=entry),
    ):
        assert entry == other
        assert entry.claims == other.claims


def test_a_conflict_is_told_once() -> None:
    """What an earlier merge has told of is not told again by the next one."""
    report = Report()
    merged = merge(ENTRY, [claim("title", "Another")], report=report)
    merge(merged, [claim("title", "Another"), claim("volume", "7")], report=report)
    assert 1 == report.counts[Code.MERGE_CONFLICT]


def test_a_conflict_with_a_better_claim_that_comes_later_is_told() -> None:
    """What was followed until then is gone, as if both had come at once; and that is told once as well."""
    hint = claim("container_title", "Journal of Looms", Strength.LIKELY, source="journal_ref")
    better = claim("container_title", "Annals of Weaving", Strength.CERTAIN, source="crossref")
    report = Report()
    entry = merge(merge(ENTRY, [hint], report=report), [better], report=report)
    merge(entry, [hint, better], report=report)
    (conflict,) = report.of_code(Code.MERGE_CONFLICT)
    assert ("Journal of Looms", Severity.WARNING) == (conflict.value, conflict.severity)


@pytest.mark.parametrize("order", [("A", "B"), ("B", "A")])
def test_two_sure_services_that_name_other_authors_are_told_in_any_order(order: tuple[str, str]) -> None:
    """Services are asked one after the other: which of them is followed does not depend on that."""
    report = Report()
    entry = ENTRY.evolve(author=())
    for letter in order:
        names = (Name(family=f"{letter}lbers"),)
        entry = merge(entry, [claim("author", names, Strength.CERTAIN, source=letter)], report=report)
    assert "Albers" == entry.author[0].family
    (conflict,) = report.of_code(Code.MERGE_CONFLICT)
    assert ("author", "Blbers") == (conflict.path, conflict.value)


def test_a_conflict_of_names_is_told_in_words() -> None:
    """As bibliographies write names, the family name first, and not as the model holds them."""
    report = Report()
    entry = ENTRY.evolve(author=(Name(family="Rham", given="C.", non_dropping_particle="de"), Name(family="Hopper")))
    merge(entry, [claim("author", (Name(family="Rham", given="Claudia de"),), Strength.CERTAIN)], report=report)
    (conflict,) = report.of_code(Code.MERGE_CONFLICT)
    assert conflict.message.endswith("than record, whose de Rham, C.; Hopper is kept")
    assert "Rham, Claudia de" == conflict.value


@pytest.mark.parametrize("nothing", ["n/a", "N/A", "--", "???", "NA", "n.a.", "None"])
def test_a_place_that_is_not_known_yet_is_filled(nothing: str) -> None:
    """``n/a`` is what publishers say of the volume of what is in no issue yet; as a title it is a title."""
    report = Report()
    claims = [claim("volume", "7", Strength.CERTAIN), claim("title", "Seven", Strength.CERTAIN)]
    entry = merge(ENTRY.evolve(volume=nothing, title=nothing), claims, report=report)
    assert ("7", nothing) == (entry.volume, entry.title)
    assert ["title"] == [conflict.path for conflict in report.of_code(Code.MERGE_CONFLICT)]


NAMES = (Name(family="Lovelace", given="Ada"), Name(family="Hopper", given="Grace"))
SAYS_LESS: list[tuple[str, object, object]] = [
    ("author", NAMES, NAMES[:1]),
    ("author", NAMES, (Name(literal="The ATLAS Collaboration"),)),
    ("author", (Name(literal="The ATLAS Collaboration"),), NAMES),
    ("title", "Looms: a history", "Looms"),
]
SAYS_OTHER: list[tuple[str, object, object]] = [
    ("author", NAMES, NAMES[1:]),
    ("author", NAMES[:1], NAMES),
    ("author", (Name(literal="The CMS Collaboration"),), (Name(literal="The ATLAS Collaboration"),)),
    ("title", "Looms", "Looms: a history"),
]


@pytest.mark.parametrize(("field", "stated", "claimed"), [*SAYS_LESS, *SAYS_OTHER])
def test_who_says_less_says_nothing_else(field: str, stated: object, claimed: object) -> None:
    """The first author alone, a collaboration for its members, no subtitle; an author too many may be missing here."""
    report = Report()
    merge(ENTRY.evolve(**{field: stated}), [claim(field, claimed, Strength.CERTAIN)], report=report)
    assert ((field, stated, claimed) in SAYS_OTHER) == bool(report.counts[Code.MERGE_CONFLICT])


def test_a_preprints_title_that_loses_is_told_whatever_it_lacks() -> None:
    """What the record states is never replaced in silence, not even by its own words and a subtitle."""
    report = Report()
    paper = Entry(type=EntryType.ARTICLE, title="Looms", arxiv=ArxivInfo(id=ArxivId.parse("2111.03216")))
    known = [
        claim("type", EntryType.ARTICLE_JOURNAL, Strength.CERTAIN, source="crossref"),
        claim("container_title", "Journal of Looms", Strength.CERTAIN, source="crossref"),
        claim("title", "Looms: a history", Strength.CERTAIN, source="crossref"),
    ]
    assert "Looms: a history" == merge(paper, known, report=report).title
    assert ["Looms"] == [one.value for one in report.of_code(Code.MERGE_CONFLICT) if one.path == "title"]


@pytest.mark.parametrize(
    ("field", "stated", "claimed"),
    [
        ("publisher", "IEEE", "Institute of Electrical and Electronics Engineers (IEEE)"),
        ("publisher_place", "Berlin, Heidelberg", "Berlin"),
        ("event_place", "Las Vegas", "Las Vegas, NV, USA"),
        ("issued", Date(start=(2015, 5)), Date(start=(2015, 6, 1))),
    ],
)
def test_other_names_of_publishers_and_other_days_of_a_year_are_no_warning(
    field: str, stated: object, claimed: object
) -> None:
    """What the entry says is right in its way: a publisher has many names, and print and web have days of their own."""
    report = Report()
    merge(ENTRY.evolve(**{field: stated}), [claim(field, claimed, Strength.CERTAIN)], report=report)
    (conflict,) = report.of_code(Code.MERGE_CONFLICT)
    assert Severity.INFO is conflict.severity


def test_a_list_of_names_that_goes_on_is_no_conflict() -> None:
    """Who names the first authors "and others" does not contradict who names all of them."""
    names = (Name(family="Lovelace", given="Ada"), Name(family="Hopper", given="Grace"))
    entry = ENTRY.evolve(author=names[:1], truncated=(NameRole.AUTHOR,))
    report = Report()
    assert names[:1] == merge(entry, [claim("author", names)], report=report).author
    assert 0 == report.counts[Code.MERGE_CONFLICT]
