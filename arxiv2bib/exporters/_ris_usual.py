"""RIS records as nearly all are: written in one go, and known to be kept by the same look at their values.

The exporter's table has a renderer for each field, which can write anything, and what it wrote must be read back to
know what is lost. Of most entries every value stands in its line as it is, and comes back from it; here such a record
is one expression, and what would break a line or mean something in it is searched for in all values together. An entry
with anything else is left to the table. Property tests hold what comes from here to the table and to the reader.
"""

from functools import lru_cache
from typing import Final, NamedTuple

from arxiv2bib.exporters._ris_notes import write_note, write_paper_notes
from arxiv2bib.exporters._ris_pieces import (
    is_bare,
    write_access,
    write_issue,
    write_keywords,
    write_line,
    write_markup,
    write_names,
)
from arxiv2bib.formats.foreign_text import has_entity
from arxiv2bib.formats.native_types import needs_native_type
from arxiv2bib.formats.ris_reading import is_number, is_one_address
from arxiv2bib.formats.ris_tags import NAME, READ_TYPES, SPELLING, TYPES, VARIABLES, container_tag, variable_tags
from arxiv2bib.model.drafts import make_getter
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.identifiers import is_plain_doi
from arxiv2bib.model.pages import Pages
from arxiv2bib.model.vocabulary import PREPRINT, EntryType
from arxiv2bib.text.controls import is_printable
from arxiv2bib.text.expressions import compile_late

__all__ = ["write_usual"]

# Types in which the tags of the fields below are read as anywhere.
_SURE_KINDS: Final = frozenset({"BOOK", "CHAP", "CONF", "CPAPER", "GEN", "JOUR", "MANSCPT", "MGZN", "NEWS", "UNPB"})
_OWN_NUMBERS: Final = frozenset({"BOOK", "CHAP", "MANSCPT"})  # of a lone page or a number they make something else
_LINES: Final = frozenset({NAME, SPELLING})  # the namespaces of extras that are lines of the record
_ISBN: Final = compile_late(r"97[89]-?(?:[0-9]-?){9}[0-9X]\Z")
_ISSN: Final = compile_late(r"[0-9]{4}-[0-9]{3}[0-9X]\Z")

_publication_of: Final = make_getter(
    "short_title", "editor", "container_title", "container_title_short", "volume", "issue", "number", "page",
    "publisher", "publisher_place", "isbn", "issn", "accessed", "language",
)  # fmt: skip
_NO_PUBLICATION: Final = _publication_of(Entry())


class _Publication(NamedTuple):
    """The lines on where a work was published, by their place in the record, and the texts in them."""

    container: str = ""
    place: str = ""
    access: str = ""
    texts: tuple[str, ...] = ()


_UNPUBLISHED: Final = _Publication()
_BY_ARXIV: Final = _Publication(place="PB  - arXiv\n")


def write_usual(entry: Entry, key: str, *, is_kept: bool) -> str | None:
    """Return the lines of *entry* from ``TY`` to ``ID``, *key*; None if it has anything that is not usual.

    With *is_kept*, they are read back as the entry; without, nothing of it is left out or changed that would have to be
    told. Neither is said of variables without a tag, of its extras, of which those that are lines of RIS are not usual,
    of arXiv's primary category, and of a note that names a paper.
    """
    title, abstract, issued, submitted, doi, arxiv = (
        entry.title, entry.abstract, entry.issued, entry.submitted, entry.doi, entry.arxiv,
    )  # fmt: skip
    if title is None or _has_unusual(entry) or (entry.extra and _has_lines(entry)):
        return None
    if submitted is not None and (is_kept or (submitted is not issued and submitted != issued)):
        return None
    if is_kept and entry.native_type is not None and needs_native_type(entry):
        return None
    kind = _find_kind(entry.type, entry.native_type)
    variables = _find_variables(entry.variables, kind) if entry.variables and kind is not None else ()
    if variables is None:
        return None
    published = _write_publication(entry, kind, is_kept=is_kept) if kind is not None else None
    authors = write_names("AU", entry.author, is_kept=is_kept)
    dates = write_issue(issued) if issued is not None else ""
    if published is None or authors is None or dates is None or (doi is not None and not is_plain_doi(doi.value)):
        return None
    keyword, url, note, comment = entry.keyword, entry.url, entry.note, arxiv.comment if arxiv is not None else None
    texts = [text for text in (title, key, url, note, comment, *dict(variables).values()) if text is not None]
    is_plain = _look_at((*texts, *published.texts, *keyword), abstract)
    if is_plain is None or (url is not None and (" " in url or ";" in url) and not is_one_address(url)):
        return None
    if not is_plain:
        title = write_markup(title, is_kept=is_kept)
        abstract = write_markup(abstract, is_kept=is_kept) if abstract is not None else None
        is_lost = title is None or (abstract is None and entry.abstract is not None)
        if is_lost or not is_bare("".join([*published.texts, *keyword, *dict(variables).values()])):
            return None
    keywords = write_keywords(keyword, arxiv)
    if arxiv is not None:
        notes = write_paper_notes(entry, arxiv, is_plain=is_plain, is_kept=is_kept)
    else:
        notes = write_note(entry, is_plain=is_plain) if entry.version is None and entry.updated is None else None
    if keywords is None or notes is None or (keywords[1] and not (note is None and entry.version is None)):
        return None
    identifier = f"DO  - {doi.value}\n" if doi is not None else ""
    address = f"UR  - {url}\n" if url is not None else ""
    summary = f"AB  - {abstract}\n" if abstract is not None else ""
    others = "".join([f"{tag}  - {text}\n" for tag, text in variables])
    return (
        f"TY  - {kind}\n{authors}TI  - {title}\n{published.container}{dates}{published.place}{identifier}{address}"
        f"{published.access}{summary}{keywords[0]}{notes}{keywords[1]}{others}ID  - {key}\n"
    )


