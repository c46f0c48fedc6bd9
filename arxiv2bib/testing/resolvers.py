"""The laws for resolvers."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arxiv2bib.diagnostics import Report
from arxiv2bib.errors import OfflineError, RateLimitedError, ServiceError
from arxiv2bib.merging import merge
from arxiv2bib.model.claims import Claim, Strength
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.vocabulary import EntryType
from arxiv2bib.protocols import Resolver, Response
from arxiv2bib.testing import strategies
from arxiv2bib.testing.fetching import RETRIEVED, Answer, FakeFetcher
from arxiv2bib.testing.reports import find_wrong_codes

__all__ = ["FAULTS", "ResolverContract"]

FAULTS: Final[Mapping[str, Answer]] = {
    "offline": OfflineError("offline"),
    "rate limited": RateLimitedError("wait an hour"),
    "failing": ServiceError("no answer after 4 tries"),
    "forbidden": Response(url="", status=403, body=b"Forbidden"),
    "empty": "",
    "a page": "<!DOCTYPE html><html><body>We are down for maintenance.</body></html>",
    "not found, in JSON": Response(url="", status=404, body=b'{"status": "failed"}'),
    "another JSON": '{"error": null, "items": [], "message": {"DOI": 5, "title": {}, "author": "x"}}',
    "JSON that is cut off": '{"status": "ok", "message": {"DOI": "10.1000/182", "title": ["A',
    "deep JSON": "[" * 5_000,
    "bytes": bytes(range(256)),
    "another XML": '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><entry><title/></entry></feed>',
    "XML that is cut off": '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A',
}
"""What services say that is no answer."""

_NO_FAULTS = frozenset({"not found, in JSON"})  # an answer: there is none

_laws = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


class ResolverContract:
    """The laws of a resolver, as tests: inherit, say what is asked for below, and let pytest run them.

    ``resolver`` is the resolver, ``entries`` are some that its service knows more about, ``answers`` what the service
    says to each URL that is asked for them.
    """

    resolver: ClassVar[Resolver]
    entries: ClassVar[Sequence[Entry]]
    answers: ClassVar[Mapping[str, Answer]]

    def test_it_finds_what_there_is(self) -> None:
        """Something is found on each of the entries, and it is about one of them."""
        claims, _, _ = self._resolve(self.answers)
        assert {position for position, _ in claims} == set(range(len(self.entries))), "not about each of the entries"

    def test_any_entry_may_be_looked_at(self) -> None:
        """Whether an entry is wanted is a yes or a no, whatever it holds; those of the samples are wanted."""
        assert all(self.resolver.wants(entry) for entry in self.entries), "a sample is not wanted"

        @_laws
        @given(st.one_of(strategies.entries, strategies.surrogate_entries))
        def law(entry: Entry) -> None:
            assert self.resolver.wants(entry) in (True, False), "neither yes nor no"

        law()

    def test_law_2_what_goes_wrong_is_told(self) -> None:
        """Law 2: an answer that is none is told, for the user to ask again."""
        for name, fault in FAULTS.items():
            if name not in _NO_FAULTS:
                _, report, _ = self._resolve({}, fault)
                assert report.diagnostics, f"nothing is said where the service is {name}"

    def test_law_5_resolving_never_raises(self) -> None:
        """Law 5: whatever a service says, and if it says nothing, there is no exception, and nothing is claimed."""
        for name, fault in FAULTS.items():
            try:
                claims, _, _ = self._resolve({}, fault)
            except Exception as error:
                raise AssertionError(f"{name}: {error!r}") from error
            assert not claims, f"{name}: something is claimed"

    def test_law_6_same_answers_same_claims(self) -> None:
        """Law 6: a resolver that is used twice claims the same, and asks the same."""
        expected, report, fetch = self._resolve(self.answers)
        again, report_again, fetch_again = self._resolve(self.answers)
        assert again == expected, "other claims the second time"
        assert report_again.diagnostics == report.diagnostics, "other diagnostics the second time"
        assert fetch_again.asked == fetch.asked, "other URLs the second time"

    def test_law_8_a_venue_comes_with_its_type(self) -> None:
        """Law 8: whoever says where a work was published says what it is then: no preprint with a venue."""
        for position, claims in self._claims_by_entry().items():
            fields = {claim.field: claim.value for claim in claims}
            if "container_title" in fields:
                kind = fields.get("type", self.entries[position].type)
                assert kind is not EntryType.ARTICLE, f"a preprint in {fields['container_title']}"

    def test_law_8_an_answer_about_another_work_is_refused(self) -> None:
        """Law 8: each URL answered with what belongs to another one: nothing is claimed but that a DOI is refused."""
        urls = list(self.answers)
        if len(urls) < 2:
            pytest.skip("only one answer is given")
        swapped = {url: self.answers[urls[at - 1]] for at, url in enumerate(urls)}
        claims = [pair for pair in self._resolve(swapped)[0] if pair[1].strength is not Strength.REFUSED]
        assert not claims, f"claimed of another work: {claims[0][1].field} {claims[0][1].value}"

    def test_law_9_claims_can_be_merged(self) -> None:
        """Law 9: claims are on fields that can be claimed, in any order; they say who, how sure, and from which day."""
        for position, claims in self._claims_by_entry().items():
            entry = self.entries[position]
            try:
                merged = merge(entry, claims, report=Report())
            except ValueError as error:
                raise AssertionError(f"cannot be merged: {error}") from error
            assert merge(entry, reversed(claims), report=Report()) == merged, "another entry in another order"
            for claim in claims:
                assert claim.source, f"the claim on {claim.field} has no source"
                assert claim.strength < Strength.STATED, f"only an entry states, and {claim.source} is none"
                assert claim.retrieved == RETRIEVED, f"the claim on {claim.field} is not from the day of its answer"

    def test_diagnostics_have_codes(self) -> None:
        """What a resolver says has a code of arxiv2bib's or one that begins with the plug-in's name."""
        told = [diagnostic for fault in FAULTS.values() for diagnostic in self._resolve({}, fault)[1].diagnostics]
        assert not find_wrong_codes(told), f"no codes: {find_wrong_codes(told)}"

    def _claims_by_entry(self) -> dict[int, list[Claim]]:
        claims: dict[int, list[Claim]] = {}
        for position, claim in self._resolve(self.answers)[0]:
            claims.setdefault(position, []).append(claim)
        return claims

    def _resolve(
        self, answers: Mapping[str, Answer], default: Answer | None = None
    ) -> tuple[list[tuple[int, Claim]], Report, FakeFetcher]:
        fetch = FakeFetcher(answers) if default is None else FakeFetcher(answers, default)
        report = Report()
        return list(self.resolver.resolve(self.entries, fetch=fetch, report=report)), report, fetch
