"""What records say in words, as typed values: offline, from the record alone."""
