"""Expressions that are compiled late, and what holds for all expressions of the package."""

import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from re import _parser  # type: ignore[attr-defined]  # what is in an expression is told nowhere else
from typing import Any

import pytest

import arxiv2bib
from arxiv2bib.text.expressions import _Expression, compile_late


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


def _find_expressions() -> Iterator[re.Pattern[Any]]:
    """Give the expressions that modules of the package and their classes hold, in tuples and tables too."""
    for info in pkgutil.walk_packages(arxiv2bib.__path__, "arxiv2bib."):
        if info.name.endswith("__main__"):
            continue
        try:
            module = importlib.import_module(info.name)
        except ImportError:  # of an extra that is not installed
            continue
        held = list(vars(module).values())
        for value in held:
            if isinstance(value, _Expression):
                yield re.compile(value.pattern, value._flags)
            elif isinstance(value, re.Pattern):
                yield value
            elif isinstance(value, tuple | list | set | frozenset):
                held.extend(value)
            elif isinstance(value, dict):
                held.extend(value.values())
            elif isinstance(value, type) and value.__module__ == info.name:
                held.extend(vars(value).values())


def _find_risky(parsed: Iterable[tuple[Any, Any]]) -> Iterator[str]:
    """Give what is repeated possessively and can fail after it took some of the text."""
    for operation, value in parsed:
        if str(operation) == "POSSESSIVE_REPEAT" and not _takes_all_or_nothing(value[2]):
            yield str(value[2])
        inner = value if isinstance(value, tuple) else (value,)
        for part in inner:
            parts = part if isinstance(part, list) else [part]
            for each in parts:
                if isinstance(each, _parser.SubPattern):
                    yield from _find_risky(each)


def _takes_all_or_nothing(body: Iterable[tuple[Any, Any]]) -> bool:
    """Whether *body* is single characters, the last of which can be repeated if none will do; or a choice of such."""
    items = list(body)
    while len(items) == 1 and str(items[0][0]) == "SUBPATTERN":
        items = list(items[0][1][3])
    if len(items) == 1 and str(items[0][0]) == "BRANCH":
        return all(_takes_all_or_nothing(branch) for branch in items[0][1][1])
    singles = {"LITERAL", "NOT_LITERAL", "IN", "ANY"}
    *before, (operation, value) = items
    is_optional = str(operation) in {"MAX_REPEAT", "POSSESSIVE_REPEAT"} and value[0] == 0
    return all(str(item[0]) in singles for item in before) and (str(operation) in singles or is_optional)


@pytest.mark.parametrize(
    ("pattern", "is_risky"),
    [
        (r"(?:[^\"]|\\.)*+", False),
        (r"(?: [A-Z][a-z]*+)*+", False),
        (r"(?>(?:-[a-z]++)*)", False),
        (r"(?:-[a-z]++)*+", True),
        (r"(?:[a-z]*+\n)*+", True),
        (r"a|(x(?:(?<=x).)?+)", True),
    ],
)
def test_what_is_risky_is_found(pattern: str, is_risky: bool) -> None:
    """Those that are found are the ones that go wrong in Python 3.11.2, such as Debian 12 has."""
    assert bool([*_find_risky(_parser.parse(pattern))]) == is_risky


def test_no_expression_is_risky(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither one that a module holds nor one that is made of what an input holds."""
    known = {(found.pattern, found.flags) for found in _find_expressions()}
    assert len(known) > 500
    made: list[str] = []
    compile_ = re.compile

    def note(pattern: str, flags: int = 0) -> re.Pattern[str]:
        made.append(pattern)
        return compile_(pattern, flags)

    monkeypatch.setattr(re, "compile", note)
    fields = "  title = {A {B} c},\n  author = {A, B and C, D},\n  year = {2001},\n  note = {n}"
    arxiv2bib.loads("".join(f"@misc{{key{number},\n{fields}\n}}\n" for number in range(400)), "bibtex")
    lines = "TY  - JOUR\nTI  - A\nAU  - B, C\nAU  - D, E\nPY  - 2001\nER  - \n"
    arxiv2bib.loads(lines * 400, "ris")
    assert len(made) >= 2
    known.update((pattern, 0) for pattern in made)
    risky = {
        str(pattern): found
        for pattern, flags in known
        if (found := [*_find_risky(_parser.parse(pattern, flags & ~re.UNICODE))])
    }
    assert not risky
