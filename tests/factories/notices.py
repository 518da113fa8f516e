"""Notices taken to the public, and objections to them, by the services themselves."""

from datetime import UTC, date, datetime

from hengji.platform.accounts.models import User
from hengji.platform.notices.models import Objection, PublicNotice
from hengji.platform.notices.services.drafting import NoticeTable, NoticeText
from hengji.platform.notices.services.objecting import (
    ObjectionText,
    form_token,
    new_receipt,
    objection_submit,
)
from hengji.platform.notices.services.publishing import (
    notice_publish,
    notice_review,
    notice_submit,
)


def on(day: date, hour: int = 9) -> datetime:
    """That hour in China."""
    return datetime(day.year, day.month, day.day, hour - 8, tzinfo=UTC)


# Monday 23 September 2024. Five working days from the 24th end on Sunday 29 September, worked for
# National Day: 24, 25, 26, 27, 29.
PUBLISHED = on(date(2024, 9, 23))
LAST_DAY = date(2024, 9, 29)

TEXT = NoticeText(
    title="补贴性培训机构清单公示",
    content="经自愿申请、择优认定，现将拟列入清单的机构公示如下。",
    basis="淮人社发〔2024〕22号",
    clause="二",
    office_name="淮安市职业能力建设处",
    office_phone="0517-00000000",
)
TABLE = NoticeTable(
    ["机构名称", "联系人", "联系电话", "统一社会信用代码"],
    [
        ("a", ["甲培训学校", "欧阳示例", "13800000001", "91320800MA1EXAMPL1"]),
        ("b", ["乙培训学校", "张示例", "0517-80000000", "91320800MA1EXAMPL2"]),
    ],
)


OBJECTION = ObjectionText("王某某", "13900000009", "甲培训学校不具备条件。")


def publish(notice: PublicNotice, author: User, head: User, at: datetime = PUBLISHED) -> None:
    """From a draft to the public by two persons."""
    notice_submit(actor=author, notice_id=notice.pk, at=at)
    notice_review(actor=head, notice_id=notice.pk, at=at)
    notice_publish(actor=head, notice_id=notice.pk, at=at)
    notice.refresh_from_db()


def object_to(
    notice: PublicNotice,
    *,
    at: datetime = PUBLISHED,
    address: str = "192.0.2.1",
    nonce: str | None = None,
    text: ObjectionText = OBJECTION,
) -> Objection:
    """An objection without evidence, each from a form of its own unless ``nonce`` is given."""
    receipt = new_receipt()
    return objection_submit(
        notice_id=notice.pk,
        text=text,
        evidence=[],
        token=form_token(notice.pk, nonce or receipt),
        address=address,
        receipt=receipt,
        at=at,
    )
