"""Hypothesis strategies for every type of the model.

Texts are built from the delimiters of the formats they will meet (TeX's, BibTeX's, RIS's, the markup's own), for random
characters would hardly ever hit one. What a constructor takes, a strategy may give: constructors do not normalise.
``plain_*`` strategies give what a real bibliography holds and a program can be held to reading back unchanged.
"""

from collections.abc import Mapping

from hypothesis import strategies as st

from arxiv2bib import (
    ArxivId,
    ArxivInfo,
    ArxivVersion,
    Block,
    BlockKind,
    Claim,
    Contributor,
    Date,
    Doi,
    Entry,
    EntryType,
    Extra,
    Isbn,
    Issn,
    Library,
    Name,
    NameRole,
    Origin,
    Pages,
    Record,
    Related,
    Strength,
)
from arxiv2bib.formats.bibtex_fields import VARIABLES as BIBTEX_VARIABLES
from arxiv2bib.formats.csl_variables import DATE_VARIABLES, TEXT_VARIABLES
from arxiv2bib.formats.ris_tags import VARIABLES as RIS_VARIABLES
from arxiv2bib.testing.text_strategies import (
    BIBTEX,
    CONTROLS,
    FRAGMENTS,
    JSON,
    MATH,
    PUNCTUATION,
    RIS,
    SPACES,
    TAGS,
    TEX,
    WORDS,
    markups,
    plain_texts,
    surrogate_texts,
    texts,
)
from arxiv2bib.testing.value_strategies import (
    arxiv_ids,
    date_parts,
    dates,
    dois,
    isbns,
    issns,
    keys,
    names,
    pages,
    plain_arxiv_ids,
    plain_dates,
    plain_dois,
    plain_keys,
    plain_names,
    plain_pages,
    urls,
)

__all__ = [
    "BIBTEX",
    "CONTROLS",
    "FRAGMENTS",
    "FULL_ENTRY",
    "JSON",
    "MATH",
    "PUNCTUATION",
    "RIS",
    "SPACES",
    "TAGS",
    "TEX",
    "TEXT_FIELDS",
    "WORDS",
    "arxiv_ids",
    "arxiv_infos",
    "blocks",
    "claims",
    "contributors",
    "date_parts",
    "dates",
    "dois",
    "entries",
    "entries_of",
    "entry_types",
    "extras",
    "isbns",
    "issns",
    "keys",
    "libraries",
    "markups",
    "name_lists",
    "names",
    "origins",
    "pages",
    "plain_arxiv_ids",
    "plain_arxiv_infos",
    "plain_dates",
    "plain_dois",
    "plain_entries",
    "plain_keys",
    "plain_names",
    "plain_pages",
    "plain_texts",
    "preprints",
    "raw_fields",
    "records",
    "related",
    "roles",
    "surrogate_entries",
    "surrogate_texts",
    "text_lists",
    "texts",
    "urls",
    "variables",
    "versions",
]

# Parts of entries

roles = st.sampled_from(NameRole)
entry_types = st.sampled_from(EntryType)
name_lists = st.lists(names, max_size=4).map(tuple)
contributors = st.builds(Contributor, roles, name_lists)
related = st.builds(Related, relation=st.sampled_from(["is-preprint-of", "has-version", ""]) | texts, identifier=texts)
versions = st.builds(ArxivVersion, number=st.integers(0, 50), submitted=st.none() | dates)
extras = st.builds(
    Extra,
    st.sampled_from(["bibtex", "biblatex", "ris", "csl-json", "arxiv-digest", ""]),
    st.one_of(
        st.sampled_from(
            [
                "file",
                "title",
                "Title",
                "archiveprefix",
                "x-y",
                "mycustom",
                "KW",
                "",
                "a b",
                "1x",
                "year",
                "crossref",
                "options",
                "FILE",
            ]
        ),
        texts,
    ),
    texts,
)
_variable_names = sorted({*BIBTEX_VARIABLES, *RIS_VARIABLES, *TEXT_VARIABLES, *DATE_VARIABLES})
variables = st.tuples(
    st.sampled_from([*_variable_names, "custom-variable"]) | texts,
    texts | st.sampled_from(["2004-06-12", "2004~", "7"]),
)
text_lists = st.lists(texts, max_size=3).map(tuple)
_categories = st.sampled_from(["cs.CV", "math.AG", "hep-th", "q-bio.NC", "physics.acc-ph"])

