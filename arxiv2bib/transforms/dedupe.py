"""One entry a work: entries with one DOI or arXiv identifier become one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, cast

from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity, take_report
from arxiv2bib.model.entry import Entry, find_place
from arxiv2bib.model.library import check_items
from arxiv2bib.text.lines import shorten
from arxiv2bib.transforms._joining import Left, join_entries, rank, show_value
from arxiv2bib.transforms.blocks import Item, ItemT
from arxiv2bib.transforms.works import Sketch, claimed_dois, find_identifiers, follow_links, has_own_key, sketch

__all__ = ["merge_duplicates"]


_MOST: Final = 16  # entries of one identifier that are not one work: more are wrong data, and each is compared


def merge_duplicates(items: Iterable[ItemT], *, report: Report | None = None) -> Iterator[ItemT]:
    """Yield *items* with one entry a work: entries with the same DOI or arXiv identifier become one, in its place.

    An arXiv DOI is its arXiv identifier, versions and case do not count; a DOI that the authors gave arXiv makes the
    preprint and the published version one, if no other preprint gives it too. A title alone never does. The published
    version survives, else the entry whose key came in, else the first; it is filled with what it lacks, and keeps its
    own type, venue and dates. In *report* is every removed entry (``unique/merged-entry``, with the key that stands
    for its key now) and every value that is gone (``merge/conflict``). References by ``crossref`` follow.

    Needs all items in memory; takes time linear in their number. Doing it twice changes nothing.
    """
    # Blocks come out only where blocks went in.
    told = take_report(report) if report is not None else Report(keep=0)
    return cast("Iterator[ItemT]", _merge(check_items(items), told))


def _merge(items: Iterable[Item], report: Report) -> Iterator[Item]:
    """Yield *items* merged until there is nothing more to merge: what is merged may say more than its parts."""
    held = list(items)
    doubts = _tell_once(report)
    while True:
        entries = [item for item in held if isinstance(item, Entry)]
        groups = _find_duplicates(entries, doubts)
        if not groups:
            break
        held = list(_merge_once(held, entries, groups, report))
    yield from held


def _tell_once(report: Report) -> Report:
    """Return a report that hands each diagnostic on to *report* once: what is doubtful stays so at the next look."""
    told: set[Diagnostic] = set()

    def tell(diagnostic: Diagnostic) -> None:
        if diagnostic not in told:
            told.add(diagnostic)
            report.add(diagnostic)

    return Report(tell, keep=0)


def _merge_once(
    items: Iterable[Item], entries: Sequence[Entry], groups: Iterable[Sequence[int]], report: Report
) -> Iterator[Item]:
    joined: dict[int, Entry | None] = {}
    keys: dict[str, str] = {}
    for group in groups:
        first, *rest = sorted(group, key=lambda at: (rank(entries[at]), at))
        others = [entries[at] for at in rest]
        entry, lefts = join_entries(entries[first], others)
        entry = _choose_key(entry, others)
        joined.update(dict.fromkeys(rest))
        joined[first] = entry
        for other, left in zip(others, lefts, strict=True):
            if other.key and entry.key and other.key != entry.key:
                keys[other.key.casefold()] = entry.key
            _report_merged(other, entry, left, report)
    position = 0
    for item in items:
        if not isinstance(item, Entry):
            yield item
            continue
        result = joined.get(position, item)
        position += 1
        if result is not None:
            yield follow_links(result, keys)


def _find_duplicates(entries: Sequence[Entry], report: Report) -> list[list[int]]:
    """Return the positions of those *entries* that are one work, group by group, in order; singles are in none.

    Entries with one identifier that cannot be one work are kept apart, which *report* is told.
    """
    finder = _Finder(entries)
    finder.join_same(report)
    finder.join_claimed()
    return finder.groups.list_all()


class _Finder:
    """Looks for the entries of one work; entries are known by their positions."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self.groups = _Groups(len(entries))
        self._holders: dict[str, list[int]] = {}  # by identifier; one of each group of those that have it
        self._sketches: dict[int, Sketch] = {}

    def _look(self, at: int) -> Sketch:
        if at not in self._sketches:
            self._sketches[at] = sketch(self.entries[at])
        return self._sketches[at]

    def join_same(self, report: Report) -> None:
        """Join entries that have one identifier."""
        for at, entry in enumerate(self.entries):
            for identifier in find_identifiers(entry):
                held = self._holders.setdefault(identifier, [])
                same = self._find_same(at, held, identifier, report) if held else None
                if same is not None:
                    self.groups.join(same, at)
                elif len(held) < _MOST:
                    held.append(at)

    def _find_same(self, at: int, held: Iterable[int], identifier: str, report: Report) -> int | None:
        for other in held:
            if self._look(at).is_other_kind(self._look(other)):
                continue
            if not self._look(at).is_unlike(self._look(other)):
                return other
            _report_doubt(self.entries[at], self.entries[other], identifier, report)
        return None

    def join_claimed(self) -> None:
        """Join preprints with the published versions that they name, where no other preprint names the same one."""
        claimed = [(at, names) for at, entry in enumerate(self.entries) if (names := claimed_dois(entry))]
        targets: dict[int, set[int]] = defaultdict(set)
        claimers: dict[int, set[int]] = defaultdict(set)
        for at, names in claimed:
            root = self.groups.find(at)
            for name in names:
                found = {self.groups.find(other) for other in self._holders.get(name, ()) if self._can_be(at, other)}
                if root not in found:
                    targets[root] |= found
                    for target in found:
                        claimers[target].add(root)
        pairs = [
            (root, *found)
            for root, found in targets.items()
            if len(found) == 1 and all(len(claimers[target]) == 1 and target not in targets for target in found)
        ]
        if pairs:
            own = self._gather_identifiers()
            for root, target in pairs:
                if not _contradicts(own[root], own[target]):
                    self.groups.join(root, target)

    def _can_be(self, at: int, other: int) -> bool:
        one, two = self._look(at), self._look(other)
        return not one.is_other_kind(two) and not one.is_unlike(two)

    def _gather_identifiers(self) -> dict[int, set[str]]:
        own: dict[int, set[str]] = defaultdict(set)
        for at, entry in enumerate(self.entries):
            own[self.groups.find(at)].update(find_identifiers(entry))
        return own


