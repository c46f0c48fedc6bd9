"""Tests of the words that state a status."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib.inference.comment_status import _ROWS, find_statuses, find_stems

LETTERS = string.ascii_lowercase + string.digits + " -.,'&/:"


@pytest.mark.parametrize("wording", [wording for _, wordings in _ROWS[:2] for wording in wordings])
@given(data=st.data())
def test_what_is_hoped_or_denied_is_always_looked_for(wording: str, data: st.DataObject) -> None:
    """Two expressions, the shorter for comments without the words of doubt, find what one of all wordings does."""
    shape = re.sub(r"\(\?=\[\w+\]\)", "", wording)  # a look ahead at the first letter is nothing to draw from
    said = data.draw(st.from_regex(rf"(?:{shape})", alphabet=LETTERS, fullmatch=True))
    lowered = data.draw(st.sampled_from(("", "accepted; "))) + said + data.draw(st.sampled_from(("", " cvpr", ":")))
    stems = find_stems(lowered)
    found = [(match.span(), match.lastgroup) for match in find_statuses(lowered, stems)]
    # A comment that says "not" is searched for all wordings.
    assert found == [(match.span(), match.lastgroup) for match in find_statuses(lowered, stems | {b"not"})]
