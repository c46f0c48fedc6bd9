"""What is looked at in citation keys and types, and in the fields that an entry has or lacks."""

from collections.abc import Iterator

from arxiv2bib.checks.fields import (
    BIBLATEX_REQUIRED,
    BIBTEX_REQUIRED,
    CSL_REQUIRED,
    KNOWN_FIELDS,
    KNOWN_KINDS,
    NO_WORKS,
)
from arxiv2bib.checks.findings import shorten
from arxiv2bib.checks.preprint_checks import is_typed_as_article
from arxiv2bib.checks.rules import FileHit, Hit
from arxiv2bib.checks.subjects import Bibliography, Subject, Value
from arxiv2bib.text.expressions import compile_late

__all__ = [
    "find_duplicate_keys",
    "find_empty_fields",
    "find_keys_that_differ_in_case",
    "find_missing_fields",
    "find_missing_key",
    "find_misspelled_fields",
    "find_odd_key",
    "find_parents_first",
    "find_repeated_fields",
    "find_unknown_type",
]

# What ends a key in \cite or in a file: "Patashnik 1988, 'BibTeX: lexical structure'"; a comma separates keys.
_ODD_KEY = compile_late(r"[\s,{}\\#%~\"]")


def find_duplicate_keys(bibliography: Bibliography) -> Iterator[FileHit]:
    """Yield every entry after the first that has a key."""
    seen: dict[str, Subject] = {}
    for subject in bibliography:
        key = subject.entry.key
        if key is not None and seen.setdefault(key, subject) is not subject:
            line = seen[key].piece.line
            yield FileHit({"key": shorten(key), "line": str(line)}, subject.piece, subject.key_place, key)


def find_keys_that_differ_in_case(bibliography: Bibliography) -> Iterator[FileHit]:
    """Yield the entries of BibTeX whose key is another's but for capitals: BibTeX takes both for one."""
    seen: dict[str, str] = {}
    for subject in bibliography:
        key = subject.entry.key
        if key is None or not _is_classic(subject):
            continue
        other = seen.setdefault(key.lower(), key)
        if other != key:
            yield FileHit({"key": shorten(key), "other": shorten(other)}, subject.piece, subject.key_place, key)


def find_missing_key(subject: Subject) -> Iterator[Hit]:
    """Yield an entry of BibTeX without a key."""
    if subject.is_bibtex and subject.entry.key is None:
        yield Hit({"type": subject.kind})


def find_odd_key(subject: Subject) -> Iterator[Hit]:
    """Yield an entry of BibTeX whose key cannot be cited."""
    key = subject.entry.key
    if subject.is_bibtex and key is not None and (odd := _ODD_KEY.search(key)) is not None:
        yield Hit({"key": shorten(key), "character": "a blank" if odd[0].isspace() else odd[0]})


def find_unknown_type(subject: Subject) -> Iterator[Hit]:
    """Yield an entry of a type that neither BibTeX nor BibLaTeX knows."""
    if subject.is_bibtex and subject.kind not in KNOWN_KINDS:
        yield Hit({"type": subject.kind})


def find_missing_fields(subject: Subject) -> Iterator[Hit]:
    """Yield each field that the type needs and that the entry lacks, or has without a value."""
    kind = f"@{subject.kind}" if subject.is_bibtex else str(subject.entry.type)
    for names in _list_needed(subject):
        choice = names.split("/")
        empty = next((value for value in subject.values if value.name in choice), None)
        yield Hit({"field": " or ".join(choice), "type": kind}, empty)


_WORDS = {"container_title": "container title", "issued": "date"}


def _list_needed(subject: Subject) -> list[str]:
    if subject.has_lost_parent or subject.kind in NO_WORKS:
        return []
    if subject.is_bibtex:
        needed = min(_list_missing(subject), key=len)
        if is_typed_as_article(subject):
            return [names for names in needed if not names.startswith("journal")]
        return needed
    if subject.format in ("ris", "csl-json"):
        fields = CSL_REQUIRED.get(subject.entry.type, ())
        names = [_WORDS.get(field, field) for field in fields if not getattr(subject.entry, field)]
        return [name for name in names if name != "author" or not subject.entry.editor]
    return []


def _list_missing(subject: Subject) -> Iterator[list[str]]:
    """Yield what is missing by each data model that has the type: a file does not say which one is meant."""
    tables = [BIBTEX_REQUIRED]
    if subject.kind not in BIBTEX_REQUIRED or subject.is_biblatex:
        tables.append(BIBLATEX_REQUIRED)
    for table in tables:
        if subject.kind in table:
            yield [names for names in table[subject.kind] if not subject.has(*names.split("/"))]
    if subject.kind not in BIBTEX_REQUIRED and subject.kind not in BIBLATEX_REQUIRED:
        yield []


def find_repeated_fields(subject: Subject) -> Iterator[Hit]:
    """Yield every field after the first of its name."""
    if not subject.is_bibtex:
        return
    seen: set[str] = set()
    for value in subject.values:
        if value.name in seen:
            yield Hit({"field": value.written}, value)
        seen.add(value.name)


def find_empty_fields(subject: Subject) -> Iterator[Hit]:
    """Yield every field without a value, but for those that are missed or that Emacs offers to fill in."""
    if not subject.is_bibtex:
        return
    empty = [value for value in subject.values if not value.text.strip("{} \t\r\n")]
    if empty:
        needed = {name for names in _list_needed(subject) for name in names.split("/")}
        for value in empty:
            if value.name not in needed and not value.written.startswith(("OPT", "ALT")):
                yield Hit({"field": value.written}, value)


# The fields whose loss shows, and that everybody writes alike.
_IMPORTANT = frozenset(
    "author editor title booktitle journal journaltitle year volume number pages publisher institution school address "
    "series edition chapter howpublished".split()
)


def find_misspelled_fields(subject: Subject) -> Iterator[Hit]:
    """Yield every unknown field that is one slip away from an important one which the entry lacks."""
    if not subject.is_bibtex:
        return
    for value in subject.values:
        if value.name not in KNOWN_FIELDS and value.text.strip():
            meant = next((name for name in sorted(_IMPORTANT) if _is_slip(value.name, name)), None)
            if meant is not None and not subject.has(meant):
                yield Hit({"field": value.written, "meant": meant}, value)


def _is_slip(word: str, right: str) -> bool:
    """Whether *word* is *right* with one letter more, less, other, or two swapped.

    A letter more at the beginning is none: that is how people put a field aside (``xeditor``).
    """
    if abs(len(word) - len(right)) > 1 or len(right) < 4 or word[1:] == right:
        return False
    start = next((at for at, (one, two) in enumerate(zip(word, right, strict=False)) if one != two), None)
    if start is None:
        return word != right
    rest, right_rest = word[start:], right[start:]
    return (
        rest[1:] == right_rest
        or rest == right_rest[1:]
        or rest[1:] == right_rest[1:]
        or (rest[:2] == right_rest[1::-1] and rest[2:] == right_rest[2:])
    )


def _is_classic(subject: Subject) -> bool:
    return subject.is_bibtex and not subject.is_biblatex


def find_parents_first(bibliography: Bibliography) -> Iterator[FileHit]:
    """Yield every entry whose ``crossref`` names one that stands before it: BibTeX then finds no parent."""
    seen: set[str] = set()
    for subject in bibliography:
        value: Value | None = subject.get("crossref")
        if _is_classic(subject) and value is not None and value.text.strip().lower() in seen:
            yield FileHit({"parent": shorten(value.text)}, subject.piece, value.place, subject.entry.key, value.written)
        if subject.entry.key is not None:
            seen.add(subject.entry.key.lower())
