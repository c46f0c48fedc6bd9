"""What a fetcher does, told while it does it: for progress, and for the report of what was asked and answered."""

from collections.abc import Callable
from enum import StrEnum

import attrs

__all__ = ["Event", "EventKind", "Observer"]


class EventKind(StrEnum):
    """What happened to one question."""

    CACHED = "cached"
    """It was answered from the cache, and nobody was asked."""
    ASKED = "asked"
    """One request was sent and answered, with ``status``; ``seconds`` is how long that took."""
    FAILED = "failed"
    """One request was sent and not answered, or not well; ``message`` says why."""
    WAITED = "waited"
    """``seconds`` will now be waited, as the service's rate or the service itself demands; ``message`` says which."""
    STALE = "stale"
    """The service has no answer, and one from the cache is given although its time is over."""
    REFUSED = "refused"
    """There is no answer, and the caller is told so; ``message`` is the error."""


@attrs.frozen(kw_only=True)
class Event:
    """One thing that happened to the question for ``url``; ``service`` is arxiv, crossref, datacite, doi or a host."""

    kind: EventKind
    url: str
    service: str
    status: int | None = None
    seconds: float = 0.0
    message: str | None = None


Observer = Callable[[Event], None]
"""Is told of every event, by one thread at a time, but not always the same one."""
