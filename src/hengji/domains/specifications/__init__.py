"""Specifications: from the proposal through writing and review to what is in force."""
