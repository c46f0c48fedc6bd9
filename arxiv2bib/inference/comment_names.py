"""Where the name of a venue begins and ends in running text, and which names are known."""

from functools import cache, lru_cache

from arxiv2bib.data import read_rows
from arxiv2bib.data.calendar import MONTH_NUMBERS
from arxiv2bib.data.venues import is_place
from arxiv2bib.text.expressions import compile_late

# What stands before is looked at behind the figures: an expression that begins with them is searched faster.
YEAR = compile_late(r"(?:19[89]\d|20[0-4]\d)(?<![\d.,/]\d{4})(?![\d/]|\.\d)")
_DAY = compile_late(r"-(?:0[1-9]|1[0-2])-[0-3]\d(?!\d)")  # Accepted in Quantum 2020-02-14
_DIGIT = compile_late(r"\d")
_STUCK_YEAR = compile_late(r"(?:[A-Za-z)][-'’`´_]{0,2}|^['’`´]|^)((?:19[89]|20[0-4])\d|\d\d)\Z")
# Two capitals at least, and short: CVPR, NeurIPS, 3DV, RA-L, C&G.
_ACRONYM = compile_late(r"(?=[\w&/+-]*[A-Z][\w&/+-]*[A-Z])[A-Z0-9][A-Za-z0-9&/+-]{1,14}\Z")
ORGANISATIONS = frozenset(
    "ieee acm cvf iapr isprs spie springer elsevier iet osa usenix siam eurasip ieee/cvf ieee/acm ieee/rsj"
    " acm/ieee ieee/cvpr ieee/iapr ieee-cvf aaai/acm acm/aaai cvf/ieee rsj the annual international".split()
)
_LINKS = frozenset(
    "of on and for the in & to with through de la le les du des et für der die das und del y e i a an by via into"
    " as from its using or meets della delle degli di".split()
)
_MONTHS = frozenset(MONTH_NUMBERS) - {"may"}  # which is a verb, too
# Words that end a name though they may have a capital: what follows is said of something else.
_STOPS = _MONTHS.union(
    "code codes project projects oral orals spotlight poster posters highlight paper papers camera camera-ready"
    " copyright doi vol volume no number pages page pp special github website webpage homepage demo dataset"
    " datasets see our this accepted submitted published accept acceptance is was will has have which where that"
    " who held during full long short regular supplementary supplemental both equal issn isbn issue arxiv preprint"
    " updated added revised honorable extended version please available id includes include contains also we it"
    " under not but note main findings selected early rejected under-review minor major submission revision"
    " oral-presentation as date tokyo published: volumes editor editors eds ed invited demonstration"
    " proceedings".split()
)
MONTH = (
    "(?:Jan(?:uary)?|Feb(?:ruary|uary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
"""A month, and no word that begins like one: ``Decision Support Systems``, ``Marine Biology``."""
# Names in small letters: 19th international workshop on combinatorial image analysis.
_SMALL_NOUNS = frozenset(
    "workshop workshops international national conference symposium journal transactions congress european annual"
    " biennial biannual".split()
)
_TOPIC_NOUNS = frozenset({"Journal", "Transactions", "Conference", "Symposium", "Annals", "Workshop"})
# What a name with a topic in small letters ends in: AI for content creation workshop, Data compression conference.
_LAST_NOUNS = frozenset({"workshop", "conference", "symposium", "congress"})
_SAID_AS = compile_late(r"(?:an?|part) |[\"“]")  # CVPR as an oral, MICCAI as part of
_FARTHEST_NOUN = 6
_CAPITAL_WITHIN = compile_late(r"[a-z]{1,2}-?[A-Z][A-Za-z]+\Z")  # eXplainable, at-Home
_VERBS = frozenset(
    "will is was are were has have been be held which that where who we to see at as under during before".split()
)
_BEFORE_IN = frozenset(
    "advances frontiers computers techniques methods trends models reviews sensors progress topics applications"
    " research robotics ai ml learning acm computing annals surveys developments communications reports"
    " mathematics engineering lecture notes innovations transactions journal optimization graphics science"
    " sciences physics development".split()
)
_LISTED = compile_late(
    r"(?:[A-Z0-9][\w/'’-]*(?: [\w/'’-]+){0,3}, ){0,6}"
    r"(?:[A-Z0-9][\w/'’-]*(?: (?!and )[\w/'’-]+){0,3},? )?(?:and|And|&) (?:the )?[A-Z0-9]"
)
_MOST_WORDS = 30
_EARLIEST_SHORT, _LATEST_SHORT = 80, 49
"""The years that two digits can be: 1980 to 2049."""


@cache
def known_acronyms() -> frozenset[str]:
    """Return the acronyms of conferences in lower case: ``cvpr``, ``acm mm``."""
    names = set()
    for row in read_rows("venues.txt"):
        names.add(row[0].lower())
        names.update(other.strip().lower() for other in row[2].split(";") if _is_short(other.strip()))
    return frozenset(names - _AMBIGUOUS)


@cache
def known_conferences() -> frozenset[str]:
    """Return the names and acronyms of conferences in lower case."""
    names = set(known_acronyms())
    for row in read_rows("venues.txt"):
        names.add(row[1].lower())
        names.update(other.strip().lower() for other in row[2].split(";"))
    return frozenset(names - {""})


@cache
def names_of_conferences() -> dict[str, str]:
    """Return the full names of conferences and workshops by their acronyms, both in lower case."""
    found: dict[str, str] = {}
    for row in read_rows("venues.txt"):
        for name in (row[0], *filter(_is_short, map(str.strip, row[2].split(";")))):
            found.setdefault(name.lower(), row[1].lower())
    return found


@cache
def known_names() -> frozenset[str]:
    """Return the names, abbreviations and acronyms of journals and conferences in lower case."""
    names = set(known_conferences())
    for row in read_rows("journal_names.txt"):
        names.update((row[0].lower(), row[1].lower()))
        names.update(other.strip().lower() for other in row[2].split(";"))
    return frozenset(names - {""} - _AMBIGUOUS)


@cache
def known_beginnings() -> dict[str, tuple[str, ...]]:
    """Return the known names of several words by their first word, the longest first."""
    found: dict[str, list[str]] = {}
    for name in sorted(known_names(), key=len, reverse=True):
        head, _, tail = name.partition(" ")
        if tail and tail[-1] != ")":
            spellings = dict.fromkeys((name, name.replace(" and ", " & "), name.replace(" & ", " and ")))
            found.setdefault(head.rstrip(",:"), []).extend(spellings)
    return {head: tuple(names) for head, names in found.items()}


_AMBIGUOUS = frozenset(
    "ai ml cv vision robotics data is nature science date bib code tip graphics image sensors web".split()
)


def _is_short(name: str) -> bool:
    return bool(name) and name.count(" ") <= 1 and sum(map(str.isupper, name)) >= 2 and len(name) <= 16


@lru_cache(maxsize=4096)
def is_acronym(word: str) -> bool:
    """Whether *word* looks like the acronym of a venue, or is a known one."""
    return (_ACRONYM.match(word) is not None and word.lower() not in ORGANISATIONS) or word.lower() in known_acronyms()


@lru_cache(maxsize=4096)
def take_year(text: str) -> tuple[str, int | None]:
    """Return *text* without the year in it, and the year: ``CVPR'21`` is ``CVPR`` of 2021."""
    if _DIGIT.search(text) is None:
        return text, None
    found = YEAR.search(text)
    if found is not None:
        before = text[: found.start()].rstrip(" ,'’`´-–_(:@#*")
        end = day.end() if (day := _DAY.match(text, found.end())) is not None else found.end()
        after = text[end:].strip(" ,-–)'’:")
        return f"{before} {after}".strip(), int(found[0])
    last = text.rpartition(" ")[2]
    found = _STUCK_YEAR.search(last)
    if found is None:
        return text, None
    stem = text[: len(text) - len(found[1])].rstrip(" ,'’`´-_")
    if (
        not stem
        or stem[-1].isdigit()
        or not (found.start() or last[0] in "'’`´" or is_acronym(stem.rpartition(" ")[2]))
    ):
        return text, None
    year = int(found[1])
    if _LATEST_SHORT < year < _EARLIEST_SHORT:
        return stem, None  # MICRO-53 is the fifty-third
    return stem, year if year > 99 else year + (1900 if year > 70 else 2000)


def cut_name(text: str) -> tuple[str, str]:
    """Return the name that *text* begins with, a year behind it included, and what is left.

    Words are taken while they can belong to one name: with a capital, or small ones that join such.
    """
    words = text.split(" ", _MOST_WORDS)[:_MOST_WORDS]
    end = position = 0
    is_lower = False
    for index, word in enumerate(words):
        start = position
        position += len(word) + 1
        bare = word.rstrip('.,:;!?"”')
        if bare == "as" and index and _SAID_AS.match(" ".join(words[index + 1 : index + 3])):
            break
        if not bare or bare[0] in "([{|*#<→\x1f©" or bare in ("–", "—", "-", "--", "->", "=>", "@", "at"):
            break
        if index and not _belongs(words, index, bare, is_lower=is_lower):
            break
        is_lower = is_lower or bare in _SMALL_NOUNS or _opens_small_topic(words, index)
        opening = bare.find("(", 1)
        if opening > 0:
            end = start + opening
            break
        end = start + len(bare)
        if _is_end(words, index, word, bare):
            break
        end = start + len(word)
    name = text[:end].rstrip(" ,:;-–")
    while (last := name.rpartition(" "))[2] in _LINKS and last[0]:
        name = last[0].rstrip(" ,:;-–")
    return name, text[end:]


def _belongs(words: list[str], index: int, bare: str, *, is_lower: bool) -> bool:
    """Whether the word *bare* at *index* goes on with the name; *is_lower*: the name is in small letters."""
    lowered = bare.lower()
    previous = words[index - 1].lower()
    if (bare[0].islower() and not _CAPITAL_WITHIN.match(bare)) or bare == "&":
        if lowered in _SMALL_NOUNS or lowered == "in-the-wild" or _leads_to_noun(words, index):
            return True
        if lowered not in _LINKS:
            return is_lower and lowered not in _STOPS and lowered not in _VERBS
        if not _goes_on(words, index) and not is_lower:
            return _opens_small_topic(words, index)
        if lowered == "in" and index == 1 and _is_known_with_in(words):
            return True
        return lowered != "in" or previous in _BEFORE_IN or not _is_place(words, index)
    if (
        len(bare) <= 2
        and bare.isdigit()
        and index + 1 < len(words)
        and words[index + 1].rstrip(".,").lower() in _MONTHS
    ):
        return False  # Astronomy and Computing 15 Feb
    return lowered.partition("(")[0] not in _STOPS or (previous in _LINKS and lowered not in _MONTHS) or bare == "Not"


def _leads_to_noun(words: list[str], index: int) -> bool:
    """Whether small words from the one at *index* on end in a conference or a workshop: ``AI for art workshop``."""
    if words[index] in _LINKS and words[0].lower() in known_acronyms():
        return False
    for word in words[index : index + _FARTHEST_NOUN]:
        bare = word.rstrip(".,;:")
        if bare in _LAST_NOUNS:
            return True
        if bare != word or not bare.islower() or bare in _STOPS or bare in _VERBS or bare in ("in", "from", "by"):
            return False
    return False


def _is_known_with_in(words: list[str]) -> bool:
    """Whether *words* begin with a known name whose second word is "in": ``Data in Brief``."""
    third = words[2].rstrip(".,:;")
    return third == "Brief" or f"{words[0]} in {third}".lower() in known_names()


def _opens_small_topic(words: list[str], index: int) -> bool:
    """Whether the word at *index* joins a topic in small letters to its noun: ``Journal of mathematics``."""
    if words[index] not in ("of", "on") or not index or words[index - 1] not in _TOPIC_NOUNS or index + 1 >= len(words):
        return False
    topic = words[index + 1].rstrip(".,;:")
    return topic.isalpha() and topic.islower() and not (topic in _LINKS or topic in _STOPS or topic in _VERBS)


def _without_quote(word: str) -> str:
    return word.lstrip('"“')


def _goes_on(words: list[str], index: int) -> bool:
    """Whether behind the small word at *index* a name goes on, behind further small words perhaps."""
    for word in map(_without_quote, words[index + 1 : index + 4]):
        if word[:1].isupper() or _CAPITAL_WITHIN.match(word.rstrip(".,:")):
            return word.rstrip(".,").lower() not in _MONTHS
        if word[:1].isdigit():
            return words[index] != "on" or word[1:2] == "D"  # Conference on 3D Vision, on 3 May
        if word not in _LINKS:
            return False
    return False


def _is_place(words: list[str], index: int) -> bool:
    """Whether ``in`` at *index* tells the place or the time: behind an acronym, or with a comma or a figure soon."""
    ahead = " ".join(words[index + 1 : index + 9])
    if "orkshop" in ahead.partition(",")[0]:
        return False
    if words[index - 1] in ("Workshop", "Workshops"):
        return is_place(words[index + 1].rstrip(".,"))
    if index == 1 or is_acronym(words[index - 1]):
        return True
    if _LISTED.match(" ".join(words[index + 1 : index + 14])):
        return False
    for word in words[index + 1 : index + 4]:
        if word[:1] == "(":
            return False
        if word[-1:] == ",":
            return True
    return words[index + 1][:1].isdigit()


def _is_end(words: list[str], index: int, word: str, bare: str) -> bool:
    """Whether the name ends with the word at *index*: with a year, a comma that joins nothing, a colon."""
    if bare[-1].isdigit():
        is_end = _is_end_with_year(words, index, bare)
        if is_end is not None:
            return is_end
    last = word[-1]
    if last == ",":
        following = " ".join(words[index + 1 : index + 14])
        return not index or not (following.startswith(("and ", "And ", "& ")) or _LISTED.match(following))
    return last in ";!?" or (last == ":" and "orkshop" not in bare and index < 2) or last == "”"


def _is_end_with_year(words: list[str], index: int, bare: str) -> bool | None:
    """Whether the name ends with the year that *bare* is or ends in; None if that is no year."""
    if index and YEAR.fullmatch(bare) and words[index - 1].lower() not in ORGANISATIONS:
        following = words[index + 1] if index + 1 < len(words) else ""
        return index < 2 or words[index][-1] == "," or not following.startswith(("Conference", "Symposium", "Congress"))
    if not bare.isdigit() and is_acronym(take_year(bare)[0].rpartition(" ")[2]) and _STUCK_YEAR.search(bare):
        return True
    digits = bare.strip("'’`")
    if index and len(digits) == 2 and digits.isdigit() and is_acronym(words[index - 1]):
        return True
    return None
