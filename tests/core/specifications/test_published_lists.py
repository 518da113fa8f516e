"""The checks over every published specialty: each finding was read and is a true one."""

from collections import defaultdict

import pytest

from hengji.core.catalogues.checks.corpus import is_specialty
from hengji.core.catalogues.model import CHONGQING
from hengji.core.packs.registry import all_packs
from hengji.core.specifications.lint import Occupations, lint
from hengji.core.specifications.value import AssessmentSpec
from hengji.core.specifications.verbs import not_verb_object

Found = dict[tuple[str, str], dict[str, int | None]]

# The lists print neither tasks nor requirements; these would be said of every row.
_NOT_PRINTED = {"SECTION_MISSING", "METHOD_MISSING", "DURATION_MISSING", "VENUE_MISSING"}


@pytest.fixture(scope="module")
def found() -> Found:
    """Code and severity → name → row in the list of 重庆 (None elsewhere)."""
    packs = all_packs()
    occupations = Occupations.of(entry for pack in packs for entry in pack.entries)
    result: Found = defaultdict(dict)
    for entry in (entry for pack in packs for entry in pack.entries):
        if not is_specialty(entry):
            continue
        spec = AssessmentSpec(
            name=entry.name, occupation=entry.occupation, definition=entry.definition
        )
        for finding in lint(spec, occupations):
            if finding.code not in _NOT_PRINTED:
                row = entry.row if entry.list_id == CHONGQING else None
                result[finding.code, finding.severity][entry.name] = row
    return result


def test_three_definitions_do_not_end_in_an_ability(found: Found) -> None:
    # 69 and 170 end in what is done; 270 goes on behind 能力 with a remark in brackets.
    rows = set(found["DEFINITION_NOT_ENDING_IN_CAPABILITY", "error"].values())
    assert rows == {69, 170, 270}


def test_three_definitions_are_two_sentences(found: Found) -> None:
    assert set(found["DEFINITION_NOT_ONE_SENTENCE", "warning"].values()) == {172, 252, 301}


def test_definitions_that_leave_the_form(found: Found) -> None:
    # Without means: 4 … 232; 能…的能力: 49 … 270; own name first: 146 … 252; 操作能力: 5 … 273.
    assert set(found["DEFINITION_FORMAT", "warning"].values()) == (
        {4, 14, 19, 30, 35, 39, 44, 126, 180, 205, 232}
        | {49, 226, 227, 233, 244, 245, 252, 254, 262, 263, 270}
        | {146, 165, 169, 176, 252}
        | {5, 12, 79, 80, 130, 216, 254, 259, 273}
    )


def test_one_name_ends_as_a_worker_does(found: Found) -> None:
    assert set(found["NAME_ENDS_WITH_OCCUPATION_WORD", "error"]) == {"网店美工"}


def test_names_that_are_their_occupation(found: Found) -> None:
    assert set(found["NAME_RESEMBLES_OCCUPATION", "error"]) == {
        "人工智能数据标注",
        "人工智能模型运用",
    }
    assert set(found["NAME_RESEMBLES_OCCUPATION", "warning"]) == {
        *("油品储运", "计算机维修", "陶瓷贴花", "陶瓷施釉", "修鞋")
    }


def test_names_without_a_verb_at_their_end(found: Found) -> None:
    names = set(found["NAME_WITHOUT_ACTION", "warning"])
    techniques = {name for name in names if name.partition("(")[0].endswith(("技术", "工艺"))}
    assert len(techniques) == 12
    assert names - techniques == {
        *("数字城管坐席话务", "酉州苗绣", "荣昌卤鹅", "万盛棕编", "跨境电商", "光缆护套", "烤全羊"),
        *("涂料调色专项", "十字绣"),
        *("诊断与排除发动机故障", "诊断与排除汽车底盘故障", "诊断与排除电器设备故障"),
        *("照料孕、产妇", "照料婴、幼儿", "照料老年人", "护理病人"),
    }


def test_nothing_else_is_said(found: Found) -> None:
    assert {code for code, _ in found} == {
        *("DEFINITION_NOT_ENDING_IN_CAPABILITY", "DEFINITION_NOT_ONE_SENTENCE"),
        *("DEFINITION_FORMAT", "NAME_ENDS_WITH_OCCUPATION_WORD", "NAME_RESEMBLES_OCCUPATION"),
        "NAME_WITHOUT_ACTION",
    }


def test_names_are_told_from_tasks() -> None:
    # A name is product + verb, the reverse of a task: nearly all must be told as no task.
    names = {entry.name for pack in all_packs() for entry in pack.entries if is_specialty(entry)}
    told = [name for name in names if not_verb_object(name)]
    assert len(told) >= 0.85 * len(names)
