"""What the tests with other programs share: the papers of every digest, and plain entries of every kind."""

from collections.abc import Callable
from pathlib import Path

import pytest

from arxiv2bib import Entry, assign_keys, infer, load

EVERY = "digests/*.md"
SEED = "seed/*.md"


@pytest.fixture(scope="session")
def papers(corpus: Path) -> tuple[Entry, ...]:
    """Return the records of every digest of the corpus and of the seed, each with a key."""
    paths = (*sorted(corpus.glob(EVERY)), *sorted(corpus.glob(SEED)))
    return tuple(assign_keys(entry for path in paths for entry in load(path)))


@pytest.fixture(scope="session")
def published(papers: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return those of the papers that their records say were published, as the publications."""
    return tuple(entry for entry in map(infer, papers) if not entry.is_preprint)


@pytest.fixture(scope="session")
def short_papers(papers: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return the names, titles and dates of the papers, for programs that are slow or stumble over an abstract."""
    return tuple(
        Entry(type=entry.type, key=entry.key, title=entry.title, author=entry.author, issued=entry.issued)
        for entry in papers
    )


@pytest.fixture(scope="session")
def some_papers(papers: tuple[Entry, ...], corpus: Path) -> tuple[Entry, ...]:
    """Return the papers of the seed and every tenth of the others, for programs that are very slow."""
    seed = sum(len(load(path)) for path in corpus.glob(SEED))
    return (*papers[:-seed:10], *papers[-seed:])


@pytest.fixture
def save(tmp_path: Path) -> Callable[[str, str], Path]:
    """Return a function that writes a text to a file of that name and gives its path."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode("utf-8"))
        return path

    return write
