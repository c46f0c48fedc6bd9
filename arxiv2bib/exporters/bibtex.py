"""The exporters of BibTeX and BibLaTeX."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from operator import attrgetter
from typing import Any, ClassVar, Literal

import attrs

from arxiv2bib.diagnostics import Report
from arxiv2bib.exporters._bibtex_names import render_bibtex_names
from arxiv2bib.exporters._dates import write_date
from arxiv2bib.exporters._losses import Losses
from arxiv2bib.formats.arxiv_notes import class_keywords, publication_notes
from arxiv2bib.formats.bibtex_fields import BIBLATEX_NAMES, MONTHS, ROLES, SEASONS, TYPES, VARIABLES, TypeRow
from arxiv2bib.model.dates import Date
from arxiv2bib.model.entry import ENTRY_FIELDS, ArxivInfo, Contributor, Entry, Extra
from arxiv2bib.model.identifiers import Doi
from arxiv2bib.model.names import Name
from arxiv2bib.model.pages import Pages
from arxiv2bib.model.records import Block
from arxiv2bib.model.vocabulary import EntryType, NameRole
from arxiv2bib.protocols import Format
from arxiv2bib.text.latex import escape_latex, to_latex
from arxiv2bib.transforms.keys import KeyMaker

Letters = Literal["latex", "utf8"]

# One of these, and biber refuses the whole file. Source: the Unicode Standard, section 23.7 "Noncharacters".
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
_NO_CHARACTER = re.compile(f"[{_NONCHARACTERS}]")
_UNSAFE_IN_KEY = re.compile(rf"[\s\x00-\x1f\x7f\"#%'(),={{}}\\~\ud800-\udfff{_NONCHARACTERS}]+")
# What a URL must not hold, and what BibTeX counts or TeX reads even where text is verbatim; DOIs may hold "<" and ">".
_UNSAFE_IN_URL = re.compile(r"[\s\x00-\x1f\x7f{}\\\"<>^`\ud800-\udfff]")
_UNSAFE_IN_VERBATIM = re.compile(r"[\s\x00-\x1f\x7f{}\\\ud800-\udfff]")
_FIELD_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_:.+/-]*\Z")
_EDTF = re.compile(r"[-0-9~?/.]+\Z")
_DATES = frozenset({"event-date", "original-date"})
# Some readers count escaped braces, as BibTeX does, and some don't.
_ESCAPED_BRACE = re.compile(r"\\[{}]")
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]")


def _percent_encode(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass"))


def _may_hold_noncharacters(text: str) -> bool:
    """Whether the UTF-8 of *text* has bytes that each noncharacter has; far cheaper than the search for them."""
    data = text.encode("utf-8", "surrogatepass")
    return b"\xbf\xbe" in data or b"\xbf\xbf" in data or b"\xef\xb7" in data


def _is_balanced(text: str) -> bool:
    depth = 0
    for brace in re.findall(r"[{}]", text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _is_safe_raw(text: str) -> bool:
    """Whether *text*, a field of another BibTeX file, can stand in braces as it is."""
    if "\\" in text and (text.endswith("\\") or not _is_balanced(_ESCAPED_BRACE.sub("", text))):
        return False
    return _is_balanced(text) and _NO_TEXT.search(text) is None


class _Prefixes(dict[str, str]):
    """The beginning of a field's line, by its name: ``  title         = ``; made once for each name."""

    def __missing__(self, name: str) -> str:
        prefix = f"  {name:<13} = {{"
        self[name] = prefix
        return prefix


_PREFIXES = _Prefixes()


