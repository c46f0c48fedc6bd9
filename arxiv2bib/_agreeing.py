"""Whether two values of one field say the same, however they are written."""

from arxiv2bib.model.dates import Date
from arxiv2bib.model.entry import ArxivInfo
from arxiv2bib.model.names import Name
from arxiv2bib.model.pages import Pages
from arxiv2bib.model.people import is_named_alike
from arxiv2bib.model.vocabulary import EntryType
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.folding import fold_words
from arxiv2bib.text.title_words import is_same_title

__all__ = ["NUMBERS", "agree"]

# A paper in proceedings that came out as a book: registries call it either.
_IN_A_BOOK = frozenset({EntryType.CHAPTER, EntryType.PAPER_CONFERENCE})


def agree(field: str, value: object, other: object) -> bool:
    """Whether two values of *field* say the same: one journal under two names, a year and a day in it, initials."""
    if value == other:
        return True
    if isinstance(value, str) and isinstance(other, str):
        return _agree_in_words(field, value, other)
    if isinstance(value, Date) and isinstance(other, Date) and value.start and other.start:
        shorter = min(len(value.start), len(other.start))
        return value.start[:shorter] == other.start[:shorter]
    if isinstance(value, Pages) and isinstance(other, Pages):
        return _agree_in_pages(value, other)
    if isinstance(value, tuple) and isinstance(other, tuple):
        return len(value) == len(other) and all(map(_is_named_alike, value, other))
    if isinstance(value, ArxivInfo) and isinstance(other, ArxivInfo):
        return value.id is None or other.id is None or value.id.unversioned == other.id.unversioned
    return False


def _agree_in_words(field: str, value: str, other: str) -> bool:
    if field == "type":
        return {value, other} <= _IN_A_BOOK
    if field in _CONTAINERS:
        from arxiv2bib.data.containers import is_same_container  # its tables take time to load

        return is_same_container(value, other) or _differ_by_place(value, other)
    if field in ("title", "short_title"):
        return is_same_title(value, other)
    if field == "publisher":
        one, two = sorted((fold_words(value), fold_words(other)), key=len)
        return bool(one) and two.startswith(one)
    if field in NUMBERS:
        return _agree_in_numbers(field, value, other)
    return value.casefold() == other.casefold()


_CONTAINERS = frozenset({"collection_title", "container_title", "event_title"})
_DASHES = compile_late(r"\s*[-‐–—]+\s*")
_PLACE = compile_late(r"[,(-].*\b(?:19|20)\d\d\b")


def _differ_by_place(title: str, other: str) -> bool:
    """Whether the longer title goes on with where and when the conference was held, as in DBLP: ``…, Bonn, 2021``."""
    if title[:3].casefold() != other[:3].casefold():
        return False  # which most are told by
    shorter, longer = sorted((_DASHES.sub("-", text.casefold()) for text in (title, other)), key=len)
    return longer.startswith(shorter) and _PLACE.match(longer[len(shorter) :].lstrip()) is not None


NUMBERS = frozenset({"volume", "issue", "number", "article_number", "edition"})
"""Fields that hold a number, with or without words around it."""

# Editions in words, which BibTeX's styles ask for. Source: btxdoc, "edition".
_ORDINALS = {
    word: str(number)
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
}
_FIRST_WORD = compile_late(r"\A[a-z]+\b")
_ZEROS = compile_late(r"\A([a-z]?)0+(?=\d)")
_WORDS = compile_late(r"\A(?:vol(?:ume)?|no|nr|number|issue|iss)\b[. ]*|(?<=\d)(?:st|nd|rd|th)\b.*|\bed(?:ition)?\b\.?")
_SUPPLEMENT = compile_late(r"\Asuppl(?:ement)?[. ]*")
_JOINTS = compile_late(r"\s*(?:[-‐–—/&+]+|\band\b)\s*")
_LETTERED = compile_late(r"[a-z](?=\d+\Z)")


def _agree_in_numbers(field: str, number: str, other: str) -> bool:
    """Whether two numbers are one: ``vol. 12`` and ``12``, ``3/4`` and ``3–4``, ``2nd``, ``Second`` and ``2``.

    The letter of ``B716`` is that of the journal, which INSPIRE used to write so.
    """
    if field == "edition":
        number, other = _count_edition(number), _count_edition(other)
    one, two = _fold_number(number), _fold_number(other)
    if field == "volume" and one[:1].isdigit() != two[:1].isdigit():
        one, two = _LETTERED.sub("", one), _LETTERED.sub("", two)
    return one == two


def _count_edition(edition: str) -> str:
    """Return *edition* with digits for the ordinal that it begins with: ``2th edition`` for ``Second edition``."""
    words = edition.casefold()
    found = _FIRST_WORD.match(words)
    number = _ORDINALS.get(found[0]) if found is not None else None
    return words if found is None or number is None else f"{number}th{words[found.end() :]}"


def _fold_number(number: str) -> str:
    """Return *number* in small letters, without zeros in front: PLOS writes ``e0020409`` into DOIs, and ``e20409``."""
    words = _SUPPLEMENT.sub("s", _WORDS.sub("", number.casefold()).strip())
    return _ZEROS.sub(r"\1", _JOINTS.sub("-", words))


def _agree_in_pages(pages: Pages, other: Pages) -> bool:
    """Whether two ranges begin on one page, and end on one: the last may be missing, or cut short as in ``436-44``."""
    if pages.first is None or other.first is None or _fold_number(pages.first) != _fold_number(other.first):
        return False
    return None in (pages.last, other.last) or _complete_last(pages) == _complete_last(other)


def _complete_last(pages: Pages) -> str:
    first, last = pages.first or "", pages.last or ""
    return _fold_number(first[: len(first) - len(last)] + last if last.isdigit() and len(last) < len(first) else last)


def _is_named_alike(name: object, other: object) -> bool:
    return isinstance(name, Name) and isinstance(other, Name) and is_named_alike(name, other)
