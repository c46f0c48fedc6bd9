"""The public functions: check and fix."""

import io
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

from arxiv2bib._files import Input, name_input, open_source
from arxiv2bib._inputs import expand_archive
from arxiv2bib._outputs import write_output
from arxiv2bib._paths import is_file
from arxiv2bib._reading import find_reader, read_items
from arxiv2bib.checks.findings import Finding
from arxiv2bib.checks.fixing import apply_fixes
from arxiv2bib.checks.running import check_items
from arxiv2bib.checks.selection import make_filter
from arxiv2bib.diagnostics import Diagnostic, Report
from arxiv2bib.errors import ExportError, InvalidValueError, ReadError, UnknownFormatError
from arxiv2bib.formats.bibtex_fields import DIALECTS
from arxiv2bib.model.library import Library
from arxiv2bib.model.records import Source, Style
from arxiv2bib.protocols import Reader

__all__ = ["can_fix", "check", "fix", "fix_and_check"]

_ROUNDS = 8


def check(
    source: Input | Library,
    format: str | None = None,
    *,
    encoding: str | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
) -> Iterator[Finding]:
    """Yield what is odd in *source*, a path, an open file or a library, in the order of lines and columns.

    The members of an archive are checked one after the other, each like a file, ``papers.zip:refs.bib``.

    *format* and *encoding* are those of :func:`~arxiv2bib.load`. *select* and *ignore* hold codes, or what codes begin
    with: only what is selected is looked for, but for what is ignored; ``all`` selects every rule, ``default`` those
    that are not a matter of taste, as if nothing were selected. What the reader reported comes as well, under its own
    codes.

    Raises what :func:`~arxiv2bib.load` raises, and :class:`~arxiv2bib.InvalidValueError` for a word that no code
    begins with, when the first finding is asked for.
    """
    is_wanted = make_filter(select, ignore)
    if isinstance(source, Library):
        name = next((entry.origin.source for entry in source if entry.origin is not None), "<library>")
        yield from check_items(source.items, source.report.diagnostics, source=name, is_wanted=is_wanted)
        return
    with ExitStack() as archives:
        is_readable = False
        for member, was_found in expand_archive(source, archives):
            said: list[Diagnostic] = []
            try:
                items = tuple(read_items(member, format, encoding, Report(said.append, keep=0)))
            except UnknownFormatError:
                if not was_found:
                    raise
                continue
            is_readable = True
            yield from check_items(items, said, source=name_input(member), is_wanted=is_wanted)
        if not is_readable:
            raise UnknownFormatError(f"no file that can be read in {name_input(source)}")


def fix(
    path: str | os.PathLike[str],
    format: str | None = None,
    *,
    encoding: str | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
) -> tuple[Finding, ...]:
    """Mend what can be mended for certain in the BibTeX or BibLaTeX file *path*, and return what it was.

    Only the characters concerned change; encoding, line ends and everything else stay. The file is replaced as a whole,
    or not touched if there is nothing to mend. The other arguments are those of :func:`check`.

    Raises what :func:`check` raises, :class:`~arxiv2bib.InvalidValueError` for a file in another format, and
    :class:`~arxiv2bib.ExportError` if it cannot be written.
    """
    return fix_and_check(path, format, encoding=encoding, is_wanted=make_filter(select, ignore))[0]


def fix_and_check(
    path: str | os.PathLike[str], format: str | None, *, encoding: str | None, is_wanted: Callable[[str], bool]
) -> tuple[tuple[Finding, ...], list[Finding]]:
    """Do what :func:`fix` does, and return what was mended and what is left; raises what :func:`fix` raises."""
    opening: list[Diagnostic] = []
    with open_source(path, encoding=encoding, report=Report(opening.append, keep=0)) as opened:
        reader = find_reader(opened, format)
        if (obstacle := _find_obstacle(opened, reader)) is not None:
            raise InvalidValueError(f"{os.fspath(path)} is {obstacle}")
        text = opened.read()
        style = Style(format=reader.format.name, encoding=opened.encoding, bom=opened.bom)
    done: list[Finding] = []
    left: list[Finding] = []
    new = text
    for _ in range(_ROUNDS):  # what two edits of one place would change takes another round
        source = Source(os.fspath(path), text=new, has_bad_bytes=opened.has_bad_bytes)
        said = [*opening]
        items = tuple(reader.read(source, report=Report(said.append, keep=0)))
        left = check_items(items, said, source=source.name, is_wanted=is_wanted)
        new, fixed = apply_fixes(new, left)
        done += fixed
        if not fixed:
            break
    if new != text:
        _refuse_to_change_more(path, text, style)
        write_output(path, [new], style)
    return tuple(done), left


def can_fix(path: str | os.PathLike[str], format: str | None, *, encoding: str | None) -> bool:
    """Whether *path*, which was checked, is a file that can be mended."""
    with suppress(ReadError):
        if is_file(path):  # a pipe cannot be read again
            with open_source(path, encoding=encoding, report=Report(keep=0)) as opened:
                return _find_obstacle(opened, find_reader(opened, format)) is None
    return False


def _find_obstacle(opened: Source, reader: Reader) -> str | None:
    """Return what keeps a file from being mended: what it is, and what is mended."""
    if reader.format.name not in DIALECTS:
        return f"of the format {reader.format.name}, and only BibTeX and BibLaTeX are mended"
    return "compressed, and only plain files are mended" if opened.is_packed else None


def _refuse_to_change_more(path: str | os.PathLike[str], text: str, style: Style) -> None:
    """Raise ExportError if the text that was read from *path* does not give its bytes back."""
    again = io.BytesIO()
    write_output(again, [text], style)
    if again.getvalue() != Path(path).read_bytes():
        raise ExportError(f"cannot mend {os.fspath(path)}: some bytes are not {style.encoding}, and would change")
