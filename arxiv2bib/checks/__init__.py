"""Checks of a bibliography: rules, one row each, and what runs them."""
