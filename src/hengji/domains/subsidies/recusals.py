"""Who keeps out of the review of a run (回避): what the record's fields alone do not tell.

A run that is tried again names who submitted it last; whoever did before has had it decided too. A
trigger holds the same when a review is kept.
"""

from typing import TYPE_CHECKING

from hengji.platform.accounts.models import User
from hengji.platform.states.queries import has_gone

if TYPE_CHECKING:
    from hengji.domains.subsidies.models import AdjudicationRun


def handed_nothing_in(run: "AdjudicationRun", actor: User) -> str | None:
    """Whoever uploaded the sheet or has ever submitted the run."""
    part = run.uploaded_by_id == actor.pk or has_gone(run, "submit", actor)
    return "您上传或者提交过这次核定" if part else None
