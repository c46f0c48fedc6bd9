"""One BibTeX entry while its fields are read: what the rows of the field table work on."""

from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from typing import Any, Final

from arxiv2bib.diagnostics import Code
from arxiv2bib.errors import InvalidValueError
from arxiv2bib.formats.bibtex_fields import READ_TYPES, SUBTYPES, TYPE_WORDS, TYPES
from arxiv2bib.model.entry import DEFAULTS, Extra
from arxiv2bib.model.identifiers import PLAIN_ARXIV_ID, ArxivId, make_arxiv_id, make_usual_arxiv_id
from arxiv2bib.model.vocabulary import PREPRINT, EntryType
from arxiv2bib.text.expressions import compile_late
from arxiv2bib.text.latex_decoding import from_latex, from_latex_text, from_latex_verbatim
from arxiv2bib.text.markup import plain

__all__ = [
    "AS_WRITTEN",
    "INHERITED",
    "NAMESPACE",
    "OWN_FIELDS",
    "PREPRINT_KINDS",
    "REPEATED",
    "SPELLINGS",
    "Read",
    "Reading",
    "SayField",
    "say_nothing",
]

SayField = Callable[[Code, str, str, str | None], None]
"""Takes what is wrong with a field: code, the field's name, message, value."""

NAMESPACE: Final = "bibtex"
AS_WRITTEN: Final = "bibtex-as-written"
REPEATED: Final = "bibtex-repeated"
INHERITED: Final = "bibtex-inherited"

OWN_FIELDS: Final = frozenset({NAMESPACE, "biblatex", REPEATED})
"""The namespaces of extras that are fields of BibTeX."""
SPELLINGS: Final = frozenset({AS_WRITTEN, INHERITED})
"""Those of extras that are in other fields, or in those of a parent."""

PREPRINT_KINDS: Final = frozenset({"misc", "online", "article", "unpublished", "preprint", "electronic", "www"})
_DOCUMENT: Final = EntryType.DOCUMENT  # to look up a member of an enum takes as long as all else that is asked here
# Numbers, classes, publishers: many entries have the same. Longer texts are their own.
_LONGEST: Final = 100
_remembered_text: Final = lru_cache(maxsize=8192)(from_latex_text)


def say_nothing(_code: Code, _name: str, _message: str, _value: str | None) -> None:
    """Say nothing: for whoever only looks at what a text would be read as."""


class Reading:
    """One entry while its fields are read: ``fields`` by their names in lower case, ``values`` in an entry's order.

    ``decode`` is :func:`~arxiv2bib.text.latex_decoding.from_latex` for the fields as they are.
    """

    __slots__ = (
        "arxiv_id",
        "decode",
        "done",
        "extra",
        "fields",
        "inherited",
        "kind",
        "names",
        "row",
        "say",
        "spelled",
        "type",
        "values",
    )

    def __init__(
        self,
        kind: str,
        fields: dict[str, str],
        names: Mapping[str, str],
        say: SayField,
        inherited: Collection[str] = (),
    ) -> None:
        self.values: list[Any] = list(DEFAULTS)  # Any: each of its field's type
        self.kind = kind
        self.fields = fields
        self.inherited = inherited
        self.names = names
        self.extra: list[Extra] = []
        self.spelled: list[Extra] = []
        self.done = False
        self.decode = from_latex
        self.say = say
        self.type = READ_TYPES.get(kind, _DOCUMENT)
        if "entrysubtype" in fields and kind in SUBTYPES:
            self.type = SUBTYPES[kind].get(fields["entrysubtype"].lower(), self.type)
        if "eprint" in fields:
            self.arxiv_id = _find_arxiv_id(fields)
        else:
            own = fields.get("arxiv") or fields.get("arxivid")
            self.arxiv_id = _parse_arxiv_id(own) if own else None
            if self.type is _DOCUMENT or "type" in fields:
                self.type = _find_type_in_words(kind, fields, self.type)
        if (
            self.arxiv_id is not None
            and kind in PREPRINT_KINDS
            and not ("journal" in fields or "journaltitle" in fields or "booktitle" in fields)
        ):
            self.type = PREPRINT
        self.row = TYPES[self.type]

    def keep(self, name: str, tex: str) -> None:
        """Keep a field that has no place in the model."""
        if name not in self.inherited:
            self.extra.append(Extra(NAMESPACE, self.names.get(name, name), tex))

    def spell(self, name: str, tex: str) -> None:
        """Keep how a field is written whose value has been read."""
        if name not in self.inherited:
            self.spelled.append(Extra(AS_WRITTEN, self.names.get(name, name), tex))

    def is_first(self, name: str, rivals: tuple[str, ...]) -> bool:
        """Whether *name* is the first of *rivals*, fields for one value, that the entry has."""
        return name == rivals[0] or name == next(rival for rival in rivals if rival in self.fields)

    def read_text(self, name: str, tex: str) -> str:
        """Return a value that the model has as plain text."""
        text = _remembered_text(tex) if len(tex) <= _LONGEST else from_latex_text(tex)
        if text is None:
            self.spell(name, tex)
            text = _read_bare(from_latex(tex))
        return text


# What is raised in "2nd" and "6e".
_RAISED_LETTERS: Final = compile_late(r"<sup>([^\W\d_]+\.?)</sup>")


def _read_bare(markup: str) -> str:
    """Return *markup* as bare text, formulas with it if they have one: ``2$^{nd}$`` is "2nd", ``10$^6$`` is "10⁶"."""
    if "$" in markup:
        from arxiv2bib.text.flattening import flatten_markup, spell_formulas  # few such values have formulas

        markup = flatten_markup(_RAISED_LETTERS.sub(r"\1", spell_formulas(markup)))
    return " ".join(plain(markup).split())


def _find_type_in_words(kind: str, fields: Mapping[str, str], usual: EntryType) -> EntryType:
    """Return the type that an entry of the type *kind* says in other fields, or its *usual* one."""
    if "type" in fields and kind in TYPE_WORDS:
        return TYPE_WORDS[kind].get(fields["type"].lower(), usual)
    return EntryType.PATENT if kind == "misc" and fields.get("publisher") == "Google Patents" else usual


_NAMES: Final = frozenset({"arxiv", "arXiv"})
_PLAIN: Final = compile_late(PLAIN_ARXIV_ID)


def _find_arxiv_id(fields: Mapping[str, str]) -> ArxivId | None:
    """Return the identifier in ``eprint``, if it is arXiv's."""
    archive = fields.get("eprinttype") or fields.get("archiveprefix")
    if archive and archive not in _NAMES and archive.casefold() != "arxiv":
        return None
    tex = fields["eprint"]
    identifier = make_usual_arxiv_id(tex)
    if identifier is not None:
        return identifier
    plain = _PLAIN.fullmatch(tex)
    if plain is not None and (identifier := make_arxiv_id(*plain.groups())) is not None:
        return identifier
    return _parse_arxiv_id(tex)


def _parse_arxiv_id(tex: str) -> ArxivId | None:
    try:
        return ArxivId.parse(from_latex_verbatim(tex))
    except InvalidValueError:
        return None


Read = Callable[[Reading, str, str], None]
"""Reads one field: its name in lower case and its TeX."""
