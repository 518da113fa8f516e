"""What each check asks: a specification without fault, and one fault at a time."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from hengji.core.specifications.checks import CHECKS
from hengji.core.specifications.lint import Occupations, lint
from hengji.core.specifications.value import (
    AssessmentSpec,
    Examiners,
    Flags,
    Requirements,
    WorkTask,
)
from tests.factories.specvalues import specifications

OCCUPATIONS = Occupations(frozenset({"中式面点师", "西式面点师"}), frozenset({"面条制作工"}))
GOOD = AssessmentSpec(
    name="手工面条制作",
    occupation="中式面点师",
    definition="运用案板、面杖等工具和面粉等原料，在厨房进行手工面条制作的能力。",
    audience="运用或准备运用本项能力求职、就业的人员。",
    tasks=(
        WorkTask("和面", ("能按比例和面",), ("面粉的种类", "食品安全法相关规定"), Decimal(30)),
        WorkTask("擀制面片", ("能够擀出均匀的面片",), ("用电安全常识",), Decimal("32.5")),
        WorkTask("煮面条", ("能判断面条的熟度",), ("个人卫生要求",), Decimal("37.5")),
    ),
    requirements=Requirements(
        entry="达到法定劳动年龄，具有相应技能的劳动者均可申报。",
        examiners=Examiners(3, "由3名以上考评员组成"),
        method="以实际操作方式进行",
        duration_minutes=60,
        theory="不单独考核理论知识",
        venue="有灶台的厨房，每人一套面杖、案板。",
    ),
    flags=Flags(consumer_health=True),
)
Change = Callable[[AssessmentSpec], AssessmentSpec]


def _set(**values: object) -> Change:
    return lambda spec: replace(spec, **values)  # type: ignore[arg-type]  # any field


def _task(place: int, **values: object) -> Change:
    def change(spec: AssessmentSpec) -> AssessmentSpec:
        tasks = list(spec.tasks)
        tasks[place] = replace(tasks[place], **values)  # type: ignore[arg-type]  # any field
        return replace(spec, tasks=tuple(tasks))

    return change


def _asked(**values: object) -> Change:
    return lambda spec: replace(
        spec,
        requirements=replace(spec.requirements, **values),  # type: ignore[arg-type]  # any field
    )


CASES: list[tuple[Change, str, str, str]] = [
    (_set(name=""), "SECTION_MISSING", "error", "name"),
    (_set(occupation=" "), "SECTION_MISSING", "error", "occupation"),
    (_set(definition="……"), "SECTION_MISSING", "error", "definition"),
    (_set(audience=""), "SECTION_MISSING", "error", "audience"),
    (_set(tasks=()), "SECTION_MISSING", "error", "tasks"),
    (_task(1, task="（二）……"), "SECTION_MISSING", "error", "tasks[1].task"),
    (_asked(entry=""), "SECTION_MISSING", "error", "requirements.entry"),
    (_asked(examiners=Examiners()), "SECTION_MISSING", "error", "requirements.examiners"),
    (_set(name="手工面条制作员"), "NAME_ENDS_WITH_OCCUPATION_WORD", "error", "name"),
    (_set(name="手工面条制作师（北方）"), "NAME_ENDS_WITH_OCCUPATION_WORD", "error", "name"),
    (
        _set(name="面条制作", occupation="面条制作工"),
        "NAME_RESEMBLES_OCCUPATION",
        "warning",
        "name",
    ),
    (_set(name="手工面条"), "NAME_WITHOUT_ACTION", "warning", "name"),
    (_set(name="手工面条制作技术"), "NAME_WITHOUT_ACTION", "warning", "name"),
    (_set(level="五级"), "LEVEL_PRESENT", "error", "level"),
    (_set(level="5"), "LEVEL_PRESENT", "error", "level"),
    (_set(name="手工面条制作（初级）"), "LEVEL_PRESENT", "error", "name"),
    (
        _set(definition="运用案板、面杖等工具制作手工面条的一种技艺。"),
        "DEFINITION_NOT_ENDING_IN_CAPABILITY",
        "error",
        "definition",
    ),
    (_set(definition="把面粉做成面条的能力"), "DEFINITION_FORMAT", "warning", "definition"),
    (_set(definition="运用面杖擀面的操作能力"), "DEFINITION_FORMAT", "warning", "definition"),
    (
        _set(definition="手工面条制作是运用面杖擀面的能力"),
        "DEFINITION_FORMAT",
        "warning",
        "definition",
    ),
    (
        _set(definition="运用面杖擀面。运用刀具切面的能力。"),
        "DEFINITION_NOT_ONE_SENTENCE",
        "warning",
        "definition",
    ),
    (_set(audience="愿意学习的人员。"), "AUDIENCE_TEXT", "error", "audience"),
    (_set(occupation="面条匠人"), "OCCUPATION_NOT_LISTED", "warning", "occupation"),
    (
        lambda spec: replace(
            spec,
            flags=Flags(),
            tasks=(replace(spec.tasks[0], weight=Decimal(100)),),
        ),
        "TASKS_FEWER_THAN_THREE",
        "warning",
        "tasks",
    ),
    (_task(1, task="面片擀制"), "TASK_NOT_VERB_OBJECT", "warning", "tasks[1].task"),
    (
        _task(0, criteria=("能和面", "会醒面")),
        "CRITERION_NOT_STARTING_WITH_CAN",
        "error",
        "tasks[0].criteria[1]",
    ),
    (
        _task(0, criteria=("能耗符合规定",)),
        "CRITERION_NOT_STARTING_WITH_CAN",
        "error",
        "tasks[0].criteria[0]",
    ),
    (_task(2, criteria=()), "CRITERIA_MISSING", "error", "tasks[2].criteria"),
    (_task(2, criteria=("1.……", "2……")), "CRITERIA_MISSING", "error", "tasks[2].criteria"),
    (_task(2, criteria=("能煮面", "")), "CRITERIA_MISSING", "error", "tasks[2].criteria[1]"),
    (
        lambda spec: _task(2, knowledge=())(replace(spec, flags=Flags())),
        "KNOWLEDGE_MISSING",
        "error",
        "tasks[2].knowledge",
    ),
    (_task(1, weight=None), "WEIGHT_MISSING", "error", "tasks[1].weight"),
    (_task(1, weight=Decimal(0)), "WEIGHT_MISSING", "error", "tasks[1].weight"),
    (_task(1, weight=Decimal("27.5")), "WEIGHTS_NOT_100", "error", "tasks"),
    (_task(1, weight=Decimal("32.51")), "WEIGHTS_NOT_100", "error", "tasks"),
    (
        _asked(examiners=Examiners(2, "高级考评员")),
        "EXAMINERS_FEWER_THAN_THREE",
        "warning",
        "requirements.examiners.count",
    ),
    (_asked(duration_minutes=None), "DURATION_MISSING", "error", "requirements.duration_minutes"),
    (_asked(duration_minutes=59), "DURATION_BELOW_60", "warning", "requirements.duration_minutes"),
    (_asked(method=""), "METHOD_MISSING", "error", "requirements.method"),
    (_asked(venue=""), "VENUE_MISSING", "error", "requirements.venue"),
    (_task(1, knowledge=("面片的厚度",)), "SAFETY_KNOWLEDGE_MISSING", "error", "tasks"),
]


def test_a_specification_by_the_book_has_no_finding() -> None:
    assert lint(GOOD, OCCUPATIONS) == ()


@pytest.mark.parametrize(("change", "code", "severity", "path"), CASES)
def test_each_fault_is_found_at_its_place(
    change: Change, code: str, severity: str, path: str
) -> None:
    found = lint(change(GOOD), OCCUPATIONS)
    assert [(one.code, one.severity, one.path) for one in found] == [(code, severity, path)]


def test_every_check_has_a_case() -> None:
    assert {code for _, code, _, _ in CASES} == set(CHECKS)


def test_a_name_that_is_an_occupation_is_refused() -> None:
    found = lint(replace(GOOD, name="西式 面点师"), OCCUPATIONS)
    assert [one.code for one in found if one.severity == "error"] == [
        "NAME_ENDS_WITH_OCCUPATION_WORD",
        "NAME_RESEMBLES_OCCUPATION",
    ]


def test_without_known_occupations_none_is_doubted() -> None:
    assert lint(replace(GOOD, occupation="面条匠人")) == ()


def test_nothing_at_all_is_told_section_by_section() -> None:
    found = lint(AssessmentSpec(), OCCUPATIONS)
    assert [(one.code, one.path) for one in found] == [
        ("SECTION_MISSING", "name"),
        ("SECTION_MISSING", "occupation"),
        ("SECTION_MISSING", "definition"),
        ("SECTION_MISSING", "audience"),
        ("SECTION_MISSING", "tasks"),
        ("SECTION_MISSING", "requirements"),
        ("METHOD_MISSING", "requirements.method"),
        ("DURATION_MISSING", "requirements.duration_minutes"),
        ("VENUE_MISSING", "requirements.venue"),
    ]


@pytest.mark.parametrize(
    "change",
    [
        _set(audience="运用或准备运用本项能力求职、就业的人员"),
        _set(audience="运用或准备运用本项能力求职,就业的人员."),
        _set(definition="使用案板，在厨房进行面条制作（含刀切、手擀。）的能力"),
        _set(definition="利用面粉，制作手工面条的能力。 "),
        _set(occupation="＊中式面点师L"),
        _set(occupation="面条制作工"),
        _task(0, task="（一）和面"),
        _task(0, criteria=("1．能按比例和面", "２、能够揉面", "(3)能饧面")),
        _task(0, task="1.按配方准备原料"),
        _task(0, criteria=("能手工揉面", "能量取面粉", "能效仿示范动作")),
        _asked(examiners=Examiners(5)),
        _set(name="手工面条加工"),
        _set(name="企业级存储扩容"),
    ],
)
def test_other_ways_to_write_it_are_no_faults(change: Change) -> None:
    assert lint(change(GOOD), OCCUPATIONS) == ()


def test_missing_topics_are_named() -> None:
    tasks = tuple(replace(task, knowledge=("《食品安全法》",)) for task in GOOD.tasks)
    found = lint(replace(GOOD, tasks=tasks, flags=Flags(safety=True)), OCCUPATIONS)
    assert [one.code for one in found] == ["SAFETY_KNOWLEDGE_MISSING"]
    assert "却没有安全操作知识、卫生知识" in found[0].message


@given(specifications)
def test_whatever_is_written_can_be_judged(spec: AssessmentSpec) -> None:
    found = lint(spec, OCCUPATIONS)
    assert all(one.code in CHECKS and one.message and one.clause for one in found)
