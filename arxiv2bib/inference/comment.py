"""What an arXiv comment says: how far the paper has come and where, its pages and figures, addresses, a licence."""

import re
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

import attrs

from arxiv2bib.data.journals import find_journal
from arxiv2bib.data.venues import find_series, find_venue
from arxiv2bib.inference.comment_addresses import take_addresses
from arxiv2bib.inference.comment_counts import lower, take_counts
from arxiv2bib.inference.comment_finding import find_dated, find_venue_behind, read_bare
from arxiv2bib.inference.comment_status import (
    OTHER,
    find_statuses,
    find_stems,
    is_past_publication,
    needs_venue,
    speaks_maybe_of_others,
    status_of,
)
from arxiv2bib.inference.comment_venues import NamedVenue, read_plain, read_venue
from arxiv2bib.model.checking import refuse_text
from arxiv2bib.model.showing import show_fields
from arxiv2bib.model.vocabulary import PublicationStatus
from arxiv2bib.text.accents import decode_accents
from arxiv2bib.text.expressions import compile_late


@attrs.frozen(
    kw_only=True, slots=False
)  # one is built for each record, and with so many slots that takes three times as long
class Comment:
    """What a comment says of its paper; what it does not say is None or ``()``.

    ``venue`` is as written, without the year; ``status`` stays ``none`` where a venue is only named. ``workshop`` is
    one at the venue, ``presentation`` is ``oral``, ``spotlight`` or ``poster``. ``pages``, ``figures`` and ``tables``
    are counts.
    """

    status: PublicationStatus = PublicationStatus.NONE
    venue: str | None = None
    venue_acronym: str | None = None
    year: int | None = None
    workshop: str | None = None
    presentation: str | None = None
    pages: int | None = None
    figures: int | None = None
    tables: int | None = None
    urls: tuple[str, ...] = ()
    license: str | None = None

    __repr__ = show_fields


_BLANK: dict[str, object] = dict(Comment().__dict__)
_NOTE = compile_late(r"\barxiv admin note\b", re.I)
_WITHDRAWN = ("withdraw", "withdrew", "removed by arxiv", "retracted")
_LICENSES = (
    compile_late(r"\bCC[- ]?(?:BY|0)(?:[- ](?:NC|ND|SA)){0,2}(?:[- ]?\d\.\d)?(?![\w-])", re.I),
    compile_late(r"\bCreative Commons(?: [A-Z][\w-]*){0,4}(?: \d\.\d)?(?: International)?", re.I),
)
_PRESENTATION_STEMS = frozenset({b"oral", b"spot", b"post"})
_PRESENTATION = compile_late(
    r"(?<!\bon )\b(oral|spotlight|poster)s?\b(?= ?(?:\Z|[),.;!\]|&/(\"-]|presentation|paper|talk|session|track|at|in"
    r"|and|accept|submission|version|by|to|on|for|with|this|project|work|presented|code|\d))"
)
# A full stop behind one of these, or behind a single capital, does not end a clause.
_ABBREVIATIONS = frozenset(
    "Proc Conf Trans Intl Symp Lett Inform Comput Appl Process Sci Eng Med Int Vol vol No no pp Prof vs Anal Mach"
    " Intell Syst Res Rev Phys Biol Commun Technol al Dr Ed Eds Mag Soc Am Math Stat Inf Theory Chem Mech"
    " Electron Rob Autom Geosci Sens Image Pattern Recognit Vis J Univ Dept Fig Figs Sec Tab Eq Ref Inc St Sel"
    " Top Netw Learn Circuits Adv Artif Comp Imag Graph Multimed Softw Knowl Data Robot Opt Lect Notes Ann Nat"
    " Acad Natl Eur Gen Relativ Grav Nucl Mod Rept Astron Astrophys Cosmol Instrum Prog Suppl Bull Amer Funct"
    " Geom Topol Algebr Combin Probab Numer Differ Acoust Aerosp Ophthalmol Radiol Oncol Neurosci Psychol"
    " Meteorol Atmos Environ Mater Mol Genet Bioinform Photogramm Spat Rep Rel Quant Phil Philos Roy Lond Pol Polon"
    " Theoret Theor Combin Inst Contemp Supercond Semicond Fund Comm Canad Publ Zh Eksp Teor Fiz Riv Cim Fortschr Found"
    " Condens Geophys Planet Exper Instr Meth Mat Izv Rend Boll Ergod Dyn Dynam Contin Discr Calc Cosm Colloq"
    " Angew Reine Arch Ration Monatsh Manuscr Invent Compos Nachr Abh Ind Var Stoch Discrete Edinb Glasg Isr Jpn Ital"
    " Belg Mem Ser Asymptot Approx Constr Optim Oper Integr Transf Europhys Biophys Biochem Chin Part"
    " angew ed eds".split()
)
_MARKS = ".|!?\x1f"
_MARK = compile_late(r"[.|!?\x1f]+")
_GOES_ON = compile_late(r" (?:\(|(?:19|20)\d\d(?:\Z|[.,;)]))")
_NEW_SENTENCE = compile_late(r".[.!?](?: |\Z)|[a-z\d][.!?](?:[A-Z][a-z]| ?©)", re.S)
_WORD_BEFORE = compile_late(r"(?:\A|[^\w])(\w+)\Z")
_DAY_OF_MONTH = compile_late(r"(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\. \d")
_ABBREVIATION_NEXT = compile_late(r"[A-Z][a-z]{0,7}\.[A-Z]")  # Prog.Part.Nucl.Phys.
_PLACE = r"(?:1st|2nd|3rd|first|second|third|top|\d+th)[ -](?:place|prize|rank)"
_CHALLENGE = compile_late(
    rf"\b(?:challenges?\b|competition|winner|winning|runner|{_PLACE}|rank(?:ed|ing|s)?\b|leaderboard|champion|solution"
    r"|(?:technical|tech) report (?:for|of)|contest\b|award in|website for)"
)
_ORDER = {status: number for number, status in enumerate(PublicationStatus)}


