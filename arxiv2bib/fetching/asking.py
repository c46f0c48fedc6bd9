"""Asking a service until it answers: its limits kept, passing faults waited out, and an end to it all."""

import threading
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

import attrs

from arxiv2bib.diagnostics import Code
from arxiv2bib.errors import RateLimitedError, ResolveError, ServiceError
from arxiv2bib.fetching.clock import Clock
from arxiv2bib.fetching.events import Event, EventKind, Observer
from arxiv2bib.fetching.failures import TOO_MANY, Failure, name_status
from arxiv2bib.fetching.limits import Limiter
from arxiv2bib.fetching.services import Service, Services, read_header_interval
from arxiv2bib.fetching.transport import Answer, Transport, find_redirect
from arxiv2bib.protocols import Check, Response
from arxiv2bib.settings import Settings

__all__ = ["MISSING", "Asker", "Question"]

_OK: Final = 200
_NOT_MODIFIED: Final = 304
MISSING: Final = frozenset({404, 410})
_MOST_REDIRECTS: Final = 5
_FIRST_BACK_OFF: Final = 0.5
_FIRST_BACK_OFF_OF_TOO_MANY: Final = 2.0
_LONGEST_BACK_OFF: Final = 15.0
_TRIES_OF_WRONG_ANSWERS: Final = 3
_LONGEST_COMPLAINT: Final = 200  # bytes
_FAILURES_IN_A_ROW: Final = 5
_REST: Final = 30.0  # seconds for which a service that failed so often is not asked


@attrs.frozen(kw_only=True)
class Question:
    """A URL to ask for, what kind of answer is wanted, what makes it good, and the headers of a conditional request."""

    url: str
    accept: str | None = None
    check: Check | None = None
    conditions: Mapping[str, str] = attrs.field(factory=dict, hash=False)


