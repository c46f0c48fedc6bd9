"""Citation keys: made from a pattern, unique, the same at every run."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from arxiv2bib.errors import InvalidValueError
from arxiv2bib.model.entry import Entry
from arxiv2bib.text.markup import plain

DEFAULT_PATTERN = "[auth:lower][year][veryshorttitle:lower]"

# Words that say nothing of a title; a key's word is the first that is none of them. Those that begin English titles
# most often, and the articles of the languages next in number.
_FUNCTION_WORDS = frozenset(
    "a an the and or but nor for of on in to at by from with without into onto over under via as is are be can do does "
    "how what when where which who why towards toward der die das ein eine und le la les un une des du de el los "
    "las".split()
)
_LETTERS = str.maketrans(
    {"ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
     "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "ħ": "h", "Ħ": "H", "ŋ": "n", "Ŋ": "N"}
)  # fmt: skip
_WORD = re.compile(r"[A-Za-z0-9]+(?:'[A-Za-z]+)*")
_PART = re.compile(r"\[([^\[\]]*)\]")
_KEY_SAFE = re.compile(r"[^A-Za-z0-9_.:+/-]+")


@lru_cache(maxsize=65536)
def fold_ascii(text: str) -> str:
    """Return *text* with its letters in ASCII: accents dropped, ``ß`` as ``ss``; what has no such form is dropped."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore").decode()


def _family_name(entry: Entry) -> str:
    for name in entry.author or entry.editor:
        if name.family and name.family.isalpha() and name.family.isascii():
            return name.family
        words = _WORD.findall(fold_ascii(name.family or name.literal or str(name)))
        if words:
            return "".join(words).replace("'", "") if name.family else words[0].replace("'", "")
    return ""


def _title_words(entry: Entry, limit: int | None = None) -> list[str]:
    """Return the words of the title, the first *limit* of them, without function words unless there are no others."""
    title = plain(entry.title or "")
    if not title.isascii():
        title = fold_ascii(title.replace("’", "'"))
    words: list[str] = []
    for match in _WORD.finditer(title):
        word = match[0]
        # A figure behind the year would be read as part of it: 20123d.
        if word.lower() not in _FUNCTION_WORDS and not word[0].isdigit():
            words.append(word.replace("'", ""))
            if len(words) == limit:
                return words
    return words or [word.replace("'", "") for word in _WORD.findall(title)[:limit]]


def _year(entry: Entry) -> str:
    # The key of an arXiv paper has the year of its first version, so that it does not change with its publication.
    date = entry.submitted if entry.arxiv is not None and entry.submitted is not None else entry.issued
    year = date.year if date is not None else None
    return str(year) if year is not None else ""


def _month(entry: Entry) -> str:
    return f"{entry.issued.month:02d}" if entry.issued is not None and entry.issued.month is not None else ""


def _arxiv(entry: Entry) -> str:
    return str(entry.arxiv.id) if entry.arxiv is not None and entry.arxiv.id is not None else ""


_FIELDS: dict[str, Callable[[Entry], str]] = {
    "auth": _family_name,
    "year": _year,
    "shortyear": lambda entry: _year(entry)[-2:],
    "month": _month,
    "veryshorttitle": lambda entry: "".join(_title_words(entry, 1)),
    "shorttitle": lambda entry: "".join(_title_words(entry, 3)),
    "title": lambda entry: "".join(word[:1].upper() + word[1:] for word in _title_words(entry)),
    "arxiv": _arxiv,
    "doi": lambda entry: entry.doi.value if entry.doi is not None else "",
}
_MODIFIERS: dict[str, Callable[[str], str]] = {
    "lower": str.lower,
    "upper": str.upper,
    "capitalize": lambda text: text[:1].upper() + text[1:],
}


