"""RIS records of an order that came before: the same lines as any other way finds in them."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib.formats import ris_orders
from arxiv2bib.formats.ris import scan_ris_lines
from arxiv2bib.formats.ris_orders import Orders
from arxiv2bib.formats.ris_usual import take_apart
from tests.formats.cutting import cut
from tests.formats.test_ris import preprints, ris_records

RECORD = "TY  - JOUR\nAU  - A, B\nAU  - C, D\nTI  - a\nAB  - b\nKW  - c\nN1  - d\nN1  - e\nID  - f\nER  - \n\n"


def check(text: str, size: int = 1 << 16) -> None:
    """Hold what is found in *text*, in pieces of *size*, to what is found there if no order is ever known."""
    expected = [item for item, _ in scan_ris_lines([text])]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ris_orders, "_OFTEN", 1)
        found = list(scan_ris_lines(cut(text, size)))
    assert expected == [item for item, _ in found]
    for item, lines in found:
        if lines is not None:
            assert lines == take_apart(item.raw)


def learn(*records: str) -> Orders:
    """Return the orders that are known from *records*, each of which came often enough."""
    orders = Orders()
    for record in records:
        lines = take_apart(record)
        assert lines is not None
        for _ in range(ris_orders._OFTEN):
            orders.learn(record, lines)
    return orders


@given(
    texts=st.lists(ris_records | preprints, min_size=1, max_size=3),
    order=st.lists(st.integers(0, 2), max_size=6),
    size=st.integers(1, 200),
)
def test_any_record_is_read_as_without_an_order(texts: list[str], order: list[int], size: int) -> None:
    """Records, their places and their lines are the same whether their order is known or not."""
    text = "".join([*texts, *(texts[place % len(texts)] for place in order)])
    check(text, size)


values = st.sampled_from(
    ["a", "ab", "a b", "A, B", "", " ", " a", "a ", "a\t", "\xa0a", "a\x1f", "a\x85", "TI  - a", "a  - b", "a\nb",
     "a\n", "a\nER  - ", "a\nKW  - b", "a\nAU  - b", "a\nTY  - b", "é", "\u2028"]
)  # fmt: skip
ends = st.sampled_from(
    ["ER  - \n\n", "ER  - \n\n", "ER  - \n", "ER  - ", "ER  -\n\n", "ER  - \n \n", "ER  - a\n\n", "\n", ""]
)


@given(
    tags=st.lists(st.sampled_from(["AU", "AU", "KW", "N1", "TI", "AB", "A1", "UR", "ID", "XX"]), max_size=6),
    several=st.lists(st.tuples(st.lists(values, min_size=7, max_size=7), ends), min_size=1, max_size=3),
)
def test_any_value_in_a_known_order(tags: list[str], several: list[tuple[list[str], str]]) -> None:
    """Whatever the lines hold: what an expression cannot be sure of is left to the usual way."""
    plain = "".join(f"{tag}  - {value}\n" for tag, value in zip(["TY", *tags], ["JOUR", *["x"] * 6], strict=False))
    odd = ["".join(f"{tag}  - {value}\n" for tag, value in zip(["TY", *tags], texts, strict=False)) + end
           for texts, end in several]  # fmt: skip
    text = "".join([f"{plain}ER  - \n\n", *odd])
    check(text)


def test_a_known_order_is_read_at_once() -> None:
    """Values without the blanks at their ends, rows of any length, and the end of the record."""
    orders = learn(RECORD)
    other = RECORD.replace("AU  - C, D\n", "").replace("  - a", "  -   a").replace("KW  - c", "KW  - c\nKW  - g")
    assert orders.take(RECORD, 0) == (take_apart(RECORD), len(RECORD))
    assert orders.take(other, 0) is None  # a blank at an end
    other = other.replace("  -   a", "  - \u00e4 a")
    assert orders.take(f"x\n{other}TY", 2) == (take_apart(other), 2 + len(other))


def test_an_order_is_known_once_it_came_often() -> None:
    """The expression takes its time to be made."""
    orders = Orders()
    lines = take_apart(RECORD)
    assert lines is not None
    for _ in range(ris_orders._OFTEN):
        assert orders.take(RECORD, 0) is None
        orders.learn(RECORD, lines)
    assert orders.take(RECORD, 0) is not None


def make_records(count: int) -> Iterator[str]:
    """Yield records of different orders."""
    for number in range(count):
        tags = [f"{'TABCDFGHIJ'[int(digit)]}1" for digit in str(number)]
        yield "".join(["TY  - JOUR\n", *(f"{tag}  - x\n" for tag in ["ID", *tags]), "ER  - \n\n"]).replace("A1", "A2")


def test_few_orders_are_known() -> None:
    """Each is tried before a record is taken apart otherwise, and a file may have any number."""
    records = list(make_records(ris_orders._MOST_KNOWN + 1))
    orders = learn(*records)
    assert [record for record in records if orders.take(record, 0) is None] == records[:1]


def test_few_orders_are_counted() -> None:
    """Those that come first: what is kept of a file does not grow with it."""
    orders = Orders()
    for record in make_records(ris_orders._MOST_COUNTED + 50):
        lines = take_apart(record)
        assert lines is not None
        orders.learn(record, lines)
    assert len(orders._counts) == ris_orders._MOST_COUNTED


@pytest.mark.parametrize(
    "record",
    [
        "TY  - JOUR\nAU  - A, B\nER  - \n\n",  # nothing but rows
        "TY  - JOUR\nKW  - a\nTI  - b\nAU  - A, B\nER  - \n\n",  # rows in another order
        "TY  - JOUR\n" + "UR  - a\n" * 50 + "ER  - \n\n",
    ],
)
def test_odd_orders_are_never_known(record: str) -> None:
    """They are taken apart as any other."""
    assert learn(record).take(record, 0) is None
