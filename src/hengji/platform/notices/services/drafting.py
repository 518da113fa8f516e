"""Writing a notice: its text, its table, its attachments; all of it while it is a draft."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from itertools import islice

from django.db import connection, models, transaction

from hengji.platform.accounts.models import User
from hengji.platform.audit.services import record
from hengji.platform.files.services import file_store
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.notices.errors import NoticeInputError, NoticeStateError
from hengji.platform.notices.files import ATTACHMENT
from hengji.platform.notices.masking import mask_for
from hengji.platform.notices.models import NoticeAttachment, NoticeRow, PublicNotice
from hengji.platform.notices.rules import DRAFT_NOTICES
from hengji.platform.notices.services.access import author_keep, locked_notice, needed
from hengji.platform.notices.states import State, Unit
from hengji.platform.permissions import require

LONGEST_PERIOD = 60
MOST_ATTACHMENTS = 10
LINES_A_BLOCK = 10_000
_COPY = f"COPY {NoticeRow._meta.db_table} (notice_id, place, key, cells) FROM STDIN"
Line = tuple[str, Sequence[str]]
"""A line of the table: the subject's key for it, and its cells."""


@dataclass(frozen=True)
class NoticeText:
    """What the officer writes. ``period`` is counted in ``unit``, ``answer_days`` in working days.

    No national rule fixes either: the notices ask for 社会公示 (003 二, 004 附件4 8①) and leave the
    length to the local rule that ``basis`` and ``clause`` name.
    """

    title: str
    content: str
    basis: str
    clause: str
    period: int = 5
    unit: Unit = Unit.WORKING_DAYS
    answer_days: int = 5
    office_name: str = ""
    office_phone: str = ""
    office_address: str = ""


@dataclass(frozen=True)
class NoticeTable:
    """The list that is noticed; ``lines`` is None where a job fills it in later."""

    columns: Sequence[str] = ()
    lines: Iterable[Line] | None = ()


@transaction.atomic
def notice_draft(
    *,
    actor: User,
    jurisdiction: Jurisdiction,
    text: NoticeText,
    table: NoticeTable = NoticeTable(),
    subject: models.Model | None = None,
    corrects: PublicNotice | None = None,
    at: datetime,
) -> PublicNotice:
    """Begin a notice, by itself or on a ``subject`` whose effects its domain has registered.

    The office's telephone may still be missing; it is asked for when the draft is handed in.
    """
    require(actor, DRAFT_NOTICES, jurisdiction)
    notice = PublicNotice(
        jurisdiction=jurisdiction,
        subject_type=subject._meta.label_lower if subject else "",
        subject_id=str(subject.pk) if subject else "",
        subject_label=str(subject)[:200] if subject else "",
        corrects=corrects,
        columns=list(table.columns),
        row_count=None if table.lines is None else 0,
        drafted_by=actor,
        drafted_at=at,
    )
    _write(notice, text)
    notice.save()
    if table.lines is not None:
        _fill(notice, table.lines)
        notice.save()
    _trace(notice, actor, "draft", at)
    return notice


@transaction.atomic
def notice_edit(
    *, actor: User, notice_id: int, text: NoticeText, table: NoticeTable | None = None, at: datetime
) -> None:
    """Change a draft. A ``table`` replaces the one there is; that of a subject stays as it is."""
    notice = _draft(actor, notice_id)
    _write(notice, text)
    if table is not None:
        if notice.subject_type:
            raise NoticeInputError("NOTICE_TABLE_FIXED", "名单由公示事项生成，不能手工修改。")
        notice.columns = list(table.columns)
        _fill(notice, table.lines or ())
    notice.save()
    _trace(notice, actor, "edit", at)


@transaction.atomic
def notice_attach(
    *, actor: User, notice_id: int, name: str, chunks: Iterable[bytes], at: datetime
) -> None:
    """Add a file that everyone may download. Raises `FileRefusedError` for other kinds."""
    notice = _draft(actor, notice_id)
    if notice.attachments.count() >= MOST_ATTACHMENTS:
        raise NoticeInputError(
            "NOTICE_ATTACHMENTS", f"附件最多 {MOST_ATTACHMENTS} 个。", field="attachment"
        )
    file = file_store(
        actor=actor,
        jurisdiction=notice.jurisdiction,
        purpose=ATTACHMENT,
        name=name,
        chunks=chunks,
        at=at,
        subject=notice,
    )
    NoticeAttachment.objects.create(notice=notice, file=file)
    _trace(notice, actor, "attach", at, file=file.original_name)


