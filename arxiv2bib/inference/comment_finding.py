"""Where in a clause of a comment the venue stands: behind the words on the status, or alone."""

import re

from arxiv2bib.inference.comment_names import MONTH, YEAR, is_acronym, known_acronyms, known_names, take_year
from arxiv2bib.inference.comment_venues import NamedVenue, place_workshop, read_plain, read_venue
from arxiv2bib.text.expressions import compile_late

# What may stand between a status and the venue: accepted (for publication as an oral paper in the proceedings of the) X
_PASSED = frozenset(
    "for publication publications presentation presentations possible"
    " oral poster spotlight talk review consideration peer to be published"
    " presented appear included as a an the full long short regular paper papers research article at in by on into"
    " of and with from will is was been has it being proceedings proceeding proccedings proc proc. annual main final"
    " camera camera-ready ready version also highlight soon forthcoming after minor major revision revisions future"
    " issue special via @ upcoming lecture preprint manuscript under reviewing now currently already directly inclusion"
    " print online first our non-archival archival track session invited extended abstract demo technical selected"
    " early access accepted submitted chapter book letter brief note work this that they recently about late"
    " breaking results student appearing publish present press top best oral/spotlight poster/spotlight"
    " highlighted highlights finding findings process 4-page leading well-known prestigious premier renowned"
    " famous journal's conference's peer-reviewed peer-review in-press rebuttal stage phase journal: conference:"
    " venue: name: proceedings: one prominent selective undergoing round second publishing presenting contribution"
    " contributed tiny w/ editor editors principle".split()
)
_ORDINALS = frozenset({"First", "Second", "Annual", "Future"})
_NUMBERED = (
    " Workshop",
    " International",
    " Conference",
    " Symposium",
    " IEEE",
    " ACM",
    " Asian",
    " European",
    " Joint",
    " Annual",
    " Technologies",
    " Generation",
    " Internet",
    " Review",
)
_SMALL_ORDINAL = compile_late(
    r"(?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|(?:twenti|thirti|forti|fifti)eth"
    r"|(?:twenty|thirty|forty|fifty)-\w+)\Z"
)
_GENERIC_HEADS = frozenset("journal conference workshop symposium transactions".split())
_SMALL_ACRONYM = compile_late(r"[a-z]{2,10}")
_BREAKS = frozenset(
    "code codes github available released release link data http project website see please which".split()
)
_BREAKS_IN_CAPITALS = frozenset("Code Codes Project Website Github GitHub Link +".split())
# What tells of something else than a venue: Correspondence: ..., Supp: ..., Source code at ...
_LABEL = compile_late(r"[A-Z][a-z]+:(?! ?[A-Z])|Source [Cc]ode\b(?! for)")
_DIRECT = compile_late(
    r" (?:(?:for publication|for presentation|as (?:a |an )?(?:oral|poster)) )?(?:at|to|by|in|for|on) (?:the )?"
)
# What the paper is taken as: (accepted) as a Tiny Paper (at), as an AI4Earth workshop paper (in)
_KIND = compile_late(
    r"as (?:an? |the )?((?:(?!at |in |by |to |for |of |on )[\w'’&+-]+ ){0,5}?"
    r"(?:papers?|articles?|contributions?|presentations?|posters?|abstracts?|talks?|submissions?))\b(?: \w+)?"
    r"(?= (?:at|in|by|to|for|of|on)\b)",
    re.I,
)
_SPECIAL_ISSUE = compile_late(r"special (?:issue|section)s? (?:on|about|titled|entitled|:) ?", re.I)
_TOPIC_BEFORE = compile_late(
    r"(?:[\w&'’/-]+ ){1,8}?[Ss]pecial (?:[Ii]ssue|[Ss]ection|[Ff]eature) of (?:the )?(?:journal )?(?=[A-Z])"
)
_TOPIC_ENDS = compile_late(r"[,)\"”]{1,2} (?:(?:in|of) )?(?:the )?(?=[A-Z])| (?:of|in) the (?=[A-Z])")
_READ_OTHERWISE = frozenset({"as", "special", "Special", "Proceedings", "Proc."})
_GLUED = compile_late(r"(?:in|at|by|to|for)(?=[A-Z][A-Za-z]{2})")
_CAPITAL_WITHIN = compile_late(r"(?:[a-z]{1,2}(?:[A-Z]|-[A-Z]{2}|\d[A-Z])|[a-z]{3,5}[A-Z]{2})(?<!arX)")
_PERSON = compile_late(
    r"[A-Z][\w'’-]+,? (?:[A-Z]\.[ -]?){1,3}(?:[,;&(]|and )"
    r"|(?:[A-Z]\.[ -]?){1,3} ?[A-Z][\w'’-]+(?:,| and| &) (?:[A-Z]\.|and )"
)
_EDITORS = compile_late(r"\([Ee]d(?:s|itors?)?\.?\)[.,:]? ?(?=[A-Z])")
_WORD = compile_late(r"[^ ,:(\"”]+")
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_PUBLISHER = r"(?:Taylor ?(?:&|and) ?Francis|Springer(?: Nature)?|Elsevier|Wiley|MDPI|IEEE|ACM|SPIE|IOP|Hindawi|SAGE)"
# What is passed over: a day, or the publisher in "published by Springer in X".
_ASIDE = compile_late(
    rf"{_DAY}[ -](?:of )?{MONTH}(?:,?[ -]20\d\d)?|{MONTH}(?: {_DAY}\b)?(?:,? 20\d\d)?|{_PUBLISHER} in (?=the |[A-Z])"
    r"|Springer Nature(?:, (?=[A-Z])|(?= \())|Nature(?: [-–:] ?|['’]s |/)(?=[A-Z])"
    r"|Vol(?:ume|\.)? ?\w+ of (?:the )?(?:book |series )?(?=[\"“A-Z])"
)
_ASIDE_STARTS = frozenset("0123456789ADEFHIJMNOSTVW")
_MOST_WORDS = 30
_QUOTES = frozenset("\"“`'")
_QUOTED = compile_late(r"(?<!\w)[\"“`']([A-Z][^\"“”`]{7,200}?)(?:[\"”]|''?(?!\w))")
_BEFORE_TITLE = compile_late(r"\b(?:as|papers?|article|work|titled|entitled|title:?) \Z")
_FEWEST_BLANKS = 2
_SPACES = " ,:-–\"“'’`*[~/)$"