def parse_comment(text: str) -> Comment:
    """Return what *text*, the comment of an arXiv record, says of its paper. Never raises.

    What is said of another version of the paper, of a challenge or of the code is not taken for this paper's venue, and
    a venue that is only named (``CVPR 2021, project page ...``) leaves ``status`` at ``none``.

    Source: the wordings of 104,967 comments of arXiv's cs.CV.
    """
    if not isinstance(text, str):
        raise refuse_text("parse_comment", text)
    text = " ".join(text.split())
    urls, text = take_addresses(text)
    if "\\" in text or "{" in text:
        text = _decode(text)
    counts, text = take_counts(text)
    said = _read_rest(text) if len(text) < _LONGEST_KEPT else _read_rest.__wrapped__(text)
    made = object.__new__(Comment)
    object.__setattr__(made, "__dict__", {**said, **counts, "urls": urls} if counts else {**said, "urls": urls})
    return made


_LONGEST_KEPT = 500


@lru_cache(maxsize=8192)  # without its counts and addresses, two comments in five have been seen before
def _read_rest(text: str) -> dict[str, object]:
    """Return the fields of a comment from *text*, which is without what is counted and without addresses."""
    values = dict(_BLANK)
    if "CC" in text or "ommons" in text:
        licence = next(filter(None, (pattern.search(text) for pattern in _LICENSES)), None)
        values["license"] = licence[0] if licence is not None else None
    lowered = text.lower()
    is_withdrawn = any(map(lowered.__contains__, _WITHDRAWN))
    if "admin note" in lowered and (note := _NOTE.search(text)) is not None:
        text = text[: note.start()]
    if is_withdrawn:
        values["status"] = PublicationStatus.WITHDRAWN
        return values
    status, venue, values["presentation"] = _read_clauses(text)
    if status is PublicationStatus.PUBLISHED and "presented" in lowered and _UNPUBLISHED.search(lowered) is not None:
        status = PublicationStatus.NONE  # a talk, of which nothing was printed
    values["status"] = status
    if venue is not None and venue.name not in _SITES:
        values["venue"], values["venue_acronym"] = venue.name, venue.acronym
        values["year"], values["workshop"] = venue.year, venue.workshop
    return values


