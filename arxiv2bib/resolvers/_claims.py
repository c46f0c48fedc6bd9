"""From the records of a registry to claims: which DOIs are asked for, and which answers are used."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import attrs

from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.matching import (
    Choice,
    Match,
    Verdict,
    choose,
    claims_from,
    find_leads,
    match,
    needs_more,
    refuse,
    strength_of,
)
from arxiv2bib.model.claims import Claim, Strength
from arxiv2bib.model.entry import Entry, find_arxiv_id
from arxiv2bib.model.identifiers import Doi
from arxiv2bib.model.vocabulary import EntryType
from arxiv2bib.protocols import Fetcher
from arxiv2bib.resolvers._records import Found, Registry, find_records

__all__ = ["claim_choice", "claim_record", "claim_records", "is_answered", "list_dois", "report_no_match", "wants_more"]

_REGISTRIES: Final = frozenset({"crossref", "datacite", "doi.org"})
_TOLD: Final = frozenset({Code.READ_RETRACTED_WORK, Code.READ_UPDATED_WORK})
"""What a record says that matters although nobody asked for the record itself."""


def list_dois(entry: Entry) -> tuple[Doi, ...]:
    """Return the DOIs that may lead to the published work that *entry* is, or became, the best first.

    Also that which arXiv registered for a preprint, whose record may name the published one.
    """
    return tuple(lead.doi for lead in find_leads(entry) if lead.doi is not None)


def wants_more(entry: Entry) -> bool:
    """Whether a registry is to be asked about *entry*: it lacks something, or is published by its own words alone."""
    states_preprint = any(
        claim.field == "type" and claim.strength is Strength.STATED and claim.value is EntryType.ARTICLE
        for claim in entry.claims
    )
    return (states_preprint or needs_more(entry)) and not is_answered(entry)


def is_answered(entry: Entry) -> bool:
    """Whether a registry has said what the published work is."""
    return any(claim.source in _REGISTRIES and claim.strength > Strength.REFUSED for claim in entry.claims)


def claim_records(
    registry: Registry, wanted: Mapping[int, Iterable[Doi]], entries: Sequence[Entry], fetch: Fetcher, report: Report
) -> Iterator[tuple[int, Claim]]:
    """Yield what *registry* claims of *entries*; *wanted* are the DOIs to ask for, by position, the best first.

    Of one entry the next DOI is asked for only if the record of the one before is not that of its published version.
    """
    waiting = {position: iter(dois) for position, dois in wanted.items()}
    while waiting:
        asked = {position: doi for position, dois in waiting.items() if (doi := next(dois, None)) is not None}
        found = dict(find_records(registry, list(dict.fromkeys(asked.values())), fetch, report))
        waiting = {position: waiting[position] for position in asked}
        for position, doi in asked.items():
            if doi in found:
                claims = tuple(claim_record(registry.source, entries[position], doi, found[doi], report))
                yield from ((position, claim) for claim in claims)
                if any(claim.source == registry.source and claim.strength > Strength.REFUSED for claim in claims):
                    del waiting[position]


def claim_record(source: str, entry: Entry, doi: Doi, found: Found, report: Report) -> Iterator[Claim]:
    """Yield what the record of *doi* claims of *entry*; that the DOI is none of its, if it is of another work."""
    if found.entry is None:
        report_no_match(source, entry, f"no record of {doi}", report)
        return
    verdict = match(entry, found.entry, asked=doi)
    if verdict.is_accepted:
        for diagnostic in found.said:
            if diagnostic.code in _TOLD:
                report.add(attrs.evolve(diagnostic, key=entry.key))
        yield from claims_from(
            found.entry, source=source, strength=strength_of(verdict), evidence=verdict, retrieved=found.retrieved
        )
    elif verdict.verdict is Verdict.REFUSED:
        message = f"{doi} is another work: {_explain(verdict).removeprefix('another work; ')}"
        report.add(
            Diagnostic(
                Code.RESOLVE_REFUSED_ANSWER, Severity.WARNING, message, source=source, record=_name(entry),
                key=entry.key, value=doi.value,
            )
        )  # fmt: skip
        yield refuse(doi, source=source, evidence=verdict, retrieved=found.retrieved)
    else:
        message = f"{doi} may be another work: {_explain(verdict)}"
        report_no_match(source, entry, message, report, Severity.WARNING)


def _explain(verdict: Match) -> str:
    return "; ".join(verdict.evidence)


def claim_choice(
    source: str, entry: Entry, candidates: Iterable[Entry], retrieved: str | None, report: Report
) -> Iterator[Claim]:
    """Yield what the one of *candidates*, the answers to a search, claims that is about the work of *entry*."""
    choice: Choice = choose(entry, candidates)
    if choice.candidate is None:
        report_no_match(source, entry, f"nothing that was found is surely it: {_explain(choice.match)}", report)
        return
    yield from claims_from(
        choice.candidate, source=source, strength=strength_of(choice.match), evidence=choice.match, retrieved=retrieved
    )


def _name(entry: Entry) -> str | None:
    return str(find_arxiv_id(entry) or entry.doi or "") or None


def report_no_match(
    source: str, entry: Entry, message: str, report: Report, severity: Severity = Severity.INFO
) -> None:
    """Tell *report* that *source* has nothing that is surely about *entry*."""
    report.add(Diagnostic(Code.RESOLVE_NO_MATCH, severity, message, source=source, record=_name(entry), key=entry.key))
