"""What this domain tells."""

from hengji.platform.outbox.registry import declare_event

FINDING_SETTLED = declare_event(
    "catalogues.finding_settled",
    "目录疑点已处理",
    for_record="who settled it knows, and nobody waits for it: its todo ends of itself",
)
FINDING_REOPENED = declare_event("catalogues.finding_reopened", "目录疑点重新打开")
