"""Addresses of the public catalogue."""

from django.urls import path

from hengji.faces.web.portal.catalogue import views

urlpatterns = [
    path("", views.search, name="catalogue"),
    path("skill/<int:skill_id>/", views.skill, name="catalogue-skill"),
    path("<slug:list_id>/", views.published_list, name="catalogue-list"),
    path("<slug:list_id>/<str:kind>", views.download, name="catalogue-download"),
]
