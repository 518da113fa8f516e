"""What is left of an expression once some of its names have values."""

import ast
from collections.abc import Mapping

from hengji.core.rules.expression import Expression
from hengji.core.rules.missing import read_names
from hengji.core.rules.python_engine import compile_node
from hengji.core.rules.values import Kind, Truth, Value


def residual(expression: Expression, known: Mapping[str, Value]) -> Expression | Truth:
    """The part of a condition that the names without a value decide, or its truth.

    With ``known`` the condition and what is left of it are the same for any values of the other
    names, as long as no known value that it reads is ``None``.
    """
    left = _left(expression.tree, known)
    if isinstance(left, ast.expr):
        return Expression(ast.unparse(left), left, Kind.YESNO, read_names(left))
    return left


def _left(node: ast.expr, known: Mapping[str, Value]) -> ast.expr | Truth:
    if all(name in known for name in read_names(node)):
        truth: Truth = compile_node(node)(known)
        return truth
    match node:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            left = _left(operand, known)
            return ast.UnaryOp(ast.Not(), left) if isinstance(left, ast.expr) else not left
        case ast.BoolOp(op=op, values=values):
            deciding = isinstance(op, ast.Or)
            parts = [_left(value, known) for value in values]
            if deciding in parts:
                return deciding
            open_parts = [part for part in parts if isinstance(part, ast.expr)]
            if not open_parts:
                # Each part was decided by what it knows, though it reads more than that.
                return None if None in parts else not deciding
            return ast.BoolOp(op, open_parts) if len(open_parts) > 1 else open_parts[0]
    return node
