"""Scanners look into a file before it is stored; a site names its own in ``FILE_SCANNERS``."""

import socket
import struct
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from hengji.platform.errors import HengjiError
from hengji.platform.files.errors import FileRefusedError

_CHUNK = 1 << 20


class Scanner(Protocol):
    """Anything that can say of a file that it must not come in."""

    def threat(self, path: Path) -> str | None:
        """The name of what was found, or None. Raises `ScannerDownError` when it cannot tell."""


class ScannerDownError(HengjiError):
    """A scanner that the site asks for does not answer: nothing is let in unseen."""

    def __init__(self) -> None:
        super().__init__(
            "SCANNER_DOWN", "病毒扫描暂时不可用，没有接收文件；请稍后再传。", field="file"
        )


# The industry's harmless test file, in two pieces so that no scanner takes this source for it.
_EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_PROGRAM_STARTS = (
    (b"MZ", "Windows 程序"),
    (b"\x7fELF", "Linux 程序"),
    (b"\xcf\xfa\xed\xfe", "macOS 程序"),
    (b"\xca\xfe\xba\xbe", "Java 程序"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "Windows 快捷方式"),
    (b"#!", "脚本程序"),
)


class BuiltinScanner:
    """Programs, and the test file: what can be told without a list of viruses."""

    def threat(self, path: Path) -> str | None:
        with path.open("rb") as stream:
            piece = stream.read(_CHUNK)
            for start, name in _PROGRAM_STARTS:
                # "MZ" may begin a text; a program's head has zero bytes.
                if piece.startswith(start) and (start != b"MZ" or b"\0" in piece[:64]):
                    return name
            tail = b""
            while piece:
                if _EICAR in tail + piece:
                    return "EICAR 测试病毒"
                tail = piece[-len(_EICAR) :]
                piece = stream.read(_CHUNK)
        return None


class ClamdScanner:
    """ClamAV's daemon at ``CLAMD``: ``host:port`` or the path of its socket."""

    def __init__(self, address: str | None = None, timeout: float = 60.0) -> None:
        self._address = settings.CLAMD if address is None else address
        self._timeout = timeout

    def threat(self, path: Path) -> str | None:
        try:
            with self._connected() as daemon, path.open("rb") as stream:
                daemon.sendall(b"zINSTREAM\0")
                while piece := stream.read(_CHUNK):
                    daemon.sendall(struct.pack("!L", len(piece)) + piece)
                daemon.sendall(struct.pack("!L", 0))
                answer = _whole_answer(daemon)
        except OSError as error:
            raise ScannerDownError from error
        if answer.endswith(" FOUND"):
            return answer.removeprefix("stream: ").removesuffix(" FOUND")
        if not answer.endswith("OK"):
            raise ScannerDownError
        return None

    def _connected(self) -> socket.socket:
        host, _, port = self._address.rpartition(":")
        if port.isdigit():
            return socket.create_connection((host, int(port)), timeout=self._timeout)
        daemon = socket.socket(socket.AF_UNIX)
        daemon.settimeout(self._timeout)
        daemon.connect(self._address)
        return daemon


def _whole_answer(daemon: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0"):
        piece = daemon.recv(4096)
        if not piece:
            break
        answer += piece
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()


def scan(path: Path) -> None:
    """Ask every scanner of the site. Raises `FileRefusedError` and `ScannerDownError`."""
    for name in settings.FILE_SCANNERS:
        scanner: Scanner = import_string(name)()
        found = scanner.threat(path)
        if found is not None:
            raise FileRefusedError("FILE_THREAT", f"文件被安全检查拦下（{found}），没有接收。")
