"""The occupations that a specification may name, as far as published lists tell them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from hengji.core.catalogues.cells import parse_occupation, split_work_types
from hengji.core.catalogues.checks.corpus import is_occupation, is_specialty
from hengji.core.catalogues.model import Entry
from hengji.core.text import name_key

_WORKERS = ("工", "员", "师", "司机")


@dataclass(frozen=True)
class Occupations:
    """Names of occupations (细类) and of work types (工种), as printed.

    No notice at hand carries the whole 职业分类大典, so a name that is absent here may exist.
    """

    names: frozenset[str]
    work_types: frozenset[str] = frozenset()

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Occupations":
        """Those that rows of published lists name: as occupations, in brackets, as 职业领域."""
        names: set[str] = set()
        work_types: set[str] = set()
        for entry in entries:
            if is_occupation(entry):
                names.add(entry.name)
                work_types.update(split_work_types(entry.scope))
            elif is_specialty(entry) and entry.occupation:
                names.add(entry.occupation)
        return cls(frozenset(names), frozenset(work_types))

    def lists(self, printed: str) -> bool:
        """Is this an occupation or a work type, whatever the spelling, brackets and marks?"""
        return bool({name_key(printed), name_key(parse_occupation(printed).name)} & self._keys)

    def worker_like(self, name: str) -> str:
        """The occupation or work type called like ``name``; empty if there is none."""
        return self._workers.get(name_key(name), "")

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(map(name_key, self.names | self.work_types))

    @cached_property
    def _workers(self) -> dict[str, str]:
        # A bracket may name a work type by what it does, 母婴护理; only 母婴护理员 names a worker.
        workers = {name for name in self.work_types if name.endswith(_WORKERS)}
        return {name_key(name): name for name in self.names | workers}
