"""考核规范: the public catalogue of what was promulgated, each with its document."""
