"""What the field knows, shipped as data: journals, venues, publishers, series, places; each table says its origin."""

import pkgutil
import zlib
from functools import lru_cache

__all__ = ["read_rows", "read_text"]


def read_text(name: str) -> str:
    """Return the text of the table *name* of this folder; one that ends in ``.z`` is decompressed."""
    data = pkgutil.get_data(__name__, name)  # importlib.resources is slow to load
    if data is None:
        raise FileNotFoundError(name)
    return (zlib.decompress(data) if name.endswith(".z") else data).decode("utf-8")


@lru_cache(maxsize=4)  # several lookups begin with the same table
def read_rows(name: str) -> list[list[str]]:
    """Return the rows of the table *name*: fields between bars, blanks around them gone, comments left out."""
    lines = read_text(name).splitlines()
    return [[field.strip() for field in line.split("|")] for line in lines if line and line[0] != "#"]
