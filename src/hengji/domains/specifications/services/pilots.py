"""Pilots that near their end."""

from datetime import date, datetime, timedelta

from django.db import transaction

from hengji.domains.specifications.models import Specification
from hengji.domains.specifications.states import SPECIFICATION, State
from hengji.platform.todos.following import todo_sync

REMINDED_BEFORE = timedelta(days=30)


@transaction.atomic
def pilots_remind(*, today: date, at: datetime) -> int:
    """Raise the todo of every pilot that ends within a month, once; how many they were."""
    due = Specification.objects.select_for_update(of=("self",), skip_locked=True).filter(
        state=State.PILOT, pilot_until__lte=today + REMINDED_BEFORE, pilot_reminded_at=None
    )
    (todo,) = (one for one in SPECIFICATION.todos if one.state == State.PILOT)
    found = list(due.select_related("jurisdiction").order_by("pk"))
    for one in found:
        one.pilot_reminded_at = at
        one.save(update_fields=("pilot_reminded_at",))
        todo_sync(SPECIFICATION, todo, one, actor=None, at=at, raised_by="specifications.pilots")
    return len(found)