class _Fields:
    """The fields of one BibTeX entry while they are gathered, in the order they are written."""

    __slots__ = ("entry", "lines", "losses", "row")

    def __init__(self, entry: Entry, row: TypeRow, losses: Losses) -> None:
        self.entry = entry
        self.row = row
        self.losses = losses
        self.lines: list[str] = []

    def add(self, name: str, value: str) -> None:
        """Add a field, unless there is nothing in it."""
        if value and not value.isspace():
            self.lines.append(f"{_PREFIXES[name]}{value}}}")

    def has(self, name: str) -> bool:
        """Whether a field of that name, in any case, is there."""
        wanted = name.casefold()
        return any(line[2:].partition(" ")[0].casefold() == wanted for line in self.lines)

    def add_once(self, name: str, value: str, path: str, original: object) -> None:
        """Add a field unless another value has taken its name: that is a loss."""
        if self.has(name):
            self.losses.drop(self.entry, path, original)
        else:
            self.add(name, value)


_Render = Callable[["BibtexExporter", _Fields, Any], None]  # Any: the value's type is its field's


@attrs.frozen
class BibtexExporter:
    """Writes BibTeX that classic BibTeX, biber and the reference managers read.

    ``letters`` says how letters outside ASCII are written: as LaTeX commands, or as they are, in UTF-8.
    A preprint is ``@misc`` with the arXiv DOI, ``eprint``, ``eprinttype`` and ``archivePrefix`` (readers know one or
    the other), ``eprintclass`` and ``primaryClass``.
    """

    format: ClassVar[Format] = Format(name="bibtex", title="BibTeX", suffixes=(".bib", ".bibtex"))
    is_biblatex: ClassVar[bool] = False

    letters: Letters = attrs.field(default="latex", validator=attrs.validators.in_(("latex", "utf8")))

    def export(self, items: Iterable[Entry | Block], /, *, report: Report) -> Iterator[str]:
        """Yield one entry after the other, a blank line between them; blocks are not BibTeX and are left out."""
        losses = Losses(report, self.format.name)
        keys = KeyMaker()
        taken: set[str] = set()
        separator = ""
        for item in items:
            if isinstance(item, Entry):
                entry = item if item.key else keys(item)
                yield separator + self._render_entry(entry, losses, taken)
                report.records_written += 1
                separator = "\n"

    def _render_entry(self, entry: Entry, losses: Losses, taken: set[str]) -> str:
        row = TYPES[entry.type]
        fields = _Fields(entry, row, losses)
        for value, render in zip(_VALUES(entry), _RENDERERS, strict=True):
            if value:
                render(self, fields, value)
        if not row.exact[self.is_biblatex]:
            losses.change(entry, "type", entry.type, row.biblatex if self.is_biblatex else row.bibtex)
        key = entry.key or ""
        safe = key if key.isalnum() else _UNSAFE_IN_KEY.sub("_", key)
        if safe != key:
            while safe in taken:
                safe += "_"
            taken.add(safe)
            losses.change(entry, "key", key, safe)
        body = ",\n".join(fields.lines)
        if not body.isascii() and _may_hold_noncharacters(body):
            body = _NO_CHARACTER.sub("\ufffd", body)
        kind = row.biblatex if self.is_biblatex else row.bibtex
        return f"@{kind}{{{safe},\n{body}\n}}\n" if body else f"@{kind}{{{safe},\n}}\n"

    def _name(self, name: str) -> str:
        """Return the dialect's name of a field."""
        return BIBLATEX_NAMES.get(name, name) if self.is_biblatex else name

    def _markup(self, markup: str) -> str:
        return to_latex(markup, ascii=self.letters == "latex")

    def _text(self, text: str) -> str:
        return escape_latex(text, ascii=self.letters == "latex")

    def _names(self, names: tuple[Name, ...], *, truncated: bool) -> str:
        return render_bibtex_names(names, truncated=truncated, ascii=self.letters == "latex")


@attrs.frozen
class BiblatexExporter(BibtexExporter):
    """Writes BibLaTeX: its types and field names, ISO dates, UTF-8.

    A preprint is ``@online`` with ``pubstate = {prepublished}`` and the eprint fields.
    """

    format: ClassVar[Format] = Format(name="biblatex", title="BibLaTeX")
    is_biblatex: ClassVar[bool] = True

    letters: Letters = attrs.field(default="utf8", validator=attrs.validators.in_(("latex", "utf8")))


