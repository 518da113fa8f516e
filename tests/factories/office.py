"""A record of every kind in one division: what the addresses of the site speak of."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from hengji.config.roles import Administrator, Clerk
from hengji.domains.catalogues.models import Edition, ListFinding, PublishedList
from hengji.domains.specifications import api as specifications
from hengji.domains.subsidies import api
from hengji.platform.accounts.models import User
from hengji.platform.audit.models import AuditEntry
from hengji.platform.exchange.importing import import_submit, import_upload
from hengji.platform.files.models import FileRecord
from hengji.platform.jobs.execution import execute
from hengji.platform.jobs.models import Job
from hengji.platform.jurisdictions.models import Body, BodyKind, Jurisdiction
from hengji.platform.messages.models import Message
from hengji.platform.messages.services import message_send
from hengji.platform.notices.services.drafting import NoticeTable, NoticeText, notice_draft
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
from hengji.platform.outbox.models import Event
from hengji.platform.todos.models import Todo
from tests.factories.accounts import make_user
from tests.factories.claims import PACK, claim, csv_bytes
from tests.factories.specifications import EXPERTS, OPEN_GATE

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
NOTICED = datetime(2024, 9, 23, 1, 0, tzinfo=UTC)


def addresses_of(officer: User, place: Jurisdiction) -> Mapping[str, object]:
    """For each argument that an address may have, one that names a record of ``place``.

    The catalogue's small packs must be loaded. ``officer`` handles the place's business.
    """
    clerk = make_user(f"clerk-of-{place.code}", place.code, Clerk)
    body = Body.objects.create(
        code=f"91{place.code}MA00000001", name=f"{place}试验培训学校",
        jurisdiction=place, kinds=[BodyKind.TRAINING],
    )  # fmt: skip
    run_id = _run(officer)
    return {
        "user_id": clerk.pk,
        "appointment_id": clerk.appointments.get().pk,
        "body_id": body.pk,
        "run_id": run_id,
        "row": 2,
        "which": "decisions",
        "job_id": Job.objects.filter(jurisdiction=place).latest("id").pk,
        "file_id": FileRecord.objects.filter(jurisdiction=place).latest("id").pk,
        "finding_id": _finding(place).pk,
        "list_id": "huaian-specialties",
        "entry_id": AuditEntry.objects.filter(jurisdiction_code=place.code).latest("id").pk,
        "message_id": _message(officer).pk,
        "event_id": _event(place).pk,
        "todo_id": _todo(officer, place).pk,
        "code": "accounts",
        "batch_id": _batch(officer),
        **_notice(officer, place),
        **_specification(officer),
        "form": "json",
    }


def _specification(officer: User) -> Mapping[str, object]:
    """One with a comment on its text, an expert, and a guide to a version."""
    proposal = specifications.Proposal("小面制作", "中式面点师", "制作小面的能力。", gate=OPEN_GATE)
    one = specifications.specification_propose(actor=officer, proposal=proposal, at=AT)
    comment = specifications.comment_add(
        actor=officer, specification_id=one.pk, version_id=None, path="name", quote="小面制作",
        body="名称是否太宽？", at=AT,
    )  # fmt: skip
    specifications.preparation_advance(
        actor=officer, specification_id=one.pk, way="form_group", at=AT
    )
    expert = specifications.expert_add(
        actor=officer, specification_id=one.pk, text=EXPERTS[1], at=AT
    )
    one.versions.create(
        number=1, revision=one.newest_text, occasion="application", frozen_by=officer, frozen_at=AT
    )
    guide = specifications.guide_add(
        actor=officer, specification_id=one.pk, kind=specifications.GuideKind.HANDBOOK,
        title="手册", author="", at=AT,
    )  # fmt: skip
    return {
        "specification_id": one.pk,
        "comment_id": comment.pk,
        "expert_id": expert.pk,
        "guide_id": guide.pk,
    }


def _batch(officer: User) -> int:
    """An import that is done and has something to give back."""
    sheet = "用户名,姓名,地区代码,角色,起始日\nx,某人,999999,经办人员,2026-01-01\n".encode()
    done = import_upload(actor=officer, code="accounts", name="账号.csv", chunks=[sheet], at=AT)
    import_submit(actor=officer, batch_id=done.batch_id, at=AT)
    execute(Job.objects.latest("id").pk, stopping=lambda: False)
    return done.batch_id


def _run(officer: User) -> int:
    done = api.run_upload(
        actor=officer, pack_id=PACK, name="申领表.csv", chunks=[csv_bytes([claim(1)])], at=AT
    )
    api.run_submit(actor=officer, run_id=done.run_id, at=AT)
    execute(Job.objects.latest("id").pk, stopping=lambda: False)
    return done.run_id


def _finding(place: Jurisdiction) -> ListFinding:
    published = PublishedList.objects.filter(jurisdiction=place, id="huaian-specialties").get()
    return ListFinding.objects.create(
        edition=Edition.objects.get(published=published, is_current=True), row=1,
        severity="warning", code="INVENTED", message="这里有疑问", suggestion="请核对",
    )  # fmt: skip


def _message(to: User) -> Message:
    return message_send(to=to, title="试验消息", body="正文", link="/office/", at=AT)


def _event(place: Jurisdiction) -> Event:
    return Event.objects.create(
        event="test.event", subject_type="x", subject_id="1", jurisdiction=place, at=AT
    )


def _todo(officer: User, place: Jurisdiction) -> Todo:
    return Todo.objects.create(
        kind="test", title="试验待办", subject_type="x", subject_id="1", link="/office/",
        jurisdiction=place, permission=api.VIEW_RUNS.code, state="claimed", assignee=officer,
        claimed_at=AT, raised_by="test", raised_at=AT, due_on=date(2026, 12, 1),
    )  # fmt: skip


def _notice(officer: User, place: Jurisdiction) -> Mapping[str, object]:
    head = make_user(f"head-of-{place.code}", place.code, Administrator)
    notice = notice_draft(
        actor=officer, jurisdiction=place, at=NOTICED,
        text=NoticeText(
            title="试验公示", content="拟列入清单的机构公示如下。", basis="淮人社发〔2024〕22号",
            clause="二", office_name="试验处", office_phone="0517-00000000",
        ),
        table=NoticeTable(["机构名称"], [("a", ["甲培训学校"])]),
    )  # fmt: skip
    notice_submit(actor=officer, notice_id=notice.pk, at=NOTICED)
    notice_review(actor=head, notice_id=notice.pk, at=NOTICED)
    notice_publish(actor=head, notice_id=notice.pk, at=NOTICED)
    receipt = new_receipt()
    objection = objection_submit(
        notice_id=notice.pk, evidence=[], token=form_token(notice.pk, receipt), address="192.0.2.1",
        receipt=receipt, at=NOTICED,
        text=ObjectionText("王某某", "13900000009", "不具备条件。", 1),
    )  # fmt: skip
    return {
        "notice_id": notice.pk,
        "objection_id": objection.pk,
        "attachment_id": 1,
    }
