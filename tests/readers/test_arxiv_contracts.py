"""The laws of readers, for the readers of arXiv's forms other than the digest."""

import json
from collections.abc import Sequence

import pytest
from hypothesis import settings

from arxiv2bib.readers.arxiv_abs import ArxivAbsReader
from arxiv2bib.readers.arxiv_atom import ArxivAtomReader
from arxiv2bib.readers.arxiv_ids import ArxivIdsReader
from arxiv2bib.readers.arxiv_jsonl import ArxivJsonlReader
from arxiv2bib.readers.arxiv_oai import ArxivOaiReader
from arxiv2bib.testing import ReaderContract, readers
from tests.readers.test_arxiv_abs import MAILED, RECORD
from tests.readers.test_arxiv_atom import ENTRY, ERROR, OLD_ENTRY, UNCLOSED, feed
from tests.readers.test_arxiv_jsonl import DOCMETA, LINE
from tests.readers.test_arxiv_oai import DUBLIN_CORE, NEW, RAW, answer


@pytest.fixture(autouse=True)
def _fewer_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five readers take the time of five: each law sees fewer examples than a plug-in's would."""
    monkeypatch.setattr(readers, "_laws", settings(readers._laws, max_examples=25))


class TestAtom(ReaderContract):
    """The laws of readers."""

    reader = ArxivAtomReader()
    records = (ENTRY, OLD_ENTRY)
    broken = (UNCLOSED, ENTRY.replace("9 pages &amp;", "9 pages &"), ENTRY.replace("</entry>", ""), ERROR)

    def join(self, records: Sequence[str]) -> str:
        """Return the feed of *records*."""
        return feed(*records)


class TestOai(ReaderContract):
    """The laws of readers."""

    reader = ArxivOaiReader()
    records = (NEW, RAW, DUBLIN_CORE)
    broken = (
        NEW.replace("</title>", ""),
        RAW.replace("</record>", ""),
        RAW.replace("&amp;", "&"),
        NEW.replace("arXiv xmlns", "marc xmlns").replace("</arXiv>", "</marc>"),
    )

    def join(self, records: Sequence[str]) -> str:
        """Return the answer with *records*."""
        return answer(*records)


class TestJsonl(ReaderContract):
    """The laws of readers."""

    reader = ArxivJsonlReader()
    records = (json.dumps(LINE) + "\n", json.dumps(DOCMETA) + "\n", json.dumps(LINE, ensure_ascii=False) + "\n")
    broken = (
        json.dumps(LINE)[:200] + "\n",
        json.dumps(LINE).replace('"title": ', '"title" ') + "\n",
        json.dumps({**LINE, "id": None, "title": None}) + "\n",
    )


class TestAbs(ReaderContract):
    """The laws of readers."""

    reader = ArxivAbsReader()
    records = (RECORD, f"%%%% FILE 0704.0012.abs\n{RECORD}", MAILED)
    broken = ("%%%% FILE broken.abs\nFrom: Nobody\n\n",)


class TestIds(ReaderContract):
    """The laws of readers."""

    reader = ArxivIdsReader()
    records = ("2111.03216v2\n", "https://arxiv.org/abs/hep-th/9901001 # with a word\n", "10.1000/182\n")
    broken = ("no identifier\n",)
