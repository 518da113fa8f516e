"""``hengji backup`` and ``hengji restore``."""

import contextlib
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from hengji.faces.cli.database import SETTINGS, database
from hengji.platform.datadir import DataDir, DataDirBusyError
from hengji.platform.errors import HengjiError

LOCAL = ZoneInfo("Asia/Shanghai")
PASSPHRASE = click.option(
    "--passphrase-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="口令文件：本站密钥用其中的口令加密后放进备份",
)
WITHOUT = click.option("--without-secrets", is_flag=True, help="备份不含本站密钥，由您另行保管")


@click.command(short_help="把数据库与文件备份为一个文件")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@PASSPHRASE
@WITHOUT
def backup(folder: Path, passphrase_file: Path | None, without_secrets: bool) -> None:
    """在 FOLDER 中新建一个备份文件。网站可以照常运行。"""
    passphrase = _passphrase(passphrase_file, without_secrets)
    with _site() as data:
        from hengji.platform.backup.create import backup_create
        from hengji.platform.health.backups import backup_record

        made = backup_create(
            url=os.environ["DATABASE_URL"],
            data=data,
            folder=folder,
            passphrase=passphrase,
            at=datetime.now(UTC),
            tell=_tell,
        )
        backup_record(backup=made, at=datetime.now(UTC))
    rows = sum(table.rows for table in made.manifest.tables.values())
    size = made.path.stat().st_size / 1024**2
    click.echo(f"已备份到 {made.path}（{size:.1f} MB，{len(made.manifest.tables)} 张表 {rows} 行）")
    for sha256 in made.manifest.lost:
        click.echo(f"警告：文件 {sha256} 在备份之前已经丢失", err=True)
    for sha256 in made.manifest.damaged:
        click.echo(f"警告：文件 {sha256} 在备份之前已经损坏", err=True)
    if passphrase is None:
        click.echo(f"注意：备份不含密钥，请另行保管 {data.home / 'secrets'}。", err=True)


@click.command(short_help="从备份恢复")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="清空现有数据库后恢复")
@click.option("--check", is_flag=True, help="只校验备份是否完好，什么也不改")
@PASSPHRASE
@WITHOUT
def restore(
    file: Path, replace: bool, check: bool, passphrase_file: Path | None, without_secrets: bool
) -> None:
    """校验备份 FILE，然后恢复文件、数据库与密钥。请先停止网站。"""
    if check:
        _check(file)
        return
    passphrase = _passphrase(passphrase_file, without_secrets)
    with _site() as data:
        from hengji.platform.backup.restore import backup_restore

        manifest = backup_restore(
            url=os.environ["DATABASE_URL"],
            data=data,
            path=file,
            passphrase=passphrase,
            replace=replace,
            tell=_tell,
        )
    click.echo(f"已恢复到 {_local(manifest.made_at)} 的状态，各表行数与校验和均与备份一致。")
    click.echo("请运行 hengji prepare（或直接 hengji run）后再开放网站。")


def _check(file: Path) -> None:
    with _saying():
        from hengji.platform.backup.archive import read_verified

        manifest = read_verified(file)
    click.echo(
        f"备份完好：{_local(manifest.made_at)}，"
        f"{len(manifest.tables)} 张表，{len(manifest.members)} 项"
    )


def _local(made_at: str) -> str:
    """As the clock on the wall shows it."""
    return f"{datetime.fromisoformat(made_at).astimezone(LOCAL):%Y-%m-%d %H:%M:%S}"


def _passphrase(file: Path | None, without: bool) -> str | None:
    """One of both must be said: a backup without keys must not come by oversight."""
    if (file is None) is not without:
        raise click.UsageError("请给出 --passphrase-file，或用 --without-secrets 说明不含密钥。")
    if file is None:
        return None
    passphrase = file.read_text().strip()
    if not passphrase:
        raise click.UsageError(f"口令文件 {file} 是空的。")
    return passphrase


@contextlib.contextmanager
def _site() -> Iterator[DataDir]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    data = DataDir.from_environment()
    data.create()
    with _saying(), database(data):
        import django  # only now does the environment name the database

        django.setup()
        yield data


@contextlib.contextmanager
def _saying() -> Iterator[None]:
    """Errors that the operator can act on, in one line."""
    try:
        yield
    except HengjiError as error:
        raise click.ClickException(error.message) from error
    except DataDirBusyError as error:
        raise click.ClickException(str(error)) from error


def _tell(step: str) -> None:
    click.echo(f"  {step} ……")
