"""Changes to a stream of entries."""
