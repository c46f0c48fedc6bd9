"""What two records have in common, judged without any of the programs that are compared.

Each record has two forms. The *strict* one: type, key, the fields' names and their values, white space folded and one
outer pair of delimiters gone. The *normalised* one, what a person would call the same record: LaTeX decoded, braces,
``$``, ``^``, ``_`` and font commands dropped, dashes, quotation marks, months, dates, names and DOIs written one way,
and fields with several names under one of them.
"""

import html
import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from tests.round_trips.neutral import MONTHS, Raw

Fields = dict[str, str]


class Form(NamedTuple):
    """A record in a form in which it can be compared."""

    type: str
    key: str
    fields: Fields


class Difference(NamedTuple):
    """The fields that are gone, have another value (letter case counts), and are new; and whether the type changed."""

    lost: tuple[str, ...]
    changed: tuple[str, ...]
    added: tuple[str, ...]
    is_retyped: bool


def compare(before: Form, after: Form) -> Difference:
    """Return what is not the same in *after*."""
    lost = tuple(name for name in before.fields if name not in after.fields)
    changed = tuple(
        name for name, value in before.fields.items() if name in after.fields and after.fields[name] != value
    )
    added = tuple(name for name in after.fields if name not in before.fields)
    return Difference(lost, changed, added, before.type != after.type)


def make_strict(record: Raw) -> Form:
    """Return *record* in its strict form; a field that is repeated has all its values."""
    fields: Fields = {}
    for name, value in record.fields:
        text = fold(value) if isinstance(value, str) else json.dumps(value, sort_keys=True, ensure_ascii=False)
        fields[name] = f"{fields[name]}\n{text}" if name in fields else text
    return Form(record.type.lower(), record.key, fields)


# Texts

_GAP = re.compile(r"\s+")
_COMBINING = {
    "`": 0x300, "'": 0x301, "^": 0x302, "~": 0x303, "=": 0x304, "u": 0x306, ".": 0x307, '"': 0x308, "r": 0x30A,
    "H": 0x30B, "v": 0x30C, "d": 0x323, "c": 0x327, "k": 0x328, "b": 0x331,
}  # fmt: skip
_SYMBOLS = {
    "textcompwordmark": "\u200c",
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å",
    "i": "i", "j": "ȷ", "textendash": "-", "textemdash": "-", "ldots": "...", "dots": "...", "textellipsis": "...",
    "textquoteright": "'", "textquoteleft": "'", "textquotesingle": "'", "textquotedblleft": '"', "textquotedbl": '"',
    "textquotedblright": '"', "textasciitilde": " ", "textasciicircum": "", "textbackslash": "", "textunderscore": "",
    "textless": "<", "textgreater": ">", "textbar": "|", "slash": "/", "textdegree": "°", "textregistered": "®",
    "texttrademark": "™", "S": "§", "P": "¶", "copyright": "©", "textcopyright": "©", "pounds": "£", "dag": "†",
    "times": "×", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "lambda": "λ", "mu": "μ", "pi": "π",
    "sigma": "σ", "omega": "ω", "infty": "∞", "guillemotleft": "«", "guillemotright": "»",
}  # fmt: skip
_FONTS = frozenset(
    "emph textit textbf textsc texttt textrm textsf textup textsl text mathrm mathbf mathcal mathit mathbb mbox "
    "enquote mkbibquote mkbibemph url href nocase textnormal textsuperscript textsubscript uppercase lowercase bf it "
    "em sc tt rm sl cal protect relax itshape bfseries scshape".split()
)
_SPACES = {"-": "", "/": "", ",": " ", ";": " ", ":": " ", "!": ""}
_PLAIN_ACCENT = re.compile(r"\\([`'^~=.\"])\s*(?:\{\s*\\?([A-Za-z])\s*\}|\\?([A-Za-z]))")
_LETTER_ACCENT = re.compile(r"\\([uvHcdbkr])\s*(?:\{\s*\\?([A-Za-z])\s*\}|(?<=\s)\\?([A-Za-z]))")
_BREAK = re.compile(r"\\(?:par|newline|linebreak|\\)(?![A-Za-z])\s*|\\verb(?![A-Za-z])\s*(\S)(.*?)\1")
_COMMAND = re.compile(r"\\([A-Za-z]+)\s*(?:\{\})?")
_ESCAPE = re.compile(r"\\([&%$#_{} ,;:!/-])")
_TAG = re.compile(r"</?(?:i|b|em|strong|sc|sub|sup|span|p|jats:\w+)\b[^<>]*>")
_MARKS = str.maketrans({
    **dict.fromkeys("‘’‚`´", "'"), **dict.fromkeys("“”„", '"'), **dict.fromkeys("{}$^_\\\u200b\ufeff\u00ad"), "ı": "i",
})  # fmt: skip
_DASHES = re.compile(r"\s*[-\u2010-\u2015\u2212]+\s*")


