"""The lists of the catalogues that can be taken out."""

from hengji.domains.catalogues.models import FindingState, Severity, SkillKind
from hengji.domains.catalogues.queries.findings import (
    FindingFilter,
    FindingRow,
    findings_count,
    findings_matching,
)
from hengji.domains.catalogues.queries.search import MOST, Filters, every_hit
from hengji.domains.catalogues.queries.values import EntryRow
from hengji.domains.catalogues.rules import VIEW_FINDINGS
from hengji.platform.accounts.models import User
from hengji.platform.errors import HengjiError
from hengji.platform.exchange.exports import (
    ExportColumn,
    ExportSpec,
    Rows,
    declare_export,
)
from hengji.platform.exchange.exports import Filters as Query


def _findings(actor: User, filters: Query) -> Rows:
    asked = FindingFilter(
        list_id=filters.get("list", ""),
        severity=filters.get("severity", ""),
        code=filters.get("code", ""),
        state=filters.get("state", ""),
    )
    return Rows(findings_count(actor, asked), findings_matching(actor, asked))


def _settled(row: FindingRow) -> str:
    return f"{row.settled_at:%Y-%m-%d}" if row.settled_at else ""


FINDINGS = declare_export(
    ExportSpec(
        code="catalogues.findings",
        label="目录疑点",
        permission=VIEW_FINDINGS,
        columns=(
            ExportColumn("目录", lambda row: row.list_title),
            ExportColumn("地区", lambda row: row.place),
            ExportColumn("版本", lambda row: row.edition),
            ExportColumn("行", lambda row: row.row),
            ExportColumn("程度", lambda row: row.severity_label),
            ExportColumn("代码", lambda row: row.code),
            ExportColumn("疑点", lambda row: row.message),
            ExportColumn("建议", lambda row: row.suggestion),
            ExportColumn("原文", lambda row: row.raw),
            ExportColumn("状态", lambda row: row.state_label),
            ExportColumn("结论", lambda row: row.resolution_label),
            ExportColumn("理由", lambda row: row.reason),
            ExportColumn("处理人", lambda row: row.settled_by),
            ExportColumn("处理日期", _settled),
        ),
        rows=_findings,
        filters={"list": "目录", "severity": "程度", "state": "状态", "code": "疑点代码"},
        words={"severity": dict(Severity.choices), "state": dict(FindingState.choices)},
    )
)


def _hits(actor: User, filters: Query) -> Rows:
    level = filters.get("level", "")
    kind = filters.get("kind", "")
    wanted = Filters(
        kind=kind if kind in SkillKind.values else "",
        list_id=filters.get("list", ""),
        place=filters.get("place", ""),
        rate_class=filters.get("rate_class", ""),
        level=int(level) if level in {"1", "2", "3", "4", "5"} else None,
        mark=filters.get("mark", ""),
        starred="starred" in filters,
        tag=filters.get("tag", ""),
    )
    found = every_hit(text=filters.get("q", ""), filters=wanted)
    if found is None:
        raise HengjiError(
            "TOO_MANY_HITS", f"结果超过 {MOST} 条；请再加几个字或筛选条件，或到目录页整份下载。"
        )
    return Rows(len(found), found)


def _marks(row: EntryRow) -> str:
    return f"{row.marks}{'*' if row.starred else ''}"


HITS = declare_export(
    ExportSpec(
        code="catalogues.search",
        label="目录查询结果",
        permission=VIEW_FINDINGS,
        columns=(
            ExportColumn("编码", lambda row: row.code, is_code=True),
            ExportColumn("名称", lambda row: row.name),
            ExportColumn("工种", lambda row: row.scope),
            ExportColumn("标记", _marks),
            ExportColumn("类别", lambda row: row.rate_class),
            ExportColumn("等级", lambda row: "、".join(map(str, row.levels))),
            ExportColumn("曾用名", lambda row: "、".join(row.old_names)),
            ExportColumn("职业领域", lambda row: row.occupation),
            ExportColumn("能力定义", lambda row: row.definition),
            ExportColumn("地区", lambda row: row.place),
            ExportColumn("目录", lambda row: row.list_title),
            ExportColumn("行", lambda row: row.row),
        ),
        rows=_hits,
        filters={
            "q": "名称或编码",
            "kind": "类型",
            "list": "目录",
            "place": "地区",
            "level": "等级",
            "rate_class": "类别",
            "mark": "标记",
            "tag": "标签",
            "starred": "只看带*的职业",
        },
        words={"kind": dict(SkillKind.choices), "starred": {"on": "是"}},
    )
)
