"""The numbers of a journal reference: found, told apart by the words and marks around them, and cut from the text.

One pass over the digits of the text. What stands between the numbers that mean something is left as runs of text,
in which :mod:`~arxiv2bib.inference._reference_segments` looks for the names.
"""

from arxiv2bib.data.journals import find_journal
from arxiv2bib.inference import _reference_forms as forms
from arxiv2bib.inference._reference_cursor import LAST_WORD, RANGE_REST, STOPS, Numbers
from arxiv2bib.inference._reference_dates import is_year, list_years, widen_year
from arxiv2bib.inference._reference_endings import take_ending
from arxiv2bib.inference._reference_order import is_article_number, order_numbers
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
from arxiv2bib.inference._reference_years import YearCursor


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


class _Scanner(YearCursor):
    """One pass over the numbers of a text."""

    __slots__ = ()

    def take(self, at: int, token: str) -> None:
        """Decide what the number *token*, which begins at *at*, is."""
        if len(token) > forms.LONGEST_TOKEN:
            self.resume = at + len(token)
            return
        token = token.rstrip(forms.MARKS_AT_END)
        if "p" in token and (count := forms.GLUED_COUNT.match(token)) is not None and self.text[at - 1 : at] == "(":
            self._keep(at, at + len(count[0]))
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
            self._take_volume(begin, end, prefix + token)
            if is_year(token[-4:]):
                self.found.inner_years.append(int(token[-4:]))
        elif not word.isalpha():
            if is_year(token):
                self.found.inner_years.append(int(token))
            self.resume = end
        elif self._is_numeric_with_letters(begin, token, prefix):
            self._take_bare(begin, end, prefix + token, self.find_mark(begin))
        else:
            self._take_acronym(begin, at, end, token)

    def _take_glued_label(self, begin: int, at: int, end: int, token: str, word: str) -> bool:
        """Take a number glued to its label, ``pp.12``, or after one with a letter, ``Vol. E17``; say whether it was."""
        prefix = self.text[begin:at]
        if len(prefix) < 6 and prefix.isalpha():
            label, start = self.find_label(begin)
            is_near = label is Label.ARTICLE or len(prefix) < 3  # Article ID rnp123
            if label is not None and is_near and label < Label.SERIES and begin - start > 2:
                self._take_labelled(label, start, end, prefix + token)
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
            self._take_volume(at, end, token)
        else:
            label, start = self._refine(label, word, begin)
            self._take_labelled(label, start, end, token)
        return True

    def _take_glued_title(self, begin: int, at: int, end: int, token: str) -> bool:
        """Take a volume glued to a title, ``Phys.Rev.D75``, ``Phys. Lett. B637``; say whether it was one."""
        prefix = self.text[begin:at]
        stem, dot, letter = prefix.rpartition(".")
        if dot and stem and (not letter or (len(letter) == 1 and letter.isupper())):
            before = stem.rpartition(".")[2].rpartition(",")[2]
            label = LABELS.get(before.lower())
            if label is not None and label < Label.SERIES and (not letter or label is Label.ARTICLE):  # id.A6
                self._take_labelled(label, at - len(before) - len(letter) - 1, end, letter + token)
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
                    self._take_volume(begin, end, prefix + token)
                else:
                    self._take_bare(begin, end, prefix + token, "w")
                return True
            name = head.strip(" ,")
            if find_journal(f"{name} {prefix}") is None and find_journal(name) is not None:  # Phys. Scr. T102 (2002) 59
                self.cut(begin, begin)
                self._take_bare(begin, end, prefix + token, "w")
                return True
        else:
            return False
        self.cut(at, at)
        self._take_bare(at, end, token, "w")
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
            self._take_bare(at, end, token, "w")
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
        label = LABELS.get(word) if word and "," not in before[len(head) :] else None
        if label is not None and self._take_after_label(label, word, start, at, end, token):
            return
        if word == "arxiv" and "." in token:
            self._keep(start, end)  # the identifier of the preprint
        elif is_year(token):
            if word in MONTHS and self.take_date(at, end, token, word, start):
                return
            if (self.has_brackets and self.is_volume_of_its_year(at, end)) or self.is_volume_of_series(at, end):
                self.cut(at, at)
                self._take_bare(at, end, token, "")
            elif not self.take_year(at, end, int(token)):
                self._take_bare(at, end, token, self.find_mark(at))
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
            self._take_volume(at, end, token)
            return True
        label, start = self._refine(label, word, start)
        if word == "paper" and self.found.volume is not None and self.found.article is None:
            label = Label.ARTICLE  # Volume 15, Issue 2, Paper 11
        if label is Label.INSIDE:
            self.resume = end
        else:
            self._take_labelled(label, start, end, token)
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

    def _take_labelled(self, label: Label, start: int, end: int, token: str) -> None:
        if label is Label.VOLUME:
            self._take_volume(start, end, token)
        elif label is Label.PAGES:
            self._take_pages(start, end, token)
        elif label is Label.ISSUE:
            self._take_issue(start, end, token)
        elif self.found.article is None and len(token) < forms.LONGEST_LOCATOR:
            self.found.article = token
            self.cut(start, end)
        else:
            self._keep(start, end)

    def _keep(self, start: int, end: int) -> None:
        """Keep a number for which there is no place any more, with its label."""
        self.found.counts.append(self.text[start:end])
        self.cut(start, end)

    def _take_issue(self, start: int, end: int, token: str) -> None:
        if is_year(token) and self.text[:start].rstrip()[-7:].lower() == "special":
            self.take_year(end - len(token), end, int(token))
            return
        rest = RANGE_REST.match(self.text, end) if token.isdigit() else None
        if rest is not None and rest[1].isdigit():
            token, end = f"{token}-{rest[1]}", rest.end()
        elif token.isdigit() and (rest := forms.AND_REST.match(self.text, end)) is not None:  # Nos. 3 & 4
            token, end = f"{token}{rest[0]}", rest.end()
        elif (whole := forms.WHOLE_NUMBER.match(self.text, end)) is not None and not is_year(whole[1]):  # no. 2(350)
            token, end = f"{token}{whole[0]}", whole.end()
        if token.isdigit() and len(token) > 4 and self.found.article is None:
            self.found.article = token
        elif self.found.issue is None:
            self.found.issue = token
            self.found.inner_years += list_years(token)
        else:
            self._keep(start, end)
            return
        self.cut(start, end)

    def _take_volume(self, start: int, end: int, token: str) -> None:
        found = self.found
        brackets = forms.IN_BRACKETS.match(self.text, end) if self.has_brackets else None
        issue = None
        if brackets is not None and not is_year(brackets[1]):
            issue, end = brackets[1], brackets.end()
        elif token.count(".") == 1:
            token, _, issue = token.partition(".")
        elif token.isdigit() and (colon := forms.ISSUE_BEHIND.match(self.text, end)) is not None:  # vol. 21:3
            issue, end = colon[1], colon.end()
        if found.volume is not None:
            self._keep(start, end)
            return
        found.volume = token
        if issue is not None and found.issue is not None:
            found.counts.append(issue)
        found.issue = found.issue or issue
        found.inner_years += list_years(token)
        self.cut(start, end)

    def _take_pages(self, start: int, end: int, token: str) -> None:
        found = self.found
        first, last, end = self._read_pages(end, token)
        if found.pages is None and last is not None:
            found.pages = (first, last)
        elif last is None and found.article is None and is_article_number(first):
            found.article = first
        elif found.pages is None and not self._is_count(start, end, first):
            found.pages = (first, None)
        else:
            self._keep(start, end)
            return
        self.cut(start, end)

    def _read_pages(self, end: int, token: str) -> tuple[str, str | None, int]:
        """Return first and last page, and where they end."""
        following = self.text[end : end + 1]
        if following == ":" and (match := forms.COLON_PAGES.match(self.text, end - len(token))) is not None:
            return match[1], match[2], match.end()
        first: str = token
        last: str | None = None
        if (match := forms.RANGE.match(token)) is not None:
            first, last = match[1], match[2]
        if following not in STOPS and (match := RANGE_REST.match(self.text, end)) is not None:
            return first if last is None else f"{first}-{last}", match[1].rstrip("."), match.end()
        if last is None and following in {",", " "} and token.isdigit():
            match = forms.COMMA_REST.match(self.text, end)
            if match is not None and len(match[1]) == len(token) and match[1] >= token and not is_year(match[1]):
                return token, match[1], match.end()
        return first, last, end

    def _is_count(self, start: int, end: int, token: str) -> bool:
        """Whether ``pp.11`` says how many pages there are, as HAL writes it: glued, last, after the year."""
        glued = self.text[start:end].lower() == f"pp.{token}"
        return glued and bool(self.found.years) and len(token) < 3 and not self.text[end:].strip(" .,;")

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
        self._take_bare(at, end, token, mark if is_context or mark in {",", ";", "("} else "w")

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
        if len(token) == 2 and token[0] in "01" and before[-4:].strip().isupper() and is_strong_proceedings(before):
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

    def _take_bare(self, at: int, end: int, token: str, mark: str) -> None:
        found = self.found
        last = None
        glued = forms.GLUED_ISSUE.match(token) if self.text[end : end + 1] == ":" and not found.bare else None
        if glued is not None and found.volume is None:
            found.volume, found.issue = glued[1], glued[2] or glued[3]  # Yad.Fiz.71N3:456-460,2008
            self.start = self.resume = end
            return
        if (
            self.has_brackets
            and found.issue is None
            and (part := forms.SUPPLEMENT_BEHIND.match(self.text, end)) is not None
        ):
            found.issue, end = part[1], part.end()
        if (
            not found.bare
            and found.volume is None
            and (issue := forms.ISSUE_BEFORE_YEAR.match(self.text, end)) is not None
        ):
            token, end = f"{token}.{issue[1]}", issue.end()  # 63:3 (2008), 111-154
        if mark in {",", "", ":"} and self.text[end : end + 1] == ":" and (found.bare or found.volume is not None):
            match = forms.COLON_PAGES.match(self.text, at)
            if match is not None and (mark != ":" or ":" in match[2]):
                token, last, end = match[1], match[2], match.end()
        if last is None and (match := forms.RANGE.match(token)) is not None:
            token, last = match[1], match[2]
        if (rest := RANGE_REST.match(self.text, end)) is not None and not is_year(rest[1]):
            token = token if last is None else f"{token}-{last}"
            last, end = rest[1].rstrip("."), rest.end()
        found.bare.append((token, last, mark, len(found.texts) - 1))
        self.start = self.resume = end
