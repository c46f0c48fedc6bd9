"""The closed vocabularies are those of CSL."""

import json
from pathlib import Path
from typing import Any

import pytest

from arxiv2bib import EntryType, NameRole


@pytest.fixture
def properties(corpus: Path) -> dict[str, Any]:  # Any: JSON
    """The properties of an item in the schema of CSL-JSON."""
    schema = json.loads((corpus / "schema" / "csl-data.json").read_text("utf-8"))
    found: dict[str, Any] = schema["items"]["properties"]
    return found


def test_types_are_those_of_csl(properties: dict[str, Any]) -> None:
    """Every type of CSL is one of ours, and no other."""
    assert sorted(properties["type"]["enum"]) == sorted(EntryType)


def test_roles_are_those_of_csl(properties: dict[str, Any]) -> None:
    """Every name variable of CSL is one of our roles, and no other."""
    reference = properties["author"]["items"]
    assert sorted(name for name, value in properties.items() if value.get("items") == reference) == sorted(NameRole)


@pytest.mark.parametrize("vocabulary", [EntryType, NameRole])
def test_members_are_named_after_their_values(vocabulary: type[EntryType] | type[NameRole]) -> None:
    """A member's name is its value in capitals."""
    assert all(member.name == member.value.upper().replace("-", "_") for member in vocabulary)
