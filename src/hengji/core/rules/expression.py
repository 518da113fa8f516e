"""The language of the rules in a policy pack: a small, total part of Python's expressions.

``parse`` accepts only what has the same meaning in Python, in DuckDB and in PostgreSQL, and
checks the kinds of the names against what the pack declares. Nothing is ever executed as
Python source: the engines walk the tree.
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from hengji.core.rules.values import ExpressionError, Kind

LARGEST_WHOLE = 10**12
"""Whole numbers stay far inside 64 bits, so that no engine can overflow where another does not."""

LONGEST_SOURCE = 1_000
"""Short enough that no engine runs out of depth."""

_ORDER = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_SAME = (ast.Eq, ast.NotEq)
_ARITHMETIC = (ast.Add, ast.Sub, ast.Mult)
FUNCTIONS: Mapping[str, tuple[tuple[Kind, ...], Kind]] = {
    "date": ((Kind.TEXT,), Kind.DATE),
    "year": ((Kind.DATE,), Kind.WHOLE),
    "smaller": ((Kind.WHOLE, Kind.WHOLE), Kind.WHOLE),
    "larger": ((Kind.WHOLE, Kind.WHOLE), Kind.WHOLE),
}


@dataclass(frozen=True)
class Name:
    """A declared name: its kind and, for a choice, the values it can take."""

    kind: Kind
    choices: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Expression:
    """A parsed and checked expression; ``names`` are those it reads, in order of appearance."""

    source: str
    tree: ast.expr = field(compare=False, repr=False)
    kind: Kind
    names: tuple[str, ...]


def parse(source: str, names: Mapping[str, Name], *, expect: Kind | None = None) -> Expression:
    """Read ``source``; raises :class:`ExpressionError` saying what is wrong and what is allowed."""
    if len(source) > LONGEST_SOURCE:
        raise ExpressionError(f"表达式超过{LONGEST_SOURCE}个字符；请拆成几条规则")
    try:
        tree = ast.parse(source.strip(), mode="eval").body
    except SyntaxError as error:
        raise ExpressionError(f"表达式写法有误（第{error.offset}个字符附近）：{source}") from error
    except (MemoryError, RecursionError, ValueError) as error:
        # What the parser says of brackets too deep, and of a NUL character.
        raise ExpressionError(f"表达式写法有误：{source[:40]}……") from error
    checker = _Checker(names)
    kind = checker.kind(tree)
    if expect is not None and kind != expect:
        raise ExpressionError(f"表达式的结果应为{expect}，实际为{kind}：{source}")
    return Expression(source.strip(), tree, kind, tuple(dict.fromkeys(checker.read)))


class _Checker:
    def __init__(self, names: Mapping[str, Name]) -> None:
        self.names = names
        self.read: list[str] = []

    def kind(self, node: ast.expr) -> Kind:
        match node:
            case ast.BoolOp(values=values):
                for value in values:
                    self._expect(value, Kind.YESNO)
                return Kind.YESNO
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                self._expect(operand, Kind.YESNO)
                return Kind.YESNO
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int())):
                return Kind.WHOLE
            case ast.BinOp(op=op, left=left, right=right) if isinstance(op, _ARITHMETIC):
                self._expect(left, Kind.WHOLE)
                self._expect(right, Kind.WHOLE)
                return Kind.WHOLE
            case ast.Compare(ops=[op], comparators=[right], left=left):
                return self._comparison(left, op, right)
            case ast.Name(id=name):
                return self._name(name)
            case ast.Constant(value=value):
                return self._constant(value)
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
                return self._call(name, args)
        raise ExpressionError(
            f"不允许的写法：{ast.unparse(node)}。可用：and or not、比较（一次一个）、in、is None、"
            f"+ - *、{'、'.join(FUNCTIONS)}"
        )

    def _expect(self, node: ast.expr, kind: Kind) -> None:
        found = self.kind(node)
        if found != kind:
            raise ExpressionError(f"“{ast.unparse(node)}”应为{kind}，实际为{found}")

    def _name(self, name: str) -> Kind:
        declared = self.names.get(name)
        if declared is None:
            raise ExpressionError(
                f"没有声明的名称“{name}”；已声明：{'、'.join(sorted(self.names))}"
            )
        self.read.append(name)
        return declared.kind

    @staticmethod
    def _constant(value: object) -> Kind:
        match value:
            case bool():
                return Kind.YESNO
            case int():
                if abs(value) > LARGEST_WHOLE:
                    raise ExpressionError(f"数值{value}超出范围")
                return Kind.WHOLE
            case str():
                return Kind.TEXT
        raise ExpressionError(f"不允许的常量：{value!r}")

    def _call(self, name: str, args: list[ast.expr]) -> Kind:
        if name not in FUNCTIONS:
            raise ExpressionError(f"没有函数“{name}”；可用：{'、'.join(FUNCTIONS)}")
        expected, result = FUNCTIONS[name]
        if len(args) != len(expected):
            raise ExpressionError(f"函数“{name}”要{len(expected)}个参数")
        for arg, kind in zip(args, expected, strict=True):
            self._expect(arg, kind)
        if name == "date":
            literal_date(args[0])
        return result

    def _comparison(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Kind:
        found = self.kind(left)
        if isinstance(op, ast.Is | ast.IsNot):
            if not (isinstance(left, ast.Name) and _is_none(right)):
                raise ExpressionError("is 只用于“名称 is None”或“名称 is not None”")
            return Kind.YESNO
        if isinstance(op, ast.In | ast.NotIn):
            if not isinstance(right, ast.Tuple) or not right.elts:
                raise ExpressionError("in 的右边应为常量的列表，例如 ('A', 'B')")
            for element in right.elts:
                if not isinstance(element, ast.Constant):
                    raise ExpressionError(f"in 的右边只能是常量：{ast.unparse(element)}")
                self._comparable(left, found, element)
            return Kind.YESNO
        if isinstance(op, _SAME):
            self._comparable(left, found, right)
            return Kind.YESNO
        if isinstance(op, _ORDER) and found in (Kind.WHOLE, Kind.DATE):
            self._comparable(left, found, right)
            return Kind.YESNO
        raise ExpressionError(f"{found}不能这样比较：{ast.unparse(left)}")

    def _comparable(self, left: ast.expr, kind: Kind, right: ast.expr) -> None:
        other = self.kind(right)
        textual = {Kind.TEXT, Kind.CHOICE}
        if kind != other and not {kind, other} <= textual:
            raise ExpressionError(f"{kind}与{other}不能比较：{ast.unparse(right)}")
        if kind == Kind.YESNO and not all(
            isinstance(node, ast.Name | ast.Constant) for node in (left, right)
        ):
            raise ExpressionError(f"是非只能直接比较；请改用 and、or、not：{ast.unparse(right)}")
        if isinstance(left, ast.Name) and isinstance(right, ast.Constant) and kind == Kind.CHOICE:
            choices = self.names[left.id].choices
            if right.value not in choices:
                raise ExpressionError(
                    f"“{left.id}”没有取值{right.value!r}；可取：{'、'.join(sorted(choices))}"
                )


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def literal_date(node: ast.expr) -> date:
    """The day in ``date('2024-01-01')``; raises :class:`ExpressionError` when there is no such."""
    if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        raise ExpressionError("date(...) 里应为文字日期，例如 date('2024-01-01')")
    try:
        return date.fromisoformat(node.value)
    except ValueError as error:
        raise ExpressionError(f"没有这一天：{node.value}") from error
