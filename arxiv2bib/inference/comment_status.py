"""Which words of a comment say how far this paper has come: submitted, accepted, published, rejected.

All patterns are for text in lower case. Their words are those of the 61,000 comments of arXiv's cs.CV that state a
venue or a status, slips included (accpeted, submited).
"""

import re
from collections.abc import Iterator

from arxiv2bib.model.vocabulary import PublicationStatus
from arxiv2bib.text.expressions import compile_late

_REJECTED, _SUBMITTED = PublicationStatus.REJECTED, PublicationStatus.SUBMITTED
_ACCEPTED, _PUBLISHED = PublicationStatus.ACCEPTED, PublicationStatus.PUBLISHED

_MAYBE = compile_late(
    r"ac{1,3}[ecp]{1,5}t|accep|subm|appear|publi|pubi|presen|review|reject|declin|revis|n proc|e proc|l proc|in press"
    r"|camera|considera|forthcoming|early access|turned down"
)
"""What a text must contain to state a status."""
_WORDS = bytes(byte if chr(byte).isalnum() and byte < 128 else 32 for byte in range(256))
_STATUS_STEMS = frozenset(
    b"acce acep accc accp acpt acec acee accb unac subm subb resu appe publ pubi pres revi reje decl proc came cons"
    b" fort earl turn".split()
)
_REACH = 60
"""How far before its key word the words of a status can begin."""

_TAKEN = r"(?:ac{1,3}[ecp]{1,5}t+e?d|acept\w{0,2}|accept(?= (?:by|to|at|in|as|for|on)\b)|accpeted|acccepted)"
_SENT = r"(?:(?:re-?)?sub+m+it+i?e?d|(?:re-?)?submited|submit(?:ting)?(?= (?:to|for|at|in)\b))"
_HOPED = r"(?:plan(?:s|ned|ning)?|hop(?:e|es|ed|ing|efully)|intend(?:s|ed|ing)?|aim(?:s|ed|ing)? (?:to|at|for))"
_REVIEW = r"(?:peer[- ])?review"

