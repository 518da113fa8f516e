"""Notices and objections as the pages show them."""
