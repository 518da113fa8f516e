"""Addresses of the audit trail."""

from django.urls import path

from hengji.faces.web.office.audit import views

urlpatterns = [
    path("", views.entry_list, name="audit"),
    path("export/", views.export, name="audit-export"),
    path("<int:entry_id>/", views.entry, name="audit-entry"),
]
