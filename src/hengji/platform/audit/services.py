"""The only way into the audit trail."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Model

from hengji.platform.accounts.models import User
from hengji.platform.audit.models import AuditEntry
from hengji.platform.jurisdictions.models import Jurisdiction

SYSTEM = "系统"


def record(
    *,
    actor: User | None,
    action: str,
    subject: Model,
    jurisdiction: Jurisdiction | None,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> AuditEntry:
    """Append one row, in the caller's transaction: the act and its trace stand or fall together.

    ``actor`` is None for what the system does by itself. ``before`` and ``after`` hold the fields
    that the act changed, without personal data that the record itself does not show.
    """
    return AuditEntry.objects.create(
        at=at,
        actor_id=actor.pk if actor else None,
        actor_name=str(actor) if actor else SYSTEM,
        action=action,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_label=str(subject)[:200],
        jurisdiction_code=jurisdiction.code if jurisdiction else "",
        before=dict(before) if before is not None else None,
        after=dict(after) if after is not None else None,
        reason=reason,
    )
