"""Which words of a comment say how far this paper has come: submitted, accepted, published, rejected, withdrawn."""

import re

from arxiv2bib.model.vocabulary import PublicationStatus

_REJECTED, _SUBMITTED = PublicationStatus.REJECTED, PublicationStatus.SUBMITTED
_ACCEPTED, _PUBLISHED = PublicationStatus.ACCEPTED, PublicationStatus.PUBLISHED

MAYBE = re.compile(
    r"ac{1,3}[ecp]{1,5}t|accep|submi|appear|publi|pubi|presen|review|reject|declin|revis|proc|in press|camera|considera"
    r"|forthcoming|early access"
)
"""What a text in lower case must contain to state a status."""

_ACCEPTED_WORD = r"(?:ac{1,3}[ecp]{1,5}t+e?d|acept\w{0,2}|accept(?= (?:by|to|at|in|as|for)\b)|accpeted|acccepted)"
# One row a wording; the first row that matches at the leftmost place counts. What is only hoped for is a row of its
# own (None), so that "upon acceptance" is no acceptance.
_ROWS: tuple[tuple[PublicationStatus | None, str], ...] = (
    (
        None,
        r"(?:if|up ?on|after|before|until|once|when|pending|subject to|prior to|in case of|waiting for)\b"
        rf"(?: [a-z']+){{0,4}}? (?:{_ACCEPTED_WORD}|accept(?:ance|s)?|acceptation|publication|publishing|published|"
        r"notification|review|reviewed|peer[- ]review)\b",
    ),
    (
        None,
        r"(?:will|would|plan(?:ning)?|planned|hope|hoping|intend(?:ed)?|want|going|expected?|ready|prepar\w+|aim\w*|not yet)"
        r"(?: be| to| for| been| being| it)*(?: re-?)? ?(?:submi(?:t|tted|ssion))\b",
    ),
    (
        None,
        r"(?:thesis|dissertation|report|project)(?: was| is)? submitted\b|submitted (?:to arxiv|in partial|in error|towards the)\b",
    ),
    (
        None,
        r"(?:not|n't|never|without)(?: yet| been| be| being| undergone| formally)*"
        r" (?:peer[- ]reviewed|peer review|published|publish|reviewed|submitted|presented)\b",
    ),
    (
        _REJECTED,
        rf"(?:not|n't|never)(?: get| be| been| being| yet| to be)* {_ACCEPTED_WORD}\b|(?:un-?{_ACCEPTED_WORD})\b"
        r"|reject(?:ed|ion)?\b|(?:been|was|got) declined\b",
    ),
    (_SUBMITTED, rf"(?:conditional(?:ly)?|provisional(?:ly)?|tentative(?:ly)?)[- ]{_ACCEPTED_WORD}\b"),
    (
        _PUBLISHED,
        rf"{_ACCEPTED_WORD}(?: for publication)?,?(?: and|/|&) (?:was |been |is |has been )?(?:presented|published)\b",
    ),
    (
        _ACCEPTED,
        r"(?:to|will|shall|should)(?: be| also| soon)* (?:appear(?:ed|ing)?|published|presented|publish|present)\b"
        r"|(?:to|will) be (?:included|featured|in (?:the )?proceedings)\b",
    ),
    (_ACCEPTED, rf"{_ACCEPTED_WORD}\b(?! papers\b| rate|$)|{_ACCEPTED_WORD}$|(?<=\d )accept(?:ance)?\b"),
    (
        _SUBMITTED,
        r"(?:re-?)?sub+mit+i?ed\b|(?:re-?)?submited\b|submit(?:ting)?(?= (?:to|for|at|in)\b)"
        r"|(?:manuscript|paper|preprint|article|under|in|version) sub+mis+ions?\b(?! id)|submission (?:to|for|in|at)\b"
        r"|under[- ](?:[a-z-]+ ){0,2}?(?:peer[- ])?review(?:ing|s|ed)?\b|(?:in|for)(?: possible| journal| the)? (?:peer[- ])?review(?:ing)?\b"
        r"|being (?:peer[- ]?)?reviewed\b"
        r"|(?:under|in) (?:the )?(?:minor |major |2nd |second |first |round )?(?:revisions?|consideration|submission|rebuttal)\b"
        r"|(?:minor|major) revisions?\b|revise and resubmit|submitted\w*|submittd\b|submittied\b",
    ),
    (
        _ACCEPTED,
        r"camera[- ]?ready\b|in[- ]press\b|forthcoming\b|appear(?:s|ing)? (?:in|at|on)\b|appear in\b"
        r"|early access\b|in pressing\b",
    ),
    (
        _PUBLISHED,
        r"(?:publish(?:ed|eded|es)|publised|pubished|appeared)\b|presented\b(?! (?:here|in th(?:is|e) (?:paper|article|work|manuscript|report)))|(?:presenting|presentation) (?:at|in)\b|publish(?= (?:to|in|at)\b)"
        r"|in(?: the)?(?: annual| conference)? proce{1,2}dings?(?: of)?\b|in proc\.",
    ),
)
STATUS = re.compile(r"\b(?:" + "|".join(f"(?P<r{number}>{pattern})" for number, (_, pattern) in enumerate(_ROWS)) + ")")
_NEEDS_VENUE = re.compile(r"appear(?:s|ing)? |in(?: the)?(?: annual| conference)? proc|presen|submission")
_STATUS_OF = {f"r{number}": status for number, (status, _) in enumerate(_ROWS)}

