"""Names of groups: teams, collaborations, institutions and programs, told from persons by their words."""

from collections.abc import Sequence
from typing import Final

from arxiv2bib.text.expressions import compile_late

__all__ = ["GROUP_LINKS", "GROUP_WORDS", "LAST_GROUP_PAIRS", "LAST_GROUP_WORDS", "is_group", "is_group_word"]

# Words that no person has in the name: a group, a team, an institution.
GROUP_WORDS: Final = frozenset(
    "team teams collaboration collaborations collab consortium consortia group groups subgroup workgroup taskforce "
    "laboratory laboratories laboratoire institute institut instituto istituto institution university université "
    "universität universidad "
    "universidade università universiteit center centre centro foundation network initiative committee "
    "council society association alliance investigators collaborators contributors developers participants community "
    "commission organization organisation corporation company companies department departments division faculty "
    "ministry ministerio ministério ministère ministero ministerie ministerium bundesministerium bundesamt "
    "agency bureau federation partnership observatory academy consorcio arbeitsgruppe équipe "
    "gmbh ltd inc corp llc "
    # Firms that sign papers, as far as they share their names with no person ("Huawei Lin" is one).
    "openai deepmind anthropic nvidia tencent alibaba bytedance google microsoft sensetime deepseek mistralai".split()
)
# These do so only as the last word: "Microsoft Research", "Inclusion AI", "Vision Lab".
LAST_GROUP_WORDS: Final = frozenset(
    "research lab labs robotics study project program programme challenge mission survey experiment trial trials "
    "telescope authors members organizers organisers researchers scientists engineers students hospital school "
    "technologies technology systems sciences workshop".split()
)
# Last words that are family names as well, with the word before that tells a group: "World Bank", "Red Cross".
LAST_GROUP_PAIRS: Final = frozenset({
    ("World", "Bank"), ("Development", "Bank"), ("Central", "Bank"), ("Investment", "Bank"), ("Deutsche", "Bank"),
    ("United", "Nations"), ("European", "Union"), ("African", "Union"), ("Amnesty", "International"),
    ("Transparency", "International"), ("Rights", "Watch"), ("Federal", "Reserve"), ("Red", "Cross"),
    ("Health", "Service"), ("Forest", "Service"), ("Park", "Service"), ("Wildlife", "Service"), ("Weather", "Service"),
    ("Accountability", "Office"), ("Stationery", "Office"), ("Supreme", "Court"), ("Statistics", "Canada"),
    ("Health", "Canada"), ("Monetary", "Fund"),
})  # fmt: skip
# In lower case they stand in no personal name.
GROUP_LINKS: Final = frozenset({"the", "of", "for", "für"})

# "Hunyuan3D", "COVID-19 Task Force".
_MODEL_NAME: Final = compile_late(r"[^\W\d_]\d++[^\W\d_]|(?<![^\W_])[^\W\d_a-z]{3,9}-\d")


def is_group_word(word: str) -> bool:
    """Whether a name that ends in *word* is a group's."""
    folded = word.strip(".,:;!?'\"()").casefold()
    return folded in GROUP_WORDS or folded in LAST_GROUP_WORDS or word == "AI"


def is_group(words: Sequence[str]) -> bool:
    """Whether *words* name a group, an institution or a program rather than a person."""
    if not words:
        return False
    if any(map(_MODEL_NAME.search, words)) or any(
        word.strip(".,:;!?'\"()").casefold() in GROUP_WORDS for word in words
    ):
        return True
    if len(words) == 1:
        word = words[0]
        is_firm = word.endswith("AI") and word[:-2].rstrip("-")[-1:].islower()
        is_acronym = len(word) > 2 and word.isascii() and word.isalpha() and word.isupper()
        return is_acronym or is_firm or any(map(str.isdigit, word))
    if words[0] == "The" and len(words) == 2 and is_group(words[1:]):  # "The ATLAS"
        return True
    return (
        is_group_word(words[-1])
        or words[0].isdecimal()
        or not GROUP_LINKS.isdisjoint(words)
        or (words[-2], words[-1]) in LAST_GROUP_PAIRS
    )
