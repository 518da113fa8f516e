"""Whether the programs are those that were tested together."""

import importlib.metadata
import re
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import hengji
from hengji.platform.health.findings import Finding, fault, fine, skipped, warning
from hengji.platform.health.registry import check

OLDEST = (3, 11)
# Beside the source; an installation without it has been built from it, with hashes.
PINS = Path(next(iter(hengji.__path__))).parents[1] / "requirements" / "run.txt"
_PIN = re.compile(r"^(?P<name>[\w.-]+)(?:\[[^]]*\])?==(?P<version>[^ ;\\]+)(?P<marker> *;)?")


@check("python", "Python 版本", needs_database=False)
def python(at: datetime) -> Finding:
    """The oldest that the sources are written for."""
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST:
        return fault(f"Python {found}", "请换用 Python 3.11 或更新的版本重新安装。")
    return fine(f"Python {found}")


@check("packages", "软件包版本", needs_database=False)
def packages(at: datetime) -> Finding:
    """Every pinned package is there in its pinned version."""
    if not PINS.exists():
        return skipped("安装时没有附带版本清单")
    others = list(_deviations(PINS.read_text()))
    if others:
        return warning(
            "与版本清单不符：" + "、".join(others), "请运行 make setup，或按版本清单重新安装。"
        )
    return fine("与版本清单一致")


def _deviations(pins: str) -> Iterator[str]:
    for pin in map(_PIN.match, pins.splitlines()):
        if pin is None:
            continue
        try:
            found = importlib.metadata.version(pin["name"])
        except importlib.metadata.PackageNotFoundError:
            if not pin["marker"]:  # with one it may belong to another platform
                yield f"缺少 {pin['name']}"
            continue
        if found != pin["version"]:
            yield f"{pin['name']} {found}（应为 {pin['version']}）"
