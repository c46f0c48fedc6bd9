"""Settings come from four places, and a bad one is told with the place."""

import os
import re
from pathlib import Path

import pytest

from arxiv2bib.errors import InvalidValueError
from arxiv2bib.settings import Settings, find_config_file, list_settings, load_settings

NO_FILE = Path(os.devnull)
"""A configuration file without a setting, wherever the tests run."""


def write(folder: Path, text: str) -> Path:
    """Write a configuration file, and return its path."""
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_later_place_wins(tmp_path: Path) -> None:
    """Arguments win over the environment, that over the configuration file, and that over the defaults."""
    config = write(tmp_path, 'arxiv_url = "http://file"\ncrossref_url = "http://file"\ndoi_url = "http://file"\n')
    environ = {"ARXIV2BIB_CROSSREF_URL": "http://environment", "ARXIV2BIB_DOI_URL": "http://environment"}
    found = load_settings(config=config, environ=environ, doi_url="http://argument")
    assert ("http://file", "http://environment", "http://argument", Settings().datacite_url) == (
        found.arxiv_url,
        found.crossref_url,
        found.doi_url,
        found.datacite_url,
    )


def test_the_file_can_be_named_by_text(tmp_path: Path) -> None:
    """As every file can; one that is not there is told by its name."""
    config = write(tmp_path, 'mailto = "me@example.org"\n')
    assert "me@example.org" == load_settings(config=str(config), environ={}).mailto
    with pytest.raises(InvalidValueError, match=r"cannot read the configuration file .*none.toml"):
        load_settings(config=str(tmp_path / "none.toml"), environ={})


def test_what_is_not_given_says_nothing(tmp_path: Path) -> None:
    """An argument that is None and a variable that is empty leave what stood there."""
    config = write(tmp_path, 'mailto = "me@example.org"\n')
    assert "me@example.org" == load_settings(config=config, environ={"ARXIV2BIB_MAILTO": ""}, mailto=None).mailto


@pytest.mark.parametrize("name", list_settings())
def test_every_setting_has_a_variable(name: str) -> None:
    """Each setting but the table of options can be set in the environment, and is checked there."""
    bad = {f"ARXIV2BIB_{name.upper()}": "\n"}
    if name in {"cache_options", "cache_dir", "state_dir"}:
        assert load_settings(config=NO_FILE, environ=bad, cache_dir=".") is not None
    else:
        with pytest.raises(InvalidValueError, match=f"ARXIV2BIB_{name.upper()}: must be"):
            load_settings(config=NO_FILE, environ=bad)


def test_text_of_the_environment_is_read() -> None:
    """Numbers and folders of the environment are those that their text says."""
    environ = {"ARXIV2BIB_TIMEOUT": "2.5", "ARXIV2BIB_TRIES": "3", "ARXIV2BIB_CACHE_DIR": "~/there"}
    found = load_settings(config=NO_FILE, environ=environ)
    assert (2.5, 3, Path("~/there").expanduser()) == (found.timeout, found.tries, found.cache_dir)


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("arxiv_url", "https://mirror.example.org/arxiv/", "https://mirror.example.org/arxiv"),
        ("arxiv_url", "http://[::1]:8080", "http://[::1]:8080"),
        ("arxiv_interval", 0, 0.0),
        ("mailto", "", None),
        ("cache_options", {"host": "a", "port": 1}, {"host": "a", "port": 1}),
    ],
)
def test_good_values(key: str, value: object, expected: object) -> None:
    """A value is brought to the form that is used."""
    assert expected == getattr(load_settings(config=NO_FILE, environ={}, **{key: value}), key)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("arxiv_url", "ftp://example.org"),
        ("arxiv_url", "export.arxiv.org"),
        ("arxiv_url", "http://"),
        ("arxiv_url", "http://a:b"),
        ("arxiv_url", "http://["),
        ("arxiv_url", "http://a/?b"),
        ("arxiv_url", "http://a b"),
        ("arxiv_url", 5),
        ("mailto", "me"),
        ("mailto", "me@example.org\r\nX-Evil: 1"),
        ("mailto", "a@b>; (c"),
        ("mailto", True),
        ("timeout", 0),
        ("timeout", "fast"),
        ("timeout", float("nan")),
        ("timeout", float("inf")),
        ("timeout", True),
        ("record_days", -1),
        ("tries", 2.5),
        ("cache_dir", ""),
        ("cache_dir", 5),
        ("cache_backend", "postgres"),
        ("cache_backend", ["sqlite"]),
        ("cache_options", "host=a"),
    ],
)
def test_bad_values(key: str, value: object) -> None:
    """A value of no use is refused in one line, with its key."""
    with pytest.raises(InvalidValueError, match=rf"\A{key}: must be [^\n]*\Z"):
        load_settings(config=NO_FILE, environ={}, **{key: value})


