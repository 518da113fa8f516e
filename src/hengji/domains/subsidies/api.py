"""The only door to this domain."""

from hengji.domains.subsidies.queries.asked_inputs import (
    Asked,
    EntryInputs,
    Given,
    asked_of_claim,
    asked_of_paid,
    entry_inputs,
    public_ruleset,
)
from hengji.domains.subsidies.queries.entry_suggestions import Suggestion, named_exactly, suggest
from hengji.domains.subsidies.queries.estimate import Estimate, estimate_claim, estimate_packs

__all__ = [
    "Asked",
    "EntryInputs",
    "Estimate",
    "Given",
    "Suggestion",
    "asked_of_claim",
    "asked_of_paid",
    "entry_inputs",
    "estimate_claim",
    "estimate_packs",
    "named_exactly",
    "public_ruleset",
    "suggest",
]
