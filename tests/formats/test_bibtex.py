"""The scanner of BibTeX: where items, keys and values begin and end."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import Block, BlockKind, Code, Record
from arxiv2bib.formats.bibtex import scan_bibtex, split_value
from tests import bibtex_strategies

Said = list[tuple[Code, int, str | None]]


def scan(*chunks: str) -> tuple[list[Record | Block], Said]:
    """Return the items of a text, and what is said of it: code, line, key."""
    said: Said = []
    items = scan_bibtex(chunks, lambda code, _message, line, key, _value: said.append((code, line, key)))
    return list(items), said


def scan_record(text: str) -> Record:
    """Return the one record of *text*, of which nothing is said."""
    items, said = scan(text)
    assert [] == said
    (record,) = items
    assert isinstance(record, Record)
    return record


def shapes(text: str) -> list[tuple[str | None, str]]:
    """Return what *text* consists of: kinds of blocks, types of records, and the text of each."""
    return [(item.type if isinstance(item, Record) else item.kind.value, item.raw) for item in scan(text)[0]]


def pairs(text: str) -> list[tuple[str, str]]:
    """Return names and values of the fields of the one record of *text*."""
    return [(name, value) for name, value, _ in scan_record(text).fields]


def keys(text: str) -> list[str | None]:
    """Return the keys of the entries of *text*."""
    return [item.key for item in scan(text)[0] if isinstance(item, Record)]


# Items


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("@misc{k}", [("misc", "@misc{k}")]),
        ("@misc(k, a = 1)\n\n", [("misc", "@misc(k, a = 1)\n\n")]),
        ("@MISC{k,}", [("misc", "@MISC{k,}")]),
        ("@ misc\n {k,}", [("misc", "@ misc\n {k,}")]),
        ("@string{a = {b}}\n@misc{k}", [("string", "@string{a = {b}}\n"), ("misc", "@misc{k}")]),
        ("@preamble{{x} # \"y\"}\n", [("preamble", "@preamble{{x} # \"y\"}\n")]),
        ("@preamble({x) y} z) ", [("preamble", "@preamble({x) y} z) ")]),
        ("@comment{a {b} c}\n", [("comment", "@comment{a {b} c}\n")]),
        ("@comment{@misc{k}}", [("comment", "@comment{@misc{k}}")]),
        ("@comment no group\n@misc{k}", [("text", "@comment no group\n"), ("misc", "@misc{k}")]),
        ("text\n@misc{k}\nmore", [("text", "text\n"), ("misc", "@misc{k}\n"), ("text", "more")]),
        ("% @misc{k}\n@misc{l}", [("text", "% @misc{k}\n"), ("misc", "@misc{l}")]),
        ("  %@misc{k,\r  %t={x}}\r@misc{l}", [("text", "  %@misc{k,\r  %t={x}}\r"), ("misc", "@misc{l}")]),
        ("@misc{k} % @misc{l}", [("misc", "@misc{k} "), ("text", "% @misc{l}")]),
        ("50% of @misc{k}", [("text", "50% of "), ("misc", "@misc{k}")]),
        ("to me@example.org (me) or @you", [("text", "to me@example.org (me) or @you")]),
        ("@misc{k}}\n@misc{l}", [("misc", "@misc{k}"), ("text", "}\n"), ("misc", "@misc{l}")]),
        ("@misc{k}@misc{l}", [("misc", "@misc{k}"), ("misc", "@misc{l}")]),
        ("\ufeff@misc{k}", [("text", "\ufeff"), ("misc", "@misc{k}")]),
        ("\f\x00@misc{k}\f", [("text", "\f\x00"), ("misc", "@misc{k}\f")]),
        ("@1{k}", [("text", "@1{k}")]),
        ("@online-thing.x+y/z:a'b{k}", [("online-thing.x+y/z:a'b", "@online-thing.x+y/z:a'b{k}")]),
        ("@статья{k}", [("статья", "@статья{k}")]),
    ],
)  # fmt: skip
def test_text_is_cut_into_items(text: str, expected: list[tuple[str | None, str]]) -> None:
    """Entries and macros are records, everything else is a block; white space belongs to what stands before it."""
    assert expected == shapes(text)


@given(text=bibtex_strategies.any_files)
def test_items_cover_every_character(text: str) -> None:
    """Law 1: records and blocks together are the text; spans, lines and values are where they say."""
    position, line = 0, 1
    for item in scan(text)[0]:
        assert text[position : position + len(item.raw)] == item.raw
        assert line == item.line
        if isinstance(item, Record):
            assert (position, position + len(item.raw)) == item.span
            assert [value for _, value, _ in item.fields] == [text[s[0] : s[1]] for _, _, s in item.fields if s]
        position += len(item.raw)
        line += item.raw.count("\n") + item.raw.replace("\r\n", "").count("\r")
    assert len(text) == position


@given(text=bibtex_strategies.any_files, sizes=st.lists(st.integers(1, 40), min_size=1, max_size=4))
def test_chunks_change_nothing(text: str, sizes: list[int]) -> None:
    """Wherever the text is cut into chunks, the items and what is said of them are the same."""
    chunks: list[str] = []
    start = 0
    while start < len(text):
        size = sizes[len(chunks) % len(sizes)]
        chunks.append(text[start : start + size])
        start += size
    assert scan(text) == scan(*chunks)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_are_counted_from_one(newline: str) -> None:
    """A record's line is the line its @ stands on, whatever ends the lines."""
    text = newline.join(["text", "@misc{a,", "  t = {x", "y}", "}", "", "@misc{b}", "", "more", "@misc{c}"])
    assert [1, 2, 7, 9, 10] == [item.line for item in scan(text)[0]]


