"""What JabRef keeps in the comments at the end of its libraries: the dialect, and the tree of groups.

Source: JabRef, "MetaDataSerializer" and "GroupSerializer"; a backslash escapes the semicolons inside of a value.
"""

from collections.abc import Iterable

from arxiv2bib.model.entry import Entry

__all__ = ["find_group", "render_library"]


def find_group(entry: Entry) -> str | None:
    """Return the group that *entry* belongs to: its primary category, if it is of arXiv."""
    return entry.arxiv.primary_category if entry.arxiv is not None else None


def render_library(dialect: str, groups: Iterable[str]) -> str:
    r"""Return the comments for a library in *dialect*, ``bibtex`` or ``biblatex``, with one static group for each name.

    ``1 StaticGroup:cs.CV\;0\;1\;\;\;\;;``: its level in the tree, its name, "independent" of the groups around it, and
    open; color, icon and description are empty.
    """
    text = f"\n@Comment{{jabref-meta: databaseType:{dialect};}}\n"
    lines = [f"1 StaticGroup:{group}\\;0\\;1\\;\\;\\;\\;;\n" for group in groups]
    if lines:
        text += f"\n@Comment{{jabref-meta: grouping:\n0 AllEntriesGroup:;\n{''.join(lines)}}}\n"
    return text
