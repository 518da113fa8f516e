"""Who may do what, and where.

A domain declares its permissions in its ``rules.py`` and names the roles that hold each; a service
calls `require` first of all. Someone else's record does not exist for the asker: 404, not 403.
"""

from hengji.platform.permissions.checks import allowed, require, require_permission
from hengji.platform.permissions.permission import Permission, all_permissions, declare

__all__ = [
    "Permission",
    "all_permissions",
    "allowed",
    "declare",
    "require",
    "require_permission",
]