def fold(text: str) -> str:
    """Return *text* with its white space folded."""
    return _GAP.sub(" ", text).strip()


def decode_tex(text: str) -> str:
    """Return *text* with the common commands of LaTeX decoded; of others, the name stays."""
    if not any(sign in text for sign in "\\{$~"):
        return text
    text = _BREAK.sub(lambda match: f" {match[2] or ''}", text)
    text = _PLAIN_ACCENT.sub(_put_accent, text)
    text = _LETTER_ACCENT.sub(_put_accent, text)
    text = _COMMAND.sub(lambda match: "" if match[1] in _FONTS else _SYMBOLS.get(match[1], match[1]), text)
    return _ESCAPE.sub(lambda match: _SPACES.get(match[1], match[1]), text).replace("~", " ")


def _put_accent(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", (match[2] or match[3]) + chr(_COMBINING[match[1]]))


def normalize(text: object, *, is_tex: bool) -> str:
    """Return a text as it is compared: decoded, without markup, its dashes and quotation marks plain."""
    plain = str(text).replace("``", '"').replace("''", '"')
    plain = html.unescape(decode_tex(plain) if is_tex else plain)
    plain = unicodedata.normalize("NFKC", _TAG.sub("", plain)).translate(_MARKS)
    return fold(_DASHES.sub("-", plain))


# Names


def _split(text: str, separator: str) -> list[str]:
    """Return the parts of *text* between separators that stand outside braces."""
    parts, depth, start = [], 0, 0
    for at, sign in enumerate(text):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if not depth and sign == separator:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]


def _join_name(family: str, given: str, suffix: str = "") -> str:
    parts = (re.sub(r"[.\s'\"]", "", normalize(part, is_tex=True)).lower() for part in (family, given, suffix))
    return "|".join(part for part in parts if part)


def normalize_name(name: str) -> str:
    """Return a name of BibTeX or RIS as family, given and suffix, particles with the family."""
    name = fold(re.sub(r"(?<!\\)~", " ", name))
    if name.startswith("{") and name.endswith("}") and len(_split(name, " ")) == 1:
        return _join_name(name, "")
    parts = [part.strip() for part in _split(name, ",")]
    if len(parts) == 2:
        return _join_name(parts[0], parts[1])
    if len(parts) > 2:
        is_suffix = re.fullmatch(r"(?:jr|sr|ii|iii|iv)\.?", parts[1].lower()) is not None
        return _join_name(parts[0], *((parts[2], parts[1]) if is_suffix else (parts[1], parts[2])))
    words = [word for word in _split(parts[0], " ") if word]
    if len(words) < 2 or words[0][:1].islower():
        return _join_name(" ".join(words), "")
    middle = enumerate(words[1:-1], 1)
    first = next((at for at, word in middle if word[:1].islower()), len(words) - 1)
    return _join_name(" ".join(words[first:]), " ".join(words[:first]))


def _normalize_csl_name(name: dict[str, Any]) -> str:  # Any: JSON
    if "family" not in name and "given" not in name:
        return _join_name(str(name.get("literal", name.get("name", ""))), "")
    particles = (str(name.get(part, "")) for part in ("dropping-particle", "non-dropping-particle"))
    family = " ".join(filter(None, (*particles, str(name.get("family", "")))))
    return _join_name(family, str(name.get("given", "")), str(name.get("suffix", "")))


# Dates, DOIs


