"""Inference: an entry with what its own words say of its publication."""

from arxiv2bib.diagnostics import Report, take_report
from arxiv2bib.errors import InvalidValueError
from arxiv2bib.inference.claims import find_claims
from arxiv2bib.inference.recognizing import recognize
from arxiv2bib.merging import apply_claims
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.vocabulary import Cite


def infer(entry: Entry, *, cite: Cite | str = Cite.AUTO, report: Report | None = None) -> Entry:
    """Return *entry* with what its own words say of its publication: offline, with the evidence in ``claims``.

    Its journal line, its comment or note and its DOI are read. An arXiv paper that was published, as far as they tell,
    becomes an article in its journal, a paper in its proceedings and so on, with the publisher's DOI; else it stays a
    preprint. *cite* decides: ``auto``, ``preprint`` (always the preprint), ``published`` (an acceptance suffices) or
    ``both``, which is ``auto`` here: :func:`~arxiv2bib.pair_versions` makes the second entry.
    Conflicts between the sources go to *report*.

    ``library.map(infer)`` does it for a whole library.

    Raises :class:`~arxiv2bib.InvalidValueError` for an unknown *cite*.
    """
    report = take_report(report)
    if not isinstance(entry, Entry):
        raise InvalidValueError(f"infer takes one entry, not {type(entry).__name__}; library.map(infer) does a library")
    entry = recognize(entry)
    return apply_claims(entry, find_claims(entry), report=report, cite=cite)
