"""Claims and what becomes of them: published, or still a preprint, and never a mixture of both."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import (
    ArxivId,
    ArxivInfo,
    Claim,
    Code,
    Date,
    Doi,
    Entry,
    EntryType,
    InvalidValueError,
    Pages,
    Report,
    Severity,
    Strength,
    dumps,
    infer,
    loads,
    merge,
)
from arxiv2bib._agreeing import agree
from arxiv2bib.model.claims import ClaimValue

ID = ArxivId.parse("2111.03260")


def paper(
    *, journal_ref: str | None = None, doi: str | None = None, comment: str | None = None, **fields: object
) -> Entry:
    """Return a preprint as readers of arXiv's formats make it."""
    arxiv = ArxivInfo(id=ID, primary_category="cs.CV", comment=comment, journal_ref=journal_ref, doi=doi)
    values = {
        "title": "Any",
        "doi": ID.doi,
        "url": ID.url,
        "issued": Date(start=(2021, 11, 5)),
        "version": "1",
        **fields,
    }
    return Entry(type=EntryType.ARTICLE, arxiv=arxiv, **values)  # type: ignore[arg-type]


def is_chimera(entry: Entry) -> bool:
    """Whether *entry* joins a preprint's type or DOI with a published venue, or the reverse."""
    has_arxiv_doi = entry.doi is not None and entry.doi.is_arxiv
    if entry.type is EntryType.ARTICLE:
        return entry.container_title is not None or (entry.doi is not None and not has_arxiv_doi)
    return (
        has_arxiv_doi or entry.url == ID.url or (entry.container_title is None and entry.type is not EntryType.THESIS)
    )


def test_a_journal_line_makes_an_article() -> None:
    """What the line says is in the fields; of arXiv the identifier stays, and not its DOI, address and day."""
    entry = infer(paper(journal_ref="Phys. Rev. Lett. 116, 061102 (2016)"))
    assert (EntryType.ARTICLE_JOURNAL, "Physical Review Letters", "116", Date(start=(2016,))) == (
        entry.type, entry.container_title, entry.volume, entry.issued,
    )  # fmt: skip
    assert (None, None, None, ID) == (entry.doi, entry.url, entry.version, entry.arxiv and entry.arxiv.id)


def test_nothing_of_a_journal_line_is_dropped() -> None:
    """A journal's publisher is its entry's; ISBN, addresses and a second DOI, which have no place, are in the note."""
    line = "Sensors 21(1), 123 (2021), MDPI, https://example.org/x, ISBN 978-3-16-148410-0, doi: 10.9999/other"
    entry = infer(paper(journal_ref=line, doi="10.3390/s21010123"))
    assert "MDPI" == entry.publisher
    assert all(word in str(entry.note) for word in ("https://example.org/x", "978-3-16-148410-0", "10.9999/other"))


def test_a_doi_with_a_known_pattern_makes_an_article() -> None:
    """The publisher's DOI tells the journal, and takes the place of arXiv's."""
    entry = infer(paper(doi="10.1016/j.eswa.2022.116793"))
    assert ("Expert Systems with Applications", "116793", Doi("10.1016/j.eswa.2022.116793")) == (
        entry.container_title, entry.article_number, entry.doi,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("doi", "dois"),
    [
        ("10.1103/PhysRevD.76.013009", "10.1103/PhysRevD.77.019901, 10.1103/PhysRevD.76.013009"),
        (None, "10.1103/PhysRevD.77.019901 10.1103/PhysRevD.78.019901"),
    ],
)
def test_of_several_dois_the_journal_line_tells_which(doi: str | None, dois: str) -> None:
    """The DOI of the erratum stands beside that of the paper, which has the volume and the page of the line."""
    entry = infer(paper(journal_ref="Phys. Rev. D 76, 013009 (2007); Erratum-ibid. D 77, 019901 (2008)", doi=dois))
    assert (doi, "76") == (str(entry.doi) if entry.doi is not None else None, entry.volume)


def test_one_number_is_not_told_twice() -> None:
    """Where line and DOI call one number a page and an article number, it is the article number."""
    entry = infer(paper(journal_ref="New J. Phys. 9 (2007) 278", doi="10.1088/1367-2630/9/8/278"))
    assert (None, "278") == (entry.page, entry.article_number)


