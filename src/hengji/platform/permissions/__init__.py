"""May this account do this here? Asked first of all by every service.

Someone else's record does not exist for the asker: 404, not 403.
"""

from hengji.platform.permissions.checks import allowed, require, require_permission
from hengji.platform.roles import Permission, all_permissions, declare

__all__ = [
    "Permission",
    "all_permissions",
    "allowed",
    "declare",
    "require",
    "require_permission",
]
