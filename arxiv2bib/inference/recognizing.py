"""What a bibliography says in other fields: the paper of arXiv in a DOI, an address or a journal, a whole reference."""

import attrs

from arxiv2bib.errors import InvalidValueError
from arxiv2bib.model.claims import Claim, ClaimValue, Strength
from arxiv2bib.model.dates import Date
from arxiv2bib.model.entry import ArxivInfo, Entry
from arxiv2bib.model.identifiers import ArxivId
from arxiv2bib.model.vocabulary import EntryType
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.markup import plain
from arxiv2bib.transforms.works import PREPRINT_NUMBERS, PREPRINT_SERVER, read_container, read_number

CONTAINER = "container_title"
"""The source of what was read out of the journal's field."""
LINK = "link"
"""The source of what was read out of the DOI or the address."""

_NUMBER = compile_late(r"\d")
# What a paper without a journal is called; in CSL and our model, a preprint is an article.
_WITHOUT_JOURNAL = frozenset({EntryType.ARTICLE, EntryType.ARTICLE_JOURNAL, EntryType.DOCUMENT})


def recognize(entry: Entry) -> Entry:
    """Return *entry* with the paper of arXiv that it is, and with what its container's title really is.

    ``arXiv preprint arXiv:1706.03762``, arXiv's own DOI and an address of arXiv make it a preprint with that
    identifier; ``Phys. Rev. Lett. 116, 061102 (2016)`` is taken apart, where the other fields do not say otherwise.
    What was there is the evidence of a claim.
    """
    title = entry.container_title
    if entry.type not in _WITHOUT_JOURNAL:
        return entry
    if title is None:
        return _follow_link(entry)
    words = plain(title).strip()
    if PREPRINT_SERVER.match(words) is not None:
        return _to_preprint(entry, words)
    return _take_apart(entry, words) if _NUMBER.search(words) else entry


def _follow_link(entry: Entry) -> Entry:
    """Return *entry*, which is in no container, as the preprint that arXiv's own DOI or an address of arXiv names."""
    if entry.arxiv is not None and entry.arxiv.id is not None:
        return entry
    link = entry.url if entry.doi is None else entry.doi.value
    if link is None or "arxiv" not in link.lower():
        return entry
    try:
        identifier = ArxivId.parse(link).unversioned
    except InvalidValueError:  # a list of papers, a page about arXiv
        return entry
    is_server = (entry.publisher or "").casefold() == "arxiv"
    return entry.evolve(
        type=EntryType.ARTICLE,
        arxiv=attrs.evolve(entry.arxiv or ArxivInfo(), id=identifier),
        publisher=None if is_server else entry.publisher,
        doi=entry.doi or identifier.doi,
        claims=(*entry.claims, _claim("type", EntryType.ARTICLE, link, source=LINK)),
    )


def _to_preprint(entry: Entry, words: str) -> Entry:
    identifier = entry.arxiv.id if entry.arxiv is not None and entry.arxiv.id is not None else read_container(entry)
    if identifier is None:
        return entry
    numbers = {name: None for name in PREPRINT_NUMBERS if read_number(getattr(entry, name)) is not None}
    return entry.evolve(
        type=EntryType.ARTICLE,
        arxiv=attrs.evolve(entry.arxiv or ArxivInfo(), id=identifier),
        container_title=None,
        container_title_short=None,
        **numbers,
        doi=entry.doi or identifier.doi,
        claims=(*entry.claims, _claim("type", EntryType.ARTICLE, words)),
    )


def _take_apart(entry: Entry, words: str) -> Entry:
    from arxiv2bib.inference._claiming import describe_container  # what reads references takes time to load
    from arxiv2bib.inference.journal_ref import ReferenceKind, parse_journal_ref

    reference = parse_journal_ref(words)
    is_whole = reference.volume is not None or reference.pages is not None or reference.article_number is not None
    if reference.container_title is None or reference.kind is ReferenceKind.OTHER or not is_whole:
        return entry
    values: dict[str, ClaimValue | None] = {
        "volume": reference.volume,
        "issue": reference.issue,
        "page": reference.pages,
        "article_number": reference.article_number,
        "issued": Date(start=(reference.year,)) if reference.year is not None else None,
    }
    found = {name: value for name, value in values.items() if value is not None and not getattr(entry, name)}
    title = describe_container(reference.container_title, reference.kind.value, reference.year)["container_title"]
    found["container_title"] = title or reference.container_title
    claims = tuple(_claim(name, value, words) for name, value in found.items())
    return entry.evolve(**found, claims=(*entry.claims, *claims))


def _claim(field: str, value: ClaimValue, evidence: str, *, source: str = CONTAINER) -> Claim:
    return Claim(field=field, value=value, source=source, strength=Strength.STATED, evidence=evidence)
