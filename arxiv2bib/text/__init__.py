"""Text: TeX, inline markup, encodings."""
