"""The figures of a place, each asked of its owner once, in the shape of the page's tables."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hengji.core.adjudication.verdict import DECISION_LABELS, Decision
from hengji.domains.catalogues import api as catalogues
from hengji.domains.subsidies import api as subsidies
from hengji.platform.accounts.models import User
from hengji.platform.jobs.statistics import JobTally, jobs_by_state
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.todos.statistics import WaitingTodos, waiting_todos

MONTHS = 12
JOB_DAYS = 30
SEVERITIES = ("errors", "warnings", "notes")


@dataclass(frozen=True)
class MonthRow:
    """The claims decided in one month; ``fen`` is what was granted.

    ``held`` of the approved, and ``held_fen`` of the sum, an upheld objection holds back today.
    """

    month: str
    approved: int
    rejected: int
    pending: int
    fen: int
    held: int
    held_fen: int

    @property
    def claims(self) -> int:
        """However decided."""
        return self.approved + self.rejected + self.pending


@dataclass(frozen=True)
class Figures:
    """Everything that the page shows of one place."""

    months: tuple[MonthRow, ...]
    clauses: tuple[subsidies.ClauseTally, ...]
    findings: tuple[catalogues.OpenFindings, ...]
    todos: tuple[WaitingTodos, ...]
    jobs: tuple[JobTally, ...]

    @property
    def claims(self) -> int:
        """Decided in all the months."""
        return sum(one.claims for one in self.months)

    @property
    def approved(self) -> int:
        """Of these, the approved."""
        return sum(one.approved for one in self.months)

    @property
    def fen(self) -> int:
        """Granted in all the months."""
        return sum(one.fen for one in self.months)

    @property
    def held(self) -> int:
        """Of the approved, those held back."""
        return sum(one.held for one in self.months)

    @property
    def held_fen(self) -> int:
        """Of the granted, what is held back."""
        return sum(one.held_fen for one in self.months)

    @property
    def open_findings(self) -> int:
        """Of all lists and severities."""
        return sum(one.total for one in self.findings)

    @property
    def open_todos(self) -> int:
        """Claimed or not."""
        return sum(one.open + one.claimed for one in self.todos)

    @property
    def overdue_todos(self) -> int:
        """Of these, the overdue."""
        return sum(one.overdue for one in self.todos)

    def drawn(self) -> dict[str, object]:
        """What the charts are drawn from; the tables hold the exact amounts, these are pictures."""
        return {
            "months": [one.month for one in self.months],
            "decisions": [
                {
                    "name": DECISION_LABELS[decision],
                    "values": [getattr(one, decision) for one in self.months],
                }
                for decision in Decision
            ],
            "yuan": [one.fen / 100 for one in self.months],
            "clauses": [[one.title, one.claims] for one in self.clauses],
            "lists": [one.title for one in self.findings],
            "findings": [
                {"name": label, "values": [getattr(one, name) for one in self.findings]}
                for name, label in zip(SEVERITIES, catalogues.Severity.labels, strict=True)
            ],
        }


def figures_of(actor: User, place: Jurisdiction, now: datetime) -> Figures:
    """As of ``now``, in the site's own time zone."""
    months = _months_until(now.date())
    since = now.replace(year=months[0].year, month=months[0].month, day=1,
                        hour=0, minute=0, second=0, microsecond=0)  # fmt: skip
    return Figures(
        months=_rows(
            months,
            subsidies.decisions_by_month(actor, place, since),
            subsidies.held_by_month(actor, place, since),
        ),
        clauses=subsidies.rejecting_clauses(actor, place, since),
        findings=catalogues.open_findings(actor, place),
        todos=waiting_todos(actor, place, now.date()),
        jobs=jobs_by_state(actor, place, now - timedelta(days=JOB_DAYS)),
    )


def _months_until(today: date) -> tuple[date, ...]:
    """The first days of this month and of those before it, the earliest first."""
    last = today.year * 12 + today.month - 1
    return tuple(
        date(number // 12, number % 12 + 1, 1) for number in range(last - MONTHS + 1, last + 1)
    )


def _rows(
    months: tuple[date, ...],
    tallies: tuple[subsidies.MonthTally, ...],
    holds: tuple[subsidies.HeldTally, ...],
) -> tuple[MonthRow, ...]:
    held = {one.month.date().replace(day=1): (one.claims, one.fen) for one in holds}
    found = {(one.month.date().replace(day=1), one.decision): one for one in tallies}

    def claims(month: date, decision: Decision) -> int:
        return found[month, decision].claims if (month, decision) in found else 0

    return tuple(
        MonthRow(
            f"{month:%Y-%m}",
            claims(month, Decision.APPROVED),
            claims(month, Decision.REJECTED),
            claims(month, Decision.PENDING),
            sum(one.fen for (when, _), one in found.items() if when == month),
            *held.get(month, (0, 0)),
        )
        for month in months
    )
