"""What is looked at in the macros of a BibTeX file."""

from collections.abc import Iterator

from arxiv2bib.checks.fields import STYLE_MACROS
from arxiv2bib.checks.findings import shorten
from arxiv2bib.checks.rules import FileHit
from arxiv2bib.checks.subjects import Bibliography, Macro

__all__ = ["find_redefined_macros", "find_undefined_macros", "find_unused_macros"]


def find_undefined_macros(bibliography: Bibliography) -> Iterator[FileHit]:
    """Yield the first use of each macro that the file does not define before it; those of the styles apart."""
    for name, use in bibliography.uses.items():
        if not use.is_defined and name not in STYLE_MACROS and not name.startswith("ieee_"):
            times = "" if use.count == 1 else f"; it is used {use.count} times"
            part = (use.offset, use.offset + len(use.name))
            yield FileHit({"macro": shorten(use.name), "times": times}, use.piece, part, use.key, use.field)


def find_unused_macros(bibliography: Bibliography) -> Iterator[FileHit]:
    """Yield each macro that nothing in the file uses; a file of nothing but macros is for others to use."""
    if bibliography.subjects:
        for macro in bibliography.macros:
            if macro.name.casefold() not in bibliography.uses:
                yield FileHit({"macro": shorten(macro.name)}, macro.piece, macro.place)


def find_redefined_macros(bibliography: Bibliography) -> Iterator[FileHit]:
    """Yield each macro that has another value further up."""
    seen: dict[str, Macro] = {}
    for macro in bibliography.macros:
        first = seen.setdefault(macro.name.casefold(), macro)
        if first.text != macro.text:
            yield FileHit({"macro": shorten(macro.name), "line": str(first.piece.line)}, macro.piece, macro.place)
