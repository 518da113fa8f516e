"""Addresses of signing in and out."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from hengji.faces.web.signin import views

urlpatterns = [
    path("login/", views.sign_in, name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
]
