"""The public catalogue: search, a list as published, everything about one skill."""
