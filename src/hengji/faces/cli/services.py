"""The web server and the workers as child processes of ``hengji run``."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from typing import Self

import click

from hengji.platform import processes
from hengji.platform.datadir import DataDir

WEB_WORKERS = 2
# Without its launcher a site has no database either. The web server sees to its own children; a
# worker would wait half a minute for a connection, and its jobs are rescued at the next start.
WHEN_ORPHANED = {"web": signal.SIGTERM, "worker": signal.SIGKILL, "outbox": signal.SIGKILL}
START_PATIENCE = 60.0  # seconds until the first page must be there
MOST_RESTARTS = 5  # of one process, within RESTART_SPAN seconds
RESTART_SPAN = 60.0
LARGEST_LOG = 20 * 1024 * 1024  # bytes; a log that has grown past this starts anew


class PortTakenError(Exception):
    """Something else listens there."""


def check_port(host: str, port: int) -> None:
    """Raise when the port is taken; the web server itself would share it without a word."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTakenError(
                f"不能监听 {host}:{port}（{error.strerror}）。端口可能已被占用，"
                "请用 HENGJI_PORT 指定另一个，例如 HENGJI_PORT=8001 make run。"
            ) from error


WORKERS = {
    "worker": [sys.executable, "-m", "hengji.platform.jobs.worker"],
    "outbox": [sys.executable, "-m", "hengji.platform.outbox.worker"],
}


def web_server(host: str, port: int, workers: int, patience: int = 5) -> list[str]:
    """The command line of the web server with so many processes.

    When it is told to end, what is being answered has so many seconds of patience left.
    """
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--host", host, "--port", str(port), "--no-ws"),
        *("--workers", str(workers), "--blocking-threads", "1"),
        *("--workers-kill-timeout", str(patience), "--respawn-failed-workers"),
        *("--log-level", "warning", "hengji.config.wsgi:application"),
    ]


def count_together(data: DataDir, port: int) -> None:
    """Give the web server's processes a fresh folder in which they add up their requests."""
    folder = data.home / "metrics" / str(port)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


class Services:
    """All processes; leaving the context ends them."""

    def __init__(self, data: DataDir, host: str, port: int) -> None:
        self._data = data
        self._url = f"http://{f'[{host}]' if ':' in host else host}:{port}"
        self._argv = {
            "web": web_server(host, port, WEB_WORKERS),
            **WORKERS,
        }
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._restarts: dict[str, list[float]] = {name: [] for name in self._argv}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        processes.stop(*self._running.values())

    def start(self) -> None:
        """Start all and return when the site answers; raise when it does not."""
        for name in self._argv:
            self._start(name)
        deadline = time.monotonic() + START_PATIENCE
        while not self._answers():
            if time.monotonic() > deadline or self._running["web"].poll() is not None:
                raise click.ClickException(f"网页服务未能启动，详见 {self._data.logs / 'web.log'}")
            time.sleep(0.1)

    def keep_running(self) -> bool:
        """Start again what has ended; False when one ends time after time."""
        for name, process in self._running.items():
            if process.poll() is None:
                continue
            now = time.monotonic()
            recent = [at for at in self._restarts[name] if at > now - RESTART_SPAN]
            if len(recent) >= MOST_RESTARTS:
                return False
            self._restarts[name] = [*recent, now]
            self._start(name)
            break  # the dictionary has changed; the others' turn comes next time
        return True

    def _start(self, name: str) -> None:
        path = self._data.logs / f"{name}.log"
        if path.exists() and path.stat().st_size > LARGEST_LOG:
            path.replace(path.with_suffix(".log.1"))
        with path.open("ab") as log:
            self._running[name] = processes.spawn(
                self._argv[name], log=log, when_orphaned=WHEN_ORPHANED[name]
            )

    def _answers(self) -> bool:
        request = urllib.request.Request(f"{self._url}/healthz", headers={"Host": "localhost"})  # noqa: S310 - http, composed above
        with (
            contextlib.suppress(urllib.error.URLError, OSError),
            urllib.request.urlopen(request, timeout=5) as answer,  # noqa: S310 - the same
        ):
            return bool(answer.status == 200)
        return False
