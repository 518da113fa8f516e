"""May this person do this here? And who learns that a record exists?"""

import pytest

from hengji.platform.accounts.models import User
from hengji.platform.accounts.roles import Role
from hengji.platform.errors import NotFoundError, PermissionDeniedError
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.permissions import all_permissions, allowed, declare, require
from tests.factories.accounts import make_user

SETTLE = declare("test.settle", "处理试验疑点", Role.CLERK, Role.ADMINISTRATOR)
pytestmark = pytest.mark.django_db


def _division(code: str) -> Jurisdiction:
    return Jurisdiction.objects.get(code=code)


def test_role_that_holds_the_permission_may_in_its_own_place_and_below(clerk: User) -> None:
    require(clerk, SETTLE, _division("320800"))
    require(clerk, SETTLE, _division("320826"))


@pytest.mark.parametrize("code", ["320000", "440100", "440106"])
def test_record_above_or_elsewhere_does_not_exist(clerk: User, code: str) -> None:
    with pytest.raises(NotFoundError):
        require(clerk, SETTLE, _division(code))


def test_role_without_the_permission_is_told_so(auditor: User) -> None:
    with pytest.raises(PermissionDeniedError, match=r"审计人员.*不能处理试验疑点"):
        require(auditor, SETTLE, _division("320800"))


def test_account_without_a_place_has_no_records(divisions: None) -> None:
    with pytest.raises(NotFoundError):
        require(make_user("nowhere", None, Role.CLERK), SETTLE, _division("320800"))


def test_closed_account_may_nothing(clerk: User) -> None:
    clerk.is_active = False
    assert not allowed(clerk, SETTLE)


def test_one_code_with_two_meanings_is_refused() -> None:
    with pytest.raises(ValueError, match=r"test\.settle"):
        declare("test.settle", "别的意思", Role.AUDITOR)
    assert SETTLE in all_permissions()
