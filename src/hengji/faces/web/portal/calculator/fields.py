"""One input of a pack as a field of a form, and what stands in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from hengji.core.adjudication.cells import CellError, read_cell
from hengji.core.packs.model import Input
from hengji.core.rules.values import Kind, Value
from hengji.domains.subsidies import api

LESSON_MINUTES = 45
"""003 附件1: 每培训45分钟为1课时."""

_LONGEST_SCALE = 10
_MINUTES = "分钟"
YES_NO = (("是", "是"), ("否", "否"), ("", "不清楚"))


@dataclass(frozen=True)
class Field:
    """An input with its name in the form, the text in it and what is wrong with that."""

    input: Input
    name: str
    text: str
    error: str = ""

    @property
    def widget(self) -> str:
        """Which widget shows it: select, date, yesno, number or text."""
        if self.options:
            return "select"
        kinds = {Kind.DATE: "date", Kind.YESNO: "yesno", Kind.WHOLE: "number"}
        return kinds.get(self.input.kind, "text")

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """Value and label of each choice; a short scale of numbers is a choice too."""
        one = self.input
        if one.kind is Kind.CHOICE:
            return tuple((choice, api.word(one, choice)) for choice in one.choices)
        low, high = one.minimum, one.maximum
        if one.kind is not Kind.WHOLE or low is None or high is None or high - low > _LONGEST_SCALE:
            return ()
        return tuple((str(number), api.word(one, number)) for number in range(high, low - 1, -1))

    @property
    def yes_no(self) -> tuple[tuple[str, str], ...]:
        """Value and label of the three answers."""
        return YES_NO

    @property
    def unit(self) -> str:
        """The unit behind the field; money says so in the label."""
        return "元" if self.input.unit == "yuan" else self.input.unit

    @property
    def in_minutes(self) -> bool:
        """Whether lessons are shown beside it."""
        return self.input.unit == _MINUTES

    @property
    def lessons(self) -> str:
        """The minutes as lessons, one decimal at most; nothing where there are none."""
        value = self.read()[0] if self.in_minutes and self.text else None
        return f"{value / LESSON_MINUTES:.1f}".removesuffix(".0") if isinstance(value, int) else ""

    def read(self) -> tuple[Value, str]:
        """The value, or why there is none."""
        try:
            return read_cell(self.input, self.text), ""
        except CellError as error:
            return None, str(error)


def fields_of(
    inputs: tuple[Input, ...], texts: Mapping[str, str], prefix: str = ""
) -> tuple[Field, ...]:
    """The inputs as fields, filled with what was sent."""
    return tuple(
        Field(one, prefix + one.name, texts.get(prefix + one.name, "").strip()) for one in inputs
    )
