"""JSON that is read without losing anything."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib.formats.json_text import (
    Constant,
    Number,
    RawJson,
    Repeating,
    compact,
    decode,
    decode_leniently,
    is_deep,
    is_well_formed,
)
from arxiv2bib.testing import strategies

DEEP = "[" * 100 + "]" * 100
ENDLESS = "[" * 100_000 + "]" * 100_000

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**16), 10**16) | strategies.surrogate_texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(strategies.texts, inner, max_size=3),
    max_leaves=8,
)


@given(value=values)
def test_compact_and_decode_are_reverses(value: object) -> None:
    """What is written in one line says the same."""
    assert value == decode(compact(value))
    assert value == json.loads(compact(value))
    assert compact(value) == compact(decode(json.dumps(value, indent=2)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.50", Number("1.50")),
        ("1e999", Number("1e999")),
        ("1" * 5000, Number("1" * 5000)),
        ("12", 12),
        ("NaN", Constant("NaN")),
        (r'"\ud800"', "\ud800"),
        ('"a\nb"', "a\nb"),
        (DEEP, RawJson(DEEP)),
        (ENDLESS, RawJson(ENDLESS)),
    ],
    ids=lambda value: str(value)[:20],
)
def test_decode_keeps_what_python_would_change(text: str, expected: object) -> None:
    """Numbers of any length and form, surrogates and values nested to any depth come as they are written."""
    assert (type(expected), expected) == (type(decode(text)), decode(text))


@pytest.mark.parametrize("text", ["", "{", "[1,]", "1 2", "{1:2}", "[" * 100, "[" * 100 + "}" * 100, "nul", "'a'"])
def test_decode_refuses_what_is_no_json(text: str) -> None:
    """What is no JSON is a ValueError, however it fails."""
    with pytest.raises(ValueError):  # noqa: PT011
        decode(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": 1.50, "b": [1, "x y"]}', '{"a":1.50,"b":[1,"x y"]}'),
        ('{"a": 1, "a": 2}', '{"a":1,"a":2}'),
        (f'{{"a" : {DEEP}}}', f'{{"a":{DEEP}}}'),
        ('["é", "\\u00e9"]', '["é","é"]'),
        ("NaN", '"NaN"'),
    ],
    ids=lambda text: text[:20],
)
def test_compact(text: str, expected: str) -> None:
    """One line without blanks outside of strings; repeated members are all there."""
    assert expected == compact(decode(text))


def test_repeated_members() -> None:
    """The last of a name counts, and the others are not lost."""
    made = decode('{"a": 1, "b": 2, "a": 3, "a": 4}')
    assert isinstance(made, Repeating)
    assert {"a": 4, "b": 2} == made
    assert [("a", 1), ("a", 3)] == made.repeated


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": 1}', {"a": 1}),
        ('{"a": 1,}', {"a": 1}),
        ('{"a": 1 "b": 2}', {"a": 1, "b": 2}),
        ('{"a": "x\x00\ny"}', {"a": "x\x00\ny"}),
        ('{\u00a0"a":\u20281}', {"a": 1}),
        ('{"a": "\u00a0"}', {"a": "\u00a0"}),
        (f'{{"a": {DEEP}, "b": 1}}', {"a": DEEP, "b": 1}),
        ('{"a": "x" b"}', None),
        ('{"a": "x, "b": 1}', None),
        ('{"a": \\x}', None),
        ("{}}", None),
        ("[1]", None),
        ('{"a"}', None),
    ],
    ids=lambda value: str(value)[:20],
)
def test_decode_leniently(text: str, expected: object) -> None:
    """Faults that change nothing are forgiven; where a value could be another one, nothing is read."""
    assert expected == decode_leniently(text)


@given(value=values)
def test_json_is_well_formed(value: object) -> None:
    """What the standard library writes is well formed, and shallow."""
    assert is_well_formed(json.dumps(value, indent=1))
    assert not is_deep(json.dumps(value))


@given(
    text=st.lists(st.sampled_from([*'{}[]:,"\\ 1', '"a"', "true", "NaN", "-", "1e5", "\n"]), max_size=9).map("".join)
)
def test_well_formed_is_what_the_standard_library_reads(text: str) -> None:
    """The check that knows no depth agrees with the reader that does."""
    try:
        json.loads(text, parse_constant=lambda _: 1 / 0)
        expected = True
    except (ValueError, ZeroDivisionError):
        expected = False
    assert expected == is_well_formed(text)
