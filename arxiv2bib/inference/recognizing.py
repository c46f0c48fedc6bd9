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
from arxiv2bib.transforms.works import match_server, names_server, read_container, read_places, read_words

CONTAINER = "container_title"
"""The source of what was read out of the journal's field."""
LINK = "link"
"""The source of what was read out of the DOI or the address."""
WORDS = "words"
"""The source of what was read out of a note, a number or BibTeX's ``howpublished`` that is an identifier."""

_NUMBER = compile_late(r"\d")
# What a paper without a journal is called; in CSL and our model, a preprint is an article.
_WITHOUT_JOURNAL = frozenset({EntryType.ARTICLE, EntryType.ARTICLE_JOURNAL, EntryType.DOCUMENT})
_UNPUBLISHED = frozenset({EntryType.MANUSCRIPT, EntryType.REPORT})


def recognize(entry: Entry) -> Entry:
    """Return *entry* with the paper of arXiv that it is, and with what its container's title really is.

    ``arXiv preprint arXiv:1706.03762``, arXiv's own DOI and an address of arXiv make it a preprint with that
    identifier; ``Phys. Rev. Lett. 116, 061102 (2016)`` is taken apart, where the other fields do not say otherwise.
    What was there is the evidence of a claim.
    """
    title = entry.container_title
    if entry.type not in _WITHOUT_JOURNAL:
        return _follow_words(entry) if entry.type in _UNPUBLISHED and title is None else entry
    if title is None:
        followed = _follow_link(entry)
        return _follow_words(entry) if followed is entry else followed
    words = plain(title).strip()
    if match_server(words) is not None:
        return _to_preprint(entry, words)
    # What calls itself a preprint, or its journal arXiv, is in no journal's volume.
    is_whole = entry.type is not EntryType.ARTICLE and _NUMBER.search(words) is not None and not names_server(words)
    return _take_apart(entry, words) if is_whole else entry


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


def _follow_words(entry: Entry) -> Entry:
    """Return *entry*, which is in no container, as the preprint that words name which are nothing but an identifier."""
    has_identifier = entry.doi is not None or (entry.arxiv is not None and entry.arxiv.id is not None)
    found = None if has_identifier else read_words(entry)
    if found is None:
        return entry
    field, identifier = found
    words = str(getattr(entry, field)) if field is not None else str(identifier)
    left_out: dict[str, None] = {field: None} if field is not None else {}
    if (entry.publisher or "").casefold() == "arxiv":
        left_out["publisher"] = None
    if entry.type is EntryType.REPORT and entry.publisher is not None and "publisher" not in left_out:
        return entry  # an institution's, which is on arXiv too
    return entry.evolve(
        type=EntryType.ARTICLE,
        arxiv=attrs.evolve(entry.arxiv or ArxivInfo(), id=identifier),
        doi=identifier.doi,
        claims=(*entry.claims, _claim("type", EntryType.ARTICLE, words, source=WORDS)),
        **left_out,
    )


def _to_preprint(entry: Entry, words: str) -> Entry:
    identifier = entry.arxiv.id if entry.arxiv is not None and entry.arxiv.id is not None else read_container(entry)
    if identifier is None:
        return entry
    left_out = dict.fromkeys(field for field, found in read_places(entry) if found == identifier.unversioned)
    return entry.evolve(
        type=EntryType.ARTICLE,
        arxiv=attrs.evolve(entry.arxiv or ArxivInfo(), id=identifier),
        container_title=None,
        container_title_short=None,
        doi=entry.doi or identifier.doi,
        claims=(*entry.claims, _claim("type", EntryType.ARTICLE, words)),
        **left_out,
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
