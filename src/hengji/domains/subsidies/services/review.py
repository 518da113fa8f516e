"""The second pair of eyes: what one officer had decided, another looks at before it counts."""

from datetime import datetime

import psycopg
from django.db import IntegrityError, transaction

from hengji.domains.subsidies.errors import ApprovedElsewhereError
from hengji.domains.subsidies.queries.elsewhere import approved_elsewhere
from hengji.domains.subsidies.rules import CONFIRM_RUNS
from hengji.domains.subsidies.services.access import locked_run
from hengji.platform.accounts.models import User
from hengji.platform.states.services import transition_apply


@transaction.atomic
def run_confirm(*, actor: User, run_id: int, remark: str, at: datetime) -> None:
    """The decisions stand.

    Raises `TransitionRefusedError`, also for whoever uploaded the sheet or has ever submitted the
    run, and `ApprovedElsewhereError` where a claim would be approved, and paid, a second time.
    """
    try:
        with transaction.atomic():
            _review(actor, run_id, "confirm", remark, at)
    except IntegrityError as error:
        if _constraint(error) != "claim_approved_once":
            raise
        found = approved_elsewhere(locked_run(actor, CONFIRM_RUNS, run_id))
        raise ApprovedElsewhereError(map(str, found)) from error


@transaction.atomic
def run_return(*, actor: User, run_id: int, remark: str, at: datetime) -> None:
    """The decisions do not stand, and ``remark`` says why; the sheet may be handed in again.

    Raises as `run_confirm` does.
    """
    _review(actor, run_id, "return", remark, at)


def _review(actor: User, run_id: int, code: str, remark: str, at: datetime) -> None:
    run = locked_run(actor, CONFIRM_RUNS, run_id)
    transition_apply(
        run, code, actor=actor, at=at, remark=remark, reviewed_by=actor, reviewed_at=at
    )


def _constraint(error: IntegrityError) -> str:
    """The name of what the database held against it; a trigger gives its own."""
    cause = error.__cause__
    return (cause.diag.constraint_name or "") if isinstance(cause, psycopg.Error) else ""
