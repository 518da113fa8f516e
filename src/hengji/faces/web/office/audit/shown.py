"""An entry as the pages show it: labels for codes, and what changed side by side."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from hengji.platform.audit.actions import action_label
from hengji.platform.audit.models import AuditEntry
from hengji.platform.jurisdictions.models import Jurisdiction


@dataclass(frozen=True)
class ShownEntry:
    """One row of the list."""

    entry: AuditEntry
    action: str
    subject_kind: str
    place: str


@dataclass(frozen=True)
class Change:
    """One field before and after."""

    name: str
    before: str
    after: str

    @property
    def differs(self) -> bool:
        return self.before != self.after


def shown_entries(entries: Iterable[AuditEntry]) -> list[ShownEntry]:
    """Entries with their words; the divisions' names are asked for at once."""
    found = list(entries)
    names = dict(
        Jurisdiction.objects.filter(
            code__in={entry.jurisdiction_code for entry in found}
        ).values_list("code", "name")
    )
    return [
        ShownEntry(
            entry,
            action_label(entry.action),
            subject_label(entry.subject_type),
            names.get(entry.jurisdiction_code, entry.jurisdiction_code or "全系统"),
        )
        for entry in found
    ]


def subject_label(kind: str) -> str:
    """What a model is called; its own code where it is no longer part of the program."""
    try:
        return str(apps.get_model(kind)._meta.verbose_name)
    except (LookupError, ValueError):
        return kind


def changes(entry: AuditEntry) -> list[Change]:
    """Every field that the entry tells of, as it was and as it became."""
    before, after = _fields(entry.before), _fields(entry.after)
    return [
        Change(name, before.get(name, ""), after.get(name, ""))
        for name in dict.fromkeys((*before, *after))
    ]


def _fields(value: Any) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        return {"": _text(value)}
    return {str(name): _text(one) for name, one in value.items()}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
