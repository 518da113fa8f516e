"""Which published row a claim's code and name mean: the question of every adjudication.

The key is code and name, because 4-10-01-06 stands twice in one list with different work types
(003 附件2), and because some codes are both current and old with different names (003 附件4).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from hengji.core.catalogues import model
from hengji.core.catalogues.cells import split_brackets
from hengji.core.catalogues.model import CrosswalkPair, Entry
from hengji.core.text import name_key, narrow, squeeze

_REMEMBERED = 1 << 16  # a workbook repeats the same codes and names over and over
_MARK_AT_END = re.compile(r"(?<=[\u4e00-\u9fff])(?:l/s|s/l|l|s)$")
_WORK_TYPE_BREAK = re.compile(r"[、,;/](?![^(]*\))")
_PLAIN_LISTS = model.SPECIALTY_LISTS | {model.HUAIAN_COMPLETION}

State = Literal["listed", "not_listed", "undetermined"]
Via = Literal["current", "crosswalk"]


@dataclass(frozen=True)
class Resolution:
    """The row that was found; ``choices`` holds every row that fitted when there were several.

    undetermined: no code was given, so nothing can be said; it is never an approval.
    """

    state: State
    entry: Entry | None = None
    via: Via = "current"
    choices: tuple[Entry, ...] = ()


_NOT_LISTED = Resolution("not_listed")
_UNDETERMINED = Resolution("undetermined")


@lru_cache(maxsize=_REMEMBERED)
def code_key(code: str) -> str:
    """``4-01-06-02``, ``4010602`` and ``４－０１－０６－０２`` are one code."""
    return squeeze(narrow(code)).replace("-", "").upper()


@dataclass(frozen=True)
class _Name:
    """A name in comparable form: whole, without its bracket, and the bracket's work types."""

    whole: str
    bare: str
    work_types: frozenset[str]


@lru_cache(maxsize=_REMEMBERED)
def _name(text: str) -> _Name:
    whole = _MARK_AT_END.sub("", name_key(text).lstrip("*"))
    bare, scope = split_brackets(whole)
    types = frozenset(_work_type(part) for part in _WORK_TYPE_BREAK.split(scope) if part)
    return _Name(whole, _MARK_AT_END.sub("", bare), types)


def _work_type(name: str) -> str:
    """母婴护理 (003 附件2) and 母婴护理员, as its certificate says, are one work type."""
    return name.removesuffix("员")


@dataclass(frozen=True)
class _Row:
    """An entry with what a claim's name is compared with."""

    entry: Entry
    name: str
    work_types: frozenset[str]
    is_occupation: bool

    def accepts(self, claimed: _Name) -> bool:
        """Does the claimed name mean this row?"""
        if self.name in (claimed.whole, self.is_occupation and claimed.bare):
            # 003 附件2 “含各职业下全部工种”: without a bracket a row covers every work type,
            # with one only those that it names.
            return not self.work_types or claimed.work_types <= self.work_types
        return _work_type(claimed.whole) in self.work_types


def _row(entry: Entry) -> _Row:
    plain = entry.list_id in _PLAIN_LISTS or "专项" in entry.certificate
    printed = f"{entry.name}({entry.scope})" if entry.scope else entry.name
    name = _name(printed)
    if plain:
        return _Row(entry, name.whole, frozenset(), is_occupation=False)
    return _Row(entry, name.bare, name.work_types, is_occupation=True)


class EntryIndex:
    """Built once from lists and crosswalk, asked a million times."""

    def __init__(self, entries: Iterable[Entry], crosswalk: Iterable[CrosswalkPair] = ()) -> None:
        self._rows: dict[tuple[str, str], list[_Row]] = {}
        for entry in entries:
            if entry.code:
                key = (entry.list_id, code_key(entry.code))
                self._rows.setdefault(key, []).append(_row(entry))
        self._old: dict[str, list[CrosswalkPair]] = {}
        for pair in crosswalk:
            self._old.setdefault(code_key(pair.code_old), []).append(pair)

    def resolve(self, lists: Sequence[str], code: str, name: str) -> Resolution:
        """The row of these lists that the code and name mean, directly or by the crosswalk."""
        key = code_key(code)
        if not key:
            return _UNDETERMINED
        claimed = _name(name) if name.strip() else None
        found = self._current(lists, key, claimed)
        if found:
            return Resolution("listed", found[0], "current", _several(found))
        if key in self._old:
            return self._by_crosswalk(lists, key, claimed)
        return _NOT_LISTED

    def _current(self, lists: Sequence[str], key: str, claimed: _Name | None) -> list[Entry]:
        return [
            row.entry
            for list_id in lists
            for row in self._rows.get((list_id, key), ())
            if claimed is None or row.accepts(claimed)
        ]

    def _by_crosswalk(self, lists: Sequence[str], key: str, claimed: _Name | None) -> Resolution:
        targets: list[tuple[CrosswalkPair, Entry]] = []
        for pair in self._old[key]:
            if claimed is None or _name(pair.name_old).bare in (claimed.whole, claimed.bare):
                current = self._current(lists, code_key(pair.code_now), _name(pair.name_now))
                targets.extend((pair, entry) for entry in current)
        if not targets:
            return _NOT_LISTED
        # 003 附件4 names several current occupations for one old one; the nearest stands first.
        targets.sort(key=lambda target: _distance(*target))
        entries = [entry for _, entry in targets]
        return Resolution("listed", entries[0], "crosswalk", _several(entries))


def _distance(pair: CrosswalkPair, entry: Entry) -> int:
    if _name(pair.name_old).bare == _name(entry.name).bare:
        return 0
    return 1 if code_key(pair.code_old) == code_key(entry.code) else 2


def _several(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    return tuple(entries) if len(entries) > 1 else ()
