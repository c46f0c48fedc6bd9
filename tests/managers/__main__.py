"""Asks every program that is there, and tells what it understood: ``python -m tests.managers [--write] [NAME]...``.

With ``--write``, docs/managers.md is written anew; with names, only those programs are asked, and nothing is written.
Exits with status 1 if an entry was lost, or more than one field in a hundred is understood otherwise for no known
reason.
"""

import sys
from collections.abc import Iterator, Sequence

from tests.managers.entries import make_entries
from tests.managers.jabref import JABREF
from tests.managers.latex import LATEX
from tests.managers.node import NODE
from tests.managers.page import PAGE, rewrite_page
from tests.managers.programs import MissingError, Result
from tests.managers.python import PYTHON
from tests.managers.quick import QUICK
from tests.managers.running import try_program

PROGRAMS = (*QUICK, *JABREF, *NODE, *PYTHON, *LATEX)
ENOUGH = 0.99


def main(arguments: Sequence[str]) -> int:
    """Ask the programs that *arguments* name, or all; return the exit status."""
    names = [argument for argument in arguments if not argument.startswith("-")]
    chosen = [program for program in PROGRAMS if not names or program.name.split(",")[0] in names]
    results: list[Result] = []
    missing: dict[str, None] = {}
    entries = make_entries()
    for program in chosen:
        try:
            result = try_program(program, entries)
        except MissingError as error:
            missing[f"{program.name}: {error}"] = None
            continue
        results.append(result)
        sys.stdout.writelines(f"{line}\n" for line in _tell(result))
        sys.stdout.flush()
    sys.stdout.writelines(f"not asked: {name}\n" for name in missing)
    if "--write" in arguments and not names:
        PAGE.write_text(rewrite_page(PAGE.read_text("utf-8"), results, missing), encoding="utf-8")
    return int(not all(map(_is_good, results)))


def _is_good(result: Result) -> bool:
    return not result.lost and len(result.wrong) <= (1 - ENOUGH) * result.fields


def _tell(result: Result) -> Iterator[str]:
    program = result.program
    faults = sum(map(len, result.faults.values()))
    yield (
        f"{program.name} {result.version}, --for {program.profile} -t {program.format}: {result.understood} of "
        f"{result.fields} fields understood, {faults} otherwise for a known reason, {len(result.wrong)} for none, "
        f"{len(result.lost)} entries lost"
    )
    for difference in result.wrong[:10]:
        yield f"    {difference.key} {difference.field}: {str(difference.sent)!r} is {str(difference.understood)!r}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
