"""What an answer of the 淮安 lookup settles, leaves to the claim, or leaves open."""

from typing import Any

import pytest

from hengji.core.adjudication.ruleset import Ruleset
from hengji.core.adjudication.settling import Settling, settlings
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


def demands(settling: Settling, answer: dict[str, Any]) -> dict[str, str]:
    """What the answer leaves to the claim: the demand by the rule's code."""
    return {
        question.code: question.demand.source if question.demand else ""
        for question, bit in settling.questions.items()
        if answer["asked_0"] & bit
    }


def test_listed_occupation_leaves_only_what_its_rules_demand_of_the_claim(
    settling: Settling,
) -> None:
    answer = settle(settling)
    assert (answer["fail_0"], answer["unknown_0"], answer["open_0"]) == (0, 0, False)
    assert answer["settled_fen"] == 150_000
    asked = demands(settling, answer)
    assert asked["STANDARD_NOT_LOADED"] == "filed_on >= date('2024-01-01')"
    assert asked["HOURS_BELOW_MINIMUM"] == "total_minutes >= 45 * minimum_lessons"
    assert "ANNUAL_LIMIT_EXCEEDED" in asked
    assert not asked.keys() & {
        "OCCUPATION_NOT_LISTED",
        "CERTIFICATE_NOT_FOUND",
        "STARTUP_CLASS_REPEATED",
    }


def test_starred_occupation_is_not_asked_for_its_online_share(settling: Settling) -> None:
    asked = demands(settling, settle(settling, starred=True))
    assert not asked.keys() & {"ONLINE_OVER_LIMIT", "PRACTICE_UNDER_MINIMUM"}


def test_occupation_that_is_not_listed_has_failed_for_every_claim(settling: Settling) -> None:
    answer = settle(
        settling, listed=False, rate_class=None, starred=None, has_amount=None, base_fen=None,
        minimum_lessons=None,
    )  # fmt: skip
    ruleset = settling.ruleset
    assert ruleset.fail_text(answer["fail_0"]) == "OCCUPATION_NOT_LISTED"
    assert answer["open_0"] is False


def test_scarce_occupation_has_its_higher_amount_settled(settling: Settling) -> None:
    assert settle(settling, shortage=True, level=2)["settled_fen"] == 165_000


def test_rank_and_key_of_a_startup_training_are_settled(settling: Settling) -> None:
    answer = settle(settling, programme="STARTUP", rate_class="C", level=None)
    assert (answer["rank_0"], answer["key_1"]) == (2, "C")
    answer = settle(settling)
    assert (answer["rank_0"], answer["key_1"]) == (None, None)


@pytest.mark.parametrize(
    "changes",
    [
        {"benefit": None},
        {"programme": None},
        {"listed": None, "minimum_lessons": None},
        {"programme": "PROJECT", "has_amount": None, "base_fen": None},
        {"programme": "STARTUP", "rate_class": None},
    ],
)
def test_answer_that_leaves_more_in_doubt_is_open(
    settling: Settling, changes: dict[str, Any]
) -> None:
    assert settle(settling, **changes)["open_0"] is True


def test_answer_with_a_question_too_many_is_open(
    settling: Settling, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = len(settling.questions) + 2
    monkeypatch.setattr("hengji.core.adjudication.settling.LARGEST_MASK", most)
    assert settle(settling)["open_0"] is True
    assert len(settling.questions) == most


def test_pack_without_lookups_settles_nothing_and_rules_of_other_names_are_not_tried() -> None:
    found = settlings(Ruleset(get_pack("guangzhou-2023"), ()))
    tried = {one.rule.code for each in found for one in (*each.decided, *each.asked)}
    assert "TRAINEE_UNDER_16" in tried
    assert "PLAN_NOT_COMPLETED" not in tried
    assert not any(each.columns() for each in found if not each)
