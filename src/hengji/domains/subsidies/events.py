"""What this domain tells."""

from hengji.platform.outbox.registry import declare_event

RUN_DONE = declare_event("subsidies.run_done", "补贴核定完成")
CLAIM_RELEASED = declare_event("subsidies.claim_released", "解除申领的暂缓")
