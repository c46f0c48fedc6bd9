"""What a BibTeX style prints of an entry's identifiers, if it knows no ``eprint``, ``doi`` and ``url``.

Source: plain.bst, apalike.bst and IEEEtran.bst print ``note`` of every type of entry; of the three fields, none but
IEEEtran ``url``. apsrev4-2.bst and its relatives print or link them all, but of ``@unpublished`` ``note`` and
``eprint`` alone (its FUNCTION {unpublished} opens no link).
"""

from typing import Final

from arxiv2bib.errors import InvalidValueError
from arxiv2bib.model.entry import Entry
from arxiv2bib.model.identifiers import ArxivId
from arxiv2bib.text.markup import escape, plain

__all__ = ["add_identifiers", "is_derived_doi", "is_derived_url", "is_printed_as_less"]

# The types of btxdoc, 3.1; "conference" is another name for "inproceedings".
_CLASSIC_TYPES: Final = frozenset(
    "article book booklet conference inbook incollection inproceedings manual mastersthesis misc phdthesis proceedings "
    "techreport unpublished".split()
)


def add_identifiers(entry: Entry, notes: list[str], *, has_all: bool) -> list[str]:
    """Return *notes*, markup, with the identifiers of *entry* that they do not tell yet in front.

    ``arXiv:1706.03762 [cs.CL]``; with *has_all* the DOI, unless it is that of the preprint, and an address where there
    is neither.
    """
    texts = []
    paper = entry.arxiv.id if entry.arxiv is not None else None
    if paper is not None and entry.arxiv is not None:
        primary = entry.arxiv.primary_category
        texts.append((str(paper), f"arXiv:{paper} [{primary}]" if primary else f"arXiv:{paper}"))
    if has_all and entry.doi is not None and entry.doi.value.strip() and not is_derived_doi(entry):
        texts.append((entry.doi.value, f"doi:{entry.doi.value}"))
    if has_all and not texts and entry.url and entry.url.strip():
        texts.append((entry.url, entry.url.strip()))
    said = " ".join(map(plain, notes))
    return [escape(text) for core, text in texts if core not in said] + notes


def is_derived_doi(entry: Entry) -> bool:
    """Whether the DOI of *entry* is the one that arXiv gives to every paper."""
    paper = entry.arxiv.id if entry.arxiv is not None else None
    return paper is not None and entry.doi is not None and entry.doi == paper.doi


def is_derived_url(entry: Entry) -> bool:
    """Whether the address of *entry* is that of its page on arXiv."""
    paper = entry.arxiv.id if entry.arxiv is not None else None
    if paper is None or entry.url is None or "arxiv.org/" not in entry.url:
        return False
    try:
        return ArxivId.parse(entry.url) == paper
    except InvalidValueError:
        return False


def is_printed_as_less(entry: Entry, usual: str) -> bool:
    """Whether BibTeX's styles print the own type of *entry* as less than *usual*: what they do not know as ``@misc``.

    ``@inbook`` is a part of the work that ``title`` names, for them.
    """
    native = entry.native_type
    if usual == "misc" or native is None:
        return False
    return native not in _CLASSIC_TYPES or (native == "inbook" and entry.container_title is not None)
