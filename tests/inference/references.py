"""The table of journal references: read, and written anew on request.

``journal_refs.txt`` holds references of our own making, in the forms in which authors write them. Each is a line, with
the fields that are to come out in the lines below it, indented; a line with ``#`` is a heading. ``python -m
tests.inference.references`` writes what the parser says today; read the difference before it is kept.
"""

from pathlib import Path

from arxiv2bib import JournalRef, PublicationStatus, parse_journal_ref

TABLE = Path(__file__).with_name("journal_refs.txt")
SEVERAL = " | "
"""What stands between the values of a field that has several."""


def read_table() -> list[tuple[str, dict[str, str]]]:
    """Return the references of the table, each with its fields by name."""
    table: list[tuple[str, dict[str, str]]] = []
    for line in TABLE.read_text("utf-8").splitlines():
        if line.startswith("    "):
            name, _, value = line.strip().partition(" ")
            table[-1][1][name] = value.strip()
        elif line and line[0] != "#":
            table.append((line, {}))
    return table


def list_fields(reference: JournalRef) -> dict[str, str]:
    """Return the fields of *reference* that say something, as text; that it is published goes without saying."""
    fields = {}
    for name, value in vars(reference).items():
        if value is None or value == () or value is PublicationStatus.PUBLISHED:
            continue
        fields[name] = SEVERAL.join(map(str, value)) if isinstance(value, tuple) else str(value)
    return fields


def write_table() -> None:
    """Write the table anew, with the headings and references that it has."""
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("    ")]
    written: list[str] = []
    for line in lines:
        if line[0] == "#":
            written += ["", line]
            continue
        fields = list_fields(parse_journal_ref(line))
        written += ["", line, *(f"    {name:<22}{value}" for name, value in fields.items())]
    TABLE.write_text("\n".join(written).strip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_table()
