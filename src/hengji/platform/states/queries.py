"""What became of a record, and by whom."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from hengji.platform.accounts.models import User
from hengji.platform.audit.services import SYSTEM
from hengji.platform.states.models import StateChange
from hengji.platform.states.table import table_of


@dataclass(frozen=True)
class HistoryLine:
    """One change of state in words."""

    at: datetime
    actor: str
    label: str
    target: str
    remark: str


def history_of(record: Model, *earlier: int) -> tuple[HistoryLine, ...]:
    """The record's changes, the first one first; ``earlier`` are records that it goes on from.

    A way that the table no longer has is shown by its code.
    """
    table = table_of(record)
    labels = {one.code: one.label for one in table.transitions}
    states = dict(table.states.choices)
    changes = StateChange.objects.filter(
        subject_type=record._meta.label_lower,
        subject_id__in=[str(one) for one in (record.pk, *earlier)],
    )
    return tuple(
        HistoryLine(
            one.at,
            str(one.actor or SYSTEM),
            labels.get(one.transition, one.transition),
            str(states.get(one.target, one.target)),
            one.remark,
        )
        for one in changes.select_related("actor").order_by("id")
    )


def has_gone(record: Model, code: str, actor: User) -> bool:
    """Whether the actor has ever sent the record this way."""
    return StateChange.objects.filter(
        subject_type=record._meta.label_lower,
        subject_id=str(record.pk),
        transition=code,
        actor=actor,
    ).exists()