@transaction.atomic
def notice_detach(*, actor: User, notice_id: int, attachment_id: int, at: datetime) -> None:
    """Take an attachment off a draft; the stored file stays."""
    notice = _draft(actor, notice_id)
    found = notice.attachments.select_related("file").filter(pk=attachment_id).first()
    if found is not None:
        _trace(notice, actor, "detach", at, file=found.file.original_name)
        found.delete()


@transaction.atomic
def notice_correct(*, actor: User, notice_id: int, at: datetime) -> PublicNotice:
    """Begin a corrected notice with the old one's text and table; the old one stays as it is.

    When the new one is published, the old one is withdrawn if it still runs. A notice on a subject
    is corrected by its domain, which draws the list up anew.
    """
    old = locked_notice(actor, DRAFT_NOTICES, notice_id)
    if old.published_at is None:
        raise NoticeStateError("NOTICE_STATE", f"这份公示{old.status.label}，可以直接修改。")
    if old.subject_type:
        raise NoticeStateError("NOTICE_HAS_SUBJECT", "请从公示事项的页面重新发起公示。")
    return notice_draft(
        actor=actor,
        jurisdiction=old.jurisdiction,
        text=text_of(old),
        table=NoticeTable(old.columns, [(row.key, row.cells) for row in old.rows.all()]),
        corrects=old,
        at=at,
    )


def text_of(notice: PublicNotice) -> NoticeText:
    """What the officer wrote, as it can be written again."""
    told = {field.name: getattr(notice, field.name) for field in fields(NoticeText)}
    return NoticeText(**{**told, "unit": Unit(notice.unit)})


def table_fill(*, notice_id: int, lines: Iterable[Line], at: datetime) -> None:
    """Fill in the table of a draft that was begun without its lines; a job's last step.

    The caller holds the transaction.
    """
    notice = (
        PublicNotice.objects.select_for_update(of=("self",))
        .select_related("jurisdiction")
        .get(pk=notice_id)
    )
    if notice.status is not State.DRAFT:
        raise NoticeStateError("NOTICE_STATE", f"这份公示{notice.status.label}，名单不能再改。")
    _fill(notice, lines)
    notice.save()
    _trace(notice, None, "fill", at)


def _draft(actor: User, notice_id: int) -> PublicNotice:
    notice = locked_notice(actor, DRAFT_NOTICES, notice_id)
    if notice.status is not State.DRAFT:
        raise NoticeStateError("NOTICE_STATE", f"这份公示{notice.status.label}，内容不能再改。")
    return notice


def _write(notice: PublicNotice, text: NoticeText) -> None:
    for field in ("period", "answer_days"):
        if not 0 < getattr(text, field) <= LONGEST_PERIOD:
            raise NoticeInputError(
                "NOTICE_PERIOD", f"期限应在1至{LONGEST_PERIOD}之间。", field=field
            )
    needed(text.title, "title", "标题")
    needed(text.content, "content", "正文")
    for field, value in asdict(text).items():
        setattr(notice, field, value.strip() if isinstance(value, str) else value)


def _fill(notice: PublicNotice, lines: Iterable[Line]) -> None:
    """Replace the lines; what is personal is covered before it reaches the database."""
    masks = [mask_for(column) for column in notice.columns]
    notice.rows.all().delete()
    numbered = enumerate(lines, start=1)
    notice.row_count = 0
    # By blocks, each read before its COPY begins: the lines may come from this very connection.
    while block := list(islice(numbered, LINES_A_BLOCK)):
        with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
            for place, (key, cells) in block:
                covered = [mask.cover(cell) for mask, cell in zip(masks, cells, strict=True)]
                copy.write_row((notice.pk, place, key, covered))
        notice.row_count += len(block)


def _trace(
    notice: PublicNotice, actor: User | None, action: str, at: datetime, **after: str
) -> None:
    if actor is not None:
        author_keep(notice, actor, at)
    record(
        actor=actor,
        action=f"notices.notice.{action}",
        subject=notice,
        jurisdiction=notice.jurisdiction,
        at=at,
        after=after or {"title": notice.title, "rows": notice.row_count},
    )
