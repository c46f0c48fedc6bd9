"""EndNote XML for arxiv2bib: a reader and an exporter, found by their entry points."""
