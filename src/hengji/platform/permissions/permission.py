"""A permission, and the list of all that were declared."""

from dataclasses import dataclass

from hengji.platform.accounts.roles import Role


@dataclass(frozen=True)
class Permission:
    """One thing that may be done: a code for programs, a Chinese label, and the roles that may."""

    code: str
    label: str
    roles: frozenset[Role]


_declared: dict[str, Permission] = {}


def declare(code: str, label: str, *roles: Role) -> Permission:
    """Make a permission known; declaring one code with two meanings is a mistake in the program."""
    permission = Permission(code, label, frozenset(roles))
    if _declared.setdefault(code, permission) != permission:
        raise ValueError(f"permission {code} is declared twice")
    return permission


def all_permissions() -> tuple[Permission, ...]:
    """Every declared permission, by code."""
    return tuple(_declared[code] for code in sorted(_declared))
