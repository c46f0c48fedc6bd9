"""The records of the benchmarks as other programs write them: articles with all that such files have.

Titles, names, abstracts and years are those of the digests, without markup; journals, volumes, pages and DOIs are made
up. Sources of the forms: the exports of Zotero 6, Web of Science and Scopus, the ACL Anthology's and arXiv's own
BibTeX, Crossref's content negotiation, arXiv's metadata snapshot.
"""

import json
import re
from collections.abc import Callable, Iterable
from string import Template
from typing import Any

from arxiv2bib import Entry

_MARKUP = re.compile(r"<[^<>]*>|[{}\\$%&#_^~<>\"]")
_CAPITALS = re.compile(r"\b([A-Z]{2,})\b")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_JOURNALS = ("Physical Review D", "Neural Computation", "Nature", "Astronomy and Astrophysics")

_Values = dict[str, Any]  # Any: texts, numbers and lists of names

_BIBTEX_OF_ZOTERO = """@misc{$key,
\ttitle = {$braced_title},
\turl = {http://arxiv.org/abs/$paper},
\tdoi = {10.48550/arXiv.$paper},
\tabstract = {$abstract},
\tlanguage = {en},
\turldate = {2021-11-$day},
\tpublisher = {arXiv},
\tauthor = {$inverted_names},
\tmonth = $month,
\tyear = {$year},
\tnote = {arXiv:$paper [$category]},
\tkeywords = {Computer Science - $category},
\tfile = {Full Text PDF:/home/u/Zotero/storage/E$number/x.pdf:application/pdf},
}

"""
_BIBTEX_OF_ARXIV = """@misc{$key,
      title={$title}, 
      author={$names},
      year={$year},
      eprint={$paper},
      archivePrefix={arXiv},
      primaryClass={$category},
      url={https://arxiv.org/abs/$paper}, 
      abstract={$abstract}
}

"""  # noqa: W291 (as arXiv has it)
_BIBTEX_OF_CROSSREF = (
    " @article{$key, title={$title}, volume={$volume}, ISSN={1550-2368}, url={http://dx.doi.org/$doi}, DOI={$doi}, "
    "number={$issue}, journal={$journal}, publisher={American Physical Society (APS)}, author={$inverted_names}, "
    "year={$year}, month=$month, pages={$first\N{EN DASH}$last}, abstract={$abstract} }\n\n"
)
_BIBTEX_OF_ACL = """@inproceedings{$key,
    title = "$title",
    author = "$inverted_names",
    booktitle = "Proceedings of the 57th Annual Meeting of the Association for Computational Linguistics",
    month = $month,
    year = "$year",
    address = "Florence, Italy",
    publisher = "Association for Computational Linguistics",
    url = "https://aclanthology.org/P19-$number",
    doi = "10.18653/v1/P19-$number",
    pages = "$first--$last",
    abstract = "$abstract",
}

"""
_RIS_OF_ZOTERO = """TY  - JOUR
TI  - $title
${name_lines}T2  - $journal
AB  - $abstract
DA  - $year/11/$day/
PY  - $year
DO  - $doi
VL  - $volume
IS  - $issue
SP  - $first
EP  - $last
SN  - 1550-2368
UR  - http://arxiv.org/abs/$paper
Y2  - 2021/11/05/13:01:22
KW  - $category
ER  - 

"""  # noqa: W291 (as RIS has it)
_RIS_OF_WOS = """TY  - JOUR
${name_lines}TI  - $title
T2  - $capital_journal
LA  - English
KW  - $category
AB  - $abstract
PU  - AMER PHYSICAL SOC
PI  - COLLEGE PK
PA  - ONE PHYSICS ELLIPSE, COLLEGE PK, MD 20740 USA
SN  - 1550-2368
J9  - PHYS REV D
JI  - Phys. Rev. D
DA  - NOV $day
PY  - $year
VL  - $volume
IS  - $issue
SP  - $first
EP  - $last
DO  - $doi
AN  - WOS:$number
N1  - Cited References Count: 33
Total Times Cited:  12
ER  -

"""
_RIS_OF_SCOPUS = """TY  - JOUR
TI  - $title
T2  - $journal
J2  - PHYS REV D
VL  - $volume
IS  - $issue
SP  - $first
EP  - $last
PY  - $year
DO  - $doi
${name_lines}AD  - Department of Physics, University, Italy
AB  - $abstract
KW  - $category
PB  - American Physical Society
SN  - 15502368 (ISSN)
M3  - Article
DB  - Scopus
N1  - Export Date: 05 November 2021
UR  - https://www.scopus.com/inward/record.uri?eid=2-s2.0-$number
ER  - 

"""  # noqa: W291 (as RIS has it)