plain_arxiv_infos = st.builds(
    lambda made, categories: ArxivInfo(id=made, primary_category=categories[0], categories=tuple(categories)),
    plain_arxiv_ids,
    st.lists(_categories, min_size=1, max_size=3, unique=True),
)
arxiv_infos = st.builds(
    ArxivInfo,
    id=st.none() | arxiv_ids,
    primary_category=st.none() | _categories | texts,
    categories=st.lists(_categories | texts, max_size=3).map(tuple),
    comment=st.none() | markups,
    journal_ref=st.none() | texts,
    doi=st.none() | dois.map(str) | texts,
    license=st.none() | texts,
    report_number=st.none() | texts,
    msc_class=text_lists,
    acm_class=text_lists,
    versions=st.lists(versions, max_size=2).map(tuple),
)

claims = st.builds(
    Claim,
    field=st.sampled_from(["title", "doi", "issued", "volume", "author"]),
    value=st.one_of(texts, st.integers(), entry_types, dates, dois, pages, name_lists, text_lists),
    source=st.sampled_from(["journal_ref", "crossref", "comment"]),
    strength=st.sampled_from(Strength),
    evidence=st.none() | texts,
    retrieved=st.none() | st.just("2026-01-31"),
)

# The raw layer

_span = st.tuples(st.integers(0, 99), st.integers(0, 99))
raw_fields = st.tuples(texts, texts, st.none() | _span)
records = st.builds(
    Record,
    st.sampled_from(["arxiv-digest", "bibtex", "ris"]),
    st.none() | texts,
    st.none() | keys,
    st.lists(raw_fields, max_size=3).map(tuple),
    _span,
    st.integers(1, 999),
    texts,
)
origins = st.builds(Origin, texts, records)
blocks = st.builds(
    Block,
    kind=st.sampled_from(BlockKind),
    raw=texts,
    line=st.integers(1, 999),
    source=st.none() | texts,
    key=st.none() | keys,
)

# Entries

TEXT_FIELDS = (
    "url", "version", "native_type", "short_title", "container_title", "container_title_short", "collection_title",
    "collection_number", "volume", "issue", "article_number", "number", "edition", "publisher", "publisher_place",
    "event_title",
    "event_place", "genre", "status", "language", "note", "annote", "abstract", "title",
)  # fmt: skip
"""The fields of an entry that are text or markup."""


Fields = Mapping[str, st.SearchStrategy[object]]


def _any_fields(text: st.SearchStrategy[str]) -> Fields:
    return {
        **dict.fromkeys(TEXT_FIELDS, text),
        "url": text | urls,
        "author": name_lists,
        "editor": name_lists,
        "contributors": st.lists(contributors, max_size=3).map(tuple),
        "truncated": st.lists(roles, max_size=2, unique=True).map(tuple),
        "issued": dates,
        "submitted": dates,
        "updated": dates,
        "accessed": dates,
        "page": pages,
        "doi": dois,
        "arxiv": arxiv_infos,
        "keyword": text_lists,
        "isbn": st.lists(isbns, max_size=2).map(tuple),
        "issn": st.lists(issns, max_size=2).map(tuple),
        "related": st.lists(related, max_size=2).map(tuple),
        "variables": st.lists(variables, max_size=3).map(tuple),
        "extra": st.lists(extras, max_size=3).map(tuple),
        "claims": st.lists(claims, max_size=1).map(tuple),
        "origin": origins,
    }


@st.composite
def entries_of(draw: st.DrawFn, required: Fields, optional: Fields, *, most: int = 12) -> Entry:
    """Return an entry with all the *required* fields and up to *most* of the *optional* ones."""
    chosen = draw(st.lists(st.sampled_from(list(optional)), max_size=most, unique=True))
    values = {name: draw(strategy) for name, strategy in required.items()}
    return Entry().evolve(**values, **{name: draw(optional[name]) for name in chosen})


entries = entries_of({"type": entry_types, "key": st.none() | keys}, _any_fields(texts))
"""Any entry that the model can hold, but for lone surrogates."""

surrogate_entries = entries_of({"type": entry_types, "key": st.none() | surrogate_texts}, _any_fields(surrogate_texts))
"""Any entry, with lone surrogates in its texts."""

_PLAIN_TYPES = "article article-journal book chapter paper-conference report thesis dataset"

