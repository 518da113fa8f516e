"""``hengji doctor`` as an operator runs it."""

import json
import os
import subprocess
import sys
from pathlib import Path

from psycopg.conninfo import make_conninfo

COMMAND = [sys.executable, "-m", "hengji.faces.cli.main", "doctor"]


def _doctor(home: Path, *options: str, **variables: str) -> tuple[int, str]:
    kept = {k: v for k, v in os.environ.items() if k != "DATABASE_URL" and "HENGJI" not in k}
    done = subprocess.run(
        [*COMMAND, *options],
        env={**kept, "HENGJI_DATA": str(home), **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout


def test_fresh_machine_is_told_how_to_begin_and_left_untouched(tmp_path: Path) -> None:
    status, text = _doctor(tmp_path / "data")
    assert status == 1
    assert "还没有数据库" in text
    assert "怎么办：请运行 hengji run" in text
    assert not (tmp_path / "data").exists()


def test_unreachable_database_is_one_error_and_the_rest_is_still_examined(tmp_path: Path) -> None:
    status, text = _doctor(
        tmp_path, "--json", DATABASE_URL="postgresql://a:secret-word@127.0.0.1:1/none"
    )
    levels = {one["code"]: one["level"] for one in json.loads(text)}
    assert status == 1
    assert levels["database"] == "error"
    assert levels["database.version"] == "skipped"
    assert levels["python"] == "ok"
    assert "secret-word" not in text


def test_database_of_another_is_examined_for_what_is_missing(tmp_path: Path) -> None:
    """An empty database: reachable, and without our tables."""
    url = make_conninfo(os.environ["DATABASE_URL"])
    status, text = _doctor(tmp_path, "--json", DATABASE_URL=url)
    levels = {one["code"]: one["level"] for one in json.loads(text)}
    assert status == 1
    assert levels["database"] == levels["database.encoding"] == "ok"
    assert levels["database.migrations"] == "error"
