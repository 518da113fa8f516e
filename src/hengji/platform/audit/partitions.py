"""Making the months' partitions before their rows come."""

from datetime import date

from django.db import connection, transaction

MONTHS_AHEAD = 3
PATIENCE = "2s"
"""Attaching a partition needs the rest to itself for a moment; nobody shall queue behind it."""


@transaction.atomic
def months_make(today: date) -> int:
    """Make the partitions of this month and the next ones where they lack; how many it made."""
    months = [_month_after(today, ahead) for ahead in range(MONTHS_AHEAD + 1)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
        cursor.execute(
            "SELECT count(*) FILTER (WHERE audit_make_month(month))"
            " FROM unnest(%s::date[]) AS months(month)",
            [months],
        )
        made: int = cursor.fetchone()[0]
    return made


def _month_after(day: date, ahead: int) -> date:
    years, month = divmod(day.month - 1 + ahead, 12)
    return date(day.year + years, month + 1, 1)
