"""Filing, promulgation and what comes after it, to the end of a specification."""

import re
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from hengji.core.text import narrow
from hengji.domains.specifications.errors import SpecificationInputError
from hengji.domains.specifications.events import IN_FORCE, PROMULGATED, WITHDRAWN
from hengji.domains.specifications.models import FilingKind, Specification
from hengji.domains.specifications.rules import (
    PILOT_SPECIFICATIONS,
    PROMULGATE_SPECIFICATIONS,
)
from hengji.domains.specifications.services.access import locked_specification, needed
from hengji.domains.specifications.states import PUBLIC
from hengji.platform.accounts.models import User
from hengji.platform.outbox.services import publish
from hengji.platform.states.services import transition_apply


@transaction.atomic
def filing_record(
    *,
    actor: User,
    specification_id: int,
    kind: FilingKind,
    number: str,
    filed_on: date,
    at: datetime,
) -> None:
    """Record the ministry's filing, or that the province manages it by itself (001 附件2, 附件3).

    Raises `SpecificationInputError` and `TransitionRefusedError`.
    """
    specification = locked_specification(actor, PROMULGATE_SPECIFICATIONS, specification_id)
    if kind is FilingKind.PROVINCE:  # typed with a Chinese input method, Ｚ１４ is Z14
        number = narrow(number).upper()
    number = _number(number, "filing_number", "备案编号", most=60)
    if kind is FilingKind.PROVINCE and not re.fullmatch("Z[0-9]+", number):
        raise SpecificationInputError(
            "FILING_NUMBER_WRONG",
            "省级自行管理的编号为字母 Z 加数字，如 Z14。",
            field="filing_number",
        )
    _past(filed_on, "filed_on", at)
    transition_apply(
        specification,
        "file",
        actor=actor,
        at=at,
        told={"filing_number": number},
        filing_kind=kind,
        filing_number=number,
        filed_on=filed_on,
    )


@transaction.atomic
def specification_promulgate(
    *, actor: User, specification_id: int, number: str, promulgated_on: date, at: datetime
) -> None:
    """Promulgate the version that passed the final review; from now on nothing of it changes."""
    specification = locked_specification(actor, PROMULGATE_SPECIFICATIONS, specification_id)
    number = _number(number, "promulgation_number", "颁布文号", most=80)
    _past(promulgated_on, "promulgated_on", at)
    transition_apply(
        specification,
        "promulgate",
        actor=actor,
        at=at,
        told={"promulgation_number": number},
        promulgation_number=number,
        promulgated_on=promulgated_on,
        promulgated_by=actor,
        issued=specification.versions.order_by("-number").first(),
    )
    _tell(PROMULGATED, specification, at)


@transaction.atomic
def items_record(
    *, actor: User, specification_id: int, ready_on: date, remark: str = "", at: datetime
) -> None:
    """Record that the items are in the province's bank (001 一(三))."""
    specification = locked_specification(actor, PROMULGATE_SPECIFICATIONS, specification_id)
    _past(ready_on, "ready_on", at)
    transition_apply(
        specification, "record_items", actor=actor, at=at, remark=remark, items_ready_on=ready_on
    )


@transaction.atomic
def pilot_begin(
    *, actor: User, specification_id: int, pilot_from: date, pilot_until: date, at: datetime
) -> None:
    """Begin a pilot of at most a year (001 一(四)). Raises `SpecificationInputError`."""
    specification = locked_specification(actor, PILOT_SPECIFICATIONS, specification_id)
    if pilot_until <= pilot_from:
        raise SpecificationInputError(
            "PILOT_REVERSED", "试点截止日应在开始日之后。", field="pilot_until"
        )
    if pilot_until > a_year_after(pilot_from):
        raise SpecificationInputError(
            "PILOT_TOO_LONG",
            "试点期原则上不超过一年（川人社职鉴〔2020〕5号一（四））。",
            field="pilot_until",
        )
    transition_apply(
        specification,
        "begin_pilot",
        actor=actor,
        at=at,
        told={"pilot_from": pilot_from, "pilot_until": pilot_until},
        pilot_from=pilot_from,
        pilot_until=pilot_until,
    )


@transaction.atomic
def specification_put_in_force(
    *, actor: User, specification_id: int, in_force_on: date, at: datetime
) -> None:
    """Put it in force everywhere; what it revises is replaced by it in the same moment."""
    specification = locked_specification(actor, PILOT_SPECIFICATIONS, specification_id)
    transition_apply(
        specification,
        "put_in_force",
        actor=actor,
        at=at,
        told={"in_force_on": in_force_on},
        in_force_on=in_force_on,
    )
    _tell(IN_FORCE, specification, at)
    if specification.revises_id is not None:
        old = Specification.objects.select_for_update(of=("self",)).get(pk=specification.revises_id)
        if old.state in PUBLIC:
            transition_apply(
                old,
                "supersede",
                actor=actor,
                at=at,
                remark=f"由修订版代替（第{specification.pk}号）",
            )


@transaction.atomic
def specification_withdraw(
    *, actor: User, specification_id: int, remark: str, at: datetime
) -> None:
    """Withdraw one that was promulgated, and say why."""
    specification = locked_specification(actor, PROMULGATE_SPECIFICATIONS, specification_id)
    transition_apply(specification, "withdraw", actor=actor, at=at, remark=remark)
    _tell(WITHDRAWN, specification, at)


def a_year_after(day: date) -> date:
    """The same day of the next year; 29 February has 28 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def _number(text: str, field: str, label: str, *, most: int) -> str:
    """A number as it was written; one that does not fit its column is told, never cut."""
    number = needed(text, field, label)
    if len(number) > most:
        raise SpecificationInputError(
            "NUMBER_TOO_LONG", f"{label}最多 {most} 个字，现有 {len(number)} 个。", field=field
        )
    return number


def _past(day: date, field: str, at: datetime) -> None:
    if day > timezone.localdate(at):
        raise SpecificationInputError("DATE_IN_THE_FUTURE", "日期不能晚于今天。", field=field)


def _tell(event: str, specification: Specification, at: datetime) -> None:
    publish(
        event=event,
        subject=specification,
        jurisdiction=specification.jurisdiction,
        payload={"version_id": specification.issued_id},
        at=at,
    )
