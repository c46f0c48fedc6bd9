"""Identifiers: arXiv ids, DOIs, ISBNs, ISSNs, in every spelling in use."""

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Final, Self
from urllib.parse import unquote

import attrs

from arxiv2bib.errors import InvalidValueError
from arxiv2bib.model.checking import refuse_text
from arxiv2bib.model.drafts import make_drafter
from arxiv2bib.model.showing import show_fields
from arxiv2bib.text.expressions import compile_late

# Every archive that ever gave an identifier of the old style (1991 to March 2007), the merged ones too.
# Source: arXiv, "Understanding the arXiv identifier", and its list of subsumed archives.
OLD_ARCHIVES = frozenset(
    "acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas cond-mat cs dg-ga "
    "funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin nucl-ex nucl-th patt-sol physics plasm-ph "
    "q-alg q-bio quant-ph solv-int supr-con test".split()
)

_ARXIV_CORE = compile_late(
    r"""(?<![\w-])
    (?: (?P<new>\d{4}\.\d{4,5})
      | (?!arxiv\.)(?P<archive>[a-z]+(?:-[a-z]+)?)(?:\.(?P<subject>[a-z]+(?:-[a-z]+)*))?/(?P<old>\d{7}) )
    (?:v(?P<version>[1-9]\d{0,3}))?
    (?:\.pdf|\.html|\.ps(?:\.gz)?)?(?:/(?:index\.html?)?)?
    (?:[?\#]\S*)?
    (?:\s*\[[a-z.\- ]+\]?)?                     # the class, as arXiv stamps it: [cs.CV]
    (?:\s+\d{1,2}\s[a-z]{3}\s\d{4})?           # and the day: 5 Nov 2021
    \Z""",
    re.A | re.I | re.X,
)
_AROUND = " \t\r\n.,;:()[]<>{}\"'"  # brackets, quotes and the end of a sentence are no part of it
# What may stand before an identifier: nothing, an address of arXiv or a mirror, another scheme, "arXiv:".
_ARXIV_PREFIX = compile_late(
    r"""(?: (?:[a-z]+:)?//[^/?\s]*(?:arxiv|ar5iv|alphaxiv|lanl\.gov)[^/?\s]*/(?:[^?\s]+/)?
      | (?:[a-z]+:)?//(?:[^/?\s]+/)+(?=arxiv:)|(?:[a-z]+:)?//(?:www\.)?huggingface\.co/papers/
      | (?:[a-z]+:)?//(?:[^/?\s]+/)+10\.48550/(?=arxiv)
      | info:arxiv/
      | (?:[\w-]+\.)*(?:arxiv|ar5iv|alphaxiv)\.\w+/(?:\S+/)?
      | oai:arxiv\.org:
      | (?:doi:\s*)?10\.48550/(?=arxiv)
      | (?:abs|pdf|html|format|e-print)/ )?
    (?:(?:arxiv\s+(?:e-?print|preprint)s?\s+)?arxiv[:./]?\s*)?\Z""",
    re.I | re.X,
)
PLAIN_ARXIV_ID: Final = (
    r"(?:([0-9]{2}(?:0[1-9]|1[0-2])\.[0-9]{4,5})|([a-z]+(?:-[a-z]+)?)/([0-9]{7}))(?:v([1-9][0-9]{0,3}))?"
)
"""An expression for an identifier as arXiv writes it; its four groups are for :func:`make_arxiv_id`."""
_PLAIN_URL = compile_late(rf"(?:https?://arxiv\.org/(?:abs|pdf)/|arXiv:)?{PLAIN_ARXIV_ID}\Z")


def _is_possible_number(number: str) -> bool:
    """Whether the month of a new-style *number* exists and its length is the one in use in that month."""
    month = number[:4]
    if not 1 <= int(month[2:]) <= 12 or month < "0704":
        return False
    return len(number) == (9 if month < "1501" else 10)


def _is_possible_old_number(number: str) -> bool:
    """Whether the month of an old-style *number* exists and lies between 1991 and March 2007."""
    return 1 <= int(number[2:4]) <= 12 and (number[:2] > "90" or number[:4] < "0704")


