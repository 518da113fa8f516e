"""Which rows may go again, when and why. A package says so in its ``keeping.py``."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Model


@dataclass(frozen=True)
class Rule:
    """Rows ``t`` of ``model`` for which ``condition`` holds may go.

    ``condition`` is SQL of our own, in which ``%(before)s`` is the moment ``days`` days ago.
    ``days`` may be set otherwise by the site (``HENGJI_KEEP_DAYS``), though not below ``least``.
    """

    code: str
    model: type[Model]
    label: str
    condition: str
    days: int
    least: int
    reason: str

    @property
    def kept_days(self) -> int:
        """How long they stay here."""
        return max(settings.KEEP_DAYS.get(self.code, self.days), self.least)

    def before(self, at: datetime) -> datetime:
        """What ended before this moment may go."""
        return at - timedelta(days=self.kept_days)


_rules: dict[str, Rule] = {}


def may_go(
    code: str,
    model: type[Model],
    label: str,
    *,
    condition: str,
    days: int,
    reason: str,
    least: int = 1,
) -> Rule:
    """Declare rows that may go; ``label`` and ``reason`` are Chinese, for the operator."""
    rule = Rule(code, model, label, condition, days, least, reason)
    if _rules.setdefault(code, rule) != rule:
        raise ValueError(f"rows {code} are declared twice")
    return rule


def all_rules() -> tuple[Rule, ...]:
    """In the order of their codes."""
    return tuple(rule for _, rule in sorted(_rules.items()))
