"""Bibcodes, by which ADS calls papers of astronomy: the whole of some journal references."""

from typing import Final

from arxiv2bib.text.expressions import compile_late

LENGTH: Final = 19
# Source: ADS, "The Bibcode": year, journal, volume, a letter of the page or of the series, page, initial of the author.
_BIBCODE: Final = compile_late(r"((?:18|19|20)\d\d)([A-Za-z][A-Za-z&.]{4})([\d.]{3}\d)([A-Za-z.\d])([\d.]{3}\d)[A-Z.]")
# Abbreviations of ADS that no list of journals has.
_JOURNALS: Final[dict[str, str]] = {
    "PhRvL": "Phys. Rev. Lett.", "PhRvA": "Phys. Rev. A", "PhRvB": "Phys. Rev. B", "PhRvC": "Phys. Rev. C",
    "PhRvD": "Phys. Rev. D", "PhRvE": "Phys. Rev. E", "PhLB": "Phys. Lett. B", "NuPhB": "Nucl. Phys. B",
    "PhR": "Phys. Rep.", "RvMP": "Rev. Mod. Phys.", "CQGra": "Class. Quantum Grav.", "GReGr": "Gen. Relativ. Gravit.",
    "Natur": "Nature", "NatAs": "Nat. Astron.", "NatPh": "Nat. Phys.", "NatCo": "Nat. Commun.", "Sci": "Science",
    "Icar": "Icarus", "SoPh": "Sol. Phys.", "Ap&SS": "Astrophys. Space Sci.", "SSRv": "Space Sci. Rev.",
    "ARA&A": "Annu. Rev. Astron. Astrophys.", "A&AS": "Astron. Astrophys. Suppl. Ser.",
    "AN": "Astron. Nachr.", "APh": "Astropart. Phys.", "NewA": "New Astron.", "NewAR": "New Astron. Rev.",
    "AdSpR": "Adv. Space Res.", "P&SS": "Planet. Space Sci.", "ExA": "Exp. Astron.", "GeoRL": "Geophys. Res. Lett.",
    "JGRA": "J. Geophys. Res.", "OptEx": "Opt. Express", "NJPh": "New J. Phys.",
}  # fmt: skip


def spell_out(text: str) -> str:
    """Return what the bibcode *text* says in the usual form, ``MNRAS 475, 3046 (2018)``; other text as it is."""
    found = _BIBCODE.fullmatch(text)
    if found is None:
        return text
    year, journal, volume, letter, page = (part.strip(".") for part in found.groups())
    if journal in {"arXiv", "ASPC", "SPIE", "AIPC", "prop"} or journal.islower():
        return text
    if letter.islower():  # the hundreds of thousands of a number of six digits: d4016 is 044016
        letter = f"{ord(letter) - 96:02}"
    return f"{_JOURNALS.get(journal, journal)} {volume}, {letter}{page} ({year})"
