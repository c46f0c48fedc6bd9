"""The reference of the settings has each of them, with its default."""

import re

import attrs
import pytest

from arxiv2bib.fetching.services import Services
from arxiv2bib.settings import Settings, list_settings
from tests.docs.examples import ROOT

PAGE = ROOT / "docs" / "reference" / "settings.md"
ROWS = dict(re.findall(r"(?m)^\| `(\w+)` \| (.*?) \|", PAGE.read_text("utf-8")))
DEFAULTS = {field.name: field.default for field in attrs.fields(Settings)}
QUESTIONS = {
    "arxiv_interval": "https://export.arxiv.org/api/query?id_list=1",
    "crossref_interval": "https://api.crossref.org/works/10.1/a",
    "crossref_search_interval": "https://api.crossref.org/works?query=a",
    "datacite_interval": "https://api.datacite.org/dois/10.1/a",
    "doi_interval": "https://doi.org/10.1/a",
}


def test_reference_has_every_setting_once() -> None:
    """A new setting comes with its row."""
    assert sorted(list_settings()) == sorted(re.findall(r"(?m)^\| `(\w+)` \|", PAGE.read_text("utf-8")))


@pytest.mark.parametrize(
    "name", [name for name in list_settings() if name not in QUESTIONS and name not in {"cache_dir", "cache_options"}]
)
def test_reference_has_the_default(name: str) -> None:
    """The default in the row is the one in the source."""
    default = DEFAULTS[name]
    shown = "none" if default is None else f"`{default}`" if isinstance(default, str) else f"{default:g}"
    assert shown == ROWS[name]


@pytest.mark.parametrize("name", QUESTIONS)
def test_reference_has_the_published_interval(name: str) -> None:
    """The intervals in the row are those that hold, with an address and without."""
    without, with_address = (
        Services(Settings(cache_dir=".", mailto=mailto)).find(QUESTIONS[name]).limit.interval
        for mailto in (None, "me@example.org")
    )
    shown = f"{without:g}" if without == with_address else f"{without:g}; {with_address:g} with `mailto`"
    assert ROWS[name].startswith(shown)
