"""The numbers of a journal reference: found, told apart by the words and marks around them, and cut from the text.

One pass over the digits of the text. What stands between the numbers that mean something is left as runs of text,
in which :mod:`~arxiv2bib.inference._reference_segments` looks for the names.
"""

from arxiv2bib.data.journals import find_journal
from arxiv2bib.inference import _reference_forms as forms
from arxiv2bib.inference._reference_cursor import LAST_WORD, Numbers
from arxiv2bib.inference._reference_dates import is_year, widen_year
from arxiv2bib.inference._reference_endings import take_ending
from arxiv2bib.inference._reference_fields import FieldCursor
from arxiv2bib.inference._reference_order import order_numbers
from arxiv2bib.inference._reference_words import (
    COUNTED,
    LABELS,
    MONTHS,
    SINGLE,
    Label,
    is_journal,
    is_strong_proceedings,
    is_thesis,
    list_words,
)


def scan_numbers(text: str) -> Numbers:
    """Return the numbers of *text* and the runs of text between them. Never raises; linear in the length of *text*."""
    scanner = _Scanner(text)
    ending = take_ending(scanner)
    for match in forms.DIGITS.finditer(scanner.text):
        if match.start() >= scanner.resume:
            scanner.take(match.start(), match.group())
    scanner.cut(len(scanner.text), len(scanner.text))
    if ending is not None:
        scanner.found.years.append(ending)
    order_numbers(scanner.found)
    return scanner.found


