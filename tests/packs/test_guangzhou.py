"""广州 2023: the notice's 29 rules as a pack; what is expected is reasoned from 004."""

import random
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import psycopg
import pytest

from hengji.core.adjudication.bulk import calculator, decide_file, decided_rows
from hengji.core.adjudication.cases import typed
from hengji.core.adjudication.check import check_pack
from hengji.core.adjudication.explanation import State, explain
from hengji.core.adjudication.ruleset import LARGEST_MASK, Ruleset
from hengji.core.adjudication.template import write_claims_template
from hengji.core.packs.model import Adjudication, Pack
from hengji.core.rules.values import Kind
from tests.parity.engines import by_duckdb, by_fold, by_postgres, one_by_one

Cells = dict[str, str]
Make = Callable[..., Cells]
RULES_OF_THE_NOTICE = 29


def test_pack_is_clean_against_the_notice(guangzhou: Pack, sources: Path) -> None:
    assert check_pack(guangzhou.folder, sources) == []


def test_every_rule_of_the_notice_is_carried(asked: Adjudication) -> None:
    groups = (asked.rules, asked.quotas, asked.statements)
    carried = {number for group in groups for one in group for number in one.numbers}
    assert carried == set(range(1, RULES_OF_THE_NOTICE + 1))


def test_masks_hold_every_name(guangzhou: Pack, asked: Adjudication) -> None:
    ruleset = Ruleset(guangzhou, [one.name for one in asked.inputs])
    assert len(ruleset.unknown_names) <= LARGEST_MASK
    assert len(ruleset.fail_codes) <= LARGEST_MASK


def test_pack_holds_no_telephone_number(guangzhou: Pack) -> None:
    # 004 prints the officers' numbers; eight digits that are no date are one.
    for path in guangzhou.folder.glob("**/*.yaml"):
        for found in re.findall(r"(?<![0-9a-f])\d{8,11}(?![0-9a-f])", path.read_text("utf-8")):
            pytest.fail(f"{path.name}: {found}")


def test_every_asked_fact_leaves_a_claim_pending_when_it_is_empty(
    guangzhou: Pack, asked: Adjudication, qualified: Make
) -> None:
    """A qualified claim is approved; with any one needed cell emptied it never is."""
    whole = qualified(1)
    ruleset = Ruleset(guangzhou, [one.name for one in asked.inputs])
    assert explain(ruleset, typed(ruleset, whole)).verdict.fen == 80000
    harmless = {"claim_id", "code", "sex"} & set(whole)  # of a woman of 33 the sex decides nothing
    spare = {"unlisted_approved", "jointly_designated", "online", "group"}
    for name in set(whole) - harmless - spare:
        emptied = typed(ruleset, {**whole, name: ""})
        verdict = explain(ruleset, emptied).verdict
        assert verdict.decision == "pending", name
        assert name in ruleset.unknown_text(verdict.unknown).split(";"), name


def test_explanation_names_the_clause(guangzhou: Pack, qualified: Make) -> None:
    ruleset = Ruleset(guangzhou, ())
    told = explain(ruleset, typed(ruleset, qualified(1, filed_on="2024-03-12")))
    late = [line for line in told.lines if line.state is State.UNMET]
    assert [line.clause.place for line in late] == ["附件4 8②"]
    assert told.amount is not None
    assert told.amount.fen == 80000


def test_higher_standard_without_a_figure_is_paid_and_flagged(
    guangzhou: Pack, qualified: Make
) -> None:
    ruleset = Ruleset(guangzhou, ())
    told = explain(ruleset, typed(ruleset, qualified(1, higher_standard_claimed="是")))
    assert told.verdict.fen == 80000
    assert told.amount is not None
    assert "标记" in told.amount.title


