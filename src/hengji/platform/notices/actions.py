"""What this package's acts are called in the audit trail."""

from hengji.platform.audit.actions import declare_action
from hengji.platform.notices.states import NOTICE, OBJECTION

declare_action("notices.notice.draft", "拟制公示")
declare_action("notices.notice.edit", "修改公示草稿")
declare_action("notices.notice.fill", "生成公示名单")
declare_action("notices.notice.attach", "添加公示附件")
declare_action("notices.notice.detach", "移除公示附件")
for table in (NOTICE, OBJECTION):
    for way in table.transitions:
        declare_action(f"{table.code}.{way.code}", way.label)
