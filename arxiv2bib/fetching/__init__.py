"""The fetcher: asks services politely, and remembers what they said.

>>> from arxiv2bib.fetching import open_fetcher
>>> from arxiv2bib.settings import load_settings
>>> with open_fetcher(load_settings(mailto="me@example.org")) as fetch:  # doctest: +SKIP
...     answer = fetch("https://api.crossref.org/works/10.1000/182")
"""

from arxiv2bib.fetching.events import Event, EventKind, Observer
from arxiv2bib.fetching.fetcher import HttpFetcher, open_fetcher

__all__ = ["Event", "EventKind", "HttpFetcher", "Observer", "open_fetcher"]
