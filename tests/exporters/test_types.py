"""Every type of work in every format."""

import pytest

from arxiv2bib import Code, Date, Entry, EntryType, Report, dumps
from arxiv2bib.formats import bibtex_fields, ris_tags

CLASSIC_BIBTEX = set(
    "article book booklet conference inbook incollection inproceedings manual mastersthesis misc phdthesis proceedings "
    "techreport unpublished".split()
)
"""The types that every BibTeX style knows. Source: btxdoc, section 3.1."""

BIBLATEX = CLASSIC_BIBTEX | set(
    "artwork audio bibnote bookinbook collection commentary dataset image inreference jurisdiction legal legislation "
    "letter movie music online patent performance periodical reference report review software standard suppbook "
    "suppcollection suppperiodical thesis video".split()
)
"""The types of BibLaTeX, those without a driver of their own too. Source: the biblatex manual, 2.1."""

RIS = set(
    "ABST ADVS AGGR ANCIENT ART BILL BLOG BOOK CASE CHAP CHART CLSWK COMP CONF CPAPER CTLG DATA DBASE DICT EBOOK ECHAP "
    "EDBOOK EJOUR ELEC ENCYC EQUA FIGURE GEN GOVDOC GRANT HEAR ICOMM INPR JFULL JOUR LEGAL MANSCPT MAP MGZN MPCT "
    "MULTI MUSIC NEWS PAMP PAT PCOMM RPRT SER SLIDE SOUND STAND STAT THES UNBILL UNPB VIDEO WEB".split()
)
"""The reference types of RIS, 2001 and 2011."""

each_type = pytest.mark.parametrize("kind", EntryType)


def make_entry(kind: EntryType) -> Entry:
    """Return a work of that *kind* with the fields that most works have."""
    return Entry(
        type=kind,
        key="k",
        title="A title",
        container_title="A container",
        publisher="A publisher",
        issued=Date(start=(2001,)),
    )


@each_type
@pytest.mark.parametrize(("name", "known"), [("bibtex", CLASSIC_BIBTEX), ("biblatex", BIBLATEX)])
def test_bibtex_types_exist(kind: EntryType, name: str, known: set[str]) -> None:
    """Each type is written as one that the dialect has."""
    start = dumps([make_entry(kind)], name).partition("{")[0]
    assert start.removeprefix("@") in known


@each_type
def test_ris_types_exist(kind: EntryType) -> None:
    """Each type is written as a reference type of the RIS specification."""
    assert dumps([make_entry(kind)], "ris").splitlines()[0].removeprefix("TY  - ") in RIS


@each_type
def test_csl_type_is_that_of_the_model(kind: EntryType) -> None:
    """The model's types are CSL's."""
    assert f'"type": "{kind}"' in dumps([make_entry(kind)], "csl-json")


@each_type
@pytest.mark.parametrize("name", ["bibtex", "biblatex", "ris", "csl-json"])
def test_title_container_and_publisher_are_in_every_type(kind: EntryType, name: str) -> None:
    """No type leaves out a field that it seldom has."""
    text = dumps([make_entry(kind)], name)
    assert [] == [value for value in ("A title", "A container", "A publisher", "2001") if value not in text]


@each_type
@pytest.mark.parametrize("name", ["bibtex", "biblatex", "ris"])
def test_type_that_the_format_does_not_tell_apart_is_told(kind: EntryType, name: str) -> None:
    """Law 2: where several types share one name, the report says which one it was."""
    report = Report()
    dumps([make_entry(kind)], name, report=report)
    told = [diagnostic.value for diagnostic in report.of_code(Code.EXPORT_VALUE_CHANGED) if diagnostic.path == "type"]
    match name:
        case "ris":
            tag = ris_tags.TYPES[kind]
            is_told_apart = ris_tags.SHARED_TYPES.get(tag, kind) is kind
        case _:
            is_told_apart = bibtex_fields.TYPES[kind].exact[name == "biblatex"]
    assert ([] if is_told_apart else [kind.value]) == told


@pytest.mark.parametrize("dialect", [0, 1])
def test_each_bibtex_type_gives_back_one_type_at_most(dialect: int) -> None:
    """Of CSL types that are written alike, one at most is what a reader makes of it; preprints have eprint fields."""
    rows = [
        ((row.biblatex if dialect else row.bibtex), kind)
        for kind, row in bibtex_fields.TYPES.items()
        if row.exact[dialect] and kind is not EntryType.ARTICLE
    ]
    assert len({name for name, _ in rows}) == len(rows)


def test_each_ris_type_gives_back_one_type() -> None:
    """Every reference type that stands for several CSL types has one that it gives back."""
    written = list(ris_tags.TYPES.values())
    assert {tag for tag in written if written.count(tag) > 1} == set(ris_tags.SHARED_TYPES)
    assert [] == [tag for tag, kind in ris_tags.SHARED_TYPES.items() if ris_tags.TYPES[kind] != tag]
