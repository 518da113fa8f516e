"""Addresses of 导入导出."""

from django.urls import path

from hengji.faces.web.office.exchange import exports, imports

urlpatterns = [
    path("", imports.overview, name="exchange"),
    path("export/<str:code>/", exports.export, name="export"),
    path("import/<str:code>/", imports.upload, name="import"),
    path("import/<str:code>/template/", imports.template, name="import-template"),
    path("batches/<int:batch_id>/", imports.batch_page, name="import-batch"),
    path("batches/<int:batch_id>/status/", imports.batch_status, name="import-status"),
    path("batches/<int:batch_id>/submit/", imports.submit, name="import-submit"),
    path("batches/<int:batch_id>/discard/", imports.discard, name="import-discard"),
    path("batches/<int:batch_id>/result/", imports.result, name="import-result"),
]
