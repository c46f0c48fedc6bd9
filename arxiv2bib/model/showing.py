"""What the classes of the model look like at a prompt and in a debugger."""

from typing import Any, cast

import attrs

__all__ = ["show_fields"]


def show_fields(self: Any) -> str:  # Any: of a class of attrs
    """Return the call that makes *self*, with the fields that are not at their default.

    It is the ``__repr__`` of a class, written once for all: attrs writes one for each, which Python compiles at every
    start.
    """
    fields = attrs.fields(cast("type[attrs.AttrsInstance]", type(self)))
    shown = [(field, getattr(self, field.name)) for field in fields if field.repr]
    said = (
        f"{field.name}={value!r}" for field, value in shown if field.default is attrs.NOTHING or value != field.default
    )
    return f"{type(self).__qualname__}({', '.join(said)})"
