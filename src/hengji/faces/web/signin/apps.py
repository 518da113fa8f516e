"""The Django app: 登录."""

from django.apps import AppConfig


class SigninConfig(AppConfig):
    name = "hengji.faces.web.signin"
    label = "signin"
    verbose_name = "登录"