def test_lines_of_mixed_ends_are_counted() -> None:
    """CR, LF and CRLF each end a line, in one file as well."""
    assert [1, 3, 5] == [item.line for item in scan("@misc{a,\r\n}\r@misc{b}\n\r@misc{c}")[0]]


# Keys


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@misc{Müller_2001:a+b/c.d'e;f&g*h|i,}", "Müller_2001:a+b/c.d'e;f&g*h|i"),
        ("@misc{李2020,}", "李2020"),
        ("@misc{ k ,}", "k"),
        ("@misc{\n  k,}", "k"),
        ("@misc{k}", "k"),
        ("@misc(k)", "k"),
        ("@misc(k(1), a = 1)", "k(1)"),
        ("@misc{k(1), a = 1}", "k(1)"),
        ("@misc{a b, t = {x}}", "a b"),
        ("@misc{a#b, t = {x}}", "a#b"),
        ("@misc{a%b, t = {x}}", "a%b"),
        ("@misc{% a comment, with = and {\n% and another\nk, t = {x}}", "k"),
        ("@misc{http://example.org/?a=b&c=d, t = {x}}", "http://example.org/?a=b&c=d"),
        ("@misc{k\n  t = {x}\n}", "k"),
        ("@misc{k t = {x}}", "k"),
        ('@misc{"k", t = {x}}', '"k"'),
        ("@misc{{k}, t = {x}}", "{k}"),
        ('@misc{M{\\"u}ller, t = {x}}', 'M{\\"u}ller'),
        ("@misc{, t = {x}}", None),
        ("@misc{ , t = {x}}", None),
        ("@misc{t = {x}}", None),
        ("@misc{\n  t = {x}}", None),
        ("@misc{}", None),
        ("@misc()", None),
        ("@string{a = {b}}", None),
        ("@misc{k\\=, t = {x}}", "k\\="),
        ("@misc{1706.03762v2, t = {x}}", "1706.03762v2"),
        ("@misc{DBLP:conf/x/Y01,t={x}}", "DBLP:conf/x/Y01"),
    ],
)
def test_key_is_what_stands_before_the_first_comma(text: str, expected: str | None) -> None:
    """Any text without a comma can be a key; none, or only white space, is no key."""
    assert expected == scan_record(text).key


