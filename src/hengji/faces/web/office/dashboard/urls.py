"""Addresses of 统计."""

from django.urls import path

from hengji.faces.web.office.dashboard import views

urlpatterns = [path("", views.dashboard, name="dashboard")]
