"""Authors whose names arXiv has taken apart: family name, given names, suffix."""

from functools import lru_cache

from arxiv2bib.formats.bibtex_names import build_person, unglue_initials
from arxiv2bib.formats.name_cleaning import clean_name, prepare_text
from arxiv2bib.formats.name_words import is_particle, is_suffix
from arxiv2bib.formats.natural_names import LONGEST, is_ordinary_name, parse_natural_name
from arxiv2bib.model.names import Name, make_person

__all__ = ["read_name"]


def read_name(family: str, given: str = "", suffix: str = "") -> Name | None:
    """Return the author of these parts, or None if they have no letters: the colon behind a collaboration.

    TeX is decoded, particles are told from the family name, and what names a group is a literal.
    Source: arXiv's OAI formats ``keyname``, ``forenames``, ``suffix``, and the lists of ``authors_parsed``.
    """
    if len(family) + len(given) > LONGEST:
        return _read_name(family, given, suffix)
    return _read_known_name(family, given, suffix)


def _read_name(family: str, given: str, suffix: str) -> Name | None:
    # arXiv's programs put a space before the hyphen of "C.-P. Yuan".
    given = given.replace(". -", ".-")
    if not suffix and " " not in family and is_ordinary_name(f"{given} {family}"):
        return make_person(family, given)
    family, given = _clean(family), _clean(given)
    if not family:
        family, given = given, ""
    if not family:
        return None
    if not given and (glued := unglue_initials(family)) is not None:  # "A.Yu.Morozov"
        given, family = glued
    suffix = " ".join(suffix.split())
    head, _, tail = family.rpartition(" ")
    if head and not suffix and is_suffix(tail):  # "Adams, Jr."
        family, suffix = head.rstrip(","), tail
    whole = parse_natural_name(f"{given} {family}".strip())
    if whole.literal is not None:
        return whole if not suffix else Name(literal=f"{whole.literal} {suffix}")
    particle = whole.dropping_particle or whole.non_dropping_particle or ""
    if not whole.suffix and f"{particle} {whole.family or ''}".strip() == family and (whole.given or "") == given:
        return build_person(given, particle, whole.family or "", suffix)
    words = family.split()
    start = next((at for at, word in enumerate(words) if not is_particle(word)), 0)
    return build_person(given, " ".join(words[:start]), " ".join(words[start:]), suffix)


_read_known_name = lru_cache(maxsize=65536)(_read_name)


def _clean(text: str) -> str:
    return clean_name(prepare_text(text))
