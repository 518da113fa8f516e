"""Lookups: what a pack's tables and the calendar say of some of a claim's inputs.

A lookup is a pure function of few inputs. The bulk run therefore calls it once for each distinct
combination in the workbook and joins the answers back, so that the single decision and a million
decisions share the very same function.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hengji.core.adjudication.entry_fact import catalogue_entry
from hengji.core.adjudication.found import Found
from hengji.core.adjudication.time_facts import completed_years, months_later, working_days
from hengji.core.packs.model import FactSpec, Pack
from hengji.core.rules.values import Value

Lookup = Callable[..., Found]


@dataclass(frozen=True)
class Fact:
    """A lookup of a pack: call it with the values of ``spec.reads`` in that order."""

    spec: FactSpec
    lookup: Lookup

    def __call__(self, *values: Value) -> Found:
        return self.lookup(*values)


_BUILDERS: Mapping[str, Callable[[Pack, FactSpec], Lookup]] = {
    "catalogue_entry": catalogue_entry,
    "completed_years": completed_years,
    "months_later": months_later,
    "working_days": working_days,
}


def build_fact(pack: Pack, spec: FactSpec) -> Fact:
    """The lookup that ``spec`` asks for, over the tables of ``pack``."""
    return Fact(spec, _BUILDERS[spec.uses](pack, spec))
