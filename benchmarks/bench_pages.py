"""The office's lists at a million rows beside the same lists at ten thousand, and pages' weight.

    python benchmarks/bench_pages.py [ROWS]

A throw-away PostgreSQL with the system's own tables. Accounts, todos, jobs, events and messages of
every division of the country are made by ``generate_series``; then an officer of a province, of a
city and of a district ask for each list as a browser does, through all of the site but the socket,
plain, filtered and at a later page, and each in turn. Then the same with the tables filled up to
ROWS each. An answer's queries must be as many as before, and its 95th percentile about the same.
"""

import argparse
import gzip
import logging
import os
import re
import statistics
import time
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.measuring import judge, say, working_folder

FEW, ROWS = 10_000, 1_000_000
ASKED = 50  # times each address: of fewer, the 95th percentile is the one slow answer
MOST_RATIO, MOST_P95_MS = 1.5, 200.0
# A county office's line of 1.5 Mbit/s brings the first page in 2 seconds, a later one in half.
MOST_FIRST_KB, MOST_LATER_KB = 375.0, 90.0
PLACES = {"province": "320000", "city": "320800", "district": "320812"}
LISTS = (
    "/office/accounts/?page=1",
    "/office/accounts/?state=open&role=clerk",
    "/office/accounts/?page=9",
    "/office/todos/?scope=all",
    "/office/todos/?scope=group",
    "/office/todos/?scope=overdue",
    "/office/jobs/?page=1",
    "/office/jobs/?state=failed",
    "/office/events/?page=1",
    "/office/events/?stage=dead",
    "/office/messages/?page=1",
    "/office/",
)
WEIGHED = ("/office/", "/office/accounts/?page=1", "/", "/catalogue/")

# Every division of the country in turn, its list read once.
_PLACE = "p.codes[1 + mod(n, cardinality(p.codes))]"
_NUMBERS = (
    "generate_series(%s, %s) n CROSS JOIN"
    " (SELECT array_agg(code ORDER BY code) AS codes FROM jurisdictions_jurisdiction) p"
)
FILLS = (
    """INSERT INTO accounts_user (username, password, display_name, email, is_superuser, is_staff,
        is_active, date_joined, is_demo, password_changed_at, jurisdiction_id)
       SELECT 'bench-' || n, '!', '测试' || n, '', false, false, mod(n, 20) <> 0, now(), false,
        now(), {place}
       FROM {numbers}""",
    """INSERT INTO accounts_appointment (user_id, role, place_id, since)
       SELECT id, 'clerk', jurisdiction_id, '2020-01-01' FROM accounts_user
       WHERE split_part(username, '-', 2)::int BETWEEN %s AND %s AND username LIKE 'bench-%%'""",
    """INSERT INTO todos_todo (kind, title, subject_type, subject_id, link, jurisdiction_id,
        permission, state, raised_by, raised_at, due_on, ended_at)
       SELECT 'bench', '待办' || n, 'bench', n, '/office/', {place}, 'subsidies.handle_runs',
        CASE WHEN mod(n, 10) = 0 THEN 'open' ELSE 'done' END, 'bench', now(),
        current_date + mod(n, 60) - 20,
        CASE WHEN mod(n, 10) = 0 THEN NULL ELSE now() END FROM {numbers}""",
    """INSERT INTO jobs_job (kind, title, params, actor_id, jurisdiction_id, state, attempt,
        cancel_requested, progress_done, message, error, created_at, finished_at)
       SELECT 'bench', '任务' || n, '{{}}', (SELECT min(id) FROM accounts_user), {place},
        CASE WHEN mod(n, 50) = 0 THEN 'failed' ELSE 'done' END, 1, false, 0, '', '', now(), now()
       FROM {numbers}""",
    """INSERT INTO outbox_event (event, subject_type, subject_id, subject_label, jurisdiction_id,
        payload, at)
       SELECT 'bench.told', 'bench', n, '对象' || n, {place}, '{{}}', now()
       FROM {numbers}""",
    """INSERT INTO outbox_delivery (event_id, receiver, subject, state, attempt, due_at, done_at,
        error)
       SELECT id, 'bench.one', subject_id, CASE WHEN dead THEN 'dead' ELSE 'done' END, 1, now(),
        CASE WHEN dead THEN NULL ELSE now() END, CASE WHEN dead THEN '没有成功' ELSE '' END
       FROM (SELECT *, mod(id, 500) = 0 AS dead FROM outbox_event) e
       WHERE subject_type = 'bench' AND subject_id::int BETWEEN %s AND %s""",
    """INSERT INTO site_messages_message (to_id, title, body, short, link, key, at, read_at)
       SELECT (SELECT id FROM accounts_user WHERE username = 'officer-'
         || (ARRAY['province', 'city', 'district'])[1 + mod(n, 3)]),
        '消息' || n, '', '', '', '', now(), CASE WHEN mod(n, 100) = 0 THEN NULL ELSE now() END
       FROM generate_series(%s, %s) n""",
)  # fmt: skip


@dataclass
class Answers:
    """What one address cost, over many times."""

    milliseconds: list[float] = field(default_factory=list)
    queries: int = 0

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.milliseconds, n=20)[-1]


