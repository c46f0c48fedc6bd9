"""XML cut into records before it is parsed."""

import time

import pytest

from arxiv2bib import InvalidValueError
from arxiv2bib.formats.xml_records import Dialect, Piece, PieceKind, list_values, parse_record, split_records

BOOKS = Dialect("books", "book", {"": "urn:books", "x": "urn:extra"})
HEAD, RECORD, UNFINISHED, TEXT = PieceKind.HEAD, PieceKind.RECORD, PieceKind.UNFINISHED, PieceKind.TEXT


def split(text: str) -> list[tuple[PieceKind, str]]:
    """Return kind and text of the pieces of *text*."""
    return [(piece.kind, piece.raw) for piece in split_records([text], BOOKS)]


def piece_of(text: str) -> Piece:
    """Return the first record in *text*."""
    return next(piece for piece in split_records([text], BOOKS) if piece.kind is RECORD)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ([], ""),
        ([(HEAD, "<books>"), (RECORD, "<book>a</book>"), (TEXT, "</books>")], "<books><book>a</book></books>"),
        ([(RECORD, "<book/>"), (TEXT, " "), (RECORD, "<b:book ></b:book >")], "<book/> <b:book ></b:book >"),
        ([(UNFINISHED, "<book>a"), (RECORD, "<book>b</book>")], "<book>a<book>b</book>"),
        ([(TEXT, "<book>\n<book>"), (RECORD, "<book>b</book>")], "<book>\n<book><book>b</book>"),
        ([(TEXT, "<book>"), (UNFINISHED, "<book>")], "<book><book>"),
        ([(UNFINISHED, "<book>a"), (HEAD, "<books>"), (RECORD, "<book/>")], "<book>a<books><book/>"),
        ([(TEXT, "a</book>"), (RECORD, "<book/>")], "a</book><book/>"),
        ([(TEXT, "<booking><bookmark/>")], "<booking><bookmark/>"),
        (
            [(TEXT, "<!--<book>-->"), (RECORD, "<book><!--</book>--></book>")],
            "<!--<book>--><book><!--</book>--></book>",
        ),
        ([(RECORD, "<book><![CDATA[</book>]]></book>")], "<book><![CDATA[</book>]]></book>"),
        ([(RECORD, "<book><!-- a</book>"), (RECORD, "<book>--></book>")], "<book><!-- a</book><book>--></book>"),
    ],
)
def test_where_records_begin_and_end(expected: list[tuple[PieceKind, str]], text: str) -> None:
    """Start and end tags with any prefix count, comments and CDATA sections hide them unless they are damage."""
    assert expected == split(text)


def test_namespaces_are_those_of_the_document() -> None:
    """A record is parsed behind its root's declarations; where it has none, behind those of the dialect."""
    own = piece_of('<books xmlns:y="urn:own" x="1" xmlns="urn:other"><book><y:a/></book></books>')
    assert "{urn:own}a" == parse_record(own.opening, own.raw)[0].tag
    assert "{urn:other}book" == parse_record(own.opening, own.raw).tag
    bare = piece_of("<book><x:a/></book>")
    assert "{urn:extra}a" == parse_record(bare.opening, bare.raw)[0].tag


@pytest.mark.parametrize(
    ("line", "raw"),
    [(0, "<book>&nbsp;</book>"), (1, "<book>\n<a></b>\n</book>"), (0, "<book>"), (0, "<book/><book/>"),
     (0, "<book>\ud800</book>"), (0, '<!DOCTYPE a [<!ENTITY b "c">]><book>&b;</book>'), (0, "")],
)  # fmt: skip
def test_what_cannot_be_parsed_is_refused_with_its_line(line: int, raw: str) -> None:
    """Entities, tags that do not fit, more than one element, lone surrogates, declarations."""
    with pytest.raises(InvalidValueError) as raised:
        parse_record(BOOKS.opening, raw)
    assert line == raised.value.args[1]


def test_values_have_paths() -> None:
    """Every text and attribute is listed, in order, under the names of the elements around it."""
    book = piece_of('<book><a b="1">x</a><x:c>y<d>z</d>w</x:c> </book>')
    expected = [("a", "x"), ("a@b", "1"), ("c", "y"), ("c", "w"), ("c/d", "z")]
    assert expected == list(list_values(parse_record(book.opening, book.raw)))


@pytest.mark.parametrize(
    "mark", ["<book>", "<book><!--", "<!--", "<![CDATA[", "</book>", "<books ", "<", "<book><![CDATA["]
)
def test_time_grows_with_the_length_alone(mark: str) -> None:
    """50,000 marks that nothing closes are read in the time of 50,000, not of its square."""
    start = time.process_time()
    text = mark * 50_000
    assert text == "".join(raw for _, raw in split(text))
    assert time.process_time() - start < 10
