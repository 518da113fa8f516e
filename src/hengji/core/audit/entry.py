"""What the hash of a link covers: every field of the entry, its place, and all that came before.

The database computes the same in SQL (platform/audit/migrations/0004_chain.py).
"""

import hashlib
from collections.abc import Mapping

FIELDS = (
    "id", "at", "actor_id", "actor_name", "on_behalf_of", "action", "subject_type", "subject_id",
    "subject_label", "jurisdiction_code", "before", "after", "reason", "request_id", "address",
)  # fmt: skip
"""The fields in the order in which they are hashed."""

GENESIS = bytes(32)
"""What stands before the first link of every chain."""

Values = Mapping[str, str | None]
"""An entry's fields, each as PostgreSQL writes it: JSON as its own text, times in UTC to the µs."""


def link_hash(previous: bytes, chain: str, seq: int, values: Values) -> bytes:
    """SHA-256 over the previous hash, the place in the chain, and the fields.

    Each part stands behind its length in bytes, an absent one is ``-``: no two different entries
    have the same text.
    """
    parts = [chain, str(seq), *(values[name] for name in FIELDS)]
    return hashlib.sha256(previous + b"".join(map(_part, parts))).digest()


def _part(value: str | None) -> bytes:
    if value is None:
        return b"-"
    text = value.encode()
    return b"%d:%b" % (len(text), text)
