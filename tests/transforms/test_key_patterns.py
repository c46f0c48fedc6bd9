"""Patterns in the words of JabRef and Better BibTeX: what they make, and what is said of those that are none."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib import ArxivInfo, Date, Doi, Entry, EntryType, InvalidValueError, Name, NameRole, Pages, assign_keys
from arxiv2bib.testing import strategies
from arxiv2bib.transforms.key_parts import PARTS
from arxiv2bib.transforms.key_patterns import DEFAULT_PATTERN, compile_pattern

NEWTON = Name(family="Newton", given="Isaac")
MAXWELL = Name(family="Maxwell", given="James Clerk")
EINSTEIN = Name(family="Einstein", given="Albert", non_dropping_particle="von der")
BOHR = Name(family="Bohr", given="Niels")
OBRIEN = Name(family="O'Brien", given="Éamon")
TEAM = Name(literal="ATLAS Collaboration")


def work(*authors: Name, title: str = "An awesome paper on JabRef", **fields: object) -> Entry:
    """Return an entry of the example that both programs' documentation has."""
    return Entry(author=authors, title=title, issued=Date(start=(2020, 9, 5))).evolve(**fields)


def key_of(entry: Entry, pattern: str) -> str | None:
    """Return the key that *entry* gets by *pattern*."""
    return next(assign_keys([entry.evolve(key=None)], pattern)).key


ALL = (NEWTON, MAXWELL, EINSTEIN, BOHR, OBRIEN)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        # one, two, three and five authors
        ("auth", ("Newton", "Newton", "Newton", "Newton")),
        ("auth3", ("New", "New", "New", "New")),
        ("auth3_2", ("untitled", "Max", "Max", "Max")),
        ("authEtAl", ("Newton", "NewtonMaxwell", "NewtonEtAl", "NewtonEtAl")),
        ("auth.etal", ("Newton", "Newton.Maxwell", "Newton.etal", "Newton.etal")),
        ("authEtal2", ("Newton", "Newton.Maxwell", "Newton.etal", "Newton.etal")),
        ("auth.auth.ea", ("Newton", "Newton.Maxwell", "Newton.Maxwell.ea", "Newton.Maxwell.ea")),
        ("authAuthEa", ("Newton", "Newton.Maxwell", "Newton.Maxwell.ea", "Newton.Maxwell.ea")),
        ("authors", ("Newton", "NewtonMaxwell", "NewtonMaxwellEinstein", "NewtonMaxwellEinsteinBohrOBrien")),
        ("authors2", ("Newton", "NewtonMaxwell", "NewtonMaxwellEtAl", "NewtonMaxwellEtAl")),
        ("authorsAlpha", ("New", "NM", "NME", "NME+")),
        ("authshort", ("Newton", "NM", "NME", "NME+")),
        ("authIni", ("N", "NM", "NME", "NMEBO")),
        ("authIni4", ("Newt", "NeMa", "NeME", "NMEB")),
        ("authorIni", ("Newto", "NewtoM", "NewtoME", "NewtoMEBO")),
        ("authorLast", ("Newton", "Maxwell", "Einstein", "OBrien")),
        ("authForeIni", ("I", "I", "I", "I")),
        ("authorLastForeIni", ("I", "J", "A", "E")),
        ("authFirstFull", ("Newton", "Newton", "Newton", "Newton")),
        ("author", ("IsaacNewton", "IsaacNewtonandJamesClerkMaxwell", None, None)),
    ],
)
def test_authors(pattern: str, expected: tuple[str | None, ...]) -> None:
    """The marks for authors say what JabRef's documentation says of them."""
    for count, key in zip((1, 2, 3, 5), expected, strict=True):
        if key is not None:
            assert key == key_of(work(*ALL[:count]), f"[{pattern}]")


def test_a_list_that_goes_on() -> None:
    """A list that ends in "and others" counts as one of more authors."""
    entry = work(NEWTON, MAXWELL, truncated=(NameRole.AUTHOR,))
    patterns = ("authEtAl", "auth.etal", "authors2", "authorsAlpha")
    assert ["NewtonEtAl", "Newton.etal", "NewtonMaxwellEtAl", "NM+"] == [
        key_of(entry, f"[{name}]") for name in patterns
    ]


def test_particles_and_groups() -> None:
    """A particle is in the name where the mark asks for it; of a group it is the first word."""
    assert "vonderEinstein" == key_of(work(EINSTEIN), "[authFirstFull]")
    assert "ATLAS.Bohr" == key_of(work(TEAM, BOHR), "[auth.etal]")


