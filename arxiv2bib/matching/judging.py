"""Whether an answer is about this paper.

Identifiers first: a different arXiv identifier or DOI refuses, the same one, or one that is named, is a link. Then what
kind of thing it is. Then title, authors, year and place: with a link they must not contradict, without one they must
agree. Precision comes first: what is neither clear nor clearly wrong is ``unsure``, and is not used.
"""

from typing import Final

from arxiv2bib.matching.kinds import Group, Heading, group_of, is_front_matter, read_heading, related_kinds
from arxiv2bib.matching.links import Link, LinkKind, find_link
from arxiv2bib.matching.people import Agreement, Overlap, compare_people
from arxiv2bib.matching.places import Place, compare_places
from arxiv2bib.matching.titles import Likeness, compare_titles, count_words, find_parts, have_other_names
from arxiv2bib.matching.verdicts import Match, Verdict
from arxiv2bib.model.checking import find_check
from arxiv2bib.model.entry import Entry, check_entry, find_arxiv_id
from arxiv2bib.model.identifiers import Doi
from arxiv2bib.model.vocabulary import EntryType, NameRole
from arxiv2bib.transforms.works import find_identifiers

__all__ = ["match"]

_check_doi: Final = find_check(Doi)
_TITLES: Final = {
    Likeness.UNKNOWN: "a title is missing",
    Likeness.DIFFERENT: "another title",
    Likeness.RELATED: "a title with few words in common",
    Likeness.SIMILAR: "a similar title",
    Likeness.SUBTITLE: "the same title but for a subtitle",
    Likeness.CLOSE: "nearly the same title",
    Likeness.SAME: "the same title",
}
# Of 6,563 papers of arXiv's cs.CV with a DOI and a journal line, 96 % appeared in these years, counted from version 1.
_EARLIEST, _LATEST = -3, 5
_TELLING, _LONG = 4, 5  # words of a title that hardly two papers share

# Of each group, those that are never one work with it, whatever else they have in common.
_NEVER: Final[dict[str, tuple[str, ...]]] = {
    Group.PAPER: (Group.BOOK, Group.WHOLE, Group.THESIS),
    Group.WHOLE: (Group.PREPRINT, Group.REPORT, Group.THESIS, Group.BOOK),
    Group.THESIS: (Group.BOOK,),
    Group.DATA: (Group.PREPRINT, Group.PAPER, Group.BOOK, Group.WHOLE, Group.REPORT, Group.THESIS, Group.REVIEW),
    Group.REVIEW: (Group.PREPRINT, Group.PAPER, Group.BOOK, Group.WHOLE, Group.REPORT, Group.THESIS),
}
# Those that are one work only if an identifier says so.
_LINKED_ONLY: Final[dict[str, tuple[str, ...]]] = {
    Group.THESIS: (Group.PREPRINT, Group.REPORT),
    Group.PAPER: (Group.REPORT,),
    Group.OTHER: (Group.DATA, Group.REVIEW, Group.WHOLE, Group.BOOK),
}


def match(entry: Entry, candidate: Entry, /, *, asked: Doi | None = None) -> Match:
    """Return whether *candidate*, a service's answer, is about the work of *entry*, and on what evidence.

    *asked* is the DOI that was asked for: an answer about another one is refused, and one that leads here is a link.
    Without it the order of the two does not matter, but for an entry that is no more than an identifier, which takes
    what is answered to that. A preprint and its publication are one work; a conference paper and
    the article that grew from it are two where their DOIs or their venues differ.

    Raises :class:`~arxiv2bib.InvalidValueError` for what is no entry, and for an *asked* that is no DOI.
    """
    for one in (entry, candidate):
        check_entry(one, "match")
    if asked is not None:
        _check_doi(asked, "asked")
    if asked is not None and candidate.doi is not None and candidate.doi != asked:
        return _refuse(f"the answer is about another DOI, {candidate.doi}, and not about {asked}")
    link = find_link(entry, candidate, asked)
    if link.kind is LinkKind.OTHER:
        return _refuse(link.evidence or "")
    return _judge(entry, candidate, link)


def _refuse(*evidence: str, is_linked: bool = False) -> Match:
    return Match(verdict=Verdict.REFUSED, evidence=evidence, is_linked=is_linked)


