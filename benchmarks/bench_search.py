"""Search over a million entries made of the real ones: milliseconds in the database against 50.

    python benchmarks/bench_search.py [ROWS]

A throw-away PostgreSQL with the system's own tables and settings; each kind of question is asked
with many different words, cold page cache aside, in several rounds of which each question's middle
time counts. Prints p50 and p95 for each kind, of the server's CPU time, since the machine may be
shared, and of the clock's, and the ratio of the CPU's p95 to the 50 ms that a search may take;
`--explain` adds the plan of the slowest question.
"""

import argparse
import os
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings

from benchmarks.measuring import working_folder

LIMIT_MS = 50.0
ROWS = 1_000_000
POOL = 20  # lists whose rows are made one by one
COPIES = 10  # of each such list; making a million rows one by one would take a quarter of an hour
LISTS = POOL * COPIES
SEED = 20241
ASKED = 40  # questions of each kind
ROUNDS = 3


def main() -> None:
    """Build, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="?", type=int, default=ROWS)
    parser.add_argument("--explain", action="store_true")
    asked = parser.parse_args()
    with working_folder() as folder:
        os.environ["HENGJI_DATA"] = str(folder)
        os.environ["DJANGO_SETTINGS_MODULE"] = "hengji.config.settings"
        from hengji.platform.database.server import EmbeddedServer
        from hengji.platform.datadir import DataDir

        server = EmbeddedServer(DataDir(folder), durable=False)
        server.start()
        try:
            os.environ["DATABASE_URL"] = server.url
            _run(asked.rows, explain=asked.explain)
        finally:
            server.stop()


def _run(rows: int, *, explain: bool) -> None:
    import django

    django.setup()
    settings.DEBUG = False
    from django.core.management import call_command
    from django.utils import timezone

    from hengji.core.packs.registry import all_packs
    from hengji.domains.catalogues.services.load import load_packs
    from hengji.platform.jurisdictions import loading

    call_command("migrate", interactive=False, verbosity=0)
    loading.load()
    load_packs(packs=all_packs(), at=timezone.now())
    began = time.perf_counter()
    _fill(rows)
    print(f"{rows:,} entries in {LISTS} lists, made in {time.perf_counter() - began:.0f} s\n")
    _measure(explain=explain)


def _fill(rows: int) -> None:
    """Rows by COPY; the indexes are made afterwards, by the very statements of the migration."""
    from django.db import connection

    from hengji.domains.catalogues.models import PublishedEntry

    indexes = PublishedEntry._meta.indexes
    with connection.schema_editor() as editor:
        for index in indexes:
            editor.remove_index(PublishedEntry, index)
    columns = (
        *PublishedEntry.PUBLISHED, "skill_id", "is_current", "sort_key", "code_key", "initials",
        "name_text", "filter_text", "other_text", "terms",
    )  # fmt: skip
    names = ", ".join(f'"{name}"' for name in columns)
    source = _Source()
    with connection.cursor() as cursor:
        command = f"COPY catalogues_publishedentry ({names}) FROM STDIN"
        with cursor.cursor.copy(command) as copy:
            for made in range(-(-rows // COPIES)):
                row = source.row(made)
                copy.write_row([row[name] for name in columns])
        values = ", ".join(_COPIED.get(name, f'"{name}"') for name in columns)
        for copied in range(1, COPIES):
            cursor.execute(
                f"INSERT INTO catalogues_publishedentry ({names}) SELECT {values}"  # noqa: S608 - our own column names
                " FROM catalogues_publishedentry WHERE edition_id BETWEEN %(first)s AND %(last)s",
                {
                    "first": source.editions[0].pk,
                    "last": source.editions[POOL - 1].pk,
                    "shift": copied * POOL,
                },
            )
    with connection.schema_editor() as editor:
        for index in indexes:
            editor.add_index(PublishedEntry, index)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE catalogues_publishedentry")


# A copy stands in another list and is found under that list; all else is the original's.
_COPIED = {
    "edition_id": "edition_id + %(shift)s",
    "filter_text": "replace(filter_text, '=list:made-' || (edition_id - %(first)s) || chr(10),"
    " '=list:made-' || (edition_id - %(first)s + %(shift)s) || chr(10))",
    "terms": "array_replace(terms, '=list:made-' || (edition_id - %(first)s),"
    " '=list:made-' || (edition_id - %(first)s + %(shift)s))",
}


class _Source:
    """Heads and tails of real names joined anew: common pieces stay as common as they are."""

    def __init__(self) -> None:
        from hengji.domains.catalogues.models import PublishedEntry
        from hengji.platform.jurisdictions.models import Jurisdiction

        self.chance = random.Random(SEED)
        real = PublishedEntry.objects.select_related("skill", "edition__published")
        self.real = list(real.order_by("edition", "row"))
        places = list(Jurisdiction.objects.all())
        self.editions = [self._edition(number, places) for number in range(LISTS)]

    def _edition(self, number: int, places: list[Any]) -> Any:
        from django.utils import timezone

        from hengji.domains.catalogues.models import Edition, PublishedList

        published = PublishedList.objects.create(
            id=f"made-{number}", kind="mixed", jurisdiction=places[number % POOL],
            position=100 + number,
        )  # fmt: skip
        return Edition.objects.create(
            published=published, number=1, pack_id=published.id, title=f"目录{number}",
            clause="附件",
            notice="", notice_number="", issuer="", pack_hash="", content_hash="", rows=0,
            loaded_at=timezone.now(), is_current=True,
        )  # fmt: skip

    def row(self, made: int) -> dict[str, Any]:
        """The columns of the ``made``-th row."""
        from hengji.domains.catalogues.models import SkillKind
        from hengji.domains.catalogues.services.derive import search_columns
        from hengji.domains.catalogues.services.editions import entry_of

        chance = self.chance
        first, second = chance.choice(self.real), chance.choice(self.real)
        edition = self.editions[made % POOL]
        name = first.name
        if chance.random() < 0.9:
            name = first.name[: chance.randint(2, 5)] + second.name[-chance.randint(2, 4) :]
        entry = replace(
            entry_of(first),
            row=made // POOL + 1,
            name=name,
            code=_code(chance) if first.code else "",
            definition=first.definition.replace(first.name, name),
            levels=tuple(sorted(chance.sample(range(1, 6), chance.randint(0, 5)), reverse=True)),
            rate_class=chance.choice(("", "A", "B", "C")),
        )
        skill = first.skill
        columns = search_columns(
            entry, edition.published, SkillKind(skill.kind), skill.old_names, skill.old_codes
        )
        return (
            {field: getattr(entry, field) for field in _ENTRY_FIELDS}
            | {"levels": list(entry.levels), "tags": list(entry.tags), "edition_id": edition.pk}
            | {"skill_id": skill.pk, "is_current": True}
            | asdict(columns)
        )


_ENTRY_FIELDS = (
    "row", "printed_seq", "code", "name", "scope", "marks", "starred", "rate_class", "occupation",
    "definition", "certificate", "raw",
)  # fmt: skip


def _code(chance: random.Random) -> str:
    parts = (chance.randint(1, 6), *(chance.randint(1, 40) for _ in range(3)))
    return "{}-{:02}-{:02}-{:02}".format(*parts)


@dataclass(frozen=True)
class Answer:
    """Milliseconds of the server's CPU and of the clock, the hits, and the slowest statement."""

    cpu: float
    wall: float
    hits: str
    sql: str