def main() -> None:
    """Build, ask, fill up, ask again, weigh."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="?", type=int, default=ROWS)
    rows = parser.parse_args().rows
    with working_folder() as folder:
        os.environ |= {"HENGJI_DATA": str(folder), "HENGJI_SECOND_FACTOR": "0"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "hengji.config.settings"
        from hengji.platform.database.server import EmbeddedServer
        from hengji.platform.datadir import DataDir

        server = EmbeddedServer(DataDir(folder))
        server.start()
        try:
            os.environ["DATABASE_URL"] = server.url
            _run(rows)
        finally:
            server.stop()


def _run(rows: int) -> None:
    import django

    django.setup()
    logging.getLogger("hengji").setLevel(logging.CRITICAL)
    from django.core.management import call_command

    from hengji.platform.jurisdictions import loading

    for command in ("migrate", "createcachetable", "collectstatic"):
        options = {} if command == "createcachetable" else {"interactive": False}
        call_command(command, verbosity=0, **options)
    loading.load()
    clients = {level: _officer(level, place) for level, place in PLACES.items()}
    _fill(1, FEW)
    few = _ask(clients)
    _weigh(clients["city"])
    began = time.perf_counter()
    _fill(FEW + 1, rows)
    say(f"{rows:,} rows a table", f"{time.perf_counter() - began:.0f} s")
    many = _ask(clients)
    for (level, url), at_few in few.items():
        at_many = many[level, url]
        say(f"{level} {url}", f"{at_few.p95:.0f} → {at_many.p95:.0f} ms p95\t"
            f"{at_few.queries} → {at_many.queries} queries")  # fmt: skip
        assert at_few.queries == at_many.queries, (level, url)
    ratios = {key: many[key].p95 / one.p95 for key, one in few.items()}
    worst = max(ratios, key=lambda key: ratios[key])
    judge(f"worst ratio, {' '.join(worst)}", ratios[worst], "×", at_most=MOST_RATIO)
    slowest = max(many, key=lambda key: many[key].p95)
    judge(f"worst p95, {' '.join(slowest)}", many[slowest].p95, "ms", at_most=MOST_P95_MS)


def _officer(level: str, place: str) -> Any:
    from datetime import date

    from django.test import Client

    from hengji.config.roles import Administrator
    from hengji.platform.accounts.models import Appointment, User

    user = User.objects.create(
        username=f"officer-{level}", display_name=f"测试{level}", jurisdiction_id=place
    )
    Appointment.objects.create(
        user=user, role=Administrator.code, place_id=place, since=date(2020, 1, 1)
    )
    client = Client(headers={"host": "localhost"})
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def _fill(first: int, last: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        # Rows are born in every state here, which the guards of the states refuse.
        for table in ("todos_todo", "jobs_job"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in FILLS:
            cursor.execute(statement.format(place=_PLACE, numbers=_NUMBERS), [first, last])
        cursor.execute("VACUUM ANALYZE")


def _ask(clients: dict[str, Any]) -> dict[tuple[str, str], Answers]:
    """Every address of every officer in turn, so that a busy minute falls on all alike."""
    from django.db import connection

    found = {(level, url): Answers() for level in clients for url in LISTS}
    for number in range(ASKED + 2):
        for (level, url), answers in found.items():
            asked: list[str] = []
            with connection.execute_wrapper(partial(_note, asked)):
                began = time.perf_counter()
                answer = clients[level].get(url)
                seconds = time.perf_counter() - began
            assert answer.status_code == 200, (level, url, answer.status_code)
            if number >= 2:  # the first ones read templates and plans
                answers.milliseconds.append(1000 * seconds)
                answers.queries = len(asked)
    return found


def _note(asked: list[str], execute: Any, sql: str, *given: Any) -> Any:
    """A query goes its way and is counted."""
    asked.append(sql)
    return execute(sql, *given)


def _weigh(client: Any) -> None:
    """Bytes of the page, and with everything that it names as a first visitor fetches it."""
    for url in WEIGHED:
        html = client.get(url).content
        named = set(re.findall(rb'(?:href|src)="/static/([^"?]+)"', html))
        assets = sum(_transferred(one.decode()) for one in named)
        packed = len(gzip.compress(html)) / 1000
        say(f"weight of {url}", f"page {len(html) / 1000:.0f} kB (gzip {packed:.0f})"
            f"\t{len(named)} files {assets / 1000:.0f} kB")  # fmt: skip
        judge(f"  first visit {url}", (len(html) + assets) / 1000, "kB", at_most=MOST_FIRST_KB)
        judge(f"  later visit {url}", len(html) / 1000, "kB", at_most=MOST_LATER_KB)


def _transferred(name: str) -> int:
    """Of the smallest form that is kept beside the file: every browser takes it."""
    from django.conf import settings

    path = Path(settings.STATIC_ROOT) / name
    forms = (path, path.with_name(f"{path.name}.gz"), path.with_name(f"{path.name}.br"))
    return min(one.stat().st_size for one in forms if one.exists())


if __name__ == "__main__":
    main()
