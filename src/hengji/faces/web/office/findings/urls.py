"""Addresses of the doubts about published lists."""

from django.urls import path

from hengji.faces.web.office.findings import views

urlpatterns = [
    path("", views.tallies, name="findings"),
    path("list/", views.finding_list, name="findings-list"),
    path("settle/", views.settle, name="findings-settle"),
    path("<int:finding_id>/", views.finding, name="finding"),
    path("<int:finding_id>/reopen/", views.reopen, name="finding-reopen"),
    path("editions/<slug:list_id>/", views.editions, name="findings-editions"),
]
