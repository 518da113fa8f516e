"""Lookups: what a pack's tables and the calendar say of some of a claim's inputs.

A lookup is a pure function of few inputs, in two steps: choices (a benefit) and inputs that take
many values (a code, a name, a day) lead to one of few groups, and the group with the inputs that
take few values (a level) to the answer. The bulk run calls each step once for each distinct
combination and joins the answers back, so that the single decision and a million decisions share
the same functions.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from hengji.core.adjudication.entry_fact import catalogue_entry
from hengji.core.adjudication.found import Found, Group, Lookup
from hengji.core.adjudication.listed_fact import listed_entry
from hengji.core.adjudication.time_facts import completed_years, months_later, working_days
from hengji.core.packs.facts import FACT_CHOICES
from hengji.core.packs.model import FactSpec, Pack
from hengji.core.rules.values import Value


@dataclass(frozen=True)
class Fact:
    """A lookup of a pack: call it with the values of ``spec.reads`` in that order."""

    spec: FactSpec
    lookup: Lookup

    def __call__(self, *values: Value) -> Found:
        first = len(values) - self.lookup.narrow
        return self.lookup.found(self.lookup.group(*values[:first]), *values[first:])

    @cached_property
    def choices(self) -> tuple[str, ...]:
        """The inputs of the first step that are choices."""
        return self.spec.reads[: FACT_CHOICES.get(self.spec.uses, 0)]

    @cached_property
    def wide(self) -> tuple[str, ...]:
        """The other inputs of the first step."""
        return self.spec.reads[len(self.choices) : len(self.spec.reads) - self.lookup.narrow]

    @cached_property
    def narrow(self) -> tuple[str, ...]:
        """The inputs of the second step."""
        return self.spec.reads[len(self.choices) + len(self.wide) :]

    @cached_property
    def usual(self) -> tuple[tuple[tuple[Value, ...], Group], ...]:
        """Combinations for the first step that most claims will have, with their groups."""
        return tuple((values, self.lookup.group(*values)) for values in self.lookup.usual())


_BUILDERS: Mapping[str, Callable[[Pack, FactSpec], Lookup]] = {
    "catalogue_entry": catalogue_entry,
    "listed_entry": listed_entry,
    "completed_years": completed_years,
    "months_later": months_later,
    "working_days": working_days,
}


def build_fact(pack: Pack, spec: FactSpec) -> Fact:
    """The lookup that ``spec`` asks for, over the tables of ``pack``."""
    return Fact(spec, _BUILDERS[spec.uses](pack, spec))
