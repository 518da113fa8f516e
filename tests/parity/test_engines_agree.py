"""One definition of a rule, four ways to decide: the same bits, missing values included."""

import random
from datetime import date, timedelta
from typing import Any

import duckdb
import psycopg
from hypothesis import given

from hengji.core.adjudication.ruleset import Ruleset
from hengji.core.packs.registry import get_pack
from tests.parity.engines import Claim, by_duckdb, by_fold, by_postgres, one_by_one
from tests.parity.workbooks import CODES, MINUTES, STARTUP, TOTALS, workbooks

PACK = get_pack("huaian-2024")


@given(workbook=workbooks())
def test_every_engine_gives_the_same_bits(
    postgres: psycopg.Connection[Any],
    duck: duckdb.DuckDBPyConnection,
    workbook: tuple[tuple[str, ...], list[Claim]],
) -> None:
    columns, claims = workbook
    ruleset = Ruleset(PACK, columns)
    reference = by_fold(ruleset, claims)
    assert one_by_one(ruleset, claims) == reference
    assert by_duckdb(duck, ruleset, claims) == reference
    assert by_postgres(postgres, ruleset, claims) == reference


def _claim(chance: random.Random, place: int) -> Claim:
    """Mostly in order, so that the limits across claims decide."""
    startup = chance.random() < 0.5
    code, name = (chance.choice(STARTUP), None) if startup else chance.choice(CODES)
    total = chance.choice([2520, 3000, 3000, *TOTALS])
    day = date(2023, 10, 1) + timedelta(days=chance.randrange(800))
    claim: Claim = {
        "claim_id": f"C{place}",
        "person_id": f"P{chance.randrange(300)}",
        "benefit": chance.choice(["TRAINING", "TRAINING", "UPSKILLING"]),
        "programme": "STARTUP" if startup else chance.choice(["LEVEL", "COMPLETION", "INDUCTION"]),
        "code": code,
        "name": name,
        "level": chance.choice([1, 2, 3, 4, 5]),
        "total_minutes": total,
        "online_minutes": chance.choice([0, 0, total * 2 // 5, *MINUTES]),
        "practical_minutes": chance.choice([total, total * 3 // 5, *MINUTES]),
        "provider_stars": chance.choice([3, 4, 5, 5, 2]),
        "provider_removed_on": chance.choice([None] * 6 + [day]),
        "filed_on": day,
        "trained_on": day + timedelta(days=chance.randrange(3)),
        "applied_on": day + timedelta(days=chance.randrange(60)),
        "certificate_found": chance.random() < 0.95,
    }
    for key in claim:
        if key != "claim_id" and chance.random() < 0.01:
            claim[key] = None
    return claim


def test_three_thousand_claims_of_three_hundred_persons_agree(
    postgres: psycopg.Connection[Any], duck: duckdb.DuckDBPyConnection
) -> None:
    chance = random.Random(20240101)  # noqa: S311 - the same workbook every time
    claims = [_claim(chance, place) for place in range(3000)]
    ruleset = Ruleset(PACK, ())
    reference = by_fold(ruleset, claims)
    assert by_duckdb(duck, ruleset, claims) == reference
    assert by_postgres(postgres, ruleset, claims) == reference
    # The workbook really is one in which each limit across claims decides something.
    for quota in ruleset.quotas:
        assert sum(bool(fail & quota.fail_bit) for _d, _f, fail, _u in reference) >= 10
