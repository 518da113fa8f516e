"""Expressions as Python functions, three-valued like SQL: ``None`` is *not known*.

The tree is turned into nested closures once, so that deciding a claim runs no parser and no
``eval``.
"""

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any

from hengji.core.rules.expression import Expression, literal_date
from hengji.core.rules.values import ExpressionError, Truth, Value

Row = Mapping[str, Value]
Compiled = Callable[[Row], Any]

_COMPARE: Mapping[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_ARITHMETIC: Mapping[type[ast.operator], Callable[[Any, Any], int]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
}
_CALLS: Mapping[str, Callable[..., Any]] = {
    "year": lambda day: day.year,
    "smaller": min,
    "larger": max,
}


def compile_python(expression: Expression) -> Compiled:
    """A function of one claim's values; unknown in, unknown out, unless the rest decides."""
    return compile_node(expression.tree)


def compile_node(node: ast.expr) -> Compiled:
    """A part of an expression as a function."""
    match node:
        case ast.BoolOp(op=op, values=values):
            parts = tuple(compile_node(value) for value in values)
            return _all(parts) if isinstance(op, ast.And) else _any(parts)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return _negated(compile_node(operand))
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(value))):
            return _constant(-value)
        case ast.BinOp(op=op, left=left, right=right):
            return _lifted(_ARITHMETIC[type(op)], compile_node(left), compile_node(right))
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return _comparison(left, op, right)
        case ast.Name(id=name):
            return operator.itemgetter(name)
        case ast.Constant(value=value):
            return _constant(value)
        case ast.Call(func=ast.Name(id="date"), args=[argument]):
            return _constant(literal_date(argument))
        case ast.Call(func=ast.Name(id=name), args=args):
            return _lifted(_CALLS[name], *map(compile_node, args))
    raise ExpressionError(f"不允许的写法：{ast.unparse(node)}")


def _constant(value: Any) -> Compiled:
    return lambda _row: value


def _all(parts: tuple[Compiled, ...]) -> Compiled:
    def evaluate(row: Row) -> Truth:
        result: Truth = True
        for part in parts:
            truth = part(row)
            if truth is False:
                return False
            if truth is None:
                result = None
        return result

    return evaluate


def _any(parts: tuple[Compiled, ...]) -> Compiled:
    def evaluate(row: Row) -> Truth:
        result: Truth = False
        for part in parts:
            truth = part(row)
            if truth is True:
                return True
            if truth is None:
                result = None
        return result

    return evaluate


def _negated(part: Compiled) -> Compiled:
    def evaluate(row: Row) -> Truth:
        truth = part(row)
        return None if truth is None else not truth

    return evaluate


def _lifted(function: Callable[..., Any], *parts: Compiled) -> Compiled:
    if len(parts) == 2:
        first, second = parts

        def evaluate_two(row: Row) -> Any:
            left = first(row)
            if left is None:
                return None
            right = second(row)
            return None if right is None else function(left, right)

        return evaluate_two

    def evaluate(row: Row) -> Any:
        values = [part(row) for part in parts]
        return None if None in values else function(*values)

    return evaluate


def _comparison(left: ast.expr, op: ast.cmpop, right: ast.expr) -> Compiled:
    value = compile_node(left)
    if isinstance(op, ast.Is):
        return lambda row: value(row) is None
    if isinstance(op, ast.IsNot):
        return lambda row: value(row) is not None
    if isinstance(op, ast.In | ast.NotIn):
        return _membership(value, right, wanted=isinstance(op, ast.In))
    if isinstance(right, ast.Constant):
        return _compared_with(_COMPARE[type(op)], value, right.value)
    return _lifted(_COMPARE[type(op)], value, compile_node(right))


def _compared_with(compare: Callable[[Any, Any], bool], value: Compiled, constant: Any) -> Compiled:
    def evaluate(row: Row) -> Truth:
        found = value(row)
        return None if found is None else compare(found, constant)

    return evaluate


def _membership(value: Compiled, right: ast.expr, *, wanted: bool) -> Compiled:
    members = frozenset(
        element.value
        for element in (right.elts if isinstance(right, ast.Tuple) else ())
        if isinstance(element, ast.Constant)
    )

    def evaluate(row: Row) -> Truth:
        found = value(row)
        return None if found is None else (found in members) is wanted

    return evaluate
