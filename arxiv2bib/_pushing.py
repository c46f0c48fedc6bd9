"""Pushing: inputs converted to what a program imports, and delivered to its library, or left in a file beside it."""

import hashlib
import io
import json
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import attrs

from arxiv2bib._converting import Conversion, write_conversion
from arxiv2bib._files import Input, write_output
from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.errors import InvalidValueError, ServiceError
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.records import Source
from arxiv2bib.pushing import PROGRAMS
from arxiv2bib.pushing.connector import open_zotero
from arxiv2bib.pushing.delivery import Delivery, leave_out_repeats
from arxiv2bib.pushing.ledger import Ledger
from arxiv2bib.pushing.line import Line
from arxiv2bib.pushing.parcels import Parcel
from arxiv2bib.registry import get_reader
from arxiv2bib.settings import Settings, load_settings
from arxiv2bib.transforms.works import find_identifiers

__all__ = ["Pushed", "push_entries"]

_FORMAT: Final = "csl-json"  # the only one in which a preprint arrives in Zotero as a preprint
_FALLBACK: Final = "arxiv2bib-zotero"


@attrs.frozen(kw_only=True)
class Pushed:
    """What became of a push: how many entries were ``sent``, how many the library had (``known``), where they are.

    ``place`` is the library and the collection, empty if the program was not there; ``file`` is then the file that has
    the entries. ``problem`` says why not all is in its place; it is empty if all is well.
    """

    sent: int = 0
    known: int = 0
    place: str = ""
    file: Path | None = None
    problem: str = ""
    report: Report


def push_entries(
    source: Input | Sequence[Input],
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
    if into not in PROGRAMS:
        raise InvalidValueError(f"nothing can be pushed into {into!r}; these can: {', '.join(PROGRAMS)}")
    settings = settings if settings is not None else load_settings()
    text = _convert(source, arguments, into, report)
    every = pack(text)
    parcels = leave_out_repeats(every, report)
    with Line(settings.zotero_url, settings) as line:
        try:
            library = open_zotero(line, collection, _read)
        except ServiceError as error:
            return _leave(parcels, fallback, f"Zotero is not there: {error}", report)
        with Ledger(settings.state_dir) as ledger:
            delivery = Delivery(library, ledger, report, tries=settings.tries, wait=time.sleep, again=again)
            delivery.deliver(parcels)
    return Pushed(
        sent=delivery.sent,
        known=delivery.known + len(every) - len(parcels),
        place=f"Zotero, {library.place}",
        problem=delivery.problem,
        report=report,
    )


def _convert(source: Input | Sequence[Input], arguments: Mapping[str, Any], into: str, report: Report) -> str:
    """Return the entries of *source* as the program's profile wants them."""
    written = io.BytesIO()
    write_conversion(Conversion.make(source, written, {**arguments, "to": _FORMAT, "for_": into}), report)
    report.records_written = 0  # it counts what is delivered
    return written.getvalue().decode()


def _read(text: str) -> Iterable[Entry]:
    source = Source("<csl-json>", text=text)
    return (item for item in get_reader(_FORMAT).read(source, report=Report(keep=0)) if isinstance(item, Entry))


def pack(text: str) -> list[Parcel]:
    """Return the items of *text*, in CSL-JSON as we write it, one by one.

    What has no identifier is known by its content.
    """
    return [
        Parcel(
            find_identifiers(entry) or (_name_content(item),),
            json.dumps(item, ensure_ascii=False),
            entry.key,
            entry.title,
        )
        for item, entry in zip(json.loads(text), _read(text), strict=True)
    ]


def _name_content(item: Mapping[str, object]) -> str:
    content = {name: value for name, value in item.items() if name not in {"id", "citation-key"}}
    return f"content:{hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()}"


def _leave(parcels: Sequence[Parcel], fallback: str | os.PathLike[str] | None, problem: str, report: Report) -> Pushed:
    """Leave the entries in a file, since the program is not there."""
    file = Path(fallback) if fallback is not None else _find_free_name()
    write_output(file, ["[\n", ",\n".join(parcel.text for parcel in parcels), "\n]\n"])
    for parcel in parcels:
        report.records_failed += 1
        message = f"not pushed, but written to {file}"
        report.add(Diagnostic(Code.PUSH_NOT_DELIVERED, Severity.WARNING, message, key=parcel.key, value=parcel.title))
    return Pushed(file=file, problem=problem, report=report)


def _find_free_name() -> Path:
    """Return the name of a file in the current folder that is not there yet."""
    number = 1
    while (file := Path(f"{_FALLBACK}{f'-{number}' if number > 1 else ''}.json")).exists():
        number += 1
    return file
