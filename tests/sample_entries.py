"""Entries that tests of several exporters begin with."""

from typing import Final

from arxiv2bib import ArxivId, ArxivInfo, Date, Doi, Entry, EntryType, Name

PREPRINT: Final = Entry(
    type=EntryType.ARTICLE,
    key="vaswani2017attention",
    title="Attention Is All You Need",
    author=(Name(family="Vaswani", given="Ashish"), Name(family="Shazeer", given="N. M.")),
    issued=Date(start=(2017, 6, 12)),
    doi=Doi("10.48550/arXiv.1706.03762"),
    url="https://arxiv.org/abs/1706.03762",
    abstract="Sequence models -- of any kind.",
    arxiv=ArxivInfo(id=ArxivId("1706.03762"), primary_category="cs.CL", categories=("cs.CL", "cs.LG")),
    version="7",
)
"""A preprint as most are: everything about it is usual."""
