"""At the start: the partitions of the audit trail for this month and the next ones."""

from django.utils import timezone

from hengji.platform.audit.partitions import months_make

NAME = "审计日志的月分区"


def fingerprint() -> str:
    """Changes when the month does."""
    return f"{timezone.localdate():%Y-%m}"


def load() -> None:
    """Make what lacks; the nightly job does the same where a site runs for months."""
    months_make(timezone.localdate())