def find_venue_behind(clause: str, position: int) -> NamedVenue | None:
    """Return the venue behind the words that state a status, which end at *position*; small words are passed over."""
    direct = _DIRECT.match(clause, position)
    if direct is not None and (plain := read_plain(clause[direct.end() :])) is not None:
        return plain
    length = len(clause)
    for _ in range(_MOST_WORDS):
        position = _skip(clause, position)
        if position >= length:
            return None
        if clause[position - 1] in _QUOTES and (titled := _read_quoted(clause, position)) is not None:
            return titled
        if clause[position] == "(":
            venue, position = _read_bracket(clause, position)
            if venue is not None or position < 0:
                return venue
            continue
        if clause[position] in _ASIDE_STARTS and (aside := _ASIDE.match(clause, position)) is not None:
            position = aside.end()
            continue
        found = _WORD.match(clause, position)
        end = found.end() if found is not None else position + 1
        word = clause[position:end]
        if word in _READ_OTHERWISE:
            is_read, venue = _read_otherwise(clause, position, word)
            if is_read:
                return venue
        elif (glued := _GLUED.match(clause, position)) is not None:
            position = glued.end()
            continue
        if not _is_passed(word, clause, end):
            return _read_at(clause, position, word)
        position = end
    return None


def _skip(clause: str, position: int) -> int:
    """Return where after *position* the next word begins; the title of the paper in quotation marks is passed over."""
    while position < len(clause) and clause[position] in _SPACES:
        position += 1
        if clause[position - 1] in _QUOTES and _BEFORE_TITLE.search(clause, 0, position - 1) is not None:
            quoted = _QUOTED.match(clause, position - 1)
            position = quoted.end() if quoted is not None else position
    return position


