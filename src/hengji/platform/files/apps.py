"""The Django app of the stored files."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "hengji.platform.files"
    label = "files"
    verbose_name = "已存文件"
    default_auto_field = "django.db.models.BigAutoField"
