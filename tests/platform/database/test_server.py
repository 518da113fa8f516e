"""The embedded server through everything that can happen to it."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from hengji.platform.database.place import find_place
from hengji.platform.database.server import EmbeddedServer, ServerError
from hengji.platform.database.server_log import MOST_BYTES
from hengji.platform.datadir import DataDir, DataDirBusyError
from hengji.platform.processes import command_line_of


@pytest.fixture
def data(tmp_path: Path) -> Iterator[DataDir]:
    """A data directory; what root had to put elsewhere for its server user is removed."""
    data = DataDir(tmp_path / "data")
    yield data
    if data.home.exists():
        place = find_place(data.home)
        subprocess.run(["rm", "-rf", place.root], check=True)


def _server(data: DataDir) -> EmbeddedServer:
    return EmbeddedServer(data, durable=False)


def _write(server: EmbeddedServer) -> None:
    with psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE kept (what text)")
        connection.execute("INSERT INTO kept VALUES ('技能')")


def _read(server: EmbeddedServer) -> list[tuple[str]]:
    with psycopg.connect(server.url) as connection:
        return connection.execute("SELECT what FROM kept").fetchall()


def _postmaster(data: DataDir) -> int:
    return int(find_place(data.home).pid_file.read_text().split()[0])


def test_server_keeps_its_data_over_a_stop(data: DataDir) -> None:
    with _server(data) as server:
        _write(server)
    with _server(data) as server:
        assert _read(server) == [("技能",)]


def test_server_takes_chinese_characters_for_letters(data: DataDir) -> None:
    with _server(data) as server, psycopg.connect(server.url) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        found = connection.execute("SELECT '育婴师' % '育婴员', cardinality(show_trgm('育婴'))")
        assert found.fetchone() == (True, 3)  # "  育", " 育婴", "育婴 "


def test_application_is_no_superuser_and_strangers_stay_out(data: DataDir) -> None:
    with _server(data) as server:
        with psycopg.connect(server.url) as connection:
            told = connection.execute("SELECT usesuper FROM pg_user WHERE usename = current_user")
            assert told.fetchone() == (False,)
        stranger = psycopg.conninfo.make_conninfo(server.url, password="guessed")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(stranger)


def test_server_has_no_port_and_its_secrets_are_private(data: DataDir) -> None:
    with _server(data) as server, psycopg.connect(server.url) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        for path in (data.home / "secrets").iterdir():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_log_tells_an_error_without_the_values_that_met_it(data: DataDir) -> None:
    with _server(data) as server, psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE account (name text PRIMARY KEY, hash text NOT NULL)")
        connection.execute("INSERT INTO account VALUES ('王小明', 'md5$x')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO account VALUES ('王小明', 'md5$x')")
        with pytest.raises(psycopg.errors.NotNullViolation):
            connection.execute("INSERT INTO account VALUES ('李小红', NULL)")
    log = (data.logs / "postgres.log").read_text()
    assert "duplicate key value" in log
    assert not [told for told in ("小明", "小红", "md5", "DETAIL", "STATEMENT") if told in log]


def test_log_that_has_grown_too_long_is_set_aside_while_the_server_writes(data: DataDir) -> None:
    log = data.logs / "postgres.log"
    with _server(data) as server, psycopg.connect(server.url, autocommit=True) as connection:
        os.truncate(log, MOST_BYTES + 1)
        server.keep_log_short()
        with pytest.raises(psycopg.errors.UndefinedTable):
            connection.execute("TABLE nowhere")
    assert (data.logs / "postgres.log.1").stat().st_size == MOST_BYTES + 1
    assert 'relation "nowhere" does not exist' in log.read_text()
    assert log.stat().st_size < 10_000


def test_second_owner_is_told_who_has_the_data(data: DataDir) -> None:
    with _server(data), pytest.raises(DataDirBusyError, match=f"进程号 {os.getpid()}"):
        _server(data).start()


def test_killed_server_comes_up_again_with_its_data(data: DataDir) -> None:
    server = EmbeddedServer(data)  # a durable one: what was acknowledged must be there
    server.start()
    _write(server)
    os.kill(_postmaster(data), signal.SIGKILL)
    server.stop()
    with _server(data) as again:
        assert _read(again) == [("技能",)]


def test_pid_file_naming_a_living_stranger_does_not_stop_the_start(data: DataDir) -> None:
    """After a container starts anew its numbers begin again: the old one is someone else's."""
    server = EmbeddedServer(data)  # a durable one: what was acknowledged must be there
    server.start()
    _write(server)
    os.kill(_postmaster(data), signal.SIGKILL)
    server.stop()
    place = find_place(data.home)
    uid, gid = place.user.uid, place.user.gid
    with subprocess.Popen(["sleep", "60"], user=uid, group=gid) as stranger:
        lines = place.pid_file.read_text().split("\n")
        place.pid_file.write_text("\n".join([str(stranger.pid), *lines[1:]]))
        with _server(data) as again:
            assert _read(again) == [("技能",)]
        assert stranger.poll() is None
        stranger.kill()


def test_half_made_cluster_is_made_anew(data: DataDir) -> None:
    data.create()
    place = find_place(data.home)
    (place.root / "cluster.new").mkdir()
    (place.root / "cluster.new" / "PG_VERSION").write_text("18\n")
    with _server(data) as server:
        _write(server)


def test_damaged_cluster_is_reported_with_the_log(
    data: DataDir, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _server(data):
        pass
    (find_place(data.home).cluster / "PG_VERSION").write_text("9.6\n")
    monkeypatch.setattr("hengji.platform.database.server.PATIENCE", 0.5)
    with pytest.raises(ServerError, match=r"postgres\.log"):
        _server(data).start()


@pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells a child of its parent's death"
)
def test_server_ends_when_its_launcher_is_killed(data: DataDir) -> None:
    program = (
        "import sys, time; from pathlib import Path\n"
        "from hengji.platform.database.server import EmbeddedServer\n"
        "from hengji.platform.datadir import DataDir\n"
        "EmbeddedServer(DataDir(Path(sys.argv[1])), durable=False).start()\n"
        "print('up', flush=True); time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(data.home)], stdout=subprocess.PIPE
    ) as launcher:
        assert launcher.stdout
        assert launcher.stdout.readline() == b"up\n"
        pid = _postmaster(data)
        launcher.kill()
    deadline = time.monotonic() + 20
    while command_line_of(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert command_line_of(pid) == ""
    with _server(data) as again, psycopg.connect(again.url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
