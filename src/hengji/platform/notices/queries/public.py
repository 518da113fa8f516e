"""What everyone may read: notices that were published, and one's own objection by its receipt."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils import timezone

from hengji.core.text import narrow
from hengji.core.workdays.calendar import UnknownYearError
from hengji.core.workdays.counting import ONE_DAY, count_working_days
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.notices.errors import NoSuchNoticeError, NoSuchObjectionError
from hengji.platform.notices.models import NoticeAttachment, NoticeRow, Objection, PublicNotice
from hengji.platform.notices.states import OPEN_TO_OBJECTIONS
from hengji.platform.paging import ListPaginator
from hengji.platform.workdays.queries import calendar_of

NOTICES_A_PAGE, ROWS_A_PAGE = 20, 100


@dataclass(frozen=True)
class PublicFilter:
    """What the public asks for; an empty value is no question."""

    text: str = ""
    place: str = ""
    current: bool = False


def public_notices(asked: PublicFilter, page: str, at: datetime) -> "Page[PublicNotice]":
    """Current and past notices, the latest first; withdrawn ones stay, with their reason."""
    found = _published().defer("content").order_by("-published_at", "-id")
    if asked.text:
        found = found.filter(Q(title__icontains=asked.text) | Q(basis__icontains=asked.text))
    if asked.place:
        place = Jurisdiction.objects.filter(code=asked.place).first()
        found = found.filter(place.within("jurisdiction__code")) if place else found.none()
    if asked.current:
        found = found.filter(state__in=OPEN_TO_OBJECTIONS, ends_on__gte=timezone.localdate(at))
    return ListPaginator(found, NOTICES_A_PAGE).get_page(page)


def public_places() -> list[Jurisdiction]:
    """The divisions that have published something, for the filter."""
    codes = PublicNotice.objects.filter(published_at__isnull=False).values("jurisdiction_id")
    return list(Jurisdiction.objects.filter(code__in=codes))


def public_notice(notice_id: int) -> PublicNotice:
    """One notice as it was published. Raises `NoSuchNoticeError` for one that never was."""
    notice = _published().filter(pk=notice_id).first()
    if notice is None:
        raise NoSuchNoticeError
    return notice


def rows_page(notice: PublicNotice, text: str = "", page: str = "1") -> "Page[NoticeRow]":
    """The lines of the table; ``text`` is a whole cell, such as one's own claim number.

    All of them can be leafed through, however many: what nobody can reach was not made public.
    """
    rows = notice.rows.all()
    if text:
        rows = rows.filter(cells__contains=[narrow(text)])
    return Paginator(rows, ROWS_A_PAGE).get_page(page)


def public_attachment(notice_id: int, attachment_id: int) -> NoticeAttachment:
    """An attachment of a published notice. Raises `NoSuchNoticeError`."""
    found = (
        NoticeAttachment.objects.filter(
            pk=attachment_id, notice_id=notice_id, notice__published_at__isnull=False
        )
        .select_related("file")
        .first()
    )
    if found is None:
        raise NoSuchNoticeError
    return found


def days_left(notice: PublicNotice, today: date) -> int | None:
    """Working days that remain, today included; 0 when it is over, None where nobody can say."""
    if notice.ends_on is None or notice.status not in OPEN_TO_OBJECTIONS:
        return 0
    begin = max(today, notice.starts_on or today)
    try:
        return count_working_days(begin - ONE_DAY, notice.ends_on, calendar_of(notice.jurisdiction))
    except UnknownYearError:
        return None


def objection_by_receipt(receipt: str) -> Objection:
    """The objection of this receipt, typed in whatever case and width. Raises."""
    typed = "".join(one for one in narrow(receipt).upper() if one.isalnum())
    grouped = "-".join(typed[place : place + 4] for place in range(0, len(typed), 4))
    found = (
        Objection.objects.filter(receipt=grouped)
        .select_related("notice", "row", "jurisdiction")
        .first()
    )
    if found is None:
        raise NoSuchObjectionError
    return found


def _published() -> "QuerySet[PublicNotice]":
    return PublicNotice.objects.filter(published_at__isnull=False).select_related(
        "jurisdiction", "corrects"
    )
