"""bibutils reads our BibTeX and RIS; what it makes of them is compared as MODS.

Its own habits, which say nothing of our files: it drops the full stops of
initials, keeps a comma before a suffix and splits titles at the colon.
"""

import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from arxiv2bib import Entry, dumps
from tests.peers.compare import Person, find_differences, keep_letters, list_people, squeeze, title_letters

pytestmark = pytest.mark.debian("bib2xml", "ris2xml")

Save = Callable[[str, str], Path]

MODS = {"": "http://www.loc.gov/mods/v3"}
PROGRAMS = {"bibtex": "bib2xml", "ris": "ris2xml"}


def read(path: Path, name: str) -> list[ET.Element]:
    """Return the records that bibutils finds in the file at *path*, which is in the format *name*."""
    command = [PROGRAMS[name], "-i", "utf8", "-u", str(path)]
    done = subprocess.run(command, capture_output=True, check=True)
    return ET.fromstring(done.stdout.decode("utf-8-sig")).findall("mods", MODS)


def make_person(given: str, family: str, suffix: str) -> Person:
    """Return a person by the letters of the parts; bibutils has particles in the family name."""
    return Person(keep(given), "", keep(family), keep(suffix))


def keep(text: str) -> str:
    """Return the letters and digits of *text*, of any script."""
    return "".join(filter(str.isalnum, squeeze(text)))


def to_people(record: ET.Element) -> list[Person]:
    """Return the authors of a record."""
    people = []
    for name in record.findall("name", MODS):
        parts = {"given": "", "family": "", "suffix": ""}
        for part in name.findall("namePart", MODS):
            parts[part.get("type", "family")] += part.text or ""
        people.append(make_person(**parts))
    return people


def expect_people(entry: Entry, name: str) -> list[Person]:
    """Return the authors of *entry* as bibutils should give them."""
    people = []
    for person, source in zip(list_people(entry.author), entry.author, strict=True):
        if source.literal is not None and name == "ris":
            given, _, family = person.family.rpartition(" ")  # to bibutils a group is a person, whatever RIS says of it
            people.append(make_person(given, family, ""))
        else:
            people.append(make_person(person.given, person.particle + person.family, person.suffix))
    return people


@pytest.mark.parametrize("name", PROGRAMS)
def test_papers_are_understood(name: str, papers: tuple[Entry, ...], save: Save) -> None:
    """Every record of every digest: key, names, title and date."""
    records = read(save("papers", dumps(papers, name)), name)
    assert [entry.key for entry in papers] == [record.get("ID") for record in records]
    people: list[object] = [to_people(record) for record in records]
    assert [] == find_differences(people, [expect_people(entry, name) for entry in papers])
    dates: list[object] = [record.findtext("originInfo/dateIssued", "", MODS) for record in records]
    assert [] == find_differences(dates, [str(entry.issued) for entry in papers])
    titles: list[object] = [
        keep_letters("".join(record.findtext(f"titleInfo/{part}", "", MODS) for part in ("title", "subTitle")))
        for record in records
        if record.get("ID") not in {entry.key for entry in papers if "$" in (entry.title or "")}
    ]
    plain = [entry for entry in papers if "$" not in (entry.title or "")]
    assert [] == find_differences(titles, [title_letters(entry) for entry in plain])
