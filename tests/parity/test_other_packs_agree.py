"""What 淮安 does not use: pending claims that count, limits without a key, unknown conditions, what
is one person's alone.
"""

from datetime import date
from typing import Any

import duckdb
import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengji.core.adjudication.ruleset import Ruleset
from hengji.core.packs.load import load_pack
from hengji.core.packs.model import Pack
from tests.core.packs.conftest import FILES, write_pack
from tests.parity.engines import Claim, by_duckdb, by_fold, by_postgres, one_by_one

QUOTAS = """\
- {code: PENDING_COUNTS, numbers: [2], title: t, clause: 三, among: kind == 'BASIC',
   per: [year(applied_on), veteran], at_most: 2, pending_counts: true}
- {code: EVER, numbers: [2], title: t, clause: 三, among: kind == 'MORE', per: [], at_most: 1}
- {code: DOWN, numbers: [2], title: t, clause: 三, among: hours > 0,
   rank: kind, ranks: [BASIC, MORE], by: applied_on}
- {code: SHARED, numbers: [2], title: t, clause: 三, of_one_person: voucher_no,
   among: voucher_no is not None and (veteran is None or veteran)}
"""
INPUTS = FILES["inputs.yaml"] + "  - {name: voucher_no, label: 券号, kind: text}\n"


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    folder = tmp_path_factory.mktemp("packs") / "demo"
    return load_pack(write_pack(folder, {**FILES, "inputs.yaml": INPUTS, "quotas.yaml": QUOTAS}))


claims = st.fixed_dictionaries(
    {
        "person_id": st.sampled_from(["P1", "P1", "P2", None]),
        "applied_on": st.sampled_from([date(2024, 1, 1), date(2024, 6, 1), date(2025, 1, 1), None]),
        "kind": st.sampled_from(["BASIC", "BASIC", "MORE", None]),
        "hours": st.sampled_from([9, 8, 8, 8, 7, 0, None]),
        "veteran": st.sampled_from([True, False, False, None]),
        "voucher_no": st.sampled_from(["V1", "V1", "V2", "V3", None]),
    }
)


@given(workbook=st.lists(claims, min_size=1, max_size=12))
def test_every_engine_gives_the_same_bits(
    pack: Pack,
    postgres: psycopg.Connection[Any],
    duck: duckdb.DuckDBPyConnection,
    workbook: list[Claim],
) -> None:
    ruleset = Ruleset(pack, ())
    rows = [{"claim_id": str(place), **claim} for place, claim in enumerate(workbook)]
    reference = by_fold(ruleset, rows)
    assert one_by_one(ruleset, rows) == reference
    assert by_duckdb(duck, ruleset, rows) == reference
    assert by_postgres(postgres, ruleset, rows) == reference


def test_higher_amount_that_may_hold_is_not_settled_by_the_lower(pack: Pack) -> None:
    ruleset = Ruleset(pack, ())
    claim: Claim = {
        "person_id": "P1", "applied_on": date(2024, 1, 1), "kind": "MORE", "hours": 8,
    }  # fmt: skip
    found = [by_fold(ruleset, [{**claim, "veteran": one}])[0] for one in (True, False, None)]
    assert [(decision, fen) for decision, fen, _fail, _unknown in found] == [
        ("approved", 20_000),
        ("approved", 10_000),
        ("pending", 0),
    ]
    assert ruleset.unknown_text(found[2][3]) == "veteran"


def test_pending_claim_holds_a_place_where_the_pack_says_so(pack: Pack) -> None:
    ruleset = Ruleset(pack, ())
    claim: Claim = {
        "person_id": "P1", "applied_on": date(2024, 1, 1), "kind": "BASIC", "hours": 8,
        "veteran": False,
    }  # fmt: skip
    decided = by_fold(ruleset, [{**claim, "hours": None}, claim, claim])
    assert [decision for decision, *_rest in decided] == ["pending", "approved", "rejected"]
    decided = by_fold(ruleset, [{**claim, "hours": 7}, claim, claim])
    assert [decision for decision, *_rest in decided] == ["rejected", "approved", "approved"]
