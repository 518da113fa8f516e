"""The worker process: takes jobs from the database until it is told to stop."""

import asyncio
import os

import django

# How long a job may still run after Ctrl-C before it is asked to go back to the queue.
GRACE = 1.0
CONCURRENCY = 2  # one long job leaves room for the rescue and for a short one


async def work() -> None:
    """Run until SIGTERM; what an earlier worker was killed over is taken up first."""
    from django.conf import settings
    from procrastinate.contrib.django import app

    from hengji.platform.jobs.tasks import rescue

    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]  # Django's has it
    with app.replace_connector(connector) as current:
        async with current.open_async():
            await rescue(current.job_manager)
            await current.run_worker_async(
                concurrency=CONCURRENCY,
                update_heartbeat_interval=settings.JOB_STALLED_SECONDS / 10,
                stalled_worker_timeout=settings.JOB_STALLED_SECONDS,
                shutdown_graceful_timeout=GRACE,
                delete_jobs="successful",
            )


def main() -> None:
    """Run procrastinate's worker inside Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hengji.config.settings")
    django.setup()
    asyncio.run(work())


if __name__ == "__main__":
    main()
