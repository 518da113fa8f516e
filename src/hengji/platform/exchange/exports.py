"""What can be taken out of the system: each list says its columns, its rows and who may."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hengji.core.documents.cells import Value
from hengji.platform.accounts.models import User
from hengji.platform.roles import Permission

Filters = Mapping[str, str]
"""The list page's query, as far as the list knows its names."""


@dataclass(frozen=True)
class ExportColumn:
    """A heading and how a row answers it; ``mask`` covers what is personal. Codes stay text."""

    heading: str
    value: Callable[[Any], Value]
    mask: Callable[[str], str] | None = None
    is_code: bool = False


@dataclass(frozen=True)
class Rows:
    """How many rows there are, and they themselves, read as they are asked for."""

    total: int
    each: Iterable[Any]


@dataclass(frozen=True)
class ExportSpec:
    """``rows`` gives what the actor may see and the filters let through, as the page does.

    ``filters`` maps the query's names to what users call them, ``words`` a filter's values to
    theirs. ``reveal`` is needed for personal columns without their masks.
    """

    code: str
    label: str
    permission: Permission
    columns: tuple[ExportColumn, ...]
    rows: Callable[[User, Filters], Rows]
    filters: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    reveal: Permission | None = None

    @property
    def personal(self) -> tuple[str, ...]:
        """The headings of personal columns."""
        return tuple(one.heading for one in self.columns if one.mask is not None)

    def known(self, query: Mapping[str, str]) -> dict[str, str]:
        """The filters that a query sets."""
        return {name: query[name] for name in self.filters if query.get(name)}

    def told(self, filters: Filters) -> list[tuple[str, str]]:
        """Filters and their values as users call them."""
        return [
            (self.filters[name], self.words.get(name, {}).get(value, value))
            for name, value in filters.items()
        ]


_specs: dict[str, ExportSpec] = {}


def declare_export(spec: ExportSpec) -> ExportSpec:
    """Make a list's export known; two of one code are a mistake in the program."""
    if _specs.setdefault(spec.code, spec) is not spec:
        raise ValueError(f"export {spec.code} is declared twice")
    return spec


def export_named(code: str) -> ExportSpec | None:
    """The export of this code."""
    return _specs.get(code)