def test_editors() -> None:
    """Editors stand in for authors, unless the mark says pure; marks of their own name the editors only."""
    book = work(editor=(NEWTON, MAXWELL))
    both = work(BOHR, editor=(NEWTON, MAXWELL))
    assert ("Newton", "2020", "Newton") == tuple(key_of(book, p) for p in ("[auth]", "[pureauth][year]", "[edtr]"))
    assert ("Bohr", "Bohr", "NewtonMaxwell", "Maxwell", "NM", "Newton.Maxwell", "New") == tuple(
        key_of(both, f"[{name}]")
        for name in ("auth", "pureauth", "editors", "editorLast", "edtrshort", "edtr.edtr.ea", "edtr3")
    )


@pytest.mark.parametrize(
    ("expected", "pattern"),
    [
        ("awesomepaperJabRef", "[shorttitle]"),
        ("awesome", "[veryshorttitle]"),
        ("AwesomePaperJabRef", "[title]"),
        ("AnAwesomePaperOnJabRef", "[camel]"),
        ("AnawesomepaperonJabRef", "[fulltitle]"),
        ("apJ", "[shorttitleINI]"),
        ("AAPOJ", "[camel:abbr]"),
        ("APJ", "[title:abbr]"),
        ("AapoJ", "[fulltitle:abbr]"),
        ("AwesomePaperJabRef", "[shorttitle:capitalize]"),
        ("AnAwesomePaperonJabref", "[fulltitle:titlecase]"),
        ("Anawesomepaperonjabref", "[fulltitle:sentencecase]"),
        ("Anaw", "[fulltitle:truncate5]"),
        ("AWESOME", "[veryshorttitle:upper]"),
        ("none", "[volume:(none)]"),
        ("2020", "[year:(none)]"),
        ("20", "[shortyear]"),
        ("0905", "[month][day]"),
        ("2020-09-05", "[date]"),
        ("7", "[firstpage]"),
        ("97", "[lastpage]"),
        ("L", "[pageprefix]"),
        ("graphs", "[keyword2]"),
        ("deeplearninggraphs", "[keywords2]"),
        ("Inproceedings", "[entrytype]"),
        ("JoFB", "[journal:abbr]"),
        ("JournalofFishBiology12", "[journaltitle][volume]"),
        ("10.1000/182", "[doi]"),
        ("Newton2020", "[auth][year]"),
    ],
)
def test_the_rest_of_jabref(expected: str, pattern: str) -> None:
    """Titles, dates, pages, keywords and fields, with modifiers."""
    entry = work(
        NEWTON,
        page=Pages(literal="L7,41,73--97"),
        keyword=("deep learning", "graphs", "x"),
        native_type="inproceedings",
        container_title="Journal of Fish Biology",
        doi=Doi("10.1000/182"),
    )
    entry = entry.evolve(volume="12") if "[volume]" in pattern else entry
    assert expected == key_of(entry, pattern)


@pytest.mark.parametrize(
    ("expected", "formula"),
    [
        ("newton2020", "auth.lower + year"),
        ("newton2020", "auth.lower+year"),
        ("newton2020awesome", "auth.lower + year + shorttitle(1, 1).lower"),
        ("newton2020AwesomePaperjabref", "auth.lower + year + shorttitle(2, 2) + 'jabref'"),
        ("AwesomepaperJabRef", "shorttitle(3, 1)"),
        ("New_Max", 'auth(3) + "_" + auth(n=3, m=2)'),
        ("Max", "auth(m=2, n=3)"),
        ("NewtonMaxwellEtAl2020", "authors(2) + year"),
        ("newton.etal", "authEtal2.lower"),
        ("newtonAndAl", "authEtal2.lower.replace('.ETAL', 'AndAl')"),
        ("awesome_paper_JabRef", "Title.skipwords.condense('_')"),
        ("awesomepaper", "Title.skipwords.select(1, 2)"),
        ("JabRef", "Title.select(5)"),
        ("ewton", "auth.substring(2)"),
        ("ew", "auth.substring(2, 2)"),
        ("x2020", "volume.prefix('v') + 'x' + year"),
        ("v12-x", "Volume.prefix('v').postfix('-') + 'x'"),
        ("nd", "issue.default('nd')"),
        ("2020", "volume | year"),
        ("12", "volume | year"),
        ("2020", "auth.len('>', 20) + volume | year"),
        ("JoFB", "PublicationTitle.abbr"),
        ("JournalofFishBiology", "journal.nopunct"),
        ("Newton", "auth.fold.clean.ascii.alphanum.transliterate.nopunctordash"),
        ("12", "volume.numeric"),
        ("2020", "auth.numeric + year"),
    ],
)
def test_better_bibtex(expected: str, formula: str) -> None:
    """Parts joined with +, filters behind dots, alternatives behind bars, arguments by place or name."""
    entry = work(*ALL[:3], container_title="Journal of Fish Biology")
    if "12" in expected:
        entry = entry.evolve(volume="12")
    assert expected == key_of(entry, formula)


