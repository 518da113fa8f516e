"""Granting, ending, leaving: who may do it to whom, and what stays written."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from hengji.config.roles import Administrator, Auditor, Clerk, SystemOperator, TechnicalReviewer
from hengji.domains.subsidies.rules import VIEW_RUNS
from hengji.platform.accounts.errors import AccountError, AccountStateError, NoSuchAccountError
from hengji.platform.accounts.models import Appointment, User
from hengji.platform.accounts.services.accounts import (
    account_close,
    account_create,
    account_reopen,
)
from hengji.platform.accounts.services.appointments import appointment_end, appointment_grant
from hengji.platform.accounts.services.security import invitation_issue, second_factor_reset
from hengji.platform.audit.models import AuditEntry
from hengji.platform.errors import NotFoundError, PermissionDeniedError
from hengji.platform.health.rules import CHECK_SYSTEM, VIEW_SYSTEM
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.roles import all_roles
from hengji.platform.todos.models import Todo
from tests.factories.accounts import make_user

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer(divisions: None) -> User:
    return make_user("newcomer", "320812")


def _grant(actor: User, user: User, role: str = Clerk.code, place: str = "320812") -> Appointment:
    return appointment_grant(
        actor=actor, user_id=user.pk, role=role, place=place, since=TODAY, until=None, at=AT
    )


def test_administrator_of_the_city_appoints_in_its_district(
    administrator: User, newcomer: User
) -> None:
    _grant(administrator, newcomer)
    entry = AuditEntry.objects.get(action="account.appoint")
    assert (entry.actor_id, entry.subject_id) == (administrator.pk, str(newcomer.pk))
    assert entry.after is not None
    assert entry.after["role"] == Clerk.code


@pytest.mark.parametrize("place", ["320000", "440106"])
def test_nobody_grants_beyond_his_own_place(
    administrator: User, newcomer: User, place: str
) -> None:
    with pytest.raises(NotFoundError):
        _grant(administrator, newcomer, place=place)


def test_role_of_the_province_is_not_granted_below_it(province: User, newcomer: User) -> None:
    with pytest.raises(AccountError, match="只在省级机关任职"):
        _grant(province, newcomer, role=TechnicalReviewer.code)
    _grant(province, newcomer, role=TechnicalReviewer.code, place="320000")


def test_account_of_another_city_does_not_exist(stranger: User, newcomer: User) -> None:
    with pytest.raises(NoSuchAccountError):
        _grant(stranger, newcomer, place="440106")


def test_clerk_grants_nothing(clerk: User, newcomer: User) -> None:
    with pytest.raises(PermissionDeniedError):
        _grant(clerk, newcomer)


def test_nobody_grants_to_himself(administrator: User) -> None:
    with pytest.raises(AccountStateError, match="另一位管理员"):
        _grant(administrator, administrator, Clerk.code, "320800")


def test_the_same_role_twice_is_told(administrator: User, newcomer: User) -> None:
    _grant(administrator, newcomer)
    with pytest.raises(AccountError, match="已有同一角色"):
        _grant(administrator, newcomer)


@pytest.mark.parametrize(("first", "then"), [(Clerk, Auditor), (Auditor, Administrator)])
def test_business_and_audit_stay_two_hands(
    administrator: User, newcomer: User, first: type[Clerk], then: type[Clerk]
) -> None:
    _grant(administrator, newcomer, first.code)
    with pytest.raises(AccountError, match="不能由同一人担任"):
        _grant(administrator, newcomer, then.code)


def test_no_person_grants_what_is_the_whole_system_s(administrator: User, newcomer: User) -> None:
    """Its permissions ask for no place: one district's operator would keep every province's."""
    with pytest.raises(AccountError, match="只能由服务器管理人员用命令授予"):
        _grant(administrator, newcomer, SystemOperator.code)
    with pytest.raises(AccountError, match="只能由服务器管理人员用命令授予"):
        account_create(
            actor=administrator, username="keeper", display_name="运维", place="320800",
            roles=[SystemOperator.code], at=AT,
        )  # fmt: skip
    assert not Appointment.objects.filter(role=SystemOperator.code).exists()


def test_no_person_takes_over_an_account_of_the_whole_system(administrator: User) -> None:
    keeper = make_user("keeper", "320800", SystemOperator)
    with pytest.raises(AccountStateError, match="hengji account"):
        invitation_issue(actor=administrator, user_id=keeper.pk, at=AT)
    with pytest.raises(AccountStateError, match="hengji account"):
        second_factor_reset(actor=administrator, user_id=keeper.pk, reason="丢失", at=AT)
    assert User.objects.get(pk=keeper.pk).has_usable_password()


def test_permission_of_the_whole_system_makes_its_role_ungrantable() -> None:
    """Those for which the role alone decides, wherever it is held."""
    for role in all_roles():
        if role.permissions & {VIEW_SYSTEM, CHECK_SYSTEM}:
            assert not role.grantable, role.code


def test_acting_role_names_its_principal_and_never_its_holder(
    administrator: User, newcomer: User, clerk: User
) -> None:
    def act_for(principal: User) -> Appointment:
        return appointment_grant(
            actor=administrator, user_id=newcomer.pk, role=Clerk.code, place="320800",
            since=TODAY, until=TODAY + timedelta(days=9), acting_for_id=principal.pk, at=AT,
        )  # fmt: skip

    with pytest.raises(NoSuchAccountError):
        act_for(newcomer)
    assert act_for(clerk).acting_for == clerk


def test_ended_appointment_keeps_its_row_and_its_last_day(
    administrator: User, newcomer: User
) -> None:
    appointment = _grant(administrator, newcomer)
    appointment_end(
        actor=administrator, appointment_id=appointment.pk, last_day=TODAY, reason="轮岗", at=AT
    )
    appointment.refresh_from_db()
    assert appointment.until == TODAY
    with pytest.raises(AccountError, match="最早为昨天"):
        appointment_end(
            actor=administrator, appointment_id=appointment.pk,
            last_day=TODAY - timedelta(days=2), reason="", at=AT,
        )  # fmt: skip


def test_leaver_loses_every_role_at_once_and_gets_none_back(
    administrator: User, clerk: User
) -> None:
    at = timezone.now()
    account_close(actor=administrator, user_id=clerk.pk, deputy_id=None, reason="离职", at=at)
    left = User.objects.get(pk=clerk.pk)
    assert not left.is_active
    assert not left.current_appointments
    with pytest.raises(AccountStateError, match="已经停用"):
        account_close(actor=administrator, user_id=clerk.pk, deputy_id=None, reason="x", at=at)
    account_reopen(actor=administrator, user_id=clerk.pk, reason="返聘", at=at)
    back = User.objects.get(pk=clerk.pk)
    assert back.is_active
    assert not back.current_appointments, "what was ended is granted anew or not at all"


def test_closing_without_a_reason_changes_nothing(administrator: User, clerk: User) -> None:
    with pytest.raises(AccountError, match="原因"):
        account_close(actor=administrator, user_id=clerk.pk, deputy_id=None, reason=" ", at=AT)
    assert User.objects.get(pk=clerk.pk).is_active


def test_database_itself_refuses_a_period_that_ends_before_it_begins(newcomer: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.create(
            user=newcomer, role=Clerk.code, place_id="320812", since=TODAY,
            until=TODAY - timedelta(days=1),
        )  # fmt: skip
    assert connection.is_usable()


def test_what_a_deputy_does_is_written_in_the_principal_s_name_too(
    administrator: User, newcomer: User, clerk: User
) -> None:
    appointment_grant(
        actor=administrator, user_id=newcomer.pk, role=Administrator.code, place="320812",
        since=timezone.localdate(), until=None, acting_for_id=clerk.pk, at=timezone.now(),
    )  # fmt: skip
    other = make_user("other", "320812")
    deputy = User.objects.get(pk=newcomer.pk)
    _grant(deputy, other)
    entry = AuditEntry.objects.filter(action="account.appoint").latest("id")
    assert (entry.actor_id, entry.on_behalf_of) == (deputy.pk, str(clerk))
    assert AuditEntry.objects.filter(actor_id=administrator.pk).latest("id").on_behalf_of == ""


def test_leaver_s_open_todos_go_to_the_deputy(administrator: User, clerk: User) -> None:
    colleague = make_user("colleague", "320800", Clerk)
    place = Jurisdiction.objects.get(pk="320800")
    todo = Todo.objects.create(
        kind="test", title="试验待办", subject_type="x", subject_id="1", link="/office/",
        jurisdiction=place, permission=VIEW_RUNS.code, state="claimed", assignee=clerk,
        claimed_at=AT, raised_by="test", raised_at=AT, due_on=TODAY,
    )  # fmt: skip
    account_close(
        actor=administrator, user_id=clerk.pk, deputy_id=colleague.pk, reason="调离", at=AT
    )
    todo.refresh_from_db()
    assert todo.assignee == colleague
