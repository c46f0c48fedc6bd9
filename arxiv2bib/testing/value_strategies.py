"""Names, dates, identifiers and keys for the strategies: whatever the model can hold, or plain."""

import datetime as dt
from functools import partial

from hypothesis import strategies as st

from arxiv2bib import ArxivId, Date, Doi, Isbn, Issn, Name, Pages
from arxiv2bib.model.identifiers import OLD_ARCHIVES
from arxiv2bib.testing.text_strategies import texts

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
