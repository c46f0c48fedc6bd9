"""The words that tell what a number or a piece of a journal reference is."""

import re
from enum import IntEnum, auto
from functools import cache
from typing import Final

from arxiv2bib.data import read_text
from arxiv2bib.data.keys import list_letters
from arxiv2bib.text.expressions import compile_late


class Label(IntEnum):
    """What a word before a number says of it."""

    VOLUME = auto()
    ISSUE = auto()
    PAGES = auto()
    ARTICLE = auto()
    SERIES = auto()
    """The number is that of a volume in the series which the word names; the word stays in the text."""
    INSIDE = auto()
    """The number belongs to the words: Part 2, Chapter 5."""


_LABEL_WORDS: Final = {
    Label.VOLUME: "vol vols volume volumes v volumen band bd tom tome vl том т",
    Label.ISSUE: "no nos nr num number numbers n issue issues iss numero heft fascicola fasc вып выпуск",
    Label.PAGES: "pp p pg pgs page pages pag pags s с стр",
    Label.ARTICLE: "article articles art id eid",
    Label.SERIES: "lncs lnai lnbi lnbip lnee lnns lni lnm lnp lnicst ccis aisc spie pmlr eptcs ceur lipics ifipaict",
    Label.INSIDE: "part pt chapter chap ch chapt section sec session track version edition phase task level grade "
    "stage paper day catalogue lecture step report grant pmid pmcid cap capítulo",
}
LABELS: Final = {word: label for label, words in _LABEL_WORDS.items() for word in words.split()}
SINGLE: Final = frozenset("vnpsтс")
"""Labels of one letter, which count only where nothing but a full stop stands between them and the number."""

_MONTH_NAMES: Final = (
    "jan january janv janvier januar enero|feb february febr february fév février februar|mar march mars märz mrz|"
    "apr april avril abril|may mai mayo|jun june juin juni|jul july juil juillet juli|aug august août|"
    "sep sept september septembre|oct october octobre okt oktober|nov november novembre|"
    "dec december décembre dez dezember"
)
MONTHS: Final = {
    word: number for number, words in enumerate(_MONTH_NAMES.split("|"), start=1) for word in words.split()
}

FIELD_WORDS: Final = frozenset(
    "year month date doi url issn isbn link online publication pages dated available location eid".split()
)
"""Names of fields that stand before their values and say nothing themselves."""

COUNTED: Final = frozenset("pages page pgs pp figures figure figs tables slides references refs".split())
"""What a number before it counts: ``10 pages`` are no page numbers."""

STRONG_PROCEEDINGS_WORDS: Final = frozenset(
    "proceedings proceeding proc procs conference conferences conf symposium symp workshop workshops congress "
    "colloquium colloque".split()
)
"""What only conferences and their proceedings are called."""
PROCEEDINGS_WORDS: Final = STRONG_PROCEEDINGS_WORDS | frozenset(
    "symposia wksp congreso colloquia summit forum meeting convention tagung jornadas journées simpósio challenge "
    "challenges expo findings conférence konferenz conferencia konferencja symposion school seminar hackathon "
    "track poster".split()
)
"""What conferences are called, among other things."""
JOURNAL_WORDS: Final = frozenset(
    "journal jour transaction transactions trans letter letters lett annals ann archives arch bulletin bull "
    "magazine mag review reviews rev revista revue acta zeitschrift rendiconti quarterly newsletter express phys "
    "math sci dergisi periodical gazette record notices report reports rep adv frontiers studies comptes "
    "izvestiya doklady studia buletinul annales nature".split()
)
STRONG_JOURNAL_WORDS: Final = frozenset("journal transaction transactions annals".split())
UNIVERSITY_WORDS: Final = frozenset(
    "university universität université universidad universidade universitas universiti universitat univ institute "
    "institut instituto college school école ecole eth epfl mit academy polytechnic polytechnique politecnico "
    "hochschule faculty iit tu".split()
)
_LETTER_J: Final = compile_late(r"(?<![^\W_])[Jj](?:\.(?=\s?[A-Z][a-z])|(?=\s[A-Z][a-z]))")
_THESIS: Final = compile_late(
    r"\b(?:thesis|dissertation|ph\.?\s?d\.?|master'?s|m\.?sc\.|habilitation|diplomarbeit|th[eè]se|tesi[s]?"
    r"|doctorat(?:e)?|m\.?tech)(?!\w)",
    re.I,
)
_THESIS_WORDS: Final = frozenset(
    "thesis thèse these dissertation phd ph master masters msc sc habilitation diplomarbeit tesi tesis doctorat "
    "doctorate mtech m".split()
)


def list_words(text: str) -> list[str]:
    """Return the words of *text*, in lower case, without digits and marks."""
    return list_letters(text.lower())


def is_strong_proceedings(text: str) -> bool:
    """Whether *text* says that it is a conference or its proceedings."""
    return not STRONG_PROCEEDINGS_WORDS.isdisjoint(list_words(text))


def is_proceedings(text: str) -> bool:
    """Whether *text* has a word that conferences are called by."""
    return not PROCEEDINGS_WORDS.isdisjoint(list_words(text))


def is_journal(text: str) -> bool:
    """Whether *text* has a word that journals are called by."""
    return (
        not JOURNAL_WORDS.isdisjoint(list_words(text))
        or _LETTER_J.search(text) is not None
        or text[:22].lower() == "foundations and trends"
    )


def is_university(text: str) -> bool:
    """Whether *text* names a university or an institute."""
    return not UNIVERSITY_WORDS.isdisjoint(list_words(text))


def is_thesis(text: str, words: list[str]) -> bool:
    """Whether *text*, whose words are *words*, says that it is a thesis."""
    return not _THESIS_WORDS.isdisjoint(words) and _THESIS.search(text) is not None


@cache
def load_abbreviated() -> frozenset[str]:
    """Return the words that end in a full stop since they are cut short, folded."""
    lines = read_text("abbreviated_words.txt").splitlines()
    return frozenset(word for line in lines if line[0] != "#" for word in line.split())
