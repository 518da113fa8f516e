"""Child processes that end with the one that started them."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


def end_with_parent(sig: signal.Signals) -> Callable[[], None]:
    """A hook for the child: the kernel sends it ``sig`` when its parent dies, even by ``kill -9``.

    Only Linux has this. Elsewhere the next start finds what was left over and ends it.
    """
    if sys.platform != "linux":
        return lambda: None
    libc = ctypes.CDLL(None, use_errno=True)
    parent = os.getpid()

    def hook() -> None:
        libc.prctl(PR_SET_PDEATHSIG, sig)
        if os.getppid() != parent:  # it died between fork and prctl
            os._exit(1)

    return hook


def ask_to_end_with_parent(sig: signal.Signals = signal.SIGTERM) -> None:
    """The same, asked for by a process that another library started (a web server's worker)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, sig)


def spawn(
    argv: Sequence[str | Path],
    *,
    env: Mapping[str, str] | None = None,
    log: IO[bytes] | None = None,
    uid: int | None = None,
    gid: int | None = None,
    when_orphaned: signal.Signals = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start ``argv`` in a session of its own, so that Ctrl-C reaches only the one who stops it.

    ``when_orphaned`` is what the kernel sends it should its parent be killed.
    ``uid`` and ``gid`` drop root's rights; the caller must be root to give them.
    """
    return subprocess.Popen(  # noqa: S603 - every argv is composed by this package
        [str(part) for part in argv],
        cwd="/" if uid is not None else None,  # the caller's folder may be closed to that user
        env=dict(env) if env is not None else None,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
        user=uid,
        group=gid,
        extra_groups=[] if uid is not None else None,
        preexec_fn=end_with_parent(when_orphaned),
    )


def run(
    argv: Sequence[str | Path], *, uid: int | None = None, gid: int | None = None
) -> subprocess.CompletedProcess[str]:
    """Run ``argv`` to its end; the caller reads ``returncode``, ``stdout`` and ``stderr``."""
    return subprocess.run(  # noqa: S603 - every argv is composed by this package
        [str(part) for part in argv],
        cwd="/" if uid is not None else None,
        env={**os.environ, "LC_MESSAGES": "C"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        user=uid,
        group=gid,
        extra_groups=[] if uid is not None else None,
    )


def stop(
    *running: subprocess.Popen[bytes],
    sig: signal.Signals = signal.SIGTERM,
    patience: float = 10.0,
) -> None:
    """Ask all of them to end at once; after ``patience`` seconds kill their whole sessions."""
    for process in running:
        if process.poll() is None:
            process.send_signal(sig)
    deadline = time.monotonic() + patience
    for process in running:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, deadline - time.monotonic()))
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)  # what it left behind in its session
        process.wait()


def command_line_of(pid: int) -> str:
    """The command line of a living process, or nothing when there is none (a zombie has none)."""
    proc = Path(f"/proc/{pid}/cmdline")
    if proc.parent.parent.joinpath("self").exists():
        try:
            return proc.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    return run(["ps", "-o", "command=", "-p", str(pid)]).stdout
