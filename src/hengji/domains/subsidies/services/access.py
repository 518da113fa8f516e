"""The first steps of every service: the row locked, the actor asked, the state compared."""

from hengji.domains.subsidies.errors import NoSuchRunError, RunStateError
from hengji.domains.subsidies.models import AdjudicationRun
from hengji.domains.subsidies.states import TRANSITIONS, State
from hengji.platform.accounts.models import User
from hengji.platform.permissions import Permission, require


def locked_run(actor: User, permission: Permission, run_id: int) -> AdjudicationRun:
    """The run for changing, if the actor may; another division's does not exist for them.

    Raises `PermissionDeniedError` and `NoSuchRunError`.
    """
    require(actor, permission, None)
    run = (
        AdjudicationRun.objects.select_for_update(of=("self",))
        .select_related("jurisdiction", "source")
        .visible_to(actor, permission)
        .filter(pk=run_id)
        .first()
    )
    if run is None:
        raise NoSuchRunError
    return run


def move(run: AdjudicationRun, to: State) -> None:
    """Change the state where the table has a way. Raises `RunStateError`."""
    if to not in TRANSITIONS[run.status]:
        raise RunStateError("RUN_STATE", f"这次核定{run.stage.label}，不能再变为{to.label}。")
    run.state = to
