"""What the user has set about the network, the cache and programs on this machine: addresses, limits, times.

Read from four places; the later one wins: the defaults, the configuration file, the environment, the arguments.
"""

import math
import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urlsplit

import attrs

from arxiv2bib._paths import expand_home
from arxiv2bib.errors import InvalidValueError

__all__ = [
    "BACKENDS",
    "PREFIX",
    "Secret",
    "Settings",
    "check_settings",
    "find_config_file",
    "list_settings",
    "load_settings",
]

PREFIX: Final = "ARXIV2BIB_"
"""What the name of a setting has before it in the environment, in capitals: ``ARXIV2BIB_CACHE_DIR``."""

CONFIG_VARIABLE: Final = "ARXIV2BIB_CONFIG"
"""The variable of the environment that names another configuration file."""

BACKENDS: Final = ("dynamodb", "filesystem", "gridfs", "memory", "mongodb", "none", "redis", "sqlite")
"""Where the cache may be kept: the backends of requests-cache, and ``none`` for no cache."""

_DIALECTS = ("biblatex", "bibtex")
_ADDRESS = re.compile(r"[^\s@<>();:,\\\"]+@[^\s@<>();:,\\\"]+")
_HAS_BLANK = re.compile(r"[\s\x00-\x1f\x7f]")
_KEY = re.compile(r"[A-Za-z0-9]{1,128}")


@attrs.frozen(repr=False)
class Secret:
    """A text that is shown to nobody: neither ``str`` nor ``repr`` has it, only :meth:`reveal`."""

    _text: str

    def reveal(self) -> str:
        """Return the text."""
        return self._text

    def __repr__(self) -> str:
        """Return stars."""
        return "Secret('***')"

    __str__ = __repr__


