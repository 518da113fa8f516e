"""The embedded server: made, started, found again after any crash, and stopped.

Only the wheel's programs are used, not its Python: that one makes users as root, trusts every
local connection and leaves servers behind.
"""

import contextlib
import signal
import subprocess
import time
from pathlib import Path
from typing import Self

import psycopg
from psycopg import conninfo, sql

from hengji.platform import processes
from hengji.platform.database.place import Place, find_place
from hengji.platform.database.server_log import LOG_OPTIONS, turn_log
from hengji.platform.datadir import DataDir, Lock

ROLE = DATABASE = "hengji"
SUPERUSER = "postgres"
# The ctype decides what pg_trgm takes for a letter: with plain C no Chinese character is one.
# macOS before 13 has no C.UTF-8; any UTF-8 locale does there, for the order stays by code point.
CTYPES = ("C.UTF-8", "en_US.UTF-8", "zh_CN.UTF-8")
PATIENCE = 30.0  # seconds for a killed predecessor to be reaped
UNREAPED = 3.0  # seconds after which its number is taken to be nobody's or someone else's


class ServerError(Exception):
    """The embedded server cannot be made or started; the message says what to do."""


class EmbeddedServer:
    """One PostgreSQL on a private socket, below one data directory, for one owner at a time."""

    def __init__(self, data: DataDir, *, durable: bool = True) -> None:
        """``durable=False`` is for tests: nothing is forced to the disk."""
        self._data = data
        self._durable = durable
        self._lock = Lock(data.home / "postgres.lock")
        self._process: subprocess.Popen[bytes] | None = None
        self._socket: Path | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """How the application connects: no superuser, its own database."""
        return self._url(ROLE, DATABASE, "database")

    @property
    def admin_url(self) -> str:
        return self._url(SUPERUSER, "postgres", "database-superuser")

    def _url(self, user: str, dbname: str, secret: str) -> str:
        return conninfo.make_conninfo(
            host=str(self._socket), user=user, dbname=dbname, password=self._data.secret(secret)
        )

    @property
    def folder(self) -> Path:
        """Where its files lie: below the data directory, but where root's server cannot go."""
        return find_place(self._data.home).root

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def _log(self) -> Path:
        return self._data.logs / "postgres.log"

    def keep_log_short(self) -> None:
        """Whoever keeps it running asks for this now and then."""
        turn_log(self._log)

    def start(self) -> None:
        """Bring the server up, made first where there is none, and its role and database in it."""
        self._data.create()
        self._lock.acquire()
        try:
            place = find_place(self._data.home)
            if not place.cluster.exists():
                self._make(place)
            self._end_orphan(place)
            self._socket = place.socket_folder()
            self.keep_log_short()
            self._launch(place)
            self._ensure_database()
        except BaseException:
            self.stop()
            raise

    def attach(self) -> bool:
        """Use the server that another process keeps running; False where none answers.

        `stop` then leaves it alone.
        """
        try:
            lines = find_place(self._data.home).pid_file.read_text().split("\n")
            self._socket = Path(lines[4])  # PostgreSQL writes its socket's folder there
            psycopg.connect(self.url, connect_timeout=5).close()
        except (OSError, IndexError, psycopg.OperationalError):
            return False
        return True

    def stop(self) -> None:
        """End it as ``pg_ctl stop -m fast`` would; a second call does nothing."""
        if self._process is not None:
            processes.stop(self._process, sig=signal.SIGINT, patience=PATIENCE)
            self._process = None
        self._lock.release()

    def _make(self, place: Place) -> None:
        """``initdb`` into a folder that gets its name only when it is whole."""
        unfinished = place.root / "cluster.new"
        password_file = place.root / "password.new"
        password_file.touch(mode=0o600)
        password_file.write_text(self._data.secret("database-superuser"))
        place.user.give(password_file)
        problems = []
        for ctype in CTYPES:
            processes.run(["rm", "-rf", unfinished])
            done = processes.run(
                [
                    place.programs / "initdb",
                    *("-D", unfinished, "-U", SUPERUSER, "--pwfile", password_file),
                    *("--auth=scram-sha-256", "--encoding=UTF8", "--no-instructions"),
                    *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
                    *("--locale=C", f"--lc-ctype={ctype}"),
                    *(() if self._durable else ("--no-sync",)),
                ],
                uid=place.user.uid,
                gid=place.user.gid,
            )
            if done.returncode == 0:
                password_file.unlink()
                unfinished.rename(place.cluster)
                return
            problems.append(done.stderr.strip())
        raise ServerError("内置 PostgreSQL 的数据目录未能建立：\n" + "\n".join(problems))

    def _launch(self, place: Place) -> None:
        """Start it, again and again while the kernel still counts a killed predecessor."""
        began = time.monotonic()
        while True:
            if self._try_launch(place):
                return
            if time.monotonic() > began + PATIENCE:
                raise ServerError(f"内置 PostgreSQL 未能启动，详见 {self._log}")
            if time.monotonic() > began + UNREAPED:
                self._drop_stale_pid_file(place)
            time.sleep(0.3)

    def _try_launch(self, place: Place) -> bool:
        options = {
            "listen_addresses": "",
            "unix_socket_directories": self._socket,
            "unix_socket_permissions": "0700",
            "max_connections": "60",
            **LOG_OPTIONS,
            **({} if self._durable else {"fsync": "off", "synchronous_commit": "off"}),
        }
        with self._log.open("ab") as log:
            self._process = processes.spawn(
                [
                    *(place.programs / "postgres", "-D", place.cluster),
                    *(part for key, value in options.items() for part in ("-c", f"{key}={value}")),
                ],
                log=log,
                uid=place.user.uid,
                gid=place.user.gid,
                when_orphaned=signal.SIGINT,
            )
        while self._process.poll() is None:
            with contextlib.suppress(psycopg.OperationalError):
                psycopg.connect(self.admin_url, connect_timeout=5).close()
                return True
            time.sleep(0.05)
        return False

    def _end_orphan(self, place: Place) -> None:
        """End a server whose launcher was killed where the kernel could not end it for us.

        We hold the lock, so whoever runs on this cluster belongs to nobody.
        """
        pid = _pid_in(place.pid_file)
        if pid is None or str(place.cluster) not in processes.command_line_of(pid):
            return
        processes.run(
            [place.programs / "pg_ctl", "stop", "-D", place.cluster, "-m", "fast", "-t", "20"],
            uid=place.user.uid,
            gid=place.user.gid,
        )

    def _drop_stale_pid_file(self, place: Place) -> None:
        """Remove the note of a dead server whose number now belongs to something else.

        In a container the numbers start again from 1, and nobody may reap the dead; PostgreSQL
        itself cannot tell such a number from a living server.
        """
        pid = _pid_in(place.pid_file)
        if pid is not None and str(place.cluster) not in processes.command_line_of(pid):
            place.pid_file.unlink(missing_ok=True)

    def _ensure_database(self) -> None:
        role, database = sql.Identifier(ROLE), sql.Identifier(DATABASE)
        with psycopg.connect(self.admin_url, autocommit=True) as connection:
            if not connection.execute(
                "SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]
            ).fetchone():
                password = sql.Literal(self._data.secret("database"))
                connection.execute(
                    sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD {}").format(role, password)
                )
            if not connection.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
            ).fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, role))


def _pid_in(pid_file: Path) -> int | None:
    try:
        return int(pid_file.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None
