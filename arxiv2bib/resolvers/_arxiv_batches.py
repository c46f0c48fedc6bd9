"""Papers of arXiv asked for together: the answer cut apart, each paper remembered by itself.

One identifier that the service does not take, or one record that is damaged, is asked for apart from the others.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from urllib.parse import quote

import attrs

from arxiv2bib.citing import pin_version
from arxiv2bib.diagnostics import Code, Diagnostic, Report, Severity
from arxiv2bib.errors import ResolveError, ServiceError
from arxiv2bib.formats.arxiv_atom import cut_feed, read_feed
from arxiv2bib.model.entry import Entry, find_arxiv_id
from arxiv2bib.model.identifiers import ArxivId
from arxiv2bib.protocols import Fetcher, Response
from arxiv2bib.resolvers._asking import ask, report_failure
from arxiv2bib.resolvers._records import Found

__all__ = ["Batches"]

_SOURCE: Final = "arxiv"
_OK: Final = 200
_LONGEST_URL: Final = 2000  # servers and proxies take no more for certain
_BAD_REQUEST: Final = 400
_SPOILED: Final = frozenset({_OK, _BAD_REQUEST, 500})
"""The statuses of bad answers that may be the fault of one identifier; others are an outage, or a demand to wait."""
_END: Final = re.compile(rb"</(?:[\w.-]{1,20}:)?feed\s*>\s*\Z")
_ENTRY: Final = re.compile(rb"<(?:[\w.-]{1,20}:)?entry[\s>]")
_SLIPS: Final = 2  # how often an empty answer is taken for a slip of the service before it is believed


class _Check:
    """Whether an answer to the question for *batch* is one: a whole feed, and if one paper is asked for, its record.

    An empty one may be a slip; it is asked for again, then believed. ``stranger`` is the paper of an answer that was
    about another one.
    """

    def __init__(self, batch: Sequence[ArxivId]) -> None:
        self.stranger: ArxivId | None = None
        self._only = batch[0] if len(batch) == 1 else None
        self._slips = 0

    def __call__(self, response: Response) -> bool:
        if _END.search(response.body) is None:
            return False
        if _ENTRY.search(response.body) is None:
            self._slips += 1
            return self._slips > _SLIPS
        return self._only is None or self._is_about(self._only, response.body)

    def _is_about(self, identifier: ArxivId, body: bytes) -> bool:
        feed = read_feed(body, source=_SOURCE, report=Report(keep=0))
        parts = _index_parts(body)
        if identifier not in parts:
            self.stranger = next(iter(parts), None)
            return bool(feed.errors) and not parts
        return bool(feed.entries)


def _is_refusal(error: ResolveError) -> bool:
    """Whether it is arXiv that says so, and not what stands before it."""
    body = error.body if isinstance(error, ServiceError) else b""
    return bool(read_feed(body, source=_SOURCE, report=Report(keep=0)).errors)


def _index_parts(body: bytes) -> dict[ArxivId, bytes]:
    """Return the feeds of the single papers in *body*: by identifier, with its version and without.

    Who names no version means the paper: the latest version that is given.
    """
    parts = dict(sorted(cut_feed(body), key=lambda part: part[0].version or 0))
    return {**parts, **{given.unversioned: part for given, part in parts.items()}}


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
        check = _Check(batch)
        answer = ask(url, self.fetch, check=check)
        if isinstance(answer, ResolveError):
            status = getattr(answer, "status", None)
            if len(batch) > 1 and status in _SPOILED:
                return self._ask_apart(batch)
            if status == _BAD_REQUEST and _is_refusal(answer):
                return self._miss(batch, None)
            if check.stranger is not None:
                self._report(Code.RESOLVE_REFUSED_ANSWER, f"the answer is about {check.stranger}", url, batch)
            else:
                self._report_failure(answer, url, batch)
            return {}
        if answer.status != _OK:
            return self._ask_apart(batch) if len(batch) > 1 else self._miss(batch, answer.retrieved)
        return self._take_apart(answer, batch)

    def _ask_apart(self, batch: Sequence[ArxivId]) -> dict[ArxivId, Found]:
        """Ask for either half of *batch*: what spoiled it spoils one of them."""
        middle = len(batch) // 2
        return {**self._ask(batch[:middle]), **self._ask(batch[middle:])}

    def _take_apart(self, answer: Response, batch: Sequence[ArxivId]) -> dict[ArxivId, Found]:
        found: dict[ArxivId, Found] = {}
        parts = _index_parts(answer.body)
        for identifier in batch:
            entry = self._read(parts[identifier], identifier) if identifier in parts else None
            if entry is not None:
                found[identifier] = Found(entry, answer.retrieved)
                part = Response(url=self._make_url([identifier]), status=_OK, headers=answer.headers,
                                body=parts[identifier], retrieved=answer.retrieved)  # fmt: skip
                self.fetch.remember(part)
        rest = [identifier for identifier in batch if identifier not in found]
        if rest:
            found.update(self._explain(rest, batch, answer))
        return found

    def _explain(self, rest: Sequence[ArxivId], batch: Sequence[ArxivId], answer: Response) -> dict[ArxivId, Found]:
        """Return what *answer* says of those of *batch* that it has no record of: mostly that there is none."""
        if len(batch) == 1:
            return self._miss(rest, answer.retrieved)
        feed = read_feed(answer.body, source=_SOURCE, report=(inner := Report(keep=0)))
        given = {entry.arxiv.id for entry in feed.entries if entry.arxiv is not None}
        is_whole = inner.records_failed == 0 and (feed.total is None or feed.total <= len(feed.entries))
        if is_whole and given <= {identifier.unversioned for identifier in batch}:
            return self._miss(rest, answer.retrieved)
        return self._ask(rest) if len(rest) < len(batch) else self._ask_apart(batch)

    def _miss(self, batch: Sequence[ArxivId], retrieved: str | None) -> dict[ArxivId, Found]:
        """Return that there are no such papers, and remember it."""
        for identifier in batch:
            self.fetch.remember(Response(url=self._make_url([identifier]), status=404, retrieved=retrieved))
        return dict.fromkeys(batch, Found(None, retrieved))

    def _read(self, body: bytes, identifier: ArxivId) -> Entry | None:
        """Return the record of *identifier* in a feed of one, if it is in order."""
        entries = read_feed(body, source=_SOURCE, report=self.report).entries
        entry = entries[0] if len(entries) == 1 else None
        given = find_arxiv_id(entry) if entry is not None else None
        if entry is None or given is None or given.unversioned != identifier.unversioned:
            return None
        return pin_version(entry, identifier.version) if identifier.version is not None else entry

    def _report(self, code: Code, message: str, url: str, batch: Sequence[ArxivId]) -> None:
        record = ", ".join(map(str, batch))
        self.report.add(Diagnostic(code, Severity.ERROR, message, source=_SOURCE, record=record, value=url))

    def _report_failure(self, error: ResolveError, url: str, batch: Sequence[ArxivId]) -> None:
        record = ", ".join(map(str, batch))
        report_failure(error, url, source=_SOURCE, record=record, key=None, report=self.report)