@pytest.mark.parametrize("line", ["JCAP 0902:007,2009", "JCAP 02 (2009) 007", "JCAP02(2009)007"])
def test_a_month_for_a_volume_is_the_issue_of_the_year(line: str) -> None:
    """JCAP's volume 0902 of one source is volume 2009, issue 2 of the other, and no conflict."""
    report = Report()
    entry = infer(paper(journal_ref=line, doi="10.1088/1475-7516/2009/02/007"), report=report)
    assert ("2009", "2", None, "007") == (entry.volume, entry.issue, entry.page, entry.article_number)
    assert not report.diagnostics


def test_volume_and_issue_in_one_are_no_conflict() -> None:
    """``XLII-4/W18`` of a journal line is the DOI's volume XLII, issue 4-W18."""
    report = Report()
    line = "The International Archives of the Photogrammetry, Remote Sensing and Spatial Information Sciences, "
    doi = "10.5194/isprs-archives-XLII-4-W18-615-2019"
    entry = infer(paper(journal_ref=f"{line}Volume XLII-4/W18, 2019", doi=doi), report=report)
    assert ("XLII", "4-W18", []) == (entry.volume, entry.issue, list(report.diagnostics))


def test_what_is_more_than_an_acronym_is_in_the_note() -> None:
    """A word behind the container's title that is no acronym of it is not dropped."""
    entry = infer(paper(journal_ref="Acta Univ. Sapientiae, Informatica Vol. 10, Issue 1, pp. 26-42, 2018"))
    assert ("Acta Univ. Sapientiae", "Informatica") == (entry.container_title, entry.note)


def test_medical_imaging_of_spie_is_not_another_conference() -> None:
    """``Medical Imaging 2023: Computer-Aided Diagnosis`` is SPIE's, and no conference of a similar name."""
    entry = infer(paper(journal_ref="SPIE 12465, Medical Imaging 2023: Computer-Aided Diagnosis"))
    assert ("Medical Imaging 2023: Computer-Aided Diagnosis", "SPIE") == (entry.container_title, entry.publisher)


def test_a_rapid_communication_is_called_so() -> None:
    """The letter behind an article's number is told in words."""
    entry = infer(paper(journal_ref="Phys. Rev. A 76, 021601(R) (2007)", doi="10.1103/PhysRevA.76.021601"))
    assert ("021601", "Rapid Communication") == (entry.article_number, entry.note)


def test_a_count_in_a_doi_is_no_page() -> None:
    """IOP's DOIs often count the articles of an issue: the pages are those of the line."""
    entry = infer(paper(journal_ref="J.Phys.A40:13907-13930,2007", doi="10.1088/1751-8113/40/46/006"))
    assert ("40", "46", Pages(first="13907", last="13930")) == (entry.volume, entry.issue, entry.page)


def test_a_series_of_proceedings_is_called_in_full() -> None:
    """``AIP Conf.Proc.`` is a series that is known by its title."""
    entry = infer(paper(journal_ref="AIP Conf.Proc.937:43-50,2007"))
    assert (EntryType.PAPER_CONFERENCE, "AIP Conference Proceedings") == (entry.type, entry.container_title)


def test_proceedings_are_of_who_registered_the_doi() -> None:
    """ICDAR's usual publisher and series are not those of the year that IEEE published."""
    entry = infer(paper(doi="10.1109/ICDAR.2017.311"))
    assert (EntryType.PAPER_CONFERENCE, "IEEE", None) == (entry.type, entry.publisher, entry.collection_title)
    usual = infer(paper(doi="10.1007/978-3-030-86549-8_1"))
    assert ("Springer", "Lecture Notes in Computer Science") == (usual.publisher, usual.collection_title)


def test_a_doi_alone_makes_no_publication() -> None:
    """A DOI whose container is not known leaves a preprint with arXiv's DOI."""
    entry = infer(paper(doi="10.9999/abc.123"))
    assert (EntryType.ARTICLE, ID.doi, None) == (entry.type, entry.doi, entry.container_title)


def test_an_acceptance_is_told_in_a_note() -> None:
    """A paper that is accepted stays a preprint; note and status say so."""
    entry = infer(paper(comment="Accepted at CVPR 2024"))
    assert (EntryType.ARTICLE, "Accepted at CVPR 2024", "accepted", None) == (
        entry.type, entry.note, entry.status, entry.container_title,
    )  # fmt: skip


