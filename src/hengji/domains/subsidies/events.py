"""What this domain tells."""

from hengji.platform.outbox.registry import declare_event

RUN_DONE = declare_event("subsidies.run_done", "补贴核定完成")