MAYBE_OTHER = re.compile(
    r"version|edition|draft|arxiv|extens|exten[dt]|expan|success|follow|continu|resubm|supersed|replac|subsum|build|based|part"
    r"|portion|section|chapter|element|results|aspect|previous|originally|initially|first|earlier|formerly|already|our |their"
    r"|my |prior|companion|relate|sister|another|suppl|supp\.|supporting|addendum|append|errat|corrig|tutorial|keynote|talk|demo"
    r"|code|data|video|software|toolbox|workshop|challenge|general|work|paper"
)
"""What a text in lower case must contain to speak of another paper."""

# What is said of another paper, or of another version of this one.
OTHER = re.compile(
    r"\b(?:"
    # a short version of this paper was accepted at; extended version of our CVPR paper; (conference version: CVPR 2019)
    r"(?:short|shorter|shortened|brief|abridged|condensed|preliminary|conference|journal|workshop|earlier|early|previous|prior"
    r"|initial|original|older|old|abstract|poster|extended|expanded|longer|long|thesis|reduced|partial|first|english|\d+[- ]pages?)"
    r"[ -](?:(?!paper|abstract|camera|final|accepted|published|submitted|main)[\w-]+ )?(?:versions?|editions?|drafts?|arxiv)\b"
    # an extension of our paper at; extends our
    r"|(?:extension|expansion|successor|follow[- ]up|generali[sz]ation|continuation|resubmission)s? (?:(?:paper|work|version)s? )?(?:of|to|from|for)\b"
    r"|(?:extends?|extending|extended from|supersed\w+|replaces|replacing|subsumes?|builds (?:up)?on|based (?:up)?on (?:our|the (?:paper|work)|a (?:paper|work)))\b"
    # part of this work was presented at
    r"|(?:(?:part|parts|portions?|some|sections?|chapters?|elements?|results|aspects?)(?: of)? (?:the |this |our |these )?(?:\w+ )?(?:papers?|works?|article|results|research|contents?|material|study|manuscript|report)"
    r"|(?:previously|partially|partly|originally|initially|first|earlier|formerly|already)(?: been)? (?:appeared|published|presented|accepted))\b"
    # our previous work; another paper of ours
    r"|(?:our|their|my)(?: \w+)? (?:previous|earlier|prior|former|other|companion|recent|conference|workshop|journal|cvpr|iccv|eccv|neurips|nips|miccai|icml|iclr|aaai)\b"
    r"|(?:previous|earlier|prior|companion|related|sister|another|follow-up|conference|workshop|journal) (?:\w+ )?(?:work|paper|article)s? (?:was|were|has|have|had|is|are|appeared|of|titled|entitled|:)"
    # supplementary material for our paper at; tutorial at
    r"|(?:supplement|supplementary|supplemental|suppl\.?|supp\.?|supporting|addendum|appendix|erratum|corrigendum)(?: materials?| document| information| text| file| appendix)?s? (?:for|of|to|on) "
    r"|(?:tutorial|keynote|talk|demo) (?:at|in|of|on|for)\b|companion (?:paper|to)"
    r"|(?:code|dataset|data|video|demo|software|toolbox|workshop|challenge)s?(?: website)? (?:was|were|is|are|has been|have been|for)? ?(?:also )?(?:accepted|published|presented|submitted)\b"
    r")"
)


def status_of(found: re.Match[str]) -> PublicationStatus | None:
    """Return the status that a match of :data:`STATUS` states; None for one that is only hoped for or planned."""
    return _STATUS_OF[str(found.lastgroup)]


def needs_venue(found: re.Match[str]) -> bool:
    """Whether the words of a match state a status only together with a venue: "appears in the appendix" does not."""
    return _NEEDS_VENUE.match(found[0]) is not None
