"""What the note of a CSL item says of a paper of arXiv."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import ArxivId, ArxivInfo, Date, Doi, Entry
from arxiv2bib.formats.csl_arxiv import _take_any_note, _take_own_note, is_plainly_read, note_lines
from arxiv2bib.model.entry import DEFAULTS, INDEX, make_entry
from arxiv2bib.testing import strategies

_LINES = [
    ["arXiv:1706.03762 [cs.CL]", "arXiv:1706.03762v2", "arXiv:hep-th/9901001 [hep-th]", "arXiv:1713.03762", "arXiv:x"],
    ["version: 7", "version: 07", "version: "],
    ["updated: 2017-06-12", "updated: 2017-06-31", "updated: 2017"],
    ["Comment: 5 pages", "Comment: a -- b", "Comment:  x", "Comment: "],
    ["Published version: https://doi.org/10.1000/182", "Published version: https://doi.org/10.1000/X(1)"],
    ["DOI as given: 10.1000/182"],
    [
        "Journal reference: Phys. Rev. D 66 (2002) 1--2",
        "Journal reference: Phys. Rev. {D} 66",
        "Journal reference: J. 5",
    ],
    ["Report number: CERN-1"],
    ["License: http://x/"],
    ["a line of somebody's", "Comment: again"],
]
_usual_notes = st.tuples(*(st.just("") | st.sampled_from(lines) for lines in _LINES)).map(
    lambda lines: "\n".join(filter(None, lines))
)
_odd_notes = st.lists(st.sampled_from([line for lines in _LINES for line in lines]), max_size=6).map("\n".join)


@st.composite
def values(draw: st.DrawFn, note: str) -> list[Any]:  # Any: of the model
    """Return the values of an item that has the *note*."""
    made = list(DEFAULTS)
    made[INDEX["note"]] = note
    made[INDEX["version"]] = draw(st.sampled_from([None, "7", "8"]))
    made[INDEX["doi"]] = draw(st.sampled_from([None, Doi("10.1000/182"), Doi("10.48550/arXiv.1706.03762")]))
    made[INDEX["issued"]] = draw(st.sampled_from([None, Date(start=(2017, 6, 12))]))
    made[INDEX["keyword"]] = draw(st.sampled_from([(), ("cs.CL", "MSC 12"), ("MSC 12", "cs.CL"), ("x",)]))
    return made


@given(data=st.data(), note=_usual_notes | _odd_notes)
def test_a_note_of_ours_is_taken_as_any_note_is(data: st.DataObject, note: str) -> None:
    """The short way comes to the same paper and the same values, or leaves everything as it is."""
    given_values = data.draw(values(note))
    quick, slow = given_values.copy(), given_values.copy()
    paper = _take_own_note(quick, note)
    if paper is None:
        assert given_values == quick
    else:
        assert paper == _take_any_note(slow, note, None)
        assert slow == quick


@given(entry=strategies.preprints)
def test_what_note_lines_writes_goes_from_the_note(entry: Any) -> None:  # Any: an entry
    """Where the short way is taken, the same lines would be written again."""
    note = "\n".join(note_lines(entry))
    made = list(DEFAULTS)
    made[INDEX["note"]], made[INDEX["issued"]], made[INDEX["doi"]] = note, entry.issued, entry.doi
    if _take_own_note(made, note) is not None:
        assert note == "\n".join(note_lines(make_entry(made)))


def test_a_usual_note_takes_no_closer_look() -> None:
    """Neither does one that says all that there is to say."""
    bare = Entry(arxiv=ArxivInfo(id=ArxivId.parse("2508.14504"), primary_category="cs.CV", categories=("cs.CV",)))
    full = Entry(
        version="2",
        issued=Date(start=(2025, 8, 20)),
        updated=Date(start=(2025, 9, 1)),
        arxiv=ArxivInfo(
            id=ArxivId.parse("2508.14504"),
            primary_category="cs.CV",
            comment="5 pages",
            journal_ref="Phys. Rev. D 66 (2002) 1",
            report_number="CERN-1",
        ),
    )
    assert is_plainly_read("\n".join(note_lines(bare)), bare)
    assert is_plainly_read("\n".join(note_lines(full)), full)
    assert not is_plainly_read("arXiv:2508.14504 [cs.CL]", bare)
