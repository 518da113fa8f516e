"""An objection from the public: real name and contact sealed, a receipt to ask by."""

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.utils import timezone

from hengji.platform.files.services import file_store
from hengji.platform.notices.errors import (
    NoSuchNoticeError,
    NoticeInputError,
    NoticeStateError,
    TooManyObjectionsError,
)
from hengji.platform.notices.events import OBJECTION_RECEIVED, tell_of_objection
from hengji.platform.notices.files import EVIDENCE
from hengji.platform.notices.masking import Mask
from hengji.platform.notices.models import NoticeRow, Objection, ObjectionFile, PublicNotice
from hengji.platform.notices.services.access import needed
from hengji.platform.notices.services.concluding import due_on
from hengji.platform.notices.states import OPEN_TO_OBJECTIONS
from hengji.platform.sealing import digest, seal
from hengji.platform.states.services import transition_apply

MOST_A_DAY = 5
"""Objections from one network address; a service hall's visitors share one."""
MOST_FILES = 5
LONGEST_CONTENT = 3000
TOKEN_LIFE = timedelta(hours=4)
_SALT = "notices.objection"
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0 O 1 I L: a receipt is read out and typed
_RECEIPT_CHARACTERS = 16  # 79 bits: nobody finds another's by trying


@dataclass(frozen=True)
class Evidence:
    """A file as it comes in."""

    name: str
    chunks: Iterable[bytes]


@dataclass(frozen=True)
class ObjectionText:
    """What the form holds; ``row`` is the place in the notice's table that it is about, if any."""

    name: str
    contact: str
    content: str
    row: int | None = None


def new_receipt(pick: Callable[[str], str] = secrets.choice) -> str:
    """A receipt number in groups of four."""
    drawn = "".join(pick(_ALPHABET) for _ in range(_RECEIPT_CHARACTERS))
    return "-".join(drawn[place : place + 4] for place in range(0, _RECEIPT_CHARACTERS, 4))


def form_token(notice_id: int, nonce: str) -> str:
    """What the form carries: made by this site, for this notice, and good for one objection."""
    return signing.dumps({"notice": notice_id, "nonce": nonce}, salt=_SALT)


@transaction.atomic
def objection_submit(
    *,
    notice_id: int,
    text: ObjectionText,
    evidence: Sequence[Evidence],
    token: str,
    address: str,
    receipt: str,
    at: datetime,
) -> Objection:
    """Take an objection down. The same form sent twice is one objection: the first is returned.

    ``address`` is the sender's on the network, kept as a digest; ``receipt`` comes from
    `new_receipt`. Raises `NoSuchNoticeError`, `NoticeStateError` after the period,
    `TooManyObjectionsError`, `NoticeInputError` naming the field, and as `file_store` does.
    """
    nonce = _nonce(notice_id, token)
    notice = (
        PublicNotice.objects.select_for_update(of=("self",))
        .select_related("jurisdiction")
        .filter(pk=notice_id, published_at__isnull=False)
        .first()
    )
    if notice is None:
        raise NoSuchNoticeError
    earlier = Objection.objects.filter(form_token=nonce).first()
    if earlier is not None:
        return earlier
    if not takes_objections(notice, at):
        raise NoticeStateError("NOTICE_NOT_OPEN", "这份公示不在公示期内，不再接收异议。")
    address_digest = digest(address, "objector's address")
    _hold_back(address_digest, at)
    objection = Objection.objects.create(
        notice=notice,
        notice_author=notice.drafted_by,
        jurisdiction=notice.jurisdiction,
        row=_row(notice, text.row),
        receipt=receipt,
        form_token=nonce,
        address_digest=address_digest,
        received_at=at,
        due_on=due_on(notice, timezone.localdate(at)),
        **_checked(text),
    )
    _keep(objection, evidence, at)
    transition_apply(
        objection,
        "receive",
        actor=None,
        at=at,
        told={"notice": notice.pk, "files": len(evidence)},
    )
    tell_of_objection(OBJECTION_RECEIVED, objection, at)
    return objection


def takes_objections(notice: PublicNotice, at: datetime) -> bool:
    """Whether the period runs on the day of ``at``, from the moment of publication."""
    return (
        notice.status in OPEN_TO_OBJECTIONS
        and notice.ends_on is not None
        and timezone.localdate(at) <= notice.ends_on
    )


def _nonce(notice_id: int, token: str) -> str:
    try:
        told = signing.loads(token, salt=_SALT, max_age=TOKEN_LIFE)
    except signing.BadSignature:
        told = {}
    if told.get("notice") != notice_id:
        raise NoticeInputError("OBJECTION_FORM_EXPIRED", "页面已过期，请重新打开本页再提交。")
    return str(told["nonce"])


def _hold_back(address_digest: str, at: datetime) -> None:
    day = timedelta(days=1)
    recent = Objection.objects.filter(address_digest=address_digest, received_at__gt=at - day)
    if recent.count() >= MOST_A_DAY:
        raise TooManyObjectionsError


def _checked(text: ObjectionText) -> dict[str, str]:
    name = needed(text.name, "name", "姓名或单位名称")
    contact = needed(text.contact, "contact", "联系方式")
    content = needed(text.content, "content", "异议内容")
    for field, value, most in (
        ("name", name, 40),
        ("contact", contact, 100),
        ("content", content, LONGEST_CONTENT),
    ):
        if len(value) > most:
            raise NoticeInputError("OBJECTION_TOO_LONG", f"最多 {most} 字。", field=field)
    return {
        "content": content,
        "name_shown": Mask.NAME.cover(name),
        "sealed_name": seal(name),
        "sealed_contact": seal(contact),
    }


def _row(notice: PublicNotice, place: int | None) -> NoticeRow | None:
    if place is None:
        return None
    row = notice.rows.filter(place=place).first()
    if row is None:
        raise NoticeInputError("OBJECTION_ROW", f"名单里没有第{place}行。", field="row")
    return row


def _keep(objection: Objection, evidence: Sequence[Evidence], at: datetime) -> None:
    if len(evidence) > MOST_FILES:
        raise NoticeInputError(
            "OBJECTION_FILES", f"证据最多 {MOST_FILES} 个文件。", field="evidence"
        )
    for one in evidence:
        file = file_store(
            actor=None,
            jurisdiction=objection.jurisdiction,
            purpose=EVIDENCE,
            name=one.name,
            chunks=one.chunks,
            at=at,
            subject=objection,
        )
        ObjectionFile.objects.create(objection=objection, file=file)
