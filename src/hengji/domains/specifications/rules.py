"""What may be done with assessment specifications. Those in force everyone may read."""

from hengji.platform.permissions import declare

VIEW_SPECIFICATIONS = declare("specifications.view_specifications", "查看考核规范")
HANDLE_SPECIFICATIONS = declare("specifications.handle_specifications", "办理考核规范开发")
WRITE_SPECIFICATIONS = declare("specifications.write_specifications", "编写考核规范")
COMMENT_SPECIFICATIONS = declare("specifications.comment_specifications", "批注考核规范")
# 000 规程 四 第五; 001 一(二): the province reviews, and nobody below it.
REVIEW_SPECIFICATIONS = declare("specifications.review_specifications", "论证评审和技术初审")
APPROVE_SPECIFICATIONS = declare("specifications.approve_specifications", "最后审定考核规范")
PROMULGATE_SPECIFICATIONS = declare(
    "specifications.promulgate_specifications", "备案和颁布考核规范"
)
# 001 一(四): the centre of the province or the city that the project was approved by.
PILOT_SPECIFICATIONS = declare("specifications.pilot_specifications", "组织试点和推行")
