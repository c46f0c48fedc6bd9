"""A journal reference made plain: white space, TeX, identifiers taken out, BibTeX fields read."""

import re
from typing import Final

from arxiv2bib.model.identifiers import Doi, Isbn, Issn
from arxiv2bib.text.accents import decode_accents
from arxiv2bib.text.expressions import compile_late

_BRACES: Final = str.maketrans("", "", "{}")
_COMMAND: Final = compile_late(r"\\(?:textit|textbf|emph|text|it|bf|em|rm|href|url)\b\s?|\\([_%&#$ ])|\\deg\b")
_DECADE: Final = compile_late(
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December)"
    r" (?:I{1,3}|IV) (?=(?:19|20)\d\d)"
)
"""A month with the part of it in which an issue came out, as *Astronomy and Astrophysics* has them."""
_SECTION: Final = compile_late(r"\s?\[(?:FS|PM)\s?\d{0,2}\]")
"""A section of *Nuclear Physics B*: ``Nucl.Phys. B423 [FS] (1994) 507``."""
_TIE: Final = compile_late(r"(?<=[^\W\d_])~(?=\w)|(?<=[.,)])~(?=[\w(])")
_PUBLISHER_LEAD: Final = compile_late(r"\A(Elsevier|Springer|Wiley|ACM|MDPI) [-–] (?=[A-Z])")
_GLUED_PAGE: Final = compile_late(r"\b(pp?\.)(?=[A-Z]\d)")
_GLUED_YEAR: Final = compile_late(r"(?:19|20)\d\d(?=[A-Z]{3})")
_COPYRIGHT: Final = compile_late(r"\\c ?\{?opyright\}?|\\(?:copyright|textcopyright)\b")
_TIGHT_INITIAL: Final = compile_late(r"(?<=[A-Z]\.,)(?=[A-Z][a-z])")
_URL: Final = compile_late(r"(?:https?://|ftp://|www\.|urn:[a-z]+:)[^\s<>\"]+")
_DOI: Final = compile_late(
    r"(?:\(?\b(?:doi|DOI|Doi)\b\s*(?:number|no\.?)?\s*[:=]?\s*)?(?:https?://(?:dx\.)?doi\.org/)?"
    r"10\.\d{4,9}/[^\s\"“”<>]+"
)
_ISSN: Final = compile_late(
    r"(?:\b[pe]-|\(?\b(?:online|print)\b\)?\s*)?\b[pe]?ISSN(?:e|-L)?\b(?:\s*[/-]\s*E-?ISSN)?(?:\s*\(\w+\))?[\s:=.-]{0,4}(?=\d{4})",
    re.I,
)
_ISSN_NUMBER: Final = compile_late(
    r"(\d{4}\s?(?:-|–|To)?\s?\d{3}[\dXx])(?![\w])(?:\s*\((?:online|print)\))?\s*"
    r"(?:(?:[;,/&–-]|and\b)\s*(?:and\s)?(?=\d{4}-?\d{3}[\dXx](?!\d)))?",
    re.I,
)
# An ISSN that is not called one, between a journal and its volume: International Journal (0975 - 8887) Volume 12
_BARE_ISSN: Final = compile_late(r"\s?\(\s?(\d{4}\s?[-–]{1,2}\s?\d{3}[\dXx])\s?\)(?=[\s,:–-]{0,4}[Vv]ol)")
_ISBN: Final = compile_late(
    r"\(?(?:\bISSN\s?/\s?)?\bISBN(?:[\s-]1[03])?(?:\s*\(\w+\))?[\s:=.]{0,3}((?:97[89][\s–-]?)?\d[\d\s–-]{7,14}[\dXx])(?:/\d\d/(?:\$\d\d\.)?\d\d)?\)?"
    r"|(?<![\d.-])(97[89](?:[-–]?\d){10})(?!\d)(?:/\d\d/(?:\$\d\d\.)?\d\d)?",
    re.I,
)
_ISSN_LENGTH: Final = 8
_KEYS: Final = (
    "journal journaltitle booktitle volume number issue pages year month publisher series issn isbn doi url title "
    "author editor organization address note date location eprint school articleno numpages"
).split()
_PAIR: Final = compile_late(rf"(?<![\w.])({'|'.join(sorted(_KEYS, key=len, reverse=True))})\s?=\s?", re.I)


