"""arXiv's Atom feeds: what its API answers, before 2025 and today.

For the reader, and for whoever asks the API: an answer is read (:func:`read_feed`), or cut into one feed for each of
its entries (:func:`cut_feed`), so that what was asked for together can be remembered one by one.

Source: arXiv API User's Manual, 3.3 "Outline of an Atom feed"; answers of the service before and after November 2025.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

import attrs

from arxiv2bib.diagnostics import Code, Report, Severity
from arxiv2bib.errors import InvalidValueError
from arxiv2bib.formats.arxiv_categories import Classification, parse_categories
from arxiv2bib.formats.arxiv_papers import Paper, Teller, has_other_words, make_paper_entry, set_text
from arxiv2bib.formats.known import ARXIV_ATOM
from arxiv2bib.formats.name_words import is_suffix
from arxiv2bib.formats.natural_names import parse_natural_name, parse_plain_name
from arxiv2bib.formats.xml_reading import (
    find_xml_line,
    keep_element,
    make_xml_record,
    parse_piece,
    say_what_stands_between,
)
from arxiv2bib.formats.xml_records import (
    Dialect,
    Piece,
    PieceKind,
    element_text,
    local_name,
    parse_record,
    split_records,
)
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.identifiers import ArxivId, Doi
from arxiv2bib.model.names import Name
from arxiv2bib.model.records import Block
from arxiv2bib.model.vocabulary import BlockKind
from arxiv2bib.text.encoding import decode_bad_bytes
from arxiv2bib.text.expressions import compile_late

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["ATOM", "NAME", "Feed", "ServiceMessage", "cut_feed", "read_feed", "read_pieces"]

NAME: Final = ARXIV_ATOM.name
ATOM: Final = Dialect(
    "feed",
    "entry",
    {
        "": "http://www.w3.org/2005/Atom",
        "arxiv": "http://arxiv.org/schemas/atom",
        "opensearch": "http://a9.com/-/spec/opensearch/1.1/",
        "dc": "http://purl.org/dc/elements/1.1/",
    },
)
_FOREIGN: Final = compile_late(
    r"\{(?!http://www\.w3\.org/2005/Atom\}|http://arxiv\.org/schemas/atom/?\}|http://purl\.org/dc/elements/1\.1/\})"
)
_TOTAL: Final = compile_late(r"<(?:[\w.-]+:)?totalResults(?:\s[^<>]*)?>\s*(\d{1,12})\s*<")
_IDENTIFIER: Final = compile_late(r"<(?:[\w.-]+:)?id>\s*([^<]{1,200}?)\s*</")
# Of an address of the abstract or the PDF, only the scheme and the version may differ from what the identifier gives.
_DERIVABLE: Final = compile_late(r"https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf)/(\S+?)(?:\.pdf)?\Z")
_TEXTS: Final = {
    "title": "title", "summary": "abstract", "comment": "comment", "journal_ref": "journal_ref", "id": "identifier",
    "report_no": "report_number", "license": "license", "rights": "license", "journal_reference": "journal_ref",
    "DOI": "doi",
}  # fmt: skip
_DAYS: Final = {"published": "submitted", "updated": "updated"}
_GATHERED: Final = frozenset({"author", "category", "primary_category", "link", "doi", "creator", "announce_type"})
# In the feeds of the daily announcements, which have other names for some elements, this stands before the abstract.
_ANNOUNCEMENT: Final = compile_late(r"\s*arXiv:\S+\s+Announce Type:\s*\S+\s+(?:Abstract:\s*)?")


@attrs.frozen
class ServiceMessage:
    """An error that the service tells in place of an entry: what it says, and the address that explains it."""

    message: str
    address: str | None = None


@attrs.frozen(kw_only=True)
class Feed:
    """What one answer has: its entries, the errors among them, and how many results there are in all.

    ``total`` is None where the answer does not say; ``is_feed`` is False for what is no answer of the service at all.
    """

    entries: tuple[Entry, ...] = ()
    errors: tuple[ServiceMessage, ...] = ()
    total: int | None = None
    is_feed: bool = True


def read_feed(body: bytes | str, *, source: str, report: Report) -> Feed:
    """Return what the answer *body* has; records that cannot be read go to *report*. Never raises."""
    entries: list[Entry] = []
    errors: list[ServiceMessage] = []
    total: int | None = None
    is_feed = False
    for piece in split_records([_decode(body)], ATOM):
        if piece.kind is PieceKind.HEAD:
            is_feed = True
            found = _TOTAL.search(piece.raw)
            total = int(found[1]) if found is not None else total
        for item in _read_piece(piece, source, report):
            if isinstance(item, Entry):
                entries.append(item)
            elif isinstance(item, ServiceMessage):
                errors.append(item)
    return Feed(entries=tuple(entries), errors=tuple(errors), total=total, is_feed=is_feed)


def cut_feed(body: bytes | str) -> Iterator[tuple[ArxivId, bytes]]:
    """Yield for each paper in the answer *body* its identifier, with its version, and a feed of it alone, in UTF-8.

    Records that are damaged, or have no identifier, are left out: there is nothing to remember them by.
    """
    for piece in split_records([_decode(body)], ATOM):
        if piece.kind is not PieceKind.RECORD:
            continue
        try:
            name = next((element_text(child) for child in parse_record(piece.opening, piece.raw)
                         if local_name(child) == "id"), "")  # fmt: skip
            arxiv_id = ArxivId.parse(name)
        except InvalidValueError:
            continue
        text = f"<?xml version='1.0' encoding='UTF-8'?>\n{piece.opening}\n{piece.raw}\n</{ATOM.root}>\n"
        yield arxiv_id, text.encode("utf-8", "replace")


def read_pieces(chunks: Iterable[str], *, source: str, report: Report) -> Iterator[Entry | Block]:
    """Yield the entries and blocks of a feed from its text in *chunks*, or of several, one after the other."""
    seen: set[str] = set()
    for piece in split_records(chunks, ATOM):
        if piece.kind is PieceKind.HEAD:
            seen.clear()
        for item in _read_piece(piece, source, report):
            if isinstance(item, ServiceMessage):
                continue
            if isinstance(item, Entry) and item.url is not None:
                if item.url in seen and item.origin is not None:
                    teller = Teller(source, item.origin.record, report, find_xml_line)
                    teller.say(Code.READ_DUPLICATE_RECORD, "the same paper stands twice in one feed", "id")
                seen.add(item.url)
            yield item


def _decode(body: bytes | str) -> str:
    return body if isinstance(body, str) else decode_bad_bytes(body.decode("utf-8-sig", "surrogateescape"))


def _read_piece(piece: Piece, source: str, report: Report) -> Iterator[Entry | Block | ServiceMessage]:
    if piece.kind not in (PieceKind.RECORD, PieceKind.UNFINISHED):
        say_what_stands_between(piece, ATOM, source, report)
        kind = BlockKind.HEADER if piece.kind is PieceKind.HEAD else BlockKind.TEXT
        yield Block(kind=kind, raw=piece.raw, line=piece.line, source=source, format=NAME)
        return
    report.records_read += 1
    identifier = _IDENTIFIER.search(piece.raw)
    record = make_xml_record(NAME, piece, identifier[1] if identifier is not None else None)
    teller = Teller(source, record, report, find_xml_line)
    element = parse_piece(piece, teller)
    if isinstance(element, Block):
        yield element
        return
    problem = _find_error(element) if "/api/errors" in piece.raw else None
    if problem is not None:
        teller.say(Code.READ_SERVICE_ERROR, f"the service says: {problem.message}", "summary", value=problem.address,
                   severity=Severity.ERROR)  # fmt: skip
        report.records_failed += 1
        yield problem
        yield Block(kind=BlockKind.FAILED, raw=piece.raw, line=piece.line, source=source, format=NAME)
        return
    entry = make_paper_entry(_read_element(element, teller), teller)
    if entry is None:
        report.records_failed += 1
        yield Block(kind=BlockKind.FAILED, raw=piece.raw, line=piece.line, source=source, format=NAME)
    else:
        yield entry


def _find_error(element: "Element") -> ServiceMessage | None:
    """Return what the service says is wrong, if *element* is the entry in which it says so."""
    texts = {local_name(child): " ".join(element_text(child).split()) for child in element}
    address = texts.get("id", "")
    if "/api/errors" not in address or texts.get("title", "").casefold() != "error":
        return None
    return ServiceMessage(texts.get("summary", "") or "an error", address)


def _read_element(element: "Element", teller: Teller) -> Paper:
    """Return what the entry *element* says."""
    paper = Paper()
    found: dict[str, list[Element]] = {}
    for child in element:
        name = local_name(child)
        if _FOREIGN.match(child.tag):
            keep_element(child, name, teller)
        elif name in _GATHERED:
            found.setdefault(name, []).append(child)
        elif name in _DAYS:
            setattr(paper, _DAYS[name], teller.read_day(name, element_text(child).strip() or None))
        elif name in _TEXTS:
            set_text(paper, _TEXTS[name], name, element_text(child), teller)
        else:
            keep_element(child, name, teller)
    names: list[Name] = []
    for child in found.get("author", ()):
        _read_author(child, names, paper, teller)
    paper.authors = tuple(names)
    for child in found.get("creator", ()):
        _read_creators(child, paper, teller)
    for child in found.get("announce_type", ()):
        _read_announcement(child, paper, teller)
    dois = (teller.clean("doi", element_text(child)) for child in found.get("doi", ()))
    paper.doi = " ".join(dict.fromkeys(filter(None, dois))) or paper.doi
    paper.classes = _read_classes(found.get("primary_category", []), found.get("category", []))
    for link in found.get("link", ()):
        _keep_link(link, paper, teller)
    return paper


def _read_creators(element: "Element", paper: Paper, teller: Teller) -> None:
    """Read the one line of names that the feeds of announcements have."""
    names, truncated = teller.read_author_line("creator", teller.clean("creator", element_text(element)))
    paper.authors += names
    paper.truncated |= truncated


def _read_announcement(element: "Element", paper: Paper, teller: Teller) -> None:
    """Keep how a paper was announced: of one that was replaced the day is not that of its first version."""
    kind = element_text(element).strip()
    teller.keep("announced", kind)
    if kind.startswith("replace"):
        paper.updated, paper.submitted = paper.submitted or paper.updated, None
    if paper.abstract is not None:
        paper.abstract = _ANNOUNCEMENT.sub("", paper.abstract, count=1)


def _read_classes(primary: list["Element"], categories: list["Element"]) -> Classification:
    """Return what the elements say; codes of the MSC and the ACM stand among the categories."""
    first = _term(primary[0]) if primary else ""
    terms = [term for term in map(_term, categories) if term != first]
    return parse_categories(", ".join([f"**{first}**", *terms] if first else terms))


def _term(element: "Element") -> str:
    return (element.get("term") or element_text(element)).strip()


def _read_author(element: "Element", names: list[Name], paper: Paper, teller: Teller) -> None:
    for child in element:
        name = local_name(child)
        text = teller.clean(f"author/{name}", element_text(child))
        if text is None:
            continue
        if name == "name":
            author = parse_plain_name(text)
            if author is not None:
                names.append(author)
            else:
                _read_odd_name(text, names, paper, teller)
        else:  # the affiliation, mostly
            teller.keep(f"author[{max(0, len(names) - 1)}].{name}", text)


def _read_odd_name(text: str, names: list[Name], paper: Paper, teller: Teller) -> None:
    """Read a name that is more than words: with a comma, of several persons, a suffix that has lost its name."""
    if names and is_suffix(text) and names[-1].family is not None and names[-1].suffix is None:
        names[-1] = attrs.evolve(names[-1], suffix=text)
        return
    is_one = "," in text and ";" not in text and " and " not in text
    author = parse_natural_name(text) if is_one else Name()
    if author != Name():  # "Doe, Jane", "Jane Doe, Jr."
        names.append(author)
        if has_other_words(text, [str(author)]):
            teller.say_left_out("author", text)
        return
    found, truncated = teller.read_author_line("author", text)
    names += found
    paper.truncated |= truncated


def _keep_link(link: "Element", paper: Paper, teller: Teller) -> None:
    """Keep the address of *link* unless it follows from the identifier or is that of a DOI."""
    address = link.get("href", "").strip()
    found = _DERIVABLE.match(address)
    if found is not None and paper.identifier is not None:
        if paper.identifier.endswith(f"/{found[1]}"):
            return
        try:
            linked, own = ArxivId.parse(found[1]), ArxivId.parse(paper.identifier)
            if linked in (own, own.unversioned):
                return
        except InvalidValueError:
            pass
    dois = Doi.find_all(address)
    if dois and paper.doi is not None and set(dois) <= set(Doi.find_all(paper.doi)):
        return
    label = link.get("title") or link.get("rel")
    teller.keep(f"link[{label}]" if label else "link", address)
