"""CSL items as most are, read quickly: nothing but texts, persons with two names, and days.

Everything else is for :mod:`~arxiv2bib.formats.csl_values`, of which this is a shortcut: where it gives an answer, it
is the same one.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final, NamedTuple

from arxiv2bib.formats.csl_arxiv import take_arxiv
from arxiv2bib.formats.csl_dates import read_plain_date
from arxiv2bib.formats.csl_names import split_persons
from arxiv2bib.formats.csl_values import split_issns, split_keywords
from arxiv2bib.formats.csl_variables import DATE_FIELDS, MARKUP_FIELDS, OLD_NAMES, TEXT_FIELDS, TEXT_VARIABLES
from arxiv2bib.formats.foreign_text import may_be_foreign
from arxiv2bib.formats.tagged_text import from_tagged
from arxiv2bib.model.dates import Date
from arxiv2bib.model.entry import DEFAULTS, INDEX
from arxiv2bib.model.identifiers import is_plain_doi, make_doi
from arxiv2bib.model.names import make_people
from arxiv2bib.model.pages import parse_pages
from arxiv2bib.model.vocabulary import PREPRINT, EntryType

__all__ = ["PlainItem", "find_plain", "interpret_plain"]

_Json = Any  # Any: JSON

_TYPE, _KEY, _DOI, _NUMBER = INDEX["type"], INDEX["key"], INDEX["doi"], INDEX["number"]
_NOTE, _KEYWORD, _PAGE, _ISSN, _VARIABLES = (INDEX[name] for name in ("note", "keyword", "page", "issn", "variables"))
_TYPES: Final = {str(made): made for made in EntryType}
_MARKUPS: Final = {name: INDEX[field] for name, field in MARKUP_FIELDS.items()}
_PLAIN: Final = {"id": _KEY, **{name: INDEX[field] for name, field in TEXT_FIELDS.items()}}
_PEOPLE: Final = {"author": INDEX["author"], "editor": INDEX["editor"]}
_DATES: Final = {name: INDEX[field] for name, field in DATE_FIELDS.items()}
_OTHERS: Final = frozenset("type citation-key DOI keyword note page ISSN".split())
_KNOWN: Final = frozenset({*_MARKUPS, *_PLAIN, *_PEOPLE, *_DATES, *_OTHERS, *TEXT_VARIABLES})
_MOST: Final = len(_KNOWN)


class _Plan(NamedTuple):
    """Which members items of one sort have: ``get_texts`` gets the texts, ``markups`` first, then those for ``places``.

    ``people`` and ``dates`` are members and the places of their fields, ``variables`` those that the model keeps by
    name, ``has_others`` says that there are a page or ISSNs.
    """

    get_texts: Callable[[dict[str, _Json]], tuple[str, ...]]
    markups: tuple[int, ...]
    places: tuple[int, ...]
    people: tuple[tuple[str, int], ...]
    dates: tuple[tuple[str, int], ...]
    variables: tuple[str, ...]
    has_others: bool


@lru_cache(maxsize=1024)
def _make_plan(names: tuple[str, ...]) -> _Plan | None:
    """Return the plan for items that have the members *names*, if there is nothing unusual among them."""
    if not _KNOWN.issuperset(names) or "type" not in names:
        return None
    if any(name in names and own not in names for name, own in OLD_NAMES.items()):
        return None
    markups = [name for name in names if name in _MARKUPS]
    plain = [name for name in names if name in _PLAIN]
    rest = [name for name in names if name in _OTHERS or name in TEXT_VARIABLES]
    texts = [*markups, *plain, *rest]
    if len(texts) < 2:
        return None
    return _Plan(
        itemgetter(*texts),
        tuple(_MARKUPS[name] for name in markups),
        (*(_MARKUPS[name] for name in markups), *(_PLAIN[name] for name in plain)),
        tuple((name, _PEOPLE[name]) for name in names if name in _PEOPLE),
        tuple((name, _DATES[name]) for name in names if name in _DATES),
        tuple(name for name in names if name in TEXT_VARIABLES),
        "page" in names or "ISSN" in names,
    )


class PlainItem(NamedTuple):
    """An item of which there is nothing to say: what it is and says, as :func:`interpret_plain` takes it."""

    kind: EntryType
    item: dict[str, _Json]
    plan: _Plan
    texts: tuple[str, ...]
    people: Sequence[tuple[int, Sequence[str], Sequence[str]]]
    dates: list[tuple[int, Date]]
    has_markup: bool


def find_plain(item: dict[str, _Json], raw: str | None = None, marks: int = 0) -> PlainItem | None:
    """Return an item of which *item* is a draft, if there is nothing to say about it, and nothing unusual in it.

    None also if *item* does not say all that is in *raw*, its text: that is so if there are more quotation *marks* in
    it than the texts of *item* and their names have. Without *raw*, *item* is no draft.
    """
    plan = _make_plan(tuple(item)) if len(item) <= _MOST else None
    if plan is None:
        return None
    texts = plan.get_texts(item)
    people, dates = [], []
    try:
        running = "".join(texts)
        count = len(item) + len(texts)
        for name, place in plan.people:
            persons = split_persons(item[name])
            if persons is None:
                return None
            people.append((place, *persons))
            count += 4 * len(persons[0])
        for name, place in plan.dates:
            [point] = item[name]["date-parts"]
            date, written = read_plain_date(*point) if len(point) < 4 else (None, 0)
            if date is None:
                return None
            dates.append((place, date))
            count += 1 + written
    except (LookupError, TypeError, ValueError):
        return None
    if (
        "" in texts
        or may_be_foreign(running)
        or not (_has_no_more(item, plan, texts) if raw is None else _says_all(raw, marks - 2 * count, running))
    ):
        return None
    kind, key, doi = _TYPES.get(item["type"]), item.get("citation-key"), item.get("DOI")
    if kind is None or (key is not None and key != item.get("id")) or (doi is not None and not is_plain_doi(doi)):
        return None
    has_markup = "$" in running or "\\" in running or "<" in running  # in nearly all is none
    return PlainItem(kind, item, plan, texts, people, dates, has_markup)


def interpret_plain(plain: PlainItem) -> list[Any]:
    """Return what ``interpret_csl`` makes of the item that *plain* is."""
    kind, item, plan, texts, people, dates, has_markup = plain
    values: list[Any] = list(DEFAULTS)
    values[_TYPE] = kind
    for place, text in zip(plan.places, texts, strict=False):  # the rest of the texts have no place of their own
        values[place] = text
    if has_markup:
        for place in plan.markups:
            values[place] = from_tagged(values[place])
    for place, families, given_names in people:
        values[place] = make_people(families, given_names)
    for place, date in dates:
        values[place] = date
    _read_others(values, item, plan)
    return values


def _says_all(raw: str, marks: int, running: str) -> bool:
    """Whether there are no other texts in *raw*, whose *marks* are around none; those in texts are in *running*."""
    return marks == 0 or (marks == running.count('"') and "\\u0022" not in raw)


def _has_no_more(item: dict[str, _Json], plan: _Plan, texts: tuple[str, ...]) -> bool:
    """Whether *item* has texts, names of two parts and dates of one, and no more."""
    return (
        set(map(type, texts)) == {str}
        and all(set(map(len, item[name])) == {2} for name, _ in plan.people)
        and all(len(item[name]) == 1 for name, _ in plan.dates)
    )


def _read_others(values: list[Any], item: dict[str, str], plan: _Plan) -> None:
    """Put the texts that are more than that into *values*."""
    doi, keyword, note = item.get("DOI"), item.get("keyword"), item.get("note")
    if doi is not None:
        values[_DOI] = make_doi(doi)
    if plan.has_others:
        if "page" in item:
            values[_PAGE] = parse_pages(item["page"])
        if "ISSN" in item:
            values[_ISSN] = split_issns(item["ISSN"])
    if plan.variables:
        values[_VARIABLES] = tuple([(name, item[name]) for name in plan.variables])
    if keyword is not None:
        values[_KEYWORD] = split_keywords(keyword)
    is_preprint = values[_TYPE] is PREPRINT
    if note is not None:
        values[_NOTE] = from_tagged(note)
        take_arxiv(values, note, is_preprint=is_preprint)
    elif is_preprint and (values[_NUMBER] or "").startswith("arXiv:"):
        take_arxiv(values, "", is_preprint=True)
