"""Addresses of 人员与机构."""

from django.urls import path

from hengji.faces.web.office.people import account, accounts, bodies, roles

urlpatterns = [
    path("accounts/", accounts.account_list, name="accounts"),
    path("accounts/new/", accounts.new_account, name="account-new"),
    path("accounts/names/", accounts.account_names, name="account-names"),
    path("accounts/<int:user_id>/", account.account_page, name="account"),
    path("accounts/<int:user_id>/appoint/", account.appoint, name="account-appoint"),
    path("accounts/<int:user_id>/invite/", account.invite, name="account-invite"),
    path("accounts/<int:user_id>/close/", account.close, name="account-close"),
    path("accounts/<int:user_id>/reopen/", account.reopen, name="account-reopen"),
    path("accounts/<int:user_id>/factor/", account.reset_factor, name="account-reset-factor"),
    path("appointments/<int:appointment_id>/end/", account.end, name="appointment-end"),
    path("bodies/", bodies.body_list, name="bodies"),
    path("bodies/new/", bodies.new_body, name="body-new"),
    path("bodies/<int:body_id>/", bodies.body_page, name="body"),
    path("roles/", roles.role_table, name="roles"),
]