def _read_quoted(clause: str, position: int) -> NamedVenue | None:
    """Return the volume or the meeting whose title begins at *position*, behind a quotation mark.

    Workshops, acronyms and what says that it is a journal or a conference are read as they are without the marks.
    """
    quoted = _QUOTED.match(clause, position - 1)
    if quoted is None:
        return None
    title = quoted[1].strip(" ,.;")
    is_read_otherwise = (
        "orkshop" in clause
        or "(" in title
        or title.count(" ") < _FEWEST_BLANKS
        or is_acronym(title.partition(" ")[0])
        or YEAR.match(title) is not None
        or _NAME_WORD.search(title) is not None
        or read_plain(title) is not None
    )
    if is_read_otherwise:
        return None
    stem, year = take_year(title) if title[-1].isdigit() else (title, None)
    found = YEAR.search(clause, quoted.end()) or YEAR.search(title)
    return NamedVenue(stem, None, year or (int(found[0]) if found is not None else None))


def _read_otherwise(clause: str, position: int, word: str) -> tuple[bool, NamedVenue | None]:
    """Return whether *word*, at *position*, begins what is read in its own way, and the venue that it leads to."""
    if word == "as":
        kind = _KIND.match(clause, position)
        if kind is None or _names_venue(kind[1]):
            return False, None
        venue = find_venue_behind(clause, kind.end())
        length = kind[1].lower().find("workshop") + len("workshop")
        if venue is not None and length >= len("workshop"):
            venue = place_workshop(venue, kind[1][:length], clause)
        return True, venue
    if word in ("Proceedings", "Proc."):
        is_journal = _JOURNAL_OF_PROCEEDINGS.match(clause, position) is not None
        return is_journal, read_venue(clause[position:]) if is_journal else None
    topic = _SPECIAL_ISSUE.match(clause, position)
    venue = _find_behind_topic(clause[topic.end() :]) if topic is not None else None
    return topic is not None and (venue is not None or clause[topic.end() : topic.end() + 1] not in '"“'), venue


def _find_behind_topic(text: str) -> NamedVenue | None:
    """Return the journal that *text* names behind the topic of its special issue, with which it begins."""
    for found in _TOPIC_ENDS.finditer(text):
        venue = read_venue(text[found.end() :])
        if venue is not None and _is_known_or_named(venue):
            return venue
    return None


def _is_known_or_named(venue: NamedVenue) -> bool:
    """Whether the name of *venue* is known, or has a word that only venues have."""
    return venue.name.lower() in known_names() or _NAME_WORD.search(venue.name) is not None


def _names_venue(kind: str) -> bool:
    """Whether the words for what a paper is taken as name its venue: ``TVCG paper``."""
    return any(is_acronym(word) and word.lower() in known_names() for word in kind.split(" "))


def _read_bracket(clause: str, position: int) -> tuple[NamedVenue | None, int]:
    """Return the venue in the bracket that opens at *position*, or where the text goes on behind it; -1 if nowhere."""
    closing = clause.find(")", position)
    inner = clause[position + 1 : closing if closing > 0 else len(clause)]
    venue = read_venue(inner) if inner[:1].isupper() else None
    if venue is not None and venue.name.lower() in _PASSED:
        venue = None
    return venue, closing + 1 if closing > 0 else -1


def _is_passed(word: str, clause: str, end: int) -> bool:
    """Whether *word*, which ends at *end*, can stand between a status and the venue."""
    lowered = word.lower()
    if lowered.startswith("pub") and lowered.endswith("on"):
        return True  # publication, and slips
    if lowered in _GENERIC_HEADS:  # Journal of Imaging is a name, the journal Sensors has one
        is_name = clause[end : end + 5].lower().startswith((" on ", " of ", " for ", " in "))
        return not (is_name and (word[0].isupper() or (word == "workshop" and clause.startswith(" on ", end))))
    if word == "A" and clause.startswith(" & A", end):
        return False  # A & A
    if word in ("Research", "Review") and clause.startswith((" on ", " in ", " of "), end):
        return False
    if lowered == "lecture" and clause.startswith(" Notes", end):
        return False
    if word in _ORDINALS and clause.startswith(_NUMBERED, end):
        return False
    if YEAR.fullmatch(word):
        return clause[end + 1 : end + 2].islower()
    return lowered in _PASSED or ("/" in lowered and all(part in _PASSED for part in lowered.split("/")))


