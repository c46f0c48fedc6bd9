"""A push that ends in the middle, as if its process were killed."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest

from arxiv2bib.pushing.parcels import Destination, Outcome, Parcel

__all__ = ["StopNowError", "stopping"]


class StopNowError(Exception):
    """The process ends here."""


@contextmanager
def stopping(library: type[Destination], number: int, *, before: bool = False) -> Iterator[None]:
    """Have the process end with the batch *number* that a *library* sends: *before* it is sent, or after."""
    send, left = library.send, number

    def stop(self: Destination, parcels: Sequence[Parcel], ticket: str) -> Outcome:
        nonlocal left
        left -= 1
        if left == 0 and before:
            raise StopNowError
        outcome = send(self, parcels, ticket)
        if left == 0:
            raise StopNowError
        return outcome

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library, "send", stop)
        with pytest.raises(StopNowError):
            yield
