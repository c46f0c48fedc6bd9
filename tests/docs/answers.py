"""What services say in the examples of the documentation, and a cache that has it: the examples ask nobody.

The facts are those of real papers; the answers are as short as can be.
"""

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from arxiv2bib.fetching import open_fetcher
from arxiv2bib.protocols import Response
from arxiv2bib.settings import load_settings

__all__ = ["CACHE", "fill_cache"]

CACHE: Final = Path(".cache") / "arxiv2bib"
"""Where the cache of somebody is whose home is the folder of the examples."""

_ATOM: Final = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">\n<entry>'
    "<id>http://arxiv.org/abs/{name}</id><title>{title}</title><published>{first}T00:00:00Z</published>"
    "<updated>{last}T00:00:00Z</updated><summary>{summary}</summary>{authors}"
    '<arxiv:primary_category term="{category}"/><category term="{category}"/>{more}</entry>\n</feed>\n'
)
_TRANSFORMER: Final = {
    "title": "Attention Is All You Need",
    "authors": "Ashish Vaswani, Noam Shazeer, Niki Parmar, Jakob Uszkoreit, Llion Jones, Aidan N. Gomez, "
    "Lukasz Kaiser, Illia Polosukhin",
    "category": "cs.CL",
    "summary": "A model of sequences made of attention alone.",
    "more": "<arxiv:comment>15 pages, 5 figures</arxiv:comment>",
}
_WAVES: Final = {
    "title": "Observation of Gravitational Waves from a Binary Black Hole Merger",
    "authors": "The LIGO Scientific Collaboration, the Virgo Collaboration",
    "category": "gr-qc",
    "summary": "A signal of gravitational waves was observed.",
    "more": "<arxiv:doi>10.1103/PhysRevLett.116.061102</arxiv:doi>"
    "<arxiv:journal_ref>Phys. Rev. Lett. 116, 061102 (2016)</arxiv:journal_ref>",
}
_PAPERS: Final = {
    "1706.03762": ("1706.03762v7", "2017-06-12", "2023-08-02", _TRANSFORMER),
    "1706.03762v1": ("1706.03762v1", "2017-06-12", "2017-06-12", _TRANSFORMER),
    "1602.03837": ("1602.03837v1", "2016-02-11", "2016-02-11", _WAVES),
}
_WORKS: Final = {
    "10.1103/PhysRevLett.116.061102": {
        "DOI": "10.1103/physrevlett.116.061102",
        "type": "journal-article",
        "title": ["Observation of Gravitational Waves from a Binary Black Hole Merger"],
        "author": [
            {"given": "B. P.", "family": "Abbott"},
            {"name": "LIGO Scientific Collaboration and Virgo Collaboration"},
        ],
        "container-title": ["Physical Review Letters"],
        "short-container-title": ["Phys. Rev. Lett."],
        "volume": "116",
        "issue": "6",
        "article-number": "061102",
        "issued": {"date-parts": [[2016, 2, 11]]},
        "publisher": "American Physical Society (APS)",
        "ISSN": ["0031-9007", "1079-7114"],
    },
    "10.1109/TIP.2021.3128329": {
        "DOI": "10.1109/tip.2021.3128329",
        "type": "journal-article",
        "title": ["Edge Tracing Using Gaussian Process Regression"],
        "author": [{"given": "Jamie", "family": "Burke"}, {"given": "Stuart", "family": "King"}],
        "container-title": ["IEEE Transactions on Image Processing"],
        "volume": "31",
        "page": "138-148",
        "issued": {"date-parts": [[2022]]},
        "publisher": "Institute of Electrical and Electronics Engineers (IEEE)",
    },
}
_MISSING: Final = {
    "https://export.arxiv.org/api/query?id_list=2111.99999&max_results=1": None,
    "https://api.crossref.org/works/10.1000/none": "application/json",
}


def fill_cache(folder: Path) -> None:
    """Put the answers into the cache of somebody whose home is *folder*."""
    (folder / CACHE).mkdir(parents=True)
    (folder / CACHE / "answers.sqlite").write_bytes(_make_cache())


@cache
def _make_cache() -> bytes:
    with TemporaryDirectory() as name:
        settings = load_settings(environ={"XDG_CONFIG_HOME": name}, cache_dir=name)
        with open_fetcher(settings) as fetch:
            for identifier, (shown, first, last, paper) in _PAPERS.items():
                url = f"https://export.arxiv.org/api/query?id_list={identifier}&max_results=1"
                authors = "".join(f"<author><name>{author}</name></author>" for author in paper["authors"].split(", "))
                body = _ATOM.format(**{**paper, "authors": authors}, name=shown, first=first, last=last)
                fetch.remember(Response(url=url, status=200, body=body.encode()))
            for doi, work in _WORKS.items():
                body = json.dumps({"status": "ok", "message-type": "work", "message": work})
                url = f"https://api.crossref.org/works/{doi}"
                fetch.remember(Response(url=url, status=200, body=body.encode()), accept="application/json")
            for url, accept in _MISSING.items():
                fetch.remember(Response(url=url, status=404), accept=accept)
        return (Path(name) / "answers.sqlite").read_bytes()
