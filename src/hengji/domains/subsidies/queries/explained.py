"""One decision with every clause, worked out again from the stored sheet."""

from collections.abc import Iterator
from dataclasses import dataclass

from hengji.core.adjudication.explanation import Explanation, explain
from hengji.core.masking import masked
from hengji.core.packs.model import Input
from hengji.core.rules.values import Value
from hengji.domains.subsidies.errors import NoSuchDecisionError
from hengji.domains.subsidies.models import AdjudicationRun
from hengji.domains.subsidies.queries.claims import (
    ClaimsBeside,
    claims_beside,
    values_of_one_person,
)
from hengji.domains.subsidies.queries.words import value_text


@dataclass(frozen=True)
class Explained:
    """The claim as it was read, the explanation, and the rows that bear upon it."""

    values: tuple[tuple[Input, str, bool], ...]
    """Each input that the sheet has a column for, its value in words, and whether that is the
    identity code, which is covered.
    """
    explanation: Explanation
    other_rows: tuple[int, ...]
    """The same person's."""
    shared: tuple[tuple[Input, tuple[int, ...]], ...]
    """What should be one person's alone, and the rows in which others give the same."""
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
    return Explained(
        values,
        explanation,
        tuple(other for other in _persons(found) if other != row),
        tuple(_shared(found)),
        found.ruleset.pack.hash != run.pack_hash,
    )


def _persons(found: ClaimsBeside) -> tuple[int, ...]:
    """The rows of the claim's person; nobody's claims are not one person's claims."""
    person = found.ruleset.adjudication.person
    whose = found.claims[found.place][person]
    rows = zip(found.rows, found.claims, strict=True)
    return tuple(row for row, claim in rows if claim[person] == whose is not None)


def _shared(found: ClaimsBeside) -> Iterator[tuple[Input, tuple[int, ...]]]:
    own = {found.rows[found.place], *_persons(found)}
    for name in values_of_one_person(found.ruleset):
        given = found.claims[found.place][name]
        rows = zip(found.rows, found.claims, strict=True)
        same = tuple(row for row, one in rows if row not in own and one[name] == given is not None)
        if same:
            yield found.ruleset.adjudication.input(name), same


def _shown(one: Input, claim: dict[str, Value], person: str) -> tuple[Input, str, bool]:
    text = value_text(one, claim[one.name])
    is_person = one.name == person
    return one, masked(text) if is_person else text, is_person
