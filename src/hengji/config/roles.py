"""Who may do what: every role, and the permissions that it holds.

The table role × permission in docs/reference/permissions.md and on the page 角色与权限 is this
module, read by a program. System, business and audit are three hands (等保三级 三权分立): who runs
the system grants no role, and who audits does no business; ``excludes`` keeps them apart.
"""

from hengji.domains.catalogues import rules as catalogues
from hengji.domains.specifications import rules as specifications
from hengji.domains.subsidies import rules as subsidies
from hengji.platform.accounts import rules as accounts
from hengji.platform.audit import rules as audit
from hengji.platform.health import rules as health
from hengji.platform.jobs import rules as jobs
from hengji.platform.jurisdictions import rules as bodies
from hengji.platform.jurisdictions.models import Level
from hengji.platform.notices import rules as notices
from hengji.platform.outbox import rules as outbox
from hengji.platform.roles import Role
from hengji.platform.statistics import VIEW_STATISTICS
from hengji.platform.workdays import rules as workdays


class Administrator(Role):
    code = "administrator"
    label = "管理员"
    description = "管理本辖区的账号、任职与业务设置，办理和复核各项业务。"
    permissions = frozenset(
        {
            accounts.VIEW_ACCOUNTS,
            accounts.MANAGE_ACCOUNTS,
            accounts.VIEW_ROLES,
            bodies.VIEW_BODIES,
            bodies.MANAGE_BODIES,
            catalogues.VIEW_FINDINGS,
            catalogues.SETTLE_FINDINGS,
            jobs.VIEW_JOBS,
            outbox.VIEW_EVENTS,
            outbox.REPLAY_EVENTS,
            notices.VIEW_NOTICES,
            notices.DRAFT_NOTICES,
            notices.REVIEW_NOTICES,
            notices.PUBLISH_NOTICES,
            notices.ANSWER_OBJECTIONS,
            notices.REVEAL_OBJECTOR,
            specifications.VIEW_SPECIFICATIONS,
            specifications.HANDLE_SPECIFICATIONS,
            specifications.WRITE_SPECIFICATIONS,
            specifications.COMMENT_SPECIFICATIONS,
            specifications.PILOT_SPECIFICATIONS,
            VIEW_STATISTICS,
            subsidies.VIEW_RUNS,
            subsidies.HANDLE_RUNS,
            subsidies.CONFIRM_RUNS,
            subsidies.DOWNLOAD_WORKBOOK,
            subsidies.REVEAL_IDENTITY,
            workdays.MANAGE_CALENDAR,
        }
    )


class Clerk(Role):
    code = "clerk"
    label = "经办人员"
    description = "办理本辖区的业务：导入名册、核对申领、处理目录疑点。"
    permissions = frozenset(
        {
            bodies.VIEW_BODIES,
            catalogues.VIEW_FINDINGS,
            catalogues.SETTLE_FINDINGS,
            jobs.VIEW_JOBS,
            notices.VIEW_NOTICES,
            notices.DRAFT_NOTICES,
            notices.ANSWER_OBJECTIONS,
            specifications.VIEW_SPECIFICATIONS,
            specifications.HANDLE_SPECIFICATIONS,
            specifications.WRITE_SPECIFICATIONS,
            specifications.COMMENT_SPECIFICATIONS,
            specifications.PILOT_SPECIFICATIONS,
            VIEW_STATISTICS,
            subsidies.VIEW_RUNS,
            subsidies.HANDLE_RUNS,
            subsidies.DOWNLOAD_WORKBOOK,
        }
    )


class Reviewer(Role):
    code = "reviewer"
    label = "复核人员"
    description = "复核核定结果，审核并发布公示；自己核定或拟稿的，须由另一人办理。"
    permissions = frozenset(
        {
            jobs.VIEW_JOBS,
            notices.VIEW_NOTICES,
            notices.REVIEW_NOTICES,
            notices.PUBLISH_NOTICES,
            notices.ANSWER_OBJECTIONS,
            specifications.VIEW_SPECIFICATIONS,
            specifications.COMMENT_SPECIFICATIONS,
            VIEW_STATISTICS,
            subsidies.VIEW_RUNS,
            subsidies.CONFIRM_RUNS,
            subsidies.DOWNLOAD_WORKBOOK,
        }
    )