def compile_pattern(pattern: str) -> Callable[[Entry], str]:
    """Return a function that makes the key of an entry by *pattern*, not yet unique.

    ``[auth]``, ``[year]``, ``[shortyear]``, ``[month]``, ``[veryshorttitle]`` (one word), ``[shorttitle]`` (three),
    ``[title]``, ``[arxiv]``, ``[doi]`` stand for values, with ``:lower``, ``:upper`` or ``:capitalize`` behind the
    name; other characters stand for themselves. Keys are ASCII.

    Raises :class:`~arxiv2bib.InvalidValueError` for a name or modifier that is not known.

    Source: JabRef's documentation, "Customize the citation key generator".
    """
    if not isinstance(pattern, str):
        raise InvalidValueError(f"a key pattern is text like {DEFAULT_PATTERN!r}, not {type(pattern).__name__}")
    pieces: list[Callable[[Entry], str]] = []
    position = 0
    for match in _PART.finditer(pattern):
        pieces.extend(_constant(pattern, pattern[position : match.start()]))
        name, *modifiers = match[1].split(":")
        if name not in _FIELDS or any(modifier not in _MODIFIERS for modifier in modifiers):
            raise InvalidValueError(
                f"unknown part [{match[1]}] in the key pattern {pattern!r}; known: "
                f"{', '.join(f'[{known}]' for known in _FIELDS)}, with {', '.join(f':{known}' for known in _MODIFIERS)}"
            )
        pieces.append(_modified(_FIELDS[name], [_MODIFIERS[modifier] for modifier in modifiers]))
        position = match.end()
    pieces.extend(_constant(pattern, pattern[position:]))
    return lambda entry: "".join([piece(entry) for piece in pieces])


def _constant(pattern: str, text: str) -> list[Callable[[Entry], str]]:
    if _KEY_SAFE.search(text):
        raise InvalidValueError(f"the key pattern {pattern!r} has characters that no key may hold: {text!r}")
    return [lambda entry: text] if text else []


def _modified(field: Callable[[Entry], str], modifiers: list[Callable[[str], str]]) -> Callable[[Entry], str]:
    def value(entry: Entry) -> str:
        text = field(entry)
        for modify in modifiers:
            text = modify(text)
        return text

    return value


class KeyMaker:
    """Gives keys to entries that have none; an entry's own key is never touched.

    The first entry with a made key has it bare, later ones get a letter: ``a`` to ``z``, ``aa`` and on.
    Keys in *reserved* are not given.
    """

    def __init__(self, pattern: str = DEFAULT_PATTERN, *, reserved: Iterable[str] = ()) -> None:
        self._make = compile_pattern(pattern)
        self._used: set[str] = set(reserved)
        self._next: dict[str, int] = {}

    def __call__(self, entry: Entry) -> Entry:
        """Return *entry* with a key."""
        return entry.evolve(key=key) if (key := self.find_key(entry)) != entry.key else entry

    def reserve(self, keys: Iterable[str]) -> None:
        """Take *keys* out of those that may be given."""
        self._used.update(keys)

    def find_key(self, entry: Entry) -> str:
        """Return the key of *entry*, its own or a new one; from now on it is taken."""
        if entry.key:
            self._used.add(entry.key)
            return entry.key
        made = self._make(entry)
        is_safe = made.isalnum() and made.isascii()
        base = made if is_safe else _KEY_SAFE.sub("", made) or _KEY_SAFE.sub("", _arxiv(entry)) or "untitled"
        key = base
        while key in self._used:
            count = self._next.get(base, 0)
            self._next[base] = count + 1
            key = base + _letters(count)
        self._used.add(key)
        return key


def _letters(count: int) -> str:
    """Return the *count*-th suffix: a, b, ... z, aa, ab, ..."""
    text = ""
    count += 1
    while count:
        count, digit = divmod(count - 1, 26)
        text = chr(ord("a") + digit) + text
    return text


def assign_keys(
    entries: Iterable[Entry], pattern: str = DEFAULT_PATTERN, *, reserved: Iterable[str] = ()
) -> Iterator[Entry]:
    """Yield *entries* in order, each with a key; see :class:`KeyMaker`."""
    return map(KeyMaker(pattern, reserved=reserved), entries)
