"""The numbers of a journal reference taken for what they are: volume, issue, pages, article, with what belongs to them.

What a number is has been decided by then; see :mod:`~arxiv2bib.inference._reference_numbers`.
"""

from arxiv2bib.inference import _reference_forms as forms
from arxiv2bib.inference._reference_cursor import RANGE_REST, STOPS
from arxiv2bib.inference._reference_dates import is_year, list_years
from arxiv2bib.inference._reference_order import is_article_number
from arxiv2bib.inference._reference_words import Label
from arxiv2bib.inference._reference_years import YearCursor


class FieldCursor(YearCursor):
    """A place in a text at which a number is taken for a field; one for which there is no place any more is kept."""

    __slots__ = ()

    def take_labelled(self, label: Label, start: int, end: int, token: str) -> None:
        """Take a number for what its *label* says; both stand from *start* to *end*."""
        if label is Label.VOLUME:
            self.take_volume(start, end, token)
        elif label is Label.PAGES:
            self._take_pages(start, end, token)
        elif label is Label.ISSUE:
            self._take_issue(start, end, token)
        elif self.found.article is None and len(token) < forms.LONGEST_LOCATOR:
            self.found.article = token
            self.cut(start, end)
        else:
            self.keep(start, end)

    def take_volume(self, start: int, end: int, token: str) -> None:
        """Take a number for the volume, with the issue that stands behind it: ``21(3)``, ``21:3``, ``21.3``."""
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
            self.keep(start, end)
            return
        found.volume = token
        if issue is not None and found.issue is not None:
            found.counts.append(issue)
        found.issue = found.issue or issue
        found.inner_years += list_years(token)
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
            self.keep(start, end)
            return
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
            self.keep(start, end)
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

    def take_bare(self, at: int, end: int, token: str, mark: str) -> None:
        """Take a number that nothing explains, behind *mark*, with the rest of its range: its order will tell."""
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
        rest = RANGE_REST.match(self.text, end)
        if rest is not None and (not is_year(rest[1]) or self._ends_pages(token, rest[1])):
            token = token if last is None else f"{token}-{last}"
            last, end = rest[1].rstrip("."), rest.end()
        found.bare.append((token, last, mark, len(found.texts) - 1))
        self.start = self.resume = end

    def _ends_pages(self, token: str, last: str) -> bool:
        """Whether *last*, which looks like a year, is the page up to which those from *token* go: ``1893 - 1902``."""
        return bool(self.found.years) and len(token) == len(last) and token.isdigit() and token < last

    def keep(self, start: int, end: int) -> None:
        """Keep a number for which there is no place any more, with its label."""
        self.found.counts.append(self.text[start:end])
        self.cut(start, end)
