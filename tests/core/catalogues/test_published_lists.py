"""The lists of the five notices: their sizes, and rows looked up in the notices by eye."""

from collections import Counter
from collections.abc import Callable

import pytest

from hengji.core.catalogues.model import Catalogue, Entry

Row = Callable[[str, int], Entry]

SIZES = {
    "chongqing-specialties": 307,
    "national-specialties": 225,
    "sichuan-filed": 80,
    "sichuan-managed": 13,
    "evaluation-bodies": 202,
    "huaian-occupations": 542,
    "huaian-specialties": 158,
    "huaian-completion": 2,
    "huaian-shortage": 130,
    "guangdong-subsidy": 498,
}


@pytest.mark.parametrize(("list_id", "size"), SIZES.items())
def test_every_published_row_is_read_in_order(
    published: Catalogue, list_id: str, size: int
) -> None:
    assert [entry.row for entry in published.rows_of(list_id)] == list(range(1, size + 1))


def test_nothing_else_is_read(published: Catalogue) -> None:
    assert set(published.list_ids) == {*SIZES, "huaian-crosswalk"}
    assert published.faults == ()


def test_titles_announce_their_counts(published: Catalogue) -> None:
    assert dict(published.announced) == {
        "national-specialties": 220,
        "sichuan-filed": 80,
        "sichuan-managed": 13,
    }


def test_tables_that_are_no_list_are_named(published: Catalogue) -> None:
    assert [heading.split()[0] for heading in published.unrecognised] == [
        "工作任务",
        "工作任务",
        "补贴项目",
    ]


def test_stars_marks_and_classes_of_huaian_add_up(published: Catalogue) -> None:
    rows = published.rows_of("huaian-occupations")
    assert sum(entry.starred for entry in rows) == 55
    assert Counter(entry.marks for entry in rows if entry.marks) == {"L": 27, "S": 24, "L/S": 3}
    # A 1–267, B 268–489, C 490–542
    assert Counter(entry.rate_class for entry in rows) == {"A": 267, "B": 222, "C": 53}
    assert [entry.row for entry in rows if entry.scope] == [
        *(254, 260, 285, 320, 334, 371, 372, 373, 440, 441, 477, 532)
    ]


def test_specialty_codes_of_huaian_run_without_gap(published: Catalogue) -> None:
    codes = sorted(int(entry.code) for entry in published.rows_of("huaian-specialties"))
    assert codes == list(range(100000001, 100000159))


def test_kinds_of_guangdong_add_up(published: Catalogue) -> None:
    rows = published.rows_of("guangdong-subsidy")
    assert Counter("/".join(entry.tags) for entry in rows) == {
        "其他": 416,
        "乡村工匠": 30,
        "新业态": 17,
        "粤菜师傅": 16,
        "南粤家政": 13,
        "新业态/农村电商": 4,
        "新业态/乡村工匠": 1,
        "新业态/农村电商/乡村工匠": 1,
    }
    assert Counter(entry.certificate for entry in rows) == {"技能等级证书": 426, "专项能力证书": 72}
    assert sum("（2022年版）" in entry.raw for entry in rows) == 20


def test_occupation_fields_of_chongqing_add_up(published: Catalogue) -> None:
    rows = published.rows_of("chongqing-specialties")
    assert len({entry.occupation for entry in rows}) == 148
    assert {entry.row: entry.marks for entry in rows if entry.marks} == {
        183: "L",
        280: "S",
        282: "S",
        283: "S",
        284: "S",
    }


