"""Addresses of 补贴核定."""

from django.urls import path

from hengji.faces.web.office.adjudication import acts, downloads, rows, runs, upload

urlpatterns = [
    path("", runs.run_list, name="adjudication"),
    path("new/", upload.new_run, name="adjudication-new"),
    path("template/<slug:pack_id>/", downloads.template, name="adjudication-template"),
    path("<int:run_id>/", runs.run_page, name="adjudication-run"),
    path("<int:run_id>/status/", runs.run_status, name="adjudication-status"),
    path("<int:run_id>/submit/", acts.submit, name="adjudication-submit"),
    path("<int:run_id>/stop/", acts.stop, name="adjudication-stop"),
    path("<int:run_id>/discard/", acts.discard, name="adjudication-discard"),
    path("<int:run_id>/confirm/", acts.confirm, name="adjudication-confirm"),
    path("<int:run_id>/return/", acts.send_back, name="adjudication-return"),
    path("<int:run_id>/notice/", acts.put_on_notice, name="adjudication-notice"),
    path("<int:run_id>/release/", acts.release, name="adjudication-release"),
    path("<int:run_id>/reveal/", acts.reveal_preview, name="adjudication-reveal"),
    path("<int:run_id>/faults.csv", downloads.faults, name="adjudication-faults"),
    path("<int:run_id>/files/<slug:which>/", downloads.run_file, name="adjudication-file"),
    path("<int:run_id>/rows/<int:row>/", rows.decision_page, name="adjudication-row"),
]
