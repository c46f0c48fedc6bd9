"""Questions to a service: asked through the fetcher, several at once where it can; what goes wrong is told."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, runtime_checkable

from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.errors import OfflineError, ResolveError
from arxiv2bib.protocols import Check, Fetcher, Response

__all__ = ["ask", "ask_all", "report_failure"]


@runtime_checkable
class _ManyFetcher(Protocol):
    """A fetcher that asks for several addresses at once."""

    def fetch_many(
        self, urls: Iterable[str], /, *, accept: str | None = None, check: Check | None = None
    ) -> Iterator[Response | ResolveError]: ...


def ask(url: str, fetch: Fetcher, *, accept: str | None = None, check: Check | None = None) -> Response | ResolveError:
    """Return the answer to *url*, or the error in its place."""
    try:
        return fetch(url, accept=accept, check=check)
    except ResolveError as error:
        return error


def ask_all(
    urls: Sequence[str], fetch: Fetcher, *, accept: str | None = None, check: Check | None = None
) -> Iterator[Response | ResolveError]:
    """Yield the answer to each of *urls*, or the error in its place, in their order."""
    if isinstance(fetch, _ManyFetcher):
        yield from fetch.fetch_many(urls, accept=accept, check=check)
    else:
        yield from (ask(url, fetch, accept=accept, check=check) for url in urls)


def report_failure(error: ResolveError, url: str, *, source: str, record: str, key: str | None, report: Report) -> None:
    """Tell *report* that *source* gave no answer to *url*, which was asked about *record*."""
    message = str(error).removeprefix(f"{url}: ")
    severity = Severity.WARNING if isinstance(error, OfflineError) else Severity.ERROR
    report.add(Diagnostic(Code.RESOLVE_NO_ANSWER, severity, message, source=source, record=record, key=key, value=url))
