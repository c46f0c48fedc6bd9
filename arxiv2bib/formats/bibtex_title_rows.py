"""The fields of a BibTeX entry that hold titles, its own and those of what it is in.

Source: the biblatex manual 3.x, 2.2.2 "Data Fields" and 2.3.5 "Multivolume works"; pandoc's reader for how they are put
together in CSL; the fields of MathSciNet.
"""

import re
from typing import Final

from arxiv2bib.data.journal_macros import find_journal_macro
from arxiv2bib.formats.bibtex_reading import Read, Reading
from arxiv2bib.model.entry import INDEX
from arxiv2bib.model.vocabulary import EntryType
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.latex_decoding import from_latex
from arxiv2bib.text.markup import escape, plain

__all__ = [
    "PARTS",
    "WHOLES",
    "is_respelled",
    "join_addition",
    "join_titles",
    "read_container",
    "read_full_journal",
    "read_main_title",
    "read_short_title",
    "read_title",
    "read_title_addition",
    "subtitle_row",
]

# What is read as characters that are written in another way: quotation marks, HTML's tags, and what only moves others.
_RESPELLED: Final = compile_late(r"\\(?:(?:enquote|mkbibquote|slash)(?![A-Za-z])|@)")


# A sign that stands alone in a formula is written so, and what stands in others is kept.
_LESS: Final = compile_late(r"\\.|\$<\$|\$\s*+<\s*+\$()|\$(?>(?:\\.|[^$\\])*)\$|<()", re.DOTALL)


def is_respelled(tex: str) -> bool:
    """Whether *tex* has what is read as characters that are written in another way."""
    if "<" in tex and any(found.lastindex for found in _LESS.finditer(tex)):
        return True
    if "\\" not in tex:
        return False
    # The search for a word is many times faster than that for a backslash with one of several behind it.
    is_possible = "@" in tex or "quote" in tex or "slash" in tex
    return is_possible and _RESPELLED.search(tex) is not None


_TITLE: Final = INDEX["title"]
_VARIABLES: Final = INDEX["variables"]
# Whole works, of which one may be a volume of another: then "title" is the volume's, "maintitle" that of the whole.
WHOLES: Final = frozenset({EntryType.BOOK, EntryType.COLLECTION})
_GATHERED: Final = frozenset({"proceedings", "mvproceedings", "collection", "mvcollection", "reference", "mvreference"})
PARTS: Final = frozenset({EntryType.CHAPTER, EntryType.PAPER_CONFERENCE, EntryType.ENTRY_ENCYCLOPEDIA})


def _extend_title(reading: Reading, name: str, title: str, subtitle: str, addition: str) -> str:
    """Return *title*, which the field *name* has, with what the fields *subtitle* and *addition* say beyond it."""
    fields = reading.fields
    if is_respelled(fields[name]):
        reading.spell(name, fields[name])
    if subtitle not in fields and addition not in fields:
        return title
    for other, join in ((subtitle, join_titles), (addition, join_addition)):
        more = fields.get(other)
        if more and (words := from_latex(more, protect=True)):
            reading.spell(name, fields[name])
            reading.spell(other, more)
            title = join(title, words)
    return title


def join_titles(title: str, subtitle: str) -> str:
    """Return *title* and *subtitle* in one, a colon between them unless the title ends in a mark of its own."""
    return f"{title} {subtitle}" if title.endswith(("?", "!", ":", ".")) else f"{title}: {subtitle}"


def join_addition(title: str, addition: str) -> str:
    """Return *title* and what the field ``titleaddon`` adds to it: a sentence of its own."""
    return f"{title} {addition}" if title.endswith(("?", "!", ":", ".")) else f"{title}. {addition}"


def _read_main_title(reading: Reading) -> str | None:
    """Return the title of the whole of which the entry, or its container, is a volume."""
    title = from_latex(reading.fields["maintitle"], protect=True)
    return _extend_title(reading, "maintitle", title, "mainsubtitle", "maintitleaddon") if title else None


def _put_volume(reading: Reading, names: tuple[str, ...], title: str, before: int) -> None:
    """Put the *title* of a volume into its variable.

    Where one of the fields *names* is written in a way of its own (more than *before* are), all of them are kept so:
    alone they would say something else.
    """
    fields = reading.fields
    volume = [("volume-title", plain(title))]
    if names[0] == "title" and (short := from_latex(fields.get("shorttitle", ""))):
        volume.append(("volume-title-short", plain(short)))
    reading.values[_VARIABLES] = (*reading.values[_VARIABLES], *volume)
    if len(reading.spelled) > before:
        for name in names:
            if name in fields:
                reading.spell(name, fields[name])


def read_title(reading: Reading, name: str, tex: str) -> None:
    """Read ``title`` and what belongs to it: of a volume of a larger work that is its title, and the work's another."""
    title = reading.decode(tex, protect=True)
    if not title:
        reading.keep(name, tex)
        return
    before = len(reading.spelled)
    title = _extend_title(reading, name, title, "subtitle", "titleaddon")
    if "maintitle" in reading.fields and reading.type in WHOLES and (main := _read_main_title(reading)):
        _put_volume(reading, ("title", "maintitle", "shorttitle"), title, before)
        title = main
    reading.values[_TITLE] = title


_SHORT: Final = INDEX["short_title"]


