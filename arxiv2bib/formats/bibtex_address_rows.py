"""The fields of a BibTeX entry that hold addresses.

Source: btxdoc, "howpublished"; the biblatex manual 3.x, 2.2.2 "Data Fields"; BibDesk for its own addresses.
"""

import re
from typing import Final

from arxiv2bib.formats.bibtex_note_rows import find_access
from arxiv2bib.formats.bibtex_reading import Reading
from arxiv2bib.model.entry import INDEX
from arxiv2bib.model.vocabulary import EntryType
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.latex_addresses import from_latex_verbatim, is_plain_address
from arxiv2bib.text.latex_decoding import from_latex
from arxiv2bib.text.markup import plain

__all__ = ["PUBLISHERS", "is_own_number", "read_bibdesk_url", "read_how_published", "read_url"]

_ADDRESS: Final = compile_late(r"(?:https?|ftp)://\S", re.I)
_LONE_URL: Final = compile_late(r"\{?\s*(?:\\url\s*\{[^{}]*\}|https?://\S+)\s*\}?\Z")
_URL_COMMAND: Final = compile_late(r"\\url\s*\{\s*((?>(?:[^\s{}\\]|\\[^\sA-Za-z])+))\s*\}")
# The first one of a word, up to its end: not before TeX that is not understood, or a percent sign that encodes nothing.
_ADDRESS_IN_WORDS: Final = compile_late(
    r"(?<!\S)(?>(?:(?!https?://)\S)*)(https?://(?>(?:[^\s{}\\%<>]|%[0-9A-Fa-f]{2})+))(?![{}\\%])"
)
_ADDRESSES: Final = compile_late(r"\\url\s*\{[^{}]*\}|https?://\S+")
_LINK: Final = compile_late(r"\{?\s*\\href\s*\{([^{}]++)\}\s*\{((?>(?:[^{}]|\{[^{}]*+\})*))\}\s*\}?\Z")
_ODD_ADDRESS: Final = compile_late(r"[\s\\{}\"<>^`]|\A\Z")

PUBLISHERS: Final = ("publisher", "institution", "school", "organization")
"""The fields that a publisher stands in."""
_PUBLISHER: Final = INDEX["publisher"]
_URL: Final = INDEX["url"]
_ACCESSED: Final = INDEX["accessed"]
# "How something strange has been published" (btxdoc): in place of a publisher, where there is none.
_STRANGE: Final = frozenset({EntryType.DOCUMENT, EntryType.MANUSCRIPT, EntryType.PAMPHLET})


def is_own_number(reading: Reading, tex: str, lead: str) -> bool:
    """Whether *tex* is *lead* and the number of the paper of arXiv that the entry is: as plain as any can be."""
    identifier = reading.arxiv_id
    return identifier is not None and identifier.archive is None and tex == lead + identifier.number


def read_url(reading: Reading, name: str, tex: str) -> None:
    """Read ``url``."""
    if is_own_number(reading, tex, "https://arxiv.org/abs/") or is_plain_address(tex):
        reading.values[_URL] = tex
        return
    url = from_latex_verbatim(tex)
    reading.values[_URL] = (_find_first(url) if " " in url else url) or None
    if _ODD_ADDRESS.search(url) is not None:
        reading.spell(name, tex)


def _find_first(text: str) -> str:
    """Return the first of several addresses, as EndNote writes one below the other, or the one among words."""
    parts = [part.rstrip(",;") for part in text.split()]
    addresses = [part for part in parts if _ADDRESS.match(part)]
    return addresses[0] if len(addresses) in (1, len(parts)) and (len(addresses) > 1 or parts[0][-1] == ":") else text


def read_how_published(reading: Reading, name: str, tex: str) -> None:
    """Read ``howpublished``: an address, words with one, or what stands in place of a publisher."""
    fields = reading.fields
    link = _LINK.match(tex)
    if link is not None and from_latex_verbatim(link[1]) != from_latex_verbatim(fields.get("url", link[1])):
        reading.keep(name, tex)
        return
    address, words = (link[1], link[2]) if link is not None else (tex, tex)  # an address, and what is called so
    is_address = _LONE_URL.match(words) is not None
    found = _find_in_words(words) if link is None and not is_address and "://" in words else None
    if found is not None:  # "Available at \url{...}", or nothing but "{\tt http://...}"
        is_read = "url" not in fields and "bdsk-url-1" not in fields
        if is_read:
            reading.values[_URL] = found
        rest = _ADDRESSES.split(words)[-1]  # ", accessed 2020-05-12"
        if "urldate" not in fields and (date := find_access(from_latex(rest).strip(" .,;"))) is not None:
            reading.values[_ACCESSED] = date
        tell = reading.spell if is_read and plain(from_latex(words)).strip("<>(). ") == found else reading.keep
        tell(name, tex)
        return
    is_publisher = (
        not is_address
        and reading.type in _STRANGE
        and not any(other in fields for other in PUBLISHERS)
        and bool(from_latex(words))
    )
    if not is_publisher and not (is_address and "url" not in fields):
        reading.keep(name, tex)
        return
    if (is_address or link is not None) and "url" not in fields:
        reading.values[_URL] = from_latex_verbatim(address)
    if is_publisher:
        reading.values[_PUBLISHER] = " ".join(plain(from_latex(words)).split())
    reading.spell(name, tex)


def _find_in_words(words: str) -> str | None:
    """Return the address among *words*, which is in a command or is none of them; None if there is none."""
    command = _URL_COMMAND.search(words)
    if command is not None:
        return from_latex_verbatim(command[1]) or None
    bare = _ADDRESS_IN_WORDS.search(from_latex(words))
    return bare[1].rstrip(".,;:)]") if bare is not None else None


def read_bibdesk_url(reading: Reading, name: str, tex: str) -> None:
    """Read the first of BibDesk's addresses where no other field has one."""
    fields = reading.fields
    if "url" in fields or ("howpublished" in fields and _LONE_URL.match(fields["howpublished"]) is not None):
        reading.keep(name, tex)
        return
    read_url(reading, name, tex)
    reading.spell(name, tex)
