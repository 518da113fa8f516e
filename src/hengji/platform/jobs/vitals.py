"""What the background jobs tell of their health."""

from datetime import datetime

from django.conf import settings
from django.db import connection
from django.db.models import Count

from hengji.platform.health.findings import Finding, fine, warning
from hengji.platform.health.gauges import Values, gauge
from hengji.platform.health.registry import check
from hengji.platform.jobs.models import Job
from hengji.platform.jobs.states import State


def workers() -> int:
    """How many workers have given a sign of life lately."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_workers"
            " WHERE last_heartbeat > now() - %s * interval '1 second'",
            [settings.JOB_STALLED_SECONDS],
        )
        return int(cursor.fetchone()[0])


def worker_is_alive() -> bool:
    return workers() > 0


@check("jobs.worker", "后台进程")
def worker(at: datetime) -> Finding:
    """Without one, uploads are read and messages sent by nobody."""
    found = workers()
    if not found:
        return warning("没有后台进程在运行", "请启动本站，或运行 hengji worker。")
    return fine(f"{found} 个在运行")


@check("jobs.stalled", "停滞的后台任务")
def stalled(at: datetime) -> Finding:
    """Jobs whose worker is gone and that no other has taken up."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs AS job"
            " LEFT JOIN procrastinate_workers AS worker ON worker.id = job.worker_id"
            " WHERE job.status = 'doing' AND coalesce(worker.last_heartbeat, '-infinity')"
            " < now() - %s * interval '1 second'",
            [settings.JOB_STALLED_SECONDS],
        )
        found = cursor.fetchone()[0]
    if found:
        return warning(f"{found} 个任务的执行进程已失去响应", "启动一个后台进程后会自动重新执行。")
    return fine("没有")


@gauge("hengji_jobs", "Background jobs, by kind of state", labels=("state",))
def jobs_by_state() -> Values:
    counted = dict(Job.objects.order_by().values_list("state").annotate(Count("pk")))
    return {(state,): counted.get(state, 0) for state in State.values}


@gauge("hengji_workers", "Workers that gave a sign of life lately")
def worker_gauge() -> Values:
    return {(): workers()}
