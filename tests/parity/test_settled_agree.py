"""Rules that an answer settles, half settles or leaves open: still the same bits everywhere."""

from datetime import date
from typing import Any

import duckdb
import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hengji.core.adjudication.ruleset import Ruleset
from hengji.core.packs.load import load_pack
from hengji.core.packs.model import Input, Pack
from hengji.core.packs.registry import get_pack
from hengji.core.rules.values import Kind
from tests.core.packs.conftest import FILES, write_pack
from tests.parity.engines import Claim, by_duckdb, by_fold, by_postgres

INPUTS = """\
claim_id: claim_id
person: person_id
order: applied_on
inputs:
  - {name: claim_id, label: 编号, kind: text}
  - {name: person_id, label: 证件号码, kind: text}
  - {name: applied_on, label: 申领日期, kind: date}
  - {name: born_on, label: 出生日期, kind: date}
  - {name: kind, label: 种类, kind: choice, choices: {BASIC: 普通, MORE: 提高}}
  - {name: hours, label: 课时, kind: whole, minimum: 0}
  - {name: veteran, label: 退役军人, kind: yesno}
  - {name: ticket, label: 券号, kind: text}
"""
FACTS = """\
- {uses: completed_years, reads: [born_on, applied_on]}
- {uses: months_later, reads: [born_on], months: 240, prefix: grown_}
"""
RULES = "rules:\n" + "".join(
    f"""\
  - {{code: {code}, numbers: [1], title: t, clause: 一, outcome: {outcome},
     applies: "{applies}", require: "{require}"}}
"""
    for code, outcome, applies, require in [
        ("WHOLE", "reject", "age < 60", "age >= 16"),
        ("WHOLE_PENDING", "pending", "age > 50", "age != 55"),
        ("HALF", "reject", "age >= 18", "hours >= 8"),
        ("HALF_PENDING", "pending", "age >= 18", "kind == 'MORE' and not veteran"),
        ("MIXED", "reject", "age > 16", "hours > age or veteran"),
        ("TWO_LOOKUPS", "reject", "age > 16", "grown_deadline < applied_on"),
        ("REST", "reject", "age < 40 or kind == 'BASIC'", "age > 17 and (hours > 3 or age > 30)"),
        ("NONE", "reject", "kind == 'BASIC'", "hours >= 7"),
        ("NEVER", "pending", "veteran", "False"),
    ]
) + """\
amount:
  - {title: 年长, when: age > 50, fen: "10000", percent: 200, clause: 二}
  - {title: 按课时, when: age > 30, fen: hours * 100, clause: 二}
  - {title: 标准, fen: "10000", clause: 二}
"""  # fmt: skip
QUOTAS = """\
- {code: BY_AGE, numbers: [2], title: t, clause: 三, among: age > 16, per: [age], at_most: 1}
- {code: BY_BOTH, numbers: [2], title: t, clause: 三, among: age > 20, per: [kind, age], at_most: 1}
- {code: DOWN, numbers: [2], title: t, clause: 三, among: age > 16,
   rank: kind, ranks: [BASIC, MORE], by: grown_deadline}
- {code: OWN, numbers: [2], title: t, clause: 三, among: age > 16, of_one_person: ticket}
- {code: OWN_KIND, numbers: [2], title: t, clause: 三, among: hours > 0, of_one_person: kind}
"""


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """A pack whose lookups settle some rules, half of others, and nothing of the rest."""
    folder = tmp_path_factory.mktemp("packs") / "mixed"
    files = {
        **FILES, "inputs.yaml": INPUTS, "facts.yaml": FACTS, "rules.yaml": RULES,
        "quotas.yaml": QUOTAS,
    }  # fmt: skip
    return load_pack(write_pack(folder, files))


DAYS = [date(1965, 3, 1), date(1998, 2, 28), date(2006, 3, 1), date(2023, 8, 10), date(2024, 2, 29)]
TEXTS = ["P1", "P2", "4-04-05-05", "人工智能训练师"]


def cells(asked: Input) -> st.SearchStrategy[Any]:
    """Few values of an input, now and then none."""
    values: dict[Kind, list[Any]] = {
        Kind.TEXT: TEXTS,
        Kind.CHOICE: list(asked.choices),
        Kind.WHOLE: [0, 5, 8, 2023, 90_000],
        Kind.DATE: DAYS,
        Kind.YESNO: [True, True, False],
    }
    return st.sampled_from([*values[asked.kind] * 2, None])


def workbooks(pack: Pack) -> st.SearchStrategy[list[Claim]]:
    """Claims with every column that the pack has."""
    inputs = pack.adjudication.inputs if pack.adjudication else ()
    return st.lists(
        st.fixed_dictionaries({one.name: cells(one) for one in inputs}), min_size=1, max_size=12
    )


def agree(
    pack: Pack,
    postgres: psycopg.Connection[Any],
    duck: duckdb.DuckDBPyConnection,
    claims: list[Claim],
) -> None:
    inputs = pack.adjudication.inputs if pack.adjudication else ()
    ruleset = Ruleset(pack, {one.name for one in inputs})
    reference = by_fold(ruleset, claims)
    assert by_duckdb(duck, ruleset, claims) == reference
    assert by_postgres(postgres, ruleset, claims) == reference


@given(data=st.data())
def test_settled_half_settled_and_open_rules_agree(
    mixed: Pack,
    postgres: psycopg.Connection[Any],
    duck: duckdb.DuckDBPyConnection,
    data: st.DataObject,
) -> None:
    agree(mixed, postgres, duck, data.draw(workbooks(mixed)))


@settings(max_examples=4)  # forty rules and six lookups take their time to plan
@given(data=st.data())
def test_rules_of_guangzhou_agree(
    postgres: psycopg.Connection[Any], duck: duckdb.DuckDBPyConnection, data: st.DataObject
) -> None:
    pack = get_pack("guangzhou-2023")
    agree(pack, postgres, duck, data.draw(workbooks(pack)))