def test_the_status_of_an_acceptance_is_no_loss() -> None:
    """RIS has no place for it, but for the words that it was read out of; what a source stated is lost."""
    for entry, worst in (
        (infer(paper(comment="Accepted at CVPR 2024")), Severity.INFO),
        (paper().evolve(status="in press"), Severity.WARNING),
    ):
        report = Report()
        assert "Accepted" in dumps([entry], "ris", report=report) or worst is Severity.WARNING
        assert (["status"], worst) == ([item.path for item in report.diagnostics], report.worst)


def test_a_conflict_names_its_line() -> None:
    """A digest has many papers."""
    report = Report()
    lines = ["### Looms", "- **Arxiv ID**: http://arxiv.org/abs/2111.03216v1", "- **DOI**: 10.1016/j.eswa.2022.116793",
             "- **Authors**: Jane Doe", "- **Journal**: Pattern Recognition 12, 34-56 (2021)"]  # fmt: skip
    loads("\n".join(["# Arxiv Papers in cs.CV on 2021-11-05", *lines, ""])).map(partial(infer, report=report))
    assert [("merge/conflict", "<text>", 2)] == [(item.code, item.source, item.line) for item in report.diagnostics]


def test_an_acceptance_suffices_where_the_published_version_is_asked_for() -> None:
    """With ``cite="published"`` an accepted paper is in its proceedings, and no note says what they say."""
    entry = infer(paper(comment="Accepted at CVPR 2024"), cite="published")
    assert (EntryType.PAPER_CONFERENCE, Date(start=(2024,)), None, None) == (
        entry.type, entry.issued, entry.note, entry.status,
    )  # fmt: skip


def test_the_preprint_stays_where_it_is_asked_for() -> None:
    """With ``cite="preprint"`` nothing becomes a publication."""
    before = paper(journal_ref="Phys. Rev. Lett. 116, 061102 (2016)")
    assert before == infer(before, cite="preprint")


@pytest.mark.parametrize(
    "comment", ["Submitted to CVPR 2024", "Rejected by CVPR 2024", "CVPR 2024", "Withdrawn, was at CVPR"]
)
@pytest.mark.parametrize("cite", ["auto", "published"])
def test_nothing_less_makes_a_publication(comment: str, cite: str) -> None:
    """Submitted, rejected, withdrawn and bare venues change nothing, whatever is asked for."""
    before = paper(comment=comment)
    assert before == infer(before, cite=cite)


@pytest.mark.parametrize(
    ("comment", "container"),
    [
        (
            "Accepted to UNSURE at MICCAI 2021",
            "Uncertainty for Safe Utilization of Machine Learning in Medical Imaging",
        ),
        ("Accepted to the MICCAI 2024 SASHIMI Workshop", "Simulation and Synthesis in Medical Imaging"),
        ("Accepted to the BirdCV Workshop at MICCAI 2024", None),
        (
            "Accepted to AIM at ECCV 2020",
            "Computer Vision – ECCV 2020 Workshops",
        ),
        (
            "Accepted to ICCVW2023 (Workshop on representation learning with few images)",
            "Proceedings of the IEEE/CVF International Conference on Computer Vision Workshops",
        ),
    ],
)
def test_a_workshop_is_in_its_own_proceedings_or_in_those_of_all(comment: str, container: str | None) -> None:
    """It is never in those of its conference."""
    assert container == infer(paper(comment=comment), cite="published").container_title


ACL_FINDINGS = "Findings of the Association for Computational Linguistics"


@pytest.mark.parametrize(
    ("comment", "container"),
    [
        ("Accepted to Findings of EMNLP 2021", f"{ACL_FINDINGS}: EMNLP 2021"),
        ("ACL 2023 (Findings), accepted", f"{ACL_FINDINGS}: ACL 2023"),
        (
            "Published in Findings of the Association for Computational Linguistics: NAACL 2022",
            f"{ACL_FINDINGS}: NAACL 2022",
        ),
        (
            "Accepted to CVPR 2026 Findings",
            "Proceedings of the IEEE/CVF Conference on Computer Vision and Pattern Recognition Findings",
        ),
        ("Published at ICCV 2025 Findings", None),
        (
            "Accepted at EMNLP 2021. Our findings show more",
            "Proceedings of the Conference on Empirical Methods in Natural Language Processing",
        ),
    ],
)
def test_findings_are_not_in_the_proceedings(comment: str, container: str | None) -> None:
    """They are a volume of their own; one that is not known makes no publication."""
    assert container == infer(paper(comment=comment), cite="published").container_title


