"""Addresses of the events."""

from django.urls import path

from hengji.faces.web.office.outbox import views

urlpatterns = [
    path("", views.event_list, name="events"),
    path("replay/", views.replay, name="events-replay"),
    path("<int:event_id>/", views.event, name="event"),
]
