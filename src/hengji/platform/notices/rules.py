"""What may be done with public notices. Published ones everyone may read, signed in or not."""

from hengji.platform.permissions import declare

VIEW_NOTICES = declare("notices.view_notices", "查看公示")
DRAFT_NOTICES = declare("notices.draft_notices", "拟制公示")
REVIEW_NOTICES = declare("notices.review_notices", "审核公示")
PUBLISH_NOTICES = declare("notices.publish_notices", "发布和撤回公示")
ANSWER_OBJECTIONS = declare("notices.answer_objections", "答复异议")
REVEAL_OBJECTOR = declare("notices.reveal_objector", "查看异议人姓名和联系方式")
