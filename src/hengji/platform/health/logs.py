"""One JSON line a log record, without personal data."""

import logging
from typing import Any

from pythonjsonlogger.core import LogData
from pythonjsonlogger.json import JsonFormatter

from hengji.platform.health.masking import masked_value
from hengji.platform.requests import current_request

FIELDS = ("asctime", "levelname", "name", "message")
NAMES = {"asctime": "at", "levelname": "level", "name": "logger"}


class MaskingFormatter(JsonFormatter):
    """Message, arguments, extra fields and tracebacks all pass through the mask here.

    The formatter is the last to see a record, so whoever logs cannot go round it.
    """

    def __init__(self) -> None:
        super().__init__(
            list(FIELDS),
            rename_fields=NAMES,
            datefmt="%Y-%m-%dT%H:%M:%S%z",
            json_ensure_ascii=False,
        )

    def process_log_record(self, log_data: LogData) -> LogData:
        request = current_request().id
        if request:
            log_data["request"] = request
        return {key: masked_value(value) for key, value in log_data.items()}


def logging_settings(level: str) -> dict[str, Any]:
    """Django's LOGGING: everything to standard error, where the launcher or the system keeps it."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "hengji.platform.health.logs.MaskingFormatter"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "hengji": {"level": level},
            "procrastinate": {"level": "WARNING"},
            # Every answer from 400 on would be a second line beside the request's own.
            "django.request": {"level": "ERROR"},
            # Django writes tracebacks of DEBUG pages and mails to administrators from here.
            "django": {"handlers": [], "level": logging.WARNING, "propagate": True},
        },
    }
