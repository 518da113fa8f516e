"""Two web and two worker processes over one database: to the user they are one site."""

import contextlib
import os
import re
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from http.cookiejar import CookieJar
from importlib import import_module
from pathlib import Path

import psycopg
import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection, connections
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from psycopg.conninfo import make_conninfo

from hengji.config.roles import Clerk
from hengji.platform.jurisdictions import loading as jurisdictions
from hengji.platform.startup.models import LoadedData
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.claims import PACK, claim, csv_bytes
from tests.factories.databases import admin, site_on

COMMAND = [sys.executable, "-m", "hengji.faces.cli.main"]
AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
RUNS, CLAIMS = 4, 3
PATIENCE = 120.0


@pytest.fixture
def database(transactional_db: None) -> Iterator[str]:
    """A copy of the test's migrated database with one clerk; the catalogues are not asked here."""
    name, template = f"hengji_many_{os.getpid()}", str(connection.settings_dict["NAME"])
    connections.close_all()
    admin("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    admin("CREATE DATABASE {} TEMPLATE {}", name, template)
    url = make_conninfo(os.environ["DATABASE_URL"], dbname=name)
    with site_on(url):
        jurisdictions.load()
        clerk = make_user("huaian-clerk", "320800", Clerk)
        # By the hasher of a real site; the tests' own is a quicker one that it does not know.
        clerk.password = PBKDF2PasswordHasher().encode(PASSWORD, "salt")
        clerk.save()
        for loader in ("hengji.domains.catalogues.loading", "hengji.domains.subsidies.demo"):
            fingerprint = import_module(loader).fingerprint()
            LoadedData.objects.create(loader=loader, fingerprint=fingerprint, loaded_at=AT)
    yield url
    admin("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


class Site:
    """The processes of one site, ended with the context."""

    def __init__(self, home: Path, database: str) -> None:
        kept = {k: v for k, v in os.environ.items() if "HENGJI" not in k}
        self._environment = {
            **kept,
            "DATABASE_URL": database,
            "HENGJI_DATA": str(home),
            "HENGJI_SECOND_FACTOR": "0",
        }
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> "Site":
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *arguments],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen([*COMMAND, *arguments], env=self._environment)
        self._stack.callback(process.wait)
        self._stack.callback(process.terminate)
        return process

    def web(self) -> str:
        """Start a web server; where it answers once it is ready."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        process = self.start("serve", "--port", str(port), "--workers", "1")
        url = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + PATIENCE
        while True:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{url}/readyz") as answer:  # noqa: S310 - http, composed above
                assert answer.status == 200
                return url
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)


class Browser:
    """Keeps its cookies, whichever process it talks to."""

    def __init__(self) -> None:
        self._jar = CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._jar))

    def get(self, url: str) -> tuple[str, str]:
        """The address that was reached and what it answered."""
        with self._opener.open(url, timeout=60) as answer:
            return answer.url, answer.read().decode()

    def post(self, url: str, data: bytes, kind: str) -> tuple[str, str]:
        token = next(cookie.value for cookie in self._jar if cookie.name == "csrftoken")
        headers = {"X-CSRFToken": str(token), "Content-Type": kind}
        return self.get(urllib.request.Request(url, data, headers))  # type: ignore[arg-type]  # noqa: S310 - it opens both

    def sign_in(self, site: str, password: str) -> tuple[str, str]:
        self.get(f"{site}/accounts/login/")
        return self.post(
            f"{site}/accounts/login/",
            urllib.parse.urlencode({"login": "huaian-clerk", "password": password}).encode(),
            "application/x-www-form-urlencoded",
        )

    def upload(self, site: str, number: int) -> str:
        """Hand in a sheet; the path of its run."""
        sheet = csv_bytes([claim(10 * number + row) for row in range(CLAIMS)])
        body = encode_multipart(BOUNDARY, {"pack_id": PACK, "file": _Named(f"{number}.csv", sheet)})
        url, _ = self.post(f"{site}/office/adjudication/new/", body, MULTIPART_CONTENT)
        return urllib.parse.urlsplit(url).path


class _Named:
    """A file as Django's encoder takes it."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name, self._content = name, content

    def read(self) -> bytes:
        return self._content


def test_two_web_and_two_worker_processes_are_one_site(database: str, tmp_path: Path) -> None:
    with Site(tmp_path / "data", database) as site:
        assert "请先运行 hengji prepare" in site.run("serve").stderr  # no key is made by chance
        prepared = site.run("prepare")
        assert prepared.returncode == 0, prepared.stderr
        first, second = site.web(), site.web()
        workers = [site.start("worker") for _ in range(2)]

        person = Browser()
        reached, _ = person.sign_in(first, PASSWORD)
        assert reached.endswith("/office/")
        reached, page = person.get(f"{second}/office/")  # signed in there too
        assert reached == f"{second}/office/"

        paths = [person.upload((first, second)[number % 2], number) for number in range(RUNS)]
        for number, path in enumerate(paths):
            other = (second, first)[number % 2]
            person.post(f"{other}{path}submit/", b"", "application/x-www-form-urlencoded")
        _wait_for_results(database)
        _, page = person.get(f"{first}{paths[1]}")
        assert str(CLAIMS) in page
        assert all(process.poll() is None for process in workers)

        stranger = Browser()  # the brake counts what every process saw
        for number in range(5):
            _, page = stranger.sign_in((first, second)[number % 2], f"wrong {number}")
            assert "过多" not in page
        for where in (first, second):
            assert "过多" in stranger.sign_in(where, PASSWORD)[1]

        counted = [Browser().get(f"{where}/metrics")[1] for where in (first, second)]
        for text in counted:
            assert re.search(r'hengji_requests_total\{[^}]*route="account_login"', text)
            assert "hengji_workers 2.0" in text


def _wait_for_results(database: str) -> None:
    """Every run decided, each by one execution, each claim once."""
    deadline = time.monotonic() + PATIENCE
    with psycopg.connect(database, autocommit=True) as watch:
        while True:
            jobs = watch.execute("SELECT state, attempt FROM jobs_job").fetchall()
            if len(jobs) == RUNS and _all_final(jobs):
                break
            assert time.monotonic() < deadline, jobs
            time.sleep(0.2)
        assert jobs == [("done", 1)] * RUNS
        decided = watch.execute(
            "SELECT count(*), count(DISTINCT (run_id, claim_id)) FROM subsidies_claimdecision"
        ).fetchone()
        assert decided == (RUNS * CLAIMS, RUNS * CLAIMS)


def _all_final(jobs: Sequence[tuple[object, ...]]) -> bool:
    return all(state not in {"queued", "running"} for state, _ in jobs)
