"""What a public notice does to the run that it is on."""

from datetime import datetime

from hengji.domains.subsidies.models import AdjudicationRun, ClaimHold, RunClearance
from hengji.domains.subsidies.queries.noticed import payable
from hengji.domains.subsidies.services.clearing import cleared_anew
from hengji.platform.notices.effects import noticeable
from hengji.platform.notices.models import Objection, PublicNotice


@noticeable("subsidies.adjudicationrun")
class RunEffects:
    """The end of the period clears the approved claims; an upheld objection holds one back."""

    def on_concluded(self, notice: PublicNotice, at: datetime) -> None:
        """Clear what was before the public to the end and is not held back."""
        run = _run(notice)
        told = {"notice": notice, "cleared_at": at, **payable(run)}
        RunClearance.objects.update_or_create(run=run, defaults=told)

    def on_objection_upheld(self, notice: PublicNotice, objection: Objection, at: datetime) -> None:
        """Hold back the claim that the objection names, or all where it names none.

        What an earlier notice on the run has cleared already is counted anew without it.
        """
        run, row = _run(notice), objection.row
        ClaimHold.objects.create(
            run=run,
            row=int(row.key) if row is not None else None,
            objection=objection,
            held_at=at,
        )
        cleared_anew(run)


def _run(notice: PublicNotice) -> AdjudicationRun:
    return AdjudicationRun.objects.select_for_update(of=("self",)).get(pk=notice.subject_id)
