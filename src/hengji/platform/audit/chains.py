"""Where every chain ends just now, and the file in which that is noted each night."""

import json
import os
from datetime import datetime
from pathlib import Path

from hengji.core.audit.heads import Head, heads_text
from hengji.platform.audit.columns import rows_of
from hengji.platform.audit.times import utc_text

# From chain to chain along the index: a chain of a million links costs as much as one of ten.
_ENDS = """
WITH RECURSIVE chains(chain) AS (
    (SELECT chain FROM {ours}.audit_auditlink ORDER BY chain LIMIT 1)
    UNION ALL
    SELECT (SELECT l.chain FROM {ours}.audit_auditlink l WHERE l.chain > c.chain ORDER BY 1 LIMIT 1)
    FROM chains c WHERE c.chain IS NOT NULL
)
SELECT ends.chain, ends.seq, encode(ends.hash, 'hex') FROM chains
CROSS JOIN LATERAL (
    SELECT * FROM {ours}.audit_auditlink l WHERE l.chain = chains.chain ORDER BY l.seq DESC LIMIT 1
) AS ends
WHERE starts_with(ends.chain, %s)
"""


def current_heads(at: datetime, prefix: str = "") -> tuple[Head, ...]:
    """The last link of every chain whose code begins with ``prefix``."""
    ends = rows_of(_ENDS, [prefix])
    return tuple(Head(chain, seq, digest, utc_text(at)) for chain, seq, digest in ends)


def heads_note(path: Path, at: datetime) -> int:
    """Append the heads of all chains to the file, on the disk before this returns; how many."""
    heads = current_heads(at)
    line = json.dumps({"at": utc_text(at), "heads": heads_text(heads)}) + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "w") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    return len(heads)