# One row a wording; at the leftmost place where one matches, the first row that does counts. What is only hoped for,
# planned or denied is a row of its own without a status, so that "upon acceptance" is no acceptance.
_ROWS: tuple[tuple[PublicationStatus | None, tuple[str, ...]], ...] = (
    (
        None,
        (
            r"(?:if|up ?on|after|before|until|once|when|pending|subject to|prior to|in case of|waiting for|awaiting)\b"
            rf"(?: [\w'-]+){{0,7}}? (?:{_TAKEN}|accept(?:ance|s)?|acceptation|publication|publishing|published"
            rf"|notification|{_REVIEW}(?:ed)?)\b"
            rf"(?:(?:,|/| and| or){{1,2}} (?:is |been )?(?:{_TAKEN}|publ\w+|presented)\b)?",
            # we hope it will be accepted at; planned to appear in; might be published in; almost accepted
            rf"(?:{_HOPED}|wish|want|expect(?:s|ed|ing)?|we(?: are|'re) going|likely)(?: [a-z]+){{0,4}}? "
            rf"(?:{_TAKEN}|publish(?:ed)?|present|appear(?: in| at)?|publication)\b",
            rf"{_HOPED}(?: [a-z]+){{0,4}}? presented\b",
            rf"(?:may|might|could|can)(?: (?:also|not|later|soon))? (?:be (?:{_TAKEN}|published|presented)|appear)\b",
            rf"(?:almost|nearly) {_TAKEN}\b|{_TAKEN} and defended\b"
            rf"|{_TAKEN} (?:as )?(?:an? )?(?:[\w.]+ )?(?:ph\.?d\.?|doctoral|master\S*|m\.?sc\.?) "
            r"(?:thesis|dissertation)\b",
            # in order to be published; not yet ready to be published; in need to be improved to appear
            r"(?:in order|appropriate|needs?|needed|suitable|unable|ready|required) to (?:be )?"
            r"(?:publish(?:ed)?|presented)\b",
            # updates will appear there; code will also be published on our website; published in another paper
            r"(?=[apstw])(?:(?:to|will|shall)(?: only| also| soon| be)* )?(?:published|appear(?:ed|s)?|presented)"
            r"(?:(?: only)? (?:there|here|below|above)\b"
            r"|(?: \w+)? (?:on|at|in|via|as|by) (?:an? |the |our |my |this )?(?:project |personal |own )?"
            r"(?:web ?(?:site|page)s?|homepage|hugging ?face|kaggle|open[- ]source|blog|(?:an)?other"
            r"|(?:new|separate) (?:paper|article))\b"
            # a chapter of a thesis, part of the thesis
            r"| as (?:an? |the )?(?:part|chapters?|section)(?: \w+)? (?:of|in)"
            r" (?:[\w'’.-]+ ){0,6}?(?:thesis|dissertation)\b)",
            r"(?:to|will)(?: also| soon)* be (?:also |soon )*published (?:on|at|in|here):? ?\Z"
            r"|are (?:also )?published (?:on|at|in|here):? ?\Z",
            # the final published version will appear in
            r"published version(?: of (?:this|the) \w+)? (?:will|is to be|may|should)(?: be)?"
            r"(?: published| available| appear)?\b",
            # the main ideas of this work are published in, the protocols are published on, the process presented in
            r"(?=[ipucm])(?:(?:protocol|idea|update|concept|metric|procedure)s?|process)(?: of (?:this|the|our) \w+)?"
            r" (?:(?:are|is|were|was|will be) )?(?:published|presented) (?:in|on|at)\b",
            # an archive is no venue, and a report or a thesis no publication
            rf"(?:{_TAKEN}|published|appeared|presented)(?: \w+)? (?:to|at|by|in|on|as)(?: an?| the)?"
            r" (?:arxiv|biorxiv|medrxiv|techrxiv|ssrn|zenodo|github|preprint|(?:[\w-]+ ){0,2}?(?:(?:technical|tech"
            r"|research|internal|project) report|thesis|dissertation|eprint))\b",
            r"(?:will|would|plan(?:ning)?|planned|hope|hoping|intend(?:ed)?|want|going|expected?|ready|prepar\w+|aim(?:s|ed|ing)?"
            r"|not yet)(?: be| to| for| been| being| it)*(?: re-?)? ?submi(?:t|tted|ssion)\b",
            r"(?:thesis|dissertation|report|project),?(?: was| is| as)? (?:submitted|defended)\b"
            r"|(?:thesis|dissertation)(?: was| is)? (?:presented|accepted)\b|includ\w+ published\b",
            r"submitted (?:to arxiv|in partial|in error|towards the)\b",
            r"(?:not|nt|never|without)(?: (?:yet|been|bee|be|being|undergone|formally|officially|even|ready|suitable"
            r"|enough|good|agree|want|wish|intended|meant|to|for))*"
            rf" (?:{_REVIEW}(?:ed)?|published|publish|submit(?:ted)?|presented|appear(?:ed)?)\b"
            rf"(?:(?: (?:at|in|to|by|on)(?: \w+){{1,3}})?,? (?:or|nor|and)(?: been)?"
            rf" (?:{_TAKEN}|published|submitted|presented)\b)?",
            rf"not yet (?:been )?{_TAKEN}\b|permission to publish\b",
        ),
    ),
    (
        _REJECTED,
        (
            rf"(?:not|nt|never)(?: get| be| been| being| yet| to be)* {_TAKEN}\b",
            rf"un-?{_TAKEN}\b|reject(?:ed|ion)?\b|(?:been|was|got) declined\b",
            r"(?:declined|turned down) (?:by|at|from)\b",
            rf"fail(?:s|ed|ing|ure)? to (?:be|get) {_TAKEN}\b",
        ),
    ),
    (
        _SUBMITTED,
        (
            rf"(?:conditional(?:ly)?|provisional(?:ly)?|tentative(?:ly)?)[- ]{_TAKEN}\b",
            # accepted pending revisions, subject to changes, with major revision, for peer review
            rf"{_TAKEN},? (?:pending|subject to|conditional (?:up)?on|after|with|for)(?: an?| the| some)?"
            r" (?:major|mandatory|required)? ?(?:modification|revision|change|correction)s?\b",
            rf"{_TAKEN},? (?:pending|subject to|conditional (?:up)?on)\b",
            rf"{_TAKEN} for (?:\w+ )?(?:review|consideration)\b",
            rf"(?:{_SENT}|under (?:[a-z-]+ )?(?:{_REVIEW}|consideration)|submission)"
            r"(?: to be| to| for)(?: consideration (?:for|in|of))?"
            r"(?: an?| the| possible| potential| oral| poster){0,2} (?:published|presented|presentation|publication)\b",
            # a chapter forthcoming, but under review yet
            rf"forthcoming(?: [\w-]+){{0,3}},? (?:currently |still |now )?under {_REVIEW}\b",
        ),
    ),
    (
        _PUBLISHED,
        (rf"{_TAKEN}(?: for publication)?,?(?: and|/|&) (?:was |been |is |has been )?(?:presented|published)\b",),
    ),
    (
        _ACCEPTED,
        (
            r"(?:to|will|shall|should)(?: also| soon)* (?:be(?: also| soon)* (?:appear(?:ed|ing)?|published|presented)"
            r"|appear(?:ed|ing)?|publish(?: (?:in|at)\b)?|present(?: at\b)?)\b|accepted to (?:be )?published\b",
            r"(?:to|will) be (?:(?:included|featured)(?! (?:up ?on|after|once|when|soon)\b)"
            r"|in (?:the )?(?:\w+ )?proceedings)\b",
            rf"scheduled for (?:an? |oral |poster )*presentation\b"
            rf"|{_TAKEN}\b(?! papers\b| rate)|(?<=\d )accept(?:ance)?\b|early accept\b",
        ),
    ),
    (
        _SUBMITTED,
        (
            rf"{_SENT}\b",
            r"(?:manuscript|paper|preprint|article|under|in|version) sub+mis+ions?\b(?! id)",
            r"(?:(?<=workshop )|(?<=workshop track ))submissions?\b(?! id)",
            r"submission (?:to|for|in|at)\b|(?<!challenge )(?<!competition )submission(?= ?\Z)",
            rf"under[- ](?:[a-z-]+ ){{0,2}}?{_REVIEW}(?:ing|s|ed)?\b",
            rf"(?:in|for)(?: possible| journal| the)? {_REVIEW}(?:ing)?\b|being (?:peer[- ]?)?reviewed\b",
            r"(?:under|in) (?:the )?(?:minor |major |2nd |second |first |round )?"
            r"(?:revisions?|consideration|submission|rebuttal)\b",
            r"(?:minor|major) revisions?\b(?! ?:)|revise and resubmit",
        ),
    ),
    (
        _ACCEPTED,
        (
            r"camera[- ]?ready\b|in[- ]press(?:ing)?\b|forthcoming\b|early access\b",
            r"appear(?:ing)? (?:in|at|on)\b|appear to (?!be\b|have\b)",
        ),
    ),
    (
        _PUBLISHED,
        (
            r"(?:publish(?:ed|eded|es)|publised|pubished)(?<!self-published)(?<!un-published)(?<!non-published)"
            r"\b(?! (?:here|(?:(?!at|in|on|to|by|with|as|for)[\w-]+ )?"
            r"(?:method|code|model|dataset|data|baseline|algorithm|approach|literature|benchmark)s?)\b)"
            r"|appeared\b(?: (?:in|at|on)\b)?|publish(?= (?:to|in|at)\b)",
            r"presented\b(?! (?:here|how|that|in th(?:is|e) (?:paper|article|work|manuscript|report)))",
            r"(?:presenting|presentation) (?:at|in)\b|appears (?:in|at|on)\b",
            r"in(?: the)?(?: annual| conference)? proce{1,2}dings?(?: of)?\b|in proc\.",
        ),
    ),
)
# The first letters of all that the rows begin with: most words are passed over by them.
_STARTS = (
    r"(?=[a-z](?:(?<=a)[cfilprw]|(?<=b)e|(?<=c)[ao]|(?<=d)i|(?<=e)[ax]|(?<=f)[ao]|(?<=g)o|(?<=h)o|(?<=i)[dfn]|(?<=l)i|(?<=m)[aiou]"
    r"|(?<=n)|(?<=o)n|(?<=p)[aelru]|(?<=r)e|(?<=s)[chu]|(?<=t)[ehou]|(?<=u)[np]|(?<=v)e|(?<=w)[ahi]))"
)
_ALTERNATIVES = [f"(?P<r{row}>{'|'.join(patterns)})" for row, (_, patterns) in enumerate(_ROWS)]
_STATUS = compile_late(rf"\b{_STARTS}(?:{'|'.join(_ALTERNATIVES)})")
# Most comments hope and deny nothing: the first two rows, which have most of the wordings, each begin with one of
# these words or have one of these ends. To compile them takes a tenth of the time in which one paper is converted.
_PLAIN_STATUS = compile_late(rf"\b{_STARTS}(?:{'|'.join(_ALTERNATIVES[2:])})")
_DOUBT_STEMS = frozenset(
    b"if upon up afte befo unti once when pend subj prio case wait awai plan hope hopi inte aim aims aime aimi wish"
    b" want expe goin like may migh coul can almo near defe thes diss orde appr need suit unab read requ ther here belo"
    b" abov web webs webp home hugg kagg open blog anot othe new sepa vers prot idea upda conc metr proc arxi bior medr"
    b" tech ssrn zeno gith prep repo epri will woul proj incl part erro towa not nt neve with perm un unac reje decl"
    b" turn fail".split()
)
_CUT_ENDS = tuple(f" {word}{end}" for word in ("on", "at", "in", "here") for end in ("", ":", " ", ": "))
_STATUS_OF = {f"r{row}": status for row, (status, _) in enumerate(_ROWS)}
_NEEDS_VENUE = compile_late(
    r"appear(?:s|ing)? |appeared (?:in|at|on)\b|in(?: the)?(?: annual| conference)? proc|presen"
    r"|submission (?:to|for|in|at)"
    r"|(?:to|will|shall|should)(?: also| soon)* (?:publish|present)\Z"
)