def _show(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _to_url(value: object) -> str:
    """Return a base address without its last slash."""
    if isinstance(value, str) and not _HAS_BLANK.search(value):
        try:
            parts = urlsplit(value)
            if parts.scheme in {"http", "https"} and parts.hostname and not (parts.query or parts.fragment):
                _ = parts.port  # raises ValueError for a port that is none
                return value.rstrip("/")
        except ValueError:
            pass
    raise InvalidValueError(f"must be an address that begins with http:// or https://, not {_show(value)}")


def _to_number(value: object) -> float:
    """Return a number that is not negative; the environment has them as text."""
    number = value
    if isinstance(number, str):
        try:
            number = float(number)
        except ValueError:
            number = None
    if isinstance(number, int | float) and not isinstance(number, bool) and math.isfinite(number) and number >= 0:
        return float(number)
    raise InvalidValueError(f"must be a number that is not negative, not {_show(value)}")


def _to_interval(value: object) -> float | None:
    """Return seconds, none of them allowed; None for the published limit."""
    return None if value is None else _to_number(value)


def _to_positive(value: object) -> float:
    number = _to_number(value)
    if not number:
        raise InvalidValueError(f"must be greater than 0, not {_show(value)}")
    return number


def _to_count(value: object) -> int:
    number = _to_positive(value)
    if number != int(number):
        raise InvalidValueError(f"must be a whole number, not {_show(value)}")
    return int(number)


def _to_path(value: object) -> Path:
    if not isinstance(value, str | os.PathLike) or not os.fspath(value):
        raise InvalidValueError(f"must be the name of a folder, not {_show(value)}")
    return expand_home(value)


def _to_command(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise InvalidValueError(f"must be a command, or none, not {_show(value)}")
    return value.strip()


def _to_dialect(value: object) -> str:
    if value not in _DIALECTS:
        raise InvalidValueError(f"must be {' or '.join(_DIALECTS)}, not {_show(value)}")
    return str(value)


def _to_mailto(value: object) -> str | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str) or not _ADDRESS.fullmatch(value) or not value.isascii():
        raise InvalidValueError(f"must be an e-mail address, not {_show(value)}")
    return value


def _to_secret(value: object) -> Secret | None:
    """Return a key of zotero.org; what is said of a bad one does not show it."""
    if isinstance(value, Secret):
        return value
    if value is None or value == "":
        return None
    if not isinstance(value, str) or _KEY.fullmatch(value.strip()) is None:
        raise InvalidValueError("must be a key as zotero.org gives it, of letters and digits")
    return Secret(value.strip())


def _to_backend(value: object) -> str:
    if value not in BACKENDS:
        raise InvalidValueError(f"must be one of {', '.join(BACKENDS)}, not {_show(value)}")
    return str(value)


def _to_options(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping) or not all(isinstance(name, str) for name in value):
        raise InvalidValueError(f"must be a table of names and values, not {_show(value)}")
    return dict(value)


def _find_cache_dir() -> Path:
    import platformdirs

    return platformdirs.user_cache_path("arxiv2bib", appauthor=False)


def _find_state_dir() -> Path:
    import platformdirs

    return platformdirs.user_state_path("arxiv2bib", appauthor=False)


@attrs.frozen(kw_only=True)
class Settings:
    """How services are asked and where their answers are kept.

    An address is what stands before ``/api/query``, ``/works/…``, ``/dois/…``, ``/{doi}``, ``/connector/…`` and
    ``/libraries``, without its last slash.
    A bad value raises :class:`~arxiv2bib.InvalidValueError`.
    """

    arxiv_url: str = attrs.field(default="https://export.arxiv.org", converter=_to_url)
    """The arXiv API, or a mirror of it."""
    crossref_url: str = attrs.field(default="https://api.crossref.org", converter=_to_url)
    """The REST API of Crossref, or a mirror of it."""
    datacite_url: str = attrs.field(default="https://api.datacite.org", converter=_to_url)
    """The REST API of DataCite, or a mirror of it."""
    doi_url: str = attrs.field(default="https://doi.org", converter=_to_url)
    """The proxy that resolves DOIs, or a mirror of it."""
    mailto: str | None = attrs.field(default=None, converter=_to_mailto)
    """The user's e-mail address: services are asked in its name, and give it a better rate."""
    zotero_url: str = attrs.field(default="http://127.0.0.1:23119", converter=_to_url)
    """Where the Zotero that runs on this machine answers."""
    jabref_url: str = attrs.field(default="http://localhost:23119", converter=_to_url)
    """Where the JabRef that runs on this machine answers."""
    jabref_command: str = attrs.field(default="jabref", converter=_to_command)
    """JabRef's command, with its arguments, for when its server does not answer; ``none`` for never."""
    jabref_format: str = attrs.field(default="biblatex", converter=_to_dialect)
    """What JabRef is given, ``biblatex`` or ``bibtex``: the dialect of the user's libraries."""
    zotero_web_url: str = attrs.field(default="https://api.zotero.org", converter=_to_url)
    """The Web API of zotero.org."""
    zotero_api_key: Secret | None = attrs.field(default=None, converter=_to_secret)
    """The key for the Web API, made at https://www.zotero.org/settings/keys; shown nowhere."""

    cache_dir: Path = attrs.field(factory=_find_cache_dir, converter=_to_path)
    """The folder of the cache and of the counts that processes share; the user's own unless set."""
    cache_backend: str = attrs.field(default="sqlite", converter=_to_backend)
    """Where answers are kept, one of :data:`BACKENDS`."""
    cache_options: Mapping[str, object] = attrs.field(factory=dict, converter=_to_options, hash=False)
    """What the backend is told besides, by name: ``host`` and ``port`` of a server."""
    cache_wait: float = attrs.field(default=5.0, converter=_to_number)
    """For how many seconds a cache that another process has locked is waited for, before the work goes on without."""
    state_dir: Path = attrs.field(factory=_find_state_dir, converter=_to_path)
    """The folder in which what was pushed is remembered; the user's own unless set."""

    record_days: float = attrs.field(default=30.0, converter=_to_number)
    """How long a record of Crossref, DataCite or doi.org is good, in days."""
    preprint_days: float = attrs.field(default=7.0, converter=_to_number)
    """How long a record of arXiv is good, in days: it changes when the paper is revised or appears."""
    search_days: float = attrs.field(default=1.0, converter=_to_number)
    """How long the answer to a search is good, in days."""
    missing_days: float = attrs.field(default=1.0, converter=_to_number)
    """How long the answer that there is none is good, in days."""

    timeout: float = attrs.field(default=12.0, converter=_to_positive)
    """For how many seconds one request may last, from the connection to the last byte; twice as long for arXiv."""
    deadline: float = attrs.field(default=60.0, converter=_to_positive)
    """For how many seconds one question may last, with every pause and every repetition."""
    tries: int = attrs.field(default=5, converter=_to_count)
    """How often a question is asked before the service is given up."""
    max_megabytes: float = attrs.field(default=32.0, converter=_to_positive)
    """How large an answer may be, before and after it is decompressed."""

    arxiv_interval: float | None = attrs.field(default=None, converter=_to_interval)
    """Seconds between two requests to arXiv; 3 unless set, as arXiv's terms demand."""
    crossref_interval: float | None = attrs.field(default=None, converter=_to_interval)
    """Seconds between two requests for a record of Crossref; its published limit unless set."""
    crossref_search_interval: float | None = attrs.field(default=None, converter=_to_interval)
    """Seconds between two searches at Crossref; its published limit unless set."""
    datacite_interval: float | None = attrs.field(default=None, converter=_to_interval)
    """Seconds between two requests to DataCite; its published limit unless set."""
    doi_interval: float | None = attrs.field(default=None, converter=_to_interval)
    """Seconds between two requests to doi.org; 0.2 unless set."""


_KEYS: Final = {field.name: field for field in attrs.fields(Settings)}


def check_settings(settings: object) -> Settings:
    """Return *settings*; raises InvalidValueError if they are none."""
    if not isinstance(settings, Settings):
        raise InvalidValueError(f"settings are what load_settings() gives, not {type(settings).__name__}")
    return settings


def list_settings() -> tuple[str, ...]:
    """Return the names of the settings, in the order of :class:`Settings`."""
    return tuple(_KEYS)


def find_config_file(environ: Mapping[str, str] | None = None) -> Path:
    """Return the configuration file: the one that ``ARXIV2BIB_CONFIG`` names, or the user's own; it may not exist.

    The user's own is ``arxiv2bib/config.toml`` in ``$XDG_CONFIG_HOME``, or where the system has such files.
    """
    import platformdirs

    named = (os.environ if environ is None else environ).get(CONFIG_VARIABLE)
    if named:
        return expand_home(named)
    return platformdirs.user_config_path("arxiv2bib", appauthor=False) / "config.toml"


def load_settings(
    *, config: str | os.PathLike[str] | None = None, environ: Mapping[str, str] | None = None, **overrides: object
) -> Settings:
    """Return the settings: the defaults, then the configuration file, the environment and *overrides*.

    *config* and *environ* stand for :func:`find_config_file` and ``os.environ``. An override that is None and a
    variable that is empty say nothing. Raises :class:`~arxiv2bib.InvalidValueError`, with the file or variable and
    the key, for a value that is of no use, a key that is none, and a file that was named and cannot be read.
    """
    environ = os.environ if environ is None else environ
    if not isinstance(environ, Mapping):
        raise InvalidValueError(f"environ is a table of names and texts, not {type(environ).__name__}")
    if config is not None and not isinstance(config, str | os.PathLike):
        raise InvalidValueError(f"config is the name of a file, not {type(config).__name__}")
    is_named = config is not None or bool(environ.get(CONFIG_VARIABLE))
    path = Path(config) if config is not None else find_config_file(environ)
    values: dict[str, object] = {}
    for given in (*_read_file(path, is_named=is_named), *_read_environment(environ), *_read_overrides(overrides)):
        values[given.key] = given.check()
    return Settings(**values)  # each went through its own converter


class _Given(NamedTuple):
    """A value for a setting, and how to call the place that it comes from."""

    place: str
    key: str
    value: object

    def check(self) -> object:
        field = _KEYS.get(self.key)
        if field is None:
            raise InvalidValueError(f"{self.place}: no such setting; known: {', '.join(_KEYS)}")
        convert: Callable[[object], object] = field.converter  # type: ignore[assignment]  # every setting has one
        try:
            return convert(self.value)
        except InvalidValueError as error:
            raise InvalidValueError(f"{self.place}: {error}") from None


def _read_file(path: Path, *, is_named: bool) -> Iterator[_Given]:
    try:
        text = path.read_text("utf-8-sig")  # Windows' editors put a mark before it
    except OSError as error:
        if is_named or not isinstance(error, FileNotFoundError | NotADirectoryError):
            raise InvalidValueError(f"cannot read the configuration file {path}: {error.strerror}") from error
        return
    except UnicodeDecodeError as error:
        raise InvalidValueError(f"the configuration file {path} is not UTF-8") from error
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidValueError(f"the configuration file {path} is no TOML: {error}") from error
    for key, value in table.items():
        yield _Given(f"{path}: {key}", key, value)


def _read_environment(environ: Mapping[str, str]) -> Iterator[_Given]:
    for key in _KEYS:
        name = f"{PREFIX}{key.upper()}"
        if environ.get(name) and key not in _FILE_ONLY:
            yield _Given(name, key, environ[name])


def _read_overrides(overrides: Mapping[str, object]) -> Iterator[_Given]:
    return (_Given(key, key, value) for key, value in overrides.items() if value is not None)


_FILE_ONLY: Final = frozenset({"cache_options"})  # a table has no place in a variable
