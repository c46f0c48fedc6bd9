"""Each law of the test kit can fail: a reader, an exporter and a resolver that break it, and nothing but it."""

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count, islice
from typing import Any, ClassVar

import attrs
import pytest
from hypothesis import HealthCheck, Phase, settings

from arxiv2bib import (
    Block,
    BlockKind,
    Claim,
    Diagnostic,
    Doi,
    Entry,
    EntryType,
    Fetcher,
    Format,
    InvalidValueError,
    Report,
    ResolveError,
    Response,
    Severity,
    Source,
    Strength,
)
from arxiv2bib.exporters.csl_json import CslJsonExporter
from arxiv2bib.readers.bibtex import BibtexReader
from arxiv2bib.readers.csl_json import CslJsonReader
from arxiv2bib.testing import Answer, ExporterContract, ReaderContract, ResolverContract, exporters, readers, resolvers
from tests.testing.test_readers import BibtexContract

QUICK = settings(
    deadline=None,
    phases=[Phase.generate],  # one example is enough: none is made smaller
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)

Items = Iterator[Entry | Block]


def list_laws(contract: type) -> set[str]:
    """Return the tests of *contract*."""
    return {name for name in dir(contract) if name.startswith("test_")}


def break_law(contract: object, law: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run one law of *contract*, which must fail with *message*."""
    for module in (exporters, readers, resolvers):
        monkeypatch.setattr(module, "_laws", QUICK)
    with pytest.raises((AssertionError, InvalidValueError), match=message):
        getattr(contract, law)()


def list_cases(table: dict[str, list[tuple[str, Any]]]) -> list[tuple[str, str, Any]]:  # Any: what is broken
    """Return the rows of a *table* of what breaks each law, and how the law says so."""
    return [(law, message, broken) for law, rows in table.items() for message, broken in rows]


# Readers


@attrs.frozen
class BrokenReader(BibtexReader):
    """A reader of BibTeX that does something to what it reads, or to the report."""

    change: Callable[[Items, Report], Items] = lambda items, _: items
    taken: bool | None = None
    shown: Callable[[Source], Source] = lambda source: source

    def sniff(self, head: str, /) -> bool:
        """Whether *head* is BibTeX, or the same always."""
        return super().sniff(head) if self.taken is None else self.taken

    def read(self, source: Source, /, *, report: Report) -> Items:
        """Yield what is made of the items of *source*."""
        return self.change(super().read(self.shown(source), report=report), report)


@attrs.frozen
class KeylessReader(BibtexReader):
    """A reader that finds no keys."""

    def find_keys(self, source: Source, /) -> Iterator[str]:
        """Yield nothing."""
        return iter(())


@attrs.frozen
class MisnamedReader(BibtexReader):
    """A reader of a format whose suffix has no dot."""

    format: ClassVar[Format] = Format(name="misnamed", title="Misnamed", suffixes=("bib",))


def drop_third(items: Items, _report: Report) -> Items:
    """Leave out the third item."""
    return (item for number, item in enumerate(items) if number != 2)


def stop_at_failure(items: Items, _report: Report) -> Items:
    """Yield nothing from the first failed block on."""
    for item in items:
        if isinstance(item, Block) and item.kind is BlockKind.FAILED:
            return
        yield item


def strip_blocks(items: Items, _report: Report) -> Items:
    """Yield blocks without the white space around them."""
    return (attrs.evolve(item, raw=item.raw.strip()) if isinstance(item, Block) else item for item in items)


def raise_at_failure(items: Items, _report: Report) -> Items:
    """Raise where a block has failed."""
    for item in items:
        if isinstance(item, Block) and item.kind is BlockKind.FAILED:
            raise InvalidValueError("a failed block")
        yield item


def number_entries() -> Callable[[Items, Report], Items]:
    """Return what writes into each entry how many were read before it, by any call."""
    numbers = count()

    def change(items: Items, _report: Report) -> Items:
        return (item.evolve(note=str(next(numbers))) if isinstance(item, Entry) else item for item in items)

    return change


def see_the_first_piece(source: Source) -> Source:
    """Return a source that has only the first piece of the text."""
    return Source(source.name, text=next(source.chunks(translate=False)))


def say_oops(items: Any, report: Report) -> Any:  # Any: the items of a reader, the pieces of an exporter
    """Say something without a proper code."""
    report.add(Diagnostic("oops", Severity.INFO, "something is odd"))
    return items


BROKEN_READERS: dict[str, list[tuple[str, BibtexReader]]] = {
    "test_the_format_is_described": [("no dot", MisnamedReader())],
    "test_own_files_are_recognised": [("not taken for bibtex", BrokenReader(taken=False))],
    "test_other_files_are_left_alone": [("taken for bibtex", BrokenReader(taken=True))],
    "test_law_1_no_record_is_lost": [("other entries than", BrokenReader(drop_third))],
    "test_law_1_neighbours_of_a_bad_record_come_through": [("its neighbours", BrokenReader(stop_at_failure))],
    "test_law_1_every_character_is_kept": [("are not the text", BrokenReader(strip_blocks))],
    "test_law_5_reading_never_raises": [("a failed block", BrokenReader(raise_at_failure))],
    "test_law_6_same_text_same_entries": [
        ("at the second reading", BrokenReader(number_entries())),
        ("where pieces are small", BrokenReader(shown=see_the_first_piece)),
    ],
    "test_law_7_keys_are_found_beforehand": [("not found: .*abbott2016", KeylessReader())],
    "test_diagnostics_have_codes": [("oops", BrokenReader(say_oops))],
}


@pytest.mark.parametrize(("law", "message", "reader"), list_cases(BROKEN_READERS))
def test_a_broken_reader_fails(law: str, message: str, reader: BibtexReader, monkeypatch: pytest.MonkeyPatch) -> None:
    """The law does not hold for a reader that breaks it, and pytest is told."""
    contract = type("Contract", (BibtexContract,), {"reader": reader})()
    break_law(contract, law, message, monkeypatch)


def test_every_law_of_readers_can_fail() -> None:
    """A new law comes with a reader that breaks it."""
    assert list_laws(ReaderContract) == set(BROKEN_READERS)


# Exporters


def keep_entries(items: Iterable[Entry | Block]) -> Iterable[Entry | Block]:
    """Return *items* as they are."""
    return items


def keep_pieces(pieces: Iterator[str], _report: Report) -> Iterator[str]:
    """Return *pieces* as they are."""
    return pieces


@attrs.frozen
class BrokenExporter(CslJsonExporter):
    """An exporter of CSL-JSON that does something to what it is given, or to what it writes, or keeps silent."""

    before: Callable[[Iterable[Entry | Block]], Iterable[Entry | Block]] = keep_entries
    after: Callable[[Iterator[str], Report], Iterator[str]] = keep_pieces
    is_silent: bool = False

    def export(self, items: Iterable[Entry | Block], /, *, report: Report) -> Iterator[str]:
        """Yield what is made of the output."""
        told = Report() if self.is_silent else report
        return self.after(super().export(self.before(items), report=told), report)


@attrs.frozen
class MisnamedExporter(CslJsonExporter):
    """An exporter of a format without a title."""

    format: ClassVar[Format] = Format(name="misnamed", title="")


@attrs.frozen
class NotCarryingExporter(CslJsonExporter):
    """An exporter that has the option to carry, and does not look at it."""

    def export(self, items: Iterable[Entry | Block], /, *, report: Report) -> Iterator[str]:
        """Yield the output, and carry nothing."""
        return CslJsonExporter(carry=False).export(items, report=report)


def each_entry(change: Callable[[Entry], Entry]) -> Callable[[Iterable[Entry | Block]], Iterable[Entry | Block]]:
    """Return what applies *change* to every entry."""

    def apply(items: Iterable[Entry | Block]) -> Iterable[Entry | Block]:
        return tuple(change(item) if isinstance(item, Entry) else item for item in items)

    return apply


def leave_out_the_second(items: Iterable[Entry | Block]) -> Iterable[Entry | Block]:
    """Return the items without the second."""
    return [item for number, item in enumerate(items) if number != 1]


def leave_out_the_date(entry: Entry) -> Entry:
    """Return *entry* without its date of issue."""
    return entry.evolve(issued=None)


def shout(entry: Entry) -> Entry:
    """Return *entry* with its title in capitals."""
    return entry.evolve(title=(entry.title or "").upper())


def say_it_again(entry: Entry) -> Entry:
    """Return *entry* with one more word in its title, and no way back to what was read."""
    return entry.evolve(title=f"{entry.title} again", origin=None)


def forget_the_key(entry: Entry) -> Entry:
    """Return *entry* with the key that all have."""
    return entry.evolve(key="key")


def publish(entry: Entry) -> Entry:
    """Return *entry* with a venue that its authors named."""
    arxiv = entry.arxiv
    return entry.evolve(container_title=arxiv.journal_ref) if arxiv is not None and arxiv.journal_ref else entry


def count_pieces() -> Callable[[Iterator[str], Report], Iterator[str]]:
    """Return what writes the number of the piece, over all calls, behind each."""
    numbers = count()
    return lambda pieces, _: (f"{piece}{next(numbers)}" for piece in pieces)


def sign(pieces: Iterator[str], _report: Report) -> Iterator[str]:
    """Write in which order this Python keeps sets."""
    yield from pieces
    yield repr({f"word{number}" for number in range(20)})


def tell_the_zone(pieces: Iterator[str], _report: Report) -> Iterator[str]:
    """Write the time zone."""
    yield from pieces
    yield time.tzname[0] + os.environ.get("LC_ALL", "")


BROKEN_EXPORTERS: dict[str, list[tuple[str, CslJsonExporter]]] = {
    "test_the_format_is_described": [("no title", MisnamedExporter())],
    "test_law_1_every_entry_is_a_record": [("1 counted of 2", BrokenExporter(before=leave_out_the_second))],
    "test_law_2_no_text_is_lost_in_silence": [("neither written nor told", BrokenExporter(is_silent=True))],
    "test_law_2_no_date_is_lost_in_silence": [
        ("neither written nor told", BrokenExporter(before=each_entry(leave_out_the_date)))
    ],
    "test_law_2_no_block_is_lost_in_silence": [("a comment is neither", BrokenExporter(is_silent=True))],
    "test_law_2_what_is_written_is_what_was_meant": [("title was", BrokenExporter(before=each_entry(shout)))],
    "test_law_3_what_was_read_is_written_alike": [
        ("as it was written back", BrokenExporter(before=each_entry(say_it_again)))
    ],
    "test_law_4_what_has_no_place_is_carried": [("another entry came back", NotCarryingExporter())],
    "test_law_6_same_entry_same_text": [("at the second writing", BrokenExporter(after=count_pieces()))],
    "test_law_6_same_text_on_every_machine": [
        ("another text elsewhere", BrokenExporter(after=sign)),
        ("another text elsewhere", BrokenExporter(after=tell_the_zone)),
    ],
    "test_law_7_keys_stay": [("is gone", BrokenExporter(before=each_entry(forget_the_key)))],
    "test_law_8_no_chimera": [("it has a venue", BrokenExporter(before=each_entry(publish)))],
    "test_diagnostics_have_codes": [("oops", BrokenExporter(after=say_oops))],
}


@pytest.mark.parametrize(("law", "message", "exporter"), list_cases(BROKEN_EXPORTERS))
def test_a_broken_exporter_fails(
    law: str, message: str, exporter: CslJsonExporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The law does not hold for an exporter that breaks it, and pytest is told."""
    contract = type("Contract", (ExporterContract,), {"exporter": exporter, "reader": CslJsonReader()})()
    break_law(contract, law, message, monkeypatch)


def test_every_law_of_exporters_can_fail() -> None:
    """A new law comes with an exporter that breaks it."""
    assert list_laws(ExporterContract) == set(BROKEN_EXPORTERS)


# Resolvers


@attrs.frozen
class RegistryResolver:
    """Asks a registry of our own making, which gives a title and a venue for a DOI, as JSON. It keeps every law."""

    name: ClassVar[str] = "registry"

    def wants(self, entry: Entry, /) -> bool:
        """Whether *entry* has a DOI."""
        return entry.doi is not None

    def resolve(self, entries: Sequence[Entry], /, *, fetch: Fetcher, report: Report) -> Iterator[tuple[int, Claim]]:
        """Yield what the registry says."""
        for position, entry in enumerate(entries):
            try:
                response = fetch(f"https://registry.example/{entry.doi}", check=self.is_answer)
            except ResolveError as error:
                self.say(report, str(error))
                continue
            if response.status != 200:
                continue
            found = json.loads(response.body)
            if not self.is_about(entry, found["doi"]):
                self.say(report, "an answer about another work")
                continue
            yield from ((position, claim) for claim in self.claim(found, response))

    def say(self, report: Report, message: str) -> None:
        """Tell what went wrong."""
        report.add(Diagnostic("registry/no-answer", Severity.WARNING, message))

    def is_about(self, entry: Entry, doi: str) -> bool:
        """Whether the answer with *doi* is about *entry*."""
        return Doi(doi) == entry.doi

    def is_answer(self, response: Response) -> bool:
        """Whether *response* is what the registry means to say."""
        try:
            found = json.loads(response.body)
        except (ValueError, RecursionError):
            return False
        return isinstance(found, dict) and isinstance(found.get("doi"), str)

    def claim(self, found: dict[str, Any], response: Response) -> Iterator[Claim]:
        """Yield what is claimed."""
        values = {"title": found["title"], "container_title": found["venue"], "type": EntryType.ARTICLE_JOURNAL}
        for field, value in values.items():
            yield self.make_claim(field, value, response)

    def make_claim(self, field: str, value: Any, response: Response) -> Claim:
        """Return one claim."""
        return Claim(
            field=field, value=value, source="registry", strength=Strength.CERTAIN, retrieved=response.retrieved
        )


class RegistryContract(ResolverContract):
    """What the registry knows: two works."""

    resolver = RegistryResolver()
    entries = (Entry(key="a", doi=Doi("10.1000/1")), Entry(key="b", doi=Doi("10.1000/2")))
    answers: ClassVar[dict[str, Answer]] = {
        "https://registry.example/10.1000/1": '{"doi": "10.1000/1", "title": "One", "venue": "A"}',
        "https://registry.example/10.1000/2": '{"doi": "10.1000/2", "title": "Two", "venue": "B"}',
    }


class TestRegistryResolver(RegistryContract):
    """A resolver that keeps every law passes."""


class FindsOne(RegistryResolver):
    """Stops after the first claim."""

    def resolve(self, entries: Sequence[Entry], /, *, fetch: Fetcher, report: Report) -> Iterator[tuple[int, Claim]]:
        """Yield one claim."""
        return islice(super().resolve(entries, fetch=fetch, report=report), 1)


class Picky(RegistryResolver):
    """Cannot look at any entry."""

    def wants(self, entry: Entry, /) -> bool:
        """Whether *entry* has a DOI; one without is none of its business."""
        if entry.doi is None:
            raise InvalidValueError("no DOI")
        return True


class Silent(RegistryResolver):
    """Says nothing."""

    def say(self, report: Report, message: str) -> None:
        """Do not tell."""


class Trusting(RegistryResolver):
    """Takes whatever comes for an answer."""

    def is_answer(self, response: Response) -> bool:
        """Whether there is a body."""
        return bool(response.body)


class Moody(RegistryResolver):
    """Says something else each time."""

    numbers: ClassVar[Iterator[int]] = count()

    def make_claim(self, field: str, value: Any, response: Response) -> Claim:
        """Return a claim with a number."""
        return attrs.evolve(super().make_claim(field, value, response), evidence=str(next(self.numbers)))


class Chimerical(RegistryResolver):
    """Gives a preprint a venue."""

    def claim(self, found: dict[str, Any], response: Response) -> Iterator[Claim]:
        """Yield a venue, and that the work is a preprint."""
        yield self.make_claim("container_title", found["venue"], response)
        yield self.make_claim("type", EntryType.ARTICLE, response)


class Careless(RegistryResolver):
    """Does not look which work an answer is about."""

    def is_about(self, entry: Entry, doi: str) -> bool:
        """Say yes."""
        return True


class Presumptuous(RegistryResolver):
    """Claims a key."""

    def claim(self, found: dict[str, Any], response: Response) -> Iterator[Claim]:
        """Yield a key."""
        yield self.make_claim("key", found["title"], response)


class Undated(RegistryResolver):
    """Does not say from which day an answer is."""

    def make_claim(self, field: str, value: Any, response: Response) -> Claim:
        """Return a claim without a day."""
        return attrs.evolve(super().make_claim(field, value, response), retrieved=None)


class Mumbling(RegistryResolver):
    """Tells what goes wrong without a proper code."""

    def say(self, report: Report, message: str) -> None:
        """Tell it."""
        say_oops(None, report)


BROKEN_RESOLVERS: dict[str, list[tuple[str, RegistryResolver]]] = {
    "test_it_finds_what_there_is": [("not about each", FindsOne())],
    "test_any_entry_may_be_looked_at": [("no DOI", Picky())],
    "test_law_2_what_goes_wrong_is_told": [("nothing is said where the service is offline", Silent())],
    "test_law_5_resolving_never_raises": [("a page: JSONDecodeError", Trusting())],
    "test_law_6_same_answers_same_claims": [("other claims", Moody())],
    "test_law_8_a_venue_comes_with_its_type": [("a preprint in A", Chimerical())],
    "test_law_8_an_answer_about_another_work_is_refused": [("claimed of another work", Careless())],
    "test_law_9_claims_can_be_merged": [("cannot be merged", Presumptuous()), ("not from the day", Undated())],
    "test_diagnostics_have_codes": [("oops", Mumbling())],
}


@pytest.mark.parametrize(("law", "message", "resolver"), list_cases(BROKEN_RESOLVERS))
def test_a_broken_resolver_fails(
    law: str, message: str, resolver: RegistryResolver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The law does not hold for a resolver that breaks it, and pytest is told."""
    break_law(type("Contract", (RegistryContract,), {"resolver": resolver})(), law, message, monkeypatch)


def test_every_law_of_resolvers_can_fail() -> None:
    """A new law comes with a resolver that breaks it."""
    assert list_laws(ResolverContract) == set(BROKEN_RESOLVERS)
