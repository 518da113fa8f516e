"""What a start does before the site is served: migrate, load what a fresh system needs, collect."""
