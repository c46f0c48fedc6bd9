"""``arxiv2bib explain``, and inference in ``convert``."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from arxiv2bib.cli import cli

RECORD = """### On Cats

- **Arxiv ID**: http://arxiv.org/abs/2111.0{number}v1
- **DOI**: {doi}
- **Categories**: **cs.CV**
- **Links**: [PDF](http://arxiv.org/pdf/2111.0{number}v1)
- **Published**: 2021-11-05 10:00:00+00:00
- **Updated**: 2021-11-05 10:00:00+00:00
- **Authors**: Ada Lovelace
- **Comment**: {comment}
- **Journal**: {journal}
- **Summary**: About cats.


"""
DIGEST = "# Arxiv Papers in cs.CV on 2021-11-05\n" + "".join(
    RECORD.format(number=number, doi=doi, comment=comment, journal=journal)
    for number, doi, comment, journal in (
        (3001, "10.1016/j.eswa.2022.116793", "None", "Expert Systems with Applications, 2022"),
        (3002, "None", "Accepted at CVPR 2022", "None"),
        (3003, "None", "Rejected by CVPR 2022", "None"),
    )
)


@pytest.fixture
def digest(tmp_path: Path) -> Path:
    """Return a digest of a published, an accepted and a rejected paper."""
    path = tmp_path / "digest.md"
    path.write_text(DIGEST, encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    """Run the command line."""
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def test_explain_shows_value_source_strength_and_evidence(digest: Path) -> None:
    """Each field has its value, who says so and from what words; what was not followed is told too."""
    lines = run("explain", digest, "--key", "2111.03001").stdout.splitlines()
    assert lines[0] == "lovelace2021cats (2111.03001): article-journal"
    at = lines.index("  container_title: Expert Systems with Applications")
    assert lines[at + 1].startswith("    from doi (strong): 10.1016/j.eswa.2022.116793")
    assert lines[at + 2] == "    from journal_ref (likely): Expert Systems with Applications, 2022"
    assert "    not 10.48550/arXiv.2111.03001, from record (stated)" in lines


def test_explain_finds_an_entry_by_its_key(digest: Path) -> None:
    """The citation key that ``convert`` makes names the entry as well."""
    assert run("explain", digest, "--key", "lovelace2021catsb").stdout.startswith(
        "lovelace2021catsb (2111.03003): article\n"
    )


def test_explain_says_what_holds_an_acceptance_back(digest: Path) -> None:
    """The venue of an accepted paper is followed only where the published version is asked for."""
    title = "Proceedings of the IEEE/CVF Conference on Computer Vision and Pattern Recognition"
    assert (
        f"    not {title}, from comment (weak): Accepted at CVPR 2022"
        in run("explain", digest, "--key", "2111.03002").stdout
    )
    assert f"  container_title: {title}" in run("explain", digest, "--key", "2111.03002", "--cite", "published").stdout


def test_explain_says_when_nothing_is_said(digest: Path) -> None:
    """A rejection is no publication, and there is nothing to show."""
    assert "nothing is said of a publication" in run("explain", digest, "--key", "2111.03003").stdout


def test_explain_in_json_has_an_object_a_line(digest: Path) -> None:
    """With ``--json`` each entry is one JSON object with its fields, claims and rejected claims."""
    entries = [json.loads(line) for line in run("explain", digest, "--json").stdout.splitlines()]
    assert ["article-journal", "article", "article"] == [entry["type"] for entry in entries]
    (doi,) = (field for field in entries[0]["fields"] if field["field"] == "doi")
    assert ("10.1016/j.eswa.2022.116793", "record") == (doi["value"], doi["rejected"][0]["source"])


def test_explain_of_an_unknown_key_is_an_error(digest: Path) -> None:
    """A key that no entry has is wrong usage."""
    result = run("explain", digest, "--key", "nobody")
    assert (2, True) == (result.exit_code, "no entry nobody" in result.stderr)


def test_explain_of_what_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    """A file that is not there is told in one line."""
    result = run("explain", tmp_path / "none.md")
    assert (2, True) == (result.exit_code, result.stderr.startswith("arxiv2bib: error: "))


@pytest.mark.parametrize(
    ("options", "types"),
    [
        ((), ["article", "misc", "misc"]),
        (("--cite", "published"), ["article", "inproceedings", "misc"]),
        (("--cite", "preprint"), ["misc", "misc", "misc"]),
        (("--no-infer",), ["misc", "misc", "misc"]),
    ],
)
def test_convert_cites_the_version_that_is_asked_for(options: tuple[str, ...], types: list[str], digest: Path) -> None:
    """By default published papers are published; ``--cite`` and ``--no-infer`` decide otherwise."""
    output = run("convert", digest, "-q", *options).stdout
    assert types == [line[1:].partition("{")[0] for line in output.splitlines() if line.startswith("@")]


def test_a_bibliography_is_inferred_from_on_request_only(tmp_path: Path) -> None:
    """``--infer`` reads what stands in a wrong field; without it the file comes back byte for byte."""
    path = tmp_path / "refs.bib"
    path.write_bytes(b"@article{a,\n  title = {On Cats},\n  journal = {arXiv preprint arXiv:2111.03001}\n}\n")
    assert path.read_text("utf-8") == run("convert", path, "-q").stdout
    inferred = run("convert", path, "-q", "--infer").stdout
    assert inferred.startswith("@misc{a,")
    assert "eprint" in inferred
    assert "arXiv preprint" not in inferred


def test_services_are_asked_only_if_that_is_said(digest: Path) -> None:
    """The options about services go with ``--resolve``."""
    result = run("explain", digest, "--offline")
    assert 2 == result.exit_code
    assert "add --resolve" in result.stderr


def test_keys_are_those_of_a_conversion(tmp_path: Path) -> None:
    """A key that is made is none that another entry of the file has."""
    item = {"type": "article-journal", "title": "One great thing", "author": [{"family": "Doe"}]}
    items = [item | {"issued": {"date-parts": [[2020]]}}, item | {"id": "doe2020one"}]
    (tmp_path / "both.json").write_text(json.dumps(items), "utf-8")
    for source, given in ((str(tmp_path / "both.json"), None), ("-", (tmp_path / "both.json").read_bytes())):
        lines = CliRunner().invoke(cli, ["explain", source], input=given).stdout.splitlines()
        assert ["doe2020onea", "doe2020one"] == [line.partition(":")[0] for line in lines if not line.startswith(" ")]
