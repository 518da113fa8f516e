"""Addresses of signing in and out; of allauth's own, those that an office needs."""

from allauth.account import views as account
from allauth.usersessions.views import list_usersessions
from django.urls import include, path
from django.views.decorators.http import require_POST

from hengji.faces.web.signin import views

urlpatterns = [
    path("login/", views.SignInView.as_view(), name="account_login"),
    path("logout/", require_POST(account.logout), name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("invitation/<uidb64>/<token>/", views.InvitationView.as_view(), name="account_invitation"),
    path("sessions/", list_usersessions, name="usersessions_list"),
    path("second-factor/", include("allauth.mfa.urls")),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("provider/", include("allauth.socialaccount.urls")),
]