def find_stems(lowered: str) -> set[bytes]:
    """Return the first four letters of each word of *lowered*: most questions are answered by them, and at once.

    Letters that are not ASCII's end a word here, as marks do; no word that is looked for has one.
    """
    return {word[:4] for word in lowered.encode("ascii", "replace").translate(_WORDS).split()}


def find_statuses(lowered: str, stems: set[bytes]) -> Iterator[re.Match[str]]:
    """Yield what states a status in *lowered*, which is in lower case and has *stems*.

    It is searched only around the key words of a status, and not all through the names of venues.
    """
    if _STATUS_STEMS.isdisjoint(stems):
        return
    is_plain = _DOUBT_STEMS.isdisjoint(stems) and not lowered.endswith(_CUT_ENDS)
    search = _PLAIN_STATUS.search if is_plain else _STATUS.search
    start = 0
    while (maybe := _MAYBE.search(lowered, start)) is not None:
        found = search(lowered, max(start, maybe.start() - _REACH))
        if found is None:
            return
        yield found
        start = found.end()


def status_of(found: re.Match[str]) -> PublicationStatus | None:
    """Return the status that a match of :func:`find_statuses` states; None for one that is only hoped for."""
    return _STATUS_OF[str(found.lastgroup)]


def is_past_publication(found: re.Match[str]) -> bool:
    """Whether a match states that the paper has appeared: "accepted for presentation at", "in proceedings" do not."""
    return status_of(found) is _PUBLISHED and not found[0].startswith(("in ", "presentation", "presenting"))


