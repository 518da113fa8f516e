"""What may be done with the working calendar; everyone signed in may look at it."""

from hengji.platform.permissions import declare

MANAGE_CALENDAR = declare("calendar.manage", "维护工作日历")
