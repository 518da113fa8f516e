"""How allauth meets this site: who may come in, and what is written down about it."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hengji.faces.web.address import client_address
from hengji.platform.accounts.models import User
from hengji.platform.accounts.services.security import sessions_end
from hengji.platform.health.metrics import count_sign_in_refused

WRONG = "用户名或密码不正确。"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth publishes no types
    """Accounts are opened by administrators only."""

    error_messages: ClassVar = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": WRONG,
        "too_many_login_attempts": "登录失败次数过多，请稍后再试；忘记密码的，请联系管理员。",
        "enter_current_password": "请输入现在的密码。",
        "incorrect_password": "密码不正确。",
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """Whose failures are counted together."""
        return client_address(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Who is held back is counted: many at once are an attack."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            count_sign_in_refused("held")
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """The same for a wrong name or password."""
        count_sign_in_refused("wrong")

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody registers himself."""
        return False

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """A closed account reads like a wrong password: 登录失败不透露账号是否存在."""
        messages.error(request, WRONG)
        return redirect("account_login")

    def get_user_search_fields(self) -> list[str]:
        """What allauth may look an account up by."""
        return ["username"]

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Failures count by the name alone. allauth adds the host with its port, which the caller
        writes: each port would allow five more guesses.
        """
        return str(credentials.get("username", "")).lower()


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the same
    """Names of the site and of the account in an authenticator app."""

    error_messages: ClassVar = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "验证码不正确，请核对手机时间后重新输入。",
    }

    def get_totp_issuer(self) -> str:
        """What the app shows above the code."""
        return str(settings.MFA_TOTP_ISSUER)


class SessionsAdapter(DefaultUserSessionsAdapter):  # type: ignore[misc]  # the same
    """The page 登录会话 acts through the service."""

    def end_sessions(self, sessions: list[UserSession]) -> None:
        """End these sessions of one account."""
        sessions_end(sessions=sessions, at=timezone.now())


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # the same
    """Who comes from the site's own provider must have an account here already."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """No account arises from a foreign one."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Join the foreign account to ours of the same name, the first time it comes."""
        if sociallogin.is_existing:
            return
        claims: dict[str, Any] = sociallogin.account.extra_data
        name = str(_claim(claims, settings.OIDC_CLAIM) or "")
        user = User.objects.filter(username=name, is_active=True).first() if name else None
        if user is None:
            page = render(request, "signin/no_account.html", {"name": name}, status=403)
            raise ImmediateHttpResponse(page)
        sociallogin.connect(request, user)


def _claim(claims: dict[str, Any], name: str) -> Any:
    """allauth keeps what the token said and what the provider answered apart."""
    for part in (claims, claims.get("userinfo"), claims.get("id_token")):
        if isinstance(part, dict) and part.get(name):
            return part[name]
    return None