class _Health:
    """How many questions in a row a service failed to answer; one that is down is not asked by every entry anew."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._failures: dict[str, int] = {}
        self._last: dict[str, float] = {}
        self._lock = threading.Lock()

    def note(self, service: Service, *, is_well: bool) -> None:
        """Note whether *service* answered a question."""
        with self._lock:
            self._failures[service.key] = 0 if is_well else self._failures.get(service.key, 0) + 1
            self._last[service.key] = self._clock.monotonic()

    def require(self, service: Service) -> None:
        """Raise :class:`~arxiv2bib.ServiceError` if there is no point in asking *service* now."""
        with self._lock:
            failures = self._failures.get(service.key, 0)
            if failures >= _FAILURES_IN_A_ROW:
                if self._clock.monotonic() - self._last[service.key] < _REST:
                    raise ServiceError(f"{service.name} ({service.host}) is not asked: {failures} questions failed")
                self._last[service.key] = self._clock.monotonic()  # this one finds out, and the others go on resting


class Asker:
    """Asks the services; *tell* is told of every request."""

    def __init__(
        self,
        settings: Settings,
        services: Services,
        clock: Clock,
        *,
        tell: Observer,
        complain: Callable[[Code, str], None],
    ) -> None:
        self._settings = settings
        self._services = services
        self._clock = clock
        self._tell = tell
        self._limiter = Limiter(
            settings.cache_dir,
            clock=clock,
            wait_for_lock=settings.cache_wait,
            complain=lambda message: complain(Code.CACHE_BYPASSED, message),
        )
        self._transport = Transport(settings, clock)
        self._health = _Health(clock)
        self._is_closed = False

    def ask(self, question: Question) -> Response:
        """Return the answer to *question*: of status 200, 404 or 410, or 304 if it has conditions.

        Raises :class:`~arxiv2bib.RateLimitedError` or :class:`~arxiv2bib.ServiceError` as soon as it is clear that
        there will be none before the deadline.
        """
        deadline = self._clock.monotonic() + self._settings.deadline
        service = self._services.find(question.url)
        self._health.require(service)
        count = 0
        while True:
            count += 1
            try:
                response = self._ask_once(question, deadline)
            except Failure as failure:
                self._decide(failure, count, service, question.url, deadline)
            else:
                self._health.note(service, is_well=True)
                return response

    def close(self) -> None:
        """Close the connections; a question that still waits ends with an error."""
        self._is_closed = True
        self._transport.close()
        self._limiter.close()

    def _decide(self, failure: Failure, count: int, service: Service, url: str, deadline: float) -> None:
        """Wait until it is worth asking again, or raise the error that ends the question."""
        pause = failure.pause
        is_too_many = failure.status == TOO_MANY
        first = _FIRST_BACK_OFF_OF_TOO_MANY if is_too_many else _FIRST_BACK_OFF
        delay = min(first * 2 ** (count - 1), _LONGEST_BACK_OFF) if pause is None else pause
        if pause is not None or is_too_many:
            self._limiter.pause(service, delay)  # nobody else asks either
        tries = min(self._settings.tries, failure.tries or self._settings.tries)
        remaining = deadline - self._clock.monotonic()
        is_last = count >= tries or delay > remaining or self._is_closed
        if is_last:
            if failure.is_general:
                self._health.note(service, is_well=False)
            raise _make_error(failure, count, url, is_too_long=pause is not None and pause > remaining)
        self._wait(service, url, delay, f"{failure}; asked again")

    def _ask_once(self, question: Question, deadline: float) -> Response:
        """Ask once, redirects and all, and return an answer that is one; raise :class:`Failure` otherwise."""
        url = question.url
        headers = {"Accept": question.accept} if question.accept else {}
        for _ in range(_MOST_REDIRECTS + 1):
            service = self._services.find(url)
            event = Event(kind=EventKind.ASKED, url=url, service=service.name)
            try:
                answer = self._send(service, url, {**headers, **question.conditions}, deadline)
                target = find_redirect(url, answer)
                response = self._judge(answer, question, service) if target is None else None
            except Failure as failure:
                self._tell(
                    attrs.evolve(
                        event,
                        kind=EventKind.FAILED,
                        status=failure.status,
                        seconds=failure.seconds,
                        message=str(failure),
                    )
                )
                raise
            self._tell(attrs.evolve(event, status=answer.status, seconds=answer.seconds))
            if target is None:
                assert response is not None
                return response
            url = target
        raise Failure(f"the answer is a redirect, more than {_MOST_REDIRECTS} times over", tries=1)

    def _send(self, service: Service, url: str, headers: Mapping[str, str], deadline: float) -> Answer:
        """Send one request when its turn has come."""
        wait = partial(self._wait, service, url)
        with self._limiter.turn(service, deadline=deadline, wait=wait):
            start = self._clock.monotonic()
            seconds = min(self._settings.timeout * service.patience, deadline - start)
            if seconds <= 0 or self._is_closed:
                raise Failure("the time is over", tries=1)
            try:
                answer = self._transport.send(url, headers, seconds=seconds)
            except Failure as failure:
                failure.seconds = self._clock.monotonic() - start
                self._limiter.stamp(service, start)
                raise
            self._limiter.stamp(service, answer.sent)
        interval = read_header_interval(answer.headers)
        if interval is not None:
            self._limiter.slow_down(service, interval)
        return answer

    def _judge(self, answer: Answer, question: Question, service: Service) -> Response:
        """Return *answer* if it is one; raise :class:`Failure` otherwise."""
        response = Response(url=question.url, status=answer.status, headers=answer.headers, body=answer.body)
        is_missing = answer.status in MISSING and service.has_missing
        if is_missing or (answer.status == _NOT_MODIFIED and question.conditions):
            return response
        if answer.status != _OK:
            raise name_status(answer.status, answer.headers, self._clock.now(), answer.body)
        if len(answer.body) <= _LONGEST_COMPLAINT and b"rate exceeded" in answer.body.lower():
            raise name_status(TOO_MANY, answer.headers, self._clock.now())  # what arXiv says with status 200
        if question.check is not None and not _passes(question.check, response):
            message = "the answer is none of the service's own, or about something else"
            raise Failure(message, status=answer.status, tries=_TRIES_OF_WRONG_ANSWERS, body=answer.body)
        return response

    def _wait(self, service: Service, url: str, seconds: float, why: str) -> None:
        self._tell(Event(kind=EventKind.WAITED, url=url, service=service.name, seconds=seconds, message=why))
        self._clock.wait(seconds)
        if self._is_closed:
            raise ServiceError(f"{url}: the fetcher is closed")


def _passes(check: Check, response: Response) -> bool:
    try:
        return bool(check(response))
    except Exception:  # noqa: BLE001 (a plug-in's check; what it stumbles over is no good answer)
        return False


def _make_error(failure: Failure, count: int, url: str, *, is_too_long: bool) -> ResolveError:
    times = f" (asked {count} times)" if count > 1 else ""
    if is_too_long:
        return RateLimitedError(f"{url}: {failure}; it may be asked again in {failure.pause:.0f} s{times}")
    if failure.status == TOO_MANY:
        return RateLimitedError(f"{url}: {failure}{times}")
    return ServiceError(f"{url}: {failure}{times}", status=failure.status, body=failure.body)
