"""What a DOI tells by itself: who registered it, what kind of work it names, and often where and when that appeared."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

import attrs

from arxiv2bib.data import read_rows
from arxiv2bib.data.journals import expand_journal
from arxiv2bib.data.venues import find_venue
from arxiv2bib.model.checking import refuse_text
from arxiv2bib.model.identifiers import Doi
from arxiv2bib.model.showing import show_fields
from arxiv2bib.text.expressions import compile_late


@attrs.frozen(kw_only=True)
class DoiFacts:
    """What a DOI tells; what it does not tell is None.

    ``kind`` is ``journal``, ``proceedings``, ``chapter``, ``book``, ``preprint`` or ``other``. ``container_title`` is
    the journal or the proceedings, ``collection_title`` the series of a volume whose title is not known,
    ``event_title`` and ``acronym`` the conference. ``is_year_sure`` is false where the
    year is that in which the DOI was made: an issue may bear the next one. ``page`` is the first page.
    ``repairs`` says what had to be mended, ``pattern`` is the rule that was used, and
    ``origin`` says how it is known.
    """

    doi: Doi | None = None
    repairs: tuple[str, ...] = ()
    registrant: str | None = None
    kind: str | None = None
    container_title: str | None = None
    collection_title: str | None = None
    event_title: str | None = None
    acronym: str | None = None
    year: int | None = None
    is_year_sure: bool = False
    volume: str | None = None
    issue: str | None = None
    page: str | None = None
    article_number: str | None = None
    isbn: str | None = None
    issn: str | None = None
    pattern: str | None = None
    origin: str | None = None

    __repr__ = show_fields


class _Pattern(NamedTuple):
    regex: re.Pattern[str]
    kind: str | None
    container: str
    origin: str


class _Journal(NamedTuple):
    title: str
    before_first: int | None
    origin: str


_ANY = "*"
_LOST_START = compile_late(r"(?:doi:?\s*)?(0\.\d{4,5}/\S+)\Z", re.I)
_WITHIN = compile_late(r"(?<=.)10\.\d{4,9}/")
_ACRONYM = compile_late(r"\{acronym (.+)\}\Z")
_SERIES = compile_late(r"\{series (.+)\}\Z")
_FIRST_AAAI, _FIRST_BMVC = 1986, 1986
# Volumes that are years: the year is that of the volume 0 and the volume.
_YEAR_OF_VOLUME_0 = {"AAAI": _FIRST_AAAI, "BMVC": _FIRST_BMVC}


def parse_doi(text: str) -> DoiFacts:
    """Return what the DOI in *text* tells, offline. Never raises; without a DOI in it, everything is None.

    Repairs that are certain are made and named in ``repairs``: the same DOI twice, a lost leading ``1``, a full stop
    at the end, an escaped underscore.

    Source: the tables ``doi_patterns.txt``, ``doi_journals.txt`` and ``doi_volumes.txt``, learned from the 6,563 arXiv
    records of cs.CV that have both a DOI and a journal line, and from how publishers build their DOIs.
    """
    if not isinstance(text, str):
        raise refuse_text("parse_doi", text)
    doi, repairs = _repair(text)
    if doi is None:
        return DoiFacts(repairs=repairs)
    facts = _read(doi.value)
    return attrs.evolve(facts, doi=doi, repairs=repairs)


def _repair(text: str) -> tuple[Doi | None, tuple[str, ...]]:
    """Return the DOI in *text*, mended, and what was mended; several different ones are none."""
    repairs = []
    bare = text.strip()[:2000]
    lost = _LOST_START.match(bare)
    if lost is not None:
        bare = f"1{lost[1]}"
        repairs.append("the leading 1 was lost")
    found = Doi.find_all(bare)
    if len(found) != 1:
        return None, tuple(repairs)
    value = found[0].value
    if (second := _WITHIN.search(value)) is not None:
        first = value[: second.start()].rstrip(".,;")
        if first.lower() == value[second.start() :].lower():
            value = first
            repairs.append("it stood there twice, without a space")
    elif bare.lower().count(value.lower()) > 1:
        repairs.append("it stood there more than once")
    if "\\_" in bare:
        repairs.append("escaped underscore")
    if bare.endswith(f"{value}."):
        repairs.append("full stop at the end")
    return Doi(value), tuple(repairs)


@lru_cache(maxsize=1024)
def _read(value: str) -> DoiFacts:
    prefix, _, suffix = value.partition("/")
    if len(suffix) <= _LONGEST:
        for pattern in (*_patterns().get(prefix, ()), *_patterns()[_ANY]):
            found = pattern.regex.fullmatch(suffix)
            if found is not None and (facts := _apply(pattern, prefix, found)) is not None:
                return facts
    return DoiFacts(registrant=_registrants().get(prefix))


_LONGEST = 120


def _apply(pattern: _Pattern, prefix: str, found: re.Match[str]) -> DoiFacts | None:
    """Return what *pattern* tells, or None if it names a container that is not known."""
    groups = {name: value for name, value in found.groupdict().items() if value is not None}
    issn = _to_issn(groups["issn"]) if "issn" in groups else None
    year, is_sure = _find_year(groups)
    facts = DoiFacts(
        registrant=_registrants().get(prefix),
        kind=pattern.kind,
        year=year,
        is_year_sure=is_sure,
        volume=(groups.get("volume") or "").lstrip("0") or None,
        issue=_strip_zeros(groups.get("issue")),
        page=_strip_zeros(groups.get("page")),
        article_number=groups.get("article"),
        isbn=groups.get("isbn") or (groups.get("book") if "-" in groups.get("book", "") else None),
        issn=issn,
        pattern=f"{prefix}/{pattern.regex.pattern}",
        origin=pattern.origin,
    )
    container = pattern.container
    if container == "{journal}":
        return _of_journal(facts, prefix, groups.get("code"))
    if container == "{volume}":
        return _of_volume(facts, prefix, groups["book"])
    if container == "{venue}":
        return _of_venue(facts, groups["code"])
    if (acronym := _ACRONYM.match(container)) is not None:
        return _of_venue(facts, acronym[1])
    if (series := _SERIES.match(container)) is not None:
        return attrs.evolve(facts, collection_title=series[1])
    title = container.replace("{CODE}", groups.get("code", "").upper()).replace("{year}", groups.get("year", ""))
    return attrs.evolve(facts, container_title=title or None)


def _of_journal(facts: DoiFacts, prefix: str, code: str | None) -> DoiFacts | None:
    journal = _journals().get((prefix, (facts.issn or code or "").casefold()))
    if journal is None:
        return None
    year, is_sure = facts.year, facts.is_year_sure
    if journal.before_first is not None and facts.volume is not None:
        year, is_sure = journal.before_first + int(facts.volume), True
    article = facts.article_number
    if article is not None and prefix == "10.1371":
        article = f"e{_write_plos(code or '', article)}"
    page = facts.page
    if article is not None and prefix == "10.3390":
        article = article.lstrip("0")
        if year is not None and year < _FIRST_MDPI:
            article, page = None, article
    return attrs.evolve(
        facts, container_title=journal.title, year=year, is_year_sure=is_sure, article_number=article, page=page,
        origin=f"{code or facts.issn}: {journal.origin}",
    )  # fmt: skip


_FIRST_MDPI = 2016
"""The year from which on MDPI numbers articles; what its DOIs say before is the first page."""
_PLOS_ZEROS = 116_000


def _write_plos(code: str, number: str) -> str:
    """Return the *number* of a DOI of PLOS as PLOS cites it: ``12176``, since 2015 ``0116146``.

    Before there were seven digits, the first three were those of the volume in all its journals but PLOS ONE.
    """
    if not number.startswith("0"):
        return number
    if code.lower() == "pone":
        return number if int(number) >= _PLOS_ZEROS else number.lstrip("0")
    return number[3:].lstrip("0") or number


def _of_volume(facts: DoiFacts, prefix: str, book: str) -> DoiFacts | None:
    known = _volumes().get((prefix, book))
    if known is None:
        return None
    acronym, year, origin = known
    evidence = f"{book}: {origin}"
    if (title := expand_journal(acronym)) is not None and find_venue(acronym) is None:
        return attrs.evolve(facts, kind="journal", container_title=title, origin=evidence)
    return _of_venue(attrs.evolve(facts, year=year, is_year_sure=year is not None, origin=evidence), acronym)


def _of_venue(facts: DoiFacts, code: str) -> DoiFacts | None:
    venue = find_venue(code) or find_venue(code.upper())
    if venue is None:
        return None
    year = facts.year
    if year is None and facts.volume is not None and venue.acronym in _YEAR_OF_VOLUME_0:
        year = _YEAR_OF_VOLUME_0[venue.acronym] + int(facts.volume)
    title = venue.title_proceedings(year, publisher=facts.registrant)
    return attrs.evolve(
        facts, container_title=title, event_title=venue.name, acronym=venue.acronym, year=year,
        is_year_sure=year is not None,
    )  # fmt: skip


def _find_year(groups: dict[str, str]) -> tuple[int | None, bool]:
    """Return the year, and whether it is surely that of the issue or the event."""
    if "year" in groups:
        return int(groups["year"]), True
    if "made" in groups:
        return int(groups["made"]), False
    if "century" in groups:  # 021 is 2021, 998 would be 1998
        number = int(groups["century"])
        return (2000 + number if number < 100 else 1000 + number if number >= 970 else None), False
    if "yy" in groups:
        number = int(groups["yy"])
        return 2000 + number if number < 60 else 1900 + number, False
    return None, False


def _to_issn(text: str) -> str:
    digits = text.replace("-", "").upper()
    return f"{digits[:4]}-{digits[4:]}"


def _strip_zeros(text: str | None) -> str | None:
    return (text.lstrip("0") or "0") if text is not None else None


@cache
def _patterns() -> dict[str, tuple[_Pattern, ...]]:
    tables: dict[str, list[_Pattern]] = {}
    for line in read_rows("doi_patterns.txt"):
        prefix, kind, container, origin = line[0], *line[-3:]
        regex = compile_late("|".join(line[1:-3]), re.I | re.A)
        tables.setdefault(prefix, []).append(_Pattern(regex, kind or None, container, origin))
    return {prefix: tuple(rows) for prefix, rows in tables.items()}


@cache
def _journals() -> dict[tuple[str, str], _Journal]:
    return {
        (prefix, code.casefold()): _Journal(title, int(before) if before else None, origin)
        for prefix, code, title, before, origin in read_rows("doi_journals.txt")
    }


@cache
def _volumes() -> dict[tuple[str, str], tuple[str, int | None, str]]:
    return {
        (prefix, book): (acronym, int(year) if year else None, origin)
        for prefix, book, acronym, year, origin in read_rows("doi_volumes.txt")
    }


@cache
def _registrants() -> dict[str, str]:
    return dict(read_rows("doi_registrants.txt"))
