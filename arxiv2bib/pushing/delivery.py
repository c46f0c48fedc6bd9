"""Parcels delivered to a library, each once: nothing doubled and nothing lost, whatever fails or stops in between.

A batch is written into the ledger before it is sent. If no answer comes, it is sent again under the same ticket, which
a program that saw it refuses: then it has it. If the program failed, nothing was saved, and the ticket is used up.
"""

import secrets
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

import attrs

from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.errors import ServiceError
from arxiv2bib.pushing.ledger import Ledger, Row
from arxiv2bib.pushing.parcels import Destination, Fate, Outcome, Parcel

__all__ = ["Delivery", "leave_out_repeats"]

_FIRST_PAUSE: Final = 0.5  # seconds; each one after it is twice as long
_LONGEST_PAUSE: Final = 8.0


@attrs.frozen
class _Batch:
    """Parcels that go together; ``was_sent`` tells that they may have arrived, ``was_failed`` that they failed once."""

    parcels: tuple[Parcel, ...]
    ticket: str
    was_sent: bool = False
    was_failed: bool = False

    @property
    def identifiers(self) -> tuple[str, ...]:
        return tuple(name for parcel in self.parcels for name in parcel.identifiers)


def _make_batch(parcels: Iterable[Parcel], *, was_failed: bool = False) -> _Batch:
    return _Batch(tuple(parcels), secrets.token_hex(16), was_failed=was_failed)


