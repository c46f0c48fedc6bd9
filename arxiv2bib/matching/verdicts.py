"""What came of comparing an entry with an answer."""

from enum import StrEnum

import attrs

__all__ = ["Match", "Verdict"]


class Verdict(StrEnum):
    """Whether an answer is used."""

    ACCEPTED = "accepted"
    """It is about this work."""
    REFUSED = "refused"
    """It is about another work, or another kind of thing: a correction, a review, a volume."""
    UNSURE = "unsure"
    """It may be about this work; it is not used."""


@attrs.frozen(kw_only=True)
class Match:
    """A verdict, and the words for it: what decided comes first.

    ``is_linked`` tells that an identifier led from the one to the other, and not only words.
    """

    verdict: Verdict
    evidence: tuple[str, ...] = ()
    is_linked: bool = False

    @property
    def is_accepted(self) -> bool:
        """Whether the answer is used."""
        return self.verdict is Verdict.ACCEPTED

    def __str__(self) -> str:
        """Return ``accepted: the same title; 3 of 3 authors``."""
        return f"{self.verdict}: {'; '.join(self.evidence)}" if self.evidence else str(self.verdict)
