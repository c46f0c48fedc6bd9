"""The table of what writes each field of an entry as BibTeX and BibLaTeX."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

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
from arxiv2bib.exporters._bibtex_spelling import find_hidden, respell
from arxiv2bib.exporters._dates import describe_date, write_date
from arxiv2bib.exporters._jabref_library import find_group
from arxiv2bib.exporters._rows import RowTable
from arxiv2bib.formats.arxiv_notes import class_keywords, publication_notes
from arxiv2bib.formats.bibtex_fields import BIBLATEX_NAMES, LINKS, ROLES, VARIABLES
from arxiv2bib.formats.bibtex_languages import find_babel_names
from arxiv2bib.formats.bibtex_reading import OWN_FIELDS, REPEATED, SPELLINGS
from arxiv2bib.formats.bibtex_related import WORDS, choose_links
from arxiv2bib.formats.bibtex_title_rows import PARTS, WHOLES
from arxiv2bib.model.dates import Date
from arxiv2bib.model.entry import ArxivInfo, Contributor, Entry, Extra, Related
from arxiv2bib.model.identifiers import Doi
from arxiv2bib.model.names import Name, put_suffix_behind
from arxiv2bib.model.pages import Pages
from arxiv2bib.model.vocabulary import EntryType, NameRole
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.latex import escape_latex, to_latex

if TYPE_CHECKING:
    from arxiv2bib.exporters.bibtex import BibtexExporter

__all__ = ["render_fields"]

_EDTF = compile_late(r"[-0-9~?/.]+\Z")
_DATES = frozenset({"event-date", "original-date"})


_Render = Callable[["BibtexExporter", FieldLines, Any], None]  # Any: the value's type is its field's


def render_fields(exporter: "BibtexExporter", fields: FieldLines) -> None:
    """Gather the lines of the entry that *fields* is for."""
    for render, value in _TABLE.find_set(fields.entry):
        render(exporter, fields, value)


def _to_markup(exporter: "BibtexExporter", markup: str) -> str:
    return to_latex(markup, ascii=exporter.letters == "latex", symbols=exporter.markup == "latex")


def _to_text(exporter: "BibtexExporter", text: str) -> str:
    return escape_latex(text, ascii=exporter.letters == "latex")


def _to_names(exporter: "BibtexExporter", names: tuple[Name, ...], *, truncated: bool) -> str:
    if exporter.suffixes == "given":
        names = tuple(map(put_suffix_behind, names))
    return render_bibtex_names(names, truncated=truncated, ascii=exporter.letters == "latex")


def _names_of(name: str) -> tuple[str, str]:
    """Return BibTeX's and BibLaTeX's name of a field."""
    return name, BIBLATEX_NAMES.get(name, name)


def _written(name: str, write: "Callable[[BibtexExporter, str], str]") -> _Render:
    names = _names_of(name)

    def render(exporter: "BibtexExporter", fields: FieldLines, value: str) -> None:
        fields.add(names[exporter.is_biblatex], write(exporter, value))

    return render


def _number(path: str) -> _Render:
    """Render one of the values that BibTeX has the one field ``number`` for."""

    def render(exporter: "BibtexExporter", fields: FieldLines, value: str) -> None:
        fields.add_once("number", _to_text(exporter, value), path, value)

    return render


def _url(exporter: "BibtexExporter", fields: FieldLines, value: str) -> None:
    if not exporter.derived_links and is_derived_url(fields.entry):
        return
    if exporter.addresses == "alone" and fields.entry.doi is not None and fields.kind != "online":
        if not is_derived_url(fields.entry):
            fields.losses.drop(fields.entry, "url", value)
        return
    address = encode_address(value.strip(), UNSAFE_IN_URL)
    fields.add("url", _to_text(exporter, address) if exporter.addresses == "escaped" else address)


def _doi(exporter: "BibtexExporter", fields: FieldLines, value: Doi) -> None:
    if not exporter.derived_links and is_derived_doi(fields.entry):
        return
    fields.add("doi", encode_address(value.value.strip(), UNSAFE_IN_VERBATIM))


def _identifiers(name: str) -> _Render:
    def render(exporter: "BibtexExporter", fields: FieldLines, value: tuple[object, ...]) -> None:
        fields.add(name, _to_text(exporter, ", ".join(text for text in map(str, value) if text.strip())))

    return render


def _title(exporter: "BibtexExporter", fields: FieldLines, value: str) -> None:
    volume = _find_volume(fields.entry) if fields.entry.variables and fields.entry.type in WHOLES else None
    if volume:
        fields.add("title", _to_text(exporter, volume))
    in_ascii, symbols = exporter.letters == "latex", exporter.markup == "latex"
    fields.add("maintitle" if volume else "title", to_latex(value, ascii=in_ascii, protect=True, symbols=symbols))


def _find_volume(entry: Entry) -> str | None:
    """Return the title of the volume of a larger work that *entry* or its container is."""
    return next((text for name, text in entry.variables if name == "volume-title" and not text.isspace()), None)


def _people(name: str, role: NameRole) -> _Render:
    def render(exporter: "BibtexExporter", fields: FieldLines, value: tuple[Name, ...]) -> None:
        truncated = fields.entry.truncated
        line = None if truncated else render_plain_names(value, ascii=exporter.letters == "latex")
        if line is None:
            fields.add(name, _to_names(exporter, value, truncated=role in truncated))
        else:
            fields.plain_names.add(name)
            fields.lines.append(f"{PREFIXES[name]}{line}}}")

    return render


def _contributors(exporter: "BibtexExporter", fields: FieldLines, value: tuple[Contributor, ...]) -> None:
    for contributor in value:
        name = ROLES.get(contributor.role)
        if name is None or fields.has(name):
            fields.losses.drop(fields.entry, f"contributors.{contributor.role}", contributor.names)
        else:
            truncated = contributor.role in fields.entry.truncated
            fields.add(name, _to_names(exporter, contributor.names, truncated=truncated))


def _truncated(exporter: "BibtexExporter", fields: FieldLines, value: tuple[NameRole, ...]) -> None:
    for role in value:
        name = role if role in (NameRole.AUTHOR, NameRole.EDITOR) else ROLES.get(role)
        if name is None or not fields.has(name):
            fields.losses.drop(fields.entry, "truncated", role)


def _container(exporter: "BibtexExporter", fields: FieldLines, value: str) -> None:
    volume = _find_volume(fields.entry) if fields.entry.variables and fields.entry.type in PARTS else None
    if volume:
        fields.add("booktitle", _to_text(exporter, volume))
        fields.add("maintitle", _to_markup(exporter, value))
    else:
        fields.add(_names_of(fields.row.container)[exporter.is_biblatex], _to_markup(exporter, value))


def _publisher(exporter: "BibtexExporter", fields: FieldLines, value: str) -> None:
    fields.add(_names_of(fields.row.publisher)[exporter.is_biblatex], _to_text(exporter, value))


def _page(exporter: "BibtexExporter", fields: FieldLines, value: Pages) -> None:
    if value.first is None:
        fields.add("pages", _to_text(exporter, value.literal or ""))
    else:
        text = "--".join(_to_text(exporter, page) for page in (value.first, value.last) if page)
        fields.add("pages", _keep_zeros(text) if exporter.article_numbers == "text" else text)


def _article_number(exporter: "BibtexExporter", fields: FieldLines, value: str) -> None:
    text = _to_text(exporter, value)
    if exporter.article_numbers == "eid" or fields.entry.page:
        fields.add("eid", text)
    else:
        fields.add("pages", _keep_zeros(text) if exporter.article_numbers == "text" else text)


def _keep_zeros(text: str) -> str:
    """Return *text*, as no number if it is one that begins with a zero, such as the 061102 of an article."""
    return f"{text}\N{WORD JOINER}" if text.startswith("0") and text.isdigit() else text


def _issued(exporter: "BibtexExporter", fields: FieldLines, value: Date) -> None:
    if exporter.dates == "start" and value.start and value != (start := Date(start=value.start)):
        fields.losses.change(fields.entry, "issued", describe_date(value), str(start))
        value = start
    lines, lost = render_date_lines(value, exporter.is_biblatex, exporter.letters == "latex")
    fields.lines.extend(lines)
    if lost is not None:
        fields.losses.drop(fields.entry, "issued", lost)


def _accessed(exporter: "BibtexExporter", fields: FieldLines, value: Date) -> None:
    _, edtf, words, lost = write_date(value)
    fields.add("urldate", edtf or _to_text(exporter, words))
    if lost is not None:
        fields.losses.drop(fields.entry, "accessed", lost)


def _other_date(path: str) -> _Render:
    def render(exporter: "BibtexExporter", fields: FieldLines, value: Date) -> None:
        # A version's date that is the date of issue says nothing more.
        issued = fields.entry.issued
        if value is not issued and value != issued:
            fields.losses.drop(fields.entry, path, value)

    return render


def _arxiv(exporter: "BibtexExporter", fields: FieldLines, value: ArxivInfo) -> None:
    has_id = value.id is not None
    if has_id:
        fields.add("eprint", encode_address(str(value.id), UNSAFE_IN_VERBATIM))
    primary, in_ascii = value.primary_category, exporter.letters == "latex"
    fields.lines += render_eprint_lines(primary, has_id, exporter.is_biblatex, in_ascii)
    if value.report_number:
        fields.add("reportnumber", _to_text(exporter, value.report_number))
    if value.license:
        fields.losses.drop(fields.entry, "arxiv.license", value.license)
    if value.versions:
        fields.losses.drop(fields.entry, "arxiv.versions", value.versions)


def _arxiv_comment(exporter: "BibtexExporter", fields: FieldLines, value: ArxivInfo) -> None:
    if value.comment:
        fields.add("comment", _to_markup(exporter, value.comment))


def _status(exporter: "BibtexExporter", fields: FieldLines, value: EntryType) -> None:
    entry = fields.entry
    if entry.status:
        fields.add("pubstate", _to_text(exporter, entry.status))
    elif exporter.is_biblatex and value is EntryType.ARTICLE:
        fields.add("pubstate", "prepublished")


def _keywords(exporter: "BibtexExporter", fields: FieldLines, value: EntryType) -> None:
    entry = fields.entry
    keywords = (*entry.keyword, *class_keywords(entry)) if entry.keyword else class_keywords(entry)
    if keywords:
        fields.add("keywords", render_keywords(keywords, exporter.letters == "latex"))


def _note(exporter: "BibtexExporter", fields: FieldLines, value: EntryType) -> None:
    entry = fields.entry
    notes = ([entry.note] if entry.note else []) + publication_notes(entry)
    if exporter.noted_identifiers == "unpublished":
        if fields.kind == "unpublished" and not fields.has("eprint"):
            notes = add_identifiers(entry, notes, has_all=True)
    elif exporter.noted_identifiers != "none":
        notes = add_identifiers(entry, notes, has_all=exporter.noted_identifiers == "all")
    if notes:
        # Rendered one by one: a dollar or a tag in one of them has nothing to do with another.
        fields.add("note", "; ".join([_to_markup(exporter, note) for note in notes]))


def _groups(exporter: "BibtexExporter", fields: FieldLines, value: EntryType) -> None:
    group = find_group(fields.entry) if exporter.groups else None
    if group is not None:
        fields.add("groups", _to_text(exporter, group))


def _language(exporter: "BibtexExporter", fields: FieldLines, value: str) -> None:
    if exporter.languages == "none":
        fields.losses.drop(fields.entry, "language", value)
        return
    names = find_babel_names(value) if exporter.languages == "babel" else None
    fields.add("language", _to_text(exporter, value) if names is None else names[1])
    if names is not None:
        fields.add("langid", names[0])


def _variables(exporter: "BibtexExporter", fields: FieldLines, value: tuple[tuple[str, str], ...]) -> None:
    for name, text in value:
        if name in VARIABLES:
            # Dates in EDTF stand as they are; elsewhere "~" is a character of the text.
            value_text = text if name in _DATES and _EDTF.match(text) else _to_text(exporter, text)
            fields.add_once(VARIABLES[name], value_text, f"variables.{name}", text)
    entry = fields.entry
    has_volume = (entry.type in WHOLES and entry.title) or (entry.type in PARTS and entry.container_title)
    known = {**VARIABLES, "volume-title": "maintitle"} if has_volume else VARIABLES
    short = next((text for name, text in value if name == "volume-title-short"), None)
    if short is not None and has_volume and entry.type in WHOLES and not entry.short_title:
        fields.add("shorttitle", _to_text(exporter, short))
        known = {**known, "volume-title-short": "shorttitle"}
    fields.losses.drop_variables(entry, known)


def _extra(exporter: "BibtexExporter", fields: FieldLines, value: tuple[Extra, ...]) -> None:
    hidden: tuple[Extra, ...] = ()
    if any(extra.namespace in SPELLINGS for extra in value):
        respell(fields)
        hidden = () if fields.keeps_spelling else find_hidden(fields)
    taken: set[str] | None = None
    for extra in value:
        if extra.namespace in SPELLINGS:
            continue
        if not fields.has_parents and extra.name.lower() in LINKS:
            continue  # the writer reports it
        if extra.namespace in OWN_FIELDS and extra not in hidden and FIELD_NAME.match(extra.name):
            if taken is None:
                taken = {name_of(line).casefold() for line in fields.lines}
            text = " ".join(extra.value.split())
            if is_safe_raw(text) and (extra.namespace == REPEATED or extra.name.casefold() not in taken):
                fields.add(extra.name, text)
                taken.add(extra.name.casefold())
                continue
        fields.losses.drop(fields.entry, f"extra.{extra.namespace}.{extra.name}", extra.value)


def _related(exporter: "BibtexExporter", fields: FieldLines, value: tuple[Related, ...]) -> None:
    links = choose_links(value)
    if links:
        kind, words = WORDS[links[0].relation]
        fields.add("related", ",".join(link.identifier for link in links))
        fields.add("relatedtype", kind)
        fields.add("relatedstring", words)
    others = tuple(one for one in value if one not in links)
    if others:
        fields.losses.drop(fields.entry, "related", others)


# Every field of an entry and what writes it, in the order of the output. What is put together from several fields, or
# written without any, hangs on "type", which every entry has.
_ROWS: tuple[tuple[str, _Render], ...] = (
    ("title", _title),
    ("short_title", _written("shorttitle", _to_markup)),
    ("author", _people("author", NameRole.AUTHOR)),
    ("editor", _people("editor", NameRole.EDITOR)),
    ("contributors", _contributors),
    ("truncated", _truncated),
    ("container_title", _container),
    ("container_title_short", _written("shortjournal", _to_markup)),
    ("collection_title", _written("series", _to_markup)),
    ("event_title", _written("eventtitle", _to_markup)),
    ("event_place", _written("venue", _to_text)),
    ("volume", _written("volume", _to_text)),
    ("issue", _number("issue")),
    ("number", _number("number")),
    ("collection_number", _number("collection_number")),
    ("page", _page),
    ("article_number", _article_number),
    ("edition", _written("edition", _to_text)),
    ("genre", _written("type", _to_text)),
    ("publisher", _publisher),
    ("publisher_place", _written("address", _to_text)),
    ("issued", _issued),
    ("submitted", _other_date("submitted")),
    ("updated", _other_date("updated")),
    ("version", _written("version", _to_text)),
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
    ("annote", _written("annote", _to_markup)),
    ("type", _keywords),
    ("type", _groups),
    ("abstract", _written("abstract", _to_markup)),
    ("arxiv", _arxiv_comment),
    ("related", _related),
    ("extra", _extra),
)
# Written with others' rows, or no part of the bibliography.
_ELSEWHERE = {"key", "native_type", "note", "keyword", "status", "claims", "origin"}
_TABLE: RowTable[_Render] = RowTable("BibTeX", _ROWS, _ELSEWHERE)
