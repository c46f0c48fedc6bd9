"""Objects of the model made fast: readers make millions of them.

attrs fills a frozen object through ``object.__setattr__``, one call a field. A draft is an object of a twin class with
the same slots that lets itself be filled by plain assignment; told its real class at the end, it is an object like any
other. That takes a fraction of the time.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final, TypeVar, cast

import attrs

__all__ = ["make_drafter", "make_filler", "make_getter", "make_refiller", "make_row_drafter"]

_Model = TypeVar("_Model")
_END: Final = ("    made.__class__ = Model", "    return made")


def _make_twin(model: type) -> type:
    """Return a class with the slots of *model* whose objects can become objects of it."""
    # A place for weak references would keep the two layouts apart.
    return type(f"{model.__name__}Draft", (), {"__slots__": tuple(vars(model)["__slots__"])})


def _fields_of(model: type) -> Iterable["attrs.Attribute[Any]"]:  # Any: of each field's type
    fields: Iterable[attrs.Attribute[Any]] = attrs.fields(cast("type[attrs.AttrsInstance]", model))
    return fields


def make_drafter(model: type[_Model], *names: str) -> Callable[..., _Model]:
    """Return a function of the values of the fields *names*, in that order, that makes a *model*.

    The other fields have their defaults. *model* is an attrs class with slots and without ``weakref_slot``. Nothing is
    converted or validated: it is for values that are what they should be.
    """
    defaults = {field.name: field.default for field in _fields_of(model) if field.name not in names}
    if attrs.NOTHING in defaults.values():
        raise TypeError(f"every field of {model.__name__} without a default must be among {names}")
    lines = [f"def draft({', '.join(names)}):", "    made = Twin()"]
    lines += [f"    made.{name} = {name}" for name in names]
    lines += [f"    made.{name} = defaults[{name!r}]" if default is not None else f"    made.{name} = None"
              for name, default in defaults.items()]  # fmt: skip
    return _compile([*lines, *_END], model, {"defaults": defaults})


def make_row_drafter(model: type[_Model], first: str, second: str) -> Callable[..., tuple[_Model, ...]]:
    """Return a function of the values of the fields *first* and those of *second* that makes a *model* of each pair.

    It takes two sequences of one length. Otherwise as :func:`make_drafter`; a call for all costs less than one for
    each.
    """
    rest = [field for field in _fields_of(model) if field.name not in (first, second)]
    if any(field.default is not None for field in rest):
        raise TypeError(f"the fields of {model.__name__} but {first} and {second} must be None if they are not given")
    lines = ["def draft(firsts, seconds):", "    row = []", "    for first, second in zip(firsts, seconds):"]
    lines += ["        made = Twin()", f"        made.{first} = first", f"        made.{second} = second"]
    lines += [f"        made.{field.name} = None" for field in rest]
    lines += ["        made.__class__ = Model", "        row.append(made)", "    return tuple(row)"]
    return _compile(lines, model, {})


def make_filler(model: type[_Model]) -> Callable[[Any], _Model]:  # Any: a sequence of the values of the fields
    """Return a function of one sequence, the values of all fields of *model* in order, that makes a *model*.

    It raises ValueError for a sequence of another length. Otherwise as :func:`make_drafter`.
    """
    places = ", ".join(f"made.{field.name}" for field in _fields_of(model))
    return _compile(["def draft(values):", "    made = Twin()", f"    {places}, = values", *_END], model, {})


def make_getter(*names: str) -> Callable[[Any], tuple[Any, ...]]:  # Any: an object, the values of its fields
    """Return a function of an object that gives the values of its fields *names*.

    It is what ``operator.attrgetter`` is, in half the time: each place in its code remembers where a slot is.
    """
    scope: dict[str, Any] = {}
    places = [f"made.{name}, " for name in names]
    # Python would make a list of more than thirty, and a tuple of that.
    tuples = " + ".join(f"({''.join(places[at : at + 30])})" for at in range(0, len(places), 30))
    exec(f"def get(made):\n    return {tuples}", scope)  # noqa: S102 - nothing in it comes from outside
    get: Callable[[Any], tuple[Any, ...]] = scope["get"]
    return get


def make_refiller(model: type, *names: str) -> Callable[[Any, Any], None]:  # Any: an object, a sequence of its values
    """Return a function of an object and a sequence of values that sets the fields *names* of *model* in the object.

    The sequence has a value for each field of *model* but those behind the last of *names*; the object lets itself be
    changed.
    """
    known = [field.name for field in _fields_of(model)]
    last = max(map(known.index, names))
    places = ", ".join(f"made.{name}" if name in names else "_" for name in known[: last + 1])
    scope: dict[str, Any] = {}
    exec(f"def refill(made, values):\n    {places}, = values", scope)  # noqa: S102 - nothing in it comes from outside
    refill: Callable[[Any, Any], None] = scope["refill"]
    return refill


def _compile(lines: list[str], model: type, names: dict[str, Any]) -> Callable[..., Any]:  # Any: defaults; a model
    """Compile the function, as attrs does for its own: a loop over the fields would cost more than it saves."""
    scope: dict[str, Any] = {"Twin": _make_twin(model), "Model": model, **names}
    source = "\n".join(lines)
    exec(compile(source, f"<draft of {model.__name__}>", "exec"), scope)  # noqa: S102 - nothing in it comes from outside
    draft: Callable[..., Any] = scope["draft"]
    return draft
