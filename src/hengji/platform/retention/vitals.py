"""Whether what is due goes, and whether the site's own days can be."""

from datetime import datetime

from django.conf import settings

from hengji.platform.health.findings import Finding, fault, fine, warning
from hengji.platform.health.registry import check
from hengji.platform.retention.registry import all_rules
from hengji.platform.retention.services import MOST, retention_due


@check("retention", "到期数据的清理")
def retention(at: datetime) -> Finding:
    """What the next night takes away, and what it cannot manage."""
    rules = {rule.code: rule for rule in all_rules()}
    unknown = sorted(settings.KEEP_DAYS.keys() - rules.keys())
    if unknown:
        return fault(
            "HENGJI_KEEP_DAYS 中没有这样的数据：" + "、".join(unknown),
            "可用的代码：" + "、".join(rules) + "。",
        )
    short = [
        f"{rules[code].label}至少 {rules[code].least} 天"
        for code, days in sorted(settings.KEEP_DAYS.items())
        if days < rules[code].least
    ]
    if short:
        return fault("HENGJI_KEEP_DAYS 中的天数太少：" + "；".join(short), "请改正后重启。")
    due = retention_due(at=at)
    behind = [one.rule.label for one in due if one.is_behind]
    if behind:
        return warning(
            f"到期未清理的超过 {MOST:,} 条：" + "、".join(behind),
            "请确认后台进程在夜间运行；也可运行 hengji retention --run，直到清理完。",
        )
    return fine(f"到期 {sum(one.rows for one in due):,} 条，今夜清理")
