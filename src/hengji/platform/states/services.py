"""Going a way: the only code that changes the state of a record."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from hengji.platform.accounts.hands import Hand, hands_of
from hengji.platform.accounts.models import User
from hengji.platform.audit.services import record as audit_record
from hengji.platform.errors import HengjiError
from hengji.platform.states.errors import TransitionRefusedError
from hengji.platform.states.models import StateChange
from hengji.platform.states.table import REMARK, StateTable, Transition, table_of


@dataclass(frozen=True)
class Moved:
    """What happened, for those who follow states: ``records`` came from ``sources``, in order."""

    table: StateTable
    transition: Transition
    records: tuple[Model, ...]
    sources: tuple[str, ...]
    actor: User | None
    at: datetime


@dataclass(frozen=True)
class OpenTransition:
    """A way out of the record's state that the actor's roles open; ``closed`` says why not now."""

    transition: Transition
    closed: str

    @property
    def asks_remark(self) -> bool:
        """Whether the page has to offer a field for it."""
        return REMARK in self.transition.requires


_followers: list[Callable[[Moved], None]] = []


def follow(follower: Callable[[Moved], None]) -> None:
    """Have ``follower`` called after every change, in its transaction."""
    if follower not in _followers:
        _followers.append(follower)


def transition_apply(
    record: Model,
    code: str,
    *,
    actor: User | None,
    at: datetime,
    remark: str = "",
    told: Mapping[str, Any] | None = None,
    **values: Any,
) -> None:
    """Send one record a way of its table; see `transitions_apply`."""
    transitions_apply([record], code, actor=actor, at=at, remark=remark, told=told, **values)


def transitions_apply(
    records: Sequence[Model],
    code: str,
    *,
    actor: User | None,
    at: datetime,
    remark: str = "",
    told: Mapping[str, Any] | None = None,
    **values: Any,
) -> None:
    """Send records of one table the same way, all or none; the caller holds transaction and locks.

    ``values`` are fields that change with the state; ``told`` goes into the audit row beside it.
    ``actor`` is None for the system. Whatever else the caller changed on the records is saved too.
    Raises `TransitionRefusedError`, and as the table's ``allow`` does.
    """
    if not records:
        return
    table = table_of(records[0])
    way = table.transition(code)
    hands = _hands([way], actor, at)
    for record in records:
        if actor is not None:
            table.require(actor, way, record)
        refusal = _refusal(table, way, record, actor, hands, remark, values)
        if refusal is not None:
            raise refusal
    sources = tuple(table.state_of(record) for record in records)
    for record in records:
        for name, value in {**values, table.field: way.target}.items():
            setattr(record, name, value)
        record.save()
    _keep_history(table, way, records, sources, actor, at, remark)
    if way.audited:
        for record, source in zip(records, sources, strict=True):
            audit_record(
                actor=actor,
                action=f"{table.code}.{way.code}",
                subject=record,
                jurisdiction=table.place(record),
                at=at,
                before={table.field: source},
                after={table.field: str(way.target), **(told or {})},
                reason=remark,
            )
    moved = Moved(table, way, tuple(records), sources, actor, at)
    for follower in _followers:
        follower(moved)


def open_transitions(record: Model, actor: User) -> tuple[OpenTransition, ...]:
    """The buttons for the page: ways out of this state that the actor's roles open.

    What has to be filled in is asked for when the button is pressed, and closes nothing here.
    """
    table = table_of(record)
    found = []
    ways = [
        way for way in table.transitions if way.permission and table.state_of(record) in way.sources
    ]
    hands = _hands(ways, actor, timezone.now())
    for way in ways:
        try:
            table.require(actor, way, record)
        except HengjiError:
            continue
        refusal = _other_person(way, record, actor, hands) or _guarded(way, record)
        found.append(OpenTransition(way, refusal.message if refusal else ""))
    return tuple(found)


def _refusal(
    table: StateTable,
    way: Transition,
    record: Model,
    actor: User | None,
    hands: Sequence[Hand],
    remark: str,
    values: Mapping[str, Any],
) -> TransitionRefusedError | None:
    """Why the record cannot go, the plainest reason first."""
    state = table.state_of(record)
    if state not in way.sources:
        return TransitionRefusedError(
            "STATE_WRONG", f"{table.label}现在是“{table.label_of(state)}”，不能{way.label}。"
        )
    return (
        _other_person(way, record, actor, hands)
        or _guarded(way, record)
        or _missing(way, record, remark, values)
    )


def _hands(ways: Sequence[Transition], actor: User | None, at: datetime) -> tuple[Hand, ...]:
    """The accounts that count as the actor's, where a way asks for another person."""
    asked = any(way.other_than or way.recusals for way in ways)
    return hands_of(actor, at) if actor is not None and asked else ()


def _other_person(
    way: Transition, record: Model, actor: User | None, hands: Sequence[Hand]
) -> TransitionRefusedError | None:
    reason = _part(way, record, actor) if actor is not None else None
    if reason is None:
        reason = next((hand.reason for hand in hands if _part(way, record, hand.account)), None)
    if reason is None:
        return None
    return TransitionRefusedError("SAME_PERSON", f"{reason}，{way.label}须由另一人办理。")


def _part(way: Transition, record: Model, account: User) -> str | None:
    """What this account has had to do with the record, so that it keeps out; None for nothing."""
    for rule in way.other_than:
        if getattr(record, f"{rule.earlier}_id") == account.pk:
            done = record._meta.get_field(rule.earlier)
            return f"您就是{getattr(done, 'verbose_name', rule.earlier)}"
    return next((told for one in way.recusals if (told := one(record, account))), None)


def _guarded(way: Transition, record: Model) -> TransitionRefusedError | None:
    reasons = (guard(record) for guard in way.guards)
    closed = next((reason for reason in reasons if reason), None)
    return TransitionRefusedError("GUARD_CLOSED", closed) if closed else None


def _missing(
    way: Transition, record: Model, remark: str, values: Mapping[str, Any]
) -> TransitionRefusedError | None:
    for name in way.requires:
        value = remark.strip() if name == REMARK else values.get(name, getattr(record, name, None))
        if value in (None, ""):
            label = field_label(record, name)
            return TransitionRefusedError(
                "FIELD_MISSING", f"{way.label}须填写{label}。", field=name
            )
    return None


def field_label(record: Model | type[Model], name: str) -> str:
    """The Chinese name of what a way asks for."""
    if name == REMARK:
        return "说明"
    return str(getattr(record._meta.get_field(name), "verbose_name", name))


def _keep_history(
    table: StateTable,
    way: Transition,
    records: Sequence[Model],
    sources: Sequence[str],
    actor: User | None,
    at: datetime,
    remark: str,
) -> None:
    StateChange.objects.bulk_create(
        StateChange(
            table=table.code,
            subject_type=record._meta.label_lower,
            subject_id=str(record.pk),
            transition=way.code,
            source=source,
            target=way.target,
            actor=actor,
            at=at,
            remark=remark,
        )
        for record, source in zip(records, sources, strict=True)
    )
