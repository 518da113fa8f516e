"""The audit trail: what it costs a service, and a year of it at ten million rows.

    python benchmarks/bench_audit.py [ROWS]

A throw-away PostgreSQL with the system's own tables, everything forced to the disk as in a real
installation. First the same small service with and without its audit row, in turn; then a year of
twelve partitions, its chains computed by the database's own functions; then what an auditor asks
of it, a month's export, and verifying it: in the database, whole and as a night does, and from
the file alone. Times are wall times, except where a CPU second is named.
"""

import argparse
import logging
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.measuring import cpu_seconds, judge, median, say

ROWS = 10_000_000
CALLS = 400
ASKED = 60  # questions of each kind
SEED = 20261
MOST_SERVICE_RATIO = 2.0
MOST_PAGE_MS = 200.0
YEAR = datetime(2024, 12, 31, 16, 0, tzinfo=UTC)  # midnight in China
LARGE, SMALL = "320800", "320812"


def main() -> None:
    """Build, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="?", type=int, default=ROWS)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory(prefix="hengji-bench-") as folder:
        os.environ["HENGJI_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "hengji.config.settings"
        from hengji.platform.database.server import EmbeddedServer
        from hengji.platform.datadir import DataDir

        server = EmbeddedServer(DataDir(Path(folder)))
        server.start()
        try:
            os.environ["DATABASE_URL"] = server.url
            _run(rows, Path(folder))
        finally:
            server.stop()


def _run(rows: int, folder: Path) -> None:
    import django

    django.setup()
    logging.getLogger("hengji.slow_queries").setLevel(logging.ERROR)  # the filling is one
    from django.core.management import call_command

    from hengji.platform.jurisdictions import loading

    call_command("migrate", interactive=False, verbosity=0)
    loading.load()
    auditor = _auditor()
    _service_cost(auditor)
    _empty()
    _timed(f"{rows:,} rows, 12 months", lambda: _fill(rows))
    _ask(auditor, rows)
    _timed("their chains", _chain)
    _export_and_verify(rows, folder)


def _auditor() -> Any:
    from hengji.config.roles import Auditor
    from hengji.platform.accounts.models import Appointment, User

    user = User.objects.create_user(
        username="auditor", display_name="审计员", jurisdiction_id="320000"
    )
    Appointment.objects.create(user=user, role=Auditor.code, place_id="320000", since=YEAR.date())
    return user


def _service_cost(actor: Any) -> None:
    """Lock a row, change it, save it; with its trace and without."""
    from django.db import transaction

    from hengji.platform.accounts.models import User
    from hengji.platform.audit.services import record

    def service(*, audited: bool) -> float:
        began = time.perf_counter()
        with transaction.atomic():
            user = User.objects.select_for_update(of=("self",)).get(pk=actor.pk)
            user.display_name = f"审计员{began}"
            user.save(update_fields=["display_name"])
            if audited:
                record(
                    actor=user, action="account.rename", subject=user,
                    jurisdiction=actor.jurisdiction, at=datetime.now(UTC),
                    before={"display_name": "审计员"}, after={"display_name": user.display_name},
                )  # fmt: skip
        return 1000 * (time.perf_counter() - began)

    times: dict[bool, list[float]] = {True: [], False: []}
    for turn in range(CALLS):
        for audited in (True, False) if turn % 2 else (False, True):
            times[audited].append(service(audited=audited))
    for audited, label in ((False, "without"), (True, "with")):
        p95 = statistics.quantiles(times[audited], n=20)[-1]
        say(f"a service {label} its row", f"{median(times[audited]):.2f} ms\tp95 {p95:.2f} ms")
    judge(
        "with / without", median(times[True]) / median(times[False]), "×",
        at_most=MOST_SERVICE_RATIO,
    )  # fmt: skip


def _timed(label: str, work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    spent = time.perf_counter() - began
    say(label, f"{spent:.1f} s")
    return spent


@contextmanager
def _unguarded() -> Iterator[Any]:
    from django.db import connection, transaction

    triggers = {
        "audit_auditentry": ("audit_chain", "audit_no_truncate"),
        "audit_auditlink": ("audit_no_link_by_hand", "audit_no_truncate"),
        "audit_auditentry_rest": ("audit_no_truncate",),
    }
    with transaction.atomic(), connection.cursor() as cursor:
        for word in ("DISABLE", "ENABLE"):
            for table, names in triggers.items():
                for name in names:
                    cursor.execute(f"ALTER TABLE {table} {word} TRIGGER {name}")
            if word == "DISABLE":
                yield cursor


def _empty() -> None:
    with _unguarded() as cursor:
        cursor.execute("TRUNCATE audit_auditentry, audit_auditlink")


# A third of all acts in one city, one in ten thousand in one district, the rest spread.
_FILL = """
INSERT INTO audit_auditentry (at, actor_id, actor_name, on_behalf_of, action, subject_type,
    subject_id, subject_label, jurisdiction_code, before, after, reason, request_id, address)
