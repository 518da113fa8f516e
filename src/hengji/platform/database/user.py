"""Which operating-system user runs the embedded server: PostgreSQL refuses to run as root."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path

from hengji.platform.processes import run

# A user made for it first, then those that every Debian, Ubuntu and macOS has. None is created.
CANDIDATES = ("hengji", "postgres", "_postgres", "nobody", "daemon")


class NoServerUserError(Exception):
    """Root found no ordinary user to run PostgreSQL as."""


@dataclass(frozen=True)
class ServerUser:
    """Who runs the server; ``uid`` and ``gid`` are None when it is simply the caller."""

    uid: int | None
    gid: int | None

    @classmethod
    def suitable(cls) -> "ServerUser":
        if os.geteuid() != 0:
            return cls(None, None)
        for name in CANDIDATES:
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            if entry.pw_uid != 0:
                return cls(entry.pw_uid, entry.pw_gid)
        raise NoServerUserError(
            "以 root 运行时，内置 PostgreSQL 需要一个普通系统用户（如 nobody 或 postgres），"
            "本机一个也没有。请新建其一，或用 DATABASE_URL 指向已有的 PostgreSQL。"
        )

    def give(self, path: Path) -> None:
        """Make ``path`` this user's own."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)

    def can_execute(self, program: Path) -> bool:
        """Whether this user reaches ``program``: a folder above it may be closed to others."""
        try:
            return run([program, "--version"], uid=self.uid, gid=self.gid).returncode == 0
        except PermissionError:
            return False

    def can_write(self, folder: Path) -> bool:
        test = ["/bin/sh", "-c", 'test -w "$0" && test -x "$0"', str(folder)]
        return run(test, uid=self.uid, gid=self.gid).returncode == 0
