"""The first steps of every service: the actor asked, the row locked."""

from datetime import datetime

from hengji.platform.accounts.models import User
from hengji.platform.notices.errors import NoSuchNoticeError, NoticeInputError
from hengji.platform.notices.models import NoticeAuthor, PublicNotice
from hengji.platform.permissions import Permission, require


def locked_notice(actor: User, permission: Permission, notice_id: int) -> PublicNotice:
    """The notice for changing, if the actor may; another division's does not exist for them.

    Raises `PermissionDeniedError` and `NoSuchNoticeError`.
    """
    require(actor, permission, None)
    notice = (
        PublicNotice.objects.select_for_update(of=("self",))
        .select_related("jurisdiction")
        .visible_to(actor, permission)
        .filter(pk=notice_id)
        .first()
    )
    if notice is None:
        raise NoSuchNoticeError
    return notice


def author_keep(notice: PublicNotice, actor: User, at: datetime) -> None:
    """The actor has a part in what the notice says: another reviews it, and another answers."""
    NoticeAuthor.objects.get_or_create(notice=notice, account=actor, defaults={"since": at})


def needed(text: str, field: str, label: str) -> str:
    """``text`` without outer blanks. Raises `NoticeInputError` where nothing is left."""
    text = text.strip()
    if not text:
        raise NoticeInputError("NOTICE_FIELD_MISSING", f"请填写{label}。", field=field)
    return text
