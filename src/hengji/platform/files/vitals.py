"""Whether the stored files are what their records say."""

import hashlib
from collections.abc import Iterator
from datetime import datetime

from hengji.platform.files.models import FileRecord
from hengji.platform.files.services import FileLostError, file_path
from hengji.platform.health.findings import Finding, fault, fine
from hengji.platform.health.registry import check, consistency

SAMPLE = 20
BATCH = 1000


@check("files.sample", "已存文件（抽查）")
def sample(at: datetime) -> Finding:
    """The latest ones and some of any age: their bytes still have the hash they are named by."""
    latest = FileRecord.objects.order_by("-pk")[: SAMPLE // 2]
    any_age = FileRecord.objects.order_by("?")[: SAMPLE - SAMPLE // 2]
    records = {record.pk: record for record in (*latest, *any_age)}.values()
    wrong = [problem for record in records for problem in _problems(record, whole=True)]
    if wrong:
        return fault("；".join(wrong), "请从备份恢复文件目录，并检查磁盘。")
    return fine(f"抽查 {len(records)} 个，内容均完好")


@consistency("files.present", "文件记录都有内容")
def present() -> Iterator[str]:
    """Every record's bytes are there and as many as it says."""
    for record in FileRecord.objects.order_by("pk").iterator(BATCH):
        yield from _problems(record, whole=False)


def _problems(record: FileRecord, *, whole: bool) -> Iterator[str]:
    """``whole`` reads the bytes too. Names of files are left out: people put names into them."""
    try:
        path = file_path(record)
    except FileLostError:
        yield f"文件 {record.pk} 的内容不见了"
        return
    if path.stat().st_size != record.size:
        yield f"文件 {record.pk} 的大小与记录不符"
    elif whole:
        with path.open("rb") as stream:
            if hashlib.file_digest(stream, "sha256").hexdigest() != record.sha256:
                yield f"文件 {record.pk} 的内容已变"
