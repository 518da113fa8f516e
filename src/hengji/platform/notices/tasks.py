"""The periodic work: periods that are over are ended, and concluded where nothing is open."""

from procrastinate.contrib.django import app


@app.periodic(cron="5 * * * *")  # hourly, so that a worker that was down at midnight makes it good
@app.task(queue="notices", queueing_lock="notices")
def advance_notices(timestamp: int) -> None:
    """Bring every notice to where today puts it."""
    from django.utils import timezone  # tasks are found before the settings' apps are ready

    from hengji.platform.notices.services.concluding import notices_advance

    notices_advance(at=timezone.now())
