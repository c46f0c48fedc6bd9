"""What tells the parts of a name from one another, whoever wrote it: particles, suffixes, East Asian letters.

Source: CSL 1.0.2, "Names", for what drops; the rest was put together from common usage.
"""

from collections.abc import Sequence
from typing import Final

from arxiv2bib.text.expressions import compile_late

__all__ = [
    "CHAIN_WORDS",
    "CONNECTORS",
    "DROPPING_PARTICLES",
    "NUMERAL",
    "PARTICLES",
    "SET_OFF_SUFFIXES",
    "SHORTENED_PARTICLES",
    "SUFFIXES",
    "count_particles",
    "is_east_asian",
    "is_particle",
    "is_suffix",
]

# CSL 1.0.2, "Names": a dropping particle is left out when only the surname is shown ("Humboldt"), a non-dropping one
# is not ("van Gogh"). Dropping are those that are so in their language without a doubt: the German ones, and the
# Portuguese ones that no other language has. "de" drops in French, not in Dutch, and looks alike: it stays.
# Put together by hand from common usage; "van", "der", "de", "la", "von", "del", "della", "da", "mac", "ter", "dem",
# "di" are also the prefixes that arXiv's own author parser knows (arxiv-base, "PREFIX_MATCH").
DROPPING_PARTICLES: Final = frozenset({"von", "vom", "zu", "zum", "zur", "do", "dos", "das"})
PARTICLES: Final = DROPPING_PARTICLES | frozenset(
    "van de dem den der des het ter ten te 't `t 's vander vanden vande uit toe tot "  # Dutch, Flemish, Afrikaans
    "du de' la le las los les del della delle dello dell' dei degli di da dal dalla dalle lo li "  # Romance
    "d' l' dels sa "
    "af av "  # Scandinavian
    "bin binti bint ben ibn abu abou ould al el ul ur ud uz as ash ad an ar at "  # Arabic, Malay, Urdu, Hebrew
    "bar ap ab ferch ó ní nic mac uí".split()  # Aramaic, Welsh, Irish
)
# Words that are particles only inside a chain: "in 't Veld", "op den Camp", "von und zu Guttenberg".
CHAIN_WORDS: Final = frozenset("in op aan onder over bij voor und am auf aus im an".split())
# "J. v. Neumann", "A. v.d. Berg": a particle cut short.
SHORTENED_PARTICLES: Final = frozenset("v. v.d. v.d vd v/d".split())
# They join two surnames into one: Spanish "Ortega y Gasset", Portuguese "Costa e Silva", Catalan "Gaudí i Cornet".
CONNECTORS: Final = frozenset({"y", "e", "i"})

# Generation and degree marks, dots left out. Roman numerals only in capitals; "V" and "VI" are more often initials.
SUFFIXES: Final = frozenset("Jr JR jr Jnr Sr sr Snr II III IIII IV 2nd 3rd 4th Esq PhD".split())
# These are suffixes only when a comma sets them off: MD is a given name in Bangladesh, V an initial.
SET_OFF_SUFFIXES: Final = SUFFIXES | frozenset("SR V VI VII VIII MD MPH DDS DSc MSc BSc MBBS FRCS FRCP".split())
NUMERAL: Final = frozenset("IVX")
_APOSTROPHES: Final = str.maketrans("’‘ʼ´", "''''")

# Han, kana and hangul, in which the family name comes first; BibTeX knows no such names.
_EAST_ASIAN: Final = compile_late(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+\Z")


def is_suffix(word: str, *, set_off: bool = False) -> bool:
    """Whether *word* is a suffix such as ``Jr.``; more words are, when a comma sets them off.

    A numeral with full stops in it is initials: ``I.V.`` of I.V. Ramakrishnan, and so is ``V.``.
    """
    bare = word.rstrip(",").replace(".", "")
    if bare == "V" and "." in word:
        return False
    if bare not in (SET_OFF_SUFFIXES if set_off else SUFFIXES):
        return False
    return "." not in word.rstrip(".,") or not NUMERAL.issuperset(bare)


def is_particle(word: str) -> bool:
    """Whether *word* is a particle, written in lower case."""
    return (word if word.isascii() else word.translate(_APOSTROPHES)) in PARTICLES


def count_particles(words: Sequence[str]) -> int:
    """Return how many of *words*, a family name, are particles that begin it: two of ``in 't Veld``."""
    end = 0
    while end < len(words) - 1 and (
        is_particle(words[end]) or words[end] in CHAIN_WORDS or words[end] in SHORTENED_PARTICLES or words[end] == "d."
    ):
        end += 1
    while end and words[end - 1] in CHAIN_WORDS:
        end -= 1  # an "in" or "op" that no article follows
    return end


def is_east_asian(text: str) -> bool:
    """Whether *text* is of scripts that write the family name first, and nothing else: Han, kana, hangul."""
    return text >= "\u2e80" and _EAST_ASIAN.match(text) is not None