# Fields


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@misc{k, a = {b}}", [("a", "{b}")]),
        ("@misc(k, a = {b})", [("a", "{b}")]),
        ("@misc(k, a = {b)}, c = \"d)\")", [("a", "{b)}"), ("c", "\"d)\"")]),
        ("@misc{k, a={b},}", [("a", "{b}")]),
        ("@misc{k, a={b},,c={d},,}", [("a", "{b}"), ("c", "{d}")]),
        ("@misc{k, a={b} c={d}}", [("a", "{b}"), ("c", "{d}")]),
        ("@misc{k, a=1 c=d}", [("a", "1"), ("c", "d")]),
        ("@misc{k, a\n=\n{b}}", [("a", "{b}")]),
        ("@misc{k, a={b {c} {d {e}}}}", [("a", "{b {c} {d {e}}}")]),
        ("@misc{k, a={b \"c\" d}}", [("a", "{b \"c\" d}")]),
        ("@misc{k, a=\"b {\"}c{\"} d\"}", [("a", "\"b {\"}c{\"} d\"")]),
        ("@misc{k, a=\"b, c = d\"}", [("a", "\"b, c = d\"")]),
        ("@misc{k, a={b @misc{c, d = {e}} f}}", [("a", "{b @misc{c, d = {e}} f}")]),
        ("@misc{k, a=\"b\" # jan # {c}}", [("a", "\"b\" # jan # {c}")]),
        ("@misc{k, a=b#c#\"d\", e=1}", [("a", "b#c#\"d\""), ("e", "1")]),
        ("@misc{k, a=\"b\"\n  #\n  \"c\",}", [("a", "\"b\"\n  #\n  \"c\"")]),
        ("@misc{k, a={b} #, c=1}", [("a", "{b} #"), ("c", "1")]),
        ("@misc{k, a=, c=1}", [("a", ""), ("c", "1")]),
        ("@misc{k, a=}", [("a", "")]),
        ("@misc{k, a=2001-2002}", [("a", "2001-2002")]),
        ("@misc{k, Date Added = {b}}", [("Date Added", "{b}")]),
        ("@misc{k, date+an:note = {b}}", [("date+an:note", "{b}")]),
        ("@misc{k, título = {b}}", [("título", "{b}")]),
        ("@misc{k, 1a = {b}}", [("1a", "{b}")]),
        ("@misc{k, a={b}, a={c}, A={d}}", [("a", "{b}"), ("a", "{c}"), ("A", "{d}")]),
        ("@misc{k,\n% a = {no}\n a={b}, % and = {\n c=1 % more\n}", [("a", "{b}"), ("c", "1")]),
        ("@misc{k, a={b}\x0c,\xa0c={d}}", [("a", "{b}"), ("c", "{d}")]),
        ("@misc{k, a={50\\% b % c}}", [("a", "{50\\% b % c}")]),
        ("@misc{k, a={b\r\nc},\r\n d=1}", [("a", "{b\r\nc}"), ("d", "1")]),
        ("@string{a = {b}, c = \"d\"}", [("a", "{b}"), ("c", "\"d\"")]),
        ("@string(a = {b})", [("a", "{b}")]),
        ("@misc{k}", []),
    ],
)  # fmt: skip
def test_fields_are_names_and_values_with_delimiters(text: str, expected: list[tuple[str, str]]) -> None:
    """Values end with their delimiters, commas may be missing or too many, lines of comment are passed over."""
    assert expected == pairs(text)


# Damage


@pytest.mark.parametrize(
    "damaged",
    [
        "@misc{bad, title = {x\n",
        "@misc{bad, title = {x {y}\n}\n",
        '@misc{bad, title = "x\n}\n',
        "@misc{bad, title {x}}\n",
        "@misc{bad, = {x}}\n",
        "@misc{bad, title = {x}, @ }\n",
        "@misc{bad, title = {x} = {y}}\n",
        "@misc{bad, title = {x} \\y}\n",
        "@misc{bad, {title} = {x}}\n",
        "@misc{bad, title = {x})\n",
        "@misc(bad, title = {x}}\n",
        "@string{bad}\n",
        "@preamble{x\n",
        "@misc{bad\n",
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_neighbours_of_a_damaged_entry_come_through(damaged: str, newline: str) -> None:
    """Law 1: what is wrong with one entry ends where the next line begins one; it is reported at its line."""
    text = f"@misc{{a, t = {{1}}}}\n{damaged}\n  @misc{{b, t = {{2}}}}\n\n@misc{{c, t = {{3}}}}\n".replace(
        "\n", newline
    )
    items, said = scan(text)
    whole = {item.key: item.fields[0][1] for item in items if isinstance(item, Record) and item.fields}
    assert {"a": "{1}", "b": "{2}", "c": "{3}"} == {key: value for key, value in whole.items() if key != "bad"}
    assert [2] == [line for _, line, _ in said]


@pytest.mark.parametrize(
    "unfinished",
    ["@misc{bad, t = {0}\n", "@misc{bad, t = {0},\n\n", "@misc(bad, t = {0}\n  ", "@misc{bad, t = 0"],
)
@pytest.mark.parametrize("following", ["", "@misc{b, t = {2}}\n"])
def test_entry_without_its_last_brace_is_kept(unfinished: str, following: str) -> None:
    """An entry that ends where the next begins, or with the text, is an entry, and reported."""
    items, said = scan(unfinished + ("\n" if following and not unfinished[-1].isspace() else "") + following)
    assert ["bad", "b"][: len(items)] == [item.key for item in items]
    assert [(Code.READ_UNFINISHED_RECORD, 1, "bad")] == said


def test_failed_block_keeps_key_and_text() -> None:
    """What could not be read is a block that tells the key, as far as there is one."""
    items, said = scan("@misc{k, title {x}}\n")
    assert [Block(kind=BlockKind.FAILED, raw="@misc{k, title {x}}\n", line=1, key="k")] == items
    assert [(Code.READ_FAILED_RECORD, 1, "k")] == said


def test_value_may_hold_what_looks_like_an_entry() -> None:
    """Where nothing is damaged, braces say where a value ends, whatever stands at the beginning of its lines."""
    assert [("abstract", "{See\n@misc{x, y = {z}}\n}")] == pairs("@misc{k, abstract = {See\n@misc{x, y = {z}}\n}}")


def test_comment_that_is_not_closed_is_a_line() -> None:
    """BibTeX passes over "@comment" alone; a brace in it that nobody closes costs its line."""
    expected = [("comment", "@comment{ not closed\n"), ("misc", "@misc{k, a = {b}}\n")]
    assert expected == shapes("@comment{ not closed\n@misc{k, a = {b}}\n")


# Values


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("{a}", [("braces", "a")]),
        ('"a"', [("quotes", "a")]),
        ("jan", [("bare", "jan")]),
        ("", []),
        ("{}", [("braces", "")]),
        ("{a # b}", [("braces", "a # b")]),
        ('"a" # {b {#} c} #jan# 2', [("quotes", "a"), ("braces", "b {#} c"), ("bare", "jan"), ("bare", "2")]),
        ('"{"}#{"}" # x', [("quotes", '{"}#{"}'), ("bare", "x")]),
        ("{a} #", [("braces", "a")]),
    ],
)
def test_value_is_split_into_its_parts(value: str, expected: list[tuple[str, str]]) -> None:
    """Parts come without delimiters; a sign inside one joins nothing."""
    assert expected == split_value(value)


