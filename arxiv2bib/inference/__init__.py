"""Where a paper appeared, read offline from what its record says."""
