"""Addresses of the working calendar."""

from django.urls import path

from hengji.faces.web.office.workdays import views

urlpatterns = [
    path("", views.year, name="workdays"),
    path("import/", views.load, name="workdays-import"),
    path("template/", views.template, name="workdays-template"),
]
