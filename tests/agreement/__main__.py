"""``python -m tests.agreement``: compare what we read with what others read, print the page, write it on request."""

import argparse
import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.agreement.cases import SOURCES, Case, read_cases
from tests.agreement.listing import LIST, find_lost, read_list, render_list
from tests.agreement.page import Findings, list_disagreements, render_page
from tests.conftest import CORPUS


def main(arguments: Sequence[str] | None = None) -> None:
    """Compare as the command line asks."""
    parser = argparse.ArgumentParser(prog="python -m tests.agreement", description="Compare our reading with others'.")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder of others' inputs and outcomes")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the page to FILE")
    parser.add_argument("--list", type=Path, default=LIST, metavar="FILE", help="the list of what agrees")
    parser.add_argument("--add", action="store_true", help="add to the list what agrees now; lines that lose stay")
    parser.add_argument("--differences", action="store_true", help="print the values that do not agree")
    parser.add_argument("--date", default=f"{dt.datetime.now(tz=dt.UTC):%Y-%m-%d}", help="day to state")
    options = parser.parse_args(arguments)
    by_source = {source: tuple(read_cases(source, options.corpus)) for source in SOURCES}
    by_source = {source: cases for source, cases in by_source.items() if cases}
    if not by_source:
        parser.exit(1, f"no outcomes of others in {options.corpus}\n")
    cases = [case for cases in by_source.values() for case in cases]
    if options.add:
        _add(options.list, cases)
    page = render_page(Findings(cases=by_source, date=options.date, command="python -m tests.agreement"))
    sys.stdout.write(f"{page}\n")
    if options.write is not None:
        options.write.write_text(page, encoding="utf-8")
    for name, pair, explanation in list_disagreements(cases):
        if options.differences or explanation is None:
            right = explanation.right if explanation is not None else "NO EXPLANATION"
            sys.stderr.write(f"{name}: {pair.field} ({right})\n  ours:   {pair.ours}\n  theirs: {pair.theirs}\n")


def _add(path: Path, cases: Sequence[Case]) -> None:
    known = read_list(path.read_text("utf-8")) if path.is_file() else {}
    lost = list(find_lost(known, cases))
    if lost:
        sys.stderr.write("The list is left as it is, for it may only grow:\n" + "".join(f"  {line}\n" for line in lost))
        sys.exit(1)
    path.write_text(render_list(cases), encoding="utf-8")


if __name__ == "__main__":
    main()
