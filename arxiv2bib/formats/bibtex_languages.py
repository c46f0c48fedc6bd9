"""Languages as babel and polyglossia name them, and their codes.

Source: the babel manual, 1.13 "Languages supported by babel with ldf files"; the biblatex manual 3.x, "langid";
RFC 5646.
"""

from functools import cache
from typing import Final

__all__ = ["LANGUAGES", "find_babel_names"]

LANGUAGES: Final[dict[str, str]] = {
    "acadian": "fr-CA", "afrikaans": "af-ZA", "american": "en-US", "arabic": "ar", "armenian": "hy-AM",
    "australian": "en-AU", "austrian": "de-AT", "basque": "eu-ES", "bengali": "bn-BD", "brazil": "pt-BR",
    "brazilian": "pt-BR", "breton": "br", "british": "en-GB", "bulgarian": "bg-BG", "canadian": "en-CA",
    "canadien": "fr-CA", "catalan": "ca-AD", "chinese": "zh-CN", "croatian": "hr-HR", "czech": "cs-CZ",
    "danish": "da-DK", "dutch": "nl-NL", "english": "en-US", "esperanto": "eo", "estonian": "et-EE", "farsi": "fa-IR",
    "finnish": "fi-FI", "francais": "fr-FR", "french": "fr-FR", "galician": "gl-ES", "german": "de-DE",
    "greek": "el-GR", "hebrew": "he-IL", "hindi": "hi-IN", "hungarian": "hu-HU", "icelandic": "is-IS",
    "indonesian": "id-ID",
    "irish": "ga", "italian": "it-IT", "japanese": "ja-JP", "korean": "ko-KR", "latin": "la", "latvian": "lv-LV",
    "lithuanian": "lt-LT", "magyar": "hu-HU", "malay": "ms-MY", "mexican": "es-MX", "mongolian": "mn-MN",
    "naustrian": "de-AT", "newzealand": "en-NZ", "ngerman": "de-DE", "norsk": "nb-NO", "norwegian": "nb-NO",
    "nswissgerman": "de-CH", "nynorsk": "nn-NO", "persian": "fa-IR", "polish": "pl-PL", "portuges": "pt-PT",
    "portuguese": "pt-PT", "polutonikogreek": "el-GR", "romanian": "ro-RO", "russian": "ru-RU", "sanskrit": "sa",
    "scottish": "gd", "serbian": "sr-RS", "slovak": "sk-SK", "slovene": "sl-SI", "slovenian": "sl-SI",
    "spanish": "es-ES", "swedish": "sv-SE", "swissgerman": "de-CH", "tamil": "ta", "thai": "th-TH",
    "turkish": "tr-TR", "ukenglish": "en-GB", "ukrainian": "uk-UA", "usenglish": "en-US", "uppersorbian": "hsb",
    "vietnamese": "vi-VN", "welsh": "cy-GB",
}  # fmt: skip
"""The code of each language, with its region where CSL has a locale for the two, by babel's name."""

# Where babel has several names for a language: the one to write for its code, and what BibLaTeX calls it in print.
_USUAL: Final[dict[str, tuple[str, str]]] = {
    "de": ("ngerman", "german"), "en": ("english", "english"), "es": ("spanish", "spanish"),
    "fr": ("french", "french"), "el": ("greek", "greek"), "hu": ("hungarian", "hungarian"),
    "nb": ("norsk", "norwegian"), "no": ("norsk", "norwegian"), "pt": ("portuguese", "portuguese"),
    "fa": ("persian", "persian"), "sl": ("slovene", "slovene"), "ga": ("irish", "irish"),
}  # fmt: skip
_REGIONS: Final[dict[str, str]] = {
    "en-us": "american", "en-gb": "british", "en-au": "australian", "en-ca": "canadian", "en-nz": "newzealand",
    "de-at": "naustrian", "de-ch": "nswissgerman", "fr-ca": "canadien", "pt-br": "brazilian", "es-mx": "mexican",
}  # fmt: skip


@cache
def find_babel_names(language: str) -> tuple[str, str] | None:
    """Return babel's name for *language*, a code or such a name, and the name of it that BibLaTeX knows to print.

    ``"en-GB"`` is ``("british", "english")``; None if babel has no such language.
    """
    code = language.strip().replace("_", "-").casefold()
    if code in LANGUAGES:
        usual = _find_usual(LANGUAGES[code].partition("-")[0])
        return (code, usual[1]) if usual is not None else None
    usual = _find_usual(code.partition("-")[0])
    return (_REGIONS.get(code, usual[0]), usual[1]) if usual is not None else None


def _find_usual(code: str) -> tuple[str, str] | None:
    if code in _USUAL:
        return _USUAL[code]
    name = next((name for name, full in LANGUAGES.items() if full.partition("-")[0] == code), None)
    return (name, name) if name is not None else None
