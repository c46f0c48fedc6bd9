"""Readers: a source in, entries out."""
