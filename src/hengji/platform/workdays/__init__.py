"""The working calendar of a place: what was published, corrected and continued by its offices."""
