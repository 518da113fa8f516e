"""The parts of a site on their own, for a service manager: prepare, web processes, workers."""

import os
import signal
import sys
import time

import click

from hengji.faces.cli.database import SETTINGS, database
from hengji.faces.cli.run import STOP_SIGNALS, prepare_site, stop_once
from hengji.faces.cli.services import (
    WORKERS,
    PortTakenError,
    check_port,
    count_together,
    web_server,
)
from hengji.platform import processes
from hengji.platform.datadir import DataDir

GRACE = 30.0  # seconds for a worker to hand back what it is doing
ANSWERING = 15  # seconds for a web process to finish its answers; another takes what comes next


@click.command(short_help="建立或更新数据表，装入数据，整理页面文件")
def prepare() -> None:
    """每次安装或升级后运行一次；已经做过的步骤会跳过，可在旧版本运行时执行。"""
    data = DataDir.from_environment()
    data.create()
    data.secret("django")
    _use(data)
    with database(data):
        prepare_site()
    click.echo("已就绪。")


@click.command(short_help="只运行网页服务")
@click.option("--host", envvar="HENGJI_HOST", default="127.0.0.1", help="监听的地址")
@click.option("--port", envvar="HENGJI_PORT", default=8000, type=int, help="监听的端口")
@click.option("--workers", envvar="HENGJI_WORKERS", default=2, type=int, help="进程数")
def serve(host: str, port: int, workers: int) -> None:
    """运行网页服务，直到收到 SIGTERM；数据库由 DATABASE_URL 指定。"""
    data = _prepared()
    try:
        check_port(host, port)
    except PortTakenError as error:
        raise click.ClickException(str(error)) from error
    count_together(data, port)
    argv = web_server(host, port, workers, ANSWERING)
    sys.stdout.flush()
    os.execv(argv[0], argv)  # noqa: S606 - composed above; the service manager watches it directly


@click.command(short_help="只运行后台进程")
def worker() -> None:
    """执行后台任务并投递事件，直到收到 SIGTERM；可以在几台机器上各运行几个。"""
    _prepared()
    for name in STOP_SIGNALS:
        signal.signal(name, stop_once)
    running = [processes.spawn(argv) for argv in WORKERS.values()]
    try:
        while all(process.poll() is None for process in running):
            time.sleep(0.5)
        raise click.ClickException("后台进程意外结束，详见日志。")
    except KeyboardInterrupt:
        click.echo("已结束。")
    finally:
        processes.stop(*running, patience=GRACE)


def _prepared() -> DataDir:
    """The data directory of a site that is ready to run; raises where `prepare` is due."""
    if not os.environ.get("DATABASE_URL"):
        raise click.ClickException(
            "分开运行各部分时，请用 DATABASE_URL 指定数据库；单机使用请运行 hengji run。"
        )
    data = DataDir.from_environment()
    if data.existing_secret("django") is None:
        raise click.ClickException(f"{data.home} 中还没有本站的密钥，请先运行 hengji prepare。")
    _use(data)
    with database(data):
        import django  # only now is the database known to answer

        django.setup()
        from django.db import connections

        from hengji.platform.startup.services import migrations_due

        if migrations_due():
            raise click.ClickException("数据表不是最新的，请先运行 hengji prepare。")
        connections.close_all()
    return data


def _use(data: DataDir) -> None:
    """For this process and for those it becomes or starts."""
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    os.environ["HENGJI_DATA"] = str(data.home)
