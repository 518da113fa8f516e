"""What may be done, and the roles that may: a permission is declared, a role is a class.

A package declares its permissions beside what they guard; the roles stand together in one module
of the site's configuration (``settings.ROLES_MODULE``), so that who may do what is read in one
place. An account holds a role through an appointment, at a place and for a time.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Permission:
    """One thing that may be done: a code for programs, and a Chinese label."""

    code: str
    label: str


_declared: dict[str, Permission] = {}


def declare(code: str, label: str) -> Permission:
    """Make a permission known; declaring one code with two meanings is a mistake in the program."""
    permission = Permission(code, label)
    if _declared.setdefault(code, permission) != permission:
        raise ValueError(f"permission {code} is declared twice")
    return permission


def all_permissions() -> tuple[Permission, ...]:
    """Every declared permission, by code."""
    return tuple(_declared[code] for code in sorted(_declared))


class Role:
    """Base of every role. A subclass is a role by being written; its code must be its own."""

    code: ClassVar[str]
    label: ClassVar[str]
    description: ClassVar[str]
    permissions: ClassVar[frozenset[Permission]] = frozenset()
    excludes: ClassVar[frozenset[str]] = frozenset()
    """Codes of roles that the same account may not hold at the same time."""
    grantable: ClassVar[bool] = True
    """Whether a person may grant it; else the command line alone, which the server's owner runs."""
    only_at: ClassVar[str] = ""
    """The level of place at which alone the role is granted; empty for any."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if _roles.setdefault(cls.code, cls) is not cls:
            raise ValueError(f"role {cls.code} is written twice")


_roles: dict[str, type[Role]] = {}


def all_roles() -> tuple[type[Role], ...]:
    """Every role, in the order in which they were written."""
    return tuple(_roles.values())


def grantable_roles() -> tuple[type[Role], ...]:
    """The roles that a person may grant, for the forms' choices."""
    return tuple(role for role in all_roles() if role.grantable)


def role_named(code: str) -> type[Role] | None:
    """The role of this code; None for one that an earlier version knew."""
    return _roles.get(code)


def role_label(code: str) -> str:
    """The role's Chinese label, or the bare code of one that is no more."""
    role = role_named(code)
    return role.label if role else code


def role_holds(code: str, permission: Permission) -> bool:
    """Whether the role of this code has the permission; an unknown role has none."""
    role = role_named(code)
    return role is not None and permission in role.permissions
