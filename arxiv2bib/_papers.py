"""Papers that are asked for by their identifiers: the words of a user read, the services asked, the records given."""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Final

import attrs

from arxiv2bib._reading import Item, Reading
from arxiv2bib._resolving import cut, pair_both, report_fault, resolve_items
from arxiv2bib._services import Network, Services, Step, open_services
from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.errors import InvalidValueError, ReadError
from arxiv2bib.model.entry import Entry, find_arxiv_id, give_key
from arxiv2bib.model.identifiers import ArxivId, Doi, parse_identifier
from arxiv2bib.model.records import Block
from arxiv2bib.model.vocabulary import BlockKind
from arxiv2bib.protocols import Finder, Resolver
from arxiv2bib.registry import load_inference

__all__ = ["NothingFoundError", "Papers", "find_papers", "list_identifiers", "load_papers", "read_papers"]

_SOURCE: Final = "fetch"


@attrs.frozen
class Papers:
    """An input of a conversion that is no file: the papers with these identifiers, in this order.

    With *comments* a BibTeX comment stands for each that is not found, and says why. With *required* nothing is to be
    written if none is found: :class:`NothingFoundError` is raised behind the last.
    """

    identifiers: Sequence[str]
    comments: bool = False
    required: bool = False


class NothingFoundError(ReadError):
    """None of the papers was found."""


def list_identifiers(identifiers: object) -> list[str]:
    """Return *identifiers*, one or several, as texts; raises InvalidValueError for what are none."""
    names = [identifiers] if isinstance(identifiers, str | ArxivId | Doi) else identifiers
    if not isinstance(names, Iterable):
        names = [identifiers]
    every = [identifiers] if isinstance(names, bytes | Mapping) else list(names)
    for name in every:
        if not isinstance(name, str | ArxivId | Doi):
            raise InvalidValueError(f"identifiers are texts, such as '2111.03216', not {type(name).__name__}")
    return list(map(str, every))


def load_papers(
    papers: Papers, network: Network, *, infer: bool | None, cite: str, resolve: bool, report: Report
) -> tuple[Item, ...]:
    """Return the records of *papers*, with what they, and with *resolve* the services, say of a publication.

    If *cite* says both, the preprint stands behind each publication. Raises :class:`~arxiv2bib.InvalidValueError` for
    a search without *resolve*.
    """
    if network.search and not resolve:
        raise InvalidValueError("search is about the services that resolve=True asks; add it")
    inference = load_inference(infer=infer, cite=cite)
    with open_services(network, report) as services:
        found = find_papers(papers, services, report)
        items: Iterable[Item] = (inference(item, report) if isinstance(item, Entry) else item for item in found)
        if resolve:
            words = load_inference(infer=infer is not False, cite=cite)
            items = resolve_items(items, services, inference=words, cite=cite, report=report)
        return tuple(pair_both(items, cite))


def read_papers(
    papers: Papers, reading: Reading, services: Services, *, with_extra: bool
) -> Generator[Item, None, None]:
    """Yield the records of *papers*, with what they say of a publication, and with keys.

    What services say beyond an entry's fields (licences, funders) is left out, and told, unless *with_extra*.
    """
    report = reading.report
    for item in find_papers(papers, services, report):
        if isinstance(item, Entry):
            item = reading.inference(item if with_extra else _leave_extra_out(item, report), report)
            give_key(item, reading.keyed.find_key(item))
        yield item
    if papers.required and not report.records_read:
        raise NothingFoundError("none of the papers was found")


def _leave_extra_out(entry: Entry, report: Report) -> Entry:
    if not entry.extra:
        return entry
    value = "; ".join(f"{extra.name}: {extra.value}" for extra in entry.extra)
    message = "left out: what the service says beyond an entry's fields"
    record = str(find_arxiv_id(entry) or entry.doi or "") or None
    report.add(
        Diagnostic(
            Code.READ_LEFT_OUT, Severity.INFO, message, source=entry.extra[0].namespace, record=record, value=value
        )
    )
    return entry.evolve(extra=())


