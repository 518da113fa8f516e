"""Cells taken apart: stars, marks, brackets, codes, levels."""

import pytest

from hengji.core.catalogues.cells import (
    OccupationName,
    parse_code,
    parse_levels,
    parse_occupation,
    split_codes,
    split_values,
    split_work_types,
)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("车工", OccupationName("车工", "", "", starred=False)),
        ("*采购员", OccupationName("采购员", "", "", starred=True)),
        ("＊采购员", OccupationName("采购员", "", "", starred=True)),
        ("摄影测量员L/S", OccupationName("摄影测量员", "", "L/S", starred=False)),
        (
            "轨道交通列车司机L（动车组司机）",
            OccupationName("轨道交通列车司机", "动车组司机", "L", False),
        ),
        (
            "社会体育指导员（登山（山地户外））",
            OccupationName("社会体育指导员", "登山（山地户外）", "", False),
        ),
        (
            "信息通信网络终端维修\n员",
            OccupationName("信息通信网络终端维修员", "", "", starred=False),
        ),
        (
            "鉴定估价师(机动车鉴定评估师)",
            OccupationName("鉴定估价师", "机动车鉴定评估师", "", False),
        ),
    ],
)
def test_occupation_is_taken_apart(cell: str, expected: OccupationName) -> None:
    assert parse_occupation(cell) == expected


@pytest.mark.parametrize("cell", ["KTV服务", "WPS", "KTVS"])
def test_letters_that_belong_to_the_name_are_no_mark(cell: str) -> None:
    assert parse_occupation(cell) == OccupationName(cell, "", "", starred=False)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("4-01-06-02\n（2022年版）", "4-01-06-02"),
        ("４－０１－０６－０２", "4-01-06-02"),
        (" 4-01-06-02 ", "4-01-06-02"),
        ("/", ""),
        ("4-04-05-Z1", "4-04-05-Z1"),
        ("48", "48"),
        ("", ""),
    ],
)
def test_code_is_without_blanks_and_edition(cell: str, code: str) -> None:
    assert parse_code(cell) == code


@pytest.mark.parametrize(
    ("cell", "levels"),
    [
        ("5、4、3", (5, 4, 3)),
        ("3、4", (4, 3)),
        ("4", (4,)),
        ("５、４", (5, 4)),
        ("专项职业能力", ()),
        ("6、5", ()),
        ("", ()),
    ],
)
def test_levels_are_a_set_from_low_to_high(cell: str, levels: tuple[int, ...]) -> None:
    assert parse_levels(cell) == levels


def test_cell_with_two_codes_is_split() -> None:
    assert split_codes("  4139901、\n4139900") == ("4139901", "4139900")
    assert split_codes("") == ("",)


def test_wrapped_occupation_is_one_value_and_two_editions_are_two() -> None:
    assert split_values("信息通信信息化系统\n管理员") == ("信息通信信息化系统管理员",)
    assert split_values("焊工\n管工") == ("焊工", "管工")


def test_work_types_are_not_split_inside_a_further_bracket() -> None:
    assert split_work_types("登山（山地、户外）、网球") == ("登山（山地、户外）", "网球")
