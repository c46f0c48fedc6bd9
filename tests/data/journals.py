"""The lists of journal titles of JabRef's users, packed for the wheel: ``python -m tests.data.journals FOLDER``.

FOLDER holds the CSV files (title, abbreviation); the result is ``arxiv2bib/data/journals.tsv.z``: sorted lines
``key, title, abbreviation`` for titles and ``key, where the title's line begins`` for abbreviations, with tabs between.
Origin: JabRef/abbrv.jabref.org, CC0 1.0.
"""

import csv
import re
import sys
import zlib
from collections import defaultdict
from pathlib import Path

from arxiv2bib.data import read_rows
from arxiv2bib.data.keys import fold_letters, list_words, make_key

PACKED = Path(__file__).resolve().parents[2] / "arxiv2bib" / "data" / "journals.tsv.z"

# Lists by how much their abbreviations are worth here: ISO 4 first, then the societies, then the medical
# ones without full stops. Left out: those of the humanities, whose abbreviations are words such as AA, and entrez,
# which doubles the size for local medical journals that no record of the archive names.
LISTS = (
    "ieee general geology_physics mechanical mathematics lifescience acs meteorology astronomy "
    "geology_physics_variations ubc sociology aea ams medicus"
).split()
# A society or a person where a title should be, macros, TeX.
_BAD = re.compile(r"#|\\|\$|^Institute of|^Association for|^Society for|\?")
_DIGITS = 7  # of where a line begins, in characters
_SUBTITLE = re.compile(r"\s+(?:/|:)\s+.*|\. (?:Institute|Society|Association)\b.*|\s+\[translation of\b.*")
_PLACE = re.compile(r"\s*[(\[][^)\]]*[)\]]")
"""What tells journals of one title apart, and is in the abbreviation only: ``Kybernetika (Prague)``."""


def read_lists(folder: Path) -> list[tuple[str, str]]:
    """Return the pairs of title and abbreviation of the lists in *folder*, best list first."""
    pairs = []
    for name in LISTS:
        with (folder / f"journal_abbreviations_{name}.csv").open(encoding="utf-8", newline="") as file:
            pairs += [(row[0], " ".join(row[1].split())) for row in csv.reader(file) if len(row) > 1 and row[1].strip()]
    return pairs


def is_abbreviation(short: str, title: str) -> bool:
    """Whether *short* can be an abbreviation of *title*: each of its words is one of the title, or a part of it.

    Lists that were made of citations have titles cut at a full stop, which leaves the publisher
    (``Jagellonian University`` for ``Acta Phys. Polon. B``) or a journal without its series (``Acta Crystallographica``
    for ``Acta Cryst. Sect. A``).
    """
    words = list_words(fold_letters(title))
    joined, initials = "".join(words), "".join(word[0] for word in words)
    for written in list_words(_PLACE.sub("", short)):
        word = fold_letters(written)
        fitting = next((of_title for of_title in words if _is_shortened(word, of_title)), None)
        is_acronym = written.isupper() and len(word) > 2 and _is_shortened(word, initials)
        if fitting is not None:
            words.remove(fitting)
        elif not is_acronym and (len(word) < 2 or word not in joined):
            return False
    return True


def _is_shortened(word: str, of_title: str) -> bool:
    """Whether *word* is *of_title* without some of its letters, the first kept: ``Natl.``, ``Polon.``."""
    letters = iter(of_title)
    return word[0] == of_title[0] and all(letter in letters for letter in word)


def choose_pairs(pairs: list[tuple[str, str]]) -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    """Return title and abbreviation by the key of the title, and the key of the title by that of an abbreviation."""
    titles: dict[str, tuple[str, str]] = {}
    targets: dict[str, list[str]] = defaultdict(list)
    misfits: dict[str, str] = {}
    for written, abbreviation in pairs:
        title = _SUBTITLE.sub("", " ".join(written.split()))
        key, short = make_key(title), make_key(abbreviation)
        if _BAD.search(title) or len(key) < 5 or len(short) < 5 or len(title) > 150:
            continue
        if not is_abbreviation(abbreviation, title):
            misfits.setdefault(short, abbreviation)
            continue
        # Of the same title the spelling with most capitals is that of the journal: "Medical image analysis" is NLM's.
        old = titles.get(key)
        if old is None or (title.islower() < old[0].islower()):
            titles[key] = (title, abbreviation)
        elif sum(map(str.isupper, title)) > sum(map(str.isupper, old[0])) and not title.isupper():
            titles[key] = (title, old[1])
        if short != key:
            targets[short].append(key)
    for short, abbreviation in misfits.items():  # a journal all the same, whose title is not known
        if short not in targets:
            titles.setdefault(short, (abbreviation, abbreviation))
    return titles, {short: keys[0] for short, keys in targets.items() if short not in titles}


def pack(folder: Path) -> str:
    """Return the text of the packed table."""
    titles, targets = choose_pairs(read_lists(folder))
    own = [[row[0], row[1], *row[2].split(";")] for row in read_rows("journal_names.txt")]
    known = {make_key(name) for names in own for name in names}
    lines = {key: f"{title}\t{short}" for key, (title, short) in titles.items() if key not in known}
    aliases = {short: key for short, key in targets.items() if short not in known and key in lines}
    starts: dict[str, str] = {}
    start = 0
    for key in sorted([*lines, *aliases]):
        starts[key] = f"{start:0{_DIGITS}}"
        start += len(key) + (len(lines[key]) if key in lines else _DIGITS) + 2
    lines |= {short: starts[key] for short, key in aliases.items()}
    return "\n".join(f"{key}\t{lines[key]}" for key in sorted(lines))


if __name__ == "__main__":
    PACKED.write_bytes(zlib.compress(pack(Path(sys.argv[1])).encode("utf-8"), 9))