def needs_venue(found: re.Match[str]) -> bool:
    """Whether the words of a match state a status only together with a venue: "appears in the appendix" does not."""
    return _NEEDS_VENUE.match(found[0]) is not None


_WHICH = (
    "short shorter shortened shorten brief abridged condensed preliminary conference journal workshop earlier early"
    " previous prior initial original older old abstract poster extended expanded longer long thesis reduced partial"
    " first english another"
).replace(" ", "|")
_VENUES = "cvpr|iccv|eccv|neurips|nips|miccai|icml|iclr|aaai"
_OTHERS = (
    # a short version of this paper was accepted at ...; extended version of our CVPR paper; (conference version: ...)
    rf"(?:{_WHICH}|\d+[- ]pages?)[ -]"
    r"(?:(?:and |& )?(?!paper|abstract|camera|final|accepted|published|submitted|main)[\w-]+ )?"
    r"(?:versions?|editions?|drafts?|arxiv)\b",
    # the material in this paper was presented in part at
    r"(?:was |were |been |is |are )*(?:accepted|published|presented|appeared|reported),? in part\b",
    # an extended abstract of this paper appeared in
    r"abstracts? of (?:this|these|the|our) (?:[\w-]+ )?(?:paper|work|article|manuscript|study|result)s?\b",
    r"varia(?:nt|tion)s? of (?:this|the|our)\b|extended works? of\b",
    r"revisions? of (?:an?|our|my) (?:[\w-]+ )?(?:paper|article|manuscript)\b",
    r"(?:full|complete|long) versions? of (?:an?|the|our|this|my) (?:[\w-]+ )?"
    r"(?:poster|abstract|short|workshop|demo)\b",
    # an extension of our paper at ...; this paper extends ...
    r"(?:extension|expansion|successor|follow[- ]up|generali[sz]ation|continuation|resubmission)s?"
    r" (?:(?:paper|work|version)s? )?(?:of|to|from|for)\b",
    r"(?:extends?|extending|extended from|supersed\w+|replaces|replacing|subsumes?|builds (?:up)?on"
    r"|based (?:up)?on (?:our|the (?:paper|work)|a (?:paper|work)))\b",
    # part of this work was presented at ...; originally published at ...
    r"parts? of (?:this|it|these)\b(?! \w+ (?:series|special|project|issue|volume|book|proceedings))",
    r"(?:parts?|portions?|some|sections?|chapters?|elements?|results|aspects?)(?: of)? (?:the |this |our |these )?"
    r"(?:\w+ )?(?:papers?|works?|article|results|research|contents?|material|study|manuscript|report)\b",
    r"(?:previously|partially|partly|first|earlier)(?: been)?"
    r" (?:appeared|published|presented|accepted)\b",
    r"(?:preliminary|initial|early|earlier) (?:work|results?|findings|ideas?)"
    r" (?:(?:was|were|has been|have been|is|are) )?(?:presented|published|accepted|appeared)\b",
    # our previous work; the conference paper was ...
    rf"(?:our|their|my)(?: \w+)? (?:previous|earlier|prior|former|other|companion|recent|conference|workshop|journal"
    rf"|{_VENUES})\b",
    r"(?:previous|earlier|prior|companion|related|sister|another|follow-up|conference|workshop|journal) (?:\w+ )?"
    r"(?:work|paper|article)s? (?:was|were|has|have|had|is|are|appeared|of|titled|entitled|:)",
    # supplementary material for our paper at ...; tutorial at ...; the dataset was published at ...
    r"(?:supplement|supplementary|supplemental|suppl\.?|supp\.?|supporting|addendum|appendix|erratum|corrigendum)"
    r"(?: materials?| document| information| text| file| appendix)?s? (?:for|of|to|on) ",
    r"(?:tutorial|keynote|talk|demo) (?:at|in|of|on|for)\b(?!.* (?:to|will) (?:appear|be published)\b)"
    r"|companion (?:paper|to)",
    r"(?:code|dataset|data|video|demo|software|toolbox|tutorial|slides?|keynote|proposal)s?"
    r" (?:was|were|is|are|has been|have been|will (?:also |soon )?be|to be|for)? ?(?:also )?"
    r"(?:accepted|published|presented|submitted|given)\b|(?:code|data|dataset)s? will publish\b",
    r"(?:challenge|competition)s? (?:was|were|is|are|has been|have been|will be) (?:accepted|published|presented)\b",
    # similar ideas were published at; the version that was published at; other papers of ours accepted at
    r"(?:similar|related|other|others|different)(?: [\w-]+){0,2}"
    r" (?:ideas?|works?|papers?|manuscripts?|methods?|results?|approach(?:es)?) (?:\w+ ){0,2}?"
    r"(?:accepted|published|presented|appeared)\b",
    r"(?:differs?|different (?:from|than|to)|deviates?|not the (?:version|one)|compar(?:ed|ison|ing) (?:to|with))\b",
    r"(?:\A|the )versions? (?:that )?(?:(?:was|is|were|has been) )?(?:accepted|published|presented|appear(?:ed|ing))"
    r"(?: \S+){1,8}? (?:contains?|contained|has|had|differs?|is|was|can)\b",
    r"\Aversions? (?:was|is|has been) (?:accepted|published|presented)\b",
    r"(?:one|some|several|many|most) of (?:the|our|these|those)\b",
    r"reference (?:conference|journal|workshop) (?:paper|article|publication)s?\b",
    # the method of Smith et al. was published at
    r"(?:of|(?<!edited )by|from|in|with) (?:[\w'’.-]+ ){1,4}?et al\b",
)
OTHER = compile_late(r"\b(?:" + "|".join(_OTHERS) + ")")
"""What is said of another paper, or of another version of this one."""
_OTHER_SIGNS = (
    *"version edition draft arxiv extens extend revision expansion successor follow generali continuation"
    " resubm supersed replac subsum builds based part portion section chapter element results aspect previous"
    " first earlier their suppl support addend append errat corrig tutorial keynote talk demo companion slide"
    " varia challenge competition proposal similar related other differ deviate compar not one several many"
    " most reference abstract".split(),
    "our ",
    "my ",
    "some ",
    "in part",
    "supp.",
    "et al",
)
_OTHER_STEMS = frozenset(
    b"vers edit draf arxi exte expa succ foll gene cont resu supe repl subs buil base part port sect chap elem aspe"
    b" prev firs earl thei supp adde appe erra corr tuto keyn talk demo comp our my some work pape arti code data vide"
    b" soft tool slid vari revi chal prop simi rela othe diff devi comp not one seve many most et refe abst".split()
)
_OTHER_NOUNS = ("work", "paper", "article", "code", "data", "video", "software", "toolbox")
_OTHER_PHRASE = compile_late(
    r"(?:work|paper|article)s? (?:was|were|ha|is|are|appeared|of|titled|entitled|:)"
    r"|(?:code|data|dataset|video|software|toolbox)s? (?:w|i|a|h|t|f|pub|pres|sub)"
)


def speaks_maybe_of_others(lowered: str, stems: set[bytes]) -> bool:
    """Whether *lowered*, which has *stems*, has a word without which it speaks of no other paper.

    That is a cheap look before :data:`OTHER`.
    """
    if _OTHER_STEMS.isdisjoint(stems):
        return False
    has = lowered.__contains__
    return any(map(has, _OTHER_SIGNS)) or (any(map(has, _OTHER_NOUNS)) and _OTHER_PHRASE.search(lowered) is not None)