SELECT %(since)s + n * (interval '365 days' / %(rows)s), n %% 500, '经办' || n %% 500, '',
    (ARRAY['subsidies.run.upload', 'subsidies.run.submit', 'subsidies.run.decide', 'job.finish',
        'account.create', 'personal_data.reveal', 'exams.plan.approve'])[1 + (n * 7 / 11) %% 7],
    'subsidies.adjudicationrun', (n * 13 %% (%(rows)s / 5 + 1))::text,
    '申领表' || n %% 1000 || '.xlsx',
    CASE WHEN n %% 10000 = 0 THEN %(small)s WHEN n %% 3 = 0 THEN %(large)s
        ELSE (%(codes)s::text[])[1 + n %% cardinality(%(codes)s::text[])] END,
    jsonb_build_object('state', 'ready'),
    jsonb_build_object('state', 'submitted', 'rows', n %% 5000, 'sha256', md5(n::text)),
    CASE WHEN n %% 5 = 0 THEN '已核对原件，与申报一致' ELSE '' END, md5((n / 2)::text), '10.1.2.3'
FROM generate_series(0, %(rows)s - 1) AS n
"""


def _fill(rows: int) -> None:
    from django.db import connection

    from hengji.platform.audit.models import AuditEntry
    from hengji.platform.jurisdictions.models import Jurisdiction

    codes = list(
        Jurisdiction.objects.filter(code__startswith="32")
        .exclude(code__in=(LARGE, SMALL)).values_list("code", flat=True)
    )  # fmt: skip
    indexes = AuditEntry._meta.indexes
    with connection.cursor() as cursor:
        for month in range(12):
            cursor.execute("SELECT audit_make_month(%s)", [f"2025-{month + 1:02}-01"])
        for index in indexes:
            cursor.execute(f"DROP INDEX {index.name}")
    with _unguarded() as cursor:
        cursor.execute(
            _FILL, {"rows": rows, "since": YEAR, "large": LARGE, "small": SMALL, "codes": codes}
        )
    with connection.schema_editor() as editor:
        for index in indexes:
            editor.add_index(AuditEntry, index)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE audit_auditentry")


_CHAIN = """
DO $$
DECLARE
    entry record;
    previous bytea := decode(repeat('00', 32), 'hex');
    place bigint := 0;
BEGIN
    FOR entry IN
        SELECT e.id, e.at, audit_content(e.id, e.at, e.actor_id, e.actor_name, e.on_behalf_of,
            e.action, e.subject_type, e.subject_id, e.subject_label, e.jurisdiction_code,
            e.before, e.after, e.reason, e.request_id, e.address) AS content
        FROM audit_auditentry e WHERE e.jurisdiction_code = '{code}' ORDER BY e.at, e.id
    LOOP
        place := place + 1;
        previous := audit_hash(previous, '{code}', place, entry.content);
        INSERT INTO audit_auditlink (entry_id, entry_at, chain, seq, hash)
            VALUES (entry.id, entry.at, '{code}', place, previous);
    END LOOP;