def test_a_bad_value_names_file_and_key(tmp_path: Path) -> None:
    """Of a value in the configuration file, the error names the file and the key."""
    config = write(tmp_path, "timeout = 'soon'\n")
    with pytest.raises(InvalidValueError, match=f"{re.escape(str(config))}: timeout: must be a number"):
        load_settings(config=config, environ={})


def test_an_unknown_key_names_those_that_are_known(tmp_path: Path) -> None:
    """A key that is none, as one that is misspelt, is not passed over."""
    config = write(tmp_path, "time_out = 5\n")
    with pytest.raises(InvalidValueError, match=r"time_out: no such setting; known: arxiv_url, .*timeout"):
        load_settings(config=config, environ={})
    with pytest.raises(InvalidValueError, match="time_out: no such setting"):
        load_settings(config=NO_FILE, environ={}, time_out=5)


@pytest.mark.parametrize("content", [b"timeout = \n", b"timeout = '\xff'\n", b"[[["])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes) -> None:
    """A configuration file that is no TOML, or no text, is told by its name."""
    config = tmp_path / "config.toml"
    config.write_bytes(content)
    with pytest.raises(InvalidValueError, match=re.escape(str(config))):
        load_settings(config=config, environ={})


def test_a_file_that_was_named_must_be_there(tmp_path: Path) -> None:
    """The user's own file may be missing; one that was asked for may not."""
    environ = {"ARXIV2BIB_CONFIG": str(tmp_path / "missing.toml")}
    with pytest.raises(InvalidValueError, match=r"cannot read the configuration file .*missing\.toml"):
        load_settings(environ=environ)


def test_the_users_own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file stands where the system has such files; on Linux that is ``$XDG_CONFIG_HOME``."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    path = find_config_file({})
    assert ("arxiv2bib", "config.toml") == (path.parent.name, path.name)
    if path.is_relative_to(tmp_path):  # not on macOS and Windows
        path.parent.mkdir()
        path.write_text("tries = 7\n", encoding="utf-8")
        assert 7 == load_settings(environ={}).tries


def test_a_file_may_begin_with_a_mark(tmp_path: Path) -> None:
    """Editors of Windows put a byte order mark before what they write in UTF-8."""
    (tmp_path / "config.toml").write_text("tries = 7\r\n", encoding="utf-8-sig")
    assert 7 == load_settings(config=tmp_path / "config.toml", environ={}).tries


def test_every_setting_is_explained() -> None:
    """Each field of the settings has words about it in the source, where editors and the reference find them."""
    text = Path(load_settings.__code__.co_filename).read_text("utf-8")
    for name in list_settings():
        assert re.search(rf'    {name}: [^\n]*\n    """[A-Z]', text), name


@pytest.mark.parametrize("environ", [{"ARXIV2BIB_CACHE_DIR": "~nobody-here/x"}, {"ARXIV2BIB_CONFIG": "~nobody-here/x"}])
def test_the_home_of_nobody(environ: dict[str, str]) -> None:
    """The home of a user that is not known is no folder."""
    with pytest.raises(InvalidValueError, match="cannot tell whose home is meant in ~nobody-here/x"):
        load_settings(environ=environ)
