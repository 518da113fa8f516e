"""Imports and exports: one mechanism for every list."""
