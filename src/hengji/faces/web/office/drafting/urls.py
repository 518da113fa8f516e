"""Addresses of writing specifications; the record itself is beside."""

from django.urls import path

from hengji.faces.web.office.drafting import comparison, discussion, editor, files, reading, upload

urlpatterns = [
    path("check/", editor.check, name="specification-check"),
    path("<int:specification_id>/edit/", editor.edit, name="specification-editor"),
    path("<int:specification_id>/edit/save/", editor.save, name="specification-save"),
    path(
        "<int:specification_id>/edit/suggestions/",
        editor.suggestions,
        name="specification-suggestions",
    ),
    path("<int:specification_id>/text/", reading.text, name="specification-text"),
    path("<int:specification_id>/comments/", discussion.add, name="specification-comment"),
    path("comments/<int:comment_id>/answer/", discussion.answer, name="specification-answer"),
    path("<int:specification_id>/compare/", comparison.compare_texts, name="specification-compare"),
    path("<int:specification_id>/upload/", upload.upload, name="specification-upload"),
    path(
        "<int:specification_id>/download/<str:form>/",
        files.download,
        name="specification-download",
    ),
]