def _take(number: int, entry: Entry) -> _Values:
    """Return what templates are filled with: *entry*, the *number*-th, and what is made up of its number."""
    parts = [(_clean(name.family or name.literal), _clean(name.given)) for name in entry.author]
    inverted = [f"{family}, {given}" if given else family for family, given in parts]
    title, journal, paper = _clean(entry.title), _JOURNALS[number % len(_JOURNALS)], entry.arxiv
    volume = number % 90 + 1
    return {
        "number": f"{number:05d}",
        "key": f"{entry.key}{number}",
        "title": title,
        "braced_title": _CAPITALS.sub(r"{\1}", title),
        "abstract": _clean(entry.abstract),
        "parts": parts,
        "names": " and ".join(f"{given} {family}".strip() for family, given in parts),
        "inverted_names": " and ".join(inverted),
        "name_lines": "".join(f"AU  - {name}\n" for name in inverted),
        "year": entry.issued.start[0] if entry.issued is not None and entry.issued.start else 2021,
        "month": _MONTHS[number % 12],
        "day": f"{number % 28 + 1:02d}",
        "journal": journal,
        "capital_journal": journal.upper(),
        "volume": volume,
        "issue": number % 12 + 1,
        "first": number + 1,
        "last": number + 9,
        "doi": f"10.1103/PhysRevD.{volume}.{number}",
        "paper": str(paper.id) if paper is not None else "",
        "category": (paper.primary_category if paper is not None else None) or "cs.CV",
    }


def _clean(text: str | None) -> str:
    return " ".join(_MARKUP.sub("", text or "").split())


def _make_csl_of_zotero(values: _Values) -> _Values:
    return {
        "id": f"http://zotero.org/users/1/items/A{values['number']}",
        "type": "article-journal",
        "abstract": values["abstract"],
        "container-title": values["journal"],
        "DOI": values["doi"],
        "ISSN": "1550-2368",
        "issue": str(values["issue"]),
        "language": "en",
        "note": "12 pages",
        "page": f"{values['first']}-{values['last']}",
        "source": "arXiv.org",
        "title": values["title"],
        "title-short": values["title"].partition(":")[0],
        "URL": f"http://arxiv.org/abs/{values['paper']}",
        "volume": str(values["volume"]),
        "author": [{"family": family, "given": given} for family, given in values["parts"]],
        "accessed": {"date-parts": [["2021", 11, 5]]},
        "issued": {"date-parts": [[str(values["year"]), 11, int(values["day"])]]},
    }


def _make_line_of_snapshot(values: _Values) -> str:
    item = {
        "id": values["paper"],
        "submitter": "Jane Doe",
        "authors": values["names"].replace(" and ", ", "),
        "title": values["title"],
        "comments": "12 pages, 3 figures",
        "journal-ref": None,
        "doi": None,
        "report-no": None,
        "categories": values["category"],
        "license": "http://arxiv.org/licenses/nonexclusive-distrib/1.0/",
        "abstract": f"  {values['abstract']}\n",
        "versions": [{"version": "v1", "created": f"Mon, {int(values['day'])} Apr 2007 19:18:42 GMT"}],
        "update_date": f"2008-11-{values['day']}",
        "authors_parsed": [[family, given, ""] for family, given in values["parts"]],
    }
    return json.dumps(item) + "\n"


_Fill = Callable[[Iterable[_Values]], str]


def _fill(template: str) -> _Fill:
    return lambda records: "".join(map(Template(template).substitute, records))


_SHAPES: dict[str, tuple[str, _Fill]] = {
    "BibTeX of Zotero": ("bibtex", _fill(_BIBTEX_OF_ZOTERO)),
    "BibTeX of arXiv": ("bibtex", _fill(_BIBTEX_OF_ARXIV)),
    "BibTeX of Crossref": ("bibtex", _fill(_BIBTEX_OF_CROSSREF)),
    "BibTeX of the ACL Anthology": ("bibtex", _fill(_BIBTEX_OF_ACL)),
    "RIS of Zotero": ("ris", _fill(_RIS_OF_ZOTERO)),
    "RIS of Web of Science": ("ris", _fill(_RIS_OF_WOS)),
    "RIS of Scopus": ("ris", _fill(_RIS_OF_SCOPUS)),
    "CSL-JSON of Zotero": (
        "csl-json",
        lambda records: json.dumps([*map(_make_csl_of_zotero, records)], ensure_ascii=False, indent="\t"),
    ),
    "arXiv's snapshot": ("arxiv-jsonl", lambda records: "".join(map(_make_line_of_snapshot, records))),
}
SHAPES = tuple((name, source) for name, (source, _) in _SHAPES.items())
"""What a form is called, and the format that it is one of."""


def write_shape(name: str, entries: Iterable[Entry]) -> str:
    """Return *entries* as a file in the form *name*."""
    return _SHAPES[name][1](_take(number, entry) for number, entry in enumerate(entries))
