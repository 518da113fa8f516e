"""The real site for the browser tests: ``hengji run`` with its database, worker and web server."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

FLAGS = (
    "--no-sandbox",  # the build server is root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

HENGJI = (sys.executable, "-m", "hengji.faces.cli.main")


@dataclass(frozen=True)
class Site:
    """A running site with its demo accounts."""

    url: str
    password: str
    data: Path

    def shell(self, code: str) -> str:
        """What Python says that runs beside the site, in its database."""
        done = subprocess.run(
            [*HENGJI, "manage", "shell", "--no-imports", "-c", code],
            env={**_outside(), "HENGJI_DATA": str(self.data)},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout


def _outside() -> dict[str, str]:
    """The environment without the test run's own database and settings."""
    return {k: v for k, v in os.environ.items() if k != "DATABASE_URL" and "HENGJI" not in k}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One site for all browser tests of this process; each test keeps to data of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # Not below pytest's private folders: root's database user could not pass them.
    data = Path(tempfile.mkdtemp(prefix="hengji-test-"))
    logs = tmp_path_factory.mktemp("site")
    log = logs / "run.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*HENGJI, "run"],
            env={
                **_outside(),
                "HENGJI_DATA": str(data),
                "HENGJI_PORT": str(port),
                "PYTHONUNBUFFERED": "1",
            },
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_ready(process, log)
        yield Site(f"http://127.0.0.1:{port}", "hengji-demo", data)
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0, log.read_text()
        shutil.rmtree(data)


def _wait_until_ready(process: subprocess.Popen[bytes], log: Path) -> None:
    import time

    deadline = time.monotonic() + 180
    while "Hengji is ready" not in log.read_text():
        if process.poll() is not None or time.monotonic() > deadline:
            raise AssertionError(log.read_text())
        time.sleep(0.2)


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """The system's Chromium where there is one that works, else Playwright's own."""
    named = os.environ.get("HENGJI_CHROMIUM")
    program = named or shutil.which("chromium") or shutil.which("google-chrome")
    found: dict[str, Any] = {"executable_path": program} if program else {}
    if not _has_chinese_font():
        found["env"] = {**os.environ, "FONTCONFIG_FILE": str(_own_fonts(tmp_path_factory))}
    return {**browser_type_launch_args, **found, "args": list(FLAGS)}


def _has_chinese_font() -> bool:
    """Whether the system can show Chinese; macOS always can and has no fc-list."""
    if sys.platform == "darwin":
        return True
    listed = shutil.which("fc-list") and subprocess.run(
        ["fc-list", ":lang=zh"], capture_output=True, text=True, check=False
    )
    return bool(listed and listed.stdout.strip())


def _own_fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A font configuration that knows only the fonts of the Python package."""
    folder = tmp_path_factory.mktemp("fonts")
    fonts = files("pylopdf_fonts_zh_cn")
    (folder / "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        f"<fontconfig><dir>{fonts}</dir><cachedir>{folder}</cachedir></fontconfig>"
    )
    return folder / "fonts.conf"


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A Chinese browser, so that dates and fonts are the users'."""
    return {**browser_context_args, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


@pytest.fixture
def sign_in(page: Page, site: Site) -> Callable[[str], Page]:
    """Sign in as a demo account by the form."""

    def do(username: str) -> Page:
        page.goto(f"{site.url}/accounts/login/")
        page.get_by_label("用户名").fill(username)
        page.get_by_label("密码").fill(site.password)
        page.get_by_role("button", name="登录", exact=True).click()
        expect(page).to_have_url(f"{site.url}/office/")
        return page

    return do


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Fail when axe finds something serious or worse on the page as it is shown."""

    def check(page: Page) -> None:
        found = Axe().run(page).response["violations"]
        grave = [item for item in found if item["impact"] in {"serious", "critical"}]
        told = [(item["id"], [node["html"] for node in item["nodes"]][:3]) for item in grave]
        assert not told, told

    return check
