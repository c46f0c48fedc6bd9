"""Answers of arXiv's API, read whole and cut into one answer for each paper."""

import pytest

from arxiv2bib import ArxivId, Report
from arxiv2bib.formats.arxiv_atom import Feed, ServiceMessage, cut_feed, read_feed
from tests.readers.test_arxiv_atom import ENTRY, ERROR, OLD_ENTRY, UNCLOSED, feed


def read(body: bytes | str) -> Feed:
    """Return what the answer *body* has."""
    return read_feed(body, source="arxiv", report=Report())


def test_an_answer_has_entries_errors_and_a_total() -> None:
    """Entries in order, what the service says is wrong, and how many results there are."""
    found = read(feed(ENTRY, ERROR, OLD_ENTRY).encode())
    assert ["2111.00001", "hep-th/9901001"] == [str(entry.arxiv and entry.arxiv.id) for entry in found.entries]
    address = "https://arxiv.org/api/errors#incorrect_id_format_for_1234.12345"
    assert (ServiceMessage("incorrect id format for 1234.12345", address),) == found.errors
    assert 1 == found.total


@pytest.mark.parametrize("body", [b"", b"Rate exceeded.", b"<html><body>503</body></html>"])
def test_what_is_no_answer_is_known_as_such(body: bytes) -> None:
    """An empty body, a page, a word of the server: no feed."""
    assert Feed(is_feed=False) == read(body)


def test_an_answer_without_results_is_one() -> None:
    """No entry is not the same as no answer."""
    found = read(feed().replace(">1</opensearch", ">0</opensearch"))
    assert (True, 0, ()) == (found.is_feed, found.total, found.entries)


def test_one_entry_cut_out_reads_as_it_did() -> None:
    """Each paper's own answer has its entry, whatever prefixes the whole declares, and nothing else."""
    text = feed(ENTRY, ERROR, UNCLOSED, OLD_ENTRY).replace("arxiv:", "a:").replace("xmlns:arxiv", "xmlns:a")
    parts = list(cut_feed(text.encode()))
    assert [ArxivId("2111.00001", None, 3), ArxivId("9901001", "hep-th", 1)] == [arxiv_id for arxiv_id, _ in parts]
    assert read(text).entries == tuple(entry for _, body in parts for entry in read(body).entries)
    assert all(read(body).is_feed for _, body in parts)


def test_a_cut_is_stable() -> None:
    """An answer for one paper, cut again, is itself."""
    ((arxiv_id, body),) = cut_feed(feed(ENTRY))
    assert [(arxiv_id, body)] == list(cut_feed(body))