def _judge(entry: Entry, candidate: Entry, link: Link) -> Match:
    one, two = read_heading(entry.title or ""), read_heading(candidate.title or "")
    is_linked = link.is_link
    kinds = _find_other_kind(entry, candidate, one, two, link)
    if kinds:
        return _refuse(f"one is {kinds}, the other is not", is_linked=is_linked)
    groups = group_of(entry), group_of(candidate)
    have_identifiers = bool(find_identifiers(entry) and find_identifiers(candidate))
    refusal = _compare_kinds(groups, link, have_identifiers=have_identifiers)
    if refusal is not None:
        return _refuse(refusal, is_linked=is_linked)
    likeness = compare_titles(one.title, two.title)
    people = compare_people(
        entry.author,
        candidate.author,
        is_truncated=NameRole.AUTHOR in entry.truncated,
        are_others_truncated=NameRole.AUTHOR in candidate.truncated,
    )
    facts = (_TITLES[likeness], str(people))
    if is_linked:
        is_other_part = _are_parts_other(one.title, two.title)
        verdict, reasons = _judge_linked(entry, candidate, link, likeness, people, is_other_part=is_other_part)
        return Match(verdict=verdict, evidence=(*reasons, *facts, link.evidence or ""), is_linked=True)
    if likeness >= Likeness.SIMILAR and find_parts(one.title) != find_parts(two.title):
        return _refuse("another part of the work", *facts)
    verdict, reasons = _judge_unlinked(entry, candidate, groups, likeness, people)
    years = _find_year(entry), _find_year(candidate)
    dates = (f"years {years[0]} and {years[1]}",) if None not in years else ()
    return Match(verdict=verdict, evidence=(*reasons, *facts, *dates))


def _find_other_kind(entry: Entry, candidate: Entry, one: Heading, two: Heading, link: Link) -> str:
    """Return what one of the two is that the other is not: a correction, a reply to a comment; empty if nothing."""
    if not entry.title or not candidate.title:
        return ""
    if one.kinds != two.kinds:
        return " to ".join(two.kinds or one.kinds)
    told = related_kinds(entry), related_kinds(candidate)
    if one.kinds or told[0] == told[1] or link.kind is LinkKind.SAME:
        return ""
    return " and ".join(told[1] or told[0])


def _compare_kinds(groups: tuple[str, str], link: Link, *, have_identifiers: bool) -> str | None:
    """Return why things of two kinds are no one work; None if they may be."""
    told = " and ".join(sorted(groups))
    if _is_among(groups, _NEVER):
        return f"two kinds of things: {told}"
    if _is_among(groups, _LINKED_ONLY) and not link.is_link:
        return f"two kinds of things, and no identifier says that they are one: {told}"
    if groups == (Group.PREPRINT, Group.PREPRINT) and link.kind is not LinkKind.SAME and have_identifiers:
        return "another preprint, and not its publication"
    return None


def _is_among(groups: tuple[str, str], table: dict[str, tuple[str, ...]]) -> bool:
    one, two = groups
    return two in table.get(one, ()) or one in table.get(two, ())


def _judge_linked(
    entry: Entry, candidate: Entry, link: Link, likeness: Likeness, people: Agreement, *, is_other_part: bool
) -> tuple[Verdict, tuple[str, ...]]:
    """Return the verdict where an identifier leads from one to the other, and the rest must not contradict it."""
    overlap = people.overlap
    if is_other_part:
        return Verdict.REFUSED, ("another part of the work",)
    if overlap is Overlap.NONE:
        is_alike = likeness >= Likeness.SIMILAR
        return Verdict.REFUSED, ("other authors, though the title is alike" if is_alike else "another work",)
    if likeness is Likeness.UNKNOWN:
        is_bare = not entry.title and link.kind is LinkKind.SAME
        is_known = is_bare or overlap >= Overlap.MOST
        return (Verdict.ACCEPTED, ()) if is_known else (Verdict.UNSURE, ("too little is known to compare",))
    is_enough = (
        likeness >= Likeness.CLOSE
        or (likeness >= Likeness.SUBTITLE and (overlap >= Overlap.LEAD or overlap is Overlap.UNKNOWN))
        or (likeness >= Likeness.SIMILAR and _is_enough(people) and _may_have_changed(entry, candidate))
        or (overlap >= Overlap.MOST and link.kind is LinkKind.SAME and _is_of_arxiv(entry, candidate))
    )
    if is_enough:
        return Verdict.ACCEPTED, ()
    if likeness <= Likeness.RELATED and overlap < (Overlap.MOST if likeness is Likeness.DIFFERENT else Overlap.LEAD):
        return Verdict.REFUSED, ("another work",)
    return Verdict.UNSURE, ("the identifier leads here, but title and authors do not say so",)


def _are_parts_other(title: str, other: str) -> bool:
    parts = find_parts(title), find_parts(other)
    return all(parts) and parts[0] != parts[1]


