"""Entries that services know more about: asked in their order, their claims merged, chunk by chunk.

A service that fails costs nothing but what it would have said: every entry comes out, with what is known.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

import attrs

from arxiv2bib._agreeing import agree
from arxiv2bib._reading import Item
from arxiv2bib._services import Network, Services, Step, open_services
from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.errors import InvalidValueError
from arxiv2bib.merging import apply_claims
from arxiv2bib.model.claims import Claim, Strength
from arxiv2bib.model.entry import ArxivInfo, Entry, find_arxiv_id
from arxiv2bib.model.identifiers import Doi
from arxiv2bib.model.library import Library, choose_report
from arxiv2bib.model.vocabulary import Cite
from arxiv2bib.protocols import Finder, Resolver
from arxiv2bib.registry import Inference, load_inference
from arxiv2bib.resolvers._claims import list_dois

__all__ = ["CHUNK", "cut", "pair_both", "report_fault", "resolve_items", "resolve_library"]

CHUNK = 100
"""How many entries are held at a time: as many as arXiv is asked for in one request."""
_MOST_DOIS = 8  # of one entry: who has more is no paper but a list


_Value = TypeVar("_Value")


def cut(items: Iterable[_Value], size: int = CHUNK) -> Iterator[list[_Value]]:
    """Yield *items* in lists of *size*, the last one shorter."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


@attrs.define(eq=False)
class _Work:
    """One entry: as it came, as it is by now, and which DOIs each resolver, by its ``id``, was asked about."""

    given: Entry
    entry: Entry
    asked: dict[int, set[Doi]] = attrs.field(factory=dict)
    is_resolved: bool = False


def resolve_items(
    items: Iterable[Item], services: Services, *, inference: Inference, cite: Cite | str, report: Report
) -> Iterator[Item]:
    """Yield *items* in their order, entries with what *services* know of them, in their ``claims`` the evidence.

    *inference* reads what the services say in words: a journal line of arXiv. An entry on which nothing new is said
    comes out as it came.
    """
    done = failed = 0
    for chunk in cut(items):
        before = services.failures
        works = {
            at: _Work(item, _recognize(item, inference, report))
            for at, item in enumerate(chunk)
            if isinstance(item, Entry)
        }
        _resolve(list(works.values()), services, inference, cite, report)
        done += len(works)
        failed += min(services.failures - before, len(works))
        services.tell(Step(done=done, failed=failed))
        for at, item in enumerate(chunk):
            yield _conclude(works[at]) if at in works else item


def resolve_library(
    entries: Iterable[Item] | Library, network: Network, *, infer: bool, cite: str, report: Report | None
) -> Library:
    """Return *entries* as a library, with what the services of *network* know of them."""
    library = entries if isinstance(entries, Library) else Library(entries)
    report = choose_report(library, report)
    inference = load_inference(infer=infer, cite=cite)
    with open_services(network, report) as services:
        items = resolve_items(library.items, services, inference=inference, cite=cite, report=report)
        return Library(pair_both(items, cite), report=report, style=library.style)


def pair_both(items: Iterable[Item], cite: Cite | str) -> Iterable[Item]:
    """Return *items*, with the preprints behind their publications if *cite* says that both are cited."""
    if cite != Cite.BOTH:
        return items
    from arxiv2bib.citing import pair_versions

    return pair_versions(items)


def _recognize(entry: Entry, inference: Inference, report: Report) -> Entry:
    """Return *entry* with what its own words say, if they say that it is a paper of arXiv, and nobody has read them."""
    if entry.claims:
        return entry
    held: list[Diagnostic] = []
    inferred = inference(entry, Report(held.append, keep=0))
    if inferred.arxiv is None or inferred.arxiv.id is None:
        return entry
    for diagnostic in held:
        report.add(diagnostic)
    return inferred


