"""Opening an account: what is asked of a name, a place and a password."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from hengji.config.roles import Administrator
from hengji.platform.accounts.models import User
from hengji.platform.accounts.services.accounts import account_create
from hengji.platform.audit.models import AuditEntry
from hengji.platform.errors import HengjiError
from tests.factories.accounts import make_user

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def _create(username: str = "wang", place: str = "320800", password: str = "q8-zongzi-lan") -> User:
    return account_create(
        actor=None,
        username=username,
        display_name="王某",
        place=place,
        roles=[Administrator.code],
        password=password,
        at=AT,
    )


def test_account_can_sign_in_and_leaves_a_trace_without_its_password(divisions: None) -> None:
    user = _create()
    assert User.objects.get(username="wang").check_password("q8-zongzi-lan")
    entry = AuditEntry.objects.get(action="account.create")
    assert (entry.subject_id, entry.jurisdiction_code) == (str(user.pk), "320800")
    assert "zongzi" not in str(entry.after)


@pytest.mark.parametrize("again", ["wang", "Wang", " WANG "])
def test_name_that_is_taken_is_refused(divisions: None, again: str) -> None:
    _create("wang")
    with pytest.raises(HengjiError, match="已有人使用") as refused:
        _create(again)
    assert (refused.value.code, refused.value.field) == ("USERNAME_TAKEN", "username")
    assert User.objects.count() == 1, "the transaction goes on after the refusal"


def test_database_itself_holds_one_name_whatever_its_case(divisions: None) -> None:
    _create("wang")
    with pytest.raises(IntegrityError, match="user_name_once_whatever_its_case"):
        make_user("WANG", "440100")


def test_unknown_place_is_refused(divisions: None) -> None:
    with pytest.raises(HengjiError, match="999999"):
        _create(place="999999")


@pytest.mark.parametrize("password", ["12345678", "password", "short", "wang-wang"])
def test_weak_password_is_refused(divisions: None, password: str) -> None:
    with pytest.raises(ValidationError):
        _create(username="wang-wang", password=password)
    assert not User.objects.exists()
