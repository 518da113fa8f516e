"""What this package's acts are called in the audit trail, besides those of its states."""

from hengji.platform.audit.actions import declare_action

declare_action("specifications.propose", "提出考核规范立项建议")
declare_action("specifications.edit_proposal", "修改立项建议")
declare_action("specifications.text.save", "保存考核规范文本")
declare_action("specifications.text.freeze", "固定考核规范版本")
declare_action("specifications.comment.add", "提出批注")
declare_action("specifications.comment.answer", "答复批注")
declare_action("specifications.expert.add", "加入专家组成员")
declare_action("specifications.expert.change", "修改专家组成员")
declare_action("specifications.expert.remove", "移出专家组成员")
declare_action("specifications.survey.save", "记录调查和分析")
declare_action("specifications.workshop.save", "记录研讨会")
declare_action("specifications.review.keep", "记录评审意见")
declare_action("specifications.guide.add", "登记教学指导材料")
declare_action("specifications.guide.chapter", "登记教学指导材料的章节")
