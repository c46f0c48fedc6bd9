"""Pushing: inputs converted to what a program imports, and delivered to its library, or left in a file beside it."""

import io
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

import attrs

from arxiv2bib._converting import Conversion, write_conversion
from arxiv2bib._files import Input
from arxiv2bib._outputs import write_output
from arxiv2bib._paths import exists
from arxiv2bib._programs import Program, find_program
from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.errors import InvalidValueError, ServiceError
from arxiv2bib.pushing.delivery import Delivery, leave_out_repeats
from arxiv2bib.pushing.ledger import Ledger
from arxiv2bib.pushing.parcels import Parcel
from arxiv2bib.settings import Settings, check_settings, load_settings

__all__ = ["Pushed", "push_entries"]

_AGAIN: Final = "push again, and what is missing will follow"


@attrs.frozen(kw_only=True)
class Pushed:
    """What became of a push: how many entries were ``sent``, how many the library had (``known``), where they are.

    ``place`` is the library and the collection, empty if the program was not there; ``file`` is then the file that has
    the entries. ``problem`` says why not all is in its place, ``remedy`` what to do; both are empty if all is well.
    """

    sent: int = 0
    known: int = 0
    place: str = ""
    file: Path | None = None
    problem: str = ""
    remedy: str = ""
    report: Report


def push_entries(
    source: Input | Iterable[Input],
    into: str,
    arguments: Mapping[str, Any],  # Any: each of convert's
    *,
    collection: str | None,
    fallback: str | os.PathLike[str] | None,
    again: bool,
    settings: Settings | None,
    report: Report,
) -> Pushed:
    """Push the entries of *source*; see :func:`~arxiv2bib.push`, which raises what this raises."""
    program = find_program(into)
    settings = check_settings(settings) if settings is not None else load_settings()
    if collection is not None and not isinstance(collection, str):
        raise InvalidValueError(f"a collection is named by text, 'Thesis/Chapter 1', not {type(collection).__name__}")
    if fallback is not None and not isinstance(fallback, str | os.PathLike):
        raise InvalidValueError(f"the fallback is the path of a file, not {type(fallback).__name__}")
    program = program.choose(settings)
    with ExitStack() as stack:
        library, reason = None, ""
        # It is opened first: what keeps it closed is told before services are asked about a thousand papers.
        try:
            library = stack.enter_context(program.open(settings, collection))
        except ServiceError as error:
            reason = str(error)
        every = program.pack(_convert(source, arguments, program, report), report)
        parcels = leave_out_repeats(every, report)
        if library is None:
            return _leave(parcels, program, fallback, reason, report)
        ledger = stack.enter_context(Ledger(settings.state_dir))
        delivery = Delivery(library, ledger, report, tries=settings.tries, wait=time.sleep, again=again)
        delivery.deliver(parcels)
    return Pushed(
        sent=delivery.sent,
        known=delivery.known + len(every) - len(parcels),
        place=f"{library.program}, {library.place}",
        problem=delivery.problem,
        remedy=_AGAIN if delivery.problem else "",
        report=report,
    )


def _convert(source: Input | Iterable[Input], arguments: Mapping[str, Any], program: Program, report: Report) -> str:
    """Return the entries of *source* as *program* takes them."""
    written = io.BytesIO()
    wanted = {**arguments, **program.options, "to": program.to, "for_": program.profile}
    write_conversion(Conversion.make(source, written, wanted), report)
    report.records_written = 0  # it counts what is delivered
    return written.getvalue().decode()


def _leave(
    parcels: Sequence[Parcel], program: Program, fallback: str | os.PathLike[str] | None, reason: str, report: Report
) -> Pushed:
    """Leave the entries in a file, since the program is not there."""
    file = Path(fallback) if fallback is not None else _find_free_name(program.file)
    write_output(file, program.join(parcels))
    for parcel in parcels:
        report.records_failed += 1
        message = f"not pushed, but written to {file}"
        report.add(Diagnostic(Code.PUSH_NOT_DELIVERED, Severity.WARNING, message, key=parcel.key, value=parcel.title))
    problem, remedy = f"{program.name} is not there: {reason}", program.remedy.format(file=file)
    return Pushed(file=file, problem=problem, remedy=remedy, report=report)


def _find_free_name(name: str) -> Path:
    """Return the *name* of a file in the current folder, or one like it, that is not there yet."""
    file, number = Path(name), 1
    while exists(file):
        number += 1
        file = Path(name).with_stem(f"{Path(name).stem}-{number}")
    return file
