"""The naming rule, 000 规程 三(一)1."""

import pytest

from hengji.core.catalogues.naming import ends_like_worker, known_names, name_faults

KNOWN = known_names(["焊工", "ＷＰＳ操作员"])


def _codes(name: str) -> list[str]:
    return [fault.code for fault in name_faults(name, KNOWN)]


@pytest.mark.parametrize(
    "name", ["拉面制作", "社区绿化", "服装缝纫", "钢筋加工", "防水卷材施工", "剪纸"]
)
def test_name_of_product_and_verb_is_right(name: str) -> None:
    assert _codes(name) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("焊工", "NAME_IS_OCCUPATION"),
        ("wps操作员", "NAME_IS_OCCUPATION"),
        ("网店美工", "NAME_ENDS_LIKE_OCCUPATION"),
        ("育婴员（初级）", "NAME_ENDS_LIKE_OCCUPATION"),
        ("彩铃制作技术", "NAME_ENDS_IN_NOUN"),
        ("护理病人", "NAME_VERB_FIRST"),
    ],
)
def test_name_against_the_rule_is_told_why(name: str, code: str) -> None:
    assert code in _codes(name)


def test_worker_is_looked_for_before_the_bracket() -> None:
    assert ends_like_worker("面点师（中式）")
    assert not ends_like_worker("面点制作（面点师）")
