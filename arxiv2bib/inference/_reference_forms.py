"""The forms of numbers in a journal reference, and of what stands around them."""

from typing import Final

from arxiv2bib.inference._reference_cursor import DASH
from arxiv2bib.text.expressions import compile_late

DIGITS: Final = compile_late(r"\d[^\s,;:()\[\]\"“”|]*")
BOUNDS: Final = frozenset(' ,;:()[]"“”|')
LONGEST_TOKEN: Final = 40
LONGEST_PREFIX: Final = 24
LONGEST_LOCATOR: Final = 20
MARKS_AT_END: Final = ".-–—/'’`*&+"
GLUED_WORD: Final = compile_late(r"(\d[\d/–-]*)\.(?=[^\W\d_]{2})")
GLUED_COUNT: Final = compile_late(r"\d{1,3}(?:pp?|pages|pgs)\Z")
ISSUE_BEHIND: Final = compile_late(r":(\d{1,2})(?=[,\s])")
ISSUE_BEFORE_YEAR: Final = compile_late(
    r":(\d{1,2}(?:\((?!(?:19|20)\d\d)\d{1,4}\))?)(?=(?:\s?\((?:19|20)\d\d\),?|,)\s(?:pp?\.?\s?)?\d+\s?[-–])"
)
GLUED_ISSUE: Final = compile_late(r"(\d{1,4})(?:N(\d{1,2})|(?=S\d)(S\d{1,2}))\Z")
"""A volume and its issue, or supplement, as INSPIRE glues them: ``71N3``, ``171S10``."""
WHOLE_NUMBER: Final = compile_late(r"\((\d{1,4})\)")
"""The number of an issue since the first one, as Russian journals have it: ``no. 2(350)``."""
AND_REST: Final = compile_late(r"\s?(?:&|and)\s?\d{1,3}(?![\w-])")
NEXT_LETTERS: Final = compile_late(r"\s*(?:[-:–—/|]+\s*)?([^\W\d_]++)(?!\d)(\.?\s*\d)?")
COLON_PAGES: Final = compile_late(rf"(\d{{1,5}}:\d{{1,4}})\s*{DASH}\s*(\d{{1,5}}(?::\d{{1,4}})?)(?!\d)")
_END: Final = r"[A-Za-z]{0,2}\d[\w.]{0,15}"
RANGE: Final = compile_late(rf"({_END}){DASH}({_END})\Z")
COMMA_REST: Final = compile_late(r"(?:\s?,\s?|\s)(\d{1,5})(?![\w-])")
ORDINAL: Final = compile_late(r"\d{1,3}(?:st|nd|rd|th|ST|ND|RD|TH|er|ème|eme)(?:-\d{1,3}(?:st|nd|rd|th))?\Z")
_SUPPLEMENT: Final = r"[Ss]uppl(?:ement)?[._]?\s?[A-Z]?\d{0,3}"
IN_BRACKETS: Final = compile_late(
    r"\s?\(\s*(?:(?:[Nn]o|[Nn]r|[Ii]ssue|[Ii]ss|[Nn]umber|n|N)[. ]+)?"
    rf"([A-Za-z]{{0,2}}\d[\w/‐-―-]{{0,12}}|{_SUPPLEMENT})\s*\)"
)
SUPPLEMENT_BEHIND: Final = compile_late(rf"\s?\(({_SUPPLEMENT})\)")
ROMAN_DASH: Final = compile_late(r"[IVXL]{1,7}-(?:[A-Z]-?)?\Z")
UNIVERSITY: Final = compile_late(r"\b[Uu]nivers\w+ (?:[^\W\d][\w'’.-]*+ ){1,4}\Z")
"""What stands before the number that some universities have in their names: ``Université Claude Bernard Lyon 1``."""
APOSTROPHES: Final = frozenset("'’‘`")
TWO_YEARS: Final = compile_late(r"((?:19|20)\d\d)[-–](?:\1)\Z")
YEAR_BEHIND: Final = compile_late(r"\s?\((?:19|20)\d\d\)\s?\d")
"""The year, and a page, behind a volume: `` (2003) 1-9``."""
YEAR_FIRST: Final = compile_late(r"((?:19|20)\d\d)(?:-[A-Z]|[A-Z]{2})\w*\Z")
LIKE_3D: Final = compile_late(r"\d{1,2}[A-Z]{1,4}\Z")
LETTERED: Final = compile_late(r"(?![2-4]D)\d{1,3}[A-Za-z]\Z")
NTH: Final = compile_late(r"\.\s(?:Int|Work|Conf|Symp|Tagung|Annual|Meeting|European|Congress)")
"""What follows an ordinal as German writes it: ``29. International Conference``."""
SERIES_MARK: Final = compile_late(r"\)\s+\d{1,4}(?:\s?\((?:18|19|20)\d\d\)|,\s(?:no|No)\.)")
"""What follows a journal's series before its volume, as mathematicians write it: ``Ann. of Math. (2) 167 (2008)``."""
CODE: Final = compile_late(r"[a-z]{3,8}:\Z")
"""What stands before the number of an article in an overlay journal: ``lmcs:9060``."""
OTHER_NUMBERS: Final = frozenset("catalogue catalog cat report grant order project pubmed".split())
"""Words before ``no.`` whose number is not that of an issue."""