@attrs.define
class Delivery:
    """Brings parcels to *destination*; what becomes of them is counted, and told to *report*.

    With *again*, what was pushed before is pushed once more, unless the library itself says that it has it.
    *tries* is how often a program that is not there is called, *wait* lets seconds pass.
    """

    destination: Destination
    ledger: Ledger
    report: Report
    tries: int
    wait: Callable[[float], object]
    again: bool = False
    sent: int = attrs.field(default=0, init=False)
    known: int = attrs.field(default=0, init=False)
    problem: str = attrs.field(default="", init=False)
    """Why not all was delivered; empty if it was."""
    _failures: int = attrs.field(default=0, init=False)
    _is_over: bool = attrs.field(default=False, init=False)

    def deliver(self, parcels: Sequence[Parcel]) -> None:
        """Deliver *parcels*, of which no two have an identifier in common: those that the library does not have."""
        queue = deque(self._make_batches(self._choose(parcels)))
        while queue and not self._is_over:
            queue.extendleft(reversed(self._send(queue.popleft())))
        for batch in queue:
            reason = "sent without an answer; the next push finds out" if batch.was_sent else "not sent"
            for parcel in batch.parcels:
                self._fail(parcel, reason)

    def _choose(self, parcels: Sequence[Parcel]) -> list[tuple[Parcel, Row | None]]:
        """Return the parcels to be sent, those with a row that were sent before and never confirmed."""
        scope, program = self.destination.scope, self.destination.program
        if self.again:
            rows = self.ledger.find(scope, _list_identifiers(parcels))
            self.ledger.forget(scope, (name for name, row in rows.items() if row.is_done))
        rows = self.ledger.find(scope, _list_identifiers(parcels))
        chosen: list[tuple[Parcel, Row | None]] = []
        for parcel in parcels:
            own = [rows[name] for name in parcel.identifiers if name in rows]
            row = max(own, key=lambda row: row.is_done, default=None)
            if row is not None and row.is_done:
                self._skip(parcel, f"pushed into {program} on {row.day}; --again pushes it once more")
            else:
                chosen.append((parcel, row))
        return self._leave_out_known(chosen)

    def _leave_out_known(self, chosen: list[tuple[Parcel, Row | None]]) -> list[tuple[Parcel, Row | None]]:
        """Return *chosen* without what the library has; what an earlier run has sent is brought to its place."""
        try:
            known = self.destination.find_known([parcel for parcel, _ in chosen]) if chosen else None
        except ServiceError as error:
            self.problem, self._is_over = str(error), True
            return chosen
        if not known:
            return chosen
        left: list[tuple[Parcel, Row | None]] = []
        there: dict[str, list[Parcel]] = {}
        for parcel, row in chosen:
            if known.isdisjoint(parcel.identifiers):
                left.append((parcel, row))
            else:
                self._skip(parcel, f"{self.destination.program} has it")
                there.setdefault(row.ticket if row is not None else "", []).append(parcel)
        for ticket, parcels in there.items():
            self._tell_problem(parcels, self.destination.settle(ticket) if ticket else "")
            self.ledger.finish(self.destination.scope, _list_identifiers(parcels), ticket)
        return left

    def _make_batches(self, chosen: Sequence[tuple[Parcel, Row | None]]) -> Iterator[_Batch]:
        """Yield the batches that an earlier run has sent, under their tickets; then the new ones."""
        old: dict[str, list[Parcel]] = {}
        for parcel, row in chosen:
            if row is not None:
                old.setdefault(row.ticket, []).append(parcel)
        for ticket, parcels in old.items():
            yield _Batch(tuple(parcels), ticket, was_sent=True)
        new = [parcel for parcel, row in chosen if row is None]
        size = self.destination.batch_size
        for start in range(0, len(new), size):
            yield _make_batch(new[start : start + size])

    def _send(self, batch: _Batch) -> Sequence[_Batch]:
        """Send *batch* and return what is to be sent next because of it."""
        taken = self.ledger.begin(self.destination.scope, batch.identifiers, batch.ticket)
        if taken:
            return self._leave_to_others(batch, taken)
        outcome = self.destination.send(batch.parcels, batch.ticket)
        if outcome.fate is Fate.SAVED:
            return self._keep(batch, outcome)
        if outcome.fate is Fate.SEEN:
            return self._settle(batch, outcome)
        if outcome.fate is Fate.REFUSED:
            self._forget(batch)
            return self._split(batch, outcome)
        if outcome.fate is Fate.BARRED:
            return self._stop(batch, outcome)
        self._failures += 1
        next_batches = self._follow_failure(batch, outcome)
        if next_batches and not self._is_over:
            self.wait(min(_FIRST_PAUSE * 2 ** (self._failures - 1), _LONGEST_PAUSE))
        return next_batches

    def _follow_failure(self, batch: _Batch, outcome: Outcome) -> Sequence[_Batch]:
        if outcome.fate is Fate.FAILED:
            self._forget(batch)
            if self._failures >= 2 * self.tries:  # halving a batch down to the one bad entry takes more than a few
                return self._stop(_make_batch(batch.parcels), outcome)
            return self._split(batch, outcome) if batch.was_failed else self._retry_unknown(batch)
        if outcome.fate is Fate.LOST:
            batch = attrs.evolve(batch, was_sent=True)
        elif not batch.was_sent:
            self._forget(batch)
        return self._stop(batch, outcome) if self._failures >= self.tries else (batch,)

    def _stop(self, batch: _Batch, outcome: Outcome) -> Sequence[_Batch]:
        if not batch.was_sent:
            self._forget(batch)
        self.problem = outcome.message
        self._is_over = True
        return (batch,)

    def _split(self, batch: _Batch, outcome: Outcome) -> Sequence[_Batch]:
        """Return the halves of *batch*, so that one bad entry does not keep the others out."""
        middle = len(batch.parcels) // 2
        if not middle:
            self._fail(batch.parcels[0], outcome.message)
            return ()
        halves = (batch.parcels[:middle], batch.parcels[middle:])
        return [_make_batch(half, was_failed=batch.was_failed) for half in halves]

    def _retry_unknown(self, batch: _Batch) -> Sequence[_Batch]:
        """Return a new batch of what the library does not have, though the program failed."""
        there, left = _part(batch.parcels, self.destination.find_known(batch.parcels) or frozenset())
        if there:
            self._tell_problem(there, self.destination.settle(batch.ticket))
        self._confirm(there, batch.ticket)
        return (_make_batch(left, was_failed=True),) if left else ()

    def _settle(self, batch: _Batch, outcome: Outcome) -> Sequence[_Batch]:
        """Find out what the library has of a batch that came before; what it cannot be asked for, it has."""
        known = self.destination.find_known(batch.parcels)
        there, left = _part(batch.parcels, known or frozenset())
        unknown = [parcel for parcel in left if known is None or not parcel.is_findable]
        left = [parcel for parcel in left if known is not None and parcel.is_findable]
        for parcel in unknown:
            message = f"{self.destination.program} began to save it, and its answer was lost; taken as saved"
            self._say(Code.PUSH_KNOWN_WORK, Severity.WARNING, parcel, message)
        self._confirm([*there, *unknown], batch.ticket)
        self._tell_problem([*there, *unknown], outcome.message)
        self.ledger.forget(self.destination.scope, _list_identifiers(left))
        return (_make_batch(left),) if left else ()

    def _leave_to_others(self, batch: _Batch, taken: frozenset[str]) -> Sequence[_Batch]:
        """Return *batch* without what another process pushes at this moment."""
        left = []
        for parcel in batch.parcels:
            if taken.isdisjoint(parcel.identifiers):
                left.append(parcel)
            else:
                self.ledger.forget(self.destination.scope, set(parcel.identifiers) - taken)
                self._skip(parcel, "another process pushes it")
        return (attrs.evolve(batch, parcels=tuple(left)),) if left else ()

    def _keep(self, batch: _Batch, outcome: Outcome) -> Sequence[_Batch]:
        program, others = self.destination.program, {*outcome.missing, *outcome.known}
        saved = [parcel for index, parcel in enumerate(batch.parcels) if index not in others]
        self._confirm(saved, batch.ticket)
        for index in sorted(outcome.known):
            self._skip(batch.parcels[index], f"{program} has it")
            self.ledger.finish(self.destination.scope, batch.parcels[index].identifiers, batch.ticket)
        for index in outcome.missing:
            self.ledger.forget(self.destination.scope, batch.parcels[index].identifiers)
            self._fail(batch.parcels[index], outcome.reasons.get(index) or f"{program} made no item of it")
        self._tell_problem(saved, outcome.message)
        return ()

    def _tell_problem(self, saved: Sequence[Parcel], problem: str) -> None:
        """Tell what went wrong with parcels that were saved."""
        if problem:
            self.problem = problem
            for parcel in saved:
                self._say(Code.PUSH_NOT_DELIVERED, Severity.WARNING, parcel, problem)

    def _confirm(self, parcels: Sequence[Parcel], ticket: str) -> None:
        if parcels:
            self.ledger.finish(self.destination.scope, _list_identifiers(parcels), ticket)
            self.sent += len(parcels)
            self.report.records_written += len(parcels)
            self._failures = 0

    def _forget(self, batch: _Batch) -> None:
        self.ledger.forget(self.destination.scope, batch.identifiers)

    def _skip(self, parcel: Parcel, message: str) -> None:
        self.known += 1
        self._say(Code.PUSH_KNOWN_WORK, Severity.INFO, parcel, message)

    def _fail(self, parcel: Parcel, message: str) -> None:
        self.report.records_failed += 1
        self._say(Code.PUSH_NOT_DELIVERED, Severity.ERROR, parcel, message)

    def _say(self, code: Code, severity: Severity, parcel: Parcel, message: str) -> None:
        _say(self.report, code, severity, parcel, message)


def leave_out_repeats(parcels: Iterable[Parcel], report: Report) -> list[Parcel]:
    """Return *parcels* without those of works that came before; these are told to *report*."""
    seen: set[str] = set()
    left = []
    for parcel in parcels:
        if seen.isdisjoint(parcel.identifiers):
            left.append(parcel)
        else:
            message = "the same work stands before it in the input; pushed once"
            _say(report, Code.PUSH_KNOWN_WORK, Severity.INFO, parcel, message)
        seen.update(parcel.identifiers)
    return left


def _say(report: Report, code: Code, severity: Severity, parcel: Parcel, message: str) -> None:
    report.add(Diagnostic(code, severity, message, key=parcel.key, value=parcel.title))


def _list_identifiers(parcels: Iterable[Parcel]) -> list[str]:
    return [name for parcel in parcels for name in parcel.identifiers]


def _part(parcels: Sequence[Parcel], known: frozenset[str]) -> tuple[list[Parcel], list[Parcel]]:
    """Return those of *parcels* that are *known*, and the others."""
    there = [parcel for parcel in parcels if not known.isdisjoint(parcel.identifiers)]
    return there, [parcel for parcel in parcels if known.isdisjoint(parcel.identifiers)]
