"""Addresses of the office."""

from django.urls import include, path

from hengji.faces.web.office import files, jobs, views

app_name = "office"
urlpatterns = [
    path("", views.home, name="home"),
    path("jobs/", jobs.job_list, name="jobs"),
    path("jobs/<int:job_id>/", jobs.job_page, name="job"),
    path("jobs/<int:job_id>/status/", jobs.job_status, name="job-status"),
    path("jobs/<int:job_id>/cancel/", jobs.job_stop, name="job-cancel"),
    path("jobs/<int:job_id>/again/", jobs.job_again, name="job-again"),
    path("audit/", include("hengji.faces.web.office.audit.urls")),
    path("adjudication/", include("hengji.faces.web.office.adjudication.urls")),
    path("specifications/", include("hengji.faces.web.office.specifications.urls")),
    path("dashboard/", include("hengji.faces.web.office.dashboard.urls")),
    path("findings/", include("hengji.faces.web.office.findings.urls")),
    path("", include("hengji.faces.web.office.people.urls")),
    path("exchange/", include("hengji.faces.web.office.exchange.urls")),
    path("messages/", include("hengji.faces.web.office.messages.urls")),
    path("system/", include("hengji.faces.web.office.system.urls")),
    path("events/", include("hengji.faces.web.office.outbox.urls")),
    path("notices/", include("hengji.faces.web.office.notices.urls")),
    path("workdays/", include("hengji.faces.web.office.workdays.urls")),
    path("specifications/", include("hengji.faces.web.office.drafting.urls")),
    path("todos/", include("hengji.faces.web.office.todos.urls")),
    path("files/<int:file_id>/", files.download, name="file"),
    path("files/<int:file_id>/about/", files.about, name="file-about"),
    path("files/<int:file_id>/pages/<int:number>/<int:width>.png", files.page, name="file-page"),
]
