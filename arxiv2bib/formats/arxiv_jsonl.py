"""arXiv's metadata as JSON: the snapshot of the whole archive, one paper a line, and the records of its own programs.

Source: the dataset "arXiv" (Cornell University), arxiv-metadata-oai-snapshot.json; arXiv's search, docmeta.
"""

import re
from functools import lru_cache
from typing import Any, Final

from arxiv2bib.diagnostics import Code, Severity
from arxiv2bib.formats.arxiv_categories import split_codes
from arxiv2bib.formats.arxiv_dates import parse_day
from arxiv2bib.formats.arxiv_names import read_name
from arxiv2bib.formats.arxiv_papers import Paper, Teller, classify, has_other_words, set_versions
from arxiv2bib.formats.json_text import Number, Repeating, compact
from arxiv2bib.formats.known import ARXIV_JSONL
from arxiv2bib.formats.names import drop_rest, is_cut_short
from arxiv2bib.formats.natural_names import parse_natural_name
from arxiv2bib.model.entry import ArxivVersion
from arxiv2bib.model.names import Name
from arxiv2bib.text.expressions import compile_late

__all__ = ["NAME", "read_item"]

NAME: Final = ARXIV_JSONL.name

_Item = dict[str, Any]  # Any: JSON
_TEXTS: Final = {
    "id": "identifier", "title": "title", "abstract": "abstract", "comments": "comment", "journal-ref": "journal_ref",
    "doi": "doi", "license": "license", "report-no": "report_number",
}  # fmt: skip
_KNOWN: Final = frozenset(
    {
        *_TEXTS,
        "submitter",
        "authors",
        "authors_parsed",
        "categories",
        "versions",
        "update_date",
        "msc-class",
        "acm-class",
    }
)
_THREE_TEXTS: Final = [str, str, str]
_NUMBER: Final = compile_late(r"v(\d{1,4})\Z", re.ASCII)


def read_item(item: _Item, teller: Teller) -> Paper:
    """Return what the object *item* says of a paper."""
    if isinstance(item, Repeating):
        for name, value in item.repeated:
            teller.say(
                Code.READ_REPEATED_FIELD, f"{name} is given twice; the last is used", name, value=_to_text(value)
            )
            if value != item[name] and value is not None:
                teller.keep(name, _to_text(value))
    return _read_docmeta(item, teller) if "paper_id" in item else _read_snapshot(item, teller)


def _to_text(value: Any) -> str:  # Any: JSON
    return value if type(value) is str else "" if value is None else compact(value)


def _read_snapshot(item: _Item, teller: Teller) -> Paper:
    paper = Paper()
    get = item.get
    # JSON spells control characters out, and the snapshot whatever is not ASCII: most lines need no closer look.
    raw = teller.record.raw
    is_plain = "\\u" not in raw and "\x7f" not in raw and raw.isascii()
    for name, field in _TEXTS.items():
        value = get(name)
        if type(value) is str and is_plain and "\b" not in value:
            setattr(paper, field, value.strip() or None)
        elif value is not None:
            setattr(paper, field, teller.clean(name, _tell(name, value, teller)))
    categories = get("categories")
    if categories is not None:
        words = categories if type(categories) is str else " ".join(map(_to_text, _to_list(categories)))
        paper.classes = classify(words)
    for name, field in (("msc-class", "msc_class"), ("acm-class", "acm_class")):
        if get(name):
            setattr(paper, field, split_codes(_to_text(item[name])))
    _read_authors(item, paper, teller)
    versions = get("versions")
    if versions:
        set_versions(paper, _read_versions(versions, teller))
    submitter, day = get("submitter"), get("update_date")
    if submitter:
        teller.keep("submitter", teller.clean("submitter", _to_text(submitter)) or "")
    if day:
        teller.keep("update_date", _to_text(day))
        if paper.updated is None:
            paper.updated = teller.read_day("update_date", _to_text(day))
    if not item.keys() <= _KNOWN:
        _keep_others(item, _KNOWN, teller)
    return paper


def _tell(name: str, value: Any, teller: Teller) -> str:  # Any: JSON
    """Return the text that *value* stands for where programs on tables wrote it: a list is its texts.

    An identifier that became a number has its zeros put back: 704.001 was 0704.0010.
    """
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return ", ".join(value)
    month, dot, number = value.partition(".") if isinstance(value, Number) and name == "id" else ("", "", "")
    if not dot or not month.isdecimal() or not number.isdecimal():
        return _to_text(value)
    month = month.zfill(4)
    restored = f"{month}.{number:0<{4 if month < '1501' else 5}}"
    teller.say(Code.READ_INVALID_VALUE, f"the identifier is a number; read as {restored}", "id", value=str(value),
               severity=Severity.INFO)  # fmt: skip
    return restored


