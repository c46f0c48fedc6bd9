"""What kind of thing an entry is: a paper, or something about a paper that is called like it.

An erratum, a comment, a reply, a review, a supplement and the volume that a paper stands in have the paper's title, or
nearly, in the registries. What stands before and behind the title tells, and the type.
"""

import re
from functools import lru_cache
from typing import Final

import attrs

from arxiv2bib.model.entry import Entry
from arxiv2bib.model.vocabulary import EntryType
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.markup import plain
from arxiv2bib.text.title_words import fold_title

__all__ = ["Group", "Heading", "group_of", "is_front_matter", "is_retracted", "read_heading", "related_kinds"]

_TO: Final = (
    r"(?:\s+(?:to|for|from|on|of|in|note|regarding|concerning)\b(?:\s*:)?"
    r"|\s*[:.,\u2010-\u2015-]|(?=\s*[\"'\u2018\u201c\[(]))"
)
_LEADS: Final[tuple[tuple[str, str], ...]] = (
    ("a correction", r"(?:(?:author|publisher)(?:['\u2019]?s)?\s+)?(?:corrections?|errat(?:um|a)|corrigend(?:um|a)"
                     r"|addend(?:um|a)|(?:publisher|editor|author)(?:['\u2019]?s)?['\u2019]?\s+note)"
                     r"(?:\s+(?:and|&)\s+(?:errat(?:um|a)|addend(?:um|a)|corrigend(?:um|a)))?"),
    ("a retraction notice", r"retraction(?:\s+(?:note|notice))?|notice\s+of\s+(?:retraction|removal|withdrawal)"
                            r"|(?:withdrawal|removal)\s+notice|(?:editorial\s+)?expression\s+of\s+concern"
                            r"|editorial\s+retraction"),
    ("a reply", r"(?:(?:authors?['\u2019]?s?|author)\s+)?(?:reply|response|rebuttal|rejoinder)"),
    ("a comment", r"(?:an?\s+|some\s+|further\s+)?(?:critical\s+)?(?:comments?|commentary|discussion|critique)"),
    ("a review", r"(?:book\s+)?reviews?|decision\s+letter|referee\s+reports?|(?:open\s+)?peer\s+review(?:\s+report)?"),
    ("a supplement", r"(?:online\s+)?(?:supplement(?:s|ary|al)?|supporting)(?:\s+(?:materials?|information|data|files?"
                     r"|figures?|tables?))?|(?:replication\s+)?(?:data|datasets?|code|software)(?=\s+(?:for|from)\b|\s*:)"
                     r"|(?:figure|table|fig\.?)\s+s?\d+(?=\s+(?:for|from|of)\b)"),
    ("an abstract", r"(?:extended\s+)?abstract|poster(?:\s+abstract)?|slides"),
)  # fmt: skip
_LEAD: Final = compile_late("|".join(f"(?P<k{at}>{words})" for at, (_, words) in enumerate(_LEADS)), re.I)
_AFTER_LEAD: Final = compile_late(_TO, re.I)
_TRAIL: Final = compile_late(
    r"[\s:.,\u2010-\u2015(\[-](?P<what>errat(?:um|a)|corrigend(?:um|a)|addend(?:um|a)|author\s+correction|correction"
    r"|retraction|expression\s+of\s+concern|authors?['\u2019]?\s+reply|book\s+review)\s*[)\].]?\s*\Z",
    re.I,
)
_ERRATUM_TRAIL: Final = compile_late(
    r"[(\[]\s*(?:vol(?:ume)?\.?\s*\d+[^()\[\]]{0,60}|\d{4}[^()\[\]]{0,60}pp?\.?\s*\d[^()\[\]]{0,20})[)\]]\s*\Z", re.I
)
_MARK: Final = compile_late(
    r"\s*[\[(]?(?:retracted(?:\s+(?:article|chapter|paper))?|withdrawn(?:\s+article)?|(?:temporary\s+)?removal|removed"
    r"|notice\s+of\s+violation\s+of\s+IEEE\s+publication\s+principles)(?:[\])]\s*:?|\s*[:.\u2010-\u2015-])\s*",
    re.I,
)
_MARK_BEHIND: Final = compile_late(r"\s*[\[(](?:retracted(?:\s+article)?|withdrawn)[^\[\]()]{0,80}[\])]\s*\Z", re.I)
# What a publisher puts before the titles of chapters. Figures stand before a full stop or a colon, or behind the word.
_NUMBERED: Final = compile_late(
    r"(?:(?:chapter|ch\.|section)\s+(?:\d{1,3}|[ivxlc]{1,7}|one|two|three|four|five|six|seven|eight|nine|ten)\b\s*[.:,\u2010-\u2015-]*"
    r"|\d{1,2}(?:\.\d{1,2})?\.)\s+(?=\S+\s)",
    re.I,
)
_QUOTES: Final = " \t\"'\u2018\u2019\u201c\u201d\u00ab\u00bb.:"
_BEFORE_TRAIL: Final = " \t:.,([-\u2010\u2011\u2012\u2013\u2014\u2015"
_MOST_LEADS: Final = 3
_LONGEST: Final = 1000
_FRONT: Final = frozenset(
    "editorial|preface|foreword|introduction|index|contents|table of contents|masthead|cover|front cover|back cover"
    "|front matter|frontmatter|back matter|backmatter|title page|copyright page|announcement|announcements|author index"
    "|subject index|obituary|news|letters|letter to the editor|letters to the editor|in this issue|abstracts|program"
    "|acknowledgments|acknowledgements|bibliography|references|conclusion|conclusions|discussion|summary|abstract"
    "|guest editorial|editors note|from the editor|book reviews|correspondence|erratum|corrigendum|correction|errata"
    "|list of reviewers|organizing committee|program committee|welcome message|keynote|untitled|appendix".split("|")
)


