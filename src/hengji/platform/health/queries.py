"""What the page of the site's health shows."""

from dataclasses import dataclass
from datetime import datetime

from hengji.platform.accounts.models import User
from hengji.platform.health.findings import Level
from hengji.platform.health.models import BackupRecord, NightlyResult
from hengji.platform.health.rules import VIEW_SYSTEM
from hengji.platform.permissions import require

_WORST_FIRST = (Level.ERROR, Level.WARNING, Level.SKIPPED, Level.OK)


@dataclass(frozen=True)
class Health:
    """The last run's results, the worst first, and the last backups."""

    run_at: datetime | None
    results: tuple[NightlyResult, ...]
    backups: tuple[BackupRecord, ...]

    @property
    def errors(self) -> int:
        return sum(one.level == Level.ERROR for one in self.results)

    @property
    def warnings(self) -> int:
        return sum(one.level == Level.WARNING for one in self.results)


def health_of(actor: User) -> Health:
    """Raises `PermissionDeniedError`."""
    require(actor, VIEW_SYSTEM, None)
    last = NightlyResult.objects.order_by("-run_at").values_list("run_at", flat=True).first()
    results = NightlyResult.objects.filter(run_at=last).order_by("pk") if last else ()
    ordered = sorted(results, key=lambda one: _WORST_FIRST.index(Level(one.level)))
    return Health(last, tuple(ordered), tuple(BackupRecord.objects.all()[:5]))
