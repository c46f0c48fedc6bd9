"""The records of the table: real ones from the corpus, each in a text of its own, well formed."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import attrs

from arxiv2bib.formats.csl_variables import DATE_FIELDS, DATE_VARIABLES, VARIABLES
from arxiv2bib.model.vocabulary import EntryType, NameRole
from tests.round_trips.neutral import READERS, MalformedError, Raw, read_bibtex, read_ris
from tests.round_trips.records import make_records

WANTED = 300
"""Records of each format."""

MOST_OF_A_FILE = 6

_SYNTAX_TESTS = frozenset({"bibtex-tidy", "citation-js", "pandoc"})
"""Folders of files that try out odd syntax: no bibliographies."""

_NAME_PARTS = frozenset(
    "family given literal suffix dropping-particle non-dropping-particle comma-suffix static-ordering "
    "parse-names".split()
)
_DATE_PARTS = frozenset("date-parts season circa literal raw".split())
_LINKS = frozenset({"crossref", "xdata", "xref", "entryset"})
_ODD_KEY = re.compile(r"[\"#%'(){}~\\]")
_ONCE_IN_RIS = frozenset("TY TI T1 T2 JO JF PY Y1 DA SP EP VL IS DO AB N2 PB CY ID".split())


@attrs.frozen
class Sample:
    """The records of one format, how many of them are real, and from how many files."""

    texts: tuple[str, ...]
    real: int
    files: int


def sample_corpus(corpus: Path, wanted: int = WANTED) -> dict[str, Sample]:
    """Return the records of each format; what the corpus lacks is made up by generated ones."""
    found = {"bibtex": _find_bibtex(corpus), "ris": _find_ris(corpus), "csl-json": _find_csl(corpus)}
    return {name: _take(by_file, name, wanted) for name, by_file in found.items()}


def _take(by_file: list[list[str]], name: str, wanted: int) -> Sample:
    """Return records of all files in turn, spread over each file."""
    chosen: list[str] = []
    used: set[int] = set()
    spread = [_spread(texts, MOST_OF_A_FILE if name == "bibtex" else len(texts)) for texts in by_file]
    for round_ in range(max(map(len, spread), default=0)):
        for at, texts in enumerate(spread):
            if round_ < len(texts) and len(chosen) < wanted and texts[round_] not in chosen:
                chosen.append(texts[round_])
                used.add(at)
    real = len(chosen)
    generated = [text for text in _list_generated(name) if _is_plain(text, name)]
    chosen += _spread(generated, wanted - real)
    return Sample(tuple(chosen), real, len(used))


def _spread(texts: list[str], count: int) -> list[str]:
    """Return *count* of *texts*, evenly far from one another."""
    if len(texts) <= count:
        return texts
    return [texts[at * len(texts) // count] for at in range(count)]


def _list_generated(name: str) -> Iterator[str]:
    """Yield the generated records, first one of each type; of CSL-JSON without what the schema does not allow."""
    for texts in zip(*make_records(name).values(), strict=True):
        yield from map(_clean_csl, texts) if name == "csl-json" else texts


def _clean_csl(text: str) -> str:
    (record,) = READERS["csl-json"](text)
    item = {"id": record.key, "type": record.type, **dict(filter(_is_valid, record.fields))}
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


def _is_plain(text: str, name: str) -> bool:
    """Whether every program can be held to understand *text*: one record, of a type and with fields that are known."""
    try:
        records = READERS[name](text)
    except (MalformedError, ValueError):
        return False
    if len(records) != 1:
        return False
    return {"bibtex": _is_plain_bibtex, "ris": _is_plain_ris, "csl-json": _is_plain_csl}[name](records[0])


def _is_plain_bibtex(record: Raw) -> bool:
    names = [name for name, _ in record.fields]
    is_proper = bool(record.key and names) and not _ODD_KEY.search(record.key) and record.type != "xdata"
    return is_proper and len(names) == len(set(names)) and _LINKS.isdisjoint(names)


def _is_plain_ris(record: Raw) -> bool:
    tags = [tag for tag, _ in record.fields if tag in _ONCE_IN_RIS]
    is_known = re.fullmatch("[A-Z]{3,7}", record.type) is not None and record.type != "XYZ"
    unknown = {tag for tag, _ in record.fields} & {"ZZ", "X1", "KP", "C9"}
    is_odd = bool(unknown) or any(value in ("et al.", "Smith,") for _, value in record.fields)
    return bool(record.fields and record.end) and is_known and not is_odd and len(tags) == len(set(tags))


def _is_plain_csl(record: Raw) -> bool:
    """Whether the schema of CSL allows the item."""
    is_proper = record.type in set(EntryType) and not re.search(r"[\s,{}]", record.key)
    return bool(record.fields) and is_proper and all(map(_is_valid, record.fields))


def _is_valid(field: tuple[str, Any]) -> bool:  # Any: JSON
    name, value = field
    if name not in VARIABLES or name in ("custom", "categories"):
        return False
    if name in set(NameRole):
        return all(isinstance(part, dict) and part.keys() <= _NAME_PARTS and all(part.values()) for part in value)
    if name in DATE_FIELDS or name in DATE_VARIABLES:
        return isinstance(value, dict) and value.keys() <= _DATE_PARTS and _are_dates(value.get("date-parts", []))
    return isinstance(value, str | int)


def _are_dates(parts: Any) -> bool:  # Any: JSON
    return isinstance(parts, list) and all(
        isinstance(date, list)
        and 0 < len(date) < 4
        and all(str(number).isdecimal() for number in date)
        and not any(int(number) > most or not int(number) for number, most in zip(date[1:], (12, 31), strict=False))
        for date in parts
    )


# The corpus


def _find_bibtex(corpus: Path) -> list[list[str]]:
    """Return the entries of each file; the bibliographies from the web stand before the others."""
    paths = sorted(corpus.glob("bib/**/*.bib"), key=lambda path: ("web" not in path.parts, path))
    real = (path for path in paths if _SYNTAX_TESTS.isdisjoint(path.parts))
    return [texts for path in real if (texts := list(_split_bibtex(path)))]


def _split_bibtex(path: Path) -> Iterator[str]:
    """Yield the entries of a file, each with the macros that it uses; a file that is not all well formed has none."""
    try:
        text = path.read_bytes().decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
        records = read_bibtex(text)
    except (UnicodeDecodeError, MalformedError):
        return
    macros = _find_macros(text)
    for record in records:
        if not macros.keys() >= set(record.macros) or len(text) > 2_000_000:
            continue
        used = dict.fromkeys(record.macros)
        whole = "".join(f"{macros[name]}\n\n" for name in used) + text[record.start : record.end] + "\n"
        if _is_plain(whole, "bibtex"):
            yield whole


_MACRO = re.compile(r"@string\s*\{\s*([^\s=]+)\s*=\s*(?:\"[^\"{}#]*\"|\{[^{}#]*\})\s*\}", re.I)


def _find_macros(text: str) -> dict[str, str]:
    """Return the definitions of macros that need no other, by name."""
    return {match[1].lower(): match[0] for match in _MACRO.finditer(text)}


def _find_ris(corpus: Path) -> list[list[str]]:
    texts = [_decode(path) for path in sorted(corpus.glob("ris/**/*.ris"))]
    texts += [json.loads(path.read_text("utf-8"))["input"] for path in sorted(corpus.glob("zotero/ris/*.json"))]
    return [found for text in texts if (found := [one for one in _split_ris(text) if _is_plain(one, "ris")])]


def _decode(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n")


def _split_ris(text: str) -> Iterator[str]:
    for record in read_ris(text):
        if record.end and "\ufffd" not in text[record.start : record.end]:
            yield text[record.start : record.end].rstrip() + " \n"


def _find_csl(corpus: Path) -> list[list[str]]:
    paths = [*sorted(corpus.glob("csl/**/*.json")), *sorted(corpus.glob("zotero/csl/*.json"))]
    by_file = []
    for path in paths:
        data = json.loads(path.read_text("utf-8"))
        if "zotero" in path.parts:
            data = json.loads(data["input"])
        items = list(_list_items(data if isinstance(data, list) else [data]))
        texts = [json.dumps([item], ensure_ascii=False, indent=2) + "\n" for item in items]
        by_file.append([text for text in texts if _is_plain(text, "csl-json")])
    return [texts for texts in by_file if texts]


def _list_items(data: Iterable[Any]) -> Iterator[dict[str, Any]]:  # Any: JSON
    """Yield the items, those inside the cases of the CSL test suite too; one without an id or a type gets one."""
    for number, part in enumerate(data):
        if "items" in part:
            yield from _list_items(part["items"])
        else:
            yield {"id": f"item-{number}", "type": "article-journal", **part}