def _is_enough(people: Agreement) -> bool:
    """Whether most authors are shared, or all that one of the two records has: the first."""
    return people.overlap >= Overlap.MOST or (people.overlap is Overlap.LEAD and min(people.ours, people.theirs) == 1)


def _may_have_changed(entry: Entry, candidate: Entry) -> bool:
    """Whether titles may differ in words: of a preprint and what came out around its year, or at one place in print.

    Not in the name that they give, or in a number.
    """
    if have_other_names(entry.title or "", candidate.title or ""):
        return False
    groups = group_of(entry), group_of(candidate)
    if (groups[0] == Group.PREPRINT) == (groups[1] == Group.PREPRINT):
        return compare_places(entry, candidate) is Place.SAME_PAGES
    return _compare_years(entry, candidate, groups, Place.UNKNOWN) is None


def _is_of_arxiv(entry: Entry, candidate: Entry) -> bool:
    """Whether both have arXiv's identifier: titles change from version to version."""
    return None not in (find_arxiv_id(entry), find_arxiv_id(candidate))


def _judge_unlinked(
    entry: Entry, candidate: Entry, groups: tuple[str, str], likeness: Likeness, people: Agreement
) -> tuple[Verdict, tuple[str, ...]]:
    """Return the verdict where only words speak: title, authors and year must agree, and the place must not differ."""
    overlap = people.overlap
    if overlap is Overlap.NONE:
        return Verdict.REFUSED, ("other authors",)
    if likeness <= Likeness.RELATED or (likeness is Likeness.SIMILAR and overlap < Overlap.MOST):
        return Verdict.REFUSED, ("another work",)
    if likeness is Likeness.SIMILAR:
        return Verdict.UNSURE, ("the titles differ in more than their spelling",)
    place = compare_places(entry, candidate)
    if place is Place.OTHER:
        is_stated = Group.PREPRINT not in groups
        if is_stated:
            return Verdict.REFUSED, ("published in another place",)
        return Verdict.UNSURE, ("its record names another place of publication",)
    if overlap < Overlap.LEAD:
        return Verdict.UNSURE, ("too few authors in common",)
    if not people.has_first and place is not Place.SAME_PAGES:  # as of a conference paper and the article it became
        return Verdict.UNSURE, ("another first author",)
    years = _compare_years(entry, candidate, groups, place)
    if years is not None:
        return Verdict.UNSURE, (years,)
    if groups[0] == groups[1] and entry.type is not candidate.type and place is Place.UNKNOWN:
        return Verdict.UNSURE, (f"{entry.type} and {candidate.type}, and no place says that they are one",)
    if is_front_matter(entry.title) and place is not Place.SAME_PAGES:
        return Verdict.UNSURE, ("every issue has something of this title",)
    if _is_telling(entry, candidate, likeness, people) or place is Place.SAME_PAGES:
        return Verdict.ACCEPTED, ()
    return Verdict.UNSURE, ("title and authors are too few words to be sure",)


def _is_telling(entry: Entry, candidate: Entry, likeness: Likeness, people: Agreement) -> bool:
    """Whether title and authors are so many that no other paper has them."""
    count = min(count_words(entry.title), count_words(candidate.title))
    if likeness is Likeness.SUBTITLE:
        return count >= _TELLING and people.overlap is Overlap.SAME
    if people.overlap is Overlap.LEAD:
        return count >= _LONG
    if people.overlap is Overlap.SAME and people.shared > 1:
        return count > 1
    return count >= _TELLING


def _compare_years(entry: Entry, candidate: Entry, groups: tuple[str, str], place: Place) -> str | None:
    """Return what is wrong with the years; None if nothing is.

    A publication is looked for in the years around version 1 of the preprint; print and online first, and two records
    of one publication, differ by a year at most.
    """
    one, two = _find_year(entry), _find_year(candidate)
    if one is None or two is None:
        return None if place is Place.SAME_PAGES else "a year is missing"
    earliest, latest = -1, 1
    if groups[0] != groups[1] and Group.PREPRINT in groups:
        earliest, latest = _EARLIEST, _LATEST
        if groups[1] == Group.PREPRINT:
            one, two = two, one
    if earliest <= two - one <= latest:
        return None
    return f"the years {one} and {two} are too far apart"


def _find_year(entry: Entry) -> int | None:
    """Return the year of *entry*: of a preprint, that of its first version."""
    dates = [entry.issued]
    if entry.type is EntryType.ARTICLE:
        first = next((one.submitted for one in entry.arxiv.versions if one.number == 1), None) if entry.arxiv else None
        dates = [first, entry.submitted, entry.issued]
    return next((date.year for date in dates if date is not None and date.year is not None), None)
