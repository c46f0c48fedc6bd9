"""Merging: claims applied to an entry.

What an entry states itself is never overwritten in silence; among claims the strongest wins, and the outcome does not
depend on the order in which they come.
"""

from collections.abc import Iterable
from itertools import groupby

from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.errors import InvalidValueError
from arxiv2bib.model.claims import Claim, Strength
from arxiv2bib.model.entry import ENTRY_FIELDS, Entry

RECORD = "record"
"""The source of a claim that is the entry's own statement."""

_NOT_CLAIMABLE = frozenset({"key", "native_type", "extra", "claims", "origin"})


def merge(entry: Entry, claims: Iterable[Claim], /, *, report: Report) -> Entry:
    """Return *entry* with *claims* applied, and with all of them, sorted, in its ``claims``.

    What the entry states itself becomes a claim of source ``record`` and wins; where it states nothing, the strongest
    claim on a field does, of equally strong ones the first by value. The others are a ``merge/conflict`` in *report*.
    Idempotent, and independent of the order in which claims come, in one call or in several.

    Raises :class:`~arxiv2bib.InvalidValueError` for a claim on a field that entries do not have, or that is not to be
    claimed (keys, extras).
    """
    new = set(claims)
    known = {claim.field for claim in entry.claims}
    for field in {claim.field for claim in new} - known:
        if field not in ENTRY_FIELDS or field in _NOT_CLAIMABLE:
            raise InvalidValueError(f"nothing can be claimed on {field!r}")
        if stated := getattr(entry, field):
            new.add(Claim(field=field, value=stated, source=RECORD, strength=Strength.STATED))
    every = sorted({*entry.claims, *new}, key=_rank)
    changes: dict[str, object] = {}
    for field, group in groupby(every, key=lambda claim: claim.field):
        best, *others = group
        changes[field] = best.value
        for other in others:
            if other.value != best.value and other in new:
                _report_conflict(entry, other, best, report)
    return entry.evolve(**changes, claims=tuple(every))


def _rank(claim: Claim) -> tuple[str, int, str, str, str, str]:
    return (claim.field, -claim.strength, repr(claim.value), claim.source, claim.evidence or "", claim.retrieved or "")


def _report_conflict(entry: Entry, claim: Claim, best: Claim, report: Report) -> None:
    report.add(
        Diagnostic(
            Code.MERGE_CONFLICT,
            Severity.WARNING,
            f"{claim.source} says otherwise than {best.source}, whose {best.value} is kept",
            source=entry.origin.source if entry.origin is not None else None,
            key=entry.key,
            path=claim.field,
            value=str(claim.value),
        )
    )