def read_short_title(reading: Reading, name: str, tex: str) -> None:
    """Read ``shorttitle``, which is short for ``title``: the title of a volume, where there is a larger work."""
    text = from_latex(tex)
    fields = reading.fields
    if not text:
        reading.keep(name, tex)
    elif (
        "maintitle" in fields and reading.type in WHOLES and from_latex(fields.get("title", ""))
        and from_latex(fields["maintitle"])
    ):  # fmt: skip
        return  # read with its title
    else:
        reading.values[_SHORT] = text
        if is_respelled(tex):
            reading.spell(name, tex)


def subtitle_row(*wholes: str) -> Read:
    """Return what reads a subtitle or an addition: nothing, it is read with its title; kept where there is none."""

    def read(reading: Reading, name: str, tex: str) -> None:
        fields = reading.fields
        whole = next((whole for whole in wholes if whole in fields and _is_title(reading, whole)), None)
        if whole is None or not from_latex(tex) or not from_latex(fields[whole]):
            reading.keep(name, tex)

    return read


def read_title_addition(reading: Reading, name: str, tex: str) -> None:
    """Take ``titleaddon`` for the title of a work that has no other: it is a description of it."""
    title = reading.decode(tex, protect=True)
    if "title" in reading.fields and title and from_latex(reading.fields["title"]):
        return
    if title and "title" not in reading.fields and "booktitle" not in reading.fields:
        reading.values[_TITLE] = title
        reading.spell(name, tex)
    else:
        reading.keep(name, tex)


def read_main_title(reading: Reading, name: str, tex: str) -> None:
    """Keep ``maintitle`` and what belongs to it where they are not read with the title of a volume."""
    fields = reading.fields
    volume = "title" if reading.type in WHOLES else "booktitle" if reading.type in PARTS else None
    is_read = volume is not None and volume in fields and _is_title(reading, volume) and from_latex(fields[volume])
    if not is_read or not from_latex(fields.get("maintitle", "")) or not from_latex(tex):
        reading.keep(name, tex)


_CONTAINER: Final = INDEX["container_title"]
_CONTAINER_SHORT: Final = INDEX["container_title_short"]
_JOURNALS: Final = ("journal", "journaltitle", "booktitle")
_BOOKS: Final = ("booktitle", "journal", "journaltitle")


def _is_title(reading: Reading, name: str) -> bool:
    """Whether *name* is the field that the entry, or its container, has its title in."""
    return name == "title" or _is_container(reading, name)


def _is_container(reading: Reading, name: str) -> bool:
    """Whether *name* is the field that the entry has its container in.

    A whole work may have its own title there: in place of ``title``, or once more, for its parts to inherit; of
    proceedings and collections it is that in any case.
    """
    if name == "booktitle" and reading.type in WHOLES:
        book = reading.fields[name]
        if reading.kind in _GATHERED or reading.fields.get("title", book) == book:
            return False
    return reading.is_first(name, _JOURNALS if reading.row.container == "journal" else _BOOKS)


def read_container(reading: Reading, name: str, tex: str) -> None:
    """Read the journal or the book that the work is in."""
    fields = reading.fields
    if not _is_container(reading, name):
        title = from_latex(tex, protect=True) if name == "booktitle" and "title" not in fields else ""
        if title and reading.type in WHOLES:
            reading.values[_TITLE] = title
            reading.spell(name, tex)
        else:
            reading.keep(name, tex)
        return
    title = reading.decode(tex, protect=True)
    if title[:1] == "\\":
        title = _expand_macro(reading, name, tex, title)
    if name == "booktitle":
        before = len(reading.spelled)
        title = _extend_title(reading, name, title, "booksubtitle", "booktitleaddon")
        if "maintitle" in fields and reading.type in PARTS and (main := _read_main_title(reading)):
            _put_volume(reading, ("booktitle", "maintitle"), title, before)
            title = main
    else:
        title = _extend_title(reading, name, title, "journalsubtitle", "journaltitleaddon")
        full = "fjournal" if "fjournal" in fields else "journal-full"
        if full in fields and _has_full_journal(reading, full):
            short, title = title, from_latex(fields[full], protect=True)
            if short != title:
                reading.values[_CONTAINER_SHORT] = reading.values[_CONTAINER_SHORT] or short
            reading.spell(name, tex)
            reading.spell(full, fields[full])
    reading.values[_CONTAINER] = title
    if (name != "booktitle") is not (reading.row.container == "journal"):
        reading.spell(name, tex)


def _expand_macro(reading: Reading, name: str, tex: str, title: str) -> str:
    r"""Return the title of the journal that *title* is the macro of, as in ``journal = {\apj}``; else *title*.

    What the macro prints is the short title, unless the entry has another.
    """
    journal = find_journal_macro(title)
    if journal is None:
        return title
    if journal.printed is not None and "shortjournal" not in reading.fields:
        reading.values[_CONTAINER_SHORT] = escape(journal.printed)
    reading.spell(name, tex)
    return escape(journal.title)


def _has_full_journal(reading: Reading, full: str) -> bool:
    """Whether the journal is given twice: abbreviated, and in *full*.

    MathSciNet has that in ``fjournal``, BibDesk in ``journal-full``, from PubMed.
    """
    fields = reading.fields
    return (
        "shortjournal" not in fields
        and not (full == "journal-full" and "fjournal" in fields)
        and any(name in fields and _is_container(reading, name) for name in ("journal", "journaltitle"))
        and from_latex(fields[full]) != ""
    )


def read_full_journal(reading: Reading, name: str, tex: str) -> None:
    """Keep the full name of the journal where it is not read with the journal."""
    if not _has_full_journal(reading, name):
        reading.keep(name, tex)
