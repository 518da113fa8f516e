"""What can be put into the system by the sheet: its columns, its key and the service behind it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from hengji.platform.accounts.models import User
from hengji.platform.exchange.columns import CellValue, Column
from hengji.platform.roles import Permission

Values = Mapping[str, CellValue]


@dataclass(frozen=True)
class SheetRow:
    """A row that can be read: its number in the sheet, and its values by the columns' keys."""

    number: int
    values: Values


@dataclass(frozen=True)
class RowFault:
    """Why a row cannot go in; ``key`` is the column's, or empty for the row as a whole."""

    number: int
    key: str
    message: str
    text: str = ""


class Apply(Protocol):
    """One good row goes in, by a service of its package, in the caller's transaction."""

    def __call__(self, *, actor: User, values: Values, at: datetime) -> None:
        """Raises `HengjiError` where the row does not do after all."""


def _nothing(actor: User, rows: Sequence[SheetRow]) -> Iterable[RowFault]:
    return ()


@dataclass(frozen=True)
class ImportSpec:
    """``key`` names the columns that tell one thing from another: twice in a sheet is a fault.

    ``check`` looks at many rows at once, before anything is put in: what the sheet alone cannot
    tell, with few questions to the database.
    """

    code: str
    label: str
    permission: Permission
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    apply: Apply
    check: Callable[[User, Sequence[SheetRow]], Iterable[RowFault]] = _nothing

    def column(self, key: str) -> Column:
        """The column of this key."""
        return next(one for one in self.columns if one.key == key)


_specs: dict[str, ImportSpec] = {}


def declare_import(spec: ImportSpec) -> ImportSpec:
    """Make a list's import known; two of one code are a mistake in the program."""
    if _specs.setdefault(spec.code, spec) is not spec:
        raise ValueError(f"import {spec.code} is declared twice")
    return spec


def import_named(code: str) -> ImportSpec | None:
    """The import of this code."""
    return _specs.get(code)


def all_imports() -> tuple[ImportSpec, ...]:
    """Every list that can be filled by a sheet, by code."""
    return tuple(_specs[code] for code in sorted(_specs))
