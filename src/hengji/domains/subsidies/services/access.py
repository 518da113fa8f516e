"""The first steps of every service: the actor asked, the row locked."""

from hengji.domains.subsidies.errors import NoSuchRunError
from hengji.domains.subsidies.models import AdjudicationRun
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
