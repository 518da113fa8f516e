"""Queries that took long, logged by their shape: the values in them may be personal data."""

import logging
import re
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

logger = logging.getLogger("hengji.slow_queries")

LONGEST = 2000  # characters of a statement
# Text in quotes with '' inside, and numbers that are no part of a name.
_LITERAL = re.compile(r"'(?:[^']|'')*'|(?<![\w\"$])\d+(?:\.\d+)?(?!\w)")


def shape_of(sql: str) -> str:
    """The statement with its literals replaced by question marks, on one line."""
    return " ".join(_LITERAL.sub("?", sql).split())[:LONGEST]


def watch(connection: BaseDatabaseWrapper, **_: object) -> None:
    """Have every query of this connection timed; told again when it reconnects."""
    if _timed not in connection.execute_wrappers:
        connection.execute_wrappers.append(_timed)


def _timed(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    began = time.monotonic()
    try:
        return execute(sql, params, many, context)
    finally:
        ms = 1000 * (time.monotonic() - began)
        if ms >= settings.SLOW_QUERY_MS:
            logger.warning("slow query", extra={"ms": round(ms), "sql": shape_of(str(sql))})
