"""Hypothesis strategies for every type of the model.

Texts are built from the delimiters of the formats they will meet (TeX's, BibTeX's, RIS's, the markup's own), for random
characters would hardly ever hit one. What a constructor takes, a strategy may give: constructors do not normalise.
``plain_*`` strategies give what a real bibliography holds and a program can be held to reading back unchanged.
"""

import datetime as dt
import re
from collections.abc import Mapping
from functools import partial

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
from arxiv2bib.model.identifiers import OLD_ARCHIVES

# Texts

WORDS = (
    "deep learning of the a Networks CNNs iPhone 3D COVID-19 X-ray K3 U-Net and others et al Gödel naïve Łódź Ørsted "
    "ﬁnite данные 深度学习 نص שלום ภาษา n̈ e\u0301 क्षि 🧮 ß ı İ ŉ ǆ"
).split()
SPACES = (
    " ", "  ", "\t", "\n", "\r", "\r\n", "\n\n", "\u00a0", "\u2009", "\u2028", "\u2029", "\u3000", "\x0b", "\x0c",
    "\x85",
)  # fmt: skip
CONTROLS = (
    "\x00", "\x07", "\x08", "\x1b", "\x1c", "\x1f", "\x7f", "\x80", "\x9f", "\u200b", "\u200e", "\u202e", "\ufeff",
    "\ufffe",
)  # fmt: skip
PUNCTUATION = (*".,;:!?'\"()[]/+*-–—‘’“”…«»·×°€|`´", "--", "---", "``", "''", ",,", "<<", ">>", "?`", "!`")
TEX = (
    *r"{ } \ $ % # & _ ~ ^ < > @ = $$ {} {{ }} \\ \{ \} \$ \% \" \' \textbf \textbf{ \emph{x} \alpha \input".split(),
    *r"\end{document} \verb|x| \url{http://x.org/a_b} \'e {\'e} \"{o} \c{c} \ss ^^M \begin{a} \left( \newline".split(),
    "\\ ",
)
BIBTEX = (
    "@article{a,", "@comment", "@", "},", "\n}\n", '" # "', " # jan", "=", "\n@misc{b, title = {c}}\n", " and ",
    "others", ", Jr., ",
)  # fmt: skip
RIS = ("ER  - ", "TY  - ", "TY  - JOUR", "\nER  - \n", "\nTY  - JOUR\n", "AU  - X", "[arxiv2bib]", "  - ")
TAGS = (
    "<i>", "</i>", "<b>", "</b>", "<sub>", "</sub>", "<sup>", "</sup>", '<span class="nocase">', "</span>",
    '<span style="font-variant:small-caps;">', "<i>x</i>", "<sub>2</sub>", "<br/>", "&lt;", "&amp;", "<", "< ", "x<y",
    "<jats:p>", "</jats:p>", "<p>", "</p>", "&amp;lt;",
)  # fmt: skip
MATH = (
    "$x$", "$x^2$", "$\\alpha$", "$a_{ij}$", "$$E=mc^2$$", "$", "\\$", "$5", "$\\mathcal{O}(n)$", "$\\{$", "$x<y$",
    "$é$", "$%$",
    "$a & b$", "$\\sim$6%", "$\\frac{1}{2}$", "$\\", "$}$", "${$",
)  # fmt: skip
JSON = ("\\u0000", '"', '\\"', "\\n", "null", "</script>", "0", "-1", "1e999")

FRAGMENTS = (WORDS, SPACES, CONTROLS, PUNCTUATION, TEX, BIBTEX, RIS, TAGS, MATH, JSON)


def _joined(pieces: st.SearchStrategy[str], max_size: int) -> st.SearchStrategy[str]:
    return st.lists(pieces, max_size=max_size).map("".join)


# One choice of many: a choice among choices would take twice the time.
_fragment = st.sampled_from([fragment for fragments in FRAGMENTS for fragment in fragments] + [" "] * 40)
_random = st.text(st.characters(exclude_categories=["Cs"]), max_size=4)

texts = st.one_of(_joined(_fragment, 8), _joined(_fragment, 8), _random)
"""Any text without lone surrogates, the empty one too, made of every format's delimiters."""

markups = texts
"""Running text in the model's markup: any text is one."""

# Two halves that stand side by side are one character to JSON, and no longer lone.
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")

surrogate_texts = _joined(
    st.one_of(st.sampled_from(["\ud800", "\udc80", "\udcff", "\udfff", "\ud83d", *WORDS, "$", "{"]), texts), 4
).filter(lambda text: _PAIR.search(text) is None)
"""Texts that may hold lone surrogates, which stand for undecodable bytes."""

