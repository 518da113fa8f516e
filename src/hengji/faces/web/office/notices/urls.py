"""Addresses of 公示 in the office."""

from django.urls import path

from hengji.faces.web.office.notices import acts, editor, notices, objections

urlpatterns = [
    path("", notices.notice_list, name="notices"),
    path("new/", editor.new, name="notice-new"),
    path("<int:notice_id>/", notices.notice_page, name="notice"),
    path("<int:notice_id>/edit/", editor.edit, name="notice-edit"),
    path("<int:notice_id>/attach/", acts.attach, name="notice-attach"),
    path("<int:notice_id>/detach/", acts.detach, name="notice-detach"),
    path("<int:notice_id>/correct/", acts.correct, name="notice-correct"),
    path("<int:notice_id>/submit/", acts.submit, name="notice-submit"),
    path("<int:notice_id>/review/", acts.review, name="notice-review"),
    path("<int:notice_id>/return/", acts.send_back, name="notice-return"),
    path("<int:notice_id>/publish/", acts.publish, name="notice-publish"),
    path("<int:notice_id>/withdraw/", acts.withdraw, name="notice-withdraw"),
    path("<int:notice_id>/conclude/", acts.conclude, name="notice-conclude"),
    path("objections/", objections.objection_list, name="objections"),
    path("objections/<int:objection_id>/", objections.objection_page, name="objection"),
    path("objections/<int:objection_id>/answer/", objections.answer, name="objection-answer"),
    path("objections/<int:objection_id>/reveal/", objections.reveal, name="objection-reveal"),
]
