"""What is measured: one row a job.

A job's ``prepare`` gets the inputs, does what is not to be measured, and returns what is: a function that makes one
pass over the inputs and returns how many records it went over.
"""

import json
import re
from collections.abc import Callable

import attrs

import arxiv2bib
from tests.benchmarks.inputs import Inputs
from tests.benchmarks.shapes import SHAPES, write_shape

Pass = Callable[[], int]

_LINES = re.compile(
    r"- \*\*(Arxiv ID|DOI|Categories|Links|Published|Updated|Authors|Comment|Journal|Summary)\*\*: ([^\n]*+)"
)


@attrs.frozen
class Job:
    """One thing that is measured.

    ``is_conversion`` tells that a pass reads the digests from disk, so that their size says something about it.
    ``keeps_caches`` leaves the caches as the pass before filled them; ``peers`` are the distributions that it runs.
    """

    name: str
    prepare: Callable[[Inputs], Pass]
    is_conversion: bool = False
    keeps_caches: bool = False
    peers: tuple[str, ...] = ()


def _scan_lines(inputs: Inputs) -> Pass:
    def run() -> int:
        records = 0
        for path in inputs.paths:
            text = path.read_bytes().decode("utf-8", "surrogateescape")
            records += sum(1 for label, _ in _LINES.findall(text) if label == "Arxiv ID")
        return records

    return run


def _read(inputs: Inputs) -> Pass:
    def run() -> int:
        return sum(1 for path in inputs.paths for _ in arxiv2bib.iter_entries(path))

    return run


def _convert_to(name: str, *, infer: bool = False) -> Callable[[Inputs], Pass]:
    def prepare(inputs: Inputs) -> Pass:
        target = inputs.scratch / f"out.{name}"

        def run() -> int:
            return arxiv2bib.convert(inputs.paths, target, from_="arxiv-digest", to=name, infer=infer).records_written

        return run

    return prepare


def load_keyed(inputs: Inputs) -> list[arxiv2bib.Entry]:
    """Return all entries of the inputs, with citation keys."""
    entries = (entry for path in inputs.paths for entry in arxiv2bib.iter_entries(path))
    return list(arxiv2bib.assign_keys(entries))


def _write(name: str) -> Callable[[Inputs], Pass]:
    def prepare(inputs: Inputs) -> Pass:
        entries = load_keyed(inputs)

        def run() -> int:
            arxiv2bib.dumps(entries, name)
            return len(entries)

        return run

    return prepare


def _write_bibtexparser(inputs: Inputs) -> Pass:
    from bibtexparser.entrypoint import parse_string, write_string

    library = parse_string(arxiv2bib.dumps(load_keyed(inputs), "bibtex"))

    def run() -> int:
        write_string(library)
        return len(library.entries)

    return run


def _write_pybtex(inputs: Inputs) -> Pass:
    from pybtex.database import parse_string

    bibliography = parse_string(arxiv2bib.dumps(load_keyed(inputs), "bibtex"), "bibtex")

    def run() -> int:
        bibliography.to_string("bibtex")
        return len(bibliography.entries)

    return run


def _write_rispy(inputs: Inputs) -> Pass:
    import rispy

    records = rispy.loads(arxiv2bib.dumps(load_keyed(inputs), "ris"))

    def run() -> int:
        rispy.dumps(records)
        return len(records)

    return run


def _write_json(inputs: Inputs) -> Pass:
    items = json.loads(arxiv2bib.dumps(load_keyed(inputs), "csl-json"))

    def run() -> int:
        json.dumps(items, ensure_ascii=False, indent=2)
        return len(items)

    return run


def _render(inputs: Inputs, name: str) -> str:
    return arxiv2bib.dumps(load_keyed(inputs), name)


def _read_text(name: str) -> Callable[[Inputs], Pass]:
    def prepare(inputs: Inputs) -> Pass:
        text = _render(inputs, name)
        # With the first field that is asked for, all of an entry are read.
        return lambda: len([entry.title for entry in arxiv2bib.loads(text, name)])

    return prepare


def _load_text(name: str) -> Callable[[Inputs], Pass]:
    def prepare(inputs: Inputs) -> Pass:
        text = _render(inputs, name)
        return lambda: len(arxiv2bib.loads(text, name))

    return prepare


def _read_bibtexparser(inputs: Inputs) -> Pass:
    from bibtexparser.entrypoint import parse_string

    text = _render(inputs, "bibtex")
    return lambda: len(parse_string(text).entries)


def _read_pybtex(inputs: Inputs) -> Pass:
    from pybtex.database import parse_string

    text = _render(inputs, "bibtex")
    return lambda: len(parse_string(text, "bibtex").entries)


def _read_rispy(inputs: Inputs) -> Pass:
    import rispy

    text = _render(inputs, "ris")
    return lambda: len(rispy.loads(text))


