"""How good inference is, over the whole archive of the corpus: ``python -m tests.inference.measure``.

Prints how many DOIs tell their container and how many of those tell that of the journal line beside them, what types
the papers of the archive become, and the disagreements, to be looked at (``--disagreements N``).
"""

import argparse
import gzip
import hashlib
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import attrs

from arxiv2bib import ArxivId, ArxivInfo, Date, Entry, EntryType, Report, infer, parse_doi, parse_journal_ref
from arxiv2bib._agreeing import agree
from tests.conftest import CORPUS

Row = dict[str, str]


def read_archive(corpus: Path) -> Iterator[Row]:
    """Yield the publication fields of the archive's records."""
    with gzip.open(corpus / "archive" / "publication_fields.jsonl.gz", "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


@attrs.frozen
class DoiMeasure:
    """Of records with a DOI and a journal line: how many there are, are named, can be compared, and agree."""

    total: int
    named: int
    compared: int
    disagreements: tuple[tuple[str, str, str, str], ...]

    @property
    def named_share(self) -> float:
        """The share of records whose DOI names a container."""
        return self.named / self.total

    @property
    def agreed_share(self) -> float:
        """The share of named and comparable records whose journal line names the same container."""
        return 1 - len(self.disagreements) / self.compared


def is_unseen(identifier: str) -> bool:
    """Whether the disagreements of a record are left unread, as a check on those that tables were mended by.

    That is a third of all records, by a hash of their identifiers.
    """
    return hashlib.sha1(identifier.encode(), usedforsecurity=False).digest()[0] % 3 == 0


def measure_dois(corpus: Path, *, unseen: bool | None = None) -> DoiMeasure:
    """Return how well DOIs name the containers of the archive's journal lines; with *unseen*, of that part of them.

    A line whose container is not read, or is read as a series alone, cannot be compared. Containers are the same by
    the rule that merging goes by, :func:`~arxiv2bib.data.containers.is_same_container`.
    """
    total = named = compared = 0
    disagreements = []
    for row in read_archive(corpus):
        if "doi" not in row or "journal_ref" not in row:
            continue
        if unseen is not None and is_unseen(row["id"]) is not unseen:
            continue
        total += 1
        facts = parse_doi(row["doi"])
        if facts.container_title is None or facts.kind in ("preprint", "other"):
            continue
        named += 1
        reference = parse_journal_ref(row["journal_ref"])
        if reference.container_title is None:
            continue
        compared += 1
        names = filter(None, (facts.container_title, facts.event_title))
        written = (reference.container_title, reference.container_title_short, reference.series)
        if not any(agree("container_title", name, other) for name in names for other in written if other):
            line = " ".join(row["journal_ref"].split())
            disagreements.append((row["doi"], facts.container_title, reference.container_title, line))
    return DoiMeasure(total, named, compared, tuple(disagreements))


def make_entry(row: Row) -> Entry:
    """Return the preprint of a record of the archive."""
    identifier = ArxivId.parse(row["id"]).unversioned
    year, month, day = map(int, row["published"][:10].split("-"))
    return Entry(
        type=EntryType.ARTICLE,
        doi=identifier.doi,
        url=identifier.url,
        issued=Date(start=(year, month, day)),
        arxiv=ArxivInfo(
            id=identifier, comment=row.get("comment"), journal_ref=row.get("journal_ref"), doi=row.get("doi")
        ),
    )


def count_types(corpus: Path, cite: str = "auto", *, every: int = 1) -> tuple[Counter[str], int]:
    """Return how many papers of the archive become of each type, and how many a note calls accepted.

    With *every*, only each so-manieth paper is looked at.
    """
    types: Counter[str] = Counter()
    accepted = 0
    for row in islice(read_archive(corpus), 0, None, every):
        entry = infer(make_entry(row), cite=cite, report=Report(keep=0))
        types[str(entry.type)] += 1
        accepted += entry.status == "accepted"
    return types, accepted


def main() -> None:
    """Write the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--disagreements", type=int, default=0, metavar="N", help="show N of those of the two thirds")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="count the types of each Nth paper only")
    options = parser.parse_args()

    def write(line: str) -> None:
        sys.stdout.write(f"{line}\n")

    for label, unseen in (("all", None), ("the two thirds that were read", False), ("the third that was not", True)):
        dois = measure_dois(CORPUS, unseen=unseen)
        write(f"DOIs beside a journal line, {label}: {dois.total}; container named {dois.named_share:.1%}, "
              f"compared {dois.compared}, the same {dois.agreed_share:.1%}")  # fmt: skip
    dois = measure_dois(CORPUS, unseen=False)
    chosen = random.Random(1).sample(dois.disagreements, min(options.disagreements, len(dois.disagreements)))
    for disagreement in chosen:
        write(" | ".join(disagreement))
    for cite in ("preprint", "auto", "published"):
        types, accepted = count_types(CORPUS, cite, every=options.every)
        counts = ", ".join(f"{name} {count}" for name, count in types.most_common())
        write(f"types, --cite {cite}: {counts}; accepted by their notes {accepted}")


if __name__ == "__main__":
    main()
