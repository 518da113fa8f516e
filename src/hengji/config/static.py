"""Which static files are served: of Bootstrap's sixty variants, the two that the pages use."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class StaticFiles(StaticFilesConfig):
    """Django's own app, told what to leave out."""

    ignore_patterns = [  # noqa: RUF012 - an instance attribute in Django's own class
        ".*",
        "*.rtl.*",
        "bootstrap-*",
        "bootstrap.css*",
        "bootstrap.js*",
        "bootstrap.min.js*",
        "bootstrap.esm.*",
        "bootstrap.bundle.js*",
        "htmx-4*",
        "htmx-2-compat*",
        "htmx-2.js",
        "version.txt",
        "LICENSE",
        "__pycache__",
    ]
