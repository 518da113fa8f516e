"""Addresses of the published specifications."""

from django.urls import path

from hengji.faces.web.portal.specifications import views

urlpatterns = [
    path("", views.specification_list, name="specifications"),
    path("<int:specification_id>/", views.specification_page, name="specification"),
    path("<int:specification_id>/<str:form>", views.download, name="specification-download"),
]