def test_findings_in_a_journal_line_are_called_in_full() -> None:
    """The short title agrees with that which the DOI tells."""
    report = Report()
    entry = infer(paper(journal_ref="Findings of EMNLP 2021", doi="10.18653/v1/2021.findings-emnlp.33"), report=report)
    assert (f"{ACL_FINDINGS}: EMNLP 2021", []) == (entry.container_title, list(report.diagnostics))


@pytest.mark.parametrize(
    "comment",
    [
        "Accepted at 12th International Conference on Data Science, Technology and Applications (DATA 2023)",
        "Published in AI 2023: Advances in Artificial Intelligence",
        "Accepted and published in hEART2022",
        "Published as a Tiny Paper at ICLR 2023",
        "Published as a workshop paper at ICLR 2018",
    ],
)
def test_an_acronym_of_a_conference_is_no_journal(comment: str) -> None:
    """There are journals *Data*, *AI* and *Heart*; and workshop papers and tiny ones are in no proceedings of ICLR."""
    assert infer(paper(comment=comment), cite="published").container_title is None


def test_of_two_containers_one_is_followed() -> None:
    """Where the DOI and the line name different journals, volume and pages of the one do not go to the other."""
    report = Report()
    entry = infer(
        paper(journal_ref="Pattern Recognition 12, 34-56 (2021)", doi="10.1016/j.eswa.2022.116793"), report=report
    )
    assert ("Expert Systems with Applications", None, None) == (entry.container_title, entry.volume, entry.page)
    (conflict,) = report.diagnostics
    assert ("merge/conflict", Severity.WARNING) == (conflict.code, conflict.severity)
    assert "Pattern Recognition 12, 34-56 (2021)" in conflict.message


def test_a_comment_against_the_doi_is_an_info() -> None:
    """The comment stays in the entry, whatever is followed: nothing is lost, and a strict run does not stop."""
    report = Report()
    infer(paper(doi="10.1016/j.eswa.2022.116793", comment="Published in CVPR 2021"), report=report)
    assert {Severity.INFO} == {one.severity for one in report.diagnostics}


def test_a_year_that_nothing_tells_is_the_preprints_and_said() -> None:
    """PLOS's DOIs name no year: that of the first version is kept, with a diagnostic; a line's year needs none."""
    report = Report()
    entry = infer(paper(doi="10.1371/journal.pone.0265691"), report=report)
    assert (Date(start=(2021,)), {Code.MERGE_PREPRINT_YEAR: 1}) == (entry.issued, dict(report.counts))
    told = Report()
    entry = infer(paper(doi="10.1371/journal.pone.0265691", journal_ref="PLoS ONE 17(3), 2022"), report=told)
    assert (Date(start=(2022,)), {}) == (entry.issued, dict(told.counts))


def test_one_container_under_two_names_is_no_conflict() -> None:
    """An abbreviation, an acronym and the name in full agree."""
    report = Report()
    infer(
        paper(journal_ref="IEEE TPAMI 44(3), 2022", doi="10.1109/TPAMI.2020.1234567", comment="Accepted by T-PAMI"),
        report=report,
    )
    assert {} == report.counts


def test_an_unknown_choice_is_an_error() -> None:
    """A wrong ``cite`` is said at once."""
    with pytest.raises(InvalidValueError, match="cite is one of auto, preprint, published, both"):
        infer(paper(), cite="all")


def test_claims_tell_source_and_evidence() -> None:
    """The entry keeps what was claimed, by whom, and from what words."""
    entry = infer(paper(journal_ref="Sensors 21(1), 123 (2021)"))
    (claim,) = (claim for claim in entry.claims if claim.field == "volume")
    assert ("21", "journal_ref", Strength.LIKELY, "Sensors 21(1), 123 (2021)") == (
        claim.value, claim.source, claim.strength, claim.evidence,
    )  # fmt: skip


def test_a_suggestion_of_the_editors_is_no_editor() -> None:
    """The APS marks papers so; the words go to the note."""
    entry = infer(paper(journal_ref="Phys. Rev. D 66, 010001 (2002) (Editors' Suggestion)"))
    assert ((), "Editors' Suggestion", "010001") == (entry.editor, entry.note, entry.article_number)


