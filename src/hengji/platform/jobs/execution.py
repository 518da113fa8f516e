"""One execution of a job, from the queue's call to its end."""

import logging
import os
import socket
from collections.abc import Callable

from django.utils import timezone

from hengji.core.documents.errors import DocumentError
from hengji.platform.errors import HengjiError
from hengji.platform.jobs import run as running
from hengji.platform.jobs.kinds import kind_of
from hengji.platform.jobs.services import (
    job_end_cancelled,
    job_fail,
    job_finish,
    job_requeue,
    job_start,
)
from hengji.platform.requests import Request, answering

logger = logging.getLogger(__name__)


def worker_name() -> str:
    """Machine and process, to be found in its log."""
    return f"{socket.gethostname()}:{os.getpid()}"


def execute(job_id: int, stopping: Callable[[], bool]) -> bool:
    """Work the job off; False only when it went back to the queue because the worker stops."""
    with answering(Request(f"job-{job_id}")):
        return _execute(job_id, stopping)


def _execute(job_id: int, stopping: Callable[[], bool]) -> bool:
    job = job_start(job_id=job_id, at=timezone.now(), worker=worker_name())
    if job is None:
        return True
    try:
        outcome = kind_of(job.kind).handler(running.Run(job, stopping))
        job_finish(job=job, outcome=outcome, at=timezone.now())
    except running.InterruptedError:
        job_requeue(job=job, at=timezone.now())
        return False
    except running.CancelledError:
        job_end_cancelled(job=job, at=timezone.now())
    except running.SupersededError:
        logger.warning("job %s was given to another worker", job_id)
    except HengjiError as error:
        job_fail(job=job, error=error.message, at=timezone.now())
    except DocumentError as error:
        job_fail(job=job, error=str(error), at=timezone.now())
    except Exception:
        logger.exception("job %s failed", job_id)
        message = f"系统内部错误（任务 {job_id}），已记入日志。请把任务号告诉系统管理员。"
        job_fail(job=job, error=message, at=timezone.now())
    return True
