"""The choices among a lookup's inputs: what a claim chose, and where that leads, as two numbers.

A choice (a benefit, a programme) takes few values, all known beforehand. So a claim's choices are
one number, and those that lead to the same place of the lookup share another: joining by numbers
costs less than by texts, and where nothing else is read, nothing else is joined.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from hengji.core.adjudication.facts import Fact
from hengji.core.adjudication.ruleset import Ruleset
from hengji.core.rules.sql_engine import identifier, literal
from hengji.core.rules.values import Value

NOWHERE = 0
"""The place of choices with which nothing else is read."""


@dataclass(frozen=True)
class Choices:
    """Every combination of a lookup's choices; its number is its position."""

    names: tuple[str, ...]
    values: tuple[tuple[Value, ...], ...]
    """Of each choice, the missing one last."""
    places: Mapping[tuple[Value, ...], int]
    """Where a combination leads."""

    def chosen_sql(self) -> str:
        """The number of what a claim chose."""
        parts, stride = [], len(self.places)
        for name, values in zip(self.names, self.values, strict=True):
            stride //= len(values)
            numbers = ((one, stride * place) for place, one in enumerate(product(values)))
            parts.append(_numbered([name], dict(numbers)))
        return " + ".join(parts) or "0"

    def placed_sql(self) -> str:
        """The place that it leads to."""
        return _numbered(self.names, self.places)


def choices_of(ruleset: Ruleset, fact: Fact) -> Choices:
    """The choices of a lookup."""
    asked = [ruleset.adjudication.input(name) for name in fact.choices]
    values = tuple((*one.choices, None) for one in asked)
    numbers: dict[Hashable, int] = {None: NOWHERE}
    places: dict[tuple[Value, ...], int] = {
        combination: numbers.setdefault(fact.lookup.place(*combination), len(numbers))
        for combination in product(*values)
    }
    return Choices(fact.choices, values, places)


def _numbered(names: Sequence[str], numbers: Mapping[tuple[Value, ...], int]) -> str:
    """A CASE for each name within the one before; what comes to the same is not asked."""
    if len(distinct := set(numbers.values())) == 1:
        return str(*distinct)
    branches = {
        first: _numbered(
            names[1:], {one[1:]: number for one, number in numbers.items() if one[0] == first}
        )
        for first in dict.fromkeys(one[0] for one in numbers)
    }
    missing = branches.pop(None)
    asked = " ".join(
        f"WHEN {literal(value)} THEN {number}"
        for value, number in branches.items()
        if number != missing
    )
    return f"CASE c.{identifier(names[0])} {asked} ELSE {missing} END"
