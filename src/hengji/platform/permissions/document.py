"""The table role × permission as a page of the documentation."""

from hengji.platform.roles import all_permissions, all_roles, role_label

HEAD = """# Roles and permissions

Written from the code by `hengji docs permissions`; a test holds it to `src/hengji/config/roles.py`.
The same table is the page 角色与权限 of the office. A role is held through an appointment: at a
place with all below it, or for one body, from one day to another.
"""


def permission_document() -> str:
    """Markdown: the roles with what they are, and a row for every permission."""
    roles = all_roles()
    lines = [HEAD, "| Role | Code | What it is for | Never together with |", "|---|---|---|---|"]
    for role in roles:
        apart = "、".join(role_label(code) for code in sorted(role.excludes)) or "–"
        lines.append(f"| {role.label} | `{role.code}` | {role.description} | {apart} |")
    lines += ["", f"| Permission | Code | {' | '.join(role.label for role in roles)} |"]
    lines.append("|---|---|" + ":-:|" * len(roles))
    for permission in all_permissions():
        marks = " | ".join("●" if permission in role.permissions else "" for role in roles)
        lines.append(f"| {permission.label} | `{permission.code}` | {marks} |")
    return "\n".join(lines) + "\n"
