"""What is looked at in identifiers: DOIs, ISBNs, ISSNs, arXiv ids, ORCID iDs, addresses."""

import re
from collections.abc import Iterator

from arxiv2bib.checks.findings import Edit, shorten
from arxiv2bib.checks.rules import Hit
from arxiv2bib.checks.subjects import Subject, Value
from arxiv2bib.errors import InvalidValueError
from arxiv2bib.model.identifiers import ArxivId, Doi, Isbn, Issn
from arxiv2bib.text.expressions import compile_late

__all__ = [
    "find_doi_addresses",
    "find_doi_in_url",
    "find_malformed_arxiv_ids",
    "find_malformed_dois",
    "find_malformed_isbns",
    "find_malformed_issns",
    "find_malformed_orcids",
    "find_malformed_urls",
    "find_urls_of_same_doi",
    "find_wrapped_urls",
    "find_wrong_isbns",
    "find_wrong_issns",
]

_RESOLVER = compile_late(
    r"\s*(?:https?://(?:(?:[\w-]+\.)*doi\.org|doi\.acm\.org)/|(?:dx\.)?doi\.org/|doi:\s*|https?://(?=10\.\d{4}))", re.I
)
_ADDRESS = compile_late(r"\s*https?://\S+?/(?=10\.[0-9]{4,9}/)", re.I)
# A DOI as it stands, with nothing around it; TeX's escapes are allowed.
_BARE_DOI = compile_late(r"\s*10\.[0-9]{4,9}(?:\.[0-9]+)*/\S(?:.*[^\s.,;])?\s*\Z", re.S)
_PLAIN_DOI = compile_late(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[-A-Za-z0-9._;()/:<>\[\]+]+\Z")
_SHORT_DOI = compile_late(r"10/[a-z0-9]{3,12}\Z", re.I)  # of shortdoi.org: it leads to the work as well
_RUNNING = compile_late(r"\s")
_ESCAPE = compile_late(r"\\([_%&#<>$~^{}])|\\textless\s?|\\textgreater\s?|[{}]")


def find_doi_addresses(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield a DOI that is written as an address, or with ``doi:`` before it."""
    found = _RESOLVER.match(value.text)
    if found is None:
        if _ADDRESS.match(value.text) is not None:  # of a publisher or a library: what is behind the DOI is theirs
            yield Hit({"value": shorten(value.text)}, value)
        return
    bare = value.text[found.end() :].strip()
    edits = (Edit(0, len(value.text), bare),) if _PLAIN_DOI.match(bare) and bare == str(_first_doi(bare)) else ()
    if Doi.find_all(value.text):
        yield Hit({"value": shorten(value.text)}, value, edits=edits)


def _first_doi(text: str) -> Doi | None:
    return next(iter(Doi.find_all(text)), None)


def find_malformed_dois(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield a value without a DOI, or with more than one DOI in it."""
    text = _ESCAPE.sub(lambda match: match[1] or "", value.text).strip()
    if not text or text.startswith("\\url") or _SHORT_DOI.match(text):
        return
    prefix = _RESOLVER.match(text) or _ADDRESS.match(text)
    bare = text[prefix.end() :] if prefix is not None else text
    is_bare = _BARE_DOI.match(bare) is not None and _RUNNING.search(bare) is None
    if not Doi.find_all(text) or (prefix is None and not is_bare):
        yield Hit({"value": shorten(value.text)}, value)


def find_doi_in_url(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield the address of a DOI in an entry that has none."""
    if not subject.has("doi") and _is_resolver(value.text) and (doi := _first_doi(value.text)) is not None:
        yield Hit({"doi": shorten(str(doi))}, value)


def find_urls_of_same_doi(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield the address of the DOI that the entry has."""
    doi = subject.entry.doi
    if doi is not None and _is_resolver(value.text) and _first_doi(value.text) == doi:
        yield Hit({"doi": shorten(str(doi))}, value)


def _is_resolver(text: str) -> bool:
    found = _RESOLVER.match(text)
    return found is not None and "//" in found[0]


_ISBN = compile_late(r"(?<![0-9-])(?:97[89][ -–]?)?[0-9](?:[ –-]?[0-9]){8}[ –-]?[0-9Xx](?![\w-])")
_DASHES = str.maketrans({"–": "-", "‐": "-", "‑": "-", "−": "-"})


def _clean(text: str) -> str:
    return re.sub(r"-{2,}", "-", text.translate(_DASHES).replace("$-$", "-")).strip(" {}")


def find_malformed_isbns(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield a value in which no ISBN stands, of whatever check digit."""
    text = _clean(value.text)
    if text and _ISBN.search(text) is None:
        yield Hit({"value": shorten(value.text)}, value)


def find_wrong_isbns(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield each ISBN whose check digit does not fit."""
    for match in _ISBN.finditer(_clean(value.text)):
        if not Isbn(match[0].replace("–", "-")).is_valid:
            yield Hit({"value": shorten(match[0])}, value)


_ISSN = compile_late(r"(?<![0-9-])[0-9]{4}[ -]?[0-9]{3}[0-9Xx](?![\w-])")


def find_malformed_issns(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield a value in which no ISSN stands, of whatever check digit."""
    text = _clean(value.text)
    if text and _ISSN.search(text) is None:
        yield Hit({"value": shorten(value.text)}, value)


def find_wrong_issns(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield each ISSN whose check digit does not fit."""
    for match in _ISSN.finditer(_clean(value.text)):
        if not Issn(match[0]).is_valid:
            yield Hit({"value": shorten(match[0])}, value)


def find_malformed_arxiv_ids(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield an ``eprint`` that is said to be arXiv's, and is none of its identifiers."""
    archive = subject.get("eprinttype", "archiveprefix")
    if archive is None or archive.text.strip().casefold() != "arxiv":
        return
    try:
        ArxivId.parse(value.text)
    except InvalidValueError:
        yield Hit({"value": shorten(value.text)}, value)


_ORCID = compile_late(r"(?<![\w-])[0-9]{4}-?[0-9]{4}-?[0-9]{4}-?[0-9]{3}[0-9Xx](?![\w-])")


def find_malformed_orcids(subject: Subject) -> Iterator[Hit]:
    """Yield each ORCID iD whose check digit does not fit, of fields with ``orcid`` in their names.

    Source: ORCID, "Structure of the ORCID Identifier"; ISO 7064, MOD 11-2.
    """
    for value in subject.values:
        if "orcid" in value.name:
            found = _ORCID.findall(value.text)
            for orcid in found:
                if not _is_orcid(orcid):
                    yield Hit({"value": shorten(orcid)}, value)
            if not found and value.text.strip("{} "):
                yield Hit({"value": shorten(value.text)}, value)


def _is_orcid(text: str) -> bool:
    digits = text.replace("-", "").upper()
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11] == digits[-1]


_SCHEME = compile_late(r"[a-z][a-z0-9+.-]*:", re.I)
_INNER_BLANK = compile_late(r"\S\s+\S")


def find_malformed_urls(subject: Subject, value: Value) -> Iterator[Hit]:
    """Yield an address with a blank in it, unless there are several of them."""
    text = value.text.strip()
    is_one = len(re.findall(r"(?:https?|ftp):", text)) < 2 and "\\" not in text
    if is_one and _SCHEME.match(text) and "," not in text and ";" not in text and _INNER_BLANK.search(text):
        yield Hit({"value": shorten(text)}, value)


def find_wrapped_urls(subject: Subject, value: Value) -> Iterator[Hit]:
    r"""Yield an address in ``\url{...}``, which styles put around it themselves."""
    if re.match(r"\s*\\url\s*\{", value.text):
        yield Hit({"value": shorten(value.text)}, value)
