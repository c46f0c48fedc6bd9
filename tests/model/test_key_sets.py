"""The set of texts that takes little memory."""

import sys

import pytest

from arxiv2bib.model.key_sets import KeySet


@pytest.mark.parametrize("count", [0, 1, 100, 4096, 4097, 20_000])
def test_like_a_set(count: int) -> None:
    """What was added is in it, once, and nothing else is."""
    keys = KeySet()
    assert [True] * count == [keys.add(f"key{number}") for number in range(count)]
    assert [False] * count == [keys.add(f"key{number}") for number in range(count)]
    assert count == len(keys)
    assert all(f"key{number}" in keys for number in range(count))
    assert not any(f"other{number}" in keys for number in range(count))


def test_any_text() -> None:
    """Letters outside ASCII and lone surrogates, which stand for bytes that were no text, are texts as well."""
    texts = ["", "ö", "\udcff", "key"]
    for keys in (KeySet(texts), KeySet([*map(str, range(5000)), *texts])):
        assert all(text in keys for text in texts)
        assert "o" not in keys


def test_takes_little_memory() -> None:
    """A large one takes 20 bytes a text or less, where Python's own takes more than 90."""
    keys = KeySet(f"vaswani{number}attention" for number in range(100_000))
    assert 20 > sum(map(sys.getsizeof, keys._shelves)) / len(keys)
