"""Lines that many entries of a bibliography have in common: made once, and remembered."""

from functools import lru_cache

from arxiv2bib.data.calendar import MONTHS, SEASONS
from arxiv2bib.exporters._bibtex_lines import PREFIXES
from arxiv2bib.exporters._dates import write_date
from arxiv2bib.model.dates import Date
from arxiv2bib.text.latex import escape_latex, to_latex

__all__ = ["render_date_lines", "render_eprint_lines", "render_keywords"]


@lru_cache(maxsize=4096)
def render_date_lines(value: Date, is_biblatex: bool, ascii: bool) -> tuple[tuple[str, ...], str | None]:
    """Return the lines for the date of issue, and what of it they do not say.

    BibTeX has a year, a month and a day. What they cannot say (a range, "about") stands in BibLaTeX's ``date`` beside
    them, which BibTeX's styles pass over.
    """
    value, edtf, words, lost = write_date(value)
    if not edtf:
        text = escape_latex(words, ascii=ascii).strip()
        return ((f"{PREFIXES['year']}{text}}}",) if text else ()), lost
    dated = f"{PREFIXES['date']}{edtf}}}"
    if is_biblatex:
        return (dated,), lost
    start, end = value.start or (), value.end
    years = str(start[0]) if start else ""
    if end is not None and (not start or end[:1] != start[:1]):
        years += f"--{end[0] if end else ''}"
    lines = [f"{PREFIXES['year']}{years}}}"]
    if value.season is not None:
        lines.append(f"{PREFIXES['month']}{SEASONS[value.season - 1]}}}")
    elif len(start) > 1 and (end is None or end[:2] == start[:2]):
        lines.append(f"  month         = {MONTHS[start[1] - 1]}")
        if len(start) > 2 and end is None:
            lines.append(f"{PREFIXES['day']}{start[2]}}}")
    if end is not None or not start or value.circa:
        lines.append(dated)
    return tuple(lines), lost


@lru_cache(maxsize=4096)
def render_eprint_lines(primary: str | None, has_id: bool, is_biblatex: bool, ascii: bool) -> tuple[str, ...]:
    """Return the lines that all papers of one *primary* category have, behind the identifier's."""
    category = render_keywords((primary,), ascii) if primary else ""
    lines = [("eprinttype", "arxiv" if has_id else ""), ("eprintclass", category)]
    if not is_biblatex:  # Zotero knows eprinttype only, RevTeX and INSPIRE archivePrefix only
        lines += [("archivePrefix", "arXiv" if has_id else ""), ("primaryClass", category)]
    return tuple(f"{PREFIXES[name]}{text}}}" for name, text in lines if text)


@lru_cache(maxsize=4096)
def render_keywords(keywords: tuple[str, ...], ascii: bool) -> str:
    """Return *keywords* joined with commas; one that holds a comma or a semicolon goes in braces.

    Where it stands alone, a comma behind it says that the braces are the keyword's, and not the value's.
    """
    texts = (to_latex(keyword, ascii=ascii).strip() for keyword in keywords)
    parts = [f"{{{text}}}" if "," in text or ";" in text else text for text in texts if text]
    return f"{parts[0]}," if len(parts) == 1 and ";" in parts[0] else ", ".join(parts)
