"""Expressions as SQL that DuckDB and PostgreSQL read alike.

SQL's own logic is the three-valued one that the rules mean (NULL is *not known*), so the text
follows the tree; every operation is bracketed, so no engine's precedence matters.
"""

import ast
from collections.abc import Mapping

from hengji.core.rules.expression import Expression, literal_date
from hengji.core.rules.values import ExpressionError

_COMPARE: Mapping[type[ast.cmpop], str] = {
    ast.Eq: "=",
    ast.NotEq: "<>",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_ARITHMETIC: Mapping[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}


def compile_sql(expression: Expression) -> str:
    """The SQL text; every name is a quoted column."""
    return emit(expression.tree)


def identifier(name: str) -> str:
    """A name of a pack as a quoted column name."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: object) -> str:
    """A constant of an expression as SQL text."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case int():
            return f"CAST({value} AS BIGINT)" if abs(value) > 2**31 - 1 else str(value)
        case str():
            return "'" + value.replace("'", "''") + "'"
    raise ExpressionError(f"不允许的常量：{value!r}")


def emit(node: ast.expr) -> str:
    """A part of an expression as SQL."""
    match node:
        case ast.BoolOp(op=op, values=values):
            word = " AND " if isinstance(op, ast.And) else " OR "
            return "(" + word.join(emit(value) for value in values) + ")"
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return f"(NOT {emit(operand)})"
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(value))):
            return f"({-value})"
        case ast.BinOp(op=op, left=left, right=right):
            return f"({emit(left)} {_ARITHMETIC[type(op)]} {emit(right)})"
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return _comparison(left, op, right)
        case ast.Name(id=name):
            return identifier(name)
        case ast.Constant(value=value):
            return literal(value)
        case ast.Call(func=ast.Name(id=name), args=args):
            return _call(name, args)
    raise ExpressionError(f"不允许的写法：{ast.unparse(node)}")


def _call(name: str, args: list[ast.expr]) -> str:
    if name == "date":
        return f"DATE '{literal_date(args[0]).isoformat()}'"
    emitted = [emit(arg) for arg in args]
    if name == "year":
        return f"CAST(EXTRACT(YEAR FROM {emitted[0]}) AS BIGINT)"
    # LEAST and GREATEST pass over NULL in both engines; here NULL must win.
    chosen = "LEAST" if name == "smaller" else "GREATEST"
    known = " AND ".join(f"{text} IS NOT NULL" for text in emitted)
    return f"(CASE WHEN {known} THEN {chosen}({', '.join(emitted)}) END)"


def _comparison(left: ast.expr, op: ast.cmpop, right: ast.expr) -> str:
    value = emit(left)
    if isinstance(op, ast.Is):
        return f"({value} IS NULL)"
    if isinstance(op, ast.IsNot):
        return f"({value} IS NOT NULL)"
    if isinstance(op, ast.In | ast.NotIn):
        elements = right.elts if isinstance(right, ast.Tuple) else []
        members = ", ".join(emit(element) for element in elements)
        return f"({value} {'IN' if isinstance(op, ast.In) else 'NOT IN'} ({members}))"
    return f"({value} {_COMPARE[type(op)]} {emit(right)})"