def _to_list(value: Any) -> list[Any]:  # Any: JSON
    return value if isinstance(value, list) else [value]


def _keep_others(item: _Item, known: frozenset[str], teller: Teller) -> None:
    for name, value in item.items():
        if name not in known and value not in (None, "", [], {}):
            teller.keep_unknown(name, _to_text(value))


def _read_authors(item: _Item, paper: Paper, teller: Teller) -> None:
    """Read the authors, taken apart if the record has them so, else from the line of names."""
    line = item.get("authors")
    listed = _list_names(line) if isinstance(line, list) else ()
    written = ", ".join(listed) if listed else line if type(line) is str else _to_text(line)
    text: str | None = teller.clean("authors", written) if line is not None else None
    rows = item.get("authors_parsed")
    if not rows or not isinstance(rows, list) or not isinstance(rows[0], list):
        if rows:
            teller.keep_unknown("authors_parsed", _to_text(rows))
        if listed:
            found = [parse_natural_name(teller.clean("authors", name) or "") for name in listed]
            paper.authors = tuple([name for name in found if name != Name()])
            paper.truncated = is_cut_short(text or "")
        else:
            paper.authors, paper.truncated = teller.read_author_line("authors", text)
        return
    names: list[Name] = []
    words: list[str] = []
    for number, row in enumerate(rows):
        is_usual = type(row) is list and [*map(type, row)] == _THREE_TEXTS
        family, given, suffix = row if is_usual else map(_to_text, _pad(row)[:3])
        words += (given, family, suffix, ",")
        name = read_name(family, given, suffix)
        if name is not None:
            names.append(name)
        elif any(map(str.isalnum, family + given)):
            teller.keep("author", f"{given} {family}")
        for affiliation in () if is_usual or not isinstance(row, list) else row[3:]:
            words.append(_to_text(affiliation))
            teller.keep(f"author[{number}].affiliation", _to_text(affiliation))
    paper.authors, paper.truncated = drop_rest(names)
    paper.truncated |= text is not None and is_cut_short(text)
    if text is not None and not _is_list_of(text, words) and has_other_words(text, words):
        teller.say_left_out("authors", text)


def _list_names(rows: list[Any]) -> tuple[str, ...]:  # Any: JSON
    """Return the names in *rows*, texts or objects with a ``name``; none if anything else is among them."""
    names: list[Any] = [row.get("name") if isinstance(row, dict) else row for row in rows]  # Any: JSON
    return tuple(names) if all(isinstance(name, str) for name in names) else ()


def _pad(row: Any) -> list[Any]:  # Any: JSON
    return [*row, "", "", ""] if isinstance(row, list) else [row, "", ""]


def _is_list_of(text: str, words: list[str]) -> bool:
    """Whether the author line *text* is the *words* of the names, each followed by a comma, and nothing else."""
    told = "".join(words[:-1]).replace(" ", "")
    return told == text.replace(" and ", ",").replace(" ", "").replace(",,", ",")


def _read_versions(rows: Any, teller: Teller) -> list[ArxivVersion]:  # Any: JSON
    versions: list[ArxivVersion] = []
    for row in _to_list(rows):
        number = row.get("version") if isinstance(row, dict) else row
        created = row.get("created") if isinstance(row, dict) else None
        version = _make_version(number, created) if type(number) is str and type(created) is str else None
        if version is None:
            version = _read_version(number, created, len(versions) + 1, teller)
        versions.append(version)
        if isinstance(row, dict) and len(row) > 2:
            _keep_others(row, frozenset({"version", "created"}), teller)
    return versions


@lru_cache(maxsize=1 << 16)
def _make_version(number: str, created: str) -> ArxivVersion | None:
    """Return the version, or None if one of the two is not as it should be."""
    found = _NUMBER.match(number)
    day = parse_day(created)
    return ArxivVersion(number=int(found[1]), submitted=day) if found is not None and day.literal is None else None


def _read_version(number: Any, created: Any, usual: int, teller: Teller) -> ArxivVersion:  # Any: JSON
    """Return the version of a row that is not as it should be; the *usual* number is the one of its place."""
    found = _NUMBER.match(_to_text(number))
    if found is None:
        teller.say(Code.READ_INVALID_VALUE, "no version", "versions", value=_to_text(number), path="arxiv.versions")
    day = teller.read_day("versions", _to_text(created) or None)
    return ArxivVersion(number=int(found[1]) if found is not None else usual, submitted=day)


# docmeta --------------------------------------------------------------------------------------------------------------