@pytest.mark.parametrize(
    "journal",
    [
        "arXiv preprint arXiv:1706.03762", "arXiv preprint arXiv:1706.03762, cs.CL", "arXiv pre-print arXiv:1706.03762",
        "ArXiv Prepr. ArXiv1706.03762", "arXiv [Preprint], 1706.03762", "ArXiv:1706.03762 [cs, stat]",
        "arXiv preprint, arXiv:1706.03762, Jun 2017.", "CoRR, vol. abs/1706.03762, 2017",
        "Computing Research Repository (CoRR) abs/1706.03762", "arXiv e-prints, page arXiv:1706.03762",
    ],
)  # fmt: skip
def test_a_preprint_under_a_journal_is_recognized(journal: str) -> None:
    """A bibliography's ``arXiv preprint arXiv:…`` is no journal: the entry is the preprint."""
    entry = infer(Entry(type=EntryType.ARTICLE_JOURNAL, container_title=journal))
    assert (EntryType.ARTICLE, None, "1706.03762") == (
        entry.type, entry.container_title, str(entry.arxiv.id) if entry.arxiv else None,
    )  # fmt: skip


@pytest.mark.parametrize(
    "entry",
    [
        Entry(doi=Doi("10.48550/ARXIV.1706.03762"), publisher="arXiv"),  # DataCite's BibTeX
        Entry(type=EntryType.ARTICLE, doi=Doi("10.48550/arXiv.1706.03762")),
        Entry(url="http://arxiv.org/abs/1706.03762v7"),
        Entry(type=EntryType.ARTICLE_JOURNAL, url="https://arxiv.org/pdf/1706.03762"),
    ],
)
def test_a_preprint_is_recognized_by_its_doi_or_its_address(entry: Entry) -> None:
    """ArXiv's own DOI, and without any an address of arXiv, say which paper an entry is that is in no journal."""
    found = infer(entry)
    assert found.arxiv is not None
    assert (EntryType.ARTICLE, "1706.03762", None) == (found.type, str(found.arxiv.id), found.publisher)
    assert found.doi is not None
    assert "10.48550/arxiv.1706.03762" == found.doi.value.lower()


@pytest.mark.parametrize(
    "entry",
    [
        Entry(type=EntryType.ARTICLE_JOURNAL, container_title="Nature", url="https://arxiv.org/abs/1706.03762"),
        Entry(doi=Doi("10.1000/1"), url="https://arxiv.org/abs/1706.03762"),
        Entry(type=EntryType.BOOK, url="https://arxiv.org/abs/1706.03762"),
        Entry(url="https://arxiv.org/list/cs.CV/recent"),
        Entry(url="https://info.arxiv.org/help/index.html"),
        Entry(doi=Doi("10.48550/x")),
    ],
)
def test_other_links_make_no_preprint(entry: Entry) -> None:
    """What was published, and what names no paper, stays what it is."""
    assert infer(entry).arxiv is None


@pytest.mark.parametrize(
    "entry",
    [
        Entry(type=EntryType.ARTICLE_JOURNAL, title="T", note="arXiv:1706.03762 [cs.CL]"),
        Entry(type=EntryType.DOCUMENT, title="T", publisher="arXiv preprint arXiv:1706.03762"),
        Entry(type=EntryType.DOCUMENT, title="T", publisher="arXiv", number="1706.03762"),
        Entry(type=EntryType.MANUSCRIPT, title="T", note="Preprint, arXiv:1706.03762v3"),
        Entry(type=EntryType.REPORT, title="T", number="arXiv:1706.03762"),
        Entry(type=EntryType.ARTICLE_JOURNAL, title="T", container_title="ArXiv", issue="arXiv:1706.03762"),
        Entry(type=EntryType.ARTICLE_JOURNAL, title="T", container_title="arXiv", page=Pages(first="1706.03762")),
    ],
)
def test_a_preprint_is_recognized_by_words_that_are_an_identifier(entry: Entry) -> None:
    """They are taken out of the field in which they stand, where they would be printed twice, and are the evidence."""
    arxiv = ArxivId.parse("1706.03762")
    found = infer(entry)
    assert Entry(type=EntryType.ARTICLE, title="T", arxiv=ArxivInfo(id=arxiv), doi=arxiv.doi) == found
    assert ["type"] == [claim.field for claim in found.claims]


