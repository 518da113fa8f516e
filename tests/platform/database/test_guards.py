"""What keeps the promises of the database is held to what was shipped."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from hengji.platform.database.guards import Guards, guard_faults, guards_present
from hengji.platform.health.checks.database import guards
from hengji.platform.health.findings import Level
from tests.platform.database.guarding import guard_truncation

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def truncation_guarded(db: None) -> None:
    guard_truncation()


def test_list_that_is_shipped_is_what_the_migrations_make() -> None:
    present = guards_present().text()
    path = Path(settings.DATABASE_GUARDS)
    if os.environ.get("HENGJI_WRITE_GUARDS"):
        path.write_text(present, "utf-8")
    assert path.read_text("utf-8") == present, "run this test with HENGJI_WRITE_GUARDS=1"
    shipped = Guards.shipped()
    assert {"audit_no_change", "audit_no_truncate", "audit_chain"} == set(
        shipped.triggers["audit_auditentry"]
    )
    assert "audit_hash(bytea, text, bigint, text)" in shipped.functions


def test_database_as_it_was_made_has_no_fault() -> None:
    assert list(guard_faults()) == []
    assert guards(AT).level is Level.OK


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (
            "ALTER TABLE audit_auditentry_rest DISABLE TRIGGER audit_no_change",
            "表 audit_auditentry_rest 的触发器 audit_no_change 已停用",
        ),
        (
            "ALTER TABLE audit_auditlink DISABLE TRIGGER USER",
            "表 audit_auditlink 的触发器 audit_no_link_by_hand 已停用",
        ),
        (
            "ALTER TABLE audit_auditlink ENABLE REPLICA TRIGGER audit_no_change",
            "表 audit_auditlink 的触发器 audit_no_change 已停用",
        ),
        (
            "ALTER TABLE states_statechange DISABLE TRIGGER USER",
            "表 states_statechange 的触发器 states_history_is_fixed 已停用",
        ),
        (
            "DROP TRIGGER audit_no_truncate ON audit_auditentry_rest",
            "表 audit_auditentry_rest 的触发器 audit_no_truncate 不见了",
        ),
        (
            "DROP TRIGGER audit_no_change ON audit_auditlink;"
            "CREATE TRIGGER audit_no_change BEFORE DELETE ON audit_auditlink"
            " FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()",
            "表 audit_auditlink 的触发器 audit_no_change 被改写",
        ),
        (
            "CREATE TRIGGER z BEFORE INSERT ON audit_auditentry"
            " FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()",
            "表 audit_auditentry 的触发器 z 不是本系统的",
        ),
        (
            "CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql"
            " AS 'BEGIN RETURN NEW; END'",
            "数据库函数 audit_is_append_only() 被改写",
        ),
        (
            "CREATE FUNCTION audit_part(value varchar) RETURNS text LANGUAGE sql AS 'SELECT value'",
            "数据库函数 audit_part(character varying) 不是本系统的，却与本系统的函数同名",
        ),
        (
            "ALTER FUNCTION audit_time(timestamptz) RENAME TO told_time",
            "数据库函数 audit_time(timestamp with time zone) 不见了",
        ),
        (
            "ALTER TABLE audit_auditlink RENAME TO hidden;"
            "CREATE VIEW audit_auditlink AS SELECT * FROM hidden",
            "表 audit_auditlink 的触发器 audit_no_change 不见了",
        ),
        (
            "CREATE RULE veil AS ON DELETE TO audit_auditlink DO INSTEAD NOTHING",
            "表 audit_auditlink 上有改写规则或行级安全策略，看到的可能不是全部",
        ),
        (
            "ALTER TABLE audit_auditentry ENABLE ROW LEVEL SECURITY",
            "表 audit_auditentry 上有改写规则或行级安全策略，看到的可能不是全部",
        ),
    ],
)
def test_guard_that_was_tampered_with_is_named(statement: str, told: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert told in list(guard_faults())
    found = guards(AT)
    assert (found.level, told in found.message) == (Level.ERROR, True)


def test_only_the_audit_s_own_are_told_where_those_are_asked_for() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE states_statechange DISABLE TRIGGER USER")
    assert list(guard_faults("audit_")) == []
