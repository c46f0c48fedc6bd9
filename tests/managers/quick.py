"""The programs that install in a moment: pandoc, bibutils, biber and rispy."""

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from arxiv2bib.formats.ris_names import parse_ris_name
from tests.agreement.csl import from_csl
from tests.agreement.neutral import Item, Value, fold, read_date, read_value
from tests.agreement.ours import from_names
from tests.managers.fields import Difference, describe, simplify
from tests.managers.programs import Fault, MissingError, Program, has_text

__all__ = [
    "QUICK",
    "fields",
    "find_command",
    "has_group",
    "has_suffix",
    "is_single_page",
    "read_bibtex_output",
    "run",
    "take_paper",
]

TIME_LIMIT: Final = 300
_VERSION: Final = re.compile(r"\d+(?:\.\d+)+")


def run(
    *command: str,
    text: str = "",
    limit: int = TIME_LIMIT,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> str:
    """Return what *command* writes when it is given *text*; raises CalledProcessError if it fails."""
    done = subprocess.run(
        command, input=text.encode(), capture_output=True, check=True, timeout=limit, cwd=folder, env=environment
    )
    return done.stdout.decode("utf-8-sig")


def find_command(name: str, *arguments: str) -> str:
    """Return the version of the command *name*, as it tells it; raises MissingError if it is not there."""
    if shutil.which(name) is None:
        raise MissingError(f"no program {name}")
    said = subprocess.run([name, *arguments], capture_output=True, check=False, timeout=TIME_LIMIT)
    found = _VERSION.search((said.stdout + said.stderr).decode(errors="replace"))
    return found[0] if found else "of an unknown version"


def read_bibtex_output(text: str, format: str = "bibtex") -> dict[str, Item]:
    """Return what a program says that writes BibTeX."""
    from arxiv2bib import loads

    return {entry.key or "": simplify(describe(entry)) for entry in loads(text, format)}


def _find_pandoc() -> str:
    import pypandoc

    return str(pypandoc.get_pandoc_version())


def _read_with_pandoc(text: str, *, reader: str) -> Mapping[str, Item]:
    import pypandoc

    items = json.loads(run(pypandoc.get_pandoc_path(), "-f", reader, "-t", "csljson", text=text))
    return {item["id"]: simplify(take_paper(from_csl(item), item.get("note", ""))) for item in items}


def take_paper(item: Item, note: str = "") -> Item:
    """Return *item* with the arXiv identifier that stands where CSL has it, in the number or a line of *note*."""
    found = dict(item)
    notes = note.split("\n")
    found["note"] = next((line for line in notes if line.startswith("arXiv:")), "")
    for name, pattern in (("number", r"arXiv:(\S+)"), ("note", r"arXiv:([^\s,;]+)"), ("arxiv", r"(\S+)")):
        paper = re.match(pattern, str(found.get(name, "")))
        if paper is not None:
            found["eprint"] = paper[1]
    found["note"] = note
    return found


_COMMANDS: Final = {"bibtex": "bib2xml", "ris": "ris2xml"}


def _find_bibutils() -> str:
    find_command("ris2xml")
    return find_command("bib2xml", "--version")


def _read_with_bibutils(text: str, *, format: str) -> Mapping[str, Item]:
    records = run(_COMMANDS[format], "-i", "utf8", "-u", text=text)
    written = run("xml2bib", "-nb", "-i", "utf8", "-o", "utf8", text=records)
    written = "\n".join(map(_mend, written.replace("\\texttwosuperior", "2").split("\n")))
    return read_bibtex_output(re.sub(r"\{?\\backslash\}?(?:\{\})?", r"\\", written))  # it takes no TeX for what it is


def _mend(line: str) -> str:
    """Return *line* with braces for bibutils' escaped ones, where they balance: else they end the value for readers."""
    opened, closed = line.count("{\\{}"), line.count("{\\}}")
    braces = ("{", "}") if opened == closed else ("", "")
    return line.replace("{\\{}", braces[0]).replace("{\\}}", braces[1])


def _find_rispy() -> str:
    return version("rispy")


_RISPY: Final = {
    "title": "title", "abstract": "abstract", "volume": "volume", "issue": "number", "publisher": "publisher",
    "publisher-place": "place_published", "edition": "edition", "language": "language", "DOI": "doi",
    "container-title": "secondary_title", "collection-title": "tertiary_title", "accessed": "access_date",
    "genre": "type_of_work", "number": "note",
}  # fmt: skip
"""What rispy calls the fields: its names are those of the tags, whatever they mean for a type of work."""


def _read_with_rispy(text: str) -> Mapping[str, Item]:
    import rispy

    return {record["id"]: simplify(_from_rispy(record)) for record in rispy.loads(text)}


def _from_rispy(record: dict[str, Any]) -> Item:  # Any: what rispy gives
    found: dict[str, Value] = {
        name: read_value(name, record[field].strip("/").replace("/", "-") if name == "accessed" else record[field])
        for name, field in _RISPY.items()
        if record.get(field)
    }
    for role, field in (("author", "authors"), ("translator", "subsidiary_authors")):
        found[role] = from_names(parse_ris_name(text)[0] for text in record.get(field, ()))
    found["keyword"] = frozenset(map(fold, record.get("keywords", ())))
    day = re.match(r"\d{4}(?:/\d\d){0,2}", record.get("date", ""))
    found["issued"] = read_date(day[0].replace("/", "-") if day else str(record.get("year", "")))
    found["page"] = "-".join(filter(None, (record.get("start_page"), record.get("end_page"))))
    found["ISBN"] = found["ISSN"] = read_value("ISSN", record.get("issn", ""))
    found["URL"] = next(iter(record.get("urls", ())), "")
    notes = record.get("notes", ())
    found["eprint"] = next((note[6:] for note in notes if note.startswith("arXiv:")), "")
    found["note"] = "\n".join(notes)
    return found


def _find_biber() -> str:
    return find_command("biber", "--version")


def _read_with_biber(text: str, *, format: str) -> Mapping[str, Item]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "papers.bib")
        path.write_text(text, encoding="utf-8")
        run("biber", "--tool", "--output-file", "out.bib", "papers.bib", folder=Path(folder))
        return read_bibtex_output(Path(folder, "out.bib").read_text("utf-8"), "biblatex")


