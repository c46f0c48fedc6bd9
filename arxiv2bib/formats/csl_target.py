"""What an importer of CSL-JSON understands, where that is less than CSL."""

from collections.abc import Mapping

import attrs

from arxiv2bib.model.showing import show_fields

__all__ = ["CslTarget"]


@attrs.frozen(kw_only=True, eq=False)
class CslTarget:
    """An importer of CSL-JSON that knows fewer types and variables than CSL has, and no parts of a name.

    ``types`` gives for a CSL type the one to write in its place, and the word for it in a line of the note:
    ``"software": ("book", "computerProgram")``. ``holds`` are the variables that the importer has a field for, by CSL
    type; the others become lines of the note. ``keeps`` are variables that stay in the item beside such a line, for
    importers of another version.
    """

    types: Mapping[str, tuple[str, str]]
    holds: Mapping[str, frozenset[str]]
    keeps: frozenset[str] = frozenset()

    __repr__ = show_fields