def _read_at(clause: str, position: int, word: str) -> NamedVenue | None:
    if _PERSON.match(clause, position) is not None:
        editors = _EDITORS.search(clause, position)
        return read_venue(clause[editors.end() :]) if editors is not None else find_dated(clause, position)
    if word in _BREAKS_IN_CAPITALS:
        return None
    if _LABEL.match(clause, position) is not None and word.lower() not in known_names():
        return None
    if "pecial" in clause and (topic := _TOPIC_BEFORE.match(clause, position)) is not None:
        venue = read_venue(clause[topic.end() :])  # the Herschel special issue of A&A
        if venue is not None and _is_known_or_named(venue):
            return venue
    if not word[0].islower() or _CAPITAL_WITHIN.match(word):  # iScience
        return read_venue(clause[position:])
    if word == "workshop" or _SMALL_ORDINAL.match(word):
        return read_venue(clause[position].upper() + clause[position + 1 :])
    small = _SMALL_ACRONYM.match(word)
    if small is not None and (small[0] in known_acronyms() or clause[position:].rstrip(" .").lower() in known_names()):
        return read_venue(clause[position].upper() + clause[position + 1 :])
    return find_dated(clause, position) if word not in _BREAKS else None


_DATED = compile_late(
    r"(?:^|[(,;:@\[] ?|\b(?:at|in|to|by|of|for|from|on|with|the|paper|oral|poster|and|a|an) )"
    r"((?:(?:IEEE|ACM|IEEE/CVF|IAPR|SPIE|IEEE/RSJ) )*(?:20\d\d )?"
    r"(?=[\w&/+-]*[A-Z][\w&/+-]*[A-Z]|Neur|Inter|Euro|Sigg)[A-Z0-9][A-Za-z0-9&/+-]*?[A-Za-z](?: [A-Z][A-Za-z]+){0,1}"
    r"(?:[ -]{0,2}(?:19|20)\d\d|[ -]?['’`](?:20)?\d\d|-?\d\d"
    r"| \d\d(?=\Z|[,:)]| (?:main|papers?|oral|posters?|spotlight|accepted|conference|workshops?|track|camera|demo)\b))"
    r"(?![\d.]))"
)


# The two digits that a name with a year ends in, or its year begins with, and how the name stands before them.
_DATE_BEHIND = compile_late(r"\d\d(?:(?<=[A-Za-z]\d\d)|(?<=[A-Za-z][ '’`-]\d\d)|(?<=[A-Za-z][ -][ '’`-]\d\d))")


def find_dated(clause: str, position: int = 0) -> NamedVenue | None:
    """Return the first acronym with a year in *clause* from *position* on: ``..., 3DV 2021``."""
    if _DATE_BEHIND.search(clause, position) is None:
        return None
    for found in _DATED.finditer(clause, position):
        stem, year = take_year(found[1])
        if year is not None and (
            is_acronym(stem.split(" ")[-1]) or is_acronym(stem.split(" ")[0]) or stem.lower() in known_names()
        ):
            is_full = YEAR.search(found[1]) is not None
            if is_full or stem.lower() in known_acronyms() or "'" in found[1] or "’" in found[1]:
                return read_venue(clause[found.start(1) :])
    return None


