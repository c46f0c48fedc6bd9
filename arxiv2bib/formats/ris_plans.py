"""Where the values of a RIS record in the usual form go: worked out once for each type and order of its tags.

A file has few of these. The values of most lines are those of fields as they stand; some lines say something only
together with others of their kind, and of those that are written as most are, one look tells what they say. Any other
is for ``ris_lines`` and ``ris_groups``.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final, NamedTuple

from arxiv2bib.formats.ris_dates import read_issue
from arxiv2bib.formats.ris_groups import read_pages, read_serials
from arxiv2bib.formats.ris_lines import find_rules, read_access
from arxiv2bib.formats.ris_notes import is_lone_doi
from arxiv2bib.formats.ris_reading import CHECKS, Rule, join_lines, make_extra
from arxiv2bib.formats.ris_tags import NAME, SPELLING
from arxiv2bib.formats.tagged_text import from_tagged
from arxiv2bib.model.dates import Date
from arxiv2bib.model.entry import INDEX, Extra
from arxiv2bib.model.identifiers import is_plain_doi, make_doi

__all__ = ["Plan", "fill", "find_plan", "join_texts", "read_plain_issue"]

_Values = list[Any]  # Any: each of its field's type
_Take = Callable[..., bool]

_ACCESSED, _DOI, _EXTRA, _ISBN, _ISSN, _ISSUED, _PAGE, _VARIABLES = (
    INDEX[name] for name in ("accessed", "doi", "extra", "isbn", "issn", "issued", "page", "variables")
)


def _is_no_doi(value: str) -> bool:
    return "10." not in value or not is_lone_doi(value)


_LOOKS: Final[dict[str, Callable[[str], bool]]] = {**CHECKS, "genre": _is_no_doi}
_PUT: Final = frozenset({"markup", "text"})  # any text is taken, and that of another tag than our own kept as well
_MARKUPS: Final = frozenset({"container", "markup"})


class Plan(NamedTuple):
    """Where the texts of a record go, by its type and its tags.

    ``get_texts`` gets those that are the values of fields as they are, for the ``places`` of the fields; those at
    ``markups`` may have tags and math. ``looks`` are those that may be something else than their field holds: where
    they are, the place of the field, and the check. ``doi`` and ``dates`` say where among the texts a lone DOI and the
    lines of the date of issue are, which ``get_dates`` gets. It ``has_more`` if any of the next four is not empty:
    ``groups`` are lines that say something together: what takes them if they are written as most are, where they are,
    and what gets them; ``foreign`` are those of ``places`` that the exporter writes with another tag; ``variables`` and
    ``extras`` say where those of a name or a tag are. What is at ``others`` is not that easy.
    Addresses are at ``urls``.
    """

    rules: dict[str, Rule]
    get_texts: Callable[[Sequence[str]], tuple[str, ...]]
    places: tuple[int, ...]
    markups: tuple[int, ...]
    looks: tuple[tuple[int, int, Callable[[str], bool]], ...]
    doi: int | None
    dates: tuple[int, ...]
    date_tags: tuple[str, ...]
    get_dates: Callable[[Sequence[str]], tuple[str, ...]]
    has_more: bool
    groups: tuple[tuple[_Take, tuple[int, ...], Callable[[Sequence[str]], tuple[str, ...]]], ...]
    foreign: tuple[tuple[int, str], ...]
    variables: tuple[tuple[int, str], ...]
    extras: tuple[tuple[int, str], ...]
    others: tuple[int, ...]
    urls: frozenset[int]


def join_texts(texts: Sequence[str], plan: Plan) -> Sequence[str]:
    """Return *texts* in one line each, but for addresses, each of whose lines may be one."""
    if "\n" not in "".join(texts):  # most are notes
        return texts
    return [join_lines(text) if at not in plan.urls else text for at, text in enumerate(texts)]


def fill(values: _Values, plan: Plan, texts: Sequence[str], *, has_markup: bool) -> Sequence[int]:
    """Put *texts*, each in one line, into *values* as *plan* says; return which are not that easy, in any order.

    Lines that are kept, or kept beside their field, are extras.
    """
    for place, text in zip(plan.places, plan.get_texts(texts), strict=False):
        if text:
            values[place] = text
    if has_markup:
        _decode_markup(values, plan)
    odd = plan.others
    for at, place, check in plan.looks:
        if not check(texts[at]):
            values[place] = None
            odd = (*odd, at)
    doi = plan.doi
    if doi is not None:
        if is_plain_doi(texts[doi]):
            values[_DOI] = make_doi(texts[doi])
        else:
            odd = (*odd, doi)
    if plan.dates:
        issue = read_plain_issue(plan.date_tags, *plan.get_dates(texts))
        if issue is not None:
            values[_ISSUED], spelled = issue
            if spelled:
                values[_EXTRA] = spelled
        else:
            odd = (*odd, *plan.dates)
    return odd if not plan.has_more else (*odd, *_fill_more(values, plan, texts))


def _decode_markup(values: _Values, plan: Plan) -> None:
    for place in plan.markups:
        if values[place] is not None:
            values[place] = from_tagged(values[place])


def _fill_more(values: _Values, plan: Plan, texts: Sequence[str]) -> tuple[int, ...]:
    """Take what more lines say together, and what is kept of them."""
    odd: tuple[int, ...] = ()
    for take, places, get in plan.groups:
        if not take(values, *get(texts)):
            odd = (*odd, *places)
    if plan.variables:
        values[_VARIABLES] = tuple([(name, texts[at]) for at, name in plan.variables if texts[at]])
    if plan.foreign or plan.extras:
        values[_EXTRA] = (
            *values[_EXTRA],
            *[make_extra(SPELLING, tag, texts[at]) for at, tag in plan.foreign if texts[at]],
            *[make_extra(NAME, tag, texts[at]) for at, tag in plan.extras if texts[at]],
        )
    return odd


def _take_pages(values: _Values, first: str, last: str = "") -> bool:
    if first:
        values[_PAGE] = read_pages(first, last or None)
        return values[_PAGE] is not None
    return not last


def _take_serials(values: _Values, *texts: str) -> bool:
    found = read_serials(texts)
    if found is None:
        return False
    values[_ISBN], values[_ISSN], lines = found
    if lines:
        values[_EXTRA] = (*values[_EXTRA], *lines)
    return True


def _take_access(values: _Values, text: str) -> bool:
    found = read_access(text) if text else None
    if found is not None:
        values[_ACCESSED] = found[0]
        if found[1]:
            values[_EXTRA] = (*values[_EXTRA], make_extra(SPELLING, "Y2", text))
    return found is not None or not text


# What takes all lines that are read in one way, if they have these tags.
_GROUPS: Final[dict[str, dict[tuple[str, ...], _Take]]] = {
    "pages": {("SP",): _take_pages, ("SP", "EP"): _take_pages},
    "serial": {("SN",): _take_serials, ("SN", "SN"): _take_serials},
    "accessed": {("Y2",): _take_access},
}


@lru_cache(maxsize=4096)
def read_plain_issue(tags: tuple[str, ...], *texts: str) -> tuple[Date | None, tuple[Extra, ...]] | None:
    """Return the date of issue that lines with *tags* and *texts* tell, and the lines to keep as spelled.

    None if one of them says something else. Lines without a text say nothing.
    """
    issue = read_issue([line for line in zip(tags, texts, strict=True) if line[1]])
    return None if issue.others else (issue.date, tuple([make_extra(SPELLING, *line) for line in issue.spelled]))


@lru_cache(maxsize=1024)
def find_plan(kind: str, tags: tuple[str, ...]) -> Plan:
    """Return the plan for a record of the type *kind* with *tags*."""
    rules = find_rules(kind)
    known = [rules.get(tag) for tag in tags]
    hows = [rule.how if rule is not None else "" for rule in known]
    places: dict[str, list[int]] = {}
    for at, rule in enumerate(known):
        places.setdefault(_find_way(rule, known, tags[at]) if rule is not None else "other", []).append(at)
    others = places.get("other", [])
    if any(hows[at] == "variable" for at in others):  # they stand in the order of the record
        others += places.pop("variable", [])
    groups = []
    for how, takes in _GROUPS.items():
        lines = places.get(how, [])
        take = takes.get(tuple([tags[at] for at in lines]))
        if take is not None and not (how == "accessed" and "day_or_number" in hows):
            groups.append((take, tuple(lines), _make_getter(lines)))
        else:
            others += lines
    plain = [(at, rule) for at, rule in enumerate(known) if rule is not None and at in places.get("plain", ())]
    foreign = tuple([(at, tags[at]) for at, rule in plain if not rule.is_own and rule.how in _PUT])
    dates = places.get("issued", [])
    return Plan(
        rules,
        _make_getter([at for at, _ in plain]),
        tuple([rule.at for _, rule in plain]),
        tuple([rule.at for _, rule in plain if rule.how in _MARKUPS]),
        tuple([(at, rule.at, _LOOKS[rule.how]) for at, rule in plain if rule.how in _LOOKS]),
        places["doi"][0] if "doi" in places else None,
        tuple(dates),
        tuple([tags[at] for at in dates]),
        _make_getter(dates),
        bool(groups or foreign or "variable" in places or "extra" in places),
        tuple(groups),
        foreign,
        tuple([(at, rules[tags[at]].field) for at in places.get("variable", ())]),
        tuple([(at, tags[at]) for at in places.get("extra", ())]),
        tuple(sorted(others)),
        frozenset([at for at, how in enumerate(hows) if how == "url"]),
    )


def _find_way(rule: Rule, known: Sequence[Rule | None], tag: str) -> str:
    """Return in which way the line of *tag* is taken, by its *rule* and those *known* of all lines of the record."""
    how = rule.how
    is_alone = sum([other is not None and other.field == rule.field for other in known]) == 1
    if how == "issued" or (how in _GROUPS and rule.field != "number"):
        return how
    if how == "extra":  # of equal lines the order is that of the last
        return how if tag != "C1" and known.count(rule) == 1 else "other"
    if how in ("doi", "variable"):
        return how if is_alone and rule.is_own else "other"
    if how == "container":
        is_alone &= rule.field == "container_title" and [other.how for other in known if other].count(how) == 1
        return "plain" if is_alone else "other"
    return "plain" if is_alone and (rule.is_plain or how in _PUT or (rule.is_own and how == "genre")) else "other"


def _make_getter(places: Sequence[int]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:  # Any: what is in the sequence
    """Return a function that gets what is at *places*, as a tuple whatever their number is."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda texts: tuple([texts[at] for at in places])
