"""The filter over the trail; it lives in the address, so that a look can be passed on."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from hengji.platform.audit.actions import all_actions
from hengji.platform.audit.queries import SYSTEM_ONLY, Cursor, EntryFilter
from hengji.platform.jurisdictions.models import Jurisdiction

_ANY = ("", "全部")
_CURSOR = re.compile(r"(?P<at>[0-9T:.+-]{20,40})_(?P<id>[0-9]{1,18})")


def _actions() -> list[tuple[str, str]]:
    return [_ANY, *sorted(all_actions().items(), key=lambda one: one[1])]


class FilterForm(forms.Form):
    """What is not understood is treated as no filter."""

    since = forms.DateField(
        label="从", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label="到", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    actor = forms.CharField(label="操作人", required=False, max_length=150)
    action = forms.ChoiceField(label="操作", required=False, choices=_actions)
    subject = forms.CharField(
        label="对象",
        required=False,
        max_length=161,
        widget=forms.TextInput(attrs={"placeholder": "类型:编号"}),
    )
    place = forms.ChoiceField(label="地区", required=False)

    def __init__(self, data: object, places: Sequence[Jurisdiction]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict, which the stubs do not name
        field = self.fields["place"]
        if isinstance(field, forms.ChoiceField):
            named = [(place.code, place.name) for place in places]
            field.choices = [_ANY, *named, (SYSTEM_ONLY, "全系统")]
        self.is_valid()

    @property
    def asked(self) -> EntryFilter:
        """What was understood; days are days in China, the last one included."""
        told = self.cleaned_data
        until = told.get("until")
        return EntryFilter(
            since=_midnight(told.get("since")),
            until=_midnight(until + timedelta(days=1)) if until and until < date.max else None,
            actor=told.get("actor", ""),
            action=told.get("action", ""),
            subject=_subject(told.get("subject", "")),
            place=told.get("place", ""),
        )


def _midnight(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time())) if day else None


def _subject(text: str) -> tuple[str, str] | None:
    kind, colon, number = text.strip().partition(":")
    return (kind, number) if colon else None


def cursor_text(cursor: Cursor | None) -> str:
    """A place in time as it stands in an address."""
    return f"{cursor.at.isoformat()}_{cursor.id}" if cursor else ""


def cursor_of(text: str) -> Cursor | None:
    """The place in time that an address names; None where it names none."""
    found = _CURSOR.fullmatch(text)
    if found is None:
        return None
    try:
        at = parse_datetime(found["at"])
    except ValueError:
        return None
    return Cursor(at, int(found["id"])) if at and timezone.is_aware(at) else None
