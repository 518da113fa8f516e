"""Which files an actor may have: those of records that they may see."""

from django.apps import apps
from django.db.models import QuerySet

from hengji.platform.accounts.models import User
from hengji.platform.files.errors import NoSuchFileError
from hengji.platform.files.models import FileRecord, FileVersion
from hengji.platform.files.purposes import purpose_of
from hengji.platform.jurisdictions.models import JurisdictionQuerySet


def file_get(actor: User, file_id: int) -> FileRecord:
    """One file. Raises `NoSuchFileError`, also where the actor may not see what it belongs to."""
    file = FileRecord.objects.select_related("jurisdiction", "uploaded_by").filter(pk=file_id)
    found = file.first()
    if found is None or not may_read(actor, found):
        raise NoSuchFileError
    return found


def may_read(actor: User, file: FileRecord) -> bool:
    """The record decides, by the permission of the file's purpose; without one, its sender may."""
    if not file.subject_type:
        return actor.is_active and file.uploaded_by_id == actor.pk
    purpose = purpose_of(file.purpose)
    if purpose is None or purpose.permission is None:
        return False
    owners = apps.get_model(file.subject_type)._default_manager.all()
    if not isinstance(owners, JurisdictionQuerySet):
        return False
    return bool(owners.visible_to(actor, purpose.permission).filter(pk=file.subject_id).exists())


def versions_beside(file: FileRecord) -> "QuerySet[FileVersion]":
    """The chain that the file is a link of, the latest first; nothing for a file of its own."""
    chain = FileVersion.objects.filter(document__versions__file=file)
    return chain.select_related("file", "by", "document")