_DOCMETA_TEXTS: Final = {
    "paper_id": "identifier", "title": "title", "abstract": "abstract", "comments": "comment",
    "journal_ref": "journal_ref", "doi": "doi", "report_num": "report_number",
}  # fmt: skip
# What a machine keeps of its own files, and what is said a second time, decoded or put together.
_DOCMETA_KNOWN: Final = frozenset(
    {*_DOCMETA_TEXTS, *(f"{name}_utf8" for name in ("title", "abstract", "comments", "journal_ref", "authors")),
     "paper_id_v", "authors", "authors_parsed", "authors_freeform", "author_owners", "submitter", "license", "version",
     "primary_classification", "secondary_classification", "abs_categories", "msc_class", "acm_class",
     "submitted_date", "submitted_date_all", "submitted_date_first", "submitted_date_latest", "modified_date",
     "updated_date", "announced_date_first", "document_id", "metadata_id", "formats", "source", "is_current",
     "is_withdrawn", "proxy"}
)  # fmt: skip
_DOCMETA_KEPT: Final = (
    "proxy", "author_owners", "modified_date", "updated_date", "announced_date_first", "document_id", "metadata_id",
    "formats", "source", "is_withdrawn",
)  # fmt: skip


def _read_docmeta(item: _Item, teller: Teller) -> Paper:
    """Return what a record of arXiv's own programs says; their TeX is decoded here, which keeps that of formulas."""
    paper = Paper()
    get = item.get
    for name, field in _DOCMETA_TEXTS.items():
        value = get(name) or get(f"{name}_utf8")
        if value is not None:
            setattr(paper, field, teller.clean(name, _to_text(value)))
    categories = [_find_category(get("primary_classification"))]
    categories += map(_find_category, _to_list(get("secondary_classification") or []))
    paper.classes = classify(" ".join([*filter(None, categories), *_to_text(get("abs_categories")).split()]))
    paper.msc_class = tuple(code for text in _to_list(get("msc_class")) for code in split_codes(_to_text(text)) if code)
    paper.acm_class = tuple(code for text in _to_list(get("acm_class")) for code in split_codes(_to_text(text)) if code)
    terms = get("license")
    if isinstance(terms, dict):
        terms = terms.get("uri") or terms.get("label")
    paper.license = _to_text(terms) or None
    _read_docmeta_authors(item, paper, teller)
    _read_docmeta_days(item, paper, teller)
    submitter = get("submitter")
    if isinstance(submitter, dict):
        submitter = submitter.get("name_utf8") or submitter.get("name")
    teller.keep("submitter", _to_text(submitter))
    for kept in _DOCMETA_KEPT:
        if get(kept) not in (None, "", [], {}, False):
            teller.keep(kept, _to_text(item[kept]))
    _keep_others(item, _DOCMETA_KNOWN, teller)
    return paper


def _find_category(classification: Any) -> str:  # Any: JSON
    """Return the category in ``{"group": {...}, "archive": {...}, "category": {"id": "cs.LO"}}``."""
    if not isinstance(classification, dict):
        return ""
    category = classification.get("category") or classification.get("archive")
    return _to_text(category.get("id")) if isinstance(category, dict) else _to_text(category)


def _read_docmeta_authors(item: _Item, paper: Paper, teller: Teller) -> None:
    authors = item.get("authors")
    rows = item.get("authors_parsed") or (authors if isinstance(authors, list) else None)
    line = item.get("authors_utf8") or item.get("authors_freeform") or (authors if isinstance(authors, str) else None)
    text = teller.clean("authors", _to_text(line)) if line else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        paper.authors, paper.truncated = teller.read_author_line("authors", text)
        return
    parts: list[tuple[str, str, str]] = []
    words: list[str] = []
    for row in rows:
        texts = {name: _to_text(value) for name, value in row.items()}
        for name, value in texts.items():
            words.append(value)
            if name not in ("last_name", "first_name", "suffix") and value:
                teller.keep(f"author[{len(parts)}].{name}", value)
        parts.append((texts.get("last_name", ""), texts.get("first_name", ""), texts.get("suffix", "")))
    paper.authors, paper.truncated = teller.read_authors(parts)
    paper.truncated |= text is not None and is_cut_short(text)
    if text is not None and has_other_words(text, words):
        teller.say_left_out("authors", text)


def _read_docmeta_days(item: _Item, paper: Paper, teller: Teller) -> None:
    """Set the days of the versions; the record is of the version that it names."""
    number = item.get("version")
    seen = number if isinstance(number, int) and 0 < number < 10_000 else None
    days = item.get("submitted_date_all") or item.get("submitted_date")
    rows = [teller.read_day("submitted_date_all", _to_text(day)) for day in _to_list(days) if day]
    versions = [ArxivVersion(number=at, submitted=day) for at, day in enumerate(rows, start=1)]
    if isinstance(days, list) or seen == 1:
        set_versions(paper, versions)
    elif rows:
        paper.updated = rows[-1]
    if seen is not None:
        paper.version = seen
        if seen <= len(paper.versions):
            paper.updated = paper.versions[seen - 1].submitted
