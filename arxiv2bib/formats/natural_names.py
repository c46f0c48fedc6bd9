"""Names as people write them: ``Ludwig van Beethoven``, ``Reginald B. Adams, Jr.``, ``the X Team``.

The hot path is short: a digest repeats its names, nearly all of them are two or three plain words, and each is
parsed once and remembered. Whatever is not plain takes the long way.

The tables were put together by hand from common usage and from the names in arXiv; none is a copy of a published list.

A person's words end in the family name; a particle in lower case, or one in upper case before a Western family
name, begins it. Marks of affiliation, brackets, stray "and"s and left-over TeX are removed.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from arxiv2bib.formats.bibtex_names import build_person, unglue_initials
from arxiv2bib.formats.group_names import GROUP_LINKS, GROUP_WORDS, LAST_GROUP_PAIRS, LAST_GROUP_WORDS, is_group
from arxiv2bib.formats.name_cleaning import BRACKET, ET_AL, GRADE, OTHERS, clean_name, drop_brackets, prepare_text
from arxiv2bib.formats.name_words import (
    CHAIN_WORDS,
    CONNECTORS,
    PARTICLES,
    SHORTENED_PARTICLES,
    SUFFIXES,
    count_particles,
    is_east_asian,
    is_particle,
    is_suffix,
)
from arxiv2bib.model.names import Name, make_person
from arxiv2bib.text.expressions import compile_late

# Particles that a Western family name keeps when they are capitalised: "Ryan De Iaco".
WESTERN_PARTICLES: Final = frozenset(
    "De Del Della Delle Dello Dell' Dei Degli Di Da Dal Dalla Dalle Do Dos Das Du Des D' O' O’ Le La Les Lo Las Los Li "
    "Van Von Vom Zu Zum Zur Den Der Het Ter Ten Te Op 't 'T Vander Vanden Mac Mc Ó Ní Nic Uí St St. Ste Ste.".split()
)
# Arabic ones begin the family name only when one word follows: "Aisha Al Busaidi", but "Abdullah Al Bary Voban".
ARABIC_PARTICLES: Final = frozenset("Al El Ul Ur Ud Ben Bin Bint Ibn Abu Abou Abd Ould Ait Aït Bou".split())
# "Maria del Carmen", "José de Jesús": Spanish and Portuguese given names that hold a particle.
DEVOTIONAL_NAMES: Final = frozenset(
    "carmen pilar mar rosario rocío rocio socorro consuelo lourdes fátima fatima angeles ángeles mercedes dolores "
    "nieves dios jesús jesus gracia guadalupe lurdes sol".split()
)
# "Filho" (son), "Neto" (grandson): with the surname before they are one family name, as Brazil's libraries file it.
DESCENT_WORDS: Final = frozenset("Filho Neto Netto Júnior Junior Sobrinho".split())
# "Daniel San Martin": "San" is a given name too, but not before these.
SAINTS: Final = frozenset(
    "martin miguel segundo roman juan jose pedro nicolas vicente emeterio biagio agustin andres sebastian lorenzo "
    "marino giorgio giovanni pietro cruz maria ana rosa lucia barbara clara eulalia teresa".split()
)
# The commonest family names of Viet Nam, and then of China and Korea, accents left out. Before them "Van", "Le", "Da"
# is no particle but a given name: "Thang Van Vu".
VIETNAMESE_FAMILY_NAMES: Final = frozenset(
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh truong doan trinh mai dao luong lam "
    "cao ha ta thai chu chau to quach luu tong kieu la vuong ninh nghiem giang bach lai ngoc thach mac lo van".split()
)
EAST_ASIAN_FAMILY_NAMES: Final = VIETNAMESE_FAMILY_NAMES | frozenset(
    "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie song tang deng "
    "han feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu lyu ding ren yao shen zhong jin "
    "fu hsu lee kim park choi jung jeong chung kang cho jo yoon yun jang lim im yim rhee oh shin seo suh kwon hwang "
    "ahn hong jeon ryu yoo ko moon bae baek heo huh hur nam noh joo woo min sohn son cha chang tsai hsieh cheung wong "
    "chan leung liao lau ng tan ong goh teo chua yeh shi dai xia fan fang shao hao gu mao qiu qian yin".split()
)
# "Nguyen Van Thang": the family name first, so that "Van Thang" is none.
_VIETNAMESE_FIRST: Final = frozenset(
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh truong doan trinh dao luong luu cao "
    "quach nghiem".split()
)
# "Md Abu Sayed": in Bangladesh "Abu" belongs to the given names.
_MUHAMMAD: Final = frozenset("md mohammad mohammed muhammad mohd sheikh s a".split())
# "Marcelo da Costa de Souza": where these follow one another, the last one begins the family name.
_PORTUGUESE: Final = frozenset("de da do dos das".split())
# The other short ones are given names as well: "bin wang", "Xiao di Li".
_SURE: Final = frozenset("van von vom ter ten zu zur dos das de del des af av".split())
# Superscript digits are word characters, but neither letters nor \d.
# A whole name with full stops for blanks.
_GLUED_NAME: Final = compile_late(r"[A-Z][a-z]{2,}\.(?:[A-Z]\.){1,3}[A-Z][\w'’-]+")
# "P.Di Vecchia": behind initials, a particle begins the family name.
_DOT: Final = r"\.(?![a-z]|(?:D[aeiu]|Del|Della|Dos|L[aeio]|Van|Von|El|Al|Ben)[ -])"
_PLAIN: Final = compile_late(rf"[^\W\d_²³¹⁰-₟]++(?>(?:(?:\.?[ -]|['’]|{_DOT})[^\W\d_²³¹⁰-₟]++)*)")
_PLAIN_ASCII: Final = compile_late(rf"[A-Za-z]++(?>(?:(?:\.?[ -]|'|{_DOT})[A-Za-z]++)*)")
_PLAIN_ASCII_LINE: Final = compile_late(rf"{_PLAIN_ASCII.pattern}(?>(?:, {_PLAIN_ASCII.pattern})*)")
INITIALS: Final = compile_late(r"[^\W\d_]\.(?>(?:-?[^\W\d_]\.)*)|[^\W\d_a-z]")

# What sends a name past the quick way, and what sends the whole line.
_SPECIAL_WORDS: Final = (
    frozenset(
        form
        for word in PARTICLES | CHAIN_WORDS | CONNECTORS | SUFFIXES | GROUP_WORDS | LAST_GROUP_WORDS | GROUP_LINKS
        for form in (word, word.capitalize(), word.upper())
    )
    | frozenset(form for word in WESTERN_PARTICLES | ARABIC_PARTICLES | DESCENT_WORDS for form in (word, word.upper()))
    | SHORTENED_PARTICLES
    | {last for _, last in LAST_GROUP_PAIRS}
    | frozenset("San Santa Santo AI OpenAI DeepMind ByteDance SenseTime DeepSeek MistralAI".split())
)
_LIST_WORDS: Final = frozenset(
    "and AND et et. others Others y und for behalf representing Appendix appendix appendices shown "
    "Member Fellow IEEE ACM".split()
)
_STOP_WORDS: Final = _SPECIAL_WORDS | _LIST_WORDS | {""}
# A particle that is capitalised says something in the middle of a name alone: "Xin Li" and "Bin Fu" have none.
_STOP_WORDS_AT_ENDS: Final = _STOP_WORDS - ((WESTERN_PARTICLES | ARABIC_PARTICLES) - PARTICLES)
# Longer texts are no names; they are parsed, but not remembered, and nobody looks for particles among so many words.
LONGEST: Final = 200
_MOST_WORDS: Final = 40


def parse_natural_name(text: str) -> Name:
    """Return one name in reading order; see :func:`arxiv2bib.formats.names.parse_name`."""
    name = parse_plain_name(text) if len(text) <= LONGEST else None
    return _parse_unclean(text) if name is None else name


@lru_cache(maxsize=65536)
def parse_plain_name(text: str) -> Name | None:
    """Return the name that *text* is whatever stands beside it, or None if that needs a closer look."""
    if is_ordinary_name(text):
        given, _, family = text.rpartition(" ")
        return make_person(family, given)
    if not _PLAIN.fullmatch(text) or not _LIST_WORDS.isdisjoint(text.split(" ")) or is_suffix(text, set_off=True):
        return None
    return _parse_clean(text)


def parse_ordinary_names(text: str, parts: Sequence[str]) -> tuple[Name, ...] | None:
    """Return the names in the line *text* of ASCII, which joins *parts* with ", ", if :func:`is_ordinary_name` all.

    None if one of them may not be: one look at the line is faster than one at each name.
    """
    # Initials apart, most lines are letters: that is told faster than what else may stand in a name.
    are_letters = (
        text.replace(". ", "").replace(", ", "").replace(" ", "").isalpha() and " ." not in text and text[0] != "."
    )
    if not are_letters and _PLAIN_ASCII_LINE.fullmatch(text) is None:
        return None
    if not _STOP_WORDS.isdisjoint(text.replace(",", "").split(" ")):
        return None
    names = []
    for part in parts:
        given, _, family = part.rpartition(" ")
        if not given or "." in family:
            return None
        names.append(make_person(family, given))
    return tuple(names)


def is_ordinary_name(text: str) -> bool:
    """Whether *text* is two words or more of which the last is the family name and none is known to be special."""
    words = text.split(" ")
    if len(words) < 2 or not (_STOP_WORDS.isdisjoint(words) or _is_special_at_ends_only(words)):
        return False
    if text.isascii():
        is_plain = text.replace(" ", "").isalpha() or _PLAIN_ASCII.fullmatch(text) is not None
    else:
        is_plain = _PLAIN.fullmatch(text) is not None and not is_east_asian(text[0])
    return is_plain and "." not in words[-1]


def _is_special_at_ends_only(words: Sequence[str]) -> bool:
    return _STOP_WORDS.isdisjoint(words[1:-1]) and _STOP_WORDS_AT_ENDS.isdisjoint((words[0], words[-1]))


def _parse_unclean(text: str) -> Name:
    text = prepare_text(text)
    if OTHERS.fullmatch(text):
        return Name()
    shorter = ET_AL.sub("", text)
    name = clean_name(ET_AL.sub("", drop_brackets(shorter).rstrip())) or clean_name(BRACKET.sub(" ", shorter))
    # A number says nothing about a person, but it is a word.
    return _parse_clean(name) if name else Name(literal="".join(filter(str.isalnum, text)) or None)


def _parse_clean(text: str) -> Name:
    words = text.split()
    if not words:
        return Name()
    if is_group(words):
        return Name(literal=text)
    if "," in text:
        return _parse_with_commas([part.split() for part in text.split(",") if part.strip()])
    return _parse_words(words, "")


def _parse_with_commas(parts: Sequence[list[str]]) -> Name:
    """Return ``First Last, Jr.``, or ``Last, First`` or ``Last, Jr., First`` as a library catalogue writes them."""
    parts = [parts[0], *(part for part in parts[1:] if not GRADE.fullmatch(" ".join(part)))]
    suffixes = [" ".join(part) for part in parts[1:] if is_suffix(" ".join(part), set_off=True)]
    if len(parts) == 2 and len(parts[0]) == 1 and suffixes and suffixes[0].rstrip(".").isupper():
        suffixes = []  # "Bafna, V", "Rabi, II"
    rest = [part for part in parts[1:] if " ".join(part) not in suffixes]
    if len(parts[0]) > 1 and len(rest) == 1 and rest[0][0] in DESCENT_WORDS:  # "João Pessoa, Filho"
        return _parse_words([*parts[0], *rest[0]], " ".join(suffixes))
    if not rest:
        return _parse_words(parts[0], " ".join(suffixes))
    words = parts[0]
    if len(words) > 1 and is_suffix(words[-1]):  # "Davis Jr., Sammy"
        words, suffixes = words[:-1], [words[-1], *suffixes]
    start = count_particles(words)
    particle = words[:start]
    while not start and len(rest[-1]) > 1 and is_particle(rest[-1][-1]):  # "Humboldt, Alexander von"
        particle, rest = [rest[-1][-1], *particle], [*rest[:-1], rest[-1][:-1]]
    given = ", ".join(map(" ".join, rest))
    return build_person(given, " ".join(particle), " ".join(words[start:]), " ".join(suffixes))


def _parse_words(words: Sequence[str], suffix: str) -> Name:
    # "Ramesh II" and "Kumar IV" have initials, "Cesar Jr" has not.
    if len(words) > (1 if words[-1][:1] in "Jj" else 2) and is_suffix(words[-1]):
        words, suffix = words[:-1], f"{words[-1]} {suffix}".rstrip()
    if len(words) > 1:
        words = [part for word in words[:-1] for part in _split_glued_particle(word)] + [words[-1]]
    if len(words) == 1:
        if "." in words[0] and _GLUED_NAME.fullmatch(words[0]) is not None:
            return _parse_words(words[0].replace(".", ". ").replace(". ", " ", 1).split(), suffix)  # Mikhail.Z.Iofa
        initials, family = unglue_initials(words[0]) or ("", words[0])
        return build_person(initials, "", family, suffix)
    if len(words) == 2 and is_east_asian(words[0][0] + words[1][0]):
        return build_person(words[1], "", words[0], suffix)
    if glued := unglue_initials(words[-1]):
        return build_person(" ".join([*words[:-1], glued[0]]), "", glued[1], suffix)
    start, end = _find_particle(words)
    if start == end == len(words) - 1 > 1 and words[end] in DESCENT_WORDS and not INITIALS.fullmatch(words[end - 1]):
        start = end = end - 1
    return build_person(" ".join(words[:start]), " ".join(words[start:end]), " ".join(words[end:]), suffix)


def _split_glued_particle(word: str) -> tuple[str, ...]:
    """Return the initials and the particle of "J.von", "P.Di" or "G.'t", or *word* if it is nothing like it."""
    glued = unglue_initials(word)
    if glued is not None and (is_particle(glued[1]) or glued[1] in WESTERN_PARTICLES or glued[1] in ARABIC_PARTICLES):
        return glued
    if word.endswith(".v.") and INITIALS.fullmatch(word[:-2]):
        return word[:-2], "v."  # F.v. Weizsäcker
    initials, dot, particle = word.rpartition(".")
    return (initials + dot, particle) if is_particle(particle) and INITIALS.fullmatch(initials + dot) else (word,)


def _find_particle(words: Sequence[str]) -> tuple[int, int]:
    """Return where the particle begins, and where the family name does; both are the same if there is none."""
    last = len(words) - 1
    if last > _MOST_WORDS:
        return last, last
    found = None
    for at in range(last):
        word = words[at]
        if found and (at < found[1] or word not in _PORTUGUESE):
            continue
        if is_particle(word) or word in CHAIN_WORDS or _is_shortened(words, at):
            if word not in _SURE and _fold(words[-1]) in EAST_ASIAN_FAMILY_NAMES:
                continue  # "Xiao bin Wang"
            end = _end_of_chain(words, at)
            # "bin wang" and "di Xu" are not "van Gogh".
            first = at == 0 and ((last == 1 and len(word) < 4 and word not in _SURE) or words[end][:1].islower())
            if end > at and not first and not _is_given_after_particle(words, end):
                if found and not {words[found[0]], word} & _PORTUGUESE - {"de"}:
                    continue
                found = at, end
        elif not found and at and word in CONNECTORS:
            found = (at - 1, at - 1) if at > 1 else (0, 0)
        elif not found and at and (start := _capital_particle(words, at)):
            found = start, start
    return found or (last, last)


def _is_shortened(words: Sequence[str], at: int) -> bool:
    return words[at] in SHORTENED_PARTICLES and at > 0 and words[0][:1].isupper() and words[-1][:1].isupper()


def _end_of_chain(words: Sequence[str], at: int) -> int:
    """Return where a chain of particles ends that begins at *at*, before the last word at the latest; *at* if none."""
    end = at
    while end < len(words) - 1 and (
        is_particle(words[end])
        or words[end] in CHAIN_WORDS
        or _is_shortened(words, end)
        or (end > at and words[end] == "d.")
    ):
        end += 1
    while end > at and words[end - 1] in CHAIN_WORDS:
        end -= 1  # an "in" or "op" that no article follows
    return end


def _is_given_after_particle(words: Sequence[str], end: int) -> bool:
    """Whether the particle before *end* is inside a given name: an initial or a saint follows, and then more words."""
    if end >= len(words) - 1:
        return False
    return bool(INITIALS.fullmatch(words[end])) or words[end].casefold() in DEVOTIONAL_NAMES


def _capital_particle(words: Sequence[str], at: int) -> int:
    """Return *at* if a capitalised particle there begins the family name, else 0."""
    upper = " ".join(words[at:]).isupper()
    word = words[at].capitalize() if upper else words[at]
    if word in ARABIC_PARTICLES:
        end = at + 1
        while end < len(words) - 1 and words[end] in ARABIC_PARTICLES:
            end += 1
        is_family = end == len(words) - 1 and not (word == "Abu" and words[0].strip(".").casefold() in _MUHAMMAD)
    elif word in {"San", "Santa", "Santo"}:
        is_family = at == len(words) - 2 and _fold(words[-1]) in SAINTS
    elif word in WESTERN_PARTICLES:
        end = at + 1
        while end < len(words) - 1 and (words[end] in WESTERN_PARTICLES or is_particle(words[end])):
            end += 1
        is_family = not _is_given_after_particle(words, end) and _fold(words[0]) not in _VIETNAMESE_FIRST
    else:
        return 0
    return at if is_family and _fold(words[-1]) not in EAST_ASIAN_FAMILY_NAMES else 0


def _fold(word: str) -> str:
    """Return *word* in lower case without accents, as the tables have it."""
    letters = unicodedata.normalize("NFD", word.casefold().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