class Auditor(Role):
    code = "auditor"
    label = "审计人员"
    description = "查看本辖区的全部记录与审计日志，不办理业务。"
    permissions = frozenset(
        {
            accounts.VIEW_ACCOUNTS,
            accounts.VIEW_ROLES,
            audit.VIEW_AUDIT,
            audit.EXPORT_AUDIT,
            catalogues.VIEW_FINDINGS,
            jobs.VIEW_JOBS,
            notices.VIEW_NOTICES,
            outbox.VIEW_EVENTS,
            specifications.VIEW_SPECIFICATIONS,
            VIEW_STATISTICS,
            subsidies.VIEW_RUNS,
        }
    )
    excludes = frozenset({"administrator", "clerk", "operator", "reviewer"})


class SystemOperator(Role):
    code = "operator"
    label = "系统运维人员"
    description = "看护系统运行：任务、事件、健康检查与备份；不办理业务，也不授权。"
    permissions = frozenset(
        {
            jobs.VIEW_JOBS,
            outbox.VIEW_EVENTS,
            outbox.REPLAY_EVENTS,
            health.VIEW_SYSTEM,
            health.CHECK_SYSTEM,
        }
    )
    excludes = frozenset({"auditor"})
    # Its permissions are the whole system's, whatever the place: no division may hand them out.
    grantable = False


class BodyOfficer(Role):
    code = "body_officer"
    label = "机构经办人"
    description = "代表考核评价机构或培训机构办理本机构的业务，只看到本机构的记录。"
    permissions = frozenset(
        {
            specifications.VIEW_SPECIFICATIONS,
            specifications.HANDLE_SPECIFICATIONS,
            specifications.WRITE_SPECIFICATIONS,
            specifications.COMMENT_SPECIFICATIONS,
        }
    )


class SpecificationAuthor(Role):
    code = "specification_author"
    label = "规范编写专家"
    description = "专家工作组成员：编写和批注本地区或本机构的考核规范，答复批注。"
    permissions = frozenset(
        {
            specifications.VIEW_SPECIFICATIONS,
            specifications.WRITE_SPECIFICATIONS,
            specifications.COMMENT_SPECIFICATIONS,
        }
    )


class TechnicalReviewer(Role):
    code = "technical_reviewer"
    label = "技术审查人员"
    description = "组织专家论证评审，对考核规范作技术初审；申请开发的须由另一人初审。"
    only_at = Level.PROVINCE
    permissions = frozenset(
        {
            specifications.VIEW_SPECIFICATIONS,
            specifications.COMMENT_SPECIFICATIONS,
            specifications.REVIEW_SPECIFICATIONS,
        }
    )


class FinalReviewer(Role):
    code = "final_reviewer"
    label = "审定专家"
    description = "业内权威人士，对通过初审的考核规范作最后审定；初审人须由另一人审定。"
    only_at = Level.PROVINCE
    permissions = frozenset(
        {
            specifications.VIEW_SPECIFICATIONS,
            specifications.COMMENT_SPECIFICATIONS,
            specifications.APPROVE_SPECIFICATIONS,
        }
    )


class Promulgator(Role):
    code = "promulgator"
    label = "颁布人员"
    description = "办理考核规范的备案、颁布和废止；最后审定人须由另一人颁布。"
    only_at = Level.PROVINCE
    permissions = frozenset(
        {
            specifications.VIEW_SPECIFICATIONS,
            specifications.PROMULGATE_SPECIFICATIONS,
            specifications.PILOT_SPECIFICATIONS,
        }
    )


class Person(Role):
    code = "person"
    label = "个人"
    description = "考生、学员等个人，只看到自己的记录。"