_plain_word = st.one_of(
    st.sampled_from(
        "learning networks deep graph theory of in the for via neural Bayesian Gödel naïve Poincaré Łojasiewicz".split()
    ),
    st.text("abcdefghijklmnopqrstuvwxyzäéñ", min_size=2, max_size=8),
    st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=8).map(str.capitalize),
)
plain_texts = st.lists(_plain_word, min_size=1, max_size=8).map(" ".join)
"""Words with single spaces between them: letters, accents, nothing that any format treats specially."""

# Names

_family_words = (
    "Smith",
    "Müller",
    "García Márquez",
    "O'Brien",
    "Saint-Exupéry",
    "de la Cruz",
    "Van den Berg",
    "李",
    "Nguyễn",
    "الخوارزمي",
)
_odd_name_words = (
    "and", "others", "and others", "Barnes and Noble", "Smith, Jr", "{Team}", "}", "{", "von", "de la", "van der",
    "X and , G.", "d'",
    "ATLAS Collaboration", "University of X, Dept. of Y", "Doe, Jr., J.", "~", "\\", "\\'E", "$x$", "%", "", " ",
    "\n", "#", "J.", "J.-P.",
    "e\u0301cole", "\u202eשם", ",", "--", "et al.", "A", "é", "\x00", "-", "ß", "lower case words Here", "AND",
    "eXample Name",
)  # fmt: skip
_name_part = st.one_of(st.sampled_from(_family_words), st.sampled_from(_odd_name_words), texts)
_particle = st.one_of(st.sampled_from(["von", "van der", "de", "de la", "d'", "al-", "Van", "", "of the"]), _name_part)
_suffix = st.one_of(st.sampled_from(["Jr.", "III", "Sr", "PhD, MD", ""]), _name_part)

names = st.one_of(
    st.builds(lambda family, given: Name(family=family, given=given), _name_part, _name_part),
    st.builds(
        Name,
        family=_name_part,
        given=st.none() | _name_part,
        non_dropping_particle=st.none() | _particle,
        dropping_particle=st.none() | _particle,
        suffix=st.none() | _suffix,
        literal=st.none(),
    ),
    st.builds(lambda given: Name(given=given), _name_part),
    st.builds(lambda literal: Name(literal=literal), _name_part),
    st.just(Name()),
)
"""Any name: persons, groups, one-word names, and parts full of commas, braces, "and" and lower-case words."""

_plain_name_word = (
    st.text("abcdefghijklmnopqrstuvwxyzäéñöš", min_size=2, max_size=9)
    .map(str.capitalize)
    .filter(lambda word: word not in ("Jr", "Sr", "Jnr", "Snr", "Esq", "And"))
)
plain_names = st.one_of(
    st.builds(
        lambda family, given: Name(family=family, given=given),
        st.lists(_plain_name_word, min_size=1, max_size=2).map("-".join),
        st.lists(_plain_name_word, min_size=1, max_size=2).map(" ".join),
    ),
)
"""Persons with a family name and a given name, as every format and program understands them."""

# Dates

_year = st.one_of(st.integers(1, 2100), st.integers(-9999, 9999), st.sampled_from([0, 10_000, -10_000, 10**30]))
_day_parts = st.dates(dt.date(1000, 1, 1), dt.date(2999, 12, 31)).map(lambda day: (day.year, day.month, day.day))
date_parts: st.SearchStrategy[tuple[int, ...]] = st.one_of(
    _day_parts,
    _day_parts.map(lambda parts: parts[:2]),
    _day_parts.map(lambda parts: parts[:1]),
    _year.map(lambda year: (year,)),
)
"""Year, year and month or the whole day; years of any size."""

_odd_parts: st.SearchStrategy[tuple[int, ...]] = st.lists(st.integers(-1, 40), min_size=1, max_size=4).map(tuple)

plain_dates = _day_parts.flatmap(lambda parts: st.sampled_from([parts, parts[:2], parts[:1]])).map(
    lambda parts: Date(start=parts)
)
"""A year, a month or a day of the last thousand years."""

dates = st.one_of(
    plain_dates,
    st.builds(lambda start, circa: Date(start=start, circa=circa), date_parts, st.booleans()),
    st.builds(
        lambda start, end, circa: Date(start=start, end=end, circa=circa),
        date_parts,
        date_parts | st.just(()),
        st.booleans(),
    ),
    st.builds(lambda end, circa: Date(end=end, circa=circa), date_parts, st.booleans()),
    st.builds(
        lambda parts, season, circa: Date(start=parts[:1], season=season, circa=circa),
        date_parts,
        st.integers(1, 4),
        st.booleans(),
    ),
    st.builds(
        lambda literal: Date(literal=literal),
        st.one_of(st.sampled_from(["in press", "n.d.", "12 June [2017]", "2004/2005", ""]), texts),
    ),
    st.builds(
        lambda start, end, season, circa: Date(start=start, end=end, season=season, circa=circa),
        date_parts | _odd_parts,
        st.none() | date_parts | _odd_parts,
        st.none() | st.integers(-1, 6),
        st.booleans(),
    ),
    st.just(Date()),
)
"""Dates of every form: points, ranges open at either end, seasons, uncertain ones, words; and days that never were."""

