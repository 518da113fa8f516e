"""What a pack pays for a listed row: its amounts, by the pack's own lookup of lists."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from hengji.core.catalogues.resolve import code_key
from hengji.core.packs.located import Located
from hengji.core.packs.model import Adjudication, Amount, Pack
from hengji.core.packs.registry import all_packs
from hengji.domains.catalogues.queries.values import EntryRow


@dataclass(frozen=True)
class Rate:
    """One line of amounts: ``fen`` a head, ``minimum_lessons`` of 45 minutes (0: none asked)."""

    programme: str
    level: int | None
    fen: int
    minimum_lessons: int
    clause: str
    valid_from: date


@dataclass(frozen=True)
class Rates:
    """What one pack pays for one row, and the remarks of the pack that may change it."""

    pack_id: str
    notice: str
    list_title: str
    rate_class: str
    lines: tuple[Rate, ...]
    remarks: tuple[str, ...]


def rates_for(rows: Sequence[EntryRow]) -> tuple[Rates, ...]:
    """The amounts of every row whose pack gives any; the same class is told once."""
    found: dict[tuple[str, str], Rates] = {}
    for pack in all_packs():
        if pack.adjudication is None or not pack.amount_rows:
            continue
        scarce = any(row.list_id == _shortage_list(pack.adjudication) for row in rows)
        for row in rows:
            lines = tuple(_lines(pack, pack.adjudication, row))
            if lines:
                remarks = tuple(_remarks(pack.adjudication)) if scarce else ()
                rates = Rates(pack.id, pack.number, row.list_title, row.rate_class, lines, remarks)
                found.setdefault((pack.id, f"{row.rate_class} {row.list_id}"), rates)
    return tuple(found.values())


def _lines(pack: Pack, adjudication: Adjudication, row: EntryRow) -> Iterator[Rate]:
    for place in _places(adjudication):
        programme = place.get("programme")
        if programme is None or row.list_id not in place.get("lists", ()):
            continue
        label = _label(adjudication, str(programme))
        for amount in _amounts(pack.amount_rows, str(place.get("amounts", "")), row):
            yield Rate(
                label, amount.level, amount.fen, amount.minimum_lessons, amount.clause,
                amount.valid_from,
            )  # fmt: skip


def _amounts(rows: Sequence[Amount], programme: str, row: EntryRow) -> list[Amount]:
    """A code of its own goes before the class, as in the adjudication."""
    fitting = [one for one in rows if one.programme == programme]
    own = [one for one in fitting if one.code and one.code == code_key(row.code)]
    return own or [one for one in fitting if not one.code and one.class_ == row.rate_class]


def _places(adjudication: Adjudication) -> Sequence[Located]:
    for fact in adjudication.facts:
        if fact.uses == "catalogue_entry":
            return fact.options.need("where")  # type: ignore[no-any-return]  # YAML has no types
    return ()


def _shortage_list(adjudication: Adjudication) -> str | None:
    for fact in adjudication.facts:
        if fact.uses == "catalogue_entry":
            return fact.options.get("shortage_list")
    return None


def _remarks(adjudication: Adjudication) -> Iterator[str]:
    """The amount's lines that speak of a shortage, in the notice's words."""
    for line in adjudication.amounts:
        if line.when is not None and "shortage" in line.when.names:
            yield f"{line.title}（{line.clause.place}：“{line.clause.quote}”）"


def _label(adjudication: Adjudication, programme: str) -> str:
    words = adjudication.input("programme").words
    return next((word for word, value in words.items() if value == programme), programme)
