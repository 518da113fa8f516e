"""How the todos say no."""

from hengji.platform.errors import ConflictError, HengjiError, NotFoundError
from hengji.platform.todos.models import Todo


class NoSuchTodoError(NotFoundError):
    """There is no such todo, or it is not the actor's to know of."""

    def __init__(self) -> None:
        super().__init__("TODO_NOT_FOUND", "没有找到这件待办，或它不归您办理。")


class TodoTakenError(ConflictError):
    """Somebody else has it; the message says who."""

    def __init__(self, todo: Todo) -> None:
        super().__init__("TODO_TAKEN", f"“{todo}”由{todo.assignee}办理，您不能领取、退回或转交。")


class UnfitColleagueError(HengjiError):
    """The one it should be handed to may not do it."""

    def __init__(self) -> None:
        super().__init__("COLLEAGUE_UNFIT", "请选择一位有权办理这件事的同事。", field="to")
