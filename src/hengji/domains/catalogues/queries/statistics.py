"""How many doubts the lists of a place still have."""

from dataclasses import dataclass

from django.db.models import Count, Q

from hengji.domains.catalogues.models import Edition, FindingState, PublishedList, Severity
from hengji.platform.accounts.models import User
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.statistics import counted


@dataclass(frozen=True)
class OpenFindings:
    """The open doubts of one list's current edition, by severity."""

    list_id: str
    title: str
    errors: int
    warnings: int
    notes: int

    @property
    def total(self) -> int:
        """Of any severity."""
        return self.errors + self.warnings + self.notes


def open_findings(actor: User, place: Jurisdiction) -> tuple[OpenFindings, ...]:
    """Every list of the place with an open doubt, in the lists' order; not the nation's lists."""

    def tally(severity: Severity) -> Count:
        asked = Q(findings__state=FindingState.OPEN, findings__severity=severity)
        return Count("findings", filter=asked)

    lists = counted(PublishedList.objects.all(), actor, place)
    found = (
        Edition.objects.filter(published__in=lists, is_current=True)
        .annotate(
            errors=tally(Severity.ERROR),
            warnings=tally(Severity.WARNING),
            notes=tally(Severity.NOTE),
        )
        .order_by("published__position")
        .values_list("published_id", "title", "errors", "warnings", "notes")
    )
    return tuple(one for one in (OpenFindings(*row) for row in found) if one.total)
