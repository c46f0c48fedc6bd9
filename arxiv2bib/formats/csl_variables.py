"""CSL-JSON: the names of its variables, as tables.

Source: CSL 1.0.2, schema "csl-data".
"""

# The parts of a name in the model and in CSL.
NAME_PARTS = (
    ("family", "family"),
    ("given", "given"),
    ("non_dropping_particle", "non-dropping-particle"),
    ("dropping_particle", "dropping-particle"),
    ("suffix", "suffix"),
    ("literal", "literal"),
)

# The text and number variables of the schema that the model keeps by name, having no field of its own for them.
TEXT_VARIABLES = frozenset(
    "archive archive_collection archive_location archive-place authority call-number chapter-number citation-label "
    "citation-number dimensions division first-reference-note-number journalAbbreviation jurisdiction locator medium "
    "number-of-pages number-of-volumes original-publisher original-publisher-place original-title page-first part "
    "part-title PMCID PMID printing references reviewed-genre reviewed-title scale section shortTitle source "
    "supplement volume-title volume-title-short year-suffix event".split()
)

# The date variables of the schema that the model keeps by name; their values are EDTF.
DATE_VARIABLES = frozenset({"available-date", "event-date", "original-date"})
