"""Everything that happens to accounts, each in one transaction."""
