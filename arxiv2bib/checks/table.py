"""All rules, one row each: code, severity, message, what it looks at, what looks."""

from typing import Final

from arxiv2bib.checks import identifier_checks as ids
from arxiv2bib.checks import key_checks as keys
from arxiv2bib.checks import macro_checks as macros
from arxiv2bib.checks import name_checks as names
from arxiv2bib.checks import preprint_checks as preprints
from arxiv2bib.checks import text_checks as texts
from arxiv2bib.checks.fields import NAME_FIELDS
from arxiv2bib.checks.rules import EntryRule, FileRule, Rule, ValueRule
from arxiv2bib.checks.stray_text import find_remnants
from arxiv2bib.diagnostics import Severity

__all__ = ["RULES"]

_I, _W, _E = Severity.INFO, Severity.WARNING, Severity.ERROR
_VENUES = "journal journaltitle booktitle"

RULES: Final[tuple[Rule, ...]] = (
    FileRule("key/duplicate", _E, "the key {key} is that of the entry in line {line} as well",
        "citation keys", keys.find_duplicate_keys),
    FileRule("key/differs-in-case", _W, "the key {key} is {other} to BibTeX, which does not look at capitals",
        "citation keys", keys.find_keys_that_differ_in_case),
    EntryRule("key/missing", _W, "the @{type} has no key to cite it by", "citation keys", keys.find_missing_key),
    EntryRule("key/invalid", _W, "the key {key} cannot be cited: it has {character} in it",
        "citation keys", keys.find_odd_key),
    FileRule("work/duplicate", _W, "the same work as {other}: both have {identifier}",
        "DOIs and arXiv identifiers", preprints.find_same_works),
    FileRule("work/shared-identifier", _W, "{identifier} is that of {other} as well, which has another title",
        "DOIs and arXiv identifiers", preprints.find_shared_identifiers),
    EntryRule("type/unknown", _W, "@{type} is no type of BibTeX or BibLaTeX", "types", keys.find_unknown_type),
    EntryRule("field/missing", _W, "no {field}, which {type} needs",
        "the fields that a type needs", keys.find_missing_fields),
    EntryRule("field/repeated", _W, "{field} is given twice", "the names of fields", keys.find_repeated_fields),
    EntryRule("field/empty", _I, "{field} is empty", "all fields", keys.find_empty_fields),
    EntryRule("field/misspelled", _W, "no style knows {field}; meant is {meant}, most likely",
        "the names of fields", keys.find_misspelled_fields),
    FileRule("crossref/parent-first", _W, "{parent} stands before this entry, and BibTeX wants it behind",
        "crossref", keys.find_parents_first),
    ValueRule("doi/address", _W, "a DOI is written without what stands before the 10: {value}",
        "doi", ids.find_doi_addresses, has_fix=True),
    ValueRule("doi/malformed", _W, "no DOI, or more than a DOI: {value}", "doi", ids.find_malformed_dois),
    ValueRule("doi/only-in-url", _I, "the address is that of the DOI {doi}, and the entry has no doi",
        "url", ids.find_doi_in_url, is_default=False),
    ValueRule("doi/also-in-url", _I, "the address says no more than the DOI {doi}",
        "url", ids.find_urls_of_same_doi, is_default=False),
    ValueRule("isbn/malformed", _W, "no ISBN: {value}", "isbn", ids.find_malformed_isbns),
    ValueRule("isbn/check-digit", _W, "the check digit of the ISBN {value} is wrong", "isbn", ids.find_wrong_isbns),
    ValueRule("issn/malformed", _W, "no ISSN: {value}", "issn", ids.find_malformed_issns),
    ValueRule("issn/check-digit", _W, "the check digit of the ISSN {value} is wrong", "issn", ids.find_wrong_issns),
    ValueRule("arxiv/malformed", _W, "no arXiv identifier: {value}", "eprint", ids.find_malformed_arxiv_ids),
    EntryRule("orcid/malformed", _W, "no ORCID iD, or its check digit is wrong: {value}",
        "fields with orcid in their names", ids.find_malformed_orcids),
    ValueRule("url/blank", _W, "a blank in an address: {value}", "url", ids.find_malformed_urls),
    ValueRule("url/wrapped", _W, "styles put \\url around an address themselves: {value}",
        "url", ids.find_wrapped_urls),
    ValueRule("name/commas", _W, "more commas than a name has; names are joined by \"and\": {value}",
        NAME_FIELDS, names.find_commas),
    ValueRule("name/semicolon", _W, "a semicolon between names, which are joined by \"and\": {value}",
        NAME_FIELDS, names.find_semicolons),
    ValueRule("name/ampersand", _W, "\"&\" between names, which are joined by \"and\": {value}",
        NAME_FIELDS, names.find_ampersands),
    ValueRule("name/empty", _W, "an \"and\" with no name on one side: {value}", NAME_FIELDS, names.find_empty_names),
    ValueRule("name/empty-part", _W, "a comma with nothing on one side: {value}",
        NAME_FIELDS, names.find_empty_parts, has_fix=True),
    ValueRule("name/et-al", _W, "\"et al.\" is no name; a list that goes on ends in \"and others\": {value}",
        NAME_FIELDS, names.find_et_al, has_fix=True),
    ValueRule("name/others", _W, "\"and others\" stands at the end of a list of names: {value}",
        NAME_FIELDS, names.find_misplaced_others),
    ValueRule("name/digits", _W, "a number in a name: {value}", NAME_FIELDS, names.find_digits),
    ValueRule("name/glued-initials", _I, "without a blank between them, initials are one name to BibTeX: {value}",
        NAME_FIELDS, names.find_glued_initials, has_fix=True),
    ValueRule("name/braced-list", _W, "braces make one name of a list: {value}",
        NAME_FIELDS, names.find_braced_lists),
    EntryRule("preprint/as-article", _W, "an article without a journal, on arXiv ({identifier}): a preprint",
        "types", preprints.find_articles_of_preprints),
    ValueRule("preprint/as-journal", _W, "arXiv is no journal: {value}", _VENUES, preprints.find_arxiv_as_journal),
    EntryRule("preprint/chimera", _W, "published in {venue}, with {what}",
        "DOIs, types, venues", preprints.find_chimeras),
    ValueRule("date/year", _W, "no year: {value}", "year", texts.find_malformed_years),
    ValueRule("date/malformed", _W, "no date that BibLaTeX understands: {value}", "date", texts.find_malformed_dates),
    EntryRule("date/years-differ", _W, "the year is {year}, the date {date}",
        "year, date", texts.find_different_years),
    ValueRule("date/month", _W, "no month: {value}", "month", texts.find_wrong_months),
    ValueRule("date/month-in-words", _I, "a month in words, where the macro {macro} lets styles choose: {value}",
        "month", texts.find_month_words, has_fix=True),
    ValueRule("pages/reversed", _W, "the last page comes before the first: {value}",
        "pages", texts.find_reversed_pages),
    ValueRule("pages/dash", _W, "BibTeX knows no such dash; a range is written with two hyphens: {value}",
        "pages", texts.find_en_dashes, has_fix=True),
    ValueRule("pages/prefix", _W, "styles put a word before pages themselves: {value}",
        "pages", texts.find_page_prefixes, has_fix=True),
    ValueRule("pages/hyphen", _I, "one hyphen in a range: {value}",
        "pages", texts.find_single_hyphens, has_fix=True, is_default=False),
    FileRule("read/stray-text", _I, "between entries, and looks like a piece of one: {text}",
        "text between entries", find_remnants),
    FileRule("macro/undefined", _W, "no macro {macro} is defined above{times}",
        "macros", macros.find_undefined_macros),
    FileRule("macro/unused", _I, "nothing uses the macro {macro}", "macros", macros.find_unused_macros),
    FileRule("macro/redefined", _W, "the macro {macro} has another value in line {line}",
        "macros", macros.find_redefined_macros),
    ValueRule("text/math", _W, "a dollar sign without a partner: {value}", "*", texts.find_unbalanced_math),
    ValueRule("text/unescaped", _W, "{character} without a backslash stops TeX: {value}",
        "*", texts.find_unescaped, has_fix=True),
    ValueRule("text/html", _W, "{entity} is HTML: {value}", "*", texts.find_html_entities, has_fix=True),
    EntryRule("text/mojibake", _W, "text read in the wrong encoding: {value}{meant}",
        "all fields", texts.find_mojibake),
    ValueRule("title/all-capitals", _I, "all in capitals, which no style can undo: {value}",
        "title", texts.find_all_capitals, is_default=False),
    ValueRule("title/braced", _I, "braces around the whole keep styles from changing its case: {value}",
        "title", texts.find_braced_titles, is_default=False),
)  # fmt: skip
"""Every rule; codes never change their meaning."""

if len({rule.code for rule in RULES}) != len(RULES):
    raise AssertionError("two rules have one code")
