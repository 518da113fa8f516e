"""The columns of a sheet that users fill in, and how their cells are read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from hengji.core.adjudication.cells import CellError, read_cell
from hengji.core.documents.template import TemplateColumn
from hengji.core.packs.model import Input
from hengji.core.rules.values import Kind

CellValue = int | str | bool | date | None


@dataclass(frozen=True)
class Column:
    """One column: ``key`` for the program, ``heading`` and ``help`` for the user.

    ``choices`` gives label → value, asked when needed since roles and the like are known late.
    A ``personal`` column is covered wherever the sheet is shown.
    """

    key: str
    heading: str
    kind: Kind = Kind.TEXT
    required: bool = False
    help: str = ""
    example: str = ""
    personal: bool = False
    is_code: bool = False
    choices: Callable[[], Mapping[str, str]] = dict[str, str]

    def read(self, text: str) -> CellValue:
        """The cell's value, None when it is empty. Raises `CellError` with what to do."""
        words = dict(self.choices())
        asked = Input(
            name=self.key,
            label=self.heading,
            kind=self.kind,
            choices=tuple(dict.fromkeys(words.values())),
            words=words,
            is_code=self.is_code,
        )
        value = read_cell(asked, text)
        if value is None and self.required:
            raise CellError("必填，不能为空")
        return value

    @property
    def in_template(self) -> TemplateColumn:
        """The column as the template shows it."""
        plain = self.kind in (Kind.TEXT, Kind.CHOICE)
        return TemplateColumn(
            key=self.key,
            heading=self.heading,
            note=self.help,
            kind="text" if plain else self.kind.value,  # type: ignore[arg-type]  # the other kinds share their names
            required=self.required,
            choices=tuple(self.choices()),
            example=self.example,
        )
