"""Every digest of the corpus, added up: what stands in a record is in the output, or in the report.

Nothing here uses the reader under test: digests are cut up by regular expressions of our own, outputs are read by
bibtexparser, rispy and the standard library. Both sides are brought down to bare ASCII letters and digits.
"""

import html
import io
import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import pytest
import rispy
from bibtexparser.entrypoint import parse_string

from arxiv2bib import Diagnostic, Report, convert, iter_entries, load

FORMATS = ("bibtex", "biblatex", "ris", "csl-json")
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()

# Letters that no decomposition takes apart, and the commands of TeX for such letters.
LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE",
     "ı": "i", "ȷ": "j", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH"}
)  # fmt: skip
LETTER_COMMANDS = {"ss": "ss", "o": "o", "O": "O", "l": "l", "L": "L", "dj": "d", "DJ": "D", "ae": "ae", "AE": "AE",
                   "oe": "oe", "OE": "OE", "aa": "a", "AA": "A", "i": "i", "j": "j", "dh": "d", "DH": "D", "th": "th",
                   "TH": "TH"}  # fmt: skip
TAG = re.compile(r"</?(?:i|b|sub|sup|span)(?: [^<>]*)?>")
LINK = re.compile(r"\\(?:href|hyperlink)\{([^{}]*)\}\{([^{}]*)\}")
COMMAND = re.compile(r"\\([A-Za-z]+) ?|\\.", re.S)


def bare(text: str) -> str:
    """Return the ASCII letters and digits of *text* without TeX's commands, tags, accents, case and punctuation."""
    text = COMMAND.sub(lambda match: LETTER_COMMANDS.get(match[1] or "", ""), TAG.sub("", html.unescape(text)))
    text = unicodedata.normalize("NFD", text.translate(LETTERS))
    return "".join(char for char in text.lower() if char.isascii() and char.isalnum())


class Raw(NamedTuple):
    """A record as the regular expressions see it."""

    id: str
    version: str
    fields: dict[str, str]


def read_raw(path: Path) -> Iterator[Raw]:
    """Yield the records of a digest."""
    for piece in re.split(r"^### ", path.read_text("utf-8"), flags=re.M)[1:]:
        title, _, rest = piece.partition("\n")
        fields = {label: " ".join(value.split()) for label, value in re.findall(
            r"^- \*\*([A-Za-z ]+)\*\*: (.*?)(?=^- \*\*|\n\n|\Z)", rest, re.M | re.S)}  # fmt: skip
        found = re.fullmatch(r"http://arxiv\.org/abs/(\S+)v(\d+)", fields["Arxiv ID"])
        assert found is not None
        yield Raw(found[1], found[2], {"Title": title, **{k: v for k, v in fields.items() if v != "None"}})


class Written(NamedTuple):
    """An entry of an output: its id, the bare text of its title, abstract and all, its authors, its day."""

    id: str
    title: str
    abstract: str
    authors: list[str]
    day: str
    text: str


def read_bibtex(text: str) -> list[Written]:
    """Return the entries of BibTeX or BibLaTeX."""
    library = parse_string(text)
    assert [] == library.failed_blocks
    entries = []
    for entry in library.entries:
        fields = {field.key: str(field.value) for field in entry.fields}
        month = fields.get("month", "").strip("{}")
        day = fields.get("date") or (
            f"{fields['year']}-{MONTHS.index(month) + 1:02d}-{int(fields['day']):02d}" if month in MONTHS else ""
        )
        entries.append(
            Written(
                fields["eprint"],
                bare(fields["title"]),
                bare(fields.get("abstract", "")),
                re.split(r"\s+and\s+", fields.get("author", "")),
                day,
                soup(fields.values()),
            )
        )
    return entries


def read_ris(text: str) -> list[Written]:
    """Return the entries of RIS."""
    entries = []
    for item in rispy.loads(text):
        values = [part for value in item.values() for part in (value if isinstance(value, list) else [str(value)])]
        entries.append(
            Written(
                item["urls"][0].partition("/abs/")[2],
                bare(item["title"]),
                bare(item.get("abstract", "")),
                item.get("authors", []),
                item["date"].rstrip("/").replace("/", "-"),
                soup(values),
            )
        )
    return entries


def read_csl(text: str) -> list[Written]:
    """Return the entries of CSL-JSON."""
    entries = []
    for item in json.loads(text):
        authors = [" ".join(name.values()) for name in item.get("author", [])]
        values = [value for value in item.values() if isinstance(value, str)]
        entries.append(
            Written(
                item["number"].removeprefix("arXiv:"),
                bare(item["title"]),
                bare(item.get("abstract", "")),
                authors,
                "-".join(f"{part:02d}" for part in item["issued"]["date-parts"][0]),
                soup([*values, *authors]),
            )
        )
    return entries


def soup(values: object) -> str:
    """Return the bare text of *values*, as written and with percent codes decoded, a bar between them."""
    texts = [str(value) for value in values]  # type: ignore[attr-defined]
    return "|".join(map(bare, [*texts, *map(unquote, texts)]))


READERS = {"bibtex": read_bibtex, "biblatex": read_bibtex, "ris": read_ris, "csl-json": read_csl}


def reported(diagnostics: list[Diagnostic]) -> dict[str, str]:
    """Return the bare text of everything that was said of a record, by its id."""
    found: dict[str, str] = {}
    for diagnostic in diagnostics:
        if diagnostic.record is not None and diagnostic.value is not None:
            found[diagnostic.record] = f"{found.get(diagnostic.record, '')}|{bare(diagnostic.value)}"
    return found


