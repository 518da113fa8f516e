"""The states of a todo itself."""

from hengji.platform.accounts.models import User
from hengji.platform.states.table import StateTable, Transition, register
from hengji.platform.todos.models import LIVE, NOT_BY_THE_SAME, State, Todo
from hengji.platform.todos.people import require_may_do


def ended_by_hand(todo: Todo) -> str | None:
    """Nothing else than its owner's word ends it."""
    return "这件事办完后，待办会自动办结。" if todo.permission else None


def shared(todo: Todo) -> str | None:
    """More than one person may do it."""
    return None if todo.permission else "这件事只由您办理，不能退回或转交。"


def _allow(actor: User, way: Transition, todo: Todo) -> None:
    """The system raises and settles for whoever acts on the subject; only people claim."""
    if way.code == "claim":
        require_may_do(actor, todo)


TODO = register(
    StateTable(
        code="todo",
        label="待办",
        model="todos.Todo",
        states=State,
        # Some are one account's from the beginning.
        initial=(State.OPEN, State.CLAIMED),
        transitions=(
            Transition(
                "claim",
                "领取",
                (State.OPEN,),
                State.CLAIMED,
                who="有权办理的人",
                other_than=(NOT_BY_THE_SAME,),
            ),
            Transition(
                "release",
                "退回待领取",
                (State.CLAIMED,),
                State.OPEN,
                who="办理人",
                guards=(shared,),
            ),
            Transition(
                "hand_on",
                "转交",
                LIVE,
                State.CLAIMED,
                who="办理人；待领取的由有权办理的人",
                guards=(shared,),
            ),
            Transition(
                "acknowledge",
                "知道了",
                (State.CLAIMED,),
                State.DONE,
                who="办理人",
                guards=(ended_by_hand,),
            ),
            Transition("settle", "办结", LIVE, State.DONE, who="事项办完时由系统", audited=False),
            Transition(
                "cancel", "撤销", LIVE, State.CANCELLED, who="不再需要时由系统", audited=False
            ),
        ),
    )
)
