"""What a state table says, and the list of all that were declared."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, TextChoices

from hengji.platform.accounts.models import User
from hengji.platform.audit.actions import declare_action
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.permissions import Permission, require
from hengji.platform.states.two_persons import TwoPersons

Guard = Callable[[Any], str | None]
"""A named function: the record → None, or in Chinese why the way is closed.

The first line of its docstring stands in the documentation.
"""

Recusal = Callable[[Any, User], str | None]
"""A named function: the record, the actor → None, or in Chinese why this person keeps out (回避).

For what no field of the record says; the first line of its docstring stands in the documentation.
"""

REMARK = "remark"
"""In ``Transition.requires``: the actor has to say why."""


@dataclass(frozen=True)
class Transition:
    """A way from some states to one. Without ``permission`` it is no button on a page."""

    code: str
    label: str
    sources: tuple[str, ...]
    target: str
    permission: Permission | None = None
    who: str = "系统"
    """Who goes it, in words, where no permission says so."""
    guards: tuple[Guard, ...] = ()
    requires: tuple[str, ...] = ()
    """What must be filled in: fields of the record, or `REMARK`."""
    other_than: tuple[TwoPersons, ...] = ()
    recusals: tuple[Recusal, ...] = ()
    audited: bool = True
    """False for steps of the machine that nobody answers for: history only, no audit row."""


@dataclass(frozen=True)
class Todos:
    """Being in ``state`` is a todo for whoever holds ``permission`` where the record belongs.

    With ``subject`` many records share one todo (an edition for its findings), which then lasts
    while ``needed`` says so. With ``assignee`` the todo is that account's from the beginning.
    """

    code: str
    label: str
    state: str
    title: Callable[[Any], str]
    link: Callable[[Any], str]
    due_working_days: int
    permission: Permission | None = None
    other_than: TwoPersons | None = None
    subject: Callable[[Any], Model] | None = None
    needed: Callable[[Any], bool] | None = None
    place: Callable[[Any], Jurisdiction | None] | None = None
    assignee: Callable[[Any], User] | None = None


def _own_jurisdiction(record: Any) -> Jurisdiction | None:
    place: Jurisdiction | None = record.jurisdiction
    return place


@dataclass(frozen=True)
class StateTable:
    """The states of one model and every way between them.

    ``place`` tells where a record belongs; ``allow`` raises where an actor may not go a way, and
    by default asks for the way's permission at that place.
    """

    code: str
    label: str
    model: str
    """``app.Model``, by name: the table is declared before the models are ready."""
    states: type[TextChoices]
    initial: tuple[str, ...]
    transitions: tuple[Transition, ...]
    field: str = "state"
    todos: tuple[Todos, ...] = ()
    place: Callable[[Any], Jurisdiction | None] = _own_jurisdiction
    allow: Callable[[User, Transition, Any], None] | None = None

    def __post_init__(self) -> None:
        """Refuse a table that contradicts itself: that is a mistake in the program."""
        codes = [one.code for one in self.transitions]
        named = {*self.initial, *(one.target for one in self.transitions)}
        named |= {source for one in self.transitions for source in one.sources}
        if len(set(codes)) != len(codes) or not named <= set(self.states.values):
            raise ValueError(f"state table {self.code}: a code twice, or an unknown state")
        if unreached := set(self.states.values) - self.reachable(self.initial):
            raise ValueError(f"state table {self.code}: nothing leads to {sorted(unreached)}")

    def reachable(self, states: Iterable[str]) -> set[str]:
        """``states`` and whatever can come after them."""
        reached, due = set[str](), [str(one) for one in states]
        while due:
            state = due.pop()
            if state not in reached:
                reached.add(state)
                due += [str(one.target) for one in self.transitions if state in one.sources]
        return reached

    @property
    def moves(self) -> tuple[str, ...]:
        """Every allowed change as ``from>to``, and ``>state`` for a first state, sorted.

        This is what the trigger in the database holds; see `state_guard`.
        """
        found = {f">{state}" for state in self.initial}
        for one in self.transitions:
            found |= {f"{source}>{one.target}" for source in one.sources}
        return tuple(sorted(found))

    def transition(self, code: str) -> Transition:
        """The way of this code. Raises KeyError: the program asks for one it never declared."""
        for one in self.transitions:
            if one.code == code:
                return one
        raise KeyError(f"{self.code}.{code}")

    def is_final(self, state: str) -> bool:
        """Whether no way leads on."""
        return all(state not in one.sources for one in self.transitions)

    def state_of(self, record: Model) -> str:
        """Where the record is."""
        return str(getattr(record, self.field))

    def label_of(self, state: str) -> str:
        """The state's Chinese label."""
        return str(self.states(state).label)

    def require(self, actor: User, way: Transition, record: Model) -> None:
        """Return when the actor may go this way; raise as the table's ``allow`` does."""
        if self.allow is not None:
            self.allow(actor, way, record)
        elif way.permission is not None:
            require(actor, way.permission, self.place(record))

    @property
    def db_table(self) -> str:
        """Where the trigger has to be."""
        return str(apps.get_model(self.model)._meta.db_table)


_tables: dict[str, StateTable] = {}


def register(table: StateTable) -> StateTable:
    """Make a table known, and its ways' names in the audit trail.

    Two tables for one model are a mistake in the program.
    """
    if _tables.setdefault(table.model.lower(), table) is not table:
        raise ValueError(f"{table.model} has two state tables")
    for one in table.transitions:
        if one.audited:
            declare_action(f"{table.code}.{one.code}", f"{table.label}：{one.label}")
    return table


def all_tables() -> tuple[StateTable, ...]:
    """Every declared table, by code."""
    return tuple(sorted(_tables.values(), key=lambda one: one.code))


def table_of(record: Model) -> StateTable:
    """The table of the record's model. Raises KeyError where none was declared."""
    return _tables[record._meta.label_lower]
