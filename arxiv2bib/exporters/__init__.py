"""Exporters: entries in, text out."""
