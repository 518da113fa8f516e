"""The notice's tables as OpenFisca parameters: a node for each spelling, a node for each amount."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from hengji.core.catalogues.model import Entry
from hengji.core.catalogues.resolve import EntryIndex
from hengji.core.packs.model import Pack
from hengji.core.text import name_key

NO_CLASS = "N"
ABSENT = "none"
RANKS = ("A", "B", "C", "D")
OWN_CODES = ("3208990008", "3208990010")
"""短视频运营 and 跨境电商 have amounts of their own."""

_STARTUPS = {"JCA": "A", "JCB": "B", "JCCW": "C", "JCCM": "C", "JCDI": "D", "JCDE": "D"}
_GROUPS = {
    "o": ("huaian-occupations",),
    "c": ("huaian-occupations", "huaian-completion"),
    "s": ("huaian-specialties",),
}
"""附件2's parts: where the claims of a benefit and a programme are looked up."""


def catalogue_nodes(pack: Pack) -> dict[str, Any]:
    """By group, code and name: the class, the mark and the scarcity of the row that is meant."""
    index = EntryIndex(pack.entries, pack.crosswalk)
    scarce = {entry.code for entry in pack.entries if entry.list_id == "huaian-shortage"}
    nodes = {
        f"t|{code}|": _dated(rate_class=rate_class, starred=0, shortage=0)
        for code, rate_class in _STARTUPS.items()
    }
    # 附件5: the numbers of a city's own projects; 08 is this city, another's are not known here.
    for city, number in product(range(1, 14), range(1, 100)):
        rate_class = "B" if city == 8 else NO_CLASS
        nodes[f"t|JCB{city:02}{number:02}|"] = _dated(rate_class=rate_class, starred=0, shortage=0)
    for (group, lists), (code, name) in product(_GROUPS.items(), dict.fromkeys(_spellings(pack))):
        entry = index.resolve(lists, code, name).entry
        if entry is not None:
            own = entry.code if entry.code in OWN_CODES else NO_CLASS
            nodes[f"{group}|{code}|{name}"] = _dated(
                rate_class=entry.rate_class or own,
                starred=int(entry.starred),
                shortage=int(entry.code in scarce),
            )
    nodes[ABSENT] = _dated(rate_class=NO_CLASS, starred=0, shortage=0)
    return nodes


def _spellings(pack: Pack) -> Iterator[tuple[str, str]]:
    """Codes without hyphens and names in comparable form; work types alone and in brackets."""
    for entry in pack.entries:
        for name in _names(entry):
            yield entry.code.replace("-", ""), name_key(name)
    for pair in pack.crosswalk:
        for name in (pair.name_old, ""):
            yield pair.code_old, name_key(name)


def _names(entry: Entry) -> Iterator[str]:
    yield from (entry.name, "", f"{entry.name}（{entry.scope}）")
    for work_type in filter(None, entry.scope.split("、")):
        yield from (work_type, f"{entry.name}（{work_type}）")


def amount_nodes(pack: Pack) -> dict[str, Any]:
    """By programme, class or code, and level (0 where it does not matter); lessons are minutes."""
    nodes = {ABSENT: _dated(fen=-1, lessons=-1)}
    for row in pack.amount_rows:
        rate_class = row.class_ or row.code or NO_CLASS
        nodes[f"{row.programme}_{rate_class}_{row.level or 0}"] = _dated(
            fen=row.fen, lessons=row.minimum_lessons
        )
    return nodes


def _dated(**values: str | int) -> Mapping[str, Any]:
    """The values from the day on which the notice takes effect."""
    return {name: {"values": {"2024-01-01": {"value": value}}} for name, value in values.items()}
