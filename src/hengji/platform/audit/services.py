"""The only way into the audit trail."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model

from hengji.platform.accounts.models import User
from hengji.platform.audit.actions import REVEAL
from hengji.platform.audit.models import AuditEntry
from hengji.platform.errors import HengjiError
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.requests import current_request

SYSTEM = "系统"
FEWEST_LETTERS = 2
"""Different ones, in the purpose of a look: the shortest words, 核对 and 复核, have two."""


def record(
    *,
    actor: User | None,
    action: str,
    subject: Model | type[Model],
    jurisdiction: Jurisdiction | None,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
    on_behalf_of: str = "",
) -> AuditEntry:
    """Append one row, in the caller's transaction: the act and its trace stand or fall together.

    ``actor`` is None for what the system does by itself; ``on_behalf_of`` names whom the actor
    stands in for where the account itself does not tell it: a deputy's principal, an account's
    body. ``subject`` is a record, or a model for an act on the whole of it. ``before`` and
    ``after`` hold the fields that the act changed, without personal data that the record itself
    does not show. PostgreSQL links the row into its
    jurisdiction's chain when the transaction commits.
    """
    whole = isinstance(subject, type)
    request = current_request()
    return AuditEntry.objects.create(
        at=at,
        actor_id=actor.pk if actor else None,
        actor_name=str(actor) if actor else SYSTEM,
        on_behalf_of=(on_behalf_of or _stands_in_for(actor, jurisdiction))[:200],
        action=action,
        subject_type=subject._meta.label_lower,
        subject_id="" if whole else str(subject.pk),
        subject_label=str(subject._meta.verbose_name if whole else subject)[:200],
        jurisdiction_code=jurisdiction.code if jurisdiction else "",
        before=dict(before) if before is not None else None,
        after=dict(after) if after is not None else None,
        reason=reason,
        request_id=request.id,
        address=request.address,
    )


def _stands_in_for(actor: User | None, jurisdiction: Jurisdiction | None) -> str:
    """The body of a body's account; whom one deputises for, who has no role of his own there."""
    if actor is None or jurisdiction is None:
        return ""
    if actor.body is not None:
        return str(actor.body)
    here = [one for one in actor.current_appointments if one.place.covers(jurisdiction)]
    if not here or any(one.acting_for_id is None for one in here):
        return ""
    return "、".join(sorted({str(one.acting_for) for one in here}))


def says_something(purpose: str) -> bool:
    """Whether it is words: “核实” is, “-1”, “……” and “啊啊啊” tell an auditor nothing."""
    return len({one for one in purpose if one.isalpha()}) >= FEWEST_LETTERS


def record_reveal(
    *,
    actor: User,
    subjects: Sequence[Model],
    fields: Sequence[str],
    jurisdiction: Jurisdiction,
    at: datetime,
    purpose: str,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Append one row for each record of which the actor is shown personal data.

    ``fields`` are the names of what is shown, in Chinese; ``purpose`` is why, in the words that an
    auditor reads. ``details`` tell which part of the record it was. Never what was shown itself.
    Raises HengjiError without a purpose: PIPL 第六条 asks for one, and only the looker knows it.
    """
    purpose = purpose.strip()
    if not says_something(purpose):
        raise HengjiError(
            "PURPOSE_MISSING", "请写明查看个人信息的用途，至少两个字。", field="purpose"
        )
    for subject in subjects:
        record(
            actor=actor,
            action=REVEAL,
            subject=subject,
            jurisdiction=jurisdiction,
            at=at,
            after={"fields": list(fields), **(details or {})},
            reason=purpose,
        )
