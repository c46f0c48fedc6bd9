"""Signals that end the program: what it has begun is tidied up first, as after Ctrl-C."""

import os
import signal
import sys
from types import FrameType
from typing import Final, Never

__all__ = ["Ended", "end_by", "heed_signals"]

_NAMES: Final = ("SIGTERM", "SIGHUP")  # the second is not on Windows


class Ended(BaseException):
    """The program is to end, because of the signal ``number``."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def heed_signals() -> None:
    """Raise :class:`Ended` at a signal that would end the program at once; one that is ignored (nohup) stays so."""
    for number in (getattr(signal, name) for name in _NAMES if hasattr(signal, name)):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _raise)


def _raise(number: int, _frame: FrameType | None) -> Never:
    raise Ended(number)


def end_by(number: int) -> None:
    """End the program by the signal *number*, so that whoever sent it sees that it did; on Windows as an error."""
    if os.name == "nt":
        sys.exit(1)
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