def _markup_as(name: str) -> _Render:
    def render(exporter: BibtexExporter, fields: _Fields, value: str) -> None:
        fields.add(exporter._name(name), exporter._markup(value))

    return render


def _text_as(name: str) -> _Render:
    def render(exporter: BibtexExporter, fields: _Fields, value: str) -> None:
        fields.add(exporter._name(name), exporter._text(value))

    return render


def _number(path: str) -> _Render:
    """Render one of the values that BibTeX has the one field ``number`` for."""

    def render(exporter: BibtexExporter, fields: _Fields, value: str) -> None:
        fields.add_once("number", exporter._text(value), path, value)

    return render


def _url(exporter: BibtexExporter, fields: _Fields, value: str) -> None:
    fields.add("url", _UNSAFE_IN_URL.sub(_percent_encode, value.strip()))


def _doi(exporter: BibtexExporter, fields: _Fields, value: Doi) -> None:
    fields.add("doi", _UNSAFE_IN_VERBATIM.sub(_percent_encode, value.value.strip()))


def _identifiers(name: str) -> _Render:
    def render(exporter: BibtexExporter, fields: _Fields, value: tuple[object, ...]) -> None:
        fields.add(name, exporter._text(", ".join(text for text in map(str, value) if text.strip())))

    return render


def _title(exporter: BibtexExporter, fields: _Fields, value: str) -> None:
    fields.add("title", to_latex(value, ascii=exporter.letters == "latex", protect=True))


def _people(name: str, role: NameRole) -> _Render:
    def render(exporter: BibtexExporter, fields: _Fields, value: tuple[Name, ...]) -> None:
        fields.add(name, exporter._names(value, truncated=role in fields.entry.truncated))

    return render


def _contributors(exporter: BibtexExporter, fields: _Fields, value: tuple[Contributor, ...]) -> None:
    for contributor in value:
        name = ROLES.get(contributor.role)
        if name is None or fields.has(name):
            fields.losses.drop(fields.entry, f"contributors.{contributor.role}", contributor.names)
        else:
            truncated = contributor.role in fields.entry.truncated
            fields.add(name, exporter._names(contributor.names, truncated=truncated))


def _truncated(exporter: BibtexExporter, fields: _Fields, value: tuple[NameRole, ...]) -> None:
    for role in value:
        name = role if role in (NameRole.AUTHOR, NameRole.EDITOR) else ROLES.get(role)
        if name is None or not fields.has(name):
            fields.losses.drop(fields.entry, "truncated", role)


def _container(exporter: BibtexExporter, fields: _Fields, value: str) -> None:
    fields.add(exporter._name(fields.row.container), exporter._markup(value))


def _publisher(exporter: BibtexExporter, fields: _Fields, value: str) -> None:
    fields.add(exporter._name(fields.row.publisher), exporter._text(value))


def _page(exporter: BibtexExporter, fields: _Fields, value: Pages) -> None:
    if value.first is None:
        fields.add("pages", exporter._text(value.literal or ""))
    else:
        fields.add("pages", "--".join(exporter._text(page) for page in (value.first, value.last) if page))


