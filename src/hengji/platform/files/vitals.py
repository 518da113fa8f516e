"""Whether the stored files are what their records say."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from hengji.platform.files.checking import contents_check, faulty_files
from hengji.platform.files.models import Fault, FileContent
from hengji.platform.files.scanning import ClamdScanner, ScannerDownError
from hengji.platform.files.storage import store
from hengji.platform.health.findings import Finding, fault, fine
from hengji.platform.health.registry import check, consistency

SAMPLE = 20
A_NIGHT = 500
BATCH = 1000
SCAN_SECONDS = 5.0


@check("files.sample", "已存文件（抽查）")
def sample(at: datetime) -> Finding:
    """Those longest unchecked: their bytes still have the hash they are named by."""
    checked = contents_check(at=at, most=SAMPLE)
    wrong = [_told(one, Fault(one.fault)) for one in checked.faults]
    if wrong:
        return fault("；".join(wrong), "请从备份恢复文件目录，并检查磁盘。")
    return fine(f"抽查 {checked.contents} 个，内容均完好")


@check("files.scanner", "病毒扫描", needs_database=False)
def scanner(at: datetime) -> Finding:
    """The site's own daemon, where it names one, is given a file that is sound: this one."""
    if not settings.CLAMD:
        return fine("没有接入 clamd（HENGJI_CLAMD），只用内置检查")
    try:
        found = ClamdScanner(timeout=SCAN_SECONDS).threat(Path(__file__))
    except ScannerDownError:
        return fault(
            f"{settings.CLAMD} 没有回答，所有上传都会被拒绝",
            "请启动 clamd，检查 HENGJI_CLAMD 与套接字的读写权限。",
        )
    if found:
        return fault(
            f"clamd 把本程序的源码认作 {found}", "请更新病毒库；仍如此时请重新安装本程序。"
        )
    return fine(f"{settings.CLAMD} 在扫描")


@consistency("files.present", "文件记录都有内容")
def present() -> Iterator[str]:
    """Every content is there and as large as its row says; its bytes are not read."""
    keep = store()
    for content in FileContent.objects.order_by("pk").iterator(BATCH):
        try:
            if keep.kept_size(content.sha256) != content.size:
                yield _told(content, Fault.DAMAGED)
        except FileNotFoundError:
            yield _told(content, Fault.MISSING)


@consistency("files.sound", "文件内容没有损坏")
def sound() -> Iterator[str]:
    """So many contents a night are read and compared, the longest unread first; what is known to be
    faulty is told every night until it is mended.
    """
    contents_check(at=timezone.now(), most=A_NIGHT)
    for file in faulty_files():
        yield _told(file.content, Fault(file.content.fault))


def _told(content: FileContent, found: Fault) -> str:
    """By hash and number: people put names into the names of files."""
    first = content.records.order_by("pk").values_list("pk", flat=True).first()
    return f"文件 {first}（{content.sha256[:12]}）：{found.label}"