def find_papers(papers: Papers, services: Services, report: Report) -> Iterator[Item]:
    """Yield the record of each of *papers*, in their order; for what is not found, a comment or nothing.

    In *report*, records read are those that were found, records failed the others.
    """
    done = 0
    for words in cut(papers.identifiers):
        identifiers = _parse_all(words)
        found = _find_entries(list(dict.fromkeys(identifiers.values())), services)
        for word in words:
            identifier = identifiers.get(word)
            entry = found.get(identifier) if identifier is not None else None
            if entry is not None:
                report.records_read += 1
                yield entry.evolve()  # a copy: one that is asked for twice gets two keys
            else:
                problem = _tell_missing(word, identifier, found, services, report)
                if papers.comments:
                    yield _make_comment(word, problem)
        done += len(words)
        services.tell(Step(done=done, failed=report.records_failed))


def _parse_all(words: Iterable[str]) -> dict[str, ArxivId | Doi]:
    """Return the identifiers in *words*, by word; words that are none are left out."""
    found: dict[str, ArxivId | Doi] = {}
    for word in words:
        with suppress(InvalidValueError):
            found[word] = parse_identifier(word)
    return found


def _find_entries(identifiers: Sequence[ArxivId | Doi], services: Services) -> Mapping[ArxivId | Doi, Entry | None]:
    """Return the records of *identifiers*; None where no service has one, nothing where one did not answer."""
    found: dict[ArxivId | Doi, Entry | None] = {}
    silent: set[ArxivId | Doi] = set()
    for resolver in services.resolvers:
        if isinstance(resolver, Finder):
            wanted = [name for name in identifiers if found.get(name) is None and resolver.wants_identifier(name)]
            answered = _consult(resolver, wanted, services)
            found.update(answered)
            silent.update(name for name in wanted if name not in answered)
    return {name: entry for name, entry in found.items() if entry is not None or name not in silent}


def _consult(
    resolver: Resolver, identifiers: Sequence[ArxivId | Doi], services: Services
) -> dict[ArxivId | Doi, Entry | None]:
    found: dict[ArxivId | Doi, Entry | None] = {}
    if identifiers and isinstance(resolver, Finder):
        try:
            for position, entry in resolver.find_entries(identifiers, fetch=services.fetch, report=services.voice):
                found[identifiers[position]] = entry
        except Exception as error:  # noqa: BLE001 (a plug-in may break its contract, and the others are not to suffer)
            report_fault(resolver, f"{type(error).__name__}: {error}", services.voice)
        services.flush()
    return found


def _tell_missing(
    word: str,
    identifier: ArxivId | Doi | None,
    found: Mapping[ArxivId | Doi, Entry | None],
    services: Services,
    report: Report,
) -> str:
    """Tell *report* that there is no record of *word*, and return why."""
    report.records_failed += 1
    if identifier is None:
        code, severity, problem = Code.FETCH_INVALID_IDENTIFIER, Severity.ERROR, "neither an arXiv identifier nor a DOI"
    elif identifier in found:
        code, severity, problem = Code.FETCH_NOT_FOUND, Severity.ERROR, "no such paper"
    elif not any(isinstance(one, Finder) and one.wants_identifier(identifier) for one in services.resolvers):
        code, severity, problem = Code.FETCH_NO_ANSWER, Severity.ERROR, "no service that is asked has such identifiers"
    else:  # the service's own failure was told, as an error
        code, severity, problem = Code.FETCH_NO_ANSWER, Severity.INFO, "the service gave no answer"
    report.add(Diagnostic(code, severity, problem, record=word))
    return problem


def _make_comment(word: str, problem: str) -> Block:
    """Return a comment of BibTeX; braces in it would have to pair."""
    text = word.replace("{", "(").replace("}", ")")
    return Block(kind=BlockKind.COMMENT, raw=f"@comment{{{text}: {problem}}}\n", source=_SOURCE, format="bibtex")
