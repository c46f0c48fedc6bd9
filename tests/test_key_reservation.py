"""Keys that are given to entries without one, or in place of those that BibTeX cannot hold: none is another's."""

import json
import re
from pathlib import Path

import pytest

import arxiv2bib
from arxiv2bib.readers.csl_json import CslJsonReader
from arxiv2bib.readers.ris import RisReader

_DIGEST = """# Arxiv Papers in cs.CV on 2020-12-05

### One great thing
- **Arxiv ID**: http://arxiv.org/abs/2012.03069v2
- **Published**: 2020-12-05 17:57:34+00:00
- **Authors**: Jane Doe
"""
_RIS = "TY  - JOUR\nTI  - One great thing\nAU  - Doe, Jane\nPY  - 2020\n{}ER  - \n\n"
_ITEM = {"type": "article-journal", "title": "One great thing", "author": [{"family": "Doe"}]}
_DATED = _ITEM | {"issued": {"date-parts": [[2020]]}}
_FILES = {
    "new.md": _DIGEST,
    "new.ris": _RIS.format(""),
    "new.json": json.dumps([_DATED]),
    "old.bib": "@misc{doe2020one,\n  title = {Two}\n}\n",
    "old.ris": _RIS.format("ID  - doe2020one\n"),
    "old.json": json.dumps([_ITEM | {"id": "doe2020one"}]),
    "both.ris": _RIS.format("") + _RIS.format("ID  - doe2020one\n"),
    "both.json": json.dumps([_DATED, _ITEM | {"id": "doe2020one"}]),
    "cited.json": json.dumps([_DATED, _ITEM | {"citation-key": "doe2020one"}], indent=2),
    "odd.json": json.dumps([_ITEM | {"id": "a b"}, _ITEM | {"id": "a_b"}]),
    "other.json": json.dumps([_ITEM | {"id": "a b"}]),
    "late.json": json.dumps([_ITEM | {"id": "a_b"}]),
}


def _list_keys(folder: Path, names: str, to: str, jobs: int) -> list[str]:
    for name in names.split():
        (folder / name).write_text(_FILES[name], "utf-8")
    target = folder / "out"
    arxiv2bib.convert([folder / name for name in names.split()], target, to=to, jobs=jobs, carry=False)
    return [entry.key for entry in arxiv2bib.load(target, to) if entry.key is not None]


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("to", ["bibtex", "ris", "csl-json"])
@pytest.mark.parametrize(
    "names",
    ["new.md old.bib", "new.md old.ris", "new.md old.json", "new.ris old.json", "new.json old.ris", "both.ris",
     "both.json", "cited.json"],
)  # fmt: skip
def test_no_made_key_is_one_that_comes(tmp_path: Path, names: str, to: str, jobs: int) -> None:
    """Law 7: keys that came in are reserved first, whatever format they came in, and wherever they stand.

    What is written back as it was read gets none.
    """
    keys = _list_keys(tmp_path, names, to, jobs)
    assert ["doe2020onea", "doe2020one"][-len(keys) :] == keys
    assert len(keys) == 2 or to in ("ris", "csl-json")


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("names", ["odd.json", "other.json late.json"])
def test_no_key_in_place_of_another_is_one_that_comes(tmp_path: Path, names: str, jobs: int) -> None:
    """Also where the output is written before all of the input is read."""
    _list_keys(tmp_path, names, "bibtex", jobs)
    assert "@article{a_b_,@article{a_b," == "".join(re.findall("@.*", (tmp_path / "out").read_text("utf-8")))


def test_no_key_in_place_of_another_is_one_of_the_file(tmp_path: Path) -> None:
    """What is added to a file becomes no second entry of a key in it."""
    target = tmp_path / "papers.bib"
    target.write_text("@misc{a_b,\n  title = {Two}\n}\n", "utf-8")
    (tmp_path / "other.json").write_text(_FILES["other.json"], "utf-8")
    arxiv2bib.convert(tmp_path / "other.json", target, append=True)
    assert ["a_b", "a_b_"] == [entry.origin.record.key for entry in arxiv2bib.load(target) if entry.origin is not None]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ('[{"id": "a"}, {"id" :\n"b\\u0063\\"d"}]', ["a", 'bc"d']),
        ('{"id": 12, "citation-key": "x"}', ["12", "x"]),
        ('[{"id": 3}]', ["3"]),
        ('[{"id": "a', []),
        ('[{"id": "\\ud83d\\ude00"}, {"id": "\\x"}]', ["\U0001f600", "\\x"]),
    ],
)
def test_keys_of_csl_json_are_found(text: str, keys: list[str]) -> None:
    """Texts and numbers, as they are read."""
    assert keys == list(CslJsonReader().find_keys(arxiv2bib.Source("<text>", text=text)))


@pytest.mark.parametrize(
    "text",
    ["ID  - a b \n", "TY  - JOUR\r\nID  -  a b\r\nER  - ", "TY  - JOUR\rID - a b", "TY  - JOUR\nID  - a\x01 b\n"],
)
def test_keys_of_ris_are_found(text: str) -> None:
    """In every way in which lines are written and end."""
    assert {"a b"} == set(RisReader().find_keys(arxiv2bib.Source("<text>", text=text)))
