"""What happens to todos by the clock."""

from django.utils import timezone
from procrastinate.contrib.django import app


@app.periodic(cron="7 * * * *")  # every hour: a worker that was down at midnight misses no day
@app.task(queue="todos", queueing_lock="todos.escalate")
def escalate_overdue(timestamp: int) -> None:
    """Show what is overdue to the superior division."""
    from hengji.platform.todos.services import todos_escalate  # needs models; tasks come first

    todos_escalate(today=timezone.localdate(), at=timezone.now())
