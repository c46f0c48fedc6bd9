"""arXiv's own records at DataCite: the preprint that arXiv's other formats give.

arXiv registers 10.48550/arXiv.ID for every paper, with its categories as subjects, the comment as a description and the
DOI that the authors gave as another version of the work.

Source: arXiv, "New arXiv articles are now automatically assigned DOIs"; records of client ``arxiv.content``.
"""

from typing import Final

from arxiv2bib.errors import InvalidValueError
from arxiv2bib.formats.agency_members import Gathering, Members, is_text
from arxiv2bib.formats.agency_names import take_words
from arxiv2bib.formats.arxiv_categories import parse_categories
from arxiv2bib.formats.arxiv_text import decode_arxiv_text
from arxiv2bib.model.dates import Date, parse_date
from arxiv2bib.model.entry import make_arxiv_info
from arxiv2bib.model.identifiers import ArxivId, Doi
from arxiv2bib.model.vocabulary import EntryType
from arxiv2bib.text.expressions import compile_late

__all__ = ["find_paper", "gather_paper"]

_OTHER_VERSIONS: Final = ("IsVersionOf", "IsPreviousVersionOf", "IsPreprintOf")
_CODE: Final = compile_late(r"\(([^()\s]+)\)\s*\Z")
_VERSION: Final = compile_late(r"v?(\d{1,4})\Z")


def find_paper(doi: Doi | None) -> ArxivId | None:
    """Return the identifier of the paper whose *doi* arXiv registered; None if it is no such DOI."""
    if doi is None or not doi.is_arxiv:
        return None
    try:
        return ArxivId.parse(doi.value)
    except InvalidValueError:
        return None


def gather_paper(run: Gathering, record: Members, paper: ArxivId) -> None:
    """Take what the record of *paper* says, as the readers of arXiv's own formats do."""
    run.set("type", EntryType.ARTICLE)
    run.set("doi", paper.doi)
    run.set("url", paper.url)
    record.leave_out("types")
    if record.rest.get("publisher") in ("arXiv", {"name": "arXiv"}):
        record.take("publisher")
    if (record.peek("url") or "").partition("://")[2] == paper.url.partition("://")[2]:
        record.take("url")
    version = take_words(record, "version")
    number = _VERSION.match(version) if version is not None else None
    run.set("version", number[1] if number is not None else version)
    _take_dates(run, record)
    categories, msc, acm = _take_subjects(run, record)
    comments = _take_comments(run, record)
    license_address = _take_license(record)
    run.set(
        "arxiv",
        make_arxiv_info(
            paper, categories[0] if categories else None, categories, comments, None, _find_doi(record),
            license_address, None, msc, acm,
        ),
    )  # fmt: skip


def _take_dates(run: Gathering, record: Members) -> None:
    """Take the dates: the day on which version 1 was submitted, which is cited, and that of the last update."""
    for entry in record.take_objects("dates"):
        kind, text, version = (take_words(entry, name) for name in ("dateType", "date", "dateInformation"))
        date = parse_date(text) if text is not None else Date()
        if date.start is None:
            run.keep(entry.path, {"date": text, "dateType": kind, "dateInformation": version})
        elif kind == "Submitted" and version in (None, "v1") and run.get("submitted") is None:
            run.set("submitted", date)
        elif kind == "Updated" and version not in (None, "v1"):
            run.set("updated", date)
        elif kind in ("Available", "Issued", "Updated"):
            run.left_out["dates"] = None  # the days of announcement and registration
        else:
            run.keep(entry.path, {"date": text, "dateType": kind, "dateInformation": version})
        entry.keep_rest()
    year, submitted = parse_date(take_words(record, "publicationYear") or ""), run.get("submitted")
    run.set("issued", submitted or (year if year.start is not None else None))
    if run.get("updated") is None and run.get("version") == "1":
        run.set("updated", submitted)


def _take_subjects(run: Gathering, record: Members) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Take the subjects: categories, and codes of the MSC and the ACM."""
    categories: dict[str, None] = {}
    codes: dict[str, dict[str, None]] = {"MSC": {}, "ACM": {}}
    for subject in record.take_objects("subjects"):
        words, scheme = take_words(subject, "subject"), subject.peek("subjectScheme")
        if words is None:
            subject.keep_rest()
            continue
        code = _CODE.search(words)
        subject.leave_out("lang", "subjectScheme", "schemeUri", "valueUri")
        if scheme == "arXiv" and code is not None:
            categories[code[1]] = None
        elif scheme in codes:
            found = parse_categories(words)
            codes[scheme].update(dict.fromkeys((*found.msc, *found.acm) or (words,)))
        else:
            run.left_out["subjects (fields of science)"] = None
    return tuple(categories), tuple(codes["MSC"]), tuple(codes["ACM"])


def _take_comments(run: Gathering, record: Members) -> str | None:
    """Take the abstract and the comment, which is a description of another kind."""
    comments = []
    for description in record.take_objects("descriptions"):
        kind, text = take_words(description, "descriptionType"), description.take_text("description")
        if text is None:
            description.keep_rest()
        elif kind == "Abstract" and run.get("abstract") is None:
            run.set("abstract", decode_arxiv_text(text))
        else:
            comments.append(decode_arxiv_text(text))
        description.leave_out("lang")
        description.keep_rest()
    return "; ".join(comments) or None


def _take_license(record: Members) -> str | None:
    rights = record.take_objects("rightsList")
    if not rights:
        return None
    address = take_words(rights[0], "rightsUri")
    rights[0].leave_out("rights", "rightsIdentifier", "rightsIdentifierScheme", "schemeUri", "lang")
    for right in rights:
        right.keep_rest()
    return address


def _find_doi(record: Members) -> str | None:
    """Return the DOI that the authors gave: that of another version of the work."""
    related = record.rest.get("relatedIdentifiers")
    for part in related if isinstance(related, list) else ():
        if isinstance(part, dict) and part.get("relationType") in _OTHER_VERSIONS:
            text = part.get("relatedIdentifier")
            found = Doi.find_all(text) if is_text(text) else ()
            if found and not found[0].is_arxiv:
                return found[0].value
    return None
