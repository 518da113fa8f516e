"""The crosswalk asked in both directions (003 附件4)."""

import pytest

from hengji.core.catalogues.crosswalk import look_up
from hengji.core.catalogues.model import Catalogue


@pytest.mark.parametrize("asked", ["钳工", "6200101", "6-20-01-01", " 钳 工"])
def test_one_old_occupation_has_three_current_ones(published: Catalogue, asked: str) -> None:
    found = look_up(published.crosswalk, asked)
    assert [pair.name_now for pair in found.replaced_by] == ["装配钳工", "机修钳工", "工具钳工"]


def test_one_current_occupation_stands_for_two_old_codes(published: Catalogue) -> None:
    found = look_up(published.crosswalk, "电子竞技员")
    assert [pair.code_old for pair in found.stands_for] == ["4139901", "4139900"]


def test_code_that_is_current_and_old_is_found_on_both_sides(published: Catalogue) -> None:
    found = look_up(published.crosswalk, "4-07-05-03")
    assert {pair.name_now for pair in found.replaced_by} == {"智能楼宇管理员", "消防设施操作员"}
    assert {pair.name_old for pair in found.stands_for} == {"智能楼宇管理员"}


def test_name_is_found_with_and_without_its_bracket(published: Catalogue) -> None:
    for asked in ("婴幼儿发展引导员", "婴幼儿发展引导员(育婴员)"):
        assert [pair.name_old for pair in look_up(published.crosswalk, asked).stands_for] == [
            "育婴员"
        ]


def test_unknown_occupation_has_no_pair(published: Catalogue) -> None:
    found = look_up(published.crosswalk, "飞行员")
    assert (found.replaced_by, found.stands_for) == ((), ())
