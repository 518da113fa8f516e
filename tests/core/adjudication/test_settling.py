"""What an answer of the 淮安 lookup settles, leaves to the claim, or leaves open."""

from typing import Any

import pytest

from hengji.core.adjudication.homes import settlings
from hengji.core.adjudication.questions import OPEN_BIT, Counted, Demanded, Needed, Priced
from hengji.core.adjudication.ruleset import Ruleset
from hengji.core.adjudication.settling import Settling
from hengji.core.packs.registry import get_pack

LEVEL_FIVE: dict[str, Any] = {
    "benefit": "TRAINING", "programme": "LEVEL", "level": 5, "listed": True, "rate_class": "A",
    "starred": False, "shortage": False, "has_amount": True, "base_fen": 150_000,
    "minimum_lessons": 56,
}  # fmt: skip


@pytest.fixture
def settling() -> Settling:
    (found,) = settlings(Ruleset(get_pack("huaian-2024"), ()))
    return found


def settle(settling: Settling, lacked: int = 0, **changes: Any) -> dict[str, Any]:
    """The columns of the answer with these changes."""
    values = settling.settle({**LEVEL_FIVE, **changes}, lacked)
    names = [name for name, _kind in settling.columns()]
    return dict(zip(names, values, strict=True))


def asked(settling: Settling, answer: dict[str, Any], kind: type) -> list[Any]:
    """The questions of a kind that the answer leaves to the claim."""
    bits = answer["asked_0"]
    return [one for one, bit in settling.questions.items() if bits & bit and isinstance(one, kind)]


def demands(settling: Settling, answer: dict[str, Any]) -> dict[str, str]:
    """The demands that the answer leaves to the claim, by the rule's code."""
    return {one.code: one.demand.source for one in asked(settling, answer, Demanded)}


def needs(settling: Settling, answer: dict[str, Any]) -> set[str]:
    """The claim's own values that the answer needs."""
    return {one.name for one in asked(settling, answer, Needed)}


def test_listed_occupation_leaves_only_what_its_rules_demand_of_the_claim(
    settling: Settling,
) -> None:
    answer = settle(settling)
    assert (answer["fail_0"], answer["unknown_0"]) == (0, 0)
    assert not settling.open_answers
    assert answer["settled_fen"] == 150_000
    demanded = demands(settling, answer)
    assert demanded["STANDARD_NOT_LOADED"] == "filed_on >= date('2024-01-01')"
    assert demanded["HOURS_BELOW_MINIMUM"] == "total_minutes >= 45 * minimum_lessons"
    assert not demanded.keys() & {"OCCUPATION_NOT_LISTED", "CERTIFICATE_NOT_FOUND"}
    assert asked(settling, answer, Counted) == [Counted("ANNUAL_LIMIT_EXCEEDED")]
    assert {"person_id", "applied_on", "filed_on", "total_minutes"} <= needs(settling, answer)


def test_starred_occupation_is_not_asked_for_its_online_share(settling: Settling) -> None:
    demanded = demands(settling, settle(settling, starred=True))
    assert not demanded.keys() & {"ONLINE_OVER_LIMIT", "PRACTICE_UNDER_MINIMUM"}


def test_occupation_that_is_not_listed_has_failed_for_every_claim(settling: Settling) -> None:
    answer = settle(
        settling, listed=False, rate_class=None, starred=None, has_amount=None, base_fen=None,
        minimum_lessons=None,
    )  # fmt: skip
    ruleset = settling.ruleset
    assert ruleset.fail_text(answer["fail_0"]) == "OCCUPATION_NOT_LISTED"
    assert not settling.open_answers


def test_scarce_occupation_has_its_higher_amount_settled(settling: Settling) -> None:
    assert settle(settling, shortage=True, level=2)["settled_fen"] == 165_000


def test_rank_and_key_of_a_startup_training_are_settled(settling: Settling) -> None:
    answer = settle(settling, programme="STARTUP", rate_class="C", level=None)
    assert (answer["rank_0"], answer["key_1"]) == (2, "C")
    answer = settle(settling)
    assert (answer["rank_0"], answer["key_1"]) == (None, None)


def test_price_of_a_project_is_the_claims_own(settling: Settling) -> None:
    answer = settle(settling, programme="PROJECT", has_amount=None, base_fen=None)
    assert answer["settled_fen"] is None
    assert asked(settling, answer, Priced) == [Priced(0)]
    assert "approved_price" in needs(settling, answer)


def test_startup_without_a_class_needs_whose_it_is_but_not_when(settling: Settling) -> None:
    code = settling.ruleset.unknown_bits["code"]
    nothing = dict.fromkeys(
        ("listed", "rate_class", "starred", "has_amount", "base_fen", "minimum_lessons", "level")
    )
    answer = settle(settling, lacked=code, **{**nothing, "programme": "STARTUP"})
    assert answer["unknown_0"] == code
    assert "person_id" in needs(settling, answer)
    assert "trained_on" not in needs(settling, answer)


def test_rule_that_may_apply_names_what_it_needs_and_rejects_nobody(settling: Settling) -> None:
    code = settling.ruleset.unknown_bits["code"]
    nothing = dict.fromkeys(
        ("listed", "rate_class", "starred", "has_amount", "base_fen", "minimum_lessons")
    )
    answer = settle(settling, lacked=code, **nothing)
    assert answer["unknown_0"] == code
    assert not demands(settling, answer).keys() & {"HOURS_BELOW_MINIMUM", "ONLINE_OVER_LIMIT"}
    assert {"total_minutes", "online_minutes", "practical_minutes"} <= needs(settling, answer)


def test_doubt_about_the_benefit_goes_with_what_is_left_to_ask(settling: Settling) -> None:
    benefit = settling.ruleset.unknown_bits["benefit"]
    answer = settle(settling, lacked=benefit, benefit=None)
    doubts = {one.code: one.doubt for one in asked(settling, answer, Demanded)}
    assert doubts["STANDARD_NOT_LOADED"] == doubts["PROVIDER_REMOVED"] == benefit


def test_answer_without_a_reason_for_its_doubt_is_open(settling: Settling) -> None:
    answer = settle(settling, listed=None, minimum_lessons=None)
    assert answer["asked_0"] & OPEN_BIT
    assert len(settling.open_answers) == 1


def test_answer_with_a_question_too_many_is_open(
    settling: Settling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hengji.core.adjudication.settling.LARGEST_MASK", 2)
    assert settle(settling)["asked_0"] & OPEN_BIT
    assert len(settling.questions) == 2


def test_pack_without_lookups_settles_nothing_and_rules_of_other_names_are_not_tried() -> None:
    found = settlings(Ruleset(get_pack("guangzhou-2023"), ()))
    tried = {one.rule.code for each in found for one in (*each.decided, *each.asked)}
    assert "TRAINEE_UNDER_16" in tried
    assert "PLAN_NOT_COMPLETED" not in tried
    assert not any(each.columns() for each in found if not each)
