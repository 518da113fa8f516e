"""Accounts, what they are appointed to, bodies, and the table of roles."""
