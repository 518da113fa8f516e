"""A comparison says every difference once, in the words that changed."""

from dataclasses import replace
from decimal import Decimal
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengji.core.specifications.comparing import Kind, Mark, Piece, compare, words_compared
from hengji.core.specifications.places import chinese_number, place_name, section_of
from hengji.core.specifications.value import AssessmentSpec, WorkTask
from tests.core.specifications.writings import spec, specs, texts

WASH = WorkTask("清洗食材", ("能识别食材",), ("食材常识",), Decimal(30))
CUT = WorkTask("切配食材", ("能切丝",), ("刀具常识",), Decimal(40))
COOK = WorkTask("烹制菜肴", ("能控制火候",), ("火候常识",), Decimal(30))


@given(old=st.text("能切丝片12 a", max_size=12), new=st.text("能切丝片12 a", max_size=12))
def test_pieces_make_up_both_wordings(old: str, new: str) -> None:
    pieces = words_compared(old, new)
    assert (_rebuilt(pieces, Mark.ADDED), _rebuilt(pieces, Mark.REMOVED)) == (old, new)
    assert all(piece.text for piece in pieces)


def _rebuilt(pieces: tuple[Piece, ...], without: Mark) -> str:
    return "".join(piece.text for piece in pieces if piece.mark != without)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("短长" * 10_000, "长" * 20_000),
        ("短，" * 10_000, "长，短，" * 5_000),
        ("短长" * 99, "长短短" * 66),
        ("。" * 20_000, "；。" * 10_000),
    ],
)
def test_longest_wordings_are_compared_in_a_moment(old: str, new: str) -> None:
    begin = perf_counter()
    pieces = words_compared(old, new)
    assert perf_counter() - begin < 5  # by letter alone the first would take hours
    assert (_rebuilt(pieces, Mark.ADDED), _rebuilt(pieces, Mark.REMOVED)) == (old, new)


@pytest.mark.parametrize("clauses", [10, 900])
def test_word_changed_in_a_long_wording_is_marked_alone(clauses: int) -> None:
    old = "".join(f"第{n}步应当按照规定的程序操作，检查合格后进行下一步；" for n in range(clauses))
    new = old.replace("第3步应当", "第3步必须").replace("第7步应当按照规定的程序操作，", "")
    pieces = words_compared(old, new)
    assert [(one.mark, one.text) for one in pieces if one.mark != Mark.KEPT] == [
        (Mark.REMOVED, "应当"),
        (Mark.ADDED, "必须"),
        (Mark.REMOVED, "第7步应当按照规定的程序操作，"),
    ]
    assert (_rebuilt(pieces, Mark.ADDED), _rebuilt(pieces, Mark.REMOVED)) == (old, new)


@given(old=specs, new=specs)
def test_comparison_is_empty_only_when_both_say_the_same(
    old: AssessmentSpec, new: AssessmentSpec
) -> None:
    assert (compare(old, new) == ()) == (old == new)
    assert compare(old, old) == ()


@given(old=specs, new=specs)
def test_comparison_shows_every_new_wording(old: AssessmentSpec, new: AssessmentSpec) -> None:
    shown = "\n".join(piece.text for change in compare(old, new) for piece in change.pieces)
    for added in set(texts(new)) - set(texts(old)):
        assert set(added) <= set(shown)


def test_comparison_tells_a_move_as_a_move() -> None:
    changes = compare(spec(WASH, CUT, COOK), spec(COOK, WASH, CUT))
    assert [(one.kind, one.was, one.path) for one in changes] == [
        (Kind.MOVED, "tasks[2]", "tasks[0]")
    ]


def test_comparison_tells_what_changed_in_a_moved_task() -> None:
    sharper = replace(COOK, criteria=("能控制油温",), weight=Decimal("32.5"))
    changes = compare(spec(WASH, CUT, COOK), spec(sharper, WASH, CUT))
    assert [(one.kind, one.path) for one in changes] == [
        (Kind.MOVED, "tasks[0]"),
        (Kind.CHANGED, "tasks[0].criteria[0]"),
        (Kind.CHANGED, "tasks[0].weight"),
    ]
    assert changes[1].pieces == (
        Piece(Mark.KEPT, "能控制"),
        Piece(Mark.REMOVED, "火候"),
        Piece(Mark.ADDED, "油温"),
    )
    assert changes[2].pieces == (Piece(Mark.REMOVED, "30%"), Piece(Mark.ADDED, "32.5%"))


def test_comparison_tells_rows_added_and_removed() -> None:
    changes = compare(spec(WASH, CUT), spec(CUT, COOK))
    assert [(one.kind, one.path) for one in changes] == [
        (Kind.ADDED, "tasks[1]"),
        (Kind.REMOVED, "tasks[0]"),
    ]
    assert changes[0].pieces == (Piece(Mark.ADDED, "烹制菜肴\n能控制火候\n火候常识\n30%"),)


@pytest.mark.parametrize(
    ("path", "name", "section"),
    [
        ("definition", "定义", "一、定义"),
        ("tasks[1]", "工作任务（二）", "三、能力标准与鉴定内容"),
        ("tasks[1].task", "工作任务（二）", "三、能力标准与鉴定内容"),
        ("tasks[11].criteria[0]", "工作任务（十二）· 操作规范 1", "三、能力标准与鉴定内容"),
        ("tasks[0].weight", "工作任务（一）· 考核比重", "三、能力标准与鉴定内容"),
        ("requirements.examiners.count", "考评员人数", "四、鉴定要求"),
        ("flags.safety", "安全要求较高", "三、能力标准与鉴定内容"),
        ("elsewhere", "elsewhere", "名称和职业领域"),
    ],
)
def test_place_has_the_form_s_name(path: str, name: str, section: str) -> None:
    assert (place_name(path), section_of(path)) == (name, section)


def test_numbers_of_headings() -> None:
    numbers = [chinese_number(number) for number in (1, 9, 10, 11, 20, 42, 100)]
    assert numbers == ["一", "九", "十", "十一", "二十", "四十二", "100"]
