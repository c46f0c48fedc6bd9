"""The collector of cyclic garbage while a library is read."""

import gc
import io
from collections.abc import Iterator

import pytest

import arxiv2bib
from arxiv2bib._gathering import gather


@pytest.fixture
def threshold() -> Iterator[tuple[int, int, int]]:
    """Yield Python's own threshold, which is in force."""
    before, was_enabled = gc.get_threshold(), gc.isenabled()
    gc.set_threshold(700, 10, 10)
    yield 700, 10, 10
    gc.set_threshold(*before)
    if was_enabled:
        gc.enable()


def _watch(found: list[int]) -> Iterator[int]:
    for number in range(2):
        found.append(gc.get_threshold()[0])
        yield number


def test_collector_runs_rarely_while_items_are_gathered(threshold: tuple[int, int, int]) -> None:
    """It is as it was behind that."""
    found: list[int] = []
    assert gather(_watch(found)) == (0, 1)
    assert min(found) > 100_000
    assert gc.get_threshold() == threshold


def test_gatherings_in_one_another_restore_what_was(threshold: tuple[int, int, int]) -> None:
    """The outermost one sets the threshold."""
    found: list[int] = []
    gather(gather(_watch(found)) for _ in range(2))
    assert len(found) == 4
    assert min(found) > 100_000
    assert gc.get_threshold() == threshold


def test_failure_restores_what_was(threshold: tuple[int, int, int]) -> None:
    """A file that cannot be read changes nothing."""
    with pytest.raises(ZeroDivisionError):
        gather(1 // number for number in (1, 0))
    assert gc.get_threshold() == threshold


@pytest.mark.parametrize("own", [(0, 10, 10), (2_000_000, 10, 10)])
def test_a_rarer_collector_is_left_alone(threshold: tuple[int, int, int], own: tuple[int, int, int]) -> None:
    """Nobody's own setting is made stricter."""
    gc.set_threshold(*own)
    found: list[int] = []
    gather(_watch(found))
    assert found == [own[0], own[0]]
    assert gc.get_threshold() == own


def test_what_is_set_meanwhile_stays(threshold: tuple[int, int, int]) -> None:
    """Whoever sets another threshold meant it."""

    def change() -> Iterator[int]:
        gc.set_threshold(500, 5, 5)
        yield 1

    gather(change())
    assert gc.get_threshold() == (500, 5, 5)


def test_disabled_collector_stays_disabled(threshold: tuple[int, int, int]) -> None:
    """Nothing enables what others disabled."""
    gc.disable()
    gather(range(3))
    assert not gc.isenabled()


def test_frozen_objects_stay_frozen(threshold: tuple[int, int, int]) -> None:
    """A server that forks has frozen its objects."""
    gc.freeze()
    try:
        gather(range(3))
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()


def test_reading_many_entries_starts_no_collection(threshold: tuple[int, int, int]) -> None:
    """What is read is not looked through again and again."""
    text = "".join(f"@misc{{a{number}, title = {{T}}, author = {{Ann A}}}}\n" for number in range(2000))
    started: list[int] = []

    def count(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            started.append(info["generation"])

    arxiv2bib.loads(text, "bibtex")  # all that is imported late is here
    gc.callbacks.append(count)
    try:
        libraries = [arxiv2bib.loads(text, "bibtex"), arxiv2bib.load(io.StringIO(text), "bibtex")]
    finally:
        gc.callbacks.remove(count)
    assert [len(library) for library in libraries] == [2000, 2000]
    assert len(started) <= 2
    assert gc.get_threshold() == threshold
