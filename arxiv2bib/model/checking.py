"""Values that a caller gives for the fields of the model: of the types that the fields have, or refused.

Readers make entries of values that are what they should be, and do not come here.
"""

import enum
import types
from collections.abc import Callable
from functools import cache
from typing import Any, Final, Union, cast, get_args, get_origin

import attrs

from arxiv2bib.errors import InvalidValueError

__all__ = ["Check", "find_check", "refuse_text"]

Check = Callable[[Any, str], Any]  # Any: what a caller gives; the same, or what it stands for

# What makes a value of the type, for who gave a text.
_MAKERS: Final = {
    "Name": "parse_name('Ada Lovelace')", "Date": "parse_date('2017-06-12')", "Pages": "parse_pages('630-645')",
    "Doi": "Doi('10.1000/182')", "Isbn": "Isbn('0-201-13448-9')", "Issn": "Issn('0031-9007')",
    "ArxivId": "ArxivId.parse('2111.03216')", "ArxivInfo": "ArxivInfo(id=ArxivId.parse('2111.03216'))",
    "Extra": "Extra('bibtex', 'shelf', 'second floor')",
}  # fmt: skip


def find_check(kind: Any) -> Check:  # Any: a type, or what stands for one in an annotation
    """Return a function of a value and the name of its field that gives the value if it is a *kind*.

    A list is made a tuple where *kind* is one, and the name of a member of an enumeration that member. The function
    raises :class:`~arxiv2bib.InvalidValueError`, with the name and what is wanted, for a value that is no *kind*.
    """
    arguments = get_args(kind)
    if get_origin(kind) in (types.UnionType, Union):
        (other,) = (argument for argument in arguments if argument is not types.NoneType)
        return _allow_none(other)
    if get_origin(kind) is tuple:
        return _check_rows(arguments[0]) if arguments[-1] is Ellipsis else _check_texts(len(arguments))
    if issubclass(kind, enum.Enum):
        return _check_member(kind)
    return _check_class(kind)


def refuse_text(function: str, value: object) -> InvalidValueError:
    """Return the error for *value*, no text, that was given to *function*."""
    return InvalidValueError(f"{function} takes text, not {type(value).__name__}")


def _refuse(value: object, where: str, wanted: str, kind: type | None = None) -> InvalidValueError:
    maker = _MAKERS.get(kind.__name__) if kind is not None else None
    way_out = f"; {maker} makes one" if maker is not None else ""
    return InvalidValueError(f"{where} is {wanted}, not {type(value).__name__}{way_out}")


def _allow_none(kind: Any) -> Check:  # Any: as above
    check = find_check(kind)

    def check_given(value: Any, where: str) -> Any:  # Any: as above
        return None if value is None else check(value, where)

    return check_given


def _check_rows(kind: type) -> Check:
    check = find_check(kind)
    wanted = f"a tuple of {_name(kind)}"

    def check_row(value: Any, where: str) -> Any:  # Any: as above
        if not isinstance(value, tuple | list):
            raise _refuse(value, where, f"{wanted}, () for none", kind)
        row = [check(item, f"{where}[{place}]") for place, item in enumerate(value)]
        is_same = isinstance(value, tuple) and all(map(lambda old, new: old is new, value, row))
        return value if is_same else tuple(row)

    return check_row


def _check_texts(count: int) -> Check:
    def check_texts(value: Any, where: str) -> Any:  # Any: as above
        if not isinstance(value, tuple | list) or len(value) != count or not all(isinstance(x, str) for x in value):
            raise _refuse(value, where, f"a tuple of {count} texts")
        return tuple(value)

    return check_texts


def _check_member(kind: type[enum.Enum]) -> Check:
    def check_member(value: Any, where: str) -> Any:  # Any: as above
        try:
            return kind(value)
        except ValueError as error:
            known = ", ".join(str(member) for member in kind)
            raise InvalidValueError(f"{where} is one of {known}; not {value!r}") from error

    return check_member


def _check_class(kind: type) -> Check:
    wanted = "text" if kind is str else f"{_article(kind)} {kind.__name__}"
    inner = _check_fields(kind) if attrs.has(kind) else {}

    def check_object(value: Any, where: str) -> Any:  # Any: as above
        if not isinstance(value, kind):
            raise _refuse(value, where, wanted, kind)
        for name, check in inner.items():
            check(getattr(value, name), f"{where}.{name}")
        return value

    return check_object


@cache
def _check_fields(model: type) -> dict[str, Check]:
    """Return the check of each field of the attrs class *model*."""
    return {field.name: find_check(field.type) for field in attrs.fields(cast("type[attrs.AttrsInstance]", model))}


def _name(kind: Any) -> str:  # Any: as above
    if get_origin(kind) is tuple:
        return f"tuples of {len(get_args(kind))} texts"
    return "texts" if kind is str else cast("str", kind.__name__)


def _article(kind: type) -> str:
    return "an" if kind.__name__[0] in "AEIOaeio" else "a"