@attrs.frozen
class Heading:
    """A title taken apart: what it says that the thing is, and the title of the work that it is about.

    ``kinds`` is ``()`` for a work itself, ``("a reply", "a comment")`` for a reply to a comment.
    """

    kinds: tuple[str, ...]
    title: str
    is_retracted: bool = False


@lru_cache(maxsize=4096)
def read_heading(markup: str) -> Heading:
    """Return the title in *markup* taken apart; never raises.

    "RETRACTED: Foo" is Foo, which was retracted; "Retraction: Foo" is a notice about it. Nothing is looked for in what
    is too long to be a title.
    """
    if len(markup) > _LONGEST:
        return Heading((), markup)
    text = " ".join(markup.split())
    bare = _MARK_BEHIND.sub("", _MARK.sub("", text, count=1) if _MARK.match(text) else text)
    is_marked = bare != text and bool(bare)
    text = _NUMBERED.sub("", bare or text, count=1) if _NUMBERED.match(bare or text) else bare or text
    kinds: list[str] = []
    while len(kinds) < _MOST_LEADS and (found := _LEAD.match(text)) is not None:
        after = _AFTER_LEAD.match(text, found.end())
        if after is None or not text[after.end() :].strip(_QUOTES):
            break
        kinds.append(_LEADS[int((found.lastgroup or "k0")[1:])][0])
        text = text[after.end() :].strip(_QUOTES)
        text = re.sub(r"\A(?:the\s+)?(?:article|paper)\s*[:\"'\u2018\u201c]\s*", "", text, flags=re.I)
    trail = _TRAIL.search(text)
    if trail is not None and trail.start():
        kinds.append("a reply" if "reply" in trail["what"].lower() else _name_trail(trail["what"].lower()))
        text = text[: trail.start()].rstrip(_BEFORE_TRAIL)
    if kinds and kinds[0] == "a correction":
        text = _ERRATUM_TRAIL.sub("", text)
    if not kinds and not is_marked and text == " ".join(markup.split()):
        return Heading((), markup)
    return Heading(tuple(kinds), text.strip(_QUOTES) or text, is_marked)


