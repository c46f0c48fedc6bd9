"""The formats that arxiv2bib brings: what each is called, and how its files are.

They stand here, and not with their readers and exporters, so that a format can be told from a file's name without
loading all of these.
"""

from typing import Final

from arxiv2bib.protocols import Format

__all__ = [
    "ARXIV_ABS",
    "ARXIV_ATOM",
    "ARXIV_DIGEST",
    "ARXIV_IDS",
    "ARXIV_JSONL",
    "ARXIV_OAI",
    "BIBLATEX",
    "BIBTEX",
    "CROSSREF_JSON",
    "CSL_JSON",
    "DATACITE_JSON",
    "FORMATS",
    "RIS",
]

ARXIV_DIGEST: Final = Format(
    name="arxiv-digest", title="daily arXiv digest in Markdown", suffixes=(".md", ".markdown"), aliases=("digest",)
)
ARXIV_ATOM: Final = Format(name="arxiv-atom", title="arXiv's Atom feed", suffixes=(".atom", ".xml"), aliases=("atom",))
ARXIV_OAI: Final = Format(
    name="arxiv-oai", title="OAI-PMH answers of arXiv", suffixes=(".oai", ".xml"), aliases=("oai", "oai-pmh")
)
ARXIV_JSONL: Final = Format(
    name="arxiv-jsonl",
    title="arXiv's metadata, one JSON object a line",
    suffixes=(".jsonl", ".ndjson"),
    aliases=("jsonl", "arxiv-json"),
)
ARXIV_ABS: Final = Format(name="arxiv-abs", title="abstract files of arXiv", suffixes=(".abs",), aliases=("abs",))
ARXIV_IDS: Final = Format(
    name="arxiv-ids",
    title="list of arXiv identifiers and DOIs",
    suffixes=(".ids",),
    aliases=("ids",),
    is_told_by_suffix=True,
)
BIBTEX: Final = Format(name="bibtex", title="BibTeX", suffixes=(".bib", ".bibtex"), is_verbatim=True)
BIBLATEX: Final = Format(name="biblatex", title="BibLaTeX", is_verbatim=True)
RIS: Final = Format(name="ris", title="RIS", suffixes=(".ris",), empty="")
CSL_JSON: Final = Format(
    name="csl-json", title="CSL-JSON", suffixes=(".json", ".csljson"), aliases=("csl", "csljson"), empty="[]"
)

CROSSREF_JSON: Final = Format(
    name="crossref-json", title="Crossref works (REST API)", suffixes=(".json",), aliases=("crossref",), empty="[]"
)
DATACITE_JSON: Final = Format(
    name="datacite-json",
    title="DataCite records (REST API, schema 4)",
    suffixes=(".json",),
    aliases=("datacite",),
    empty="[]",
)

FORMATS: Final[dict[str, Format]] = {
    known.name: known
    for known in (
        ARXIV_DIGEST, ARXIV_ATOM, ARXIV_OAI, ARXIV_JSONL, ARXIV_ABS, ARXIV_IDS, BIBTEX, BIBLATEX, RIS, CROSSREF_JSON,
        DATACITE_JSON, CSL_JSON,
    )
}  # fmt: skip
"""The formats by name."""
