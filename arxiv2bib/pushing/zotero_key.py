"""The key for Zotero's Web API: from the settings, or from the system's keyring. It is never an argument of a command.

A keyring is asked through the library ``keyring``, if that is installed: an optional dependency.
"""

import importlib
from typing import Any, Final

from arxiv2bib.errors import ExportError, InvalidValueError
from arxiv2bib.settings import Secret, Settings

__all__ = ["KEYRING_SERVICE", "KEYRING_USER", "KEYS_PAGE", "find_key"]

KEYRING_SERVICE: Final = "arxiv2bib"
KEYRING_USER: Final = "zotero"
"""Under which names the key is in the keyring: ``keyring set arxiv2bib zotero``."""

KEYS_PAGE: Final = "https://www.zotero.org/settings/keys"

_NO_KEY: Final = (
    f"no key for zotero.org; make one that may write at {KEYS_PAGE}, and put it into the variable "
    "ARXIV2BIB_ZOTERO_API_KEY, the configuration file (zotero_api_key), or the system's keyring (keyring set "
    f"{KEYRING_SERVICE} {KEYRING_USER})"
)


def find_key(settings: Settings) -> Secret:
    """Return the key; raises :class:`~arxiv2bib.ExportError`, with the ways to give one, if there is none."""
    key = settings.zotero_api_key or _ask_keyring()
    if key is None:
        raise ExportError(_NO_KEY)
    return key


def _ask_keyring() -> Secret | None:
    """Return the key in the keyring; None if there is none, or no keyring."""
    try:
        keyring: Any = importlib.import_module("keyring")  # Any: a library that need not be there
    except ImportError:
        return None
    try:
        found = keyring.get_password(KEYRING_SERVICE, KEYRING_USER)
    except (keyring.errors.KeyringError, OSError, RuntimeError) as error:  # locked, none at all, its bus is down
        raise ExportError(f"the system's keyring does not give the key ({type(error).__name__}); {_NO_KEY}") from None
    if not found:
        return None
    try:
        return Settings(cache_dir=".", state_dir=".", zotero_api_key=found).zotero_api_key
    except InvalidValueError as error:
        raise ExportError(f"the key in the system's keyring {error}") from None
