"""Every night: partitions for the coming months, and the heads noted outside the database."""

import logging
from pathlib import Path

from django.conf import settings
from django.db import OperationalError
from procrastinate.contrib.django import app

logger = logging.getLogger(__name__)


@app.periodic(cron="15 2 * * *")
@app.task(queue="audit", queueing_lock="audit-nightly")
def audit_nightly(timestamp: int) -> None:
    """The next night makes up for one that found a table busy or no worker."""
    from django.utils import timezone  # tasks are found before the models are

    from hengji.platform.audit.chains import heads_note
    from hengji.platform.audit.partitions import months_make

    heads_note(Path(settings.AUDIT_HEADS), timezone.now())
    try:
        months_make(timezone.localdate())
    except OperationalError:
        logger.warning("audit partitions not made tonight: a table was busy")
