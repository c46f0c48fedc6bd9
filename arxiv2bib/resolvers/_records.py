"""Records by their DOIs: asked for, read, and compared with what they were asked for.

The three registries differ in their addresses and in their JSON; what is done with it is the same.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final
from urllib.parse import quote

import attrs

from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.errors import ResolveError
from arxiv2bib.formats.agency_members import Json, Say
from arxiv2bib.formats.json_text import decode
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.identifiers import Doi
from arxiv2bib.protocols import Fetcher, Response
from arxiv2bib.resolvers._asking import ask_all, report_failure

__all__ = ["Found", "Registry", "find_records", "quote_doi", "read_json"]

_OK: Final = 200


@attrs.frozen(kw_only=True)
class Registry:
    """How a service is asked for the record of a DOI, and how its answers are read.

    ``list_records`` returns the records in an answer, and none for what is no answer; ``interpret`` makes an entry.
    """

    source: str
    make_url: Callable[[Doi], str]
    accept: str | None
    list_records: Callable[[Json], Sequence[Mapping[str, Json]]]
    interpret: Callable[[Mapping[str, Json], Say | None], Entry]

    def list_answers(self, response: Response) -> Sequence[Mapping[str, Json]]:
        """Return the records in *response*; none if it is no answer of the service."""
        answer = read_json(response)
        return self.list_records(answer) if answer is not None else ()

    def find_doi(self, response: Response) -> Doi | None:
        """Return the DOI of the one record that *response* is; None if it is none, or without a DOI."""
        records = self.list_answers(response)
        return self.interpret(records[0], None).doi if len(records) == 1 else None


@attrs.frozen
class _Check:
    """Whether an answer is one: the record of the DOI that was asked for. ``strangers`` are those of other works."""

    registry: Registry
    wanted: Mapping[str, Doi]
    strangers: dict[str, Doi] = attrs.field(factory=dict, init=False)

    def __call__(self, response: Response) -> bool:
        doi = self.registry.find_doi(response)
        if doi is None or doi == self.wanted[response.url]:
            return doi is not None
        self.strangers[response.url] = doi
        return False


@attrs.frozen
class Found:
    """What a registry says of a DOI: its record, or None if it has none; what was said of it, and on which day."""

    entry: Entry | None
    retrieved: str | None
    said: tuple[Diagnostic, ...] = ()


def quote_doi(doi: Doi) -> str:
    """Return *doi* as a part of an address: only the slash behind the prefix stands as it is."""
    prefix, slash, suffix = doi.value.partition("/")
    return quote(prefix, safe="") + slash + quote(suffix, safe="")


def read_json(response: Response) -> Json:
    """Return what *response* says in JSON; None if it is none."""
    try:
        return decode(response.body.decode("utf-8-sig").strip())
    except ValueError:
        return None


def find_records(
    registry: Registry, dois: Sequence[Doi], fetch: Fetcher, report: Report
) -> Iterator[tuple[Doi, Found]]:
    """Yield what *registry* says of each of *dois*; those on which it gave no answer are missing, and told."""
    urls = [registry.make_url(doi) for doi in dois]
    check = _Check(registry, dict(zip(urls, dois, strict=True)))
    answers = ask_all(urls, fetch, accept=registry.accept, check=check)
    for doi, url, answer in zip(dois, urls, answers, strict=True):
        if isinstance(answer, ResolveError) and url in check.strangers:
            message = f"the answer is about {check.strangers[url]}"
            code = Code.RESOLVE_REFUSED_ANSWER
            report.add(Diagnostic(code, Severity.WARNING, message, source=registry.source, record=doi.value, value=url))
        elif isinstance(answer, ResolveError):
            report_failure(answer, url, source=registry.source, record=doi.value, key=None, report=report)
        elif answer.status != _OK:
            yield doi, Found(None, answer.retrieved)
        else:
            said: list[Diagnostic] = []
            (record,) = registry.list_answers(answer)
            entry = registry.interpret(record, partial(_hear, said, registry.source, doi))
            # In the casing that was asked for: registries fold it.
            yield doi, Found(entry.evolve(doi=doi), answer.retrieved, tuple(said))


def _hear(
    said: list[Diagnostic], source: str, doi: Doi, code: Code, path: str, message: str, value: str | None,
    severity: Severity,
) -> None:  # fmt: skip
    said.append(Diagnostic(code, severity, message, source=source, record=doi.value, path=path, value=value))
