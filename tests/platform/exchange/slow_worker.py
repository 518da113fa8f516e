"""A real worker whose rows take their time; run as a program by the tests."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hengji.config.settings")


def main() -> None:
    django.setup()
    import asyncio

    from django.conf import settings

    from hengji.platform.exchange.imports import declare_import
    from hengji.platform.jobs.worker import work
    from tests.platform.exchange.lists import things

    settings.JOB_STALLED_SECONDS = 1.0
    settings.FILES_ROOT = os.environ["TEST_FILES_ROOT"]
    declare_import(things(delay=0.004))
    asyncio.run(work())


if __name__ == "__main__":
    main()
