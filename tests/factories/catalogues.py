"""The real packs cut small, so that a test loads them in a blink, and packs changed on purpose."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from hengji.core.catalogues.model import Entry
from hengji.core.packs.model import Pack
from hengji.core.packs.registry import get_pack
from hengji.domains.catalogues.services.load import Loaded, load_packs

AT = datetime(2024, 5, 6, 1, 2, tzinfo=UTC)

# 附件4 and 附件2 of 003 both speak of these; 4-10-01-06 stands twice with different work types.
_KEPT_CODES = ("4-10-01-01", "4-10-01-06", "3-02-02-01", "4-01-06-01", "4-04-04-02", "6-18-02-04")


def small_packs() -> list[Pack]:
    """淮安's lists by a few rows with the whole crosswalk, and 四川's thirteen managed items."""
    huaian, sichuan, bodies = map(get_pack, ("huaian-2024", "sichuan-2020-5", "evaluation-bodies"))
    return [
        cut(huaian, lambda entry: entry.code in _KEPT_CODES or entry.row <= 12),
        cut(sichuan, lambda entry: entry.list_id == "sichuan-managed"),
        cut(bodies, lambda entry: entry.code in _KEPT_CODES),
    ]


def cut(pack: Pack, keep: Callable[[Entry], bool]) -> Pack:
    """The pack with some of its rows only."""
    return replace(pack, entries=tuple(filter(keep, pack.entries)))


def changed(pack: Pack, change: Callable[[Entry], Entry | None]) -> Pack:
    """The pack with rows replaced, or left out where ``change`` gives None."""
    entries = tuple(entry for entry in map(change, pack.entries) if entry is not None)
    return replace(pack, entries=entries, hash=f"changed-{pack.hash}"[:64])


def load(packs: list[Pack], at: datetime = AT) -> Loaded:
    """What the start does, with these packs."""
    return load_packs(packs=packs, at=at)


def with_names(names: list[str]) -> list[Pack]:
    """A pack of one list of specialties of these names, in 四川."""
    pack = get_pack("sichuan-2020-5")
    (info,) = (one for one in pack.lists if one.id == "sichuan-managed")
    entries = tuple(
        Entry(list_id=info.id, row=row, printed_seq=str(row), name=name, raw=f"{row}、{name}")
        for row, name in enumerate(names, start=1)
    )
    return [replace(pack, lists=(info,), entries=entries)]
