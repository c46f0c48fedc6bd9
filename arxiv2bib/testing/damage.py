"""Texts that are damaged, and texts that come in small pieces."""

from collections.abc import Iterator, Sequence

import attrs
from hypothesis import strategies as st

from arxiv2bib.model.records import Source
from arxiv2bib.testing import strategies

__all__ = ["PiecewiseSource", "damaged"]


@attrs.define(eq=False)
class PiecewiseSource(Source):
    """A source whose text comes in pieces of *piece* characters, wherever they end."""

    piece: int = attrs.field(default=1, kw_only=True)

    def chunks(self, size: int = 0, *, translate: bool = True) -> Iterator[str]:
        """Yield the text in small pieces, whatever *size* is asked for."""
        text = "".join(Source.chunks(self, translate=translate))
        yield from (text[start : start + self.piece] for start in range(0, len(text), self.piece))
        if not text:
            yield ""


@st.composite
def damaged(draw: st.DrawFn, texts: Sequence[str]) -> str:
    """Return one of *texts* with a few pieces cut out, put in twice or replaced; or a text of another kind."""
    text = draw(st.sampled_from(texts))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 40)))
        put = draw(
            st.one_of(
                st.sampled_from(["", text[start:end] * 2, "\n", "\r\n", "\x00", "\ufeff"]),
                st.text(st.sampled_from(sorted(set(text)) or [" "]), max_size=5),
                strategies.surrogate_texts,
            )
        )
        text = text[:start] + put + text[end:]
    return draw(st.one_of(st.just(text), st.just(text[: draw(st.integers(0, len(text)))]), strategies.surrogate_texts))
