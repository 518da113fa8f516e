"""Doubts about the published lists: what is open, what was made of it, editions compared."""
