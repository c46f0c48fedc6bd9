"""Markup of registration agencies where CSL's tags belong."""

import json

import pytest

import arxiv2bib
from arxiv2bib.formats.foreign_text import decode_foreign, may_be_foreign

_DECODED = {
    "Caf&eacute; &amp; <em>more</em>": "Café & <i>more</i>",
    "P &lt; 0.05 &amp;amp; x": "P < 0.05 & x",
    "at 37&#xB0;C": "at 37°C",
    "H<sub>2</sub>O &amp; D<sub>2</sub>O": "H<sub>2</sub>O & D<sub>2</sub>O",
    '<span class="nocase">DNA</span> &amp; RNA': '<span class="nocase">DNA</span> & RNA',
    "costs &lt;&#36;5": r"costs <\$5",
    "<mml:math><mml:msup><mml:mi>B</mml:mi><mml:mn>0</mml:mn></mml:msup></mml:math> decays": "$B^0$ decays",
}
_OWN = ("R&D; AT&T", "P < 0.05 and x<y", "<i>E. coli</i> & <sub>2</sub>", "The <p> element", "a &b c", "", "&unknown;")


@pytest.mark.parametrize("text", _DECODED)
def test_tags_and_entities_become_markup(text: str) -> None:
    """What CSL does not have becomes what it means, also when it was escaped twice."""
    assert _DECODED[text] == decode_foreign(text)


@pytest.mark.parametrize("text", _OWN)
def test_what_csl_has_is_no_markup_of_others(text: str) -> None:
    """CSL's own tags, signs and words that look like an entity are left to the reader of CSL's text."""
    assert decode_foreign(text) is None


def test_paragraphs_of_an_abstract_are_lines() -> None:
    """The heading of an abstract in JATS goes, its paragraphs stay."""
    heading = "<jats:title>Abstract</jats:title>"
    text = f"{heading}<jats:p>We study <jats:italic>E. coli</jats:italic>.</jats:p><jats:p>B</jats:p>"
    assert may_be_foreign(text)
    assert "We study <i>E. coli</i>.\nB" == decode_foreign(text, is_long=True)


_ITEM = {
    "id": "a",
    "type": "article-journal",
    "title": "Caf&eacute; &amp; <em>more</em>",
    "container-title": ["Science &amp; Technology"],
    "journalAbbreviation": "Sci. Technol.",
    "shortTitle": "Café",
    "event": "A &amp; B 2020",
    "publisher": "Wiley &amp; Sons",
    "abstract": "<jats:p>P&lt;5 of <jats:italic>it</jats:italic></jats:p>\n<jats:p>2</jats:p>",
}


def test_items_are_read_as_what_they_mean() -> None:
    """Texts of Crossref, lists of one text, and names of variables before CSL 1.0.2."""
    entry = arxiv2bib.loads(json.dumps([_ITEM]), "csl-json")[0]
    assert "Café & <i>more</i>" == entry.title
    assert ("Science & Technology", "Sci. Technol.") == (entry.container_title, entry.container_title_short)
    assert ("Café", "A & B 2020", "Wiley & Sons") == (entry.short_title, entry.event_title, entry.publisher)
    assert "P<5 of <i>it</i>\n2" == entry.abstract
    assert () == entry.variables


@pytest.mark.parametrize("target", ["bibtex", "biblatex", "ris", "csl-json"])
def test_items_come_back_as_they_were_written(target: str) -> None:
    """Through any format, and written anew as CSL-JSON, every member is what it was."""
    library = arxiv2bib.loads(json.dumps([_ITEM]), "csl-json")
    text = arxiv2bib.dumps(library, target, preserve=False)
    back = json.loads(arxiv2bib.dumps(arxiv2bib.loads(text, target), "csl-json", preserve=False))[0]
    back.pop("citation-key", None)
    assert _ITEM == back


def test_an_edited_text_is_written_as_csl_has_it() -> None:
    """The spelling of the source goes with the value, and no other does."""
    library = arxiv2bib.loads(json.dumps([_ITEM]), "csl-json")
    edited = json.loads(arxiv2bib.dumps(library.map(lambda entry: entry.evolve(abstract="New")), "csl-json"))[0]
    assert {**_ITEM, "abstract": "New"} == edited
    edited = json.loads(arxiv2bib.dumps(library.map(lambda entry: entry.evolve(event_title="New")), "csl-json"))[0]
    assert "event" not in edited
    assert "New" == edited["event-title"]


def test_programs_get_what_the_texts_mean() -> None:
    """No program is given JATS."""
    library = arxiv2bib.loads(json.dumps([_ITEM]), "csl-json")
    item = json.loads(arxiv2bib.dumps(library, "csl-json", for_="pandoc"))[0]
    assert "P<5 of <i>it</i>\n2" == item["abstract"]
    assert "A & B 2020" == item["event-title"]


def test_an_entity_of_another_format_is_no_entity() -> None:
    """A title that shows one, from BibTeX, comes back through CSL-JSON as it was."""
    library = arxiv2bib.loads(r"@article{a, title = {On \&amp; and <em>x</em>}, publisher = {A \&amp; B}}", "bibtex")
    back = arxiv2bib.loads(arxiv2bib.dumps(library, "csl-json"), "csl-json")[0]
    assert (library[0].title, library[0].publisher) == (back.title, back.publisher)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ({"year": 2010, "month": 5}, "2010-05"),
        ({"year": "2010", "month": "5", "day": 3}, "2010-05-03"),
        ([{"year": 2009}], "2009"),
        ([{"year": 2009, "month": 1}, {"year": 2010}], "2009-01/2010"),
    ],
)
def test_dates_with_members_for_their_parts_are_dates(date: object, expected: str) -> None:
    """Old YAML of pandoc has years and months as members."""
    entry = arxiv2bib.loads(json.dumps([{"id": "a", "type": "book", "issued": date}]), "csl-json")[0]
    assert expected == str(entry.issued)
    assert () == entry.extra
