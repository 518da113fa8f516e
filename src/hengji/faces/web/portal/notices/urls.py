"""Addresses of the public notices."""

from django.urls import path

from hengji.faces.web.portal.notices import objecting, views

urlpatterns = [
    path("", views.notice_list, name="notices"),
    path("receipt/", objecting.receipt, name="objection-receipt"),
    path("<int:notice_id>/", views.notice_page, name="notice"),
    path("<int:notice_id>/print/", views.printable, name="notice-print"),
    path("<int:notice_id>/object/", objecting.object_to, name="notice-object"),
    path(
        "<int:notice_id>/attachments/<int:attachment_id>/", views.download, name="notice-attachment"
    ),
]
