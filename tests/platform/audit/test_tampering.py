"""Whoever may switch the triggers off changes what he likes: each such change is found."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.db import connection

from hengji.core.audit.faults import LABELS, Fault
from hengji.core.audit.faults import FaultKind as K
from hengji.core.audit.heads import read_heads
from hengji.faces.cli.audit import audit
from hengji.platform.accounts.models import User
from hengji.platform.audit.chains import heads_note
from hengji.platform.audit.check import chains_check
from hengji.platform.audit.models import AuditEntry, AuditLink
from hengji.platform.audit.nightly import trail_check
from hengji.platform.audit.parts import Rotation
from hengji.platform.health.checks.database import guards
from tests.platform.audit.tampering import ACTS, AT, CHAIN, act, tamper
from tests.platform.database.guarding import guard_truncation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("linked_at_once")]
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)  # an export made now knows of it


Found = list[tuple[K, str, int | None]]


def _told(faults: tuple[Fault, ...]) -> Found:
    return [(fault.kind, fault.chain, fault.seq) for fault in faults]


def _in_database(heads: Path | None = None) -> Found:
    known = read_heads(heads) if heads else ()
    return _told(chains_check(known=known, at=AT + timedelta(days=90)).faults)


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(audit, [str(one) for one in arguments])


@pytest.fixture
def heads(trail: list[AuditEntry], tmp_path: Path) -> Path:
    """The heads as the nightly job notes them, before anybody tampers."""
    path = tmp_path / "heads.jsonl"
    assert heads_note(path, LONG_AGO) == 3
    return path


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    return tmp_path / "export.jsonl"


SWAP_LINKS = (
    "UPDATE audit_auditlink SET seq = -3 WHERE chain = '320800' AND seq = 3",
    "UPDATE audit_auditlink SET seq = 3 WHERE chain = '320800' AND seq = 6",
    "UPDATE audit_auditlink SET seq = 6 WHERE chain = '320800' AND seq = -3",
)
SWAP_CONTENTS = (
    "UPDATE audit_auditentry e SET reason = o.reason, after = o.after FROM audit_auditentry o"
    " WHERE e.jurisdiction_code = '320800' AND o.jurisdiction_code = '320800'"
    " AND (e.reason, o.reason) IN (('第3次', '第6次'), ('第6次', '第3次'))",
)


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        pytest.param(
            ["UPDATE audit_auditentry SET reason = '改' WHERE :five"],
            [(K.CHANGED, 5)],
            id="edit",
        ),
        pytest.param(
            ["UPDATE audit_auditentry SET after = '{\"第\": 5.0}' WHERE :five"],
            [(K.CHANGED, 5)],
            id="edit json",
        ),
        pytest.param(
            ["UPDATE audit_auditentry SET at = at + interval '1 hour' WHERE :five"],
            [(K.CHANGED, 5)],
            id="edit time",
        ),
        pytest.param(
            ["UPDATE audit_auditentry SET jurisdiction_code = '440100' WHERE :five"],
            [(K.CHANGED, 5)],
            id="edit place",
        ),
        pytest.param(
            ["DELETE FROM audit_auditentry WHERE :five"], [(K.MISSING, 5)], id="delete entry"
        ),
        pytest.param(
            [
                "DELETE FROM audit_auditentry WHERE :five",
                "DELETE FROM audit_auditlink WHERE :link",
            ],
            [(K.MISSING, 5)],
            id="delete entry and link",
        ),
        pytest.param(
            ["UPDATE audit_auditlink SET hash = sha256('x') WHERE :link"],
            [(K.LINK_CHANGED, 5)],
            id="edit hash",
        ),
        pytest.param(
            [
                "INSERT INTO audit_auditentry SELECT nextval('audit_auditentry_id_seq'), at,"
                " actor_id, actor_name, on_behalf_of, action, subject_type, subject_id,"
                " subject_label, jurisdiction_code, before, after, reason, request_id, address"
                " FROM audit_auditentry WHERE :five"
            ],
            [(K.OUTSIDE, None)],
            id="insert",
        ),
        pytest.param(SWAP_CONTENTS, [(K.CHANGED, 3), (K.CHANGED, 6)], id="swap contents"),
        pytest.param(SWAP_LINKS, [(K.REORDERED, 3), (K.REORDERED, 6)], id="swap links"),
    ],
)
def test_tampering_is_found_in_an_export_and_in_the_database(
    trail: list[AuditEntry],
    exported: Path,
    statements: list[str],
    found: list[tuple[K, int | None]],
) -> None:
    tamper(*statements)
    assert _in_database() == [(kind, CHAIN, seq) for kind, seq in found]
    assert _run("export", exported).exit_code == 0
    result = _run("verify", exported)
    assert result.exit_code == 1, result.output
    assert f"发现 {len(found)} 处问题" in result.output
    for _, seq in found:
        assert (f"链 320800 第 {seq} 号" if seq else "链 320800（记录") in result.output


ANSWERED = """
CREATE OR REPLACE FUNCTION audit_hash(previous bytea, chain text, seq bigint, content text)
RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(
        (SELECT l.hash FROM audit_auditlink l WHERE l.chain = $2 AND l.seq = $3),
        sha256(previous
            || convert_to(audit_part(chain) || audit_part(seq::text) || content, 'UTF8'))
    )
