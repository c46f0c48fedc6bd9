"""Answers of services, made for the tests: papers, works and records that do not exist."""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from xml.sax.saxutils import escape

Json = Any  # Any: JSON

AUTHORS = (("Ada", "Lovelace"), ("Grace", "Hopper"))
FEED = (
    "<?xml version='1.0' encoding='UTF-8'?>\n"
    '<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" '
    'xmlns="http://www.w3.org/2005/Atom">\n'
    "  <id>https://arxiv.org/api/1</id>\n  <title>arXiv Query: id_list</title>\n"
    "  <opensearch:totalResults>{total}</opensearch:totalResults>\n{entries}</feed>\n"
)


def make_paper(
    identifier: str,
    title: str = "On the weaving of algebraic patterns",
    *,
    version: int = 1,
    doi: str | None = None,
    journal: str | None = None,
    comment: str | None = None,
    days: tuple[str, str] = ("2021-11-05", "2021-11-05"),
) -> str:
    """Return the record of one paper, as arXiv's API has it."""
    names = "".join(f"<author><name>{given} {family}</name></author>" for given, family in AUTHORS)
    more = {"arxiv:doi": doi, "arxiv:journal_ref": journal, "arxiv:comment": comment}
    texts = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in more.items() if text is not None)
    address = f"https://arxiv.org/abs/{identifier}v{version}"
    return (
        f"  <entry>\n    <id>http://arxiv.org/abs/{identifier}v{version}</id>\n    <title>{escape(title)}</title>\n"
        f"    <updated>{days[1]}T10:00:00Z</updated>\n    <published>{days[0]}T10:00:00Z</published>\n"
        f'    <link href="{address}" rel="alternate" type="text/html"/>\n'
        f"    <summary>Some words.</summary>\n    {names}\n"
        f'    <arxiv:primary_category term="cs.CV"/><category term="cs.CV"/>{texts}\n  </entry>\n'
    )


def make_feed(*papers: str, total: int | None = None) -> str:
    """Return an answer of arXiv's API with *papers*."""
    return FEED.format(total=len(papers) if total is None else total, entries="".join(papers))


def make_error(message: str = "incorrect id format for 1") -> str:
    """Return the answer in which arXiv's API says that it does not understand."""
    return make_feed(
        "<entry><id>http://arxiv.org/api/errors#incorrect_id_format_for_1</id><title>Error</title>"
        f"<summary>{message}</summary></entry>"
    )


def make_work(
    doi: str, title: Json = "On the weaving of algebraic patterns", *, kind: Json = "journal-article", **more: Json
) -> dict[str, Json]:
    """Return a work, as Crossref's API has it."""
    work = {
        "DOI": doi,
        "type": kind,
        "title": [title],
        "container-title": ["Journal of Looms"],
        "author": [{"given": given, "family": family} for given, family in AUTHORS],
        "issued": {"date-parts": [[2022, 3]]},
        "volume": "7",
        "page": "11-29",
        "publisher": "Mill Press",
    }
    return {name: value for name, value in {**work, **more}.items() if value is not None}


def make_crossref(work: Mapping[str, Json]) -> str:
    """Return the answer of Crossref's API that is *work*."""
    return json.dumps({"status": "ok", "message-type": "work", "message": work})


def make_crossref_list(works: Iterable[Mapping[str, Json]]) -> str:
    """Return the answer of Crossref's API to a search."""
    return json.dumps({"status": "ok", "message-type": "work-list", "message": {"items": list(works)}})


def make_record(
    doi: str, title: str = "On the weaving of algebraic patterns", *, kind: str = "JournalArticle", **more: Json
) -> dict[str, Json]:
    """Return a record, as DataCite's API has it."""
    attributes = {
        "doi": doi.lower(),
        "titles": [{"title": title}],
        "creators": [
            {"name": f"{family}, {given}", "nameType": "Personal", "givenName": given, "familyName": family}
            for given, family in AUTHORS
        ],
        "publisher": "Mill Press",
        "publicationYear": 2022,
        "types": {"resourceTypeGeneral": kind},
    }
    return {"id": doi.lower(), "type": "dois", "attributes": {**attributes, **more}}


def make_datacite(record: Mapping[str, Json]) -> str:
    """Return the answer of DataCite's API that is *record*."""
    return json.dumps({"data": record})


def make_item(doi: str, title: str = "On the weaving of algebraic patterns", **more: Json) -> str:
    """Return the CSL-JSON of a work, as doi.org's content negotiation gives it."""
    item = {
        "type": "article-journal",
        "id": f"https://doi.org/{doi}",
        "DOI": doi,
        "title": title,
        "container-title": "Journal of Looms",
        "volume": "7",
        "author": [{"given": given, "family": family} for given, family in AUTHORS],
        "issued": {"date-parts": [[2022, 3]]},
    }
    return json.dumps({**item, **more})
