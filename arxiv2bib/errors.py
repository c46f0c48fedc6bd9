"""The exceptions of arxiv2bib.

A bad record never raises; a bad call does.
What is wrong with the input goes to the :class:`~arxiv2bib.Report` instead.
"""


class Arxiv2bibError(Exception):
    """Base of every exception that arxiv2bib raises on purpose."""


class InvalidValueError(Arxiv2bibError, ValueError):
    """A value handed to arxiv2bib is not of the form it must have."""


class ReadError(Arxiv2bibError):
    """An input cannot be read at all."""


class UnknownFormatError(ReadError):
    """No reader or exporter has that name, or none recognises the file."""


class SourceDecodeError(ReadError):
    """The bytes of an input are no text in the encoding asked for."""


class ExportError(Arxiv2bibError):
    """An output cannot be written."""


class ResolveError(Arxiv2bibError):
    """A service cannot be asked, or gives no answer that can be used."""


class OfflineError(ResolveError):
    """Nothing may be asked (offline), and the answer is not in the cache."""


class RateLimitedError(ResolveError):
    """A service asks to be left alone for longer than we wait."""


class ServiceError(ResolveError):
    """A service does not answer, or its answers are none, after every retry.

    ``status`` and ``body`` are those of the last answer, 200 as well if that was no good; None and empty if there
    was none.
    """

    def __init__(self, message: str = "", *, status: int | None = None, body: bytes = b"") -> None:
        super().__init__(message)
        self.status = status
        self.body = body


class PluginError(Arxiv2bibError):
    """A plug-in cannot be loaded or breaks the contract, or a library that comes with an extra is not installed."""


class StrictError(Arxiv2bibError):
    """A strict run met a failed record or lost a value."""
