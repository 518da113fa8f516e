"""One person's claim, tried out: nothing is stored and nobody is named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hengji.core.adjudication.explanation import Explanation, Line, State, explain
from hengji.core.adjudication.ruleset import Ruleset
from hengji.core.packs.model import Clause, Interpretation, Pack
from hengji.core.packs.registry import all_packs
from hengji.core.rules.values import Value
from hengji.domains.subsidies.queries.asked_inputs import public_ruleset

CLAIM, PERSON = "试算", "本人"


@dataclass(frozen=True)
class Estimate:
    """The decision under a pack, what it was asked, and the readings that bear on it."""

    pack: Pack
    ruleset: Ruleset
    explanation: Explanation
    missing: tuple[str, ...]
    """Labels of what is not known yet."""
    interpretations: tuple[Interpretation, ...]

    @property
    def unmet(self) -> tuple[Line, ...]:
        """Why the claim is rejected."""
        return self.lines(State.UNMET)

    @property
    def outside(self) -> tuple[Line, ...]:
        """What no answer of the person settles: the notice leaves it to something else."""
        return tuple(line for line in self.lines(State.UNKNOWN) if not line.missing)

    def lines(self, state: State) -> tuple[Line, ...]:
        """The rules that stand so."""
        return self.explanation.in_state(state)


def estimate_packs(day: date) -> tuple[Pack, ...]:
    """The packs that a claim can be tried out under, those in force on ``day`` first."""
    packs = [pack for pack in all_packs() if pack.adjudication is not None]
    return tuple(sorted(packs, key=lambda pack: (not _in_force(pack, day), pack.division)))


def _in_force(pack: Pack, day: date) -> bool:
    start, end = pack.effective_from, pack.effective_to
    return (start is None or start <= day) and (end is None or day <= end)


def estimate_claim(
    *, pack_id: str, claim: Mapping[str, Value], paid: Sequence[Mapping[str, Value]] = ()
) -> Estimate:
    """Decide one claim; ``paid`` are what the same person was paid before."""
    ruleset = public_ruleset(pack_id)
    explanation = explain(
        ruleset,
        _of_one_person(ruleset, claim),
        paid=[_of_one_person(ruleset, one) for one in paid],
    )
    labels = dict.fromkeys(
        label for line in explanation.in_state(State.UNKNOWN) for label in line.missing
    )
    return Estimate(
        ruleset.pack,
        ruleset,
        explanation,
        tuple(labels) or _unknown_labels(ruleset, explanation),
        _bearing_on(ruleset.pack, explanation),
    )


def _unknown_labels(ruleset: Ruleset, explanation: Explanation) -> tuple[str, ...]:
    mask = explanation.verdict.unknown
    return tuple(
        one.label for one in ruleset.adjudication.inputs if mask & ruleset.unknown_bits[one.name]
    )


def _of_one_person(ruleset: Ruleset, claim: Mapping[str, Value]) -> dict[str, Value]:
    own = ruleset.adjudication
    return {**claim, own.claim_id: CLAIM, own.person: PERSON}


def _bearing_on(pack: Pack, explanation: Explanation) -> tuple[Interpretation, ...]:
    """The interpretations of the clauses that this claim was held to."""
    held = explanation.in_state(State.MET, State.UNMET, State.UNKNOWN)
    clauses = [line.clause for line in held]
    if explanation.amount is not None:
        clauses.append(explanation.amount.clause)
    return tuple(
        one
        for one in pack.interpretations
        if any(_speaks_of(one.clause, clause) for clause in clauses)
    )


def _speaks_of(reading: Clause, clause: Clause) -> bool:
    """Whether both stand in one place of the notice and quote the same words of it."""
    together = reading.quote in clause.quote or clause.quote in reading.quote
    return together and bool(_places(reading.place) & _places(clause.place))


def _places(place: str) -> set[str]:
    return {part.strip() for part in place.split("、") if part.strip()}
