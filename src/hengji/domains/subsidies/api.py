"""The only door to this domain."""

from hengji.domains.subsidies.errors import (
    ApprovedElsewhereError,
    HoldReleaseError,
    UnusableFileError,
)
from hengji.domains.subsidies.models import AdjudicationRun
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
from hengji.domains.subsidies.queries.explained import Explained, explain_row
from hengji.domains.subsidies.queries.noticed import Publicity, publicity_of
from hengji.domains.subsidies.queries.packs import packs_of
from hengji.domains.subsidies.queries.runs import (
    DecisionRow,
    DecisionsPage,
    PreviewRow,
    Totals,
    decision_get,
    decisions_page,
    faults_page,
    preview_of,
    run_get,
    runs_page,
    totals_of,
)
from hengji.domains.subsidies.queries.statistics import (
    ClauseTally,
    HeldTally,
    MonthTally,
    decisions_by_month,
    held_by_month,
    rejecting_clauses,
)
from hengji.domains.subsidies.queries.words import value_text, word
from hengji.domains.subsidies.rules import (
    CONFIRM_RUNS,
    DOWNLOAD_WORKBOOK,
    HANDLE_RUNS,
    REVEAL_IDENTITY,
    VIEW_RUNS,
)
from hengji.domains.subsidies.services.downloads import RunFile, identity_reveal, run_file_take
from hengji.domains.subsidies.services.noticing import run_notice_draft
from hengji.domains.subsidies.services.releasing import claim_release
from hengji.domains.subsidies.services.review import run_confirm, run_return
from hengji.domains.subsidies.services.submit import run_discard, run_stop, run_submit
from hengji.domains.subsidies.services.upload import Uploaded, run_upload
from hengji.domains.subsidies.states import Stage

__all__ = [
    "CONFIRM_RUNS",
    "DOWNLOAD_WORKBOOK",
    "HANDLE_RUNS",
    "REVEAL_IDENTITY",
    "VIEW_RUNS",
    "AdjudicationRun",
    "ApprovedElsewhereError",
    "Asked",
    "ClauseTally",
    "DecisionRow",
    "DecisionsPage",
    "EntryInputs",
    "Estimate",
    "Explained",
    "Given",
    "HeldTally",
    "HoldReleaseError",
    "MonthTally",
    "PreviewRow",
    "Publicity",
    "RunFile",
    "Stage",
    "Suggestion",
    "Totals",
    "UnusableFileError",
    "Uploaded",
    "asked_of_claim",
    "asked_of_paid",
    "claim_release",
    "decision_get",
    "decisions_by_month",
    "decisions_page",
    "entry_inputs",
    "estimate_claim",
    "estimate_packs",
    "explain_row",
    "faults_page",
    "held_by_month",
    "identity_reveal",
    "named_exactly",
    "packs_of",
    "preview_of",
    "public_ruleset",
    "publicity_of",
    "rejecting_clauses",
    "run_confirm",
    "run_discard",
    "run_file_take",
    "run_get",
    "run_notice_draft",
    "run_return",
    "run_stop",
    "run_submit",
    "run_upload",
    "runs_page",
    "suggest",
    "totals_of",
    "value_text",
    "word",
]
