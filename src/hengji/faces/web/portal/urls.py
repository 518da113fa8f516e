"""Addresses of the public portal."""

from django.urls import include, path

from hengji.faces.web.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("catalogue/", include("hengji.faces.web.portal.catalogue.urls")),
    path("specifications/", include("hengji.faces.web.portal.specifications.urls")),
    path("notices/", include("hengji.faces.web.portal.notices.urls")),
    path("calculator/", include("hengji.faces.web.portal.calculator.urls")),
]
