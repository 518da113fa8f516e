"""What may be done with bodies."""

from hengji.platform.roles import declare

VIEW_BODIES = declare("bodies.view", "查看机构")
MANAGE_BODIES = declare("bodies.manage", "管理机构")