_SITES = frozenset({"IEEE Xplore", "ACM Digital Library", "SPIE Digital Library", "SCITEPRESS Digital Library"})
"""Where publishers keep what appeared elsewhere."""
_UNPUBLISHED = compile_late(
    r"\bunpublished(?= ?(?:[,.;:)]|\Z))"
    r"|(?:\b(?:not|never)|n't)(?: been| yet| formally| officially){0,2} published\b"
    r"(?! (?:elsewhere|before|previously|anywhere))"
)
_FONT = compile_late(
    r"\\(?:text(?:bf|it|sc|tt|rm|sf|sl|normal|color ?\{\w+\})|emph|mbox)\b ?(?=\{)"
    r"|\\(?:bf|it|em|rm|sc|tt|sf|bfseries|itshape)\b ?"
)
_RAISED_ORDINAL = compile_late(r"(?<=\d)\$?\^ ?\{? ?(?:\\(?:text|mathrm|rm|textrm) ?\{? ?)?(st|nd|rd|th)\b[ }]*\$?")
_COPYRIGHT = compile_late(r"\\(?:c ?\{opyright\}|copyright)\b|\\c\{opyright\}")


def _decode(text: str) -> str:
    text = decode_accents(_COPYRIGHT.sub(" © ", _FONT.sub("", _RAISED_ORDINAL.sub(r"\1", text))))
    return re.sub(r"\\([&%$#_])", r"\1", text).replace("{", "").replace("}", "")


def _split_clauses(text: str) -> list[str]:
    """Return the clauses of *text*: they end at a full stop that ends no abbreviation, a semicolon, an address."""
    if ";" not in text:
        return _split_sentences(text)
    first, *middle, last = text.split(";")
    pieces = [first.rstrip(_MARKS), *(piece.strip(_MARKS) for piece in middle), last.lstrip(_MARKS)]
    return [clause for piece in pieces if piece for clause in _split_sentences(piece)]


def _split_sentences(text: str) -> list[str]:
    """Return the clauses of *text*, which has no semicolon."""
    if not ("." in text or "!" in text or "?" in text or "|" in text or "\x1f" in text):
        return [text]
    clauses = []
    start = 0
    for found in _MARK.finditer(text):
        if found[0] in ".!?" and not _is_end(text, found.start()):
            continue
        clauses.append(text[start : found.start()])
        start = found.end()
    clauses.append(text[start:])
    return clauses


def _is_end(text: str, position: int) -> bool:
    """Whether the full stop at *position* ends a clause."""
    if _GOES_ON.match(text, position + 1) or not _NEW_SENTENCE.match(text, position - 1):
        return False
    if text.startswith(" IOP Publishing", position + 1):
        return True  # accepted for publication in Journal of Physics A. IOP Publishing Ltd is not responsible
    word = _WORD_BEFORE.search(text, max(0, position - 12), position)
    if word is not None and _DAY_OF_MONTH.match(f"{word[1]}{text[position : position + 6]}") is not None:
        return False
    is_initial = word is not None and len(word[1]) == 1 and word[1].isupper() and text[position - 2] != "&"  # not A&A
    if word is None or word[1] in _ABBREVIATIONS or is_initial:
        return word is None
    return _ABBREVIATION_NEXT.match(text, position + 1) is None or not word[1][0].isupper()


class _Said(NamedTuple):
    """What one clause says."""

    status: PublicationStatus | None = None
    venue: NamedVenue | None = None
    presentation: str | None = None


_NOTHING = _Said()
_SHORTEST_CLAUSE = 3
_VOLUME = compile_late(r"[ ,.]*\d")
_PUBLISHED_IN = compile_late(r"[Pp]ublished (?:in|on)\b")
_IN_PROCEEDINGS = ("in proc.", "in proc ", "in procee")


