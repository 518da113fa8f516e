"""A message on the site, and its way by mail and SMS."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.db import IntegrityError
from pytest_django import Settings

from hengji.platform.accounts.models import User
from hengji.platform.errors import HengjiError, NotFoundError
from hengji.platform.messages.channels import Outcome
from hengji.platform.messages.models import Message, Sending
from hengji.platform.messages.queries import message_page, unread_count
from hengji.platform.messages.services import (
    message_open,
    message_send,
    message_send_from,
    messages_mark,
    reach_set,
)
from hengji.platform.messages.sms import FileSms
from hengji.platform.messages.templates import MessageTemplate, declare_template
from hengji.platform.outbox.models import Delivery
from hengji.platform.outbox.states import State
from tests.factories.accounts import make_user
from tests.factories.outbox import deliver_all

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def sms_file(settings: Settings, tmp_path: Path) -> Path:
    settings.SMS_FILE = tmp_path / "sms.jsonl"
    return tmp_path / "sms.jsonl"


@pytest.fixture
def reached(clerk: User) -> User:
    """A clerk who wants everything."""
    clerk.email = "clerk@example.test"
    clerk.save()
    reach_set(actor=clerk, mobile="13800000001", by_mail=True, by_sms=True, at=AT)
    return clerk


def _send(to: User, title: str = "核定完成", key: str = "") -> Message:
    return message_send(to=to, title=title, body="共 3 件。", link="/office/", at=AT, key=key)


def _outcomes(message: Message) -> dict[str, str]:
    return dict(Sending.objects.filter(message=message).values_list("channel", "outcome"))


def _lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_message_is_on_the_site_before_any_worker_runs(clerk: User) -> None:
    message = _send(clerk)
    assert list(message_page(clerk, unread=True, page=1)) == [message]
    assert unread_count(clerk) == 1


def test_message_goes_out_by_mail_and_sms(reached: User, sms_file: Path) -> None:
    message = _send(reached)
    deliver_all(AT)
    assert _outcomes(message) == {"mail": Outcome.SENT, "sms": Outcome.SENT}
    (sent,) = mail.outbox
    assert (sent.subject, sent.to) == ("核定完成", ["clerk@example.test"])
    assert "共 3 件。" in sent.body
    assert "/office/" in sent.body
    assert sent.extra_headers["Message-ID"].startswith(f"<hengji-message-{message.pk}@")
    (line,) = _lines(sms_file)
    assert (line["number"], line["text"]) == ("13800000001", "核定完成")


def test_account_without_address_or_wish_is_left_in_peace(clerk: User) -> None:
    message = _send(clerk)
    deliver_all(AT)
    assert _outcomes(message) == {"mail": Outcome.NO_ADDRESS, "sms": Outcome.DECLINED}
    assert mail.outbox == []


def test_mail_server_that_is_down_delays_mail_alone(
    reached: User, sms_file: Path, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    message = _send(reached)
    deliver_all(AT)
    assert _outcomes(message) == {"sms": Outcome.SENT}
    waiting = Delivery.objects.get(receiver="messages.mail")
    assert waiting.status is State.PENDING
    assert "ConnectionRefusedError" in waiting.error
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    deliver_all(AT + timedelta(minutes=1))
    assert len(mail.outbox) == 1


def test_message_when_replayed_is_not_sent_again(reached: User, sms_file: Path) -> None:
    _send(reached)
    deliver_all(AT)
    Delivery.objects.update(state=State.PENDING, done_at=None, attempt=0)
    deliver_all(AT + timedelta(minutes=1))
    assert len(mail.outbox) == len(_lines(sms_file)) == 1


def test_sms_file_takes_one_key_once(sms_file: Path) -> None:
    for _ in range(2):  # the worker died after the first and before its commit
        FileSms().send(key="k1", number="13800000001", text="一")
    FileSms().send(key="k2", number="13800000001", text="二")
    assert [line["key"] for line in _lines(sms_file)] == ["k1", "k2"]
    assert sms_file.stat().st_mode & 0o077 == 0


def test_more_than_the_limit_stays_on_the_site(
    reached: User, settings: Settings, sms_file: Path
) -> None:
    settings.MESSAGES_AN_HOUR = {"mail": 20, "sms": 2}
    sent = [_send(reached) for _ in range(3)]
    deliver_all(AT)
    assert [_outcomes(one)["sms"] for one in sent] == [Outcome.SENT, Outcome.SENT, Outcome.LIMITED]
    assert len(mail.outbox) == unread_count(reached) == 3
    hour_later = AT + timedelta(hours=1)
    late = message_send(to=reached, title="后来", body="", link="", at=hour_later)
    deliver_all(hour_later)
    assert _outcomes(late)["sms"] == Outcome.SENT


def test_message_with_the_key_of_another_is_that_one(clerk: User) -> None:
    assert _send(clerk, key="run 1") == _send(clerk, key="run 1")
    assert _send(clerk, key="run 2") != _send(clerk, key="run 1")
    assert unread_count(clerk) == 2


def test_link_away_from_the_site_is_refused_by_the_database(clerk: User) -> None:
    with pytest.raises(IntegrityError):
        message_send(to=clerk, title="奖", body="", link="//example.test/", at=AT)


def test_sms_shows_neither_personal_fields_nor_numbers(reached: User, sms_file: Path) -> None:
    text = declare_template(
        "test.personal",
        title="{name}的申请已受理",
        body="证件 {number}",
        personal=frozenset({"name"}),
    )
    fields = {"name": "张三丰", "number": "110101199003070011"}
    message = message_send_from(to=reached, template=text, fields=fields, link="", at=AT)
    assert message.title == "张三丰的申请已受理"
    assert message.body == "证件 110101199003070011"
    deliver_all(AT)
    assert _lines(sms_file)[0]["text"] == "张**的申请已受理"


def test_sms_shows_no_number_of_a_person(reached: User, sms_file: Path) -> None:
    _send(reached, "证件110101199003070011、电话13800000001，共 3 件")
    deliver_all(AT)
    assert _lines(sms_file)[0]["text"] == "证件[证件号]、电话[手机号]，共 3 件"


def test_template_with_other_fields_than_its_own_is_refused() -> None:
    text = MessageTemplate("test.fields", "{a}", "{b}", frozenset())
    with pytest.raises(ValueError, match="has the fields"):
        text.filled({"a": "1"})


def test_message_when_opened_is_read_and_another_s_does_not_exist(
    clerk: User, stranger: User
) -> None:
    message = _send(clerk)
    with pytest.raises(NotFoundError):
        message_open(actor=stranger, message_id=message.pk, at=AT)
    assert message_open(actor=clerk, message_id=message.pk, at=AT).read_at == AT
    assert unread_count(clerk) == 0


def test_marking_touches_only_one_s_own(clerk: User) -> None:
    other = make_user("colleague", "320800")
    mine, theirs = _send(clerk), _send(other)
    both = [mine.pk, theirs.pk]
    assert messages_mark(actor=clerk, message_ids=both, read=True, at=AT) == 1
    assert (unread_count(clerk), unread_count(other)) == (0, 1)
    assert messages_mark(actor=clerk, message_ids=both, read=False, at=AT) == 1
    assert messages_mark(actor=clerk, message_ids=None, read=True, at=AT) == 1


@pytest.mark.parametrize(("mobile", "by_sms"), [("12345", False), ("", True)])
def test_reach_without_a_usable_number_is_refused(clerk: User, mobile: str, by_sms: bool) -> None:
    with pytest.raises(HengjiError, match="手机号码"):
        reach_set(actor=clerk, mobile=mobile, by_mail=True, by_sms=by_sms, at=AT)
