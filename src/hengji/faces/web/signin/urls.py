"""Addresses of signing in and out; of allauth's own, those that an office needs."""

from collections.abc import Iterable, Iterator

from allauth.account import views as account
from allauth.mfa.urls import urlpatterns as second_factor
from allauth.usersessions.views import list_usersessions
from django.db import transaction
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.http import require_POST

from hengji.faces.web.signin import views


def _atomically(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[URLPattern | URLResolver]:
    """Each view in one transaction: a key and its audit row stand or fall together."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield URLResolver(one.pattern, list(_atomically(one.url_patterns)))
        else:
            view = transaction.atomic(one.callback)
            yield URLPattern(one.pattern, view, one.default_args, one.name)


urlpatterns = [
    path("login/", views.SignInView.as_view(), name="account_login"),
    path("logout/", require_POST(account.logout), name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", views.PasswordView.as_view(), name="account_change_password"),
    path("invitation/<uidb64>/<token>/", views.InvitationView.as_view(), name="account_invitation"),
    path("sessions/", list_usersessions, name="usersessions_list"),
    path("second-factor/", include(list(_atomically(second_factor)))),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("provider/", include("allauth.socialaccount.urls")),
]
