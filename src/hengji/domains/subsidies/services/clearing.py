"""What may be paid, counted anew when an objection changes it after the period."""

from hengji.domains.subsidies.models import AdjudicationRun, RunClearance
from hengji.domains.subsidies.queries.noticed import payable


def cleared_anew(run: AdjudicationRun) -> tuple[dict[str, int], dict[str, int]]:
    """What may be paid, before and after; nothing while no notice on the run has concluded.

    The caller holds the transaction.
    """
    cleared = RunClearance.objects.select_for_update().filter(run=run).first()
    if cleared is None:
        return {}, {}
    before, after = {"claims": cleared.claims, "fen": cleared.fen}, payable(run)
    cleared.claims, cleared.fen = after["claims"], after["fen"]
    cleared.save(update_fields=("claims", "fen"))
    return before, after
