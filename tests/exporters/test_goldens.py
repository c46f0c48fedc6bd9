"""What a handful of works look like in each format, whole files compared; and the two papers that the mapping names."""

from pathlib import Path

import pytest

from arxiv2bib import Report, dumps
from tests.exporters.works import JOURNAL_ARTICLE, PREPRINT, PREPRINT_OF_ARTICLE, WORKS

GOLDEN = Path(__file__).parent / "golden"
FILES = {"bibtex": "bibtex.bib", "biblatex": "biblatex.bib", "ris": "ris.ris", "csl-json": "csl-json.json"}


def read_fields(text: str) -> dict[str, str]:
    """Return the fields of the one BibTeX entry in *text*; ``""`` is its first line."""
    first, *lines = text.removesuffix("\n}\n").split("\n")
    pairs = (line.removesuffix(",").split("=", 1) for line in lines)
    return {"": first, **{name.strip(): value.strip() for name, value in pairs}}


@pytest.mark.parametrize("name", FILES)
def test_works_are_written_as_in_the_golden_file(name: str) -> None:
    """The same bytes for the same works: a change of any of them is a change of the format and is looked at."""
    expected = (GOLDEN / FILES[name]).read_bytes().decode("utf-8")
    assert expected == dumps(WORKS, name)


@pytest.mark.parametrize("name", FILES)
def test_works_are_written_one_by_one_as_together(name: str) -> None:
    """What stands around an entry changes nothing in it."""
    together = dumps(WORKS, name)
    assert all(dumps([work], name).strip("[]\n") in together for work in WORKS)


def test_preprint_in_bibtex() -> None:
    """Mapping, section 5: @misc, the first version's year and month, the arXiv DOI, eprint fields in both spellings."""
    fields = read_fields(dumps([PREPRINT], "bibtex"))
    assert "@misc{vaswani2017attention," == fields[""]
    expected = {
        "title": "{Attention Is All You Need}",
        "year": "{2017}",
        "month": "jun",
        "eprint": "{1706.03762}",
        "eprinttype": "{arxiv}",
        "eprintclass": "{cs.CL}",
        "archivePrefix": "{arXiv}",
        "primaryClass": "{cs.CL}",
        "doi": "{10.48550/arXiv.1706.03762}",
        "url": "{https://arxiv.org/abs/1706.03762}",
    }
    assert expected == {name: fields.get(name) for name in expected}
    assert fields["author"].startswith("{Vaswani, Ashish and Shazeer, Noam and ")
    assert not {"journal", "publisher", "howpublished"} & set(fields)


def test_preprint_in_biblatex() -> None:
    """Mapping, section 5: @online, prepublished, a whole date, eprint fields in one spelling."""
    fields = read_fields(dumps([PREPRINT], "biblatex"))
    assert "@online{vaswani2017attention," == fields[""]
    assert "{prepublished}" == fields["pubstate"]
    assert "{2017-06-12}" == fields["date"]
    assert not {"year", "month", "archivePrefix", "primaryClass", "journaltitle"} & set(fields)


def test_preprint_in_ris() -> None:
    """Mapping, section 5: UNPB, the id in DO, UR and N1, the classes in KW, and nothing in AN, M1 or C7."""
    lines = dumps([PREPRINT], "ris").splitlines()
    assert "TY  - UNPB" == lines[0]
    assert "ER  - " == lines[-1]
    expected = {
        "PY  - 2017",
        "DA  - 2017/06/12/",
        "PB  - arXiv",
        "DO  - 10.48550/arXiv.1706.03762",
        "UR  - https://arxiv.org/abs/1706.03762",
        "KW  - cs.CL",
        "N1  - arXiv:1706.03762",
    }
    assert set() == expected - set(lines)
    assert set() == {line[:2] for line in lines} & {"AN", "M1", "C7", "JO", "T2"}


def test_preprint_in_csl_json() -> None:
    """Mapping, section 5: article, publisher arXiv, number with the prefix, no genre, container or archive."""
    text = dumps([PREPRINT], "csl-json")
    expected = (
        '"type": "article"',
        '"publisher": "arXiv"',
        '"number": "arXiv:1706.03762"',
        '"DOI": "10.48550/arXiv.1706.03762"',
        '"URL": "https://arxiv.org/abs/1706.03762"',
        '"note": "arXiv:1706.03762 [cs.CL]',
        '"citation-key": "vaswani2017attention"',
    )
    assert [] == [line for line in expected if line not in text]
    assert [] == [word for word in ('"genre"', '"container-title"', '"archive"', "archive_location") if word in text]


@pytest.mark.parametrize("name", ["bibtex", "biblatex"])
def test_published_article_keeps_its_eprint(name: str) -> None:
    """Mapping, section 5: the journal's fields and DOI, the eprint fields beside them, and no address of arXiv."""
    fields = read_fields(dumps([JOURNAL_ARTICLE], name))
    assert "@article{abbott2016gw," == fields[""]
    assert "{10.1103/PhysRevLett.116.061102}" == fields["doi"]
    assert "{Physical Review Letters}" == fields["journal" if name == "bibtex" else "journaltitle"]
    assert ("{116}", "{6}", "{061102}") == (fields["volume"], fields["number"], fields["eid"])
    assert ("{1602.03837}", "{arxiv}", "{gr-qc}") == (fields["eprint"], fields["eprinttype"], fields["eprintclass"])
    assert "arxiv.org" not in " ".join(fields.values())
    assert "pubstate" not in fields


def test_published_article_is_no_preprint_in_ris_and_csl_json() -> None:
    """A version of record has its publisher, its DOI and its article number where readers look for pages."""
    ris = dumps([JOURNAL_ARTICLE], "ris").splitlines()
    assert {"TY  - JOUR", "SP  - 061102", "N1  - arXiv:1602.03837", "PB  - American Physical Society"} <= set(ris)
    csl = dumps([JOURNAL_ARTICLE], "csl-json")
    assert '"type": "article-journal"' in csl
    assert '"page": "061102"' in csl
    assert '"number"' not in csl


def test_version_seen_is_in_no_identifier() -> None:
    """Mapping, section 5: the version of a digest's record is a field of its own; eprint, DOI and address have none."""
    fields = read_fields(dumps([PREPRINT_OF_ARTICLE], "biblatex"))
    assert "{1}" == fields["version"]
    assert [] == [name for name, value in fields.items() if "1602.03837v" in value]


@pytest.mark.parametrize("name", FILES)
def test_works_lose_only_what_the_format_has_no_place_for(name: str) -> None:
    """The losses of the works are few and known."""
    report = Report()
    dumps(WORKS, name, report=report)
    dropped = {f"{diagnostic.key} {diagnostic.path}" for diagnostic in report.of_code("export/field-dropped")}
    assert DROPPED[name] == dropped


DROPPED = {
    "bibtex": {"harris2020 extra.ris.U1"},
    "biblatex": {"harris2020 extra.ris.U1"},
    "ris": {
        "abbott2016observation truncated",
        "he2016deep variables.event-date",
        "deng2009data status",
        "harris2020 extra.bibtex.howpublished",
    },
    "csl-json": {
        "abbott2016observation truncated",
        "harris2020 extra.bibtex.howpublished",
        "harris2020 extra.ris.U1",
    },
}
