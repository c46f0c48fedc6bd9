"""What stands in ``note`` because BibTeX has no field for it: the day of access, an address, a publisher, an addendum.

Source: Wikipedia's "Cite this page" and the habits of people for the day of access; Zotero's BibTeX, which puts the
lines of its field *Extra* there; the biblatex manual 3.x, 2.2.2, for ``addendum``.
"""

import re
from typing import Final

from arxiv2bib.formats.bibtex_dates import parse_any_date
from arxiv2bib.formats.bibtex_reading import Reading
from arxiv2bib.formats.bibtex_title_rows import is_respelled
from arxiv2bib.model.dates import Date
from arxiv2bib.model.entry import INDEX
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.markup import plain

__all__ = ["find_access", "read_addendum", "read_note", "says_more"]

_NOTE: Final = INDEX["note"]
_ACCESSED: Final = INDEX["accessed"]
_PUBLISHER: Final = INDEX["publisher"]
_PLACE: Final = INDEX["publisher_place"]
_URL: Final = INDEX["url"]

# "[Online; accessed 22-July-2004]", "Accessed: 2020-05-12", "aufgerufen am 17.06.2018", "Consulté le 3 mai 2019".
_ACCESS: Final = compile_late(
    r"[\[(]?(?:online[;,.:]? ?)?(?:(?:last|letzter|zuletzt|dernier|[uú]ltimo?|ostatni) )?"
    r"(?:accessed|access(?: date)?|visited|checked|retrieved|viewed|zugriff|zugegriffen|abgerufen|aufgerufen|abruf"
    r"|besucht|consultée?s?|accès|accédé|consultad[oa]|accedid[oa]|acceso|acesso|acessado|recuperado|consultato|visitato|accesso"
    r"|dostęp|data dostępu|cit\.|citováno|erişim(?: tarihi)?|дата обращения|geraadpleegd|bezocht|hämtad|besøgt|åpnet)"
    r"(?:,? (?:on|at|am|le|el|em|il|in|op|den|dne|dnia|i|a))? ?:? ?([^\[\]():;]{6,25}?)\.?[\])]?\.?\Z",
    re.I,
)
_LONGEST_ACCESS: Final = 60
_ENDS: Final = frozenset("0123456789.])")
_ADDRESS: Final = compile_late(r"(https?://[^\s<>()\[\]{}]+)")
# What stands before an address that is all there is.
_LEADS: Final = frozenset(
    {
        "", "available", "available at", "available from", "available online", "available online at", "url", "online",
        "[online]. available", "online]. available", "online available", "website", "web page", "link",
        "verfügbar unter", "online verfügbar", "disponible en", "disponible sur", "disponível em", "disponibile su",
        "dostępne", "dostupné z",
    }
)  # fmt: skip
# The lines of Zotero's field *Extra*, which are one line in BibTeX.
_EXTRA_LINE: Final = compile_late(r"(?:\A| )(Place|Publisher|_eprint|ISBN|ISSN|OCLC|Pages|Section|arXiv): ?")


def find_access(note: str) -> Date | None:
    """Return the day on which somebody looked at a work if *note*, in markup, says that and nothing else."""
    if len(note) > _LONGEST_ACCESS or note[-1:] not in _ENDS or not any(map(str.isdecimal, note[-7:])):
        return None
    found = _ACCESS.match(note.replace("\xa0", " ").replace("\N{EN DASH}", "-"))
    date = parse_any_date(found[1].strip(" ,")) if found is not None else None
    return date if date is not None and date.start is not None and len(date.start) > 1 else None


def says_more(note: str) -> bool:
    """Whether *note*, in markup, is read as anything beside a note."""
    return "Publisher: " in note or "://" in note or find_access(note) is not None


def read_note(reading: Reading, name: str, tex: str) -> None:
    """Read ``note``; what it says of the day of access or of the publisher is that, if no field says so."""
    text = reading.decode(tex)
    if not text:
        reading.keep(name, tex)
        return
    fields = reading.fields
    is_read = "://" in text and "url" not in fields and _read_address(reading, text)
    if is_read or ("Publisher: " in text and "publisher" not in fields and _read_publisher(reading, text)):
        reading.spell(name, tex)
    elif (date := find_access(text)) is not None and "urldate" not in fields:
        reading.values[_ACCESSED] = date
        reading.spell(name, tex)
    else:
        reading.values[_NOTE] = text
        if is_respelled(tex):
            reading.spell(name, tex)


def _read_address(reading: Reading, note: str) -> bool:
    """Read the address in *note*, and the day of access beside it, if it says nothing else; False if it does."""
    found = _ADDRESS.search(note)
    if found is None:
        return False
    head, tail = note[: found.start()].strip(" .,:;([<"), note[found.end() :].strip(" .,;)]>")
    days = [] if head.casefold() in _LEADS else [find_access(head.removesuffix(" from"))]
    days += [find_access(tail)] if tail else []
    if None in days or len(days) > 1 or (days and "urldate" in reading.fields):
        return False
    reading.values[_URL] = plain(found[1]).rstrip(".,;")
    if days:
        reading.values[_ACCESSED] = days[0]
    return True


def _read_publisher(reading: Reading, note: str) -> bool:
    """Read what Zotero says of the publisher in *note*, and keep the rest as the note; False if it says otherwise."""
    first, *rest = _EXTRA_LINE.split(note)
    lines = dict(zip(rest[::2], rest[1::2], strict=True))
    if first.strip() or len(lines) * 2 != len(rest) or "Publisher" not in lines:
        return False
    reading.values[_PUBLISHER] = plain(lines.pop("Publisher")).strip()
    if "Place" in lines and "address" not in reading.fields and "location" not in reading.fields:
        reading.values[_PLACE] = plain(lines.pop("Place")).strip()
    reading.values[_NOTE] = "; ".join(f"{line}: {value.strip()}" for line, value in lines.items()) or None
    return True


def read_addendum(reading: Reading, name: str, tex: str) -> None:
    """Read ``addendum``, which is printed at the end as ``note`` is, where there is no note."""
    text = reading.decode(tex)
    if not text or "note" in reading.fields or reading.arxiv_id is not None:
        reading.keep(name, tex)
        return
    date = find_access(text)
    if date is not None and "urldate" not in reading.fields:
        reading.values[_ACCESSED] = date
    else:
        reading.values[_NOTE] = text
    reading.spell(name, tex)
