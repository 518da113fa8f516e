"""The office's and the portal's lists at a million rows beside ten thousand, and pages' weight.

    python benchmarks/bench_pages.py [ROWS]

A throw-away PostgreSQL with the system's own tables. Rows of every list that grows are made by the
database (`list_rows_*`), of every division in turn; then an officer of a province, of a city and of
a district, and anybody on the portal, ask for each list (`list_addresses`) as a browser does,
through all of the site but the socket, and each in turn. Then the same with the tables filled up to
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

from benchmarks.filling import fill, may_fill
from benchmarks.list_addresses import OFFICE, PORTAL
from benchmarks.list_rows_domains import DOMAIN_ROWS, LISTS
from benchmarks.list_rows_notices import NOTICE_ROWS
from benchmarks.list_rows_office import OFFICE_ROWS
from benchmarks.measuring import judge, say, working_folder

FEW, ROWS = 10_000, 1_000_000
ASKED = 30  # times each address: of fewer, the 95th percentile is the one slow answer
MOST_RATIO, MOST_P95_MS = 1.5, 200.0
# A county office's line of 1.5 Mbit/s brings the first page in 2 seconds, a later one in half.
MOST_FIRST_KB, MOST_LATER_KB = 375.0, 90.0
ROWS_OF = (*OFFICE_ROWS, *DOMAIN_ROWS, *NOTICE_ROWS)
PLACES = {"province": "320000", "city": "320800", "district": "320812"}
LISTS_OF = {**dict.fromkeys(PLACES, OFFICE), "anybody": PORTAL}
WEIGHED = ("/office/", "/office/accounts/?page=1", "/", "/catalogue/")


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

        server = EmbeddedServer(DataDir(folder), durable=False)
        server.start()
        try:
            os.environ["DATABASE_URL"] = server.url
            may_fill(server.admin_url)
            _run(rows)
        finally:
            server.stop()


def _run(rows: int) -> None:
    import django

    django.setup()
    logging.getLogger("hengji").setLevel(logging.CRITICAL)
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from hengji.platform.jurisdictions import loading

    for command in ("migrate", "createcachetable", "collectstatic"):
        options = {} if command == "createcachetable" else {"interactive": False}
        call_command(command, verbosity=0, **options)
    loading.load()
    clients = {level: _officer(level, place) for level, place in PLACES.items()}
    clients["anybody"] = Client(headers={"host": "localhost"})
    with connection.cursor() as cursor:
        for statement in LISTS:
            cursor.execute(statement)
    fill(ROWS_OF, 1, FEW)
    few = _ask(clients)
    _weigh(clients["city"])
    fill(ROWS_OF, FEW + 1, rows)
    _compare(few, _ask(clients))


def _compare(few: dict[tuple[str, str], Answers], many: dict[tuple[str, str], Answers]) -> None:
    """Address by address, the worst first, and how many of them miss their mark."""
    ratios = {key: many[key].p95 / one.p95 for key, one in few.items()}
    for key in sorted(ratios, key=lambda key: -ratios[key]):
        (at_few, at_many), label = (few[key], many[key]), " ".join(key)
        say(label, f"{ratios[key]:.2f} ×\t{at_few.p95:.0f} → {at_many.p95:.0f} ms p95\t"
            f"{at_few.queries} → {at_many.queries} queries")  # fmt: skip
    say("addresses", f"{len(ratios)}")
    slower = [one for one in ratios.values() if one > MOST_RATIO]
    judge(f"of them beyond {MOST_RATIO} ×", len(slower), "")
    judge(f"beyond {MOST_P95_MS:.0f} ms", sum(x.p95 > MOST_P95_MS for x in many.values()), "")
    judge("more queries", sum(many[key].queries > few[key].queries for key in few), "")


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


def _ask(clients: dict[str, Any]) -> dict[tuple[str, str], Answers]:
    """Every address of every officer in turn, so that a busy minute falls on all alike."""
    from django.db import connection

    found = {(level, url): Answers() for level in clients for url in LISTS_OF[level]}
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
