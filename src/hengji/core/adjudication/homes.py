"""Which lookup settles what of the rules, the quotas and the amounts (see :mod:`settling`)."""

from collections.abc import Collection, Sequence
from typing import TypeVar

from hengji.core.adjudication.choices import choices_of
from hengji.core.adjudication.ruleset import CompiledQuota, Ruleset
from hengji.core.adjudication.settling import Settling
from hengji.core.packs.model import NoLowerAfterHigher

T = TypeVar("T")


def settlings(ruleset: Ruleset) -> tuple[Settling, ...]:
    """One for each lookup; a rule is tried on the first lookup that settles where it applies."""
    names = [frozenset((*fact.choices, *fact.narrow, *fact.spec.gives)) for fact in ruleset.facts]
    decided = [_home(names, one.rule.names) for one in ruleset.rules]
    asked = [
        _home(names, one.rule.applies.names) if home is None else None
        for one, home in zip(ruleset.rules, decided, strict=True)
    ]
    among = [_home(names, _quota_reads(one)) for one in ruleset.quotas]
    whens = [one.line.when.names for one in ruleset.amounts if one.line.when]
    priced = _home(names, [name for read in whens for name in read])
    return tuple(
        Settling(
            ruleset,
            place,
            choices_of(ruleset, fact),
            names[place],
            _at(place, ruleset.rules, decided),
            _at(place, ruleset.rules, asked),
            _at(place, ruleset.quotas, among),
            priced == place,
        )
        for place, fact in enumerate(ruleset.facts)
    )


def _at(place: int, tried: Sequence[T], homes: Sequence[int | None]) -> tuple[T, ...]:
    return tuple(one for one, home in zip(tried, homes, strict=True) if home == place)


def _home(settled: Sequence[Collection[str]], read: Collection[str]) -> int | None:
    """The first lookup that settles all the names that are read; where none is read, none."""
    homes = (place for place, names in enumerate(settled) if read and set(read) <= set(names))
    return next(homes, None)


def _quota_reads(one: CompiledQuota) -> tuple[str, ...]:
    """What says whether a quota counts a claim, and whether it ranks."""
    ranked = (one.quota.rank,) if isinstance(one.quota, NoLowerAfterHigher) else ()
    return (*one.quota.among.names, *ranked)
