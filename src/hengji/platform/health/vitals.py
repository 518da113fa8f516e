"""What the platform itself tells of an installation's health; imported for what it registers."""

from hengji.platform.health import backups
from hengji.platform.health.checks import database, machine, packages, site

__all__ = ["backups", "database", "machine", "packages", "site"]
