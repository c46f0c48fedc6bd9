"""What was pushed is remembered, by identifier and library."""

from pathlib import Path

import pytest

from arxiv2bib.errors import ExportError
from arxiv2bib.pushing.ledger import Ledger, Row


def test_rows_outlive_the_process(tmp_path: Path) -> None:
    """What was begun is there when the ledger is opened again, and tells that it was never confirmed."""
    with Ledger(tmp_path / "new" / "folder", today=lambda: "2026-11-29") as ledger:
        ledger.begin("zotero:1", ["arxiv:1", "doi:2"], "t")
        ledger.finish("zotero:1", ["doi:2"], "t")
    with Ledger(tmp_path / "new" / "folder") as ledger:
        expected = {"arxiv:1": Row("t", "2026-11-29", is_done=False), "doi:2": Row("t", "2026-11-29", is_done=True)}
        assert expected == ledger.find("zotero:1", ["arxiv:1", "doi:2", "doi:3"])


def test_libraries_are_apart(tmp_path: Path) -> None:
    """What one library has, another does not."""
    with Ledger(tmp_path) as ledger:
        ledger.finish("zotero:1", ["doi:2"], "t")
        assert {} == ledger.find("zotero:5", ["doi:2"])


def test_an_identifier_belongs_to_one_batch(tmp_path: Path) -> None:
    """Of two processes, the second is told what the first one has begun; the same batch may begin twice."""
    with Ledger(tmp_path) as ledger, Ledger(tmp_path) as other:
        assert frozenset() == ledger.begin("zotero:1", ["doi:1"], "t")
        assert {"doi:1"} == other.begin("zotero:1", ["doi:1", "doi:2"], "u")
        assert frozenset() == ledger.begin("zotero:1", ["doi:1"], "t")


def test_what_is_forgotten_may_come_again(tmp_path: Path) -> None:
    """An identifier that is forgotten is as if it had never been pushed."""
    with Ledger(tmp_path) as ledger:
        ledger.begin("zotero:1", ["doi:1"], "t")
        ledger.forget("zotero:1", ["doi:1"])
        assert frozenset() == ledger.begin("zotero:1", ["doi:1"], "u")


def test_a_damaged_file_is_an_error(tmp_path: Path) -> None:
    """A ledger that cannot be read is told, with its place: what cannot be remembered is not pushed."""
    (tmp_path / "pushed.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(ExportError, match=r"cannot be remembered in .*pushed\.sqlite .*state_dir"):
        Ledger(tmp_path)


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    """So is a folder that is none."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ExportError, match=r"cannot be remembered in .*state_dir names another folder"):
        Ledger(tmp_path / "file" / "folder")
