"""The built-in exporters keep the laws of the test kit."""

from arxiv2bib import Losses, Report, Severity, loads
from arxiv2bib.registry import EXPORTERS, get_exporter, get_reader
from arxiv2bib.testing import ExporterContract

KEPT = ("title", "author", "issued", "doi", "url", "abstract", "publisher_place", "page", "language", "keyword")
"""The fields that each of the formats has, whatever the type."""


class TestBibtexExporter(ExporterContract):
    """BibTeX."""

    exporter = get_exporter("bibtex")
    keeps = KEPT
    reader = get_reader("bibtex")


class TestBiblatexExporter(ExporterContract):
    """BibLaTeX."""

    exporter = get_exporter("biblatex")
    keeps = KEPT
    reader = get_reader("biblatex")


class TestRisExporter(ExporterContract):
    """RIS."""

    exporter = get_exporter("ris")
    keeps = KEPT
    reader = get_reader("ris")


class TestCslJsonExporter(ExporterContract):
    """CSL-JSON."""

    exporter = get_exporter("csl-json")
    keeps = KEPT
    reader = get_reader("csl-json")


def test_every_exporter_is_held_to_the_laws() -> None:
    """A new exporter comes with its contract."""
    classes = (TestBibtexExporter, TestBiblatexExporter, TestRisExporter, TestCslJsonExporter)
    assert set(EXPORTERS) == {cls.exporter.format.name for cls in classes}


def test_spellings_of_the_source_are_no_losses_to_warn_of() -> None:
    """How RIS spelled a date, or what BibTeX inherited, is in the entry's own fields as well."""
    text = "TY  - JOUR\nPY  - 2021\nDA  - Nov 5\nL1  - a.pdf\nER  - \n"
    entry = loads(text, "ris")[0]
    report = Report()
    Losses(report, "wiki").drop_others(entry, {"issued"})
    told = {diagnostic.path: diagnostic.severity for diagnostic in report.diagnostics}
    info, warning = Severity.INFO, Severity.WARNING
    assert {"extra.ris-line.DA": info, "extra.ris-line.PY": info, "extra.ris.L1": warning} == told
