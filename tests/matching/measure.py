"""Matching measured on real records: arXiv's of the digests, and registries' of the recorded answers.

Negatives: every two different papers of the digests whose first authors have one family name and initial, one of them
as if it had come out in a journal, and every two different recorded works. Positives: each paper of the digests as a
registry might have it, which is written here, and is no registry's own spelling.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from arxiv2bib import Date, Doi, Entry, EntryType, Name, load
from arxiv2bib.formats.crossref import interpret_work, list_works
from arxiv2bib.formats.datacite import interpret_record, list_records
from arxiv2bib.matching import Verdict, match
from arxiv2bib.text.folding import fold_letters
from arxiv2bib.text.markup import plain

__all__ = [
    "SPELLINGS", "measure_negatives", "measure_positives", "measure_wrong_dois", "read_answers", "read_digests",
]  # fmt: skip

_DOI = Doi("10.1000/182")

_ANSWERS: tuple[tuple[str, Callable[[Any], Any], Callable[[Any], Entry]], ...] = (  # Any: JSON
    ("crossref/works/*.json", list_works, interpret_work),
    ("crossref/works-responses/*.json", list_works, interpret_work),
    ("crossref/lists/*.json", list_works, interpret_work),
    ("datacite/json/*.json", list_records, interpret_record),
    ("datacite/responses/*.json", list_records, interpret_record),
)


def read_digests(corpus: Path, *, every: int = 1) -> list[Entry]:
    """Return the papers of every *every*-th digest."""
    paths = sorted((corpus / "digests").glob("*.md"))[::every]
    return [item for path in paths for item in load(path)]


def read_answers(corpus: Path) -> list[Entry]:
    """Return the works in the recorded answers of Crossref and DataCite."""
    return list(_list_answers(corpus))


def _list_answers(corpus: Path) -> Iterator[Entry]:
    for pattern, list_items, interpret in _ANSWERS:
        for path in sorted(corpus.glob(pattern)):
            try:
                answer = json.loads(path.read_text("utf-8"))
                if "response" in answer:
                    answer = json.loads(answer["response"]["body"])
            except ValueError:  # an error in words
                continue
            yield from map(interpret, list_items(answer))


def _publish(entry: Entry, *, years: int = 0) -> Entry:
    """Return the paper *entry* as if it had come out in a journal, and nobody told that it was on arXiv."""
    year = (entry.issued.year or 0) + years if entry.issued is not None else 0
    return Entry(
        type=EntryType.ARTICLE_JOURNAL,
        title=entry.title,
        author=entry.author,
        issued=Date(start=(year,)),
        container_title="A Journal",
    )


def measure_negatives(papers: list[Entry], answers: list[Entry]) -> Counter[Verdict]:
    """Return the verdicts on pairs of different works."""
    verdicts = Counter(match(one, _publish(other)).verdict for one, other in _list_alike(papers))
    for one in answers:
        verdicts.update(match(one, other).verdict for other in answers if one.doi != other.doi)
    return verdicts


def measure_wrong_dois(papers: list[Entry]) -> Counter[Verdict]:
    """Return the verdicts on pairs of different papers, if the authors of the one had given the DOI of the other."""
    pairs = ((one, _publish(other).evolve(doi=_DOI)) for one, other in _list_alike(papers))
    return Counter(match(one, other, asked=_DOI).verdict for one, other in pairs)


def _list_alike(papers: list[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Yield every two different papers whose first authors have one family name and initial, in either order."""
    alike: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for paper in papers:
        for name in paper.author[:1]:
            alike[(name.family or "", (name.given or "")[:1])].append(paper)
    for group in alike.values():
        yield from ((one, other) for one in group for other in group if one.doi != other.doi)


def _shorten(name: Name) -> Name:
    """Return *name* with initials for its given names."""
    given = " ".join(f"{part[0]}." for part in (name.given or "").split())
    return Name(family=name.family, given=given or None, literal=name.literal)


def _drop_accents(name: Name) -> Name:
    return Name(
        family=fold_letters(name.family).title() if name.family else None,
        given=fold_letters(name.given).title() if name.given else None,
        literal=name.literal,
    )


SPELLINGS: Mapping[str, Callable[[Entry], Entry]] = {
    "as it is, a year later": lambda entry: _publish(entry, years=1),
    "the title in capitals, without markup": lambda entry: _publish(entry).evolve(
        title=plain(entry.title or "").upper()
    ),
    "given names as initials": lambda entry: _publish(entry).evolve(author=tuple(map(_shorten, entry.author))),
    "names without accents": lambda entry: _publish(entry).evolve(author=tuple(map(_drop_accents, entry.author))),
    "the first author only": lambda entry: _publish(entry).evolve(author=entry.author[:1]),
    "without the last word of the title": lambda entry: _publish(entry).evolve(
        title=(entry.title or "").rpartition(" ")[0]
    ),
}
"""How a registry might write a paper, by what is done to it."""


def measure_positives(papers: list[Entry]) -> dict[str, Counter[Verdict]]:
    """Return, for each spelling, the verdicts on papers and how they would be spelled."""
    return {
        name: Counter(match(paper, respell(paper)).verdict for paper in papers) for name, respell in SPELLINGS.items()
    }
