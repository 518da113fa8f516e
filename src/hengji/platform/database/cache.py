"""The cache in the database, asked so that the server has nothing to complain of."""

from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache


class QuietDatabaseCache(DatabaseCache):
    """Django's own inserts a key that is there, and the server logs an error for each refusal."""

    def add(
        self,
        key: str,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        """Looks first; only two at the very same moment still meet at the constraint."""
        return not self.has_key(key, version) and super().add(key, value, timeout, version)
