"""The filter over events."""

from django import forms

from hengji.platform.outbox.queries import EventFilter
from hengji.platform.outbox.registry import all_events, all_receivers, label_of
from hengji.platform.outbox.states import Stage

_ANY = ("", "全部")


def _events() -> list[tuple[str, str]]:
    return [_ANY, *all_events()]


def _receivers() -> list[tuple[str, str]]:
    """With the event: several events tell the same person, each by a receiver of its own."""
    told = ((one.name, f"{label_of(one.event)}：{one.label}") for one in all_receivers())
    return [_ANY, *told]


class FilterForm(forms.Form):
    """What is not understood is treated as no filter."""

    stage = forms.ChoiceField(label="投递状态", required=False, choices=[_ANY, *Stage.choices])
    event = forms.ChoiceField(label="事件", required=False, choices=_events)
    receiver = forms.ChoiceField(label="接收者", required=False, choices=_receivers)
    before = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: object) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict, which the stubs do not name
        self.is_valid()

    @property
    def asked(self) -> EventFilter:
        """What was understood."""
        told = self.cleaned_data
        return EventFilter(
            stage=told.get("stage", ""),
            event=told.get("event", ""),
            receiver=told.get("receiver", ""),
            before=told.get("before"),
        )
