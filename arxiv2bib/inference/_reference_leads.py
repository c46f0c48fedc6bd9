"""What introduces a container without naming it, ``Published in the``, and what is left at its end, ``vol.``."""

import re
from typing import Final

from arxiv2bib.text.expressions import compile_late

# Each alternative is matched at the beginning, whatever its case. (?-i:...) is for what must be a capital or small.
_LEADS: Final = (
    r"(?:published|appeared|appears|appearing|presented|to appear|to be published|will appear|submitted|under review"
    r"|in press|accepted(?: for publication| for presentation| as [a-z ]{1,20})?)"
    r"\s(?:in|at|on|by|to|for|as)(?:\sthe\b)?[:\s]+",
    r"(?:in|dans)(?::|\s(?=(?-i:[^\Wa-z_])|the\s|proc))\s*(?-i:the\s)?",
    r"n\s(?=IEEE)",  # the first letter of "in" was lost when it was copied
    r"(?:publisher|publication|published|to appear|booktitle):?\s+(?!on\Z)",
    r"journal[=:]\s*",
    r"(?:conference|conference paper|proceedings title):\s+",
    r"(?:published as an? |accepted as an? )?(?:[a-z]+ ){0,2}paper (?:at|in|for|by)\s(?:the\s)?",
    r"conference paper\s",
    r"paper presented (?:at|in) (?:the\s)?",
    r"(?:an? )?(?:(?:invited|plenary|keynote|review|contributed|oral|poster) ){0,2}"
    r"(?:talk|review|lecture|contribution|paper|poster)s? (?:(?:given|presented|delivered) )?(?:at|to) (?:the\s)?",
    r"(?:book )?chapter(?: \w+)? in:?\s",
    r"book series:?\s",
    r"proceedings\s-{1,2}\s(?=\w)",
    r"early access (?:by|in|at)\s+",
    r"(?:currently |now )?(?:under|in) press\s?[-–:]\s*",
    r"part of (?:the\s)?",
    r"of (?:the )?(?:book )?series\s",
    r"(?:volume )?of (?=lecture notes)",
    r"will be (?:published|presented|available) (?:in|at|on)\s",
    r"ac{1,3}[ecp]{1,3}p?t\w* (?:by|at|in|to|for)\s(?:the\s)?",
    r"(?:the |this )?(?:paper|work|article|manuscript) (?:is|was|has been) (?:\w+ ){1,2}(?:at|in|by|to|for)\s"
    r"(?:the\s)?",
    r"(?:an? |the )?(?:substantially |significantly )?"
    r"(?:extended|revised|prelimina\w+|short|shortened|abridged|full|earlier|long|longer|shorter|condensed) version"
    r"(?: of (?:this|the) (?:paper|work|article))?(?: (?:is|was|has been|will be))?"
    r" (?:of|in|to|at|for|(?:published|presented|accepted) (?:in|at|to|by)|(?:to )?appear(?:s|ed)? (?:in|at))"
    r" (?:the |a )?(?:paper )?(?:in |published in |accepted (?:at|to|in) )?",
    r"available (?:at|from|in)\s+",
    r"see\s+",
)
_LEAD: Final = compile_late("|".join(f"(?:{lead})" for lead in _LEADS), re.I)
_FIRST_WORD: Final = compile_late(r"[^\W\d_]+")
_LEAD_WORDS: Final = frozenset(
    "talk plenary keynote review contributed lecture contribution accpeted acccepted acepted accpted acceted "
    "published appeared appears appearing presented to will submitted under in accepted dans n publisher "
    "publication booktitle journal conference proceedings book chapter early part of accep accept accepts "
    "accepet accepeted the this an a extended revised preliminary short full earlier long longer shorter "
    "condensed shortened abridged substantially significantly work article manuscript "
    "invited available volume see paper currently now workshop poster oral as spotlight preliminaru".split()
)
"""The first words of the leads; ``conference paper at`` may have two words before it."""
_TRAILING: Final = compile_late(
    r"[\s,.;:(\[–-]+(?:book series|paper|vol\.?|volume|v\.|no\.?|number|pp\.?|pages?|p\.|issue|in|at|held(?: in| at)?"
    r"|publication year|year|location|ed\.?|n\.|(?-i:On))\Z",
    re.I,
)
_TRAILING_WORDS: Final = frozenset(
    "vol volume v no number pp pages page p issue in at held year location ed n on series paper".split()
)


def strip_lead(words: str) -> str:
    """Return *words* without what introduces a container, and without labels at their end."""
    first = _FIRST_WORD.match(words)
    match = _LEAD.match(words) if first is not None and first[0].lower() in _LEAD_WORDS else None
    if match is not None and match.end() < len(words):
        words = words[match.end() :]
    while (
        not words.lower().endswith("special issue") and words.rpartition(" ")[2].rstrip(".").lower() in _TRAILING_WORDS
    ):
        match = _TRAILING.search(words)
        if match is None:
            break
        words = words[: match.start()]
    return words
