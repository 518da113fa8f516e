"""Which face answers at which address."""

from django.urls import include, path

from hengji.faces.api.interface import interface

urlpatterns = [
    path("", include("hengji.faces.web.portal.urls")),
    path("office/", include("hengji.faces.web.office.urls")),
    path("api/v1/", interface.urls),
    path("accounts/", include("hengji.faces.web.signin.urls")),
]

handler400 = "hengji.faces.web.error_pages.bad_request"
handler403 = "hengji.faces.web.error_pages.permission_denied"
handler404 = "hengji.faces.web.error_pages.page_not_found"
handler429 = "hengji.faces.web.error_pages.too_many_requests"
handler500 = "hengji.faces.web.error_pages.server_error"