END $$
"""


def _chain() -> None:
    from django.db import connection

    from hengji.platform.jurisdictions.models import Jurisdiction

    for place in Jurisdiction.objects.filter(code__startswith="32"):
        with _unguarded() as cursor:
            cursor.execute(_CHAIN.format(code=place.code))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE audit_auditlink")


def _ask(auditor: Any, rows: int) -> None:
    from hengji.platform.audit.queries import Cursor, EntryFilter, entry_page

    chance = random.Random(SEED)

    def when() -> datetime:
        return YEAR + timedelta(days=365 * chance.random())

    def actor() -> str:
        return f"经办{chance.randrange(500)}"

    def subject() -> tuple[str, str]:
        return ("subsidies.adjudicationrun", str(chance.randrange(rows // 5)))

    action = "exams.plan.approve"
    kinds: dict[str, Callable[[], dict[str, Any]]] = {
        "province, newest": lambda: {"asked": EntryFilter()},
        "province, any page": lambda: {"asked": EntryFilter(), "before": Cursor(when(), 0)},
        "province, backwards": lambda: {"asked": EntryFilter(), "after": Cursor(when(), 0)},
        "one action, any page": lambda: {
            "asked": EntryFilter(action=action), "before": Cursor(when(), 0),
        },
        "small district, any page": lambda: {
            "asked": EntryFilter(place=SMALL), "before": Cursor(when(), 0),
        },
        "small district, one action": lambda: {"asked": EntryFilter(place=SMALL, action=action)},
        "action that never was": lambda: {"asked": EntryFilter(action="no.such")},
        "one actor, any page": lambda: {
            "asked": EntryFilter(actor=actor()), "before": Cursor(when(), 0),
        },
        "one actor, one action": lambda: {"asked": EntryFilter(actor=actor(), action=action)},
        "one actor, small district": lambda: {"asked": EntryFilter(actor=actor(), place=SMALL)},
        "one subject": lambda: {"asked": EntryFilter(subject=subject())},
        "one day": lambda: (lambda day: {
            "asked": EntryFilter(since=day, until=day + timedelta(days=1)),
        })(when()),
    }  # fmt: skip
    for label, make in kinds.items():
        times = []
        for _ in range(ASKED):
            question = make()
            began = time.perf_counter()
            page = entry_page(auditor, question.pop("asked"), **question)
            times.append(1000 * (time.perf_counter() - began))
        p95 = statistics.quantiles(times, n=20)[-1]
        say(f"{label} ({len(page.entries)})", f"p50 {median(times):.1f} ms")
        judge(f"{label}, p95", p95, "ms", at_most=MOST_PAGE_MS)


def _export_and_verify(rows: int, folder: Path) -> None:
    from hengji.core.audit.export import open_export
    from hengji.core.audit.verify import Verifier
    from hengji.platform.audit.check import chains_check
    from hengji.platform.audit.export import Extent, trail_export

    target = folder / "month.jsonl"
    since, until = YEAR + timedelta(days=59), YEAR + timedelta(days=90)
    month: list[int] = []
    spent = _timed(
        "export of March",
        lambda: month.append(
            trail_export(extent=Extent("", since, until), target=target, at=datetime.now(UTC))
        ),
    )
    size = target.stat().st_size / 1e6
    say("", f"{month[0]:,} rows, {size:.0f} MB, {month[0] / spent:,.0f} rows/s")
    export = open_export(target)
    verifier = Verifier(export.header)
    began = cpu_seconds()
    _timed("verify it from the file", lambda: list(verifier.verify(export.lines())))
    say("", f"{verifier.checked / (cpu_seconds() - began):,.0f} rows a CPU second")
    found: list[Any] = []
    spent = _timed(
        "verify all in the database",
        lambda: found.append(chains_check(known=(), at=datetime.now(UTC))),
    )
    say("", f"{found[0].links / spent:,.0f} rows/s, {len(found[0].faults)} faults")
    assert found[0].faults == ()
    assert found[0].links >= rows
    _verify_a_night(folder / "audit-verified.json")


def _verify_a_night(path: Path) -> None:
    """All is known to be sound; a night reads its turn."""
    from hengji.platform.audit.chains import current_heads
    from hengji.platform.audit.nightly import trail_check
    from hengji.platform.audit.parts import Rotation, last_entry
    from hengji.platform.audit.verified import Verified, write_verified

    at = datetime.now(UTC)
    heads = current_heads(at)
    write_verified(path, Verified(at.isoformat(), at.date(), heads, last_entry(), frozenset()))
    night = at + timedelta(days=1)
    _timed(
        "what a night verifies",
        lambda: trail_check(path=path, rotation=Rotation(30), known=heads, at=night),
    )


if __name__ == "__main__":
    main()
