"""CSL-JSON whose items stand under their keys."""

import json

import pytest

import arxiv2bib
from arxiv2bib.diagnostics import Code
from arxiv2bib.formats.csl_json import PieceKind, is_keyed, split_items

_ITEMS = {
    "smith2000": {"type": "book", "title": "B"},
    "doe2001": {"id": "doe2001", "type": "article-journal", "title": "A"},
}


@pytest.mark.parametrize("around", ["", "items", "references"])
@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_items_under_their_keys_are_items(around: str, indent: int | None, size: int) -> None:
    """Each has its key, whatever the layout, and however the text comes."""
    text = json.dumps({around: _ITEMS} if around else _ITEMS, indent=indent) + "\n"
    pieces = list(split_items([text[at : at + size] for at in range(0, len(text), size)]))
    assert [("smith2000", _ITEMS["smith2000"]), ("doe2001", _ITEMS["doe2001"])] == [
        (piece.key, piece.item) for piece in pieces
    ]
    assert all(text[piece.start :].startswith(piece.raw) for piece in pieces)
    assert [text[: piece.start].count("\n") + 1 for piece in pieces] == [piece.line for piece in pieces]


@pytest.mark.parametrize("target", ["csl-json", "bibtex", "ris"])
def test_the_key_is_kept(target: str) -> None:
    """An item without an id of its own gets one, also where nothing else is written anew."""
    library = arxiv2bib.loads(json.dumps(_ITEMS))
    assert ["smith2000", "doe2001"] == [entry.key for entry in library]
    assert not library.report.diagnostics
    assert ["smith2000", "doe2001"] == [
        entry.key for entry in arxiv2bib.loads(arxiv2bib.dumps(library, target), target)
    ]


def test_an_item_keeps_its_own_id() -> None:
    """The name that it stands under is told."""
    library = arxiv2bib.loads('{"ITEM-1": {"id": "smith2000", "type": "book"}}', "csl-json")
    assert "smith2000" == library[0].key
    assert [(Code.READ_REMOVED_TEXT, "ITEM-1")] == [(found.code, found.value) for found in library.report.diagnostics]


def test_repeated_members_are_told_of_keyed_items_too() -> None:
    """The key makes no other object of the item."""
    library = arxiv2bib.loads('{"a": {"type": "book", "title": "B", "title": "C"}}', "csl-json")
    assert "C" == library[0].title
    assert ['"B"'] == [extra.value for extra in library[0].extra]


@pytest.mark.parametrize(
    "text",
    [
        '{"type": "book", "id": "a"}',
        '{"custom": {"type": "book", "id": "a"}, "type": "book"}',
        '{"relation": {"type": "is-part-of", "URL": "u"}, "type": "book"}',
        '{"resource": {"primary": {"URL": "u"}}, "type": "book"}',
        '{"items": [{"type": "book", "id": "a"}]}',
        '[{"a": {"type": "book", "id": "a"}}]',
        '{"a": {"type": "book"}, "b": 5}',
        "{",
        "",
    ],
)
def test_other_objects_are_no_objects_of_items(text: str) -> None:
    """A member that is an object, or a list of items, is what it was."""
    assert not is_keyed([text])


def test_damage_costs_the_items_behind_it_at_most() -> None:
    """What is cut off is a failed block."""
    pieces = list(split_items(['{"a": {"type": "book", "title": "A"}, "b": {"type": "book", "ti']))
    assert [(PieceKind.ITEM, "a"), (PieceKind.FAILED, None)] == [(piece.kind, piece.key) for piece in pieces]
    assert '"b": {"type": "book", "ti' == pieces[-1].raw
