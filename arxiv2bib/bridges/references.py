"""Formatted references, by the styles of pybtex."""

from collections.abc import Iterable
from typing import Any

import attrs

from arxiv2bib.bridges._records import Item, missing_library
from arxiv2bib.bridges.pybtex import hold_errors, to_pybtex
from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.errors import InvalidValueError
from arxiv2bib.model.library import Library, choose_report

__all__ = ["Reference", "format_references"]


@attrs.frozen
class Reference:
    """One formatted reference: the entry's citation key, its label in the list (``1``, ``VSP+17``), and its text."""

    key: str
    label: str
    text: str

    def __str__(self) -> str:
        """Return the label in brackets and the text."""
        return f"[{self.label}] {self.text}"


def format_references(
    entries: Iterable[Item] | Library, *, style: str = "plain", backend: str = "text", report: Report | None = None
) -> tuple[Reference, ...]:
    """Return *entries* formatted by a *style* of pybtex, in the style's order.

    Styles are ``plain``, ``unsrt``, ``alpha``, ``unsrtalpha`` and those of pybtex's plug-ins; a *backend* is ``text``,
    ``html``, ``latex`` or ``markdown``. A type that the style does not know is formatted as ``misc``. What the style
    misses in an entry goes to *report*, as does an entry that it cannot format, which is left out.

    Raises :class:`~arxiv2bib.InvalidValueError` for a style or a backend that pybtex does not have,
    :class:`~arxiv2bib.PluginError` if pybtex is not installed.
    """
    try:
        from pybtex.plugin import PluginNotFound, find_plugin
    except ImportError as error:
        raise missing_library("pybtex") from error
    report = choose_report(entries, report)
    for name in (style, backend):
        if not isinstance(name, str):
            raise InvalidValueError(f"styles and backends are named by text, not {type(name).__name__}")
    try:
        formatter = find_plugin("pybtex.style.formatting", style)()
        writer = find_plugin("pybtex.backends", backend)()
    except PluginNotFound as error:
        raise InvalidValueError(f"{error}; pybtex has styles and backends by name: pybtex-format --help") from error
    data = to_pybtex(entries, report=report, preserve=False)
    with hold_errors():
        ordered = formatter.sort(data.entries.values())
        labels = formatter.format_labels(ordered)
        pairs = zip(labels, ordered, strict=True)
        made = [_format(formatter, writer, entry, label, data, report) for label, entry in pairs]
    return tuple(reference for reference in made if reference is not None)


def _format(
    formatter: Any, writer: Any, entry: Any, label: str, data: Any, report: Report
) -> Reference | None:  # Any: objects of pybtex
    from pybtex.exceptions import PybtexError

    problems: list[str] = []
    kinds = [kind for kind in dict.fromkeys((entry.type, "misc")) if hasattr(formatter, f"get_{kind}_template")]
    for entry.type in kinds:
        try:
            text = formatter.format_entry(label, entry, data).text.render(writer)
        except (PybtexError, ValueError, LookupError) as error:
            problems.append(str(error))
            continue
        if problems:
            message = f"pybtex's style misses something, and formats it as {entry.type}: {problems[0]}"
            report.add(
                Diagnostic(
                    Code.EXPORT_VALUE_CHANGED, Severity.INFO, message, key=entry.key, path="type", value=kinds[0]
                )
            )
        return Reference(entry.key, label, text)
    message = f"pybtex cannot format it: {'; '.join(problems)}"
    report.add(
        Diagnostic(Code.EXPORT_RECORD_DROPPED, Severity.ERROR, message, key=entry.key, path="key", value=entry.key)
    )
    return None
