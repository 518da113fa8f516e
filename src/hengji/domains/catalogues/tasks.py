"""What happens to the catalogues by the calendar."""

from django.utils import timezone
from procrastinate.contrib.django import app


@app.periodic(cron="3 * * * *")  # every hour: a worker that was down at midnight misses no day
@app.task(queue="catalogues", queueing_lock="catalogues.follow_date")
def follow_date(timestamp: int) -> None:
    """Make current what has come into force since the packs were loaded."""
    from hengji.domains.catalogues import loading  # needs models; tasks are found before them
    from hengji.platform.startup.services import load_data, load_is_due

    if load_is_due(loading.__name__, loading):
        load_data(loading.__name__, loading, timezone.now())
