"""What is remembered of words."""

from arxiv2bib.text.memory import Memory


def test_each_word_is_worked_out_once_until_too_many_have_come() -> None:
    """Then all is forgotten."""
    asked: list[str] = []

    def find(word: str) -> int:
        asked.append(word)
        return len(word)

    memory = Memory(find, most=2)
    assert [*map(memory.__getitem__, ["a", "bb", "a", "bb"])] == [1, 2, 1, 2]
    assert asked == ["a", "bb"]
    assert memory["ccc"] == 3
    assert (len(memory), memory["a"]) == (1, 1)
    memory.cache_clear()
    assert not memory
