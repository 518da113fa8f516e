"""A specification as YAML and JSON text, and back."""

import json
from collections.abc import Hashable
from typing import Any

import yaml

from hengji.core.documents.errors import DocumentError
from hengji.core.specifications.plain import to_plain
from hengji.core.specifications.value import AssessmentSpec

MOST_NODES = 20_000
"""Keys, texts and lists of one YAML; a specification of twenty pages has about a thousand."""

_DEEPEST = 20
_BADLY_TAGGED = (AttributeError, LookupError, TypeError, ValueError)
"""What the library's constructors raise for a wrong date or number, ``!!bool x`` and the like."""


def write_yaml(spec: AssessmentSpec) -> bytes:
    """The YAML form in UTF-8, its keys in the order of the document; no level where none is."""
    plain = to_plain(spec)
    if not spec.level:
        del plain["level"]
    text = yaml.dump(plain, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
    return text.encode()


def write_json(spec: AssessmentSpec) -> bytes:
    """The JSON form in UTF-8, every key in it."""
    return (json.dumps(to_plain(spec), ensure_ascii=False, indent=2) + "\n").encode()


def parse_yaml(text: str) -> Any:
    """The data of one YAML document; raises DocumentError with the line."""
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 (a SafeLoader that takes less)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise DocumentError(
            "BAD_YAML", f"YAML 写法有误（{error.problem}）；请检查缩进与标点", line
        ) from error
    except yaml.YAMLError as error:
        raise DocumentError("BAD_YAML", "YAML 里有不可见的控制字符；请删去后重写") from error
    except _BADLY_TAGGED as error:
        raise DocumentError("BAD_YAML", "YAML 里有写错的日期、数字或者类型标记") from error


def parse_json(text: str) -> Any:
    """The data of a JSON text; raises DocumentError with the line."""
    try:
        return json.loads(text, object_pairs_hook=_without_repeats)
    except json.JSONDecodeError as error:
        raise DocumentError(
            "BAD_JSON", f"JSON 写法有误（{error.msg}）；请检查括号、引号与逗号", error.lineno
        ) from error
    except (RecursionError, ValueError) as error:
        raise DocumentError("BAD_JSON", "JSON 的层数太多，或有写错的数字") from error


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise DocumentError("KEY_REPEATED", f"“{key}”写了两次；请只保留一处")
        found[key] = value
    return found


class _Loader(yaml.SafeLoader):
    """Refuses a key written twice, and what makes a small file costly: references, depth, nodes."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self._depth = self._nodes = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise DocumentError(
                "YAML_REFERENCE", "不能用“*”引用别处的内容；请直接写出", self.line + 1
            )
        self._depth += 1
        self._nodes += 1
        if self._depth > _DEEPEST:
            raise DocumentError("BAD_YAML", "YAML 的层数太多；请检查缩进与括号", self.line + 1)
        if self._nodes > MOST_NODES:
            raise DocumentError("TOO_LARGE", "内容太多，不像一份考核规范", self.line + 1)
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue  # a list or mapping as a key, which the library refuses with its line
            if key.value in seen:
                raise DocumentError(
                    "KEY_REPEATED",
                    f"“{key.value}”写了两次；请只保留一处",
                    key.start_mark.line + 1,
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


class _Dumper(yaml.SafeDumper):
    """Lists stand out from their key; a text of several lines stands as it is read."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
