"""The notes of a RIS record, of which those of a preprint say what arXiv says of it."""

from typing import Any, Final

from arxiv2bib.exporters._ris_pieces import are_lines, is_bare, write_update
from arxiv2bib.formats.arxiv_notes import ArxivNotes, publication_notes, take_notes
from arxiv2bib.formats.ris_notes import OWN_NOTES, is_lone_doi, take_own_notes
from arxiv2bib.formats.tagged_text import from_tagged
from arxiv2bib.model.entry import DEFAULTS, INDEX, ArxivInfo, Entry
from arxiv2bib.model.identifiers import OLD_ARCHIVES, ArxivId
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.markup import to_tagged

__all__ = ["find_named_paper", "names_paper", "write_note", "write_paper_notes"]

# Months and lengths of numbers as they were given; the archive of old ones is looked up.
_NEW_NUMBER: Final = compile_late(r"(?:07(?:0[4-9]|1[0-2])|(?:0[89]|1[0-4])(?:0[1-9]|1[0-2]))\.[0-9]{4}\Z"
                                  r"|(?:1[5-9]|[2-9][0-9])(?:0[1-9]|1[0-2])\.[0-9]{5}\Z")  # fmt: skip
_OLD_NUMBER: Final = compile_late(r"(?:(?:9[1-9]|0[0-6])(?:0[1-9]|1[0-2])|070[1-3])[0-9]{3}\Z")


# The fields that are read otherwise if a note names a paper, in their order, and those that decide it.
_TOLD: Final = sorted(("arxiv", "keyword", "note", "publisher", "updated", "version"), key=INDEX.__getitem__)
_KEPT: Final = ("type", "publisher")


def write_note(entry: Entry, *, is_plain: bool) -> str | None:
    """Return the line of the note of *entry*, no paper of arXiv, or None if it may be read as more than a note.

    It can stand in a line; *is_plain* says that it is the characters that it is. Of one that names a paper, what is
    read is known: see :func:`find_named_paper`.
    """
    note = entry.note
    if note is None:
        return ""
    if not (is_plain or is_bare(note)) or note[0] == "[":
        return None
    if names_paper(note) and find_named_paper(entry) is None:
        return None
    if "10." in note and is_lone_doi(note):  # if the entry has it, it is no note
        return None
    return f"N1  - {note}\n"


def names_paper(note: str) -> bool:
    """Whether a *note* begins as one that names a paper of arXiv."""
    return note[:6].casefold() == "arxiv:"


def find_named_paper(entry: Entry) -> dict[str, tuple[Any, Any]] | None:  # Any: values of the model
    """Return the fields of *entry* that its note, ``arXiv:1706.03762 [cs.CL]``, changes when it is read, and to what.

    None if it is not plainly such a note.
    """
    values = list(DEFAULTS)
    for name in _KEPT:
        values[INDEX[name]] = getattr(entry, name)
    if not take_own_notes(values, entry.keyword, [entry.note or ""]):
        return None
    read = {name: (getattr(entry, name), values[INDEX[name]]) for name in _TOLD}
    return {name: (value, other) for name, (value, other) in read.items() if value != other}


def write_paper_notes(entry: Entry, arxiv: ArxivInfo, *, is_plain: bool, is_kept: bool) -> str | None:
    """Return the lines that say what *arxiv* does of *entry*, its version and its note.

    None if anything of it has no place there or, with *is_kept*, is read as something else. Comment and note can stand
    in a line; *is_plain* says that they are the characters that they are.
    """
    identifier = _write_id(arxiv.id)
    version = _write_version(entry, is_kept=is_kept)
    note = entry.note
    if identifier is None or version is None or arxiv.license is not None or arxiv.versions:
        return None
    is_told = arxiv.doi is not None or arxiv.journal_ref is not None or arxiv.report_number is not None
    is_plain = is_plain or is_bare(f"{arxiv.comment}{note}")
    if is_told or not is_plain or not (note is None or _is_plain_note(note)):
        lines = _list_notes(entry, arxiv, identifier, version)
        if lines is None or (is_kept and not _are_kept(lines, entry, arxiv, version)):
            return None
        return "".join([f"N1  - {line}\n" for line in lines])
    comment = f"N1  - Comment: {arxiv.comment}\n" if arxiv.comment is not None else ""
    version_line = f"N1  - {version}\n" if version else ""
    return f"N1  - arXiv:{identifier}\n{comment}{version_line}" + (f"N1  - {note}\n" if note is not None else "")


def _write_id(identifier: ArxivId | None) -> str | None:
    """Return *identifier*, of a work, if it is read as it is."""
    if identifier is None or identifier.version is not None:
        return None
    number, archive = identifier.number, identifier.archive
    if archive is None:
        return number if _NEW_NUMBER.match(number) else None
    return f"{archive}/{number}" if archive in OLD_ARCHIVES and _OLD_NUMBER.match(number) else None


def _write_version(entry: Entry, *, is_kept: bool) -> str | None:
    """Return the note on the version, nothing if there is none; None if it is not all that is to be said."""
    version, updated = entry.version, entry.updated
    is_later = updated is not None and updated is not entry.issued and updated != entry.issued
    if updated is not None and not is_later and is_kept:
        return None
    if version is None:
        return None if is_later else ""
    if not version.isdecimal() or not version.isascii():
        return None
    update = write_update(updated) if updated is not None and is_later else ""
    return f"Version {version}{update}" if update is not None else None


def _is_plain_note(note: str) -> bool:
    """Whether no part of a *note* is read as anything else beside an arXiv identifier."""
    return ":" not in note and note[0] != "[" and note[:7].casefold() != "version"


def _list_notes(entry: Entry, arxiv: ArxivInfo, identifier: str, version: str) -> list[str] | None:
    """Return the notes on a paper of which more is told, or None if a line cannot hold one of them."""
    lines = [f"arXiv:{identifier}"]
    if arxiv.comment is not None:
        lines.append(f"Comment: {to_tagged(arxiv.comment)}")
    lines += map(to_tagged, publication_notes(entry))
    if arxiv.report_number:
        lines.append(f"Report number: {arxiv.report_number}")
    if version:
        lines.append(version)
    if entry.note is not None:
        lines.append(to_tagged(entry.note))
    return lines if are_lines(lines) and (entry.note is None or lines[-1][0] != "[") else None


def _are_kept(lines: list[str], entry: Entry, arxiv: ArxivInfo, version: str) -> bool:
    """Whether *lines*, of which *version* may be one, say what *arxiv* and the note of *entry* say."""
    if entry.note is None and _are_plainly_kept("\n".join(lines), arxiv, entry.version):
        return True
    expected = ArxivNotes(
        id=arxiv.id,
        comment=arxiv.comment,
        doi=arxiv.doi,
        journal_ref=arxiv.journal_ref,
        report_number=arxiv.report_number,
        version=entry.version,
        updated=entry.updated if version else None,
        rest=[entry.note] if entry.note is not None else [],
    )
    return take_notes(map(from_tagged, lines)) == expected


def _are_plainly_kept(text: str, arxiv: ArxivInfo, version: str | None) -> bool:
    """Whether the notes in *text*, a line each, are those that the reader finds its way in at once, and all kept.

    Their identifier and the day of an update come back in any case.
    """
    found = OWN_NOTES.match(text) if is_bare(text) else None
    said = arxiv.comment, arxiv.doi, arxiv.journal_ref, arxiv.report_number, version
    return found is not None and found.group(6, 7, 8, 9, 10) == said