def test_what_is_no_formula() -> None:
    """Text without a part's or a filter's name stands for itself, as ever."""
    assert ["v1.x+y", "comment"] == [key_of(work(NEWTON), pattern) for pattern in ("v1.x+y", "comment")]


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("[author5]", r"unknown part \[author5\].*known: \[auth\]"),
        ("[auth1_2_3]", "unknown part"),
        ("[year4]", "unknown part"),
        ("[auth:truncate]", "unknown part"),
        ("[auth:lower3]", "unknown part"),
        ("[auth:regex(a,b)]", "unknown part"),
        ("[title:camel]", r"with :lower, :upper, :capitalize, .*:truncate"),
        ("auth + yaer", r"unknown part yaer in the key formula; known: auth, .*\n  auth \+ yaer\n         \^"),
        ("auth.lwoer + year", r"unknown filter 'lwoer' in the key formula; known: lower, .*\n  auth.lwoer"),
        ("auth.regex('a', 'b')", "unknown filter 'regex'"),
        ("auth +", r"a part is missing in the key formula; .*\n  auth \+\n        \^"),
        ("auth + year year", "'year' does not belong here"),
        ("auth + /x/", "regular expressions are not understood"),
        ("auth + 'a b'", "'a b' has characters that no key may hold"),
        ("auth(", "a value is missing"),
        ("auth(1", "a bracket is not closed"),
        ("auth(1, 2, 3)", "auth does not take this in the key formula; it takes n, m"),
        ("auth(creator='editor')", "auth does not take this"),
        ("auth('x')", "auth takes numbers"),
        ("year(1)", "it takes nothing"),
        ("auth.select('x')", "start of select is a number"),
        ("auth.condense(1)", "sep of condense is a text"),
        ("auth.replace('x')", "replace needs find and replace"),
        ("auth.len('~', 1)", "len compares with <"),
        ("auth | ", "a part is missing"),
        ("auth + year)", r"'\)' does not belong here"),
    ],
)
def test_what_is_no_pattern(pattern: str, message: str) -> None:
    """A mark, a filter or a sign that is not understood is an error that names those that are."""
    with pytest.raises(InvalidValueError, match=message):
        key_of(work(NEWTON), pattern)


@given(strategies.entries, st.sampled_from(sorted(PARTS)), st.sampled_from(["", ":abbr", ":titlecase", ":truncate3"]))
def test_any_part_of_any_entry(entry: Entry, name: str, modifier: str) -> None:
    """Whatever an entry holds, every part makes a key of it."""
    assert key_of(entry, f"x[{name}{modifier}]")


@given(st.text(alphabet="authyer.lows+|()'\"1,= -_[]:", max_size=16))
def test_any_text_is_a_pattern_or_an_error(pattern: str) -> None:
    """No text breaks the reading of patterns."""
    made = "x"
    try:
        made = compile_pattern(pattern)(work(NEWTON))
    except InvalidValueError as error:
        made = str(error)
    assert isinstance(made, str)


def test_the_usual_pattern_stays_fast() -> None:
    """Ten thousand keys take a fraction of a second."""
    entries = [work(NEWTON, title=f"Paper {n}", arxiv=ArxivInfo(), type=EntryType.ARTICLE) for n in range(10_000)]
    start = time.process_time()
    assert 10_000 == len({entry.key for entry in assign_keys(entries)})
    assert time.process_time() - start < 2


_KEY_WORDS = (
    "The a Deep 3D It's O' Networks: “quoted” Gödel's $x$ <i>x</i> \\emph{x} x-ray U+0301 \u0301 ﬁne - ' an,".split()
)
_titles = st.lists(st.sampled_from([*_KEY_WORDS, " ", " ", "'s", "  "]), max_size=5).map("".join)
_families = st.sampled_from(["Newton", "O'Brien", "van Gogh", "Müller", "李", "", "ß", "Newton2"])


@given(
    title=st.none() | _titles | strategies.texts,
    names=st.lists(st.builds(Name, family=st.none() | _families, literal=st.none() | _families), max_size=2).map(tuple),
    issued=st.none() | strategies.dates,
    submitted=st.none() | strategies.dates,
    is_paper=st.booleans(),
)
def test_the_default_pattern_makes_what_its_parts_say(
    title: str | None, names: tuple[Name, ...], issued: Date | None, submitted: Date | None, is_paper: bool
) -> None:
    """Of most entries its parts are found at once, of others, and by any other pattern, one by one."""
    arxiv = ArxivInfo() if is_paper else None
    entry = Entry(title=title, author=names, issued=issued, submitted=submitted, arxiv=arxiv)
    same = "[auth:lower][year][veryshorttitle:lower:lower]"
    assert compile_pattern(same)(entry) == compile_pattern(DEFAULT_PATTERN)(entry)


@given(entry=strategies.entries | strategies.plain_entries)
def test_the_default_pattern_makes_the_same_of_any_entry(entry: Entry) -> None:
    """Whatever the entry holds."""
    same = "[auth:lower][year][veryshorttitle:lower:lower]"
    assert compile_pattern(same)(entry) == compile_pattern(DEFAULT_PATTERN)(entry)
