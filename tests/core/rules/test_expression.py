"""What the language of the rules takes and what it refuses, and how it says so."""

import pytest

from hengji.core.rules.expression import LARGEST_WHOLE, Name, parse
from hengji.core.rules.values import ExpressionError, Kind

NAMES = {
    "minutes": Name(Kind.WHOLE),
    "day": Name(Kind.DATE),
    "found": Name(Kind.YESNO),
    "note": Name(Kind.TEXT),
    "programme": Name(Kind.CHOICE, frozenset({"LEVEL", "STARTUP"})),
}


@pytest.mark.parametrize(
    ("source", "kind", "names"),
    [
        ("found", Kind.YESNO, ("found",)),
        ("not found", Kind.YESNO, ("found",)),
        ("minutes * 100 <= minutes + 40 - 1", Kind.YESNO, ("minutes",)),
        ("-3", Kind.WHOLE, ()),
        ("day >= date('2024-02-29')", Kind.YESNO, ("day",)),
        ("year(day)", Kind.WHOLE, ("day",)),
        ("smaller(minutes, 3)", Kind.WHOLE, ("minutes",)),
        ("day is None or found", Kind.YESNO, ("day", "found")),
        ("programme in ('LEVEL', 'STARTUP') and note == 'x'", Kind.YESNO, ("programme", "note")),
        ("programme == 'LEVEL'", Kind.YESNO, ("programme",)),
        ("  found  ", Kind.YESNO, ("found",)),
    ],
)
def test_an_expression_has_a_kind_and_its_names(
    source: str, kind: Kind, names: tuple[str, ...]
) -> None:
    parsed = parse(source, NAMES)
    assert (parsed.kind, parsed.names) == (kind, names)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("minutes >", "写法有误"),
        ("", "写法有误"),
        ("minuets > 3", "没有声明的名称“minuets”"),
        ("programme == 'LEVLE'", "没有取值'LEVLE'"),
        ("programme in ('LEVEL', 'X')", "没有取值'X'"),
        ("minutes == '3'", "不能比较"),
        ("day > 3", "不能比较"),
        ("note < 'x'", "不能这样比较"),
        ("found > found", "不能这样比较"),
        ("0 < minutes < 3", "不允许的写法"),
        ("minutes / 2 == 1", "不允许的写法"),
        ("minutes // 2 == 1", "不允许的写法"),
        ("minutes ** 2 == 1", "不允许的写法"),
        ("1.5 == minutes", "不允许的常量"),
        ("note == None", "不允许的常量"),
        ("minutes is 3", "is None"),
        ("(minutes + 1) is None", "is None"),
        ("minutes in ()", "常量的列表"),
        ("minutes in [1]", "常量的列表"),
        ("minutes in (minutes, 1)", "只能是常量"),
        ("minutes in (-1, 1)", "只能是常量"),
        # Whether such a comparison is known does not follow from its names being known.
        ("(found and found) == found", "是非只能直接比较"),
        ("found == (day is None)", "是非只能直接比较"),
        ("date('2024-02-30') == day", "没有这一天"),
        ("date(note) == day", "文字日期"),
        ("today() == day", "没有函数“today”"),
        ("year(day, day) == 1", "1个参数"),
        ("year(minutes) == 1", "应为date"),
        ("smaller(a=1, b=2) == 1", "不允许的写法"),
        ("minutes and found", "应为yesno"),
        ("not minutes", "应为yesno"),
        ("found + 1 == 2", "应为whole"),
        (f"minutes > {LARGEST_WHOLE + 1}", "超出范围"),
        ("note.upper() == 'X'", "不允许的写法"),
        ("__import__('os')", "没有函数"),
        ("(lambda: found)()", "不允许的写法"),
        ("[found for found in note]", "不允许的写法"),
        ("found if found else found", "不允许的写法"),
        ("f'{note}' == 'x'", "不允许的写法"),
    ],
)
def test_what_is_not_in_the_language_is_refused_in_words(source: str, said: str) -> None:
    with pytest.raises(ExpressionError, match=said.replace("(", r"\(")):
        parse(source, NAMES)


def test_the_expected_kind_is_demanded() -> None:
    with pytest.raises(ExpressionError, match="结果应为yesno，实际为whole"):
        parse("minutes + 1", NAMES, expect=Kind.YESNO)


def test_deep_nesting_is_answered_not_crashed() -> None:
    with pytest.raises(ExpressionError):
        parse("not " * 50_000 + "found", NAMES)
