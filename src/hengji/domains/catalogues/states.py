"""The states of a doubt about a published list, and the todo that a list's errors are."""

from django.urls import reverse
from django.utils.http import urlencode

from hengji.domains.catalogues.models import (
    Edition,
    FindingState,
    ListFinding,
    Resolution,
    Severity,
)
from hengji.domains.catalogues.rules import SETTLE_FINDINGS, require_for_list
from hengji.platform.accounts.models import User
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.states.table import REMARK, StateTable, Todos, Transition, register


def _place(finding: ListFinding) -> Jurisdiction | None:
    return finding.edition.published.jurisdiction


def _allow(actor: User, way: Transition, finding: ListFinding) -> None:
    if way.permission is not None:
        require_for_list(actor, way.permission, finding.edition.published)


def _has_open_errors(edition: Edition) -> bool:
    open_errors = edition.findings.filter(state=FindingState.OPEN, severity=Severity.ERROR)
    return edition.is_current and open_errors.exists()


def _errors_page(edition: Edition) -> str:
    asked = {"list": edition.published_id, "severity": Severity.ERROR, "state": FindingState.OPEN}
    return f"{reverse('office:findings-list')}?{urlencode(asked)}"


LIST_ERRORS = Todos(
    "catalogues.settle_errors",
    "处理目录疑点",
    FindingState.OPEN,
    # An edition may have a thousand doubts: they are one piece of work, not a thousand.
    subject=lambda finding: finding.edition,
    needed=_has_open_errors,
    place=lambda edition: edition.published.jurisdiction,
    title=lambda edition: f"处理目录疑点：{edition.title}",
    link=_errors_page,
    due_working_days=10,
    permission=SETTLE_FINDINGS,
)

FINDING = register(
    StateTable(
        code="catalogues.finding",
        label="目录疑点",
        model="catalogues.ListFinding",
        states=FindingState,
        # A later edition's doubt takes the settlement over from the same doubt of the one before.
        initial=(FindingState.OPEN, FindingState.SETTLED),
        transitions=(
            *(
                Transition(
                    one.value,
                    one.label,
                    (FindingState.OPEN,),
                    FindingState.SETTLED,
                    SETTLE_FINDINGS,
                    requires=("reason",),
                )
                for one in Resolution
            ),
            Transition(
                "reopen",
                "重新打开",
                (FindingState.SETTLED,),
                FindingState.OPEN,
                SETTLE_FINDINGS,
                requires=(REMARK,),
            ),
        ),
        todos=(LIST_ERRORS,),
        place=_place,
        allow=_allow,
    )
)
