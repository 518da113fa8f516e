"""Addresses of 补贴试算."""

from django.urls import path

from hengji.faces.web.portal.calculator import views

urlpatterns = [
    path("", views.places, name="calculator"),
    path("<slug:pack_id>/", views.calculate, name="calculator-pack"),
    path("<slug:pack_id>/entries/", views.entries, name="calculator-entries"),
]
