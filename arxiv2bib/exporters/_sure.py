"""What is known to come back without trying: values so plain that writing and reading them changes nothing.

Reading every entry back to see what it lost would double the work. Most entries hold words, names, dates and
identifiers that a format keeps beyond doubt; only entries with anything else are read back. A property test holds this
to the reader.
"""

from typing import Final

from arxiv2bib.text.expressions import compile_late

__all__ = ["is_plain_address"]

_PLAIN_ADDRESS: Final = compile_late(r"https?://[A-Za-z0-9./_:?=&+-]*[A-Za-z0-9/]\Z")


def is_plain_address(url: str) -> bool:
    """Whether *url* is written and read as it is, in every format."""
    return _PLAIN_ADDRESS.match(url) is not None
