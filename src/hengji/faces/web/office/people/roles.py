"""The table role × permission, as the program holds it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hengji.platform.accounts.rules import VIEW_ROLES
from hengji.platform.permissions import require_permission
from hengji.platform.roles import all_permissions, all_roles, role_label


@require_safe
@require_permission(VIEW_ROLES)
def role_table(request: HttpRequest) -> HttpResponse:
    """Every role with its description, and what each may do."""
    roles = all_roles()
    context = {
        "roles": [(role, [role_label(code) for code in sorted(role.excludes)]) for role in roles],
        "rows": [
            (permission, [permission in role.permissions for role in roles])
            for permission in all_permissions()
        ],
    }
    return render(request, "people/roles.html", context)
