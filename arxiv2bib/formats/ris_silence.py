"""Records of RIS of which there is nothing to say, as is known before they are read.

Reading a record has something to say of a type or a tag that RIS does not have, of a second value for a field that
holds one, of a DOI, an ISBN or an ISSN that is none, and of what was carried along and does not fit any more.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from arxiv2bib.formats.carrying import MARKER
from arxiv2bib.formats.ris_groups import is_serial
from arxiv2bib.formats.ris_lines import find_rules
from arxiv2bib.formats.ris_reading import CHECKS
from arxiv2bib.formats.ris_tags import READ_TYPES
from arxiv2bib.formats.ris_usual import Lines
from arxiv2bib.model.identifiers import is_plain_doi
from arxiv2bib.model.records import Record

__all__ = ["find_silent_key"]

# Ways to read a line that take any number of them, and one that takes any text.
_MANY: Final = frozenset({"book_names", "extra", "issued", "keywords", "names", "notes"})
_ONE: Final = frozenset(
    {"accessed", "conference", "container", "genre", "links", "markup", "proceedings", "text", "variable"}
)
_VALUES: Final = {"doi": is_plain_doi, "serial": is_serial, **CHECKS}
"""Whether a value says nothing, by how it is read."""


def find_silent_key(record: Record, lines: Lines) -> str | None:
    """Return the key of *record* with *lines*, if it is certain that nothing is to be said of it; else None."""
    found = _find_checks(lines.kind, lines.tags)
    if (
        found is None or lines.is_folded or ("[" in record.raw and MARKER in record.raw)
    ):  # one character is found faster
        return None
    place, checks = found
    texts = lines.texts
    for at, check in checks:
        if not check(texts[at]):
            return None
    return texts[place] or None


@lru_cache(maxsize=1024)
def _find_checks(kind: str, tags: tuple[str, ...]) -> tuple[int, list[tuple[int, Callable[[str], bool]]]] | None:
    """Return where the key of such records stands among their texts, and what to ask of which; None if that varies."""
    rules = find_rules(kind)
    if kind not in READ_TYPES or tags.count("ID") != 1 or not rules.keys() >= set(tags):
        return None
    fields = [rules[tag].field for tag in tags]
    checks = []
    for at, tag in enumerate(tags):
        how, field = rules[tag].how, rules[tag].field
        if how in _MANY or (how == "pages" and tags.count(tag) == 1):
            continue
        if fields.count(field) > 1 or (
            how not in _ONE and (how not in _VALUES or (how == "serial" and field == "number"))
        ):
            return None
        if how in _VALUES:
            checks.append((at, _VALUES[how]))
    return tags.index("ID"), checks
