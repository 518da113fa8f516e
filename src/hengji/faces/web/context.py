"""What every template may use."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from hengji.faces.web.menu import Face, menu_for
from hengji.platform.messages.queries import unread_count


def site(request: HttpRequest) -> dict[str, Any]:
    """Menus and unread messages, worked out only where a template shows them; and the mode."""
    user = getattr(request, "user", AnonymousUser())
    return {
        "office_menu": SimpleLazyObject(lambda: menu_for(Face.OFFICE, user, request.path)),
        "portal_menu": SimpleLazyObject(lambda: menu_for(Face.PORTAL, user, request.path)),
        "unread_messages": SimpleLazyObject(lambda: unread_count(user)),
        "demo": settings.DEMO,
    }