$$"""
SAME_TIME = """
CREATE OR REPLACE FUNCTION audit_time(value timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT to_char((value - interval '1 hour') AT TIME ZONE 'UTC',
        'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$"""
# As ALTER DATABASE ... SET search_path would have it for every connection.
NOTHING_DIFFERS = """
CREATE FUNCTION never_differs(bytea, bytea) RETURNS boolean LANGUAGE sql AS 'SELECT true';
CREATE OPERATOR = (LEFTARG = bytea, RIGHTARG = bytea, FUNCTION = never_differs);
SET LOCAL search_path = public, pg_catalog"""


@pytest.mark.parametrize(
    ("function", "edit", "told"),
    [
        (
            ANSWERED,
            "SET actor_name = '他人', reason = '改'",
            "数据库函数 audit_hash(bytea, text, bigint, text) 被改写",
        ),
        (
            SAME_TIME,
            "SET at = at + interval '1 hour'",
            "数据库函数 audit_time(timestamp with time zone) 被改写",
        ),
        (NOTHING_DIFFERS, "SET reason = '改'", ""),
    ],
    ids=["hash answers what stands there", "time is told as before", "operator of one's own"],
)
def test_functions_that_were_made_to_agree_hide_nothing(
    trail: list[AuditEntry], exported: Path, tmp_path: Path, function: str, edit: str, told: str
) -> None:
    """The role of the application owns the functions: the checks must not ask them."""
    with connection.cursor() as cursor:
        cursor.execute(function)
    tamper(f"UPDATE audit_auditentry {edit} WHERE :five")
    assert _in_database() == [(K.CHANGED, CHAIN, 5)]
    result = _run("verify", "--database")
    assert (result.exit_code, "链 320800 第 5 号" in result.output) == (1, True)
    assert told in result.output
    assert told in guards(AT).message
    night = trail_check(
        path=tmp_path / "verified.json", rotation=Rotation(4, block=2), known=(), at=AT
    )
    assert _told(night) == [(K.CHANGED, CHAIN, 5)]
    assert not (tmp_path / "verified.json").exists()
    _run("export", exported)
    assert _run("verify", exported).exit_code == 1


RECOMPUTE = """
DO $$
DECLARE
    link record;
    previous bytea := decode(repeat('00', 32), 'hex');
BEGIN
    UPDATE audit_auditentry SET reason = '改' WHERE jurisdiction_code = '320800'
        AND reason = '第2次';
    FOR link IN SELECT l.chain, l.seq, audit_content(e.id, e.at, e.actor_id, e.actor_name,
            e.on_behalf_of, e.action, e.subject_type, e.subject_id, e.subject_label,
            e.jurisdiction_code, e.before, e.after, e.reason, e.request_id, e.address) AS content
        FROM audit_auditlink l JOIN audit_auditentry e ON e.id = l.entry_id
        WHERE l.chain = '320800' ORDER BY l.seq
    LOOP
        previous := audit_hash(previous, link.chain, link.seq, link.content);
        UPDATE audit_auditlink SET hash = previous WHERE chain = link.chain AND seq = link.seq;
    END LOOP;
END $$
"""
CUT = (
    "DELETE FROM audit_auditentry WHERE id IN"
    " (SELECT entry_id FROM audit_auditlink WHERE chain = '320800' AND seq > 5)",
    "DELETE FROM audit_auditlink WHERE chain = '320800' AND seq > 5",
)


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        pytest.param((RECOMPUTE,), (K.RECOMPUTED, CHAIN, 8), id="recompute"),
        pytest.param(CUT, (K.CUT, CHAIN, 6), id="cut"),
    ],
)
def test_rewritten_chain_is_found_by_the_heads_that_were_noted(
    trail: list[AuditEntry],
    heads: Path,
    exported: Path,
    statements: tuple[str, ...],
    found: tuple[K, str, int],
) -> None:
    tamper(*statements)
    assert _in_database() == []
    assert _in_database(heads) == [found]
    assert _run("export", exported).exit_code == 0
    without = _run("verify", exported)
    assert without.exit_code == 0
    assert "没有与另外保存的链头比较" in without.stderr
    result = _run("verify", exported, "--heads", heads)
    assert result.exit_code == 1
    assert LABELS[found[0]] in result.output


