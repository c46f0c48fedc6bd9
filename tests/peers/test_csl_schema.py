"""Our CSL-JSON is valid against CSL's own schema."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from arxiv2bib import Entry, dumps
from arxiv2bib.testing import strategies

Validate = Callable[[Any], Any]  # Any: JSON


@pytest.fixture(scope="session")
def validate(corpus: Path) -> Validate:
    """Return the validator of the schema that the corpus holds; skip where there is none."""
    path = corpus / "schema" / "csl-data.json"
    if not path.is_file():
        pytest.skip(f"needs the schema of CSL-JSON ({path})")
    made: Validate = fastjsonschema.compile(json.loads(path.read_text("utf-8")))
    return made


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=strategies.entries, other=strategies.surrogate_entries)
def test_any_entry_is_valid(validate: Validate, one: Entry, other: Entry) -> None:
    """Whatever is in an entry, only variables that CSL knows are written, with values of their kind."""
    known = [
        entry.evolve(extra=tuple(extra for extra in entry.extra if extra.namespace != "csl-json"))
        for entry in (one, other)
    ]  # a source's own unknown members are written back
    validate(json.loads(dumps(known, "csl-json")))


def test_papers_are_valid(validate: Validate, papers: tuple[Entry, ...]) -> None:
    """Every record of every digest is valid, with its key for id."""
    items = json.loads(dumps(papers, "csl-json"))
    validate(items)
    assert [entry.key for entry in papers] == [item["id"] for item in items]


def test_published_papers_are_valid(validate: Validate, published: tuple[Entry, ...]) -> None:
    """Papers that inference finds published are valid as what they have become."""
    items = json.loads(dumps(published, "csl-json"))
    validate(items)
    assert {"article-journal", "paper-conference"} <= {item["type"] for item in items}


def test_schema_refuses_what_is_wrong(validate: Validate) -> None:
    """The schema does judge: a type or a variable that CSL does not have is an error."""
    for item in wrong_items():
        with pytest.raises(fastjsonschema.JsonSchemaValueException):
            validate([item])


def wrong_items() -> Iterator[dict[str, object]]:
    """Yield items that CSL does not allow."""
    yield {"id": "a", "type": "preprint"}
    yield {"id": "a", "type": "article", "eprint": "1706.03762"}
    yield {"id": "a", "type": "article", "issued": "2017"}
