"""PostgreSQL: the embedded server, or the one that DATABASE_URL names."""

OLDEST_SERVER = 150000
"""PostgreSQL 15, as the server counts its versions: the first with NULLS NOT DISTINCT."""
