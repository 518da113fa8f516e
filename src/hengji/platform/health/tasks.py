"""Every night: is everything as it should be?"""

from procrastinate.contrib.django import app


@app.periodic(cron="45 2 * * *")
@app.task(queue="health", queueing_lock="health-nightly")
def health_nightly(timestamp: int) -> None:
    """Of several workers one does it; the queue sees to that."""
    from django.utils import timezone  # tasks are found before the models are

    from hengji.platform.health.services import checks_run

    checks_run(actor=None, at=timezone.now())
