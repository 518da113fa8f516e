"""Reading plain data key by key; whatever does not fit is named by its place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from hengji.core.specifications.errors import SpecificationError
from hengji.core.text import narrow

MOST_ITEMS = 200
"""Tasks of a specification and items of a task; the published ones have fewer than twenty."""

MOST_CHARACTERS = 20_000
"""Of one text."""

_MOST = 1_000_000
_PLACES = 4
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Characters that neither XML nor a database's text can hold; a tab and a line feed may stay.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Shape:
    """A mapping and the path that leads to it."""

    data: Mapping[str, Any]
    path: str = ""

    @classmethod
    def of(cls, data: object, path: str = "") -> "Shape":
        """``data`` as a mapping; nothing at all is an empty one. Raises SpecificationError."""
        if data is None:
            return cls({}, path)
        if not isinstance(data, Mapping):
            raise _wrong(path, "应是由若干键和值组成的一段")
        return cls(data, path)

    def only(self, *keys: str) -> None:
        """Raises SpecificationError for a key that is none of these: it would be lost."""
        for key in self.data:
            if key not in keys:
                raise SpecificationError(
                    "UNKNOWN_KEY", f"没有这个键；可用的键：{'、'.join(keys)}", self._at(str(key))
                )

    def text(self, key: str, words: Mapping[bool, str] | None = None) -> str:
        """A text; ``words`` says what yes and no stand for, where they may."""
        return _text(self.data.get(key), self._at(key), words or {})

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single text is a list of one."""
        value = self.data.get(key)
        items = [value] if isinstance(value, str) else self._list(key)
        return tuple(
            _text(item, f"{self._at(key)}[{place}]", {}) for place, item in enumerate(items)
        )

    def mapping(self, key: str) -> "Shape":
        """The mapping under the key."""
        return Shape.of(self.data.get(key), self._at(key))

    def mappings(self, key: str) -> tuple["Shape", ...]:
        """The list of mappings under the key."""
        return tuple(
            Shape.of(item, f"{self._at(key)}[{place}]")
            for place, item in enumerate(self._list(key))
        )

    def percent(self, key: str) -> Decimal | None:
        """A number with or without %."""
        return self._number(key, "百分数，如 15 或 15%", rest="%")

    def whole(self, key: str) -> int | None:
        """A whole number from 0."""
        number = self._number(key, "整数")
        if number is not None and (number < 0 or number != int(number)):
            raise _wrong(self._at(key), "应是整数")
        return None if number is None else int(number)

    def yes(self, key: str) -> bool:
        """Yes or no; nothing is no."""
        value = self.data.get(key)
        if value is None or isinstance(value, bool):
            return bool(value)
        raise _wrong(self._at(key), "应是 true 或 false")

    def _at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def _list(self, key: str) -> list[Any]:
        value = self.data.get(key)
        if value is None:
            return []
        if not isinstance(value, list | tuple):
            raise _wrong(self._at(key), "应是列表")
        if len(value) > MOST_ITEMS:
            raise SpecificationError("TOO_MANY", f"超过 {MOST_ITEMS} 项", self._at(key))
        return list(value)

    def _number(self, key: str, form: str, rest: str = "") -> Decimal | None:
        value = self.data.get(key)
        if value is None or value == "":
            return None
        if isinstance(value, str):
            value = narrow(value).removesuffix(rest).strip()
        try:
            number = None if isinstance(value, bool) else Decimal(str(value))
        except (InvalidOperation, ValueError):  # no number, or one of thousands of digits
            number = None
        if (
            number is None
            or not number.is_finite()
            or abs(number) >= _MOST
            or number != round(number, _PLACES)
        ):
            raise _wrong(self._at(key), f"应是{form}")
        return number


def _text(value: object, path: str, words: Mapping[bool, str]) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) and value in words:
        return words[value]
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise _wrong(path, "应是文字")
    try:
        text = _CONTROL.sub("", _LINE_ENDS.sub("\n", str(value)))
    except ValueError as error:  # a whole number of thousands of digits
        raise _wrong(path, "应是文字") from error
    if len(text) > MOST_CHARACTERS:
        raise SpecificationError("TOO_LONG", f"文字超过 {MOST_CHARACTERS:,} 个字", path)
    return text


def _wrong(path: str, form: str) -> SpecificationError:
    return SpecificationError("WRONG_SHAPE", form, path)
