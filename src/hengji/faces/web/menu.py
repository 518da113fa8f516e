"""The office's menu: each package of pages adds its own entries in its ``AppConfig.ready``."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from hengji.platform.accounts.models import User
from hengji.platform.permissions import Permission, allowed


@dataclass(frozen=True)
class MenuEntry:
    """One line of the left menu; entries of one ``group`` stand together, by ``order``."""

    group: str
    label: str
    url_name: str
    permission: Permission | None = None
    description: str = ""
    order: int = 100


_entries: list[MenuEntry] = []


def register(entry: MenuEntry) -> None:
    """Add an entry once, however often the app that owns it is made ready."""
    if entry not in _entries:
        _entries.append(entry)


def menu_for(user: User | AnonymousUser) -> dict[str, list[MenuEntry]]:
    """The entries that this user's roles open, by group, in the groups' order of appearance."""
    groups: dict[str, list[MenuEntry]] = {}
    for entry in sorted(_entries, key=lambda e: e.order):
        if entry.permission is None or allowed(user, entry.permission):
            groups.setdefault(entry.group, []).append(entry)
    return groups
