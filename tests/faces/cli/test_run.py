"""``hengji run`` as a newcomer meets it: started, killed, started again, and stopped."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from hengji.platform.processes import command_line_of

COMMAND = [sys.executable, "-m", "hengji.faces.cli.main"]


class Running:
    """One ``hengji run`` and everything that it started."""

    def __init__(self, home: Path, port: int) -> None:
        kept = {k: v for k, v in os.environ.items() if k != "DATABASE_URL" and "HENGJI" not in k}
        self.environment = {**kept, "HENGJI_DATA": str(home), "HENGJI_PORT": str(port)}
        self.url = f"http://127.0.0.1:{port}/"
        self.log = home / "test.log"
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(
                [*COMMAND, "run"],
                env={**self.environment, "PYTHONUNBUFFERED": "1"},
                stdout=out,
                stderr=subprocess.STDOUT,
            )

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + 180
        while "Hengji is ready" not in self.log.read_text():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.1)

    def tree(self) -> set[int]:
        """This process and all that descend from it."""
        listing = subprocess.run(
            ["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True
        ).stdout
        parents = [tuple(map(int, line.split())) for line in listing.splitlines()]
        found = {self.process.pid}
        while True:
            more = {pid for pid, parent in parents if parent in found} - found
            if not more:
                return found
            found |= more

    def answers(self) -> bool:
        with urllib.request.urlopen(self.url, timeout=10) as answer:  # noqa: S310 - http, composed above
            return bool(answer.status == 200)


def _alive(pids: set[int]) -> set[int]:
    def is_alive(pid: int) -> bool:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, 0)
            stat = subprocess.run(
                ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
            ).stdout
            return bool(stat.strip()) and not stat.startswith("Z")
        return False

    return {pid for pid in pids if is_alive(pid)}


def _wait_until_gone(pids: set[int]) -> None:
    deadline = time.monotonic() + 20
    while _alive(pids) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert {pid: command_line_of(pid) for pid in _alive(pids)} == {}


@pytest.fixture
def home() -> Iterator[Path]:
    """Not below pytest's private folders: root's database user could not pass them."""
    home = Path(tempfile.mkdtemp(prefix="hengji-test-"))
    yield home
    shutil.rmtree(home)


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_site_survives_kill_9_of_everything_and_stops_cleanly(home: Path, port: int) -> None:
    first = Running(home, port)
    first.wait_until_ready()
    assert first.answers()
    assert "http://127.0.0.1" in first.log.read_text()
    assert "huaian-clerk" in first.log.read_text()

    # Only one may use the data, and the other is told so.
    second = subprocess.run(
        [*COMMAND, "run"], env=first.environment, capture_output=True, text=True, check=False
    )
    assert second.returncode != 0
    assert re.search(rf"另一个衡技进程.*{first.process.pid}", second.stderr)

    everything = first.tree()
    assert len(everything) > 5  # itself, the database's, the web server's, the worker
    # On Linux the rest goes with the one that started it; elsewhere we must do it.
    for pid in [first.process.pid] if sys.platform == "linux" else everything:
        os.kill(pid, signal.SIGKILL)
    first.process.wait()
    _wait_until_gone(everything)

    second_start = Running(home, port)
    second_start.wait_until_ready()
    text = second_start.log.read_text()
    assert "装入" not in text  # the data are there: nothing was loaded a second time
    assert "建立" not in text
    everything = second_start.tree()
    for pid in everything:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    second_start.process.wait()
    _wait_until_gone(everything)

    again = Running(home, port)
    again.wait_until_ready()
    assert again.answers()
    everything = again.tree()
    again.process.send_signal(signal.SIGINT)
    assert again.process.wait(30) == 0
    _wait_until_gone(everything)


def test_port_that_is_taken_is_named_with_the_way_out(home: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        site = Running(home, int(other.getsockname()[1]))
        assert site.process.wait(30) != 0
        assert "HENGJI_PORT" in site.log.read_text()
