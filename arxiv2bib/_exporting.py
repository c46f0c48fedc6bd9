"""Choosing an exporter: by the name of a format, by that of the output, and by the program that the output is for."""

import os
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, cast

import attrs

from arxiv2bib._outputs import Output
from arxiv2bib._reading import Item, find_target
from arxiv2bib.diagnostics import Report
from arxiv2bib.errors import InvalidValueError, UnknownFormatError
from arxiv2bib.formats.bibtex_fields import DIALECTS
from arxiv2bib.model.records import Style
from arxiv2bib.protocols import Exporter, KeySpeller
from arxiv2bib.registry import get_exporter, guess_target

if TYPE_CHECKING:
    from arxiv2bib.profiles import Output as ProfileOutput
    from arxiv2bib.profiles import Profile


def choose_exporter(
    format: str | None, for_: str | None, target: Output | None, options: dict[str, object]
) -> tuple[Exporter, Style | None]:
    """Return the exporter of *format*, or for what *target* is called, and how the file is written, if not as usual.

    With *for_*, a profile decides on the format where neither says anything, and on the options that *options* leave
    out; entries are written anew, and nothing is carried.

    Raises :class:`~arxiv2bib.UnknownFormatError` if no format is known for *target*,
    :class:`~arxiv2bib.InvalidValueError` for no profile, or a format that the program does not read.
    """
    if for_ is None:
        name = format if format is not None else find_target(target)
        return get_exporter(name, **options), None
    from arxiv2bib.profiles import find_profile

    profile = find_profile(for_)
    names = {output.format: output for output in profile.outputs}
    if format is not None:
        wanted = get_exporter(format).format.name
        if wanted not in names:
            raise InvalidValueError(f"{profile.program} is not given {wanted}; it is given: {', '.join(names)}")
        output = names[wanted]
    else:
        output = _fit_output(profile, target)
    chosen = {"carry": False, "preserve": False, **output.options, **options}
    return get_exporter(output.format, **chosen), output.style


def _fit_output(profile: "Profile", target: Output | None) -> "ProfileOutput":
    """Return the output whose files are called as *target* is; the best one if its name says nothing."""
    name = target if isinstance(target, str | os.PathLike) else getattr(target, "name", None)
    suffix = PurePath(name).suffix if isinstance(name, str | os.PathLike) else ""
    if not suffix:
        return profile.outputs[0]
    try:
        told = guess_target(f"papers{suffix}")
    except UnknownFormatError:
        return profile.outputs[0]
    same = {told, *(DIALECTS if told == "bibtex" else ())}  # their files are called alike
    for output in profile.outputs:
        if output.format in same:
            return output
    raise InvalidValueError(
        f"{name} is called like a file of {told}; {profile.program} is given: {', '.join(profile.formats)}"
    )


def export_behind(exporter: Exporter, items: Iterable[Item], report: Report, taken: set[str]) -> Iterator[str]:
    """Yield the output of *exporter* for *items* behind others, in which *taken* stand in place of their keys."""
    # A class of a plug-in may inherit the one from ours, and have another export.
    owner = next((cls for cls in type(exporter).__mro__ if "export" in vars(cls)), type(exporter))
    if isinstance(exporter, KeySpeller) and "export_behind" in vars(owner):
        return exporter.export_behind(items, report=report, taken=taken)
    return exporter.export(items, report=report)


def without_frame(exporter: Exporter) -> Exporter:
    """Return *exporter* as it adds to a file that is there: what a file has once, it does not write again."""
    if getattr(exporter, "library", "plain") == "plain":
        return exporter
    instance: Any = exporter  # Any: of a class of attrs, as all exporters are
    return cast("Exporter", attrs.evolve(instance, library="plain"))
