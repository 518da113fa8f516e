"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from hengji.faces.web.menu import menu_for
from hengji.platform.accounts.models import User


def site(request: HttpRequest) -> dict[str, Any]:
    """The office's menu for this user, the entry that is open, and whether this is a demo."""
    user = getattr(request, "user", None)
    match = request.resolver_match
    return {
        "office_menu": menu_for(user) if isinstance(user, User) else {},
        "current_view": match.view_name if match else "",
        "demo": settings.DEMO,
    }
