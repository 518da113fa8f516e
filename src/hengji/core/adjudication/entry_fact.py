"""From a claim's code and name to the published entry, its class, its amount and its lessons."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import product

from hengji.core.adjudication.found import Found, Lookup
from hengji.core.catalogues.model import Entry
from hengji.core.catalogues.resolve import EntryIndex, Resolution
from hengji.core.packs.located import Located
from hengji.core.packs.model import Amount, FactSpec, Pack
from hengji.core.text import narrow, squeeze

Text = str | None

_SOME_BENEFIT = "TRAINING"
"""Of a line of ``where`` that is for any benefit; what is looked up does not hang on it."""

_REMEMBERED = 1 << 16


@dataclass(frozen=True)
class _Place:
    """One line of ``where``: which claims it is for and where their code is looked up."""

    benefit: Text
    programme: Text
    lists: tuple[str, ...]
    open: bool
    codes: Mapping[str, str]
    local_prefix: str
    local_own: str
    local_class: str
    amounts: str

    @property
    def looked_up(self) -> tuple[object, ...]:
        """All that an answer hangs on: two lines that agree in it lead to the same place."""
        local = self.local_prefix, self.local_own, self.local_class
        return self.lists, tuple(self.codes.items()), local, self.amounts

    def fits(self, benefit: str, programme: Text) -> bool:
        return (self.benefit is None or self.benefit == benefit) and (
            self.programme is None or self.programme == programme
        )


@dataclass(frozen=True)
class _Listing:
    listed: bool | None
    rate_class: Text = None
    starred: bool | None = None
    code: str = ""
    shortage: bool | None = None
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


_OPEN = _Listing(listed=True, starred=False, shortage=False)
"""Where no list restricts what is claimed."""


class _Group:
    """Claims whose entries are worth the same: what they come to at each level."""

    def __init__(self, listing: _Listing, amounts: "_Amounts", programme: str) -> None:
        self.found = cache(partial(_with_amount, listing, amounts, programme))


def catalogue_entry(pack: Pack, spec: FactSpec) -> Lookup:
    """The lookup over the lists, the crosswalk and ``amounts.csv`` of ``pack``.

    Reads benefit, programme, code, name, level; gives the attributes of
    ``packs.facts.FACT_ATTRIBUTES``.
    """
    index = EntryIndex(pack.entries, pack.crosswalk)
    places = tuple(_place(one) for one in spec.options.need("where"))
    scarce = frozenset(
        plain_code(entry.code)
        for entry in pack.entries
        if entry.list_id == spec.options.get("shortage_list")
    )
    amounts = _Amounts(pack.amount_rows)
    groups: dict[tuple[_Listing, str], _Group] = {}

    @cache
    def place_of(benefit: str, programme: Text) -> _Place | None:
        return next((one for one in places if one.fits(benefit, programme)), None)

    def place(benefit: Text, programme: Text) -> tuple[object, ...] | None:
        found = None if benefit is None else place_of(benefit, programme)
        return None if found is None or found.open else found.looked_up

    def listed(benefit: Text, programme: Text, code: Text, name: Text) -> tuple[_Listing, str]:
        if benefit is None:
            return _Listing(listed=None, missing=("benefit",)), ""
        line = place_of(benefit, programme)
        if line is None:
            missing = ("programme",) if programme is None else ()
            return _Listing(listed=None, missing=missing), ""
        return _listing(index, line, code, name, scarce, amounts), line.amounts

    @lru_cache(maxsize=_REMEMBERED)
    def group(benefit: Text, programme: Text, code: Text, name: Text) -> _Group:
        key = listed(benefit, programme, code, name)
        found = groups.get(key)
        if found is None:
            found = groups[key] = _Group(key[0], amounts, key[1])
        return found

    def found(group: _Group, level: int | None) -> Found:
        return group.found(level)

    return Lookup(group, found, narrow=1, place=place, usual=partial(_usual, pack, places))


def _usual(pack: Pack, places: Sequence[_Place]) -> Iterator[tuple[Text, ...]]:
    """Codes and names as the notice prints them, the code also without hyphens."""
    entries: dict[str, list[Entry]] = {}
    for entry in pack.entries:
        entries.setdefault(entry.list_id, []).append(entry)
    for place in places:
        benefit = place.benefit or _SOME_BENEFIT
        spellings: list[tuple[str, Text]] = [(code, None) for code in place.codes]
        for entry in (one for list_id in place.lists for one in entries.get(list_id, ())):
            printed = f"{entry.name}（{entry.scope}）" if entry.scope else entry.name
            names: dict[Text, None] = dict.fromkeys((printed, entry.name, None))
            spellings += product((entry.code, plain_code(entry.code)), names)
        if place.lists and pack.crosswalk:
            spellings += ((pair.code_old, pair.name_old) for pair in pack.crosswalk)
        for code, name in dict.fromkeys(spellings):
            yield benefit, place.programme, code, name


def _with_amount(
    listing: _Listing, amounts: "_Amounts", programme: str, level: int | None
) -> Found:
    base = lessons = has_amount = None
    missing = listing.missing
    if listing.listed:
        if amounts.by_level(programme) and level is None:
            missing = (*missing, "level")
        else:
            row = amounts.find(programme, listing.rate_class, listing.code, level)
            has_amount = row is not None
            base = row.fen if row else None
            lessons = row.minimum_lessons if row else None
    values = (
        listing.listed, listing.rate_class, listing.starred, listing.shortage,
        has_amount, base, lessons,
    )  # fmt: skip
    return Found(values, missing, listing.notes)


def _place(one: Located) -> _Place:
    local: Mapping[str, str] = one.get("local", {})
    return _Place(
        benefit=one.get("benefit"),
        programme=one.get("programme"),
        lists=tuple(one.get("lists", ())),
        open=one.get("open", False),
        codes=one.get("codes", {}),
        local_prefix=local.get("prefix", ""),
        local_own=local.get("own", ""),
        local_class=local.get("class", ""),
        amounts=one.get("amounts", ""),
    )


def _listing(
    index: EntryIndex,
    place: _Place,
    code: Text,
    name: Text,
    scarce: frozenset[str],
    amounts: "_Amounts",
) -> _Listing:
    if place.open:
        return _OPEN
    if code is None:
        return _Listing(listed=None, missing=("code",))
    if place.codes:
        return _startup(place, code)
    found = index.resolve(place.lists, code, name or "")
    if found.entry is None:
        return _Listing(listed=False)
    entry = found.entry
    plain = plain_code(entry.code)
    return _Listing(
        listed=True,
        rate_class=entry.rate_class or None,
        starred=entry.starred,
        # Entries of one class are worth the same, but for those with an amount of their own.
        code=plain if amounts.has_own(place.amounts, plain) else "",
        shortage=plain in scarce,
        notes=_notes(found, entry, name),
    )


def _startup(place: _Place, code: str) -> _Listing:
    """附件5: a code for the whole province, or a city's own: prefix, city, number from 01.

    Another city's own code is filed with the province elsewhere: what it is worth here, no table
    of this pack says.
    """
    plain = plain_code(code)
    rate_class = place.codes.get(plain)
    if rate_class is not None:
        return _Listing(listed=True, rate_class=rate_class, starred=False, shortage=False)
    local = re.fullmatch(re.escape(place.local_prefix) + r"(\d{2})(?!00)(\d{2})", plain)
    if local is None or not place.local_prefix:
        return _Listing(listed=False)
    if local[1] == place.local_own:
        return _Listing(listed=True, rate_class=place.local_class, starred=False, shortage=False)
    return _Listing(listed=None, missing=("code",), notes=("外市地方个性化项目编码，本包无从核定",))


def plain_code(code: str) -> str:
    """A code without blanks and hyphens, narrow and in capitals: 4-01-06-02 is 4010602."""
    return squeeze(narrow(code)).replace("-", "").upper()


def _notes(found: Resolution, entry: Entry, name: Text) -> tuple[str, ...]:
    notes = []
    if found.via == "crosswalk":
        notes.append(f"按对照表（附件4）对应现行“{entry.name}”（{entry.code}）")
    if len(found.choices) > 1:
        others = "、".join(f"{one.name}（{one.code}）" for one in found.choices)
        notes.append(f"有多个对应：{others}；取“{entry.name}”")
    if entry.scope and (name is None or "（" not in name.replace("(", "（")):
        notes.append(f"目录内仅限：{entry.scope}；申领未注明工种，请核对")
    return tuple(notes)


class _Amounts:
    """``amounts.csv`` by programme, then by code, else by class and level."""

    def __init__(self, rows: Sequence[Amount]) -> None:
        self._by_code = {(row.programme, row.code): row for row in rows if row.code}
        self._by_class = {
            (row.programme, row.class_, row.level): row for row in rows if not row.code
        }
        self._levelled = {row.programme for row in rows if row.level is not None}

    def has_own(self, programme: str, code: str) -> bool:
        """Whether a code has an amount of its own, whatever its class."""
        return (programme, code) in self._by_code

    def by_level(self, programme: str) -> bool:
        """Whether the amount of a programme depends on the level."""
        return programme in self._levelled

    def find(self, programme: str, rate_class: Text, code: str, level: int | None) -> Amount | None:
        """The row for an entry, if there is one."""
        row = self._by_code.get((programme, code)) if code else None
        key = (programme, rate_class or "", level if self.by_level(programme) else None)
        return row or self._by_class.get(key)
