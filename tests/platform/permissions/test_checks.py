"""May this person do this here, today? And who learns that a record exists?"""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from hengji.config.roles import BodyOfficer, Clerk
from hengji.platform.accounts.models import Appointment, User
from hengji.platform.errors import NotFoundError, PermissionDeniedError
from hengji.platform.jurisdictions.models import Body, BodyKind, Jurisdiction
from hengji.platform.permissions import all_permissions, allowed, declare, require
from hengji.platform.roles import Role
from tests.factories.accounts import appoint, make_user

SETTLE = declare("test.settle", "处理试验疑点")
pytestmark = pytest.mark.django_db


class Settler(Role):
    """Holds what this file asks for and nothing else."""

    code = "test_settler"
    label = "试验经办"
    description = "只用于测试。"
    permissions = frozenset({SETTLE})


@pytest.fixture
def settler(divisions: None) -> User:
    return make_user("settler", "320800", Settler)


def _division(code: str) -> Jurisdiction:
    return Jurisdiction.objects.get(code=code)


def _body(code: str, place: str) -> Body:
    return Body.objects.create(
        code=code, name=f"试验机构{code}", jurisdiction_id=place, kinds=[BodyKind.TRAINING]
    )


def test_role_that_holds_the_permission_may_in_its_own_place_and_below(settler: User) -> None:
    require(settler, SETTLE, _division("320800"))
    require(settler, SETTLE, _division("320826"))


@pytest.mark.parametrize("code", ["320000", "440100", "440106"])
def test_record_above_or_elsewhere_does_not_exist(settler: User, code: str) -> None:
    with pytest.raises(NotFoundError):
        require(settler, SETTLE, _division(code))


def test_role_without_the_permission_is_told_so(auditor: User) -> None:
    with pytest.raises(PermissionDeniedError, match=r"审计人员.*不能处理试验疑点"):
        require(auditor, SETTLE, _division("320800"))


def test_account_without_an_appointment_may_nothing(divisions: None) -> None:
    with pytest.raises(PermissionDeniedError, match="无"):
        require(make_user("nowhere", None, Settler), SETTLE, _division("320800"))


def test_closed_account_may_nothing(settler: User) -> None:
    settler.is_active = False
    assert not allowed(settler, SETTLE)


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [(0, 0, True), (-3, 3, True), (-3, -1, False), (1, 3, False), (0, None, True)],
)
def test_acting_role_holds_from_its_first_day_to_its_last(
    divisions: None, since: int, until: int | None, holds: bool
) -> None:
    today = timezone.localdate()
    deputy = make_user("deputy", "320812")
    last = None if until is None else today + timedelta(days=until)
    appoint(deputy, Settler, "320800", since=today + timedelta(days=since), until=last)
    assert allowed(deputy, SETTLE) is holds


def test_acting_role_elsewhere_adds_to_the_one_at_home(divisions: None) -> None:
    deputy = make_user("deputy", "320812", Settler)
    appoint(deputy, Settler, "320826")
    require(deputy, SETTLE, _division("320812"))
    require(deputy, SETTLE, _division("320826"))
    with pytest.raises(NotFoundError):
        require(deputy, SETTLE, _division("320800"))
    assert deputy.place_for(SETTLE) == _division("320812")


def test_body_s_officer_sees_the_body_s_records_alone(divisions: None) -> None:
    mine, other = _body("9" * 18, "320800"), _body("8" * 18, "320800")
    officer = make_user("officer", "320800")
    Appointment.objects.create(
        user=officer, role=Settler.code, place_id="320800", body=mine, since=date(2020, 1, 1)
    )
    require(officer, SETTLE, _division("320800"), mine)
    for body in (other, None):
        with pytest.raises(NotFoundError):
            require(officer, SETTLE, _division("320800"), body)
    assert not Body.objects.visible_to(officer, SETTLE).exists()


def test_one_role_is_held_once_at_a_time(settler: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        appoint(settler, Settler, "320800", since=date(2024, 1, 1))


def test_nobody_appoints_himself(settler: User) -> None:
    with pytest.raises(IntegrityError, match="granted_by_another"), transaction.atomic():
        Appointment.objects.create(
            user=settler, role=Clerk.code, place_id="320800", since=date(2024, 1, 1),
            granted_by=settler,
        )  # fmt: skip


def test_one_code_with_two_meanings_is_refused() -> None:
    with pytest.raises(ValueError, match=r"test\.settle"):
        declare("test.settle", "别的意思")
    assert SETTLE in all_permissions()


def test_role_that_no_module_writes_any_more_holds_nothing(divisions: None) -> None:
    user = make_user("old", "320800", BodyOfficer)
    Appointment.objects.filter(user=user).update(role="gone")
    assert not allowed(user, SETTLE)
    assert user.role_names == "gone"
