"""Who did what, to which record, when and why: written once, never changed."""
