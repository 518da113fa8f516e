"""Who is asking: the signed-in account, typed."""

from django.http import HttpRequest

from hengji.platform.accounts.models import User
from hengji.platform.errors import PermissionDeniedError


def staff(request: HttpRequest) -> User:
    """The account behind a request to a page that asks for sign-in."""
    if not isinstance(request.user, User):
        raise PermissionDeniedError("SIGN_IN_FIRST", "请先登录。")
    return request.user
