"""Whether the database is one that the system can work on."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection

from hengji.platform.database import OLDEST_SERVER
from hengji.platform.database.guards import guard_faults
from hengji.platform.health.findings import Finding, fault, fine, warning
from hengji.platform.health.gauges import Values, gauge
from hengji.platform.health.registry import SHOWN, check
from hengji.platform.startup.services import migrations_due

EXTENSIONS = ("pg_trgm", "btree_gist")
MOST_SKEW = timedelta(seconds=5)  # audit rows of two machines must stand in their true order
GUARDS_REMEDY = (
    "正在升级时，请以新版本的检查为准。否则有人以数据库的权限改动过：请保留现场，查明是谁、何时、为何，"
    "并把审计日志与另外保存的链头和导出文件核对。"
)
FULL = 0.9  # of max_connections


def _value(sql: str, *params: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()[0]


@check("database.version", "数据库版本")
def version(at: datetime) -> Finding:
    """Old servers lack NULLS NOT DISTINCT and more."""
    found = connection.pg_version  # type: ignore[attr-defined]  # PostgreSQL's wrapper has it
    if found < OLDEST_SERVER:
        return fault(
            f"PostgreSQL {found // 10000}",
            f"请升级到 PostgreSQL {OLDEST_SERVER // 10000} 或更新的版本。",
        )
    return fine(f"PostgreSQL {found // 10000}.{found % 10000}")


@check("database.encoding", "数据库编码与字符分类")
def encoding(at: datetime) -> Finding:
    """UTF8, and a ctype that takes Chinese characters for letters."""
    found = _value("SHOW server_encoding")
    if found != "UTF8":
        return fault(f"编码是 {found}", "请用 ENCODING 'UTF8' 重新建库后恢复备份。")
    ctype = _value("SELECT datctype FROM pg_database WHERE datname = current_database()")
    if ctype in {"C", "POSIX"}:
        return fault(
            "字符分类不支持中文，检索将查不到结果", "请用 LOCALE 'C.UTF-8' 重新建库后恢复备份。"
        )
    return fine(f"UTF8，{ctype}")


@check("database.extensions", "数据库扩展")
def extensions(at: datetime) -> Finding:
    """Those that the indexes need."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        present = {name for (name,) in cursor.fetchall()}
    missing = [name for name in EXTENSIONS if name not in present]
    if missing:
        return fault(
            "缺少扩展 " + "、".join(missing),
            "请让数据库管理员执行 " + "；".join(f"CREATE EXTENSION {name}" for name in missing),
        )
    return fine("、".join(EXTENSIONS))


@check("database.timezone", "时区")
def timezone(at: datetime) -> Finding:
    """The database must know the zone in which days are counted."""
    known = _value("SELECT count(*) FROM pg_timezone_names WHERE name = %s", settings.TIME_ZONE)
    if not known:
        return fault(f"数据库不认识时区 {settings.TIME_ZONE}", "请为数据库安装时区数据（tzdata）。")
    return fine(settings.TIME_ZONE)


@check("database.migrations", "数据表结构")
def migrations(at: datetime) -> Finding:
    """Every migration of these sources has been applied."""
    if migrations_due():
        return fault("有尚未执行的结构变更", "请运行 hengji prepare。")
    return fine("已是最新")


@check("database.guards", "数据库的触发器与函数")
def guards(at: datetime) -> Finding:
    """What keeps the promises is there, switched on, and as this version's migrations made it."""
    faults = list(guard_faults())
    if faults:
        more = f"……共 {len(faults)} 处" if len(faults) > SHOWN else ""
        return fault("；".join(faults[:SHOWN]) + more, GUARDS_REMEDY)
    return fine("都在，都开着，与本版本的一致")


@check("database.clock", "时钟")
def clock(at: datetime) -> Finding:
    """Against the database's, for both write times into the same records."""
    there = _value("SELECT clock_timestamp()")
    here = datetime.now(there.tzinfo)
    skew = abs(here - there)
    if skew > MOST_SKEW:
        return fault(
            f"本机与数据库相差 {skew.total_seconds():.0f} 秒",
            "请在两台机器上都开启时间同步（NTP）。",
        )
    return fine(f"与数据库相差 {skew.total_seconds():.1f} 秒")


@check("database.connections", "数据库连接数")
def connections(at: datetime) -> Finding:
    """How near the server's limit is."""
    used = _value("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'")
    most = _value("SELECT current_setting('max_connections')::int")
    text = f"{used} / {most}"
    if used > FULL * most:
        return warning(text, "请减少网页或后台进程，或调大数据库的 max_connections。")
    return fine(text)


@gauge("hengji_database_connections", "Connections to this database, by state", labels=("state",))
def connection_gauge() -> Values:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(state, 'unknown'), count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() GROUP BY 1"
        )
        return {(state,): count for state, count in cursor.fetchall()}


@gauge("hengji_database_bytes", "Size of the database on disk")
def size_gauge() -> Values:
    return {(): _value("SELECT pg_database_size(current_database())")}
