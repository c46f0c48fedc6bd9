"""Values of a bibliography of which it is known that BibTeX's reader gives them back as they are."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import compress
from operator import not_
from typing import Final

from arxiv2bib.exporters._bibtex_names import CAPITALS, LETTERS, render_plain_names, stands_for
from arxiv2bib.exporters._bibtex_texts import is_plain
from arxiv2bib.formats.arxiv_notes import take_classes
from arxiv2bib.formats.bibtex_fields import VARIABLES
from arxiv2bib.formats.bibtex_names import has_odd_words
from arxiv2bib.formats.bibtex_note_rows import says_more
from arxiv2bib.formats.name_words import is_suffix
from arxiv2bib.model.entry import INDEX
from arxiv2bib.model.names import Name
from arxiv2bib.model.pages import Pages, parse_pages
from arxiv2bib.text.expressions import compile_late

__all__ = [
    "are_classes",
    "are_kept_classes",
    "are_kept_keywords",
    "are_kept_names",
    "are_kept_serials",
    "are_plain_keywords",
    "are_plain_pages",
    "find_read_variables",
    "is_kept_key",
    "is_plain_address",
    "is_plain_journal_line",
    "is_plain_note",
]

_CAPITALS: Final = compile_late(rf"(?!(?i:others)\Z)[{CAPITALS}](?>(?:[{LETTERS}.-]| (?=[{CAPITALS}]))*)\Z")
_SERIALS: Final = compile_late(r"[0-9Xx-]+(?:, [0-9Xx-]+)*\Z")
_OF_VOLUMES: Final = frozenset({"volume-title", "volume-title-short"})  # which stand where the title does
_KEY: Final = compile_late(r"[A-Za-z0-9:._/+-]+\Z")
_PLAIN_ADDRESS: Final = compile_late(r"https?://[A-Za-z0-9./_:?=&+-]*[A-Za-z0-9/]\Z")


def is_plain_address(url: str) -> bool:
    """Whether *url* is written and read as it is."""
    return _PLAIN_ADDRESS.match(url) is not None


def is_kept_key(key: str) -> bool:
    """Whether *key* is written, and read, as it is."""
    return (key.isalnum() and key.isascii()) or _KEY.match(key) is not None


def are_kept_names(names: tuple[Name, ...], texts: Sequence[str] | None = None) -> bool:
    """Whether *names* come back, each written as the one of *texts* in its place, if these are known."""
    if texts is None:
        return all(map(_is_plain_person, names))
    # Most are plain, and for these one look is enough.
    others = [
        bool(name.literal or name.suffix or name.non_dropping_particle or name.dropping_particle) for name in names
    ]
    if True in others and render_plain_names(tuple(compress(names, map(not_, others))), ascii=False) is not None:
        return all(map(_is_kept_name, compress(texts, others), compress(names, others)))
    return all(map(_is_kept_name, texts, names))


def _is_kept_name(text: str, name: Name) -> bool:
    particle = name.non_dropping_particle
    if particle and _is_person_of_two_parts(name) and text.startswith(f"{particle} ") and _is_kept_particle(particle):
        return True
    return _is_plain_person(name) or stands_for(text, name)


@lru_cache(maxsize=1024)
def _is_kept_particle(particle: str) -> bool:
    """Whether *particle* is read as what it is: in front of one capitalised family name, then of any other too."""
    return stands_for(f"{particle} Doe, Jane", Name(family="Doe", given="Jane", non_dropping_particle=particle))


def _is_plain_person(name: Name) -> bool:
    """Whether *name* has a family name and given names in capitals that nothing can be split from."""
    return not name.non_dropping_particle and _is_person_of_two_parts(name)


def _is_person_of_two_parts(name: Name) -> bool:
    """Whether *name* has, beside a particle, what :func:`_is_plain_person` says."""
    family, given = name.family, name.given
    return not (
        not family
        or not given
        or name.literal
        or name.suffix
        or name.dropping_particle
        or _CAPITALS.match(family) is None
        or _CAPITALS.match(given) is None
        or is_suffix(given.rpartition(" ")[2], set_off=True)
        or is_suffix(family.rpartition(" ")[2], set_off=True)
        or has_odd_words(f"{family}, {given}")
    )


@lru_cache(maxsize=4096)
def are_plain_pages(pages: Pages) -> bool:
    text = "--".join(part for part in (pages.first, pages.last) if part)
    # A word before the number may be read as none of the pages: "pp.12".
    return is_plain(text.replace("--", "")) and parse_pages(text) == pages and ("." not in text or text[0].isdecimal())


@lru_cache(maxsize=4096)
def are_kept_keywords(keywords: tuple[str, ...]) -> bool:
    """Whether *keywords* come back, and none of them is taken for a class of arXiv."""
    return take_classes(keywords)[3] == keywords and are_plain_keywords(keywords)


@lru_cache(maxsize=4096)
def are_kept_classes(keywords: tuple[str, ...], classes: tuple[tuple[str, ...], ...]) -> bool:
    """Whether *keywords* come back as *classes*: categories, MSC codes and ACM codes."""
    return take_classes(keywords) == (*classes, ()) and are_plain_keywords(keywords)


@lru_cache(maxsize=4096)
def are_plain_keywords(keywords: tuple[str, ...]) -> bool:
    return all(is_plain(keyword) and "," not in keyword and ";" not in keyword for keyword in keywords)


@lru_cache(maxsize=4096)
def are_classes(categories: tuple[str, ...]) -> bool:
    """Whether *categories* are read as what they are among keywords."""
    return take_classes(categories)[0] == categories


def is_plain_note(note: str) -> bool:
    """Whether no part of a preprint's *note* is read as a field of its own."""
    return is_plain(note) and ":" not in note and not note.lower().startswith("version") and not says_more(note)


def is_plain_journal_line(text: str) -> bool:
    """Whether a note that says "Journal reference: *text*" and nothing more is read as that."""
    return is_plain(text) and ";" not in text


@lru_cache(maxsize=4096)
def are_kept_serials(field: str, serials: tuple[str, ...]) -> bool:
    """Whether these ISBNs or ISSNs come back: nothing else stands in their line, and they are read from it alone."""
    from arxiv2bib.formats.bibtex_values import interpret_field

    text = ", ".join(serials)
    values = interpret_field("article", field, text) if _SERIALS.match(text) is not None else None
    return values is not None and tuple([serial.value for serial in values[INDEX[field]]]) == serials


def find_read_variables(variables: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...] | None:
    """Return those of *variables* that are read from the fields they have, or None if that is not sure."""
    read = tuple([variable for variable in variables if variable[0] in VARIABLES])
    names = {name for name, _ in read}
    if len(names) < len(read) or any(name in _OF_VOLUMES for name, _ in variables):
        return None
    return read if all(is_plain(text) and not name.endswith("-date") for name, text in read) else None
