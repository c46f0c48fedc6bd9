"""The addresses in a comment."""

from arxiv2bib.text.expressions import compile_late

_ADDRESS = compile_late(r"(?:[Hh][Tt][Tt][Pp][Ss]?:/{1,2}|ftp://|www\.)[^\s{}<>\"“”]+")
# Without its scheme an address is one where a path follows: github.com/name/project.
_BARE = compile_late(
    r"(?<![\w./@:-])(?:[\w-]{1,60}\.){1,4}(?:com|org|net|edu|io|ai|me|de|ch|uk|fr|cn|jp)/[^\s{}<>\"“”]+"
)
_WRAPPED = compile_late(r"\\(?:url|href) ?\{ ?\Z")
_WRAPPER_END = compile_late(r" ?\}(?:\{([^{}]{0,200})\})?")
_ESCAPED = compile_late(r"\\([_#%&~])")
_CLOSING = {")": "(", "]": "["}
PLACE = "\x1f"
"""What stands in the place of an address in the text that :func:`take_addresses` returns."""


def take_addresses(text: str) -> tuple[tuple[str, ...], str]:
    r"""Return the addresses in *text*, in order, and *text* with :data:`PLACE` where each stood.

    TeX wrappers (``\url{...}``, ``\href{...}{...}``) and final punctuation are not part of an address.
    """
    lowered = text.lower()
    has_scheme = "http" in lowered or "www." in text or "ftp:" in text
    if not has_scheme and "/" not in text:
        return (), text
    addresses: list[str] = []
    pieces: list[str] = []
    end = 0
    for found in (_ADDRESS if has_scheme else _BARE).finditer(text):
        if found.start() < end:
            continue
        address = _trim(found[0])
        start, stop = found.start(), found.start() + len(address)
        if (wrapper := _WRAPPED.search(text, max(end, start - 8), start)) is not None:
            start = wrapper.start()
            closing = _WRAPPER_END.match(text, found.end())
            stop = closing.end() if closing is not None else stop
        pieces.append(text[end:start])
        end = stop
        if address not in addresses:
            addresses.append(_ESCAPED.sub(r"\1", address) if "\\" in address else address)
    return tuple(addresses), PLACE.join([*pieces, text[end:]])


def _trim(address: str) -> str:
    """Return *address* without the punctuation of the sentence around it."""
    while address:
        last = address[-1]
        unopened = last in _CLOSING and address.count(last) > address.count(_CLOSING[last])
        if not unopened and last not in ".,;:'\\`’*|":
            break
        address = address[:-1]
    return address