@lru_cache(maxsize=4096)
def _date_lines(value: Date, is_biblatex: bool, ascii: bool) -> tuple[tuple[str, ...], str | None]:
    """Return the lines for the date of issue, and what of it they do not say.

    BibTeX has a year, a month and a day. What they cannot say (a range, "about") stands in BibLaTeX's ``date`` beside
    them, which BibTeX's styles pass over.
    """
    value, edtf, words, lost = write_date(value)
    if not edtf:
        text = escape_latex(words, ascii=ascii).strip()
        return ((f"{_PREFIXES['year']}{text}}}",) if text else ()), lost
    dated = f"{_PREFIXES['date']}{edtf}}}"
    if is_biblatex:
        return (dated,), lost
    start, end = value.start or (), value.end
    years = str(start[0]) if start else ""
    if end is not None and (not start or end[:1] != start[:1]):
        years += f"--{end[0] if end else ''}"
    lines = [f"{_PREFIXES['year']}{years}}}"]
    if value.season is not None:
        lines.append(f"{_PREFIXES['month']}{SEASONS[value.season - 1]}}}")
    elif len(start) > 1 and (end is None or end[:2] == start[:2]):
        lines.append(f"  month         = {MONTHS[start[1] - 1]}")
        if len(start) > 2 and end is None:
            lines.append(f"{_PREFIXES['day']}{start[2]}}}")
    if end is not None or not start or value.circa:
        lines.append(dated)
    return tuple(lines), lost


def _issued(exporter: BibtexExporter, fields: _Fields, value: Date) -> None:
    lines, lost = _date_lines(value, exporter.is_biblatex, exporter.letters == "latex")
    fields.lines.extend(lines)
    if lost is not None:
        fields.losses.drop(fields.entry, "issued", lost)


def _accessed(exporter: BibtexExporter, fields: _Fields, value: Date) -> None:
    _, edtf, words, lost = write_date(value)
    fields.add("urldate", edtf or exporter._text(words))
    if lost is not None:
        fields.losses.drop(fields.entry, "accessed", lost)


def _other_date(path: str) -> _Render:
    def render(exporter: BibtexExporter, fields: _Fields, value: Date) -> None:
        # A version's date that is the date of issue says nothing more.
        if value != fields.entry.issued:
            fields.losses.drop(fields.entry, path, value)

    return render


def _arxiv(exporter: BibtexExporter, fields: _Fields, value: ArxivInfo) -> None:
    primary = (
        _render_keywords((value.primary_category,), exporter.letters == "latex") if value.primary_category else None
    )
    if value.id is not None:
        fields.add("eprint", _UNSAFE_IN_VERBATIM.sub(_percent_encode, str(value.id)))
        fields.add("eprinttype", "arxiv")
    if primary is not None:
        fields.add("eprintclass", primary)
    if not exporter.is_biblatex:  # Zotero knows eprinttype only, RevTeX and INSPIRE archivePrefix only
        if value.id is not None:
            fields.add("archivePrefix", "arXiv")
        if primary is not None:
            fields.add("primaryClass", primary)
    if value.report_number:
        fields.add("reportnumber", exporter._text(value.report_number))
    if value.license:
        fields.losses.drop(fields.entry, "arxiv.license", value.license)
    if value.versions:
        fields.losses.drop(fields.entry, "arxiv.versions", value.versions)


def _arxiv_comment(exporter: BibtexExporter, fields: _Fields, value: ArxivInfo) -> None:
    if value.comment:
        fields.add("comment", exporter._markup(value.comment))


def _status(exporter: BibtexExporter, fields: _Fields, value: EntryType) -> None:
    entry = fields.entry
    if entry.status:
        fields.add("pubstate", exporter._text(entry.status))
    elif exporter.is_biblatex and value is EntryType.ARTICLE:
        fields.add("pubstate", "prepublished")


def _keywords(exporter: BibtexExporter, fields: _Fields, value: EntryType) -> None:
    entry = fields.entry
    keywords = (*entry.keyword, *class_keywords(entry)) if entry.keyword else class_keywords(entry)
    if keywords:
        fields.add("keywords", _render_keywords(keywords, exporter.letters == "latex"))


@lru_cache(maxsize=4096)
def _render_keywords(keywords: tuple[str, ...], ascii: bool) -> str:
    """Return *keywords* joined with commas; one that holds a comma goes in braces."""
    texts = (to_latex(keyword, ascii=ascii).strip() for keyword in keywords)
    return ", ".join(f"{{{text}}}" if "," in text else text for text in texts if text)