def _name_trail(words: str) -> str:
    if words.startswith(("retraction", "expression")):
        return "a retraction notice"
    return "a review" if words.startswith("book") else "a correction"


# How a notice's own record names what it is about. Source: Crossref, update types and relation types.
_NOTICES: Final = {
    "is-correction-of": "a correction", "is-corrigendum-of": "a correction", "is-erratum-of": "a correction",
    "is-addendum-of": "a correction", "is-clarification-of": "a correction",
    "is-retraction-of": "a retraction notice", "is-partial-retraction-of": "a retraction notice",
    "is-withdrawal-of": "a retraction notice", "is-removal-of": "a retraction notice",
    "is-expression-of-concern-of": "a retraction notice",
    "is-review-of": "a review", "reviews": "a review", "is-comment-on": "a comment", "is-reply-to": "a reply",
    "is-supplement-to": "a supplement",
}  # fmt: skip


def related_kinds(entry: Entry) -> tuple[str, ...]:
    """Return what the relations of *entry* say that it is; ``()`` for a work itself."""
    found = (_NOTICES.get(related.relation.lower()) for related in entry.related)
    return tuple(sorted({kind for kind in found if kind is not None}))


def is_retracted(entry: Entry) -> bool:
    """Whether *entry* is marked as retracted or withdrawn: in its status, or before or behind its title."""
    if entry.status is not None and entry.status.lower() in ("retracted", "withdrawn"):
        return True
    return entry.title is not None and read_heading(entry.title).is_retracted


def is_front_matter(markup: str | None) -> bool:
    """Whether a title is one that every issue has: "Editorial", "Preface"."""
    return fold_title(plain(markup or "")) in _FRONT


class Group:
    """What kinds of types there are, for comparing."""

    PREPRINT: Final = "a preprint"
    PAPER: Final = "a paper in a journal or a book"
    WHOLE: Final = "a whole volume"
    BOOK: Final = "a book"
    REPORT: Final = "a report"
    THESIS: Final = "a thesis"
    DATA: Final = "data or software"
    REVIEW: Final = "a review"
    OTHER: Final = "something else"


_GROUPS: Final[dict[EntryType, str]] = {
    EntryType.ARTICLE: Group.PREPRINT,
    EntryType.ARTICLE_JOURNAL: Group.PAPER,
    EntryType.ARTICLE_MAGAZINE: Group.PAPER,
    EntryType.ARTICLE_NEWSPAPER: Group.PAPER,
    EntryType.CHAPTER: Group.PAPER,
    EntryType.PAPER_CONFERENCE: Group.PAPER,
    EntryType.ENTRY: Group.PAPER,
    EntryType.ENTRY_DICTIONARY: Group.PAPER,
    EntryType.ENTRY_ENCYCLOPEDIA: Group.PAPER,
    EntryType.BOOK: Group.BOOK,
    EntryType.COLLECTION: Group.WHOLE,
    EntryType.PERIODICAL: Group.WHOLE,
    EntryType.REPORT: Group.REPORT,
    EntryType.THESIS: Group.THESIS,
    EntryType.REVIEW: Group.REVIEW,
    EntryType.REVIEW_BOOK: Group.REVIEW,
    EntryType.DATASET: Group.DATA,
    EntryType.SOFTWARE: Group.DATA,
    EntryType.FIGURE: Group.DATA,
    EntryType.GRAPHIC: Group.DATA,
    EntryType.MAP: Group.DATA,
    EntryType.MOTION_PICTURE: Group.DATA,
    EntryType.SONG: Group.DATA,
    EntryType.BROADCAST: Group.DATA,
}


def group_of(entry: Entry) -> str:
    """Return the group of the type of *entry*; what tells nothing (a document, a web page) is ``OTHER``."""
    return _GROUPS.get(entry.type, Group.OTHER)
