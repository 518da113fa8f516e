"""``hengji adjudicate`` from a CSV of a million claims to a CSV of decisions: its peak memory."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import claims_data
from benchmarks.measuring import in_new_process, judge, say

CLAIM_COUNT = 1_000_000
LIMIT_MIB = 1024
_UNIT = 1 if sys.platform == "darwin" else 1024
"""What getrusage counts memory in: bytes on macOS, KiB elsewhere."""


def main() -> None:
    """Print the command's peak memory, and how long it took."""
    with tempfile.TemporaryDirectory() as folder:
        claims, decisions = Path(folder) / "claims.csv", Path(folder) / "decisions.csv"
        in_new_process(claims_data.write_csv, claims, CLAIM_COUNT)
        say("申领表", f"{CLAIM_COUNT:,} 件，{claims.stat().st_size >> 20} MiB")
        started = time.perf_counter()
        peak, cpu = run_command(claims, decisions)
        elapsed = time.perf_counter() - started
        with decisions.open(encoding="utf-8") as stream:
            written = sum(1 for _ in stream) - 1
    if written != CLAIM_COUNT:
        raise SystemExit(f"只写出 {written} 件，比较无效")
    say("全程", f"{elapsed:.1f} 秒，{cpu:.1f} CPU 秒")
    judge("内存峰值", peak / 2**20, "MiB", at_most=LIMIT_MIB)


def run_command(claims: Path, decisions: Path) -> tuple[int, float]:
    """Peak resident bytes and CPU seconds of the command in a process of its own."""
    command = "from hengji.faces.cli.main import main; main()"
    arguments = ["adjudicate", "--pack", claims_data.PACK, str(claims), "-o", str(decisions)]
    process = subprocess.Popen([sys.executable, "-c", command, *arguments])
    _pid, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"命令以 {status} 结束")
    return used.ru_maxrss * _UNIT, used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
