"""Are the stored bytes still those that came in? Asked in turn, the longest unasked first."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from hengji.platform.files.models import Fault, FileContent, FileRecord
from hengji.platform.files.storage import Store, store

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Checked:
    """How many contents were looked at, and those that are faulty now."""

    contents: int
    faults: tuple[FileContent, ...]


def contents_check(
    *, at: datetime, most: int | None = None, tell: Callable[[int], None] = lambda _done: None
) -> Checked:
    """Compare up to ``most`` contents with their hashes and keep what was found on each."""
    keep = store()
    faults = []
    done = 0
    turn = FileContent.objects.order_by(F("checked_at").asc(nulls_first=True), "sha256")
    for done, content in enumerate(turn[:most], 1):
        fault = _fault(keep, content)
        if fault:
            logger.error("stored file %s: %s", content.sha256, fault.value)
            content.fault = fault
            faults.append(content)
        FileContent.objects.filter(pk=content.pk).update(checked_at=at, fault=fault)
        tell(done)
    return Checked(done, tuple(faults))


def faulty_files() -> list[FileRecord]:
    """The files whose bytes were last found missing or damaged."""
    faulty = FileRecord.objects.exclude(content__fault=Fault.NONE)
    return list(faulty.select_related("content", "jurisdiction"))


def _fault(keep: Store, content: FileContent) -> Fault:
    try:
        kept = keep.kept_digest(content.sha256)
    except FileNotFoundError:
        return Fault.MISSING
    return Fault.NONE if kept == content.sha256 else Fault.DAMAGED
