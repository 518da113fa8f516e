"""The applicant's steps: from the proposal to the application, and every text handed in."""

from datetime import datetime

from django.db import transaction

from hengji.domains.specifications.errors import SpecificationInputError
from hengji.domains.specifications.models.texts import Occasion
from hengji.domains.specifications.rules import HANDLE_SPECIFICATIONS
from hengji.domains.specifications.services.access import locked_specification
from hengji.domains.specifications.services.texts import version_freeze
from hengji.domains.specifications.states import State
from hengji.platform.accounts.models import User
from hengji.platform.states.services import transition_apply

NEXT = {
    State.PROPOSED: "form_group",
    State.GROUPING: "begin_survey",
    State.SURVEYING: "begin_workshop",
    State.WORKSHOP: "begin_drafting",
}
_HAND_IN = {
    State.DRAFTING: ("apply", Occasion.APPLICATION),
    State.FIRST_REVISION: ("hand_in_first_revision", Occasion.FIRST_REVISION),
    State.FINAL_REVISION: ("hand_in_final_revision", Occasion.FINAL_REVISION),
}


@transaction.atomic
def preparation_advance(*, actor: User, specification_id: int, way: str, at: datetime) -> None:
    """Go on to the next stage of the preparation. Raises `TransitionRefusedError` in words
    and `SpecificationInputError`.

    ``way`` is the one that the page has shown, so that a second press does not skip a stage.
    """
    specification = locked_specification(actor, HANDLE_SPECIFICATIONS, specification_id)
    if way not in NEXT.values():
        raise SpecificationInputError("WAY_UNKNOWN", "没有这一步，请刷新页面。", field="way")
    transition_apply(specification, way, actor=actor, at=at)


@transaction.atomic
def text_hand_in(*, actor: User, specification_id: int, reply: str = "", at: datetime) -> None:
    """Hand the text in, with the application or after a revision: it becomes a version.

    ``reply`` says what a revision has changed. Raises `TransitionRefusedError`, also by whom a
    two-person rule keeps away.
    """
    specification = locked_specification(actor, HANDLE_SPECIFICATIONS, specification_id)
    way, occasion = _HAND_IN.get(specification.status, ("apply", Occasion.APPLICATION))
    if specification.status in _HAND_IN:
        version_freeze(specification, occasion, reply=reply, actor=actor, at=at)
    transition_apply(specification, way, actor=actor, at=at, remark=reply.strip(), applied_by=actor)


@transaction.atomic
def specification_close(*, actor: User, specification_id: int, remark: str, at: datetime) -> None:
    """Decline the proposal or end its development, and say why."""
    specification = locked_specification(actor, HANDLE_SPECIFICATIONS, specification_id)
    transition_apply(specification, "close", actor=actor, at=at, remark=remark)