plain_entries = entries_of(
    {
        "type": st.sampled_from([EntryType(name) for name in _PLAIN_TYPES.split()]),
        "key": plain_keys,
        "title": plain_texts,
        "author": st.lists(plain_names, min_size=1, max_size=4).map(tuple),
        "issued": plain_dates,
    },
    {
        "container_title": plain_texts,
        "publisher": plain_texts,
        "publisher_place": plain_texts,
        "volume": st.integers(1, 999).map(str),
        "issue": st.integers(1, 12).map(str),
        "page": plain_pages,
        "doi": plain_dois,
        "url": st.just("https://www.example.org/paper"),
        "abstract": plain_texts,
        "arxiv": plain_arxiv_infos,
        "keyword": st.lists(plain_texts, max_size=3).map(tuple),
        "language": st.sampled_from(["en", "de-AT"]),
    },
)
"""Entries as real bibliographies have them: a key, a title, persons, a date, and some more."""

preprints = entries_of(
    {
        "type": st.just(EntryType.ARTICLE),
        "key": plain_keys,
        "title": markups,
        "author": name_lists,
        "issued": plain_dates,
        "arxiv": arxiv_infos,
        "doi": plain_arxiv_ids.map(lambda made: made.doi),
    },
    {
        "version": st.integers(1, 9).map(str),
        "abstract": markups,
        "updated": plain_dates,
        "note": markups,
        "status": st.sampled_from(["accepted", "accepted", "retracted", "", " accepted"]),
    },
)
"""Preprints, with anything at all in what their authors said of them."""

libraries = st.lists(st.one_of(entries, blocks), max_size=4).map(Library)
"""Libraries of entries and blocks."""

FULL_ENTRY = Entry(
    type=EntryType.PAPER_CONFERENCE,
    key="vaswani2017attention",
    title="Attention Is <i>All</i> You Need: $O(n^2)$",
    short_title="Attention",
    author=(
        Name(family="Vaswani", given="Ashish"),
        Name(family="Beethoven", given="Ludwig", non_dropping_particle="van", suffix="Jr."),
        Name(literal="The Łódź Group"),
    ),
    editor=(Name(family="Guyon", given="Isabelle"),),
    contributors=(
        Contributor(NameRole.TRANSLATOR, (Name(family="Gödel", given="Kurt"),)),
        Contributor(NameRole.ILLUSTRATOR, (Name(family="Knuth", given="Donald E."),)),
    ),
    truncated=(NameRole.AUTHOR,),
    issued=Date(start=(2017, 12, 4)),
    submitted=Date(start=(2017, 6, 12)),
    updated=Date(start=(2023, 8, 2)),
    accessed=Date(start=(2026, 1, 31)),
    container_title="Advances in Neural Information Processing Systems",
    container_title_short="NeurIPS",
    collection_title="NIPS",
    collection_number="30",
    volume="30",
    issue="2",
    page=Pages(first="5998", last="6008"),
    article_number="e12",
    number="7",
    edition="2",
    publisher="Curran",
    publisher_place="Long Beach",
    event_title="NIPS 2017",
    event_place="Long Beach, CA",
    genre="paper",
    status="published",
    version="7",
    language="en",
    note="A note.",
    annote="An annotation.",
    abstract="The dominant models are <b>complex</b>.",
    keyword=("attention", "translation", "sequence models"),
    url="https://www.example.org/paper",
    doi=Doi("10.1000/182"),
    isbn=(Isbn("978-3-16-148410-0"), Isbn("978-0-306-40615-7")),
    issn=(Issn("1049-5258"), Issn("2049-3630")),
    related=(Related(relation="has-preprint", identifier="10.48550/arXiv.1706.03762"),),
    arxiv=ArxivInfo(
        id=ArxivId("1706.03762"),
        primary_category="cs.CL",
        categories=("cs.CL", "cs.LG", "stat.ML"),
        comment="15 pages",
        journal_ref="NIPS 2017",
        license="CC0",
        msc_class=("68T50", "68T07"),
        acm_class=("I.2.7",),
        versions=(ArxivVersion(number=1, submitted=Date(start=(2017, 6, 12))), ArxivVersion(number=7)),
    ),
    variables=(("call-number", "Q1"), ("PMID", "123"), ("scale", "1:10"), ("dimensions", "3")),
    extra=(Extra("bibtex", "file", "a.pdf"), Extra("ris", "C1", "first"), Extra("bibtex", "rating", "5")),
)
"""An entry with a value in every field but the claims and the origin."""
