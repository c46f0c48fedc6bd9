"""pandoc reads all four formats; what it makes of them is compared as CSL-JSON.

Its own habits, which say nothing of our files:

- It turns the titles of BibTeX and BibLaTeX, written in Title Case, into CSL's sentence case.
- It makes straight quotation marks and apostrophes curly.
- It reads RIS names as BibTeX's, ``Family, Suffix, Given``; RIS has the suffix last.
- It takes only the year from RIS.
- It takes "others" for a person.
"""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypandoc
import pytest

from arxiv2bib import Entry, dumps
from tests.exporters.works import WORKS
from tests.peers.compare import Person, find_differences, keep_letters, list_people, squeeze, title_letters

Save = Callable[[str, str], Path]
Item = dict[str, Any]  # Any: JSON

READERS = {"bibtex": "bibtex", "biblatex": "biblatex", "ris": "ris", "csl-json": "csljson"}
each_format = pytest.mark.parametrize("name", READERS)

_TAG = re.compile(r"</?(?:i|b|sub|sup|span)\b[^<>]*>")


def read(path: Path, name: str) -> list[Item]:
    """Return the items that pandoc finds in the file at *path*, which is in the format *name*."""
    command = [pypandoc.get_pandoc_path(), "-f", READERS[name], "-t", "csljson", str(path)]
    done = subprocess.run(command, capture_output=True, check=True)
    assert b"" == done.stderr
    items: list[Item] = json.loads(done.stdout)
    return items


def to_people(item: Item) -> list[Person]:
    """Return the authors of an item."""
    return [
        Person(
            squeeze(name.get("given", "")),
            squeeze(" ".join(filter(None, map(name.get, ("dropping-particle", "non-dropping-particle"))))),
            squeeze(name.get("family", name.get("literal", ""))),
            squeeze(name.get("suffix", "")),
        )
        for name in item.get("author", [])
        if name != {"literal": "others"}
    ]


def expect_people(entry: Entry, name: str) -> list[Person]:
    """Return the authors of *entry* as pandoc should give them."""
    people = list_people(entry.author)
    if name != "ris":
        return people
    return [Person(one.suffix, one.particle, one.family, one.given) if one.suffix else one for one in people]


@each_format
def test_papers_are_understood(name: str, papers: tuple[Entry, ...], save: Save) -> None:
    """Every record of every digest: key, names, title, date and DOI."""
    items = read(save("papers", dumps(papers, name)), name)
    assert [entry.key for entry in papers] == [item["id"] for item in items]
    people: list[object] = [to_people(item) for item in items]
    assert [] == find_differences(people, [expect_people(entry, name) for entry in papers])
    titles: list[object] = [keep_letters(_TAG.sub("", item["title"])).casefold() for item in items]
    assert [] == find_differences(titles, [title_letters(entry).casefold() for entry in papers])
    dates: list[object] = [tuple(item["issued"]["date-parts"][0]) for item in items]
    whole = [entry.issued.start or () for entry in papers if entry.issued is not None]
    assert [] == find_differences(dates, [date[:1] if name == "ris" else date for date in whole])
    dois: list[object] = [item["DOI"] for item in items]
    assert [] == find_differences(dois, [str(entry.doi) for entry in papers])


@each_format
def test_published_papers_are_understood(name: str, published: tuple[Entry, ...], save: Save) -> None:
    """Papers that inference finds published have their key, and a container, a DOI where one is known, and a year."""
    items = read(save("published", dumps(published, name)), name)
    assert [entry.key for entry in published] == [item["id"] for item in items]
    containers: list[object] = [bool(item.get("container-title")) for item in items]
    assert [] == find_differences(containers, [entry.container_title is not None for entry in published])
    dois: list[object] = [item.get("DOI") for item in items]
    assert [] == find_differences(dois, [str(entry.doi) if entry.doi is not None else None for entry in published])
    years: list[object] = [item["issued"]["date-parts"][0][0] for item in items]
    assert [] == find_differences(years, [entry.issued.year for entry in published if entry.issued is not None])


@each_format
def test_works_are_read(name: str, save: Save) -> None:
    """Works of every common kind keep key and authors, but for a comma in a group's name: RIS cannot write it."""
    items = read(save("works", dumps(WORKS, name)), name)
    assert [work.key for work in WORKS] == [item["id"] for item in items]
    works = [
        work for work in WORKS if name != "ris" or not any("," in (author.literal or "") for author in work.author)
    ]
    keys = {work.key for work in works}
    people: list[object] = [to_people(item) for item in items if item["id"] in keys]
    assert [] == find_differences(people, [expect_people(work, name) for work in works])