def fields(names: str) -> frozenset[str]:
    """Return the fields called *names*."""
    return frozenset(names.split())


def has_suffix(difference: Difference) -> bool:
    """Whether a name with a suffix was sent."""
    return isinstance(difference.sent, tuple) and any(person.suffix for person in difference.sent)


def has_group(difference: Difference) -> bool:
    """Whether a group, or a name of one part, was sent."""
    return isinstance(difference.sent, tuple) and any(not person.given for person in difference.sent)


def is_single_page(difference: Difference) -> bool:
    """Whether one page, or the number of an article, was sent."""
    return "-" not in str(difference.sent)


_NAMES: Final = fields("author editor translator")
_TWO_ACCENTS: Final = Fault(_NAMES, "takes no letter with two accents (ễ) from TeX", has_text("[\u1ea0-\u1ef9]"))
_NO_LANGUAGE: Final = Fault(fields("language"), "reads `langid` only")
_NO_NOTE: Final = Fault(fields("note"), "drops the note of a patent", lambda difference: difference.understood is None)
_NO_EPRINT: Final = Fault(fields("eprint"), "drops `eprint`; the `url` and the `doi` are there")
_NO_NUMBER: Final = Fault(fields("page"), "drops `eid`", is_single_page)
_PANDOC_RIS: Final = (
    Fault(fields("month day"), "reads the year only"),
    Fault(_NAMES, "reads names as BibTeX's, `Family, Suffix, Given`", has_suffix),
)
_BIBUTILS: Final = (
    Fault(fields("month day"), "reads no `date`, which holds ranges"),
    Fault(fields("title"), "knows no `\\textsubscript` and `\\textsuperscript`", has_text("<su[bp]>")),
    Fault(fields("title"), "drops the braces in formulas", has_text("mathbb")),
    Fault(fields("eprint"), "makes an address of `eprint`"),
    _TWO_ACCENTS,
    _NO_NUMBER,
)
_BIBUTILS_RIS: Final = (
    Fault(fields("DOI"), "makes an arXiv identifier of arXiv's DOIs", has_text("10.48550")),
    Fault(_NAMES, "takes groups for persons", has_group),
    Fault(fields("container-title"), "takes `T2` for a series where a part of a book is told"),
    Fault(fields("number"), "takes numbers of reports for notes or serial numbers"),
    Fault(fields("note"), "takes numbers for notes"),
    Fault(fields("editor"), "knows editors as `ED` only, which is no tag of EndNote's"),
)

QUICK: Final[tuple[Program, ...]] = (
    Program("pandoc", "pandoc", "csl-json", _find_pandoc, partial(_read_with_pandoc, reader="csljson"), is_quick=True),
    Program("pandoc", "pandoc", "biblatex", _find_pandoc, partial(_read_with_pandoc, reader="biblatex"),
            faults=(_NO_NOTE,), is_quick=True),
    Program("pandoc", "bibdesk", "bibtex", _find_pandoc, partial(_read_with_pandoc, reader="bibtex"),
            faults=(_NO_LANGUAGE, _NO_EPRINT, _NO_NUMBER), is_quick=True),
    Program("pandoc", "mendeley", "ris", _find_pandoc, partial(_read_with_pandoc, reader="ris"),
            lacks=fields("collection-title publisher-place ISBN translator accessed number genre note eprint"),
            faults=_PANDOC_RIS, is_quick=True),
    Program("bibutils", "bibdesk", "bibtex", _find_bibutils, partial(_read_with_bibutils, format="bibtex"),
            lacks=fields("accessed genre"), faults=_BIBUTILS, is_quick=True),
    Program("bibutils", "endnote", "ris", _find_bibutils, partial(_read_with_bibutils, format="ris"),
            lacks=fields("accessed genre translator collection-title"), faults=_BIBUTILS_RIS, is_quick=True),
    Program("rispy", "mendeley", "ris", _find_rispy, _read_with_rispy, lacks=fields("editor"), is_quick=True),
    Program("biber", "biblatex", "biblatex", _find_biber, partial(_read_with_biber, format="biblatex"), is_quick=True),
    Program("biber", "bibdesk", "bibtex", _find_biber, partial(_read_with_biber, format="bibtex"),
            faults=(_TWO_ACCENTS,)),
)  # fmt: skip
