"""Unified diffs: what they say, what they give when they are applied, how long they take."""

import shutil
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib.text.diffs import render_diff

_lines = st.lists(st.sampled_from(["a", "b", "", "}", "@misc{x,", "y\r", "z\u2028"]), max_size=14).map("\n".join)
pairs = st.tuples(_lines, _lines, st.booleans(), st.booleans()).map(
    lambda made: (made[0] + "\n" * made[2], made[1] + "\n" * made[3])
)


def show(before: str, after: str) -> str:
    """Return the diff of two texts."""
    return "".join(render_diff(before, after, old="x", new="x"))


def apply(before: str, diff: str) -> str:
    """Return *before* with *diff* applied: a reading of unified diffs that knows nothing of how they are made."""
    if not diff:
        return before
    lines = before.split("\n")
    has_end = lines[-1] == ""
    lines = [line + "\n" for line in lines[:-1]] + ([] if has_end else [lines[-1]])
    done: list[str] = []
    position = 0
    hunk = diff.split("\n")[2:-1]
    for at, line in enumerate(hunk):
        if line.startswith("@@"):
            start, _, count = line.split()[1][1:].partition(",")
            begin = int(start) - (count != "0")
            done += lines[position:begin]
            position = begin
        elif line.startswith("\\"):
            done[-1:] = [done[-1].removesuffix("\n")] if hunk[at - 1][0] != "-" else done[-1:]
        elif line[0] in " -":
            assert lines[position].removesuffix("\n") == line[1:]
            if line[0] == " ":
                done.append(lines[position])
            position += 1
        else:
            done.append(line[1:] + "\n")
    return "".join(done + lines[position:])


def test_no_change_is_no_diff() -> None:
    """Equal texts have an empty diff."""
    assert "" == show("a\nb", "a\nb")


def test_what_it_looks_like() -> None:
    """Changed lines stand with three lines around them; changes that are near share a hunk."""
    before = "".join(f"{number}\n" for number in range(1, 21))
    after = before.replace("\n5\n", "\nfive\n").replace("\n8\n", "\n").replace("20\n", "20")
    expected = """--- x
+++ x
@@ -2,10 +2,9 @@
 2
 3
 4
-5
+five
 6
 7
-8
 9
 10
 11
@@ -17,4 +16,4 @@
 17
 18
 19
-20
+20
\\ No newline at end of file
"""
    assert expected == show(before, after)


def test_a_new_file() -> None:
    """All of a text that was not there is added."""
    assert "--- x\n+++ x\n@@ -0,0 +1,2 @@\n+a\n+b\n" == show("", "a\nb\n")


def test_moved_records_keep_their_lines_together() -> None:
    """A record that moves goes and comes as a whole, though its last lines are those of every record."""
    records = [f"@misc{{{key},\n  year = 2020\n}}\n\n" for key in "abcd"]
    diff = show("".join(records), "".join([records[1], records[2], records[0], records[3]]))
    assert [line for line in diff.splitlines() if line.startswith("-@")] == ["-@misc{a,"]
    assert [line for line in diff.splitlines() if line.startswith("+@")] == ["+@misc{a,"]


@given(pairs)
def test_a_diff_gives_the_new_text(pair: tuple[str, str]) -> None:
    """The old text with its diff applied is the new one, line ends and all."""
    before, after = pair
    assert after == apply(before, show(before, after))


@pytest.mark.parametrize(
    ("before", "after"),
    [("a\nb\nc\n", "a\nc\n"), ("a\nb", "a\nb\n"), ("a\nb\n", "x\na\nb"), ("a\r\nb\r\n", "a\r\nc\r\n")],
)
def test_a_diff_is_one_for_patch(tmp_path: Path, before: str, after: str) -> None:
    """POSIX patch takes the diff as well."""
    program = shutil.which("patch")
    if program is None:
        pytest.skip("needs the program patch")
    path = tmp_path / "x"
    path.write_bytes(before.encode())
    command = [program, "--binary", "--silent", str(path)]
    subprocess.run(command, input=show(before, after).encode(), capture_output=True, check=True)
    assert after.encode() == path.read_bytes()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\n" * 40_000, "a\n" * 20_000 + "b\n" + "a\n" * 19_000),
        ("".join(f"{n}\n" for n in range(60_000)), "".join(f"{n}\n" for n in reversed(range(60_000)))),
        ("a\nb\n" * 20_000, "b\na\nc\n" * 15_000),
    ],
    ids=["repeated", "reversed", "mixed"],
)
def test_it_takes_no_longer_than_reading_it(before: str, after: str) -> None:
    """Texts that are hard to compare take time in proportion to their length."""
    start = time.process_time()
    assert show(before, after)
    assert time.process_time() - start < 5