_NAME_WORD = compile_late(
    r"\b(?:Conference|Conf\.|Symposium|Workshops?|Transactions|Trans\.|Journal|Letters|Congress|Colloquium|Magazine|Meeting"
    r"|WORKSHOP|CONFERENCE|JOURNAL|Convention|Forum|Annals|WS|Lecture Notes|Frontiers|Bulletin|Proceedings of|Proc\."
    r"|[A-Z]\w+ (?:conference|symposium)\b)"
)
# The volume's title is that of its conference; but these are journals: Proceedings of the IEEE, of the ACM on ...
_JOURNALS = (
    r"(?:IEEE(?! ?[/A-Z0-9]| [a-z])|ACM (?:on|in)|National Academy|VLDB|Royal Society|AMS\b|American Mathematical"
    r"|London Mathematical|Edinburgh Mathematical|Steklov|Science\b(?! (?:and|&)))"
)
_PROCEEDINGS = rf"(?:in )?(?:the )?(?:companion )?(?:proceedings?|proc\.?)(?: of)?(?! (?:the )?{_JOURNALS}) "
_JOURNAL_OF_PROCEEDINGS = compile_late(
    rf"Proceedings of (?:the )?{_JOURNALS}"
    r"|Proc\. (?:Nat(?:ion)?l?\.? Acad|R(?:oy)?\.? ?Soc|(?:Amer|Lond(?:on)?|Edinb)\.? Math|AMS\b|LMS\b)"
)
_LEAD = compile_late(
    rf"(?:{_PROCEEDINGS}(?:the )?|(?:pp?\.?|pages?) ?[\d-]+,? "
    rf"|(?:in|at|the|paper|invited|plenary|talk|given|oral|poster|spotlight|of|for|long|short|full|workshop|conference"
    r"|journal|regular|proc\.?|proceedings?|@|as|an|a|by|this|is|version|camera-ready|final|to|and|publisher|received|part"
    r"|venue|appendix)(?: (?!on |of |for )|: ?))*",
    re.I,
)
_TITLED = compile_late(
    r"(?:[A-Z][\w&'’/-]*|and|of|in|on|for|the|&|meets)(?: (?:[A-Z][\w&'’/-]*|and|of|in|on|for|the|&)){1,9}"
    r"(?: ?\([A-Z][\w-]*\))?,? (?:[A-Z][a-z]{2,8} )?(?:19|20)\d\d\Z"
)
_NO_TITLE = compile_late(
    r"\b(?:Technical|Report|Thesis|Dissertation|Master|University|Version|Draft|Work|Survey|Update|Draft|Submitted"
    r"|January|Revised|Copyright|Preprint|Project|Bachelor|Course|Dated|Written|Original|Last|First|Manuscript|Challenge)",
    re.I,
)


# Begins with one set of characters, by which it is searched several times as fast as by alternatives.
_HINT = compile_late(
    r"[\dA-Z](?:(?<=\d)\d|(?<=[A-Z])(?:[A-Z]{2}|onf|ymp|rans|our|ett|ongr|ollo|agaz|eeti|ORK|ONF|OUR"
    r"|onv|orum|nnals|ront|ull|roc|ecture)|(?<=W)S)"
)


def read_bare(clause: str) -> NamedVenue | None:
    """Return the venue that *clause* names without a word on the paper's status, or None."""
    if (plain := read_plain(clause)) is not None:
        return plain
    if _HINT.search(clause) is None and "orkshop" not in clause and "orshop" not in clause:
        return None
    lead = _LEAD.match(clause)
    body = clause[lead.end() :] if lead is not None else clause
    if not body or (body[0].islower() and not _SMALL_ACRONYM.match(body)):
        return find_dated(clause)
    if "@" in body and (venue := read_venue(body)) is not None and (venue.workshop or "Workshop") != "Workshop":
        return venue  # VisCon @ CVPR 2025
    plain_body, _ = take_year(body.rstrip(". "))
    lowered = plain_body.lower()
    if lowered in known_names() or lowered.removesuffix(" journal").removesuffix(" workshop") in known_names():
        return read_venue(body[0].upper() + body[1:])
    dated = find_dated(clause)
    if _NAME_WORD.search(body, 0, 120) or (_TITLED.match(body) and not _NO_TITLE.search(body)):
        named = read_venue(body)
        if named is not None and (dated is None or " " in named.name or named.workshop) and _is_name(named.name):
            return named
    return dated


def _is_name(name: str) -> bool:
    return (
        name.lower() in known_names()
        or _NAME_WORD.search(name) is not None
        or is_acronym(name.rsplit(" ", maxsplit=1)[-1])
        or " " in name
    )