def _read_clauses(text: str) -> tuple[PublicationStatus, NamedVenue | None, str | None]:
    """Return status, venue and form of presentation of the clauses of *text* that speak of this paper."""
    status = PublicationStatus.NONE
    venue: NamedVenue | None = None
    bare: NamedVenue | None = None
    presentation: str | None = None
    is_talk = False
    previous = ""
    for piece in _split_clauses(text):
        clause = piece.strip(" ,:-–")
        if len(clause) < _SHORTEST_CLAUSE:
            continue
        if previous and clause[:9].lower().startswith(_IN_PROCEEDINGS) and OTHER.search(lower(previous)) is not None:
            continue  # Extended version of: J. Doe, "A title". In Proc. of ...
        previous = clause
        said = _read_clause(clause)
        presentation = presentation or said.presentation
        if said.status is None:
            bare = bare or said.venue
        elif _wins(said.status, status) or (is_talk and _is_in_journal(said.status, said.venue)):
            status, venue = said.status, said.venue or venue
            is_talk = status is PublicationStatus.PUBLISHED and "resented" in clause and "ubli" not in clause
        elif (
            status is PublicationStatus.ACCEPTED
            and said.status is PublicationStatus.PUBLISHED
            and said.venue
            and not _is_talk_elsewhere(clause, said.venue, venue)
        ):
            status = said.status  # accepted there; published in ...
            venue = _choose_published(clause, said.venue, venue)
        else:
            venue = venue or said.venue
    return status, venue or bare, presentation


def _choose_published(clause: str, venue: NamedVenue, accepted: NamedVenue | None) -> NamedVenue | None:
    """Return where the paper appeared of *venue*, which *clause* says, and the one that had *accepted* it before.

    It is a journal that it is said to be published in, beside a conference, or beside what no table has.
    """
    journal = _as_journal(venue)
    if accepted is None or journal is None:
        return journal or accepted
    is_other = find_venue(accepted.name) is not None and _PUBLISHED_IN.search(clause) is not None
    return journal if is_other or not _is_known(accepted) else accepted


def _is_known(venue: NamedVenue) -> bool:
    """Whether a table has *venue*."""
    names = filter(None, (venue.name, venue.acronym))
    return any(find_venue(name) is not None or find_journal(name) is not None for name in names)


def _as_journal(venue: NamedVenue) -> NamedVenue | None:
    """Return *venue* by its name alone if that is a journal, also with its volume: ``Astrophys.J.718:L194,2010``."""
    name = _VOLUME.split(venue.name, maxsplit=1)[0]
    return venue._replace(name=name) if find_journal(name) is not None and find_series(name) is None else None


def _is_talk_elsewhere(clause: str, venue: NamedVenue, known: NamedVenue | None) -> bool:
    """Whether *clause* says that the paper was presented at *venue*, when it was accepted at another, *known* one."""
    if known is None or venue.acronym is None or venue.year is None or venue.acronym == known.acronym:
        return False
    if "presented" not in clause.lower():
        return False
    return venue.acronym not in known.name and "publi" not in clause


@lru_cache(maxsize=8192)  # CVPR 2023, Project page, Under review: half of all clauses have been seen before
def _read_clause(clause: str) -> _Said:
    lowered = lower(clause)
    stems = find_stems(lowered)
    said = _read_all(clause, lowered, stems)
    if said is _NOTHING or not speaks_maybe_of_others(lowered, stems):
        return said
    own = _without_others(clause, lowered)
    return said if own is clause else _read_all(own, lower(own), stems) if len(own) > 2 else _NOTHING


def _read_all(clause: str, lowered: str, stems: set[bytes]) -> _Said:
    presentation = None if _PRESENTATION_STEMS.isdisjoint(stems) else _PRESENTATION.search(lowered)
    stated = _read_status(clause, lowered, stems)
    status, venue = stated if stated is not None else (None, None)
    if stated is None:
        venue = read_bare(clause)
        if venue is not None and _CHALLENGE.search(lowered) is not None:
            venue = None
    if status is None and venue is None and presentation is None:
        return _NOTHING
    return _Said(status, venue, presentation[1] if presentation is not None else None)


_MOST_STATUSES = 12  # of a clause; real ones state three at most


