"""One claim, then the claims of one person: what follows is reasoned from 003, not computed."""

from datetime import date
from typing import Any

from hengji.core.adjudication.cases import typed
from hengji.core.adjudication.explanation import State, explain
from hengji.core.adjudication.fold import fold
from hengji.core.adjudication.judge import outcome
from hengji.core.adjudication.ruleset import Ruleset
from hengji.core.adjudication.verdict import Decision, Verdict, decide, yuan_text
from hengji.core.packs.registry import get_pack

RULESET = Ruleset(get_pack("huaian-2024"), ())
TRAINING: dict[str, Any] = {
    "person_id": "P1",
    "benefit": "TRAINING",
    "programme": "LEVEL",
    "code": "6-18-01-01",
    "name": "车工",
    "level": 4,
    "total_minutes": 2520,
    "online_minutes": 0,
    "practical_minutes": 2520,
    "provider_stars": 3,
    "filed_on": date(2024, 3, 1),
    "trained_on": date(2024, 4, 1),
    "applied_on": date(2024, 5, 1),
}


def _startup(code: str, ended: date, applied: date) -> dict[str, Any]:
    return {
        **TRAINING,
        "programme": "STARTUP",
        "code": code,
        "name": None,
        "level": None,
        "trained_on": ended,
        "applied_on": applied,
    }


def _failed(verdicts: list[Verdict]) -> list[str]:
    return [RULESET.fail_text(verdict.fail) for verdict in verdicts]


GUANGZHOU = get_pack("guangzhou-2023")
OWNED = Ruleset(GUANGZHOU, ())
VOUCHER = typed(
    OWNED, {**GUANGZHOU.cases[0].given[0], "voucher_no": "V9", "voucher_confirmed": "是"}
)


def test_failure_outweighs_the_unknown_and_the_unknown_outweighs_approval() -> None:
    assert decide(0, 0) is Decision.APPROVED
    assert decide(0, 4) is Decision.PENDING
    assert decide(2, 0) is Decision.REJECTED
    assert decide(2, 4) is Decision.REJECTED


def test_rule_that_does_not_apply_is_met_whatever_it_demands() -> None:
    table = {
        (True, True): True, (True, False): False, (True, None): None,
        (False, True): True, (False, False): True, (False, None): True,
        (None, True): True, (None, False): None, (None, None): None,
    }  # fmt: skip
    assert {pair: outcome(*pair) for pair in table} == table


def test_yuan_are_written_without_needless_decimals() -> None:
    assert [yuan_text(fen) for fen in (0, 150_000, 5, 123_450)] == ["0", "1500", "0.05", "1234.50"]


def test_claims_of_nobody_are_not_one_persons_claims() -> None:
    verdicts = fold(RULESET, [{**TRAINING, "person_id": None}] * 5)
    assert {verdict.decision for verdict in verdicts} == {Decision.PENDING}
    assert {RULESET.unknown_text(verdict.unknown) for verdict in verdicts} == {"person_id"}
    assert _failed(verdicts) == [""] * 5  # no limit is exceeded by who is not known


def test_claims_paid_earlier_count_and_are_not_decided_again() -> None:
    paid = [TRAINING, TRAINING, {**TRAINING, "benefit": "UPSKILLING", "certificate_found": True}]
    assert _failed(fold(RULESET, [TRAINING], paid=paid)) == ["ANNUAL_LIMIT_EXCEEDED"]
    assert _failed(fold(RULESET, [TRAINING], paid=paid[:2])) == [""]
    next_year = {**TRAINING, "applied_on": date(2025, 1, 1)}
    assert _failed(fold(RULESET, [next_year], paid=paid)) == [""]
    assert _failed(fold(RULESET, [{**TRAINING, "person_id": "P2"}], paid=paid)) == [""]


