"""The menus: each package of pages adds its own entries in its ``AppConfig.ready``."""

from dataclasses import dataclass
from enum import Enum, auto

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from hengji.platform.accounts.models import User
from hengji.platform.permissions import Permission, allowed


class Face(Enum):
    """Whose menu: the public's at the top of the portal, or the staff's at the office's left."""

    PORTAL = auto()
    OFFICE = auto()


@dataclass(frozen=True)
class MenuEntry:
    """One link; entries of one ``group`` stand together, the lowest ``order`` first."""

    face: Face
    label: str
    url_name: str
    group: str = ""
    permission: Permission | None = None
    description: str = ""
    order: int = 100


@dataclass(frozen=True)
class MenuLink:
    """An entry as one user sees it on one page."""

    label: str
    url: str
    description: str
    current: bool


_entries: list[MenuEntry] = []


def register(entry: MenuEntry) -> None:
    """Add an entry once, however often the app that owns it is made ready."""
    if entry not in _entries:
        _entries.append(entry)


def menu_for(face: Face, user: User | AnonymousUser, path: str) -> list[tuple[str, list[MenuLink]]]:
    """The entries that this user's roles open, by group; the one ``path`` lies in is marked."""
    shown = [
        (entry, reverse(entry.url_name))
        for entry in sorted(_entries, key=lambda entry: entry.order)
        if entry.face is face and (entry.permission is None or allowed(user, entry.permission))
    ]
    current = max((url for _, url in shown if _lies_in(path, url)), key=len, default="")
    groups: dict[str, list[MenuLink]] = {}
    for entry, url in shown:
        link = MenuLink(entry.label, url, entry.description, url == current)
        groups.setdefault(entry.group, []).append(link)
    return list(groups.items())


def _lies_in(path: str, url: str) -> bool:
    """Whether the page belongs to that entry; a face's first page is above all others."""
    first = url in {"/", reverse("office:home")}
    return path == url if first else path.startswith(url)
