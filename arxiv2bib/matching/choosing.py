"""One of several answers to a search, or none."""

from collections.abc import Iterable

import attrs

from arxiv2bib.matching.judging import match
from arxiv2bib.matching.verdicts import Match, Verdict
from arxiv2bib.model.entry import Entry, check_entry
from arxiv2bib.model.library import check_items

__all__ = ["Choice", "choose"]


@attrs.frozen(kw_only=True)
class Choice:
    """The answer that is used, if one is, and the verdicts on all of them, in their order."""

    candidate: Entry | None
    match: Match
    matches: tuple[Match, ...]


def choose(entry: Entry, candidates: Iterable[Entry], /) -> Choice:
    """Return the one of *candidates* that is about the work of *entry*.

    One to which an identifier leads goes before the others. If words alone speak for two with different DOIs (a
    conference paper and the article that grew from it, a DOI and its clone), none is chosen. Without candidates the
    verdict is a refusal.

    Raises :class:`~arxiv2bib.InvalidValueError` for what are no entries.
    """
    check_entry(entry, "choose")
    answers = tuple(check_items(candidates))
    matches = tuple(match(entry, answer) for answer in answers)
    accepted = [(answer, one) for answer, one in zip(answers, matches, strict=True) if one.is_accepted]
    linked = [pair for pair in accepted if pair[1].is_linked]
    chosen = linked or accepted
    if len({answer.doi for answer, _ in chosen}) > 1:
        names = ", ".join(
            sorted(str(answer.doi) if answer.doi is not None else "one without a DOI" for answer, _ in chosen)
        )
        unsure = Match(verdict=Verdict.UNSURE, evidence=(f"more than one answer is about it: {names}",))
        return Choice(candidate=None, match=unsure, matches=matches)
    if chosen:
        return Choice(candidate=chosen[0][0], match=chosen[0][1], matches=matches)
    best = next((one for one in matches if one.verdict is Verdict.UNSURE), matches[0] if matches else None)
    best = best or Match(verdict=Verdict.REFUSED, evidence=("nothing was found",))
    return Choice(candidate=None, match=best, matches=matches)
