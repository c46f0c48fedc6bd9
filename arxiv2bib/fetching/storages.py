"""Where answers are kept: a storage of requests-cache for each backend."""

from collections.abc import MutableMapping
from pathlib import Path
from typing import Final, cast

from requests_cache.backends import init_backend
from requests_cache.backends.base import DictStorage
from requests_cache.backends.filesystem import FileDict
from requests_cache.serializers import SerializerPipeline, Stage

from arxiv2bib.errors import InvalidValueError
from arxiv2bib.fetching.kept import Kept, decode_kept, encode_kept
from arxiv2bib.fetching.sqlite import BoundedStorage
from arxiv2bib.settings import Settings

__all__ = ["Storage", "find_cache_path", "open_storage"]

Storage = MutableMapping[str, Kept]

_NAME: Final = "arxiv2bib"
_PLACES: Final = {"sqlite": "answers.sqlite", "filesystem": "answers"}


def find_cache_path(settings: Settings) -> Path | None:
    """Return the file or folder of the cache; None for a backend that is elsewhere or nowhere."""
    place = _PLACES.get(settings.cache_backend)
    return settings.cache_dir / place if place is not None else None


def open_storage(settings: Settings) -> Storage:
    """Return the storage that the settings ask for.

    Raises whatever the backend raises for one that cannot be used, and :class:`~arxiv2bib.InvalidValueError` for one
    whose package is not installed or that does not know its options.
    """
    backend = settings.cache_backend
    if backend in {"memory", "none"}:
        return cast("Storage", DictStorage())  # type: ignore[no-untyped-call]
    serializer = SerializerPipeline([Stage(dumps=encode_kept, loads=decode_kept)], name="kept", is_binary=True)
    path = find_cache_path(settings)
    if path is not None and backend == "sqlite":
        path.parent.mkdir(parents=True, exist_ok=True)
        return cast("Storage", BoundedStorage(path, wait=settings.cache_wait, serializer=serializer))
    if path is not None:
        return cast("Storage", FileDict(path, serializer=serializer, extension="answer"))
    try:
        cache = init_backend(_NAME, backend, serializer=serializer, **settings.cache_options)
    except (ImportError, TypeError) as error:
        raise InvalidValueError(f"cache_backend: {backend}: {error}") from error
    return cast("Storage", cache.responses)
