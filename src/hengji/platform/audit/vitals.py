"""Whether the audit trail is whole, and how it grows."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from hengji.core.audit.heads import Head, read_heads
from hengji.platform.audit.chains import current_heads
from hengji.platform.audit.nightly import trail_check
from hengji.platform.audit.parts import Rotation
from hengji.platform.health.findings import Finding, fault, fine
from hengji.platform.health.gauges import Values, gauge
from hengji.platform.health.registry import check, consistency

REMEDY = "请保留现场，运行 hengji audit verify，并与定期导出的审计文件核对。"


@check("audit.heads", "审计链")
def heads(at: datetime) -> Finding:
    """No chain may end before the place that was noted outside the database."""
    ends = {head.chain: head for head in current_heads(at)}
    short = [head.chain or "系统" for head in _noted() if _is_short(ends.get(head.chain), head)]
    if short:
        return fault("审计链比数据库之外的记录短：" + "、".join(sorted(set(short))), REMEDY)
    return fine(f"{len(ends)} 条链的末端与数据库之外的记录相符；内容由每夜的检查核验")


@consistency("audit.chain", "审计记录未被改动")
def audit_chain() -> Iterator[str]:
    """What is new is as it was written, a turn of what is old still is, and no chain was cut."""
    faults = trail_check(
        path=Path(settings.AUDIT_VERIFIED),
        rotation=Rotation(settings.AUDIT_REREAD_DAYS),
        known=_noted(),
        at=timezone.now(),
    )
    yield from map(str, faults)


def _noted() -> tuple[Head, ...]:
    path = Path(settings.AUDIT_HEADS)
    return read_heads(path) if path.exists() else ()


def _is_short(end: Head | None, noted: Head) -> bool:
    if end is None or end.seq < noted.seq:
        return True
    return end.seq == noted.seq and end.hash != noted.hash


@gauge("hengji_audit_entries", "Rows in the audit trail, as the planner estimates them")
def entries() -> Values:
    """Counting ten million rows every few seconds would cost more than the figure is worth."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(greatest(c.reltuples, 0)), 0) FROM pg_partition_tree(%s) AS t"
            " JOIN pg_class AS c ON c.oid = t.relid WHERE t.isleaf",
            ["audit_auditentry"],
        )
        return {(): float(cursor.fetchone()[0])}
