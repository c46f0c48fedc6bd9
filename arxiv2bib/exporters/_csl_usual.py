"""Items as most are, written at once: the usual variables, with texts that JSON and CSL's reader take as they are.

Everything else is for :mod:`~arxiv2bib.exporters.csl_json`, of which this is a shortcut: where it gives a text, it is
the same one, and the reader makes the same entry of it. What is written and what is read are looked at together; of
markup, notes and DOIs that are in doubt, each is read back alone.
"""

from collections.abc import Callable
from itertools import chain, compress
from typing import Any, Final, NamedTuple

import orjson

from arxiv2bib.errors import InvalidValueError
from arxiv2bib.exporters._csl_dates import spell_date, values_of_date
from arxiv2bib.exporters._csl_extras import has_citation_key
from arxiv2bib.exporters._csl_notes import find_misread, spell_keywords, spell_note
from arxiv2bib.exporters._json_encoding import encode_member
from arxiv2bib.formats.csl_names import is_et_al
from arxiv2bib.formats.csl_values import split_isbns, split_issns
from arxiv2bib.formats.csl_variables import MARKUP_FIELDS, NAME_PARTS, SPELLING, TEXT_FIELDS, TEXT_VARIABLES
from arxiv2bib.formats.foreign_text import decode_foreign, decode_foreign_words
from arxiv2bib.formats.known import CSL_JSON
from arxiv2bib.formats.native_types import needs_native_type
from arxiv2bib.formats.tagged_text import from_tagged
from arxiv2bib.model.dates import Date
from arxiv2bib.model.drafts import make_getter
from arxiv2bib.model.entry import DEFAULTS, INDEX, Entry
from arxiv2bib.model.identifiers import Doi, Isbn, Issn, is_plain_doi
from arxiv2bib.model.names import Name, PlainNames
from arxiv2bib.model.pages import Pages, parse_pages
from arxiv2bib.model.vocabulary import PREPRINT
from arxiv2bib.text.markup import to_tagged

__all__ = ["Written", "add_custom", "write_usual"]

_OPTIONS: Final = orjson.OPT_PASSTHROUGH_SUBCLASS

# Texts that stand together in the output, in this order.
_VENUE: Final = (
    "container_title", "container_title_short", "collection_title", "collection_number", "event_title", "event_place",
    "volume", "issue",
)  # fmt: skip
_SOURCE: Final = ("publisher", "publisher_place", "number", "edition", "version", "genre", "status")
_NO_VENUE: Final = (None,) * len(_VENUE)
_venue_of: Final[Callable[[Entry], tuple[str | None, ...]]] = make_getter(*_VENUE)
_source_of: Final[Callable[[Entry], tuple[str | None, ...]]] = make_getter(*_SOURCE)
_UNUSUAL: Final = ("contributors", "truncated", "article_number", "annote", "related")
_UNSET: Final = tuple(DEFAULTS[INDEX[name]] for name in _UNUSUAL)
_unusual_of: Final[Callable[[Entry], tuple[Any, ...]]] = make_getter(*_UNUSUAL)  # Any: each of its field's type


def _open(variable: str, value: str = "") -> str:
    return f',\n    "{variable}": {value}'


_VARIABLES: Final = {field: variable for variable, field in (*MARKUP_FIELDS.items(), *TEXT_FIELDS.items())}
_VENUE_OPENINGS: Final = tuple(_open(_VARIABLES[name], '"') for name in _VENUE)
_SOURCE_OPENINGS: Final = tuple(_open(_VARIABLES[name], '"') for name in _SOURCE)

_FIRST_PERSON: Final = '[\n      {\n        "family": "'
_GIVEN: Final = '",\n        "given": "'
_NEXT_PERSON: Final = '"\n      },\n      {\n        "family": "'
_LAST_PERSON: Final = '"\n      }\n    ]'
_NAME_FIELDS, _NAME_KEYS = zip(*NAME_PARTS, strict=True)
_parts_of: Final[Callable[[Name], tuple[str | None, ...]]] = make_getter(*_NAME_FIELDS)
_AUTHOR, _EDITOR = _open("author"), _open("editor")
_TYPE, _TITLE, _SHORT_TITLE = _open("type", '"'), _open("title"), _open("title-short")
_PAGE, _ISSUED, _SUBMITTED, _ACCESSED = _open("page"), _open("issued"), _open("submitted"), _open("accessed")
_DOI, _URL, _ISBN, _ISSN, _LANGUAGE = _open("DOI"), _open("URL"), _open("ISBN"), _open("ISSN"), _open("language")
_KEYWORD, _NOTE, _ABSTRACT = _open("keyword"), _open("note"), _open("abstract")
_MEMBERS: Final = frozenset({CSL_JSON.name, SPELLING})  # the namespaces of extras that are members of the item
_BETWEEN: Final = '","'
_END: Final = "\n  }"

_Numbers = tuple[Isbn, ...] | tuple[Issn, ...]
_Split = Callable[[str], tuple[Isbn, ...] | tuple[Issn, ...]]


