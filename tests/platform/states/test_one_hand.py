"""Whoever renewed the way into an account is no second person beside it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from hengji.config.roles import Administrator
from hengji.platform.accounts.hands import hands_of
from hengji.platform.accounts.models import AccessRenewal, User
from hengji.platform.accounts.services.security import invitation_issue, second_factor_reset
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.messages.models import Message
from hengji.platform.notices.models import PublicNotice
from hengji.platform.notices.services.drafting import notice_draft
from hengji.platform.notices.services.publishing import notice_review, notice_submit
from hengji.platform.states.errors import TransitionRefusedError
from tests.factories.accounts import make_user
from tests.factories.notices import TEXT

pytestmark = pytest.mark.django_db
# 09:00 in China; thirty days later it is 1 October.
RENEWED = datetime(2024, 9, 1, 1, 0, tzinfo=UTC)
OVER = RENEWED + timedelta(days=30)


def _submitted(author: User) -> PublicNotice:
    place = Jurisdiction.objects.get(code="320800")
    notice = notice_draft(actor=author, jurisdiction=place, text=TEXT, at=RENEWED)
    notice_submit(actor=author, notice_id=notice.pk, at=RENEWED)
    return notice


def _renew(by: User, account: User) -> None:
    invitation_issue(actor=by, user_id=account.pk, at=RENEWED)


def _review(by: User, notice: PublicNotice, at: datetime) -> None:
    notice_review(actor=by, notice_id=notice.pk, at=at)


def _hands(account: User, at: datetime = RENEWED) -> set[str]:
    return {hand.account.username for hand in hands_of(account, at)}


def test_administrator_is_no_second_person_beside_an_account_he_renewed(
    clerk: User, administrator: User
) -> None:
    notice = _submitted(clerk)
    _renew(administrator, clerk)
    with pytest.raises(TransitionRefusedError, match="到 2024-10-01 09:00 为止视为同一人") as told:
        _review(administrator, notice, OVER - timedelta(seconds=1))
    assert told.value.code == "SAME_PERSON"
    _review(make_user("another-head", "320800", Administrator), notice, RENEWED)
    later = _submitted(clerk)
    _review(administrator, later, OVER)


def test_account_is_no_second_person_beside_who_renewed_it(administrator: User) -> None:
    head = make_user("renewed-head", "320800", Administrator)
    _renew(administrator, head)
    with pytest.raises(TransitionRefusedError, match="视为同一人"):
        _review(head, _submitted(administrator), RENEWED)


def test_those_behind_whom_one_person_could_be_are_one_hand(administrator: User) -> None:
    first, second, other, apart = (
        make_user(name, "320800", Administrator) for name in ("first", "second", "other", "apart")
    )
    for by, account in ((administrator, first), (administrator, second), (other, second)):
        _renew(by, account)
    assert _hands(first) == {administrator.username, "second"}
    assert _hands(second) == {administrator.username, "first", "other"}
    assert _hands(administrator) == {"first", "second"}, "not who renewed the same account too"
    assert _hands(apart) == set()
    assert _hands(first, OVER) == set()


def test_only_keys_of_an_account_in_use_count_and_its_owner_is_told(
    clerk: User, administrator: User
) -> None:
    newcomer = make_user("newcomer", "320800")
    newcomer.set_unusable_password()
    newcomer.save()
    _renew(administrator, newcomer)
    second_factor_reset(actor=administrator, user_id=newcomer.pk, reason="误点", at=RENEWED)
    assert not AccessRenewal.objects.exists()
    _renew(administrator, clerk)
    kept = AccessRenewal.objects.get()
    assert (kept.account, kept.by, kept.at) == (clerk, administrator, RENEWED)
    message = Message.objects.get(to=clerk)
    assert "2024-09-01 09:00" in message.body
    assert str(administrator) in message.body
    with pytest.raises(IntegrityError, match="不能修改或删除"), transaction.atomic():
        AccessRenewal.objects.all().delete()
