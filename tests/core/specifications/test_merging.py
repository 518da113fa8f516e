"""Two persons' writing becomes one text: nothing of either is lost, nothing is made up."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given

from hengji.core.specifications.merging import Conflict, merge
from hengji.core.specifications.value import AssessmentSpec, WorkTask
from tests.core.specifications.writings import spec, specs, texts

WASH = WorkTask("清洗食材", ("能识别食材", "能清洗食材"), ("食材常识",), Decimal(30))
CUT = WorkTask("切配食材", ("能切丝", "能切片"), ("刀具常识",), Decimal(40))
COOK = WorkTask("烹制菜肴", ("能控制火候",), ("火候常识",), Decimal(30))
BASE = spec(WASH, CUT, COOK, name="川菜制作", venue="灶台")


@given(base=specs, other=specs)
def test_merge_of_one_author_is_that_author(base: AssessmentSpec, other: AssessmentSpec) -> None:
    for mine, theirs in ((base, other), (other, base), (other, other)):
        merged = merge(base, mine, theirs)
        assert (merged.spec, merged.conflicts) == (other, ())


@given(base=specs, mine=specs, theirs=specs)
def test_merge_loses_no_new_wording(
    base: AssessmentSpec, mine: AssessmentSpec, theirs: AssessmentSpec
) -> None:
    merged = merge(base, mine, theirs)
    kept = set(texts(merged.spec)).union(
        *(texts(side) for one in merged.conflicts for side in (one.mine, one.theirs))
    )
    assert (set(texts(mine)) | set(texts(theirs))) - set(texts(base)) <= kept


@given(base=specs, mine=specs, theirs=specs)
def test_merge_makes_nothing_up(
    base: AssessmentSpec, mine: AssessmentSpec, theirs: AssessmentSpec
) -> None:
    assert set(texts(merge(base, mine, theirs).spec)) <= set(texts(mine)) | set(texts(theirs))


@given(base=specs, mine=specs, theirs=specs)
def test_merge_with_fields_of_their_own_has_no_conflict(
    base: AssessmentSpec, mine: AssessmentSpec, theirs: AssessmentSpec
) -> None:
    mine = replace(base, tasks=mine.tasks)
    theirs = replace(theirs, tasks=base.tasks)
    merged = merge(base, mine, theirs)
    assert (merged.spec, merged.conflicts) == (replace(theirs, tasks=mine.tasks), ())


def test_merge_joins_a_move_and_a_correction() -> None:
    mine = replace(BASE, tasks=(COOK, WASH, CUT))
    sharper = replace(CUT, task="切配主辅料", criteria=("能切丝", "能切厚薄均匀的片"))
    merged = merge(BASE, mine, replace(BASE, tasks=(WASH, sharper, COOK)))
    assert (merged.spec.tasks, merged.conflicts) == ((COOK, WASH, sharper), ())
    again = merge(BASE, replace(BASE, tasks=(WASH, sharper, COOK)), mine)
    assert again.spec == merged.spec


def test_merge_takes_rows_added_by_both() -> None:
    plate, clean = WorkTask("装盘点缀"), WorkTask("收拾台面")
    mine = replace(BASE, tasks=(*BASE.tasks, clean))
    theirs = replace(BASE, tasks=(WASH, plate, CUT, COOK))
    merged = merge(BASE, mine, theirs)
    assert (merged.spec.tasks, merged.conflicts) == ((WASH, plate, CUT, COOK, clean), ())


def test_merge_takes_items_added_by_both_at_one_place_once_each() -> None:
    mine = spec(replace(WASH, knowledge=("食材常识", "用水卫生", "刀具常识")))
    theirs = spec(replace(WASH, knowledge=("食材常识", "消毒常识", "用水卫生")))
    merged = merge(spec(WASH), mine, theirs)
    assert merged.conflicts == ()
    assert sorted(merged.spec.tasks[0].knowledge) == sorted(
        ("食材常识", "消毒常识", "用水卫生", "刀具常识")
    )


def test_merge_joins_one_task_that_both_added() -> None:
    mine = spec(WorkTask("装盘点缀", ("能摆盘",), weight=Decimal(10)))
    theirs = spec(WorkTask("装盘点缀", ("能点缀",), weight=Decimal(20)))
    merged = merge(spec(), mine, theirs)
    assert merged.spec.tasks == (WorkTask("装盘点缀", ("能点缀", "能摆盘"), weight=Decimal(20)),)
    assert merged.conflicts == (Conflict("tasks[0].weight", None, Decimal(10), Decimal(20)),)


def test_merge_tells_two_wordings_of_one_criterion() -> None:
    mine = spec(CUT, replace(WASH, criteria=("能识别食材", "能清洗各种食材")))
    theirs = spec(replace(WASH, criteria=("能识别食材", "能清洗干净食材")), CUT)
    merged = merge(spec(WASH, CUT), mine, theirs)
    assert [row.task for row in merged.spec.tasks] == ["切配食材", "清洗食材"]
    path = "tasks[1].criteria[1]"
    assert merged.conflicts == (Conflict(path, "能清洗食材", "能清洗各种食材", "能清洗干净食材"),)
    assert merged.spec.tasks[1].criteria[1] == "能清洗干净食材"


def test_merge_keeps_what_one_removed_and_the_other_changed() -> None:
    longer = replace(CUT, criteria=("能切丝", "能切片", "能切丁"))
    gone, changed = replace(BASE, tasks=(WASH, COOK)), replace(BASE, tasks=(WASH, longer, COOK))
    kept = merge(BASE, gone, changed)
    assert kept.spec == changed
    assert kept.conflicts == (Conflict("tasks[1]", CUT, None, longer),)
    removed = merge(BASE, changed, gone)
    assert removed.spec == gone
    assert removed.conflicts == (Conflict("tasks", CUT, longer, None, after="tasks[0]"),)


def test_merge_tells_where_each_row_stood_that_the_other_removed() -> None:
    """A row added by the other stands between: mine still comes back behind its own neighbour."""
    rinse = replace(WASH, knowledge=("用水常识",))
    slice_, simmer = replace(CUT, knowledge=("刀工常识",)), replace(COOK, knowledge=("火力常识",))
    plate = WorkTask("装盘点缀")
    mine = replace(BASE, tasks=(rinse, slice_, simmer))
    merged = merge(BASE, mine, replace(BASE, tasks=(plate, COOK)))
    assert [row.task for row in merged.spec.tasks] == ["装盘点缀", "烹制菜肴"]
    assert [(one.mine, one.after) for one in merged.conflicts] == [(rinse, ""), (slice_, "")]
    merged = merge(BASE, mine, replace(BASE, tasks=(WASH, plate)))
    assert [(one.mine, one.after) for one in merged.conflicts] == [
        (slice_, "tasks[0]"), (simmer, "tasks[0]"),
    ]  # fmt: skip


def test_merge_tells_two_orders() -> None:
    mine, theirs = replace(BASE, tasks=(CUT, WASH, COOK)), replace(BASE, tasks=(WASH, COOK, CUT))
    merged = merge(BASE, mine, theirs)
    assert merged.spec == theirs
    names = [tuple(row.task for row in one.tasks) for one in (BASE, mine, theirs)]
    assert merged.conflicts == (Conflict("tasks", names[0], names[1], names[2]),)


def test_merge_tells_two_words_for_one_field() -> None:
    merged = merge(BASE, replace(BASE, name="川味菜制作"), replace(BASE, name="家常川菜制作"))
    assert merged.spec.name == "家常川菜制作"
    assert merged.conflicts == (Conflict("name", "川菜制作", "川味菜制作", "家常川菜制作"),)
