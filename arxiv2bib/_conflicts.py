"""Claims that lost: which of them are worth telling, and how they are told."""

from arxiv2bib._agreeing import agree
from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.model.claims import Claim, ClaimValue, Strength
from arxiv2bib.model.dates import Date
from arxiv2bib.model.entry import Entry, find_arxiv_id, find_place
from arxiv2bib.model.names import Name
from arxiv2bib.text.lines import shorten

__all__ = ["is_conflict", "report_conflict", "report_year"]

# To get a member from its class takes Python 3.11 many times as long.
_WEAK, _STATED = Strength.WEAK, Strength.STATED

_SERIES = "(series)"
_MANY_NAMES = frozenset({"publisher", "publisher_place", "event_place", "genre"})
_SELDOM_SAME = _MANY_NAMES | {"collection_title", "event_title", "container_title_short"}
# Where two that differ are no contradiction: each is right in its way.
_NO_MATTER = frozenset(
    "abstract accessed annote arxiv contributors issn isbn keyword language note related short_title submitted updated"
    " url variables version".split()
)
_STAY = frozenset({"comment"})
"""Sources whose words stay in the entry, whatever is made of them."""


def is_conflict(field: str, other: Claim, best: Claim) -> bool:
    """Whether it is worth telling that *other* lost.

    Of hints, publishers and series it is only where the entry itself states another.
    """
    if field in _NO_MATTER or other.source.endswith(_SERIES):
        return False  # the series of a volume is no other container
    if best.strength is not _STATED and (field in _SELDOM_SAME or other.strength is _WEAK):
        return False
    if field == "issued" and other.strength is _WEAK:
        return False  # the year in which a DOI was made is often the one before
    if agree(field, other.value, best.value):
        return False
    return other.strength is _STATED or not _says_less(field, other.value, best.value)


def _says_less(field: str, value: ClaimValue, best: ClaimValue) -> bool:
    """Whether *value* is part of *best*: the first author in old records of registries, a title without subtitle.

    A collaboration and its members are one author in two ways.
    """
    if field == "title" and isinstance(value, str) and isinstance(best, str):
        return ":" in best and agree(field, value, best.partition(":")[0])
    if isinstance(value, tuple) and isinstance(best, tuple):
        is_of_groups = all(map(_is_group, value)) != all(map(_is_group, best))
        return is_of_groups or (len(value) == 1 and agree(field, value, best[:1]))
    return False


def _is_group(name: object) -> bool:
    return isinstance(name, Name) and name.literal is not None


def report_conflict(entry: Entry, claim: Claim, best: Claim, report: Report) -> None:
    """Report that *claim* lost against *best*: a warning if two good sources differ and one is gone from the output.

    A hint that contradicts what the record states costs nothing, and the comment stays with the entry in any case.
    Publishers and places are called by many names, and the day of print is not that of the web.
    """
    is_hint = claim.source in _STAY or (best.strength is _STATED and claim.strength < Strength.CERTAIN)
    is_hint = is_hint or claim.field in _MANY_NAMES or _is_of_one_year(claim.value, best.value)
    beside = (
        f", and nothing else of: {' '.join(claim.evidence.split())}"
        if claim.field == "container_title" and claim.evidence
        else ""
    )
    severity = Severity.INFO if is_hint else Severity.WARNING
    message = f"{claim.source} says otherwise than {best.source}, whose {shorten(_show(best.value))} is kept{beside}"
    _report(entry, Code.MERGE_CONFLICT, severity, message, claim.field, claim.value, report)


def report_year(entry: Entry, year: Date, report: Report) -> None:
    """Report that the published *entry* has the *year* of its preprint."""
    message = "nothing tells the year of publication; that of the preprint is kept"
    _report(entry, Code.MERGE_PREPRINT_YEAR, Severity.INFO, message, "issued", year, report)


def _report(
    entry: Entry, code: Code, severity: Severity, message: str, path: str, value: ClaimValue, report: Report
) -> None:
    source, line = find_place(entry)
    report.add(
        Diagnostic(
            code,
            severity,
            message,
            source=source,
            line=line,
            record=str(find_arxiv_id(entry) or "") or None,
            key=entry.key,
            path=path,
            value=_show(value),
        )
    )


def _is_of_one_year(value: ClaimValue, best: ClaimValue) -> bool:
    return isinstance(value, Date) and isinstance(best, Date) and value.year == best.year is not None


def _show(value: ClaimValue) -> str:
    return "; ".join(map(_show_one, value)) if isinstance(value, tuple) else str(value)


def _show_one(value: object) -> str:
    """Return a name with the family name first, so that it shows what was taken for that."""
    if isinstance(value, Name) and value.family:
        family = _join(value.non_dropping_particle, value.family)
        given = _join(value.given, value.dropping_particle)
        return ", ".join(filter(None, (family, given, value.suffix)))
    return str(value)


def _join(*parts: str | None) -> str:
    return " ".join(filter(None, parts))