# Hostile input

NEIGHBOUR = "\n\n@misc{z, t = {ok}}\n"

HOSTILE: dict[str, Callable[[int], str]] = {
    "nesting": lambda n: "@misc{a, t={" + "{" * n + "}" * n + "}}",
    "nesting, one brace short": lambda n: "@misc{a, t={" + "{" * n + "}" * n + "}",
    "unclosed braces": lambda n: "@misc{a, t={" + "{" * n,
    "unclosed entries": lambda n: "@misc{a, t={x\n" * (n // 10),
    "unclosed entries in a line": lambda n: "@misc{a, t={x " * (n // 10),
    "unfinished entries in a line": lambda n: "@misc{a, t={x} " * (n // 10),
    "unclosed quotes": lambda n: '@misc{a, t="x\n' * (n // 10),
    "unclosed comments": lambda n: "@comment{\n" * (n // 10),
    "unclosed comments in parentheses": lambda n: "@comment( x\n" * (n // 10),
    "parentheses in braces": lambda n: "@comment(" + "{)} " * (n // 4) + ")",
    "signs": lambda n: "@" * n,
    "heads without a key": lambda n: "@misc{x=\n" * (n // 10),
    "parts": lambda n: "@misc{a, t=" + "#".join(["x"] * (n // 2)) + "}",
    "line": lambda n: "@misc{a, t={x}}" + "y" * n,
    "field": lambda n: "@misc{a, t={" + "y" * n + "}}",
    "fields": lambda n: "@misc{a, " + "t={x}," * (n // 6) + "}",
    "blanks in a value": lambda n: "@misc{a, t={x}" + " " * n + "}",
    "blanks behind a name": lambda n: "@misc{a, t" + " " * n + "x}",
    "lines of comment": lambda n: "@misc{" + "% x, {\n" * (n // 7) + "b, t={x}}",
    "entries in a line": lambda n: "@misc{a,t={x}}" * (n // 14),
    "signs in a value": lambda n: "@misc{a,\n t={" + "@ " * (n // 2) + "}\n}",
    "values begun": lambda n: "@misc{a,\n" + "t={" * (n // 3) + "}" * (n // 3) + "\n}",
    "quotes begun": lambda n: "@misc{a,\n" + 't={x}, u="{"' * (n // 12) + "\n}",
    "closing braces": lambda n: "@misc{a,\n t={" + "}, b " * (n // 5) + "\n}",
    "blanks behind braces": lambda n: "@misc{a,\n t={" + ("{x}" + " " * 1000) * (n // 1000) + "}\n}",
    "words behind words": lambda n: "@misc{a, " + "t " * (n // 2) + "}",
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("size", [1 << 30, 1 << 12])
def test_time_is_linear_in_hostile_input(name: str, size: int) -> None:
    """Time grows with the length alone, in one piece and in chunks, and what follows comes through."""
    text = HOSTILE[name](200_000) + NEIGHBOUR
    chunks = [text[at : at + size] for at in range(0, len(text), size)]
    started = time.process_time()
    items, _ = scan(*chunks)
    assert time.process_time() - started < 5
    assert "z" in [item.key for item in items if isinstance(item, Record)] or name == "unclosed entries in a line"
