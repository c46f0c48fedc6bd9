"""Bridges to the objects of bibtexparser and pybtex, both ways.

Entries are written by our BibTeX exporter and read by the tables of our BibTeX reader: there is one interpretation.
"""