def test_voucher_that_another_person_was_paid_for_is_pending() -> None:
    def unknown(whose: str | None, paid: str | None) -> str:
        earlier = [{**VOUCHER, "person_id": paid, "class_id": "B-99"}]
        (verdict,) = fold(OWNED, [{**VOUCHER, "person_id": whose}], paid=earlier)
        return OWNED.unknown_text(verdict.unknown)

    assert unknown("P1", "P2") == "VOUCHER_OF_SEVERAL_PERSONS"
    assert unknown("P1", None) == "VOUCHER_OF_SEVERAL_PERSONS"
    assert unknown(None, None) == "VOUCHER_OF_SEVERAL_PERSONS;person_id"
    assert unknown("P1", "P1") == ""  # one person's: the limit on paying twice sees to it


def test_voucher_of_two_persons_is_explained_by_its_clause() -> None:
    mine, other = {**VOUCHER, "person_id": "P1"}, {**VOUCHER, "person_id": "P2"}
    alone, beside = explain(OWNED, mine), explain(OWNED, mine, [other])
    states = [
        line.state
        for one in (alone, beside)
        for line in one.lines
        if line.code == "VOUCHER_OF_SEVERAL_PERSONS"
    ]
    assert states == [State.MET, State.UNKNOWN]
    (line,) = beside.in_state(State.UNKNOWN)
    assert (line.clause.place, line.missing) == ("附件4 9", ())


def test_startup_history_reaches_back_to_what_was_paid() -> None:
    higher = _startup("JCDI", date(2024, 2, 1), date(2024, 2, 2))
    lower = _startup("JCA", date(2024, 4, 1), date(2024, 5, 1))
    assert _failed(fold(RULESET, [lower], paid=[higher])) == ["STARTUP_LOWER_AFTER_HIGHER"]
    again = _startup("JCDE", date(2024, 4, 1), date(2024, 5, 1))
    assert _failed(fold(RULESET, [again], paid=[higher])) == ["STARTUP_CLASS_REPEATED"]


def test_claim_that_fails_two_limits_names_both_in_the_packs_order() -> None:
    three = [TRAINING] * 3
    high = _startup("JCB", date(2024, 3, 5), date(2024, 3, 6))
    claims = [*three[:2], high, _startup("JCB", date(2024, 4, 1), date(2024, 6, 1))]
    assert _failed(fold(RULESET, claims))[3] == "STARTUP_CLASS_REPEATED;ANNUAL_LIMIT_EXCEEDED"


def test_claim_without_a_day_comes_last_and_takes_no_place() -> None:
    undated = {**TRAINING, "applied_on": None}
    verdicts = fold(RULESET, [undated, TRAINING, TRAINING, TRAINING])
    assert [verdict.decision.value for verdict in verdicts] == ["pending", *["approved"] * 3]


def test_explanation_names_clause_amount_and_what_is_not_asked() -> None:
    explained = explain(RULESET, {**TRAINING, "level": 1, "provider_stars": None})
    lines = {line.code: line for line in explained.lines}
    assert explained.verdict.decision is Decision.PENDING
    assert lines["PROVIDER_BELOW_THREE_STARS"].state is State.UNKNOWN
    assert lines["PROVIDER_BELOW_THREE_STARS"].missing == ("培训机构星级",)
    assert lines["HOURS_BELOW_MINIMUM"].state is State.MET
    assert lines["SPECIALTY_NOT_IN_PERSON"].state is State.NOT_APPLICABLE
    assert lines["PERSON_NOT_ELIGIBLE"].state is State.NOT_ASKED
    assert lines["ANNUAL_LIMIT_EXCEEDED"].clause.place == "一"
    assert explained.amount is not None
    # 附件1: A, 一级 4300; 附件3 has 车工: ten in a hundred more.
    assert (explained.amount.percent, explained.amount.fen) == (110, 473_000)


def test_old_code_and_chosen_target_are_told() -> None:
    explained = explain(RULESET, {**TRAINING, "code": "6200101", "name": "钳工"})
    assert any("附件4" in note for note in explained.notes)
    assert any("机修钳工" in note and "工具钳工" in note for note in explained.notes)