def _has_unusual(entry: Entry) -> bool:
    """Whether any field is set that is never written here; asked one by one, which is the fastest way."""
    return bool(
        entry.contributors or entry.truncated or entry.related
        or entry.collection_title is not None or entry.collection_number is not None
        or entry.article_number is not None or entry.edition is not None or entry.event_title is not None
        or entry.event_place is not None or entry.genre is not None or entry.status is not None
        or entry.annote is not None
    )  # fmt: skip


def _find_variables(variables: tuple[tuple[str, str], ...], kind: str) -> list[tuple[str, str]] | None:
    """Return the tags of those of *variables* that have one in a record of the type *kind*, and the texts.

    None if one has another tag than in most types, or two are of one name.
    """
    tags = variable_tags(kind)
    found = [(tags[name], text) for name, text in variables if name in tags]
    names = {name for name, _ in variables}
    is_usual = len(names) == len(variables) and all(VARIABLES.get(name) == tags[name] for name in names if name in tags)
    return found if is_usual else None


def _has_lines(entry: Entry) -> bool:
    return any(extra.namespace in _LINES for extra in entry.extra)


@lru_cache(maxsize=1024)
def _find_kind(type: EntryType, native_type: str | None) -> str | None:
    """Return the reference type that is written for these types, if its tags are read as usual."""
    native = (native_type or "").upper()
    kind = native if READ_TYPES.get(native) is type else TYPES[type]
    return kind if kind in _SURE_KINDS and READ_TYPES[kind] is type else None


def _look_at(values: tuple[str, ...], abstract: str | None) -> bool | None:
    """Whether no character of *values* and of *abstract* means more than itself; None if one cannot be a line as it is.

    Two blanks in a row are an empty value as well, or one with a blank at an end; in an abstract they may be.
    """
    line = " ".join(["", *values, ""])
    if "  " in line:
        return None
    if abstract is not None:
        if not abstract or abstract[0] == " " or abstract[-1] == " ":
            return None
        line += abstract
    if "&" in line and has_entity(line):
        return None
    return is_bare(line) if is_printable(line) else None


def _write_publication(entry: Entry, kind: str, *, is_kept: bool) -> _Publication | None:
    values = _publication_of(entry)
    is_preprint = entry.arxiv is not None and entry.type is PREPRINT
    if values == _NO_PUBLICATION:
        return _BY_ARXIV if is_preprint else _UNPUBLISHED
    (short_title, editor, container, short_container, volume, issue, number, page, publisher, place, isbn, issn,
     accessed, language) = values  # fmt: skip
    if number is not None and not is_number(number):
        return None
    if kind in _OWN_NUMBERS and (number is not None or (page is not None and page.last is None)):
        return None
    if (short_container is not None and container is None) or (is_preprint and publisher == "arXiv"):
        return None
    editors, pages = write_names("ED", editor, is_kept=is_kept), _write_pages(page)
    access = "" if accessed is None else write_access(accessed)
    if editors is None or pages is None or access is None:
        return None
    if not all(_ISBN.match(one.value) for one in isbn) or not all(_ISSN.match(one.value) for one in issn):
        return None
    if (len(isbn) > 1 or len(issn) > 1) and len({*isbn, *issn}) < len(isbn) + len(issn):
        return None
    texts = short_title, container, short_container, volume, issue, number, publisher, place, language
    return _Publication(
        f"{write_line('ST', short_title)}{editors}{write_line(container_tag(kind), container)}"
        f"{write_line('J2', short_container)}",
        f"{write_line('VL', volume)}{write_line('IS', issue)}{write_line('M1', number)}{pages}"
        f"{write_line('PB', 'arXiv' if publisher is None and is_preprint else publisher)}{write_line('CY', place)}"
        + "".join([f"SN  - {one.value}\n" for one in (*isbn, *issn)]),
        f"{access}{write_line('LA', language)}",
        tuple([text for text in texts if text is not None]),
    )


def _write_pages(pages: Pages | None) -> str | None:
    if pages is None:
        return ""
    first, last = pages.first, pages.last
    if first is None or not first.isalnum() or pages.literal is not None or not (last is None or last.isalnum()):
        return None
    if last == "Specified" or last == first:  # Ovid's "No Pagination Specified"; one page is read of the latter
        return None
    return write_line("SP", first) + write_line("EP", last)
