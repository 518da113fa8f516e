"""Beginning the revision of a specification: a new record that goes the same way."""

from datetime import datetime

from django.db import transaction

from hengji.domains.specifications.errors import SpecificationStateError
from hengji.domains.specifications.models import Specification
from hengji.domains.specifications.rules import HANDLE_SPECIFICATIONS
from hengji.domains.specifications.services.access import locked_specification
from hengji.domains.specifications.services.proposals import Proposal, specification_begin
from hengji.domains.specifications.states import PUBLIC, State
from hengji.platform.accounts.models import User


@transaction.atomic
def specification_revise(*, actor: User, specification_id: int, at: datetime) -> Specification:
    """Propose a revision that begins from the issued text; the old one stays until it is in force.

    Raises `SpecificationStateError` for one that is not issued, or is being revised already.
    """
    old = locked_specification(actor, HANDLE_SPECIFICATIONS, specification_id)
    if old.state not in PUBLIC or old.issued is None:
        raise SpecificationStateError(
            "SPECIFICATION_NOT_ISSUED", f"考核规范现在是“{old.status.label}”，不能修订。"
        )
    if old.revisions.exclude(state=State.CLOSED).exists():
        raise SpecificationStateError("SPECIFICATION_BEING_REVISED", "这份考核规范已在修订。")
    revision = Specification(
        jurisdiction=old.jurisdiction, body=old.body, revises=old, created_by=actor, created_at=at
    )
    specification_begin(
        revision,
        Proposal(old.name, old.occupation, old.definition, old.gate, old.gate_notes),
        text=old.issued.spec,
        actor=actor,
        at=at,
    )
    return revision
