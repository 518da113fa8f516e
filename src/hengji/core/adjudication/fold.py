"""The claims of one person, one after another: the reference for every other engine.

# 003 一、三: claims are taken in the order of application, then of the workbook; only approved
claims count towards a limit (unless the pack lets pending ones count), and the history of ended
trainings counts whether they were paid or not. What is one person's alone is compared across all
persons beforehand: whose it is does not hang on who came earlier.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from hengji.core.adjudication.judge import Judged, judge
from hengji.core.adjudication.ruleset import CompiledQuota, Ruleset
from hengji.core.adjudication.verdict import Decision, Verdict, decide
from hengji.core.packs.model import AtMost, NoLowerAfterHigher, OfOnePerson
from hengji.core.rules.values import Value

Claim = Mapping[str, Value]
Key = tuple[str, tuple[Value, ...]]
Ending = tuple[int, date]
"""The place of a rank among the quota's ranks, and the day the training ended."""


def fold(ruleset: Ruleset, claims: Sequence[Claim], *, paid: Iterable[Claim] = ()) -> list[Verdict]:
    """A verdict for each claim, in the order given.

    ``paid`` are earlier claims that were approved already: they count, and are not decided again.
    """
    return [verdict for verdict, _judged in fold_judged(ruleset, claims, paid=paid)]


def fold_judged(
    ruleset: Ruleset, claims: Sequence[Claim], *, paid: Iterable[Claim] = ()
) -> list[tuple[Verdict, Judged]]:
    """Like :func:`fold`, with each claim's own result beside its verdict."""
    judged = [judge(ruleset, claim) for claim in claims]
    settled = [judge(ruleset, claim) for claim in paid]
    judged = _with_owners(ruleset, judged, settled)
    person, order = ruleset.adjudication.person, ruleset.adjudication.order
    persons: dict[Value, list[int]] = defaultdict(list)
    for place, one in enumerate(judged):
        persons[one.row[person]].append(place)
    earlier: dict[Value, list[Judged]] = defaultdict(list)
    for one in settled:
        earlier[one.row[person]].append(one)
    verdicts: list[Verdict | None] = [None] * len(judged)
    for whose, places in persons.items():
        if whose is None:
            # Nobody's claims are not one person's claims: each stands alone, and is pending.
            for place in places:
                verdicts[place] = _verdict(judged[place], judged[place].fail)
            continue
        places.sort(key=lambda place: (_day(judged[place].row[order]), place))
        found = _one_person(ruleset, [judged[place] for place in places], earlier[whose])
        for place, verdict in zip(places, found, strict=True):
            verdicts[place] = verdict
    return [
        (verdict, one) for verdict, one in zip(verdicts, judged, strict=True) if verdict is not None
    ]


def _with_owners(ruleset: Ruleset, judged: list[Judged], settled: Sequence[Judged]) -> list[Judged]:
    """The claims, pending where they give what several persons give."""
    for limit in ruleset.quotas:
        if not isinstance(limit.quota, OfOnePerson):
            continue
        givers: dict[Value, list[Value]] = defaultdict(list)
        for one in (*judged, *settled):
            if (given := _given(limit, limit.quota, one)) is not None:
                givers[given].append(one.row[ruleset.adjudication.person])
        several = {given for given, persons in givers.items() if _are_several(persons)}
        judged = [
            replace(one, unknown=one.unknown | limit.code_bit)
            if _given(limit, limit.quota, one) in several
            else one
            for one in judged
        ]
    return judged


def _given(limit: CompiledQuota, quota: OfOnePerson, one: Judged) -> Value:
    return one.row[quota.value] if limit.among(one.row) is True else None


def _are_several(persons: Sequence[Value]) -> bool:
    """Who is not known may be anybody: another person than every other."""
    return len(persons) > 1 and (None in persons or len(set(persons)) > 1)


def _day(value: Value) -> date:
    return value if isinstance(value, date) else date.max


def _verdict(one: Judged, fail: int) -> Verdict:
    decision = decide(fail, one.unknown)
    fen = one.fen if decision is Decision.APPROVED and one.fen is not None else 0
    return Verdict(decision, fen, fail, one.unknown)


def _one_person(
    ruleset: Ruleset, claims: Sequence[Judged], paid: Sequence[Judged]
) -> list[Verdict]:
    endings = {
        one.quota.code: _endings(one, (*claims, *paid))
        for one in ruleset.quotas
        if isinstance(one.quota, NoLowerAfterHigher)
    }
    counted: Counter[Key] = Counter()
    for one in paid:
        counted.update(_keys(ruleset, one))
    verdicts = []
    for one in claims:
        fail = one.fail
        keys: list[Key] = []
        held_by_pending: list[Key] = []
        for limit in ruleset.quotas:
            match limit.quota:
                case NoLowerAfterHigher():
                    if _is_lower_after_higher(limit, one, endings[limit.quota.code]):
                        fail |= limit.fail_bit
                case AtMost(limit=most, pending_counts=pending_counts):
                    key = _key(limit, one)
                    if key is not None:
                        (held_by_pending if pending_counts else keys).append(key)
                        if counted[key] >= most:
                            fail |= limit.fail_bit
        verdict = _verdict(one, fail)
        if verdict.decision is Decision.APPROVED:
            counted.update(keys)
        if verdict.decision is not Decision.REJECTED:
            counted.update(held_by_pending)
        verdicts.append(verdict)
    return verdicts


def _keys(ruleset: Ruleset, one: Judged) -> list[Key]:
    keys = (_key(limit, one) for limit in ruleset.quotas if isinstance(limit.quota, AtMost))
    return [key for key in keys if key is not None]


def _key(limit: CompiledQuota, one: Judged) -> Key | None:
    if limit.among(one.row) is not True:
        return None
    values = tuple(part(one.row) for part in limit.per)
    return None if None in values else (limit.quota.code, values)


def _ending(limit: CompiledQuota, one: Judged) -> Ending | None:
    quota = limit.quota
    if not isinstance(quota, NoLowerAfterHigher) or limit.among(one.row) is not True:
        return None
    rank, day = one.row[quota.rank], one.row[quota.by]
    if not isinstance(day, date) or rank not in quota.ranks:
        return None
    return quota.ranks.index(str(rank)), day


def _endings(limit: CompiledQuota, claims: Iterable[Judged]) -> list[Ending]:
    found = (_ending(limit, one) for one in claims)
    return [ending for ending in found if ending is not None]


def _is_lower_after_higher(limit: CompiledQuota, one: Judged, endings: Sequence[Ending]) -> bool:
    """The same day is not later; what was ended counts, paid or not (003 三)."""
    mine = _ending(limit, one)
    if mine is None:
        return False
    return any(rank > mine[0] and day < mine[1] for rank, day in endings)
