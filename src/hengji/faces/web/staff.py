"""Who is asking, typed, and what for."""

from django.http import HttpRequest

from hengji.platform.accounts.models import User
from hengji.platform.errors import PermissionDeniedError


def staff(request: HttpRequest) -> User:
    """The account behind a request to a page that asks for sign-in."""
    if not isinstance(request.user, User):
        raise PermissionDeniedError("SIGN_IN_FIRST", "请先登录。")
    return request.user


def asked_purpose(request: HttpRequest) -> str:
    """Why personal data is asked for, as its asker wrote it beside the button."""
    return request.POST.get("purpose", "").strip()[:200]
