"""What a check answers with."""

from dataclasses import dataclass

from django.db.models import TextChoices


class Level(TextChoices):
    """How bad it is; a warning may wait, an error may not."""

    OK = "ok", "正常"
    SKIPPED = "skipped", "未查"
    WARNING = "warning", "警告"
    ERROR = "error", "错误"


@dataclass(frozen=True)
class Finding:
    """The level, what was seen, and what to do about it; both texts are Chinese, for an operator.

    No personal data and no secret may stand in them: they go into logs and onto pages.
    """

    level: Level
    message: str
    remedy: str = ""


def fine(message: str) -> Finding:
    return Finding(Level.OK, message)


def skipped(message: str) -> Finding:
    return Finding(Level.SKIPPED, message)


def warning(message: str, remedy: str) -> Finding:
    return Finding(Level.WARNING, message, remedy)


def fault(message: str, remedy: str) -> Finding:
    return Finding(Level.ERROR, message, remedy)
