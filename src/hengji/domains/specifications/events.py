"""What this domain tells."""

from hengji.platform.outbox.registry import declare_event

PROMULGATED = declare_event("specifications.promulgated", "考核规范已颁布")
IN_FORCE = declare_event("specifications.in_force", "考核规范开始推行")
WITHDRAWN = declare_event("specifications.withdrawn", "考核规范已废止")
