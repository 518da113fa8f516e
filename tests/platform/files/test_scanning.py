"""The virus scanner of a site, spoken to over a real socket."""

import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from hengji.platform.files.errors import FileRefusedError
from hengji.platform.files.scanning import ClamdScanner, ScannerDownError, scan

CLAMD = ["hengji.platform.files.scanning.ClamdScanner"]


class Daemon(threading.Thread):
    """As much of clamd as INSTREAM is: it answers FOUND for what has the word 病毒 in it."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.listening.getsockname()[1]}"

    def run(self) -> None:
        while True:
            try:
                caller, _ = self.listening.accept()
            except OSError:
                return
            with caller, caller.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                content = b""
                while length := struct.unpack("!L", stream.read(4))[0]:
                    content += stream.read(length)
                found = "病毒".encode() in content
                caller.sendall(b"stream: Test.Virus FOUND\0" if found else b"stream: OK\0")


@pytest.fixture
def daemon() -> Iterator[Daemon]:
    thread = Daemon()
    thread.start()
    yield thread
    thread.listening.close()


def test_clamd_tells_clean_from_infected(daemon: Daemon, tmp_path: Path) -> None:
    clean, infected = tmp_path / "a", tmp_path / "b"
    clean.write_bytes(b"x" * 3_000_000)
    infected.write_bytes(b"x" * 2_000_000 + "病毒".encode())
    scanner = ClamdScanner(daemon.address)
    assert scanner.threat(clean) is None
    assert scanner.threat(infected) == "Test.Virus"


def test_scanner_of_the_site_is_asked(
    daemon: Daemon, settings: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FILE_SCANNERS, settings.CLAMD = CLAMD, daemon.address  # type: ignore[attr-defined]  # pytest-django's
    path = tmp_path / "a"
    path.write_bytes("病毒".encode())
    with pytest.raises(FileRefusedError, match=r"Test\.Virus"):
        scan(path)


def test_scanner_that_does_not_answer_lets_nothing_in(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x")
    with pytest.raises(ScannerDownError):
        ClamdScanner(str(tmp_path / "no.socket")).threat(path)
