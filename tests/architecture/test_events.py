"""Nothing is told to nobody: each event has a receiver, or says why it needs none."""

from hengji.platform.outbox.registry import all_events, receivers_of, why_unreceived


def test_every_event_is_received_or_says_why_not() -> None:
    told = {code for code, _ in all_events() if not code.startswith("test.")}
    received = {code for code in told if receivers_of(code)}
    for_record = {code for code in told if why_unreceived(code)}
    assert not told - received - for_record, "nobody receives these, and nothing says why"
    assert not received & for_record, "somebody receives these after all"
