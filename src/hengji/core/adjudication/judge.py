"""One claim against the rules that look at nothing but itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hengji.core.adjudication.ruleset import NOT_DETERMINED, CompiledQuota, CompiledRule, Ruleset
from hengji.core.packs.model import NoLowerAfterHigher
from hengji.core.rules.values import Truth, Value


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim's own result: its values with what was looked up, and the masks so far.

    ``fen`` is what it would be paid; ``None`` where no line gives an amount.
    """

    row: Mapping[str, Value]
    missing: tuple[int, ...]
    """For each lookup, the bits of the inputs it would have needed."""
    notes: tuple[str, ...]
    """What the lookups have to say beside their answers."""
    truths: tuple[tuple[Truth, Truth], ...]
    """For each rule, whether it applies and whether it is met."""
    fail: int
    unknown: int
    fen: int | None


def look_up(
    ruleset: Ruleset, claim: Mapping[str, Value]
) -> tuple[dict[str, Value], tuple[int, ...], tuple[str, ...]]:
    """The claim's inputs with everything the pack's tables say of it, and what they lacked."""
    row: dict[str, Value] = {name: claim.get(name) for name in ruleset.input_names}
    missing: list[int] = []
    notes: tuple[str, ...] = ()
    for fact in ruleset.facts:
        found = fact(*[row[name] for name in fact.spec.reads])
        row.update(zip(fact.spec.gives, found.values, strict=True))
        missing.append(names_mask(ruleset, found.missing))
        notes += found.notes
    return row, tuple(missing), notes


def names_mask(ruleset: Ruleset, names: tuple[str, ...]) -> int:
    """The bits of some unknowns."""
    mask = 0
    for name in names:
        mask |= ruleset.unknown_bits[name]
    return mask


def missing_mask(
    ruleset: Ruleset, row: Mapping[str, Value], missing: Sequence[int], names: Iterable[str]
) -> int:
    """The bits of the inputs that are missing among what ``names`` read, lookups included."""
    mask = 0
    for name in names:
        if row[name] is None:
            place = ruleset.fact_of.get(name)
            mask |= ruleset.unknown_bits[name] if place is None else missing[place]
    return mask


def judge(ruleset: Ruleset, claim: Mapping[str, Value]) -> Judged:
    """Every rule on one claim, also when another has failed; quotas come after."""
    row, missing, notes = look_up(ruleset, claim)
    fail = unknown = 0
    truths = []
    for one in ruleset.rules:
        applies = one.applies(row)
        truth = True if applies is False else outcome(applies, one.require(row))
        truths.append((applies, truth))
        if truth is not True:
            failed, unsettled = rule_bits(ruleset, one, truth, row, missing)
            fail |= failed
            unknown |= unsettled
    fen, amount_unknown = amount(ruleset, row, missing)
    unknown |= amount_unknown | _quota_unknowns(ruleset, row, missing)
    if fen is None and not fail and not unknown:
        unknown = ruleset.unknown_bits[NOT_DETERMINED]
    return Judged(row, missing, notes, tuple(truths), fail, unknown, fen)


def rule_bits(
    ruleset: Ruleset,
    one: CompiledRule,
    truth: Truth,
    row: Mapping[str, Value],
    missing: Sequence[int],
) -> tuple[int, int]:
    """What a rule's outcome adds to the failures and to the unknowns."""
    if truth is True:
        return 0, 0
    if truth is None:
        return 0, rule_missing(ruleset, one, row, missing) or one.code_bit
    return (one.fail_bit, 0) if one.fail_bit else (0, one.code_bit)


def rule_missing(
    ruleset: Ruleset, one: CompiledRule, row: Mapping[str, Value], missing: Sequence[int]
) -> int:
    """The bits of what would have to be known to say whether an unknown rule is met."""
    names: frozenset[str] = frozenset()
    if one.applies(row) is None:
        names |= one.missing_to_apply(row)
    if one.require(row) is None:
        names |= one.missing_to_require(row)
    return missing_mask(ruleset, row, missing, names)


def outcome(applies: Truth, require: Truth) -> Truth:
    """Met (also where the rule does not apply), not met, or not known."""
    if applies is False or require is True:
        return True
    return None if applies is None or require is None else False


def amount(
    ruleset: Ruleset, row: Mapping[str, Value], missing: Sequence[int]
) -> tuple[int | None, int]:
    """The amount in fen, or ``None`` and the bits of what would have to be known for it."""
    for one in ruleset.amounts:
        fits = True if one.when is None else one.when(row)
        if fits is None:
            # Whether the higher amount holds is not known: the lower one may not be paid instead.
            return None, missing_mask(ruleset, row, missing, one.missing_for_when(row))
        if fits:
            fen = one.fen(row)
            if fen is None:
                return None, missing_mask(ruleset, row, missing, one.missing(row))
            return int(fen) * one.line.percent // 100, 0
    return None, 0


def _quota_unknowns(ruleset: Ruleset, row: Mapping[str, Value], missing: Sequence[int]) -> int:
    """A quota that holds for the claim needs to know whose claim it is and when."""
    mask = 0
    for one in ruleset.quotas:
        if one.among(row) is True:
            mask |= missing_mask(ruleset, row, missing, quota_names(ruleset, one, row))
    return mask


def quota_names(ruleset: Ruleset, one: CompiledQuota, row: Mapping[str, Value]) -> tuple[str, ...]:
    """The names without which a quota that holds for the claim cannot be judged."""
    person = ruleset.adjudication.person
    if isinstance(one.quota, NoLowerAfterHigher) and row[one.quota.rank] is None:
        # Not a class of this pack: nothing to compare, and the lookup says why.
        return person, one.quota.rank
    return person, *one.reads
