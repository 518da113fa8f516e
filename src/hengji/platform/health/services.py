"""Running every check, keeping what was found, and telling those who look after the site."""

from datetime import datetime

from django.db import transaction

from hengji.platform.accounts.models import Appointment, User
from hengji.platform.audit.services import record
from hengji.platform.health.actions import CHECK
from hengji.platform.health.findings import Level
from hengji.platform.health.models import NightlyResult
from hengji.platform.health.registry import Kind, run_checks
from hengji.platform.health.rules import CHECK_SYSTEM, VIEW_SYSTEM
from hengji.platform.messages.services import message_send
from hengji.platform.permissions import require
from hengji.platform.roles import all_roles

PAGE = "/office/system/"


def checks_run(*, actor: User | None, at: datetime) -> list[NightlyResult]:
    """Examine installation and records, keep the results, and send a message where one is bad.

    ``actor`` is None for the nightly run. The checks run outside the transaction that keeps them:
    some read for minutes.
    """
    if actor is not None:
        require(actor, CHECK_SYSTEM, None)
    found = [result for kind in Kind for result in run_checks(kind, at=at)]
    results = [
        NightlyResult(
            run_at=at,
            code=one.check.code,
            label=one.check.label,
            level=one.finding.level,
            message=one.finding.message,
            remedy=one.finding.remedy,
            ms=one.ms,
        )
        for one in found
    ]
    with transaction.atomic():
        NightlyResult.objects.bulk_create(results)
        record(
            actor=actor,
            action=CHECK,
            subject=NightlyResult,
            jurisdiction=None,
            at=at,
            after={level.value: sum(one.level == level for one in results) for level in Level},
        )
        _tell([one for one in results if one.level == Level.ERROR], at)
    return results


def _tell(bad: list[NightlyResult], at: datetime) -> None:
    if not bad:
        return
    body = "\n".join(f"{one.label}：{one.message}" for one in bad)
    for person in _keepers():
        message_send(
            to=person,
            title=f"系统检查发现 {len(bad)} 项错误",
            body=body,
            link=PAGE,
            at=at,
            key=f"system.check:{at.isoformat()}",
        )


def _keepers() -> list[User]:
    """Those who may look at the site's health today."""
    roles = [role.code for role in all_roles() if VIEW_SYSTEM in role.permissions]
    appointed = Appointment.objects.filter(role__in=roles).values("user")
    people = User.objects.filter(pk__in=appointed, is_active=True)
    return [person for person in people if person.appointments_with(VIEW_SYSTEM)]
