"""The records of the corpus: what becomes of them, in every format, and that nothing is a mixture."""

import io
import json
import re
from functools import cache
from pathlib import Path

import pytest
import rispy
from bibtexparser.entrypoint import parse_string

from arxiv2bib import Entry, EntryType, Report, convert, infer, load
from tests.inference.test_claims import is_chimera

SEED = {
    "2111.03260": ("article-journal", "Expert Systems with Applications", "2022", "116793"),
    "2111.03274": (
        "article-journal", "Recent Advances in Computer Science and Communications", "2020", "e140921185564",
    ),
    "2111.03649": ("paper-conference", "IEEE/CVF Winter Conference on Applications of Computer Vision", "2022", None),
    "2111.03404": ("article-journal", "PLOS ONE", None, "e0265691"),
    "2111.03388": ("article-journal", "PLOS ONE", None, "e0276972"),
    "2111.03480": (
        "paper-conference", "IEEE/CVF Winter Conference on Applications of Computer Vision Workshops", "2021", None,
    ),
    "2111.03281": ("article", None, "2021", None),
    "2111.03414": ("article", None, "2021", None),
    "2111.03408": ("article", None, "2021", None),
}  # fmt: skip
"""Type, journal or conference, year and article number of papers of the first digest."""


@cache
def read_seed(corpus: Path) -> dict[str, Entry]:
    """Return the papers of the first digest with what they say of their publication, by identifier."""
    (path,) = (corpus / "seed").glob("*.md")
    return {str(entry.arxiv.id): infer(entry) for entry in load(path) if entry.arxiv is not None}


@pytest.mark.parametrize("identifier", SEED)
def test_papers_of_the_first_digest_are_where_they_appeared(identifier: str, corpus: Path) -> None:
    """Their journal lines and DOIs tell it, and acceptance or less does not."""
    kind, container, year, article_number = SEED[identifier]
    entry = read_seed(corpus)[identifier]
    assert (kind, article_number) == (entry.type, entry.article_number)
    assert container in (entry.container_title, entry.event_title)
    assert entry.issued is not None
    assert year in (None, str(entry.issued.year))


def test_acceptance_is_in_the_note(corpus: Path) -> None:
    """A paper accepted at a conference says so, and one that was rejected or submitted does not."""
    papers = read_seed(corpus)
    assert "Accepted at NeurIPS 2021" == papers["2111.03281"].note
    assert (None, None) == (papers["2111.03414"].note, papers["2111.03408"].note)


@pytest.mark.corpus_files("digests/*.md")
def test_no_entry_of_a_digest_is_a_chimera(corpus_file: Path) -> None:
    """A published venue has no preprint's type, DOI or address, and a preprint no venue; a second look is idle."""
    for entry in load(corpus_file):
        for cite in ("auto", "preprint", "published"):
            inferred = infer(entry, cite=cite)
            assert not is_chimera(inferred)
            assert inferred == infer(inferred, cite=cite)


def read_output(text: str, format: str) -> list[tuple[bool, str, str]]:
    """Return of each entry of an output whether it is a preprint, its DOI and its container."""
    if format == "csl-json":
        return [
            (item["type"] == "article", item.get("DOI", ""), item.get("container-title", ""))
            for item in json.loads(text)
        ]
    if format == "ris":
        return [
            (
                item["type_of_reference"] == "UNPB",
                item.get("doi", ""),
                item.get("secondary_title") or item.get("journal_name", ""),
            )
            for item in rispy.loads(text)
        ]
    entries = []
    for entry in parse_string(text).entries:
        fields = {field.key: str(field.value) for field in entry.fields}
        container = next((fields[name] for name in ("journal", "journaltitle", "booktitle") if name in fields), "")
        entries.append((entry.entry_type in ("misc", "online"), fields.get("doi", ""), container))
    return entries


@pytest.mark.parametrize("format", ["bibtex", "biblatex", "ris", "csl-json"])
def test_no_output_entry_is_a_chimera(format: str, corpus: Path) -> None:
    """In what is written, too, arXiv's DOI stands with preprints only, and a container with published works only."""
    out = io.StringIO()
    report = convert([corpus / "digests", corpus / "seed"], out, to=format, report=Report(keep=0))
    entries = read_output(out.getvalue(), format)
    assert report.records_written == len(entries)
    arxiv = re.compile(r"10\.48550/", re.I)
    mixed = [
        entry
        for entry in entries
        if (entry[0] and (entry[2] or (entry[1] and not arxiv.match(entry[1]))))
        or (not entry[0] and arxiv.match(entry[1]))
    ]
    assert [] == mixed
    assert any(not is_preprint for is_preprint, _, _ in entries)


@pytest.mark.corpus_files("bib/web/*.bib")
def test_bibliographies_stay_as_they_are_unless_asked(corpus_file: Path) -> None:
    """Inference is for arXiv's formats; a bibliography is written back byte for byte without it."""
    out = io.BytesIO()
    convert(corpus_file, out, from_="bibtex", to="bibtex", report=Report(keep=0))
    assert corpus_file.read_bytes() == out.getvalue()


@pytest.mark.corpus_files("bib/large/*.bib")
def test_any_bibliography_can_be_asked(corpus_file: Path) -> None:
    """Inference on every entry of a large bibliography raises nothing and makes no arXiv paper a chimera."""
    entries = [infer(entry) for entry in load(corpus_file, "bibtex")]
    assert entries
    assert [] == [
        entry.key for entry in entries if entry.type is EntryType.ARTICLE and entry.container_title and entry.arxiv
    ]