def test_sound_trail_is_exported_and_verified(
    trail: list[AuditEntry], heads: Path, exported: Path
) -> None:
    assert _run("export", exported).output == f"已导出 {3 * ACTS + 1} 条记录到 {exported}\n"
    result = _run("verify", exported, "--heads", heads)
    assert result.exit_code == 0
    assert f"核验 {3 * ACTS + 1} 条" in result.output
    assert _in_database(heads) == []
    guard_truncation()
    # The earlier export knows the heads too.
    assert _run("verify", "--database", "--heads", exported).exit_code == 0


def test_export_of_a_place_and_some_days_is_an_unbroken_part(
    trail: list[AuditEntry], exported: Path
) -> None:
    days = ("--from", "2026-11-06", "--until", "2026-11-08")
    assert _run("export", exported, "--jurisdiction", CHAIN, *days).exit_code == 0
    header, *lines = map(json.loads, exported.read_text("utf-8").splitlines())
    assert header["jurisdiction"] == "3208"
    assert set(header["stretches"]) == {CHAIN, "320812"}
    own = [line["reason"] for line in lines if line["chain"] == CHAIN]
    assert own == ["第3次", "第4次", "第5次"]
    assert _run("verify", exported).exit_code == 0


def test_export_leaves_a_row(trail: list[AuditEntry], exported: Path) -> None:
    _run("export", exported, "--jurisdiction", CHAIN)
    entry = AuditEntry.objects.get(action="audit.export")
    assert entry.jurisdiction_code == CHAIN
    assert entry.after == {"since": None, "until": None, "file": "export.jsonl"}


def test_export_of_an_unknown_place_is_refused(clerks: list[User], exported: Path) -> None:
    result = _run("export", exported, "--jurisdiction", "999999")
    assert result.exit_code == 1
    assert "没有区划代码为“999999”的地区" in result.stderr
    assert not exported.exists()


def test_verify_wants_a_file_or_the_database(tmp_path: Path) -> None:
    assert _run("verify").exit_code == 2
    assert _run("verify", "x", "--database").exit_code == 2
    text = tmp_path / "x.txt"
    text.write_text("x")
    result = _run("verify", text)
    assert result.exit_code == 1
    assert "不是审计日志的导出文件" in result.stderr


def test_rows_of_one_transaction_of_two_months_stay_one_part(
    trail: list[AuditEntry], clerks: list[User], exported: Path
) -> None:
    """A job may record yesterday's time today; the part of the chain stays whole."""
    act(clerks[0], 40)
    act(clerks[0], 1)
    assert AuditLink.objects.filter(chain=CHAIN).count() == ACTS + 2
    _run("export", exported, "--from", "2026-11-04", "--until", "2026-11-04")
    assert _run("verify", exported).exit_code == 0
