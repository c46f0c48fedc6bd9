"""Records of arXiv's OAI-PMH service, the one of before 2025 and today's, in each of the forms that it gives.

Source: OAI-PMH 2.0, 2.5 "Record"; arXiv, "Open Archives Initiative (OAI)"; the schemas of ``arXiv`` and ``arXivRaw``.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from arxiv2bib.data import read_rows
from arxiv2bib.diagnostics import Code, Severity
from arxiv2bib.errors import InvalidValueError
from arxiv2bib.formats.arxiv_categories import parse_categories, split_codes
from arxiv2bib.formats.arxiv_papers import Paper, Teller, classify, set_text, set_versions
from arxiv2bib.formats.known import ARXIV_OAI
from arxiv2bib.formats.xml_reading import keep_element
from arxiv2bib.formats.xml_records import Dialect, element_text, local_name
from arxiv2bib.model.entry import ArxivVersion
from arxiv2bib.model.identifiers import ArxivId
from arxiv2bib.text.expressions import compile_late

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["METADATA", "NAME", "OAI", "read_header", "read_metadata"]

NAME: Final = ARXIV_OAI.name
OAI: Final = Dialect(
    "OAI-PMH",
    "record",
    {
        "": "http://www.openarchives.org/OAI/2.0/",
        "xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "oai": "http://www.openarchives.org/OAI/2.0/",
        "oai_dc": "http://www.openarchives.org/OAI/2.0/oai_dc/",
        "dc": "http://purl.org/dc/elements/1.1/",
    },
)

_TEXTS: Final = {
    "id": "identifier", "title": "title", "abstract": "abstract", "comments": "comment", "journal-ref": "journal_ref",
    "doi": "doi", "license": "license", "report-no": "report_number",
}  # fmt: skip
_DAYS: Final = {"created": "submitted", "updated": "updated", "date": "submitted"}
_KEPT: Final = frozenset({"submitter", "proxy"})
_VERSION: Final = compile_late(r"v?(\d{1,4})\Z", re.ASCII)
_COMMENT: Final = compile_late(r"comments?:\s*", re.I)
_ADDRESS: Final = compile_late(r"https?://(?:www\.|export\.)?arxiv\.org/abs/", re.I)
_DOI: Final = compile_late(r"(?:doi:|https?://(?:dx\.)?doi\.org/)\s*", re.I)
_NOTHING_NEW: Final = frozenset({"text", "preprint"})


def read_metadata(element: "Element", teller: Teller) -> Paper | None:
    """Return what *element*, the child of a record's ``metadata``, says of a paper; None if its form is not arXiv's."""
    read = METADATA.get(local_name(element))
    return read(element, teller) if read is not None else None


def read_header(header: "Element", paper: Paper, teller: Teller) -> None:
    """Keep what a record's *header* says beyond *paper*; its identifier is the paper's where that has none."""
    for child in header:
        name, text = local_name(child), element_text(child).strip()
        if name == "identifier":
            if paper.identifier is None:
                paper.identifier = text or None
            elif not _is_same_paper(text, paper.identifier):
                teller.keep(f"header.{name}", text)
        elif name != "setSpec" or not _follows(text, paper.classes.categories):
            teller.keep(name, text)


def _is_same_paper(text: str, other: str) -> bool:
    try:
        return ArxivId.parse_work(text)[0] == ArxivId.parse_work(other)[0]
    except InvalidValueError:
        return False


def _follows(spec: str, categories: tuple[str, ...]) -> bool:
    """Whether a paper of *categories* is in the set *spec* anyway: ``physics:hep-th``, ``cs``, ``math:math:AG``."""
    group, _, rest = spec.partition(":")
    archive, _, category = rest.partition(":")
    name = f"{archive}.{category}" if category else archive or group
    if name in categories or (not rest and name == "physics"):
        return True
    return not category and any(known.partition(".")[0] == name for known in categories)


# Metadata -------------------------------------------------------------------------------------------------------------


def _read_arxiv(element: "Element", teller: Teller) -> Paper:
    """Return what an ``arXiv``, ``arXivRaw`` or ``arXivOld`` element says."""
    paper = Paper()
    codes: dict[str, str] = {}
    versions: list[ArxivVersion] = []
    for child in element:
        name = local_name(child)
        text = element_text(child)
        if name in _TEXTS:
            set_text(paper, _TEXTS[name], name, text, teller)
        elif name in _DAYS:
            setattr(paper, _DAYS[name], teller.read_day(name, text.strip() or None))
        elif name == "authors":
            _read_authors(child, paper, teller)
        elif name == "categories":
            paper.classes = classify(" ".join(text.split()))
        elif name in ("msc-class", "acm-class"):
            codes[name] = " ".join(text.split())
        elif name == "version":
            versions += _read_version(child, len(versions), teller)
        elif name in _KEPT:
            teller.keep(name, teller.clean(name, text) or "")
        else:
            keep_element(child, name, teller)
    _set_codes(paper, codes, teller)
    set_versions(paper, versions)
    return paper


def _set_codes(paper: Paper, codes: dict[str, str], teller: Teller) -> None:
    msc, acm = codes.get("msc-class", ""), codes.get("acm-class", "")
    if acm and acm == msc:
        # A fault of the service since 2025: acm-class is filled with the value of msc-class.
        teller.say(Code.READ_INVALID_VALUE, "acm-class is a copy of msc-class; left out", "acm-class", value=acm,
                   path="arxiv.acm_class", severity=Severity.INFO)  # fmt: skip
        acm = ""
    paper.msc_class = split_codes(msc) if msc else ()
    paper.acm_class = split_codes(acm) if acm else ()


def _read_authors(element: "Element", paper: Paper, teller: Teller) -> None:
    """Read the authors: one element each, or one line of names."""
    if not len(element):
        paper.authors, paper.truncated = teller.read_author_line(
            "authors", teller.clean("authors", element_text(element))
        )
        return
    parts: list[tuple[str, str, str]] = []
    for author in element:
        values: dict[str, str] = {}
        for child in author:
            name = local_name(child)
            text = teller.clean(name, element_text(child)) or ""
            if name in ("keyname", "forenames", "suffix") and name not in values:
                values[name] = text
            else:
                teller.keep(f"author[{len(parts)}].{name}", text)
        parts.append((values.get("keyname", ""), values.get("forenames", ""), values.get("suffix", "")))
    paper.authors, paper.truncated = teller.read_authors(parts)


def _read_version(element: "Element", known: int, teller: Teller) -> list[ArxivVersion]:
    text = element.get("version", "")
    number = _VERSION.match(text.strip())
    if number is None:
        teller.say(Code.READ_INVALID_VALUE, "no version", "version", value=text, path="arxiv.versions")
        teller.keep("version", text)
    found = int(number[1]) if number is not None else known + 1
    day = None
    for child in element:
        name, value = local_name(child), element_text(child).strip()
        if name == "date":
            day = teller.read_day(name, value or None)
        else:
            teller.keep(f"version[{found}].{name}", value)
    return [ArxivVersion(number=found, submitted=day)]


def _read_dublin_core(element: "Element", teller: Teller) -> Paper:
    """Return what an ``oai_dc`` element says: titles, names and words whose meaning their form tells."""
    paper = Paper()
    creators: list[tuple[str, str, str]] = []
    subjects: list[str] = []
    days: list[str] = []
    for child in element:
        name = local_name(child)
        text = teller.clean(name, element_text(child))
        if text is None:
            continue
        if name == "title":
            set_text(paper, "title", name, text, teller)
        elif name == "creator":
            family, _, given = text.partition(",")
            given, _, suffix = given.partition(",")
            creators.append((family, given, suffix))
        elif name == "subject":
            subjects.append(" ".join(text.split()))
        elif name == "date":
            days.append(text)
        elif name in _DUBLIN_CORE:
            _DUBLIN_CORE[name](paper, text, teller)
        else:
            keep_element(child, name, teller)
    paper.authors, paper.truncated = teller.read_authors(creators)
    paper.classes = parse_categories(", ".join(_name_category(text) for text in subjects))
    if subjects and paper.classes.categories and paper.classes.primary is None:
        paper.classes = parse_categories(
            ", ".join([f"**{paper.classes.categories[0]}**", *(_name_category(text) for text in subjects)])
        )
    if days:
        days.sort()
        paper.submitted, paper.updated = teller.read_day("date", days[0]), teller.read_day("date", days[-1])
        for day in days[1:-1]:
            teller.keep("date", day)
    return paper


def _take_description(paper: Paper, text: str, teller: Teller) -> None:
    comment = _COMMENT.match(text)
    if comment is not None:
        set_text(paper, "comment", "description", text[comment.end() :], teller)
    else:
        set_text(paper, "abstract", "description", text, teller)


def _take_identifier(paper: Paper, text: str, teller: Teller) -> None:
    doi = _DOI.match(text)
    if _ADDRESS.match(text):
        set_text(paper, "identifier", "identifier", text, teller)
    elif doi is not None:
        paper.doi = f"{paper.doi} {text[doi.end() :]}" if paper.doi else text[doi.end() :]
    else:
        set_text(paper, "journal_ref", "identifier", text, teller)


def _take_type(_paper: Paper, text: str, teller: Teller) -> None:
    if text.casefold() not in _NOTHING_NEW:
        teller.keep("type", text)


def _take_rights(paper: Paper, text: str, teller: Teller) -> None:
    set_text(paper, "license", "rights", text, teller)


_DUBLIN_CORE: Final[dict[str, Callable[[Paper, str, Teller], None]]] = {
    "description": _take_description,
    "identifier": _take_identifier,
    "rights": _take_rights,
    "type": _take_type,
}


@lru_cache(maxsize=1)
def _categories_by_name() -> dict[str, str]:
    return {name.casefold(): category for category, name in read_rows("categories.txt")}


def _name_category(subject: str) -> str:
    """Return the category that Dublin Core calls *subject*, or what it says: codes, and names that are not known."""
    return _categories_by_name().get(subject.casefold(), subject)


METADATA: Final[dict[str, Callable[["Element", Teller], Paper]]] = {
    "arXiv": _read_arxiv,
    "arXivRaw": _read_arxiv,
    "arXivOld": _read_arxiv,
    "dc": _read_dublin_core,
}
"""What reads the metadata, by the name of its element."""