def test_filled_template_is_decided_row_by_row(
    guangzhou: Pack, asked: Adjudication, qualified: Make, tmp_path: Path
) -> None:
    sheet = tmp_path / "申领.xlsx"
    write_claims_template(guangzhou, sheet)
    book = openpyxl.load_workbook(sheet)
    page = book.worksheets[0]
    headings = {
        str(cell.value).rstrip("*＊ "): place for place, cell in enumerate(page[1], start=1)
    }
    assert [one.label for one in asked.inputs] == list(headings)
    if page.max_row > 1:  # the template's own example
        page.delete_rows(2, page.max_row)
    rows: list[tuple[Cells, tuple[str, int, str, str]]] = [
        (qualified(1), ("approved", 80000, "", "")),
        (qualified(2, project_standard="650"), ("approved", 65000, "", "")),
        (qualified(3, local_tie="均无"), ("rejected", 0, "TRAINEE_NOT_LOCAL", "")),
        (qualified(4, confirmed_on=""), ("pending", 0, "", "confirmed_on")),
        (qualified(5, filed_on="2024-03-12"), ("rejected", 0, "CLASS_FILED_LATE", "")),
        (qualified(6, project_standard="900"), ("approved", 80000, "", "")),
        (qualified(7, dossier_complete="否"), ("pending", 0, "", "DOSSIER_INCOMPLETE")),
        (
            qualified(8, person_id="P-0001", applied_on="2024-06-04"),
            ("rejected", 0, "CLASS_PAID_TWICE", ""),
        ),
    ]
    labels = {one.name: one.label for one in asked.inputs}
    for number, (cells, _expected) in enumerate(rows, 2):
        for name, text in cells.items():
            page.cell(number, headings[labels[name]], text)
    book.save(sheet)
    with calculator() as connection:
        outcome = decide_file(connection, guangzhou, sheet)
        found = {claim: rest for _row, claim, *rest in decided_rows(connection, outcome)}
    assert outcome.bad_cells == ()
    assert found == {cells["claim_id"]: list(expected) for cells, expected in rows}


# Single decision, fold and bulk run ----------------------------------------------------------

DAYS = [date(2023, 8, 10), date(2023, 8, 11), date(2024, 3, 11), date(2024, 3, 12)]
DAYS += [date(2024, 3, 18), date(2024, 3, 19), date(2024, 5, 6), date(2025, 5, 6), date(2025, 5, 7)]
WHOLES = {"project_standard": [79900, 80000, 80100], "certificate_standard": [70000, 150000]}
TEXTS = {
    "person_id": [f"P-{number}" for number in range(25)],
    "class_id": ["B-01", "B-02"],
    "voucher_no": [f"Q-{number}" for number in range(60)],
    "code": ["4-03-02-01", "9-99-99-99"],
    "name": ["中式烹调师", "潮汕卤鹅制作"],
}


def _random_claim(
    chance: random.Random, ruleset: Ruleset, good: Cells, place: int
) -> dict[str, Any]:
    """A good claim with a few cells changed or emptied, so that few and many rules decide."""
    claim: dict[str, Any] = {**typed(ruleset, good), "claim_id": f"C{place}"}
    for name in ("person_id", "class_id"):
        claim[name] = chance.choice(TEXTS[name])
    if chance.random() < 0.5:
        claim |= {"voucher_no": chance.choice(TEXTS["voucher_no"]), "voucher_confirmed": True}
    claim["applied_on"] = date(2024, 6, 3) + timedelta(days=chance.randrange(5))
    for one in chance.sample(ruleset.adjudication.inputs, chance.choice([0, 0, 1, 2, 6])):
        match one.kind:
            case _ if one.name == "claim_id":
                continue
            case _ if chance.random() < 0.3:
                claim[one.name] = None
            case Kind.YESNO:
                claim[one.name] = chance.random() < 0.5
            case Kind.CHOICE:
                claim[one.name] = chance.choice(one.choices)
            case Kind.DATE:
                claim[one.name] = chance.choice(DAYS)
            case Kind.WHOLE:
                claim[one.name] = chance.choice(WHOLES.get(one.name, [2024, 2025]))
            case Kind.TEXT:
                claim[one.name] = chance.choice(TEXTS.get(one.name, ["甲"]))
    return claim


@pytest.mark.parametrize("seed", range(6))
def test_engines_agree_on_random_claims(
    seed: int,
    guangzhou: Pack,
    asked: Adjudication,
    qualified: Make,
    duck: duckdb.DuckDBPyConnection,
    postgres: psycopg.Connection[Any],
) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same claims every time
    ruleset = Ruleset(guangzhou, [one.name for one in asked.inputs])
    good = qualified(0)
    claims = [_random_claim(chance, ruleset, good, place) for place in range(100)]
    reference = by_fold(ruleset, claims)
    assert by_duckdb(duck, ruleset, claims) == reference
    assert by_postgres(postgres, ruleset, claims) == reference
    assert one_by_one(ruleset, claims) == reference
    assert {"approved", "rejected", "pending"} == {one[0] for one in reference}
    paid = [
        claim["voucher_no"]
        for claim, (decision, *_rest) in zip(claims, reference, strict=True)
        if decision == "approved" and claim.get("voucher_no") is not None
    ]
    assert paid
    assert len(paid) == len(set(paid)), "a voucher is paid twice"