def _number(text: object) -> str:
    word = str(text).strip()
    return str(int(word)) if word.isdecimal() else word


def _join_date(parts: Iterable[str]) -> str:
    return "-".join(part.zfill(2) for part in parts if part)


_MONTH = re.compile(rf"({'|'.join(MONTHS)})[a-z]*[. ]*", re.IGNORECASE)


def _normalize_month(text: str) -> str:
    words = normalize(text, is_tex=True).strip(" .,").lower()
    return fold(_MONTH.sub(lambda match: f"{MONTHS[match[1]]} ", _number(words)))


def _normalize_doi(text: object) -> str:
    return re.sub(r"^(?:https?://)?(?:dx\.)?doi\.org/|^doi:\s*", "", normalize(text, is_tex=True).lower())


def _normalize_url(text: str) -> str:
    bare = re.sub(r"\A\\url\s*\{(.*)\}\Z", r"\1", fold(text))
    return re.sub(r"\\([%#_&~$])", r"\1", bare).replace("{", "").replace("}", "")


# BibTeX

_BIBTEX_NAMES = {
    "journaltitle": "journal", "location": "address", "school": "institution", "eprinttype": "archiveprefix",
    "eprintclass": "primaryclass", "annote": "annotation", "issue": "number", "keyword": "keywords",
    "urldate": "accessed", "lastchecked": "accessed", "langid": "language", "shortjournal": "journalabbr",
}  # fmt: skip
_BIBTEX_TYPES = {
    "conference": "inproceedings", "techreport": "report", "phdthesis": "thesis", "mastersthesis": "thesis",
    "electronic": "misc", "online": "misc", "www": "misc", "mvbook": "book",
}  # fmt: skip
_PEOPLE = frozenset({"author", "editor", "translator", "bookauthor"})
_ADDRESSES = frozenset({"url", "file", "pdf"})
_AND = re.compile(r"\s+and\s+(?![^{]*\})")
_ISO = re.compile(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?")


def _normalize_bibtex(record: Raw) -> Form:
    fields: Fields = {}
    date: dict[str, str] = {}
    own = dict(record.fields)
    for field, value in record.fields:
        usual = _BIBTEX_NAMES.get(field, field)
        name = field if own.get(usual, value).lower() != value.lower() else usual
        if name in _PEOPLE:
            fields[name] = ";".join(normalize_name(part) for part in _AND.split(fold(value)) if part.strip())
        elif name == "doi":
            fields[name] = _normalize_doi(value)
        elif name in ("year", "day"):
            date[name] = normalize(value, is_tex=True)
        elif name == "month":
            date[name] = _normalize_month(value)
        elif name == "date":
            whole = _ISO.fullmatch(normalize(value, is_tex=True))
            parts = map(_number, whole.groups("")) if whole is not None else (normalize(value, is_tex=True), "", "")
            date.update(zip(("year", "month", "day"), parts, strict=True))
        elif name == "keywords":
            words = (normalize(word, is_tex=True) for word in re.split("[;,]", value))
            fields[name] = ";".join(sorted(filter(None, words)))
        elif name in _ADDRESSES:
            fields[name] = _normalize_url(value)
        else:
            fields[name] = normalize(value, is_tex=True)
    fields["year"] = date.get("year", "")
    fields["month"] = f"{date.get('month', '')} {_number(date.get('day', ''))}".strip()
    return Form(_BIBTEX_TYPES.get(record.type, record.type), record.key, _without_empty(fields))


def _without_empty(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if value not in ("", "null")}


# RIS

_RIS_NAMES = {
    "T1": "title", "TI": "title", "CT": "title", "A1": "author", "AU": "author", "A2": "editor", "ED": "editor",
    "JO": "container", "JF": "container", "T2": "container", "BT": "container", "JA": "abbreviation",
    "J1": "abbreviation", "J2": "abbreviation", "PY": "date", "Y1": "date", "DA": "date", "N2": "abstract",
    "AB": "abstract", "SP": "pages", "EP": "pages", "CY": "place", "PP": "place", "IS": "issue", "CP": "issue",
    "VL": "volume", "DO": "doi", "UR": "url", "KW": "keywords", "PB": "publisher", "N1": "note", "Y2": "accessed",
    "T3": "series", "LA": "language", "L1": "link", "L2": "link", "L3": "link", "L4": "link", "LK": "link",
}  # fmt: skip
_UNORDERED = frozenset({"title", "container", "abbreviation", "SN"})


def _normalize_ris(record: Raw) -> Form:
    groups: dict[str, list[tuple[str, str]]] = {}
    for tag, value in record.fields:
        if tag != "ID":
            groups.setdefault(_RIS_NAMES.get(tag, tag), []).append((tag, value))
    fields: Fields = {}
    for name, lines in groups.items():
        values = [value for _, value in lines]
        if name in ("author", "editor", "A3", "A4"):
            fields[name] = ";".join(map(normalize_name, values))
        elif name == "accessed":
            fields[name] = _normalize_ris_date(values[0])
        elif name == "date":
            fields[name] = max(map(_normalize_ris_date, values), key=lambda date: (len(date), date))
        elif name == "pages":
            fields[name] = _join_pages(dict(reversed(lines)))
        elif name == "doi":
            fields[name] = _normalize_doi(values[0])
        elif name == "keywords":
            fields[name] = ";".join(sorted(normalize(value, is_tex=False) for value in values))
        elif name in ("url", "link"):
            fields[name] = " ".join(sorted(set(values)))
        else:
            texts = list(dict.fromkeys(normalize(value, is_tex=False) for value in values))
            fields[name] = " ".join(sorted(texts) if name in _UNORDERED else texts)
    return Form(record.type, "", _without_empty(fields))


def _normalize_ris_date(text: str) -> str:
    parts = [part.strip() for part in re.split(r"[/.-]", text)][:3] if re.match(r"\d{4}", text) else [text.strip()]
    return _join_date(map(_number, parts))


def _join_pages(pages: dict[str, str]) -> str:
    first, last = pages.get("SP", ""), pages.get("EP", "")
    is_range = last and last != first and "-" not in first
    return normalize(f"{first}-{last}" if is_range else first, is_tex=False)


# CSL-JSON

_PREPRINTS = frozenset({"manuscript", "document", ""})


def _normalize_csl(record: Raw) -> Form:
    fields = {name: _normalize_csl_value(name, value) for name, value in record.fields}
    kind = "article" if record.type in _PREPRINTS else record.type
    return Form(kind, record.key, _without_empty(fields))


def _normalize_csl_value(name: str, value: Any) -> str:  # Any: JSON
    if isinstance(value, list):
        if value and all(isinstance(part, dict) for part in value):
            return ";".join(map(_normalize_csl_name, value))
        return ";".join(normalize(part, is_tex=False) for part in value)
    if isinstance(value, dict):
        return _normalize_csl_date(value)
    if name == "DOI":
        return _normalize_doi(value)
    return str(value) if name == "URL" else normalize("null" if value is None else value, is_tex=False)


_SEASONS = {"spring": "1", "summer": "2", "autumn": "3", "winter": "4"}
_EDTF = re.compile(r"(\d{4})-(?:2([1-4])|(\d\d)(?:-(\d\d))?)")


def _normalize_csl_date(value: dict[str, Any]) -> str:  # Any: JSON
    parts = value.get("date-parts")
    if parts:
        dates = (part if isinstance(part, list) else [part] for part in parts)
        text = "/".join(_join_date(_number(number) for number in date if number not in (None, "")) for date in dates)
        season = str(value.get("season", "")).lower()
        return f"{text} season {_SEASONS.get(season, season)}" if season else text
    words = normalize(value.get("raw", value.get("literal", json.dumps(value, sort_keys=True))), is_tex=False)
    whole = _EDTF.fullmatch(words)
    if whole is None:
        return words
    year, season, *others = whole.groups("")
    return f"{year} season {season}" if season else _join_date((year, *others))


NORMALIZERS: dict[str, Callable[[Raw], Form]] = {
    "bibtex": _normalize_bibtex, "ris": _normalize_ris, "csl-json": _normalize_csl
}  # fmt: skip


def make_normalized(record: Raw, format: str) -> Form:
    """Return *record*, of *format*, in its normalised form."""
    return NORMALIZERS[format](record)
