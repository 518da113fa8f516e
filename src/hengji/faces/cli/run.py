"""``hengji run``: database, migrations, data, worker and web server, together and until Ctrl-C."""

import os
import signal
import sys
import time
from datetime import UTC, datetime
from types import FrameType

import click

from hengji.faces.cli.database import SETTINGS, database
from hengji.faces.cli.services import PortTakenError, Services, check_port, count_together
from hengji.platform.datadir import DataDir, DataDirBusyError, Lock

# SIGINT is named too: a shell starts what it puts into the background with SIGINT ignored.
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class StoppedError(Exception):
    """One of the processes ended and could not be kept running."""


@click.command(short_help="启动本站")
@click.option("--host", envvar="HENGJI_HOST", default="127.0.0.1", help="监听的地址")
@click.option("--port", envvar="HENGJI_PORT", default=8000, type=int, help="监听的端口")
def run(host: str, port: int) -> None:
    """启动本站：数据库、数据、后台任务与网页服务，按 Ctrl-C 全部结束。"""
    data = DataDir.from_environment()
    for name in STOP_SIGNALS:
        signal.signal(name, stop_once)
    try:
        data.create()
        lock = Lock(data.home / "run.lock")
        lock.acquire()
        check_port(host, port)
    except (DataDirBusyError, PortTakenError) as error:
        raise click.ClickException(str(error)) from error
    _set_environment(data, host)
    try:
        _serve(data, host, port)
    except (KeyboardInterrupt, SystemExit):
        click.echo("\n已结束。 Stopped.")
    finally:
        lock.release()


def stop_once(number: int, frame: FrameType | None) -> None:
    """Begin to end; whoever presses Ctrl-C again must not break the ending off."""
    for name in STOP_SIGNALS:
        signal.signal(name, signal.SIG_IGN)
    raise KeyboardInterrupt


def _set_environment(data: DataDir, host: str) -> None:
    """Settings that this command decides, for itself and for the processes it starts."""
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    os.environ["HENGJI_DATA"] = str(data.home)
    data.secret("django")
    # Well-known passwords are for one's own machine only, never for a site that others reach.
    public = host not in LOOPBACK or "HENGJI_HOSTS" in os.environ or "HENGJI_HTTPS" in os.environ
    os.environ.setdefault("HENGJI_DEMO", "0" if public else "1")
    if public:
        os.environ.setdefault("HENGJI_DEMO_PASSWORD", data.secret("demo"))


def _serve(data: DataDir, host: str, port: int) -> None:
    began = time.monotonic()
    click.echo(f"衡技正在启动，数据目录 {data.home}")
    with database(data) as server:
        if server is not None and not server.folder.is_relative_to(data.home):
            click.echo(f"  数据库文件在 {server.folder}（运行它的系统用户进不了数据目录）")
        prepare_site()
        count_together(data, port)
        with Services(data, host, port) as services:
            services.start()
            click.echo(banner(host, port, time.monotonic() - began))
            sys.stdout.flush()
            while services.keep_running():
                if server is not None:
                    if not server.running:
                        log = data.logs / "postgres.log"
                        raise click.ClickException(f"数据库意外结束，详见 {log}")
                    server.keep_log_short()
                time.sleep(0.5)
    raise click.ClickException(f"服务一再意外结束，详见 {data.logs} 中的日志")


def prepare_site() -> None:
    """Migrate, load and collect what is due, and tell each step."""
    import django  # only now does the environment name the database

    django.setup()
    from django.db import connections

    from hengji.platform.startup.services import LocaleUnfitError, prepare

    try:
        for step in prepare(datetime.now(UTC)):
            click.echo(f"  {step} ……")
    except LocaleUnfitError as error:
        raise click.ClickException(str(error)) from error
    finally:
        connections.close_all()


def banner(host: str, port: int, seconds: float) -> str:
    """Where the site is, and as whom to sign in."""
    from django.conf import settings

    from hengji.platform.accounts.demo import ACCOUNTS

    lines = ["", f"衡技已启动（{seconds:.1f} 秒） Hengji is ready", f"  http://{host}:{port}/", ""]
    if settings.DEMO:
        lines.append(f"演示账号 demo log-ins，密码 password: {settings.DEMO_PASSWORD}")
        lines += [
            f"  {who.username:<16} {who.place}　{who.role_label}　{who.display_name}"
            for who in ACCOUNTS
        ]
        lines.append("")
    return "\n".join([*lines, "按 Ctrl-C 结束。 Press Ctrl-C to stop.", ""])