def _conclude(work: _Work) -> Entry:
    """Return the entry that comes out: as it came in, unless something was said of it.

    What services say of the day's state (versions, days, words on a publication, relations) leads on and is in the
    claims; it stays in the entries of arXiv's own formats, and a bibliography has no place for it.
    """
    if not work.is_resolved:
        return work.given
    entry, given = work.entry, work.given
    if given.origin is None or given.origin.record.format.startswith("arxiv-"):
        return entry
    info, before = entry.arxiv, given.arxiv or ArxivInfo()
    if info is not None:
        told = info if entry.is_preprint else before
        info = attrs.evolve(info, versions=before.versions, doi=told.doi, journal_ref=told.journal_ref)
    as_given = {name: getattr(given, name) for name in ("submitted", "updated", "version", "related")}
    return entry.evolve(arxiv=info, **as_given)


def _resolve(works: list[_Work], services: Services, inference: Inference, cite: Cite | str, report: Report) -> None:
    """Ask each resolver in its turn, and search at the end.

    What one says may be news for those before it (a DOI): they come first again.
    """
    resolvers = (*services.resolvers, *services.searchers)
    turn = 0
    while turn < len(resolvers):
        wanted = _find_open(works, resolvers[turn], services)
        for work, claims in _consult(resolvers[turn], wanted, services):
            _apply(work, claims, resolvers[turn], inference, cite, report)
        services.flush()
        turn = 0 if wanted else turn + 1


def _find_open(works: list[_Work], resolver: Resolver, services: Services) -> list[_Work]:
    """Return those of *works* about which *resolver* is to be asked now, and note that it is."""
    try:
        wanted = [work for work in works if _is_open(work, resolver)]
    except Exception as error:  # noqa: BLE001 (a plug-in may break its contract, and the entries are not to suffer)
        report_fault(resolver, f"{type(error).__name__}: {error}", services.voice)
        wanted = []
    for work in wanted:
        work.asked.setdefault(id(resolver), set()).update(list_dois(work.entry))
    return wanted


def _is_open(work: _Work, resolver: Resolver) -> bool:
    before = work.asked.get(id(resolver))
    if before is None:
        return resolver.wants(work.entry)
    new = [doi for doi in list_dois(work.entry) if doi not in before]
    is_known_to = isinstance(resolver, Finder) and any(map(resolver.wants_identifier, new))
    return is_known_to and len(before) < _MOST_DOIS and resolver.wants(work.entry)


def _consult(resolver: Resolver, works: list[_Work], services: Services) -> Iterator[tuple[_Work, list[Claim]]]:
    """Yield what *resolver* claims of those of *works* on which it has something to say."""
    found: dict[int, list[Claim]] = {}
    if not works:
        return
    entries = [work.entry for work in works]
    try:
        for position, claim in resolver.resolve(entries, fetch=services.fetch, report=services.voice):
            found.setdefault(position, []).append(claim)
    except Exception as error:  # noqa: BLE001 (as above)
        report_fault(resolver, f"{type(error).__name__}: {error}", services.voice)
    for position, claims in sorted(found.items()):
        yield works[position], claims


def _apply(
    work: _Work, claims: list[Claim], resolver: Resolver, inference: Inference, cite: Cite | str, report: Report
) -> None:
    """Merge *claims* into the entry of *work*; what arXiv says in words is read as well."""
    words = work.entry.arxiv
    try:
        entry = apply_claims(work.entry, claims, report=report, cite=cite)
    except InvalidValueError as error:
        report_fault(resolver, str(error), report)
        return
    if entry.arxiv != words:
        entry = inference(entry, report)
    work.entry = entry
    followed = [claim for claim in claims if claim.strength > Strength.REFUSED]
    if not followed:
        return
    work.is_resolved = True
    new = [claim for claim in followed if agree(claim.field, claim.value, getattr(entry, claim.field))]
    report.add(
        Diagnostic(
            Code.RESOLVE_ANSWER,
            Severity.INFO,
            ", ".join(sorted({claim.field for claim in new})) or "nothing new",
            source=resolver.name,
            record=str(find_arxiv_id(entry) or "") or None,
            key=entry.key,
        )
    )


def report_fault(resolver: Resolver, message: str, report: Report) -> None:
    """Tell *report* that *resolver*, a plug-in's most likely, did what no resolver may do."""
    message = f"the resolver failed: {message}"
    report.add(Diagnostic(Code.RESOLVE_NO_ANSWER, Severity.ERROR, message, source=resolver.name))
