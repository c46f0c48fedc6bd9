"""What the documents show is what happens."""

import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path

import pytest

import arxiv2bib
from tests.docs.examples import DIGEST, ROOT, find_fences, list_pages, list_python_errors, prepare_folder, run_page
from tests.docs.records import LANGUAGES as OUTPUTS
from tests.docs.records import rewrite_records

PAGES = [pytest.param(page, id=page.relative_to(ROOT).as_posix()) for page in list_pages()]
SCRIPTS = [pytest.param(script, id=script.name) for script in sorted((ROOT / "examples").glob("*.py"))]

ARGUMENTS = {"DIGEST": "digest.md", "BIBLIOGRAPHY": "refs.bib"}
"""What a script is given for the word in its usage line."""

RUN = {"console", "python"}
KNOWN = {*RUN, *OUTPUTS, "markdown", "sh", "text", "toml"}
"""``markdown`` is input, ``sh`` sets something up and is not run, ``text`` is neither input nor output of ours."""


@pytest.mark.parametrize("page", PAGES)
def test_examples_give_what_the_page_shows(page: Path, tmp_path: Path) -> None:
    """Every Python and console example of the page, run in order, gives the output that stands below it."""
    prepare_folder(tmp_path)
    outcomes = list(run_page(page.read_text("utf-8"), tmp_path))
    assert [] == [(outcome.source, outcome.want, outcome.got) for outcome in outcomes if not outcome.is_right]


@pytest.mark.parametrize("page", PAGES)
def test_fences_are_of_a_kind_that_is_checked(page: Path) -> None:
    """No example escapes the checks behind a language that nobody runs or compares."""
    text = page.read_text("utf-8")
    assert {fence.language for fence in find_fences(text) if fence.language} <= KNOWN
    assert [] == list_python_errors(text)
    # Four-space blocks are code in Markdown too; fences are the one way to write it here.
    assert text.count("\n```") % 2 == 0


@pytest.mark.parametrize("page", PAGES)
def test_shown_settings_are_toml(page: Path) -> None:
    """What a page shows as TOML can be read as such."""
    for fence in find_fences(page.read_text("utf-8")):
        if fence.language == "toml":
            tomllib.loads(fence.body)


@pytest.mark.parametrize("page", PAGES)
def test_shown_records_are_written_so(page: Path) -> None:
    """A record in BibTeX, RIS or JSON is what is written; ``python -m tests.docs.records`` renews them."""
    text = page.read_text("utf-8")
    assert rewrite_records(text, page) == text


@pytest.mark.parametrize("page", PAGES)
def test_shown_digests_are_read_without_a_warning(page: Path) -> None:
    """A record of a digest that a page shows is one that the reader takes whole."""
    for fence in find_fences(page.read_text("utf-8")):
        if fence.language == "markdown" and "### " in fence.body:
            library = arxiv2bib.loads(fence.body, "arxiv-digest")
            assert (1, None) == (len(library), library.report.worst)


def test_readme_shows_a_record_of_the_example() -> None:
    """The record that the README shows beside what becomes of it stands in the example digest."""
    shown = [
        fence.body for fence in find_fences((ROOT / "README.md").read_text("utf-8")) if fence.language == "markdown"
    ]
    assert shown
    assert all(body.strip() in DIGEST.read_text("utf-8") for body in shown)


@pytest.mark.parametrize("script", SCRIPTS)
def test_script_prints_what_its_docstring_says(script: Path, tmp_path: Path) -> None:
    """A script runs with the example that its usage asks for, and prints what its docstring has below "Prints:"."""
    prepare_folder(tmp_path)
    usage, _, expected = script.read_text("utf-8").partition('"""')[2].partition('"""')[0].partition("Prints::\n")
    (argument,) = (name for word, name in ARGUMENTS.items() if f"{script.name} {word}\n" in usage)
    done = subprocess.run(
        [sys.executable, script, argument], cwd=tmp_path, capture_output=True, check=True, encoding="utf-8"
    )
    assert textwrap.dedent(expected).strip() == done.stdout.strip()
