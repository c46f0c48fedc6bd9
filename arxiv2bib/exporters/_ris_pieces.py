"""Lines of RIS that are known to be read back as what they were written from: names, dates, classes, markup."""

from collections.abc import Sequence
from functools import lru_cache

import attrs

from arxiv2bib.exporters._dates import is_plain_date
from arxiv2bib.formats.arxiv_notes import list_classes, take_classes
from arxiv2bib.formats.foreign_text import has_element
from arxiv2bib.formats.ris_dates import render_day
from arxiv2bib.formats.ris_names import parse_ris_name, render_plain_ris_names, render_ris_name
from arxiv2bib.formats.tagged_text import from_tagged
from arxiv2bib.model.dates import Date
from arxiv2bib.model.entry import ArxivInfo
from arxiv2bib.model.names import Name, PlainNames
from arxiv2bib.text.controls import is_printable
from arxiv2bib.text.markup import to_tagged

__all__ = [
    "are_lines", "is_bare", "read_primary", "write_access", "write_issue", "write_keywords", "write_line",
    "write_markup", "write_names", "write_update",
]  # fmt: skip


def is_bare(text: str) -> bool:
    """Whether *text*, markup, is the characters that it is."""
    return "$" not in text and "\\" not in text and "<" not in text


def are_lines(values: Sequence[str]) -> bool:
    """Whether each of *values* is written in a line as it is, or there are two blanks in one of them."""
    # Two blanks in a row are an empty value as well, or one with a blank at an end.
    line = " ".join(["", *values, ""])
    return "  " not in line and is_printable(line)


def write_line(tag: str, value: str | None) -> str:
    """Return the line of *value*, which can stand in one; nothing if there is none."""
    return f"{tag}  - {value}\n" if value is not None else ""


def write_markup(markup: str, *, is_kept: bool) -> str | None:
    """Return *markup*, which is printable, as a line holds it; None if nothing can hold it, as HTML.

    With *is_kept*, also None if it is read as something else.
    """
    if is_bare(markup):
        return markup
    if has_element(markup):
        return None
    # What is read as it stands is written as it stands: writing is the reverse of reading, but for tags of capitals.
    if is_kept and "<span" not in markup and from_tagged(markup) == markup:
        return markup
    text = to_tagged(markup, nocase=False)
    if not text or text[0] == " " or text[-1] == " " or (is_kept and from_tagged(text) != markup):
        return None
    return text


def write_names(tag: str, names: Sequence[Name], *, is_kept: bool) -> str | None:
    """Return the lines of *names*; None if a line cannot hold one or, with *is_kept*, is read as something else."""
    if not names:
        return ""
    if isinstance(names, PlainNames):
        return f"{tag}  - " + names.line.replace(" and ", f"\n{tag}  - ") + "\n"
    texts = render_plain_ris_names(names)
    if texts is None:
        texts = [*map(render_ris_name, names)]
        if not are_lines(texts):
            return None
        if is_kept and [*map(parse_ris_name, texts)] != [(name, True) for name in names]:
            return None
    return f"{tag}  - " + f"\n{tag}  - ".join(texts) + "\n"


@lru_cache(maxsize=4096)
def write_issue(date: Date) -> str | None:
    """Return the lines of the *date* of issue, or None if it has more than a line can say."""
    if date.start is None or not is_plain_date(date):
        return None
    year = f"PY  - {date.start[0]}\n"
    return f"{year}DA  - {render_day(date.start)}\n" if len(date.start) > 1 else year


@lru_cache(maxsize=4096)
def write_access(date: Date) -> str | None:
    """Return the line of the *date* of access, or None as above."""
    return f"Y2  - {render_day(date.start)}\n" if date.start is not None and is_plain_date(date) else None


@lru_cache(maxsize=4096)
def write_update(date: Date) -> str | None:
    """Return what a note on a version says of the *date* of its update, or None as above."""
    return f", updated {date}" if is_plain_date(date) else None


def write_keywords(keywords: tuple[str, ...], arxiv: ArxivInfo | None) -> tuple[str, str] | None:
    """Return the lines of *keywords*, which can stand in one each and are bare, and of the classes of *arxiv*.

    A primary category that is none of the categories has a line apart, behind what *arxiv* says in notes. None if
    keywords or classes are not read as these; which category is the primary one, :func:`read_primary` tells.
    """
    if keywords:
        lines = "".join([f"KW  - {keyword}\n" for keyword in keywords])
        if ";" in lines or (arxiv is not None and take_classes(keywords)[3] != keywords):
            return None
    else:
        lines = ""
    if arxiv is None:
        return lines, ""
    classes = _write_classes(arxiv.categories, arxiv.msc_class, arxiv.acm_class, arxiv.primary_category)
    return (lines + classes[0], classes[1]) if classes is not None else None


def read_primary(arxiv: ArxivInfo) -> ArxivInfo:
    """Return *arxiv* as its classes are read: the first category is the primary one, and a primary one a category."""
    categories, primary = arxiv.categories, arxiv.primary_category
    if primary == (categories[0] if categories else None):
        return arxiv
    categories = (*categories, *_find_apart(categories, primary))
    return attrs.evolve(arxiv, categories=categories, primary_category=categories[0] if categories else None)


def _find_apart(categories: tuple[str, ...], primary: str | None) -> tuple[str, ...]:
    return (primary,) if primary and primary not in categories else ()


@lru_cache(maxsize=4096)  # most papers have the classes of another one
def _write_classes(
    categories: tuple[str, ...], msc: tuple[str, ...], acm: tuple[str, ...], primary: str | None
) -> tuple[str, str] | None:
    """Return the lines of arXiv's *categories* and of codes, and that of a *primary* category apart.

    None if they are not read as these.
    """
    apart = _find_apart(categories, primary)
    keywords = (*list_classes(categories, msc, acm), *apart)
    lines = [f"KW  - {keyword}\n" for keyword in keywords]
    text = "".join(lines)
    if ";" in text or not is_bare(text) or (keywords and not are_lines(keywords)):
        return None
    end = len(lines) - len(apart)
    is_read = take_classes(keywords) == ((*categories, *apart), msc, acm, ())
    return ("".join(lines[:end]), "".join(lines[end:])) if is_read else None
