"""Expressions that are compiled late."""

import re

import pytest

from arxiv2bib.text.expressions import compile_late


def test_an_expression_does_what_a_compiled_one_does() -> None:
    """Its methods give what those of :func:`re.compile` give, the first time and later."""
    late, compiled = compile_late(r"(?P<word>[a-z]+)\d", re.I), re.compile(r"(?P<word>[a-z]+)\d", re.I)
    for text in ("Ab1 c2", "", "12"):
        assert compiled.findall(text) == late.findall(text)
        assert compiled.sub("-", text) == late.sub("-", text)
        assert [found["word"] for found in compiled.finditer(text)] == [found["word"] for found in late.finditer(text)]
    assert compiled.pattern == late.pattern


def test_a_wrong_expression_raises_when_it_is_used() -> None:
    """Nothing is compiled before."""
    late = compile_late("(")
    with pytest.raises(re.error):
        late.search("a")


def test_it_has_nothing_else() -> None:
    """Any other name is an AttributeError, as of any object."""
    with pytest.raises(AttributeError, match="matches"):
        compile_late("a").matches  # type: ignore[attr-defined]  # noqa: B018
