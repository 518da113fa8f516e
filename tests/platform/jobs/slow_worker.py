"""A real worker with one kind of job that takes its time; run as a program by the tests."""

import os
import signal
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hengji.config.settings")
STEPS = 60


def main() -> None:
    django.setup()
    import asyncio

    from django.conf import settings
    from django.utils import timezone

    from hengji.platform.audit.services import record
    from hengji.platform.jobs.kinds import Outcome, declare_kind
    from hengji.platform.jobs.run import Run
    from hengji.platform.jobs.worker import work

    settings.JOB_STALLED_SECONDS = 1.0

    def count(run: Run) -> Outcome:
        steps = run.params.get("steps", STEPS)
        for step in range(steps):
            time.sleep(0.05)
            run.progress(step, steps, f"第 {step} 步")

        def save() -> None:
            record(
                actor=run.job.actor,
                action="test.effect",
                subject=run.job,
                jurisdiction=run.job.jurisdiction,
                at=timezone.now(),
            )
            if run.params.get("die") == "before the commit" and run.job.attempt == 1:
                os.kill(os.getpid(), signal.SIGKILL)

        return Outcome("数完了", save=save)

    declare_kind("test.slow", "数数", count)
    asyncio.run(work())


if __name__ == "__main__":
    main()