class _Scanner(FieldCursor):
    """One pass over the numbers of a text."""

    __slots__ = ()

    def take(self, at: int, token: str) -> None:
        """Decide what the number *token*, which begins at *at*, is."""
        if len(token) > forms.LONGEST_TOKEN:
            self.resume = at + len(token)
            return
        token = token.rstrip(forms.MARKS_AT_END)
        if "p" in token and (count := forms.GLUED_COUNT.match(token)) is not None and self.text[at - 1 : at] == "(":
            self.keep(at, at + len(count[0]))
            return
        if "." in token and (glued := forms.GLUED_WORD.match(token)) is not None:
            token = glued[1]
        text, start = self.text, self.start
        if at > start and text[at - 1] not in forms.BOUNDS:
            begin, bound = at - 1, max(start, at - forms.LONGEST_PREFIX)
            while begin > bound and text[begin - 1] not in forms.BOUNDS:
                begin -= 1
            if any(map(str.isalnum, text[begin:at])):
                self._take_glued(begin, at, at + len(token), token)
                return
        self._take_word(at, at + len(token), token)

    def _take_glued(self, begin: int, at: int, end: int, token: str) -> None:
        """Take a number with letters or marks right before it: ``pp.12``, ``CVPR'19``, ``Phys.Rev.D75``, ``e1404``."""
        if self.text[begin] == "#" and at - begin > 1:
            begin += 1  # the article #P25
        prefix = self.text[begin:at]
        word = prefix.rstrip(".:-=#–'’`&").lower()
        if self._take_glued_label(begin, at, end, token, word):
            return
        if word in MONTHS and len(word) > 2 and self.take_date(at, end, token, word, begin):
            return
        if self._take_glued_title(begin, at, end, token):
            return
        if "-" in prefix and forms.ROMAN_DASH.match(prefix) is not None:
            self.take_volume(begin, end, prefix + token)
            if is_year(token[-4:]):
                self.found.inner_years.append(int(token[-4:]))
        elif not word.isalpha():
            if is_year(token):
                self.found.inner_years.append(int(token))
            self.resume = end
        elif self._is_numeric_with_letters(begin, token, prefix):
            self.take_bare(begin, end, prefix + token, self.find_mark(begin))
        else:
            self._take_acronym(begin, at, end, token)

    def _take_glued_label(self, begin: int, at: int, end: int, token: str, word: str) -> bool:
        """Take a number glued to its label, ``pp.12``, or after one with a letter, ``Vol. E17``; say whether it was."""
        prefix = self.text[begin:at]
        if len(prefix) < 6 and prefix.isalpha():
            label, start = self.find_label(begin)
            is_near = label is Label.ARTICLE or len(prefix) < 3  # Article ID rnp123
            if label is not None and is_near and label < Label.SERIES and begin - start > 2:
                self.take_labelled(label, start, end, prefix + token)
                return True
        label = LABELS.get(word)
        if label is None:
            return False
        if len(word) == 1:
            is_label = (prefix[-1] == "." or prefix in SINGLE or prefix == "V") and self.is_set_off(begin, glued=True)
            if not is_label:
                return False
        if label is Label.INSIDE:
            self.resume = end
        elif label is Label.SERIES:
            self.cut(at, at)
            self.take_volume(at, end, token)
        else:
            label, start = self._refine(label, word, begin)
            self.take_labelled(label, start, end, token)
        return True

    def _take_glued_title(self, begin: int, at: int, end: int, token: str) -> bool:
        """Take a volume glued to a title, ``Phys.Rev.D75``, ``Phys. Lett. B637``; say whether it was one."""
        prefix = self.text[begin:at]
        stem, dot, letter = prefix.rpartition(".")
        if dot and stem and (not letter or (len(letter) == 1 and letter.isupper())):
            before = stem.rpartition(".")[2].rpartition(",")[2]
            label = LABELS.get(before.lower())
            is_label = not letter or label is Label.ARTICLE or len(before) > 1  # id.A6, Vol.E100-D
            if label is not None and label < Label.SERIES and is_label:
                self.take_labelled(label, at - len(before) - len(letter) - 1, end, letter + token)
                return True
            if not letter and is_year(token) and not self.is_before_number(end):
                return self.take_year(at, end, int(token))
        elif len(prefix) == 1 and prefix.isupper() and token.isdigit():
            head = self.text[self.start : begin].rstrip()
            is_title = bool(head) and (head[-1] == "." or head[-1].isalpha()) and self.is_before_number(end)
            if self.found.bare or self.found.volume is not None or not is_title:
                return False
            if len(token) > 4:  # J. Stat. Mech. P10008 (2008); eConf C030614:023
                self.cut(begin, begin)
                if self.text[end : end + 1] == ":":
                    self.take_volume(begin, end, prefix + token)
                else:
                    self.take_bare(begin, end, prefix + token, "w")
                return True
            name = head.strip(" ,")
            if find_journal(f"{name} {prefix}") is None and find_journal(name) is not None:  # Phys. Scr. T102 (2002) 59
                self.cut(begin, begin)
                self.take_bare(begin, end, prefix + token, "w")
                return True
        else:
            return False
        self.cut(at, at)
        self.take_bare(at, end, token, "w")
        return True

    def _is_numeric_with_letters(self, begin: int, token: str, prefix: str) -> bool:
        """Whether the letters belong to a number: ``e1404``, ``S27``, ``ocac168`` among other numbers."""
        if not prefix.isalpha() or not self.is_numeric_context(begin):
            return False
        return len(prefix) < 3 or (prefix.islower() and len(prefix) < 6 and token.isdigit())

    def _take_acronym(self, begin: int, at: int, end: int, token: str) -> None:
        """Take the year glued to an acronym, ``CVPR2019``; any other number there belongs to the word."""
        prefix = self.text[begin:at]
        if is_year(token):
            if self.find_next_word(end) is None and not self.is_inside_words(at):
                self.cut(begin + len(prefix.rstrip("-'’`–")), end)
                self.found.years.append((int(token), None))
                self.take_month_after(end)
                return
            self.found.inner_years.append(int(token))
        elif prefix.isupper() and len(prefix) > 2 and self.is_before_number(end) and find_journal(prefix) is not None:
            self.cut(at, at)  # JHEP0707:002
            self.take_bare(at, end, token, "w")
            return
        elif len(token) == 2 and token.isdigit() and (prefix[-1] in "'’`-" or sum(map(str.isupper, prefix)) > 2):
            self.found.inner_years.append(widen_year(int(token)))
        self.resume = end

    def _take_word(self, at: int, end: int, token: str) -> None:
        """Take a number that stands alone, by the word before it and what follows."""
        before = self.text[self.start : at]
        head = before.rstrip(" ,.:=#-–(*'’`")
        word = head.rpartition(" ")[2]
        if word and not word.isalpha():
            match = LAST_WORD.search(word[-14:])
            word = match[0] if match else ""
        word = word.lower()
        start = self.start + len(head) - len(word)
        gap = before[len(head) :]
        is_near = "," not in gap or (gap == "," and len(word) > 1)  # No,1
        label = LABELS.get(word) if word and is_near else None
        if label is not None and self._take_after_label(label, word, start, at, end, token):
            return
        if word == "arxiv" and "." in token:
            self.keep(start, end)  # the identifier of the preprint
        elif is_year(token):
            if word in MONTHS and self.take_date(at, end, token, word, start):
                return
            if (self.has_brackets and self.is_volume_of_its_year(at, end)) or self.is_volume_of_series(at, end):
                self.cut(at, at)
                self.take_bare(at, end, token, "")
            elif not self.take_year(at, end, int(token)):
                self.take_bare(at, end, token, self.find_mark(at))
        elif not self.take_date(at, end, token, word, start):
            self._take_plain(at, end, token, before)

    def _take_after_label(self, label: Label, word: str, start: int, at: int, end: int, token: str) -> bool:
        """Take a number after a word that says what it is; False if the word does not say it of this number."""
        if len(word) == 1 and not self.is_set_off(start):
            return False
        if label >= Label.SERIES and is_year(token):
            return False
        if label is Label.SERIES:
            self.cut(at, at)
            if self.found.volume is not None and len(self.found.volume) < 3 < len(token):
                self.found.counts.append(self.found.volume)  # vol. 1 of the proceedings, which are LNCS 12742
                self.found.volume = None
            self.take_volume(at, end, token)
            return True
        label, start = self._refine(label, word, start)
        if word == "paper" and self.found.volume is not None and self.found.article is None:
            label = Label.ARTICLE  # Volume 15, Issue 2, Paper 11
        if label is Label.INSIDE:
            self.resume = end
        else:
            self.take_labelled(label, start, end, token)
        return True

    def _refine(self, label: Label, word: str, start: int) -> tuple[Label, int]:
        """Return what two words say together, and where the first begins: ``Article no.``, ``pp. no.``."""
        if label is not Label.ISSUE and word != "id":
            return label, start
        first, first_start = self.find_label(start)
        name = self.text[first_start:start].rstrip(" .:-").lower()
        if name in forms.OTHER_NUMBERS:
            return Label.INSIDE, start
        if name in {"paper", "sequence"}:
            return Label.ARTICLE, first_start
        if first in {Label.VOLUME, Label.PAGES, Label.ARTICLE}:
            return first, first_start
        return label, start

    def _take_plain(self, at: int, end: int, token: str, before: str) -> None:
        """Take a number that no word explains: by what is around it, it ends the words or belongs to them."""
        match = forms.NEXT_LETTERS.match(self.text, end)
        if match is not None and (word := match[1].lower()) in COUNTED and not (word == "pp" and match[2]):
            self.found.counts.append(self.text[at : match.end(1)])
            self.cut(at, match.end(1))
            return
        is_context = self.is_numeric_context(at)
        if self._belongs_to_words(at, end, token, before, is_context=is_context):
            self.resume = end
            return
        self.cut(at, at)
        mark = self.find_mark(at)
        self.take_bare(at, end, token, mark if is_context or mark in {",", ";", "("} else "w")

    def _belongs_to_words(self, at: int, end: int, token: str, before: str, *, is_context: bool) -> bool:
        """Whether a number is part of a name: an ordinal, ``3D``, one with more words behind it."""
        if token[-1].isalpha() and self._is_lettered_volume(at, end, token, before):
            return False
        if (
            forms.ORDINAL.match(token) is not None
            or forms.LIKE_3D.match(token) is not None
            or forms.NTH.match(self.text, end)
        ):
            return True
        if len(token) == 2 and before[-1:] in forms.APOSTROPHES and token.isdigit():
            self.found.inner_years.append(widen_year(int(token)))
            return True
        if (
            len(token) == 2
            and token[0] in "01"
            and before[-4:].strip().isupper()
            and is_strong_proceedings(before)
            and forms.YEAR_BEHIND.match(self.text, end) is None  # Proc. IEEE 12 (2003) 1-9
        ):
            self.found.inner_years.append(widen_year(int(token)))  # Conference on Hybrid Systems HIS 07
            return True
        if before[-1:] == "(" and len(token) < 3 and not self.found.bare and forms.SERIES_MARK.match(self.text, end):
            return True
        if before[-1:] == ":" and forms.CODE.search(before[-9:]):
            return True
        if "nivers" in before and forms.UNIVERSITY.search(before) and is_thesis(self.text, list_words(self.text)):
            return len(token) < 3  # Université Paris 7
        years = forms.TWO_YEARS.match(token) or forms.YEAR_FIRST.match(token)
        if years is not None and self.goes_on(end):
            self.found.inner_years.append(int(years[1]))
            return True
        if self.is_inside_words(at):
            if len(token) == 2 and token.isdigit():
                self.found.inner_years.append(widen_year(int(token)))
            return True
        if is_context:
            return False
        is_word = not token[-1].isdigit() and sum(map(str.isdigit, token)) < 3
        return is_word or self.find_next_word(end) is not None

    def _is_lettered_volume(self, at: int, end: int, token: str, before: str) -> bool:
        """Whether *token* is a volume with the letter of its series: ``Phys. Lett. 45B (1973) 156``."""
        if self.found.bare or self.found.volume is not None or not self.is_before_number(end):
            return False
        if forms.LETTERED.match(token) is None or self.is_inside_words(at):
            return False
        name = before.strip(" ,.")
        return before.rstrip(" ,")[-1:] == "." or is_journal(name) or find_journal(name) is not None
