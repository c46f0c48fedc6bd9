"""One fault of one service, and what the fetcher makes of it."""

import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import attrs

from arxiv2bib.errors import ResolveError
from arxiv2bib.fetching import HttpFetcher, open_fetcher
from arxiv2bib.fetching.clock import Clock
from arxiv2bib.protocols import Response
from arxiv2bib.settings import Settings, load_settings
from tests.faults.checks import Check, check_atom, check_crossref, check_csl, check_datacite

CSL: Final = "application/vnd.citationstyles.csl+json"


@attrs.frozen
class Question:
    """What is asked of a service: the path, ``Accept``, and what makes the answer good."""

    path: str
    accept: str | None
    check: Check


def ask_about(service: str, number: int) -> Question:
    """Return a question to *service* about a paper of its own for each *number*."""
    if service == "arxiv":
        identifier = f"2401.{number:05}"
        return Question(f"/api/query?id_list={identifier}&max_results=1", None, check_atom(identifier))
    doi = f"10.5555/a.{number}"
    path, accept, make_check = {
        "crossref": (f"/works/{doi}", None, check_crossref),
        "datacite": (f"/dois/{doi}", None, check_datacite),
        "doi": (f"/{doi}", CSL, check_csl),
    }[service]
    return Question(path, accept, make_check(doi))


SERVICES: Final = ("arxiv", "crossref", "datacite", "doi")

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

_NUMBER: Final = 4  # a paper whose authors have letters that Latin-1 has as well, for faults of the encoding
_NEIGHBOURS: Final = (1001, 1002)

OF_ARXIV: Final = frozenset({"xmlbomb", "xxe"})
OF_JSON: Final = frozenset({"dupkeys", "nan", "nulls", "types"})
"""Faults that only feeds, or only JSON, can have; the server has other answers to them elsewhere."""


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
    """What came of a fault: the answer or the error, how often the service was asked, and how long that took.

    ``kept`` is what was in the cache about the question afterwards, ``unmasked`` any exception that must not come out;
    ``neighbours`` how many of two other questions were answered; ``later`` the answer when the fault was over.
    """

    answer: Response | None
    error: ResolveError | None
    unmasked: BaseException | None
    requests: int
    seconds: float
    kept: Response | None
    neighbours: int
    later: Response | ResolveError
    check: Check

    @property
    def is_kept_wrongly(self) -> bool:
        """Whether something is in the cache that is no answer."""
        return self.kept is not None and not (self.kept.status == 200 and passes(self.check, self.kept))


def passes(check: Check, response: Response) -> bool:
    """Whether *check* finds *response* good; one that it stumbles over is not."""
    try:
        return check(response)
    except Exception:  # noqa: BLE001 (as the fetcher has it)
        return False


def make_settings(folder: Path, url: str, **changes: object) -> Settings:
    """Return settings under which every service is at *url*, and may be asked without end."""
    addresses = {f"{name}_url": url for name in SERVICES}
    intervals = {f"{name}_interval": 0.0 for name in (*SERVICES, "crossref_search")}
    given: dict[str, object] = {**addresses, **intervals, "cache_dir": folder, "mailto": "me@example.org", **changes}
    return load_settings(config=Path(os.devnull), environ={}, **given)


def run_case(
    server: Any,  # Any: a FaultServer, whose module is no package
    service: str,
    spec: str,
    folder: Path,
    *,
    clock: Callable[[], Clock | None] = lambda: None,
    **changes: object,
) -> Outcome:
    """Ask *service* a question that meets the fault *spec*, and two others that do not."""
    question = ask_about(service, _NUMBER)
    server.reset()
    server.rules = [{"match": "^" + re.escape(question.path), "fault": spec}]
    settings = make_settings(folder, server.url, **changes)
    answer = error = unmasked = None

    def ask(fetch: HttpFetcher, asked: Question) -> Response:
        return fetch(server.url + asked.path, accept=asked.accept, check=asked.check)

    with _fetching(settings, clock()) as fetch:
        neighbours = [_ask_safely(ask, fetch, ask_about(service, _NEIGHBOURS[0]))]
        start = time.monotonic()
        try:
            answer = ask(fetch, question)
        except ResolveError as caught:
            error = caught
        except Exception as caught:  # noqa: BLE001 (what must not happen is found out)
            unmasked = caught
        seconds = time.monotonic() - start
        neighbours.append(_ask_safely(ask, fetch, ask_about(service, _NEIGHBOURS[1])))
        others = {ask_about(service, number).path for number in _NEIGHBOURS}
        requests = sum(entry["path"] not in others for entry in server.log)
    server.rules = []
    with _fetching(settings, clock(), offline=True) as fetch:
        kept = fetch.recall(server.url + question.path, accept=question.accept)
    with _fetching(attrs.evolve(settings, cache_dir=folder / "later"), clock()) as fetch:
        later = _ask_safely(ask, fetch, question)
    return Outcome(
        answer=answer,
        error=error,
        unmasked=unmasked,
        requests=requests,
        seconds=seconds,
        kept=kept,
        neighbours=sum(isinstance(found, Response) for found in neighbours),
        later=later,
        check=question.check,
    )


@contextmanager
def _fetching(settings: Settings, clock: Clock | None, *, offline: bool = False) -> Iterator[HttpFetcher]:
    with open_fetcher(settings, clock=clock, offline=offline) as fetch:
        yield fetch


def _ask_safely(
    ask: Callable[[HttpFetcher, Question], Response], fetch: HttpFetcher, question: Question
) -> Response | ResolveError:
    try:
        return ask(fetch, question)
    except ResolveError as error:
        return error