@pytest.mark.parametrize(
    ("list_id", "number", "expected"),
    [
        ("chongqing-specialties", 183, {"occupation": "物流服务师", "marks": "L"}),
        ("chongqing-specialties", 25, {"name": "计算机辅助制图（土建）", "scope": ""}),
        ("chongqing-specialties", 9, {"occupation": "其他水利、环境和公共设施管理服务人员"}),
        (
            "chongqing-specialties",
            41,
            {"occupation": "半导体分立器件和集成电路装调、半导体分立器件和集成电路微系统组装工"},
        ),
        ("chongqing-specialties", 293, {"printed_seq": "293", "name": "数字化学习指导"}),
        ("national-specialties", 14, {"printed_seq": "14", "name": "汽车综合检测与诊断"}),
        (
            "national-specialties",
            15,
            {"printed_seq": "(1)", "name": "帕萨特B5(1.8T)轿车整车综合性能检测诊断"},
        ),
        ("national-specialties", 20, {"printed_seq": "15", "name": "光纤到户(FTTH)安装调试"}),
        ("national-specialties", 225, {"printed_seq": "220", "name": "藏传佛教金属用品制作"}),
        ("sichuan-filed", 26, {"printed_seq": "26", "name": "畜(禽)舍卫生消毒"}),
        ("sichuan-managed", 1, {"printed_seq": "Z1", "name": "母婴生活护理"}),
        ("sichuan-managed", 8, {"name": "网络商务信息收集与交换"}),
        ("evaluation-bodies", 13, {"levels": (5, 2, 1)}),
        (
            "evaluation-bodies",
            42,
            {"code": "4-04-05-Z1", "levels": (), "certificate": "专项职业能力"},
        ),
        (
            "evaluation-bodies",
            133,
            {"name": "社会体育指导员", "scope": "登山（山地户外）", "levels": (5, 4)},
        ),
        (
            "huaian-occupations",
            254,
            {"name": "起重装卸机械操作工", "scope": "汽车吊司机、叉车司机", "rate_class": "A"},
        ),
        (
            "huaian-occupations",
            285,
            {"name": "轨道交通列车司机", "marks": "L", "code": "4-02-01-01"},
        ),
        (
            "huaian-occupations",
            363,
            {"name": "建筑信息模型技术员", "marks": "L/S", "starred": True},
        ),
        ("huaian-specialties", 31, {"name": "云计算（私有云搭建）", "code": "100000093"}),
        ("huaian-specialties", 52, {"name": "HarmonyOS 应用开发"}),
        (
            "huaian-completion",
            1,
            {"printed_seq": "159", "certificate": "培训合格证书", "rate_class": ""},
        ),
        ("huaian-shortage", 8, {"name": "快件处理员", "certificate": "等级评价"}),
        ("guangdong-subsidy", 3, {"code": "", "name": "潮汕卤鹅制作"}),
        ("guangdong-subsidy", 17, {"code": "4-01-06-02", "tags": ("新业态", "乡村工匠")}),
        ("guangdong-subsidy", 18, {"tags": ("新业态", "农村电商", "乡村工匠")}),
        # the page ends inside these two rows
        ("guangdong-subsidy", 20, {"name": "网商运营", "tags": ("新业态", "农村电商")}),
        ("guangdong-subsidy", 128, {"printed_seq": "111", "name": "信息通信信息化系统管理员"}),
        ("guangdong-subsidy", 39, {"code": "48", "name": "数字视频制作"}),
        ("guangdong-subsidy", 77, {"printed_seq": "68", "code": "4-14-01-03"}),
        ("guangdong-subsidy", 480, {"name": "陶瓷墙地砖（物化）试验", "printed_seq": "447"}),
        ("guangdong-subsidy", 498, {"name": "智能光网装调", "printed_seq": "459"}),
    ],
)
def test_row_is_understood_as_printed(
    row: Row, list_id: str, number: int, expected: dict[str, object]
) -> None:
    entry = row(list_id, number)
    assert {field: getattr(entry, field) for field in expected} == expected


@pytest.mark.parametrize(
    ("list_id", "number", "raw"),
    [
        ("huaian-shortage", 8, "8 | [bookmark: _GoBack]快件处理员 | 4-02-07-09 | 等级评价"),
        ("huaian-occupations", 2, " | 2 | A | 制粉工 | 6-01-01-02"),
        (
            "guangdong-subsidy",
            44,
            "44 | 4-18-10-01⏎（2022年版） | 陶瓷工艺师 | 乡村工匠 | 技能等级证书",
        ),
        ("sichuan-managed", 8, "Z8、《网络商务信息收集与交换》"),
        ("national-specialties", 22, "17 | 口腔固定工艺⏎(固定义齿制作)"),
    ],
)
def test_raw_keeps_the_cells_as_printed(row: Row, list_id: str, number: int, raw: str) -> None:
    assert row(list_id, number).raw == raw


def test_definition_with_a_line_break_is_one_sentence(row: Row) -> None:
    assert "销售相关手续的能力。" in row("chongqing-specialties", 63).definition
    assert "销售相关手续⏎的能力。" in row("chongqing-specialties", 63).raw


def test_crosswalk_has_a_pair_for_each_code(published: Catalogue) -> None:
    pairs = published.crosswalk
    # 25 lines with 26 pairs, 12 with 12, 3 with 3, one of them by a merged cell
    assert Counter(pair.case for pair in pairs) == {
        "名称一致编码不一致": 26,
        "编码一致名称不一致": 12,
        "编码和名称不一致": 3,
    }
    assert len({pair.row for pair in pairs}) == 40


def test_crosswalk_cell_with_two_codes_gives_two_pairs(published: Catalogue) -> None:
    old = [pair.code_old for pair in published.crosswalk if pair.name_old == "电子竞技员"]
    assert old == ["4139901", "4139900"]


def test_crosswalk_merged_old_cell_serves_two_lines(published: Catalogue) -> None:
    now = [pair.name_now for pair in published.crosswalk if pair.name_old == "钳工"]
    assert now == ["装配钳工", "机修钳工", "工具钳工"]


def test_crosswalk_names_keep_brackets_but_no_star_or_mark(published: Catalogue) -> None:
    names = {pair.name_now for pair in published.crosswalk}
    assert {"婴幼儿发展引导员（育婴员）", "保险代理人", "增材制造设备操作员"} <= names
