"""One job of one Python program, in its own environment: ``run.py PROGRAM JOB INPUT OUTPUT``.

Knows nothing of this project, so that it runs wherever the program is installed. A job between two formats is a whole
process; ``entries`` prints, as JSON, how many records were read and what CPU that took once the text was in memory.
"""

import json
import sys
import time
from pathlib import Path


def _bibtexparser(job: str, text: str) -> str | int:
    from bibtexparser import middlewares
    from bibtexparser.entrypoint import parse_string, write_string

    library = parse_string(text)
    if job == "entries":
        return len(library.entries)
    if job == "bibtex to bibtex":
        return write_string(library)
    import rispy

    library = parse_string(
        text, append_middleware=[middlewares.LatexDecodingMiddleware(), middlewares.SeparateCoAuthors()]
    )
    rows = []
    for entry in library.entries:
        fields = {field.key: field.value for field in entry.fields}
        row = {"type_of_reference": "UNPB", "id": entry.key, "authors": fields.get("author", [])}
        names = ("title", "year", "doi", "abstract", "note")
        row.update({name: fields[name] for name in names if name in fields})
        row["urls"] = [fields["url"]] if "url" in fields else []
        rows.append(row)
    return str(rispy.dumps(rows))


def _pybtex(job: str, text: str) -> str | int:
    from pybtex.database import parse_string

    bibliography = parse_string(text, "bibtex")
    return len(bibliography.entries) if job == "entries" else str(bibliography.to_string("bibtex"))


def _citerra(job: str, text: str) -> str | int:
    import citerra

    document = citerra.parse(text)
    if job == "bibtex to bibtex":
        return str(citerra.write(document))
    document.latex_to_unicode()
    authors = [entry.authors() for entry in document.entries]
    return len(citerra.document_to_dicts(document)) if authors else 0


def _refkit(job: str, text: str) -> str | int:
    import refkit

    if job == "bibtex to csl-json":
        return str(refkit.convert(text, source_format="biblatex", target_format="csl-json")["text"])
    return len(refkit.Library.parse_bibtex(text).to_records())


def _rispy(job: str, text: str) -> str | int:
    import rispy

    return len(rispy.loads(text))


def _arxiv2bib(job: str, text: str) -> str | int:
    import arxiv2bib

    library = arxiv2bib.loads(text, job.partition(": ")[2])
    return len([entry.title for entry in library])  # with the first field, all of an entry are read


def _arxiv2bib_unasked(job: str, text: str) -> str | int:
    import arxiv2bib

    return len(arxiv2bib.loads(text, job.partition(": ")[2]))


PROGRAMS = {
    "arxiv2bib": _arxiv2bib, "arxiv2bib, unasked": _arxiv2bib_unasked, "bibtexparser": _bibtexparser,
    "citerra": _citerra, "pybtex": _pybtex, "refkit": _refkit, "rispy": _rispy,
}  # fmt: skip


def main() -> None:
    """Run what the command line says."""
    program, job, source, target = sys.argv[1:5]
    text = Path(source).read_text("utf-8")
    start = time.process_time()
    result = PROGRAMS[program](job, text)
    cpu = time.process_time() - start
    if isinstance(result, int):
        print(json.dumps({"records": result, "cpu": cpu}))
    else:
        Path(target).write_text(result, "utf-8")


if __name__ == "__main__":
    main()