def _note(exporter: BibtexExporter, fields: _Fields, value: EntryType) -> None:
    entry = fields.entry
    notes = ([entry.note] if entry.note else []) + publication_notes(entry)
    if notes:
        # Rendered one by one: a dollar or a tag in one of them has nothing to do with another.
        fields.add("note", "; ".join(map(exporter._markup, notes)))


def _variables(exporter: BibtexExporter, fields: _Fields, value: tuple[tuple[str, str], ...]) -> None:
    for name, text in value:
        if name in VARIABLES:
            # Dates in EDTF stand as they are; elsewhere "~" is a character of the text.
            value_text = text if name in _DATES and _EDTF.match(text) else exporter._text(text)
            fields.add_once(VARIABLES[name], value_text, f"variables.{name}", text)
    fields.losses.drop_variables(fields.entry, VARIABLES)


def _extra(exporter: BibtexExporter, fields: _Fields, value: tuple[Extra, ...]) -> None:
    for extra in value:
        text = " ".join(extra.value.split())
        if (
            extra.namespace in ("bibtex", "biblatex")
            and _FIELD_NAME.match(extra.name)
            and not fields.has(extra.name)
            and _is_safe_raw(text)
        ):
            fields.add(extra.name, text)
        else:
            fields.losses.drop(fields.entry, f"extra.{extra.namespace}.{extra.name}", extra.value)


def _drop(path: str) -> _Render:
    def render(exporter: BibtexExporter, fields: _Fields, value: object) -> None:
        fields.losses.drop(fields.entry, path, value)

    return render


# Every field of an entry and what writes it, in the order of the output. What is put together from several fields, or
# written without any, hangs on "type", which every entry has.
_ROWS: tuple[tuple[str, _Render], ...] = (
    ("title", _title),
    ("short_title", _markup_as("shorttitle")),
    ("author", _people("author", NameRole.AUTHOR)),
    ("editor", _people("editor", NameRole.EDITOR)),
    ("contributors", _contributors),
    ("truncated", _truncated),
    ("container_title", _container),
    ("container_title_short", _markup_as("shortjournal")),
    ("collection_title", _markup_as("series")),
    ("event_title", _markup_as("eventtitle")),
    ("event_place", _text_as("venue")),
    ("volume", _text_as("volume")),
    ("issue", _number("issue")),
    ("number", _number("number")),
    ("collection_number", _number("collection_number")),
    ("page", _page),
    ("article_number", _text_as("eid")),
    ("edition", _text_as("edition")),
    ("genre", _text_as("type")),
    ("publisher", _publisher),
    ("publisher_place", _text_as("address")),
    ("issued", _issued),
    ("submitted", _other_date("submitted")),
    ("updated", _other_date("updated")),
    ("version", _text_as("version")),
    ("type", _status),
    ("arxiv", _arxiv),
    ("doi", _doi),
    ("isbn", _identifiers("isbn")),
    ("issn", _identifiers("issn")),
    ("url", _url),
    ("accessed", _accessed),
    ("language", _text_as("language")),
    ("variables", _variables),
    ("type", _note),
    ("annote", _markup_as("annote")),
    ("type", _keywords),
    ("abstract", _markup_as("abstract")),
    ("arxiv", _arxiv_comment),
    ("related", _drop("related")),
    ("extra", _extra),
)
# Written with others' rows, or no part of the bibliography.
_ELSEWHERE = {"key", "native_type", "note", "keyword", "status", "claims", "origin"}
if set(ENTRY_FIELDS) != {name for name, _ in _ROWS} | _ELSEWHERE:
    raise AssertionError("a field of Entry has no row in the BibTeX table")

_RENDERERS = tuple(render for _, render in _ROWS)
_VALUES: Callable[[Entry], tuple[Any, ...]] = attrgetter(*(name for name, _ in _ROWS))  # all values in one call
