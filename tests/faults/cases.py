"""One fault of one service, and what comes of it for a bibliography."""

import os
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import attrs

from arxiv2bib import Diagnostic, Entry, Report, merge
from arxiv2bib.fetching import open_fetcher
from arxiv2bib.fetching.clock import Clock
from arxiv2bib.settings import Settings, load_settings
from tests.faults.papers import NUMBERS, SERVICES, make_papers, make_resolver, name_path

SPECS: Final[Mapping[str, tuple[str, ...]]] = {
    "status": (
        "status:400", "status:403", "status:429", "status:429;retry-after=1", "status:429;retry-after=date+2",
        "status:429;retry-after=-5", "status:429;retry-after=soon", "status:429;retry-after=86400",
        "status:500", "status:503", "status:503;retry-after=1", "status:504",
    ),
    "ratelimit": ("ratelimit:2",),
    "maintenance": ("maintenance:1",),
    "gzipbomb": ("gzipbomb:12",),
    "redirectchain": ("redirectchain:3", "redirectchain:25"),
}  # fmt: skip
"""The ways in which some of the faults are tried; the others are tried as they are."""

OF_ARXIV: Final = frozenset({"xmlbomb", "xxe"})
OF_JSON: Final = frozenset({"dupkeys", "nan", "nulls", "types", "wrongdoi"})
"""Faults that only feeds, or only JSON, can have; the server has other answers to them elsewhere."""

_MIDDLE: Final = 1


def list_cases(faults: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each service with each fault that it can have, as the server wants it written."""
    for fault in faults:
        for spec in SPECS.get(fault, (fault,)):
            for service in SERVICES:
                is_arxiv = service == "arxiv"
                if not (fault in OF_ARXIV and not is_arxiv) and not (fault in OF_JSON and is_arxiv):
                    yield service, spec


@attrs.frozen(kw_only=True)
class Outcome:
    """What came of a fault.

    ``before`` is the paper that met it, ``entry`` what came out; ``others`` how many of the two others were filled in.
    ``told`` is what was said. ``unmasked`` is an exception that came out, which must not be. ``kept`` is the paper as
    the cache alone fills it in afterwards, ``clean`` as the service does when nothing is wrong, ``later`` as it comes
    out of the next run.
    """

    before: Entry
    entry: Entry
    others: int
    told: tuple[Diagnostic, ...]
    unmasked: Exception | None
    requests: int
    seconds: float
    kept: Entry
    clean: Entry
    later: Entry

    @property
    def is_kept(self) -> bool:
        """Whether the cache has an answer about the paper."""
        return self.kept != self.before

    @property
    def is_harmed(self) -> bool:
        """Whether anything that the bibliography said is another."""
        return any(getattr(self.entry, name) != getattr(self.before, name) for name in ("key", "title", "author"))


def make_settings(folder: Path, url: str, **changes: object) -> Settings:
    """Return settings under which every service is at *url*, and may be asked without end."""
    addresses = {f"{name}_url": url for name in SERVICES}
    intervals = {f"{name}_interval": 0.0 for name in (*SERVICES, "crossref_search")}
    given: dict[str, object] = {**addresses, **intervals, "cache_dir": folder, "mailto": "me@example.org", **changes}
    return load_settings(config=Path(os.devnull), environ={}, **given)


@attrs.frozen
class _Run:
    """Resolves the papers of a service, under one set of settings."""

    papers: Sequence[Entry]
    service: str
    settings: Settings
    clock: Callable[[], Clock | None]

    def resolve(self, url: str, report: Report, *, offline: bool = False) -> list[Entry]:
        """Return the papers with what the service at *url* says of them."""
        resolver = make_resolver(self.service, url)
        claims: list[list[Any]] = [[] for _ in self.papers]  # Any: claims
        with open_fetcher(self.settings, offline=offline, report=report, clock=self.clock()) as fetch:
            for position, claim in resolver.resolve(self.papers, fetch=fetch, report=report):
                claims[position].append(claim)
        return [merge(paper, said, report=report) for paper, said in zip(self.papers, claims, strict=True)]


@attrs.frozen(kw_only=True)
class Bench:
    """What faults are tried on: a server (of the module *module*), and the settings but for addresses and folder."""

    module: ModuleType
    server: Any  # Any: a FaultServer, whose module is no package
    clock: Callable[[], Clock | None] = lambda: None
    changes: Mapping[str, object] = attrs.field(factory=dict)
    _clean: dict[str, list[Entry]] = attrs.field(factory=dict, init=False)

    def resolve_clean(self, service: str, folder: Path) -> list[Entry]:
        """Return the papers of *service* as they are when nothing is wrong."""
        if service not in self._clean:
            self._clean[service] = self.prepare(service, folder / "clean").resolve(self.server.url, Report())
        return self._clean[service]

    def prepare(self, service: str, folder: Path) -> _Run:
        """Return a run with its cache in *folder*."""
        self.server.reset()
        settings = make_settings(folder, self.server.url, **self.changes)
        return _Run(make_papers(self.module, service), service, settings, self.clock)


def run_case(bench: Bench, service: str, spec: str, folder: Path) -> Outcome:
    """Ask *service* about three papers, of which the one in the middle meets the fault *spec*."""
    clean = bench.resolve_clean(service, folder)
    run = bench.prepare(service, folder / "cache")
    server, papers = bench.server, run.papers
    before = papers[_MIDDLE]
    path = name_path(service, NUMBERS[_MIDDLE])
    server.rules = [{"match": "^" + re.escape(path), "fault": spec}]
    report, unmasked, found = Report(), None, list(papers)
    start = time.monotonic()
    try:
        found = run.resolve(server.url, report)
    except Exception as error:  # noqa: BLE001 (what must not happen is found out)
        unmasked = error
    seconds = time.monotonic() - start
    others = {name_path(service, number) for number in NUMBERS} - {path}
    requests = sum(not any(entry["path"].startswith(other) for other in others) for entry in server.log)
    server.reset()
    return Outcome(
        before=before,
        entry=found[_MIDDLE],
        others=sum(found[at] == clean[at] for at in (0, 2)),
        told=tuple(report.diagnostics),
        unmasked=unmasked,
        requests=requests,
        seconds=seconds,
        kept=run.resolve(server.url, Report(), offline=True)[_MIDDLE],
        clean=clean[_MIDDLE],
        later=_wait_out(run, server.url),
    )


def _wait_out(run: _Run, url: str) -> Entry:
    """Return the paper as the next run has it, when the service no longer wants to be left alone."""
    (run.settings.cache_dir / "rates.sqlite").unlink(missing_ok=True)
    return run.resolve(url, Report())[_MIDDLE]