def _measure(*, explain: bool) -> None:
    clock = _server_clock()
    print(f"{'question':<34}{'CPU p50':>9}{'p95':>7}{'p95/50':>8}{'clock p50':>11}{'p95':>7}  hits")
    slowest: tuple[float, str, str] = (0.0, "", "")
    for label, questions in _questions().items():
        rounds = [[_ask(question, clock) for question in questions] for _ in range(ROUNDS)]
        asked = [
            sorted(all_, key=lambda one: one.cpu)[ROUNDS // 2] for all_ in zip(*rounds, strict=True)
        ]
        cpu50, cpu95 = _middle_and_p95([one.cpu for one in asked])
        wall50, wall95 = _middle_and_p95([one.wall for one in asked])
        print(
            f"{label:<34}{cpu50:>9.1f}{cpu95:>7.1f}{cpu95 / LIMIT_MS:>8.2f}"
            f"{wall50:>11.1f}{wall95:>7.1f}  {asked[-1].hits}",
            flush=True,
        )
        worst = max(range(len(asked)), key=lambda place: asked[place].cpu)
        slowest = max(slowest, (asked[worst].cpu, str(questions[worst]), asked[worst].sql))
    print(f"\nslowest: {slowest[0]:.1f} ms of CPU for {slowest[1]}")
    if explain:
        _explain(slowest[2])


def _middle_and_p95(values: list[float]) -> tuple[float, float]:
    return statistics.median(values), statistics.quantiles(values, n=20, method="inclusive")[-1]


def _server_clock() -> Callable[[], float]:
    """CPU milliseconds so far of the server process that answers us, where the system tells."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")  # all the work is that process's
        cursor.execute("SELECT pg_backend_pid()")
        told = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    if not told.exists():
        return lambda: 1000 * time.perf_counter()
    return lambda: int(told.read_text().split()[0]) / 1e6


def _explain(sql: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) {sql}")
        for (line,) in cursor.fetchall():
            print(line)


def _ask(question: dict[str, Any], clock: Callable[[], float]) -> Answer:
    """One search with all its statements."""
    from django.db import connection

    from hengji.domains.catalogues.queries.search import search

    statements: list[tuple[float, str]] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        result = execute(sql, params, many, context)
        spent = 1000 * (time.perf_counter() - began)
        text = context["connection"].ops.last_executed_query(context["cursor"], sql, params)
        statements.append((spent, str(text)))
        return result

    before = clock()
    with connection.execute_wrapper(note):
        hits = search(**question)
    total = f"{hits.total:,}{'+' if hits.more else ''}"
    wall = sum(spent for spent, _ in statements)
    return Answer(clock() - before, wall, total, max(statements)[1])


def _questions() -> dict[str, list[dict[str, Any]]]:
    from hengji.domains.catalogues.models import PublishedEntry
    from hengji.domains.catalogues.queries.search import Filters

    chance = random.Random(SEED)
    names = list(PublishedEntry.objects.filter(edition__published__position__lt=100).values_list(
        "name", flat=True))  # fmt: skip
    codes = list(PublishedEntry.objects.exclude(code="").values_list("code", flat=True)[:5000])
    counts: dict[str, int] = {}
    for name in names:
        for at in range(len(name) - 1):
            counts[name[at : at + 2]] = counts.get(name[at : at + 2], 0) + 1
    common = sorted(counts, key=lambda pair: -counts[pair])[:ASKED]
    rare = [pair for pair in counts if counts[pair] == 1]

    def cut(size: int) -> str:
        name = chance.choice([name for name in names if len(name) >= size])
        start = chance.randint(0, len(name) - size)
        return name[start : start + size]

    def some(make: Callable[[], dict[str, Any]]) -> list[dict[str, Any]]:
        return [make() for _ in range(ASKED)]

    def filters() -> Filters:
        return Filters(
            rate_class=chance.choice("ABC"), level=chance.randint(1, 5),
            list_id=f"made-{chance.randrange(LISTS)}" if chance.random() < 0.5 else "",
        )  # fmt: skip

    return {
        "two characters, common": [{"text": pair} for pair in common],
        "two characters, common, page 50": [{"text": pair, "page": 50} for pair in common],
        "two characters, rare": some(lambda: {"text": chance.choice(rare)}),
        "one character": some(lambda: {"text": cut(1)}),
        "three characters": some(lambda: {"text": cut(3)}),
        "four characters": some(lambda: {"text": cut(4)}),
        "whole name": some(lambda: {"text": chance.choice(names)}),
        "two words": some(lambda: {"text": f"{cut(2)} {cut(2)}"}),
        "nowhere": some(lambda: {"text": cut(2) + cut(2)}),
        "word of definitions": [
            {"text": word}
            for word in ("能力", "运用", "使用", "进行", "设备", "消毒", "婴幼儿") * 6
        ],
        "code": some(lambda: {"text": chance.choice(codes)}),
        "code without hyphens": some(lambda: {"text": chance.choice(codes).replace("-", "")}),
        "beginning of a code": some(lambda: {"text": chance.choice(codes)[:4]}),
        "initials": some(lambda: {"text": chance.choice(("jyg", "zz", "wx", "dzsw", "cg", "hg"))}),
        "beginning of a code and filters": some(
            lambda: {"text": chance.choice(codes)[:4], "filters": filters()}
        ),
        "initials and filters": some(
            lambda: {
                "text": chance.choice(("jyg", "zz", "wx", "dz", "zh", "c")),
                "filters": filters(),
            }
        ),
        "nothing (browse)": some(lambda: {"page": chance.randint(1, 50)}),
        "class": [{"filters": Filters(rate_class=letter)} for letter in "ABC"],
        "level": [{"filters": Filters(level=level)} for level in range(1, 6)],
        "list": some(lambda: {"filters": Filters(list_id=f"made-{chance.randrange(LISTS)}")}),
        "mark": [{"filters": Filters(mark=mark)} for mark in "SL"],
        "place": [{"filters": Filters(place=place)} for place in ("000000", "320000", "320800")],
        "filters": some(lambda: {"filters": filters()}),
        "two characters and filters": some(
            lambda: {"text": chance.choice(common), "filters": filters()}
        ),
        "one character and filters": some(lambda: {"text": cut(1), "filters": filters()}),
        "rare mark": some(lambda: {"filters": Filters(mark="L", level=chance.randint(1, 5))}),
        "place and two characters": some(
            lambda: {"text": cut(2), "filters": Filters(place="320000")}
        ),
    }


if __name__ == "__main__":
    main()