class Written(NamedTuple):
    """An item as JSON, and what the reader makes of the fields that it reads otherwise than they were."""

    item: str
    read: dict[str, Any]  # Any: a value of the field's type


class _UnusualError(Exception):
    """Something is not for the shortcut."""


def write_usual(entry: Entry, *, is_compared: bool) -> Written | None:
    """Return the item of *entry* without what is carried, or None if anything about it is unusual.

    With *is_compared*, what of it the reader would read otherwise is told; without it, nothing is.
    """
    if _unusual_of(entry) != _UNSET:
        return None
    item = _Item(entry, is_compared)
    try:
        if is_compared:
            item.look_beside()
        return Written(item.write(), item.read)
    except (_UnusualError, TypeError):  # no text where one belongs, or one with a lone surrogate: orjson refuses it
        return None


def add_custom(item: str, custom: dict[str, Any]) -> str:  # Any: JSON
    """Return *item*, JSON that we wrote, with the member *custom* at its end."""
    return item[: -len(_END)] + _open("custom", encode_member(custom)) + _END


class _Item:
    """An item while it is written: its pieces, and the texts among them that must stand in JSON as they are."""

    __slots__ = ("entry", "is_compared", "pieces", "plain", "read")

    def __init__(self, entry: Entry, is_compared: bool) -> None:
        self.entry = entry
        self.is_compared = is_compared
        self.read: dict[str, Any] = {}  # Any: a value of the field's type
        self.pieces: list[str] = []
        self.plain: list[str] = []

    def look_beside(self) -> None:
        """Look at what is not written, and read as nothing."""
        entry = self.entry
        if entry.native_type is not None and needs_native_type(entry):
            self.read["native_type"] = None
        if entry.extra:
            if any(extra.namespace in _MEMBERS for extra in entry.extra):
                raise _UnusualError
            self.read["extra"] = ()

    def write(self) -> str:
        """Return the JSON of the entry, its members in the order of the general way."""
        self._add_head()
        self._add_venue()
        self._add_dates()
        self._add_source()
        self._add_identifiers()
        self._add_words()
        plain = self.plain
        # Texts with a quotation mark, a backslash or a control character in them are longer as JSON.
        if _encode(plain) != f'["{_BETWEEN.join(plain)}"]':
            raise _UnusualError
        self.pieces.append(_END)
        return "".join(self.pieces)

    def _add_head(self) -> None:
        entry, key = self.entry, self.entry.key
        if not key:
            raise _UnusualError
        self.plain.append(key)
        again = (_open("citation-key", '"'), key, '"') if has_citation_key(entry) else ()
        self.pieces += ('{\n    "id": "', key, '"', *again, _TYPE, entry.type, '"')
        if entry.title is not None:
            self._add_markup("title", _TITLE, entry.title)
        if entry.short_title is not None:
            self._add_markup("short_title", _SHORT_TITLE, entry.short_title)
        if entry.author:
            self._add_people(_AUTHOR, entry.author)
        if entry.editor:
            self._add_people(_EDITOR, entry.editor)

    def _add_venue(self) -> None:
        venue = _venue_of(self.entry)
        if venue != _NO_VENUE:
            joined = "".join(filter(None, venue))
            if (
                "$" in joined or "\\" in joined or "<" in joined or decode_foreign(joined) is not None
            ):  # some of them are markup
                raise _UnusualError
            self._add_texts(_VENUE_OPENINGS, venue)
        if self.entry.page is not None:
            self._add_page(self.entry.page)

    def _add_dates(self) -> None:
        entry, issued, submitted = self.entry, self.entry.issued, self.entry.submitted
        if issued is not None:
            self._add_date(_ISSUED, issued)
        if submitted is not None and (self.is_compared or not _is_same(submitted, issued)):
            self._add_date(_SUBMITTED, submitted)
        if entry.accessed is not None:
            self._add_date(_ACCESSED, entry.accessed)
        if entry.updated is not None and entry.arxiv is None:  # else it is in the note
            raise _UnusualError

    def _add_source(self) -> None:
        source, arxiv = _source_of(self.entry), self.entry.arxiv
        if arxiv is not None and self.entry.type is PREPRINT:
            if source[:3] != (None, None, None):
                raise _UnusualError
            source = ("arXiv", None, f"arXiv:{arxiv.id}", *source[3:])
        publisher = f"{source[0]}{source[1]}"
        if "&" in publisher and decode_foreign_words(publisher) is not None:
            raise _UnusualError
        self._add_texts(_SOURCE_OPENINGS, source)

    def _add_identifiers(self) -> None:
        entry = self.entry
        if entry.doi is not None:
            self._add_doi(entry.doi)
        if entry.url is not None:
            self._add_text(_URL, entry.url)
        if entry.isbn:
            self._add_numbers(_ISBN, entry.isbn, " ", split_isbns)
        if entry.issn:
            self._add_numbers(_ISSN, entry.issn, ", ", split_issns)

    def _add_words(self) -> None:
        entry, arxiv = self.entry, self.entry.arxiv
        if arxiv is not None and (arxiv.id is None or arxiv.versions):
            raise _UnusualError
        if entry.language is not None:
            self._add_text(_LANGUAGE, entry.language)
        keywords, are_read = spell_keywords(entry.keyword, arxiv)
        note = spell_note(entry)
        if entry.note == "":
            raise _UnusualError
        if self.is_compared:
            self.read |= find_misread(entry, note, keywords, are_read=are_read)
        if keywords:
            self._add_text(_KEYWORD, keywords)
        if note:
            self.pieces += (_NOTE, _encode(note))
        if entry.abstract is not None:
            self._add_markup("abstract", _ABSTRACT, entry.abstract)
        if entry.variables:
            self._add_variables(entry.variables)

    def _add_text(self, opening: str, text: str) -> None:
        if not text:
            raise _UnusualError
        self.plain.append(text)
        self.pieces += (opening, '"', text, '"')

    def _add_texts(self, openings: tuple[str, ...], texts: tuple[str | None, ...]) -> None:
        if "" in texts:
            raise _UnusualError
        for opening, text in compress(zip(openings, texts, strict=True), texts):
            assert text is not None
            self.plain.append(text)
            self.pieces += (opening, text, '"')

    def _add_markup(self, field: str, opening: str, text: str) -> None:
        if not text:
            raise _UnusualError
        if "&" in text and self.is_compared and decode_foreign(text) is not None:
            raise _UnusualError
        if "$" in text or "\\" in text or "<" in text:
            tagged = to_tagged(text)
            if self.is_compared and decode_foreign(tagged) is not None:
                raise _UnusualError
            if self.is_compared and (read := from_tagged(tagged)) != text:
                self.read[field] = read
            text = tagged
        self.pieces += (opening, _encode(text))

    def _add_people(self, opening: str, names: tuple[Name, ...]) -> None:
        if isinstance(names, PlainNames):
            people = names.line.replace(", ", _GIVEN).replace(" and ", _NEXT_PERSON)
            self.pieces += (opening, _FIRST_PERSON, people, _LAST_PERSON)
            return
        pairs = [
            (name.family, name.given)
            for name in names
            if name.family
            and name.given
            and name.literal is None
            and name.suffix is None
            and name.non_dropping_particle is None
            and name.dropping_particle is None
        ]
        if len(pairs) != len(names):
            self.pieces += (opening, _spell_people(names))
            return
        self.plain += chain.from_iterable(pairs)
        self.pieces += (opening, _FIRST_PERSON, _NEXT_PERSON.join(map(_GIVEN.join, pairs)), _LAST_PERSON)

    def _add_page(self, page: Pages) -> None:
        text, last = page.first, page.last
        if page.literal is not None or text is None or not text.isalnum() or not (last is None or last.isalnum()):
            text = str(page)
            if not text or parse_pages(text) != page:
                raise _UnusualError
        elif last is not None:
            text = f"{text}-{last}"
        self._add_text(_PAGE, text)

    def _add_date(self, opening: str, date: Date) -> None:
        text = spell_date(values_of_date(date))
        if text is None:
            raise _UnusualError
        self.pieces += (opening, text)

    def _add_doi(self, doi: Doi) -> None:
        text = doi.value
        if not is_plain_doi(text) and self.is_compared and not _is_read_doi(doi):
            raise _UnusualError
        self._add_text(_DOI, text)

    def _add_numbers(self, opening: str, numbers: _Numbers, separator: str, split: _Split) -> None:
        texts = [number.value for number in numbers]
        if not all(texts) or (self.is_compared and split(separator.join(texts)) != numbers):
            raise _UnusualError
        self._add_text(opening, separator.join(texts))

    def _add_variables(self, variables: tuple[tuple[str, str], ...]) -> None:
        if not TEXT_VARIABLES.issuperset(names := [name for name, _ in variables]) or len({*names}) != len(names):
            raise _UnusualError
        for name, text in variables:
            self._add_text(_open(name), text)


def _encode(value: str | list[str]) -> str:
    return orjson.dumps(value, None, _OPTIONS).decode()


def _spell_people(names: tuple[Name, ...]) -> str:
    """Return *names*, among them groups, particles or names of one part, as JSON."""
    people = []
    for name in names:
        values = _parts_of(name)
        person = {key: text for key, text in zip(_NAME_KEYS, values, strict=True) if text}
        if not person or "" in values:
            raise _UnusualError
        people.append(person)
    if len(people) > 1 and is_et_al(names[-1]):
        raise _UnusualError
    return encode_member(people)


def _is_same(submitted: Date, issued: Date | None) -> bool:
    return submitted is issued or (issued is not None and values_of_date(submitted) == values_of_date(issued))


def _is_read_doi(doi: Doi) -> bool:
    try:
        return Doi.parse(doi.value) == doi
    except InvalidValueError:
        return False
