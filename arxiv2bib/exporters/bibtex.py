"""The exporters of BibTeX and BibLaTeX."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress
from typing import Any, ClassVar, Literal

import attrs

from arxiv2bib.diagnostics import Report
from arxiv2bib.exporters._bibtex_library import find_group, render_library
from arxiv2bib.exporters._bibtex_lines import (
    FIELD_NAME,
    PREFIXES,
    UNSAFE_IN_URL,
    UNSAFE_IN_VERBATIM,
    FieldLines,
    encode_address,
    is_safe_raw,
    name_of,
)
from arxiv2bib.exporters._bibtex_names import render_bibtex_names, render_plain_names
from arxiv2bib.exporters._bibtex_printing import add_identifiers, is_derived_doi, is_derived_url
from arxiv2bib.exporters._bibtex_repeated import render_date_lines, render_eprint_lines, render_keywords
from arxiv2bib.exporters._bibtex_spelling import respell
from arxiv2bib.exporters._bibtex_writer import DIALECTS, BibtexWriter
from arxiv2bib.exporters._dates import describe_date, write_date
from arxiv2bib.exporters._joining import join_pieces
from arxiv2bib.formats.arxiv_notes import class_keywords, publication_notes
from arxiv2bib.formats.bibtex_fields import BIBLATEX_NAMES, ROLES, VARIABLES
from arxiv2bib.formats.bibtex_languages import find_babel_names
from arxiv2bib.formats.bibtex_reading import AS_WRITTEN, INHERITED, REPEATED
from arxiv2bib.formats.bibtex_related import WORDS, choose_links
from arxiv2bib.formats.bibtex_title_rows import PARTS, WHOLES
from arxiv2bib.formats.known import BIBLATEX, BIBTEX
from arxiv2bib.model.dates import Date
from arxiv2bib.model.drafts import make_getter
from arxiv2bib.model.entry import ENTRY_FIELDS, ArxivInfo, Contributor, Entry, Extra, Related
from arxiv2bib.model.identifiers import Doi
from arxiv2bib.model.names import Name, put_suffix_behind
from arxiv2bib.model.pages import Pages
from arxiv2bib.model.records import Block
from arxiv2bib.model.vocabulary import EntryType, NameRole
from arxiv2bib.protocols import Format
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.latex import escape_latex, to_latex

Letters = Literal["latex", "utf8"]

_EDTF = compile_late(r"[-0-9~?/.]+\Z")
_DATES = frozenset({"event-date", "original-date"})

_OWN_EXTRAS = frozenset({"bibtex", "biblatex", REPEATED})
_SPELLINGS = frozenset({AS_WRITTEN, INHERITED})

_Render = Callable[["BibtexExporter", FieldLines, Any], None]  # Any: the value's type is its field's


@attrs.frozen
class BibtexExporter:
    """Writes BibTeX that classic BibTeX, biber and the reference managers read.

    ``letters`` says how letters outside ASCII are written: as LaTeX commands, or as they are, in UTF-8.
    A preprint is ``@misc`` with the arXiv DOI, ``eprint``, ``eprinttype`` and ``archivePrefix`` (readers know one or
    the other), ``eprintclass`` and ``primaryClass``.

    ``preserve`` writes what was read from BibTeX back as it was, edited fields apart. ``carry`` puts what BibTeX has no
    place for into a field ``arxiv2bib``, from which it is restored: of entries read from another bibliography format
    (None), of all, or of none, which reports it instead.

    ``noted_identifiers`` are those that stand in ``note`` as well as in fields of their own, for styles that know no
    such fields: none, those of arXiv, all, DOIs and addresses too, or only all of ``@unpublished``, of which some
    styles print nothing but ``note`` and ``eprint``. ``article_numbers`` says where the number of an
    article without pages stands: in ``eid``, in ``pages`` for readers that know no other place, or there as text, for
    programs that drop the zeros that a number begins with: a word joiner, which is not seen, stands behind it. Without
    ``derived_links``, a preprint has neither the DOI nor the address that follow from its ``eprint``. ``languages`` is
    how languages are named: as in the entry, as babel and BibLaTeX name them (in ``langid`` too), or not at all, for
    styles that babel has to be loaded for. ``markup`` says whether formulas, scripts and italics are LaTeX, or formulas
    are spelled with letters and scripts, or all are what characters can say, for programs that know no commands.
    ``addresses`` stand as they are, or with LaTeX's escapes, for programs that decode them like other text, or, but
    for ``@online``, only where there is no DOI, for programs that take all that has one for a web page.
    ``suffixes`` stand in their own part of a name, or behind the given name. ``dates`` are written in full, or only the
    day, month or year that they begin with. ``preprint_type`` is the type of preprints, if not the usual one.
    ``library`` adds what JabRef keeps at the end of its libraries, the dialect; with ``groups``, each entry is in the
    group of its primary category.
    """

    format: ClassVar[Format] = BIBTEX
    is_biblatex: ClassVar[bool] = False

    letters: Letters = attrs.field(default="latex", validator=attrs.validators.in_(("latex", "utf8")))
    carry: bool | None = attrs.field(default=None, validator=attrs.validators.in_((None, True, False)))
    preserve: bool = attrs.field(default=True, validator=attrs.validators.in_((True, False)))
    noted_identifiers: Literal["none", "arxiv", "all", "unpublished"] = attrs.field(
        default="none", validator=attrs.validators.in_(("none", "arxiv", "all", "unpublished"))
    )
    article_numbers: Literal["eid", "pages", "text"] = attrs.field(
        default="eid", validator=attrs.validators.in_(("eid", "pages", "text"))
    )
    derived_links: bool = attrs.field(default=True, validator=attrs.validators.in_((True, False)))
    languages: Literal["written", "babel", "none"] = attrs.field(
        default="written", validator=attrs.validators.in_(("written", "babel", "none"))
    )
    markup: Literal["latex", "spelled", "none"] = attrs.field(
        default="latex", validator=attrs.validators.in_(("latex", "spelled", "none"))
    )
    addresses: Literal["verbatim", "escaped", "alone"] = attrs.field(
        default="verbatim", validator=attrs.validators.in_(("verbatim", "escaped", "alone"))
    )
    suffixes: Literal["apart", "given"] = attrs.field(
        default="apart", validator=attrs.validators.in_(("apart", "given"))
    )
    dates: Literal["full", "start"] = attrs.field(default="full", validator=attrs.validators.in_(("full", "start")))
    preprint_type: str | None = attrs.field(
        default=None, validator=attrs.validators.optional(attrs.validators.matches_re(r"[a-z]+"))
    )
    library: Literal["plain", "jabref"] = attrs.field(
        default="plain", validator=attrs.validators.in_(("plain", "jabref"))
    )
    groups: bool = attrs.field(default=False, validator=attrs.validators.in_((True, False)))

    @property
    def is_usual(self) -> bool:
        """Whether every value stands where it usually does."""
        placed = (self.noted_identifiers, self.article_numbers, self.languages, self.addresses, self.preprint_type)
        are_full = (self.suffixes, self.dates, self.derived_links) == ("apart", "full", True)
        return are_full and placed == ("none", "eid", "written", "verbatim", None)

    @property
    def is_plain(self) -> bool:
        """Whether nothing is asked for but a dialect, its letters, and what is carried or preserved."""
        is_own = type(self) in (BibtexExporter, BiblatexExporter)
        return is_own and self.is_usual and self.markup == "latex" and not self.groups

    def export(self, items: Iterable[Entry | Block], /, *, report: Report) -> Iterator[str]:
        """Yield the pieces of the output: entries and blocks read from BibTeX as they were, others written anew."""
        return self.export_behind(items, report=report, taken=set())

    def export_behind(self, items: Iterable[Entry | Block], /, *, report: Report, taken: set[str]) -> Iterator[str]:
        """Yield the pieces of an output in which *taken* stand for keys that BibTeX cannot hold; more are added."""
        keys = None
        if isinstance(items, Sequence):
            keys = {item.key.casefold() for item in items if isinstance(item, Entry) and item.key is not None}
        writer = BibtexWriter(self, report, keys, taken)
        groups: dict[str, None] = {}  # in the order of their first entries
        has_library = False
        for item in items:
            if isinstance(item, Entry):
                if self.groups and (group := find_group(item)) is not None:
                    groups[group] = None
                yield writer.write_entry(item)
                report.records_written += 1
            elif text := writer.write_block(item):
                has_library = has_library or "jabref-meta: databaseType:" in text
                yield text
        if self.library == "jabref" and not has_library:
            yield render_library(self.format.name, groups)

    def can_join(self, format: str, /) -> bool:
        """Whether *format* is another one: what was read from BibTeX keeps its place among its neighbours."""
        return format not in DIALECTS

    def join(self, parts: Iterable[Iterable[str]], /) -> Iterator[str]:
        """Yield the pieces of *parts*, a blank line between the entries of one and of the next."""
        return join_pieces(parts, "\n")

    def render_fields(self, fields: FieldLines) -> None:
        """Gather the lines of the entry that *fields* is for."""
        values = _VALUES(fields.entry)
        for render, value in compress(zip(_RENDERERS, values, strict=True), values):  # a third of them is set
            render(self, fields, value)

    def _markup(self, markup: str) -> str:
        return to_latex(markup, ascii=self.letters == "latex")

    def _text(self, text: str) -> str:
        return escape_latex(text, ascii=self.letters == "latex")

    def _names(self, names: tuple[Name, ...], *, truncated: bool) -> str:
        if self.suffixes == "given":
            names = tuple(map(put_suffix_behind, names))
        return render_bibtex_names(names, truncated=truncated, ascii=self.letters == "latex")


@attrs.frozen
class BiblatexExporter(BibtexExporter):
    """Writes BibLaTeX: its types and field names, ISO dates, UTF-8.

    A preprint is ``@online`` with ``pubstate = {prepublished}`` and the eprint fields.
    """

    format: ClassVar[Format] = BIBLATEX
    is_biblatex: ClassVar[bool] = True

    letters: Letters = attrs.field(default="utf8", validator=attrs.validators.in_(("latex", "utf8")))


def _names_of(name: str) -> tuple[str, str]:
    """Return BibTeX's and BibLaTeX's name of a field."""
    return name, BIBLATEX_NAMES.get(name, name)


def _markup_as(name: str) -> _Render:
    names = _names_of(name)

    def render(exporter: BibtexExporter, fields: FieldLines, value: str) -> None:
        fields.add(names[exporter.is_biblatex], to_latex(value, ascii=exporter.letters == "latex"))

    return render


def _text_as(name: str) -> _Render:
    names = _names_of(name)

    def render(exporter: BibtexExporter, fields: FieldLines, value: str) -> None:
        fields.add(names[exporter.is_biblatex], escape_latex(value, ascii=exporter.letters == "latex"))

    return render


def _number(path: str) -> _Render:
    """Render one of the values that BibTeX has the one field ``number`` for."""

    def render(exporter: BibtexExporter, fields: FieldLines, value: str) -> None:
        fields.add_once("number", exporter._text(value), path, value)

    return render


def _url(exporter: BibtexExporter, fields: FieldLines, value: str) -> None:
    if not exporter.derived_links and is_derived_url(fields.entry):
        return
    if exporter.addresses == "alone" and fields.entry.doi is not None and fields.kind != "online":
        if not is_derived_url(fields.entry):
            fields.losses.drop(fields.entry, "url", value)
        return
    address = encode_address(value.strip(), UNSAFE_IN_URL)
    fields.add("url", exporter._text(address) if exporter.addresses == "escaped" else address)


def _doi(exporter: BibtexExporter, fields: FieldLines, value: Doi) -> None:
    if not exporter.derived_links and is_derived_doi(fields.entry):
        return
    fields.add("doi", encode_address(value.value.strip(), UNSAFE_IN_VERBATIM))


def _identifiers(name: str) -> _Render:
    def render(exporter: BibtexExporter, fields: FieldLines, value: tuple[object, ...]) -> None:
        fields.add(name, exporter._text(", ".join(text for text in map(str, value) if text.strip())))

    return render


def _title(exporter: BibtexExporter, fields: FieldLines, value: str) -> None:
    volume = _find_volume(fields.entry) if fields.entry.variables and fields.entry.type in WHOLES else None
    if volume:
        fields.add("title", exporter._text(volume))
    fields.add("maintitle" if volume else "title", to_latex(value, ascii=exporter.letters == "latex", protect=True))


def _find_volume(entry: Entry) -> str | None:
    """Return the title of the volume of a larger work that *entry* or its container is."""
    return next((text for name, text in entry.variables if name == "volume-title" and not text.isspace()), None)


def _people(name: str, role: NameRole) -> _Render:
    def render(exporter: BibtexExporter, fields: FieldLines, value: tuple[Name, ...]) -> None:
        truncated = fields.entry.truncated
        line = None if truncated else render_plain_names(value, ascii=exporter.letters == "latex")
        if line is None:
            fields.add(name, exporter._names(value, truncated=role in truncated))
        else:
            fields.plain_names.add(name)
            fields.lines.append(f"{PREFIXES[name]}{line}}}")

    return render


def _contributors(exporter: BibtexExporter, fields: FieldLines, value: tuple[Contributor, ...]) -> None:
    for contributor in value:
        name = ROLES.get(contributor.role)
        if name is None or fields.has(name):
            fields.losses.drop(fields.entry, f"contributors.{contributor.role}", contributor.names)
        else:
            truncated = contributor.role in fields.entry.truncated
            fields.add(name, exporter._names(contributor.names, truncated=truncated))


def _truncated(exporter: BibtexExporter, fields: FieldLines, value: tuple[NameRole, ...]) -> None:
    for role in value:
        name = role if role in (NameRole.AUTHOR, NameRole.EDITOR) else ROLES.get(role)
        if name is None or not fields.has(name):
            fields.losses.drop(fields.entry, "truncated", role)


def _container(exporter: BibtexExporter, fields: FieldLines, value: str) -> None:
    volume = _find_volume(fields.entry) if fields.entry.variables and fields.entry.type in PARTS else None
    if volume:
        fields.add("booktitle", exporter._text(volume))
        fields.add("maintitle", exporter._markup(value))
    else:
        fields.add(_names_of(fields.row.container)[exporter.is_biblatex], exporter._markup(value))


def _publisher(exporter: BibtexExporter, fields: FieldLines, value: str) -> None:
    fields.add(_names_of(fields.row.publisher)[exporter.is_biblatex], exporter._text(value))


def _page(exporter: BibtexExporter, fields: FieldLines, value: Pages) -> None:
    if value.first is None:
        fields.add("pages", exporter._text(value.literal or ""))
    else:
        text = "--".join(exporter._text(page) for page in (value.first, value.last) if page)
        fields.add("pages", _keep_zeros(text) if exporter.article_numbers == "text" else text)


def _article_number(exporter: BibtexExporter, fields: FieldLines, value: str) -> None:
    text = exporter._text(value)
    if exporter.article_numbers == "eid" or fields.entry.page:
        fields.add("eid", text)
    else:
        fields.add("pages", _keep_zeros(text) if exporter.article_numbers == "text" else text)


def _keep_zeros(text: str) -> str:
    """Return *text*, as no number if it is one that begins with a zero, such as the 061102 of an article."""
    return f"{text}\N{WORD JOINER}" if text.startswith("0") and text.isdigit() else text


def _issued(exporter: BibtexExporter, fields: FieldLines, value: Date) -> None:
    if exporter.dates == "start" and value.start and value != (start := Date(start=value.start)):
        fields.losses.change(fields.entry, "issued", describe_date(value), str(start))
        value = start
    lines, lost = render_date_lines(value, exporter.is_biblatex, exporter.letters == "latex")
    fields.lines.extend(lines)
    if lost is not None:
        fields.losses.drop(fields.entry, "issued", lost)


def _accessed(exporter: BibtexExporter, fields: FieldLines, value: Date) -> None:
    _, edtf, words, lost = write_date(value)
    fields.add("urldate", edtf or exporter._text(words))
    if lost is not None:
        fields.losses.drop(fields.entry, "accessed", lost)


def _other_date(path: str) -> _Render:
    def render(exporter: BibtexExporter, fields: FieldLines, value: Date) -> None:
        # A version's date that is the date of issue says nothing more.
        issued = fields.entry.issued
        if value is not issued and value != issued:
            fields.losses.drop(fields.entry, path, value)

    return render


def _arxiv(exporter: BibtexExporter, fields: FieldLines, value: ArxivInfo) -> None:
    has_id = value.id is not None
    if has_id:
        fields.add("eprint", encode_address(str(value.id), UNSAFE_IN_VERBATIM))
    primary, in_ascii = value.primary_category, exporter.letters == "latex"
    fields.lines += render_eprint_lines(primary, has_id, exporter.is_biblatex, in_ascii)
    if value.report_number:
        fields.add("reportnumber", exporter._text(value.report_number))
    if value.license:
        fields.losses.drop(fields.entry, "arxiv.license", value.license)
    if value.versions:
        fields.losses.drop(fields.entry, "arxiv.versions", value.versions)


def _arxiv_comment(exporter: BibtexExporter, fields: FieldLines, value: ArxivInfo) -> None:
    if value.comment:
        fields.add("comment", exporter._markup(value.comment))


def _status(exporter: BibtexExporter, fields: FieldLines, value: EntryType) -> None:
    entry = fields.entry
    if entry.status:
        fields.add("pubstate", exporter._text(entry.status))
    elif exporter.is_biblatex and value is EntryType.ARTICLE:
        fields.add("pubstate", "prepublished")


def _keywords(exporter: BibtexExporter, fields: FieldLines, value: EntryType) -> None:
    entry = fields.entry
    keywords = (*entry.keyword, *class_keywords(entry)) if entry.keyword else class_keywords(entry)
    if keywords:
        fields.add("keywords", render_keywords(keywords, exporter.letters == "latex"))


def _note(exporter: BibtexExporter, fields: FieldLines, value: EntryType) -> None:
    entry = fields.entry
    notes = ([entry.note] if entry.note else []) + publication_notes(entry)
    if exporter.noted_identifiers == "unpublished":
        if fields.kind == "unpublished" and not fields.has("eprint"):
            notes = add_identifiers(entry, notes, has_all=True)
    elif exporter.noted_identifiers != "none":
        notes = add_identifiers(entry, notes, has_all=exporter.noted_identifiers == "all")
    if notes:
        # Rendered one by one: a dollar or a tag in one of them has nothing to do with another.
        fields.add("note", "; ".join(map(exporter._markup, notes)))


def _groups(exporter: BibtexExporter, fields: FieldLines, value: EntryType) -> None:
    group = find_group(fields.entry) if exporter.groups else None
    if group is not None:
        fields.add("groups", exporter._text(group))


def _language(exporter: BibtexExporter, fields: FieldLines, value: str) -> None:
    if exporter.languages == "none":
        fields.losses.drop(fields.entry, "language", value)
        return
    names = find_babel_names(value) if exporter.languages == "babel" else None
    fields.add("language", exporter._text(value) if names is None else names[1])
    if names is not None:
        fields.add("langid", names[0])


def _variables(exporter: BibtexExporter, fields: FieldLines, value: tuple[tuple[str, str], ...]) -> None:
    for name, text in value:
        if name in VARIABLES:
            # Dates in EDTF stand as they are; elsewhere "~" is a character of the text.
            value_text = text if name in _DATES and _EDTF.match(text) else exporter._text(text)
            fields.add_once(VARIABLES[name], value_text, f"variables.{name}", text)
    entry = fields.entry
    has_volume = (entry.type in WHOLES and entry.title) or (entry.type in PARTS and entry.container_title)
    known = {**VARIABLES, "volume-title": "maintitle"} if has_volume else VARIABLES
    short = next((text for name, text in value if name == "volume-title-short"), None)
    if short is not None and has_volume and entry.type in WHOLES and not entry.short_title:
        fields.add("shorttitle", exporter._text(short))
        known = {**known, "volume-title-short": "shorttitle"}
    fields.losses.drop_variables(entry, known)


def _extra(exporter: BibtexExporter, fields: FieldLines, value: tuple[Extra, ...]) -> None:
    if any(extra.namespace in _SPELLINGS for extra in value):
        respell(fields)
    taken = {name_of(line).casefold() for line in fields.lines}
    for extra in value:
        if extra.namespace in _SPELLINGS:
            continue
        if not fields.has_parents and extra.name.lower() in ("crossref", "xdata"):
            continue  # the writer reports it
        text = " ".join(extra.value.split())
        is_field = extra.namespace in _OWN_EXTRAS and FIELD_NAME.match(extra.name) and is_safe_raw(text)
        if is_field and (extra.namespace == REPEATED or extra.name.casefold() not in taken):
            fields.add(extra.name, text)
            taken.add(extra.name.casefold())
        else:
            fields.losses.drop(fields.entry, f"extra.{extra.namespace}.{extra.name}", extra.value)


def _related(exporter: BibtexExporter, fields: FieldLines, value: tuple[Related, ...]) -> None:
    links = choose_links(value)
    if links:
        kind, words = WORDS[links[0].relation]
        fields.add("related", ",".join(link.identifier for link in links))
        fields.add("relatedtype", kind)
        fields.add("relatedstring", words)
    others = tuple(one for one in value if one not in links)
    if others:
        fields.losses.drop(fields.entry, "related", others)


def _drop(path: str) -> _Render:
    def render(exporter: BibtexExporter, fields: FieldLines, value: object) -> None:
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
    ("article_number", _article_number),
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
    ("language", _language),
    ("variables", _variables),
    ("type", _note),
    ("annote", _markup_as("annote")),
    ("type", _keywords),
    ("type", _groups),
    ("abstract", _markup_as("abstract")),
    ("arxiv", _arxiv_comment),
    ("related", _related),
    ("extra", _extra),
)
# Written with others' rows, or no part of the bibliography.
_ELSEWHERE = {"key", "native_type", "note", "keyword", "status", "claims", "origin"}
if set(ENTRY_FIELDS) != {name for name, _ in _ROWS} | _ELSEWHERE:
    raise AssertionError("a field of Entry has no row in the BibTeX table")

_RENDERERS = tuple(render for _, render in _ROWS)
_VALUES: Callable[[Entry], tuple[Any, ...]] = make_getter(*(name for name, _ in _ROWS))  # all values in one call
