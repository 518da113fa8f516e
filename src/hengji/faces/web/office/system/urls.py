"""Addresses of the site's health."""

from django.urls import path

from hengji.faces.web.office.system import views

urlpatterns = [
    path("", views.system, name="system"),
    path("check/", views.check, name="system-check"),
]