@pytest.mark.parametrize(
    "entry",
    [
        Entry(type=EntryType.ARTICLE_JOURNAL, container_title="J. Light", note="arXiv:1706.03762"),
        Entry(type=EntryType.BOOK, note="arXiv:1706.03762"),
        Entry(type=EntryType.REPORT, publisher="MIT", number="arXiv:1706.03762"),
        Entry(type=EntryType.DOCUMENT, note="see also arXiv:1706.03762"),
        Entry(type=EntryType.DOCUMENT, note="arXiv:1706.03762", doi=Doi("10.1000/182")),
    ],
)
def test_published_works_stay_what_they_are_beside_such_words(entry: Entry) -> None:
    """A note names the preprint of what is published; words about another paper name nothing."""
    assert entry == infer(entry)


def test_a_whole_reference_under_a_journal_is_taken_apart() -> None:
    """Volume, pages and year that stand in the journal's field go to their own, where those are empty."""
    entry = infer(Entry(type=EntryType.ARTICLE_JOURNAL, container_title="Phys. Rev. D 66, 010001 (2002)", volume="66"))
    assert ("Physical Review D", "66", "010001") == (entry.container_title, entry.volume, entry.article_number)


@pytest.mark.parametrize("journal", ["arXiv:1706.03762 and 1706.03763", "arXiv, see 1706.03762", "arXiv 12 (2017) 3"])
def test_arxiv_is_no_journal_with_a_volume(journal: str) -> None:
    """What speaks of arXiv, and names no one paper, is not taken apart."""
    entry = Entry(type=EntryType.ARTICLE_JOURNAL, title="T", container_title=journal)
    assert entry == infer(entry)


def test_the_container_of_a_preprint_stays() -> None:
    """What calls itself a preprint, and names a journal with a volume, keeps the words: none of them is lost."""
    entry = Entry(type=EntryType.ARTICLE, title="T", container_title="Phys. Rev. D 66, 010001 (2002)")
    assert entry == infer(entry)


def test_what_a_bibliography_states_wins() -> None:
    """A stated journal is not replaced by another that the DOI names; what is absent is filled in where they agree."""
    stated = Entry(type=EntryType.ARTICLE_JOURNAL, container_title="PLoS ONE", doi=Doi("10.1371/journal.pone.0265691"))
    assert ("PLoS ONE", "e0265691") == (infer(stated).container_title, infer(stated).article_number)
    other = stated.evolve(container_title="Nature")
    assert ("Nature", None) == (infer(other).container_title, infer(other).article_number)


VALUES: dict[str, list[ClaimValue]] = {
    "container_title": ["Sensors", "Nature", "Proceedings of the British Machine Vision Conference"],
    "volume": ["1", "2"],
    "page": [Pages(first="1", last="9"), Pages(first="3")],
    "type": [EntryType.ARTICLE_JOURNAL, EntryType.PAPER_CONFERENCE],
    "issued": [Date(start=(2021,)), Date(start=(2022, 3))],
    "doi": [Doi("10.1000/1"), Doi("10.1000/2")],
    "note": ["Accepted at BMVC 2021"],
    "status": ["accepted"],
    "publisher": ["IEEE", "MDPI"],
}
CLAIMS = st.builds(
    lambda pair, source, strength: Claim(field=pair[0], value=pair[1], source=source, strength=strength),
    st.sampled_from([(field, value) for field, values in VALUES.items() for value in values]),
    st.sampled_from(["doi", "journal_ref", "comment", "crossref"]),
    st.sampled_from(list(Strength)[:-1]),
)


def test_proceedings_are_titled_by_who_published_that_year() -> None:
    """ICDAR's proceedings are Springer's from 2021 on: an earlier year has neither that publisher nor the title."""
    early, late = (infer(paper(journal_ref=f"ICDAR {year}")) for year in (2017, 2023))
    plain = "Proceedings of the International Conference on Document Analysis and Recognition"
    assert (plain, None, None) == (early.container_title, early.publisher, early.collection_title)
    assert ("Document Analysis and Recognition – ICDAR 2023", "Springer") == (late.container_title, late.publisher)


