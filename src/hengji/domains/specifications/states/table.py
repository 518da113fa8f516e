"""The state table of a specification."""

from typing import TYPE_CHECKING

from hengji.domains.specifications.states.state import State
from hengji.domains.specifications.states.todos import TODOS
from hengji.domains.specifications.states.transitions import TRANSITIONS
from hengji.platform.accounts.models import User
from hengji.platform.permissions import require
from hengji.platform.states.table import StateTable, Transition, register

if TYPE_CHECKING:
    from hengji.domains.specifications.models import Specification


def _allow(actor: User, way: Transition, record: "Specification") -> None:
    """A body goes the ways of its own records; those of an office are not open to it."""
    if way.permission is not None:
        require(actor, way.permission, record.jurisdiction, record.body)


SPECIFICATION = register(
    StateTable(
        code="specifications.specification",
        label="考核规范",
        model="specifications.Specification",
        states=State,
        initial=(State.PROPOSED,),
        allow=_allow,
        transitions=TRANSITIONS,
        todos=TODOS,
    )
)
