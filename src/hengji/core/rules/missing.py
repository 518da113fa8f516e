"""Which names left an expression unknown: only those without which it could have been known.

``a and b`` with ``a`` false is false whatever ``b`` is; where it is unknown, what is missing is
what is missing in its unknown parts. So a claim is never called pending for want of a fact that
could not have changed anything.
"""

import ast
from collections.abc import Callable, Iterable

from hengji.core.rules.expression import Expression
from hengji.core.rules.python_engine import Row, compile_node
from hengji.core.rules.sql_engine import emit, identifier

Missing = Callable[[Row], frozenset[str]]
_NOTHING: frozenset[str] = frozenset()


def missing_python(expression: Expression) -> Missing:
    """A function that names what is missing; meant for rows where the expression is unknown."""
    return _python(expression.tree)


def _python(node: ast.expr) -> Missing:
    match node:
        case ast.BoolOp(values=values):
            parts = [(compile_node(value), _python(value)) for value in values]
            return lambda row: _NOTHING.union(
                *(names(row) for truth, names in parts if truth(row) is None)
            )
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return _python(operand)
    names = _names(node)
    return lambda row: frozenset(name for name in names if row[name] is None)


def needed_names(expression: Expression) -> tuple[str, ...] | None:
    """The names without any one of which the expression is unknown, and with which it is known.

    ``None`` where it depends on their values: ``a and b`` may be false without ``b``.
    """
    node = expression.tree
    while isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        node = node.operand
    return None if isinstance(node, ast.BoolOp) else _names(node)


def missing_sql(expression: Expression, bits: Callable[[str], str]) -> str:
    """The same as a mask, 0 where the expression is known.

    ``bits`` gives the SQL of a missing name's bits.
    """
    return _sql(expression.tree, bits)


def _sql(node: ast.expr, bits: Callable[[str], str]) -> str:
    match node:
        case ast.BoolOp(values=values):
            parts = either(_sql(value, bits) for value in values)
            return f"CASE WHEN {emit(node)} IS NULL THEN {parts} ELSE 0 END"
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return _sql(operand, bits)
    # A comparison is unknown just when one of its names is.
    return either(
        f"CASE WHEN {identifier(name)} IS NULL THEN {bits(name)} ELSE 0 END"
        for name in _names(node)
    )


def _names(node: ast.expr) -> tuple[str, ...]:
    """The names whose absence makes this comparison or value unknown."""
    match node:
        case ast.Compare(ops=[ast.Is() | ast.IsNot()]):
            return ()
        case ast.Call(args=args):
            # The function's own name is no name of the pack's.
            return tuple(name for arg in args for name in _names(arg))
    return read_names(node)


def read_names(node: ast.expr) -> tuple[str, ...]:
    """The names that a part of an expression reads, in order of appearance."""
    found = (part.id for part in ast.walk(node) if isinstance(part, ast.Name))
    functions = {
        part.func.id
        for part in ast.walk(node)
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Name)
    }
    return tuple(dict.fromkeys(name for name in found if name not in functions))


def either(parts: Iterable[str]) -> str:
    """Masks laid over one another."""
    joined = " | ".join(f"({part})" for part in parts)
    return f"({joined})" if joined else "0"
