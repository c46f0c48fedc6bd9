"""The programs of the table, ours and others: each takes the text of one record through a series of formats."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from itertools import pairwise
from multiprocessing.pool import ThreadPool
from pathlib import Path
from typing import Any

import attrs

from arxiv2bib import Diagnostic, Report, dumps, loads

Path_ = tuple[str, ...]
"""The formats that a record goes through, the first and the last the same."""

BIBTEX, RIS, CSL = "bibtex", "ris", "csl-json"
ONE_WAY: tuple[Path_, ...] = ((BIBTEX, BIBTEX), (RIS, RIS), (CSL, CSL))
PATHS: tuple[Path_, ...] = (
    *ONE_WAY,
    (BIBTEX, RIS, BIBTEX), (BIBTEX, CSL, BIBTEX), (RIS, BIBTEX, RIS), (RIS, CSL, RIS), (CSL, BIBTEX, CSL),
    (CSL, RIS, CSL),
)  # fmt: skip

TIME_LIMIT = 60
"""Seconds that a program has for one record."""

Outcome = tuple[str | None, tuple[Diagnostic, ...]]
"""What came out, None if nothing did, and what was said."""

RunAll = Callable[[Path_, Sequence[str]], Iterable[Outcome]]


@attrs.frozen
class Program:
    """A program, the paths it can take, and what runs records along one of them."""

    name: str
    version: str
    paths: frozenset[Path_]
    run: RunAll
    is_ours: bool = False


def _one_by_one(convert: Callable[[Path_, str], str | None]) -> RunAll:
    """Return what runs records through *convert*, several at a time; whatever it raises, that record has failed."""

    def try_one(path: Path_, text: str) -> Outcome:
        try:
            return convert(path, text), ()
        except Exception:  # noqa: BLE001 - a program that fails is what is to be found out
            return None, ()

    def run(path: Path_, texts: Sequence[str]) -> Iterable[Outcome]:
        with ThreadPool(os.cpu_count()) as pool:
            return pool.map(partial(try_one, path), texts)

    return run


def list_programs(node_modules: Path | None) -> tuple[list[Program], list[str]]:
    """Return the programs that are there, and a line for each that is missing."""
    programs: list[Program] = list(_list_ours())
    missing: list[str] = []
    finders: tuple[Callable[[], Iterator[Program]], ...] = (
        _find_bibtexparser, _find_pybtex, _find_rispy, _find_pandoc, _find_bibutils,
        partial(_find_citation_js, node_modules),
    )  # fmt: skip
    for find in finders:
        try:
            programs += find()
        except (ImportError, PackageNotFoundError, MissingError) as error:
            missing.append(str(error))
    return programs, missing


class MissingError(Exception):
    """A program that is not there."""


# arxiv2bib


def _run_ours(path: Path_, texts: Sequence[str], *, preserve: bool, carry: bool | None) -> Iterator[Outcome]:
    for text in texts:
        told = Report(keep=10_000)
        for source, target in pairwise(path):
            library = loads(text, source)
            text = dumps(library, target, report=told, carry=carry, preserve=preserve)
        yield text, tuple(told.diagnostics)


def _list_ours() -> Iterator[Program]:
    number = version("arxiv2bib-kit")
    both = frozenset(PATHS)
    there_and_back = both - set(ONE_WAY)
    yield Program("arxiv2bib", number, both, partial(_run_ours, preserve=True, carry=None), is_ours=True)
    canonical = partial(_run_ours, preserve=False, carry=None)
    yield Program("arxiv2bib --no-preserve", number, frozenset(ONE_WAY), canonical, is_ours=True)
    bare = partial(_run_ours, preserve=True, carry=False)
    yield Program("arxiv2bib --no-carry", number, there_and_back, bare, is_ours=True)


# Libraries of Python


def _find_bibtexparser() -> Iterator[Program]:
    from bibtexparser import middlewares
    from bibtexparser.entrypoint import parse_string, write_string

    def convert(_path: Path_, text: str, *, is_decoded: bool = False) -> str:
        layers: list[Any] = []  # Any: middlewares, whose classes have no annotations
        back: list[Any] = []
        if is_decoded:
            layers = [
                middlewares.MonthIntMiddleware(), middlewares.LatexDecodingMiddleware(),
                middlewares.SeparateCoAuthors(), middlewares.SplitNameParts(),
            ]  # fmt: skip
            back = [
                middlewares.MergeNameParts(), middlewares.MergeCoAuthors(), middlewares.LatexEncodingMiddleware(),
                middlewares.MonthAbbreviationMiddleware(),
            ]  # fmt: skip
        library = parse_string(text, append_middleware=layers)
        return write_string(library, prepend_middleware=back)

    paths = frozenset({(BIBTEX, BIBTEX)})
    number = version("bibtexparser")
    yield Program("bibtexparser", number, paths, _one_by_one(convert))
    decoded = _one_by_one(partial(convert, is_decoded=True))
    yield Program("bibtexparser, LaTeX, names and months", number, paths, decoded)


def _find_pybtex() -> Iterator[Program]:
    from pybtex.database import parse_string

    def convert(_path: Path_, text: str) -> str:
        return str(parse_string(text, "bibtex").to_string("bibtex"))

    yield Program("pybtex", version("pybtex"), frozenset({(BIBTEX, BIBTEX)}), _one_by_one(convert))


def _find_rispy() -> Iterator[Program]:
    import rispy

    def convert(_path: Path_, text: str) -> str:
        return str(rispy.dumps(rispy.loads(text)))

    yield Program("rispy", version("rispy"), frozenset({(RIS, RIS)}), _one_by_one(convert))


# Programs


def _pipe(commands: Iterable[Sequence[str]], text: str) -> str | None:
    """Return what comes out of *commands*, each of which reads what the one before it wrote."""
    data = text.encode()
    for command in commands:
        done = subprocess.run(command, input=data, capture_output=True, check=False, timeout=TIME_LIMIT)
        if done.returncode:
            return None
        data = done.stdout
    return data.decode("utf-8", "replace").removeprefix("\ufeff")


def _find_pandoc() -> Iterator[Program]:
    import pypandoc

    pandoc = pypandoc.get_pandoc_path()
    number = str(pypandoc.get_pandoc_version())

    def convert(path: Path_, text: str, *, names: dict[str, str]) -> str | None:
        steps = pairwise(path)
        return _pipe([(pandoc, "-f", names[source], "-t", names[target], "-s") for source, target in steps], text)

    bibtex = frozenset({(BIBTEX, BIBTEX), (BIBTEX, CSL, BIBTEX), (CSL, BIBTEX, CSL)})
    names = {BIBTEX: "bibtex", CSL: "csljson"}
    yield Program("pandoc", number, bibtex | {(CSL, CSL)}, _one_by_one(partial(convert, names=names)))
    names = {BIBTEX: "biblatex", CSL: "csljson"}
    yield Program("pandoc, biblatex", number, bibtex, _one_by_one(partial(convert, names=names)))


def _find_bibutils() -> Iterator[Program]:
    readers = {BIBTEX: "bib2xml", RIS: "ris2xml"}
    writers = {BIBTEX: "xml2bib", RIS: "xml2ris"}
    for program in (*readers.values(), *writers.values()):
        if shutil.which(program) is None:
            raise MissingError(f"bibutils: no program {program}")
    said = subprocess.run(["bib2xml", "--version"], capture_output=True, check=False, timeout=TIME_LIMIT, text=True)
    words = (said.stdout + said.stderr).replace(",", " ").split()
    number = next((word for word in words if word[:1].isdigit()), "of an unknown version")

    def convert(path: Path_, text: str) -> str | None:
        commands: list[tuple[str, ...]] = []
        for source, target in pairwise(path):
            commands += [(readers[source], "-i", "utf8", "-u"), (writers[target], "-nb")]
        return _pipe(commands, text)

    paths = frozenset({(BIBTEX, BIBTEX), (RIS, RIS), (BIBTEX, RIS, BIBTEX), (RIS, BIBTEX, RIS)})
    yield Program("bibutils", number, paths, _one_by_one(convert))


_CITATION_JS = """
const Cite = require('citation-js');
const force = {'bibtex': '@bibtex/text', 'ris': '@ris/file', 'csl-json': '@csl/list+object'};
const out = {'bibtex': 'bibtex', 'ris': 'ris', 'csl-json': 'data'};
const lines = require('fs').readFileSync(0, 'utf8').split('\\n').filter(Boolean);
for (const line of lines) {
  let {path, text} = JSON.parse(line);
  try {
    for (let i = 0; i + 1 < path.length; i++) {
      const data = path[i] === 'csl-json' ? JSON.parse(text) : text;
      text = new Cite(data, {forceType: force[path[i]]}).format(out[path[i + 1]]);
    }
  } catch (error) { text = null; }
  process.stdout.write(JSON.stringify(text) + '\\n');
}
"""


def _find_citation_js(node_modules: Path | None) -> Iterator[Program]:
    node = shutil.which("node")
    folders = [node_modules] if node_modules is not None else []
    folders += [Path(folder) for folder in os.environ.get("NODE_PATH", "").split(os.pathsep) if folder]
    folder = next((folder for folder in folders if (folder / "citation-js").is_dir()), None)
    if node is None or folder is None:
        raise MissingError("citation-js: no Node.js, or no citation-js in --node-modules or NODE_PATH")
    number = json.loads((folder / "citation-js" / "package.json").read_text("utf-8"))["version"]

    def run(path: Path_, texts: Sequence[str]) -> Iterator[Outcome]:
        lines = "".join(json.dumps({"path": path, "text": text}) + "\n" for text in texts)
        environment = {**os.environ, "NODE_PATH": str(folder)}
        command = (node, "-e", _CITATION_JS)
        limit = TIME_LIMIT * 10
        done = subprocess.run(
            command, input=lines.encode(), capture_output=True, check=True, timeout=limit, env=environment
        )
        for line in done.stdout.decode().splitlines():
            yield json.loads(line), ()

    yield Program("citation-js", number, frozenset(PATHS), run)
