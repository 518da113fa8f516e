"""Commands that need the database, whichever it is."""

import contextlib
import os
from collections.abc import Iterator

import click
import psycopg

from hengji.platform.database import OLDEST_SERVER
from hengji.platform.database.place import NoPlaceError
from hengji.platform.database.server import EmbeddedServer, ServerError
from hengji.platform.database.user import NoServerUserError
from hengji.platform.datadir import DataDir, DataDirBusyError

SETTINGS = "hengji.config.settings"


@contextlib.contextmanager
def database(data: DataDir) -> Iterator[EmbeddedServer | None]:
    """Have ``DATABASE_URL`` name a living database: the one it names already, or the embedded one.

    Yields the embedded server, or None where the database is someone else's. Beside a running
    site its server is shared, so that a command need not wait for the site's end.
    """
    if url := os.environ.get("DATABASE_URL"):
        _check(url)
        yield None
        return
    server = EmbeddedServer(data)
    try:
        if not (data.home.exists() and server.attach()):
            server.start()
    except (ServerError, NoServerUserError, NoPlaceError, DataDirBusyError) as error:
        raise click.ClickException(str(error)) from error
    try:
        os.environ["DATABASE_URL"] = server.url
        yield server
    finally:
        os.environ.pop("DATABASE_URL", None)
        server.stop()


def _check(url: str) -> None:
    """Say in one line what is wrong with a database that is not ours to start."""
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            version = connection.info.server_version
    except psycopg.Error as error:
        raise click.ClickException(f"连接不上 DATABASE_URL 所指的数据库：{error}") from error
    if version < OLDEST_SERVER:
        raise click.ClickException(
            f"DATABASE_URL 所指的 PostgreSQL 是第 {version // 10000} 版，"
            f"至少要第 {OLDEST_SERVER // 10000} 版。"
        )


@click.command(
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
    short_help="Django 的管理命令（migrate、createsuperuser……）",
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """在本站的数据库上执行 Django 的管理命令，例如 ``hengji manage showmigrations``。"""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    with database(DataDir.from_environment()):
        from django.core.management import execute_from_command_line  # after DATABASE_URL is set

        execute_from_command_line(["hengji manage", *arguments])
