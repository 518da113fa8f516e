"""What may be done with accounts."""

from hengji.platform.roles import declare

VIEW_ACCOUNTS = declare("accounts.view", "查看账号与任职")
MANAGE_ACCOUNTS = declare("accounts.manage", "管理账号与任职")
VIEW_ROLES = declare("accounts.view_roles", "查看角色与权限")
