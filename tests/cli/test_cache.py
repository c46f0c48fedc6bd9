"""``arxiv2bib cache``: what is kept, where, and forgetting it."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from arxiv2bib.cli import cli
from arxiv2bib.errors import Arxiv2bibError
from arxiv2bib.fetching import open_fetcher
from arxiv2bib.protocols import Response
from arxiv2bib.settings import load_settings


def run(folder: Path, *words: str) -> Result:
    """Return the result of ``arxiv2bib cache`` with *words*, about the cache in *folder*."""
    return CliRunner().invoke(
        cli, ["cache", *words], env={"ARXIV2BIB_CACHE_DIR": str(folder), "ARXIV2BIB_CONFIG": os.devnull}
    )


def fill(folder: Path, backend: str = "sqlite") -> None:
    """Keep two answers of Crossref, of which one is expired, and one of arXiv."""
    settings = load_settings(config=Path(os.devnull), environ={}, cache_dir=folder, cache_backend=backend)
    with open_fetcher(settings) as fetch:
        for url, day in (
            ("https://api.crossref.org/works/10.1/a", None),
            ("https://api.crossref.org/works/10.1/b", "2001-01-01"),
            ("https://export.arxiv.org/api/query?id_list=2111.03216", None),
        ):
            fetch.remember(Response(url=url, status=200, body=b"{}", retrieved=day))


def read_rows(output: str) -> dict[str, str]:
    """Return the rows of ``cache info`` by name."""
    return dict(line.strip().split(maxsplit=1) for line in output.splitlines())


def test_info(tmp_path: Path) -> None:
    """``info`` says where the cache is, how large, what is in it and what is over."""
    fill(tmp_path)
    result = run(tmp_path, "info")
    assert 0 == result.exit_code
    rows = read_rows(result.stdout)
    assert str(tmp_path / "answers.sqlite") == rows["place"]
    assert ("3", "1", "1", "2") == (rows["answers"], rows["expired"], rows["arxiv"], rows["crossref"])
    assert int(rows["size"].split()[0].replace(",", "")) > 0


def test_a_cache_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    """To look at a cache that there is none of makes none, and is no error."""
    assert "0" == read_rows(run(tmp_path / "none", "info").stdout)["answers"]
    assert "0 answers forgotten\n" == run(tmp_path / "none", "clear").stdout
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("backend", ["sqlite", "filesystem"])
def test_clear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, backend: str) -> None:
    """``clear --expired`` forgets what is over, ``clear`` the rest as well."""
    monkeypatch.setenv("ARXIV2BIB_CACHE_BACKEND", backend)
    fill(tmp_path, backend)
    assert "1 answer forgotten\n" == run(tmp_path, "clear", "--expired").stdout
    assert "2" == read_rows(run(tmp_path, "info").stdout)["answers"]
    assert "2 answers forgotten\n" == run(tmp_path, "clear").stdout
    assert "0" == read_rows(run(tmp_path, "info").stdout)["answers"]


def test_clear_removes_what_is_damaged(tmp_path: Path) -> None:
    """A file that is no cache is told of, and ``clear`` removes it."""
    path = tmp_path / "answers.sqlite"
    path.write_bytes(b"no database " * 99)
    result = run(tmp_path, "info")
    assert "not a database" in str(result.exception)
    assert 0 == run(tmp_path, "clear").exit_code
    assert not path.exists()


def test_path(tmp_path: Path) -> None:
    """``path`` prints the file, for scripts; the option decides over the environment."""
    assert f"{tmp_path / 'answers.sqlite'}\n" == run(tmp_path, "path").stdout
    other = tmp_path / "other"
    assert f"{other / 'answers.sqlite'}\n" == run(tmp_path, "--cache-dir", str(other), "path").stdout


def test_a_bad_setting_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A setting of no use ends the command, with the name of the variable."""
    monkeypatch.setenv("ARXIV2BIB_TIMEOUT", "soon")
    assert "ARXIV2BIB_TIMEOUT: must be a number" in str(run(tmp_path, "path").exception)


@pytest.mark.parametrize("command", ["info", "clear"])
def test_a_folder_that_cannot_be_looked_up(tmp_path: Path, command: str) -> None:
    """A folder in which nobody can look is told of, and is not called empty."""
    result = run(tmp_path / ("x" * 300), command)
    assert "" == result.stdout
    assert isinstance(result.exception, Arxiv2bibError)  # of which the program makes a line
    assert "File name too long" in str(result.exception)
