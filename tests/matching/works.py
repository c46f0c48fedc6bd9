"""Entries for the tests of matching, written in few words."""

from arxiv2bib import ArxivId, ArxivInfo, Date, Doi, Entry, EntryType, Name, Related, parse_name

__all__ = ["paper", "people", "preprint"]

TITLE = "Learning to see in the dark with few photons"
AUTHORS = "Ada Lovelace; Grace M. Hopper; Jürgen Müller"


def people(text: str) -> tuple[Name, ...]:
    """Return the names in *text*, which semicolons part; those in brackets are groups."""
    parts = (part.strip() for part in text.split(";"))
    return tuple(Name(literal=part.strip("[]")) if part[0] == "[" else parse_name(part) for part in parts if part)


def preprint(
    title: str | None = TITLE,
    authors: str = AUTHORS,
    year: int | None = 2021,
    *,
    number: str | None = "2111.03216",
    doi: str | None = None,
    related: tuple[str, ...] = (),
) -> Entry:
    """Return a preprint of arXiv as its readers make it; *doi* is what the authors gave, *related* what a registry."""
    identifier = ArxivId.parse(number) if number is not None else None
    return Entry(
        type=EntryType.ARTICLE,
        title=title,
        author=people(authors),
        issued=Date(start=(year, 11, 5)) if year is not None else None,
        doi=identifier.doi if identifier is not None else None,
        url=identifier.url if identifier is not None else None,
        arxiv=ArxivInfo(id=identifier, doi=doi, primary_category="cs.CV") if identifier is not None else None,
        related=tuple(Related(relation="is-preprint-of", identifier=name) for name in related),
    )


def paper(
    title: str | None = TITLE,
    authors: str = AUTHORS,
    year: int | None = 2022,
    *,
    type: EntryType = EntryType.ARTICLE_JOURNAL,
    doi: str | None = "10.1000/182",
    container: str | None = "Journal of Photons",
    **fields: object,
) -> Entry:
    """Return a published paper as a registry has it."""
    return Entry(
        type=type,
        title=title,
        author=people(authors),
        issued=Date(start=(year,)) if year is not None else None,
        doi=Doi(doi) if doi is not None else None,
        container_title=container,
        **fields,  # type: ignore[arg-type]
    )
