"""Every check: a small case that it must find, and the nearest one that it must leave alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from hengji.core.catalogues import model
from hengji.core.catalogues.checks import CHECKS
from hengji.core.catalogues.checks.corpus import Corpus
from hengji.core.catalogues.model import Catalogue, CrosswalkPair, Entry

Rows = Sequence[Entry]
GOOD = "运用焊接设备，在工厂进行钢结构焊接的能力。"


def defined(name: str = "钢结构焊接", definition: str = GOOD, **other: Any) -> Entry:
    """A row of a list with definitions."""
    occupation = other.pop("occupation", "焊工")
    raw = other.pop("raw", f"1 | {name} | {occupation} | {definition}")
    return Entry(
        model.CHONGQING,
        1,
        printed_seq="1",
        name=name,
        occupation=occupation,
        definition=definition.replace("⏎", ""),
        raw=raw,
        marks=other.pop("marks", ""),
    )


def specialty(name: str, list_id: str = model.NATIONAL, **other: Any) -> Entry:
    """A row of a list of specialties without definitions."""
    return Entry(
        list_id, 1, printed_seq="1", name=name, raw=other.pop("raw", f"1 | {name}"), **other
    )


def occupation(name: str = "焊工", code: str = "6-18-02-04", **other: Any) -> Entry:
    """A row of the occupations of 淮安, unless another list is named."""
    values: dict[str, Any] = {
        "list_id": model.HUAIAN_OCCUPATIONS,
        "row": 1,
        "printed_seq": "1",
        "rate_class": "A",
        "certificate": "职业技能等级证书",
        "raw": f"1 | A | {name} | {code}",
    }
    return Entry(name=name, code=code, **(values | other))


def evaluated(levels: tuple[int, ...], name: str = "焊工", **other: Any) -> Entry:
    """A row of the list for evaluation bodies."""
    return occupation(name, list_id=model.EVALUATION, levels=levels, occupation=name, **other)


def subsidised(name: str, code: str, seq: str = "1", **other: Any) -> Entry:
    """A row of the list of 广东."""
    return occupation(name, code, list_id=model.GUANGDONG, printed_seq=seq, **other)


def pair(**other: Any) -> CrosswalkPair:
    """A correct pair of the crosswalk."""
    good = CrosswalkPair(
        *("名称一致编码不一致", "A", "6180204", "焊工", "A", "6040205", "焊工"),
        row=1,
        raw="6040205",
    )
    return replace(good, **other)


@dataclass(frozen=True)
class Case:
    """What the check must find (``bad``) and what it must not (``good``)."""

    code: str
    bad: Rows = ()
    good: Rows = ()
    bad_pairs: Sequence[CrosswalkPair] = ()
    good_pairs: Sequence[CrosswalkPair] = ()
    announced: tuple[tuple[str, int], ...] = ()
    others: Rows = field(default=())  # rows that both cases need around them


def specialties(*names: str) -> list[Entry]:
    return [specialty(name) for name in names]


SHORTAGE = model.HUAIAN_SHORTAGE
CASES = [
    # numbering
    Case("NUMBER_UNREADABLE", [replace(defined(), printed_seq="一")], [defined()]),
    Case(
        "NUMBER_BREAKS",
        [subsidised("车工", "6-18-01-01", "1"), subsidised("铣工", "6-18-01-02", "3")],
        [subsidised("车工", "6-18-01-01", "1"), subsidised("铣工", "6-18-01-02", "2")],
    ),
    Case(
        "NUMBER_REPEATED",
        [subsidised("车工", "6-18-01-01", "1"), subsidised("铣工", "6-18-01-02", "1")],
        [subsidised("车工", "6-18-01-01", "1"), subsidised("铣工", "6-18-01-02", "2")],
    ),
    Case("NUMBER_CELL_BROKEN", [defined(raw="1⏎ | 甲 | 乙 | 丙")], [defined(raw="1 | 甲⏎乙 | 乙")]),
    Case(
        "SUB_ITEMS_WITHOUT_NUMBER",
        [specialty("汽车诊断"), replace(specialty("甲车诊断"), printed_seq="(1)")],
        specialties("汽车诊断", "甲车诊断"),
    ),
    Case(
        "COUNT_DIFFERS",
        specialties("剪纸"),
        specialties("剪纸", "拼布"),
        announced=(("national-specialties", 2),),
    ),
    Case(
        "CODE_ORDER",
        [occupation("甲", f"6-18-01-0{n}") for n in (1, 2, 3, 9, 4, 5)],
        [occupation("甲", f"6-18-01-0{n}") for n in (1, 2, 2, 3, 9)],
    ),
    # codes
    Case("CODE_MISSING", [occupation(code="")], [occupation(), specialty("剪纸")]),
    Case(
        "CODE_MALFORMED",
        [occupation(code="6-18-2-04")],
        [
            occupation(),
            specialty("剪纸", code="100000001"),
            specialty("数据标注", code="4-04-05-Z1"),
            Entry(model.HUAIAN_COMPLETION, 1, printed_seq="1", name="跨境电商", code="3208990010"),
        ],
    ),
    Case(
        "CODE_IMPOSSIBLE",
        [occupation(code="4-18-10-01")],
        [
            occupation(code="4-99-00-00"),
            occupation(code="6-31-07-03"),
            occupation(code="8-00-00-00"),
        ],
    ),
    Case(
        "NAME_WITH_OTHER_CODE",
        [occupation(), subsidised("焊工", "6-18-02-05")],
        [occupation(), subsidised("焊工", "6-18-02-04")],
    ),
    Case(
        "CODE_WITH_OTHER_NAME",
        [occupation(), subsidised("电焊工", "6-18-02-04")],
        [occupation(), subsidised("焊工", "6-18-02-04", scope="电焊工")],
    ),
    Case(
        "EDITION_MIXED",
        [
            subsidised("甲", "6-18-02-04", raw="6-18-02-04⏎（2022年版）"),
            subsidised("乙", "6-18-02-05"),
        ],
        [subsidised("甲", "6-18-02-04"), subsidised("乙", "6-18-02-05")],
    ),
    # names
    Case("NAME_IS_OCCUPATION", [specialty("焊工")], [specialty("焊接")], others=[occupation()]),
    Case(
        "NAME_ENDS_LIKE_OCCUPATION",
        specialties("网店美工", "数据标注员", "面点师（中式）"),
        specialties("钢筋加工", "防水卷材施工", "面包烘焙", "员工关系管理"),
    ),
    Case(
        "NAME_ENDS_IN_NOUN",
        specialties("彩铃制作技术", "跨境电商"),
        specialties("彩铃制作", "技术推广", "工艺品编织"),
    ),
    Case(
        "NAME_VERB_FIRST",
        specialties("护理病人", "诊断与排除发动机故障"),
        specialties("病人护理", "装配式建筑施工", "养殖河豚鱼烹制", "操作系统维护"),
    ),
    Case(
        "NAME_LACKS_VERB",
        [defined("荣昌卤鹅", "运用传统卤制技术制作荣昌卤鹅的能力。")],
        [defined("荣昌卤鹅制作", "运用传统卤制技术制作荣昌卤鹅的能力。")],
    ),
    Case(
        "NAME_REPEATED",
        specialties("剪纸", "剪纸"),
        [specialty("剪纸"), specialty("剪纸", model.SICHUAN_FILED)],
    ),
    Case(
        "TITLE_INCOMPLETE",
        [specialty("网络营销", model.SICHUAN_MANAGED, raw="Z10、《网络营销》")],
        [specialty("网络营销", model.SICHUAN_MANAGED, raw="Z10、《网络营销专项职业能力考核规范》")],
    ),
    Case(
        "NAME_CASE_VARIES",
        [specialty("AutoCAD设计"), specialty("AUTOCAD设计", model.SICHUAN_FILED)],
        [specialty("AutoCAD设计"), specialty("AutoCAD设计", model.SICHUAN_FILED)],
    ),
    Case(
        "NAME_VARIANT",
        [specialty("传感器应用"), specialty("传感器应用技术", model.HUAIAN_SPECIALTIES)],
        [
            specialty("桃树栽培"),
            specialty("梨树栽培", model.SICHUAN_FILED),
            specialty("山羊饲养"),
            specialty("白山羊饲养", model.SICHUAN_FILED),
        ],
    ),
    # definitions
    Case("DEFINITION_MISSING", [defined(), defined(definition="")], [defined()]),
    Case(
        "DEFINITION_COPIED",
        [defined(), defined("铝材焊接")],
        [defined(), defined("铝材焊接", "运用焊接设备进行铝材焊接的能力。")],
    ),
    Case(
        "DEFINITION_TEMPLATE",
        [
            defined(
                "冷面烹制", "利用相应的设备和特定的原料，运用传统和现代的技术，进行面条烹制的能力。"
            ),
            defined(
                "火锅烹制", "利用相应的设备和特定的原料，运用传统和现代的技术，进行火锅烹制的能力。"
            ),
        ],
        [
            defined("肉牛养殖", "运用科学养殖技术饲养和繁殖肉牛的能力。"),
            defined("肉兔养殖", "运用科学方法饲养和繁殖肉兔的能力。"),
            defined(
                "计算机辅助制图（土建）",
                "使用计算机绘图软件的相关方法，进行土建工程平面图形绘制的能力。",
            ),
            defined(
                "计算机辅助制图（机械）",
                "使用计算机绘图软件的相关方法，进行机械工程平面图形绘制的能力。",
            ),
        ],
    ),
    Case(
        "DEFINITION_WITHOUT_ABILITY",
        [defined(definition="运用工具进行标准化种植。")],
        [defined(), defined(definition="运用工具进行种植的操作能力。")],
    ),
    Case(
        "DEFINITION_ENDING_VARIES",
        [defined(definition="运用工具进行种植的操作能力。")],
        [defined(), defined(definition="运用工具进行标准化种植。")],
    ),
    Case("DEFINITION_WITHOUT_STOP", [defined(definition=GOOD[:-1])], [defined()]),
    Case(
        "DEFINITION_SEVERAL_SENTENCES",
        [defined(definition="提供规划的能力。提供运维的能力。")],
        [defined()],
    ),
    Case("DEFINITION_LONG", [defined(definition="运用" + "很长的" * 50 + "能力。")], [defined()]),
    Case(
        "DEFINITION_STARTS_WITH_NAME",
        [defined(definition="钢结构焊接是指运用焊机的能力。")],
        [defined()],
    ),
    Case(
        "DEFINITION_DOUBLE_ABLE",
        [
            defined(definition="能运用焊机焊接的能力。"),
            defined(definition="运用焊机能够焊接的能力。"),
        ],
        [defined(definition="运用智能运维平台进行能耗管理的能力。")],
    ),
    Case(
        "DEFINITION_GRAMMAR",
        [
            defined(definition="运用工具对充电系统需要进行系统诊断的能力。"),
            defined(definition="运用工具，提供对餐具进行清洗的能力。"),
        ],
        [defined(definition="运用嫁接刀对需要改良的果树进行嫁接的能力。")],
    ),
    Case(
        "DEFINITION_RESTATES_NAME",
        [defined("行李服务", "为宾客提供行李服务的能力。")],
        [defined("行李服务", "运用行李车，在饭店前厅为宾客提供行李服务的能力。")],
    ),
    Case(
        "DEFINITION_DESCRIBES_COURSE",
        [defined(definition="通过学习，运用系统的能力。")],
        [defined(definition="为学员提供机器学习指导的能力。")],
    ),
    Case(
        "DEFINITION_LINE_BREAK",
        [*[defined()] * 30, defined(definition="运用焊机⏎焊接的能力。")],
        [defined(definition="运用焊机⏎焊接的能力。")] * 30,  # a page that wraps every cell
    ),
    Case(
        "DEFINITION_SPELLS_NAME_OTHERWISE",
        [defined("静观蜡梅繁育", "对静观腊梅苗木进行繁育的能力。")],
        [defined("家居清洁", "运用家庭清洁器具清洁的能力。")],
    ),
    Case(
        "DEFINITION_OF_OTHER_NAME",
        [defined("原料初加工", "进行原材料分档与切割的能力。"), defined("原料分档与切割")],
        [defined("原料初加工", "进行择菜洗菜的能力。"), defined("原料分档与切割")],
    ),
    # characters
    Case(
        "FOREIGN_CHARACTER",
        specialties("员エ关系管理", "А级焊接"),
        specialties("员工关系管理", "KTV服务", "ＡＩ设计", "3—6岁指导"),
    ),
    Case(
        "CONFUSABLE_CHARACTER",
        specialties("淮坊鸡鸭制作", "羊肉泖馍制作"),
        specialties("潍坊鸡鸭制作", "羊肉泡馍制作", "淮安茶馓制作"),
    ),
    Case("MISSPELT_WORD", specialties("桃树养植"), specialties("桃树种植", "水产养殖")),
    Case(
        "WORDS_REDUNDANT",
        specialties("心脏彩超超声检查", "石雕雕刻"),
        specialties("心脏超声检查", "碗碗羊肉汤制作", "平装装订"),
    ),
    Case(
        "EDITOR_ARTEFACT",
        [specialty("剪纸", raw="1 | [bookmark: _GoBack]剪纸")],
        [specialty("剪纸")],
    ),
    Case(
        "STRAY_CHARACTER",
        [defined(definition="为生活\\养生提供服务的能力。"), specialty("剪\u200b纸")],
        [defined(), specialty("电动两轮/三轮摩托车维修")],
    ),
    Case(
        "BRACKETS_UNBALANCED",
        [defined(definition="通过压条(高空压条）方式繁育的能力。"), specialty("剪纸（窗花")],
        [defined(definition="通过压条（高空压条）方式繁育的能力。"), specialty("光纤(FTTH)安装")],
    ),
    Case(
        "HALF_WIDTH_PUNCTUATION",
        [defined(definition="运用焊机,进行焊接的能力。"), specialty("畜(禽)舍消毒")],
        [defined(), specialty("1,000米跑指导")],
    ),
    Case(
        "BLANK_IN_NAME",
        specialties("HarmonyOS 应用开发"),
        specialties("Adobe Premiere剪辑", "应用开发"),
    ),
    Case(
        "COMMA_IN_ENUMERATION",
        [defined(definition="运用设备（交换机，路由器、防火墙）的能力。")],
        [defined(definition="运用设备（交换机、路由器、防火墙）的能力。")],
    ),
    Case(
        "BRACKETS_NESTED",
        [evaluated((5,), "社会体育指导员", scope="登山（山地户外）")],
        [evaluated((5,), "社会体育指导员", scope="登山")],
    ),
    Case(
        "CELL_TWO_VALUES",
        [defined(occupation="电子装调工、电子装配工", raw="1 | 甲 | 电子装调工⏎电子装配工 | 丙")],
        [defined(occupation="信息系统管理员", raw="1 | 甲 | 信息系统⏎管理员 | 丙")],
    ),
    # levels, marks, empty cells
    Case("LEVELS_UNREADABLE", [evaluated(())], [evaluated((5, 4))]),
    Case(
        "LEVELS_WITH_HOLE",
        [evaluated((5, 3))],
        [evaluated((5, 3)), evaluated((4,), scope="电焊工")],
    ),
    Case(
        "LEVELS_FILLED_BY_WORK_TYPES",
        [evaluated((5, 3)), evaluated((4,), scope="电焊工")],
        [evaluated((5, 4, 3)), evaluated((4,), scope="电焊工")],
    ),
    Case(
        "WORK_TYPE_TWICE",
        [evaluated((4, 3), scope="裁剪制版"), evaluated((4,), scope="裁剪制版师")],
        [evaluated((4, 3), scope="裁剪制版"), evaluated((4,), scope="编织制版师")],
    ),
    Case(
        "ROW_REPEATED",
        [occupation(), occupation()],
        [occupation(scope="电焊工"), occupation(scope="气焊工")],
    ),
    Case(
        "CODE_TWICE_BY_SCOPE",
        [occupation(scope="电焊工"), occupation(scope="气焊工")],
        [evaluated((5,), scope="电焊工"), evaluated((5,), scope="气焊工")],
    ),
    Case(
        "MARK_DIFFERS",
        [occupation(list_id=SHORTAGE, starred=True)],
        [occupation(list_id=SHORTAGE)],
        others=[occupation()],
    ),
    Case(
        "MARK_INCONSISTENT",
        [defined(marks="S"), defined()],
        [defined(marks="S"), defined(occupation="管工")],
    ),
    Case("MARK_IN_FIELD", [defined(marks="L")], [defined()]),
    Case("CLASS_MISSING", [occupation(rate_class="")], [occupation(rate_class="C")]),
    Case(
        "CERTIFICATE_MISSING",
        [occupation(), occupation("车工"), occupation(), occupation(certificate="")],
        [occupation(), *specialties("剪纸")],
    ),
    Case("NAME_EMPTY", [specialty("")], specialties("剪纸")),
    # the field of a specialty
    Case("FIELD_MISSING", [defined(occupation="")], [defined()]),
    Case(
        "FIELD_CUT_OFF",
        [defined(occupation="电焊")],
        [defined(occupation="电焊工"), defined(occupation="气焊")],
        others=[occupation("电焊工")],
    ),
    Case(
        "FIELD_IS_WORK_TYPE",
        [defined(occupation="叉车司机")],
        [defined(occupation="起重装卸机械操作工")],
        others=[occupation("起重装卸机械操作工", scope="叉车司机")],
    ),
    Case(
        "FIELD_IS_OLD_NAME",
        [defined(occupation="评茶员")],
        [defined(occupation="评茶师")],
        bad_pairs=[pair(name_now="评茶师", name_old="评茶员")],
        good_pairs=[pair(name_now="评茶师", name_old="评茶员")],
        others=[occupation("评茶师")],
    ),
    Case(
        "FIELD_NEAR_OCCUPATION",
        [defined(occupation="陶瓷施釉工")],
        [defined(occupation="陶瓷成型施釉工"), defined(occupation="陶瓷贴花工")],
        others=[occupation("陶瓷成型施釉工")],
    ),
    Case(
        "OCCUPATION_DIFFERS_FROM_NAME",
        [replace(evaluated((5,)), occupation="管工")],
        [evaluated((5,))],
    ),
    # lists beside each other
    Case(
        "SHORTAGE_NOT_IN_GUIDE",
        [occupation("管工", list_id=SHORTAGE)],
        [occupation(list_id=SHORTAGE)],
        others=[occupation()],
    ),
    Case(
        "SCOPE_DIFFERS",
        [occupation(list_id=SHORTAGE)],
        [occupation(list_id=SHORTAGE, scope="电焊工")],
        others=[occupation(scope="电焊工")],
    ),
    Case("SCOPE_LIMITS", [occupation(scope="电焊工")], [occupation()]),
    Case(
        "WORK_TYPE_SPELT_OTHERWISE",
        [occupation(scope="母婴护理")],
        [occupation(scope="母婴护理员")],
        others=[evaluated((5,), scope="母婴护理员")],
    ),
    Case(
        "STARS_LEFT_OUT",
        bad_pairs=[pair(raw="*焊工"), pair(row=2)],
        good_pairs=[pair(raw="*焊工"), pair(row=2, raw="*焊工")],
        others=[occupation(starred=True)],
    ),
    Case(
        "FILED_ALREADY_NATIONAL",
        [specialty("桃树栽培", model.SICHUAN_FILED)],
        [specialty("核桃栽培", model.SICHUAN_FILED)],
        others=specialties("桃树栽培"),
    ),
    # the crosswalk
    Case("CROSSWALK_CODE_MALFORMED", bad_pairs=[pair(code_old="A407990200")], good_pairs=[pair()]),
    Case(
        "CROSSWALK_CODE_IMPOSSIBLE",
        bad_pairs=[pair(code_old="4180205")],
        good_pairs=[pair(), pair(code_old="6209900")],
    ),
    Case("CROSSWALK_CLASS_MISSING", bad_pairs=[pair(class_old="")], good_pairs=[pair()]),
    Case(
        "CROSSWALK_CASE_CONTRADICTS",
        bad_pairs=[pair(name_old="电焊工"), pair(code_old="6180204"), pair(case="不同")],
        good_pairs=[
            pair(),
            pair(case="编码一致名称不一致", code_old="6180204", name_old="电焊工"),
            pair(case="编码和名称不一致", name_old="电焊工"),
        ],
    ),
    Case(
        "CROSSWALK_TARGET_MISSING",
        bad_pairs=[pair(name_now="管工")],
        good_pairs=[pair()],
        others=[occupation()],
    ),
    Case(
        "CROSSWALK_CLASS_DIFFERS",
        bad_pairs=[pair(class_now="B", class_old="B"), pair(class_old="C")],
        good_pairs=[pair()],
        others=[occupation()],
    ),
    Case(
        "CROSSWALK_OLD_CODE_IS_CURRENT",
        bad_pairs=[pair(code_old="6180101")],
        good_pairs=[pair()],
        others=[occupation("车工", "6-18-01-01")],
    ),
    Case(
        "CROSSWALK_SEVERAL_TARGETS",
        bad_pairs=[pair(), pair(row=2, name_now="管工")],
        good_pairs=[pair(), pair(row=2, name_old="管工")],
    ),
    Case(
        "CROSSWALK_CELL_SHARED",
        bad_pairs=[pair(), pair(code_old="6040206"), pair(row=2, raw="6180204")],
        good_pairs=[pair(), pair(row=2)],
    ),
    Case(
        "CROSSWALK_OLD_CODE_RESIDUAL",
        bad_pairs=[pair(code_old="6209900"), pair(code_old="4990000")],
        good_pairs=[pair(), pair(code_old="6180199")],
    ),
    Case(
        "CROSSWALK_NAMES_UNRELATED",
        bad_pairs=[pair(code_old="6180204", name_old="呼吸治疗师")],
        good_pairs=[pair(code_old="6180204", name_old="电焊工"), pair(name_old="呼吸治疗师")],
    ),
]


def run(case: Case, rows: Rows, pairs: Sequence[CrosswalkPair]) -> list[str]:
    """The messages of the case's check; rows are numbered as they stand, list by list."""
    numbered: list[Entry] = []
    for entry in (*case.others, *rows):
        place = sum(other.list_id == entry.list_id for other in numbered) + 1
        numbered.append(replace(entry, row=place))
    catalogue = Catalogue(tuple(numbered), tuple(pairs), announced=case.announced)
    check = CHECKS[case.code]
    return [
        f"{finding.message}{finding.suggestion}" for finding in check.findings(Corpus(catalogue))
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_check_finds_the_fault(case: Case) -> None:
    found = run(case, case.bad, case.bad_pairs)
    assert found
    assert all("。" not in text[:4] and len(text) > 12 for text in found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_check_leaves_the_sound_row_alone(case: Case) -> None:
    assert run(case, case.good, case.good_pairs) == []


def test_every_check_has_a_case_and_a_reason() -> None:
    assert {case.code for case in CASES} == set(CHECKS)
    assert all(len(check.reason) > 20 for check in CHECKS.values())
