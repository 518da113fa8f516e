"""Every night: what is due goes."""

from procrastinate.contrib.django import app


@app.periodic(cron="30 3 * * *")
@app.task(queue="retention", queueing_lock="retention-nightly")
def retention_nightly(timestamp: int) -> None:
    """After the nightly checks, and after the backup that keeps what goes now."""
    from django.utils import timezone  # tasks are found before the models are

    from hengji.platform.retention.services import retention_run

    retention_run(at=timezone.now())
