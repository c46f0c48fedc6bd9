"""The key for zotero.org: where it comes from, and that nobody sees it."""

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from arxiv2bib.errors import ExportError, InvalidValueError
from arxiv2bib.pushing.zotero_key import find_key
from arxiv2bib.settings import Secret, Settings, load_settings
from tests.pushing.zotero import NO_FILE

KEY = "Pq7R2sT4uV6wX8yZ1aB3cD5e"


class KeyringError(Exception):
    """What a keyring fails with."""


def set_keyring(monkeypatch: pytest.MonkeyPatch, answer: str | Exception | None) -> None:
    """Let the library ``keyring`` be there, and give *answer* for arxiv2bib's key."""

    def get_password(service: str, user: str) -> str | None:
        if isinstance(answer, Exception):
            raise answer
        return answer if (service, user) == ("arxiv2bib", "zotero") else None

    module = ModuleType("keyring")
    module.get_password = get_password  # type: ignore[attr-defined]  # a module has what it is given
    module.errors = SimpleNamespace(KeyringError=KeyringError)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", module)


@pytest.fixture(autouse=True)
def _without_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)


def load(tmp_path: Path, config: str = "", **environ: str) -> Settings:
    """Return the settings of a configuration file and an environment."""
    file = tmp_path / "config.toml"
    file.write_text(config, encoding="utf-8")
    return load_settings(config=file, environ=environ, cache_dir=tmp_path, state_dir=tmp_path)


def test_key_of_the_environment(tmp_path: Path) -> None:
    """The environment has the key, with blanks around it or not."""
    assert KEY == find_key(load(tmp_path, ARXIV2BIB_ZOTERO_API_KEY=f" {KEY}\n")).reveal()


def test_key_of_the_configuration_file(tmp_path: Path) -> None:
    """The configuration file has the key."""
    assert KEY == find_key(load(tmp_path, f'zotero_api_key = "{KEY}"\n')).reveal()


def test_key_of_the_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's keyring is asked if nothing else has one."""
    set_keyring(monkeypatch, KEY)
    assert KEY == find_key(load(tmp_path)).reveal()
    assert "Mine" == find_key(load(tmp_path, ARXIV2BIB_ZOTERO_API_KEY="Mine")).reveal()


@pytest.mark.parametrize("has_keyring", [True, False])
def test_no_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_keyring: bool) -> None:
    """Without a key, it is said where one is made and where it is put."""
    if has_keyring:
        set_keyring(monkeypatch, None)
    with pytest.raises(ExportError) as caught:
        find_key(load(tmp_path))
    for way in ("https://www.zotero.org/settings/keys", "ARXIV2BIB_ZOTERO_API_KEY", "keyring set arxiv2bib zotero"):
        assert way in str(caught.value)


@pytest.mark.parametrize("error", [KeyringError(KEY), OSError(KEY), RuntimeError(KEY)])
def test_a_keyring_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """A locked keyring is told by the kind of its error, and not in its words."""
    set_keyring(monkeypatch, error)
    with pytest.raises(ExportError, match=rf"keyring does not give the key \({type(error).__name__}\)") as caught:
        find_key(load(tmp_path))
    assert KEY not in str(caught.value)


def test_a_bad_key_is_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is said of a key that is none does not show it, wherever it came from."""
    bad = f"{KEY}-{KEY}"
    set_keyring(monkeypatch, bad)
    for error, make in (
        (InvalidValueError, lambda: load(tmp_path, ARXIV2BIB_ZOTERO_API_KEY=bad)),
        (InvalidValueError, lambda: load(tmp_path, f'zotero_api_key = "{bad}"')),
        (InvalidValueError, lambda: load_settings(config=NO_FILE, environ={}, zotero_api_key=bad)),
        (ExportError, lambda: find_key(load(tmp_path))),
    ):
        with pytest.raises(error, match=r"must be a key as zotero\.org gives it") as caught:
            make()
        assert KEY not in str(caught.value)


def test_settings_do_not_show_the_key(tmp_path: Path) -> None:
    """Neither the settings nor the key itself show it, as text or otherwise."""
    settings = load(tmp_path, ARXIV2BIB_ZOTERO_API_KEY=KEY)
    secret = settings.zotero_api_key
    assert isinstance(secret, Secret)
    for shown in (repr(settings), str(settings), repr(secret), str(secret), f"{secret}", f"{secret!r:>40}"):
        assert KEY not in shown
    assert Secret(KEY) == secret
