"""Profiles keep the laws: no entry is lost, nothing raises, the same entries give the same text."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arxiv2bib import Entry, dumps, loads
from arxiv2bib.profiles import PROFILES
from arxiv2bib.testing import strategies

OUTPUTS = [(profile.name, output.format) for profile in PROFILES.values() for output in profile.outputs]


@pytest.mark.parametrize(("profile", "format"), OUTPUTS)
@settings(max_examples=5, suppress_health_check=[HealthCheck.too_slow])
@given(entries=st.lists(strategies.entries | strategies.plain_entries, min_size=1, max_size=3))
def test_any_entries_are_written_and_read(profile: str, format: str, entries: list[Entry]) -> None:
    """Entries of any content are as many when they are read again, with their keys, and twice the same text."""
    keyed = [entry.evolve(key=f"key{number}") for number, entry in enumerate(entries)]
    text = dumps(keyed, format, for_=profile)
    assert [entry.key for entry in keyed] == [entry.key for entry in loads(text, format)]
    assert text == dumps(keyed, format, for_=profile)


@pytest.mark.parametrize(("profile", "format"), OUTPUTS)
@settings(max_examples=4, suppress_health_check=[HealthCheck.too_slow])
@given(entry=strategies.entries)
def test_what_is_carried_comes_back(profile: str, format: str, entry: Entry) -> None:
    """With ``carry``, an entry of a bibliography has its names, its texts and its date again, whatever was adapted."""
    read = loads(dumps([entry.evolve(key="k")], "bibtex"), "bibtex")[0]
    (again,) = loads(dumps([read], format, for_=profile, carry=True), format)
    for name in ("type", "author", "editor", "title", "abstract", "issued", "language", "note", "doi"):
        assert getattr(read, name) == getattr(again, name), name