def _split_arxiv_id(text: str) -> tuple[str, str | None, int | None, str | None]:
    """Return number, archive, version and subject class of the identifier in *text*; raises InvalidValueError."""
    if not isinstance(text, str):
        raise refuse_text("ArxivId.parse", text)
    plain = _PLAIN_URL.match(text)
    if plain is not None:
        number, archive, old, version = plain.groups()
        seen = int(version) if version else None
        if number is not None:
            if number >= "0704" and len(number) == (9 if number < "1501" else 10):
                return number, None, seen, None
        elif archive in OLD_ARCHIVES and _is_possible_old_number(old):
            return old, archive, seen, None
    text = (unquote(text) if "%" in text else text).strip(_AROUND)
    core = _ARXIV_CORE.search(text) if len(text) < 300 else None
    if core is not None and _ARXIV_PREFIX.match(text[: core.start()]):
        seen = int(core["version"]) if core["version"] else None
        if core["new"] is not None:
            if _is_possible_number(core["new"]):
                return core["new"], None, seen, None
        elif core["archive"].lower() in OLD_ARCHIVES and _is_possible_old_number(core["old"]):
            return core["old"], core["archive"].lower(), seen, core["subject"]
    raise InvalidValueError(f"{text[:100]!r} is no arXiv identifier; write 2111.03216, 2111.03216v2 or hep-th/9901001")


@attrs.frozen(weakref_slot=False)
class ArxivId:
    """An arXiv identifier: ``2111.03216`` (since April 2007) or, with its archive, ``hep-th/9901001``.

    ``version`` is set only where a version is meant (``2111.03216v2``). ``subject_class`` is the class that some
    old identifiers carry (``GT`` in ``math.GT/0309136``); it is no part of the identity.

    Source: arXiv, "Understanding the arXiv identifier".
    """

    number: str
    archive: str | None = None
    version: int | None = None
    subject_class: str | None = attrs.field(default=None, eq=False)

    __repr__ = show_fields

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the identifier written in *text*, in any form in use.

        Bare or with ``arXiv:``, addresses of arxiv.org and its mirrors (abs, pdf, html, format, with ``.pdf`` or a
        query), ``10.48550/arXiv.`` DOIs in any case, ``oai:arXiv.org:``, a class in brackets behind it.

        Raises :class:`~arxiv2bib.InvalidValueError` if *text* is none.
        """
        parts = _split_arxiv_id(text)
        return _draft_arxiv_id(*parts) if cls is ArxivId else cls(*parts)  # type: ignore[return-value]

    @classmethod
    def parse_work(cls, text: str) -> tuple[Self, int | None]:
        """Return the identifier of the work that is written in *text*, and the version that stands there.

        Raises what :meth:`parse` raises.
        """
        number, archive, version, subject_class = _split_arxiv_id(text)
        parts = (number, archive, None, subject_class)
        return _draft_arxiv_id(*parts) if cls is ArxivId else cls(*parts), version  # type: ignore[return-value]

    @property
    def unversioned(self) -> Self:
        """The identifier of the work, whatever its version."""
        if self.version is None:
            return self
        return type(self)(self.number, self.archive, None, self.subject_class)

    @property
    def url(self) -> str:
        """The address of the abstract page, ``https``."""
        return f"https://arxiv.org/abs/{self}"

    @property
    def pdf_url(self) -> str:
        """The address of the PDF, ``https``."""
        return f"https://arxiv.org/pdf/{self}"

    @property
    def doi(self) -> "Doi":
        """The DOI that arXiv registers for the work, in arXiv's own casing; it has no version."""
        return make_doi(f"10.48550/arXiv.{self.archive + '/' if self.archive else ''}{self.number}")

    def __str__(self) -> str:
        """Return the identifier as arXiv writes it, with the version if there is one."""
        work = f"{self.archive}/{self.number}" if self.archive else self.number
        return work if self.version is None else f"{work}v{self.version}"