# Identifiers

_digits = partial(st.text, "0123456789")
plain_arxiv_ids = st.one_of(
    st.builds(ArxivId, st.from_regex(r"(0[7-9]|1[0-4])(0[4-9]|1[0-2])\.[0-9]{4}", fullmatch=True)),
    st.builds(ArxivId, st.from_regex(r"(1[5-9]|2[0-9])(0[1-9]|1[0-2])\.[0-9]{5}", fullmatch=True)),
    st.builds(
        ArxivId, st.from_regex(r"9[1-9](0[1-9]|1[0-2])[0-9]{3}", fullmatch=True), st.sampled_from(sorted(OLD_ARCHIVES))
    ),
)
"""Identifiers of every form in use, without a version."""

arxiv_ids = st.one_of(
    plain_arxiv_ids,
    st.builds(lambda made, version: ArxivId(made.number, made.archive, version), plain_arxiv_ids, st.integers(1, 99)),
    st.builds(ArxivId, texts, st.none() | texts, st.none() | st.integers(0, 5), st.none() | texts),
)
"""Identifiers, versioned or not, and what is none."""

plain_dois = st.from_regex(r"10\.[1-9][0-9]{3}/[a-z]([a-zA-Z0-9./-]{0,9}[0-9])?", fullmatch=True).map(Doi)
"""DOIs of letters, digits and the signs that need no escape anywhere."""

dois = st.one_of(
    plain_dois,
    st.builds(lambda prefix, suffix: Doi(f"10.{prefix}/{suffix}"), _digits(min_size=4, max_size=5), texts.filter(bool)),
    st.sampled_from([
        Doi("10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O"), Doi("10.1000/a_b#c%d&e"),
        Doi("10.48550/arXiv.1706.03762"),
        Doi("10.1000/a%20b"), Doi(""), Doi("10.1000/{x}"), Doi("10.1000/ü"),
    ]),
)  # fmt: skip
"""DOIs with every sign that a DOI may hold, and what is none."""

isbns = st.one_of(st.from_regex(r"97[89]-[0-9]-[0-9]{4}-[0-9]{4}-[0-9]", fullmatch=True), texts).map(Isbn)
issns = st.one_of(st.from_regex(r"[0-9]{4}-[0-9]{3}[0-9X]", fullmatch=True), texts).map(Issn)

_page = st.one_of(st.sampled_from(["1", "S12", "xiv", "061102", "e1-3", "12--15", "", "A.7", "1–2"]), texts)
plain_pages = st.builds(
    lambda first, length: Pages(first=str(first), last=str(first + length)), st.integers(1, 999), st.integers(1, 99)
)
pages = st.one_of(
    plain_pages,
    st.builds(lambda first, last: Pages(first=first, last=last), _page, st.none() | _page),
    st.builds(lambda literal: Pages(literal=literal), st.none() | texts),
)

urls = st.one_of(
    st.sampled_from([
        "https://arxiv.org/abs/1706.03762", "http://x.org/a_b?c=d&e=%20#f~g", "https://x.org/{a}\\b^c",
        "https://例え.jp/ü",
        "ftp://x.org/a,b;c", "www.x.org", "", "urn:isbn:123",
    ]),
    texts.map(lambda text: f"https://x.org/{text}"),
    texts,
)  # fmt: skip

plain_keys = st.from_regex(r"[a-z]{2,10}[12][0-9]{3}[a-z]{1,10}", fullmatch=True)
"""Keys as arxiv2bib makes them."""

keys = st.one_of(
    plain_keys,
    st.sampled_from([
        "https://doi.org/10.48550/arxiv.1706.03762", "a b", "a,b", "", "Müller2020", "李2020", "a{b}", "{", "@a", "#",
        "a'b", 'a"b', "DBLP:x/y/Z+1",
        "1706.03762v7", "a%b", "a\\b", "a~b", "=", "()", "comment", "a\nb", "  ", "é", "a\u2028b", "+", "a&b", "a_b",
        "*", "string", "\x00",
    ]),
    texts,
)  # fmt: skip
"""Citation keys of other people's making: addresses, spaces, any script, none at all."""

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

plain_entries = entries_of(
    {
        "type": st.sampled_from(
            [
                EntryType.ARTICLE,
                EntryType.ARTICLE_JOURNAL,
                EntryType.BOOK,
                EntryType.CHAPTER,
                EntryType.PAPER_CONFERENCE,
                EntryType.REPORT,
                EntryType.THESIS,
                EntryType.DATASET,
            ]
        ),
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
    {"version": st.integers(1, 9).map(str), "abstract": markups, "updated": plain_dates, "note": markups},
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
