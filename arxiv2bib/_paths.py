"""What stands at a path. Where that cannot be found out, nothing does: whoever opens the path is told why.

The questions of :class:`pathlib.Path` raise where a folder is closed to us or a name is too long.
"""

import errno
import os
from pathlib import Path

from arxiv2bib.errors import InvalidValueError

__all__ = ["exists", "expand_home", "is_directory", "is_file", "is_same", "read_if_there"]

_Path = str | os.PathLike[str]


def exists(path: _Path) -> bool:
    """Whether something is at *path*, behind links."""
    return os.path.exists(path)  # noqa: PTH110 (this one does not raise)


def is_file(path: _Path) -> bool:
    """Whether a file is at *path*."""
    return os.path.isfile(path)  # noqa: PTH113 (as above)


def is_directory(path: _Path) -> bool:
    """Whether a directory is at *path*."""
    return os.path.isdir(path)  # noqa: PTH112 (as above)


def is_same(path: _Path, other: _Path) -> bool:
    """Whether both lead to one place, whether or not something is there."""
    return os.path.realpath(path) == os.path.realpath(other)


def read_if_there(path: Path) -> bytes | None:
    """Return what the file at *path* holds, or None if there is none; raises OSError if it cannot be read."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except ValueError as error:  # a character that no name of a file has
        raise OSError(errno.EINVAL, str(error)) from error


def expand_home(path: _Path) -> Path:
    """Return *path* with ``~`` replaced; raises InvalidValueError for the home of a user that is not known."""
    try:
        return Path(path).expanduser()
    except RuntimeError as error:
        raise InvalidValueError(f"cannot tell whose home is meant in {os.fspath(path)}") from error
