"""What may be done with the site's health."""

from hengji.platform.permissions import declare

VIEW_SYSTEM = declare("system.view", "查看系统状况")
CHECK_SYSTEM = declare("system.check", "检查系统状况")
