"""What 000 规程 四 第一 asks of a group, and that it is asked of every group."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengji.core.specifications.expert_group import ExpertKind, Member, group_faults

METHOD = Member(ExpertKind.METHOD, is_trained=True, is_leader=True)
CONTENT = Member(ExpertKind.CONTENT, is_lead_author=True)
PRACTICE = Member(ExpertKind.PRACTICE)

members = st.lists(
    st.builds(
        Member,
        st.sampled_from(ExpertKind),
        is_trained=st.booleans(),
        is_leader=st.booleans(),
        is_lead_author=st.booleans(),
    ),
    max_size=9,
)


def test_group_of_five_with_three_practitioners_is_complete() -> None:
    assert group_faults([METHOD, CONTENT, *[PRACTICE] * 3], half_is_enough=False) == ()


@pytest.mark.parametrize(
    ("group", "told"),
    [
        ([], "应为 3 至 7 人"),
        ([METHOD, CONTENT, *[PRACTICE] * 6], "专家组现有 8 人"),
        ([METHOD, CONTENT, CONTENT, PRACTICE, PRACTICE], "实际工作专家 2 人，不足专家组 5 人"),
        ([METHOD, *[PRACTICE] * 3], "还没有内容专家"),
        ([Member(ExpertKind.METHOD, is_leader=True), CONTENT, *[PRACTICE] * 3], "主持人训练"),
        ([METHOD, CONTENT, METHOD, *[PRACTICE] * 4], "组长只能有一名"),
        ([METHOD, Member(ExpertKind.CONTENT), *[PRACTICE] * 3], "应确定一名主笔人"),
    ],
)
def test_group_that_lacks_something_is_told_what(group: list[Member], told: str) -> None:
    assert any(told in one for one in group_faults(group, half_is_enough=True))


def test_just_half_is_enough_only_where_the_office_reads_it_so() -> None:
    group = [METHOD, CONTENT, PRACTICE, PRACTICE]
    assert group_faults(group, half_is_enough=True) == ()
    assert group_faults(group, half_is_enough=False) == (
        "实际工作专家 2 人，不足专家组 4 人的一半以上（不含一半）",
    )


@given(members, st.booleans())
def test_complete_group_is_exactly_one_that_the_clause_allows(
    group: list[Member], half_is_enough: bool
) -> None:
    kinds = [one.kind for one in group]
    practice = kinds.count(ExpertKind.PRACTICE)
    rest = len(group) - practice
    allowed = (
        3 <= len(group) <= 7
        and set(kinds) == set(ExpertKind)
        and all(one.is_trained for one in group if one.kind is ExpertKind.METHOD)
        and (practice > rest or (practice == rest and half_is_enough))
        and [one.is_leader for one in group].count(True) == 1
        and [one.is_lead_author for one in group].count(True) == 1
    )
    assert (group_faults(group, half_is_enough=half_is_enough) == ()) is allowed
