"""Acronyms that stand for one journal in one field, and for another one in others."""

from typing import Final

__all__ = ["SHARED_ACRONYMS", "name_by_field"]

_COMPUTING: Final = ("cs.", "eess.", "stat.")
_SOUND: Final = ("cs.SD", "eess.AS", "physics.class-ph", "physics.ao-ph", "physics.flu-dyn")
_MOLECULES: Final = ("cond-mat", "physics.chem-ph", "physics.bio-ph", "physics.atm-clus", "q-bio", "chem-ph")
_FLOWS: Final = ("cs.", "math.", "physics.comp-ph", "physics.flu-dyn", "physics.plasm-ph", "astro-ph", "stat.")

# The journal by the beginning of the primary category, the first that fits; "" fits any that is known.
_BY_FIELD: Final[dict[str, tuple[tuple[tuple[str, ...], str], ...]]] = {
    "PRL": ((_COMPUTING, "Pattern Recognition Letters"), (("",), "Physical Review Letters")),
    "JCP": ((_MOLECULES, "Journal of Chemical Physics"), (_FLOWS, "Journal of Computational Physics")),
    "JASA": (
        (_SOUND, "Journal of the Acoustical Society of America"),
        (("",), "Journal of the American Statistical Association"),
    ),
    "EJP": ((("math.", "stat."), "Electronic Journal of Probability"), (("",), "European Journal of Physics")),
    "JSC": (
        (("cs.SC", "math.AC", "math.AG", "math.RA"), "Journal of Symbolic Computation"),
        (("",), "Journal of Scientific Computing"),
    ),
}
SHARED_ACRONYMS: Final = frozenset(_BY_FIELD)
"""The acronyms that mean a journal only together with a field."""
_LETTERS_NUMBER: Final = 6
"""Digits of the numbers of articles in Physical Review Letters since 2001; Pattern Recognition Letters has pages."""


def name_by_field(name: str, category: str | None, article_number: str | None = None) -> str:
    """Return the journal that the acronym *name* means in a paper of *category*; *name* itself if nothing tells.

    Source: the words of arXiv's authors, who call Physical Review Letters and Pattern Recognition Letters ``PRL``.
    """
    if name == "PRL" and article_number is not None and len(article_number) == _LETTERS_NUMBER:
        return "Physical Review Letters"
    if category is None:
        return name
    return next((title for fields, title in _BY_FIELD[name] if category.startswith(fields)), name)
