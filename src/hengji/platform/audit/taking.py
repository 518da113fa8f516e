"""Taking the rows of a filter out of the system, which leaves a row itself."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from hengji.platform.accounts.models import User
from hengji.platform.audit.actions import EXPORT
from hengji.platform.audit.models import AuditEntry
from hengji.platform.audit.queries import EntryFilter, entry_page
from hengji.platform.audit.rules import EXPORT_AUDIT
from hengji.platform.audit.services import record
from hengji.platform.errors import TooLargeError
from hengji.platform.permissions import require

MOST_TAKEN = 20_000


@transaction.atomic
def entries_take(*, actor: User, asked: EntryFilter, at: datetime) -> tuple[AuditEntry, ...]:
    """The entries that fit, the newest first. Raises `TooLargeError` for more than a sheet's worth.

    With their chain, and however many, they are taken out by ``hengji audit export``.
    """
    appointment = require(actor, EXPORT_AUDIT, None)
    entries = entry_page(actor, asked, limit=MOST_TAKEN + 1).entries
    if len(entries) > MOST_TAKEN:
        raise TooLargeError(
            "AUDIT_EXPORT_TOO_LARGE",
            f"符合条件的记录超过 {MOST_TAKEN:,} 条，请缩小时间或地区的范围再导出。",
        )
    record(
        actor=actor,
        action=EXPORT,
        subject=AuditEntry,
        jurisdiction=appointment.place,
        at=at,
        after={"rows": len(entries), **asdict(asked)},
    )
    return entries
