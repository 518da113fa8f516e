"""What of the audit trail is looked at every night."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from hengji.core.audit.heads import read_heads
from hengji.platform.audit.check import chains_check
from hengji.platform.health.registry import consistency


@consistency("audit.chain", "审计记录未被改动")
def audit_chain() -> Iterator[str]:
    """Every entry is as it was written, and every chain as long as it was noted to be."""
    heads = Path(settings.AUDIT_HEADS)
    known = read_heads(heads) if heads.exists() else ()
    yield from map(str, chains_check(known=known, at=timezone.now()).faults)
