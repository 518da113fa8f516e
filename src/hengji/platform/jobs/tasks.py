"""What the queue runs: every job by one task, and the rescue of jobs whose worker died."""

from django.conf import settings
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import JobAborted
from procrastinate.manager import JobManager

QUEUE = "jobs"


@app.task(
    queue=QUEUE,
    pass_context=True,
    # Only a worker that is being stopped hands its job back; a failed job waits for its owner.
    retry=RetryStrategy(retry_exceptions=[JobAborted]),
)
def run_job(context: JobContext, *, job_id: int) -> None:
    """Execute one job, whatever its kind."""
    from hengji.platform.jobs.execution import execute  # needs models; tasks are found before them

    if not execute(job_id, stopping=context.should_abort):
        raise JobAborted


@app.periodic(cron="*/10 * * * * *")  # every ten seconds
@app.task(queue="rescue", queueing_lock="rescue", pass_context=True)
async def rescue_stalled(context: JobContext, timestamp: int) -> None:
    """Look for jobs of dead workers, again and again."""
    await rescue(context.app.job_manager)


async def rescue(manager: JobManager) -> None:
    """Give jobs of dead workers back to the queue: procrastinate leaves them ``doing`` for ever."""
    silence = settings.JOB_STALLED_SECONDS
    for stalled in await manager.get_stalled_jobs(seconds_since_heartbeat=silence):
        await manager.retry_job(stalled)