def _read_json(inputs: Inputs) -> Pass:
    text = _render(inputs, "csl-json")
    return lambda: len(json.loads(text))


def _convert_between(source: str, target: str) -> Callable[[Inputs], Pass]:
    def prepare(inputs: Inputs) -> Pass:
        path = inputs.scratch / f"in.{source}"
        path.write_text(_render(inputs, source), encoding="utf-8")
        out = inputs.scratch / f"out.{target}"
        return lambda: arxiv2bib.convert(path, out, from_=source, to=target).records_written

    return prepare


def _convert_shape(name: str, source: str, target: str) -> Callable[[Inputs], Pass]:
    def prepare(inputs: Inputs) -> Pass:
        path = inputs.scratch / "in.shape"
        path.write_text(write_shape(name, load_keyed(inputs)), encoding="utf-8")
        out = inputs.scratch / f"out.{target}"
        return lambda: arxiv2bib.convert(path, out, from_=source, to=target, infer=False).records_written

    return prepare


def _parse_lines(inputs: Inputs) -> Pass:
    papers = [entry.arxiv for path in inputs.paths for entry in arxiv2bib.iter_entries(path) if entry.arxiv is not None]
    lines = [(paper.comment or "", paper.journal_ref or "") for paper in papers if paper.comment or paper.journal_ref]

    def run() -> int:
        for comment, journal_ref in lines:
            if comment:
                arxiv2bib.parse_comment(comment)
            if journal_ref:
                arxiv2bib.parse_journal_ref(journal_ref)
        return len(lines)

    return run


SCAN = "regular expression over the same text"

CONVERSIONS = (
    Job(SCAN, _scan_lines, is_conversion=True),
    Job("read into entries", _read, is_conversion=True),
    Job("the same, caches filled", _read, is_conversion=True, keeps_caches=True),
    *(
        Job(f"convert to {name} on disk", _convert_to(name), is_conversion=True)
        for name in ("bibtex", "biblatex", "ris", "csl-json")
    ),
    Job("convert to bibtex, caches filled", _convert_to("bibtex"), is_conversion=True, keeps_caches=True),
    Job("convert to bibtex, publications found", _convert_to("bibtex", infer=True), is_conversion=True),
)
LINES = (
    Job("comments and journal lines", _parse_lines),
    Job("comments and journal lines, caches filled", _parse_lines, keeps_caches=True),
)
WRITERS = (
    Job("write BibTeX", _write("bibtex")),
    Job("write BibTeX: bibtexparser", _write_bibtexparser, peers=("bibtexparser",)),
    Job("write BibTeX: pybtex", _write_pybtex, peers=("pybtex",)),
    Job("write RIS", _write("ris")),
    Job("write RIS: rispy", _write_rispy, peers=("rispy",)),
    Job("write CSL-JSON", _write("csl-json")),
    Job("write CSL-JSON: json.dumps of the items", _write_json),
)
READERS = (
    Job("read BibTeX", _read_text("bibtex")),
    Job("read BibTeX, no field asked for", _load_text("bibtex")),
    Job("read BibTeX: bibtexparser", _read_bibtexparser, peers=("bibtexparser",)),
    Job("read BibTeX: pybtex", _read_pybtex, peers=("pybtex",)),
    Job("read RIS", _read_text("ris")),
    Job("read RIS, no field asked for", _load_text("ris")),
    Job("read RIS: rispy", _read_rispy, peers=("rispy",)),
    Job("read CSL-JSON", _read_text("csl-json")),
    Job("read CSL-JSON, no field asked for", _load_text("csl-json")),
    Job("read CSL-JSON: json.loads", _read_json),
)
BETWEEN = tuple(
    Job(f"{source} to {target}", _convert_between(source, target))
    for source, target in (
        ("bibtex", "ris"), ("bibtex", "csl-json"), ("ris", "bibtex"), ("csl-json", "bibtex"), ("bibtex", "bibtex"),
    )
)  # fmt: skip
SHAPED = tuple(
    Job(f"{name} to {target}", _convert_shape(name, source, target))
    for name, source in SHAPES
    for target in ("ris" if source == "bibtex" else "bibtex",)
)
"""Files in the forms of other programs: what most users have."""
GROWTH = tuple(
    Job(f"growth: {name}", prepare) for name, prepare in (("read", _read), ("bibtex", _convert_to("bibtex")))
)
"""Run over one digest and over the same digest many times as long: their peaks must be alike."""

MEASURED = (*CONVERSIONS, *LINES, *READERS, *WRITERS, *BETWEEN, *SHAPED)
JOBS = {job.name: job for job in (*MEASURED, *GROWTH)}
PEERS = tuple(sorted({peer for job in JOBS.values() for peer in job.peers}))
