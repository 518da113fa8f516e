"""What an account owes before it may work: a fresh session, a young password, a second factor."""

from collections.abc import Callable
from datetime import timedelta

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from hengji.platform.accounts.models import User

BEGAN, SEEN, PROTECTED = "began_at", "seen_at", "second_factor"
GRAIN = 60
"""Seconds within which a session is not written again for being used."""

Respond = Callable[[HttpRequest], HttpResponseBase]


class DutiesMiddleware:
    """Ends idle and old sessions, and holds the office's door until the duties are done."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if isinstance(request.user, User):
            owed = _over(request) or _duty(request, request.user)
            if owed is not None:
                return owed
        return self.get_response(request)


def _over(request: HttpRequest) -> HttpResponse | None:
    now = int(timezone.now().timestamp())
    # Writing the session moves its expiry on; the day of work counts from its beginning.
    began = request.session.setdefault(BEGAN, now)
    seen = request.session.get(SEEN, now)
    if now - seen > settings.SESSION_IDLE_SECONDS:
        return _end(request, "您已较长时间没有操作，为安全起见请重新登录。")
    if now - began > settings.SESSION_COOKIE_AGE:
        return _end(request, "本次登录已满最长时限，请重新登录。")
    if SEEN not in request.session or now - seen >= GRAIN:
        request.session[SEEN] = now
    return None


def _end(request: HttpRequest, told: str) -> HttpResponse:
    logout(request)
    messages.info(request, told)
    return redirect_to_login(request.get_full_path())


def _duty(request: HttpRequest, user: User) -> HttpResponse | None:
    if not request.path.startswith(reverse("office:home")):
        return None
    if _password_is_old(user):
        messages.warning(request, f"密码已使用超过 {settings.PASSWORD_DAYS} 天，请先更换密码。")
        return redirect("account_change_password")
    if settings.SECOND_FACTOR_REQUIRED and not request.session.get(PROTECTED):
        if not is_mfa_enabled(user):
            messages.warning(request, "请先设置两步验证（身份验证器或通行密钥），再开始工作。")
            return redirect("mfa_index")
        request.session[PROTECTED] = True
    return None


def _password_is_old(user: User) -> bool:
    if not settings.PASSWORD_DAYS or not user.has_usable_password() or user.is_demo:
        return False
    return timezone.now() - user.password_changed_at > timedelta(days=settings.PASSWORD_DAYS)
