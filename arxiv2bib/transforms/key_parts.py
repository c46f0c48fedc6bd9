"""What a citation key can be made of: parts of an entry, under the names of JabRef and Better BibTeX.

A part gives words with blanks between them, so that words can be picked and abbreviated; a key loses the blanks.

Source: JabRef's documentation, "Customize the citation key generator"; Better BibTeX's documentation, "Formulas".
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from arxiv2bib.model.entry import Entry, find_arxiv_id
from arxiv2bib.model.names import Name
from arxiv2bib.model.vocabulary import NameRole
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.folding import LETTERS
from arxiv2bib.text.markup import plain
from arxiv2bib.text.normalizing import normalize
from arxiv2bib.transforms.fields import find_paths, read_values

__all__ = [
    "FUNCTION_WORDS",
    "KEY_UNSAFE",
    "PARTS",
    "Part",
    "find_field",
    "find_usual_parts",
    "fold_ascii",
    "read_arxiv",
]

# Words that say nothing of a title; a key's word is the first that is none of them. Those that begin English titles
# most often, and the articles of the languages next in number.
FUNCTION_WORDS: Final = frozenset(
    "a an the and or but nor for of on in to at by from with without into onto over under via as is are be can do does "
    "how what when where which who why towards toward der die das ein eine und le la les un une des du de el los "
    "las".split()
)
KEY_UNSAFE: Final = compile_late(r"[^A-Za-z0-9_.:+/-]+")
_DOTTED: Final = compile_late(r"\b(?:[A-Za-z]\.){2,}")
_WORD: Final = compile_late(r"[A-Za-z0-9]+(?:'[A-Za-z]+)*")
_NUMBER: Final = compile_late(r"[0-9]+")
# In "$\mathbb{Z}_2$" the word is Z.
_MATH_FONT: Final = compile_late(
    r"\\(?:math(?:bb|cal|rm|bf|frak|scr|sf|it|tt|ds|bm)|boldsymbol|bm|operatorname|rm|cal|bf|it|left|right)(?![A-Za-z])"
)
_Get = Callable[..., str]  # an entry, then one number for each of the part's parameters
_People = Callable[[Entry], tuple[Name, ...]]


class Part(NamedTuple):
    """What a name in a pattern stands for, and the names of the numbers that it takes."""

    get: _Get
    parameters: tuple[str, ...] = ()


@lru_cache(maxsize=65536)
def fold_ascii(text: str) -> str:
    """Return *text* with its letters in ASCII: accents dropped, ``ß`` as ``ss``; what has no such form is dropped."""
    if text.isascii():
        return text
    return normalize("NFKD", text.translate(LETTERS)).encode("ascii", "ignore").decode()


# Persons


def _family(name: Name) -> str:
    if name.family and name.family.isalpha() and name.family.isascii():
        return name.family
    literal = name.literal
    if literal and "." in literal:
        literal = _DOTTED.sub(lambda found: found[0].replace(".", ""), literal)  # H.E.S.S. Collaboration
    words: list[str] = _WORD.findall(fold_ascii(name.family or literal or str(name)))
    if not words:
        return ""
    if name.family:
        return "".join(words).replace("'", "")
    return next((word for word in words if word.lower() != "the"), words[0]).replace("'", "")


def _families(people: Iterable[Name]) -> list[str]:
    return [family for name in people if (family := _family(name))]


def _first(people: Iterable[Name]) -> str:
    return next((family for name in people if (family := _family(name))), "")


def _goes_on(entry: Entry, people: tuple[Name, ...]) -> bool:
    """Whether *people*, a list of *entry*, ends in "and others"."""
    role = NameRole.AUTHOR if people is entry.author else NameRole.EDITOR
    return bool(entry.truncated) and role in entry.truncated


def _one(people: _People) -> _Get:
    def get(entry: Entry, length: int = 0, number: int = 1) -> str:
        found = people(entry)
        if not length and number == 1:
            return _first(found)
        name = "".join(_families(found)[number - 1 : number]) if number > 0 else ""
        return name[:length] if length else name

    return get


def _whole_name(people: _People) -> _Get:
    def get(entry: Entry) -> str:
        for name in people(entry):
            if family := _family(name):
                return "".join(_WORD.findall(fold_ascii(name.non_dropping_particle or ""))) + family
        return ""

    return get


def _last(people: _People) -> _Get:
    return lambda entry: "".join(_families(people(entry))[-1:])


def _initial(people: _People, at: int) -> _Get:
    def get(entry: Entry) -> str:
        named = people(entry)
        words = _WORD.findall(fold_ascii(named[at].given or "")) if named else []
        return words[0][:1] if words else ""

    return get


def _initials_of_others(people: _People) -> _Get:
    def get(entry: Entry) -> str:
        families = _families(people(entry))
        return "".join([*(name[:5] for name in families[:1]), *(name[:1] for name in families[1:])])

    return get


def _beginnings(people: _People) -> _Get:
    """Return what gives the beginning of every name, as many characters in all as the number says."""

    def get(entry: Entry, length: int = 0) -> str:
        families = _families(people(entry))
        if not families:
            return ""
        each, rest = divmod(length or len(families), len(families))
        return "".join(name[: each + (at < rest)] for at, name in enumerate(families))

    return get


def _all(people: _People) -> _Get:
    def get(entry: Entry, number: int = 0) -> str:
        found = people(entry)
        families = _families(found)
        is_cut = number and (len(families) > number or _goes_on(entry, found))
        return " ".join([*families[: number or None], *(["EtAl"] if is_cut else [])])

    return get


def _alpha(people: _People) -> _Get:
    def get(entry: Entry) -> str:
        found = people(entry)
        families = _families(found)
        goes_on = _goes_on(entry, found)
        if len(families) == 1 and not goes_on:
            return families[0][:3]
        shown = families[:3] if len(families) > 4 else families
        return "".join(name[:1] for name in shown) + ("+" if len(families) > 4 or goes_on else "")

    return get


def _short(people: _People) -> _Get:
    def get(entry: Entry) -> str:
        families = _families(people(entry))
        if len(families) == 1:
            return families[0]
        return "".join(name[:1] for name in families[:3]) + ("+" if len(families) > 3 else "")

    return get


def _several(people: _People, shown: int, joint: str, more: str) -> _Get:
    """Return what gives two names, or *shown* of more and the words *more*."""

    def get(entry: Entry) -> str:
        found = people(entry)
        families = _families(found)
        if len(families) > 2 or (families and _goes_on(entry, found)):
            return joint.join(families[:shown]) + more
        return joint.join(families)

    return get


_KINDS: Final[dict[str, tuple[Callable[[_People], _Get], tuple[str, ...]]]] = {
    "auth": (_one, ("n", "m")),
    "authEtAl": (lambda people: _several(people, 1, " ", " EtAl"), ()),
    "authEtal2": (lambda people: _several(people, 1, ".", ".etal"), ()),
    "auth.etal": (lambda people: _several(people, 1, ".", ".etal"), ()),
    "authAuthEa": (lambda people: _several(people, 2, ".", ".ea"), ()),
    "auth.auth.ea": (lambda people: _several(people, 2, ".", ".ea"), ()),
    "authFirstFull": (_whole_name, ()),
    "authForeIni": (lambda people: _initial(people, 0), ()),
    "authIni": (_beginnings, ("n",)),
    "authorIni": (_initials_of_others, ()),
    "authorLast": (_last, ()),
    "authorLastForeIni": (lambda people: _initial(people, -1), ()),
    "authors": (_all, ("n",)),
    "authorsAlpha": (_alpha, ()),
    "authshort": (_short, ()),
}
_EDITORS: Final = {
    "auth": "edtr", "authForeIni": "edtrForeIni", "authIni": "edtrIni", "authorIni": "editorIni",
    "authorLast": "editorLast", "authorLastForeIni": "editorLastForeIni", "authors": "editors",
    "authshort": "edtrshort", "auth.auth.ea": "edtr.edtr.ea",
}  # fmt: skip


# Titles


def _title_words(entry: Entry, limit: int | None = None) -> list[str]:
    """Return the words of the title, the first *limit* of them, without function words unless there are no others."""
    title = _title(entry)
    words: list[str] = []
    for match in _WORD.finditer(title):
        word = match[0]
        # A figure behind the year would be read as part of it: 20123d.
        if word.lower() not in FUNCTION_WORDS and not word[0].isdigit():
            words.append(word.replace("'", ""))
            if len(words) == limit:
                return words
    return words or [word.replace("'", "") for word in _WORD.findall(title)[:limit]]


def _title(entry: Entry) -> str:
    title = plain(entry.title or "")
    if "\\" in title:
        title = _MATH_FONT.sub(" ", title)
    return title if title.isascii() else fold_ascii(title.replace("’", "'"))


def _capitalize(words: Sequence[str]) -> list[str]:
    return [word[:1].upper() + word[1:] for word in words]


def _some_words(usual: int) -> _Get:
    def get(entry: Entry, number: int = usual, capitals: int = 0) -> str:
        words = _title_words(entry, number)
        return " ".join([*_capitalize(words[:capitals]), *words[capitals:]])

    return get


def _every_word(entry: Entry) -> list[str]:
    return [word.replace("'", "") for word in _WORD.findall(_title(entry))]


def find_usual_parts(entry: Entry) -> tuple[str, str, str] | None:
    """Return the parts ``auth``, ``year`` and ``veryshorttitle`` of *entry*, or None if they take a closer look.

    The first author has a family name in letters of ASCII, and the title, in ASCII and without markup, begins with a
    word that is no function word.
    """
    family, title = entry.author[0].family if entry.author else None, entry.title
    if not (family and family.isalpha() and family.isascii() and title and title.isascii() and plain(title) == title):
        return None
    first = _WORD.match(title)
    if first is None or (word := first[0]).lower() in FUNCTION_WORDS or word[0].isdigit():
        return None
    return family, _year(entry), word.replace("'", "")


# Dates, pages, keywords and the rest


def _year(entry: Entry) -> str:
    # The key of an arXiv paper has the year of its first version, so that it does not change with its publication.
    date = entry.submitted if entry.arxiv is not None and entry.submitted is not None else entry.issued
    year = date.year if date is not None else None
    return str(year) if year is not None else ""


def _month(entry: Entry) -> str:
    return f"{entry.issued.month:02d}" if entry.issued is not None and entry.issued.month is not None else ""


def _day(entry: Entry) -> str:
    return f"{entry.issued.day:02d}" if entry.issued is not None and entry.issued.day is not None else ""


def read_arxiv(entry: Entry) -> str:
    """Return the arXiv identifier of *entry*, without a version, or nothing."""
    paper = find_arxiv_id(entry)
    return str(paper.unversioned) if paper is not None else ""


def _page(choose: Callable[[list[str]], str]) -> _Get:
    def get(entry: Entry) -> str:
        numbers = _NUMBER.findall(str(entry.page)) if entry.page is not None else []
        return choose(numbers) if numbers else ""

    return get


def _page_prefix(entry: Entry) -> str:
    return re.split(r"[0-9]", str(entry.page), maxsplit=1)[0] if entry.page is not None else ""


def _keywords(entry: Entry) -> tuple[str, ...]:
    return entry.keyword or (entry.arxiv.categories if entry.arxiv is not None else ())


def _keyword(entry: Entry, number: int = 1) -> str:
    return plain("".join(_keywords(entry)[number - 1 : number])) if number > 0 else ""


def _type(entry: Entry) -> str:
    return (entry.native_type or str(entry.type)).capitalize()


def find_field(name: str) -> Part:
    """Return the part that is the value of the field *name*, words as they are: ``journal``, ``volume``, ``author``.

    Raises :class:`~arxiv2bib.InvalidValueError` for a field that is not known.
    """
    paths = find_paths(_RAW.get(name.casefold(), name))
    joint = " and " if paths[0] in ("author", "editor") else " "
    return Part(lambda entry: fold_ascii(joint.join(plain(str(value)) for value in read_values(entry, paths))))


# Zotero's names of its fields that no other table has.
_RAW: Final = {"publicationtitle": "container_title", "place": "publisher_place", "journalabbreviation": "shortjournal"}


def _by_authors(entry: Entry) -> tuple[Name, ...]:
    return entry.author or entry.editor


PARTS: Final[dict[str, Part]] = {
    **{name: Part(make(_by_authors), numbers) for name, (make, numbers) in _KINDS.items()},
    "year": Part(_year),
    "shortyear": Part(lambda entry: _year(entry)[-2:]),
    "month": Part(_month),
    "day": Part(_day),
    "date": Part(lambda entry: str(entry.issued) if entry.issued is not None else ""),
    "veryshorttitle": Part(_some_words(1), ("n", "m")),
    "shorttitle": Part(_some_words(3), ("n", "m")),
    "shorttitleINI": Part(lambda entry: "".join(word[:1] for word in _title_words(entry, 3))),
    "title": Part(lambda entry: " ".join(_capitalize(_title_words(entry)))),
    "camel": Part(lambda entry: " ".join(_capitalize(_every_word(entry)))),
    "fulltitle": Part(lambda entry: " ".join(_every_word(entry))),
    "arxiv": Part(read_arxiv),
    "doi": Part(lambda entry: entry.doi.value if entry.doi is not None else ""),
    "firstpage": Part(_page(lambda numbers: min(numbers, key=lambda digits: (len(digits.lstrip("0")), digits)))),
    "lastpage": Part(_page(lambda numbers: max(numbers, key=lambda digits: (len(digits.lstrip("0")), digits)))),
    "pageprefix": Part(_page_prefix),
    "keyword": Part(_keyword, ("n",)),
    "keywords": Part(lambda entry, number=0: plain(" ".join(_keywords(entry)[: number or None])), ("n",)),
    "entrytype": Part(_type),
    **{f"pure{name}": Part(make(lambda entry: entry.author), numbers) for name, (make, numbers) in _KINDS.items()},
    **{name: Part(_KINDS[other][0](lambda entry: entry.editor), _KINDS[other][1]) for other, name in _EDITORS.items()},
}
"""The parts by their names; other names are those of fields."""
