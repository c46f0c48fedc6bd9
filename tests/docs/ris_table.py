"""The tables of the RIS page that say what is read: made from the tables that the reader goes by.

``python -m tests.docs.ris_table --write`` puts them into the page; a test fails while they are not those of today.
"""

import sys
from itertools import groupby
from pathlib import Path

from arxiv2bib.formats.ris_tags import READ_TYPES, TAGS, TYPE_TAGS, Row

PAGE = Path(__file__).resolve().parents[2] / "docs" / "formats" / "ris.md"

_WORDS = {
    "extra": "kept as it is",
    "url": "url; further ones are kept",
    "accessed": "accessed",
    "day_or_number": "accessed, or number if it is no day",
    "serial": "isbn, issn",
    "notes": "note, a line each; what is told of an arXiv paper",
    "keywords": "keyword, one each; arXiv's classes of an arXiv paper",
    "genre": "genre, or doi if it is one",
    "degree": "number, or genre if it is none",
    "links": "doi if it is one; else kept as it is",
    "container": "container_title",
    "book_title": "title, if no other tag has one",
    "book_names": "see below",
    "issued": "issued",
}


def describe(row: Row) -> str:
    """Return where a tag's value goes, in words."""
    how, field = row
    if how == "serial" and field == "number":
        return "number, if it is no ISBN or ISSN"
    if field == "collection_title":
        return "collection_title"
    return _WORDS.get(how, f"variables: {field}" if how == "variable" else field)


def render_tags() -> str:
    """Return the table of tags."""
    groups: dict[str, list[str]] = {}
    for tag, row in TAGS.items():
        groups.setdefault(describe(row), []).append(f"`{tag}`")
    return "".join(f"| {' '.join(tags)} | {field} |\n" for field, tags in groups.items())


def render_types() -> str:
    """Return the table of the types and the tags that mean something else in them."""
    lines = []
    for kind, entry_type in sorted(READ_TYPES.items()):
        rows = sorted(TYPE_TAGS.get(kind, {}).items(), key=lambda item: (describe(item[1]), item[0]))
        parts = [
            f"{' '.join(f'`{tag}`' for tag, _ in tags)} {field}"
            for field, tags in groupby(rows, key=lambda item: describe(item[1]))
        ]
        lines.append(f"| `{kind}` | {entry_type} | {'; '.join(parts)} |\n")
    return "".join(lines)


def rewrite_page(text: str) -> str:
    """Return the page with today's tables."""
    for name, head, table in (
        ("tags", "| tag | field |\n| --- | --- |\n", render_tags()),
        ("read types", "| `TY` | CSL type | tags that are read otherwise |\n| --- | --- | --- |\n", render_types()),
    ):
        before, _, rest = text.partition(f"<!-- {name}: begin -->")
        after = rest.partition(f"<!-- {name}: end -->")[2]
        text = f"{before}<!-- {name}: begin -->\n{head}{table}<!-- {name}: end -->{after}"
    return text


if __name__ == "__main__":
    page = PAGE.read_text("utf-8")
    if "--write" in sys.argv:
        PAGE.write_text(rewrite_page(page), "utf-8")
    else:
        sys.stdout.write(rewrite_page(page))
