"""What is left of a condition says the same as the condition did."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hengji.core.rules.expression import Expression, Name, parse
from hengji.core.rules.python_engine import compile_python
from hengji.core.rules.residual import residual
from hengji.core.rules.values import Kind
from tests.parity.expressions import NAMES, rows, truths


@given(source=truths, row=rows, settled=st.sets(st.sampled_from(sorted(NAMES))))
def test_residual_agrees_with_the_whole_on_every_row(
    source: str, row: dict[str, Any], settled: set[str]
) -> None:
    expression = parse(source, NAMES)
    known = {name: row[name] for name in settled if row[name] is not None}
    left = residual(expression, known)
    wanted = compile_python(expression)(row)
    if isinstance(left, Expression):
        assert not set(left.names) <= set(known)
        assert compile_python(left)(row) == wanted
    else:
        assert left == wanted


def test_residual_keeps_only_what_is_still_to_be_asked() -> None:
    names = {
        "kind": Name(Kind.CHOICE, frozenset("AB")),
        "a": Name(Kind.WHOLE),
        "p": Name(Kind.YESNO),
    }
    source = "(kind == 'A' and a >= 3) or (kind != 'A' and not p)"
    for kind, wanted in {"A": "a >= 3", "B": "not p"}.items():
        left = residual(parse(source, names), {"kind": kind})
        assert isinstance(left, Expression)
        assert (left.source, left.kind) == (wanted, Kind.YESNO)
    assert residual(parse("kind == 'A' and a >= 3", names), {"kind": "B"}) is False
    assert residual(parse("kind == 'A' or a >= 3", names), {"kind": "A"}) is True


def test_condition_none_of_whose_parts_is_left_is_decided() -> None:
    names = {
        "kind": Name(Kind.CHOICE, frozenset("ABC")),
        "p": Name(Kind.YESNO),
        "q": Name(Kind.YESNO),
    }
    condition = parse("(kind == 'A' and p) or (kind == 'B' and q)", names)
    assert residual(condition, {"kind": "C"}) is False