# The counts are bounded so that the search stays linear in the length of the text.
_DOI = compile_late(
    r"(?<![0-9.])10\.[0-9]{4,9}(?:\.[0-9]{1,9}){0,9}(?:/|%2F)[^\s\"“”\u200b-\u200f\u2060\ufeff。，；…]+", re.I
)
_PLAIN_DOI = compile_late(r"10\.[0-9]{4,9}/[A-Za-z0-9./_():-]*+(?<=[A-Za-z0-9])\Z")
_SEVERAL_DOIS = compile_late(r"[,;|]+(?=\S{0,80}?10\.[0-9]{4,9}(?:\.[0-9]{1,9}){0,9}(?:/|%2F))", re.I)
_CLOSING_TAG = compile_late(r"</[A-Za-z]{1,10}>?.*\Z")
_CLOSING = {")": "(", "]": "[", "}": "{", ">": "<"}


_draft_arxiv_id: Final[Callable[[str, str | None, int | None, str | None], ArxivId]] = make_drafter(
    ArxivId, "number", "archive", "version", "subject_class"
)


def make_arxiv_id(number: str | None, archive: str | None, old: str | None, version: str | None) -> ArxivId | None:
    """Return the identifier that :data:`PLAIN_ARXIV_ID` found in a text, or None if arXiv has none like that."""
    seen = int(version) if version is not None else None
    if number is not None:
        is_possible = number >= "0704" and len(number) == (9 if number < "1501" else 10)
        return _draft_arxiv_id(number, None, seen, None) if is_possible else None
    if archive not in OLD_ARCHIVES or old is None or not _is_possible_old_number(old):
        return None
    return _draft_arxiv_id(old, archive, seen, None)


# Year and month of numbers with five digits, of a quarter of a century: more would take longer to make than they save.
_MONTHS: Final = frozenset(f"{year}{month:02d}" for year in range(15, 40) for month in range(1, 13))


def make_usual_arxiv_id(text: str) -> ArxivId | None:
    """Return the identifier that *text* is if it is written as they are since 2015, bare and without a version.

    What comes back is what :func:`make_arxiv_id` gives of it, in a fraction of the time. None says nothing.
    """
    if len(text) == 10 and text[4] == "." and text[:4] in _MONTHS and text.isascii() and text[5:].isdigit():
        return _draft_arxiv_id(text, None, None, None)
    return None


def _fold_ascii(text: str) -> str:
    return text.lower() if text.isascii() else "".join(char.lower() if char.isascii() else char for char in text)


def _trim_doi(text: str) -> str:
    """Drop what is not part of a DOI at its end: punctuation, and brackets that do not open inside it."""
    while text:
        last = text[-1]
        unopened = last in _CLOSING and text.count(last) > text.count(_CLOSING[last])
        if not unopened and last not in ".,;:'\\`’‘":
            break
        text = text[:-1]
    return text


