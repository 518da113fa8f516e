"""What a terminal or a script gets back from any command."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from hengji.core.packs.registry import BUILT_IN


def _status(*arguments: str | Path) -> int:
    command = [sys.executable, "-m", "hengji.faces.cli.main", *map(str, arguments)]
    return subprocess.run(command, env=os.environ, capture_output=True, check=False).returncode


def test_failed_check_ends_with_its_status_in_a_real_process(tmp_path: Path) -> None:
    """A script that guards a release asks for nothing else."""
    spoilt = tmp_path / "packs" / "huaian-2024"
    shutil.copytree(BUILT_IN / "huaian-2024", spoilt)
    assert _status("packs", "check", "--packs", spoilt.parent) == 0
    quotas = spoilt / "quotas.yaml"
    quotas.write_text(quotas.read_text("utf-8").replace("at_most: 3", "at_most: three"), "utf-8")
    assert _status("packs", "check", "--packs", spoilt.parent) == 1