def _contradicts(one: set[str], other: set[str]) -> bool:
    """Whether two sets of identifiers have different arXiv identifiers, or different DOIs of publishers."""
    for kind in ("arxiv:", "doi:"):
        ours, theirs = ({name for name in names if name.startswith(kind)} for names in (one, other))
        if ours and theirs and ours.isdisjoint(theirs):
            return True
    return False


class _Groups:
    """Numbers from 0 joined into groups; the least of a group stands for it. Source: union-find with halved paths."""

    def __init__(self, size: int) -> None:
        self._parents = list(range(size))

    def find(self, at: int) -> int:
        parents = self._parents
        while parents[at] != at:
            parents[at] = parents[parents[at]]
            at = parents[at]
        return at

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.find(one), self.find(other)))
        self._parents[second] = first

    def list_all(self) -> list[list[int]]:
        groups: dict[int, list[int]] = {}
        for at in range(len(self._parents)):
            groups.setdefault(self.find(at), []).append(at)
        return [group for group in groups.values() if len(group) > 1]


def _choose_key(entry: Entry, others: Sequence[Entry]) -> Entry:
    """Return *entry* with a key that came in, if it has none and one of *others* does."""
    if has_own_key(entry):
        return entry
    own = next((other.key for other in others if has_own_key(other)), None)
    return entry.evolve(key=own) if own is not None else entry


def _report_merged(removed: Entry, kept: Entry, left: Sequence[Left], report: Report) -> None:
    shared = set(find_identifiers(removed)) & set(find_identifiers(kept))
    by = f", by {min(shared)}" if shared else ""
    is_cited = has_own_key(removed) and removed.key != kept.key
    advice = f"; cite {kept.key} for {removed.key}" if is_cited and kept.key else ""
    severity = Severity.WARNING if is_cited else Severity.INFO
    name = _name(kept)
    message = f"the same work as {name}{by}{advice}"
    _say(report, Code.UNIQUE_MERGED_ENTRY, severity, message, removed, "key", kept.key)
    for one in left:
        severity = Severity.INFO if one.is_other else Severity.WARNING
        instead = f", which keeps {shorten(show_value(one.kept))}" if one.kept is not None and one.kept != () else ""
        message = f"{one.path} is not taken over to {name}{instead}"
        _say(report, Code.MERGE_CONFLICT, severity, message, removed, one.path, show_value(one.value))


def _report_doubt(entry: Entry, other: Entry, identifier: str, report: Report) -> None:
    message = f"has the identifier of {_name(other)}, but another title, and other authors or pages: kept apart"
    _say(report, Code.UNIQUE_DOUBTFUL_IDENTIFIER, Severity.WARNING, message, entry, None, identifier)


def _name(entry: Entry) -> str:
    """Return what an entry is called in a message: by its key, or else its title."""
    return entry.key or repr(entry.title or "an entry without a title")


def _say(
    report: Report, code: Code, severity: Severity, message: str, entry: Entry, path: str | None, value: str | None
) -> None:
    source, line = find_place(entry)
    report.add(
        Diagnostic(
            code,
            severity,
            message,
            source=source,
            line=line,
            key=entry.key,
            path=path,
            value=value,
        )
    )
