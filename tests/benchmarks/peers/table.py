"""The other programs, how each is installed, and what is measured side by side."""

from collections.abc import Sequence
from typing import Literal

import attrs

PIP = (
    "bibtexparser==2.1.0",
    "citerra==0.4.0",
    "pybtex==0.26.1",
    "pypandoc-binary==1.17",
    "refkit==0.4.0",
    "rispy==0.10.0",
)
NPM = (
    "@citation-js/core@0.9.0", "@citation-js/plugin-bibtex@0.9.0", "@citation-js/plugin-csl@0.9.0",
    "@citation-js/plugin-ris@0.8.2", "biblatex-csl-converter@3.6.0",
)  # fmt: skip
"""The versions that were the newest when the rows were written; the page names them."""
DEBIAN = {"bibclean": "bibclean", "bibutils": "bib2xml"}
"""A command of each Debian package: rows whose command is not there are left out, and the page says so."""

Kind = Literal["own", "python", "node", "pandoc", "shell"]


@attrs.frozen
class Row:
    """One program at one job: ``bibtex to ris`` is a whole process, ``entries: bibtex`` reads in process.

    ``most`` is how many records the program takes at once, if it does not take all.
    """

    job: str
    program: str
    kind: Kind
    words: Sequence[str] = ()
    most: int | None = None
    remark: str = ""


ROWS: tuple[Row, ...] = (
    Row("bibtex to ris", "arxiv2bib", "own"),
    Row("bibtex to ris", "citation-js", "node", remark="drops abstracts"),
    Row("bibtex to ris", "bibutils", "shell", ("bib2xml -i utf8 -u {source} 2>/dev/null | xml2ris 2>/dev/null",)),
    Row("bibtex to ris", "bibtexparser, rispy", "python", ("bibtexparser",), most=2000),
    Row("bibtex to csl-json", "arxiv2bib", "own"),
    Row("bibtex to csl-json", "refkit", "python", ("refkit",), most=5000, remark="takes 16 MiB at most"),
    Row("bibtex to csl-json", "citation-js", "node"),
    Row("bibtex to csl-json", "pandoc", "pandoc", ("biblatex", "csljson")),
    Row("ris to bibtex", "arxiv2bib", "own"),
    Row("ris to bibtex", "biblatex-csl-converter", "node"),
    Row("ris to bibtex", "citation-js", "node", remark="drops abstracts"),
    Row("csl-json to bibtex", "arxiv2bib", "own"),
    Row("csl-json to bibtex", "citation-js", "node", remark="drops abstracts"),
    Row("csl-json to bibtex", "biblatex-csl-converter", "node"),
    Row("csl-json to bibtex", "pandoc", "pandoc", ("csljson", "biblatex")),
    Row("bibtex to bibtex", "arxiv2bib", "own", remark="every byte as it was"),
    Row("bibtex to bibtex", "citerra", "python", ("citerra",)),
    Row("bibtex to bibtex", "bibclean", "shell", ("bibclean {source} 2>/dev/null",)),
    Row("bibtex to bibtex", "bibtexparser", "python", ("bibtexparser",)),
    Row("bibtex to bibtex", "pybtex", "python", ("pybtex",), most=2000),
    Row("entries: bibtex", "arxiv2bib", "own", remark="names, LaTeX, dates, typed: of each entry a field is asked"),
    Row("entries: bibtex", "arxiv2bib, unasked", "own", remark="read later, but nothing is to be reported then"),
    Row("entries: bibtex", "citerra", "python", ("citerra",), remark="LaTeX of letters, authors, dictionaries"),
    Row("entries: bibtex", "refkit", "python", ("refkit",), most=5000, remark="takes 16 MiB at most"),
    Row("entries: bibtex", "bibtexparser", "python", ("bibtexparser",), remark="fields as they stand"),
    Row("entries: bibtex", "pybtex", "python", ("pybtex",), remark="names, no LaTeX"),
    Row("entries: ris", "arxiv2bib", "own", remark="typed: of each entry a field is asked"),
    Row("entries: ris", "arxiv2bib, unasked", "own", remark="read later, but nothing is to be reported then"),
    Row("entries: ris", "rispy", "python", ("rispy",), remark="dictionaries"),
)  # fmt: skip
JOBS = tuple(dict.fromkeys(row.job for row in ROWS))
