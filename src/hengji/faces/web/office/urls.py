"""Addresses of the office."""

from django.urls import path

from hengji.faces.web.office import views

app_name = "office"
urlpatterns = [path("", views.home, name="home")]