@attrs.frozen(weakref_slot=False)
class Doi:
    """A DOI, bare (``10.1000/182``), in the casing it came in; compared without regard to ASCII case.

    Source: DOI Handbook, 3.4 "Case sensitivity" and 2.2 "Syntax".
    """

    value: str = attrs.field(eq=_fold_ascii)

    __repr__ = show_fields

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the DOI written in *text*: bare, with ``doi:``, as an address (percent-encoded too).

        Raises :class:`~arxiv2bib.InvalidValueError` if *text* holds none, or more than one.
        """
        found = cls.find_all(text)
        if len(found) != 1:
            reason = "is no DOI" if not found else "holds several DOIs, use Doi.find_all"
            raise InvalidValueError(f"{text!r} {reason}; a DOI looks like 10.1000/182")
        return found[0]

    @classmethod
    def find_all(cls, text: str) -> tuple[Self, ...]:
        """Return every DOI in *text*, in order, each once; ``()`` if there is none. Never raises."""
        if not isinstance(text, str):
            raise refuse_text("Doi.find_all", text)
        if is_plain_doi(text):
            return (cls(text),)
        found: list[Self] = []
        for piece in _SEVERAL_DOIS.split(text) if ("," in text or ";" in text or "|" in text) else (text,):
            is_address = "://" in piece
            for match in _DOI.finditer(piece):
                value = _CLOSING_TAG.sub("", re.sub(r"\\([_%&#<>$])", r"\1", match[0])).replace("&amp;", "&")
                if is_address:
                    value = re.split(r"[?#]", value, maxsplit=1)[0]
                if "%" in value:
                    value = re.split(r"[\s\"“”]", unquote(value), maxsplit=1)[0]
                value = _trim_doi(value)
                suffix = value.partition("/")[2]
                if suffix and (doi := cls(value)) not in found:
                    found.append(doi)
        return tuple(found)

    @property
    def url(self) -> str:
        """The address at doi.org; characters that an address cannot hold are percent-encoded."""
        return "https://doi.org/" + re.sub(
            r'[%#?<>"\s\\^`{|}]', lambda m: "".join(f"%{b:02X}" for b in m[0].encode()), self.value
        )

    @property
    def is_arxiv(self) -> bool:
        """Whether arXiv registered it: it names a preprint, not a version of record."""
        return self.value[:9] == "10.48550/"

    def __str__(self) -> str:
        """Return the bare DOI."""
        return self.value


def is_plain_doi(text: str) -> bool:
    """Whether *text* is one DOI, bare and of usual characters: every format reads, and writes, it as it is."""
    return _PLAIN_DOI.match(text) is not None


make_doi: Final[Callable[[str], Doi]] = make_drafter(Doi, "value")
"""Return the DOI that a text is, faster than the constructor."""


@attrs.frozen
class Isbn:
    """An ISBN as written, 10 or 13 digits with or without hyphens; compared by its digits alone."""

    value: str = attrs.field(eq=lambda text: re.sub(r"[\s-]", "", text).upper())

    __repr__ = show_fields

    @property
    def is_valid(self) -> bool:
        """Whether length and check digit are right. Source: ISO 2108."""
        digits = re.sub(r"[\s-]", "", self.value).upper()
        if re.fullmatch(r"[0-9]{9}[0-9X]", digits):
            return sum((10 - i) * (10 if c == "X" else int(c)) for i, c in enumerate(digits)) % 11 == 0
        if re.fullmatch(r"97[89][0-9]{10}", digits):
            return sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(digits)) % 10 == 0
        return False

    def __str__(self) -> str:
        """Return the ISBN as written."""
        return self.value


@attrs.frozen
class Issn:
    """An ISSN as written (``0031-9007``); compared by its digits alone."""

    value: str = attrs.field(eq=lambda text: re.sub(r"[\s-]", "", text).upper())

    __repr__ = show_fields

    @property
    def is_valid(self) -> bool:
        """Whether length and check digit are right. Source: ISO 3297."""
        digits = re.sub(r"[\s-]", "", self.value).upper()
        if not re.fullmatch(r"[0-9]{7}[0-9X]", digits):
            return False
        return sum((8 - i) * (10 if c == "X" else int(c)) for i, c in enumerate(digits)) % 11 == 0

    def __str__(self) -> str:
        """Return the ISSN as written."""
        return self.value


def read_arxiv_id(text: str) -> ArxivId | None:
    """Return the arXiv identifier that *text* is, without its version; None if it is none."""
    with suppress(InvalidValueError):
        return ArxivId.parse(text).unversioned
    return None


def parse_identifier(text: str) -> ArxivId | Doi:
    """Return the identifier of a paper in *text*: arXiv's, or a DOI, each in any form in use.

    The DOIs that arXiv registers are identifiers of arXiv. Raises :class:`~arxiv2bib.InvalidValueError` if it is none.
    """
    with suppress(InvalidValueError):
        return ArxivId.parse(text)
    with suppress(InvalidValueError):
        return Doi.parse(text)
    raise InvalidValueError(f"{text[:100]!r} is neither an arXiv identifier (2111.03216) nor a DOI (10.1000/182)")


def is_identifier(text: str) -> bool:
    """Whether :func:`parse_identifier` finds an identifier in *text*."""
    with suppress(InvalidValueError):
        parse_identifier(text)
        return True
    return False
