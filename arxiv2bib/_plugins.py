"""Plug-ins: readers, exporters and resolvers that other distributions bring, found by their entry points.

The name of an entry point is the name of the format (of a resolver: its own), the value a class whose attrs fields
are its options. Nothing of a plug-in is imported before it is asked for.
"""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

import attrs

from arxiv2bib.errors import PluginError
from arxiv2bib.model.showing import show_fields
from arxiv2bib.protocols import Format

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = ["EXPORTER", "READER", "RESOLVER", "Kind", "Plugin", "find_plugin", "list_plugins"]


class Kind(NamedTuple):
    """What a plug-in may bring: what it is called, the group of its entry points, the methods that it must have."""

    what: str
    group: str
    methods: tuple[str, ...]
    has_format: bool = True


READER: Final = Kind("reader", "arxiv2bib.readers", ("sniff", "read"))
EXPORTER: Final = Kind("exporter", "arxiv2bib.exporters", ("export",))
RESOLVER: Final = Kind("resolver", "arxiv2bib.resolvers", ("wants", "resolve"), has_format=False)


@attrs.frozen(eq=False)
class Plugin:
    """One entry point of a group, or several that want the same name; ``name`` is in lower case."""

    kind: Kind
    name: str
    points: "tuple[EntryPoint, ...]"

    __repr__ = show_fields

    @property
    def origin(self) -> str:
        """The distribution that it comes from, with its version."""
        return _name_origin(self.points[0])

    def load(self) -> type[Any]:  # Any: a reader's, an exporter's or a resolver's class
        """Return the class; raises :class:`~arxiv2bib.PluginError` if there are two or it is not what it must be."""
        if len(self.points) > 1:
            origins = sorted(map(_name_origin, self.points))
            raise PluginError(
                f"{len(origins)} plug-ins bring a {self.kind.what} named {self.name!r}: {', '.join(origins)}; "
                "uninstall all but one"
            )
        what = f"the {self.kind.what} {self.name!r} of the plug-in {self.origin}"
        way_out = f"update or uninstall {self.origin.partition(' ')[0]}"
        try:
            found = self.points[0].load()
        except Exception as error:
            raise PluginError(f"{what} cannot be loaded ({type(error).__name__}: {error}); {way_out}") from error
        fault = _find_fault(found, self.kind, self.name)
        if fault is not None:
            raise PluginError(f"{what} is none: {fault}; {way_out}")
        return cast("type[Any]", found)


def find_plugin(kind: Kind, name: str) -> Plugin | None:
    """Return the plug-in called *name*, in any case, or by that alias; None if there is none.

    Raises :class:`~arxiv2bib.PluginError` if two go by that alias. One that cannot be loaded has no aliases.
    """
    plugins = list_plugins(kind)
    wanted = name.casefold()
    for plugin in plugins:
        if plugin.name == wanted:
            return plugin
    called = [plugin for plugin in plugins if wanted in _list_aliases(plugin)]
    if len(called) > 1:
        names = " and ".join(f"{plugin.name} of {plugin.origin}" for plugin in called)
        raise PluginError(f"{name!r} may be {names}; say which by its own name")
    return called[0] if called else None


def list_plugins(kind: Kind, built_in: Collection[str] = ()) -> tuple[Plugin, ...]:
    """Return the plug-ins of one kind by name, in alphabetical order, without those that are called like *built_in*."""
    from importlib.metadata import entry_points  # slow to load, and only needed where the built-in ones do not do

    found: dict[str, list[EntryPoint]] = {}
    for point in entry_points(group=kind.group):
        found.setdefault(point.name.casefold(), []).append(point)
    return tuple(Plugin(kind, name, tuple(found[name])) for name in sorted(found) if name not in built_in)


def _name_origin(point: "EntryPoint") -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist is not None else point.value


def _list_aliases(plugin: Plugin) -> tuple[str, ...]:
    try:
        cls = plugin.load()
    except PluginError:
        return ()
    return cast("Format", cls.format).aliases if plugin.kind.has_format else ()


def _find_fault(found: object, kind: Kind, name: str) -> str | None:
    """Return what keeps *found* from being a *kind* called *name*, or None."""
    return next(_find_faults(found, kind, name), None)


def _find_faults(found: object, kind: Kind, name: str) -> Iterator[str]:
    if not isinstance(found, type) or not attrs.has(found):
        yield "it is no attrs class"
        return
    if kind.has_format:
        known = getattr(found, "format", None)
        if not isinstance(known, Format):
            yield "its attribute format is no arxiv2bib.Format"
            return
        called: object = known.name
    else:
        called = getattr(found, "name", None)
    if called != name:
        yield f"it calls itself {called!r}"
    for method in kind.methods:
        if not callable(getattr(found, method, None)):
            yield f"it has no method {method}"
    for field in attrs.fields(found):
        if field.init and field.default is attrs.NOTHING:
            yield f"its option {field.name} has no default"
