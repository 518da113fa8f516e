"""Addresses of the messages."""

from django.urls import path

from hengji.faces.web.office.messages import views

urlpatterns = [
    path("", views.message_list, name="messages"),
    path("mark/", views.mark, name="messages-mark"),
    path("reach/", views.reach, name="messages-reach"),
    path("<int:message_id>/open/", views.open_message, name="message-open"),
]
