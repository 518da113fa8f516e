"""Remembering backups, so that a missing one is noticed."""

from datetime import datetime, timedelta

from django.db import transaction

from hengji.platform.audit.services import record
from hengji.platform.backup.archive import KEYS
from hengji.platform.backup.create import Backup
from hengji.platform.health.actions import BACKUP
from hengji.platform.health.checks.site import is_public
from hengji.platform.health.findings import Finding, fine, warning
from hengji.platform.health.models import BackupRecord
from hengji.platform.health.registry import check

LATEST = timedelta(hours=36)  # a nightly one, and a night in which it was late
HOW = "请设置每夜运行 hengji backup，见备份手册。"


@transaction.atomic
def backup_record(*, backup: Backup, at: datetime) -> BackupRecord:
    """Note that everything went into this file: that is an act on all personal data."""
    members = backup.manifest.members
    noted = BackupRecord.objects.create(
        name=backup.path.name,
        made_at=at,
        size=backup.path.stat().st_size,
        tables=len(backup.manifest.tables),
        files=sum(1 for name in members if name.startswith("files/")),
        with_keys=KEYS in members,
    )
    record(actor=None, action=BACKUP, subject=noted, jurisdiction=None, at=at)
    return noted


@check("backup", "备份")
def latest_backup(at: datetime) -> Finding:
    """The last one known to this database."""
    latest = BackupRecord.objects.first()
    if latest is None:
        return warning("还没有做过备份", HOW) if is_public() else fine("仅本机使用，还没有备份")
    hours = (at - latest.made_at).total_seconds() / 3600
    if at - latest.made_at > LATEST:
        return warning(f"上次备份在 {hours:.0f} 小时前", HOW)
    return fine(f"上次备份在 {hours:.0f} 小时前，{latest.name}")
