"""Asks every program that is there, and tells what it understood: ``python -m tests.managers [--write] [NAME]...``.

With ``--write``, docs/managers.md is written anew; with names, only those programs are asked, and nothing is written.
Where ``ARXIV2BIB_CORPUS`` names a corpus, they are asked about papers of its digests as well, which is told and not
written.
Exits with status 1 if an entry was lost, or more than one field in a hundred is understood otherwise for no known
reason.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.managers.entries import make_entries, read_papers
from tests.managers.jabref import JABREF
from tests.managers.kbibtex import KBIBTEX
from tests.managers.latex import LATEX
from tests.managers.node import NODE
from tests.managers.page import PAGE, rewrite_page
from tests.managers.programs import MissingError, Result
from tests.managers.python import PYTHON
from tests.managers.quick import QUICK
from tests.managers.running import try_program
from tests.managers.tellico import TELLICO

PROGRAMS = (*QUICK, *JABREF, *TELLICO, *KBIBTEX, *NODE, *PYTHON, *LATEX)
ENOUGH = 0.99


def main(arguments: Sequence[str]) -> int:
    """Ask the programs that *arguments* name, or all; return the exit status."""
    names = [argument for argument in arguments if not argument.startswith("-")]
    chosen = [program for program in PROGRAMS if not names or program.name.split(",")[0] in names]
    results: list[Result] = []
    missing: dict[str, None] = {}
    entries = make_entries()
    corpus = os.environ.get("ARXIV2BIB_CORPUS")
    papers = read_papers(Path(corpus)) if corpus else ()
    is_good = True
    for program in chosen:
        try:
            results.append(try_program(program, entries))
        except MissingError as error:
            missing[f"{program.name}: {error}"] = None
            continue
        told = [results[-1], *([try_program(program, papers)] if papers else [])]
        is_good = is_good and all(map(_is_good, told))
        sys.stdout.writelines(f"{line}\n" for result in told for line in _tell(result))
        sys.stdout.flush()
    sys.stdout.writelines(f"not asked: {name}\n" for name in missing)
    if "--write" in arguments and not names:
        PAGE.write_text(rewrite_page(PAGE.read_text("utf-8"), results, missing), encoding="utf-8")
    return int(not is_good)


def _is_good(result: Result) -> bool:
    return not result.lost and len(result.wrong) <= (1 - ENOUGH) * result.fields


def _tell(result: Result) -> Iterator[str]:
    program = result.program
    faults = sum(map(len, result.faults.values()))
    about = f"{program.name} {result.version}, --for {program.profile} -t {program.format}, {result.entries} entries"
    known = f"{faults} otherwise for a known reason, {len(result.wrong)} for none, {len(result.lost)} entries lost"
    yield f"{about}: {result.understood} of {result.fields} fields understood, {known}"
    for difference in result.wrong[:10]:
        yield f"    {difference.key} {difference.field}: {str(difference.sent)!r} is {str(difference.understood)!r}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