def make_plain(text: str) -> str:
    """Return *text* in one line, with TeX's accents and escapes as characters and without braces."""
    text = " ".join(text.split())
    if "\\" in text:
        text = _COPYRIGHT.sub(" ; ", text)
        text = _COMMAND.sub(lambda match: match[1] or "", decode_accents(text))
    if "{" in text or "}" in text:
        text = text.translate(_BRACES)
    if ".," in text:
        text = _TIGHT_INITIAL.sub(" ", text)  # Smith, J.,The title
    if "&amp;" in text:
        text = text.replace("&amp;", "&")
    if text[:1] in "12" and _GLUED_YEAR.match(text) is not None:
        text = f"{text[:4]} {text[4:]}"  # 2022IGARSS
    if " I" in text and " pp" in text:
        text = _DECADE.sub(r"\1 ", text)  # April III 2006
    if "~" in text:
        text = _TIE.sub(" ", text)
    if text[1:12].find(" - ") >= 0 or text[1:12].find(" – ") >= 0:
        text = _PUBLISHER_LEAD.sub(r"\1, ", text)
    if "p." in text:
        text = _GLUED_PAGE.sub(r"\1 ", text)  # pp.L45-L48
    if "[FS" in text or "[PM" in text:
        text = _SECTION.sub("", text)
    if "№" in text:
        text = text.replace("№", "no. ").replace("no.  ", "no. ")
    return text.replace("(s)", "s") if "(s)" in text else text


def read_pairs(text: str) -> dict[str, str] | None:
    """Return the BibTeX fields of *text*, by name in lower case; None if there are fewer than two."""
    found = list(_PAIR.finditer(text))
    if len(found) < 2:
        return None
    pairs: dict[str, str] = {}
    for match, following in zip(found, [*found[1:], None], strict=True):
        value = text[match.end() : following.start() if following else len(text)]
        pairs.setdefault(match[1].lower(), value.translate(_BRACES).strip(" ,\"';"))
    head = text[: found[0].start()].strip(" ,;{}")
    if head:
        pairs["head"] = head
    return pairs


class Identifiers:
    """The identifiers and addresses of a reference."""

    __slots__ = ("doi", "isbn", "issn", "url")

    def __init__(self) -> None:
        self.doi: list[Doi] = []
        self.isbn: list[Isbn] = []
        self.issn: list[Issn] = []
        self.url: list[str] = []

    def add_to(self, values: dict[str, object]) -> None:
        """Put what was found into *values*, by the names of the fields."""
        values["doi"], values["isbn"] = tuple(self.doi), tuple(self.isbn)
        values["issn"], values["url"] = tuple(self.issn), tuple(self.url)


def take_identifiers(text: str) -> tuple[str, Identifiers | None]:
    """Return *text* with a semicolon in place of each address and identifier, and those, or None if there are none."""
    has_address = "://" in text or "www." in text or "urn:" in text
    has_doi = "10." in text and "/" in text
    upper = text.upper()
    has_isbn = "ISBN" in upper or "978" in text
    has_issn = "VOL" in upper and _BARE_ISSN.search(text) is not None
    if not (has_address or has_doi or has_isbn or has_issn or "ISSN" in upper):
        return text, None
    found = Identifiers()
    if has_address:
        text = _URL.sub(lambda match: _keep_url(match[0], found), text)
    if has_doi:
        text = _DOI.sub(lambda match: _keep_doi(match[0], found), text)
    if "ISSN" in upper:
        text = _take_issn(text, found)
    elif has_issn:
        text = _BARE_ISSN.sub(lambda match: _keep_bare_issn(match, found), text)
    if has_isbn:
        text = _ISBN.sub(lambda match: _keep_isbn(match[1] or match[2], found), text)
    return (_EMPTY_BRACKETS.sub(" ; ", text) if "( ; )" in text or "[ ; ]" in text else text), found


_EMPTY_BRACKETS: Final = compile_late(r"\s*[(\[] ; [)\]]\s*")


def _keep_doi(words: str, found: Identifiers) -> str:
    for doi in Doi.find_all(words):
        found.doi.append(doi)
        at = words.find(doi.value)
        return f" ; {words[at + len(doi.value) :]}" if at >= 0 else " ; "
    return words


def _keep_url(words: str, found: Identifiers) -> str:
    url = words.rstrip(".,;:'\"")
    if url.endswith(")") and url.count(")") > url.count("("):
        url = url[:-1]
    if "doi.org/10." in url:
        return _keep_doi(words, found)
    found.url.append(url)
    return " ; "


def _keep_bare_issn(match: re.Match[str], found: Identifiers) -> str:
    issn = Issn(re.sub(r"[^\dXx]+", "-", match[1]))
    if not issn.is_valid:
        return match[0]
    found.issn.append(issn)
    return " ; "


def _keep_isbn(words: str, found: Identifiers) -> str:
    if sum(map(str.isalnum, words)) == _ISSN_LENGTH:
        found.issn.append(Issn(words.strip()))
    else:
        found.isbn.append(Isbn(words.strip()))
    return " ; "


def _take_issn(text: str, found: Identifiers) -> str:
    pieces: list[str] = []
    done = 0
    for match in _ISSN.finditer(text):
        if match.start() < done:
            continue
        pieces.append(text[done : match.start()])
        done = match.end()
        while (number := _ISSN_NUMBER.match(text, done)) is not None:
            found.issn.append(Issn(number[1]))
            done = number.end()
        pieces.append(" ; ")
    return "".join([*pieces, text[done:]])
