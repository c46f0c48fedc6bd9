"""The tables of the page about profiles, made from the profiles.

``python -m tests.docs.profiles --write`` puts them into their page; a test fails while they are not those of today.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from arxiv2bib.profiles import PROFILES, Output, Profile

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "profiles.md"
BEGIN, END = "<!-- profiles: begin -->", "<!-- profiles: end -->"


def render_profiles() -> str:
    """Return the table of all profiles, and a section for each that does more than choose a format."""
    lines = [
        "| `--for` | for | formats, the default first | what the program makes of it |",
        "| --- | --- | --- | --- |",
    ]
    for profile in PROFILES.values():
        for output in profile.outputs:
            is_first = output is profile.outputs[0]
            names = (f"`{profile.name}`", profile.program) if is_first else ("", "")
            lines.append(f"| {names[0]} | {names[1]} | `{output.format}` | {output.gives} |")
    sections = [section for profile in PROFILES.values() for section in _render_settings(profile)]
    return "\n".join([*lines, *sections])


def _render_settings(profile: Profile) -> Iterator[str]:
    """Yield the section about what *profile* decides beside the format, if anything."""
    outputs = [output for output in profile.outputs if output.settings]
    if outputs:
        yield f"\n## {profile.program}\n"
        yield "| format | option | what | source |\n| --- | --- | --- | --- |"
        yield "\n".join(row for output in outputs for row in _render_rows(output))


def _render_rows(output: Output) -> Iterator[str]:
    for setting in output.settings:
        value = f" = {setting.value}" if isinstance(setting.value, str | bool) else ""
        yield f"| `{output.format}` | `{setting.option}{value}` | {setting.why} | {setting.source} |"


def rewrite_page(text: str) -> str:
    """Return the page with the tables of today between its marks."""
    head, _, rest = text.partition(BEGIN)
    return f"{head}{BEGIN}\n\n{render_profiles()}\n\n{END}{rest.partition(END)[2]}"


def main(arguments: Sequence[str]) -> None:
    """Write the tables into their page if the arguments say so; exit with status 1 if the page was stale."""
    text = PAGE.read_text("utf-8")
    new = rewrite_page(text)
    if "--write" in arguments:
        PAGE.write_text(new, encoding="utf-8")
    sys.exit(new != text)


if __name__ == "__main__":
    main(sys.argv[1:])
