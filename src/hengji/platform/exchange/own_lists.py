"""The lists of the platform itself: jobs and accounts out, accounts in."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone

from hengji.core.rules.values import Kind
from hengji.platform.accounts.errors import UsernameTakenError
from hengji.platform.accounts.models import User
from hengji.platform.accounts.queries import AccountFilter, account_owners, accounts_matching
from hengji.platform.accounts.rules import MANAGE_ACCOUNTS, VIEW_ACCOUNTS
from hengji.platform.accounts.services.accounts import account_create
from hengji.platform.accounts.services.appointments import appointment_grant
from hengji.platform.errors import HengjiError
from hengji.platform.exchange.columns import Column
from hengji.platform.exchange.exports import (
    ExportColumn,
    ExportSpec,
    Filters,
    Rows,
    declare_export,
)
from hengji.platform.exchange.imports import (
    ImportSpec,
    RowFault,
    SheetRow,
    Values,
    declare_import,
)
from hengji.platform.jobs.kinds import kind_of
from hengji.platform.jobs.models import Job
from hengji.platform.jobs.queries import JobFilter, jobs_matching
from hengji.platform.jobs.rules import VIEW_JOBS
from hengji.platform.jobs.states import State
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.roles import grantable_roles, role_label


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M:%S}" if at else ""


def _jobs(actor: User, filters: Filters) -> Rows:
    asked = JobFilter(
        state=filters.get("state", ""),
        kind=filters.get("kind", ""),
        title=filters.get("title", ""),
        mine="mine" in filters,
    )
    found = jobs_matching(actor, asked)
    return Rows(found.count(), found.iterator(1000))


def _kind_label(job: Job) -> str:
    try:
        return kind_of(job.kind).label
    except KeyError:  # an earlier version's
        return job.kind


JOBS = declare_export(
    ExportSpec(
        code="jobs",
        label="后台任务",
        permission=VIEW_JOBS,
        columns=(
            ExportColumn("任务编号", lambda job: job.pk),
            ExportColumn("种类", _kind_label),
            ExportColumn("事项", lambda job: job.title),
            ExportColumn("状态", lambda job: job.status.label),
            ExportColumn("地区", lambda job: str(job.jurisdiction)),
            ExportColumn("提交人", lambda job: str(job.actor)),
            ExportColumn("提交时间", lambda job: _moment(job.created_at)),
            ExportColumn("开始时间", lambda job: _moment(job.started_at)),
            ExportColumn("结束时间", lambda job: _moment(job.finished_at)),
            ExportColumn("执行次数", lambda job: job.attempt),
            ExportColumn("进展", lambda job: job.message),
            ExportColumn("错误", lambda job: job.error),
        ),
        rows=_jobs,
        filters={"state": "状态", "kind": "种类", "title": "事项", "mine": "只看我提交的"},
        words={"state": dict(State.choices), "mine": {"on": "是"}},
    )
)


def _accounts(actor: User, filters: Filters) -> Rows:
    found = accounts_matching(actor, AccountFilter(**filters))
    return Rows(found.count(), found.iterator(500))


def _appointments(user: User) -> str:
    return "；".join(
        f"{role_label(one.role)}（{one.body or one.place}，{one.since}至{one.until or '今'}）"
        for one in user.appointments.all()
    )


ACCOUNTS_OUT = declare_export(
    ExportSpec(
        code="accounts",
        label="账号与任职",
        permission=VIEW_ACCOUNTS,
        columns=(
            ExportColumn("用户名", lambda user: user.username, is_code=True),
            ExportColumn("姓名", lambda user: user.display_name),
            ExportColumn("地区代码", lambda user: user.jurisdiction_id, is_code=True),
            ExportColumn("地区", lambda user: str(user.jurisdiction or "")),
            ExportColumn("机构", lambda user: str(user.body or "")),
            ExportColumn("任职", _appointments),
            ExportColumn("状态", lambda user: "在用" if user.is_active else "停用"),
        ),
        rows=_accounts,
        filters={"name": "姓名或用户名", "place": "地区", "role": "角色", "state": "状态"},
        words={"state": {"open": "在用", "closed": "停用"}},
    )
)


def _roles() -> Mapping[str, str]:
    return {role.label: role.code for role in grantable_roles()}


def _check_accounts(actor: User, rows: Sequence[SheetRow]) -> Iterable[RowFault]:
    """What can be told before: an unknown place, and a user name that is another's."""
    wanted = {str(row.values["place"]) for row in rows}
    known = set(Jurisdiction.objects.filter(code__in=wanted).values_list("code", flat=True))
    taken = account_owners(actor, [str(row.values["username"]) for row in rows])
    for row in rows:
        place, username = str(row.values["place"]), str(row.values["username"])
        if place not in known:
            yield RowFault(row.number, "place", f"没有区划代码为“{place}”的地区。")
        elif taken.get(username.upper(), row.values["display_name"]) != row.values["display_name"]:
            yield RowFault(row.number, "username", UsernameTakenError(username).message)


def _apply_account(*, actor: User, values: Values, at: datetime) -> None:
    """Open the account where there is none yet, and appoint it."""
    username, place, since = str(values["username"]), str(values["place"]), values["since"]
    until = values["until"]
    if not isinstance(since, date) or not (until is None or isinstance(until, date)):
        raise HengjiError("DATE_WRONG", "起止日期不是日期。", field="since")
    user = User.objects.visible_to(actor, MANAGE_ACCOUNTS).filter(username__iexact=username).first()
    if user is None:
        user = account_create(
            actor=actor,
            username=username,
            display_name=str(values["display_name"]),
            place=place,
            roles=(),
            email=str(values["email"] or ""),
            at=at,
        )
    elif user.display_name != values["display_name"]:
        raise UsernameTakenError(username)
    appointment_grant(
        actor=actor,
        user_id=user.pk,
        role=str(values["role"]),
        place=place,
        since=since,
        until=until,
        at=at,
    )


ACCOUNTS_IN = declare_import(
    ImportSpec(
        code="accounts",
        label="账号与任职",
        permission=MANAGE_ACCOUNTS,
        columns=(
            Column(
                "username",
                "用户名",
                required=True,
                help="登录用，字母、数字或拼音；已有的用户名只增加任职",
                example="zhangsan",
            ),
            Column("display_name", "姓名", required=True, example="张三"),
            Column(
                "place",
                "地区代码",
                required=True,
                is_code=True,
                help="六位行政区划代码",
                example="320812",
            ),
            Column("role", "角色", Kind.CHOICE, required=True, choices=_roles),
            Column("since", "起始日", Kind.DATE, required=True),
            Column("until", "截止日", Kind.DATE, help="长期任职的留空"),
            Column("email", "电子邮箱", personal=True, help="用于发送邀请"),
        ),
        key=("username", "role", "place", "since"),
        check=_check_accounts,
        apply=_apply_account,
    )
)
