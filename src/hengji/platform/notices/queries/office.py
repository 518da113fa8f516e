"""Notices and objections for the staff: never more than where the actor may see them."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias, TypedDict

from django.core.paginator import Page
from django.db.models import Count, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from hengji.platform.accounts.models import User
from hengji.platform.notices.errors import NoSuchNoticeError, NoSuchObjectionError
from hengji.platform.notices.models import Objection, PublicNotice
from hengji.platform.notices.models.objections import WAITING_FIRST
from hengji.platform.notices.rules import ANSWER_OBJECTIONS, VIEW_NOTICES
from hengji.platform.notices.states import ANSWERED, ObjectionState, State
from hengji.platform.paging import ListPaginator
from hengji.platform.permissions import require

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

PER_PAGE = 20


class Tally(TypedDict):
    """How many objections a notice has, and how many of them wait for an answer."""

    objected: int
    unanswered: int


Listed: TypeAlias = "WithAnnotations[PublicNotice, Tally]"


@dataclass(frozen=True)
class NoticeFilter:
    """What the list is narrowed to; an empty value is no filter."""

    text: str = ""
    state: str = ""


def notices_page(actor: User, asked: NoticeFilter, page: str) -> "Page[Listed]":
    """The notices that the actor may see, with how many objections each has open."""
    found = (
        _visible(actor)
        .defer("content")
        .annotate(objected=_objected(), unanswered=_objected(state=ObjectionState.OPEN))
    )
    if asked.state in State.values:
        found = found.filter(state=asked.state)
    if asked.text:
        found = found.filter(title__icontains=asked.text)
    return ListPaginator(found.order_by("-id"), PER_PAGE).get_page(page)


def _objected(**asked: str) -> Coalesce:
    """Counted for each notice that is shown, and not for all that there are before."""
    found = Objection.objects.filter(notice=OuterRef("pk"), **asked).order_by().values("notice")
    return Coalesce(Subquery(found.values(number=Count("pk"))), 0)


def notice_get(actor: User, notice_id: int) -> PublicNotice:
    """One notice with everyone who had a hand in it. Raises `NoSuchNoticeError`."""
    notice = _visible(actor).filter(pk=notice_id).first()
    if notice is None:
        raise NoSuchNoticeError
    return notice


def notice_on(subject: Model) -> PublicNotice | None:
    """The latest notice on a subject that was not given up, for the page of the subject."""
    return (
        PublicNotice.objects.filter(
            subject_type=subject._meta.label_lower, subject_id=str(subject.pk)
        )
        .exclude(state=State.WITHDRAWN)
        .first()
    )


@dataclass(frozen=True)
class ObjectionFilter:
    """``due``: open, overdue or answered; empty for all."""

    due: str = ""


def objections_page(
    actor: User, asked: ObjectionFilter, page: str, at: datetime
) -> "Page[Objection]":
    """Objections that the actor may answer, those due first."""
    found = _objections(actor)
    if asked.due == "open":
        found = found.filter(state=ObjectionState.OPEN)
    elif asked.due == "overdue":
        found = found.filter(state=ObjectionState.OPEN, due_on__lt=timezone.localdate(at))
    elif asked.due == "answered":
        found = found.filter(state__in=ANSWERED)
    return ListPaginator(found.order_by(*WAITING_FIRST), PER_PAGE).get_page(page)


def objection_get(actor: User, objection_id: int) -> Objection:
    """One objection. Raises `NoSuchObjectionError`."""
    found = _objections(actor).filter(pk=objection_id).first()
    if found is None:
        raise NoSuchObjectionError
    return found


def objections_of(actor: User, notice: PublicNotice) -> list[Objection]:
    """The objections to one notice, as far as the actor may see them."""
    if not actor.appointments_with(ANSWER_OBJECTIONS):
        return []
    return list(_objections(actor).filter(notice=notice).order_by("id"))


def _visible(actor: User) -> "QuerySet[PublicNotice]":
    require(actor, VIEW_NOTICES, None)
    return PublicNotice.objects.visible_to(actor, VIEW_NOTICES).select_related(
        "jurisdiction", "drafted_by", "reviewed_by", "published_by", "corrects"
    )


def _objections(actor: User) -> "QuerySet[Objection]":
    require(actor, ANSWER_OBJECTIONS, None)
    return Objection.objects.visible_to(actor, ANSWER_OBJECTIONS).select_related(
        "notice", "jurisdiction", "row", "answered_by"
    )
