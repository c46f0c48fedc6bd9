"""``python -m tests.faults``: put every fault to every service, print the page, write it on request."""

import argparse
import datetime as dt
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.faults.cases import Bench, Outcome, list_cases, run_case
from tests.faults.loading import NO_SERVER, SERVER, load_server
from tests.faults.machine import list_troubles
from tests.faults.page import Findings, render_page

SETTINGS: dict[str, object] = {"timeout": 3.0, "deadline": 10.0, "tries": 4, "max_megabytes": 8}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the faults as the command line asks."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description="Put every fault to every service.")
    parser.add_argument("--server", type=Path, default=SERVER, help="the server of faults")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the page to FILE")
    parser.add_argument("--only", metavar="FAULT", help="only this fault")
    parser.add_argument("--jobs", type=int, default=4, help="faults at a time; most of them wait (default: 4)")
    parser.add_argument("--date", default=f"{dt.datetime.now(tz=dt.UTC):%Y-%m-%d}", help="day to state")
    options = parser.parse_args(arguments)
    if not options.server.is_file():
        parser.error(NO_SERVER)
    module = load_server(options.server)
    cases = [case for case in list_cases(module.FAULTS) if options.only in (None, case[1].partition(":")[0])]
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(options.jobs) as pool:
        folder = Path(name)

        def run(number: int) -> Outcome:
            service, spec = cases[number]
            with module.FaultServer() as server:
                bench = Bench(module=module, server=server, changes=SETTINGS)
                outcome = run_case(bench, service, spec, folder / str(number))
            sys.stderr.write(f"{service} {spec}: {[diagnostic.message for diagnostic in outcome.told]}\n")
            return outcome

        outcomes = dict(zip(cases, pool.map(run, range(len(cases))), strict=True))
        troubles = [*list_troubles(module.FaultServer, folder / "machine")]
    page = render_page(
        Findings(faults=module.FAULTS, outcomes=outcomes, troubles=troubles, settings=SETTINGS, date=options.date)
    )
    sys.stdout.write(page)
    if options.write is not None:
        options.write.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