def find_losses(raw: Raw, written: Written, said: str) -> Iterator[str]:
    """Yield what stands in *raw* and neither in *written* nor in what was *said*."""

    def check(what: str, value: str, place: str) -> Iterator[str]:
        # Of a link the text comes first and the address behind it.
        missing = [part for part in LINK.split(value) if bare(part) not in place]
        if missing and bare(value) not in said:
            yield f"{what}: {missing}"

    fields = raw.fields
    if raw.id != written.id:
        yield f"id: {raw.id} is {written.id}"
    yield from check("version", raw.version, written.text)
    yield from check("Title", fields["Title"], written.title)
    yield from check("Summary", fields.get("Summary", ""), written.abstract)
    yield from check("Comment", fields.get("Comment", ""), written.text)
    yield from check("Journal", fields.get("Journal", ""), written.text)
    for doi in re.split(r"[,;\s]+(?=10\.)", fields.get("DOI", "")):
        yield from check("DOI", doi, written.text)
    for code in re.split(r"[,;]", fields["Categories"]):
        yield from check("Categories", code, written.text)
    if fields["Published"][:10] != written.day:
        yield f"Published: {fields['Published'][:10]} is {written.day}"
    if fields["Updated"][:10] != fields["Published"][:10]:
        yield from check("Updated", fields["Updated"][:10], written.text)
    names = [sorted(map(bare, re.split(r"[\s,.]+|(?<!\\)~", name))) for name in written.authors]
    for author in fields["Authors"].split(", "):
        words = [bare(word) for word in author.split()]
        if not any(all(any(word in part for part in [*name, "".join(name)]) for word in words) for name in names):
            yield from check("Authors", author, "")


# What the test sees as lost and is not, by record and field.
EXCEPTIONS = {
    ("2111.11854", "Authors"): 'two authors with a Spanish "y" between them',
    ("2310.00426", "Authors"): "a digit that is a mark of affiliation, behind a name",
    ("2509.23999", "Authors"): 'a stray "and" before a name',
}


@cache
def convert_to(path: Path, format: str) -> tuple[str, Report, tuple[Diagnostic, ...]]:
    """Return *path*, its papers as the preprints that they are, in *format*, the report, and all of its diagnostics."""
    heard: list[Diagnostic] = []
    out = io.StringIO()
    report = convert(path, out, to=format, infer=False, report=Report(heard.append))
    return out.getvalue(), report, tuple(heard)


def count_records(path: Path) -> int:
    """Return how many title lines a digest has."""
    return len(re.findall(rb"^### ", path.read_bytes(), re.M))


@pytest.mark.corpus_files("digests/*.md")
def test_as_many_entries_as_records(corpus_file: Path) -> None:
    """Every record of a digest is an entry, and none failed."""
    library = load(corpus_file)
    assert count_records(corpus_file) == len(library) == library.report.records_read
    assert 0 == library.report.records_failed
    assert library.entries == tuple(iter_entries(corpus_file))


@pytest.mark.corpus_files("digests/*.md")
def test_raw_texts_are_the_file(corpus_file: Path) -> None:
    """The raw texts of records and blocks, one after the other, are the digest."""
    items = load(corpus_file).items
    texts = [getattr(item, "raw", None) or item.origin.record.raw for item in items]  # type: ignore[union-attr]
    assert corpus_file.read_text("utf-8") == "".join(texts)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.corpus_files("digests/*.md")
def test_every_value_is_in_the_output_or_in_the_report(corpus_file: Path, format: str) -> None:
    """Id, version, title, DOIs, categories, days, authors, comment, journal and summary of every record are there."""
    text, report, diagnostics = convert_to(corpus_file, format)
    records, entries = list(read_raw(corpus_file)), READERS[format](text)
    assert count_records(corpus_file) == len(records) == len(entries) == report.records_written
    said = reported(list(diagnostics))
    losses = [
        f"{raw.id} {loss}"
        for raw, written in zip(records, entries, strict=True)
        for loss in find_losses(raw, written, said.get(raw.id, ""))
        if (raw.id, loss.partition(":")[0]) not in EXCEPTIONS
    ]
    assert [] == losses


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.corpus_files("seed/*.md")
def test_every_value_of_the_seed(corpus_file: Path, format: str) -> None:
    """The digest with the broken encoding loses nothing in silence either."""
    test_every_value_is_in_the_output_or_in_the_report(corpus_file, format)


@pytest.mark.corpus_files("seed/*.md")
def test_the_seed_in_all_formats(corpus_file: Path) -> None:
    """Of the seed 49 entries are written in each format, and beside what has no place only two names are suspect."""
    for name in FORMATS:
        _, report, diagnostics = convert_to(corpus_file, name)
        assert (49, 49, 0) == (report.records_read, report.records_written, report.records_failed)
        assert {"text/lossy-mojibake": 2, "text/repaired-mojibake": 2} == {
            code: count for code, count in report.counts.items() if not code.startswith("export/")
        }
        assert {"updated"} >= {d.path for d in diagnostics if d.code.startswith("export/")}


def test_all_digests_in_one_file(corpus: Path) -> None:
    """All digests in one file, with the line ends of Windows and a BOM, give the entries of each of them."""
    paths = sorted((corpus / "digests").glob("*.md"))
    data = b"\xef\xbb\xbf" + b"".join(path.read_bytes() for path in paths).replace(b"\n", b"\r\n")
    assert [entry for path in paths for entry in load(path)] == list(iter_entries(io.BytesIO(data)))


def test_keys_are_unique_over_the_corpus(corpus: Path) -> None:
    """Over all digests together no key is given twice."""
    out = io.StringIO()
    convert(corpus / "digests", out, to="csl-json")
    keys = [item["id"] for item in json.loads(out.getvalue())]
    assert len(keys) == len(set(keys))
    assert all(re.fullmatch(r"[A-Za-z0-9_.:+/-]+", key) for key in keys)
