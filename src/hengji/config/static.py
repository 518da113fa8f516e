"""Which static files are served, and under which names."""

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped
    """Names by content, except inside scripts: their packages name source maps they leave out."""

    patterns = tuple(
        one for one in CompressedManifestStaticFilesStorage.patterns if one[0] == "*.css"
    )


class StaticFiles(StaticFilesConfig):
    """Django's own app, told what to leave out: Bootstrap alone comes in sixty variants."""

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
