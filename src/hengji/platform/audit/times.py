"""Times as the chain writes them."""

from datetime import UTC, datetime


def utc_text(at: datetime) -> str:
    """ISO 8601 in UTC with microseconds, as `audit_time` in the database has it."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
