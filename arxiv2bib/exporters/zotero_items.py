"""CSL items as items of Zotero's Web API, its "editable JSON".

What the type of an item has no field for is a line ``variable: value`` of *Extra*, as in files for Zotero: the program
keeps such lines, and gives them to citation styles as the variables that they are.

Source: zotero/utilities, utilities_item.js "itemFromCSLJSON" and "extraToCSL"; zotero/dataserver, Items.inc.php
"validateJSONItem"; formats/zotero_schema.py.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from arxiv2bib.exporters._csl_adapting import fold_name, list_texts, write_date
from arxiv2bib.formats.csl_values import split_keywords
from arxiv2bib.formats.zotero_schema import ItemType, find_item_type
from arxiv2bib.text.markup import plain

__all__ = ["to_zotero_item"]

_Item = dict[str, Any]  # Any: JSON

_FRAME: Final = frozenset({"id", "citation-key", "type", "note", "keyword", "custom"})
_LONGEST_TAG: Final = 255  # Tags.inc.php; a longer one fails the whole item
_AUTOMATIC: Final = 1  # the type of tags that came with a record, which Zotero can hide or remove together
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


def to_zotero_item(item: Mapping[str, Any]) -> _Item:
    """Return *item*, in CSL-JSON as we write it, as an item of Zotero without a key.

    Keywords are automatic tags; names have two fields, those of groups one. Nothing empty is in it.
    """
    kind, is_own = find_item_type(item["type"])
    made: _Item = {"itemType": kind.name}
    creators: list[dict[str, str]] = []
    lines = [] if is_own else [f"type: {item['type']}"]
    for name, value in item.items():
        if name in _FRAME:
            continue
        creator = kind.find_creator(name) if isinstance(value, list) else None
        if creator is not None:
            creators += filter(None, (_make_creator(creator, part) for part in value))
        elif not _take_field(made, kind, name, value):
            lines += [f"{name}: {text}" for text in list_texts(value) if text]
    tags, long = _make_tags(item.get("keyword", ""))
    made |= {
        "citationKey": item.get("citation-key") or item.get("id"),
        "creators": creators,
        "tags": tags,
        "extra": _join_extra(item.get("note", ""), [*lines, *(f"keyword: {word}" for word in long)]),
    }
    return {name: value for name, value in made.items() if value}


def _take_field(made: _Item, kind: ItemType, name: str, value: Any) -> bool:  # Any: JSON
    """Put *value* into the field for it; False if the type has none, or none that takes such a value."""
    field = kind.find_field(name)
    if field is None or field in made or isinstance(value, list):
        return False
    text = write_date(value) if isinstance(value, dict) else str(value)
    if field == "accessDate" and _DAY.fullmatch(text) is None:  # the server takes whole days only
        return False
    made[field] = text
    return True


def _make_creator(creator: str, name: Mapping[str, str]) -> dict[str, str] | None:
    """Return *name* as a creator; None if it is empty, which fails the whole item."""
    folded = fold_name(dict(name))
    if not any(text.strip() for text in folded.values()):
        return None
    if "literal" in folded:
        return {"creatorType": creator, "name": folded["literal"]}
    return {"creatorType": creator, "lastName": folded["family"], "firstName": folded.get("given", "")}


def _make_tags(text: str) -> tuple[list[_Item], list[str]]:
    """Return the keywords in *text* as tags, and those that are too long for one."""
    words = list(dict.fromkeys(filter(None, (plain(word).strip() for word in split_keywords(text)))))
    tags: list[_Item] = [{"tag": word, "type": _AUTOMATIC} for word in words if len(word) <= _LONGEST_TAG]
    return tags, [word for word in words if len(word) > _LONGEST_TAG]


def _join_extra(note: str, lines: Iterable[str]) -> str:
    known = set(note.split("\n"))
    return "\n".join([*filter(None, [note]), *(line for line in lines if line not in known)])
