"""Whether the machine has what the site needs: room, its folders, its fonts."""

import os
import shutil
import stat
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

from hengji.platform.health.findings import Finding, Level, fault, fine, warning
from hengji.platform.health.registry import check

SCARCE, SPENT = 5 * 1024**3, 512 * 1024**2  # bytes free
FONTS = ("NotoSerifSC-Regular.otf", "NotoSansSC-Regular.otf")


def room() -> tuple[Level, int]:
    """How much room the data directory's disk has, in bytes, and what to think of it."""
    folder = settings.DATA.home
    free = shutil.disk_usage(folder if folder.exists() else folder.parent).free
    if free < SPENT:
        return Level.ERROR, free
    return (Level.WARNING if free < SCARCE else Level.OK), free


@check("disk", "磁盘空间", needs_database=False)
def disk(at: datetime) -> Finding:
    """Of the disk with the data directory; a database elsewhere watches its own."""
    level, free = room()
    remedy = "" if level is Level.OK else "请清理磁盘或扩容；空间用尽时上传与导出都会失败。"
    return Finding(level, f"剩余 {free / 1024**3:.1f} GB", remedy)


@check("data", "数据目录", needs_database=False)
def data_folder(at: datetime) -> Finding:
    """Written by us and read by nobody else."""
    home = settings.DATA.home
    if not home.exists():
        return fault(f"没有数据目录 {home}", "请运行 hengji prepare，或检查 HENGJI_DATA。")
    if not os.access(home, os.W_OK | os.X_OK):
        return fault(f"不能写入 {home}", "请把数据目录的属主改为运行本站的系统用户。")
    open_ones = [str(path) for path in _private_folders(home) if _others_may(path)]
    if open_ones:
        return fault(
            "其他系统用户可以读取：" + "、".join(open_ones),
            "请执行 chmod 700 " + " ".join(open_ones),
        )
    return fine(str(home))


def _private_folders(home: Path) -> tuple[Path, ...]:
    return tuple(
        path for path in (home / "secrets", home / "files", home / "logs") if path.exists()
    )


def _others_may(path: Path) -> bool:
    return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


@check("fonts", "文书字体", needs_database=False)
def fonts(at: datetime) -> Finding:
    """Without them a printed document shows boxes."""
    spec = find_spec("pylopdf_fonts_zh_cn")
    folder = Path(spec.origin).parent if spec and spec.origin else None
    missing = [name for name in FONTS if folder is None or not (folder / name).exists()]
    if missing:
        return warning(
            "缺少字体 " + "、".join(missing), "请按版本清单重新安装 pylopdf-fonts-zh-cn。"
        )
    return fine("思源宋体、思源黑体")
