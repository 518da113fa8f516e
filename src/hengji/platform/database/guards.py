"""The functions and triggers by which the database keeps its promises, held to what was shipped.

Whoever owns the tables can switch a trigger off or write a function anew. He cannot change what
PostgreSQL says of it, nor the list that comes with the program.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from django.conf import settings
from django.db import connection

from hengji.platform.database.builtins import builtins_only

# Not an extension's, and not the queue's: those come and go with other packages.
_FUNCTIONS = """
SELECT p.proname || '(' || oidvectortypes(p.proargtypes) || ')',
    encode(sha256(convert_to(concat_ws(E'\\n', l.lanname, p.provolatile, p.prosecdef, p.proisstrict,
        p.proretset, format_type(p.prorettype, NULL), p.proconfig::text, p.prosrc), 'UTF8')), 'hex')
FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
WHERE p.pronamespace = %(ours)s::regnamespace AND NOT starts_with(p.proname, 'procrastinate')
    AND NOT EXISTS (SELECT FROM pg_depend d
        WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
"""

# A partition has the triggers of its whole, under its own name.
_TABLES = """
SELECT c.oid, c.relname, w.relname AS whole,
    c.relrowsecurity OR EXISTS (SELECT FROM pg_rewrite r WHERE r.ev_class = c.oid) AS veiled
FROM pg_class c JOIN pg_class w ON w.oid = coalesce(pg_partition_root(c.oid), c.oid)
WHERE c.relnamespace = %(ours)s::regnamespace AND c.relkind IN ('r', 'p')
    AND NOT starts_with(c.relname, 'procrastinate')
"""

_TRIGGERS = f"""
WITH tables AS ({_TABLES})
SELECT c.relname, t.tgname, t.tgenabled IN ('O', 'A'),
    p.pronamespace = 'pg_catalog'::regnamespace
        AND (starts_with(p.proname, 'RI_FKey') OR p.proname = 'unique_key_recheck'),
    replace(replace(pg_get_triggerdef(t.oid), %(ours)s || '.', ''),
        ' ON ' || c.relname || ' ', ' ON ' || c.whole || ' ')
FROM tables c JOIN pg_trigger t ON t.tgrelid = c.oid JOIN pg_proc p ON p.oid = t.tgfoid
"""  # noqa: S608 - our own text

_ALL = f"SELECT relname, whole, veiled FROM ({_TABLES}) AS tables"  # noqa: S608 - the same


@dataclass(frozen=True)
class Guards:
    """Of each function a hash of its source and traits, of each table its triggers as SQL."""

    functions: Mapping[str, str]
    triggers: Mapping[str, Mapping[str, str]]

    @classmethod
    def shipped(cls) -> Self:
        """What the migrations of this version make."""
        return cls(**json.loads(Path(settings.DATABASE_GUARDS).read_text("utf-8")))

    def text(self) -> str:
        """As `shipped` reads it."""
        return json.dumps(vars(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


@dataclass(frozen=True)
class _Present:
    functions: Mapping[str, str]
    tables: Mapping[str, tuple[str, bool]]
    triggers: Mapping[str, Mapping[str, str]]
    disabled: tuple[tuple[str, str], ...]


def guards_present() -> Guards:
    """What there is, switched on or off; partitions stand for nothing of their own."""
    found = _look()
    wholes = {table for table, (whole, _) in found.tables.items() if table == whole}
    triggers = {table: made for table, made in found.triggers.items() if table in wholes and made}
    return Guards(found.functions, triggers)


def guard_faults(prefix: str = "") -> Iterator[str]:
    """One Chinese sentence for each function, trigger or table that is not as it was shipped.

    Only those whose name begins with ``prefix``.
    """
    shipped, found = Guards.shipped(), _look()
    yield from _of_functions(shipped, found, prefix)
    partitions = [(table, whole) for table, (whole, _) in sorted(found.tables.items())]
    missing = [(table, table) for table in sorted(shipped.triggers) if table not in found.tables]
    for table, whole in partitions + missing:
        if table.startswith(prefix):
            yield from _of_table(table, shipped.triggers.get(whole, {}), found)


def _of_functions(shipped: Guards, found: _Present, prefix: str) -> Iterator[str]:
    names = {signature.partition("(")[0] for signature in shipped.functions}
    for signature in sorted({*shipped.functions, *found.functions}):
        name = signature.partition("(")[0]
        if not name.startswith(prefix) or name not in names:
            continue
        if signature not in found.functions:
            yield f"数据库函数 {signature} 不见了"
        elif signature not in shipped.functions:
            yield f"数据库函数 {signature} 不是本系统的，却与本系统的函数同名"
        elif found.functions[signature] != shipped.functions[signature]:
            yield f"数据库函数 {signature} 被改写"


def _of_table(table: str, shipped: Mapping[str, str], found: _Present) -> Iterator[str]:
    present = found.triggers.get(table, {})
    for name in sorted({*shipped, *present}):
        if name not in present:
            yield f"表 {table} 的触发器 {name} 不见了"
        elif name not in shipped:
            yield f"表 {table} 的触发器 {name} 不是本系统的"
        elif present[name] != shipped[name]:
            yield f"表 {table} 的触发器 {name} 被改写"
    for name in sorted(name for where, name in found.disabled if where == table):
        yield f"表 {table} 的触发器 {name} 已停用"
    if table in found.tables and found.tables[table][1]:
        yield f"表 {table} 上有改写规则或行级安全策略，看到的可能不是全部"


def _look() -> _Present:
    with builtins_only() as ours, connection.cursor() as cursor:

        def rows(query: str) -> list[tuple[Any, ...]]:
            cursor.execute(query, {"ours": ours})
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found

        functions = dict(rows(_FUNCTIONS))
        tables = {table: (whole, veiled) for table, whole, veiled in rows(_ALL)}
        triggers: dict[str, dict[str, str]] = {}
        disabled = []
        for table, name, enabled, of_constraint, made in rows(_TRIGGERS):
            if not of_constraint:
                triggers.setdefault(table, {})[name] = made
            if not enabled:
                disabled.append((table, name))
    return _Present(functions, tables, triggers, tuple(disabled))
