"""The steps of a start, each skipped when it was done before and nothing has changed."""

import hashlib
import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from hengji.platform.startup.models import LoadedData

LOCK = 0x48454E47  # any number that only this program uses: two sites may share one database
LOOKS_AGAIN = 0.2  # seconds


class Loader(Protocol):
    """A module that brings what a fresh system needs into the database, as often as it is asked."""

    NAME: str

    def fingerprint(self) -> str:
        """A text that changes when what there is to load changes."""

    def load(self) -> None:
        """Bring it in; what is there already is brought up to date, never doubled."""


class LocaleUnfitError(Exception):
    """This database takes no Chinese character for a letter, so no search would find any."""


def prepare(at: datetime) -> Iterator[str]:
    """Do every step that is due, and name each in Chinese before it begins."""
    while not _locked():
        time.sleep(LOOKS_AGAIN)
    try:
        if migrations_due():
            yield "建立或更新数据表"
            call_command("migrate", interactive=False, verbosity=0)
            call_command("createcachetable", verbosity=0)
            check_chinese_search()
        for path in settings.STARTUP_LOADERS:
            loader = cast(Loader, import_module(path))
            if load_is_due(path, loader):
                yield f"装入{loader.NAME}"
                load_data(path, loader, at)
        if static_files_due():
            yield "整理页面文件"
            _collect_static()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _locked() -> bool:
    """Held for the connection: a second start on the same database waits until it is its turn.

    It asks again and again. A statement that waits for the lock is itself waited for by an index
    that the first start builds beside the work, and the server would break one of them off.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def migrations_due() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def check_chinese_search() -> None:
    """Raise when the database's ctype is plain C: trigrams of Chinese would be empty, silently."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(show_trgm('技能'))")
        if not cursor.fetchone()[0]:
            raise LocaleUnfitError(
                "数据库的字符分类（LC_CTYPE）不支持中文，检索将查不到任何结果。"
                "请用 LC_CTYPE 'C.UTF-8' 重新建库，例如：CREATE DATABASE hengji "
                "TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'。"
            )


def load_is_due(path: str, loader: Loader) -> bool:
    """Has this loader something that is not in the database yet?"""
    loaded = LoadedData.objects.filter(loader=path).first()
    return loaded is None or loaded.fingerprint != loader.fingerprint()


def load_data(path: str, loader: Loader, at: datetime) -> None:
    """Bring it in and note that it is in, or neither."""
    with transaction.atomic():
        fingerprint = loader.fingerprint()
        loader.load()
        LoadedData.objects.update_or_create(
            loader=path, defaults={"fingerprint": fingerprint, "loaded_at": at}
        )


def static_files_due() -> bool:
    return not _stamp().exists() or _stamp().read_text() != _static_fingerprint()


def _collect_static() -> None:
    """What an earlier version made stays: its processes may still be answering beside ours."""
    call_command("collectstatic", interactive=False, verbosity=0)
    _stamp().write_text(_static_fingerprint())


def _stamp() -> Path:
    return Path(settings.STATIC_ROOT) / ".collected"


def _static_fingerprint() -> str:
    """Of names, sizes and times: reading every file would cost what it is meant to save."""
    digest = hashlib.sha256()
    for folder in _static_folders():
        for file in sorted(folder.rglob("*")):
            state = file.stat()
            digest.update(f"{file}:{state.st_size}:{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _static_folders() -> Iterable[Path]:
    yield from (Path(config.path) / "static" for config in apps.get_app_configs())
    yield from (Path(folder) for _, folder in settings.STATICFILES_DIRS)
