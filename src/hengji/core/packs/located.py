"""YAML and CSV that remember the line each thing was written on."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from hengji.core.packs.errors import Fault, PackError


class Located(dict[str, Any]):
    """A mapping read from a pack, with the ``file`` and ``line`` it stands on."""

    file: str
    line: int

    def fault(self, message: str, suggestion: str) -> Fault:
        """A fault at this place."""
        return Fault(self.file, self.line, message, suggestion)

    def need(self, key: str) -> Any:
        """The value of ``key``; raises :class:`PackError` naming the line when it is not there."""
        if key not in self:
            raise PackError(self.fault(f"缺少“{key}”", f"请补写“{key}:”"))
        return self[key]

    def mapping(self, key: str) -> "Located":
        """The value of ``key``, which must be a mapping itself."""
        value = self.need(key)
        if not isinstance(value, Located):
            raise PackError(self.fault(f"“{key}”应为若干“键: 值”", "请检查缩进"))
        return value

    def sequence(self, key: str) -> list[Any]:
        """The value of ``key``, which must be a list."""
        value = self.need(key)
        if not isinstance(value, list):
            raise PackError(self.fault(f"“{key}”应为列表", "请逐项写成“- ……”或 [……]"))
        return value

    def mappings(self, key: str) -> list["Located"]:
        """The value of ``key``, which must be a list of mappings."""
        return _mappings(self.sequence(key), self.file, self.line)

    def whole(self, key: str) -> int:
        """The value of ``key``, which must be a whole number."""
        value = self.need(key)
        if type(value) is not int:
            raise PackError(self.fault(f"“{key}”应为整数", f"现为“{value}”，请改正"))
        return value

    def only(self, *keys: str) -> None:
        """Raises :class:`PackError` for a key that nobody would read: mostly a slip of spelling."""
        for key in self:
            if key not in keys:
                raise PackError(
                    self.fault(f"不认识“{key}”", f"可写：{'、'.join(keys)}；请检查拼写")
                )


class _Loader(yaml.SafeLoader):
    def __init__(self, text: str, file: str) -> None:
        super().__init__(text)
        self.file = file


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Iterator[Located]:
    located = Located()
    located.file, located.line = loader.file, node.start_mark.line + 1
    yield located
    own: dict[str, Any] = {}
    for key_node, value_node in node.value:
        value = loader.construct_object(value_node, deep=True)
        if key_node.tag == "tag:yaml.org,2002:merge":
            if not isinstance(value, Located):
                line = key_node.start_mark.line + 1
                raise PackError(Fault(loader.file, line, "“<<”应指向若干“键: 值”", "请检查*的名称"))
            located.update(value)  # `<<: *anchor`: what the examples of a file have in common
            continue
        key = str(loader.construct_object(key_node, deep=True))
        if key in own:
            line = key_node.start_mark.line + 1
            raise PackError(Fault(loader.file, line, f"“{key}”写了两次", "请只保留一处"))
        own[key] = value
    located.update(own)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def _mappings(values: object, file: str, line: int | None) -> list[Located]:
    if not isinstance(values, list) or not all(isinstance(one, Located) for one in values):
        raise PackError(Fault(file, line, "应为列表，每项是若干“键: 值”", "请检查缩进与“- ”"))
    return values


def read_mapping(path: Path, *, within: Path) -> Located:
    """The mapping that ``path`` holds; faults name it relative to ``within``."""
    file = path.relative_to(within).as_posix()
    content = _yaml(path, file)
    if not isinstance(content, Located):
        raise PackError(Fault(file, None, "应为若干“键: 值”", "请检查缩进"))
    return content


def read_mappings(path: Path, *, within: Path) -> list[Located]:
    """The list of mappings that ``path`` holds, empty when there is nothing in it."""
    file = path.relative_to(within).as_posix()
    content = _yaml(path, file)
    return [] if content is None else _mappings(content, file, None)


def _yaml(path: Path, file: str) -> Any:
    text = _text(path, file)
    try:
        loader = _Loader(text, file)
    except yaml.reader.ReaderError as error:
        raise PackError(Fault(file, None, "有不可见的控制字符", "请删去后重写")) from error
    try:
        return loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise PackError(
            Fault(file, line, f"YAML写法有误：{error.problem}", "请检查缩进与标点")
        ) from error
    except RecursionError as error:
        raise PackError(Fault(file, None, "层数太多", "请检查括号")) from error
    finally:
        loader.dispose()


def read_csv(path: Path, columns: tuple[str, ...], *, within: Path) -> list[Located]:
    """The rows of ``path`` as mappings; the header must be exactly ``columns``."""
    file = path.relative_to(within).as_posix()
    reader = csv.reader(_text(path, file).splitlines(keepends=True), strict=True)
    header = tuple(next(reader, ()))
    if header != columns:
        raise PackError(
            Fault(file, 1, f"表头应为{','.join(columns)}", f"现为{','.join(header)}，请改正")
        )
    rows: list[Located] = []
    before = reader.line_num
    for cells in reader:
        row = Located(zip(columns, cells, strict=False))
        row.file, row.line, before = file, before + 1, reader.line_num
        if len(cells) != len(columns):
            raise PackError(
                row.fault(f"应有{len(columns)}格，实有{len(cells)}格", "请检查逗号与引号")
            )
        rows.append(row)
    return rows


def _text(path: Path, file: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise PackError(Fault(file, None, "没有这个文件", "请补上")) from error
    except UnicodeDecodeError as error:
        raise PackError(Fault(file, None, "不是UTF-8编码", "请另存为UTF-8")) from error
