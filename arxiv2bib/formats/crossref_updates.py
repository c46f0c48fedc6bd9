"""Relations and updates: what other works are to a work at Crossref, and whether it still stands.

A relation keeps Crossref's word (``is-preprint-of``). An update has words of the same form: a retracted paper
``has-retraction``, and the notice ``is-retraction-of`` the paper. CSL has the status "retracted" for such a paper;
styles and BibTeX print notes, so a note says it as well.

Source: Crossref, "Relationships", "Registering updates", "Retraction Watch data"; CSL 1.0.2, "status".
"""

import re
from typing import Final

from arxiv2bib.diagnostics import Code, Severity
from arxiv2bib.formats.agency_members import Gathering, Members
from arxiv2bib.formats.agency_names import take_words
from arxiv2bib.formats.crossref_types import UPDATES
from arxiv2bib.model.dates import Date
from arxiv2bib.model.identifiers import Doi
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.markup import escape

__all__ = ["gather_relations", "gather_updates", "name_identifier"]

# "RETRACTED ARTICLE: ..." (Springer), "RETRACTED: ..." (Elsevier, Wiley), "WITHDRAWN: ...".
_MARK: Final = compile_late(r"\W*(RETRACTED|WITHDRAWN|REMOVED)(?: ARTICLE| PAPER| CHAPTER)?\s*(?::|\)|\]|-|–|—)")
# "[Retracted] ..." and "... (Retracted article)": in brackets the word is none of the title's.
_BRACKETED: Final = compile_late(
    r"\A\s*[\[(](retracted|withdrawn)(?: article| paper)?[\])]|[\[(](retracted|withdrawn)\b[^\[\]()]{0,80}[\])]\s*\Z",
    re.I,
)
_KINDS: Final = {"RETRACTED": "retraction", "WITHDRAWN": "withdrawal", "REMOVED": "removal"}
_WORST: Final = ("removed", "withdrawn", "retracted", "partially retracted")


def name_identifier(kind: str | None, identifier: str) -> str:
    """Return *identifier* as a relation names it: a DOI and an address bare, others with their *kind* before them."""
    kind = (kind or "doi").strip().lower()
    if kind == "doi":
        found = Doi.find_all(identifier)
        return found[0].value if len(found) == 1 else identifier
    is_named = kind in ("uri", "url", "other") or "://" in identifier or identifier.lower().startswith(f"{kind}:")
    return identifier if is_named else f"{kind}:{identifier}"


def gather_relations(run: Gathering, work: Members) -> None:
    """Take ``relation``: what other works are to this one."""
    relations = work.take_object("relation")
    if relations is None:
        return
    for relation in list(relations.rest):
        for target in relations.take_objects(relation):
            identifier = take_words(target, "id")
            if identifier is not None and relation:
                run.relate(relation, name_identifier(take_words(target, "id-type"), identifier))
            target.leave_out("asserted-by")
            target.keep_rest()
    relations.keep_rest()


def gather_updates(run: Gathering, work: Members) -> None:
    """Take ``updated-by`` and ``update-to``: corrections and retractions of this work, and by it."""
    is_notice = False
    own = str(run.get("doi") or "").lower()
    for update in work.take_objects("update-to"):
        kind, doi = _read_update(update)
        if doi is not None and doi.lower() != own:  # a new version that keeps the DOI updates itself
            is_notice = True
            run.relate(f"is-{kind.replace('_', '-')}-of", doi)
        update.leave_out("updated", "label", "source", "record-id")
        update.keep_rest()
    found: dict[str, tuple[str | None, Date | None]] = {}
    for update in work.take_objects("updated-by"):
        kind, doi = _read_update(update)
        if doi is not None and doi.lower() != own:
            run.relate(f"has-{kind.replace('_', '-')}", doi)
        date = update.take_date("updated")
        if kind in found and date is not None and date != found[kind][1]:
            run.keep(update.at("updated"), str(date))
        found.setdefault(kind, (doi, date))
        update.leave_out("updated", "label", "source", "record-id")
        update.keep_rest()
    title = run.get("title") or ""
    mark = _MARK.match(title) or _BRACKETED.search(title) if not is_notice else None
    if mark is not None and not any(UPDATES.get(kind, (None, False))[0] for kind in found):
        found[_KINDS[str(mark[mark.lastindex or 1]).upper()]] = (None, None)
    _mark_updated(run, found)


def _read_update(update: Members) -> tuple[str, str | None]:
    kind = (take_words(update, "type") or "update").lower().replace("-", "_").replace(" ", "_")
    identifier = take_words(update, "DOI")
    return kind, name_identifier("doi", identifier) if identifier is not None else None


def _mark_updated(run: Gathering, found: dict[str, tuple[str | None, Date | None]]) -> None:
    statuses = [status for kind in found if (status := UPDATES.get(kind, (None, False))[0]) is not None]
    if statuses:
        run.set("status", min(statuses, key=_WORST.index))
    for kind, (doi, date) in found.items():
        status, is_serious = UPDATES.get(kind, (None, False))
        name = status or kind.replace("_", " ")
        day = f" on {date}" if date is not None else ""
        by = f", see {doi}" if doi is not None else ""
        if is_serious:
            run.notes.append(escape(f"{name.capitalize()}{day}{by}"))
            run.tell(
                Code.READ_RETRACTED_WORK, "status", f"the work is {name}" if status else f"there is an {name}",
                f"{name}{day}{by}", Severity.WARNING,
            )  # fmt: skip
        else:
            run.tell(
                Code.READ_UPDATED_WORK, "related", f"there is a later notice on the work: {name}", f"{name}{day}{by}"
            )
