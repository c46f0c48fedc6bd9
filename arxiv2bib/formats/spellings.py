"""How a source spelled what an entry says, kept among the extras: out of date once the entry has been edited."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from arxiv2bib.formats.bibtex_fields import READ_TYPES as BIBTEX_KINDS
from arxiv2bib.formats.bibtex_fields import TYPES as BIBTEX_TYPES
from arxiv2bib.formats.bibtex_reading import AS_WRITTEN
from arxiv2bib.formats.csl_variables import SPELLING as CSL_SPELLING
from arxiv2bib.formats.ris_tags import READ_TYPES as RIS_KINDS
from arxiv2bib.formats.ris_tags import SPELLING
from arxiv2bib.formats.ris_tags import TYPES as RIS_TYPES
from arxiv2bib.model.entry import COMPARED_FIELDS, INDEX, Entry, Extra, compared_values
from arxiv2bib.model.vocabulary import EntryType

__all__ = ["SPELLINGS", "forget_outdated"]

SPELLINGS: Final = frozenset({AS_WRITTEN, CSL_SPELLING, SPELLING})
"""The namespaces of extras that say nothing which the fields of the entry do not say."""

_ALL: Final = len(COMPARED_FIELDS)
_TYPE: Final = INDEX["type"]
_NATIVE_TYPE: Final = INDEX["native_type"]
_ASIDE: Final = frozenset({INDEX["key"], _NATIVE_TYPE, INDEX["extra"]})
_Values = Sequence[Any]  # Any: of the model
_Interpret = Callable[[Sequence[Extra]], _Values]


def forget_outdated(entry: Entry) -> Entry:
    """Return *entry* without the spellings of fields that are not what they were when it was read; often *entry*."""
    read = entry.origin.values if entry.origin is not None else None
    if read is None or not any(extra.namespace in SPELLINGS for extra in entry.extra):
        return entry
    edited = _find_differences(read, compared_values(entry))
    outdated: set[Extra] = set()
    for namespace, interpreter in _INTERPRETERS.items() if edited else ():
        spelled = [extra for extra in entry.extra if extra.namespace == namespace]
        if spelled:
            interpret = interpreter(read[_TYPE], read[_NATIVE_TYPE])
            outdated.update(_find_about(edited, spelled, interpret))
            if _TYPE in edited:
                outdated.update(_find_otherwise(spelled, interpret, interpreter(entry.type, None)))
    return entry.evolve(extra=tuple(extra for extra in entry.extra if extra not in outdated)) if outdated else entry


def _find_about(places: set[int], spelled: Sequence[Extra], interpret: _Interpret) -> Iterable[Extra]:
    """Yield those of *spelled* that say anything about the fields in *places*.

    What one says is what it says alone and nobody says without it; a subtitle says something only beside a title, and
    a second date perhaps nothing that the first does not say.
    """
    nothing, everything = interpret(()), interpret(spelled)
    for at, extra in enumerate(spelled):
        alone = _find_differences(nothing, interpret((extra,)))
        missing = _find_differences(everything, interpret((*spelled[:at], *spelled[at + 1 :])))
        if places & (alone & missing or missing or alone):
            yield extra


def _find_otherwise(spelled: Sequence[Extra], before: _Interpret, after: _Interpret) -> Iterable[Extra]:
    """Yield those of *spelled* that say something else in an entry of the new type."""
    return (extra for extra in spelled if _find_differences(before((extra,)), after((extra,))) - {_TYPE})


def _find_differences(some: _Values, others: _Values) -> set[int]:
    pairs = enumerate(zip(some[:_ALL], others[:_ALL], strict=True))
    # What was not edited is the same object: to compare two takes much longer.
    return {at for at, (one, other) in pairs if one is not other and one != other and at not in _ASIDE}


def _interpret_bibtex(type: EntryType, native_type: str | None) -> _Interpret:
    from arxiv2bib.formats.bibtex_values import interpret_bibtex  # few entries are both spelled and edited

    kind = native_type if native_type in BIBTEX_KINDS else BIBTEX_TYPES[type].bibtex
    return lambda spelled: interpret_bibtex(str(kind), None, [(extra.name, extra.value) for extra in spelled])


def _interpret_ris(type: EntryType, native_type: str | None) -> _Interpret:
    from arxiv2bib.formats.ris_values import interpret_ris

    native = (native_type or "").upper()
    kind = native if native in RIS_KINDS else RIS_TYPES[type]
    return lambda spelled: interpret_ris(kind, [(extra.name, extra.value, None) for extra in spelled])


def _interpret_csl(type: EntryType, native_type: str | None) -> _Interpret:
    from arxiv2bib.formats.csl_values import interpret_spelled

    return lambda spelled: interpret_spelled(type, spelled)


_INTERPRETERS: Final[dict[str, Callable[[EntryType, str | None], _Interpret]]] = {
    AS_WRITTEN: _interpret_bibtex,
    CSL_SPELLING: _interpret_csl,
    SPELLING: _interpret_ris,
}
