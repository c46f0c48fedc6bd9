"""What inputs stand for: directories and patterns for the files in them, archives for their members."""

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path, PurePath
from typing import IO, TYPE_CHECKING, Any, cast

from arxiv2bib._archives import without_suffix
from arxiv2bib._files import Input, Target, is_in_zotero, name_input, seekable
from arxiv2bib._outputs import Output
from arxiv2bib._paths import exists, is_directory, is_file, is_same
from arxiv2bib._zips import is_zip, open_zip
from arxiv2bib.errors import ExportError, InvalidValueError, ReadError
from arxiv2bib.registry import reader_formats

if TYPE_CHECKING:
    import io

_HEAD = 8
_FOLDED = 4  # how many times as long compressed text is, about


def hold_inputs(source: Any) -> Any:  # Any: one input or several, or papers
    """Return *source*, in a tuple what is gone through once only, as ``folder.glob("*.bib")`` is.

    Raises :class:`~arxiv2bib.InvalidValueError` for what is neither an input nor several.
    """
    if isinstance(source, str | os.PathLike) or hasattr(source, "read") or hasattr(source, "identifiers"):
        return source
    if not isinstance(source, Iterable):
        raise InvalidValueError(f"cannot read from {type(source).__name__}; pass a path or an open file")
    return tuple(source)


def expand_inputs(inputs: Iterable[Input], archives: ExitStack | None = None) -> Iterator[tuple[Target, bool]]:
    """Yield every input; of a directory, the files below it that can be read, by suffix, in the order of their paths.

    A path that is not there and has ``*``, ``?`` or ``[`` in it stands for the files that match; if none does, it comes
    as it is, so that whoever opens it says so. With *archives*, which closes them, a zip archive stands for its members
    that can be read, or for its only one. Of compressed files the suffix before counts. The second value
    tells whether the file was found, and not named.
    """
    for target in inputs:
        for found, was_found in _expand_path(target):
            if archives is None:
                yield found, was_found
            else:
                yield from expand_archive(found, archives, was_found=was_found)


def measure_inputs(inputs: Iterable[Input]) -> int:
    """Return about how many bytes of text *inputs* hold; of streams nothing is known."""
    size = 0
    for target, _ in expand_inputs(inputs):
        if isinstance(target, str | os.PathLike):
            with suppress(OSError):
                known = os.stat(target).st_size  # noqa: PTH116 (a path may be str or PathLike)
                size += known if without_suffix(os.fspath(target)) == os.fspath(target) else _FOLDED * known
    return size


def _expand_path(target: Input) -> Iterator[tuple[Input, bool]]:
    if not isinstance(target, str | os.PathLike) or is_in_zotero(target):
        yield target, False
        return
    name = os.fspath(target)
    if glob.has_magic(name) and not os.path.lexists(name):
        matches = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 (Path.glob takes no absolute pattern)
        if not matches:
            yield target, False
        for match in matches:
            if not is_directory(match):
                yield match, False
            else:
                yield from _find_files(Path(match))
    elif is_directory(name):
        yield from _find_files(Path(name))
    else:
        yield target, False


def _find_files(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Yield the files below *folder*, and the folders that are closed to us: whoever opens those is told."""
    suffixes = _find_suffixes()
    closed: set[Path] = set()
    walk = os.walk(folder, onerror=lambda error: closed.add(Path(error.filename)))
    found = {Path(base, name) for base, _, names in walk for name in names}
    for path in sorted(found | closed):
        if not _is_hidden(path, folder) and (path in closed or (_is_wanted(path, suffixes) and is_file(path))):
            yield path, True


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _find_suffixes() -> frozenset[str]:
    """Return how files are called that can be read."""
    return frozenset(suffix for known in reader_formats() for suffix in known.suffixes)


def _is_wanted(path: Path, suffixes: frozenset[str]) -> bool:
    return _suffix(path.name) in suffixes or path.suffix.casefold() == ".zip"


def _suffix(name: str) -> str:
    return PurePath(without_suffix(name)).suffix.casefold()


def expand_archive(target: Input, archives: ExitStack, *, was_found: bool = False) -> Iterator[tuple[Target, bool]]:
    """Yield *target*, or the members of the zip archive that it is; see :func:`expand_inputs`."""
    archive = _find_archive(target, archives)
    if archive is None:
        yield target, was_found
        return
    try:
        members = open_zip(name_input(target), archive)
    except ReadError:
        yield target, was_found  # whoever opens it sees the same
        return
    if members:
        archives.callback(members[0].file.close)
    if len(members) == 1:
        yield members[0], was_found
        return
    suffixes = _find_suffixes()
    for member in members:
        parts = PurePath(member.filename).parts
        is_hidden = any(part.startswith((".", "__MACOSX")) and part not in (".", "..") for part in parts)
        if not is_hidden and _suffix(member.filename) in suffixes:
            yield member, True


def _find_archive(target: Input, archives: ExitStack) -> str | IO[bytes] | None:
    """Return *target*, to be read from anywhere, if it is a zip archive; a stream stays where it is."""
    if isinstance(target, str | os.PathLike):
        path = Path(target)
        if not is_file(path):
            return None
        try:
            with path.open("rb") as file:
                return os.fspath(path) if is_zip(file.read(_HEAD)) else None
        except OSError:
            return None
    try:
        stream = cast("IO[Any]", target)  # Any: str or bytes
        if isinstance(stream.read(0), str):  # a text that is not in its encoding could be looked at only once
            return None
        if stream.seekable():
            start = stream.tell()
            head = stream.read(_HEAD)
            stream.seek(start)
        else:
            head = cast("io.BufferedReader", stream).peek(_HEAD)
    except Exception:  # noqa: BLE001 (an open file has exceptions of its own; what reads it says why)
        return None
    return archives.enter_context(seekable(stream)) if is_zip(head) else None


def refuse_to_replace(sources: Sequence[Input], target: Output, *, append: bool) -> None:
    """Raise ExportError if *target* is one of *sources*, or of the files that they stand for and nothing is added."""
    if not isinstance(target, str | os.PathLike) or not is_file(target):
        return
    for source in sources:
        if not isinstance(source, str | os.PathLike):
            continue
        if exists(source) and Path(source).samefile(target):
            raise ExportError(f"the output would replace the input {os.fspath(source)}; give it a name of its own")
        if not append and _stands_for(os.fspath(source), target):
            raise ExportError(
                f"the output would replace {os.fspath(target)}, which is one of the inputs in {os.fspath(source)}; "
                "put it elsewhere"
            )


def _stands_for(source: str, target: str | os.PathLike[str]) -> bool:
    """Whether *target* is one of the files that *source*, a directory or a pattern, stands for."""
    if is_directory(source):
        path, folder = Path(target).resolve(), Path(source).resolve()
        if not path.is_relative_to(folder):
            return False
        return not _is_hidden(path, folder) and _is_wanted(path, _find_suffixes())
    return glob.has_magic(source) and any(is_same(match, target) for match in glob.glob(source, recursive=True))  # noqa: PTH207 (as above)
