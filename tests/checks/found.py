"""What the tests of the checks ask: what is found in one entry."""

import arxiv2bib


def find(text: str, *select: str, format: str = "bibtex") -> list[arxiv2bib.Finding]:
    """Return what is found in *text*; the rules are those that are looked for anyway, or *select*."""
    return list(arxiv2bib.check(arxiv2bib.loads(text, format), select=select))


def find_codes(text: str, *select: str, format: str = "bibtex") -> list[str]:
    """Return the codes of what is found in *text*, in order."""
    return [finding.code for finding in find(text, *select, format=format)]


def make_entry(field: str, value: str, rest: str = "") -> str:
    """Return an entry that is in order but for *field*, whose value has its delimiters."""
    return f"@misc{{key, {field} = {value}{rest}}}\n"