@pytest.mark.parametrize("line", ["arXiv preprint arXiv:2101.00001 (2021)", "Zenodo (2023)", "bioRxiv 2020"])
def test_a_line_that_names_an_archive_of_preprints_leaves_the_preprint(line: str) -> None:
    """A preprint is no article of a journal called bioRxiv."""
    assert infer(paper(journal_ref=line)).type is EntryType.ARTICLE


@pytest.mark.parametrize(
    ("journal", "conference"),
    [
        ("ACM Transactions on Graphics", "SIGGRAPH 2019"),
        ("IOP Conference Series: Materials Science and Engineering", "3rd International Conference on Robots"),
    ],
)
def test_a_journal_that_prints_a_conference_is_called_by_it(journal: str, conference: str) -> None:
    """The line that names the conference and the DOI that tells the journal do not differ."""
    assert agree("container_title", journal, conference)


def test_a_journal_is_not_called_by_any_conference() -> None:
    """Only by those whose proceedings it prints."""
    assert not agree("container_title", "ACM Transactions on Graphics", "CVPR 2019")


@given(st.lists(CLAIMS, max_size=12), st.sampled_from(["auto", "preprint", "published"]))
def test_no_chimera_whatever_is_claimed(claims: list[Claim], cite: str) -> None:
    """Any claims together give the preprint or a publication, and nothing between."""
    assert not is_chimera(merge(paper(), claims, report=Report(), cite=cite))


@given(st.lists(CLAIMS, max_size=10), st.data())
def test_order_and_number_of_calls_do_not_count(claims: list[Claim], data: st.DataObject) -> None:
    """Claims in one call or in several, in any order, once or twice, give one entry."""
    whole = merge(paper(), claims, report=Report())
    shuffled = data.draw(st.permutations(claims))
    cut = data.draw(st.integers(0, len(claims)))
    parts = merge(merge(paper(), shuffled[:cut], report=Report()), shuffled[cut:], report=Report())
    assert whole == parts == merge(whole, claims, report=Report())
    assert whole.claims == parts.claims


def test_a_conflict_names_the_record() -> None:
    """The diagnostic says which record it is about."""
    report = Report()
    infer(paper(journal_ref="Nature 12, 34 (2019)", doi="10.1016/j.eswa.2022.116793"), report=report)
    assert {(Code.MERGE_CONFLICT, "2111.03260")} == {(item.code, item.record) for item in report.diagnostics}


@pytest.mark.parametrize(
    ("category", "line", "container"),
    [
        ("hep-th", "PRL 101 (2008) 103", "Physical Review Letters"),
        ("cs.CV", "PRL 101 (2018) 103", "Pattern Recognition Letters"),
        ("cs.CV", "PRL 101, 103901 (2008)", "Physical Review Letters"),
        ("math.NA", "JCP 227 (2008) 1-10", "Journal of Computational Physics"),
        ("physics.chem-ph", "JCP 127 (2008) 1-10", "Journal of Chemical Physics"),
    ],
)
def test_an_acronym_means_the_journal_of_its_field(category: str, line: str, container: str) -> None:
    """Two journals have one acronym: which is meant is told by the paper's category, in line and comment."""
    in_line = ArxivInfo(id=ID, primary_category=category, journal_ref=line)
    assert container == infer(paper().evolve(arxiv=in_line)).container_title
    if "103901" not in line:
        said = ArxivInfo(id=ID, primary_category=category, comment=f"published in {line.partition(' ')[0]}")
        assert container == infer(paper().evolve(arxiv=said)).container_title


def test_a_volume_behind_a_journal_in_a_comment_is_no_part_of_its_name() -> None:
    """A comment may say it as a journal line would."""
    for words in ("Poster presented at IAU Symposium 222", "appeared in: Lecture Notes in Computer Science 2719"):
        assert infer(paper(comment=words)).type is EntryType.ARTICLE  # a meeting, and a series
    entry = infer(paper(comment="Published in Phys. Rev. B 66, 195104 (2002)"))
    assert ("Physical Review B", Date(start=(2002,))) == (entry.container_title, entry.issued)


@pytest.mark.parametrize(("year", "series"), [(2013, None), (2020, "Proceedings of Machine Learning Research")])
def test_a_series_is_that_of_its_years(year: int, series: str | None) -> None:
    """What publishes a conference today did not publish it for ever."""
    entry = infer(paper(comment=f"Appears in Proceedings of the Conference on Uncertainty in AI (UAI {year})"))
    assert series == entry.collection_title
