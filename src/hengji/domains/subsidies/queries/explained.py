"""One decision with every clause, worked out again from the stored sheet."""

from dataclasses import dataclass

from hengji.core.adjudication.explanation import Explanation, explain
from hengji.core.masking import masked
from hengji.core.packs.model import Input
from hengji.core.rules.values import Value
from hengji.domains.subsidies.errors import NoSuchDecisionError
from hengji.domains.subsidies.models import AdjudicationRun
from hengji.domains.subsidies.queries.claims import claims_beside
from hengji.domains.subsidies.queries.words import value_text


@dataclass(frozen=True)
class Explained:
    """The claim as it was read, the explanation, and the same person's other rows."""

    values: tuple[tuple[Input, str, bool], ...]
    """Each input that the sheet has a column for, its value in words, and whether that is the
    identity code, which is covered.
    """
    explanation: Explanation
    other_rows: tuple[int, ...]
    pack_changed: bool
    """Whether the explanation is by newer rules than the decision."""


def explain_row(run: AdjudicationRun, row: int) -> Explained:
    """Why the claim of this row was decided so. Raises `NoSuchDecisionError`."""
    found = claims_beside(run, row)
    if found is None:
        raise NoSuchDecisionError(row)
    claims, place = found.claims, found.place
    explanation = explain(
        found.ruleset,
        claims[place],
        [*claims[:place], *claims[place + 1 :]],
        before=place,
    )
    adjudication = found.ruleset.adjudication
    known = [adjudication.input(one["name"]) for one in run.columns]
    values = tuple(_shown(one, claims[place], adjudication.person) for one in known)
    others = tuple(other for other in found.rows if other != row)
    return Explained(values, explanation, others, found.ruleset.pack.hash != run.pack_hash)


def _shown(one: Input, claim: dict[str, Value], person: str) -> tuple[Input, str, bool]:
    text = value_text(one, claim[one.name])
    is_person = one.name == person
    return one, masked(text) if is_person else text, is_person
