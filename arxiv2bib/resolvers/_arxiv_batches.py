"""Founds of arXiv asked for together: the answer cut apart, each paper remembered by itself.

One identifier that the service does not take, or one record that is damaged, is asked for apart from the others.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from urllib.parse import quote

import attrs

from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.errors import ResolveError
from arxiv2bib.formats.arxiv_atom import cut_feed, read_feed
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.identifiers import ArxivId
from arxiv2bib.protocols import Fetcher, Response
from arxiv2bib.resolvers._asking import ask, report_failure
from arxiv2bib.resolvers._records import Found

__all__ = ["Batches"]

_SOURCE: Final = "arxiv"
_OK: Final = 200
_LONGEST_URL: Final = 2000  # servers and proxies take no more for certain
_BAD_REQUEST: Final = 400
_END: Final = re.compile(rb"</(?:[\w.-]{1,20}:)?feed\s*>\s*\Z")
_ENTRY: Final = re.compile(rb"<(?:[\w.-]{1,20}:)?entry[\s>]")
_SLIPS: Final = 2  # how often an empty answer is taken for a slip of the service before it is believed


class _Check:
    """Whether an answer is one: a whole feed. An empty one may be a slip; it is asked for again, then believed."""

    def __init__(self) -> None:
        self._slips = 0

    def __call__(self, response: Response) -> bool:
        if _END.search(response.body) is None:
            return False
        if _ENTRY.search(response.body) is None:
            self._slips += 1
            return self._slips > _SLIPS
        return True


@attrs.frozen(kw_only=True)
class Batches:
    """Asks for papers in batches of at most *size*, through *fetch*; what goes wrong goes to *report*."""

    url: str
    size: int
    fetch: Fetcher
    report: Report

    def find(self, wanted: Iterable[ArxivId]) -> dict[ArxivId, Found]:
        """Return what arXiv says of each of *wanted*; those on which it gave no answer are missing.

        What is remembered of a paper is not asked for again, in whatever batch it came.
        """
        found: dict[ArxivId, Found] = {}
        unknown: list[ArxivId] = []
        for identifier in dict.fromkeys(wanted):
            known = self._recall(identifier)
            if known is None:
                unknown.append(identifier)
            else:
                found[identifier] = known
        for batch in self._cut(unknown):
            found.update(self._ask(batch))
        return found

    def _recall(self, identifier: ArxivId) -> Found | None:
        known = self.fetch.recall(self._make_url([identifier]))
        if known is None:
            return None
        if known.status != _OK:
            return Found(None, known.retrieved)
        entry = self._read(known.body, identifier)
        return Found(entry, known.retrieved) if entry is not None else None

    def _cut(self, identifiers: Iterable[ArxivId]) -> Iterator[list[ArxivId]]:
        batch: list[ArxivId] = []
        for identifier in identifiers:
            if batch and (len(batch) >= self.size or len(self._make_url([*batch, identifier])) > _LONGEST_URL):
                yield batch
                batch = []
            batch.append(identifier)
        if batch:
            yield batch

    def _make_url(self, identifiers: Sequence[ArxivId]) -> str:
        names = ",".join(quote(str(identifier), safe="/") for identifier in identifiers)
        # Unless the number of results is said there are ten, however many were asked for.
        return f"{self.url}/api/query?id_list={names}&max_results={len(identifiers)}"

    def _ask(self, batch: Sequence[ArxivId]) -> dict[ArxivId, Found]:
        url = self._make_url(batch)
        answer = ask(url, self.fetch, check=_Check())
        if isinstance(answer, ResolveError):
            if getattr(answer, "status", None) != _BAD_REQUEST:
                self._report_failure(answer, url, batch)
                return {}
            return self._ask_apart(batch) if len(batch) > 1 else self._miss(batch, url, None)
        if answer.status != _OK:
            return self._ask_apart(batch) if len(batch) > 1 else self._miss(batch, url, answer.retrieved)
        return self._take_apart(answer, batch)

    def _ask_apart(self, batch: Sequence[ArxivId]) -> dict[ArxivId, Found]:
        """Ask for either half of *batch*: what spoiled it spoils one of them."""
        middle = len(batch) // 2
        return {**self._ask(batch[:middle]), **self._ask(batch[middle:])}

    def _take_apart(self, answer: Response, batch: Sequence[ArxivId]) -> dict[ArxivId, Found]:
        found: dict[ArxivId, Found] = {}
        parts = dict(cut_feed(answer.body))
        strangers = set(parts)
        # Who names no version means the paper, whichever version is given.
        given_for = {**{given.unversioned: given for given in parts}, **{given: given for given in parts}}
        for identifier in batch:
            given = given_for.get(identifier)
            if given is None:
                continue
            strangers.discard(given)
            entry = self._read(parts[given], identifier)
            if entry is not None:
                found[identifier] = Found(entry, answer.retrieved)
                part = Response(url=self._make_url([identifier]), status=_OK, headers=answer.headers,
                                body=parts[given], retrieved=answer.retrieved)  # fmt: skip
                self.fetch.remember(part)
        rest = [identifier for identifier in batch if identifier not in found]
        if rest:
            found.update(self._explain(rest, batch, answer, len(parts), strangers))
        return found

    def _explain(
        self, rest: Sequence[ArxivId], batch: Sequence[ArxivId], answer: Response, count: int, strangers: set[ArxivId]
    ) -> dict[ArxivId, Found]:
        """Return what *answer* says of those of *batch* that it has no record of: mostly that there is none."""
        feed = read_feed(answer.body, source=_SOURCE, report=(inner := Report(keep=0)))
        is_refused = bool(feed.errors) and not count
        is_whole = inner.records_failed == 0 and (feed.total is None or feed.total <= count)
        if is_whole and not strangers and not is_refused:
            return self._miss(rest, answer.url, answer.retrieved)
        if len(rest) < len(batch):
            return self._ask(rest)
        if len(batch) > 1:
            return self._ask_apart(batch)
        if is_refused:
            return self._miss(rest, answer.url, answer.retrieved)
        problem = f"the answer is about {next(iter(strangers))}" if strangers else "the record in the answer is damaged"
        code = Code.RESOLVE_REFUSED_ANSWER if strangers else Code.RESOLVE_NO_ANSWER
        self.report.add(
            Diagnostic(code, Severity.ERROR, problem, source=_SOURCE, record=str(rest[0]), value=answer.url)
        )
        return {}

    def _miss(self, batch: Sequence[ArxivId], url: str, retrieved: str | None) -> dict[ArxivId, Found]:
        """Return that there are no such papers, and remember it."""
        for identifier in batch:
            self.fetch.remember(Response(url=self._make_url([identifier]), status=404, retrieved=retrieved))
        return dict.fromkeys(batch, Found(None, retrieved))

    def _read(self, body: bytes, identifier: ArxivId) -> Entry | None:
        """Return the record of *identifier* in a feed of one, if it is in order."""
        entries = read_feed(body, source=_SOURCE, report=self.report).entries
        entry = entries[0] if len(entries) == 1 else None
        given = entry.arxiv.id if entry is not None and entry.arxiv is not None else None
        if entry is None or given is None or given.unversioned != identifier.unversioned:
            return None
        return pin_version(entry, identifier)

    def _report_failure(self, error: ResolveError, url: str, batch: Sequence[ArxivId]) -> None:
        record = ", ".join(map(str, batch))
        report_failure(error, url, source=_SOURCE, record=record, key=None, report=self.report)


def pin_version(entry: Entry, asked: ArxivId) -> Entry:
    """Return *entry* as that of the version that *asked* names, with the day of that version; if it names one."""
    if asked.version is None or entry.arxiv is None:
        return entry
    return entry.evolve(arxiv=attrs.evolve(entry.arxiv, id=asked), issued=entry.updated or entry.issued)
