"""Both versions of a paper as two entries that are linked."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arxiv2bib import (
    ArxivId,
    ArxivInfo,
    ArxivVersion,
    Date,
    Entry,
    EntryType,
    Name,
    Origin,
    Record,
    Related,
    Report,
    assign_keys,
    convert,
    dumps,
    infer,
    loads,
    pair_versions,
)
from arxiv2bib.citing import pin_version
from arxiv2bib.testing import strategies

ID = ArxivId.parse("2111.03260")
PREPRINT = Entry(
    type=EntryType.ARTICLE,
    title="Learning to see",
    author=(Name(family="Lovelace", given="Ada"),),
    issued=Date(start=(2021, 11, 5)),
    doi=ID.doi,
    url=ID.url,
    version="1",
    arxiv=ArxivInfo(
        id=ID, primary_category="cs.CV", journal_ref="Phys. Rev. Lett. 116, 061102 (2022)", doi="10.1000/182"
    ),
)
PUBLISHED = infer(PREPRINT)
DIGEST = """# Arxiv Papers in cs.CV on 2021-11-05

### Learning to see
- **Arxiv ID**: http://arxiv.org/abs/2111.03260v1
- **DOI**: 10.1000/182
- **Categories**: **cs.CV**
- **Links**: [PDF](http://arxiv.org/pdf/2111.03260v1)
- **Published**: 2021-11-05 10:00:00+00:00
- **Updated**: 2021-11-05 10:00:00+00:00
- **Authors**: Ada Lovelace
- **Comment**: None
- **Journal**: Phys. Rev. Lett. 116, 061102 (2022)
- **Summary**: Few photons suffice.



"""


def pair(*entries: Entry) -> list[Entry]:
    """Return *entries* with their preprints."""
    return [item for item in pair_versions(entries) if isinstance(item, Entry)]


def test_the_published_one_comes_first() -> None:
    """Behind the published entry stands the preprint as its record has it, each with a key of its own."""
    published, preprint = pair(PUBLISHED)
    assert ("lovelace2022learning", "lovelace2021learning") == (published.key, preprint.key)
    assert (PREPRINT.issued, PREPRINT.doi, PREPRINT.url, "1", None) == (
        preprint.issued, preprint.doi, preprint.url, preprint.version, preprint.container_title,
    )  # fmt: skip


def test_they_name_each_other() -> None:
    """Each says what the other is, by its key, and the preprint the publication's DOI."""
    published, preprint = pair(PUBLISHED)
    assert (Related(relation="has-preprint", identifier="lovelace2021learning"),) == published.related
    assert (Related(relation="is-preprint-of", identifier="lovelace2022learning"),) == preprint.related
    assert "10.1000/182" == (preprint.arxiv and preprint.arxiv.doi)


def test_a_key_that_came_in_stays() -> None:
    """The published entry keeps its key, and the preprint takes none that is there."""
    published, preprint, other = pair(PUBLISHED.evolve(key="own"), Entry(key="lovelace2021learning"))
    assert ("own", "lovelace2021learninga", "lovelace2021learning") == (published.key, preprint.key, other.key)


def test_keys_of_one_year_get_a_letter() -> None:
    """Published in the year of its preprint, the two would have one key."""
    keys = [entry.key for entry in pair(PUBLISHED.evolve(issued=Date(start=(2021,))))]
    assert ["lovelace2021learning", "lovelace2021learninga"] == keys


@pytest.mark.parametrize("entry", [PREPRINT, Entry(type=EntryType.BOOK), Entry(type=EntryType.ARTICLE_JOURNAL)])
def test_what_has_no_second_version_stays_alone(entry: Entry) -> None:
    """A preprint, and what is not on arXiv, are as they were."""
    assert [entry] == pair(entry)


def test_what_was_published_all_along() -> None:
    """Of an entry whose preprint's record nobody has, the identifier tells month, DOI and address."""
    entry = Entry(type=EntryType.ARTICLE_JOURNAL, title="T", author=PREPRINT.author, arxiv=ArxivInfo(id=ID), key="k",
                  container_title="Sensors", volume="21", issued=Date(start=(2023,)))  # fmt: skip
    _, preprint = pair(entry)
    assert (EntryType.ARTICLE, Date(start=(2021, 11)), ID.doi, "Published in Sensors 21 (2023)") == (
        preprint.type, preprint.issued, preprint.doi, preprint.note,
    )  # fmt: skip


def test_an_old_identifier_is_of_the_last_century() -> None:
    """``hep-th/9901001`` is of January 1999."""
    entry = Entry(type=EntryType.BOOK, arxiv=ArxivInfo(id=ArxivId.parse("hep-th/9901001")))
    assert Date(start=(1999, 1)) == pair(entry)[1].issued


@pytest.mark.parametrize("format", ["biblatex", "bibtex"])
def test_biblatex_prints_the_other_version(format: str) -> None:
    """``related`` with its type and string, and it is read back."""
    pairs = pair(PUBLISHED)
    text = dumps(pairs, format)
    assert "  related       = {lovelace2021learning},\n  relatedtype   = {preprint},\n" in text
    assert "  relatedstring = {Published as}" in text
    assert [entry.related for entry in pairs] == [entry.related for entry in loads(text, format)]


@pytest.mark.parametrize("format", ["ris", "csl-json"])
def test_other_formats_tell_it_in_a_note(format: str) -> None:
    """The preprint names the publication's DOI, the publication the preprint's identifier; nothing else is lost."""
    report = Report()
    text = dumps(pair(PUBLISHED), format, report=report)
    assert ("Published version: https://doi.org/10.1000/182" in text, text.count("arXiv:2111.03260") >= 2) == (
        True,
        True,
    )
    assert report.worst is None or report.worst.name == "INFO"


def test_a_relation_of_somebody_else_is_kept_as_it_is() -> None:
    """Other types of relations, and others' strings, are fields that are kept."""
    text = "@article{a,\n  title = {T},\n  related = {b},\n  relatedtype = {translationof},\n}\n"
    (entry,) = loads(text, "biblatex")
    assert ((), ["related", "relatedtype"]) == (entry.related, [extra.name for extra in entry.extra])


def test_convert_writes_both(tmp_path: Path) -> None:
    """``cite="both"`` makes two entries of a published paper, whose keys have the year of version 1."""
    (tmp_path / "digest.md").write_text(DIGEST, "utf-8")
    convert(tmp_path / "digest.md", tmp_path / "out.bib", cite="both")
    text = (tmp_path / "out.bib").read_text("utf-8")
    assert ("@article{lovelace2021learning," in text, "@misc{lovelace2021learninga," in text) == (True, True)


def test_both_made_one_again(tmp_path: Path) -> None:
    """``--unique`` makes one entry of the two, which names no other version of itself."""
    (tmp_path / "both.bib").write_text(dumps(pair(PUBLISHED), "biblatex"), "utf-8")
    convert(tmp_path / "both.bib", tmp_path / "one.bib", to="biblatex", unique=True)
    text = (tmp_path / "one.bib").read_text("utf-8")
    assert (1, 0) == (text.count("eprint  "), text.count("lovelace2021learning"))


def test_append_adds_both_once(tmp_path: Path) -> None:
    """Added to a file, both come in together, and the second time none does."""
    (tmp_path / "digest.md").write_text(DIGEST, "utf-8")
    for _ in range(2):
        convert(tmp_path / "digest.md", tmp_path / "out.bib", cite="both", append=True, omit="abstract")
        text = (tmp_path / "out.bib").read_text("utf-8")
        assert (2, False) == (text.count("eprint  "), "abstract" in text)


VERSIONS = (
    ArxivVersion(number=1, submitted=Date(start=(2021, 11, 5))),
    ArxivVersion(number=2, submitted=Date(start=(2022, 3, 1))),
    ArxivVersion(number=3),
)
SEEN = PREPRINT.evolve(
    version="3",
    submitted=Date(start=(2021, 11, 5)),
    updated=Date(start=(2023, 1, 2)),
    arxiv=ArxivInfo(id=ID, primary_category="cs.CV", versions=VERSIONS),
)


@pytest.mark.parametrize(
    ("number", "date"), [(1, (2021, 11, 5)), (2, (2022, 3, 1)), (3, (2023, 1, 2)), (4, (2021, 11, 5))]
)
def test_a_version_that_is_cited_has_its_own_date(number: int, date: tuple[int, ...]) -> None:
    """The day is the version's where the record tells it, else that of the work."""
    assert Date(start=date) == pin_version(SEEN, number).issued


@pytest.mark.parametrize(
    ("format", "texts"),
    [
        ("bibtex", ["= {2111.03260v2}", "= {https://arxiv.org/abs/2111.03260v2}", "year          = {2022}"]),
        ("biblatex", ["= {2111.03260v2}", "= {https://arxiv.org/abs/2111.03260v2}", "= {2022-03-01}"]),
        ("ris", ["N1  - arXiv:2111.03260v2", "UR  - https://arxiv.org/abs/2111.03260v2", "PY  - 2022"]),
        ("csl-json", ['"number": "arXiv:2111.03260v2"', '"URL": "https://arxiv.org/abs/2111.03260v2"']),
    ],
)  # fmt: skip
def test_every_format_writes_the_version_that_is_cited(format: str, texts: list[str]) -> None:
    """In the identifier and the address, not in the DOI; and it is read back."""
    text = dumps([pin_version(SEEN, 2)], format)
    assert [] == [wanted for wanted in texts if wanted not in text]
    assert "arXiv.2111.03260v2" not in text
    (entry,) = loads(text, format)
    assert ("2111.03260v2", ID.doi) == (str(entry.arxiv and entry.arxiv.id), entry.doi)


@pytest.mark.parametrize(
    ("format", "cite", "expected"),
    [
        ("arxiv-atom", "auto", EntryType.ARTICLE),
        ("arxiv-atom", "both", EntryType.ARTICLE),
        ("arxiv-atom", "published", EntryType.ARTICLE_JOURNAL),
        ("bibtex", "auto", EntryType.ARTICLE_JOURNAL),
    ],
)
def test_a_version_that_was_asked_for_stays_a_preprint(format: str, cite: str, expected: EntryType) -> None:
    """Who asks arXiv for a version means it; the version in a bibliography's identifier asks for nothing."""
    origin = Origin("x", Record(format, None, None, (), (0, 0), 1, ""))
    assert expected is infer(pin_version(PREPRINT, 1).evolve(origin=origin), cite=cite).type


def test_a_version_is_no_part_of_a_key() -> None:
    """Where a key is made of the identifier, it is the work's."""
    (entry,) = assign_keys([Entry(arxiv=ArxivInfo(id=ArxivId.parse("2111.03260v2")))])
    assert "2111.03260" == entry.key


def test_what_has_no_versions_is_as_it_was() -> None:
    """Without an arXiv identifier, or with a number that is none, nothing changes; a publication keeps its date."""
    assert Entry(title="T") == pin_version(Entry(title="T"), 2)
    assert SEEN == pin_version(SEEN, 0)
    assert (PUBLISHED.issued, PUBLISHED.url) == (pin_version(PUBLISHED, 2).issued, pin_version(PUBLISHED, 2).url)


@settings(max_examples=20)
@given(st.lists(strategies.entries | strategies.plain_entries | strategies.preprints, max_size=4))
def test_any_entries_can_be_paired(entries: list[Entry]) -> None:
    """Whatever entries hold: none is lost, none changes but in key and relations, and made keys are unique."""
    paired = pair(*entries)
    assert len(entries) <= len(paired) <= 2 * len(entries)
    made = [entry.key for entry in paired if entry.key not in {one.key for one in entries}]
    assert len(made) == len(set(made))
