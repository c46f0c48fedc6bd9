"""The formats that arxiv2bib brings: what each is called, and how its files are.

They stand here, and not with their readers and exporters, so that a format can be told from a file's name without
loading all of these.
"""

from typing import Final

from arxiv2bib.protocols import Format

__all__ = ["ARXIV_DIGEST", "BIBLATEX", "BIBTEX", "CSL_JSON", "FORMATS", "RIS"]

ARXIV_DIGEST: Final = Format(
    name="arxiv-digest", title="daily arXiv digest in Markdown", suffixes=(".md", ".markdown"), aliases=("digest",)
)
BIBTEX: Final = Format(name="bibtex", title="BibTeX", suffixes=(".bib", ".bibtex"), is_verbatim=True)
BIBLATEX: Final = Format(name="biblatex", title="BibLaTeX", is_verbatim=True)
RIS: Final = Format(name="ris", title="RIS", suffixes=(".ris",))
CSL_JSON: Final = Format(
    name="csl-json", title="CSL-JSON", suffixes=(".json", ".csljson"), aliases=("csl", "csljson"), empty="[]"
)

FORMATS: Final[dict[str, Format]] = {known.name: known for known in (ARXIV_DIGEST, BIBTEX, BIBLATEX, RIS, CSL_JSON)}
"""The formats by name."""
