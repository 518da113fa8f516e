"""What may be done with events."""

from hengji.platform.permissions import declare

VIEW_EVENTS = declare("outbox.view", "查看事件")
REPLAY_EVENTS = declare("outbox.replay", "重新投递事件")
