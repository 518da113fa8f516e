"""Heads: how far each chain had come at a moment, noted where the database cannot reach.

A file of heads has one JSON object a line; an export's first line is one too. Whoever can rewrite
a whole chain in the database cannot make it end in a hash that was written down before.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hengji.core.audit.errors import AuditFileError


@dataclass(frozen=True)
class Head:
    """The last link of a chain ``at`` a moment (ISO 8601, UTC), its hash in hexadecimal."""

    chain: str
    seq: int
    hash: str
    at: str


def heads_text(heads: Iterable[Head]) -> dict[str, list[Any]]:
    """Heads as they stand in a line of JSON."""
    return {head.chain: [head.seq, head.hash] for head in heads}


def heads_in(record: Mapping[str, Any]) -> tuple[Head, ...]:
    """The heads of one line. Raises `AuditFileError` where it is none."""
    try:
        at = str(record["at"])
        return tuple(
            Head(str(chain), int(seq), str(digest), at)
            for chain, (seq, digest) in record["heads"].items()
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise AuditFileError("AUDIT_HEADS_UNREADABLE", "不是审计链头的记录。") from error


def read_heads(path: Path) -> tuple[Head, ...]:
    """Every head noted in a file: of anchors, or an earlier export. Raises `AuditFileError`."""
    heads: list[Head] = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                record = json.loads(line)
            except ValueError as error:
                raise AuditFileError(
                    "AUDIT_HEADS_UNREADABLE", f"{path.name} 第 {number} 行不是链头记录。"
                ) from error
            heads += heads_in(record)
            if "stretches" in record:
                break  # an export: what follows are its entries
    return tuple(heads)
