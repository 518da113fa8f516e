"""Two editions of published lists side by side: what came, went, changed, moved."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from hengji.core.catalogues.files import entry_record
from hengji.core.catalogues.model import Entry
from hengji.core.catalogues.resolve import code_key
from hengji.core.text import name_key

Kind = Literal["added", "removed", "changed", "renumbered"]

# Fields whose difference is a change of substance; the number and the raw text are not.
_COMPARED = (
    *("code", "name", "scope", "marks", "starred", "class", "levels"),
    *("occupation", "definition", "certificate", "tags"),
)


@dataclass(frozen=True)
class Change:
    """One row that differs; ``fields`` holds (column, old value, new value)."""

    kind: Kind
    list_id: str
    old: Entry | None
    new: Entry | None
    fields: tuple[tuple[str, str, str], ...] = ()

    @property
    def entry(self) -> Entry:
        """The row as it is now, or as it last was."""
        entry = self.new or self.old
        if entry is None:
            raise ValueError("a change has at least one side")
        return entry


def compare(old: Iterable[Entry], new: Iterable[Entry]) -> tuple[Change, ...]:
    """Every difference, list by list: changed and renumbered rows, then removed, then added."""
    before, after = _by_list(old), _by_list(new)
    changes: list[Change] = []
    for list_id in dict.fromkeys((*before, *after)):
        changes.extend(_compare_list(list_id, before.get(list_id, []), after.get(list_id, [])))
    return tuple(changes)


def _by_list(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    lists: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        lists[entry.list_id].append(entry)
    return lists


def _compare_list(list_id: str, old: list[Entry], new: list[Entry]) -> Iterator[Change]:
    pairs, gone, come = _match(old, new)
    for before, after in sorted(pairs, key=lambda pair: pair[1].row):
        fields = _differing(before, after)
        if fields:
            yield Change("changed", list_id, before, after, fields)
        elif before.printed_seq != after.printed_seq:
            number = ("printed_seq", before.printed_seq, after.printed_seq)
            yield Change("renumbered", list_id, before, after, (number,))
    for entry in gone:
        yield Change("removed", list_id, entry, None)
    for entry in come:
        yield Change("added", list_id, None, entry)


def _differing(old: Entry, new: Entry) -> tuple[tuple[str, str, str], ...]:
    before, after = entry_record(old), entry_record(new)
    return tuple(
        (name, before[name], after[name]) for name in _COMPARED if before[name] != after[name]
    )


# From the surest likeness to the weakest. A row that changed both code and name is another row.
_KEYS: tuple[Callable[[Entry], Hashable], ...] = (
    lambda entry: (code_key(entry.code), name_key(entry.name), name_key(entry.scope)),
    lambda entry: (code_key(entry.code), name_key(entry.name)),
    lambda entry: code_key(entry.code) or None,
    lambda entry: name_key(entry.name) or None,
)


def _match(
    old: list[Entry], new: list[Entry]
) -> tuple[list[tuple[Entry, Entry]], list[Entry], list[Entry]]:
    """Rows that are the same row in both editions, and what is left over on either side."""
    pairs: list[tuple[Entry, Entry]] = []
    for key in _KEYS:
        waiting: dict[Hashable, list[Entry]] = defaultdict(list)
        for entry in new:
            waiting[key(entry)].append(entry)
        rest: list[Entry] = []
        for entry in old:
            candidates = waiting.get(key(entry), []) if key(entry) is not None else []
            if candidates:
                pairs.append((entry, candidates.pop(0)))
            else:
                rest.append(entry)
        taken = {after.row for _, after in pairs}
        old, new = rest, [entry for entry in new if entry.row not in taken]
    return pairs, old, new
