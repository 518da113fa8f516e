"""Everything that happens to a notice, each in one transaction."""
