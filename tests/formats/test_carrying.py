"""What a format has no place for, packed and restored."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import Date, Entry, Name, dumps, loads
from arxiv2bib.formats.bibtex_carrying import render_carried, restore_carried
from arxiv2bib.formats.carrying import find_unkept, pack_fields, restore_fields
from arxiv2bib.model.entry import COMPARED_FIELDS, DEFAULTS, INDEX, compared_values, make_entry
from arxiv2bib.testing import strategies
from tests import bibtex_strategies


def restore(read: Entry, packed: object) -> tuple[Entry, list[str]]:
    """Return *read* with what *packed* holds put back, and what did not fit."""
    values = [*compared_values(read), (), None]
    problems = restore_fields(values, packed)
    return make_entry(values), problems


def pack(entry: Entry, read: Entry) -> dict[str, object]:
    """Return what of *entry* is carried where *read* is what is read."""
    return pack_fields(find_unkept(entry, compared_values(read)))


def test_field_that_is_absent_is_carried_alone() -> None:
    """One that is read as something else comes with a checksum of that."""
    entry = Entry(status="in press", note="a", volume="3")
    packed = pack(entry, Entry(note="b", volume="3"))
    assert {"status": ["in press"], "note": ["a", packed["note"][1]]} == packed  # type: ignore[index]
    assert (entry, []) == restore(Entry(note="b", volume="3"), packed)


def test_edited_field_stands() -> None:
    """Where the file says something else by now, what is carried is old."""
    packed = pack(Entry(note="a", status="s"), Entry(note="b"))
    edited = Entry(note="c", status="t")
    read, problems = restore(edited, packed)
    assert edited == read
    assert 2 == len(problems)


@given(entry=strategies.entries, read=strategies.entries)
def test_every_entry_can_be_carried(entry: Entry, read: Entry) -> None:
    """Law 4: whatever differs is restored, through JSON and back."""
    packed = json.loads(json.dumps(pack(entry, read)))
    restored, problems = restore(read, packed)
    assert (entry.evolve(native_type=None), []) == (restored.evolve(native_type=None), problems)


@given(entry=strategies.surrogate_entries)
def test_field_of_bibtex_is_ascii_whose_braces_balance(entry: Entry) -> None:
    """Whoever counts braces, BibTeX among them, finds them closed; no sign in it means anything to a scanner."""
    text = render_carried(find_unkept(entry, compared_values(Entry())))
    assert text.isascii()
    depth = 0
    for character in text:
        depth += (character == "{") - (character == "}")
        assert depth > 0 or character == "}"
    assert 0 == depth
    values = list(DEFAULTS)
    assert [] == restore_carried(values, text)
    assert entry.evolve(native_type=None) == make_entry(values).evolve(native_type=None)


@pytest.mark.parametrize(
    "packed",
    [
        None, [], 3, "x", {"no such field": ["x"]}, {"title": "x"}, {"title": []}, {"title": ["x", "y", "z"]},
        {"title": [3]}, {"title": [["x"]]}, {"title": [True]}, {"author": ["x"]}, {"author": [[{"no": 1}]]},
        {"author": [[3]]}, {"issued": [{"start": ["x"]}]}, {"issued": [{"start": "x"}]}, {"type": ["no type"]},
        {"arxiv": [{"id": {"number": 3}}]}, {"doi": [{"value": "x"}]}, {"variables": [[["a"]]]}, {"origin": ["x"]},
        {"contributors": [[{"role": "x", "names": []}]]}, {"title": {"0": "x"}}, {"author": [None]},
        {"keyword": [None]},
    ],
)  # fmt: skip
def test_what_is_no_carried_field_is_told(packed: object) -> None:
    """Law 5: JSON of another shape changes nothing and raises nothing."""
    read = Entry(type=Entry().type, key="k")
    assert read == restore(read, packed)[0]
    assert restore(read, packed)[1]


_members = st.sampled_from(["start", "family", "id", "value", "role", "names"])
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["x", "", "author"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_members, inner, max_size=3),
    max_leaves=6,
)


@given(packed=st.dictionaries(st.sampled_from(COMPARED_FIELDS), st.lists(_json, max_size=2), max_size=3))
def test_restoring_never_raises(packed: dict[str, object]) -> None:
    """Law 5: and what is restored is of its field's type."""
    entry, _ = restore(Entry(), packed)
    assert isinstance(entry.title, str | None)
    assert all(isinstance(name, Name) for name in entry.author)
    assert isinstance(entry.issued, Date | None)
    hash(entry)


@given(
    text=bibtex_strategies.texts | st.sampled_from(["{}", "[]", "null", '{"title":["x"]}', "[" * 100_000, "1" * 5_000])
)
def test_restoring_from_any_text_never_raises(text: str) -> None:
    """Law 5: a field of that name that somebody else wrote is no JSON."""
    restore_carried(list(DEFAULTS), text)
    assert INDEX["title"] < len(DEFAULTS)


@pytest.mark.parametrize("kind", ["software", "dataset", "patent", "report", "thesis", "performance", "standard"])
@pytest.mark.parametrize("via", ["csl-json", "ris"])
def test_types_that_csl_calls_alike_come_back(via: str, kind: str) -> None:
    """A type of BibLaTeX in a file of BibTeX stays that type, where CSL has the same word for it as well."""
    text = f"@{kind}{{a,\n  title         = {{t}}\n}}\n"
    middle = loads(dumps(loads(text, "bibtex"), via), via)
    assert text == dumps(middle, "bibtex")