def _without_others(clause: str, lowered: str) -> str:
    """Return *clause* up to where it begins to speak of another version, or of another paper."""
    if (other := OTHER.search(lowered)) is not None:
        return clause[: other.start()].rstrip(" (,")
    return clause


def _wins(new: PublicationStatus, old: PublicationStatus) -> bool:
    """Whether a status said later goes before one said earlier: rejection before all, the first word on acceptance."""
    if old is PublicationStatus.ACCEPTED and new is PublicationStatus.PUBLISHED:
        return False
    return _ORDER[new] > _ORDER[old]


_LONGEST_HEAD = 30


def _find_venue_before(clause: str, start: int, end: int) -> NamedVenue | None:
    """Return the venue that all of *clause* before the words on its status is: ``CVPR 2024 accepted, code at ...``."""
    if not 1 < start <= _LONGEST_HEAD:
        return None
    if clause[start - 1] == " ":
        return read_plain(clause[: start - 1])
    # MICCAI 2022 (early accept, top 14%)
    is_aside = clause[start - 1] == "(" and clause[end : end + 1] in ("", ",", ")")
    return read_plain(clause[: start - 1].rstrip()) if is_aside else None


def _is_in_journal(status: PublicationStatus, venue: NamedVenue | None) -> bool:
    """Whether a paper was accepted by a journal: a talk before that is not where it is published."""
    return status is PublicationStatus.ACCEPTED and venue is not None and _as_journal(venue) is not None


_CONDITION = compile_late(
    r"\bif (?:[a-z']+ ){0,3}?(?:accepted|selected)\b|\bshould (?:it|(?:this|the) (?:paper|work)) be acc"
)
_JOINED = compile_late(r"\b(?:and|was|been|officially|formally|article|paper|work|manuscript|version) \Z")
_TAKEN_STATUSES = frozenset({PublicationStatus.ACCEPTED, PublicationStatus.PUBLISHED})


def _read_status(clause: str, lowered: str, stems: set[bytes]) -> tuple[PublicationStatus, NamedVenue | None] | None:
    best: PublicationStatus | None = None
    venue: NamedVenue | None = None
    is_talk = is_future = False
    first = len(clause)
    is_condition = "acc" in lowered and _CONDITION.search(lowered) is not None
    for found in islice(find_statuses(lowered, stems), _MOST_STATUSES):
        status = status_of(found)
        if status is None or (is_condition and status in _TAKEN_STATUSES):
            continue
        if lowered.startswith("published by ", found.start()) and (
            best is PublicationStatus.SUBMITTED or (venue is not None and not _JOINED.search(lowered, 0, found.start()))
        ):
            continue  # submitted to, or accepted by, a journal, which is published by Elsevier
        here = _find_venue_before(clause, found.start(), found.end()) or find_venue_behind(clause, found.end())
        if here is None and needs_venue(found):
            continue
        first = min(first, found.start())
        if best is None or _wins(status, best) or (is_talk and _is_in_journal(status, here)):
            best, venue = status, here or venue
            is_talk, is_future = found[0].startswith("presented"), found[0].startswith(("to ", "will ", "shall "))
        elif (
            best is PublicationStatus.ACCEPTED and not is_future and here is not None and is_past_publication(found)
        ):  # but not: to appear in the proceedings of X, published by Y
            best, venue = status, venue or here
        else:
            venue = venue or here
    if best is None:
        return None
    head = clause[:first].rstrip(" (,:-")
    if venue is None:
        last = read_plain(head.rpartition(", ")[2])
        is_journal = last is not None and _as_journal(last) is not None  # contribution to ..., Phys. Scr., in press
        venue = last if is_journal else _read_head(head) or last
    return best, venue or find_dated(clause)


def _read_head(head: str) -> NamedVenue | None:
    """Return the venue that *head* names, which stands before the status: ``X and Y journal (accepted)``."""
    if head.endswith((" journal", " Journal")) and head[0].isupper() and "," not in head:
        named = read_venue(head)
        return named if named is not None and named.name in (head, head[: -len(" journal")]) else read_bare(head)
    return read_bare(head)
