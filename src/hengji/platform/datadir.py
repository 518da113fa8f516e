"""Where a running Hengji keeps what is not in the database, and its secrets."""

import fcntl
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self


class DataDirBusyError(Exception):
    """Another instance is using this data directory; the message says so in Chinese."""


@dataclass(frozen=True)
class DataDir:
    """The folder named by ``HENGJI_DATA``; by default ``.data`` where the command is given."""

    home: Path

    @classmethod
    def from_environment(cls) -> Self:
        return cls(Path(os.environ.get("HENGJI_DATA") or ".data").absolute())

    @property
    def static(self) -> Path:
        return self.home / "static"

    @property
    def files(self) -> Path:
        return self.home / "files"

    @property
    def audit_heads(self) -> Path:
        """Where the heads of the audit chains are noted; copy it to where this machine cannot."""
        return self.home / "audit-heads.jsonl"

    @property
    def audit_verified(self) -> Path:
        """How far this machine has verified the audit chains; without it all is read again."""
        return self.home / "audit-verified.json"

    @property
    def logs(self) -> Path:
        return self.home / "logs"

    @property
    def mail(self) -> Path:
        return self.home / "mail"

    def create(self) -> None:
        """Make the folders; as root the top stays passable for the database's user."""
        self.home.mkdir(parents=True, exist_ok=True)
        self.home.chmod(0o711 if os.geteuid() == 0 else 0o700)
        for folder in (self.static, self.files, self.logs, self.mail, self.home / "secrets"):
            folder.mkdir(exist_ok=True)
            folder.chmod(0o700)

    def secret(self, name: str) -> str:
        """The secret of this name, made at the first asking and readable by the owner only."""
        path = self.home / "secrets" / name
        if not path.exists():
            self.keep_secret(name, secrets.token_urlsafe(48))
        return path.read_text()

    def keep_secret(self, name: str, value: str) -> None:
        """Write it, in place of an earlier one."""
        write_anew(self.home / "secrets" / name, value)

    def existing_secret(self, name: str) -> str | None:
        """The secret, or nothing where none was made yet: reading leaves no trace."""
        path = self.home / "secrets" / name
        return path.read_text() if path.exists() else None


def write_anew(path: Path, text: str) -> None:
    """Write it in place of what was there, wholly or not at all; for this user's eyes only."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    fresh.rename(path)


class Lock:
    """A lock that the kernel gives back when its holder dies, however it dies."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[str] | None = None

    def acquire(self) -> None:
        """Take it, or raise `DataDirBusyError` naming the process that has it."""
        file = self._path.open("a+")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "未知"
            file.close()
            raise DataDirBusyError(
                f"数据目录 {self._path.parent} 正被另一个衡技进程使用（进程号 {holder}）。"
                "请先结束它，或用 HENGJI_DATA 指定另一个目录。"
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        self._file = file

    def release(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
