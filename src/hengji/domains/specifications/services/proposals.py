"""Proposing a specification: what it is to be, and the gate questions (000 规程 二)."""

from dataclasses import dataclass, field, fields, replace
from datetime import datetime

from django.db import transaction

from hengji.core.specifications.fixed import AUDIENCE, ENTRY
from hengji.core.specifications.value import (
    AssessmentSpec,
    Requirements,
)
from hengji.domains.specifications.errors import (
    SpecificationInputError,
    SpecificationStateError,
)
from hengji.domains.specifications.models import Specification
from hengji.domains.specifications.models.specifications import Gate
from hengji.domains.specifications.rules import HANDLE_SPECIFICATIONS
from hengji.domains.specifications.services.access import locked_specification, needed
from hengji.domains.specifications.services.texts import revision_add
from hengji.domains.specifications.states import State
from hengji.platform.accounts.models import Appointment, User
from hengji.platform.audit.services import record
from hengji.platform.jurisdictions.models import Jurisdiction
from hengji.platform.permissions import require


@dataclass(frozen=True)
class Proposal:
    """What an applicant fills in; a gate question may wait for its answer."""

    name: str
    occupation: str = ""
    definition: str = ""
    gate: Gate = field(default_factory=Gate)
    gate_notes: str = ""


@dataclass(frozen=True)
class ListedRow:
    """The row of a published list that a proposal comes from."""

    list_id: str
    row: int


@transaction.atomic
def specification_propose(
    *,
    actor: User,
    place: str = "",
    proposal: Proposal,
    listed: ListedRow | None = None,
    at: datetime,
) -> Specification:
    """Propose a specification for an office's division, or for the actor's body.

    ``place`` is a division's code; empty means where the actor handles specifications by default.
    Raises `SpecificationInputError`, and the errors of `require`.
    """
    appointment = applicant_of(actor, place)
    specification = Specification(
        jurisdiction=appointment.body.jurisdiction if appointment.body else appointment.place,
        body=appointment.body,
        listed_in=listed.list_id if listed else "",
        listed_row=listed.row if listed else None,
        created_by=actor,
        created_at=at,
    )
    if place and appointment.body is None:
        specification.jurisdiction = Jurisdiction.objects.get(code=place)
    _refuse_second(specification)
    specification_begin(specification, proposal, actor=actor, at=at)
    return specification


def specification_begin(
    specification: Specification,
    proposal: Proposal,
    *,
    text: AssessmentSpec | None = None,
    actor: User,
    at: datetime,
) -> None:
    """Save a new record with its first text; the caller holds the transaction."""
    _write(specification, proposal)
    specification.save()
    revision_add(
        specification,
        text
        or AssessmentSpec(
            name=specification.name,
            occupation=specification.occupation,
            definition=specification.definition,
            audience=AUDIENCE,
            requirements=Requirements(entry=ENTRY),
        ),
        number=1,
        actor=actor,
        at=at,
    )
    record(
        actor=actor,
        action="specifications.propose",
        subject=specification,
        jurisdiction=specification.jurisdiction,
        at=at,
        after={"name": specification.name, "applicant": specification.applicant},
    )


@transaction.atomic
def proposal_edit(
    *, actor: User, specification_id: int, proposal: Proposal, at: datetime
) -> Specification:
    """Change a proposal that was not taken up yet; the text follows it.

    Raises `SpecificationStateError` afterwards: from then on the text alone is written.
    """
    specification = locked_specification(actor, HANDLE_SPECIFICATIONS, specification_id)
    if specification.state != State.PROPOSED:
        raise SpecificationStateError(
            "SPECIFICATION_TAKEN_UP",
            f"考核规范现在是“{specification.status.label}”，立项建议不能再改。",
        )
    newest = specification.newest_text
    before = {"name": specification.name, "gate": _told(specification.gate)}
    _write(specification, proposal)
    text = _renamed(newest.spec, specification)
    if text != newest.spec:
        revision_add(specification, text, number=newest.number + 1, actor=actor, at=at)
    specification.save()
    record(
        actor=actor,
        action="specifications.edit_proposal",
        subject=specification,
        jurisdiction=specification.jurisdiction,
        at=at,
        before=before,
        after={"name": specification.name, "gate": _told(specification.gate)},
    )
    return specification


def applicant_of(actor: User, place: str) -> Appointment:
    """The appointment by which the actor applies (001 一(一): a centre, or a body)."""
    if place:
        jurisdiction = Jurisdiction.objects.filter(code=place).first()
        if jurisdiction is None:
            raise SpecificationInputError(
                "PLACE_UNKNOWN", f"没有区划代码为“{place}”的地区。", field="place"
            )
        return require(actor, HANDLE_SPECIFICATIONS, jurisdiction)
    return require(actor, HANDLE_SPECIFICATIONS, actor.place_for(HANDLE_SPECIFICATIONS))


def _refuse_second(specification: Specification) -> None:
    """The database refuses it too; here it is said in words."""
    if specification.listed_row is None:
        return
    same = Specification.objects.filter(
        jurisdiction=specification.jurisdiction,
        listed_in=specification.listed_in,
        listed_row=specification.listed_row,
    )
    if same.exists():
        raise SpecificationInputError("ALREADY_PROPOSED", "目录的这一条已经提出过立项建议。")


def _write(specification: Specification, proposal: Proposal) -> None:
    specification.name = needed(proposal.name, "name", "能力名称")[:200]
    specification.occupation = proposal.occupation.strip()[:200]
    specification.definition = proposal.definition.strip()
    specification.gate_notes = proposal.gate_notes.strip()
    for one in fields(Gate):
        setattr(specification, one.name, getattr(proposal.gate, one.name))


def _renamed(text: AssessmentSpec, specification: Specification) -> AssessmentSpec:
    return replace(
        text,
        name=specification.name,
        occupation=specification.occupation,
        definition=specification.definition,
    )


def _told(gate: Gate) -> dict[str, bool | None]:
    return {one.name: getattr(gate, one.name) for one in fields(gate)}
